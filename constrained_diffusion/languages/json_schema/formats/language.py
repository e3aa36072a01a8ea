"""What is known of a format: the texts that a model may write, and those that may be of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from constrained_diffusion.languages.ir import ANY_TEXT, Node, optional, sequence
from constrained_diffusion.languages.regex import full_match


@dataclass(frozen=True, slots=True)
class Format:
    """A format between two languages. They are made when they are asked for.

    Attributes:
        narrow: texts that every reader takes: the standard, jsonschema's checker, and pydantic's validator where
            pydantic has types of that format.
        wide: at least the texts that the standard or jsonschema's checker takes, so that any other text is surely not
            of the format; where neither knows the format, those that pydantic takes. None: there is no such regular
            language, or none that leaves anything out.
    """

    narrow: Callable[[], Node]
    wide: Callable[[], Node] | None


def matching(pattern: str) -> Callable[[], Node]:
    """The texts that a pattern matches from end to end."""
    return lambda: full_match(pattern)


def exactly(pattern: str) -> Format:
    """A format on which all readers agree."""
    return Format(matching(pattern), matching(pattern))


def perhaps_one_line_more(node: Node) -> Node:
    """With a last line feed, which ``$`` in the patterns of jsonschema's checkers lets pass."""
    return sequence(node, optional("\n"))


def anything() -> Node:
    """Any text."""
    return ANY_TEXT
