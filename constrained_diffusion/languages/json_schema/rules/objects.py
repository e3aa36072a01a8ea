"""Keywords about objects."""

from __future__ import annotations

from collections.abc import Iterable

from constrained_diffusion.languages.json_schema.claims import TYPES, Alternative, Claim, Fact, Group, Order
from constrained_diffusion.languages.json_schema.facts import (
    Declares,
    Has,
    Member,
    Members,
    Names,
    NamesAre,
    Opens,
    SomeMember,
    SomeNameIs,
)
from constrained_diffusion.languages.json_schema.keywords import step
from constrained_diffusion.languages.json_schema.rules.plain_values import found_in
from constrained_diffusion.languages.json_schema.rules.rule import Document, Outcome, by_case, fact, only


def properties(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    facts: list[Fact] = [Fact("object", Declares(), order)]
    denied: Group = []
    for number, (name, schema) in enumerate(claim.schema[keyword].items()):
        inner = rules.claim(schema, f"{claim.pointer}/{keyword}/{step(name)}")
        facts.append(Fact("object", Member(name, inner), (*order, number)))
        denied.append(only("object", order, Has(name, True), Member(name, rules.opposite(inner))))
    return [[Alternative(facts=tuple(facts))]], denied


def pattern_properties(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    facts: list[Fact] = [Fact("object", Opens(), order)]
    denied: Group = []
    for pattern, schema in claim.schema[keyword].items():
        pointer = f"{claim.pointer}/{keyword}/{step(pattern)}"
        found, perhaps = found_in(pattern, pointer)
        inner = rules.claim(schema, pointer)
        facts.append(Fact("object", Members(Names(perhaps), inner), order))
        denied.append(only("object", order, SomeMember(Names(found), rules.opposite(inner))))
    return [[Alternative(facts=tuple(facts))]], denied


def additional_properties(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    inner = rules.claim(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    patterns = [
        (pattern, f"{claim.pointer}/patternProperties/{step(pattern)}")
        for pattern in claim.schema.get("patternProperties", {})
    ]
    facts, refuted = _others(rules, inner, frozenset(claim.schema.get("properties", ())), patterns, order)
    return [[Alternative(facts=facts)]], [Alternative(frozenset({"object"}), (refuted,))]


def unevaluated_properties(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    inner = rules.claim(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    return by_case(rules, claim, keyword, order, lambda case: _others(rules, inner, case.names, case.patterns, order))


def _others(
    rules: Document, inner: Claim, named: frozenset[str], patterns: Iterable[tuple[str, str]], order: Order
) -> tuple[tuple[Fact, ...], Fact]:
    """That the members but those of some names and patterns satisfy a claim, and that one of them does not.

    Args:
        patterns: with the pointers at which they stand.
    """
    both = [found_in(pattern, pointer) for pattern, pointer in patterns]
    others = Names(None, named, tuple(found for found, _ in both))
    surely = Names(None, named, tuple(perhaps for _, perhaps in both))
    facts = [Fact("object", Members(others, inner), order)]
    if inner.schema is not False:
        facts.append(Fact("object", Opens(), order))
    return tuple(facts), Fact("object", SomeMember(surely, rules.opposite(inner)), order)


def property_names(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    inner = rules.claim(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    return (
        [[fact("object", NamesAre(inner), order)]],
        [only("object", order, SomeNameIs(rules.opposite(inner)))],
    )


def required(_: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    names = list(dict.fromkeys(claim.schema[keyword]))
    facts = tuple(Fact("object", Has(name, True), (*order, number)) for number, name in enumerate(names))
    return [[Alternative(facts=facts)]], [only("object", order, Has(name, False)) for name in names]


def dependent(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    """dependentRequired, dependentSchemas and, in draft 7 and before, dependencies."""
    groups: list[Group] = []
    denied: Group = []
    for name, wanted in claim.schema[keyword].items():
        pointer = f"{claim.pointer}/{keyword}/{step(name)}"
        absent = only("object", order, Has(name, False))
        not_object = Alternative(frozenset(TYPES) - {"object"})
        has = Has(name, True)
        if isinstance(wanted, list):
            together = only("object", order, has, *(Has(other, True) for other in wanted))
            denied += [only("object", order, has, Has(other, False)) for other in wanted]
        else:
            inner = rules.claim(wanted, pointer)
            together = Alternative(frozenset({"object"}), (Fact("object", has, order),), ((inner, order),))
            refuted = ((rules.opposite(inner), order),)
            denied.append(Alternative(frozenset({"object"}), (Fact("object", has, order),), refuted))
        groups.append([not_object, absent, together])
    return groups, denied
