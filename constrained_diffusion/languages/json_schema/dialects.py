"""How a schema is read, by what ``$schema`` names: a draft, or a metaschema that a user hands over (2020-12, 8.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from referencing import Specification
from referencing.jsonschema import DRAFT202012, UnknownDialect, specification_with

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.json_schema.keywords import is_annotation
from constrained_diffusion.shown import shown

_EARLY = ("draft-03", "draft-04")
_OLD = (*_EARLY, "draft-06", "draft-07")
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Dialect:
    """A draft, less the vocabularies that a metaschema leaves out.

    Attributes:
        draft: as `referencing` calls it, "draft2020-12"; empty where a schema names none: then 2020-12 is meant, and
            what other drafts have beside it is read too.
        silent: keywords that say nothing, for their vocabularies are left out.
    """

    draft: str
    silent: frozenset[str] = frozenset()

    @property
    def identifier(self) -> str:
        """The keyword that names a schema."""
        return "id" if self.draft in _EARLY else "$id"

    @property
    def refs_stand_alone(self) -> bool:
        """Whether what stands beside $ref says nothing (draft 7, 8.3)."""
        return self.draft in _OLD

    @property
    def has_boolean_bounds(self) -> bool:
        """Whether exclusive bounds may be booleans: in draft 4, and without a name, for OpenAPI 3.0 has them too."""
        return self.draft in ("", *_EARLY)

    @property
    def integers_have_fractions(self) -> bool:
        """Whether 1.0 is an integer (draft 6, 6.25); in draft 4 a fraction or exponent makes a number none (3.5)."""
        return self.draft not in _EARLY

    @property
    def foreign(self) -> frozenset[str]:
        """Keywords that another draft, or OpenAPI, knows and this one does not, so that they say nothing."""
        return _foreign(self.draft) if self.draft else frozenset()

    @property
    def contains_counts(self) -> bool:
        """Whether unevaluatedItems passes over the items that contains takes (2020-12, 11.2, but not 2019-09)."""
        return self.draft in ("", DRAFT202012.name)

    @property
    def anchors_are_identifiers(self) -> bool:
        """Whether ``"$id": "#name"`` is an anchor (draft 7, 8.2.3)."""
        return self.draft in ("", *_OLD)

    @property
    def has_anchors(self) -> bool:
        return self.draft not in _OLD

    @property
    def has_dynamic_references(self) -> bool:
        return self.draft in ("", DRAFT202012.name)

    @property
    def has_recursive_references(self) -> bool:
        return self.draft in ("", "draft2019-09")


class Dialects:
    """What the names under ``$schema`` stand for.

    Args:
        handed_over: the schema that a user handed over under a URI, None where there is none.
    """

    def __init__(self, handed_over: Callable[[str], Any]) -> None:
        self._handed_over = handed_over
        self._known: dict[str, Dialect] = {}

    def named(self, uri: str) -> Dialect:
        """The dialect of a URI; one that nobody knows is taken for 2020-12, as where ``$schema`` is left out.

        Raises:
            UnsupportedSchema: its metaschema requires a vocabulary that is not known (2020-12, 8.1.2).
        """
        if uri not in self._known:
            self._known[uri] = self._named(uri)
        return self._known[uri]

    def _named(self, uri: str) -> Dialect:
        vocabularies: Mapping[str, Any] | None = None
        at = uri
        for _ in range(_LONGEST_CHAIN):
            known = _specification(at)
            metaschema = None if known is not None else self._handed_over(at.rstrip("#"))
            if not isinstance(metaschema, Mapping):
                draft = DRAFT202012.name if known is None else known.name
                return Dialect(draft, frozenset() if vocabularies is None else _silent(uri, draft, vocabularies))
            if vocabularies is None and isinstance(metaschema.get("$vocabulary"), Mapping):
                vocabularies = metaschema["$vocabulary"]
            at = metaschema["$schema"] if isinstance(metaschema.get("$schema"), str) else ""
        raise UnsupportedSchema(
            f"the metaschema {shown(uri)} leads back to itself by $schema", "/$schema", "name a draft"
        )


def _specification(uri: str) -> Specification[Any] | None:
    """That of a draft, however its URI begins: many write https where the draft has http."""
    for known in (uri, f"http:{uri.removeprefix('https:')}", f"https:{uri.removeprefix('http:')}"):
        with suppress(UnknownDialect):
            return specification_with(known)
    return None


def _silent(uri: str, draft: str, vocabularies: Mapping[str, Any]) -> frozenset[str]:
    """The keywords of the standard's vocabularies that are not among these."""
    known = _vocabularies(draft)
    if unknown := sorted(name for name, required in vocabularies.items() if required is True and name not in known):
        raise UnsupportedSchema(
            f"the metaschema {shown(uri)} requires the vocabulary {shown(unknown[0])}, which is not known",
            "/$schema",
            "leave it out of $vocabulary, or let it be false there",
        )
    spoken = frozenset[str]().union(*(known[name] for name in vocabularies if name in known))
    core = frozenset[str]().union(*(keywords for name, keywords in known.items() if name.endswith("/core")))
    return frozenset[str]().union(*known.values()) - spoken - core


@cache
def _vocabularies(draft: str) -> Mapping[str, frozenset[str]]:
    """The keywords of every vocabulary of a draft, by its URI; from the metaschemas of the vocabularies."""
    year = draft.removeprefix("draft")
    return {
        uri.replace("/meta/", "/vocab/"): frozenset(schema.get("properties", ()))
        for uri, schema in metaschemas().items()
        if f"/{year}/meta/" in uri
    }


_KEPT = frozenset({"additionalItems", "dependencies"})
"""Read in every draft: one says nothing without the other keywords of its draft, the other is kept for old schemas."""


@cache
def _foreign(draft: str) -> frozenset[str]:
    named = [(_specification(uri), schema) for uri, schema in metaschemas().items()]
    known = {
        one.name: frozenset(schema.get("properties", ())).union(*_vocabularies(one.name).values())
        for one, schema in named
        if one is not None
    }
    everywhere = frozenset({"nullable"}).union(*known.values())
    asserting = {keyword for keyword in everywhere if not keyword.startswith("$") and not is_annotation(keyword)}
    return frozenset(asserting - known[draft] - _KEPT)


@cache
def metaschemas() -> Mapping[str, Any]:
    """The metaschemas of all drafts and of their vocabularies, by URI."""
    from jsonschema_specifications import REGISTRY

    return {uri: REGISTRY.contents(uri) for uri in REGISTRY}
