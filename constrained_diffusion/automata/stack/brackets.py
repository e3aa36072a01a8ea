"""Recursion between brackets: the bracketed part becomes a procedure, which begins and ends on definite bytes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from functools import partial

from constrained_diffusion.automata.stack.trees import (
    Mentions,
    concatenation,
    nullable,
    parts_of,
    references,
    simplified,
)
from constrained_diffusion.languages.ir import (
    Characters,
    Choice,
    Node,
    Reference,
    Sequence,
    Text,
    fold,
)


@dataclass(frozen=True, slots=True)
class Brackets:
    """What counts as a bracket: whether a part without recursion opens one, and whether it closes one."""

    opens: Callable[[Node], bool]
    closes: Callable[[Node], bool]


_OPENING, _CLOSING = "([{<", ")]}>"


def punctuation(rules: Mapping[str, Node]) -> Brackets:
    """Parts whose every text ends in an opening bracket; those whose every text starts with a closing one."""
    return Brackets(
        opens=partial(_always, rules=rules, index=-1, marks=_OPENING),
        closes=partial(_always, rules=rules, index=0, marks=_CLOSING),
    )


def is_enclosed(tree: Node, rules: Mapping[str, Node]) -> bool:
    """Whether it is plain that every text of the tree starts with an opening bracket and ends in a closing one."""
    return _always(tree, rules=rules, index=0, marks=_OPENING) and _always(tree, rules=rules, index=-1, marks=_CLOSING)


def _always(tree: Node, *, rules: Mapping[str, Node], index: int, marks: str) -> bool:
    """Whether one of the marks stands at that index, 0 or -1, of every text of the tree. May say no to trees that are
    not plainly so."""

    def marked(node: Node) -> Generator[Node, bool, bool]:
        match node:
            case Text(text):
                return bool(text) and text[index] in marks
            case Characters(ranges):
                return bool(ranges) and all(low == high and chr(low) in marks for low, high in ranges)
            case Sequence(parts):
                return bool(parts) and (yield parts[index])
            case Choice(options):
                for option in options:
                    if not (yield option):
                        return False
                return bool(options)
            case Reference(name):
                is_leaf = next(references(rules[name]), None) is None
                return is_leaf and (yield rules[name])
            case _:
                return False

    return fold(tree, marked)


def _reads(part: Node) -> bool:
    return not nullable(part)


FIXED_TEXT = Brackets(opens=_reads, closes=_reads)
"""Any part that reads at least one character, such as CASE ... END."""


def bracketed(tree: Node, recursive: Mentions, brackets: Brackets, procedure: Callable[[Node], Reference]) -> Node:
    """The tree with a call in place of every part in which recursion stands between brackets.

    Brackets are looked for from the outside in; what becomes a procedure is left as it is.

    Args:
        tree: a rule.
        recursive: the rules of its component.
        brackets: what counts as a bracket.
        procedure: makes a call of the body of a procedure.
    """

    def with_calls(node: Node) -> Generator[Node, Node, Node]:
        parts = parts_of(node)
        body = _between_brackets(parts, recursive, brackets) if isinstance(node, Sequence) else None
        if body is None:
            return simplified(node, (yield from rewritten(parts)))
        call = procedure(concatenation(*parts[body]))
        before = yield from rewritten(parts[: body.start])
        after = yield from rewritten(parts[body.stop :])
        return concatenation(*before, call, *after)

    def rewritten(parts: tuple[Node, ...]) -> Generator[Node, Node, list[Node]]:
        found = []
        for part in parts:
            found.append((yield part) if recursive(part) else part)
        return found

    return fold(tree, with_calls) if recursive(tree) else tree


def _between_brackets(parts: tuple[Node, ...], recursive: Mentions, brackets: Brackets) -> slice | None:
    """The longest run of parts from an opening to a closing bracket, recursion next to either on the inside.

    Parts that may be empty can stand between a bracket and recursion. Recursion at the ends may stay there: the run
    need not hold all of it.
    """
    spots = [index for index, part in enumerate(parts) if recursive(part)]
    solid = [index for index, part in enumerate(parts) if not nullable(part)]

    def is_bracket(index: int, kind: Callable[[Node], bool]) -> bool:
        return not recursive(parts[index]) and kind(parts[index])

    before = (solid[at - 1] for at in (bisect_left(solid, spot) for spot in spots) if at > 0)
    after = (solid[at] for at in (bisect_right(solid, spot) for spot in reversed(spots)) if at < len(solid))
    opening = next((index for index in before if is_bracket(index, brackets.opens)), None)
    closing = next((index for index in after if is_bracket(index, brackets.closes)), None)
    if opening is None or closing is None or opening >= closing:
        return None
    return slice(opening, closing + 1)
