"""How short the texts of rules can be, and which have none that ends, as all they are made of leads back to them."""

from __future__ import annotations

import math
from collections.abc import Generator, Mapping

from constrained_diffusion.languages.ir import (
    Both,
    Characters,
    Choice,
    Except,
    Folded,
    JsonCharacters,
    Multiples,
    Network,
    Node,
    Reference,
    Repeat,
    Selection,
    Text,
    children,
    distinct_subtrees,
    fold,
    values_of,
)

_MOST = 10**18
"""Lengths beyond are not told apart, so that numbers stay small."""
_Length = Generator[Node, float, float]


def shortest(rules: Mapping[str, Node]) -> dict[str, float]:
    """A number of characters that no text of the rule is shorter than, by name; infinite where none ends.

    What two languages have in common, or one without the other, may be longer.
    """
    found = dict.fromkeys(rules, math.inf)
    while True:
        better = _by_those(rules, found)
        if better == found:
            return found
        found = better


def _by_those(rules: Mapping[str, Node], known: Mapping[str, float]) -> dict[str, float]:
    """The lengths of rules by those that are known so far."""
    folded = Folded[float]()
    return {name: fold(tree, lambda node: _least(node, known), folded) for name, tree in rules.items()}


def circle(name: str, rules: Mapping[str, Node]) -> list[str]:
    """Rules that lead to one another and to no others of `rules`, where `name` leads; in the order of `rules`."""
    while True:
        met = reached(name, rules)
        further = next((other for other in met if name not in reached(other, rules)), None)
        if further is None:
            return [other for other in rules if other in met or other == name]
        name = further


def reached(name: str, rules: Mapping[str, Node]) -> list[str]:
    """The rules that a rule leads to, in the order in which that is met."""
    met: dict[str, None] = {}
    waiting = [name]
    while waiting:
        for node in distinct_subtrees(rules[waiting.pop()]):
            if isinstance(node, Reference) and node.name in rules and node.name not in met:
                met[node.name] = None
                waiting.append(node.name)
    return list(met)


def _least(node: Node, of_rules: Mapping[str, float]) -> _Length:
    """The length of a tree, by those of rules that are known so far."""
    match node:
        case Text(text):
            return len(text)
        case Characters() | JsonCharacters() | Multiples():
            return 1
        case Reference(name):
            return of_rules.get(name, math.inf)
        case Choice(options):  # one without options has no text at all, which is another matter than one without end
            return min((yield from values_of(options)), default=0)
        case Repeat(item, least, _, separator):
            if least == 0:
                return 0
            between = (yield separator) if least > 1 else 0
            return _capped(least * (yield item) + (least - 1) * between)
        case Selection(items, separator):
            required: list[float] = yield from values_of(item for item, is_required in items if is_required)
            between = (yield separator) if len(required) > 1 else 0
            return _capped(sum(required) + max(len(required) - 1, 0) * between)
        case Network(moves, ends):
            return (yield from _along(moves, ends))
        case Both(first, second):
            return max((yield first), (yield second))
        case Except(first, _):
            return (yield first)
        case _:
            return _capped(sum((yield from values_of(children(node)))))


def _along(moves: tuple[tuple[int, Node, int], ...], ends: tuple[int, ...]) -> _Length:
    """The shortest way through a network; of one without a way, which has no text at all, as of no options."""
    reached, is_better = {0: 0.0}, True
    while is_better:
        is_better = False
        for start, tree, end in moves:
            if start not in reached:
                continue
            length = reached[start] + (yield tree)
            if end not in reached or length < reached[end]:
                reached[end], is_better = length, True
    return min((reached[end] for end in ends if end in reached), default=0)


def _capped(length: float) -> float:
    return length if length == math.inf else min(length, _MOST)
