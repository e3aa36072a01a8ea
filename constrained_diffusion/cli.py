"""The ``constrained-diffusion`` command. Results go to stdout, everything else to stderr.

What is wrong with a request is said before torch is imported, which takes seconds.

Exit codes: 0 done; 1 the request cannot be met (unsupported schema, impossible budget, damaged file); 2 wrong usage;
130 interrupted.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

import typer

from constrained_diffusion.errors import ConstrainedDiffusionError
from constrained_diffusion.models.catalogue import require_known

if TYPE_CHECKING:
    from constrained_diffusion.api.generation import Generation
    from constrained_diffusion.languages.wanted import Wanted
    from constrained_diffusion.sampling.strategies import CommitStrategy

app = typer.Typer(help="Structured output from diffusion language models.", add_completion=False, no_args_is_help=True)


class StrategyName(str, Enum):
    entropy_bound = "entropy_bound"
    confidence = "confidence"
    entropy = "entropy"
    margin = "margin"
    random = "random"
    semi_autoregressive = "semi_autoregressive"


class WhitespaceName(str, Enum):
    compact = "compact"
    flexible = "flexible"


class AdditionalPropertiesName(str, Enum):
    closed = "closed"
    open = "open"


class PropertyOrderName(str, Enum):
    schema = "schema"
    any = "any"


SchemaOption = Annotated[
    str | None, typer.Option(help="JSON Schema: a file, the text itself, or module:Name of a Python type")
]

ModelOption = Annotated[
    str, typer.Option(help="one that ships (absorbing, uniform), a folder, or a repository of the Hugging Face hub")
]
TrustOption = Annotated[bool, typer.Option("--trust-remote-code", help="run code that comes with the checkpoint")]

WhitespaceOption = Annotated[WhitespaceName, typer.Option(help="of JSON")]
AdditionalPropertiesOption = Annotated[
    AdditionalPropertiesName, typer.Option(help="members that a schema neither names nor forbids")
]
PropertyOrderOption = Annotated[PropertyOrderName, typer.Option(help="of members: as the schema names them, or any")]
AsciiOption = Annotated[bool, typer.Option("--ensure-ascii", help="JSON in ASCII alone")]
StrictOption = Annotated[bool, typer.Option("--strict", help="refuse keywords that JSON Schema does not know")]
RegistryOption = Annotated[
    list[Path] | None,
    typer.Option(
        help="schemas that references lead to, by $id or file name: a file, or a folder of *.json; repeatable"
    ),
]


@contextmanager
def _reported() -> Iterator[None]:
    """The library's own errors, and those of files, as one line and exit code 1."""
    try:
        yield
    except (ConstrainedDiffusionError, OSError, ValueError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("interrupted", err=True)
        raise typer.Exit(130) from None


def _schema(source: str | None) -> Any:
    """A file's text, the text itself, or the type that ``module:Name`` names."""
    if source is not None and not source.strip():
        raise typer.BadParameter("the schema is empty")
    if source is None or source.lstrip().startswith("{"):
        return source
    module, colon, name = source.partition(":")
    if colon and module.replace(".", "").replace("_", "").isalnum() and not Path(source).exists():
        sys.path.insert(0, "")
        try:
            found: Any = importlib.import_module(module)
            for part in name.split("."):
                found = getattr(found, part)
        except (ImportError, AttributeError) as error:
            raise typer.BadParameter(f"{source}: {error}") from None
        return found
    if not Path(source).exists():
        raise typer.BadParameter(f"there is no file {source}")
    return Path(source).read_text("utf-8")


def _wanted(
    schema: str | None,
    regex: str | None,
    choices: list[str] | None,
    grammar: str | None,
    start: str,
    database: str | None,
    tables: list[str] | None,
    settings: Mapping[str, Any],
) -> Wanted:
    """What the options ask for."""
    from constrained_diffusion.languages.arguments import wanted

    if grammar is not None and database is not None:
        raise typer.BadParameter("give a grammar or a database, not both")
    if tables and database is None:
        raise typer.BadParameter("--table goes with --database")
    source: Any = grammar
    if database is not None:
        from constrained_diffusion.languages.sql import SqlDatabase

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read = SqlDatabase(database, tables=tables or None)
        for left in read.catalogue.left_out:
            typer.echo(f"warning: {left}", err=True)
        source = read
    return wanted(schema=_schema(schema), regex=regex, choices=choices or None, grammar=source, start=start, **settings)


def _of_schemas(
    whitespace: WhitespaceName,
    additional_properties: AdditionalPropertiesName,
    property_order: PropertyOrderName,
    ensure_ascii: bool,
    strict: bool,
    registry: list[Path] | None,
) -> dict[str, Any]:
    """The settings of schemas, as `wanted` takes them."""
    return {
        "whitespace": whitespace.value, "additional_properties": additional_properties.value,
        "property_order": property_order.value, "ensure_ascii": ensure_ascii, "strict": strict,
        "registry": _registry(registry or []),
    }  # fmt: skip


def _registry(paths: list[Path]) -> dict[str, Any]:
    """The schemas in files and folders, by their names: the path within the folder. Their $id is read later on."""
    found: dict[str, Any] = {}
    for path in paths:
        if not path.exists():
            raise typer.BadParameter(f"there is no file or folder {path}")
        files = {file.relative_to(path).as_posix(): file for file in sorted(path.rglob("*.json"))}
        if path.is_file():
            files = {path.name: path}
        elif not files:
            raise typer.BadParameter(f"{path} holds no *.json")
        for name, file in files.items():
            uri = quote(name)
            if uri in found:
                raise typer.BadParameter(f"two schemas have the name {name}")
            try:
                found[uri] = json.loads(file.read_text("utf-8"))
            except (ValueError, RecursionError) as error:
                raise ValueError(f"{file} is not JSON that can be read: {error}") from None
    return found


_HAVING = {
    "threshold": "--strategy confidence",
    "bound": "--strategy entropy_bound",
    "per_step": "any strategy but entropy_bound",
}


def _strategy(
    name: StrategyName | None, settings: Mapping[str, float | None], block_length: int | None, own_bound: float
) -> CommitStrategy | None:
    """The strategy with the settings that are given; None where the model's own will do, an entropy bound."""
    from constrained_diffusion.sampling.strategies import EntropyBound, SemiAutoregressive, strategy_named

    in_blocks = SemiAutoregressive() if name is StrategyName.semi_autoregressive or block_length is not None else None
    name = None if name is StrategyName.semi_autoregressive else name
    chosen: CommitStrategy | None = None
    if name is not None or any(value is not None for value in settings.values()):
        found: Any = EntropyBound(bound=own_bound) if name is None else strategy_named(name.value)
        own = {field.name for field in fields(found)}
        for key, value in settings.items():
            if value is not None and key not in own:
                asked = "entropy_bound, the default," if name is None else name.value
                raise typer.BadParameter(
                    f"the strategy {asked} has no setting --{key.replace('_', '-')}; {_HAVING[key]} has"
                )
        chosen = replace(found, **{key: value for key, value in settings.items() if value is not None})
    if in_blocks is None:
        return chosen
    return replace(
        in_blocks, block_length=block_length or in_blocks.block_length, within=chosen or EntropyBound(bound=own_bound)
    )


@app.command("generate")
def generate_command(
    prompt: Annotated[
        str | None, typer.Argument(help="text to answer; without one the model invents an answer")
    ] = None,
    schema: SchemaOption = None,
    regex: Annotated[str | None, typer.Option(help="the whole answer matches it")] = None,
    choice: Annotated[list[str] | None, typer.Option(help="an allowed answer; repeat for more")] = None,
    grammar: Annotated[str | None, typer.Option(help="a lark grammar, as a file or as its text")] = None,
    start: Annotated[str, typer.Option(help="the rule that the grammar starts from")] = "start",
    database: Annotated[
        str | None, typer.Option(help="a SQLite file, or a URL of a database: the answer is a query that runs")
    ] = None,
    table: Annotated[
        list[str] | None, typer.Option(help="a table of the database that the query speaks of; repeat for more")
    ] = None,
    about: Annotated[str | None, typer.Option(help="what the model is told beside the prompt, such as tables")] = None,
    model: ModelOption = "absorbing",
    device: Annotated[str, typer.Option(help="where the model runs, such as cuda")] = "cpu",
    trust_remote_code: TrustOption = False,
    max_tokens: Annotated[int | None, typer.Option(min=1, help="the most tokens of the answer")] = None,
    thinking: Annotated[int, typer.Option(min=0, help="the most tokens of thought before it")] = 0,
    steps: Annotated[int | None, typer.Option(min=1, help="the most denoising steps a canvas")] = None,
    temperature: Annotated[
        float | None, typer.Option(min=0.0, help="0: most probable; 1: the model's distribution")
    ] = None,
    strategy: Annotated[StrategyName | None, typer.Option(help="by default the model's own")] = None,
    threshold: Annotated[float | None, typer.Option(help="of the confidence strategy")] = None,
    per_step: Annotated[int | None, typer.Option(min=1, help="positions a step: of all but the bound")] = None,
    bound: Annotated[float | None, typer.Option(min=0.0, help="of the entropy bound, in nats")] = None,
    block_length: Annotated[int | None, typer.Option(min=1, help="commit block after block of this length")] = None,
    early_stop: Annotated[bool, typer.Option(help="stop when the answer is stable and certain")] = True,
    whitespace: WhitespaceOption = WhitespaceName.compact,
    additional_properties: AdditionalPropertiesOption = AdditionalPropertiesName.closed,
    property_order: PropertyOrderOption = PropertyOrderName.schema,
    ensure_ascii: AsciiOption = False,
    strict: StrictOption = False,
    registry: RegistryOption = None,
    seed: Annotated[int | None, typer.Option(help="the same seed gives the same answer")] = None,
    particles: Annotated[
        int | None, typer.Option(min=1, help="draw so many at temperature 1, and take the heaviest")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="show the canvas coming into focus")] = False,
    save: Annotated[Path | None, typer.Option(help="write a page that replays it")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print text, steps and why it stopped as JSON")] = False,
) -> None:
    """Generates an answer in a language: a schema, a regex, choices, a grammar, or the queries of a database."""
    with _reported():
        if save is not None and not save.resolve().parent.is_dir():
            raise typer.BadParameter(f"there is no folder {save.resolve().parent}")
        of_schemas = _of_schemas(whitespace, additional_properties, property_order, ensure_ascii, strict, registry)
        found = _wanted(schema, regex, choice, grammar, start, database, table, of_schemas)
        require_known(model)

        from constrained_diffusion.api.generation import generate
        from constrained_diffusion.models.loading import load_model
        from constrained_diffusion.sampling.stopping import NEVER

        loaded = load_model(model, device=device, trust_remote_code=trust_remote_code)
        settings = {"threshold": threshold, "per_step": per_step, "bound": bound}
        options: dict[str, Any] = {
            "grammar": found, "about": about, "max_tokens": max_tokens, "thinking": thinking, "steps": steps,
            "temperature": temperature,
            "strategy": _strategy(strategy, settings, block_length, loaded.defaults.entropy_bound),
            "stop": None if early_stop else NEVER, "seed": seed, "particles": particles,
            "frames": save is not None,
        }  # fmt: skip
        began = time.perf_counter()
        if watch:
            from constrained_diffusion.viewers.terminal import CanvasView

            with CanvasView(loaded.vocabulary) as view:
                result = generate(loaded, prompt, on_step=view, **options)
        else:
            result = generate(loaded, prompt, **options)
        seconds = time.perf_counter() - began
        if save is not None:
            from constrained_diffusion.viewers.page import save_page

            save_page(save, result.frames, loaded.vocabulary, title=prompt or "An answer out of nothing")
            typer.echo(f"replay written to {save}", err=True)
        _print(result, seconds, as_json=as_json)


def _print(result: Generation[Any], seconds: float, *, as_json: bool) -> None:
    if as_json:
        said: dict[str, Any] = {
            "text": result.text, "thought": result.thought, "steps": result.steps, "stopped_by": result.stopped_by,
            "log_likelihood": result.log_likelihood, "seconds": round(seconds, 3),
        }  # fmt: skip
        if result.log_evidence is not None:
            said["log_evidence"] = result.log_evidence
            said["alternatives"] = [one._asdict() for one in result.alternatives]
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    typer.echo(result.text)
    for text, share in result.alternatives:
        typer.echo(f"{share:.0%}  {text}", err=True)
    steps = "1 denoising step" if result.steps == 1 else f"{result.steps} denoising steps"
    typer.echo(f"{steps}, stopped by: {result.stopped_by}", err=True)


@app.command()
def check(
    schema: Annotated[str, typer.Argument(help="JSON Schema: a file, the text itself, or module:Name")],
    model: ModelOption = "absorbing",
    trust_remote_code: TrustOption = False,
    whitespace: WhitespaceOption = WhitespaceName.compact,
    additional_properties: AdditionalPropertiesOption = AdditionalPropertiesName.closed,
    property_order: PropertyOrderOption = PropertyOrderName.schema,
    ensure_ascii: AsciiOption = False,
    strict: StrictOption = False,
    registry: RegistryOption = None,
    save: Annotated[Path | None, typer.Option(help="write the compiled constraint here")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Compiles a schema and reports its size and the least and greatest number of tokens, or why it cannot be had."""
    with _reported():
        of_schemas = _of_schemas(whitespace, additional_properties, property_order, ensure_ascii, strict, registry)
        found = _wanted(schema, None, None, None, "start", None, None, of_schemas)
        require_known(model)

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
        report = {
            "states": automaton.states, "classes": automaton.classes, "edges": automaton.edges,
            "least_tokens": constraint.min_length(), "greatest_tokens": constraint.max_length(),
            "seconds": round(seconds, 3),
        }  # fmt: skip
        if as_json:
            typer.echo(json.dumps(report))
            return
        for name, value in report.items():
            typer.echo(f"{name.replace('_', ' '):16} {'unbounded' if value is None else value}")


if __name__ == "__main__":
    app()
