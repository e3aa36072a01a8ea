"""A schema to the language of its JSON texts: claims about it are taken apart, what is left is written out."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from constrained_diffusion.errors import SchemaWarning, UnsupportedSchema
from constrained_diffusion.languages.ir import EMPTY_TEXT, Characters, Grammar, Language, Repeat, sequence, within
from constrained_diffusion.languages.json_schema import array_emission, object_emission
from constrained_diffusion.languages.json_schema.assertions import KEYWORDS, Rules
from constrained_diffusion.languages.json_schema.claims import Claim
from constrained_diffusion.languages.json_schema.consistency import tableau_of
from constrained_diffusion.languages.json_schema.document import Document
from constrained_diffusion.languages.json_schema.emission import Emission
from constrained_diffusion.languages.json_schema.formats import FORMATS
from constrained_diffusion.languages.json_schema.keywords import step
from constrained_diffusion.languages.json_schema.options import PLAIN, SchemaOptions, Strict
from constrained_diffusion.languages.json_schema.references import References
from constrained_diffusion.languages.json_schema.registry import documents_of
from constrained_diffusion.languages.json_schema.values import NOTHING_TWICE, Repeated
from constrained_diffusion.languages.parts import Part
from constrained_diffusion.shown import place_shown, shown
from constrained_diffusion.stackless import unwound

_ASCII = Repeat(Characters(((0, 0x7F),)), 0, None)


def schema_language(schema: Mapping[str, Any] | bool, options: SchemaOptions = PLAIN) -> Language:
    """The JSON texts of the values that a schema describes; see `read`."""
    return read(schema, options).language


class Reading(NamedTuple):
    """The JSON texts of the values that a schema describes, a grammar where they nest without end, and of its parts.

    `is_loose`: whether arrays that have to have distinct items, and objects that have to have so many members, are so
    only as far as certain values and names go.
    """

    language: Language
    parts: tuple[Part, ...]
    is_loose: bool


def read(
    schema: Mapping[str, Any] | bool, options: SchemaOptions = PLAIN, repeated: Repeated = NOTHING_TWICE
) -> Reading:
    """What a schema describes; `repeated`: what no array of distinct items and no object that counts members repeats.

    Keywords that no specification knows say nothing, as the standard has it; one `SchemaWarning` lists them.

    Raises:
        UnsupportedSchema: a keyword (or a value of one) is not honoured exactly; it carries the JSON pointer.
    """
    root: Mapping[str, Any] = schema if isinstance(schema, Mapping) else {}
    for keyword in ("$schema", "$id", "id"):
        if keyword in root and not isinstance(root[keyword], str):
            raise UnsupportedSchema(f"{keyword} is a string, not {shown(root[keyword])}", f"/{keyword}", "correct it")
    references = References(root, documents_of(options.registry))
    document = Document(references)
    dialect = references.root.dialect
    rules = Rules(document.looked_up, dialect.contains_counts, dialect.integers_have_fractions)
    writers = {"object": object_emission.texts, "array": array_emission.texts}
    emission = Emission(rules, tableau_of(rules), options, writers, repeated)
    claim = rules.claim(document.root if isinstance(schema, Mapping) else schema, "")
    inside = unwound(emission.texts(frozenset({claim})))
    space = emission.layout.space
    whole = inside if space == EMPTY_TEXT else sequence(space, inside, space)
    if repeated == NOTHING_TWICE:  # else it has been said before
        _say(list(rules.unknown), options.strict)
    named = tuple(emission.named.items())
    parts = tuple(
        Part(
            _at(pointer),
            whole if tree is inside else tree,
            named,
            _around(pointer, emission.needed),
            is_whole=not pointer,
            asks=_asked(part),
        )
        for pointer, (tree, part) in emission.parts.items()
    )
    language: Language = Grammar("", (("", whole), *named)) if named else whole
    return Reading(within(language, _ASCII) if options.ensure_ascii else language, parts, emission.is_loose)


def _asked(claim: Claim) -> Mapping[str, Any]:
    """What a claim asks for, by keyword."""
    if not claim.holds:
        return {"not": claim.schema}
    return claim.schema if isinstance(claim.schema, Mapping) else {"the schema false": False}


def _around(pointer: str, needed: Mapping[str, str]) -> str | None:
    return _at(needed[pointer]) if pointer in needed else None


def _at(pointer: str) -> str:
    return f"at {pointer}" if pointer else "at the root of the schema"


def _say(unknown: list[tuple[str, str]], strict: Strict) -> None:
    """Warns of keywords that are not known, or refuses the first."""
    if not unknown:
        return
    refused = unknown if strict is True else [one for one in unknown if strict and _hint(one[0])]
    if refused:
        keyword, pointer = refused[0]
        raise UnsupportedSchema(
            f"{shown(keyword)} is not known to JSON Schema{_hint(keyword)}",
            _within(pointer, keyword),
            "correct it or leave it out",
        )
    told = [
        f"{shown(keyword)}{_hint(keyword)} ({place_shown(_at(_within(pointer, keyword)))})"
        for keyword, pointer in unknown
    ]
    more = f" and {len(told) - 10} more" if len(told) > 10 else ""
    warnings.warn(
        f"keywords and formats that are not known say nothing: {', '.join(told[:10])}{more}; correct them or leave "
        "them out",
        SchemaWarning,
        stacklevel=5,
    )


def _within(pointer: str, what: str) -> str:
    """The pointer of a keyword that is not known, or whose value (behind it) is not."""
    return f"{pointer}/{step(what.split()[0] if what.split() else what)}"


def _hint(keyword: str) -> str:
    """What was probably meant by a keyword, or by a format behind the word."""
    kind, _, name = keyword.partition(" ")
    known = KEYWORDS if not name else FORMATS if kind == "format" else ()
    close = get_close_matches(name or keyword, known, 1, 0.8)
    return f", {close[0]} was probably meant" if close else ""
