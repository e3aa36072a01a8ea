"""The least vertices of a bipartite graph that touch all of its edges: Hopcroft & Karp (1973), König (1931)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

Left = TypeVar("Left", bound=Hashable)
Right = TypeVar("Right", bound=Hashable)

_NONE = -1


def minimum_vertex_cover(edges: Iterable[tuple[Left, Right]]) -> tuple[set[Left], set[Right]]:
    """A least set of vertices that holds an end of every edge, as its left and right members.

    Of all least covers it is the one with the fewest right members, whatever the order of the edges.
    """
    lefts: dict[Left, int] = {}
    rights: dict[Right, int] = {}
    pairs = {(lefts.setdefault(a, len(lefts)), rights.setdefault(b, len(rights))): None for a, b in edges}
    following: list[list[int]] = [[] for _ in lefts]
    for left, right in pairs:
        following[left].append(right)
    mate, mate_of_right = _maximum_matching(following, len(rights))
    depth = _layers(following, mate, mate_of_right)
    reached = {right for left, layer in enumerate(depth) if layer != _NONE for right in following[left]}
    return (
        {name for name, left in lefts.items() if depth[left] == _NONE},
        {name for name, right in rights.items() if right in reached},
    )


def _maximum_matching(following: list[list[int]], rights: int) -> tuple[list[int], list[int]]:
    """The right mate of every left vertex and the left mate of every right one, -1 for none."""
    mate, mate_of_right = [_NONE] * len(following), [_NONE] * rights
    while True:
        depth = _layers(following, mate, mate_of_right)
        ends = [
            depth[left]
            for left, neighbours in enumerate(following)
            if depth[left] != _NONE and any(mate_of_right[right] == _NONE for right in neighbours)
        ]
        if not ends:
            return mate, mate_of_right
        last = min(ends)
        depth = [layer if layer <= last else _NONE for layer in depth]
        untried = [iter(neighbours) for neighbours in following]
        for root in [left for left, right in enumerate(mate) if right == _NONE]:
            _augment(root, untried, depth, mate, mate_of_right)


def _layers(following: list[list[int]], mate: list[int], mate_of_right: list[int]) -> list[int]:
    """How many edges of the matching lie on a shortest alternating path from a free left vertex to every left one."""
    depth = [0 if right == _NONE else _NONE for right in mate]
    queue = [left for left, right in enumerate(mate) if right == _NONE]
    for left in queue:
        for right in following[left]:
            other = mate_of_right[right]
            if other != _NONE and depth[other] == _NONE:
                depth[other] = depth[left] + 1
                queue.append(other)
    return depth


def _augment(
    root: int, untried: list[Iterator[int]], depth: list[int], mate: list[int], mate_of_right: list[int]
) -> None:
    """Looks layer by layer for an alternating path from a free left vertex to a free right one, and flips it.

    What led nowhere is not tried again in this phase.
    """
    path = [root]
    taken: list[int] = []
    while path:
        left = path[-1]
        for right in untried[left]:
            other = mate_of_right[right]
            if other == _NONE:
                for vertex, partner in zip(path, [*taken, right], strict=True):
                    mate[vertex], mate_of_right[partner] = partner, vertex
                return
            if depth[other] == depth[left] + 1:
                path.append(other)
                taken.append(right)
                break
        else:
            path.pop()
            if taken:
                taken.pop()
