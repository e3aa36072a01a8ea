"""Errors of compilation say which part of what was asked is at fault, and what would do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.errors import (
    ConstrainedDiffusionError,
    ConstraintTooLarge,
    InvalidGrammar,
    InvalidRegex,
    UnsatisfiableConstraint,
    UnsupportedSchema,
)
from constrained_diffusion.shown import with_caret

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
ASCII = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(128)), b""], eos=128)


def members(properties: dict[str, Any], required: list[str] | None = None, **more: Any) -> dict[str, Any]:
    names = list(properties) if required is None else required
    return {"type": "object", "properties": properties, "required": names, **more}


EMPTY: list[tuple[Vocabulary, dict[str, Any], str]] = [
    (
        BYTES,
        {"schema": members({"age": {"type": "integer", "minimum": 5, "maximum": 3}})},
        "minimum 5 with maximum 3 (at /properties/age); lower minimum or raise maximum",
    ),
    (
        BYTES,
        {"schema": members({"a": {"type": "number", "exclusiveMinimum": 3, "maximum": 3}})},
        "exclusiveMinimum 3 with maximum 3",
    ),
    (
        BYTES,
        {"schema": members({"a": False, "b": {"enum": []}}, ["b"])},
        "an empty enum (at /properties/b); list the values there are",
    ),
    (
        BYTES,
        {"schema": members({"a": False})},
        "the schema false (at /properties/a); leave it out, or say what may stand there",
    ),
    (
        BYTES,
        {"schema": members({"b": {"type": "array", "minItems": 1, "items": {"pattern": "^ab$", "maxLength": 1}}})},
        'pattern "^ab$" and maxLength 1 together (at /properties/b/items); loosen one of them',
    ),
    (
        BYTES,
        {"schema": members({"b": {"enum": ["a"], "type": "integer"}})},
        'enum together with type "integer", which allow none of its values (at /properties/b); change either',
    ),
    (
        BYTES,
        {"schema": members({}, ["c"], additionalProperties=False)},
        "required 'c', which additionalProperties: false forbids",
    ),
    (
        BYTES,
        {"schema": {"anyOf": [{"enum": []}, {"const": 1, "type": "string"}]}},
        "any schema of anyOf (at the root of the schema); loosen one of them",
    ),
    (
        ASCII,
        {"schema": members({"b": {"const": "naïve"}})},
        "the vocabulary cannot spell 'ï', which every text that would do has (at /properties/b)",
    ),
    (ASCII, {"choices": ["naïve"]}, "cannot spell 'ï'"),
    (ASCII, {"regex": "é+"}, "cannot spell 'é'"),
    (ASCII, {"grammar": 'start: "a" b\nb: "é"'}, "cannot spell 'é'"),
    (
        BYTES,
        {"schema": members({"mail": {"type": "string", "format": "email", "maxLength": 3}})},
        'type "string", format "email" and maxLength 3 together (at /properties/mail); loosen one of them',
    ),
    (
        BYTES,
        {"schema": members({"a": {"oneOf": [{"type": "string"}, {"type": "string"}]}})},
        "exactly one schema of oneOf (at /properties/a); let them exclude one another, or write anyOf",
    ),
    (BYTES, {"schema": {"not": {}}}, "no value fits not with a schema that every value fits (at /not); leave it out"),
    (BYTES, {"schema": {"allOf": [{"type": "null"}, {"type": "array"}]}}, "all schemas of allOf at once (at the root"),
    (BYTES, {"schema": {"type": []}}, "an empty list of types (at the root of the schema); name the types"),
    (BYTES, {"schema": {"$ref": "#"}}, "#, which only leads back to itself (at the root of the schema); let it end"),
    (
        BYTES,
        {"schema": members({"tree": {"$ref": "#/$defs/n"}}, **{"$defs": {"n": members({"n": {"$ref": "#/$defs/n"}})}})},
        "it always asks for another one inside (at /properties/tree); make what leads back optional",
    ),
    (BYTES, {"regex": "a^b"}, "no text matches the regex 'a^b' from end to end; take out the anchor"),
    (BYTES, {"regex": "(?=a)"}, "no text matches the regex '(?=a)' from end to end; take out"),
    (
        BYTES,
        {"grammar": 'start: a\na: "x" a'},
        "no text that ends, as what stands here always leads back to itself (in the rule a, line 2); give it an",
    ),
    (
        BYTES,
        {"grammar": 'start: a | "z" b\na: "x" b\nb: "y" a\nc: "c"'},
        "leads back to itself (in the rule a, line 2; in the rule b, line 3); give it an alternative",
    ),
    (BYTES, {"grammar": "start: a\na: /(?=x)y/"}, "no text fits what stands here (in the rule a, line 2); take out"),
    (BYTES, {"grammar": 'root ::= "a" root'}, "(in the rule root); give it an alternative"),
    (
        Vocabulary.from_bytes([b"", b"ab", b"c"], eos=0),
        {"schema": {"type": "array", "items": {"type": "boolean"}}},
        "the vocabulary cannot spell '[', which every text that would do has",
    ),
    (
        Vocabulary.from_bytes([b"", b"aa"], eos=0),
        {"regex": "a(aa)*"},
        "no sequence of the vocabulary's tokens spells a text of the language; use a vocabulary with a token for",
    ),
]

FEW = Vocabulary.from_bytes([b"a", b"b", b"c", b"ab", b""], eos=4)
EMPTY += [
    (FEW, {"grammar": 'start : rb "a" start | "d" "c" "b"\nra : start "c" | start "d"\nrb : ra ra ra | ra ra "a"'},
     "cannot spell 'd', which every text that would do has (in the rule start, line 1)"),
    (FEW, {"grammar": 'start : ra | "d"\nra : ra "b"'}, "cannot spell 'd', which every text"),
    (FEW, {"grammar": 'root ::= "d" | ra\nra ::= ra "b"'}, "cannot spell 'd', which every text"),
    (FEW, {"grammar": 'start: "a" b | "b" b\nb: c "a" | "c" c\nc: "d"'}, "(in the rule c, line 3)"),
    (FEW, {"grammar": 'start: b | c\nb: b "a"\nc: /(?=x)y/'}, "no text fits what stands here (in the rule c, line 3)"),
    (Vocabulary.from_bytes([b"ab", b""], eos=1), {"grammar": 'start: a b\na: "a"\nb: "b" "b"'},
     "no sequence of the vocabulary's tokens spells a text of the language; use a vocabulary"),
    (Vocabulary.from_bytes([b"aa", b""], eos=1), {"grammar": 'start: "a" | "x"'},
     "no sequence of the vocabulary's tokens spells a text of the language; use a vocabulary"),
    (BYTES, {"schema": {"type": "array", "maxItems": 0, "contains": {"type": "null"}}},
     "contains, which asks for 1 item, with maxItems 0 (at the root of the schema); raise maxItems"),
    (BYTES, {"schema": members({"a": {"type": "array", "maxItems": 1, "contains": {}, "minContains": 2}})},
     "contains, which asks for 2 items, with maxItems 1 (at /properties/a); raise maxItems"),
    (BYTES, {"schema": {"type": "array", "items": {"type": "null"}, "uniqueItems": True, "minItems": 2}},
     'type "array", items, uniqueItems true and minItems 2 together'),
    (BYTES, {"schema": {"oneOf": [{"type": "integer", "minimum": 3, "maximum": 0, "enum": [-2]}]}},
     "minimum 3 with maximum 0 (at /oneOf/0); set them so that a value of enum fits, or leave them out"),
    (BYTES, {"schema": {"type": "integer", "minimum": 3, "maximum": 0, "const": "a"}},
     'const together with type "integer", minimum 3 and maximum 0, which allow none of its values'),
    (BYTES, {"schema": {"type": "object", "minProperties": 2, "maxProperties": 1}}, "raise maxProperties"),
    (BYTES, {"schema": {"type": "string", "minimum": 3, "maximum": 0, "minLength": 2, "maxLength": 1}},
     "minLength 2 with maxLength 1"),
]  # fmt: skip


@pytest.mark.parametrize(("vocabulary", "asked", "message"), EMPTY, ids=range(len(EMPTY)))
def test_nothing_fits(vocabulary: Vocabulary, asked: dict[str, Any], message: str) -> None:
    with pytest.raises(UnsatisfiableConstraint, match=re.escape(message)) as caught:
        compile_constraint(vocabulary, **asked)
    assert caught.value.cause == "language"


def test_an_optional_part_that_nothing_fits_is_not_at_fault() -> None:
    compile_constraint(BYTES, schema=members({"a": False, "b": {"enum": [1]}}, ["b"]))


LARGE: list[tuple[dict[str, Any], str]] = [
    ({"schema": members({"x": {"type": "string"}, "l": {"type": "array", "maxItems": 3000, "items":
      {"type": "array", "maxItems": 3000, "items": members({"n": {"type": "string", "maxLength": 3000}})}}})},
     "most of it stands at /properties/l (maxItems 3000)"),
    ({"schema": members({"s": {"type": "string", "minLength": 90_000}})}, "at /properties/s (minLength 90000)"),
    ({"grammar": 'start: head body\nhead: "a"\nbody: /[ab]*a[ab]{25}/'}, "in the rule body, line 3"),
    ({"regex": "(a|b)*a(a|b){25}"}, "lower its counts"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "message"), LARGE, ids=range(len(LARGE)))
def test_too_large(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ConstraintTooLarge, match=re.escape(message)):
        compile_constraint(BYTES, **asked)


def test_errors_of_imported_grammars_name_their_file(tmp_path: Path) -> None:
    (tmp_path / "main.lark").write_text("%import .parts.x\nstart: x\n")
    for text, place in [
        ('x: "a" y\n\ny: /a(?=b)c/\n', "line 3, column 6"),
        ('x: "a" y\n\ny: "b\n', "line 3, column 4"),
        ('x: "a" Y\nY: "b"~4..2\n', "line 2, column 7"),
    ]:
        (tmp_path / "parts.lark").write_text(text)
        with pytest.raises(InvalidGrammar, match=re.escape(f"({tmp_path / 'parts.lark'}, {place})")):
            compile_constraint(BYTES, grammar=tmp_path / "main.lark")


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ([{"type": "function", "function": {"name": "f"}}], "list of 1 tools"),
        ({"type": "json_schema", "json_schema": {"name": "x"}}, "under 'schema'"),
        ({"type": "function", "function": {"name": "f"}}, "a tool holds its JSON Schema under 'parameters'"),
        ({"type": "text"}, "asks for no schema"),
    ],
)
def test_what_is_no_schema_is_named(schema: Any, message: str) -> None:
    with pytest.raises(UnsupportedSchema, match=re.escape(message)):
        compile_constraint(BYTES, schema=schema)


def _doubling(levels: int, kind: str) -> dict[str, Any]:
    """A chain of definitions, each of which refers twice to the next."""

    def level(number: int) -> dict[str, Any]:
        further = {"$ref": f"#/$defs/d{number + 1}"}
        if kind == "array":
            return {"type": "array", "prefixItems": [further, further], "minItems": 2}
        return {"type": "object", "properties": {"a": further, "b": further}, "required": ["a", "b"]}

    made = {f"d{number}": level(number) for number in range(levels)}
    return {"$ref": "#/$defs/d0", "$defs": {**made, f"d{levels}": {"type": "string"}}}


@pytest.mark.parametrize("kind", ["array", "object"])
def test_what_doubles_again_and_again(kind: str) -> None:
    """No canvas holds 2^40 strings; that is told without writing them out."""
    compile_constraint(BYTES, schema=_doubling(16, kind))
    with pytest.raises(
        UnsatisfiableConstraint, match=r"no text that would do has fewer than \d{1,2}(,\d{3}){4} characters; lower"
    ):
        compile_constraint(BYTES, schema=_doubling(40, kind))


def test_names_that_nobody_gave_are_not_told() -> None:
    """Where a stack is needed, languages are made of procedures; a user knows none but rules of a grammar."""
    free = members({"text": {"type": "string", "maxLength": 1_000_000}, "more": {}}, additionalProperties=True)
    with pytest.raises(ConstraintTooLarge, match=r"times; most of it stands at /properties/text .*; lower that count"):
        compile_constraint(BYTES, schema=free)
    grammar = 'start: "(" start ")" | word\nword: "(" many ")" word\n    | "x"\nmany: /([ab]*a[ab]{25}){3}/'
    with pytest.raises(ConstraintTooLarge) as caught:
        compile_constraint(BYTES, grammar=grammar)
    assert not re.search(r"the start|shared|#", str(caught.value))


def test_characters_that_are_missing() -> None:
    """One is said to be in every text only if it is."""
    few = Vocabulary.from_bytes([b"", b"(", b")", b"+"], eos=0)
    with pytest.raises(UnsatisfiableConstraint, match="has a character that the vocabulary cannot spell, one of "):
        compile_constraint(few, grammar="arithmetic")
    with pytest.raises(UnsatisfiableConstraint, match=r"one of 'x', 'y' \(in the rule start, line 1\);"):
        compile_constraint(few, grammar='start: "x" | "y"')
    with pytest.raises(UnsatisfiableConstraint, match="cannot spell 'x', which every text that would do has"):
        compile_constraint(few, grammar='start: "-"? "x"')
    with pytest.raises(UnsatisfiableConstraint, match=r"one of '0', '1', '2', '3', '4', '5', '6', '7', \.\.\."):
        compile_constraint(few, regex="[0-9]")


def test_what_is_in_two_languages_and_in_neither() -> None:
    a, b = (compile_constraint(BYTES, regex=regex) for regex in "ab")
    with pytest.raises(UnsatisfiableConstraint, match="of a & b, no text is in both; widen one of them"):
        (a & b).min_length()


def test_every_empty_language_says_what_to_do() -> None:
    """The message ends in the remedy, so that nobody has to add one."""
    for vocabulary, asked, _ in EMPTY:
        with pytest.raises(UnsatisfiableConstraint) as caught:
            compile_constraint(vocabulary, **asked)
        assert caught.value.remedy
        assert str(caught.value).endswith(f"; {caught.value.remedy}")


_NAMES = ("start", "one", "two", "three")


@st.composite
def grammars(draw: st.DrawFn) -> dict[str, list[list[str]]]:
    """Alternatives of names and of characters, by name."""
    names = _NAMES[: draw(st.integers(1, len(_NAMES)))]
    alternative = st.lists(st.sampled_from([*names, "a", "b", "d", "e"]), min_size=1, max_size=3)
    return {name: draw(st.lists(alternative, min_size=1, max_size=2)) for name in names}


def _ending(rules: dict[str, list[list[str]]], without: str = "") -> set[str]:
    """The rules that have a text without these characters."""
    found: set[str] = set()
    while True:
        more = {
            name
            for name, options in rules.items()
            if any(all(part in found or (part not in rules and part not in without) for part in one) for one in options)
        }
        if more == found:
            return found
        found = more


@given(grammars(), st.booleans())
@settings(max_examples=40, deadline=None)
def test_why_a_grammar_is_empty(rules: dict[str, list[list[str]]], is_gbnf: bool) -> None:
    """A language with texts is never called empty, and every claim about rules and characters is true."""
    defined, start = ("::=", "root") if is_gbnf else (":", "start")
    spelled = {**{name: f'"{name}"' for name in "abde"}, **{name: name for name in _NAMES}, "start": start}
    text = "\n".join(
        f"{spelled[name]} {defined} " + " | ".join(" ".join(spelled[part] for part in one) for one in options)
        for name, options in rules.items()
    )
    try:
        compile_constraint(FEW, grammar=text)
    except UnsatisfiableConstraint as error:
        told = str(error)
    else:
        assert "start" in _ending(rules, "de")
        return
    assert "start" not in _ending(rules, "de")
    named = {"start" if name == "root" else name for name in re.findall(r"in the rule (\w+)", told)}
    assert named
    if "start" in _ending(rules):
        (rule,) = named
        assert "start" not in _ending({name: options for name, options in rules.items() if name != rule} | {rule: []})
        chars = set(re.findall("'([de])'", told))
        assert chars
        assert rule not in _ending(rules, "".join(chars))
        assert ("every text that would do has a character" in told) == (len(chars) > 1)
        assert "vocabulary cannot spell" in told
    else:
        assert "has no text that ends" in told
        assert not named & _ending(rules)


@pytest.mark.parametrize(
    "pattern", [r"a[^\x00-c]b", "(d|e)a", "a(?=b)c", "aé|è", "[d-z]{2}", "x|y|(?!a)a", "^a^b$", "aé|[^a]d"]
)
def test_why_a_regex_is_empty(pattern: str) -> None:
    """It is at fault only where it is over a vocabulary of every byte too."""
    try:
        compile_constraint(BYTES, regex=pattern)
    except UnsatisfiableConstraint:
        reason = "no text matches the regex"
    else:
        reason = "vocabulary"
    with pytest.raises(UnsatisfiableConstraint, match=reason):
        compile_constraint(FEW, regex=pattern)


@st.composite
def schemas(draw: st.DrawFn, depth: int = 2) -> dict[str, Any]:
    """Some have no values, some none in ASCII, some none that ends."""
    kind = draw(st.sampled_from(["enum", "enum", "object", "array", "anyOf", "$ref"] if depth else ["enum", "bounds"]))
    inner = schemas(depth=max(depth - 1, 0))
    if kind == "enum":
        return {"enum": draw(st.lists(st.sampled_from(["a", "é", "ü", 1]), max_size=2))}
    if kind == "bounds":
        return {"type": "integer", "minimum": draw(st.integers(0, 2)), "maximum": 1}
    if kind == "object":
        return members(draw(st.dictionaries(st.sampled_from("aé"), inner, min_size=1)))
    if kind == "array":
        bounds = draw(
            st.sampled_from([{"minItems": 1}, {"maxItems": 0, "contains": {}}, {"minItems": 2, "maxItems": 1}])
        )
        return {"type": "array", "items": draw(inner), **bounds}
    return {"anyOf": draw(st.lists(inner, min_size=1, max_size=2))} if kind == "anyOf" else {"$ref": "#"}


@given(schemas())
@settings(max_examples=60, deadline=None)
def test_why_a_schema_is_empty(schema: dict[str, Any]) -> None:
    """The vocabulary is at fault where one with every byte spells a value, and only there."""
    told = []
    for vocabulary in (BYTES, ASCII):
        try:
            compile_constraint(vocabulary, schema=schema)
        except UnsatisfiableConstraint as error:
            told.append(str(error))
        else:
            told.append("")
    assert "vocabulary" not in told[0]
    assert "always asks for another one inside" not in told[0] or "$ref" in str(schema)
    if told[0]:
        assert told[1] == told[0]
    elif told[1]:
        assert re.search("the vocabulary cannot spell.*[éü]", told[1])


def test_values_are_cut_in_messages() -> None:
    """However long what was handed over is, the message can be read."""
    long = "x" * 20_000
    schemas: list[Any] = [
        {"$ref": "#" + "/items" * 5_000}, {"type": long}, {"pattern": f"({long}"}, {"const": [set(long), long]},
        {"properties": {long: {"type": "y"}}}, members({long: {"minimum": 4, "maximum": 2}}), long, {"enum": long},
        {"required": [long], "additionalProperties": False}, {"$id": long, "$ref": f"http://{long}"},
    ]  # fmt: skip
    asked: list[dict[str, Any]] = [
        {"regex": f"({long}"}, {"regex": f"{long}^a"}, {"choices": long}, {"schema": {}, "whitespace": long},
        {"grammar": f"start: {long}"}, {"grammar": 'b: "c"', "start": long}, {"grammar": f'{long}: "c"'},
        {"grammar": f"root ::= {long}"}, {"grammar": f'{long} ::= "a"'}, *({"schema": schema} for schema in schemas),
    ]  # fmt: skip
    for one in asked:
        with pytest.raises(ConstrainedDiffusionError) as caught:
            compile_constraint(BYTES, **one)
        assert len(str(caught.value)) < 700


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("ab(c", "  ab(c\n    ^"),
        ("a\n(", "  (\n  ^"),
        ("a(b\nc", "  a(b\n   ^"),
        ("a\t(", "  a\\t(\n     ^"),
        ("漢字(", "  漢字(\n      ^"),
        ("e\u0301(", "  e\u0301(\n   ^"),
        ("\u200b(", "  \\u200b(\n        ^"),
        ("a" * 1000 + "(" + "b" * 1000, "  ..." + "a" * 38 + "(" + "b" * 37 + "...\n" + " " * 43 + "^"),
    ],
)
def test_the_caret_stands_under_the_character(pattern: str, shown: str) -> None:
    with pytest.raises(InvalidRegex, match="a group is not closed") as caught:
        compile_constraint(BYTES, regex=pattern)
    assert str(caught.value).partition("\n")[2] == shown
    assert caught.value.pattern == pattern
    assert pattern[caught.value.position] == "("


@given(st.text(), st.data())
def test_a_caret_fits_every_text(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    line, caret = with_caret(text, position).split("\n")
    assert line.isprintable()
    assert caret.strip(" ") == "^"
    assert len(line) < 1_000
