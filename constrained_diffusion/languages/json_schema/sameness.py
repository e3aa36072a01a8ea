"""Values that are, or are not, the same as fixed ones.

Where the values are a regular language, theirs is intersected with the texts of the fixed value, or these are taken out
of it. Where they nest without end that cannot be done with texts, and what it comes to is said of items and members: an
array is another one if its length is another, or the first item that is not the same.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import prod
from typing import Any, Protocol

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.ir import Both, Choice, Except, Node, Reference, choice, distinct_subtrees
from constrained_diffusion.languages.json_schema.claims import Branch, Claim, Fact, Order
from constrained_diffusion.languages.json_schema.facts import (
    Has,
    Item,
    Items,
    Member,
    Members,
    Names,
    Same,
    Size,
    SomeMember,
    Undeclared,
)
from constrained_diffusion.languages.json_schema.layout import Layout
from constrained_diffusion.stackless import Steps

_MOST_CASES = 500
LAST: Order = (2**31,)
"""Behind all that stands in the document, so that it orders nothing."""


class _Rules(Protocol):
    def claim(self, schema: Any, pointer: str, holds: bool = True) -> Claim: ...


class _Emission(Protocol):
    @property
    def rules(self) -> _Rules: ...

    @property
    def layout(self) -> Layout: ...


OfType = Callable[[str, Branch, str], Steps]
"""The texts of the values of a type that a branch leaves, whatever they are the same as."""


def narrowed(emission: _Emission, kind: str, branch: Branch, pointer: str, texts: OfType) -> Steps:
    """The texts of the values of a type that a branch leaves.

    Raises:
        UnsupportedSchema: the values nest without end, and are told apart from too many.
    """
    same = [what for what in branch.of(kind) if isinstance(what, Same)]
    if not same:
        return (yield texts(kind, branch, pointer))
    others = tuple(fact for fact in branch.facts if not isinstance(fact.what, Same))
    node: Node = yield texts(kind, Branch(branch.types, others, branch.dead), pointer)
    if not any(isinstance(part, Reference) for part in distinct_subtrees(node)):
        for one in same:
            node = Both(node, one.value.texts(emission.layout)) if one.holds else node
        refused = [one.value.texts(emission.layout) for one in same if not one.holds]
        return Except(node, choice(*refused)) if refused else node
    cases = [_cases(emission.rules, one, others, pointer) for one in same]
    if prod(map(len, cases)) > _MOST_CASES:
        raise UnsupportedSchema(
            f"uniqueItems: to tell {len(same)} values that stand twice from others that nest without end comes to more "
            f"than {_MOST_CASES} cases",
            pointer,
            "bound what the items hold",
        )
    options: list[Node] = []
    for chosen in product(*cases):
        facts = tuple(Fact(kind, what, (*LAST, number)) for number, what in enumerate(sum(chosen, ())))
        options.append((yield texts(kind, Branch(branch.types, others + facts, branch.dead), pointer)))
    return Choice(tuple(dict.fromkeys(options)))


def _cases(rules: _Rules, same: Same, others: tuple[Fact, ...], pointer: str) -> list[tuple[Any, ...]]:
    """The ways in which it holds, no two of them together: facts about items and members."""
    value = same.value
    is_said = any(isinstance(fact.what, (Item, Items)) for fact in others)

    def part(index: int, holds: bool) -> Claim:
        return rules.claim(value.parts[index][1], f"{pointer}/uniqueItems", holds)

    if value.kind == "array":
        length = len(value.parts)
        every = (Size(length, length), *(() if is_said else (Items(0, rules.claim(True, pointer)),)))
        equal = [Item(index, part(index, True)) for index in range(length)]
        if same.holds:
            return [(*every, *equal)]
        cases: list[tuple[Any, ...]] = [(Size(0, length - 1),)] if length else []
        cases += [(*every, *equal[:index], Item(index, part(index, False))) for index in range(length)]
        return [*cases, (Size(length + 1, None),)]
    names = [str(name) for name, _ in value.parts]
    declared = {fact.what.name for fact in others if isinstance(fact.what, (Member, Has))}
    undeclared = Undeclared(tuple(name for name in names if name not in declared))
    further = Names(None, frozenset(names))
    given = [(Has(name, True), Member(name, part(index, True))) for index, name in enumerate(names)]
    if same.holds:
        return [(undeclared, *sum(given, ()), Members(further, rules.claim(False, pointer)))]
    cases = []
    for index, name in enumerate(names):
        before = sum(given[:index], ())
        cases.append((undeclared, *before, Has(name, False)))
        cases.append((undeclared, *before, Has(name, True), Member(name, part(index, False))))
    return [*cases, (undeclared, *sum(given, ()), SomeMember(further, rules.claim(True, pointer)))]
