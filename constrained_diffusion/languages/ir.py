"""The intermediate representation: languages of Unicode text, as small immutable trees.

Every front end (regex, choices, JSON Schema, grammars) targets these nodes; `automata` compiles them. A tree without
references is regular; a `Grammar` gives names to trees that refer to one another. The alphabet is Unicode scalar values
(no surrogates). Nodes are hashable, so that a tree is its own cache key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

MAX_CODE_POINT = 0x10FFFF
SURROGATES = (0xD800, 0xDFFF)

Ranges = tuple[tuple[int, int], ...]
"""Sorted, disjoint, non-adjacent inclusive ranges of code points."""


@dataclass(frozen=True, slots=True)
class Text:
    """Exactly this text; the empty text is the empty word."""

    text: str


@dataclass(frozen=True, slots=True)
class Characters:
    """One character out of `ranges`; with no ranges, the empty language."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Sequence:
    """The parts, one after another."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Any one of the options."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`item` at least `least` and at most `most` times (None: without end), `separator` between two that follow."""

    item: Node
    least: int
    most: int | None
    separator: Node = Text("")


@dataclass(frozen=True, slots=True)
class Selection:
    """Items in their order, any subset that has the required ones, with `separator` between two that follow."""

    items: tuple[tuple[Node, bool], ...]
    separator: Node


@dataclass(frozen=True, slots=True)
class Multiples:
    """Decimal spellings, without sign or leading zeros, of the multiples of `divisor` (at least 1), zero included."""

    divisor: int


@dataclass(frozen=True, slots=True)
class Both:
    """Texts that are in each of the two languages."""

    first: Node
    second: Node


@dataclass(frozen=True, slots=True)
class Except:
    """Texts of `first` that are not in `second`."""

    first: Node
    second: Node


@dataclass(frozen=True, slots=True)
class JsonCharacters:
    """One character out of `ranges` as it may be spelled between the quotes of a JSON string (RFC 8259, section 7).

    Every spelling counts: the raw character, the short escapes, ``\\uXXXX`` in either case, surrogate pairs.
    """

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Reference:
    """The texts of the rule of that name, in the grammar around it. Not inside `Both` or `Except`."""

    name: str


Node: TypeAlias = (
    Text | Characters | Sequence | Choice | Repeat | Selection | Multiples | Both | Except | JsonCharacters | Reference
)


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
    Lone surrogates, which stand for no text, are left out.
    """
    return sequence('"', _spelled(content), '"')


def _spelled(content: Node) -> Node:
    match content:
        case Text(text):
            return Sequence(tuple(JsonCharacters(((ord(c), ord(c)),)) for c in text))
        case Characters(ranges):
            return JsonCharacters(ranges)
        case Sequence(parts):
            return Sequence(tuple(_spelled(part) for part in parts))
        case Choice(options):
            return Choice(tuple(_spelled(option) for option in options))
        case Repeat(item, least, most, separator):
            return Repeat(_spelled(item), least, most, _spelled(separator))
        case Selection(items, separator):
            return Selection(tuple((_spelled(item), required) for item, required in items), _spelled(separator))
        case Both(first, second):
            return Both(_spelled(first), _spelled(second))
        case Except(first, second):
            return Except(_spelled(first), _spelled(second))
        case Multiples() | JsonCharacters() | Reference():
            raise TypeError(f"{type(content).__name__} cannot be the content of a JSON string")
