"""Trees in which the items of large counted repeats are marked, so that a counter can take the place of many copies.

A *region* is what one repeat spells, from its beginning to its end. Where it is entered, before every item, and where
it is left there are marks (`ir.Mark`); between them the repeat becomes a loop, whatever its bounds. The marks at the
end spell the number of the bounds, so that regions with other bounds have other endings and no state belongs to two.

Regions do not lie within one another: of repeats within repeats the innermost that is worth it is counted, and those
around it are drawn as often as they say.
"""

from __future__ import annotations

from collections.abc import Collection, Generator
from typing import NamedTuple

from constrained_diffusion.languages.ir import (
    Both,
    Except,
    JsonCharacters,
    Mark,
    Marked,
    Multiples,
    Node,
    Repeat,
    Sequence,
    Text,
    Unmarked,
    children,
    fold,
    rebuilt,
)

ENTER, ITEM, END = 0, 1, 2
"""The numbers of the marks where a region begins, before an item, and behind the digits at its end."""
DIGITS = 8
"""The numbers of bounds are spelled to this base; digit d is the mark ``END + 1 + d``."""
UNBOUNDED = 1 << 30
"""Stands for no upper bound; no text has so many items."""

MAX_LEAST = 1 << 16
"""The greatest lower bound that is counted; the counts below it are told apart in sets."""
WORTH_A_COUNTER = 128
"""From so many states on, drawn out, a repeat may be counted."""
MANY_ITEMS, SOME_ITEMS = 32, 8
"""From so many copies on, a repeat is counted; from so many if what is drawn out would be large.

Whatever an item is, a step with a counter takes about as long as one with 32 copies of it where logits press the
bounds, and as long as one with 8 to 30 where they do not (``python -m benchmarks.counts``).
"""
LARGE = 4096
"""Trees that take so many states are large."""
ENOUGH_SAVED = 10_000
"""States; a tree with regions saves so many, or half of all: a counter slows what is not counted too."""
_JSON_CHARACTER = 20
"""States of the spellings of a character between the quotes of a JSON string."""
COMBINED = 20
"""States of what is not looked into."""

Bounds = tuple[int, int]
"""The least and the greatest number of items."""


class Counted(NamedTuple):
    """A tree with marks. The number of bounds is their place in `bounds`."""

    tree: Node
    bounds: tuple[Bounds, ...]


class _Part(NamedTuple):
    """What a tree becomes, and about how many states it takes: with its regions counted, and with all drawn out."""

    tree: Node
    states: int
    drawn: int

    @property
    def is_counted(self) -> bool:
        return self.states < self.drawn


def counted(tree: Node, refused: Collection[Bounds] = ()) -> Counted | None:
    """The tree with its regions marked; None where no repeat is worth it. Repeats with `refused` bounds are drawn out.

    Args:
        tree: normalised, without references.
        refused: bounds for which a counter has been tried in vain.
    """
    found, states, drawn = marked(tree, refused, WORTH_A_COUNTER, MANY_ITEMS)
    if states >= LARGE:
        found, states, drawn = marked(tree, refused, WORTH_A_COUNTER, SOME_ITEMS)
    return found if drawn - states >= min(drawn // 2, ENOUGH_SAVED) else None


def marked(tree: Node, refused: Collection[Bounds], worth: int, items: int) -> tuple[Counted | None, int, int]:
    """As `counted`, of repeats of so many states and items or more; and about how many states are left, and were."""
    found: dict[Bounds, int] = {}

    def parts(node: Node) -> Generator[Node, _Part, _Part]:
        if isinstance(node, (Marked, Unmarked)):
            return _drawn(node, COMBINED)
        below = []
        for part in children(node):
            below.append((yield part))
        states, drawn = sum(part.states for part in below), sum(part.drawn for part in below)
        match node:
            case Both() | Except():
                return _combined(node, *below)
            case Repeat():
                copies = max(1, node.least if node.most is None else node.most)
                countable = node.least <= MAX_LEAST and bounds_of(node) not in refused
                if countable and items <= copies and worth <= copies * drawn and drawn < copies * states:
                    return _Part(_region(node, found.setdefault(bounds_of(node), len(found))), drawn, copies * drawn)
                states, drawn = copies * states, copies * drawn
        if states < drawn:
            return _Part(rebuilt(node, (part.tree for part in below)), states, drawn)
        return _drawn(node, drawn + own_states(node))

    whole = fold(tree, parts)
    return Counted(whole.tree, tuple(found)) if whole.is_counted else None, whole.states, whole.drawn


def _combined(node: Both | Except, first: _Part, second: _Part) -> _Part:
    """Regions of one side are counted: of the one where that saves more, and of what is left, not of what is taken."""
    states, drawn = first.drawn + second.drawn, first.drawn + second.drawn
    one, other = first.drawn - first.states, second.drawn - second.states
    if one > 0 and (one >= other or isinstance(node, Except)):
        return _Part(type(node)(first.tree, Marked(node.second)), states - one, drawn)
    if other > 0 and isinstance(node, Both):
        return _Part(Both(Marked(node.first), second.tree), states - other, drawn)
    return _drawn(node, drawn)


def _drawn(node: Node, states: int) -> _Part:
    return _Part(node, states, states)


def own_states(node: Node) -> int:
    """About how many states a node takes besides those of the trees below it."""
    match node:
        case Text(text):
            return len(text)
        case JsonCharacters():
            return _JSON_CHARACTER
        case Multiples(divisor):
            return divisor
        case _:
            return 1


def bounds_of(repeat: Repeat) -> Bounds:
    """The least and the greatest number of its items."""
    return repeat.least, UNBOUNDED if repeat.most is None else repeat.most


def _region(repeat: Repeat, number: int) -> Node:
    items = Repeat(Sequence((Mark(ITEM), repeat.item)), 0, None, repeat.separator)
    digits = [Mark(END + 1 + int(digit)) for digit in f"{number:o}"]
    return Sequence((Mark(ENTER), items, *digits, Mark(END)))
