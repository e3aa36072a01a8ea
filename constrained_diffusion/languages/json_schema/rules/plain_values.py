"""Keywords about numbers and strings, and about sizes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from constrained_diffusion.errors import InvalidRegex, UnsupportedSchema
from constrained_diffusion.languages.ir import Node
from constrained_diffusion.languages.json_schema.claims import Alternative, Claim, Fact, Order
from constrained_diffusion.languages.json_schema.facts import Bound, Divides, Reads, Size
from constrained_diffusion.languages.json_schema.formats import FORMATS, format_language
from constrained_diffusion.languages.json_schema.numbers import exactly
from constrained_diffusion.languages.json_schema.rules.rule import Document, Outcome, fact, only
from constrained_diffusion.languages.regex import search, search_to_refuse


def bound(_: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    value = _decimal(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    is_lower, is_exclusive = keyword.lower().endswith("minimum"), keyword.startswith("exclusive")
    return (
        [[fact("number", Bound(value, is_lower, is_exclusive), order)]],
        [only("number", order, Bound(value, not is_lower, not is_exclusive))],
    )


def _decimal(value: Any, pointer: str) -> Decimal:
    exact = exactly(value)
    if not exact.is_finite():
        raise UnsupportedSchema(f"{value!r} is not finite", pointer)
    return exact


def multiple_of(_: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    divisor = _decimal(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    return [[fact("number", Divides(divisor, True), order)]], [only("number", order, Divides(divisor, False))]


def pattern(_: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    found, perhaps = found_in(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    return [[fact("string", Reads(found, True), order)]], [only("string", order, Reads(perhaps, False))]


def found_in(pattern: str, pointer: str) -> tuple[Node, Node]:
    """The texts in which every engine finds a pattern, and those in which one may find it."""
    try:
        return search(pattern), search_to_refuse(pattern)
    except InvalidRegex as error:
        raise UnsupportedSchema(str(error), pointer) from None


def _reads(texts: Node, order: Order) -> Outcome:
    return [[fact("string", Reads(texts, True), order)]], [only("string", order, Reads(texts, False))]


_STANDARD_FORMATS = {
    "idn-email", "idn-hostname", "iri", "iri-reference", "uri-reference", "uri-template", "json-pointer",
    "relative-json-pointer", "regex",
}  # fmt: skip
"""Formats of the specification that are not among the known ones; any other name says nothing."""
_NUMERIC = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1), "float": None, "double": None}


def format_is(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    if claim.schema[keyword] in _NUMERIC:
        limits = _NUMERIC[claim.schema[keyword]]
        if limits is None:
            return [], []
        low, high = Bound(Decimal(limits[0]), True, False), Bound(Decimal(limits[1]), False, False)
        facts = (Fact("number", low, order), Fact("number", high, order))
        below, above = Bound(low.value, False, True), Bound(high.value, True, True)
        return [[Alternative(facts=facts)]], [only("number", order, below), only("number", order, above)]
    name = claim.schema[keyword]
    if name in _STANDARD_FORMATS:
        raise UnsupportedSchema(
            f"the format {name!r} is not supported ({', '.join(FORMATS)} are)", f"{claim.pointer}/{keyword}"
        )
    if name not in FORMATS:
        rules.note_unknown(f"format {name}", claim.pointer)
        return [], []
    return _reads(format_language(name), order)


_SIZED = {"Length": "string", "Items": "array", "Properties": "object"}


def size(_: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    count, kind = int(claim.schema[keyword]), _SIZED[keyword[3:]]
    if keyword.startswith("min"):
        fewer = [only(kind, order, Size(0, count - 1))] if count else []
        return [[fact(kind, Size(count, None), order)]], fewer
    return [[fact(kind, Size(0, count), order)]], [only(kind, order, Size(count + 1, None))]
