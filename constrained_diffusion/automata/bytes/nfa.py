"""IR to a nondeterministic byte automaton, by Thompson's construction.

Every node becomes a part with one way in and one way out, so that parts are joined by silent edges. `Both` and `Except`
are made deterministic, combined there and put back as a part; sets of characters are minimised once and remembered.
"""

from __future__ import annotations

from array import array
from collections.abc import Generator, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from constrained_diffusion.automata.bytes.acyclic import minimal_automaton_of
from constrained_diffusion.automata.bytes.dfa import BYTES, Dfa, Edges, Ints, determinise, difference, intersection
from constrained_diffusion.automata.bytes.normal import combined, normalised
from constrained_diffusion.automata.bytes.repeated import repeated
from constrained_diffusion.automata.work import spend
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.ir import (
    MARKS,
    SHORT_ESCAPES,
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
    Ranges,
    Reference,
    Repeat,
    Selection,
    Sequence,
    Text,
    Unmarked,
    children,
    choice,
    contains,
    fold,
    ranges_of,
    sequence,
    unescaped,
)
from constrained_diffusion.memory import Memory
from constrained_diffusion.stackless import Steps, unwound
from constrained_diffusion.vocabulary.core import FIRST_MARK, FIRST_SIGNAL

MAX_STATES = 2_000_000
MAX_DIVISOR = 10_000
_STEPS = 50
"""What a state or an edge costs (`automata.work`)."""
_MANY = 64
"""Texts in a choice from which on their minimal automaton is built at once."""


automata: Memory[Node, Dfa] = Memory(128 << 20, lambda _, dfa: dfa.nbytes)
"""Byte automata by their trees."""


def byte_automaton(node: Node) -> Dfa:
    """The minimal deterministic automaton of the UTF-8 texts of `node`; the same one for the same tree.

    Raises:
        ConstraintTooLarge: it would have more states than the library is willing to hold, or take more work.
    """
    return automata.get(node, lambda: _made(node))


def _made(tree: Node) -> Dfa:
    """`Both` and `Except` within one another are made from the inside out, each once."""
    made: dict[Node, Dfa] = {}

    def automaton(node: Node) -> Generator[Node, Dfa, Dfa]:
        parts = combined(node)
        for part in parts:
            made[part] = yield part
        match node:
            case Both(first, second):
                return intersection(made[first], made[second])
            case Except(first, second):
                return difference(made[first], made[second])
            case Choice(options) if len(options) >= _MANY and all(isinstance(one, Text) for one in options):
                return minimal_automaton_of(one.text for one in options if isinstance(one, Text))
        nfa = _Nfa(made=made)
        start = nfa.state()
        end = nfa.add(node, start)
        return determinise(nfa.edges(), start, end)

    return fold(normalised(tree, Folded()), automaton)


def body_automaton(node: Node, rules: Mapping[str, Node], calls: Mapping[str, int]) -> Dfa:
    """The minimal automaton of a tree with references, over bytes and calls: call k is the symbol ``BYTES + k``.

    References to the names of `calls` are read as calls, all others are replaced by their rules, which must not lead
    back to themselves.

    Raises:
        ConstraintTooLarge: it would have more states than the library is willing to hold.
    """

    def below(tree: Node) -> tuple[Node, ...]:
        if isinstance(tree, Reference):
            return () if tree.name in calls else (rules[tree.name],)
        return () if isinstance(tree, (Both, Except, Marked, Unmarked)) else children(tree)

    made: dict[Node, Dfa] = {}
    for tree in (*repeated(node, below), node):
        nfa = _Nfa(rules, calls, made)
        start = nfa.state()
        end = nfa.add(tree, start)
        made[tree] = determinise(nfa.edges(), start, end, BYTES + len(calls))
    return made[node]


class _Nfa:
    """An automaton under construction: states are numbered, `add` hangs the part of a node on a state."""

    def __init__(
        self,
        rules: Mapping[str, Node] | None = None,
        calls: Mapping[str, int] | None = None,
        made: Mapping[Node, Dfa] | None = None,
    ) -> None:
        """
        Args:
            rules: the trees of references.
            calls: the numbers of those that are calls.
            made: automata of trees, to be put wherever these stand.
        """
        self.rules, self.calls, self.made = rules or {}, calls or {}, made or {}
        self.count = 0
        self.source, self.low, self.high, self.target = (array("i") for _ in range(4))
        self.silent_source, self.silent_target = array("i"), array("i")

    def edges(self) -> Edges:
        columns = (self.source, self.low, self.high, self.target, self.silent_source, self.silent_target)
        spend(_STEPS * (self.count + len(self.source) + len(self.silent_source)), "drawing an automaton")
        return Edges(self.count, *(np.array(column, np.int32) for column in columns))

    def state(self) -> int:
        self._grow(1)
        return self.count - 1

    def _grow(self, states: int) -> None:
        self.count += states
        if self.count > MAX_STATES:
            raise ConstraintTooLarge(
                f"the language needs more than {MAX_STATES} states", "lower its counts (maxLength, maxItems, {m,n})"
            )

    def read(self, source: int, low: int, high: int, target: int) -> None:
        self.source.append(source)
        self.low.append(low)
        self.high.append(high)
        self.target.append(target)

    def silent(self, source: int, target: int) -> None:
        self.silent_source.append(source)
        self.silent_target.append(target)

    def add(self, node: Node, start: int) -> int:
        """Hangs the part of `node` on `start`; returns the state in which it ends."""
        end: int = unwound(self._added(node, start))
        return end

    def _added(self, node: Node, start: int) -> Steps:
        if node in self.made:
            return self._embed(self.made[node], start)
        match node:
            case Text(text):
                for byte in text.encode():
                    start = self._step(start, byte, byte)
                return start
            case Sequence(parts):
                for part in parts:
                    start = yield self._added(part, start)
                return start
            case Characters(ranges):
                return self._ascii(ranges, start) if _is_ascii(ranges) else self._embed(_utf8(ranges), start)
            case Choice(options):
                end = self.state()
                texts = [option.text for option in options if isinstance(option, Text)]
                others = options
                if len(texts) >= _MANY:
                    self.silent(self._embed(minimal_automaton_of(texts), start), end)
                    others = tuple(option for option in options if not isinstance(option, Text))
                for option in others:
                    entry = self.state()
                    self.silent(start, entry)
                    self.silent((yield self._added(option, entry)), end)
                return end
            case Repeat():
                return (yield self._repeat(node, start))
            case Selection(items, separator):
                return (yield self._selection(items, separator, start))
            case Network(moves, ends):
                return (yield self._network(moves, ends, start))
            case Multiples(divisor, remainder):
                return self._multiples(divisor, remainder, start)
            case Both() | Except():
                return self._embed(byte_automaton(node), start)
            case JsonCharacters(ranges):
                return self._joined(_json_rows(ranges), start)
            case Mark(number):
                byte = FIRST_MARK + number if number < MARKS else FIRST_SIGNAL + number - MARKS
                return self._step(start, byte, byte)
            case Marked(marked):
                return self._marked(byte_automaton(marked), start)
            case Unmarked(marked, numbers):
                return self._unmarked(byte_automaton(marked), numbers, start)
            case Reference(name) if name in self.calls:
                return self._step(start, BYTES + self.calls[name], BYTES + self.calls[name])
            case Reference(name):
                return (yield self._added(self.rules[name], start))

    def _step(self, start: int, low: int, high: int) -> int:
        end = self.state()
        self.read(start, low, high, end)
        return end

    def _ascii(self, ranges: Ranges, start: int) -> int:
        end = self.state()
        for low, high in ranges:
            self.read(start, low, high, end)
        return end

    def _embed(self, dfa: Dfa, start: int) -> int:
        return self._joined(_rows_of(dfa), start)

    def _joined(self, rows: _Rows, start: int) -> int:
        end = self.state()
        base = self.count
        self._grow(rows.states)
        _extend(self.source, rows.source + base)
        _extend(self.low, rows.low)
        _extend(self.high, rows.high)
        _extend(self.target, rows.target + base)
        self.silent(start, base)
        for accepting in rows.accepting:
            self.silent(base + accepting, end)
        return end

    def _marked(self, dfa: Dfa, start: int) -> int:
        """Marks may come anywhere, inside the spelling of a character too: no tree that is compared has one there."""
        base = self.count + 1
        end = self._embed(dfa, start)
        for state in range(base, base + len(dfa.accepting)):
            self.read(state, FIRST_MARK, FIRST_MARK + MARKS - 1, state)
        return end

    def _unmarked(self, dfa: Dfa, numbers: tuple[int, ...], start: int) -> int:
        reads = len(self.source)
        end = self._embed(dfa, start)
        edges = list(zip(*(column[reads:] for column in (self.source, self.low, self.high, self.target)), strict=True))
        for column in (self.source, self.low, self.high, self.target):
            del column[reads:]
        silent = {FIRST_MARK + number for number in numbers}
        for source, low, high, target in edges:
            if high < FIRST_MARK:
                self.read(source, low, high, target)
                continue
            for byte in range(low, high + 1):
                if byte in silent:
                    self.silent(source, target)
                else:
                    self.read(source, byte, byte, target)
        return end

    def _repeat(self, repeat: Repeat, start: int) -> Steps:
        """`least` copies in a row, then a loop or a row of optional copies.

        A separator belongs to the way from one copy to the next, so that a loop needs one copy of the item.
        """
        item, least, most, separator = repeat.item, repeat.least, repeat.most, repeat.separator
        end = self.state()
        if least == 0:
            self.silent(start, end)
        if most == 0:
            return end
        rows = max(least, 1) if most is None else most
        first = self.state()
        self.silent(start, first)
        marks = self._marks()
        last = yield self._added(item, first)
        stencil = _Stencil(marks, self._marks(), first, last)
        if (self.count - marks[0] + 2) * rows > MAX_STATES:
            raise ConstraintTooLarge(
                f"a part of {self.count - marks[0]} states is repeated {rows} times", "lower that count"
            )
        if least <= 1:
            self.silent(last, end)
        if rows > 1:
            marks = self._marks()
            entry = self.state()
            self.silent((yield self._added(separator, last)), entry)
            second = self._copy(stencil, entry)
            unit = _Stencil(marks, self._marks(), last, second)
            size = unit.past[0] - marks[0]
            self._copies(unit, rows - 2)
            for row in range(max(least, 2), rows + 1):
                self.silent(unit.last + (row - 2) * size, end)
            first, last = entry + (rows - 2) * size, unit.last + (rows - 2) * size
        if most is None:
            self.silent((yield self._added(separator, last)), first)
        return end

    def _network(self, moves: tuple[tuple[int, Node, int], ...], ends: tuple[int, ...], start: int) -> Steps:
        """Every state once, however many ways lead through it."""
        end = self.state()
        places: dict[int, int] = {}
        for state in {0: None, **{s: None for a, _, b in moves for s in (a, b)}}:
            places[state] = self.state()
        self.silent(start, places[0])
        for a, tree, b in moves:
            entry = self.state()
            self.silent(places[a], entry)
            self.silent((yield self._added(tree, entry)), places[b])
        for state in ends:
            if state in places:
                self.silent(places[state], end)
        return end

    def _marks(self) -> tuple[int, int, int]:
        return self.count, len(self.source), len(self.silent_source)

    def _copy(self, stencil: _Stencil, entry: int) -> int:
        """Draws the part between two marks again, its entry replaced by `entry`; returns its end."""
        (states, reads, silents), (past, reads_past, silents_past) = stencil.marks, stencil.past
        shift = self.count - states
        self._grow(past - states)

        def moved(column: array[int], start: int, stop: int) -> array[int]:
            return array("i", [entry if state == stencil.entry else state + shift for state in column[start:stop]])

        self.source += moved(self.source, reads, reads_past)
        self.target += moved(self.target, reads, reads_past)
        self.low += self.low[reads:reads_past]
        self.high += self.high[reads:reads_past]
        self.silent_source += moved(self.silent_source, silents, silents_past)
        self.silent_target += moved(self.silent_target, silents, silents_past)
        return entry if stencil.last == stencil.entry else stencil.last + shift

    def _copies(self, stencil: _Stencil, times: int) -> None:
        """Draws the part between two marks again and again, each time where it ended the time before."""
        (states, reads, silents), (past, reads_past, silents_past) = stencil.marks, stencil.past
        size = past - states
        self._grow(times * size)
        shifts = (size * np.arange(1, times + 1, dtype=np.int32))[:, None]

        def moved(column: array[int], start: int, stop: int) -> None:
            state = np.array(column[start:stop], np.int32)
            _extend(column, np.where(state == stencil.entry, stencil.last - size, state) + shifts)

        moved(self.source, reads, reads_past)
        moved(self.target, reads, reads_past)
        self.low += self.low[reads:reads_past] * times
        self.high += self.high[reads:reads_past] * times
        moved(self.silent_source, silents, silents_past)
        moved(self.silent_target, silents, silents_past)

    def _selection(self, items: tuple[tuple[Node, bool], ...], separator: Node, start: int) -> Steps:
        """Two tracks, `none` and `some` taken so far, that meet before each item: one copy of an item serves both."""
        none: int | None = self.state()
        self.silent(start, self.count - 1)
        some: int | None = None
        for item, required in items:
            before = self.state()
            if none is not None:
                self.silent(none, before)
            if some is not None:
                self.silent((yield self._added(separator, some)), before)
            taken = self.state()
            self.silent((yield self._added(item, before)), taken)
            if required:
                none = None
            else:
                if some is not None:
                    self.silent(some, taken)
            some = taken
        end = self.state()
        for track in (none, some):
            if track is not None:
                self.silent(track, end)
        return end

    def _multiples(self, divisor: int, wanted: int, start: int) -> int:
        """One state a remainder; zero is spelled "0" alone."""
        if divisor > MAX_DIVISOR:
            raise ConstraintTooLarge(
                f"multiples of {divisor} need {divisor} states, of which {MAX_DIVISOR} are supported",
                "take a smaller divisor",
            )
        end = self.state()
        if wanted == 0:
            self.read(start, 0x30, 0x30, end)
        base = self.count
        for _ in range(divisor):
            self.state()
        for digit in range(1, 10):
            self.read(start, 0x30 + digit, 0x30 + digit, base + digit % divisor)
        for remainder in range(divisor):
            for digit in range(10):
                self.read(base + remainder, 0x30 + digit, 0x30 + digit, base + (10 * remainder + digit) % divisor)
        self.silent(base + wanted, end)
        return end


def _extend(column: array[int], values: Ints) -> None:
    column.frombytes(values.astype(np.int32).tobytes())


class _Stencil:
    """A part already drawn, to be drawn again: everything made between `marks` and `past`."""

    def __init__(self, marks: tuple[int, int, int], past: tuple[int, int, int], entry: int, last: int) -> None:
        self.marks, self.past, self.entry, self.last = marks, past, entry, last


def _is_ascii(ranges: Ranges) -> bool:
    return not ranges or ranges[-1][1] < 0x80


@lru_cache(maxsize=256)
def _utf8(ranges: Ranges) -> Dfa:
    """The minimal automaton of the UTF-8 spellings of one character out of `ranges`."""
    nfa = _Nfa()
    start, end = nfa.state(), nfa.state()
    after: dict[tuple[tuple[int, int], ...], int] = {(): end}
    for low, high in ranges:
        for row in _utf8_rows(low, high):
            state = start
            for index, (first, last) in enumerate(row):
                rest = row[index + 1 :]
                if rest not in after:
                    after[rest] = nfa.state()
                nfa.read(state, first, last, after[rest])
                state = after[rest]
    return determinise(nfa.edges(), start, end)


def _utf8_rows(low: int, high: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Splits a range of code points into rows of byte ranges whose product is its UTF-8 spellings."""
    for limit in (0x7F, 0x7FF, 0xFFFF):
        if low <= limit < high:
            yield from _utf8_rows(low, limit)
            yield from _utf8_rows(limit + 1, high)
            return
    for bits in (6, 12, 18):
        block = (1 << bits) - 1
        if high > 0x7F and low & ~block != high & ~block:
            if low & block:
                yield from _utf8_rows(low, low | block)
                yield from _utf8_rows((low | block) + 1, high)
                return
            if high & block != block:
                yield from _utf8_rows(low, (high & ~block) - 1)
                yield from _utf8_rows(high & ~block, high)
                return
    yield tuple(zip(chr(low).encode(), chr(high).encode(), strict=True))


class _Rows(NamedTuple):
    """The transitions of an automaton as columns, and its accepting states."""

    source: Ints
    low: Ints
    high: Ints
    target: Ints
    states: int
    accepting: list[int]


def _rows_of(dfa: Dfa) -> _Rows:
    source, low, high, target = dfa.ranges()
    accepting = np.flatnonzero(dfa.accepting).tolist()
    return _Rows(source, low, high, target, len(dfa.accepting), accepting)


@lru_cache(maxsize=256)
def _json_rows(ranges: Ranges) -> _Rows:
    return _rows_of(_json_spellings(ranges))


def _json_spellings(ranges: Ranges) -> Dfa:
    """The minimal automaton of the spellings, between the quotes of a JSON string, of one character out of `ranges`."""
    options: list[Node | str] = [Characters(unescaped(ranges))]
    options += ["\\" + letter for code, letter in SHORT_ESCAPES.items() if contains(ranges, code)]
    for low, high in ranges:
        if low <= 0xFFFF:
            options += [sequence("\\u", *row) for row in _hexadecimal(low, min(high, 0xFFFF), 4)]
        if high > 0xFFFF:
            options += _surrogate_pairs(max(low, 0x10000) - 0x10000, high - 0x10000)
    return byte_automaton(choice(*options))


def _surrogate_pairs(low: int, high: int) -> list[Node | str]:
    blocks = [(low >> 10, high >> 10, low & 0x3FF, high & 0x3FF)]
    if low >> 10 != high >> 10:
        blocks = [(low >> 10, low >> 10, low & 0x3FF, 0x3FF), (high >> 10, high >> 10, 0, high & 0x3FF)]
        if (low >> 10) + 1 < high >> 10:
            blocks.append(((low >> 10) + 1, (high >> 10) - 1, 0, 0x3FF))
    return [
        sequence("\\u", *lead, "\\u", *trail)
        for first, last, bottom, top in blocks
        for lead in _hexadecimal(0xD800 + first, 0xD800 + last, 4)
        for trail in _hexadecimal(0xDC00 + bottom, 0xDC00 + top, 4)
    ]


def _hexadecimal(low: int, high: int, digits: int) -> Iterator[list[Node]]:
    """Rows of hexadecimal digits, in either case, that together spell the numbers from `low` to `high`."""
    if digits == 0:
        yield []
        return
    unit = 16 ** (digits - 1)
    first, last = low // unit, high // unit
    if first == last:
        for row in _hexadecimal(low % unit, high % unit, digits - 1):
            yield [_hexadecimal_digit(first, last), *row]
        return
    if low % unit:
        yield from _hexadecimal(low, (first + 1) * unit - 1, digits)
        yield from _hexadecimal((first + 1) * unit, high, digits)
    elif high % unit != unit - 1:
        yield from _hexadecimal(low, last * unit - 1, digits)
        yield from _hexadecimal(last * unit, high, digits)
    else:
        yield [_hexadecimal_digit(first, last), *[_hexadecimal_digit(0, 15)] * (digits - 1)]


def _hexadecimal_digit(low: int, high: int) -> Characters:
    digits = "0123456789abcdef"[low : high + 1]
    return Characters(ranges_of((ord(c), ord(c)) for c in set(digits + digits.upper())))
