"""Closings and openings, each shared by as many tokens as can be.

A token that crosses the border of a procedure comes from some place and has something left to do beyond. Tokens may
cross at one *border*, a closing or an opening, in two cases. *By place*: they come from the same places (the states
that pop, the calls that are made), and are weighed beyond the border, on whatever is left to do. *By what is left*: the
same is left to do (``)`` and ``')`` have nothing left), and they are weighed before the border, wherever they come
from. The least borders that serve all tokens are a minimum vertex cover of the pairs (places, what is left).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from constrained_diffusion.automata.stack.pushdown import POPPED, Configuration, Configurations
from constrained_diffusion.automata.tokens.cover import minimum_vertex_cover
from constrained_diffusion.automata.tokens.moves import (
    Call,
    Edge,
    Edges,
    Pop,
    Push,
    Return,
    edges_of,
    pops_of,
    pushes_of,
)

FREE = -1
"""The class of what weighs nothing, because its token is weighed elsewhere."""

Place = TypeVar("Place", bound=Hashable)
Rest = TypeVar("Rest", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class Closings:
    """Where frames are popped.

    Attributes:
        members: of every closing, the (class, state) that pop there. A closing comes after those whose return states
            it pops from.
        returned: (closing, return state) of virtual states: state ``first + i`` has returned there within a token.
        edges, pushes: what is read and pushed in virtual states.
    """

    members: list[set[tuple[int, int]]]
    returned: list[tuple[int, int]]
    edges: Edges
    pushes: list[Push]


@dataclass(frozen=True, slots=True, eq=False)
class Openings:
    """Where frames are pushed.

    Attributes:
        members: of every opening, the (class, call) that push there. An opening comes after those whose entry states
            make its calls.
        procedure: of every opening, what it enters; its entry is the virtual state ``first + opening``.
        edges: what is read in virtual states.
    """

    members: list[set[tuple[int, Call]]]
    procedure: list[int]
    edges: Edges


def shared_closings(pops: Iterable[Pop], configurations: Configurations, first: int) -> Closings:
    """Closings for all pops; virtual states are numbered from `first`."""
    procedure: list[int] = configurations.bodies.procedure.tolist()
    returned: dict[tuple[int, int], int] = {}
    edges: list[Edge] = []
    pushes: list[Push] = []

    def beyond(closing: int, kind: int, rest: Return) -> Iterable[Pop]:
        for back, number in configurations.residuals[rest[1]]:
            state = returned.setdefault((closing, back), first + len(returned))
            found = configurations.sets[number]
            edges.extend(edges_of(kind, state, found))
            pushes.extend(pushes_of(kind, state, found, procedure))
            yield from pops_of(kind, state, procedure[back], found)

    members = _shared(pops, _Heights(configurations), beyond)
    return Closings(members, list(returned), Edges.of(edges), pushes)


def shared_openings(pushes: Iterable[Push], procedure: list[int], first: int) -> Openings:
    """Openings for all pushes; `procedure` is that of the states of the bodies, entries are numbered from `first`."""
    edges: list[Edge] = []

    def beyond(opening: int, kind: int, rest: Configuration) -> Iterable[Push]:
        edges.extend(edges_of(kind, first + opening, [rest]))
        return pushes_of(kind, first + opening, [rest], procedure)

    members = _shared(pushes, lambda rest: len(rest[1]), beyond)
    entered = [next(call[2] for _, call in calls) for calls in members]
    return Openings(members, entered, Edges.of(edges))


def _shared(
    crossings: Iterable[tuple[int, Place, Rest]],
    height: Callable[[Rest], int],
    beyond: Callable[[int, int, Rest], Iterable[tuple[int, Place, Rest]]],
) -> list[set[tuple[int, Place]]]:
    """The (class, place) that cross at every border.

    Args:
        crossings: (class, place, what is left).
        height: of what is left, how many more borders it may cross.
        beyond: what tokens of a class that have crossed at a border, with something left, cross next.
    """
    places: dict[tuple[int, Rest], set[Place]] = {}
    for kind, place, rest in crossings:
        places.setdefault((kind, rest), set()).add(place)
    rows = [(frozenset(here), kind, rest) for (kind, rest), here in places.items()]
    by_place, _ = minimum_vertex_cover((here, rest) for here, _, rest in rows)
    waiting: dict[int, dict[Rest, set[tuple[int, Place]]]] = {}

    def wait(more: Iterable[tuple[int, Place, Rest]]) -> None:
        for kind, place, rest in more:
            waiting.setdefault(height(rest), {}).setdefault(rest, set()).add((kind, place))

    number = {
        here: border for border, here in enumerate(dict.fromkeys(here for here, _, _ in rows if here in by_place))
    }
    borders = [{(FREE, place) for place in here} for here in number]
    for here, kind, rest in rows:
        wait(beyond(number[here], kind, rest) if here in number else ((kind, place, rest) for place in here))
    while waiting:  # what is crossed beyond a border is lower
        for rest, members in waiting.pop(max(waiting)).items():
            borders.append(members)
            wait(beyond(len(borders) - 1, FREE, rest))
    return borders


class _Heights:
    """How often what is left after popping a frame may pop again."""

    def __init__(self, configurations: Configurations) -> None:
        self._configurations = configurations
        self._known: dict[int, int] = {}

    def __call__(self, rest: Return) -> int:
        return self._of(rest[1])

    def _of(self, residual: int) -> int:
        if residual not in self._known:
            again = [
                self._of(stack[0])
                for _, number in self._configurations.residuals[residual]
                for state, stack in self._configurations.sets[number]
                if state == POPPED
            ]
            self._known[residual] = 1 + max(again, default=-1)
        return self._known[residual]
