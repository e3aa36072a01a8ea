"""Which schemas of a document are the same: written alike but for what only annotates them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from types import NoneType
from typing import Any

from constrained_diffusion.languages.json_schema.keywords import is_annotation
from constrained_diffusion.languages.json_schema.subschemas import Position, below
from constrained_diffusion.stackless import Steps, unwound


class Meanings:
    """Numbers schemas, the same ones alike. The order of members counts: it is the order in which they are written."""

    def __init__(self) -> None:
        self._of_schema: dict[int, int] = {}
        self._kept: list[Any] = []  # so that no other schema is taken for one of them
        self._numbers: dict[Hashable, int] = {}

    def __call__(self, schema: Any) -> int:
        """The number of a schema of the document."""
        found: int = unwound(self._number_of(schema, "schema"))
        return found

    def _number_of(self, value: Any, position: Position) -> Steps:
        if isinstance(value, Mapping):
            is_schema = position == "schema"
            if is_schema and id(value) in self._of_schema:
                return self._of_schema[id(value)]
            members: list[Hashable] = [position]
            for name, inner in value.items():
                if not (is_schema and isinstance(name, str) and is_annotation(name)):
                    members += [name, (yield self._number_of(inner, below(position, name, inner)))]
            number = self._number(tuple(members))
            if is_schema:
                self._kept.append(value)
                self._of_schema[id(value)] = number
            return number
        if isinstance(value, (list, tuple)):
            items: list[Hashable] = ["array"]
            for index, inner in enumerate(value):
                items.append((yield self._number_of(inner, below(position, index, inner))))
            return self._number(tuple(items))
        if isinstance(value, (str, int, NoneType)):
            return self._number((type(value).__name__, value))
        # a float is what it prints as; what is no JSON value is refused where it is read, and the same only as itself
        return self._number(("float", repr(value)) if isinstance(value, float) else ("other", id(value)))

    def _number(self, key: Hashable) -> int:
        return self._numbers.setdefault(key, len(self._numbers))
