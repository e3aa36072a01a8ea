"""Keywords about arrays."""

from __future__ import annotations

from constrained_diffusion.languages.json_schema.claims import TYPES, Alternative, Claim, Fact, Group, Order
from constrained_diffusion.languages.json_schema.facts import Distinct, Holds, Item, Items, Size
from constrained_diffusion.languages.json_schema.rules.rule import Document, Outcome, by_case, fact, only, parts_of
from constrained_diffusion.languages.json_schema.unevaluated import Case


def items(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    given, pointer = claim.schema[keyword], f"{claim.pointer}/{keyword}"
    if isinstance(given, list):
        return prefix_items(rules, claim, keyword, order)
    start = len(claim.schema.get("prefixItems", ()))
    return _every_item(rules, rules.claim(given, pointer), start, order)


def additional_items(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    first = claim.schema.get("items")
    if not isinstance(first, list):
        return [], []  # says nothing without a list beside it
    inner = rules.claim(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    return _every_item(rules, inner, len(first), order)


def _every_item(rules: Document, inner: Claim, start: int, order: Order) -> Outcome:
    return (
        [[fact("array", Items(start, inner), order)]],
        [only("array", order, Holds(start, rules.opposite(inner), 1, None))],
    )


def prefix_items(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    parts = parts_of(rules, claim, keyword)
    facts = tuple(Fact("array", Item(index, part), order) for index, part in enumerate(parts))
    return (
        [[Alternative(facts=facts)]],
        [
            only("array", order, Item(index, rules.opposite(part)), Size(index + 1, None))
            for index, part in enumerate(parts)
        ],
    )


def contains(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    inner = rules.claim(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    least, most = int(claim.schema.get("minContains", 1)), claim.schema.get("maxContains")
    most = None if most is None else int(most)
    denied: Group = []
    if least:
        denied.append(only("array", order, Holds(0, inner, 0, least - 1)))
    if most is not None:
        denied.append(only("array", order, Holds(0, inner, most + 1, None)))
    if most is not None and most < least:
        return [[Alternative(frozenset(TYPES) - {"array"})]], [only("array", order)]
    return [[fact("array", Holds(0, inner, least, most), order)]], denied


def unique_items(_: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    if not claim.schema[keyword]:
        return [], []
    return [[fact("array", Distinct(True), order)]], [only("array", order, Distinct(False))]


def unevaluated_items(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    schema, pointer = claim.schema[keyword], f"{claim.pointer}/{keyword}"

    def rest(case: Case) -> tuple[tuple[Fact, ...], Fact]:
        either = {"anyOf": [schema, *(one.schema for one in case.matching)]} if case.matching else schema
        inner = rules.claim(either, pointer)
        some = Holds(case.start, rules.opposite(inner), 1, None)
        return (Fact("array", Items(case.start, inner), order),), Fact("array", some, order)

    return by_case(rules, claim, keyword, order, rest)
