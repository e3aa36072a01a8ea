"""Which trees are worth an automaton of their own, to be put wherever they stand instead of being drawn there anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator

from constrained_diffusion.automata.bytes.counting import COMBINED, own_states
from constrained_diffusion.languages.ir import (
    Both,
    Except,
    Folded,
    Marked,
    Node,
    Repeat,
    Unmarked,
    distinct_subtrees,
    fold,
    values_of,
)

_WORTH = 100
"""States, about, of a tree that is worth an automaton."""
_SMALL = 4_000
"""Of a tree in which nothing is."""


def repeated(tree: Node, below: Callable[[Node], tuple[Node, ...]]) -> list[Node]:
    """The trees of some size that stand in more than one place of a large one, each behind those within it.

    Args:
        below: the trees right below one.
    """

    def states(node: Node) -> Generator[Node, int, int]:
        if isinstance(node, (Both, Except, Marked, Unmarked)):
            return COMBINED
        parts: list[int] = yield from values_of(below(node))
        copies = max(node.least, node.most or 1, 1) if isinstance(node, Repeat) else 1
        return own_states(node) + copies * sum(parts)

    sizes: Folded[int] = Folded()
    if fold(tree, states, sizes) < _SMALL:
        return []
    places: Counter[Node] = Counter()
    for node in distinct_subtrees(tree, below):
        places.update(below(node))
    return [node for node in sizes.nodes if places[node] > 1 and sizes.values[id(node)] >= _WORTH]
