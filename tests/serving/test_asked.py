"""What a request asks, across processes: the same text for the same question, and back."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constrained_diffusion import Vocabulary
from constrained_diffusion.api.compilation import compile_wanted
from constrained_diffusion.errors import (
    ConstrainedDiffusionError,
    InvalidArgument,
    InvalidGrammar,
    InvalidRegex,
    UnsupportedSchema,
)
from constrained_diffusion.serving.asked import Asked

VOCABULARY = Vocabulary([*(bytes([byte]) for byte in range(256)), b"", b"", b""], eos=256, special=[257, 258])
TEXTS = st.text(max_size=8)
ASKED = st.builds(
    Asked,
    kind=st.sampled_from(["schema", "regex", "choices", "grammar"]),
    content=TEXTS | st.lists(TEXTS, max_size=3).map(tuple),
    whitespace=st.sampled_from(["compact", "flexible"]),
    additional_properties=st.sampled_from(["closed", "open"]),
    thought=st.sampled_from(["none", "may", "open"]),
)


def _accepts(asked: Asked, *answers: str) -> list[bool]:
    vocabulary = VOCABULARY if asked.thought == "none" else VOCABULARY.with_signals([257, 258])
    constraint = compile_wanted(asked.wanted(), vocabulary)
    return [constraint.accepts(list(answer.encode())) for answer in answers]


@given(ASKED)
def test_there_and_back(asked: Asked) -> None:
    back = Asked.load(asked.dump())
    assert back == asked
    assert hash(back) == hash(asked)
    assert type(back.content) is type(asked.content)
    assert back.dump() == asked.dump()


@given(ASKED, ASKED)
def test_dumps_are_equal_where_questions_are(one: Asked, other: Asked) -> None:
    assert (one.dump() == other.dump()) == (one == other)


@pytest.mark.parametrize(
    "changed",
    [{"kind": "grammar"}, {"content": "b"}, {"content": ("a",)}, {"whitespace": "flexible"},
     {"additional_properties": "open"}, {"thought": "may"}, {"thought": "open"}],
)  # fmt: skip
def test_every_field_counts(changed: dict[str, Any]) -> None:
    asked = Asked(kind="regex", content="a")
    other = replace(asked, **changed)
    assert other != asked
    assert other.dump() != asked.dump()


def test_dumps_are_the_same_in_every_process() -> None:
    asked = Asked(kind="choices", content=("é", "b\n", '"'), thought="may")
    code = (
        "import sys; from constrained_diffusion.serving.asked import Asked\n"
        "asked = Asked.load(sys.stdin.buffer.read().decode()); sys.stdout.buffer.write(asked.dump().encode())"
    )
    found = subprocess.run([sys.executable, "-c", code], input=asked.dump().encode(), capture_output=True, check=True)
    assert found.stdout.decode() == asked.dump()
    assert json.loads(asked.dump())["content"] == ["é", "b\n", '"']


def test_answers_of_every_kind() -> None:
    assert _accepts(Asked(kind="regex", content="a+"), "aa", "b") == [True, False]
    assert _accepts(Asked(kind="choices", content=("yes", "no")), "yes", "maybe") == [True, False]
    assert _accepts(Asked(kind="grammar", content='start: "(" start ")" | "x"'), "((x))", "(x") == [True, False]
    assert _accepts(Asked(kind="grammar", content='root ::= "(" root ")" | "x"'), "((x))", "(x") == [True, False]
    assert _accepts(Asked(kind="schema", content='{"type": "integer"}'), "12", "1.5") == [True, False]


def test_schemas_are_read_as_asked() -> None:
    schema = '{"type": "object", "properties": {"a": {"type": "null"}}, "required": ["a"]}'
    answers = ('{"a":null}', '{ "a": null }', '{"a":null,"b":1}')
    asked = Asked(kind="schema", content=schema)
    assert _accepts(asked, *answers) == [True, False, False]
    assert _accepts(replace(asked, whitespace="flexible"), *answers) == [True, True, False]
    assert _accepts(replace(asked, additional_properties="open"), *answers) == [True, False, True]


def test_keywords_that_are_misspelt_are_refused() -> None:
    """A client sees no warning."""
    for keyword, meant in (("requird", "required"), ("mininum", "minimum"), ("maxLenght", "maxLength")):
        with pytest.raises(UnsupportedSchema, match=f"'{keyword}' .* {meant} was probably meant"):
            Asked(kind="schema", content=f'{{"{keyword}": 1}}').wanted()


def test_thoughts_stand_before_answers_of_every_kind() -> None:
    for kind, content, answer in (
        ("regex", "a+", "aa"), ("choices", ("yes",), "yes"), ("grammar", 'start: "x" start | "."', "xx."),
        ("schema", '{"type": "boolean"}', "true"),
    ):  # fmt: skip
        asked = Asked(kind=kind, content=content)  # type: ignore[arg-type]
        spelled = list(answer.encode())
        thinking = VOCABULARY.with_signals([257, 258])
        for thought, held in (("none", [1, 0, 0]), ("may", [1, 1, 0]), ("open", [0, 0, 1])):
            wanted = replace(asked, thought=thought).wanted()
            constraint = compile_wanted(wanted, VOCABULARY if thought == "none" else thinking)
            canvases = (spelled, [258, 65, 257, *spelled], [65, 257, *spelled])
            assert [constraint.accepts(canvas) for canvas in canvases] == [bool(one) for one in held]


@pytest.mark.parametrize(
    ("kind", "content", "error"),
    [
        ("regex", "(a", InvalidRegex),
        ("regex", "", None),
        ("schema", '{"type": "nothing"}', UnsupportedSchema),
        ("schema", "{", ConstrainedDiffusionError),
        ("schema", '{"$ref": "#/no"}', UnsupportedSchema),
        ("schema", '{"type": "string", "format": ["a"]}', UnsupportedSchema),
        ("grammar", 'root ::= "a" b', InvalidGrammar),
        ("grammar", 'start: "a" b', InvalidGrammar),
        ("grammar", 'begin: "a"', InvalidGrammar),
        ("choices", (), ConstrainedDiffusionError),
        ("choices", "ab", ConstrainedDiffusionError),
        ("regex", ("a",), ConstrainedDiffusionError),
        ("grammar", ("a",), ConstrainedDiffusionError),
    ],
)
def test_what_cannot_be_read_is_refused(kind: Any, content: Any, error: type[ConstrainedDiffusionError] | None) -> None:
    asked = Asked(kind=kind, content=content)
    if error is None:
        assert _accepts(asked, "", "a") == [True, False]
        return
    with pytest.raises(error):
        Asked.load(asked.dump()).wanted()


@pytest.mark.parametrize(
    ("kind", "content"), [("regex", "a"), ("choices", ("a",)), ("grammar", 'start: "a"'), ("grammar", 'root ::= "a"')]
)
@pytest.mark.parametrize("setting", [{"whitespace": "flexible"}, {"additional_properties": "open"}])
def test_settings_of_schemas_are_for_schemas(kind: Any, content: Any, setting: dict[str, Any]) -> None:
    """Nothing is ignored silently."""
    with pytest.raises(InvalidArgument, match="goes with a schema"):
        Asked(kind=kind, content=content, **setting).wanted()


def test_uniqueness_behind_a_thought_is_refused() -> None:
    schema = '{"type": "array", "items": {"type": "string"}, "uniqueItems": true}'
    assert Asked(kind="schema", content=schema).wanted().refined is not None
    for thought in ("may", "open"):
        with pytest.raises(InvalidArgument, match="switch thinking off"):
            Asked(kind="schema", content=schema, thought=thought).wanted()  # type: ignore[arg-type]


def test_grammars_of_requests_are_texts_and_no_files(tmp_path: Path) -> None:
    """A client of a server has no business with the server's files."""
    path = tmp_path / "secret.lark"
    path.write_text('start: "secret"\n', "utf-8")
    broken = tmp_path / "passwords"
    broken.write_text("root:x:0:0\n", "utf-8")
    for file in (path, broken):
        with pytest.raises(ConstrainedDiffusionError) as caught:
            Asked(kind="grammar", content=str(file)).wanted()
        assert "root:x" not in str(caught.value)
        assert f"{file}, line" not in str(caught.value)


def test_half_a_surrogate_pair_is_refused() -> None:
    for kind, content in (("regex", "\ud800"), ("choices", ("a", "\udfff")), ("grammar", 'root ::= "\ud800"')):
        with pytest.raises(InvalidArgument, match="half a surrogate pair"):
            Asked(kind=kind, content=content)  # type: ignore[arg-type]
