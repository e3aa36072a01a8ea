"""Keywords about values of any type."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from itertools import combinations
from types import NoneType
from typing import Any

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.json_schema.claims import TYPES, Alternative, Claim, Fact, Order
from constrained_diffusion.languages.json_schema.facts import AmongValues, Divides
from constrained_diffusion.languages.json_schema.rules.rule import Document, Outcome, parts_of, together
from constrained_diffusion.shown import shown


def reference(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    target = rules.looked_up(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    return (
        [[together([rules.claim(target, claim.pointer)], order)]],
        [together([rules.claim(target, claim.pointer, holds=False)], order)],
    )


def _meant(kind: object) -> str:
    """What types there are, that which is spelt alike first."""
    near = get_close_matches(str(kind).lower(), [*TYPES, "integer"], 1)
    said = {"dict": "object", "map": "object", "list": "array", "tuple": "array", "str": "string", "text": "string",
            "int": "integer", "float": "number", "bool": "boolean", "none": "null"}.get(str(kind).lower())  # fmt: skip
    meant = said or (near[0] if near else None)
    there = ", ".join(sorted([*TYPES, "integer"]))
    return f"{meant} was probably meant; there are {there}" if meant else f"there are {there}"


def type_is(_: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    given = claim.schema[keyword]
    kinds = {given} if isinstance(given, str) else set(given)
    if unknown := kinds - {*TYPES, "integer"}:
        raise UnsupportedSchema(
            f"the type {shown(min(unknown))} is not known",
            f"{claim.pointer}/{keyword}",
            _meant(min(unknown)),
        )
    if claim.schema.get("nullable") is True:  # OpenAPI 3.0
        kinds.add("null")
    plain = frozenset(kinds & set(TYPES))
    if "integer" not in kinds or "number" in kinds:
        return [[Alternative(plain)]], [Alternative(frozenset(TYPES) - plain)]
    whole, broken = (Fact("number", Divides(Decimal(1), holds), order) for holds in (True, False))
    return [[Alternative(plain | {"number"}, (whole,))]], [Alternative(frozenset(TYPES) - plain, (broken,))]


def all_of(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    parts, refuted = parts_of(rules, claim, keyword), parts_of(rules, claim, keyword, holds=False)
    return [[together(parts, order)]], [together([part], order) for part in refuted]


def any_of(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    parts, refuted = parts_of(rules, claim, keyword), parts_of(rules, claim, keyword, holds=False)
    return [[together([part], order) for part in parts]], [together(refuted, order)]


def one_of(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    parts, refuted = parts_of(rules, claim, keyword), parts_of(rules, claim, keyword, holds=False)
    one = [
        together([part, *(other for index, other in enumerate(refuted) if index != number)], order)
        for number, part in enumerate(parts)
    ]
    two = [together([first, second], order) for first, second in combinations(parts, 2)]
    return [one], [together(refuted, order), *two]


def not_(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    inner = rules.claim(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    return [[together([rules.opposite(inner)], order)]], [together([inner], order)]


def if_then_else(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    schema = claim.schema
    if "then" not in schema and "else" not in schema:
        return [], []
    condition = rules.claim(schema[keyword], f"{claim.pointer}/if")
    then, otherwise = (rules.claim(schema.get(name, True), f"{claim.pointer}/{name}") for name in ("then", "else"))
    return (
        [[together([condition, then], order), together([rules.opposite(condition), otherwise], order)]],
        [
            together([condition, rules.opposite(then)], order),
            together([rules.opposite(condition), rules.opposite(otherwise)], order),
        ],
    )


def among(rules: Document, claim: Claim, keyword: str, order: Order) -> Outcome:
    given = claim.schema[keyword]
    values = tuple(given) if keyword == "enum" else (given,)
    by_type: dict[str, list[Any]] = {}
    whole: list[Claim] = []
    for value in values:
        if not isinstance(value, (str, int, float, NoneType, Mapping, list)) or value in (math.inf, -math.inf):
            raise UnsupportedSchema(
                f"{shown(value)} is no JSON value", f"{claim.pointer}/{keyword}", "give what json.loads gives"
            )
        if isinstance(value, float) and math.isnan(value):
            raise UnsupportedSchema("NaN is no JSON value", f"{claim.pointer}/{keyword}", "leave it out")
        if isinstance(value, (Mapping, list)):
            if _is_deep(value):
                raise UnsupportedSchema(
                    f"values are nested more than {_DEEPEST_VALUE} deep", f"{claim.pointer}/{keyword}", "nest them less"
                )
            whole.append(rules.claim(_exactly(value), claim.pointer))
        else:
            by_type.setdefault(type_of(value), []).append(value)
    among = tuple(Fact(kind, AmongValues(tuple(found), True), order) for kind, found in by_type.items())
    others = tuple(Fact(kind, AmongValues(tuple(found), False), order) for kind, found in by_type.items())
    group = [Alternative(frozenset(by_type), among)] if by_type else []
    refuted = tuple((rules.opposite(one), order) for one in whole)
    return [[*group, *(together([one], order) for one in whole)]], [Alternative(frozenset(TYPES), others, refuted)]


_DEEPEST_VALUE = 500


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEPEST_VALUE):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, Mapping) else one)
            if isinstance(inner, (Mapping, list))
        ]
        if not level:
            return False
    return True


def _exactly(value: Any) -> dict[str, Any]:
    """The schema of one array or object."""
    if isinstance(value, Mapping):
        return {
            "type": "object",
            "properties": {name: {"const": inner} for name, inner in value.items()},
            "required": list(value),
            "additionalProperties": False,
        }
    return {"type": "array", "prefixItems": [{"const": inner} for inner in value], "items": False,
            "minItems": len(value)}  # fmt: skip


def type_of(value: Any) -> str:
    """The type of a JSON value."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "string"
    return "null" if value is None else "array" if isinstance(value, (list, tuple)) else "object"
