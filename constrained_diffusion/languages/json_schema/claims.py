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
from typing import Any, TypeAlias

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
    """Types, and facts that hold of their values together."""

    types: frozenset[str]
    facts: tuple[Fact, ...]

    def of(self, kind: str) -> list[Any]:
        """What is known of the values of a type, in the order of the document."""
        return [fact.what for fact in sorted(self.facts, key=lambda fact: fact.order) if fact.type == kind]


@dataclass
class Tableau:
    """Expands claims.

    Attributes:
        asserted: for a claim that a schema holds, the groups that all have to hold.
        denied: for a claim that it does not, the one group.
    """

    asserted: Callable[[Claim, Order], list[Group]]
    denied: Callable[[Claim, Order], Group]
    most_branches: int = 2_000
    _known: dict[Demand, list[Branch]] = field(default_factory=dict)

    def branches(self, demand: Demand) -> list[Branch]:
        """All branches of claims that hold together; none where they cannot.

        Raises:
            UnsupportedSchema: there are too many.
        """
        if demand not in self._known:
            self._known[demand] = self._expanded(demand)
        return self._known[demand]

    def _expanded(self, demand: Demand) -> list[Branch]:
        found: list[Branch] = []
        first = tuple((claim, (number,), None) for number, claim in enumerate(_in_order(demand)))
        waiting: list[_State] = [_State(first, (), frozenset(TYPES), (), frozenset())]
        steps = 0
        while waiting:
            steps += 1
            if steps > 50 * self.most_branches or len(found) > self.most_branches:
                raise UnsupportedSchema(
                    f"this schema comes to more than {self.most_branches} cases; oneOf, not and if multiply them",
                    _in_order(demand)[0].pointer,
                )
            state = waiting.pop()
            if not state.types:
                continue
            if state.claims:
                taken = self._take(state)
                if taken is not None:
                    waiting.append(taken)
            elif state.groups:
                waiting += state.split()
            else:
                found.append(Branch(state.types, state.facts))
        return found

    def _take(self, state: _State) -> _State | None:
        """The state after its first claim has been read; None where that cannot hold."""
        (claim, order, through), rest = state.claims[0], state.claims[1:]
        if _key(claim) in state.taken:
            return None if _leads_back(claim, through) else replace(state, claims=rest)
        if (id(claim.schema), not claim.holds) in state.taken:
            return None
        groups = self.asserted(claim, order) if claim.holds else [self.denied(claim, order)]
        path = (claim, through)
        return _State(
            rest,
            (*state.groups, *((group, path) for group in groups)),
            state.types,
            state.facts,
            state.taken | {_key(claim)},
        ).propagated()


@dataclass(frozen=True, slots=True)
class _State:
    claims: tuple[tuple[Claim, Order, _Path], ...]
    groups: tuple[tuple[Group, _Path], ...]
    types: frozenset[str]
    facts: tuple[Fact, ...]
    taken: frozenset[tuple[int, bool]]

    def with_alternative(self, chosen: Alternative, path: _Path) -> _State:
        return _State(
            (*self.claims, *((claim, order, path) for claim, order in chosen.claims)),
            self.groups,
            self.types & chosen.types,
            (*self.facts, *chosen.facts),
            self.taken,
        )

    def propagated(self) -> _State | None:
        """With the alternatives that the types leave; where one is left, it holds. None where none is."""
        state, kept = self, []
        for group, path in self.groups:
            live = [one for one in group if one.types & state.types]
            if not live:
                return None
            if len(live) == 1:
                state = state.with_alternative(live[0], path)
            else:
                kept.append((live, path))
        return replace(state, groups=tuple(kept))

    def split(self) -> list[_State]:
        """One state for every alternative of the smallest group; the last of them is on top."""
        smallest = min(range(len(self.groups)), key=lambda index: len(self.groups[index][0]))
        group, path = self.groups[smallest]
        rest = replace(self, groups=self.groups[:smallest] + self.groups[smallest + 1 :])
        states = (rest.with_alternative(one, path).propagated() for one in reversed(group))
        return [state for state in states if state is not None]


def _key(claim: Claim) -> tuple[int, bool]:
    return id(claim.schema), claim.holds


def _leads_back(claim: Claim, path: _Path) -> bool:
    """Whether the claim is one of those that led to it: then it holds only if it holds, and there is no end to that."""
    while path is not None:
        if path[0] is claim:
            return True
        path = path[1]
    return False


def _in_order(demand: Iterable[Claim]) -> list[Claim]:
    return sorted(demand, key=lambda claim: (claim.pointer, claim.holds))
