"""Keywords about numbers and strings, and about sizes."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Any

from constrained_diffusion.errors import InvalidRegex, UnsupportedSchema
from constrained_diffusion.languages.ir import Node
from constrained_diffusion.languages.json_schema.claims import Alternative, Claim, Fact, Order
from constrained_diffusion.languages.json_schema.facts import Bound, Divides, HoldsJson, Reads, Size
from constrained_diffusion.languages.json_schema.formats import asserted, denied, encoded
from constrained_diffusion.languages.json_schema.numbers import exactly
from constrained_diffusion.languages.json_schema.rules.rule import Document, Outcome, fact, only
from constrained_diffusion.languages.regex import search, search_to_refuse
from constrained_diffusion.shown import shown


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
        raise UnsupportedSchema(f"{shown(value)} is not finite", pointer, "give a number, or leave it out")
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
        return _searched(pattern)
    except InvalidRegex as error:
        reason = f"{error.reason}, at character {error.position} of {shown(pattern)}"
        raise UnsupportedSchema(reason, pointer, error.remedy) from None


@lru_cache(maxsize=1024)  # a rule is read again in every case
def _searched(pattern: str) -> tuple[Node, Node]:
    return search(pattern), search_to_refuse(pattern)


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
    texts, others = asserted(name), denied(name)
    if texts is None:
        rules.note_unknown(f"format {name}", claim.pointer)
        return [], []
    if others is None and not claim.holds:
        raise UnsupportedSchema(
            f"the format {shown(name)} cannot be denied, for its readers do not agree on what is not of it",
            f"{claim.pointer}/{keyword}",
            "deny a pattern in its place",
        )
    refuted = [] if others is None else [only("string", order, Reads(others, True))]
    return [[fact("string", Reads(texts, True), order)]], refuted


def content_encoding(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    """Asserted like a format. To the standard (2020-12, validation, 8.3) it never fails, so nothing denies it."""
    texts = encoded(claim.schema[keyword])
    if texts is None:
        rules.note_unknown(f"contentEncoding {claim.schema[keyword]}", claim.pointer)
        return [], []
    return [[fact("string", Reads(texts, True), order)]], []


def content_media_type(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    """JSON in a string, and what ``contentSchema`` asks of it. Asserted as above; other media types say nothing."""
    if claim.schema[keyword] != "application/json" or "contentEncoding" in claim.schema:
        return [], []
    inner = claim.schema.get("contentSchema", True)
    if inner is True or inner == {}:
        texts = asserted("json-string")
        assert texts is not None
        return [[fact("string", Reads(texts, True), order)]], []
    inner = rules.claim(inner, f"{claim.pointer}/contentSchema")
    return [[fact("string", HoldsJson(inner), order)]], []


_LARGEST = 2**30
"""No canvas has as many tokens."""
_SIZED = {"Length": "string", "Items": "array", "Properties": "object"}


def size(_: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    count, kind = int(claim.schema[keyword]), _SIZED[keyword[3:]]
    is_least = keyword.startswith("min")
    if count > _LARGEST:
        if is_least:
            raise UnsupportedSchema(
                f"{keyword} {count} is more than any canvas holds", f"{claim.pointer}/{keyword}", "ask for less"
            )
        return [], []  # no text is as long
    if is_least:
        fewer = [only(kind, order, Size(0, count - 1))] if count else []
        return [[fact(kind, Size(count, None), order)]], fewer
    return [[fact(kind, Size(0, count), order)]], [only(kind, order, Size(count + 1, None))]
