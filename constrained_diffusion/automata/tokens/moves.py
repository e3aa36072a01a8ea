"""What the tokens of a class do in a state, read off sets of configurations: read on, pop frames, push frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.stack.pushdown import POPPED, Configuration, Configurations

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

Edge = tuple[int, int, int]
"""The class that is read, from a state to a state of the same frame."""

Return = tuple[int, int]
"""What is left of a token that has popped a frame: the procedure of the frame, and the residual."""

Pop = tuple[int, int, Return]
"""The class, the state whose frame is popped, and what is left then."""

Call = tuple[int, int, int]
"""The state in which a call is made, the state it returns to, and the procedure."""

Push = tuple[int, Call, Configuration]
"""The class, the call of the outermost frame that is pushed, and where the token ends, seen from within that frame."""


class Edges(NamedTuple):
    """Edges in columns, each [edges] int32."""

    kind: Ints
    source: Ints
    target: Ints

    @staticmethod
    def of(edges: Iterable[Edge]) -> Edges:
        """Each once, sorted."""
        columns = np.array(sorted(set(edges)), np.int32).reshape(-1, 3)
        return Edges(columns[:, 0].copy(), columns[:, 1].copy(), columns[:, 2].copy())

    @staticmethod
    def joined(parts: Sequence[Edges]) -> Edges:
        """All edges of all parts."""
        return Edges(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def edges_of(kind: int, state: int, found: Iterable[Configuration]) -> list[Edge]:
    """Where the frame stays as it is."""
    return [(kind, state, target) for target, stack in found if target != POPPED and not stack]


def pops_of(kind: int, state: int, procedure: int, found: Iterable[Configuration]) -> list[Pop]:
    """Where the frame of `state`, which belongs to `procedure`, is popped."""
    return [(kind, state, (procedure, stack[0])) for target, stack in found if target == POPPED]


def pushes_of(kind: int, state: int, found: Iterable[Configuration], procedure: Sequence[int]) -> list[Push]:
    """Where frames are pushed; `procedure` is that of every state of the bodies."""
    return [
        (kind, (state, stack[0], procedure[stack[1] if len(stack) > 1 else target]), (target, stack[1:]))
        for target, stack in found
        if target != POPPED and stack
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """What all classes do in all states between tokens."""

    edges: Edges
    pops: list[Pop]
    pushes: list[Push]


def moves_between_tokens(configurations: Configurations, used: Ints, offsets: Longs, pairs: Ints) -> Moves:
    """The moves of classes 0, 1, ...: class k leads from states to sets of configurations, and these are the pairs from
    ``offsets[used[k]]`` to ``offsets[used[k] + 1]``."""
    # Nearly all sets hold one configuration with nothing pushed; these are not looked at one by one.
    single = np.array(
        [s[0][0] if len(s) == 1 and not s[0][1] and s[0][0] != POPPED else -1 for s in configurations.sets], np.int32
    )
    procedure: list[int] = configurations.bodies.procedure.tolist()
    plain: list[Edges] = []
    edges: list[Edge] = []
    pops: list[Pop] = []
    pushes: list[Push] = []
    for kind, row in enumerate(used.tolist()):
        here, there = pairs[offsets[row] : offsets[row + 1]].T
        target = single[there]
        alone = target >= 0
        plain.append(Edges(np.full(int(alone.sum()), kind, np.int32), here[alone], target[alone]))
        for state, number in zip(here[~alone].tolist(), there[~alone].tolist(), strict=True):
            found = configurations.sets[number]
            edges += edges_of(kind, state, found)
            pops += pops_of(kind, state, procedure[state], found)
            pushes += pushes_of(kind, state, found, procedure)
    return Moves(Edges.joined([*plain, Edges.of(edges)]), pops, pushes)
