"""``check``: sizes of languages, and which texts are in them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import load_constraint, load_model
from constrained_diffusion.cli.membership import Verdict, verdict_on
from constrained_diffusion.languages.arguments import wanted
from tests.cli.running import SCHEMA, run


def test_sizes(tmp_path: Path) -> None:
    schema = tmp_path / "person.json"
    schema.write_text(json.dumps(SCHEMA))
    report = json.loads(run("check", str(schema), "--json").stdout)
    assert report["least_tokens"] > 5
    assert report["greatest_tokens"] is None
    saved = tmp_path / "person.safetensors"
    result = run("check", "--schema", str(schema), "--save", str(saved))
    assert "unbounded" in result.stdout
    assert load_constraint(saved, load_model().vocabulary).min_length() == report["least_tokens"]


def test_languages_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a INT)")
    connection.close()
    grammar = tmp_path / "g.lark"
    grammar.write_text('begin: "a" | "(" begin ")"')
    for arguments in (
        ["--regex", "a{3}"], ["--choice", "yes", "--choice", "no"], ["--grammar", str(grammar), "--start", "begin"],
        ["--database", str(path), "--table", "t"],
    ):  # fmt: skip
        result = run("check", *arguments, "--json")
        assert result.exit_code == 0, result.output
        assert json.loads(result.stdout)["least_tokens"] >= 1


@pytest.mark.parametrize(
    ("language", "text", "prefix", "said"),
    [
        (["--regex", "(ab)+c"], "ababc", 5, "yes"),
        (["--regex", "(ab)+c"], "abab", 4, "no: the text ends too soon; behind 'abab' every text"),
        (["--regex", "(ab)+c"], "", 0, "no: the text ends too soon; at the start"),
        (["--regex", "(ab)+c"], "x", 0, "no: at the start no text of the language goes on with 'x' (line 1, column 1)"),
        (["--regex", "(a\\n)+c"], "a\na\nax", 5, "goes on with 'x' (line 3, column 2)"),
        (["--choice", "Zürich", "--choice", "Genf"], "Zürach", 3, "behind 'Zür'"),
        (["--choice", "Zürich", "--choice", "Genf"], "Genf\n", 4, r"goes on with '\n'"),
        (["--grammar", 'start: "(" start* ")"'], "(()(()))", 8, "yes"),
        (["--grammar", 'start: "(" start* ")"'], "(()))(", 4, "behind '(())'"),
        ([json.dumps(SCHEMA)], '{"name":"x","age":1.5}', 19, "goes on with '.'"),
        ([json.dumps(SCHEMA)], '{"name":"x","age":15}', 21, "yes"),
    ],
)
def test_texts(language: list[str], text: str, prefix: int, said: str) -> None:
    """The place is the first at which no member goes on as the text does."""
    result = run("check", *language, "--text", text)
    is_member = said == "yes"
    assert result.exit_code == (0 if is_member else 1), result.output
    assert said in result.stdout
    reported = json.loads(run("check", *language, "--text", text, "--json").stdout)
    assert reported == {"in_language": is_member, "prefix_characters": prefix}


@given(st.lists(st.text("abé", min_size=1, max_size=5), min_size=1, max_size=4), st.text("abé", max_size=6))
@settings(max_examples=60)
def test_the_place_is_that_of_the_texts_one_by_one(members: list[str], text: str) -> None:
    longest = max(k for k in range(len(text) + 1) if any(member.startswith(text[:k]) for member in members))
    assert verdict_on(text, wanted(choices=members)) == Verdict(text in members, longest)


def test_of_languages_that_are_refined_the_place_is_not_told() -> None:
    """Of an array without repeated items a larger language is compiled, whose texts go along further."""
    schema = '{"type": "array", "items": {"type": "integer"}, "uniqueItems": true}'
    assert run("check", schema, "--text", "[1,2,11]").exit_code == 0
    result = run("check", schema, "--text", "[1,2,1]")
    assert result.exit_code == 1
    assert result.stdout == "no: the text is not in the language\n"


def test_text_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "text"
    file.write_bytes(b"a\r\n")
    assert run("check", "--regex", r"a\r\n", "--text-file", str(file)).exit_code == 0
    assert run("check", "--regex", "a", "--text-file", str(file)).exit_code == 1
    assert run("check", "--regex", r"a\r\n", "--text-file", "-", stdin=b"a\r\n").exit_code == 0
    file.write_bytes(b"\xff")
    for name, message in (("text", "is no text in UTF-8"), ("missing", "there is no file")):
        result = run("check", "--regex", "a", "--text-file", str(tmp_path / name))
        assert result.exit_code == 4
        assert message in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["{}", "--schema", "{}"], ["--text", "a", "--text-file", "b"], ["--text", "a", "--save", "c"], ["--start", "x"]],
)
def test_what_does_not_go_together(arguments: list[str]) -> None:
    beside = [] if "{}" in arguments else ["--regex", "a"]
    result = run("check", *beside, *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
