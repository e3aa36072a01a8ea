"""Recursion taken out of a component of rules: left and right corners, Paull's elimination, Arden's rule.

The *left corner* of an alternative is what stands first in it (Rosenkrantz and Lewis 1970, Deterministic left corner
parsing), its right corner what stands last. Both are the same thing read from either end, so everything here is given
a direction.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from itertools import chain, islice
from typing import NamedTuple

from constrained_diffusion.automata.stack.trees import (
    FROM_LEFT,
    FROM_RIGHT,
    Direction,
    Mentions,
    alternation,
    concatenation,
    nullable,
    parts_of,
    spelled_out,
    star,
    unrolled,
    without_empty_text,
)
from constrained_diffusion.automata.work import spend
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    NOTHING,
    Choice,
    Network,
    Node,
    Reference,
    Repeat,
    Selection,
    Sequence,
    fold,
    subtrees,
    values_of,
)

_MOST_NODES = 3_000
_STEPS = 100
"""How long it takes to look at a node."""


class Alternative(NamedTuple):
    """Texts that begin, or from the right end, with one of `corner`, and go on with one of `rest`.

    Attributes:
        corner: a rule of the component, or None where none of them stands at the corner.
        rest: what follows it in the direction of reading; all there is where there is no corner.
    """

    corner: str | None
    rest: Node


def corners(tree: Node, component: Mentions, direction: Direction) -> list[Alternative]:
    """The texts of a tree but the empty one, as alternatives told apart by their left (or right) corner."""

    def alternatives(node: Node) -> Generator[Node, list[Alternative], list[Alternative]]:
        if not component(node):
            return [Alternative(None, without_empty_text(node))]
        match node:
            case Reference(name):
                return [Alternative(name, EMPTY_TEXT)]
            case Sequence(parts):
                first, *others = direction.met(parts)
                rest = direction.concatenation(*others)
                found = [Alternative(corner, direction.concatenation(more, rest)) for corner, more in (yield first)]
                return [*found, *(yield rest)] if nullable(first) else found
            case Choice(options):
                return [*chain.from_iterable((yield from values_of(options)))]
            case Repeat():
                return (yield unrolled(node, direction))
            case Selection() | Network():
                return (yield spelled_out(node))
            case _:
                raise AssertionError(node)

    return fold(tree, alternatives)


def eliminated(component: list[str], rules: Mapping[str, Node], direction: Direction) -> dict[str, Node]:
    """Rules of the same languages, none of which begins (ends) with another of the component.

    Paull's elimination (Hopcroft and Ullman 1979, theorem 4.6; Moore 2000): in some order of the rules, each takes in
    the earlier ones at its corner, and then solves its own recursion there by Arden's rule, so that only later ones
    are left at its corner; the other way round, those are taken in too. References elsewhere stay as they are.

    Raises:
        ConstraintTooLarge: the rules grow beyond reason.
    """
    mentions = Mentions(component)
    alternatives: dict[str, list[Alternative]] = {}
    for position, name in enumerate(component):
        mine = corners(rules[name], mentions, direction)
        for earlier in component[:position]:
            mine = _taken_in(earlier, alternatives[earlier], mine, direction)
            _check_size(component, (rest for _, rest in mine))
        alternatives[name] = _by_arden(name, mine, direction)
        _check_size(component, (rest for _, rest in alternatives[name]))
    found: dict[str, Node] = {}
    for name in reversed(component):
        _check_size(component, found.values())
        found[name] = alternation(
            *(
                rest if corner is None else direction.concatenation(found[corner], rest)
                for corner, rest in alternatives[name]
            )
        )
    _check_size(component, found.values())
    return found


def _taken_in(
    name: str, its: list[Alternative], alternatives: list[Alternative], direction: Direction
) -> list[Alternative]:
    """The alternatives with those of a rule in place of it, where it is the corner."""
    found = []
    for corner, rest in alternatives:
        if corner == name:
            found += [Alternative(inner, direction.concatenation(more, rest)) for inner, more in its]
        else:
            found.append(Alternative(corner, rest))
    return found


def _by_arden(name: str, alternatives: list[Alternative], direction: Direction) -> list[Alternative]:
    """Arden's rule: ``x: x a | b`` has the solution ``b a*`` (Arden 1961)."""
    again = star(alternation(*(rest for corner, rest in alternatives if corner == name and rest != EMPTY_TEXT)))
    return [
        Alternative(corner, direction.concatenation(rest, again))
        for corner, rest in alternatives
        if corner != name and rest != NOTHING
    ]


def operator_expressions(name: str, tree: Node) -> Node | None:
    """The solution of a rule all of whose recursion is at the ends of its alternatives, None if some is not.

    Such a rule is of the form ``e: e infix e | e postfix | prefix e | operand`` (operators as in Floyd 1963), which is
    ``x (infix x)*`` where x is ``prefix* operand postfix*``.
    """
    recursive = Mentions([name])
    infix: list[Node] = []
    postfix: list[Node] = []
    prefix: list[Node] = []
    operand: list[Node] = []
    for left, rest in corners(tree, recursive, FROM_LEFT):
        if left is not None and rest == EMPTY_TEXT:
            continue  # the rule itself
        for right, middle in corners(rest, recursive, FROM_RIGHT):
            if recursive(middle):
                return None
            if left is None:
                (operand if right is None else prefix).append(middle)
            else:
                (postfix if right is None else infix).append(middle)
    once = concatenation(star(alternation(*prefix)), alternation(*operand), star(alternation(*postfix)))
    return concatenation(once, star(concatenation(alternation(*infix), once))) if infix else once


def _check_size(component: list[str], trees: Iterable[Node]) -> None:
    nodes = chain.from_iterable(subtrees(tree, parts_of) for tree in trees)
    count = sum(1 for _ in islice(nodes, _MOST_NODES + 1))
    spend(_STEPS * count, "solving the recursion of rules")
    if count > _MOST_NODES:
        raise ConstraintTooLarge(
            f"the rules {', '.join(sorted(component))} refer to one another at both ends in too many ways",
            "write the recursion between brackets, or with repetitions",
        )
