"""What is handed over wrongly is an error of the library's, which names the argument and what would do."""

from __future__ import annotations

import contextlib
import copy
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from constrained_diffusion import (
    Confidence,
    EntropyBound,
    SemiAutoregressive,
    SqlDatabase,
    Stable,
    Vocabulary,
    Wanted,
    compile_constraint,
    edit,
    generate,
    infill,
    limit_memory,
    load_constraint,
    load_model,
    save_constraint,
)
from constrained_diffusion.errors import (
    ConstrainedDiffusionError,
    InvalidArgument,
    InvalidLogits,
    InvalidText,
    InvalidVocabulary,
    UnsupportedSchema,
)
from constrained_diffusion.languages.arguments import wanted
from constrained_diffusion.languages.ir import ANY_TEXT
from constrained_diffusion.models.denoiser import BaseDenoiser, Told

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)


class Returns(BaseDenoiser):
    """Returns whatever it is told to."""

    def __init__(self, made: Callable[[int, int], Any]) -> None:
        self.vocabulary, self.noise, self.canvas_length, self.made = BYTES, "uniform", 4, made

    def prepare(self, prompts: Any, told: Told) -> list[Any]:
        return list(prompts)

    def logits(self, canvas: torch.Tensor, contexts: Any, time: float) -> Any:
        return self.made(*canvas.shape)


FLAT = Returns(lambda rows, n: torch.zeros(rows, n, BYTES.size))
ARGUMENTS: list[tuple[dict[str, Any], str]] = [
    ({"max_tokens": 3.5}, "max_tokens is a whole number, not 3.5"),
    ({"max_tokens": "9"}, "max_tokens is a whole number, not '9'"),
    ({"max_tokens": True}, "max_tokens is a whole number, not True"),
    ({"max_tokens": 0}, "max_tokens is at least 1, not 0"),
    ({"steps": 0}, "steps is at least 1"),
    ({"steps": 2.0}, "steps is a whole number"),
    ({"temperature": math.nan}, "temperature is a finite number, not nan"),
    ({"temperature": math.inf}, "temperature is a finite number"),
    ({"temperature": -0.1}, "temperature is at least 0, not -0.1"),
    ({"temperature": "hot"}, "temperature is a number, not 'hot'"),
    ({"seed": 1.5}, "seed is a whole number"),
    ({"seed": 2**70}, "a seed has 64 bits"),
    ({"thinking": -1}, "thinking is at least 0"),
    ({"thinking": 5}, "does not think"),
    ({"stop": "never"}, "stop is a stopping rule"),
    ({"strategy": "greedy"}, "no strategy is named 'greedy'; there are: confidence"),
    ({"strategy": 3}, "has a method choose"),
    ({"strategy": Confidence}, "not the class"),
    ({"on_step": 3}, "on_step is called with"),
    ({"regex": re.compile("a")}, "regex is the text of a regular expression, not a compiled one"),
    ({"regex": b"a"}, "regex is a string"),
    ({"regex": "a", "choices": ["a"]}, "exactly one of"),
    ({"choices": "ab"}, "choices is a list of strings"),
    ({"choices": 5}, "choices is a list of strings"),
    ({"choices": ["a", 5]}, "choice 1 is a string, not 5"),
    ({"choices": []}, "choices is empty"),
    ({"regex": None, "grammar": 5}, "grammar is a string, not 5"),
    ({"schema": {}, "regex": None, "whitespace": "wide"}, "whitespace is compact or flexible"),
    ({"regex": None, "constraint": "a+"}, "a constraint is made by compile_constraint"),
    ({"schema": {}, "regex": None, "additional_properties": True}, "additional_properties is closed or open, not True"),
    ({"schema": {}, "regex": None, "property_order": "none"}, "property_order is schema or any, not 'none'"),
    ({"schema": {}, "regex": None, "ensure_ascii": "yes"}, "ensure_ascii is True or False, not 'yes'"),
    ({"schema": {}, "regex": None, "strict": 5}, "strict is False or True or misspelt, not 5"),
    (
        {"schema": {}, "regex": None, "registry": [{}]},
        "registry is a dict of schemas by URI, or a referencing.Registry",
    ),
    ({"schema": {}, "regex": None, "start": "x"}, "start goes with a lark grammar, not with a schema"),
    ({"whitespace": "flexible"}, "whitespace goes with a schema, not with regex"),
    ({"additional_properties": "open"}, "additional_properties goes with a schema, not with regex"),
    ({"choices": ["a"], "property_order": "any"}, "property_order goes with a schema, not with choices"),
    ({"regex": None, "grammar": 'start: "a"', "strict": True}, "strict goes with a schema, not with a lark grammar"),
    (
        {"regex": None, "grammar": Wanted(language=ANY_TEXT), "start": "x"},
        "start goes with a lark grammar, not with Wanted",
    ),
    (
        {"regex": None, "constraint": compile_constraint(BYTES, regex="a"), "ensure_ascii": True},
        "ensure_ascii goes with a schema, not with a compiled constraint",
    ),
]


@pytest.mark.parametrize(("options", "message"), ARGUMENTS, ids=range(len(ARGUMENTS)))
def test_arguments(options: dict[str, Any], message: str) -> None:
    given = {"regex": "[a-c]{1,3}"} | ({"regex": None} if "choices" in options and "regex" not in options else {})
    with pytest.raises(InvalidArgument, match=re.escape(message)):
        generate(FLAT, "a prompt", **given | options)


def test_settings_of_schemas_around_holes() -> None:
    for ask in (lambda **told: infill(FLAT, "a{x}", **told), lambda **told: edit(FLAT, "ab", [(0, 1)], **told)):
        with pytest.raises(InvalidArgument, match="registry goes with a schema, not with any text"):
            ask(registry={"http://x": True})
        with pytest.raises(InvalidArgument, match="strict goes with a schema, not with regex"):
            ask(regex="a.", strict=True)


PROMPTS: list[tuple[Any, type[Exception], str]] = [
    ((text for text in ["a"]), InvalidArgument, "generator is neither"),
    ({"a", "b"}, InvalidArgument, "set is neither"),
    (b"bytes", InvalidArgument, "bytes is neither"),
    (5, InvalidArgument, "int is neither"),
    (["a", 5], InvalidArgument, r"give one for prompt\[1\], 5 is neither"),
    (["a", {"role": "user", "content": "b"}], InvalidArgument, "one conversation, all of it messages"),
    ("\ud800", InvalidText, "prompt holds a lone surrogate"),
    (["a", "b\udfff"], InvalidText, r"prompt\[1\] holds a lone surrogate.*at character 1; leave it out"),
]


@pytest.mark.parametrize(("prompt", "kind", "message"), PROMPTS, ids=range(len(PROMPTS)))
def test_prompts(prompt: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        generate(FLAT, prompt, regex="[a-c]{1,3}")


def test_an_empty_batch_has_no_answers() -> None:
    assert generate(FLAT, [], regex="[a-c]{1,3}") == []


def test_whole_numbers_of_numpy_and_torch_will_do() -> None:
    options: Any = {"max_tokens": np.int64(3), "steps": torch.tensor(2), "temperature": np.float32(0.0)}
    assert len(generate(FLAT, "a prompt", regex="[a-c]{1,3}", seed=np.int32(4), **options).text) <= 3
    one = Vocabulary.from_bytes([b"a", b"", b""], eos=np.int64(1), pad=torch.tensor(2))
    assert (one.eos, one.pad) == ((1,), 2)
    assert Vocabulary.from_bytes([b"a", b"", b""], eos=np.array([1, 2])).eos == (1, 2)


@pytest.mark.parametrize(
    ("model", "message"),
    [("absorbing", r"load_model\('absorbing'\)"), (None, "not NoneType"), (torch.nn.Linear(1, 1), "subclass of")],
    ids=str,
)
def test_models(model: Any, message: str) -> None:
    for ask in (lambda: generate(model, regex="a"), lambda: infill(model, "{a}"), lambda: edit(model, "a", [(0, 1)])):
        with pytest.raises(InvalidArgument, match=message):
            ask()


@pytest.mark.parametrize(
    "made",
    [
        lambda rows, n: None,
        lambda rows, n: torch.zeros(n, BYTES.size),
        lambda rows, n: torch.zeros(rows + 1, n, BYTES.size),
        lambda rows, n: torch.zeros(rows, n, BYTES.size - 1),
        lambda rows, n: torch.zeros(rows, n, BYTES.size, dtype=torch.long),
        lambda rows, n: torch.full((rows, n, BYTES.size), math.nan),
        lambda rows, n: torch.full((rows, n, BYTES.size), math.inf),
    ],
)
def test_logits(made: Callable[[int, int], Any]) -> None:
    with pytest.raises(InvalidLogits):
        generate(Returns(made), ["a", "b"], regex="[a-c]{1,3}")


def test_wrong_things_and_names(tmp_path: Path) -> None:
    constraint = compile_constraint(BYTES, regex="a")
    path = tmp_path / "kept.safetensors"
    save_constraint(constraint, path)
    wrong: list[tuple[Callable[[], Any], str]] = [
        (lambda: compile_constraint(FLAT, regex="a"), "not Returns: give model.vocabulary"),
        (lambda: compile_constraint(5, regex="a"), "a vocabulary belongs here, not int"),
        (lambda: compile_constraint(BYTES, shema={}), "no argument 'shema'; schema was probably meant"),
        (lambda: infill(FLAT, "{a}", max_new_tokens=3), "max_tokens was probably meant"),
        (lambda: save_constraint(constraint, tmp_path / "none" / "kept"), "there is no folder"),
        (lambda: load_constraint(BYTES, path), "a vocabulary belongs here, not PosixPath"),
        (lambda: load_constraint(path, path), "a vocabulary belongs here"),
        (lambda: SqlDatabase(5), "a connection of sqlite3 or duckdb, or an engine of SQLAlchemy .*, not int"),
    ]  # fmt: skip
    for ask, message in wrong:
        with pytest.raises(InvalidArgument, match=message):
            ask()


class Held(BaseModel):
    a: int


class Plain:
    pass


@dataclass
class HoldsPlain:
    a: Plain


class HoldsCode(BaseModel):
    a: Callable[[int], int]


class Unfinished(BaseModel):
    a: NotDefinedAnywhere  # type: ignore[name-defined]  # noqa: F821


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (Held(a=1), "the class, Held, not an instance"),
        (SqlDatabase, "SqlDatabase goes in as grammar="),
        ("person.json", "looks like a path; give the text of the file"),
        (Path("person.json"), "is a path, not a schema; give the text of the file"),
        ("person", "'person' is neither an object nor true or false; give a dict or its text"),
        ("", "^the schema is empty; give a dict"),
        (" \n", "^the schema is empty"),
        ('{"type": ', "is not JSON: Expecting value.*; correct the text there"),
        ("5", "^5 is no JSON Schema; give an object"),
        (5, "^5 is neither a JSON Schema nor a type that pydantic can read; give a dict or its text, True or False, a"),
        (Plain, "^the class Plain is neither a JSON Schema nor a type that pydantic can read; give a dict"),
        (list[Plain], "^list.* is neither a JSON Schema nor a type"),
        (HoldsPlain, "the class HoldsPlain has a part that pydantic cannot read, <class .*Plain'>; make it"),
        (HoldsCode, "the class HoldsCode has a part that JSON cannot show: .*; leave it out"),
        (Unfinished, "the class Unfinished is not fully defined, .*; define them"),
    ],
)
def test_what_is_no_schema(schema: Any, message: str) -> None:
    with pytest.raises(UnsupportedSchema, match=message) as caught:
        wanted(schema=schema)
    assert "\n" not in str(caught.value)
    assert "at the root" not in str(caught.value)
    assert caught.value.pointer == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"name_or_path": 5}, "name_or_path is a string"),
        ({"device": "gpu"}, "^there is no device 'gpu' here; device is one of 'cpu'"),
        ({"device": "cuda:99"}, "no device 'cuda:99' here; device is one of 'cpu'"),
        ({"device": torch.device("meta")}, "no device 'meta' here"),  # it holds no numbers
        ({"device": None}, "no device None here"),
        ({"dtype": "float7"}, "dtype is one of bfloat16, float16, float32, float64, or None .*, not 'float7'"),
        ({"dtype": "cuda"}, "dtype is one of .*, not 'cuda'"),
        ({"dtype": torch.int8}, "dtype is one of .*, not torch.int8"),
        ({"noise": "gaussian"}, "noise is one of 'absorbing', 'uniform', or None, not 'gaussian'"),
    ],
)
def test_loading(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        load_model(**options)


def test_templates_and_spans() -> None:
    wrong: list[tuple[Callable[[], Any], type[Exception], str]] = [
        (lambda: infill(FLAT, ["{a}", "{b}"]), InvalidArgument, "template is a string"),  # type: ignore[arg-type]
        (lambda: infill(FLAT, "{a}", prompt=["a"]), InvalidArgument, "prompt is a string"),  # type: ignore[arg-type]
        (lambda: infill(FLAT, "{a"), InvalidArgument, "braces are written"),
        (lambda: infill(FLAT, "}"), InvalidArgument, "braces are written"),
        (lambda: infill(FLAT, "\ud800{a}"), InvalidText, "template holds a lone surrogate"),
        (lambda: infill(FLAT, "{a}", regx="a"), InvalidArgument, "no argument 'regx'"),  # type: ignore[call-arg]
        (lambda: edit(FLAT, "abc", [(0, 1.5)]), InvalidArgument, "end of a span is a whole"),  # type: ignore[list-item]
        (lambda: edit(FLAT, "abc", [3]), InvalidArgument, "a pair"),  # type: ignore[list-item]
        (lambda: edit(FLAT, "abc\ud800", [(0, 1)]), InvalidText, "document holds a lone surrogate"),
        (lambda: edit(FLAT, "abc", []), InvalidArgument, "at least one span"),
    ]
    for ask, kind, message in wrong:
        with pytest.raises(kind, match=message):
            ask()


def test_settings_and_vocabularies() -> None:
    wrong: list[tuple[Callable[[], Any], type[Exception], str]] = [
        (lambda: Confidence(threshold=math.nan), InvalidArgument, "threshold is a finite"),
        (lambda: Confidence(per_step=1.5), InvalidArgument, "per_step is a whole"),  # type: ignore[arg-type]
        (lambda: EntropyBound(bound=-1), InvalidArgument, "bound is at least 0"),
        (lambda: SemiAutoregressive(block_length=0), InvalidArgument, "block_length is at least 1"),
        (lambda: Stable(entropy=math.nan), InvalidArgument, "entropy is a finite"),
        (lambda: limit_memory(constraints=-1), InvalidArgument, "at least 0"),
        (lambda: Vocabulary.from_bytes(["a", ""], eos=1), InvalidVocabulary, "token 0 is 'a'"),  # type: ignore[list-item]
        (lambda: Vocabulary.from_bytes([b"a", b""], eos=1.0), InvalidArgument, "eos is a whole"),  # type: ignore[arg-type]
        (lambda: Vocabulary.from_bytes([b"a", b""], eos=2), InvalidVocabulary, "outside"),
    ]
    for ask, kind, message in wrong:
        with pytest.raises(kind, match=message):
            ask()


def test_canvases() -> None:
    constraint = compile_constraint(BYTES, regex="[a-c]{1,3}")
    logits = torch.zeros(4, BYTES.size)
    for canvas in ([-1, -1], torch.zeros(0, 4, dtype=torch.long), torch.zeros(4), torch.zeros(1, 1, 4).long()):
        for ask in (constraint.masks, constraint.forced, constraint.is_completable):
            with pytest.raises(InvalidArgument):
                ask(canvas)  # type: ignore[arg-type]
        with pytest.raises((InvalidArgument, InvalidLogits)):
            constraint.marginals(canvas, logits)  # type: ignore[arg-type]


SCHEMAS: list[dict[str, Any]] = [
    {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": 9, "pattern": "^a", "format": "email"},
            "age": {"type": "integer", "minimum": 0, "exclusiveMaximum": 9, "multipleOf": 3},
            "kind": {"enum": ["a", 1, None, {"b": [True]}], "type": ["string", "number"]},
        },
        "required": ["name"],
        "additionalProperties": {"const": 3},
    },
    {"type": "array", "prefixItems": [{"type": "number"}], "items": {"$ref": "#/$defs/a"}, "minItems": 1,
     "maxItems": 3, "$defs": {"a": {"anyOf": [{"type": "null"}, {"allOf": [{"minimum": 1}, {"maximum": 3}]}]}}},
    {"$schema": "http://json-schema.org/draft-07/schema#", "items": [{"type": "number", "format": "int32"}],
     "additionalItems": False, "uniqueItems": False, "$id": "http://a/b"},
]  # fmt: skip
JUNK: list[Any] = [
    None, True, False, 0, -1, 1.5, 10**30, 1e308, math.nan, math.inf, "", "abc", "\ud800", "(", "#/none", [], [{}],
    [None], ["a", "a"], [["a"]], {}, {"a": 1}, {"": None}, {1: 2}, {"type": "string"}, b"a", object(), (1, 2), {3},
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, inner in below for place in places(inner, (*path, key)))]


@settings(max_examples=400)
@given(st.data())
def test_junk_anywhere_in_a_schema(data: st.DataObject) -> None:
    """A schema with one part replaced by something else is read, or refused by an error of the library's."""
    schema: Any = copy.deepcopy(data.draw(st.sampled_from(SCHEMAS)))
    for _ in range(data.draw(st.integers(1, 2))):
        *path, last = data.draw(st.sampled_from(places(schema)[1:] or [("type",)]))
        inner = schema
        for step in path:
            inner = inner[step]
        inner[last] = copy.deepcopy(data.draw(st.sampled_from(JUNK)))
    with contextlib.suppress(ConstrainedDiffusionError):
        wanted(schema=schema)


@pytest.mark.parametrize(
    ("schema", "pointer", "message"),
    [
        ({"required": None}, "/required", "required is a list of names, not None"),
        ({"required": "abc"}, "/required", "required is a list of names, not 'abc'"),
        ({"properties": {"a": {"type": [{}]}}}, "/properties/a/type", "the name of a type"),
        ({"enum": ["a", "(b"], "pattern": "^(?<=a)$"}, None, None),
        ({"const": "\ud800"}, "/const", "lone surrogate"),
        ({"properties": {"\ud800": {}}}, "/properties", "lone surrogate"),
        ({"maxLength": 2.5}, "/maxLength", "whole number"),
        ({"items": 5}, "/items", "a schema is an object or a boolean"),
        ({"$schema": 5}, "/$schema", "a string"),
    ],
    ids=str,
)
def test_malformed_schemas(schema: Any, pointer: str | None, message: str | None) -> None:
    if pointer is None:
        wanted(schema=schema)
        return
    with pytest.raises(UnsupportedSchema, match=message) as caught:
        wanted(schema=schema)
    assert caught.value.pointer == pointer
