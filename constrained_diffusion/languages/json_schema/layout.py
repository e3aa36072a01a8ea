"""Where white space may stand, and how fixed JSON values are spelled."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from types import NoneType
from typing import Any

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.ir import EMPTY_TEXT, Node, Repeat, Selection, Text, characters, sequence


@dataclass(frozen=True, slots=True)
class Layout:
    """`space` is what may stand around punctuation: nothing, or any JSON white space."""

    space: Node

    @property
    def comma(self) -> Node:
        return sequence(self.space, ",", self.space)

    def member(self, name: str, value: Node, pointer: str) -> Node:
        """``"name":value``."""
        return self.pair(spelled(name, pointer), value)

    def pair(self, name: Node, value: Node) -> Node:
        return sequence(name, self.space, ":", self.space, value)

    def object(self, members: Iterable[tuple[Node, bool]]) -> Node:
        """Members in their order, each with whether it is required."""
        return sequence("{", self.space, Selection(tuple(members), self.comma), self.space, "}")

    def array(self, inside: Node) -> Node:
        return sequence("[", self.space, inside, self.space, "]")

    def literal(self, value: Any, pointer: str) -> Node:
        """One JSON value, spelled as `json.dumps` spells it, without needless escapes."""
        if isinstance(value, dict):
            return self.object(
                (self.member(name, self.literal(v, pointer), pointer), True) for name, v in value.items()
            )
        if isinstance(value, list):
            return self.array(Selection(tuple((self.literal(item, pointer), True) for item in value), self.comma))
        return spelled(value, pointer)


COMPACT = Layout(EMPTY_TEXT)
FLEXIBLE = Layout(Repeat(characters(" \t\n\r"), 0, None))


def spelled(value: Any, pointer: str) -> Node:
    """A JSON string, number, boolean or null in its one fixed spelling.

    Raises:
        UnsupportedSchema: it is something else, or holds a lone surrogate.
    """
    if not isinstance(value, (str, int, float, NoneType)) or (isinstance(value, float) and not math.isfinite(value)):
        raise UnsupportedSchema(f"{value!r} is no JSON value", pointer)
    try:
        text = json.dumps(value, ensure_ascii=False)
    except ValueError:
        raise UnsupportedSchema("an integer has more than 4,300 digits, which Python does not read", pointer) from None
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise UnsupportedSchema("a lone surrogate stands for no text", pointer)
    return Text(text)
