"""What stands in many places of a language and would be written out in each is called instead.

Twenty definitions that each refer twice to the next take a line each, and a million written out. Of a language that
draws many parts when it is written out, what stands in more than one place and is of some size becomes a rule that is
kept as a call (`Grammar.calls`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping

from constrained_diffusion.automata.graphs import strongly_connected_components
from constrained_diffusion.automata.stack.trees import parts_of, references
from constrained_diffusion.languages.ir import (
    Folded,
    Grammar,
    Node,
    Reference,
    Repeat,
    Text,
    distinct_subtrees,
    fold,
    rebuilt,
)

MOST_WRITTEN_OUT = 200_000
"""The parts that may be drawn of a language that would need no stack, or have texts with several runs, with calls."""
MOST_TRIED = 1_500_000
"""The parts of which it is tried whether a tree without references needs no calls, which would make steps slower."""
MANY_WRITTEN_OUT = 4_000
"""The parts from which on calls are cheaper in a language that needs a stack anyway, to compile and in every step."""
_WORTH_A_CALL = 200


def is_large(tree: Node, most: int = MOST_WRITTEN_OUT) -> bool:
    """Whether a tree without references draws more than `most` parts, and some in more than one place."""
    sizes = _Size({})
    if sizes(tree) <= most:
        return False
    return any(count > 1 and sizes(node) >= _WORTH_A_CALL for node, count in _places([tree]).items())


def with_calls(grammar: Grammar, most: int, is_callable: Callable[[Node], bool] = lambda _: True) -> Grammar:
    """The same language; a grammar that draws no more than `most` parts comes back as it is.

    Args:
        is_callable: of a tree that is large enough and stands in more than one place, whether it may be called there.
    """
    trees = dict(grammar.rules)
    graph = {name: [other for other in references(tree) if other in trees] for name, tree in trees.items()}
    groups = strongly_connected_components(graph)
    sizes = _Size(dict.fromkeys((*grammar.calls, *grammar.apart), 1))
    alone: list[str] = []
    for group in groups:
        if len(group) > 1 or group[0] in graph[group[0]]:
            sizes.of_rule.update(dict.fromkeys(group, 1))
        elif group[0] not in sizes.of_rule:
            alone.append(group[0])
            sizes.of_rule[group[0]] = sizes(trees[group[0]])
    whole = sum(sizes(tree) for tree in trees.values())
    if whole <= most:
        return grammar
    places = _places(trees.values())
    calls = [
        name
        for name in alone
        if name != grammar.start and places[Reference(name)] > 1 and sizes.of_rule[name] >= _WORTH_A_CALL
        if is_callable(trees[name])
    ]
    made: dict[str, Node] = {}

    def outlined(node: Node) -> Generator[Node, Node, Node]:
        below = parts_of(node)
        if not below:
            return node
        parts = []
        for part in below:
            parts.append((yield part))
        new = rebuilt(node, parts)
        if places[node] < 2 or sizes(node) < _WORTH_A_CALL or not is_callable(node):
            return new
        name = f"shared {len(made) + 1}"
        made[name] = new
        return Reference(name)

    folded: Folded[Node] = Folded()
    rules = {name: fold(tree, outlined, folded) for name, tree in trees.items()}
    return Grammar(grammar.start, (*rules.items(), *made.items()), (*grammar.calls, *calls, *made), grammar.apart)


def _places(trees: Iterable[Node]) -> Counter[Node]:
    """In how many places of the trees each tree stands, those within the same tree counted once."""
    places: Counter[Node] = Counter()
    met: set[Node] = set()
    for tree in trees:
        for node in distinct_subtrees(tree, parts_of):
            if node not in met:
                met.add(node)
                places.update(parts_of(node))
    return places


class _Size:
    """How many parts are drawn of trees, given the sizes of rules."""

    def __init__(self, of_rule: Mapping[str, int]) -> None:
        self.of_rule = dict(of_rule)
        self._folded: Folded[int] = Folded()

    def __call__(self, tree: Node) -> int:
        return fold(tree, self.combine, self._folded)

    def combine(self, node: Node) -> Generator[Node, int, int]:
        if isinstance(node, Reference):
            return self.of_rule.get(node.name, 1)
        if isinstance(node, Text):
            return len(node.text)
        size = 1
        for part in parts_of(node):
            size += len(part.text) if isinstance(part, Text) else (yield part)
        if isinstance(node, Repeat):
            size *= max(node.least, 1) if node.most is None else max(node.most, 1)
        return size
