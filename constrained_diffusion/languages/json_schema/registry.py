"""Schemas that are handed over beside one, for its references to lead to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from referencing import Registry, Resource

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.shown import shown

Documents: TypeAlias = "Mapping[str, Mapping[str, Any] | bool] | Registry[Any]"
"""Schemas by their URI. Of a `referencing.Registry` what it holds: nothing is retrieved."""


def documents_of(registry: Documents) -> dict[str, tuple[Any, str | None]]:
    """The schemas by URI, each with the name of the draft that it is handed over under, None where there is none.

    Raises:
        InvalidArgument: it is no mapping, a key is no URI of a document, or a value is no schema.
    """
    if not isinstance(registry, Mapping):
        raise InvalidArgument(f"registry is a dict of schemas by URI, or a referencing.Registry, not {shown(registry)}")
    found: dict[str, tuple[Any, str | None]] = {}
    for uri in registry:
        if not isinstance(uri, str) or not uri.rstrip("#"):
            raise InvalidArgument(f"registry has schemas by URI, and {shown(uri)} is none: give a string")
        if uri.partition("#")[2]:
            raise InvalidArgument(
                f"registry has whole documents, {shown(uri)} is the URI of a part of one: leave out what follows #"
            )
        given: Any = registry[uri]
        draft = None
        if isinstance(given, Resource):
            name = given._specification.name
            given, draft = given.contents, None if name == "opaque" else name
        if not isinstance(given, (Mapping, bool)):
            raise InvalidArgument(f"registry: a schema is an object or a boolean, {shown(uri)} is {shown(given)}")
        found[uri] = (given, draft)
    return found
