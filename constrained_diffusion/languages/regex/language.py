"""Patterns to the languages that they match, from end to end or somewhere."""

from __future__ import annotations

from constrained_diffusion.languages.ir import (
    ANY_TEXT,
    EMPTY_TEXT,
    Choice,
    Mark,
    Node,
    Repeat,
    Sequence,
    Text,
    subtrees,
)
from constrained_diffusion.languages.regex.assertions import Assertions
from constrained_diffusion.languages.regex.parser import Dialect, Flags, Parser

_MOST_BRANCHES = 64
_PLAIN = Flags()


def full_match(pattern: str, *, dialect: Dialect = Dialect.COMMON, flags: Flags = _PLAIN) -> Node:
    """The texts that `pattern` matches from end to end.

    Raises:
        InvalidRegex: the pattern is malformed, or uses a construct outside the dialect.
    """
    return _read(Parser(pattern, dialect, flags), EMPTY_TEXT)


def search(pattern: str, *, dialect: Dialect = Dialect.ECMASCRIPT) -> Node:
    """The texts in which `pattern` matches somewhere (the meaning of ``pattern`` in JSON Schema).

    Raises:
        InvalidRegex: the pattern is malformed, or uses a construct outside the dialect.
    """
    return _read(Parser(pattern, dialect, _PLAIN), ANY_TEXT)


def search_to_refuse(pattern: str) -> Node:
    """The texts in which one of the engines at least may find the pattern.

    Where engines read a pattern differently, `search` holds the texts that all of them find it in. What is to be kept
    out has to be looked for with this one.

    Raises:
        InvalidRegex: as `search`.
    """
    return _read(Parser(pattern, Dialect.ECMASCRIPT, _PLAIN, negations=1), ANY_TEXT)


def terminal(pattern: str, flags: Flags) -> Node:
    """The texts that `pattern` matches from end to end to Python's `re`, whatever stands around them.

    Raises:
        InvalidRegex: as `full_match`; or an assertion stands elsewhere than in a lookahead that opens the pattern, and
            could look at what stands beside the text.
    """
    parser = Parser(pattern, Dialect.PYTHON, flags)
    tree, marks = parser.parse()
    if parser.elsewhere is not None:
        raise parser.error(
            "in a terminal, anchors, boundaries and lookaround are supported only in a lookahead at its start",
            "write what they ask for into the pattern",
            parser.elsewhere,
        )
    return _language(tree, marks, parser.assertions, EMPTY_TEXT)


def _read(parser: Parser, around: Node) -> Node:
    tree, marks = parser.parse()
    return _language(tree, marks, parser.assertions, around)


def _language(tree: Node, marks: set[int], assertions: Assertions, around: Node) -> Node:
    if not marks:
        return tree if around == EMPTY_TEXT else Sequence((around, tree, around))
    if marks <= assertions.starts | assertions.ends and (plain := _anchored(tree, assertions, around)) is not None:
        return plain
    return assertions.judged(Sequence((around, tree, around)), marks)


def _anchored(tree: Node, assertions: Assertions, around: Node) -> Node | None:
    """The language of a tree whose anchors all stand at the ends of its branches; None if that is not so.

    This is what nearly all patterns are, and far smaller than what `Assertions.judged` makes of them.
    """
    branches = _branches(tree)
    if branches is None:
        return None
    found: list[Node] = []
    for parts in branches:
        start, end = 0, len(parts)
        before, after = around, around
        while start < end and isinstance(head := parts[start], Mark) and head.number in assertions.starts:
            start, before = start + 1, EMPTY_TEXT
        while end > start and isinstance(tail := parts[end - 1], Mark) and tail.number in assertions.ends:
            end -= 1
            if after == around or tail.number not in assertions.before_last_line_end:
                loose = around != EMPTY_TEXT and tail.number in assertions.before_last_line_end
                after = Repeat(Text("\n"), 0, 1) if loose else EMPTY_TEXT
        if any(_has_marks(part) for part in parts[start:end]):
            return None
        found.append(Sequence((before, *parts[start:end], after)))
    return found[0] if len(found) == 1 else Choice(tuple(found))


def _branches(tree: Node) -> list[tuple[Node, ...]] | None:
    """The alternatives of a tree, with groups that have marks at an end of a branch multiplied out."""
    waiting: list[tuple[Node, ...]] = [(tree,)]
    found: list[tuple[Node, ...]] = []
    while waiting:
        parts = waiting.pop()
        for index in (0, len(parts) - 1):
            if parts and isinstance(part := parts[index], (Choice, Sequence)) and _has_marks(part):
                rest, behind = parts[:index], parts[index + 1 :]
                inner = part.options if isinstance(part, Choice) else (part,)
                waiting += [
                    (*rest, *(one.parts if isinstance(one, Sequence) else (one,)), *behind) for one in reversed(inner)
                ]
                break
        else:
            found.append(parts)
        if len(waiting) + len(found) > _MOST_BRANCHES:
            return None
    return found


def _has_marks(tree: Node) -> bool:
    return any(isinstance(node, Mark) for node in subtrees(tree))
