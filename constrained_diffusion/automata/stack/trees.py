"""Trees with references, such as the rules of a grammar: what they mention, and their algebra.

Concatenation, alternation and the star simplify as they build, so that trees stay small. `Both`, `Except`, `Marked` and
`Unmarked` are leaves here: no reference stands inside, so whatever they are, they are regular.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator
from dataclasses import dataclass

from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    NOTHING,
    Both,
    Characters,
    Choice,
    Except,
    Folded,
    JsonCharacters,
    Mark,
    Marked,
    Multiples,
    Network,
    Node,
    Reference,
    Repeat,
    Selection,
    Sequence,
    Text,
    Unmarked,
    children,
    distinct_subtrees,
    fold,
    rebuilt,
    values_of,
)

LEAVES = (Both, Except, Marked, Unmarked)
"""Nodes that have trees below them, but never a reference."""


def concatenation(*parts: Node) -> Node:
    """The parts one after another; empty texts go, and with a part that is empty the whole is."""
    flat: list[Node] = []
    for part in parts:
        if part == NOTHING:
            return NOTHING
        flat += part.parts if isinstance(part, Sequence) else [part] if part != EMPTY_TEXT else []
    return EMPTY_TEXT if not flat else flat[0] if len(flat) == 1 else Sequence(tuple(flat))


def alternation(*options: Node) -> Node:
    """Any one of the options; those that are empty go, and so do those that are there already."""
    flat: list[Node] = []
    for option in options:
        flat += option.options if isinstance(option, Choice) else [option] if option != NOTHING else []
    flat = list(dict.fromkeys(flat))
    return NOTHING if not flat else flat[0] if len(flat) == 1 else Choice(tuple(flat))


def star(item: Node) -> Node:
    """Any number of items, one after another (Kleene)."""
    return EMPTY_TEXT if item in (NOTHING, EMPTY_TEXT) else Repeat(item, 0, None)


def parts_of(node: Node) -> tuple[Node, ...]:
    """The trees right below a node, none below the `LEAVES`."""
    return () if isinstance(node, LEAVES) else children(node)


def simplified(node: Node, parts: Iterable[Node]) -> Node:
    """The node with other trees below it, in the order of `parts_of`, as small as the constructors make it."""
    match node:
        case Sequence():
            return concatenation(*parts)
        case Choice():
            return alternation(*parts)
        case Repeat() | Selection() | Network():
            return rebuilt(node, parts)
        case _:
            return node


@dataclass(frozen=True, slots=True)
class Direction:
    """One of the two directions in which a text can be read. Parts are given in the order in which they are met."""

    step: int

    def met(self, parts: tuple[Node, ...]) -> tuple[Node, ...]:
        """The parts of a sequence in the order in which they are met."""
        return parts[:: self.step]

    def concatenation(self, *parts: Node) -> Node:
        """The concatenation of parts that are met in this order."""
        return concatenation(*parts[:: self.step])


FROM_LEFT, FROM_RIGHT = Direction(1), Direction(-1)


# --- what a tree mentions


def references(tree: Node) -> Iterator[str]:
    """The names of the rules that a tree refers to, each once.

    Raises:
        TypeError: a reference stands inside one of the `LEAVES`.
    """
    for node in distinct_subtrees(tree, parts_of):
        match node:
            case Reference(name):
                yield name
            case Both() | Except() | Marked() | Unmarked():
                if any(isinstance(inner, Reference) for inner in distinct_subtrees(node)):
                    raise TypeError(f"a reference cannot stand inside {type(node).__name__}")


class Mentions:
    """Which trees refer to one of some rules. Every tree is looked at once, whatever larger trees are asked about."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = frozenset(names)
        self._folded: Folded[bool] = Folded()

    def __call__(self, tree: Node) -> bool:
        """Whether the tree refers to one of the rules."""
        return fold(tree, self._mentioned, self._folded)

    def _mentioned(self, node: Node) -> Generator[Node, bool, bool]:
        if isinstance(node, Reference):
            return node.name in self.names
        for part in parts_of(node):
            if (yield part):
                return True
        return False


# --- the empty text


def nullable(tree: Node, names: Collection[str] = ()) -> bool:
    """Whether the empty text is in the language; `names` are the rules that have it."""

    def has_empty_text(node: Node) -> Generator[Node, bool, bool]:
        needed: Iterable[Node]
        match node:
            case Text(text):
                return not text
            case Reference(name):
                return name in names
            case Choice(options):
                for option in options:
                    if (yield option):
                        return True
                return False
            case Except(first, second):
                return (yield first) and not (yield second)
            case Sequence() | Both():
                needed = children(node)
            case Repeat(item, least, _, separator):
                needed = (item, separator)[:least]  # none, one item, or several and what separates them
            case Selection(items, separator):
                required = [item for item, required in items if required]
                needed = required if len(required) < 2 else [*required, separator]
            case Network():
                return (yield from _has_way(node))
            case Characters() | Multiples() | JsonCharacters() | Mark():
                return False
            case Marked(inner):
                return (yield inner)
            case Unmarked():
                return byte_automaton(node).accepts(b"")
        for part in needed:
            if not (yield part):
                return False
        return True

    return fold(tree, has_empty_text)


def without_empty_text(tree: Node) -> Node:
    """The texts of the language but the empty one; references are taken to have no empty text."""
    return fold(tree, _without_empty_text)


def _without_empty_text(node: Node) -> Generator[Node, Node, Node]:
    match node:
        case Text("") | Repeat(_, _, 0):
            return NOTHING
        case Sequence(parts):
            by_first_part = []  # the first of the parts that has a text other than the empty one
            for index, part in enumerate(parts):
                by_first_part.append(concatenation((yield part), *parts[index + 1 :]))
                if not nullable(part):
                    break
            return alternation(*by_first_part)
        case Choice(options):
            return alternation(*(yield from values_of(options)))
        case Repeat():
            return (yield (yield from _unrolled(node, FROM_LEFT)))
        case Selection() | Network():
            return (yield spelled_out(node))
        case Both() | Except() | Marked() | Unmarked():
            return Except(node, EMPTY_TEXT) if nullable(node) else node
        case _:
            return node


def unrolled(repeat: Repeat, direction: Direction) -> Node:
    """A repetition with the item that is met first set apart, and no item that may be empty inside a loop."""
    return fold(repeat, lambda node: _unrolled(repeat, direction) if node is repeat else _without_empty_text(node))


def _unrolled(repeat: Repeat, direction: Direction) -> Generator[Node, Node, Node]:
    """Asks for trees without the empty text."""
    fewer = None if repeat.most is None else repeat.most - 1
    if fewer is not None and fewer < 0:
        return EMPTY_TEXT
    following, least = direction.concatenation(repeat.separator, repeat.item), max(repeat.least - 1, 0)
    if nullable(following):
        following, least = (yield following), 0
    rest: Node = EMPTY_TEXT if fewer == 0 else Repeat(following, least, fewer)
    empty_item = nullable(repeat.item)
    options: list[Node] = [EMPTY_TEXT] if repeat.least == 0 else []
    options.append(direction.concatenation((yield repeat.item), rest))
    if empty_item:
        options.append(rest)
    return alternation(*options)


def _has_way(network: Network) -> Generator[Node, bool, bool]:
    """Whether moves of which something holds lead from state 0 to an end."""
    after: dict[int, list[int]] = {}
    for a, tree, b in network.moves:
        if (yield tree):
            after.setdefault(a, []).append(b)
    found, waiting = {0}, [0]
    while waiting:
        for state in after.get(waiting.pop(), ()):
            if state not in found:
                found.add(state)
                waiting.append(state)
    return not found.isdisjoint(network.ends)


def spelled_out(node: Selection | Network) -> Node:
    """The node as sequences, choices and repetitions.

    Raises:
        ConstraintTooLarge: a network has too many states for that.
    """
    return _ways(node) if isinstance(node, Network) else _chosen(node)


_MOST_ELIMINATED = 40


def _ways(network: Network) -> Node:
    """The ways through a network, states taken out one after another (Brzozowski and McCluskey 1963)."""
    states = sorted({0, *network.ends, *(s for a, _, b in network.moves for s in (a, b))})
    if len(states) > _MOST_ELIMINATED:
        raise ConstraintTooLarge(
            f"a network of {len(states)} states stands where recursion begins or ends a rule",
            "put a text before and behind it",
        )
    ways: dict[tuple[int, int], Node] = {}

    def add(a: int, tree: Node, b: int) -> None:
        ways[a, b] = alternation(ways.get((a, b), NOTHING), tree)

    start, end = states[0] - 1, states[-1] + 1  # which are no states of it
    add(start, EMPTY_TEXT, 0)
    for a, tree, b in network.moves:
        add(a, tree, b)
    for state in network.ends:
        add(state, EMPTY_TEXT, end)
    for state in states:
        around = star(ways.pop((state, state), NOTHING))
        into = [(a, tree) for (a, b), tree in ways.items() if b == state]
        out = [(b, tree) for (a, b), tree in ways.items() if a == state]
        ways = {pair: tree for pair, tree in ways.items() if state not in pair}
        for a, first in into:
            for b, second in out:
                add(a, concatenation(first, around, second), b)
    return ways.get((start, end), NOTHING)


def _chosen(selection: Selection) -> Node:
    """What may follow, with none and with some taken so far."""
    none: Node = EMPTY_TEXT
    some: Node = EMPTY_TEXT
    for item, required in reversed(selection.items):
        taken_first = concatenation(item, some)
        taken = concatenation(selection.separator, item, some)
        none = taken_first if required else alternation(taken_first, none)
        some = taken if required else alternation(taken, some)
    return none


# --- emptiness


def productive(tree: Node, names: Collection[str]) -> bool:
    """Whether the language has a member, given the rules that have one.

    The `LEAVES` are compiled to find out, but only where the answer hangs on them.
    """

    def has_member(node: Node) -> Generator[Node, bool, bool]:
        needed: Iterable[Node]
        match node:
            case Text() | Multiples() | Mark():
                return True
            case Reference(name):
                return name in names
            case Characters(ranges) | JsonCharacters(ranges):
                return bool(ranges)
            case Choice(options):
                for option in options:
                    if (yield option):
                        return True
                return False
            case Sequence(parts):
                needed = parts
            case Repeat(item, least, _, separator):
                needed = (item, separator)[:least]  # none, one item, or several and what separates them
            case Selection(items, separator):
                required = [item for item, required in items if required]
                needed = required if len(required) < 2 else [*required, separator]
            case Network():
                return (yield from _has_way(node))
            case Both() | Except() | Marked() | Unmarked():
                return not byte_automaton(node).is_empty
        for part in needed:
            if not (yield part):
                return False
        return True

    return fold(tree, has_member)
