"""What a schema demands of a value, taken apart until only plain facts are left: a tableau over its keywords.

A *claim* says that a schema holds, or that it does not. A set of claims is expanded into *branches*: each is a set of
types and of facts about values of these types. A value satisfies the claims exactly if it satisfies some branch. What
facts say of members and items are claims again, to be expanded when somebody asks. All of it is meant in the open
world of the specification: what may be written is decided elsewhere. (Negation is pushed inwards keyword by keyword, as
in Attouche et al. 2022, "Witness generation for JSON Schema".)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeAlias

from constrained_diffusion.errors import UnsupportedSchema

TYPES = ("object", "array", "string", "number", "boolean", "null")

Order = tuple[int, ...]
"""Where something stands in the document as it is written out: compared from left to right."""


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """That a schema holds of a value (or does not). There is one of each, so they are compared by identity.

    Attributes:
        schema: an object or a boolean.
        pointer: where it stands.
        holds: whether it is claimed to hold.
    """

    schema: Any
    pointer: str
    holds: bool


_Path: TypeAlias = "tuple[Claim, _Path] | None"
"""The claims that led somewhere, the last first."""

Demand = frozenset[Claim]
"""Claims that hold together."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something plain about the values of one type.

    Attributes:
        type: of values that it speaks about; others satisfy it.
        what: the particulars, one of the classes of `facts`.
        order: where it stands.
    """

    type: str
    what: Any
    order: Order = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to satisfy something: types, facts and further claims, all of which hold."""

    types: frozenset[str] = frozenset(TYPES)
    facts: tuple[Fact, ...] = ()
    claims: tuple[tuple[Claim, Order], ...] = ()


Group = list[Alternative]
"""Alternatives, one of which holds."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Types, and facts that hold of their values together.

    Attributes:
        types: those that are left where the type is spoken of.
        dead: types of which the facts leave no value.
    """

    types: frozenset[str]
    facts: tuple[Fact, ...]
    dead: frozenset[str] = frozenset()

    def of(self, kind: str) -> list[Any]:
        """What is known of the values of a type, in the order of the document."""
        return [fact.what for fact in sorted(self.facts, key=lambda fact: fact.order) if fact.type == kind]


class Consistency(Protocol):
    """What is known of a value; see `consistency.Known`."""

    @property
    def dead(self) -> frozenset[str]:
        """The types of which the facts leave no value."""

    def with_facts(self, facts: Iterable[Fact]) -> Consistency:
        """These facts too."""

    def implies(self, fact: Fact) -> bool:
        """Whether a further fact would say nothing new."""


class _TooMany(Exception):
    """There are more cases than were allowed for."""


_MOST_CHECKS = 300_000
_FEW = 64
_DEPTH = 3


@dataclass
class Tableau:
    """Expands claims.

    Attributes:
        asserted: for a claim that a schema holds, the groups that all have to hold.
        denied: for a claim that it does not, the one group.
        opposite: the claim that the same schema does not hold (or does).
        consistency: of no facts, given whether claims are seen to leave no value.
        most_branches: of claims that hold together.
    """

    asserted: Callable[[Claim, Order], list[Group]]
    denied: Callable[[Claim, Order], Group]
    opposite: Callable[[Claim], Claim]
    consistency: Callable[[Callable[[Demand], bool]], Consistency]
    most_branches: int = 2_000
    _known: dict[Demand, list[Branch]] = field(default_factory=dict)
    _empty: dict[Demand, bool] = field(default_factory=dict)
    _asking: list[Demand] = field(default_factory=list)

    def branches(self, demand: Demand) -> list[Branch]:
        """All branches of claims that hold together; none where they cannot.

        Raises:
            UnsupportedSchema: there are too many.
        """
        if demand not in self._known:
            try:
                self._known[demand] = self._expanded(demand, self.most_branches, _MOST_CHECKS)
            except _TooMany:
                raise UnsupportedSchema(
                    f"this schema comes to more than {self.most_branches} cases: oneOf, not and if multiply them, "
                    "and so do several anyOf that hold at once",
                    _in_order(demand)[0].pointer,
                    "write what is meant of their combinations as one anyOf",
                ) from None
        return self._known[demand]

    def is_empty(self, demand: Demand) -> bool:
        """Whether claims are seen to leave no value, with little work; False where that is not seen."""
        demand = frozenset(claim for claim in demand if claim.schema is not claim.holds)
        if any(isinstance(claim.schema, bool) or self.opposite(claim) in demand for claim in demand):
            return True
        if len(demand) < 2:
            return False
        if demand in self._known:
            return not self._known[demand]
        if demand not in self._empty:
            if len(self._asking) >= _DEPTH or demand in self._asking:
                return False  # unless asked from further out
            self._asking.append(demand)
            try:
                self._empty[demand] = not self._expanded(demand, _FEW, _FEW * _FEW)
            except (_TooMany, UnsupportedSchema):
                self._empty[demand] = False
            finally:
                self._asking.pop()
        return self._empty[demand]

    def options(self, demand: Demand) -> list[Demand] | None:
        """What a claim comes to, where that is only that others hold: one of the demands. None where there is more."""
        if len(demand) != 1:
            return None
        (claim,) = demand
        groups = self.asserted(claim, ()) if claim.holds else [self.denied(claim, ())]
        if len(groups) != 1 or any(one.facts or len(one.types) != len(TYPES) for one in groups[0]):
            return None
        found = [frozenset(inner for inner, _ in one.claims) for one in groups[0]]
        return None if any(claim in one for one in found) else found

    def _expanded(self, demand: Demand, most: int, checks: int) -> list[Branch]:
        found: dict[tuple[frozenset[str], frozenset[tuple[str, Any]]], Branch] = {}
        first = tuple((claim, (number,), None) for number, claim in enumerate(_in_order(demand)))
        nothing = self.consistency(self.is_empty)
        waiting: list[_State] = [_State(first, (), frozenset(TYPES), (), frozenset(), nothing)]
        while waiting:
            state = waiting.pop()
            checks -= 1 + sum(len(group) for group, _ in state.groups)
            if checks < 0 or len(found) > most:
                raise _TooMany
            if not state.types - state.known.dead:
                continue
            if state.claims:
                taken = self._take(state)
                if taken is not None:
                    waiting.append(taken)
            elif state.groups:
                waiting += state.split()
            else:
                key = state.types, frozenset((fact.type, fact.what) for fact in state.facts)
                found.setdefault(key, Branch(state.types, state.facts, state.known.dead))
        return list(found.values())

    def _take(self, state: _State) -> _State | None:
        """The state after its first claim has been read; None where that cannot hold."""
        (claim, order, through), rest = state.claims[0], state.claims[1:]
        if claim in state.taken:
            return None if _leads_back(claim, through) else replace(state, claims=rest)
        if self.opposite(claim) in state.taken:
            return None
        groups = self.asserted(claim, order) if claim.holds else [self.denied(claim, order)]
        path = (claim, through)
        return replace(
            state,
            claims=rest,
            groups=(*state.groups, *((group, path) for group in groups)),
            taken=state.taken | {claim},
        ).propagated()


@dataclass(frozen=True, slots=True)
class _State:
    claims: tuple[tuple[Claim, Order, _Path], ...]
    groups: tuple[tuple[Group, _Path], ...]
    types: frozenset[str]
    facts: tuple[Fact, ...]
    taken: Demand
    known: Consistency

    def with_alternative(self, chosen: Alternative, path: _Path) -> _State:
        return _State(
            (*self.claims, *((claim, order, path) for claim, order in chosen.claims)),
            self.groups,
            self.types & chosen.types,
            (*self.facts, *chosen.facts),
            self.taken,
            self.known.with_facts(chosen.facts) if chosen.facts else self.known,
        )

    def propagated(self) -> _State | None:
        """With the alternatives that the rest leaves; where one is left, it holds. None where none is."""
        state, is_new = self, True
        while is_new:
            is_new, kept, groups = False, [], state.groups
            for group, path in groups:
                if any(state.has(one, path) for one in group):
                    continue
                live = group if len(group) == 1 else [one for one in group if state.allows(one)]
                if len(live) == 1:
                    state = state.with_alternative(live[0], path)
                    is_new = True
                else:
                    kept.append((live, path))
                if not live or not state.types - state.known.dead:
                    return None
            state = replace(state, groups=tuple(kept))
        return state

    def has(self, one: Alternative, path: _Path) -> bool:
        """Whether an alternative holds already, and not only if it does."""
        return (
            self.types - self.known.dead <= one.types
            and all(claim in self.taken and not _leads_back(claim, path) for claim, _ in one.claims)
            and all(self.known.implies(fact) for fact in one.facts)
        )

    def allows(self, one: Alternative) -> bool:
        """Whether an alternative may hold."""
        types = self.types & one.types - self.known.dead
        return bool(types - self.known.with_facts(one.facts).dead if one.facts else types)

    def split(self) -> list[_State]:
        """One state for every alternative of the smallest group; the last of them is on top."""
        smallest = min(range(len(self.groups)), key=lambda index: len(self.groups[index][0]))
        group, path = self.groups[smallest]
        rest = replace(self, groups=self.groups[:smallest] + self.groups[smallest + 1 :])
        states = (rest.with_alternative(one, path).propagated() for one in reversed(group))
        return [state for state in states if state is not None]


def _leads_back(claim: Claim, path: _Path) -> bool:
    """Whether the claim is one of those that led to it: then it holds only if it holds, and there is no end to that."""
    while path is not None:
        if path[0] is claim:
            return True
        path = path[1]
    return False


def _in_order(demand: Iterable[Claim]) -> list[Claim]:
    """What holds first, by where it stands."""
    return sorted(demand, key=lambda claim: (not claim.holds, claim.pointer))
