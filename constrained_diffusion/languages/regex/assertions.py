"""Anchors, word boundaries and lookaround: what holds at a place without reading anything.

A pattern with assertions is compiled over texts with marks. An assertion in it reads a mark of its own, so that a match
is a text with a mark wherever the pattern claims something. Of these texts those are left out in which a mark *lies*:
stands at a place where its assertion does not hold. Then the marks are taken out. What is left are exactly the texts
that match: wherever an assertion stands, in loops and in other assertions too, since every place of a text is judged
with all that stands before and behind it.
"""

from __future__ import annotations

from collections.abc import Iterable

from constrained_diffusion.languages.ir import (
    ANY_CHARACTER,
    ANY_TEXT,
    EMPTY_TEXT,
    MARKS,
    Both,
    Characters,
    Choice,
    Except,
    Mark,
    Marked,
    Node,
    Ranges,
    Sequence,
    Text,
    Unmarked,
    complement,
)
from constrained_diffusion.languages.regex.classes import LINE_ENDS, shorthand

_SOME_TEXT = Sequence((ANY_CHARACTER, ANY_TEXT))


class TooManyAssertions(Exception):
    """A pattern has more different assertions than there are marks."""


class Assertions:
    """The assertions of one pattern, each with a mark; equal ones share it.

    Attributes:
        starts, ends: the numbers of those that hold at the start (end) of the text and perhaps elsewhere, and of which
            nothing else need be known where they stand first (last) in a full match.
        before_last_line_end: those of `ends` that hold before a line feed that ends the text.
    """

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}
        self._lies: list[Node] = []
        self.starts: set[int] = set()
        self.ends: set[int] = set()
        self.before_last_line_end: set[int] = set()

    def start(self) -> Mark:
        """The start of the text."""
        mark, new = self._mark("start")
        if new:
            self._lies.append(Sequence((_SOME_TEXT, mark, ANY_TEXT)))
            self.starts.add(mark.number)
        return mark

    def end(self) -> Mark:
        """The end of the text."""
        mark, new = self._mark("end")
        if new:
            self._lies.append(Sequence((ANY_TEXT, mark, _SOME_TEXT)))
            self.ends.add(mark.number)
        return mark

    def end_or_last_line_end(self) -> Mark:
        """The end of the text, or before a line feed there: Python's ``$``."""
        mark, new = self._mark("end or last line end")
        if new:
            self._lies.append(Sequence((ANY_TEXT, mark, Except(_SOME_TEXT, Text("\n")))))
            self.ends.add(mark.number)
            self.before_last_line_end.add(mark.number)
        return mark

    def line_start(self, *, wide: bool) -> Mark:
        """The start of the text, or behind a line end of both engines (of one of them, where `wide`)."""
        mark, new = self._mark(("line start", wide))
        if new:
            others = Characters(complement(LINE_ENDS.wide() if wide else LINE_ENDS.narrow()))
            self._lies.append(Sequence((ANY_TEXT, others, mark, ANY_TEXT)))
        return mark

    def line_end(self, *, wide: bool) -> Mark:
        """The end of the text, or before a line end."""
        mark, new = self._mark(("line end", wide))
        if new:
            others = Characters(complement(LINE_ENDS.wide() if wide else LINE_ENDS.narrow()))
            self._lies.append(Sequence((ANY_TEXT, mark, others, ANY_TEXT)))
        return mark

    def boundary(self, letter: str, *, python: bool, ecmascript: bool, wide: bool, ignore_case: bool) -> Mark:
        """``\\b`` or ``\\B``, where the engines that count (one of them at least, where `wide`) see it."""
        mark, new = self._mark((letter, python, ecmascript, wide, ignore_case))
        if new:
            word = shorthand("w", ignore_case)
            lies: list[Node] = []
            if ecmascript:
                lies.append(_no_boundary(word.ecmascript, mark) if letter == "b" else _boundary(word.ecmascript, mark))
            if python:
                # `re` sees neither a boundary nor none in the empty text
                lies.append(
                    _no_boundary(word.python, mark) if letter == "b" else Choice((_boundary(word.python, mark), mark))
                )
            self._lies.append(lies[0] if len(lies) == 1 else Both(*lies) if wide else Choice(tuple(lies)))
        return mark

    def lookaround(self, content: Node, marks: Iterable[int], *, behind: bool, negative: bool) -> Mark:
        """What stands behind (before) the place begins (ends) with a text of `content`, or does not.

        Args:
            content: a tree with marks.
            marks: the numbers of these.
        """
        mark, new = self._mark((content, behind, negative))
        if new:
            inner = (content, mark) if behind else (mark, content)
            holds = self.judged(Sequence((ANY_TEXT, *inner, ANY_TEXT)), marks)
            self._lies.append(holds if negative else Except(Sequence((ANY_TEXT, mark, ANY_TEXT)), holds))
        return mark

    def judged(self, tree: Node, marks: Iterable[int]) -> Node:
        """The texts of a tree with marks in which none of these marks lies, without these marks."""
        numbers = tuple(sorted(set(marks)))
        if not numbers:
            return tree
        for number in numbers:
            tree = Except(tree, Marked(self._lies[number]))
        return Unmarked(tree, numbers)

    def _mark(self, key: object) -> tuple[Mark, bool]:
        known = len(self._numbers)
        number = self._numbers.setdefault(key, known)
        if number == MARKS:
            raise TooManyAssertions
        return Mark(number), number == known


def _boundary(word: Ranges, mark: Mark) -> Node:
    before, behind, no_before, no_behind = _sides(word)
    return Choice((Sequence((before, mark, no_behind)), Sequence((no_before, mark, behind))))


def _no_boundary(word: Ranges, mark: Mark) -> Node:
    before, behind, no_before, no_behind = _sides(word)
    return Choice((Sequence((before, mark, behind)), Sequence((no_before, mark, no_behind))))


def _sides(word: Ranges) -> tuple[Node, Node, Node, Node]:
    """Texts that end in a word character, begin with one, and all others."""
    one, other = Characters(word), Characters(complement(word))
    return (
        Sequence((ANY_TEXT, one)),
        Sequence((one, ANY_TEXT)),
        Choice((EMPTY_TEXT, Sequence((ANY_TEXT, other)))),
        Choice((EMPTY_TEXT, Sequence((other, ANY_TEXT)))),
    )
