"""Trees rewritten before an automaton is drawn, so that what costs much and says little is not drawn.

- Texts next to one another become one, and choices within choices one list, so that finite sets are seen as such.
- Counts within counts are multiplied: ``(x{0,80}){0,80}`` is ``x{0,6400}``. The texts of ``(x{a,b}){m,n}`` are k copies
  of x for k in one of the intervals [ja, jb], m <= j <= n, and these leave no gap if m (b - a) + 1 >= a.
"""

from __future__ import annotations

from collections.abc import Generator
from itertools import chain

from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    Both,
    Choice,
    Except,
    Folded,
    Node,
    Repeat,
    Selection,
    Sequence,
    Text,
    children,
    distinct_subtrees,
    fold,
    rebuilt,
)

_LONGEST_SEQUENCE = 100
"""A sequence of so many parts goes into the one around it."""
_LONGEST = 1_000
"""A text that is repeated is written out up to so many characters."""


def normalised(tree: Node, known: Folded[Node]) -> Node:
    """A tree of the same language. `known` holds what has been rewritten before."""
    return fold(tree, _normalised, known)


def _normalised(node: Node) -> Generator[Node, Node, Node]:
    below = children(node)
    if not below:
        return node
    parts: list[Node] = []
    for part in below:
        parts.append(part if isinstance(part, Text) else (yield part))
    match node:
        case Sequence():
            return _sequence(parts)
        case Choice():
            return _choice(parts)
        case Repeat(_, least, most):
            return _repeat(Repeat(parts[0], least, most, parts[1]))
        case Selection(items):
            if all(required for _, required in items) and all(isinstance(part, Text) for part in parts):
                return Text(parts[-1].text.join(part.text for part in parts[:-1]))  # type: ignore[union-attr]
    return rebuilt(node, parts)


def _sequence(parts: list[Node]) -> Node:
    found: list[Node] = []
    texts: list[str] = []
    for part in chain.from_iterable(map(_within, parts)):
        if isinstance(part, Text):
            texts.append(part.text)
            continue
        if text := "".join(texts):
            found.append(Text(text))
        texts.clear()
        found.append(part)
    if (text := "".join(texts)) or not found:
        found.append(Text(text))
    return found[0] if len(found) == 1 else Sequence(tuple(found))


def _within(node: Node) -> tuple[Node, ...]:
    """The parts that it has in the sequence around it. Long sequences stay, for they may stand in many places."""
    return node.parts if isinstance(node, Sequence) and len(node.parts) <= _LONGEST_SEQUENCE else (node,)


def _choice(options: list[Node]) -> Node:
    flat = dict.fromkeys(chain.from_iterable(one.options if isinstance(one, Choice) else (one,) for one in options))
    return next(iter(flat)) if len(flat) == 1 else Choice(tuple(flat))


def _repeat(repeat: Repeat) -> Node:
    item, least, most = repeat.item, repeat.least, repeat.most
    if most == 0:
        return EMPTY_TEXT
    if (least, most) == (1, 1):
        return item
    if repeat.separator is not EMPTY_TEXT:
        return repeat
    if isinstance(item, Text) and least == most and len(item.text) * least <= _LONGEST:
        return Text(item.text * least)
    if isinstance(item, Repeat) and item.separator is EMPTY_TEXT:
        return _multiplied(repeat, item)
    return repeat


def _multiplied(repeat: Repeat, inner: Repeat) -> Node:
    """A repeat of a repeat, neither with a separator, as one where that is the same."""
    least, most = repeat.least, repeat.most
    once = max(least, 1)
    if inner.most is not None and once * (inner.most - inner.least) + 1 < inner.least and most != once:
        return repeat
    whole = None if most is None or inner.most is None else most * inner.most
    several = Repeat(inner.item, once * inner.least, whole)
    if least > 0 or inner.least == 0:
        return several
    return Repeat(inner.item, 0, whole) if inner.least == 1 else Choice((EMPTY_TEXT, several))


def combined(tree: Node) -> list[Node]:
    """The outermost `Both` and `Except` within a tree, or what such a tree combines."""
    if isinstance(tree, (Both, Except)):
        return [tree.first, tree.second]

    def below(node: Node) -> tuple[Node, ...]:
        return () if isinstance(node, (Both, Except)) else children(node)

    return [node for node in distinct_subtrees(tree, below) if isinstance(node, (Both, Except))]
