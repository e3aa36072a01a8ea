"""A schema of any draft, rewritten so that what it says no longer hangs on where in it one stands.

References become keys, each of which leads to one schema, by the ``$id`` around them (RFC 3986, section 5; JSON Schema
2020-12, 8.2). What stands beside ``$ref`` in draft 7 and before says nothing there and is taken out, annotations and
definitions excepted. The boolean ``exclusiveMinimum`` and ``exclusiveMaximum`` of draft 4 become bounds. All else stays
where it is, and so do the pointers to it.

What ``$dynamicRef`` and ``$recursiveRef`` lead to hangs on the *dynamic scope*, the schema resources by way of which
one came (2020-12, 7.1 and 8.2.3.2; 2019-09, 8.2.4.2). All that counts of it is the outermost resource with each dynamic
anchor. So a schema is copied once for every such scope in which it is reached, and in each copy these are plain
references. Most schemas have one scope.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.json_schema.dialects import Dialect
from constrained_diffusion.languages.json_schema.keywords import is_annotation
from constrained_diffusion.languages.json_schema.references import MOST_PARTS, RECURSIVE, References, Unresolvable
from constrained_diffusion.languages.json_schema.scopes import Scope, Scopes
from constrained_diffusion.languages.json_schema.subschemas import Place, Position, below, joined
from constrained_diffusion.shown import shown


@dataclass(frozen=True, slots=True)
class _Link:
    """A reference as it stands in one scope."""

    keyword: str
    uri: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class _Links:
    """References that stand in one schema, as a schema."""

    schema: dict[str, Any]


class Document:
    """The schemas of all documents, rewritten as far as somebody asks for them.

    Attributes:
        root: that from which all starts.

    Raises:
        UnsupportedSchema: a keyword is not one of its draft, but would be misread; or there are too many parts.
    """

    def __init__(self, references: References) -> None:
        self._references = references
        self._copies: dict[tuple[int, str, Dialect, Scope], dict[str, Any]] = {}
        self._links: dict[str, _Link | _Links] = {}
        self._scopes = Scopes(references.names)
        self._parts = 0
        self.root = self._schema(references.root, self._scopes.outside)

    def looked_up(self, reference: str, pointer: str) -> dict[str, Any] | bool:
        """The schema to which a reference leads that stands at a pointer.

        Raises:
            UnsupportedSchema: it leads nowhere, or to what is no schema; at the keyword that it is written with.
        """
        link = self._links[reference]
        if isinstance(link, _Links):
            for one in link.schema["allOf"]:
                self.looked_up(one["$ref"], pointer)  # one that leads nowhere is told of where it stands
            return link.schema
        pointer = f"{pointer.removesuffix('/$ref')}/{link.keyword}"
        try:
            place = self._target(link)
        except Unresolvable as error:
            reason = f"the reference {shown(link.uri)} leads nowhere: {error}"
            raise UnsupportedSchema(reason, pointer, error.remedy) from None
        if not isinstance(place.value, (Mapping, bool)):
            raise UnsupportedSchema(
                f"the reference {shown(link.uri)} leads to {shown(place.value)}, which is no schema",
                pointer,
                "let it lead to an object or a boolean",
            )
        return self._schema(place, link.scope)

    def _target(self, link: _Link) -> Place:
        """By way of the dynamic scope, where the reference is dynamic and first leads to an anchor that is."""
        place = self._references.find(link.uri)
        if link.keyword == "$ref":
            return place
        address, _, fragment = link.uri.partition("#")
        resource = self._references.find(address).base
        name = RECURSIVE if link.keyword == "$recursiveRef" else unquote(fragment)
        if (not name and link.keyword == "$dynamicRef") or name not in self._references.names(resource):
            return place
        outermost = link.scope.outermost.get(name, resource)
        return self._references.find(f"{outermost}#{name}")

    def _schema(self, place: Place, scope: Scope) -> dict[str, Any] | bool:
        """The copy of a schema, of which there is one in each scope."""
        if isinstance(place.value, bool):
            return place.value
        scope = self._scopes.within(scope, place.base)
        key = (id(place.value), place.base, place.dialect, scope)
        if key not in self._copies:
            self._copy(place, scope)
        return self._copies[key]

    def _copy(self, first: Place, scope: Scope) -> None:
        """Copies a schema, and all schemas that stand in it."""
        holder: list[Any] = [None]
        waiting: list[tuple[Place, Position, Scope, Any, Any]] = [(first, "schema", scope, holder, 0)]
        # what is copied, the scope around it, the container that it goes to and the key there
        while waiting:
            at, position, scope, container, key = waiting.pop()
            self._parts += 1
            if self._parts > MOST_PARTS:
                raise UnsupportedSchema(
                    f"the schema has more than {MOST_PARTS} parts, as schemas are read anew in every dynamic scope",
                    "",
                    "write $ref in the place of $dynamicRef: they are then read once",
                )
            if not isinstance(at.value, Mapping):
                copy: Any = list(at.value)
                members = list(enumerate(at.value))
            elif position == "schema":
                scope = self._scopes.within(scope, at.base)
                copy = self._plain(at, scope)
                members = [item for item in at.members() if item[0] in copy]
                self._copies.setdefault((id(at.value), at.base, at.dialect, scope), copy)
            else:
                copy = dict(at.value)
                members = list(at.value.items())
            container[key] = copy
            for name, value in members:
                if isinstance(value, (Mapping, list)) and (kind := below(position, name, value)) != "data":
                    inner = Place(value, at.base, at.dialect)
                    inner = inner.inside(self._references.dialects) if kind == "schema" else inner
                    waiting.append((inner, kind, scope, copy, name))

    def _plain(self, at: Place, scope: Scope) -> dict[str, Any]:
        """The keywords of a schema, without those that its dialect passes over; what it holds is not copied yet."""
        dialect = at.dialect
        if "unevaluatedItems" in at.value and dialect.contains_counts != self._references.root.dialect.contains_counts:
            raise UnsupportedSchema(
                f"unevaluatedItems of {dialect.draft} in a schema of another draft", "", "give both the same $schema"
            )
        stands_alone = dialect.refs_stand_alone and isinstance(at.value.get("$ref"), str)
        found: dict[str, Any] = {}
        links: list[str] = []
        for keyword, value in at.value.items():
            if not isinstance(keyword, str):
                found[keyword] = value
            elif _is_reference(keyword, value, dialect):
                links.append(self._linked(keyword, value, at.base, scope))
                found["$ref"] = links[0]
            elif not (
                keyword in dialect.silent
                or _is_used_up(keyword, value, dialect)
                or (stands_alone and not is_annotation(keyword))
            ):
                # by another name nobody takes it for a keyword, and the reader says that it is not known
                found[f"{keyword} in {dialect.draft}" if keyword in dialect.foreign else keyword] = value
        if len(links) > 1:
            found["$ref"] = self._key(" and ".join(links), _Links({"allOf": [{"$ref": link} for link in links]}))
        for exclusive, inclusive in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
            if isinstance(found.get(exclusive), bool) and dialect.has_boolean_bounds:
                if found.pop(exclusive) and inclusive in found:
                    found[exclusive] = found.pop(inclusive)
        return found

    def _linked(self, keyword: str, reference: str, base: str, scope: Scope) -> str:
        """The key of a reference: its URI, with the scope where it counts."""
        link = _Link(keyword, joined(base, reference), scope)
        is_plain = keyword == "$ref" and not scope.outermost
        return self._key(link.uri if is_plain else f"{link.uri} ({keyword}, dynamic scope {scope.number})", link)

    def _key(self, name: str, link: _Link | _Links) -> str:
        """A key of its own, whatever others are called."""
        while self._links.setdefault(name, link) != link:
            name += "'"
        return name


def _is_reference(keyword: str, value: Any, dialect: Dialect) -> bool:
    """Whether a keyword refers to a schema; what is malformed is left for others to complain of."""
    match keyword:
        case "$ref":
            return isinstance(value, str)
        case "$dynamicRef":
            return dialect.has_dynamic_references and isinstance(value, str)
        case "$recursiveRef":  # has no other value (2019-09, 8.2.4.2.1)
            return dialect.has_recursive_references and value == "#"
        case _:
            return False


def _is_used_up(keyword: str, value: Any, dialect: Dialect) -> bool:
    """Whether a keyword speaks to references alone."""
    if keyword == "$dynamicAnchor":
        return dialect.has_dynamic_references and isinstance(value, str)
    return keyword == "$recursiveAnchor" and dialect.has_recursive_references and isinstance(value, bool)
