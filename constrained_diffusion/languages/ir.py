"""The intermediate representation: languages of Unicode text, as small immutable trees.

Every front end (regex, choices, JSON Schema, grammars) targets these nodes; `automata` compiles them. A tree without
references is regular; a `Grammar` gives names to trees that refer to one another. The alphabet is Unicode scalar values
(no surrogates). Equal nodes are one object (hash consing, Ershov 1958), so that a tree is its own cache key, comparing
costs nothing at any depth, and what a tree holds twice it holds once.
Trees are walked by `subtrees` and `fold`, which take them at any depth.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from threading import RLock
from typing import Any, Generic, TypeAlias, TypeVar
from weakref import WeakValueDictionary

MAX_CODE_POINT = 0x10FFFF
MARKS = 11
"""How many different marks there are."""
SURROGATES = (0xD800, 0xDFFF)

Ranges = tuple[tuple[int, int], ...]
"""Sorted, disjoint, non-adjacent inclusive ranges of code points."""


_known: WeakValueDictionary[tuple[Any, ...], Any] = WeakValueDictionary()
_lock = RLock()  # a signal handler may make nodes too
os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


class _Consed(type):
    """The type of nodes: what is made of equal fields is the same object, for as long as somebody holds it."""

    def __call__(cls, *fields: Any, **named: Any) -> Any:
        made = super().__call__(*fields, **named)
        key = (cls, *(getattr(made, name) for name in cls.__match_args__))  # type: ignore[attr-defined]
        with _lock:
            return _known.setdefault(key, made)


class _Node(metaclass=_Consed):
    """What nodes have in common. They are told apart by identity, and shown without what lies deep below."""

    __slots__ = ("__weakref__",)

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, name) for name in self.__match_args__)  # type: ignore[attr-defined]

    def __repr__(self) -> str:
        return _shown(self, _SHOWN)


_SHOWN = 6
"""How many trees within trees `repr` goes into."""


def _shown(value: Any, depth: int) -> str:
    if isinstance(value, tuple):
        return "(" + "".join(f"{_shown(one, depth)}, " for one in value).rstrip(" ") + ")"
    if not isinstance(value, _Node):
        return repr(value)
    fields = (getattr(value, name) for name in value.__match_args__)  # type: ignore[attr-defined]
    inside = ", ".join(_shown(field, depth - 1) for field in fields) if depth > 0 else "..."
    return f"{type(value).__name__}({inside})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Text(_Node):
    """Exactly this text; the empty text is the empty word."""

    text: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Characters(_Node):
    """One character out of `ranges`; with no ranges, the empty language."""

    ranges: Ranges


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sequence(_Node):
    """The parts, one after another."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Choice(_Node):
    """Any one of the options."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Repeat(_Node):
    """`item` at least `least` and at most `most` times (None: without end), `separator` between two that follow."""

    item: Node
    least: int
    most: int | None
    separator: Node = Text("")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Selection(_Node):
    """Items in their order, any subset that has the required ones, with `separator` between two that follow."""

    items: tuple[tuple[Node, bool], ...]
    separator: Node


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Network(_Node):
    """The texts along the ways from state 0 to one of `ends`, where every move reads a text of its tree.

    Attributes:
        moves: from, tree and to; states are whole numbers.
        ends: states, in rising order.
    """

    moves: tuple[tuple[int, Node, int], ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Multiples(_Node):
    """Numbers of which `divisor` (at least 1) leaves `remainder`, in decimal, without sign or leading zeros."""

    divisor: int
    remainder: int = 0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Both(_Node):
    """Texts that are in each of the two languages."""

    first: Node
    second: Node


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Except(_Node):
    """Texts of `first` that are not in `second`."""

    first: Node
    second: Node


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class JsonCharacters(_Node):
    """One character out of `ranges` as it may be spelled between the quotes of a JSON string (RFC 8259, section 7).

    Every spelling counts: the raw character, the short escapes, ``\\uXXXX`` in either case, surrogate pairs.
    """

    ranges: Ranges


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Mark(_Node):
    """A mark between two characters, from 0 up to `MARKS`: a symbol of its own, which no text holds.

    A tree with marks describes texts in which places are marked; `Unmarked` makes a language of texts of it. Marks from
    `MARKS` up are signals (`signal`): they stay in the language, and special tokens spell them.
    """

    number: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Marked(_Node):
    """The texts of `node` with any marks put in, anywhere and as often as one likes."""

    node: Node


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Unmarked(_Node):
    """The texts of `node` with the marks of these numbers taken out."""

    node: Node
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reference(_Node):
    """The texts of the rule of that name, in the grammar around it.

    Not inside `Both`, `Except`, `Marked` or `Unmarked`.
    """

    name: str


Node: TypeAlias = (
    Text
    | Characters
    | Sequence
    | Choice
    | Repeat
    | Selection
    | Network
    | Multiples
    | Both
    | Except
    | JsonCharacters
    | Mark
    | Marked
    | Unmarked
    | Reference
)


def children(node: Node) -> tuple[Node, ...]:
    """The trees right below a node, from left to right; a separator comes last."""
    if isinstance(node, (Text, Characters, Reference, JsonCharacters, Multiples, Mark)):
        return ()
    match node:  # patterns that take nodes apart would cost twice as much
        case Sequence():
            return node.parts
        case Choice():
            return node.options
        case Repeat():
            return (node.item, node.separator)
        case Selection():
            return (*(item for item, _ in node.items), node.separator)
        case Network():
            return tuple(tree for _, tree, _ in node.moves)
        case Both() | Except():
            return (node.first, node.second)
        case Marked() | Unmarked():
            return (node.node,)


def rebuilt(node: Node, trees: Iterable[Node]) -> Node:
    """The node with other trees below it, as many as it had, in the order of `children`."""
    below = tuple(trees)
    match node:
        case Sequence():
            return Sequence(below)
        case Choice():
            return Choice(below)
        case Repeat(_, least, most):
            return Repeat(below[0], least, most, below[1])
        case Selection(items):
            *new, separator = below
            return Selection(tuple((item, required) for item, (_, required) in zip(new, items, strict=True)), separator)
        case Network(moves, ends):
            return Network(tuple((a, tree, b) for (a, _, b), tree in zip(moves, below, strict=True)), ends)
        case Both():
            return Both(*below)
        case Except():
            return Except(*below)
        case Marked():
            return Marked(*below)
        case Unmarked(_, numbers):
            return Unmarked(below[0], numbers)
        case _:
            return node


def subtrees(tree: Node, below: Callable[[Node], tuple[Node, ...]] = children) -> Iterator[Node]:
    """The tree and all trees below it, a node before its children, from left to right."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += below(node)[::-1]


def distinct_subtrees(tree: Node, below: Callable[[Node], tuple[Node, ...]] = children) -> Iterator[Node]:
    """As `subtrees`, each tree once, where it is first met; a tree may hold another in very many places."""
    waiting, met = [tree], {tree}
    while waiting:
        node = waiting.pop()
        yield node
        for part in below(node)[::-1]:
            if part not in met:
                met.add(part)
                waiting.append(part)


Value = TypeVar("Value")


class Folded(Generic[Value]):
    """The values that folds have found, by the identity of nodes.

    Attributes:
        values: by `id`.
        nodes: those that have a value; kept, so that no later node is taken for one of them.
    """

    def __init__(self) -> None:
        self.values: dict[int, Value] = {}
        self.nodes: list[Node] = []


def fold(
    tree: Node, combine: Callable[[Node], Generator[Node, Value, Value]], folded: Folded[Value] | None = None
) -> Value:
    """The value of a tree, made of the values of the trees below it (a catamorphism), which are asked for one by one.

    `combine` yields every tree whose value it needs, is sent that value, and returns its own; what it does not ask for
    is not looked at. The height of a tree, for instance::

        def height(node: Node) -> Generator[Node, int, int]:
            return 1 + max((yield from values_of(children(node))), default=0)

    A node that stands in several places is combined once. Nothing recurses, whatever the depth of the tree.

    Args:
        tree: a tree.
        combine: may also ask for trees that it makes, as long as that comes to an end.
        folded: what earlier folds with the same `combine` have found; what this one finds is added.
    """
    folded = Folded() if folded is None else folded
    values, nodes = folded.values, folded.nodes
    if id(tree) in values:
        return values[id(tree)]
    path = [(tree, combine(tree))]
    answer: Any = None
    while path:
        node, asking = path[-1]
        try:
            asked = asking.send(answer)
        except StopIteration as end:
            answer = values[id(node)] = end.value
            nodes.append(node)
            path.pop()
        else:
            key = id(asked)
            if key in values:
                answer = values[key]
            else:
                path.append((asked, combine(asked)))
                answer = None
    return values[id(tree)]


def values_of(trees: Iterable[Node]) -> Generator[Node, Value, list[Value]]:
    """Asks, within a fold, for the values of all the trees."""
    values = []
    for tree in trees:
        values.append((yield tree))
    return values


@dataclass(frozen=True, slots=True)
class Grammar:
    """A context-free language: the texts of the rule `start`. Every reference names one of the rules.

    Attributes:
        start: the name of a rule.
        rules: name and tree.
        calls: rules to be kept as calls although they could be written out in place: they are large, and used often.
        apart: rules to be kept as calls because writing them out together would multiply them; no two of them have a
            text in common.
    """

    start: str
    rules: tuple[tuple[str, Node], ...]
    calls: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Within:
    """The texts of a grammar that are in a regular language too."""

    grammar: Grammar
    regular: Node


Language: TypeAlias = Node | Grammar | Within


def within(language: Language, regular: Node) -> Language:
    """The texts of a language that are in a regular one too."""
    match language:
        case Grammar():
            return Within(language, regular)
        case Within(grammar, bound):
            return Within(grammar, Both(bound, regular))
        case _:
            return Both(language, regular)


def ranges_of(pairs: Iterable[tuple[int, int]]) -> Ranges:
    """Sorts and merges ranges and takes the surrogates out."""
    cut: list[tuple[int, int]] = []
    for low, high in pairs:
        if low < SURROGATES[0]:
            cut.append((low, min(high, SURROGATES[0] - 1)))
        if high > SURROGATES[1]:
            cut.append((max(low, SURROGATES[1] + 1), min(high, MAX_CODE_POINT)))
    merged: list[tuple[int, int]] = []
    for low, high in sorted(pair for pair in cut if pair[0] <= pair[1]):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def complement(ranges: Ranges) -> Ranges:
    """Every Unicode scalar value that is not in `ranges`."""
    gaps, start = [], 0
    for low, high in ranges:
        gaps.append((start, low - 1))
        start = high + 1
    gaps.append((start, MAX_CODE_POINT))
    return ranges_of(gap for gap in gaps if gap[0] <= gap[1])


ANY_CHARACTER = Characters(ranges_of([(0, MAX_CODE_POINT)]))


def signal(number: int) -> Mark:
    """A special token that a text is to hold: that which `Vocabulary.with_signals` gives this number."""
    return Mark(MARKS + number)


def behind(before: Node, language: Language) -> Language:
    """The texts of a language, each behind one of a regular one."""
    match language:
        case Grammar(start, rules):
            name = f"behind {start}"
            return replace(language, start=name, rules=(*rules, (name, Sequence((before, Reference(start))))))
        case Within(grammar, bound):
            whole = behind(before, grammar)
            assert isinstance(whole, Grammar)
            return Within(whole, Sequence((before, bound)))
        case _:
            return Sequence((before, language))


ANY_TEXT = Repeat(ANY_CHARACTER, 0, None)
EMPTY_TEXT = Text("")
NOTHING = Characters(())


def characters(text: str) -> Characters:
    """One character out of those of `text`."""
    return Characters(ranges_of((ord(c), ord(c)) for c in text))


def span(low: str, high: str) -> Characters:
    """One character from `low` to `high`, inclusive."""
    return Characters(ranges_of([(ord(low), ord(high))]))


def sequence(*parts: Node | str) -> Node:
    """The parts one after another, plain strings standing for themselves."""
    return Sequence(tuple(Text(part) if isinstance(part, str) else part for part in parts))


def choice(*options: Node | str) -> Node:
    """Any one of the options, plain strings standing for themselves."""
    return Choice(tuple(Text(option) if isinstance(option, str) else option for option in options))


def optional(*parts: Node | str) -> Node:
    """The parts one after another, or nothing."""
    return Repeat(sequence(*parts), 0, 1)


def json_string(content: Node) -> Node:
    """The JSON string literals, quotes included, whose decoded value is a text of `content`, in every spelling.

    Spelling works character by character and no spelling stands for two texts, so it commutes with every operation.
    Lone surrogates, which stand for no text, are left out. Strings within `content` that are JSON themselves have one
    spelling there, without control characters that have no escape of one letter: so sets of them stay what they are.
    """
    return sequence('"', fold(content, _spelled), '"')


SHORT_ESCAPES = {0x22: '"', 0x5C: "\\", 0x2F: "/", 0x8: "b", 0xC: "f", 0xA: "n", 0xD: "r", 0x9: "t"}
"""The letters behind the backslash, by the characters that they stand for in a JSON string (RFC 8259, section 7)."""
_AS_THEY_ARE = ((0x20, 0x21), (0x23, 0x5B), (0x5D, 0x10FFFF))


def unescaped(ranges: Ranges) -> Ranges:
    """The characters that may stand in a JSON string as they are."""
    return ranges_of(
        (max(low, first), min(high, last))
        for low, high in ranges
        for first, last in _AS_THEY_ARE
        if max(low, first) <= min(high, last)
    )


def contains(ranges: Ranges, code: int) -> bool:
    """Whether a character is among them."""
    return any(low <= code <= high for low, high in ranges)


def _spelled_twice(ranges: Ranges) -> Node:
    """One character of a JSON string that stands in a JSON string."""
    plain, backslash = unescaped(ranges), JsonCharacters(((0x5C, 0x5C),))
    escaped = (letter for code, letter in SHORT_ESCAPES.items() if contains(ranges, code) and not contains(plain, code))
    return choice(
        JsonCharacters(plain), *(sequence(backslash, JsonCharacters(((ord(letter),) * 2,))) for letter in escaped)
    )


def _spelled(node: Node) -> Generator[Node, Node, Node]:
    match node:
        case Text(text):
            return Sequence(tuple(JsonCharacters(((ord(c), ord(c)),)) for c in text))
        case Characters(ranges):
            return JsonCharacters(ranges)
        case JsonCharacters(ranges):
            return _spelled_twice(ranges)
        case Multiples() | Reference():
            raise TypeError(f"{type(node).__name__} cannot be the content of a JSON string")
    return rebuilt(node, (yield from values_of(children(node))))
