"""What is wanted, by the keyword arguments that users write: one place that tells the front ends apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, TypedDict

from constrained_diffusion.checked import text
from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.choices import wanted_of_choices
from constrained_diffusion.languages.gbnf import is_gbnf, wanted_of_gbnf
from constrained_diffusion.languages.grammar_text import grammar_text
from constrained_diffusion.languages.json_schema import (
    PLAIN,
    AdditionalProperties,
    Documents,
    PropertyOrder,
    SchemaOptions,
    Strict,
    Whitespace,
)
from constrained_diffusion.languages.lark_grammar import wanted_of_grammar
from constrained_diffusion.languages.outline import outline_of_regex
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.schema_types import wanted_of_schema
from constrained_diffusion.languages.wanted import ANYTHING, Source, Wanted
from constrained_diffusion.shown import shown


class BesideSchema(TypedDict, total=False):
    """The keyword arguments that say what is wanted, but for the schema; see `wanted`."""

    regex: str | None
    choices: Sequence[str] | None
    grammar: str | Path | Source | None
    start: str
    whitespace: Whitespace
    additional_properties: AdditionalProperties
    property_order: PropertyOrder
    ensure_ascii: bool
    strict: Strict
    registry: Documents | None


class LanguageOptions(BesideSchema, total=False):
    """The keyword arguments that say what is wanted; see `wanted`."""

    schema: Any


_FOUR = ("schema", "regex", "choices", "grammar")
_USUAL = {"start": ("start", "a lark grammar")} | {
    setting.name: (getattr(PLAIN, setting.name), "a schema") for setting in fields(SchemaOptions)
}
"""Settings as they are where nothing is said, and what they go with."""


def wanted(
    *,
    schema: Any = None,
    regex: str | None = None,
    choices: Sequence[str] | None = None,
    grammar: str | Path | Source | None = None,
    start: str = "start",
    whitespace: Whitespace = "compact",
    additional_properties: AdditionalProperties = "closed",
    property_order: PropertyOrder = "schema",
    ensure_ascii: bool = False,
    strict: Strict = False,
    registry: Documents | None = None,
) -> Wanted:
    """What exactly one of `schema`, `regex`, `choices` and `grammar` describes.

    Args:
        schema: a JSON Schema (dict, bool or JSON text), a pydantic model, or any type that pydantic understands.
        regex: a regular expression that the whole answer matches (dialect: docs/regex.md).
        choices: the answers there are.
        grammar: a lark grammar, as the name of one that ships, a path or its text (dialect: docs/grammars.md); the text
            of one in GBNF (``root ::= ...``); or a `Source`, such as `SqlDatabase`.
        start: the rule that a lark grammar starts from.
        whitespace, additional_properties, property_order, ensure_ascii, strict, registry: how a schema is read and what
            of it is written; see `SchemaOptions`.

    Raises:
        InvalidRegex, InvalidGrammar, UnsupportedSchema: the language cannot be read; nothing is ignored silently.
        InvalidArgument: none is given, or more than one; or a setting that does not speak to it.
    """
    described = {"schema": schema, "regex": regex, "choices": choices, "grammar": grammar}
    given = [name for name, value in described.items() if value is not None]
    if len(given) != 1:
        raise InvalidArgument(
            f"give exactly one of schema, regex, choices and grammar, not {' and '.join(given) or 'none'}: they say "
            "what the answer is to be"
        )
    settings = SchemaOptions(
        whitespace=whitespace, additional_properties=additional_properties, property_order=property_order,
        ensure_ascii=ensure_ascii, strict=strict, registry={} if registry is None else registry,
    )  # fmt: skip
    kind = given[0]
    if schema is not None:
        kind = "a schema"
    elif grammar is not None:
        kind = type(grammar).__name__ if isinstance(grammar, Source) else "a lark grammar"
    refuse_misplaced(kind, {"start": start, **{name: getattr(settings, name) for name in _USUAL if name != "start"}})
    if schema is not None:
        return wanted_of_schema(schema, settings)
    if regex is not None:
        return Wanted(
            language=full_match(text("regex", regex)),
            told=outline_of_regex(regex),
            nothing=(
                f"no text matches the regex {shown(regex)} from end to end",
                "take out the anchor, the lookaround or the class that excludes all texts",
            ),
        )
    if choices is not None:
        return wanted_of_choices(choices)
    if isinstance(grammar, Source):
        return grammar.wanted()
    assert grammar is not None
    if type(grammar).__module__.partition(".")[0].lstrip("_") in ("sqlite3", "duckdb", "sqlalchemy"):
        raise InvalidArgument(
            "the queries of a database are grammar=SqlDatabase(connection), not the connection itself"
        )
    written, source = grammar_text(grammar if isinstance(grammar, Path) else text("grammar", grammar))
    if is_gbnf(written):
        if start != "start":
            raise InvalidArgument(
                f"a grammar of this syntax starts from its rule root, not from {shown(start)}: leave out start="
            )
        return wanted_of_gbnf(written, source)
    return wanted_of_grammar(written, source, text("start", start))


def wanted_or_anything(**options: Any) -> Wanted:
    """As `wanted`, and any text where none of the four is given."""
    if describes(options):
        return wanted(**options)
    refuse_misplaced("any text", options)
    return ANYTHING


def describes(options: Mapping[str, Any]) -> bool:
    """Whether one of `schema`, `regex`, `choices` and `grammar` is given."""
    return any(options.get(name) is not None for name in _FOUR)


def refuse_misplaced(kind: str, options: Mapping[str, Any]) -> None:
    """Raises `InvalidArgument` for a setting that says nothing of what is wanted, unless it is as usual."""
    for name, (usual, home) in _USUAL.items():
        value = options.get(name)
        if home != kind and value is not None and value != usual:
            raise InvalidArgument(f"{name} goes with {home}, not with {kind}: leave it out")
