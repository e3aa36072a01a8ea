"""JSON Schema against `jsonschema` (and Python's own parsers for formats), and what is refused with its pointer."""

from __future__ import annotations

import datetime
import ipaddress
import json
import uuid
from typing import Any

import jsonschema
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import AnyUrl, TypeAdapter

from constrained_diffusion.automata.bytes.dfa import Dfa
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.errors import SchemaWarning, UnsupportedSchema
from constrained_diffusion.languages.json_schema import SchemaOptions, read, schema_language
from constrained_diffusion.languages.json_schema.formats import asserted


def automaton(schema: Any, whitespace: Any = "compact") -> Dfa:
    return byte_automaton(schema_language(schema, SchemaOptions(whitespace=whitespace)))


def compact(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def walk(dfa: Dfa, rng: np.random.Generator, longest: int = 400) -> bytes | None:
    """A random member of the language: a walk that ends at an accepting state, each byte equally likely."""
    state, text = 0, bytearray()
    while len(text) < longest:
        bytes_ = np.flatnonzero(dfa.table[state, dfa.byte_class] >= 0)
        if dfa.accepting[state] and (len(bytes_) == 0 or rng.random() < 0.2):
            return bytes(text)
        byte = int(rng.choice(bytes_))
        text.append(byte)
        state = int(dfa.table[state, dfa.byte_class[byte]])
    return None


# Random schemas whose language jsonschema can judge, closed objects only (an open object would be any object).
def schemas() -> st.SearchStrategy[dict[str, Any]]:
    small = st.integers(0, 3)
    numbers = st.integers(-20, 20)
    leaves = st.one_of(
        st.just({"type": "boolean"}),
        st.just({"type": "null"}),
        st.lists(st.sampled_from([1, "a", None, True, [1], {"k": "v"}]), min_size=1, max_size=3).map(
            lambda e: {"enum": e}
        ),
        st.sampled_from(["x", 7, False]).map(lambda c: {"const": c}),
        st.tuples(small, small).map(lambda b: {"type": "string", "minLength": min(b), "maxLength": max(b)}),
        st.sampled_from(["^a+$", "b", "^[0-9]"]).map(lambda p: {"type": "string", "pattern": p, "maxLength": 4}),
        st.tuples(numbers, numbers).map(lambda b: {"type": "integer", "minimum": min(b), "maximum": max(b)}),
        st.tuples(numbers, st.integers(1, 6)).map(lambda b: {"type": "integer", "minimum": b[0], "multipleOf": b[1]}),
        st.tuples(numbers, numbers).map(
            lambda b: {"type": "number", "exclusiveMinimum": min(b), "maximum": max(b) + 1}
        ),
        st.just({"type": ["string", "null"], "maxLength": 2}),
    )

    def extend(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
        names = st.sampled_from(["a", "b", "é"])
        objects = st.tuples(st.dictionaries(names, inner, max_size=3), st.sets(names)).map(
            lambda p: {
                "type": "object",
                "properties": p[0],
                "required": sorted(p[1] & p[0].keys()),
                "additionalProperties": False,
            }
        )
        maps = inner.map(lambda s: {"type": "object", "properties": {"a": {"type": "null"}}, "additionalProperties": s})
        arrays = st.tuples(inner, small, small).map(
            lambda p: {"type": "array", "items": p[0], "minItems": min(p[1:]), "maxItems": max(p[1:])}
        )
        tuples = st.tuples(inner, inner, small).map(
            lambda p: {"type": "array", "prefixItems": [p[0]], "items": p[1], "minItems": p[2]}
        )
        unions = st.lists(inner, min_size=1, max_size=3).map(lambda options: {"anyOf": options})
        return st.one_of(objects, maps, arrays, tuples, unions)

    return st.recursive(leaves, extend, max_leaves=5)


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-25, 25), st.sampled_from(["", "a", "aa", "x", "b1", "é", "7b"]),
              st.sampled_from([0.5, -3.25, 19.75])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["a", "b", "é", "k"]), inner, max_size=3)
    ),
    max_leaves=5,
)  # fmt: skip


@settings(max_examples=400)
@given(schemas(), st.lists(VALUES, max_size=15), st.integers(0, 2**32 - 1))
def test_agrees_with_jsonschema(schema: dict[str, Any], values: list[Any], seed: int) -> None:
    validator = jsonschema.Draft202012Validator(schema)
    dfa = automaton(schema)
    for value in values:
        if isinstance(value, dict) or "properties" in json.dumps(schema):
            continue  # the order of members is the schema's; the walk below covers objects
        assert dfa.accepts(compact(value)) == validator.is_valid(value)
    rng = np.random.default_rng(seed)
    for _ in range(5):
        text = None if dfa.is_empty else walk(dfa, rng)
        if text is not None:
            value = json.loads(text)
            assert validator.is_valid(value), text
            assert b" " not in text or '" ' in text.decode() or " " in json.dumps(value)


def test_objects() -> None:
    schema = {
        "properties": {"a": {"type": "integer"}, "b": {"type": "null"}, "c": {"type": "boolean"}},
        "required": ["b"],
        "type": "object",
    }
    dfa = automaton(schema)
    for value in ({"b": None}, {"a": 1, "b": None}, {"b": None, "c": True}, {"a": 1, "b": None, "c": False}):
        assert dfa.accepts(compact(value))
    for text in (b"{}", b'{"a":1}', b'{"b":null,"a":1}', b'{"b":null,}', b'{"b":null,"d":1}', b'{"b": null}'):
        assert not dfa.accepts(text)
    flexible = automaton(schema, "flexible")
    assert flexible.accepts(b'{ "a" :\n 1 ,\t"b":null }')
    assert flexible.accepts(b'{"b":null}')


def test_additional_properties_keep_off_declared_names() -> None:
    dfa = automaton(
        {"type": "object", "properties": {"a": {"type": "null"}}, "additionalProperties": {"type": "integer"}}
    )
    assert dfa.accepts(b'{"a":null,"b":1,"aa":2}')
    assert dfa.accepts(b'{"b":1}')
    for text in (b'{"a":1}', rb'{"\u0061":1}', b'{"b":null}'):
        assert not dfa.accepts(text)


def test_strings_in_every_spelling() -> None:
    dfa = automaton({"type": "string", "maxLength": 1})
    for text in (
        '"a"',
        r'"\u0061"',
        r'"\u00E9"',
        r'"\u00e9"',
        '"é"',
        r'"\ud83d\ude00"',
        '"😀"',
        r'"\n"',
        r'"\/"',
        '""',
    ):
        assert dfa.accepts(text.encode()), text
    for text in ('"ab"', '"\n"', r'"\ud83d"', r'"\x41"', '"'):
        assert not dfa.accepts(text.encode()), text


@settings(max_examples=300)
@given(
    st.floats(-50, 50).map(lambda x: round(x, 2)), st.floats(-50, 50).map(lambda x: round(x, 2)),
    st.booleans(), st.booleans(), st.lists(st.decimals(-60, 60, places=3), max_size=20),
)  # fmt: skip
def test_bounded_numbers(low: float, high: float, above: bool, below: bool, values: list[Any]) -> None:
    schema = {
        "type": "number",
        "exclusiveMinimum" if above else "minimum": min(low, high),
        "exclusiveMaximum" if below else "maximum": max(low, high),
    }
    dfa = automaton(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for value in [*values, low, high, low + 0.01, high - 0.01]:
        text = f"{float(value):.3f}".rstrip("0").rstrip(".")
        if text not in ("-0", "0"):
            assert dfa.accepts(text.encode()) == validator.is_valid(json.loads(text)), (schema, text)


@settings(max_examples=200)
@given(st.integers(-1200, 1200), st.integers(-1200, 1200), st.sampled_from([None, 1, 3, 25]))
def test_bounded_integers(low: int, high: int, divisor: int | None) -> None:
    schema = {"type": "integer", "minimum": min(low, high), "maximum": max(low, high)}
    if divisor is not None:
        schema["multipleOf"] = divisor
    dfa = automaton(schema)
    for value in range(-1300, 1300, 7):
        expected = min(low, high) <= value <= max(low, high) and value % (divisor or 1) == 0
        assert dfa.accepts(str(value).encode()) == expected
    assert not dfa.accepts(b"-0")
    assert not dfa.accepts(b"007")


def test_open_bounds() -> None:
    above = automaton({"type": "integer", "minimum": 95})
    assert [n for n in range(200) if above.accepts(str(n).encode())] == list(range(95, 200))
    assert above.accepts(b"123456789")
    below = automaton({"type": "integer", "exclusiveMaximum": -3})
    assert [n for n in range(-20, 20) if below.accepts(str(n).encode())] == list(range(-20, -3))
    draft4 = automaton({"type": "integer", "minimum": 3, "exclusiveMinimum": True, "maximum": 5})
    assert [n for n in range(9) if draft4.accepts(str(n).encode())] == [4, 5]


PARSERS: dict[str, Any] = {
    "date": datetime.date.fromisoformat,
    "date-time": TypeAdapter(datetime.datetime).validate_python,
    "time": TypeAdapter(datetime.time).validate_python,
    "duration": TypeAdapter(datetime.timedelta).validate_python,
    "ipv4": ipaddress.IPv4Address,
    "ipv6": ipaddress.IPv6Address,
    "uuid": uuid.UUID,
    "uri": TypeAdapter(AnyUrl).validate_python,
    "email": str,
    "hostname": str,
}


@pytest.mark.parametrize("name", sorted(PARSERS))
def test_formats_are_what_parsers_take(name: str) -> None:
    dfa = byte_automaton(asserted(name))
    rng = np.random.default_rng(0)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    seen = set()
    for _ in range(300):
        text = walk(dfa, rng)
        if text is not None:
            seen.add(text.decode())
    assert len(seen) > 100
    for text in seen:
        assert checker.conforms(text, name), text
        PARSERS[name](text)


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("date", ["2024-02-29", "2000-02-29", "1999-12-31", "0001-01-01"],
         ["2023-02-29", "1900-02-29", "2024-04-31", "2024-13-01", "0000-01-01", "24-01-01"]),
        ("time", ["23:59:59Z", "00:00:00.5+02:00"], ["24:00:00Z", "12:00:60Z", "12:00:00", "12:00:00+24:00"]),
        ("date-time", ["2024-02-29T12:00:00Z"], ["2023-02-29T12:00:00Z", "2024-01-01 12:00:00Z"]),
        ("duration", ["P1D", "PT1H", "P3W", "P1Y2M3DT4H5M6S"], ["P", "PT", "P1S", "1D", "P1W2D"]),
        ("ipv4", ["127.0.0.1", "255.255.255.255"], ["256.0.0.1", "01.2.3.4", "1.2.3"]),
        ("ipv6", ["::", "::1", "1::", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1::2:3", "1:2:3:4:5:6:7::"],
         ["1::2::3", "1:2:3:4:5:6:7", "12345::", ":1", "1:2:3:4:5:6:7:8:9"]),
        ("uuid", ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567e89b12d3a456426614174000"]),
        ("email", ["ada@example.com", "a.b+c@x-y.org"], ["ada", "@example.com", "a..b@example.com", "a@b"]),
        ("hostname", ["example.com", "a-b.example.org"], ["-a.com", "a_b.com", "a..com"]),
        ("uri", ["https://example.com/a?b=c#d", "http://x.org:8080"], ["example.com", "http://", "http://x.org:99999"]),
    ],
)  # fmt: skip
def test_format_examples(name: str, inside: list[str], outside: list[str]) -> None:
    dfa = byte_automaton(asserted(name))
    assert [text for text in inside if not dfa.accepts(text.encode())] == []
    assert [text for text in outside if dfa.accepts(text.encode())] == []


def test_references() -> None:
    schema = {
        "$defs": {
            "name": {"type": "string", "maxLength": 3},
            "pair": {"type": "array", "items": {"$ref": "#/$defs/name"}, "minItems": 2, "maxItems": 2},
        },
        "properties": {"x": {"$ref": "#/$defs/pair"}, "y": {"$ref": "#/$defs/name", "minLength": 2}},
        "required": ["x"], "type": "object", "additionalProperties": False,
    }  # fmt: skip
    dfa = automaton(schema)
    assert dfa.accepts(b'{"x":["a","b"],"y":"abc"}')
    assert not dfa.accepts(b'{"x":["a","b"],"y":"a"}')
    assert not dfa.accepts(b'{"x":["a"]}')


@pytest.mark.parametrize(
    ("schema", "pointer", "reason"),
    [
        ({"type": "array", "items": {"not": {"format": "regex"}}}, "/items/not/format", "cannot be denied"),
        ({"type": "string", "pattern": "(a)\\1"}, "/pattern", "backreferences"),
        ({"type": "array", "items": {"type": "string"}, "not": {"uniqueItems": True}}, "/uniqueItems", "does not hold"),
        ({"$ref": "#/$defs/x"}, "/$ref", "nowhere"),
        ({"type": "number", "multipleOf": 0.30001}, "", "different fractions"),
        ({"properties": {"a/b": {"disallow": "string"}}}, "/properties/a~1b/disallow", "disallow"),
        ({"type": "strnig"}, "/type", "strnig"),
        ({"type": "string", "minLength": -1}, "/minLength", "whole number that is not negative"),
    ],
)
def test_unsupported_names_the_place(schema: Any, pointer: str, reason: str) -> None:
    with pytest.raises(UnsupportedSchema, match=reason) as raised:
        schema_language(schema)
    assert raised.value.pointer == pointer


def test_unknown_keywords_say_nothing_and_are_told() -> None:
    """They are annotations (JSON Schema 2020-12, 6.5); what is close to a keyword was probably meant to be it."""
    schema = {"type": "object", "properties": {"a": {"type": "string", "minLenght": 3, "_format": "x"}}}
    with pytest.warns(SchemaWarning, match=r"'minLenght', minLength .* \(at /properties/a/minLenght\), '_format'"):
        read(schema)
    with pytest.raises(UnsupportedSchema, match="minLength was probably meant") as raised:
        read(schema, SchemaOptions(strict=True))
    assert raised.value.pointer == "/properties/a/minLenght"
    with pytest.warns(SchemaWarning, match="format phone"):
        assert automaton({"type": "string", "format": "phone"}).accepts(b'"anything"')


@pytest.mark.parametrize(
    ("refused", "inside", "outside"),
    [
        (
            {"type": "integer"},
            ["0.5", "-12345678901234.5"],
            ["1", "39478835682693347146.261", "1.00000000000000000001"],
        ),
        ({"const": 1}, ["2", "1.5"], ["1", "1.0", "1.00000000000000000001", "0.99999999999999999999"]),
        ({"multipleOf": 3}, ["4", "3.5"], ["3", "6.0", "3.00000000000000000001"]),
    ],
)
def test_what_is_refused_is_refused_in_double_precision(refused: Any, inside: list[str], outside: list[str]) -> None:
    dfa = byte_automaton(schema_language({"type": "number", "not": refused}))
    assert all(dfa.accepts(text.encode()) for text in inside)
    assert not any(dfa.accepts(text.encode()) for text in outside)
