"""Every keyword as a rule of the tableau: what it comes to where it holds, and where it does not."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from types import NoneType
from typing import Any

from constrained_diffusion.errors import InvalidRegex, UnsupportedSchema
from constrained_diffusion.languages.ir import Node
from constrained_diffusion.languages.json_schema.claims import TYPES, Alternative, Claim, Fact, Group, Order
from constrained_diffusion.languages.json_schema.facts import (
    AmongValues,
    Bound,
    Declares,
    Distinct,
    Divides,
    Has,
    Holds,
    Item,
    Items,
    Member,
    Members,
    Names,
    NamesAre,
    Opens,
    Reads,
    Same,
    Size,
    SomeMember,
    SomeNameIs,
)
from constrained_diffusion.languages.json_schema.formats import FORMATS, format_language
from constrained_diffusion.languages.json_schema.keywords import is_annotation
from constrained_diffusion.languages.json_schema.numbers import exactly
from constrained_diffusion.languages.json_schema.sameness import LAST
from constrained_diffusion.languages.json_schema.shapes import check_shapes
from constrained_diffusion.languages.json_schema.values import Value
from constrained_diffusion.languages.regex import search

_NEVER: Group = []
_ALWAYS = Alternative()


@dataclass
class Rules:
    """The rules of the tableau for one document.

    Attributes:
        looked_up: what an absolute reference leads to; raises `UnsupportedSchema` where it leads nowhere.
    """

    looked_up: Callable[[str, str], Any]
    _claims: dict[tuple[int, bool], Claim] = field(default_factory=dict)
    _kept: list[Any] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    """Keywords that no specification knows, and the pointers of the schemas that have them."""

    def claim(self, schema: Any, pointer: str, holds: bool = True) -> Claim:
        """The one claim about a schema, or that the value is a given one, spelled in any way."""
        key = (id(schema), holds) if isinstance(schema, (Mapping, Value)) else (-1 - int(bool(schema)), holds)
        if not isinstance(schema, (Mapping, bool, Value)):
            raise UnsupportedSchema(f"a schema is an object or a boolean, not {schema!r}", pointer)
        if key not in self._claims:
            if isinstance(schema, Mapping) and (key[0], not holds) not in self._claims:
                check_shapes(schema, pointer)
                for keyword in schema:
                    if keyword in _REFUSED:
                        raise UnsupportedSchema(f"the keyword {keyword!r} is not supported", f"{pointer}/{keyword}")
                    if not is_known(keyword):
                        self.unknown.append((keyword, pointer))
            self._kept.append(schema)  # so that no other schema is taken for it
            self._claims[key] = Claim(schema, pointer, holds)
        return self._claims[key]

    def opposite(self, claim: Claim) -> Claim:
        return self.claim(claim.schema, claim.pointer, not claim.holds)

    def asserted(self, claim: Claim, order: Order) -> list[Group]:
        """Groups, one alternative of each of which holds, exactly if the schema does."""
        if isinstance(claim.schema, bool):
            return [] if claim.schema else [_NEVER]
        if isinstance(claim.schema, Value):
            return [[_only(claim.schema.kind, LAST, Same(claim.schema, True))]]
        groups: list[Group] = []
        for number, keyword in enumerate(claim.schema):
            rule = _RULES.get(keyword)
            if rule is not None:
                groups += rule(self, claim, keyword, (*order, number))[0]
        return groups

    def denied(self, claim: Claim, order: Order) -> Group:
        """Alternatives, one of which holds exactly if the schema does not."""
        if isinstance(claim.schema, bool):
            return [_ALWAYS] if not claim.schema else _NEVER
        if isinstance(claim.schema, Value):
            return [_fact(claim.schema.kind, Same(claim.schema, False), LAST)]
        group: Group = []
        for number, keyword in enumerate(claim.schema):
            rule = _RULES.get(keyword)
            if rule is not None:
                group += rule(self, claim, keyword, (*order, number))[1]
        return group


_Rule = Callable[[Rules, Claim, str, Order], tuple[list[Group], Group]]
"""What a keyword comes to: the groups that hold together if it does, the alternatives of which one holds if not."""


def _all(claims: list[Claim], order: Order) -> Alternative:
    return Alternative(claims=tuple((claim, (*order, number)) for number, claim in enumerate(claims)))


def _fact(kind: str, what: Any, order: Order) -> Alternative:
    return Alternative(facts=(Fact(kind, what, order),))


def _only(kind: str, order: Order, *facts: Any) -> Alternative:
    """The value is of this type, and so are the facts."""
    return Alternative(frozenset({kind}), tuple(Fact(kind, what, order) for what in facts))


def _parts(rules: Rules, claim: Claim, keyword: str, holds: bool = True) -> list[Claim]:
    return [
        rules.claim(part, f"{claim.pointer}/{keyword}/{index}", holds)
        for index, part in enumerate(claim.schema[keyword])
    ]


# --- any value


def _reference(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    target = rules.looked_up(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    return (
        [[_all([rules.claim(target, claim.pointer)], order)]],
        [_all([rules.claim(target, claim.pointer, holds=False)], order)],
    )


def _type(_: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    given = claim.schema[keyword]
    kinds = {given} if isinstance(given, str) else set(given)
    if unknown := kinds - {*TYPES, "integer"}:
        raise UnsupportedSchema(f"the type {min(unknown)!r} is not known", f"{claim.pointer}/{keyword}")
    if claim.schema.get("nullable") is True:  # OpenAPI 3.0
        kinds.add("null")
    plain = frozenset(kinds & set(TYPES))
    if "integer" not in kinds or "number" in kinds:
        return [[Alternative(plain)]], [Alternative(frozenset(TYPES) - plain)]
    whole, broken = (Fact("number", Divides(Decimal(1), holds), order) for holds in (True, False))
    return [[Alternative(plain | {"number"}, (whole,))]], [Alternative(frozenset(TYPES) - plain, (broken,))]


def _all_of(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    parts, refuted = _parts(rules, claim, keyword), _parts(rules, claim, keyword, holds=False)
    return [[_all(parts, order)]], [_all([part], order) for part in refuted]


def _any_of(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    parts, refuted = _parts(rules, claim, keyword), _parts(rules, claim, keyword, holds=False)
    return [[_all([part], order) for part in parts]], [_all(refuted, order)]


def _one_of(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    parts, refuted = _parts(rules, claim, keyword), _parts(rules, claim, keyword, holds=False)
    one = [
        _all([part, *(other for index, other in enumerate(refuted) if index != number)], order)
        for number, part in enumerate(parts)
    ]
    two = [_all([first, second], order) for first, second in combinations(parts, 2)]
    return [one], [_all(refuted, order), *two]


def _not(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    inner = rules.claim(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    return [[_all([rules.opposite(inner)], order)]], [_all([inner], order)]


def _if(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    schema = claim.schema
    condition = rules.claim(schema[keyword], f"{claim.pointer}/if")
    then, otherwise = (rules.claim(schema.get(name, True), f"{claim.pointer}/{name}") for name in ("then", "else"))
    return (
        [[_all([condition, then], order), _all([rules.opposite(condition), otherwise], order)]],
        [
            _all([condition, rules.opposite(then)], order),
            _all([rules.opposite(condition), rules.opposite(otherwise)], order),
        ],
    )


def _values(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    given = claim.schema[keyword]
    values = tuple(given) if keyword == "enum" else (given,)
    by_type: dict[str, list[Any]] = {}
    whole: list[Claim] = []
    for value in values:
        if not isinstance(value, (str, int, float, NoneType, Mapping, list)) or value in (math.inf, -math.inf):
            raise UnsupportedSchema(f"{value!r} is no JSON value", f"{claim.pointer}/{keyword}")
        if isinstance(value, float) and math.isnan(value):
            raise UnsupportedSchema("NaN is no JSON value", f"{claim.pointer}/{keyword}")
        if isinstance(value, (Mapping, list)):
            if _is_deep(value):
                raise UnsupportedSchema(
                    f"values are nested more than {_DEEPEST_VALUE} deep", f"{claim.pointer}/{keyword}"
                )
            whole.append(rules.claim(_exactly(value), claim.pointer))
        else:
            by_type.setdefault(type_of(value), []).append(value)
    among = tuple(Fact(kind, AmongValues(tuple(found), True), order) for kind, found in by_type.items())
    others = tuple(Fact(kind, AmongValues(tuple(found), False), order) for kind, found in by_type.items())
    group = [Alternative(frozenset(by_type), among)] if by_type else []
    refuted = tuple((rules.opposite(one), order) for one in whole)
    return [[*group, *(_all([one], order) for one in whole)]], [Alternative(frozenset(TYPES), others, refuted)]


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


# --- numbers and strings


def _bound(_: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    value = _decimal(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    is_lower, is_exclusive = keyword.lower().endswith("minimum"), keyword.startswith("exclusive")
    return (
        [[_fact("number", Bound(value, is_lower, is_exclusive), order)]],
        [_only("number", order, Bound(value, not is_lower, not is_exclusive))],
    )


def _decimal(value: Any, pointer: str) -> Decimal:
    exact = exactly(value)
    if not exact.is_finite():
        raise UnsupportedSchema(f"{value!r} is not finite", pointer)
    return exact


def _multiple(_: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    divisor = _decimal(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    return [[_fact("number", Divides(divisor, True), order)]], [_only("number", order, Divides(divisor, False))]


def _pattern(_: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    return _reads(pattern_language(claim.schema[keyword], f"{claim.pointer}/{keyword}"), order)


def pattern_language(pattern: str, pointer: str) -> Node:
    """The texts in which a pattern is found.

    Raises:
        UnsupportedSchema: it is malformed or outside the dialect.
    """
    try:
        return search(pattern)
    except InvalidRegex as error:
        raise UnsupportedSchema(str(error), pointer) from None


def _reads(texts: Node, order: Order) -> tuple[list[Group], Group]:
    return [[_fact("string", Reads(texts, True), order)]], [_only("string", order, Reads(texts, False))]


_STANDARD_FORMATS = {
    "idn-email", "idn-hostname", "iri", "iri-reference", "uri-reference", "uri-template", "json-pointer",
    "relative-json-pointer", "regex",
}  # fmt: skip
"""Formats of the specification that are not among the known ones; any other name says nothing."""
_NUMERIC = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1), "float": None, "double": None}


def _format(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    if claim.schema[keyword] in _NUMERIC:
        limits = _NUMERIC[claim.schema[keyword]]
        if limits is None:
            return [], []
        low, high = Bound(Decimal(limits[0]), True, False), Bound(Decimal(limits[1]), False, False)
        facts = (Fact("number", low, order), Fact("number", high, order))
        below, above = Bound(low.value, False, True), Bound(high.value, True, True)
        return [[Alternative(facts=facts)]], [_only("number", order, below), _only("number", order, above)]
    name = claim.schema[keyword]
    if name in _STANDARD_FORMATS:
        raise UnsupportedSchema(
            f"the format {name!r} is not supported ({', '.join(FORMATS)} are)", f"{claim.pointer}/{keyword}"
        )
    if name not in FORMATS:
        rules.unknown.append((f"format {name}", claim.pointer))
        return [], []
    return _reads(format_language(name), order)


_SIZED = {"Length": "string", "Items": "array", "Properties": "object"}


def _size(_: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    count, kind = int(claim.schema[keyword]), _SIZED[keyword[3:]]
    if keyword.startswith("min"):
        fewer = [_only(kind, order, Size(0, count - 1))] if count else []
        return [[_fact(kind, Size(count, None), order)]], fewer
    return [[_fact(kind, Size(0, count), order)]], [_only(kind, order, Size(count + 1, None))]


# --- arrays


def _items(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    given, pointer = claim.schema[keyword], f"{claim.pointer}/{keyword}"
    if isinstance(given, list):
        return _prefix(rules, claim, keyword, order)
    start = len(claim.schema.get("prefixItems", ()))
    return _every_item(rules, rules.claim(given, pointer), start, order)


def _additional_items(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    first = claim.schema.get("items")
    if not isinstance(first, list):
        return [], []  # says nothing without a list beside it
    inner = rules.claim(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    return _every_item(rules, inner, len(first), order)


def _every_item(rules: Rules, inner: Claim, start: int, order: Order) -> tuple[list[Group], Group]:
    return (
        [[_fact("array", Items(start, inner), order)]],
        [_only("array", order, Holds(start, rules.opposite(inner), 1, None))],
    )


def _prefix(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    parts = _parts(rules, claim, keyword)
    facts = tuple(Fact("array", Item(index, part), order) for index, part in enumerate(parts))
    return (
        [[Alternative(facts=facts)]],
        [
            _only("array", order, Item(index, rules.opposite(part)), Size(index + 1, None))
            for index, part in enumerate(parts)
        ],
    )


def _contains(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    inner = rules.claim(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    least, most = int(claim.schema.get("minContains", 1)), claim.schema.get("maxContains")
    most = None if most is None else int(most)
    denied: Group = []
    if least:
        denied.append(_only("array", order, Holds(0, inner, 0, least - 1)))
    if most is not None:
        denied.append(_only("array", order, Holds(0, inner, most + 1, None)))
    if most is not None and most < least:
        return [[Alternative(frozenset(TYPES) - {"array"})]], [_only("array", order)]
    return [[_fact("array", Holds(0, inner, least, most), order)]], denied


def _unique(_: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    if not claim.schema[keyword]:
        return [], []
    return [[_fact("array", Distinct(True), order)]], [_only("array", order, Distinct(False))]


# --- objects


def _step(name: str) -> str:
    """A name as a step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def _properties(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    facts: list[Fact] = [Fact("object", Declares(), order)]
    denied: Group = []
    for number, (name, schema) in enumerate(claim.schema[keyword].items()):
        inner = rules.claim(schema, f"{claim.pointer}/{keyword}/{_step(name)}")
        facts.append(Fact("object", Member(name, inner), (*order, number)))
        denied.append(_only("object", order, Has(name, True), Member(name, rules.opposite(inner))))
    return [[Alternative(facts=tuple(facts))]], denied


def _pattern_properties(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    facts: list[Fact] = [Fact("object", Opens(), order)]
    denied: Group = []
    for pattern, schema in claim.schema[keyword].items():
        pointer = f"{claim.pointer}/{keyword}/{_step(pattern)}"
        names = Names(pattern_language(pattern, pointer))
        inner = rules.claim(schema, pointer)
        facts.append(Fact("object", Members(names, inner), order))
        denied.append(_only("object", order, SomeMember(names, rules.opposite(inner))))
    return [[Alternative(facts=tuple(facts))]], denied


def _additional(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    inner = rules.claim(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    patterns = tuple(
        pattern_language(pattern, f"{claim.pointer}/patternProperties/{_step(pattern)}")
        for pattern in claim.schema.get("patternProperties", {})
    )
    names = Names(None, frozenset(claim.schema.get("properties", ())), patterns)
    facts = [Fact("object", Members(names, inner), order)]
    if inner.schema is not False:
        facts.append(Fact("object", Opens(), order))
    return [[Alternative(facts=tuple(facts))]], [_only("object", order, SomeMember(names, rules.opposite(inner)))]


def _property_names(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    inner = rules.claim(claim.schema[keyword], f"{claim.pointer}/{keyword}")
    return (
        [[_fact("object", NamesAre(inner), order)]],
        [_only("object", order, SomeNameIs(rules.opposite(inner)))],
    )


def _required(_: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    names = list(dict.fromkeys(claim.schema[keyword]))
    facts = tuple(Fact("object", Has(name, True), (*order, number)) for number, name in enumerate(names))
    return [[Alternative(facts=facts)]], [_only("object", order, Has(name, False)) for name in names]


def _dependent(rules: Rules, claim: Claim, keyword: str, order: Order) -> tuple[list[Group], Group]:
    """dependentRequired, dependentSchemas and, in draft 7 and before, dependencies."""
    groups: list[Group] = []
    denied: Group = []
    for name, wanted in claim.schema[keyword].items():
        pointer = f"{claim.pointer}/{keyword}/{_step(name)}"
        absent = _only("object", order, Has(name, False))
        not_object = Alternative(frozenset(TYPES) - {"object"})
        has = Has(name, True)
        if isinstance(wanted, list):
            together = _only("object", order, has, *(Has(other, True) for other in wanted))
            denied += [_only("object", order, has, Has(other, False)) for other in wanted]
        else:
            inner = rules.claim(wanted, pointer)
            together = Alternative(frozenset({"object"}), (Fact("object", has, order),), ((inner, order),))
            refuted = ((rules.opposite(inner), order),)
            denied.append(Alternative(frozenset({"object"}), (Fact("object", has, order),), refuted))
        groups.append([not_object, absent, together])
    return groups, denied


def is_known(keyword: str) -> bool:
    """Whether a keyword says something, alone or beside another, or is known to say nothing."""
    return keyword in _RULES or keyword in _BESIDE or is_annotation(keyword)


_BESIDE = {"then", "else", "minContains", "maxContains", "nullable"}
_REFUSED = {
    "$dynamicRef", "$recursiveRef", "unevaluatedItems", "unevaluatedProperties", "extends", "disallow", "divisibleBy",
}  # fmt: skip
_RULES: Mapping[str, _Rule] = {
    "$ref": _reference,
    "type": _type,
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
    "if": _if,
    "enum": _values,
    "const": _values,
    "minimum": _bound,
    "maximum": _bound,
    "exclusiveMinimum": _bound,
    "exclusiveMaximum": _bound,
    "multipleOf": _multiple,
    "pattern": _pattern,
    "format": _format,
    "minLength": _size,
    "maxLength": _size,
    "minItems": _size,
    "maxItems": _size,
    "minProperties": _size,
    "maxProperties": _size,
    "items": _items,
    "additionalItems": _additional_items,
    "prefixItems": _prefix,
    "contains": _contains,
    "uniqueItems": _unique,
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional,
    "propertyNames": _property_names,
    "required": _required,
    "dependentRequired": _dependent,
    "dependentSchemas": _dependent,
    "dependencies": _dependent,
}
KEYWORDS = tuple(_RULES)
"""The keywords that are read."""
