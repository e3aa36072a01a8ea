"""Templates and edits: the whole is in the language, and differs in the holes only."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any

import jsonschema
import pytest

from constrained_diffusion import SqlDatabase, compile_constraint, edit, infill, load_model
from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.models.denoiser import Denoiser

TREE: dict[str, Any] = {
    "$defs": {
        "tree": {
            "type": "object",
            "properties": {"n": {"type": "integer"}, "kids": {"type": "array", "items": {"$ref": "#/$defs/tree"}}},
            "required": ["n", "kids"],
            "additionalProperties": False,
        }
    },
    "$ref": "#/$defs/tree",
}


def test_template_in_sql() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE orders (id INTEGER, total REAL, status TEXT)")
    template = "SELECT {columns} FROM orders WHERE {condition}"
    result = infill(load_model(), template, prompt="orders with total over 5", grammar=SqlDatabase(connection), seed=0)
    assert result.text == template.format(**result.holes)
    assert result.holes.keys() == {"columns", "condition"}
    connection.execute(f"EXPLAIN {result.text}")


def test_template_in_a_regex_and_in_any_text() -> None:
    result = infill(load_model(), "{{{a}-{b}}}", regex=r"\{[0-9]{2}-[a-z]+\}", seed=0, max_tokens=12)
    assert re.fullmatch(r"\{[0-9]{2}-[a-z]+\}", result.text)
    assert re.fullmatch("[0-9]{2}", result.holes["a"])
    assert infill(load_model(), "x{y}", seed=0, max_tokens=5).text.startswith("x")


def test_edit_of_a_recursive_document() -> None:
    document = '{"n":1,"kids":[{"n":2,"kids":[]}]}'
    start = document.index('{"n":2')
    result = edit(load_model(), document, [(5, 6), (start, len(document) - 2)], schema=TREE, seed=1, temperature=1.0)
    jsonschema.validate(json.loads(result.text), TREE)
    assert result.value == json.loads(result.text)
    assert result.text == '{"n":' + result.holes["0"] + ',"kids":[' + result.holes["1"] + "]}"


@pytest.mark.parametrize("template", ["no hole", "{a}{a}", "{}", "{a!r}", "{0}"])
def test_bad_templates(template: str) -> None:
    with pytest.raises(ValueError, match="hole"):
        infill(load_model(), template)


def test_bad_spans_and_impossible_holes() -> None:
    for spans in ([(0, 99)], [(0, 2), (1, 3)], []):
        with pytest.raises(ValueError, match="span"):
            edit(load_model(), "abc", spans)
    with pytest.raises(UnsatisfiableConstraint):
        edit(load_model(), "abc", [(0, 1)], regex="[0-9]+")


def test_unknown_arguments_are_refused(absorbing: Denoiser) -> None:
    for options in ({"regx": "a"}, {"constraint": compile_constraint(absorbing.vocabulary, regex="a")}):
        name = next(iter(options))
        with pytest.raises(TypeError, match=name):
            infill(absorbing, "{x}", **options)
        with pytest.raises(TypeError, match=name):
            edit(absorbing, "abc", [(0, 1)], **options)


def test_spans_keep_the_numbers_they_are_given_in(absorbing: Denoiser) -> None:
    found = edit(absorbing, "aXbYcZ", [(3, 4), (5, 6), (1, 2)], regex="a1b2c3", seed=0)
    assert list(found.holes.items()) == [("0", "2"), ("1", "3"), ("2", "1")]
    twice = edit(absorbing, "ac", [(1, 1), (1, 1)], regex="abc", seed=0)
    assert sorted(twice.holes.values()) == ["", "b"]


def test_a_clash_says_where(absorbing: Denoiser) -> None:
    schema = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
    with pytest.raises(UnsatisfiableConstraint, match="with 'z', which no text of it does; change the fixed text"):
        infill(absorbing, '{{"name":"{n}","zzz":{age}}}', schema=schema)
    with pytest.raises(UnsatisfiableConstraint, match=r"behind 'ab.*' the fixed text goes on with 'd'"):
        edit(absorbing, "ab?d", [(2, 3)], regex="abc!|a[0-9]")
    with pytest.raises(UnsatisfiableConstraint, match=r"behind '.*ab' the text ends"):
        infill(absorbing, "{x}ab", regex="abc")
    with pytest.raises(UnsatisfiableConstraint, match="no text matches the regex"):
        infill(absorbing, "{x}", regex=r"[^\x00-\U0010FFFF]")
