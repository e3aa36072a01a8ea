"""References lead where the standard says, in every draft, or are errors that say what is missing."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import referencing
from jsonschema_specifications import REGISTRY as METASCHEMAS
from referencing.jsonschema import DRAFT4, DRAFT7, DRAFT202012

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.errors import InvalidArgument, UnsatisfiableConstraint, UnsupportedSchema
from constrained_diffusion.languages.json_schema import SchemaOptions, read
from constrained_diffusion.languages.json_schema import references as references_module
from constrained_diffusion.languages.json_schema.subschemas import joined

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
D4, D6, D7 = (f"http://json-schema.org/draft-0{number}/schema#" for number in (4, 6, 7))
D2019, D2020 = (f"https://json-schema.org/draft/{year}/schema" for year in ("2019-09", "2020-12"))
INT, STR = {"type": "integer"}, {"type": "string"}


def accepts(schema: Any, **settings: Any) -> Callable[[Any], bool]:
    """Whether the JSON text of a value is in the language of a schema."""
    try:
        constraint = compile_constraint(BYTES, schema=schema, **settings)
    except UnsatisfiableConstraint:
        return lambda value: False
    return lambda value: constraint.accepts(list(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()))


# --- the official suite

SUITE = Path(__file__).parents[3] / "shared" / "data" / "json-schema-test-suite"
HOST = "http://localhost:1234/draft2020-12/"
FILES = ("anchor", "defs", "dynamicRef", "infinite-loop-detection", "ref", "refRemote", "vocabulary")
GROUPS = [
    pytest.param(group, id=f"{name}: {group['description']}")
    for name in FILES
    if (SUITE / f"{name}.json").exists()
    for group in json.loads((SUITE / f"{name}.json").read_text("utf-8"))
]
ELEMENTS = {"type": "array", "items": {"$dynamicRef": "#elements"}}
REMOTES: dict[str, Any] = {
    "integer.json": INT,
    "baseUriChange/folderInteger.json": INT,
    "baseUriChangeFolder/folderInteger.json": INT,
    "baseUriChangeFolderInSubschema/folderInteger.json": INT,
    "nested/string.json": STR,
    "nested/foo-ref-string.json": {"type": "object", "properties": {"foo": {"$ref": "string.json"}}},
    "nested-absolute-ref-to-string.json": {
        "$defs": {"bar": {"$id": f"{HOST}the-nested-id.json", "type": "string"}},
        "$ref": f"{HOST}the-nested-id.json",
    },
    "urn-ref-string.json": {
        "$id": "urn:uuid:feebdaed-ffff-0000-2020-1200deadbeef",
        "$defs": {"bar": STR},
        "$ref": "#/$defs/bar",
    },
    "different-id-ref-string.json": {
        "$id": f"{HOST}real-id-ref-string.json",
        "$defs": {"bar": STR},
        "$ref": "#/$defs/bar",
    },
    "subSchemas.json": {"$defs": {"integer": INT, "refToInteger": {"$ref": "#/$defs/integer"}}},
    "locationIndependentIdentifier.json": {"$defs": {"refToInteger": {"$ref": "#foo"}, "A": {"$anchor": "foo", **INT}}},
    "name-defs.json": {"$defs": {"orNull": {"anyOf": [{"type": "null"}, {"$ref": "#"}]}}, "type": "string"},
    "ref-and-defs.json": {
        "$id": f"{HOST}ref-and-defs.json",
        "$defs": {"inner": {"properties": {"bar": STR}}},
        "$ref": "#/$defs/inner",
    },
    "detached-ref.json": {"$defs": {"foo": {"$ref": "#detached"}, "detached": {"$anchor": "detached", **INT}}},
    "detached-dynamicref.json": {
        "$defs": {"foo": {"$dynamicRef": "#detached"}, "detached": {"$dynamicAnchor": "detached", **INT}}
    },
    "tree.json": {
        "$id": f"{HOST}tree.json",
        "$dynamicAnchor": "node",
        "type": "object",
        "properties": {"data": True, "children": {"type": "array", "items": {"$dynamicRef": "#node"}}},
    },
    "extendible-dynamic-ref.json": {
        "$id": f"{HOST}extendible-dynamic-ref.json",
        "type": "object",
        "properties": {"elements": ELEMENTS},
        "required": ["elements"],
        "additionalProperties": False,
        "$defs": {"elements": {"$dynamicAnchor": "elements"}},
    },
    "metaschema-no-validation.json": {
        "$schema": D2020,
        "$vocabulary": {f"https://json-schema.org/draft/2020-12/vocab/{name}": True for name in ("core", "applicator")},
    },
    "metaschema-optional-vocabulary.json": {
        "$schema": D2020,
        "$vocabulary": {
            **{f"https://json-schema.org/draft/2020-12/vocab/{name}": True for name in ("core", "validation")},
            "http://localhost:1234/draft/2020-12/vocab/custom": False,
        },
    },
}
REGISTRY = {HOST + name: schema for name, schema in REMOTES.items()}
OF_METASCHEMAS = ("validate definition against metaschema", "remote ref, containing refs itself")
"""Groups whose schemas have too many properties for any order."""
REFUSED_FOR_OTHER_REASONS = ("unevaluated", "the format ", "'extends'", "type is the name of a type")


def _refused_for_other_reasons(schema: Any, **settings: Any) -> bool:
    """Whether a keyword or format is what keeps a schema from being read, and no reference."""
    try:
        read(schema, SchemaOptions(**settings))
    except UnsupportedSchema as error:
        if not any(reason in str(error) for reason in REFUSED_FOR_OTHER_REASONS):
            raise
        return True
    return False


@pytest.mark.parametrize("group", GROUPS)
def test_the_official_suite(group: dict[str, Any]) -> None:
    """No reference is refused, and languages hold what is valid and nothing else."""
    if _refused_for_other_reasons(group["schema"], registry=REGISTRY):
        return
    order = "schema" if group["description"] in OF_METASCHEMAS else "any"
    accepted = accepts(group["schema"], registry=REGISTRY, additional_properties="open", property_order=order)
    valid = [accepted(case["data"]) for case in group["tests"] if case["valid"]]
    invalid = [accepted(case["data"]) for case in group["tests"] if not case["valid"]]
    assert not any(invalid)
    assert all(valid)


# --- by draft

STRICT: Any = {
    "$schema": D2019,
    "$id": "http://x/strict",
    "$ref": "tree",
    "required": ["n"],
    "$defs": {
        "tree": {
            "$id": "tree",
            "$recursiveAnchor": True,
            "type": "object",
            "properties": {"n": INT, "c": {"$recursiveRef": "#"}},
        }
    },
}
CASES: list[tuple[Any, list[Any], list[Any]]] = [
    # identifiers: the keyword, anchors within them, and what stands beside $ref (draft 7, 8.2 and 8.3)
    ({"$schema": D4, "$ref": "#n", "definitions": {"a": {"id": "#n", **INT}}}, [1], ["a"]),
    ({"$schema": D7, "$ref": "#n", "definitions": {"a": {"$id": "#n", **INT}}}, [1], ["a"]),
    ({"$schema": D6, "$ref": "http://x/y#n", "definitions": {"a": {"$id": "http://x/y#n", **INT}}}, [1], ["a"]),
    ({"$schema": D4, "id": "http://x/r", "$ref": "s", "definitions": {"a": {"id": "s", **INT}}}, [1], ["a"]),
    (
        {
            "$schema": D7,
            "$id": "http://x/base/",
            "definitions": {"f": {"$id": "http://x/foo.json", **STR}, "g": {"$id": "foo.json", **INT}},
            "allOf": [{"$id": "http://x/", "$ref": "foo.json"}],
        },
        [1],
        ["a"],
    ),
    (
        {
            "$schema": D2019,
            "$id": "http://x/base/",
            "$defs": {"f": {"$id": "http://x/foo.json", **STR}, "g": {"$id": "foo.json", **INT}},
            "allOf": [{"$id": "http://x/", "$ref": "foo.json"}],
        },
        ["a"],
        [1],
    ),
    # under what nobody knows, and in any place at all
    ({"components": {"schemas": {"A": INT}}, "$ref": "#/components/schemas/A"}, [1], ["a"]),
    (
        {
            "components": {"schemas": {"A": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}}},
            "$ref": "#/components/schemas/A",
        },
        [[], [[]]],
        [[1], 1],
    ),
    ({"x-y": [{"z": INT}], "$ref": "#/x-y/0/z"}, [1], ["a"]),
    ({"examples": [STR], "$ref": "#/examples/0"}, ["a"], [1]),
    ({"$defs": {"const": {"const": INT}}, "$ref": "#/$defs/const/const"}, [1], ["a"]),
    ({"x": {"$id": "http://y/z", "$defs": {"a": INT}, "$ref": "#/$defs/a"}, "$ref": "#/x"}, [1], ["a"]),
    # pointers are encoded twice (RFC 6901, 3 and 6)
    ({"$defs": {"a b~c/d%e": INT}, "$ref": "#/$defs/a%20b~0c~1d%25e"}, [1], ["a"]),
    ({"$defs": {"é": INT}, "$ref": "#/$defs/%C3%A9"}, [1], ["a"]),
    ({"$defs": {"": {"": INT}}, "$ref": "#/$defs//"}, [1], ["a"]),
    # bases without a scheme of their own, of unknown schemes, and none
    ({"$id": "a/b.json", "$ref": "c.json", "$defs": {"c": {"$id": "c.json", **INT}}}, [1], ["a"]),
    ({"$ref": "c.json#/$defs/d", "$defs": {"c": {"$id": "c.json", "$defs": {"d": INT}}}}, [1], ["a"]),
    ({"$id": "odd://h/a/b", "$ref": "../c", "$defs": {"c": {"$id": "odd://h/c", **INT}}}, [1], ["a"]),
    (
        {
            "$id": "tag:x",
            "$ref": "#/$defs/a",
            "$defs": {"a": {"$id": "urn:q", "$ref": "#/$defs/b", "$defs": {"b": INT}}},
        },
        [1],
        ["a"],
    ),
    ({"$id": "http://x/y#", "$ref": "#/$defs/a", "$defs": {"a": INT}}, [1], ["a"]),
    ({"properties": {"a": {"$ref": ""}}, "type": "object"}, [{"a": {}}], [{"a": 1}]),
    # booleans, and a root that refers to itself by two names
    ({"$ref": "#/$defs/t", "$defs": {"t": True}}, [1, "a"], []),
    ({"anyOf": [{"$ref": "#/$defs/f"}, INT], "$defs": {"f": False}}, [1], ["a"]),
    # $ref beside $dynamicRef: both hold
    (
        {"$ref": "#/$defs/a", "$dynamicRef": "#b", "$defs": {"a": INT, "b": {"$dynamicAnchor": "b", "minimum": 3}}},
        [3],
        [2, "a"],
    ),
    # $recursiveRef (2019-09, 8.2.4.2)
    (
        {**STRICT, "$recursiveAnchor": True},
        [{"n": 1}, {"n": 1, "c": {"n": 1}}],
        [{}, {"n": 1, "c": {}}],
    ),
    (
        STRICT,
        [{"n": 1}, {"n": 1, "c": {}}],
        [{}],
    ),
]


@pytest.mark.parametrize(("schema", "inside", "outside"), CASES, ids=range(len(CASES)))
def test_by_draft(schema: Any, inside: list[Any], outside: list[Any]) -> None:
    accepted = accepts(schema)
    assert all(map(accepted, inside))
    assert not any(map(accepted, outside))


@pytest.mark.parametrize("kind", ["integer", "string"])
def test_one_generic_schema_in_two_dynamic_scopes(kind: str) -> None:
    """A generic list is one thing in one scope and another in the other, and both may stand in one value."""
    schema = {
        "$id": "http://x/both",
        "type": "object",
        "properties": {"integer": {"$ref": "integers"}, "string": {"$ref": "strings"}, "any": {"$ref": "list"}},
        "$defs": {
            "list": {
                "$id": "list",
                "type": "array",
                "items": {"$dynamicRef": "#item"},
                "$defs": {"item": {"$dynamicAnchor": "item", "type": ["integer", "string"]}},
            },
            "integers": {"$id": "integers", "$ref": "list", "$defs": {"i": {"$dynamicAnchor": "item", **INT}}},
            "strings": {"$id": "strings", "$ref": "list", "$defs": {"i": {"$dynamicAnchor": "item", **STR}}},
        },
    }
    accepted = accepts(schema)
    values = {"integer": [1], "string": ["a"]}
    assert accepted({kind: values[kind]})
    assert not accepted({kind: next(value for name, value in values.items() if name != kind)})
    assert accepted({**values, "any": [1, "a"]})


RESOURCES = ["http://x/a", "http://x/b", "http://x/c"]
NAMES = ["m", "n"]


def dynamic_document(rng: random.Random) -> dict[str, Any]:
    """Resources that refer to one another, plainly and dynamically, with arrays and plain values between.

    No plain reference has the name of a dynamic anchor: jsonschema 4.26 goes by the dynamic scope there too, against
    2020-12, 8.2.3.2, and the official suite ("A $ref to a $dynamicAnchor ... behaves like a normal $ref"). And no
    reference is relative: behind a dynamic one jsonschema takes it to be relative to where that first led.
    """

    def schema(depth: int) -> dict[str, Any]:
        uri = rng.choice(RESOURCES)
        match rng.randint(0, 5 if depth < 2 else 3):
            case 0:
                return {"$ref": rng.choice([uri, f"{uri}#/$defs/{rng.choice(NAMES)}"])}
            case 1:
                return {"$dynamicRef": f"{rng.choice(['http://x/root', uri])}#{rng.choice(NAMES)}"}
            case 2 | 3:
                return {"enum": rng.sample(range(4), rng.randint(1, 2))}
            case 4:
                return {"type": "array", "items": schema(depth + 1), "maxItems": 1}
            case _:
                return {"anyOf": [schema(depth + 1), schema(depth + 1)]}

    def resource(uri: str) -> dict[str, Any]:
        anchors = {
            name: {rng.choice(["$anchor", "$dynamicAnchor", "$dynamicAnchor"]): name, **schema(0)} for name in NAMES
        }
        return {"$id": uri, "anyOf": [schema(0), schema(0)], "$defs": anchors}

    made = resource("http://x/root")
    made["$schema"] = D2020
    made["$defs"] |= {uri[-1]: resource(uri) for uri in RESOURCES}
    return made


@pytest.mark.parametrize("block", range(4))
def test_dynamic_scopes_as_jsonschema_reads_them(block: int) -> None:
    values: list[Any] = [*range(4), [], *([number] for number in range(4)), *([[number]] for number in range(4))]
    compared = 0
    for seed in range(40 * block, 40 * block + 40):
        schema = dynamic_document(random.Random(seed))
        validator = jsonschema.Draft202012Validator(schema)
        try:
            expected = [validator.is_valid(value) for value in values]
        except RecursionError:
            continue  # a schema that leads back to itself: jsonschema does not end
        accepted = accepts(schema)
        assert [accepted(value) for value in values] == expected, seed
        compared += 1
    assert compared > 10


# --- documents that are handed over


def test_registry() -> None:
    address = {"type": "object", "properties": {"city": STR}, "required": ["city"]}
    person = {"type": "object", "properties": {"home": {"$ref": "http://x/address"}}, "required": ["home"]}
    for registry in (
        {"http://x/address": address},
        {"http://x/address#": address},
        {"whatever": {"$id": "http://x/address", **address}},
        {"http://x/bundle": {"$defs": {"a": {"$id": "address", **address}}}},
        referencing.Registry().with_resource("http://x/address", DRAFT202012.create_resource(address)),
        DRAFT202012.create_resource({"$id": "http://x/address", **address}) @ referencing.Registry(),
        referencing.Registry().with_resource("http://x/address", referencing.Resource.opaque(address)),
    ):
        accepted = accepts(person, registry=registry)
        assert accepted({"home": {"city": "a"}})
        assert not accepted({"home": {}})


def test_relative_names_in_a_registry_are_relative_to_the_schema() -> None:
    files = {
        "a.json": {"$ref": "sub/b.json"},
        "sub/b.json": {"$ref": "../c.json#/$defs/d"},
        "c.json": {"$defs": {"d": INT}},
    }
    for schema in ({"$ref": "a.json"}, {"$id": "http://x/root.json", "$ref": "http://x/a.json"}):
        assert accepts(schema, registry=files)(1)
        assert not accepts(schema, registry=files)("a")


def test_each_document_is_read_in_its_own_draft() -> None:
    """By $schema, or as it was handed over, or as the schema itself."""
    document = {"$ref": "#/definitions/a", "minimum": 3, "definitions": {"a": INT}}
    bounds = {"type": "integer", "minimum": 3, "exclusiveMinimum": True}
    asked = {"$schema": D2020, "$ref": "http://x/y"}
    assert not accepts(asked, registry={"http://x/y": document})(1)
    assert accepts(asked, registry={"http://x/y": {"$schema": D7, **document}})(1)
    seven = referencing.Registry().with_resource("http://x/y", DRAFT7.create_resource(document))
    assert accepts(asked, registry=seven)(1)
    assert accepts({"$schema": D7, "$ref": "http://x/y"}, registry={"http://x/y": document})(1)
    four = referencing.Registry().with_resource("http://x/y", DRAFT4.create_resource(bounds))
    assert accepts(asked, registry=four)(4)
    assert not accepts(asked, registry=four)(3)
    with pytest.raises(UnsupportedSchema, match="exclusiveMinimum is a number"):
        accepts(asked, registry={"http://x/y": bounds})


def test_drafts_are_known_by_either_scheme() -> None:
    schema = {
        "$schema": D7.replace("http:", "https:"),
        "$ref": "#/definitions/a",
        "minimum": 3,
        "definitions": {"a": INT},
    }
    assert accepts(schema)(1)


@pytest.mark.parametrize("uri", sorted(METASCHEMAS))
def test_metaschemas_are_there(uri: str) -> None:
    """What keeps one from being compiled is never that it, or one of its vocabularies, is not known."""
    _refused_for_other_reasons({"$ref": uri})


def test_a_metaschema_may_be_handed_over() -> None:
    assert accepts({"$ref": f"{D2020}#/$defs/x"}, registry={D2020: {"$id": D2020, "$defs": {"x": INT}}})(1)


def test_a_vocabulary_that_is_required_and_unknown() -> None:
    meta = {"$schema": D2020, "$vocabulary": {"http://x/vocabulary": True}}
    with pytest.raises(UnsupportedSchema, match="requires the vocabulary 'http://x/vocabulary'"):
        accepts({"$schema": "http://x/meta", **INT}, registry={"http://x/meta": meta})
    with pytest.raises(UnsupportedSchema, match="leads back to itself"):
        accepts({"$schema": "http://x/m", **INT}, registry={"http://x/m": {"$schema": "http://x/m"}})


# --- errors

WRONG: list[tuple[Any, str]] = [
    ({"$ref": "http://x/y#/a"}, r"nothing is known under 'http://x/y' and nothing is fetched .*; .*registry="),
    ({"properties": {"a": {"$ref": "other.json"}}}, r"'other.json' leads nowhere.* \(at /properties/a/\$ref\)"),
    ({"$ref": "#nowhere"}, r"nothing in the schema has the anchor 'nowhere' \(at /\$ref\); give what is meant"),
    ({"$ref": "#/$defs/a/b", "$defs": {"a": {}}}, "has nothing at '/\\$defs/a/b': there is no 'b'"),
    ({"$ref": "#/allOf/-1", "allOf": [INT]}, "there is no '-1'"),
    ({"$ref": "#/allOf/01", "allOf": [INT, STR]}, "there is no '01'"),
    ({"$ref": "#/title/0", "title": "ab"}, "there is no '0'"),
    ({"$ref": "#/title", "title": "ab"}, r"leads to 'ab', which is no schema \(at /\$ref\); let it lead to an object"),
    ({"$ref": "#/allOf", "allOf": [INT]}, "leads to .*, which is no schema"),
    ({"$ref": "#/$defs/cty", "$defs": {"city": INT}}, "there is no 'cty' .*; 'city' was probably meant"),
    ({"$ref": "http://[/a"}, "leads nowhere"),
    ({"$ref": 5}, "\\$ref is a string"),
    ({"$schema": D2020, "$dynamicRef": "#nowhere"}, r"leads nowhere: .* \(at /\$dynamicRef\)"),
    ({"allOf": [INT, {"$dynamicRef": "#x"}]}, r"\(at /allOf/1/\$dynamicRef\)"),
    ({"$ref": "#/$defs/a", "$dynamicRef": "#x", "$defs": {"a": INT}}, r"\(at /\$dynamicRef\)"),
    ({"$ref": "#y", "$dynamicRef": "#/$defs/a", "$defs": {"a": INT}}, r"\(at /\$ref\)"),
    ({"$schema": D7, "$dynamicRef": "#"}, "'\\$dynamicRef' is not supported"),
    ({"$schema": D2019, "$recursiveRef": "#/a"}, "'\\$recursiveRef' is not supported"),
    ({"$defs": {"a": {"$id": "x", **INT}, "b": {"$id": "x", **STR}}, "$ref": "x"}, "2 schemas have the URI 'x'"),
    ({"$defs": {"a": {"$anchor": "x", **INT}, "b": {"$anchor": "x", **STR}}, "$ref": "#x"}, "2 schemas have the URI"),
    ({"$id": 5}, "\\$id is a string"),
]


@pytest.mark.parametrize(("schema", "message"), WRONG, ids=range(len(WRONG)))
def test_references_that_lead_nowhere(schema: Any, message: str) -> None:
    with pytest.raises(UnsupportedSchema, match=message):
        accepts(schema)


def test_what_nobody_refers_to_may_be_broken() -> None:
    odd = {"$defs": {"a": {"$ref": "http://nowhere/"}, "b": {"$id": "x"}, "c": {"$id": "x", **INT}, "d": {"allOf": 5}}}
    assert accepts({**odd, "$ref": "#/$defs/c"})(1)
    assert accepts({"$ref": "http://x/e", **odd}, registry={"http://x/e": INT, "http://x/f": {"properties": 5}})(1)


REGISTRIES: list[tuple[Any, str]] = [
    ([INT], "registry is a dict of schemas by URI, or a referencing.Registry"),
    ("http://x", "registry is a dict of schemas by URI"),
    ({5: INT}, "registry has schemas by URI, and 5 is none: give a string"),
    ({"": INT}, "registry has schemas by URI, and '' is none"),
    ({"http://x/y#/a": INT}, "'http://x/y#/a' is the URI of a part"),
    ({"http://x": "{}"}, "a schema is an object or a boolean, 'http://x' is '{}'"),
    ({"http://x": None}, "a schema is an object or a boolean, 'http://x' is None"),
]


@pytest.mark.parametrize(("registry", "message"), REGISTRIES, ids=range(len(REGISTRIES)))
def test_registries(registry: Any, message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        SchemaOptions(registry=registry)


def test_nothing_is_retrieved() -> None:
    def retrieve(uri: str) -> Any:
        raise AssertionError(uri)

    with pytest.raises(UnsupportedSchema, match="nothing is fetched"):
        accepts({"$ref": "http://x/y"}, registry=referencing.Registry(retrieve=retrieve))


# --- size


def test_documents_without_an_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references_module, "MOST_PARTS", 10_000)
    itself: dict[str, Any] = {"type": "object"}
    itself["properties"] = {"a": itself}
    wide: Any = {}
    for _ in range(30):
        wide = {"allOf": [wide, wide]}
    for schema, told in ((itself, r"holds itself \(at /properties/a"), (wide, "more than 10000 parts, each counted")):
        with pytest.raises(UnsupportedSchema, match=told):
            accepts(schema)
        with pytest.raises(UnsupportedSchema, match=told):
            accepts(True, registry={"http://x": schema})


def test_many_dynamic_scopes_are_refused_in_time() -> None:
    """Every path through n resources is a scope of its own."""
    n = 40
    resources = {
        f"r{number}": {
            "$id": f"http://x/{number}",
            "anyOf": [{"$ref": f"http://x/{after}"} for after in range(number + 1, min(number + 3, n))] or [INT],
            "$defs": {"a": {"$dynamicAnchor": f"a{number}", **INT}},
            "items": {"$dynamicRef": f"#a{number}"},
        }
        for number in range(n)
    }
    began = time.perf_counter()
    with pytest.raises(UnsupportedSchema):
        accepts({"$ref": "http://x/0", "$defs": resources})
    assert time.perf_counter() - began < 60


@pytest.mark.parametrize(
    ("base", "reference", "target"),
    [
        ("http://a/b/c/d;p?q", "../g", "http://a/b/g"),  # RFC 3986, 5.4.1
        ("http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y"),
        ("http://a/b/c/d;p?q", "//g", "http://g"),
        ("http://a/b/c/d;p?q", "g:h", "g:h"),
        ("http://a/b", "", "http://a/b"),
        ("urn:a:b", "#c", "urn:a:b#c"),
        ("urn:a:b?+c=d", "#/e", "urn:a:b?+c=d#/e"),
        ("odd://h/a/b", "c", "odd://h/a/c"),
        ("odd://h/a/b", "/c", "odd://h/c"),
        ("odd://h/a/b", "http://x/y", "http://x/y"),
        ("", "a", "a"),
        ("a/b", "../c", "c"),
        ("http://x/", "http://[", "http://["),
    ],
)
def test_uris_are_joined(base: str, reference: str, target: str) -> None:
    assert joined(base, reference) == target
