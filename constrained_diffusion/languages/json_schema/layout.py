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
from constrained_diffusion.languages.json_schema.options import SchemaOptions
from constrained_diffusion.shown import shown


@dataclass(frozen=True, slots=True)
class Layout:
    """How JSON is laid out.

    Attributes:
        space: what may stand around punctuation: nothing, or any JSON white space.
        ensure_ascii: whether fixed texts are spelled in ASCII.
        any_number: whether a number may have a fraction of zeros, and a fixed one any digits that come to it.
        integers_have_fractions: whether a number with a fraction of zeros is an integer.
    """

    space: Node
    ensure_ascii: bool = False
    any_number: bool = False
    integers_have_fractions: bool = True

    @property
    def comma(self) -> Node:
        return sequence(self.space, ",", self.space)

    def pair(self, name: Node, value: Node) -> Node:
        """``"name":value``."""
        return sequence(name, self.space, ":", self.space, value)

    def object(self, members: Iterable[tuple[Node, bool]]) -> Node:
        """Members in their order, each with whether it is required."""
        return sequence("{", self.space, Selection(tuple(members), self.comma), self.space, "}")

    def array(self, inside: Node) -> Node:
        return sequence("[", self.space, inside, self.space, "]")

    def spelled(self, value: Any, pointer: str) -> Node:
        """A JSON string, number, boolean or null in its one fixed spelling, that of `json.dumps`.

        Raises:
            UnsupportedSchema: it is something else, or holds a lone surrogate.
        """
        if not isinstance(value, (str, int, float, NoneType)) or (
            isinstance(value, float) and not math.isfinite(value)
        ):
            raise UnsupportedSchema(f"{shown(value)} is no JSON value", pointer, "give what json.loads gives")
        if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
            raise UnsupportedSchema("a lone surrogate stands for no text", pointer, "leave it out")
        try:
            return Text(json.dumps(value, ensure_ascii=self.ensure_ascii))
        except ValueError:
            raise UnsupportedSchema(
                "an integer has more than 4,300 digits, which Python does not read", pointer, "give a shorter one"
            ) from None


def layout_of(options: SchemaOptions, *, integers_have_fractions: bool = True) -> Layout:
    """As the options ask for, and as the draft has integers."""
    space = EMPTY_TEXT if options.whitespace == "compact" else Repeat(characters(" \t\n\r"), 0, None)
    return Layout(space, options.ensure_ascii, options.additional_properties == "open", integers_have_fractions)
