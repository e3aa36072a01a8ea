"""What a rule is: a keyword to what it comes to where it holds, and where it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

from constrained_diffusion.languages.json_schema.claims import TYPES, Alternative, Claim, Fact, Group, Order
from constrained_diffusion.languages.json_schema.unevaluated import Case, Evaluated

Outcome: TypeAlias = tuple[list[Group], Group]
"""The groups that hold together if the keyword does, and the alternatives of which one holds if it does not."""


class Document(Protocol):
    """What rules ask of the schema as a whole."""

    @property
    def looked_up(self) -> Callable[[str, str], Any]:
        """What a reference at a pointer leads to."""

    @property
    def evaluated(self) -> Evaluated:
        """What the keywords beside ``unevaluated...`` have looked at."""

    def claim(self, schema: Any, pointer: str, holds: bool = True) -> Claim:
        """The one claim about a schema, and about all that are the same."""

    def opposite(self, claim: Claim) -> Claim:
        """That the same schema does not hold (or does)."""

    def note_unknown(self, what: str, pointer: str) -> None:
        """Notes something that says nothing because no specification knows it."""


Rule = Callable[[Document, Claim, str, Order], Outcome]
"""Reads one keyword of the schema that a claim is about; the last argument is where it stands in the document."""


def together(claims: list[Claim], order: Order) -> Alternative:
    """All claims hold."""
    return Alternative(claims=tuple((claim, (*order, number)) for number, claim in enumerate(claims)))


def fact(kind: str, what: Any, order: Order) -> Alternative:
    """The fact holds of values of the type."""
    return Alternative(facts=(Fact(kind, what, order),))


def only(kind: str, order: Order, *facts: Any) -> Alternative:
    """The value is of this type, and so are the facts."""
    return Alternative(frozenset({kind}), tuple(Fact(kind, what, order) for what in facts))


def by_case(
    rules: Document, claim: Claim, keyword: str, order: Order, of_case: Callable[[Case], tuple[tuple[Fact, ...], Fact]]
) -> Outcome:
    """What ``unevaluatedItems`` or ``unevaluatedProperties`` comes to, in the cases in which something is left to it.

    Args:
        of_case: the facts that hold of what is left in a case where the keyword does, and that which holds if not.
    """
    kind = "array" if keyword == "unevaluatedItems" else "object"
    asserted: Group = [Alternative(frozenset(TYPES) - {kind})]
    denied: Group = []
    for case in rules.evaluated.cases(claim.schema, claim.pointer, keyword):
        claims = tuple((one, order) for one in case.claims)
        if case.all_items if kind == "array" else case.all_members:
            asserted.append(Alternative(frozenset({kind}), (), claims))
            continue
        facts, refuted = of_case(case)
        asserted.append(Alternative(frozenset({kind}), facts, claims))
        denied.append(Alternative(frozenset({kind}), (refuted,), claims))
    return [asserted], denied


def parts_of(rules: Document, claim: Claim, keyword: str, holds: bool = True) -> list[Claim]:
    """The claims about the schemas that a keyword lists."""
    return [
        rules.claim(part, f"{claim.pointer}/{keyword}/{index}", holds)
        for index, part in enumerate(claim.schema[keyword])
    ]
