"""Texts in small languages, without an automaton: partial derivatives (Antimirov 1996).

A node has a *linear form*: first characters, each with what may follow it. Enough to tell whether a text is in a
language and whether two languages have a text in common, where these are as small as names and patterns of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    Both,
    Characters,
    Choice,
    Node,
    Ranges,
    Repeat,
    Sequence,
    Text,
    contains,
    ranges_of,
)

_Linear = dict[tuple[Ranges, Node], None]
"""First characters, and what follows them; in the order in which they were found."""

_MOST_STEPS = 3_000
_DEEPEST = 200


class _Unknown(Exception):
    """A node that derivatives do not take apart, or too much work."""


@lru_cache(maxsize=1 << 14)
def holds(language: Node, text: str) -> bool | None:
    """Whether a text is in a language; None where that is not found out."""
    try:
        steps = _Steps()
        now = {language: None}
        for character in text:
            point = ord(character)
            now = dict.fromkeys(rest for node in now for ranges, rest in steps.linear(node) if contains(ranges, point))
        return any(steps.is_nullable(node) for node in now)
    except _Unknown:
        return None


@lru_cache(maxsize=1 << 12)
def meet(first: Node, second: Node) -> bool | None:
    """Whether two languages have a text in common; None where that is not found out."""
    steps = _Steps()
    waiting, seen = [(first, second)], {(first, second)}
    try:
        while waiting:
            one, other = waiting.pop()
            if steps.is_nullable(one) and steps.is_nullable(other):
                return True
            for ranges, rest in steps.linear(one):
                for others, behind in steps.linear(other):
                    pair = (rest, behind)
                    if pair not in seen and _common(ranges, others):
                        seen.add(pair)
                        waiting.append(pair)
        return False
    except _Unknown:
        return None


class _Steps:
    """Linear forms, as many as one question may ask for."""

    def __init__(self) -> None:
        self._left = _MOST_STEPS
        self._known: dict[Node, _Linear] = {}

    def linear(self, node: Node, depth: int = 0) -> _Linear:
        if node not in self._known:
            self._left -= 1
            if self._left < 0 or depth > _DEEPEST:
                raise _Unknown
            self._known[node] = self._linear(node, depth + 1)
            self._left -= len(self._known[node]) // 4
        return self._known[node]

    def _linear(self, node: Node, depth: int) -> _Linear:
        match node:
            case Text(""):
                return {}
            case Text(text):
                return {(((ord(text[0]), ord(text[0])),), Text(text[1:])): None}
            case Characters(ranges):
                return {(ranges, EMPTY_TEXT): None} if ranges else {}
            case Choice(options):
                return {one: None for option in options for one in self.linear(option, depth)}
            case Sequence(parts):
                found: _Linear = {}
                for index, part in enumerate(parts):
                    behind = parts[index + 1 :]
                    for ranges, rest in self.linear(part, depth):
                        found[ranges, _chain((rest, *behind))] = None
                    if not self.is_nullable(part):
                        break
                return found
            case Repeat(_, _, 0):
                return {}
            case Repeat(item, least, most, separator):
                if separator != EMPTY_TEXT and self.is_nullable(item):
                    raise _Unknown  # an empty item that a separator follows is no text that patterns speak of
                # an item that may be empty fills any count, so that the first that is not may be taken for the first
                less = max(0, least - 1), None if most is None else most - 1
                more = Repeat(item if separator == EMPTY_TEXT else Sequence((separator, item)), *less)
                return {(ranges, _chain((rest, more))): None for ranges, rest in self.linear(item, depth)}
            case Both(first, second):
                return {
                    (common, Both(rest, behind)): None
                    for ranges, rest in self.linear(first, depth)
                    for others, behind in self.linear(second, depth)
                    if (common := _common(ranges, others))
                }
        raise _Unknown

    def is_nullable(self, node: Node, depth: int = 0) -> bool:
        """Whether the empty text is in the language."""
        if depth > _DEEPEST:
            raise _Unknown
        match node:
            case Text(text):
                return not text
            case Characters():
                return False
            case Choice(options):
                return any(self.is_nullable(option, depth + 1) for option in options)
            case Sequence(parts):
                return all(self.is_nullable(part, depth + 1) for part in parts)
            case Repeat(item, least, most, separator):
                if most is not None and most < least:
                    return False
                return least == 0 or (
                    self.is_nullable(item, depth + 1) and (least == 1 or self.is_nullable(separator, depth + 1))
                )
            case Both(first, second):
                return self.is_nullable(first, depth + 1) and self.is_nullable(second, depth + 1)
        raise _Unknown


def _chain(parts: Iterable[Node]) -> Node:
    """The parts one after another, without those that are empty, and flat: so that equal rests are one node."""
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, Sequence):
            flat += part.parts
        elif part != EMPTY_TEXT:
            flat.append(part)
    return flat[0] if len(flat) == 1 else Sequence(tuple(flat)) if flat else EMPTY_TEXT


def _common(first: Ranges, second: Ranges) -> Ranges:
    return ranges_of(
        (max(low, other), min(high, past))
        for low, high in first
        for other, past in second
        if max(low, other) <= min(high, past)
    )
