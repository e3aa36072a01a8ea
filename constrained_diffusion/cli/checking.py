"""``constrained-diffusion check``: whether a language can be had, at what size, and whether a text is in it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from constrained_diffusion.cli.asked import Asked, SchemaSettings, require_characters, wanted_of
from constrained_diffusion.cli.files import require_folder_of, require_one_reader, text_of
from constrained_diffusion.cli.membership import Verdict, verdict_on
from constrained_diffusion.cli.model_names import require_model
from constrained_diffusion.cli.options import (
    SCHEMA_HELP,
    AdditionalPropertiesName,
    AdditionalPropertiesOption,
    AsciiOption,
    ChoiceOption,
    DatabaseOption,
    GrammarOption,
    ModelOption,
    PropertyOrderName,
    PropertyOrderOption,
    RegexOption,
    RegistryOption,
    SchemaOption,
    StartOption,
    StrictOption,
    TableOption,
    TrustOption,
    WhitespaceName,
    WhitespaceOption,
)
from constrained_diffusion.cli.reporting import ExitCode, Misused, reported

if TYPE_CHECKING:
    from constrained_diffusion.languages.wanted import Wanted

_MODEL = "absorbing"


def check_command(
    schema_argument: Annotated[str | None, typer.Argument(metavar="[SCHEMA]", help=SCHEMA_HELP)] = None,
    schema: SchemaOption = None,
    regex: RegexOption = None,
    choice: ChoiceOption = None,
    grammar: GrammarOption = None,
    start: StartOption = "start",
    database: DatabaseOption = None,
    table: TableOption = None,
    text: Annotated[
        str | None,
        typer.Option(help="say whether this text is in the language; no model is needed for it", metavar="TEXT"),
    ] = None,
    text_file: Annotated[
        Path | None,
        typer.Option(help="the same of a file (-: stdin), to the letter: a line end at its end counts", metavar="FILE"),
    ] = None,
    model: ModelOption = _MODEL,
    trust_remote_code: TrustOption = False,
    whitespace: WhitespaceOption = WhitespaceName.compact,
    additional_properties: AdditionalPropertiesOption = AdditionalPropertiesName.closed,
    property_order: PropertyOrderOption = PropertyOrderName.schema,
    ensure_ascii: AsciiOption = False,
    strict: StrictOption = False,
    registry: RegistryOption = None,
    save: Annotated[Path | None, typer.Option(help="write the compiled constraint here", metavar="FILE")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the same as JSON")] = False,
) -> None:
    """Compiles a language for a model, or says whether a text is in it.

    What is compiled is reported with its size and the least and greatest number of tokens, or why it cannot be had.
    """
    with reported():
        if schema is not None and schema_argument is not None:
            raise Misused("the schema is given twice: give it as an argument, or with --schema")
        asked_schema = schema_argument if schema is None else schema
        require_characters(text=text)
        require_one_reader(schema=asked_schema, grammar=grammar, text_file=text_file)
        _require_fitting(text, text_file, save, model, trust_remote_code)
        if save is not None:
            require_folder_of(save)
        questioned = text if text_file is None else text_of(text_file)
        if questioned is None:
            require_model(model)
        asked = Asked(asked_schema, regex, choice, grammar, start, database, table)
        of_schemas = SchemaSettings(whitespace, additional_properties, property_order, ensure_ascii, strict, registry)
        found = wanted_of(asked, of_schemas)
        if questioned is not None:
            verdict = verdict_on(questioned, found)
            typer.echo(json.dumps(_as_json(verdict)) if as_json else verdict.said(questioned))
            raise typer.Exit(ExitCode.DONE if verdict.is_member else ExitCode.UNMET)
        _print(_compiled(found, model, trust_remote_code, save), as_json=as_json)


def _require_fitting(
    text: str | None, file: Path | None, save: Path | None, model: str, trust_remote_code: bool
) -> None:
    """Raises `Misused` where an option would say nothing."""
    if text is None and file is None:
        return
    if text is not None and file is not None:
        raise Misused("two texts are given: give --text, or --text-file")
    if save is not None:
        raise Misused("a text is looked up, and nothing compiled to --save: give one of the two")
    for name, is_given in (("--model", model != _MODEL), ("--trust-remote-code", trust_remote_code)):
        if is_given:
            raise Misused(f"a text is looked up without a model: leave out {name}")


def _as_json(verdict: Verdict) -> dict[str, Any]:
    return {"in_language": verdict.is_member, "prefix_characters": verdict.prefix}


def _compiled(found: Wanted, model: str, trust_remote_code: bool, save: Path | None) -> dict[str, Any]:
    """What is reported of the constraint, which is written where it is to be."""
    from constrained_diffusion.api.compilation import compile_wanted
    from constrained_diffusion.api.files import save_constraint
    from constrained_diffusion.models.loading import load_model

    vocabulary = load_model(model, trust_remote_code=trust_remote_code).vocabulary
    began = time.perf_counter()
    constraint = compile_wanted(found, vocabulary)
    seconds = time.perf_counter() - began
    if save is not None:
        save_constraint(constraint, save)
    automaton = constraint.automaton
    return {
        "states": automaton.states, "classes": automaton.classes, "edges": automaton.edges,
        "least_tokens": constraint.min_length(), "greatest_tokens": constraint.max_length(),
        "seconds": round(seconds, 3),
    }  # fmt: skip


def _print(report: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(report))
        return
    for name, value in report.items():
        typer.echo(f"{name.replace('_', ' '):16} {'unbounded' if value is None else value}")
