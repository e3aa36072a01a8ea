"""What facts about one value rule out and imply together, as far as that is cheap to see.

Nothing here is needed for a right answer: what is not seen to be impossible is written out and found empty later. It
keeps the cases few, where alternatives are told apart by a member (``oneOf`` with a discriminating ``const``), by what
they require, by types or by bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from constrained_diffusion.languages.json_schema.assertions import Rules
from constrained_diffusion.languages.json_schema.claims import Claim, Demand, Fact, Tableau
from constrained_diffusion.languages.json_schema.equality import identity
from constrained_diffusion.languages.json_schema.facts import (
    ANY_SIZE,
    AmongValues,
    Bound,
    Distinct,
    Divides,
    Has,
    Item,
    Member,
    Members,
    Reads,
    Size,
    SomeMember,
)
from constrained_diffusion.languages.json_schema.numbers import Interval, exactly


class Known:
    """Facts that hold together. Not changed once made.

    Attributes:
        dead: the types of which they leave no value.
    """

    __slots__ = (
        "_interval", "_is_empty", "_items", "_members", "_opposite", "_others", "_presence", "_refused", "_sets",
        "_sizes", "_values", "dead",
    )  # fmt: skip

    def __init__(self, is_empty: Callable[[Demand], bool], opposite: Callable[[Claim], Claim]) -> None:
        self._is_empty, self._opposite = is_empty, opposite
        self.dead: frozenset[str] = frozenset()
        self._presence: dict[str, bool] = {}
        self._members: dict[str, frozenset[Claim]] = {}
        self._sets: tuple[Members, ...] = ()
        self._items: dict[int, frozenset[Claim]] = {}
        self._sizes: dict[str, Size] = {}
        self._values: dict[str, dict[Hashable, Any]] = {}
        self._refused: frozenset[tuple[str, Hashable]] = frozenset()
        self._interval = Interval()
        self._others: frozenset[tuple[str, Any]] = frozenset()

    def with_facts(self, facts: Iterable[Fact]) -> Known:
        """These facts too."""
        new = Known(self._is_empty, self._opposite)
        for name in Known.__slots__:
            setattr(new, name, getattr(self, name))
        new._presence, new._members, new._items = dict(self._presence), dict(self._members), dict(self._items)
        new._sizes, new._values = dict(self._sizes), dict(self._values)
        dead = set(self.dead)
        names: set[str] = set()
        for fact in facts:
            if fact.type in dead:
                continue
            if not new._add(fact, names):
                dead.add(fact.type)
        if "object" not in dead and any(new._presence.get(name) and new._cannot_be(name) for name in sorted(names)):
            dead.add("object")
        if "array" not in dead and any(
            index < new._sizes.get("array", ANY_SIZE).least and self._is_empty(claims)
            for index, claims in new._items.items()
            if claims is not self._items.get(index)
        ):
            dead.add("array")
        new.dead = frozenset(dead)
        return new

    def _add(self, fact: Fact, names: set[str]) -> bool:
        """Takes a fact in; False where it contradicts another. Names of members that it is about are added to `names`.

        What it says of them is looked at when all are in.
        """
        kind, what = fact.type, fact.what
        match what:
            case Has(name, holds):
                names.add(name)
                return self._presence.setdefault(name, holds) == holds
            case Member(name, claim):
                names.add(name)
                self._members[name] = self._members.get(name, frozenset()) | {claim}
            case Members():
                self._sets = (*self._sets, what)
                names.update(name for name, holds in self._presence.items() if holds)
            case Item(index, claim):
                self._items[index] = self._items.get(index, frozenset()) | {claim}
            case Size():
                self._sizes[kind] = what.and_(self._sizes.get(kind, ANY_SIZE))
                return not self._sizes[kind].is_empty
            case Bound():
                self._interval = self._bounded(what)
                return not self._interval.is_empty and self._some_value(kind)
            case AmongValues(values, True):
                asked = {identity(value): value for value in values}
                held = self._values.get(kind)
                self._values[kind] = asked if held is None else {key: held[key] for key in held if key in asked}
                return self._some_value(kind)
            case AmongValues(values, _):
                self._refused |= {(kind, identity(value)) for value in values}
                return self._some_value(kind)
            case _:
                self._others |= {(kind, what)}
                return (kind, _denied(what)) not in self._others
        return True

    def _some_value(self, kind: str) -> bool:
        if kind not in self._values:
            return True
        left = {
            key: value
            for key, value in self._values[kind].items()
            if (kind, key) not in self._refused and (kind != "number" or self._interval.contains(exactly(value)))
        }
        self._values[kind] = left
        return bool(left)

    def _bounded(self, bound: Bound) -> Interval:
        return self._interval.bounded(bound.value, is_lower=bound.is_lower, is_exclusive=bound.is_exclusive)

    def _demand(self, name: str) -> Demand:
        """What is asked of the member of that name."""
        everywhere = {fact.claim for fact in self._sets if fact.names.contains(name)}
        return self._members.get(name, frozenset()) | everywhere

    def _cannot_be(self, name: str) -> bool:
        demand = self._demand(name)
        # what one claim alone rules out is written out and found empty, so that an error can tell where
        return (len(demand) > 1 or demand != self._members.get(name)) and self._is_empty(demand)

    def implies(self, fact: Fact) -> bool:
        """Whether a further fact would say nothing new; False where that is not seen."""
        kind, what = fact.type, fact.what
        if kind in self.dead:
            return True
        match what:
            case Has(name, holds):
                return self._presence.get(name) == holds
            case Member(name, claim):
                if claim in self._members.get(name, ()) or self._presence.get(name) is False:
                    return True
                demand = self._demand(name)
                return bool(demand) and self._is_empty(demand | {self._opposite(claim)})
            case Members():
                return what in self._sets
            case SomeMember(names, claim):
                there = [name for name, holds in self._presence.items() if holds and names.contains(name)]
                return any(self._is_empty(self._demand(name) | {self._opposite(claim)}) for name in there)
            case Item(index, claim):
                return claim in self._items.get(index, ())
            case Size():
                known = self._sizes.get(kind, ANY_SIZE)
                return what.and_(known) == known
            case Bound():
                return self._bounded(what) == self._interval
            case AmongValues(values, holds):
                if kind not in self._values:
                    return False
                named = {identity(value) for value in values}
                return all((key in named) == holds for key in self._values[kind])
            case _:
                return (kind, what) in self._others


def tableau_of(rules: Rules) -> Tableau:
    """The tableau of a document's rules, which sees what facts rule out."""
    return Tableau(rules.asserted, rules.denied, rules.opposite, lambda is_empty: Known(is_empty, rules.opposite))


def _denied(what: Any) -> Any:
    """The fact that says the opposite; None where there is none that is as plain."""
    match what:
        case Reads(texts, holds):
            return Reads(texts, not holds)
        case Divides(divisor, holds):
            return Divides(divisor, not holds)
        case Distinct(holds):
            return Distinct(not holds)
    return None
