"""Where in a schema other schemas stand, and which URI and dialect they have: what is not there is data.

JSON Schema 2020-12, 10 and 11 (applicators), with the keywords that earlier drafts had in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit, uses_relative

from constrained_diffusion.languages.json_schema.dialects import Dialect, Dialects

Position = Literal["schema", "schemas", "data"]
"""What a value is: a schema, an object or a list of schemas, or something else."""

_ONE = frozenset({
    "additionalItems", "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not",
    "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties",
})  # fmt: skip
_SEVERAL = frozenset({
    "$defs", "allOf", "anyOf", "definitions", "dependencies", "dependentSchemas", "oneOf", "patternProperties",
    "prefixItems", "properties",
})  # fmt: skip
_DEFINITIONS = ("definitions", "$defs")


def below(position: Position, key: Any, value: Any) -> Position:
    """What a value is that stands under a key in something of this position."""
    if position == "schemas":
        return "schema"
    if position == "schema" and key in _SEVERAL:
        return "schemas"
    if position == "schema" and key in _ONE:
        return "schemas" if isinstance(value, list) else "schema"
    return "data"


@dataclass(frozen=True, slots=True)
class Place:
    """Something in a document.

    Attributes:
        value: as it stands there.
        base: the URI of the schema resource around it (2020-12, 4.3.5), of which relative references are.
        dialect: how it is read.
    """

    value: Any
    base: str
    dialect: Dialect

    @property
    def is_resource(self) -> bool:
        """Whether it is a schema that gives itself a URI."""
        return isinstance(self.value, Mapping) and _identifier(self.value, self.dialect) is not None

    def inside(self, dialects: Dialects) -> Place:
        """The same, taken for a schema: its own identifier and dialect hold in it (2020-12, 8.1.1 and 8.2.1)."""
        if not isinstance(self.value, Mapping):
            return self
        dialect = self.dialect
        if isinstance(self.value.get("$schema"), str):
            own = dialects.named(self.value["$schema"])
            if _identifier(self.value, own) is not None:
                dialect = own
        identifier = _identifier(self.value, dialect)
        if identifier is None:
            return Place(self.value, self.base, dialect)
        return Place(self.value, joined(self.base, identifier).partition("#")[0], dialect)

    def members(self) -> Iterator[tuple[Any, Any]]:
        """The keywords that count: in draft 7 and before, beside $ref nothing but definitions does (draft 7, 8.3)."""
        if self.dialect.refs_stand_alone and isinstance(self.value.get("$ref"), str):
            return ((name, self.value[name]) for name in _DEFINITIONS if name in self.value)
        return iter(self.value.items())

    def anchors(self) -> Iterator[tuple[str, bool]]:
        """The names that a schema gives itself, and whether they are found by way of the dynamic scope."""
        schema, dialect = self.value, self.dialect
        identifier = schema.get(dialect.identifier)
        if dialect.anchors_are_identifiers and isinstance(identifier, str) and "$ref" not in schema:
            name = identifier.partition("#")[2]
            if name and not name.startswith("/"):
                yield name, False
        if isinstance(schema.get("$anchor"), str) and dialect.has_anchors:
            yield schema["$anchor"], False
        if isinstance(schema.get("$dynamicAnchor"), str) and dialect.has_dynamic_references:
            yield schema["$dynamicAnchor"], True


def _identifier(schema: Mapping[str, Any], dialect: Dialect) -> str | None:
    """The URI reference that names a schema as a resource; one that only names an anchor does not."""
    identifier = schema.get(dialect.identifier)
    if not isinstance(identifier, str) or identifier.startswith("#"):
        return None
    return None if dialect.refs_stand_alone and "$ref" in schema else identifier


def joined(base: str, reference: str) -> str:
    """The URI that a reference stands for (RFC 3986, 5.2); one that is malformed stays as it is, and leads nowhere.

    `urljoin` knows the schemes with relative references by name; here all have them, ``urn:`` for fragments alone.
    """
    if not reference or reference.startswith("#"):
        return base + reference
    try:
        scheme = urlsplit(base).scheme
        if not scheme or scheme in uses_relative or urlsplit(reference).scheme:
            return urljoin(base, reference)
        found = urljoin(f"http{base[len(scheme) :]}", reference)
    except ValueError:
        return reference
    return f"{base[: len(scheme)]}{found[len('http') :]}"
