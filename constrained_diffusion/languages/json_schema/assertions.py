"""Every keyword as a rule of the tableau: what it comes to where it holds, and where it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.json_schema.claims import Alternative, Claim, Group, Order
from constrained_diffusion.languages.json_schema.facts import Same
from constrained_diffusion.languages.json_schema.keywords import is_annotation
from constrained_diffusion.languages.json_schema.meaning import Meanings
from constrained_diffusion.languages.json_schema.rules import any_value, arrays, objects, plain_values
from constrained_diffusion.languages.json_schema.rules.rule import Rule, fact, only
from constrained_diffusion.languages.json_schema.sameness import LAST
from constrained_diffusion.languages.json_schema.shapes import check_shapes
from constrained_diffusion.languages.json_schema.unevaluated import Evaluated
from constrained_diffusion.languages.json_schema.values import Value
from constrained_diffusion.shown import shown

_NEVER: Group = []
_ALWAYS = Alternative()


@dataclass
class Rules:
    """The rules of the tableau for one document.

    Attributes:
        looked_up: what an absolute reference leads to; raises `UnsupportedSchema` where it leads nowhere.
        contains_counts: whether items that ``contains`` matches are evaluated, as from 2020-12 on.
        integers_have_fractions: whether 1.0 is an integer, as from draft 6 on.
    """

    looked_up: Callable[[str, str], Any]
    contains_counts: bool = True
    integers_have_fractions: bool = True
    _claims: dict[tuple[int | Value, bool], Claim] = field(default_factory=dict)
    _seen: dict[int, Any] = field(default_factory=dict)
    _meanings: Meanings = field(default_factory=Meanings)
    unknown: dict[tuple[str, str], None] = field(default_factory=dict)
    """Keywords that no specification knows, and the pointers of the schemas that have them."""

    @property
    def evaluated(self) -> Evaluated:
        """What the keywords beside ``unevaluated...`` have looked at."""
        return Evaluated(self.claim, self.opposite, self.looked_up, self.contains_counts)

    def claim(self, schema: Any, pointer: str, holds: bool = True) -> Claim:
        """The one claim about a schema, and about all that are the same; or that a value is a certain one."""
        if isinstance(schema, Value):
            return self._claims.setdefault((schema, holds), Claim(schema, pointer, holds))
        if not isinstance(schema, (Mapping, bool)):
            raise UnsupportedSchema(f"a schema is an object or a boolean, not {shown(schema)}", pointer, "give one")
        if id(schema) not in self._seen:
            self._seen[id(schema)] = schema
            if isinstance(schema, Mapping):
                self._look_at(schema, pointer)
        return self._claims.setdefault((self._meanings(schema), holds), Claim(schema, pointer, holds))

    def _look_at(self, schema: Mapping[Any, Any], pointer: str) -> None:
        check_shapes(schema, pointer)
        for keyword in schema:
            if keyword in _REFUSED:
                raise UnsupportedSchema(
                    f"the keyword {shown(keyword)} is not supported",
                    f"{pointer}/{keyword}",
                    _INSTEAD.get(keyword, "leave it out, and check what it asks of the answer"),
                )
            if not is_known(keyword):
                self.note_unknown(keyword, pointer)

    def note_unknown(self, what: str, pointer: str) -> None:
        """Notes something that says nothing because no specification knows it."""
        self.unknown.setdefault((what, pointer))

    def opposite(self, claim: Claim) -> Claim:
        """That the same schema does not hold (or does)."""
        return self.claim(claim.schema, claim.pointer, not claim.holds)

    def asserted(self, claim: Claim, order: Order) -> list[Group]:
        """Groups, one alternative of each of which holds, exactly if the schema does."""
        if isinstance(claim.schema, bool):
            return [] if claim.schema else [_NEVER]
        if isinstance(claim.schema, Value):
            return [[only(claim.schema.kind, LAST, Same(claim.schema, True))]]
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
            return [fact(claim.schema.kind, Same(claim.schema, False), LAST)]
        group: Group = []
        for number, keyword in enumerate(claim.schema):
            rule = _RULES.get(keyword)
            if rule is not None:
                group += rule(self, claim, keyword, (*order, number))[1]
        return group


def is_known(keyword: str) -> bool:
    """Whether a keyword says something, alone or beside another, or is known to say nothing."""
    return keyword in _RULES or keyword in _BESIDE or is_annotation(keyword)


_BESIDE = {"contentSchema", "then", "else", "minContains", "maxContains", "nullable"}
_REFUSED = {
    "$dynamicRef", "$recursiveRef", "extends", "disallow", "divisibleBy",
}  # fmt: skip
_INSTEAD = {"extends": "write allOf", "disallow": "write not", "divisibleBy": "write multipleOf"}
_RULES: Mapping[str, Rule] = {
    "$ref": any_value.reference,
    "type": any_value.type_is,
    "allOf": any_value.all_of,
    "anyOf": any_value.any_of,
    "oneOf": any_value.one_of,
    "not": any_value.not_,
    "if": any_value.if_then_else,
    "enum": any_value.among,
    "const": any_value.among,
    "minimum": plain_values.bound,
    "maximum": plain_values.bound,
    "exclusiveMinimum": plain_values.bound,
    "exclusiveMaximum": plain_values.bound,
    "multipleOf": plain_values.multiple_of,
    "pattern": plain_values.pattern,
    "format": plain_values.format_is,
    "contentEncoding": plain_values.content_encoding,
    "contentMediaType": plain_values.content_media_type,
    "minLength": plain_values.size,
    "maxLength": plain_values.size,
    "minItems": plain_values.size,
    "maxItems": plain_values.size,
    "minProperties": plain_values.size,
    "maxProperties": plain_values.size,
    "items": arrays.items,
    "additionalItems": arrays.additional_items,
    "prefixItems": arrays.prefix_items,
    "contains": arrays.contains,
    "uniqueItems": arrays.unique_items,
    "unevaluatedItems": arrays.unevaluated_items,
    "properties": objects.properties,
    "patternProperties": objects.pattern_properties,
    "additionalProperties": objects.additional_properties,
    "propertyNames": objects.property_names,
    "unevaluatedProperties": objects.unevaluated_properties,
    "required": objects.required,
    "dependentRequired": objects.dependent,
    "dependentSchemas": objects.dependent,
    "dependencies": objects.dependent,
}
KEYWORDS = tuple(_RULES)
"""The keywords that are read."""
