"""Every keyword of every draft is in the table of docs/json-schema.md, and is read as the table says."""

from __future__ import annotations

import re
import time
import warnings
from pathlib import Path
from typing import Any

import pytest
from jsonschema_specifications import REGISTRY

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.errors import SchemaWarning, UnsatisfiableConstraint, UnsupportedSchema
from constrained_diffusion.languages.json_schema import SchemaOptions, references, schema_language
from constrained_diffusion.languages.json_schema.assertions import KEYWORDS
from constrained_diffusion.languages.json_schema.keywords import ANNOTATIONS

PAGE = Path(__file__).parents[2] / "docs" / "json-schema.md"
ROWS = re.findall(r"^\| ((?:`[$A-Za-z]+`(?:, )?)+) \| [^|]+ \| ([^|]+) \|$", PAGE.read_text("utf-8"), re.M)
TOLD = {name: how for names, how in ROWS for name in re.findall(r"`([^`]+)`", names)}

PLAIN: dict[str, Any] = {
    "$ref": "#/$defs/x", "$dynamicRef": "#x", "$recursiveRef": "#", "additionalProperties": True, "allOf": [True],
    "anyOf": [True], "const": 1, "contains": True, "contentEncoding": "base64", "dependencies": {}, "enum": [1],
    "dependentRequired": {}, "dependentSchemas": {}, "exclusiveMaximum": 1, "exclusiveMinimum": 1, "format": "date",
    "maximum": 1, "minimum": 1, "multipleOf": 2, "oneOf": [True], "pattern": "a", "patternProperties": {},
    "prefixItems": [True], "properties": {}, "required": [], "type": "null", "uniqueItems": True, "items": True,
    "nullable": True, "$recursiveAnchor": True, "id": "urn:x", "$id": "urn:x", "$anchor": "y", "$dynamicAnchor": "z",
    "contentMediaType": "application/json", "contentSchema": {"type": "null"},
    "$defs": {}, "definitions": {}, "$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {},
}  # fmt: skip


def _value(keyword: str) -> Any:
    if keyword in PLAIN:
        return PLAIN[keyword]
    counts = ("Length", "Items", "Properties", "Contains")
    return 1 if keyword[3:] in counts else True


def test_the_table_has_every_keyword() -> None:
    specified = {name for uri in REGISTRY for name in REGISTRY.contents(uri).get("properties", {})}
    assert specified <= set(TOLD)
    assert set(KEYWORDS) | ANNOTATIONS <= set(TOLD)


@pytest.mark.parametrize("keyword", sorted(TOLD))
def test_a_keyword_is_read_as_the_table_says(keyword: str) -> None:
    """What is refused is refused by name; nothing else is, and none is called unknown."""
    schema = {keyword: _value(keyword)}
    if "#x" in schema.values() or keyword in ("$ref", "$dynamicRef"):
        schema["$defs"] = {"x": {"$dynamicAnchor": "x", "type": "null"}}
    with warnings.catch_warnings():
        warnings.simplefilter("error", SchemaWarning)
        if TOLD[keyword].startswith("refused"):
            with pytest.raises(UnsupportedSchema, match=re.escape(keyword)):
                schema_language(schema)
        else:
            assert TOLD[keyword].startswith(("exact", "annotation"))
            schema_language(schema)


@pytest.mark.parametrize("keyword", sorted(name for name, how in TOLD.items() if how == "annotation"))
def test_annotations_restrict_nothing(keyword: str) -> None:
    assert schema_language({keyword: "x", "type": "boolean"}) == schema_language({"type": "boolean"})


BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)


def accepts(text: str, schema: Any, **options: Any) -> bool:
    return compile_constraint(BYTES, schema=schema, **options).accepts(list(text.encode()))


@pytest.mark.parametrize("count", [2**30 + 1, 2**31, 2**63 - 1, 10**30])
def test_sizes_beyond_any_canvas(count: int) -> None:
    """As a limit from above they say nothing, and from below they are refused by name."""
    for keyword, text in (("maxLength", '"a"'), ("maxItems", "[1]"), ("maxProperties", '{"a":1}')):
        assert accepts(text, {keyword: count})
        assert not accepts(text, {"type": "null", keyword: count})
    assert accepts('"a"', {"type": "string", "maxLength": count, "pattern": "^a*$"})
    assert not accepts('"b"', {"type": "string", "maxLength": count, "pattern": "^a*$"})
    for keyword in ("minLength", "minItems", "minProperties"):
        with pytest.raises(UnsupportedSchema, match=f"{keyword} {count} is more than any canvas holds"):
            accepts("1", {keyword: count})


def test_values_that_hold_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "MOST_PARTS", 10_000)
    itself: list[Any] = []
    itself.append([1, itself])
    around: dict[str, Any] = {"type": "object"}
    around["const"] = {"a": [around]}
    wide: list[Any] = []
    for _ in range(30):
        wide = [wide, wide]
    for schema, place in (
        ({"enum": itself}, "/enum/0/1"),
        ({"const": itself}, "/const/0/1"),
        (around, "/const/a/0"),
        ({"properties": {"a/b": around}}, "/properties/a~1b/const/a/0"),
    ):
        with pytest.raises(UnsupportedSchema, match="holds itself") as raised:
            schema_language(schema)
        assert raised.value.pointer == place
    with pytest.raises(UnsupportedSchema, match="more than 10000 parts"):
        schema_language({"const": wide})


def test_a_schema_that_holds_itself_is_told_at_once() -> None:
    itself: dict[str, Any] = {"type": "array"}
    itself["items"] = itself
    began = time.monotonic()
    with pytest.raises(UnsupportedSchema, match=r"the schema holds itself \(at /items/items\); let a \$ref lead back"):
        compile_constraint(BYTES, schema=itself)
    assert time.monotonic() - began < 2
    twice = {"type": "null"}
    assert accepts("[null,null]", {"prefixItems": [twice, twice], "minItems": 2, "maxItems": 2})


_HALF = "\ud800"


@pytest.mark.parametrize(
    ("schema", "place"),
    [
        ({"enum": [_HALF]}, "/enum/0"),
        ({"enum": ["a", {"b": [1, _HALF]}]}, "/enum/1/b/1"),
        ({"const": {_HALF: 1}}, "/const"),
        ({"type": "object", "properties": {"x": {"enum": ["a", "a" + _HALF]}}}, "/properties/x/enum/1"),
        ({"properties": {_HALF: {}}}, "/properties"),
        ({"required": ["a", _HALF]}, "/required/1"),
        ({"dependentRequired": {"a": [_HALF]}}, "/dependentRequired/a/0"),
        ({"pattern": _HALF}, "/pattern"),
        ({"$ref": "#/" + _HALF}, "/$ref"),
        ({"type": _HALF}, "/type"),
        ({"format": _HALF}, "/format"),
        ({"patternProperties": {_HALF: True}}, "/patternProperties"),
    ],
)
def test_half_a_surrogate_pair_is_told_where_it_stands(schema: dict[str, Any], place: str) -> None:
    with pytest.raises(UnsupportedSchema, match=r"lone surrogate, which is no character .*; leave it out") as raised:
        compile_constraint(BYTES, schema=schema)
    assert raised.value.pointer == place
    assert str(raised.value).isascii()


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"dependentSchemas": {"a": [1]}}, "dependentSchemas is an object, a schema for every name"),
        ({"dependencies": {"a": [1]}}, "dependencies is an object, names or a schema for every name"),
        (
            {"type": "OBJECT"},
            r"the type 'OBJECT' is not known \(at /type\); object was probably meant; there are",
        ),
        (
            {"type": "integer", "minimum": 10**5000},
            "minimum is a number that double precision holds, not one of so many",
        ),
    ],
)
def test_what_keywords_do_not_take(schema: dict[str, Any], told: str) -> None:
    with pytest.raises(UnsupportedSchema, match=told):
        schema_language(schema)


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"format": "datetime"}, "'format datetime', date-time was probably meant (at /format)"),
        ({"minLenght": 3}, "'minLenght', minLength was probably meant (at /minLenght)"),
        ({"contentEncoding": "gzip"}, "'contentEncoding gzip' (at /contentEncoding)"),
        ({"items": {"a/b": 1}}, "'a/b' (at /items/a~1b)"),
    ],
)
def test_hints(schema: dict[str, Any], told: str) -> None:
    with pytest.warns(SchemaWarning) as said:
        schema_language(schema)
    assert str(said[0].message).endswith(f": {told}; correct them or leave them out")
    what, place = re.findall(r"('.*?')|(\(at .*\))", told)
    with pytest.raises(UnsupportedSchema) as caught:  # the same place, as it is the same fault
        schema_language(schema, SchemaOptions(strict=True))
    assert str(caught.value).startswith(f"{what[0]} is not known to JSON Schema")
    assert str(caught.value).endswith(f"{place[1]}; correct it or leave it out")
    with pytest.raises(UnsupportedSchema):
        schema_language(schema, SchemaOptions(strict=True))


def test_what_is_misspelt_can_be_refused_alone() -> None:
    refusing = SchemaOptions(strict="misspelt")
    with pytest.warns(SchemaWarning, match="'colour'"):
        schema_language({"colour": "red"}, refusing)
    for schema, told in (
        (
            {"colour": "red", "properties": {"a": {"maxLenght": 3}}},
            "'maxLenght' .* maxLength was probably meant .at /prop",
        ),
        ({"requird": ["a"]}, "'requird' .* required was probably meant"),
        ({"format": "datetime"}, "'format datetime' .* date-time was probably meant"),
    ):
        with pytest.raises(UnsupportedSchema, match=told):
            schema_language(schema, refusing)


def test_white_space_around_the_value() -> None:
    assert accepts(' {"a" : 1}\n', {"properties": {"a": {}}}, whitespace="flexible")
    assert not accepts(' {"a":1}', {"properties": {"a": {}}})


def test_names_that_are_listed_stand_once() -> None:
    schema = {"type": "object", "propertyNames": {"enum": ["red", "blue"]}, "additionalProperties": {"type": "integer"}}
    assert accepts('{"red":1,"blue":2}', schema)
    assert accepts('{"blue":2}', schema)
    assert not accepts('{"red":1,"red":2}', schema)
    assert accepts('{"blue":2,"red":1}', schema, additional_properties="open", property_order="any")
    with pytest.raises(UnsatisfiableConstraint):
        accepts("{}", {**schema, "minProperties": 3})
