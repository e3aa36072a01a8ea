"""Where references lead: every resource and anchor of the documents at hand, by its URI. Nothing is ever fetched.

The documents are the schema itself, those that are handed over beside it, and the metaschemas of all drafts. What
`referencing` does for validators is done here for whole documents beforehand, because what a dynamic reference means is
decided before there is a value (see `document`), and because the URIs of all schemes are joined alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.json_schema.dialects import Dialect, Dialects, metaschemas
from constrained_diffusion.languages.json_schema.keywords import step
from constrained_diffusion.languages.json_schema.subschemas import Place, Position, below, joined
from constrained_diffusion.shown import cut, shown

RECURSIVE = ""
"""The name of ``$recursiveAnchor: true`` among dynamic anchors, all of which have others."""
MOST_PARTS = 2_000_000
"""Objects and lists that are read, all documents together."""
_LENGTH_OF_A_PART = 100
"""So many characters of a resource's URI count for a part."""
_INDEX = re.compile(r"0|[1-9][0-9]*", re.ASCII)


class Unresolvable(Exception):
    """A reference that leads nowhere; the text says why, `remedy` what would do."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(reason)


class References:
    """The documents, and what their URIs lead to.

    Args:
        schema: the document from which all starts.
        registry: others, by URI; relative ones are relative to the first one's.

    Attributes:
        root: the schema, by the URI and in the dialect that it gives itself.

    Raises:
        UnsupportedSchema: the documents are too large, or one holds itself.
    """

    def __init__(self, schema: Mapping[str, Any], registry: Mapping[str, tuple[Any, str | None]]) -> None:
        for document in (schema, *(document for document, _ in registry.values())):
            _check_ends(document)
        self._resources: dict[str, list[Place]] = {}
        self._anchors: dict[tuple[str, str], list[Place]] = {}
        self._dynamic: dict[str, dict[str, None]] = {}
        self._entered: set[tuple[int, str]] = set()
        self._parts = 0
        first = schema.get("$id", schema.get("id"))
        base = first.partition("#")[0] if isinstance(first, str) else ""
        self._documents = {
            joined(base, uri).rstrip("#"): (document, default) for uri, (document, default) in registry.items()
        }
        self.dialects = Dialects(lambda uri: self._documents.get(uri, (None, None))[0])
        self.root = self._added(schema, "", Dialect(""))
        for uri, (document, default) in self._documents.items():
            own = self.root.dialect if default is None else Dialect(default)
            self._added(document, uri, own)

    def names(self, resource: str) -> Set[str]:
        """The names of the dynamic anchors of a resource."""
        return self._dynamic.get(resource, {}).keys()

    def find(self, uri: str) -> Place:
        """What an absolute URI leads to (2020-12, 8.2.3 and 9.2): a resource, an anchor or a JSON pointer in one.

        Raises:
            Unresolvable: it leads nowhere, or to more than one place.
        """
        address, _, encoded = uri.partition("#")
        fragment = unquote(encoded)
        resource = self._resource(address)
        if not fragment:
            return resource
        if fragment.startswith("/"):
            return self._pointed_at(resource, fragment)
        found = self._anchors.get((resource.base, fragment))
        if found is None:
            raise Unresolvable(
                f"nothing in {_told(address)} has the anchor {shown(fragment)}",
                f'give what is meant "$anchor": {json.dumps(cut(fragment))}, or point at it ("#/$defs/...")',
            )
        return _one(found, uri)

    def _resource(self, uri: str) -> Place:
        if uri not in self._resources and uri in metaschemas():
            self._added(metaschemas()[uri], uri, Dialect(""))
        if uri not in self._resources:
            raise Unresolvable(
                f"nothing is known under {shown(uri)} and nothing is fetched",
                f"copy it to $defs and refer to it there, or hand it over: registry={{{shown(uri)}: ...}}",
            )
        return _one(self._resources[uri], uri)

    def _pointed_at(self, place: Place, pointer: str) -> Place:
        """RFC 6901; what has no meaning as it stands is read as a schema, for it is referred to as one."""
        position: Position = "schema"
        for token in pointer[1:].split("/"):
            key: Any = token.replace("~1", "/").replace("~0", "~")
            inner: Any = None
            if isinstance(place.value, Mapping) and key in place.value:
                inner = place.value[key]
            elif isinstance(place.value, list) and _INDEX.fullmatch(token) and int(token) < len(place.value):
                inner = place.value[int(token)]
            else:
                raise Unresolvable(
                    f"{_told(place.base)} has nothing at {shown(pointer)}: there is no {shown(key)}",
                    _instead(place.value, key),
                )
            position = below(position, key, inner)
            place = Place(inner, place.base, place.dialect)
            if position == "schema":
                place = place.inside(self.dialects)
        return place if position == "schema" else self._entered_at(place)

    def _added(self, document: Any, uri: str, dialect: Dialect) -> Place:
        """Takes in a document that is known under a URI, whatever it calls itself."""
        if isinstance(document, Mapping) and isinstance(document.get("$schema"), str):
            dialect = self.dialects.named(document["$schema"])
        place = self._entered_at(Place(document, uri, dialect), is_document=True)
        for one in dict.fromkeys((uri, place.base)):
            self._noted(self._resources, one, place)
        return place

    def _entered_at(self, place: Place, *, is_document: bool = False) -> Place:
        """Takes in a schema, with all in it that has a name."""
        top = place.inside(self.dialects)
        if (id(place.value), place.base) in self._entered:
            return top
        self._entered.add((id(place.value), place.base))
        if is_document and isinstance(place.value, Mapping):
            self._note_recursive(top)
        waiting: list[tuple[Place, Position]] = [(place, "schema")]
        while waiting:
            at, position = waiting.pop()
            self._parts += 1
            if self._parts > MOST_PARTS:
                raise UnsupportedSchema(
                    f"the schema has more than {MOST_PARTS} parts, each counted as often as it stands somewhere",
                    "",
                    "refer by $ref to what stands in many places",
                )
            if isinstance(at.value, Mapping):
                if position == "schema":
                    at = self._named(at)
                inner = at.members() if position == "schema" else iter(at.value.items())
            else:
                inner = enumerate(at.value) if isinstance(at.value, list) else iter(())
            for key, value in inner:
                if isinstance(value, (Mapping, list)):
                    waiting.append((Place(value, at.base, at.dialect), below(position, key, value)))
        return top

    def _named(self, at: Place) -> Place:
        """The schema by the URI that it gives itself, noted under that and under its anchors."""
        place = at.inside(self.dialects)
        if place.is_resource:
            self._parts += len(place.base) // _LENGTH_OF_A_PART  # relative identifiers make one another longer
            self._noted(self._resources, place.base, place)
            self._note_recursive(place)
        for name, is_dynamic in place.anchors():
            self._noted(self._anchors, (place.base, name), place)
            if is_dynamic:
                self._dynamic.setdefault(place.base, {})[name] = None
        return place

    def _note_recursive(self, resource: Place) -> None:
        if resource.dialect.has_recursive_references and resource.value.get("$recursiveAnchor") is True:
            self._dynamic.setdefault(resource.base, {})[RECURSIVE] = None

    @staticmethod
    def _noted(where: dict[Any, list[Place]], name: Any, place: Place) -> None:
        known = where.setdefault(name, [])
        if all(one.value is not place.value for one in known):
            known.append(place)


def _check_ends(document: Any) -> None:
    """Raises `UnsupportedSchema` for a document that holds itself, as no JSON does."""
    kept: dict[int, Any] = {}  # with the values, so that no other has the identity of one
    around: dict[int, str] = {}
    waiting: list[tuple[Any, Iterator[tuple[Any, Any]]]] = []

    def enter(value: Any, key: str) -> None:
        kept[id(value)] = value
        around[id(value)] = key
        waiting.append((value, iter(value.items() if isinstance(value, Mapping) else enumerate(value))))

    if isinstance(document, (Mapping, list)):
        enter(document, "")
    while waiting:
        value, inside = waiting[-1]
        for key, inner in inside:
            if id(inner) in around:
                pointer = "".join([*around.values(), f"/{step(str(key))}"])
                raise UnsupportedSchema("the schema holds itself", pointer, "let a $ref lead back, or leave it out")
            if isinstance(inner, (Mapping, list)) and id(inner) not in kept:
                enter(inner, f"/{step(str(key))}")
                break
        else:
            waiting.pop()
            del around[id(value)]


def _one(found: list[Place], uri: str) -> Place:
    if any(other.base != found[0].base or repr(other.value) != repr(found[0].value) for other in found[1:]):
        raise Unresolvable(f"{len(found)} schemas have the URI {shown(uri)}", "give each an $id or $anchor of its own")
    return found[0]


def _instead(there: Any, key: str) -> str:
    """What may be meant by a key that is not there."""
    names = [name for name in there if isinstance(name, str)] if isinstance(there, Mapping) else []
    near = get_close_matches(key, names, 1)
    if near:
        return f"{shown(near[0])} was probably meant"
    return "put the schema there, or point at one that is there"


def _told(resource: str) -> str:
    return shown(resource) if resource else "the schema"
