"""Dynamic scopes: by way of which schema resources one came somewhere, as far as dynamic references ask for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field

from constrained_diffusion.errors import UnsupportedSchema

_MOST = 2_000_000


@dataclass(frozen=True, eq=False, slots=True)
class Scope:
    """A dynamic scope (2020-12, 7.1). There is one of each, so they are compared by identity.

    Attributes:
        number: 0 is that in which nothing counts.
        outermost: names of dynamic anchors, each with the outermost resource that has one of that name.
    """

    number: int
    outermost: Mapping[str, str]
    inner: dict[str, Scope] = field(default_factory=dict)
    """What it becomes within a resource, as far as somebody asked."""


class Scopes:
    """All scopes of some documents.

    Args:
        names: the names of the dynamic anchors of a resource.
    """

    def __init__(self, names: Callable[[str], Set[str]]) -> None:
        self._names = names
        self._known: dict[frozenset[tuple[str, str]], Scope] = {}
        self._size = 0
        self.outside = self._one({})

    def within(self, scope: Scope, resource: str) -> Scope:
        """The scope within a resource that one comes to from a scope: what was further out stays before it.

        Raises:
            UnsupportedSchema: there are too many.
        """
        if resource not in scope.inner:
            new = self._names(resource) - scope.outermost.keys()
            scope.inner[resource] = self._one({**scope.outermost, **dict.fromkeys(new, resource)}) if new else scope
        return scope.inner[resource]

    def _one(self, outermost: Mapping[str, str]) -> Scope:
        self._size += 1 + len(outermost)
        if self._size > _MOST:
            raise UnsupportedSchema(
                f"the schema has more than {_MOST} entries in its dynamic scopes",
                "",
                "write $ref in the place of $dynamicRef: it has none",
            )
        return self._known.setdefault(frozenset(outermost.items()), Scope(len(self._known), outermost))
