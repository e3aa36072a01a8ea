"""The parts of what is wanted that have a place of their own, for errors that say where."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from constrained_diffusion.languages.ir import (
    Both,
    Characters,
    Except,
    Folded,
    Grammar,
    JsonCharacters,
    Language,
    Mark,
    Multiples,
    Node,
    Reference,
    Repeat,
    Text,
    children,
    fold,
    values_of,
)

_MOST = 10**18


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a language.

    Attributes:
        place: where it stands, as an error says it, such as "at /properties/age".
        tree: its texts; it may refer to rules of the language around it.
        rules: those that it may refer to, by name; shared by all parts.
        within: the place of the part around it that is empty if this one is; None where it can be left out.
        rule: its name, if it is a rule of a grammar.
        is_whole: whether the language has no text if this has none, whatever is around it.
        asks: what stands there, by keyword.
    """

    place: str
    tree: Node
    rules: tuple[tuple[str, Node], ...]
    within: str | None = None
    rule: str | None = None
    is_whole: bool = False
    asks: Mapping[str, Any] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        """Its texts, with the rules."""
        return Grammar("", (("", self.tree), *self.rules)) if self.rules else self.tree


def weight(tree: Node, known: Folded[int]) -> int:
    """About how many states a tree needs when it is written out: a count multiplies what it repeats.

    Args:
        known: what has been found before, of this tree and others.
    """
    return fold(tree, _weight, known)


def _weight(node: Node) -> Generator[Node, int, int]:
    match node:
        case Text(text):
            return len(text) + 1
        case JsonCharacters():
            return 20  # every escape, every length of UTF-8
        case Characters() | Reference() | Mark():
            return 1
        case Multiples(divisor):
            return divisor
        case Repeat(item, least, most, separator):
            once: list[int] = yield from values_of((item, separator))
            return min(sum(once) * max(least, most or 1, 1), _MOST)
        case Both() | Except():
            both: list[int] = yield from values_of(children(node))
            return min(both[0] * both[1], _MOST)
        case _:
            below: list[int] = yield from values_of(children(node))
            return min(sum(below) + 1, _MOST)
