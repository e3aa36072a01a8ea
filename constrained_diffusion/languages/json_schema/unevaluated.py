"""What the keywords beside ``unevaluatedProperties`` and ``unevaluatedItems`` have looked at (2020-12, 11.2 and 11.3).

Which members count as evaluated hangs on which of the schemas applied in place hold: the options of an ``anyOf``, the
condition of an ``if``. So there are cases, of which exactly one is that of a given value that satisfies the schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.json_schema.claims import Claim
from constrained_diffusion.languages.json_schema.keywords import step

_MOST_CASES = 256
_DEEPEST = 50


@dataclass(frozen=True)
class Case:
    """What has been looked at where some claims hold.

    Attributes:
        claims: which single out the case.
        names, patterns: of members; patterns with the pointers at which they stand.
        start: the items before this index.
        matching: the items that satisfy one of these claims.
        all_members, all_items: all have been looked at.
    """

    claims: tuple[Claim, ...] = ()
    names: frozenset[str] = frozenset()
    patterns: tuple[tuple[str, str], ...] = ()
    start: int = 0
    matching: tuple[Claim, ...] = ()
    all_members: bool = False
    all_items: bool = False

    def and_(self, other: Case) -> Case:
        """What both have looked at."""
        return Case(
            (*self.claims, *other.claims),
            self.names | other.names,
            tuple(dict.fromkeys((*self.patterns, *other.patterns))),
            max(self.start, other.start),
            tuple(dict.fromkeys((*self.matching, *other.matching))),
            self.all_members or other.all_members,
            self.all_items or other.all_items,
        )


@dataclass
class Evaluated:
    """Finds the cases of a schema.

    Attributes:
        claim: the claim about a schema at a pointer.
        opposite: the claim that it does not hold.
        looked_up: what a reference leads to.
        contains_counts: whether items that ``contains`` matches are evaluated: from 2020-12 on.
    """

    claim: Callable[[Any, str], Claim]
    opposite: Callable[[Claim], Claim]
    looked_up: Callable[[str, str], Any]
    contains_counts: bool

    def cases(self, schema: Mapping[str, Any], pointer: str, but: str) -> list[Case]:
        """The cases of a schema without its keyword `but`.

        Raises:
            UnsupportedSchema: there are too many.
        """
        found = self._cases({name: value for name, value in schema.items() if name != but}, pointer, ())
        if len({replace(case, claims=()) for case in found}) == 1:
            return [replace(found[0], claims=())]  # the same has been looked at in every case
        # where claims are the same, so is what has been looked at
        return list({frozenset(case.claims): case for case in found}.values())

    def _cases(self, schema: Any, pointer: str, path: tuple[int, ...]) -> list[Case]:
        if not isinstance(schema, Mapping) or id(schema) in path:
            return [Case()]
        if len(path) > _DEEPEST:
            raise UnsupportedSchema(
                "schemas beside an unevaluated... keyword refer to one another too deep",
                pointer,
                "name the members in one place",
            )
        path = (*path, id(schema))
        cases = [self._own(schema, pointer)]
        for group in self._applied(schema, pointer, path):
            if len(cases) * len(group) > _MOST_CASES:
                raise UnsupportedSchema(
                    f"what is left unevaluated comes to more than {_MOST_CASES} cases",
                    pointer,
                    "name the members in one place",
                )
            cases = [one.and_(other) for one in cases for other in group]
        return cases

    def _own(self, schema: Mapping[str, Any], pointer: str) -> Case:
        items = schema.get("items", schema.get("prefixItems"))
        prefix = schema.get("prefixItems", items if isinstance(items, list) else ())
        matching: tuple[Claim, ...] = ()
        if "contains" in schema and self.contains_counts:
            matching = (self.claim(schema["contains"], f"{pointer}/contains"),)
        is_whole = isinstance(schema.get("items"), (Mapping, bool))
        return Case(
            names=frozenset(schema.get("properties", ())),
            patterns=tuple(
                (pattern, f"{pointer}/patternProperties/{step(pattern)}")
                for pattern in schema.get("patternProperties", {})
            ),
            start=len(prefix),
            matching=matching,
            all_members="additionalProperties" in schema or "unevaluatedProperties" in schema,
            all_items=is_whole
            or (isinstance(schema.get("items"), list) and "additionalItems" in schema)
            or "unevaluatedItems" in schema,
        )

    def _applied(self, schema: Mapping[str, Any], pointer: str, path: tuple[int, ...]) -> Iterator[list[Case]]:
        """The cases of every keyword that applies schemas in place."""
        if "$ref" in schema:
            yield self._cases(self.looked_up(schema["$ref"], f"{pointer}/$ref"), pointer, path)
        for index, part in enumerate(schema.get("allOf", ())):
            yield self._cases(part, f"{pointer}/allOf/{index}", path)
        for index, part in enumerate(schema.get("anyOf", ())):
            holding, failing = self._either(part, f"{pointer}/anyOf/{index}", path)
            yield [*holding, failing]
        parts = [
            self._either(part, f"{pointer}/oneOf/{index}", path) for index, part in enumerate(schema.get("oneOf", ()))
        ]
        if parts:
            yield [
                replace(case, claims=(*case.claims, *(other[1].claims[0] for j, other in enumerate(parts) if j != i)))
                for i, (holding, _) in enumerate(parts)
                for case in holding
            ]
        if "if" in schema:
            holding, failing = self._either(schema["if"], f"{pointer}/if", path)
            then = self._cases(schema.get("then", True), f"{pointer}/then", path)
            otherwise = self._cases(schema.get("else", True), f"{pointer}/else", path)
            yield [*(a.and_(b) for a in holding for b in then), *(failing.and_(b) for b in otherwise)]
        for keyword in ("dependentSchemas", "dependencies"):
            for name, part in schema.get(keyword, {}).items():
                if isinstance(part, Mapping):
                    here = f"{pointer}/{keyword}/{step(name)}"
                    has = self.claim({"type": "object", "required": [name]}, here)
                    holding = [replace(case, claims=(has, *case.claims)) for case in self._cases(part, here, path)]
                    yield [*holding, Case((self.opposite(has),))]

    def _either(self, part: Any, pointer: str, path: tuple[int, ...]) -> tuple[list[Case], Case]:
        """The cases in which a schema holds, and that in which it does not."""
        claim = self.claim(part, pointer)
        holding = [replace(case, claims=(claim, *case.claims)) for case in self._cases(part, pointer, path)]
        return holding, Case((self.opposite(claim),))
