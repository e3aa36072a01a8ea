"""Which schemas of a document are the same: written alike but for what only annotates them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from types import NoneType
from typing import Any

from constrained_diffusion.languages.json_schema.keywords import OF_DATA, OF_SCHEMAS, is_annotation
from constrained_diffusion.stackless import Steps, unwound


class Meanings:
    """Numbers schemas, the same ones alike. The order of members counts: it is the order in which they are written."""

    def __init__(self) -> None:
        self._of_schema: dict[int, int] = {}
        self._kept: list[Any] = []  # so that no other schema is taken for one of them
        self._numbers: dict[Hashable, int] = {}

    def __call__(self, schema: Any) -> int:
        """The number of a schema of the document."""
        found: int = unwound(self._schema(schema))
        return found

    def _schema(self, schema: Any) -> Steps:
        if not isinstance(schema, Mapping):
            return (yield self._value(schema))
        if id(schema) in self._of_schema:
            return self._of_schema[id(schema)]
        found: list[Hashable] = []
        for keyword, value in schema.items():
            if isinstance(keyword, str) and is_annotation(keyword):
                continue
            if keyword in OF_DATA:
                found += [keyword, (yield self._value(value))]
            elif isinstance(value, Mapping) and keyword in OF_SCHEMAS:
                found.append(keyword)
                for name, inner in value.items():
                    found += [name, (yield self._schema(inner))]
            elif isinstance(value, list):
                found.append(keyword)
                for inner in value:
                    found.append((yield self._schema(inner)))
            else:
                found += [keyword, (yield self._schema(value))]
            found.append(None)
        self._kept.append(schema)
        self._of_schema[id(schema)] = number = self._number(("schema", *found))
        return number

    def _value(self, value: Any) -> Steps:
        if isinstance(value, Mapping):
            members: list[Hashable] = ["object"]
            for name, inner in value.items():
                members += [name, (yield self._value(inner))]
            return self._number(tuple(members))
        if isinstance(value, (list, tuple)):
            items: list[Hashable] = ["array"]
            for inner in value:
                items.append((yield self._value(inner)))
            return self._number(tuple(items))
        if isinstance(value, (str, int, NoneType)):
            return self._number((type(value).__name__, value))
        # a float is what it prints as; what is no JSON value is refused where it is read, and the same only as itself
        return self._number(("float", repr(value)) if isinstance(value, float) else ("other", id(value)))

    def _number(self, key: Hashable) -> int:
        return self._numbers.setdefault(key, len(self._numbers))
