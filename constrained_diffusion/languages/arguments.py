"""What is wanted, by the keyword arguments that users write: one place that tells the front ends apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

from constrained_diffusion.checked import text
from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.choices import one_of
from constrained_diffusion.languages.json_schema import SchemaOptions, Whitespace
from constrained_diffusion.languages.lark_grammar import wanted_of_grammar
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.schema_types import wanted_of_schema
from constrained_diffusion.languages.wanted import ANYTHING, Source, Wanted


class LanguageOptions(TypedDict, total=False):
    """The keyword arguments that say what is wanted; see `wanted`."""

    schema: Any
    regex: str | None
    choices: Sequence[str] | None
    grammar: str | Path | Source | None
    start: str
    whitespace: Whitespace


def wanted(
    *,
    schema: Any = None,
    regex: str | None = None,
    choices: Sequence[str] | None = None,
    grammar: str | Path | Source | None = None,
    start: str = "start",
    whitespace: Whitespace = "compact",
) -> Wanted:
    """What exactly one of `schema`, `regex`, `choices` and `grammar` describes.

    Args:
        schema: a JSON Schema (dict, bool or JSON text), a pydantic model, or any type that pydantic understands.
        regex: a regular expression that the whole answer matches (dialect: docs/regex.md).
        choices: the answers there are.
        grammar: a lark grammar, as the name of one that ships, a path or its text (dialect: docs/grammars.md), or a
            `Source`, such as `SqlDatabase`.
        start: the rule that a lark grammar starts from.
        whitespace: of JSON: "compact" has none, "flexible" allows it wherever JSON does.

    Raises:
        InvalidRegex, InvalidGrammar, UnsupportedSchema: the language cannot be read; nothing is ignored silently.
        InvalidArgument: none is given, or more than one.
    """
    described = {"schema": schema, "regex": regex, "choices": choices, "grammar": grammar}
    given = [name for name, value in described.items() if value is not None]
    if len(given) != 1:
        raise InvalidArgument(
            f"give exactly one of schema, regex, choices and grammar, not {' and '.join(given) or 'none'}"
        )
    if schema is not None:
        return wanted_of_schema(schema, SchemaOptions(whitespace=whitespace))
    if regex is not None:
        return Wanted(language=full_match(text("regex", regex)))
    if choices is not None:
        return Wanted(language=one_of(choices))
    if isinstance(grammar, Source):
        return grammar.wanted()
    assert grammar is not None
    if not isinstance(grammar, Path):
        text("grammar", grammar)
    return wanted_of_grammar(grammar, text("start", start))


def wanted_or_anything(**options: Any) -> Wanted:
    """As `wanted`, and any text where none of the four is given."""
    four = ("schema", "regex", "choices", "grammar")
    return ANYTHING if all(options.get(name) is None for name in four) else wanted(**options)
