"""Documents fit their schemas, copy what they copy from the text, and keep to their side of the split."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache

import jsonschema
import pytest

from training.documents import KINDS, core, fields, make_document_example, records
from training.example import Example
from training.values import Split, split_of

SPLITS: tuple[Split, Split] = ("train", "test")


@cache
def examples(split: Split) -> tuple[Example, ...]:
    rng = random.Random(11)
    return tuple(make_document_example(rng, split) for _ in range(1000))


def copied(value: object, schema: dict[str, object]) -> Iterator[str]:
    """The strings of a value that are neither options nor dates."""
    if "anyOf" in schema:
        schema = schema["anyOf"][0]
    if isinstance(value, dict):
        for name, member in value.items():
            yield from copied(member, schema["properties"][name])
    elif isinstance(value, list):
        for item in value:
            yield from copied(item, schema["items"])
    elif isinstance(value, str) and "enum" not in schema and "format" not in schema:
        yield value


@pytest.mark.parametrize("split", SPLITS)
def test_examples_repeat_and_fit_their_schema(split: Split) -> None:
    again = random.Random(11)
    for example in examples(split):
        assert example == make_document_example(again, split)
        value = json.loads(example.target)
        jsonschema.Draft202012Validator(example.schema).validate(value)
        names = list(example.schema["properties"])
        assert list(value) == [name for name in names if name in value]
        assert 1 <= len(names) <= 8
        assert example.target != "{}"


@pytest.mark.parametrize("split", SPLITS)
def test_strings_are_copied(split: Split) -> None:
    for example in examples(split):
        for text in copied(json.loads(example.target), example.schema) if example.text else ():
            assert text in example.text, example
            assert text == text.strip()


@pytest.mark.parametrize("split", SPLITS)
def test_dates_and_numbers_stand_in_the_text(split: Split) -> None:
    """A number's digits are in the text, without separators, or it is a word or a quantity of one."""

    def numbers(value: object) -> Iterator[float]:
        if isinstance(value, bool):
            return
        if isinstance(value, int | float):
            yield value
        elif isinstance(value, dict | list):
            for member in value.values() if isinstance(value, dict) else value:
                yield from numbers(member)

    for example in examples(split):
        plain = example.text.replace(",", "").replace(".", "")
        for number in numbers(json.loads(example.target)) if example.text else ():
            digits = f"{number:.10f}".rstrip("0").rstrip(".").replace(".", "")
            small = number == int(number) and 0 <= number < 1000
            assert digits in plain or (small and fields.words_of(int(number)) in example.text) or number == 1, example


def test_sizes_and_variety() -> None:
    for split in SPLITS:
        shown = examples(split)
        assert max(len(e.text) for e in shown) <= core.LONGEST_TEXT + 60
        assert max(len(e.target) for e in shown) <= 420
        assert len({e.text for e in shown}) > 0.93 * len(shown)
        assert len({name for e in shown for name in e.schema["properties"]}) > 250
    empty = sum(not e.text for e in examples("train"))
    assert 10 < empty < 60
    assert all(e.text for e in examples("test"))
    outlines = [e.outline for e in examples("train")]
    for part in ("[]", "?", "|null", ":integer", ":number", ":boolean", ":date", "=", '"', ")[]", "("):
        assert sum(part in outline for outline in outlines) > 15, part


def test_split_is_clean() -> None:
    assert sum(not kind.layouts for kind in KINDS) + sum(d.held_out for d in records.DOMAINS) >= 2
    assert len({kind.name for kind in KINDS}) == len(KINDS) > 25
    for kind in KINDS:
        assert kind.held_out
        assert not set(kind.layouts) & set(kind.held_out)
        for group in kind.groups.values():
            assert set(group) <= set(kind.fields), kind.name
        for layout in (*kind.layouts, *kind.held_out):
            assert {key for key, _ in core._PLACE.findall(layout)} <= set(kind.fields)
    assert not set(records.LABELLED) & set(records.LABELLED_TEST)
    assert not set(records.BARE) & set(records.BARE_TEST)
    assert not {e.text for e in examples("train")} & {e.text for e in examples("test")}
    rng = random.Random(5)
    for split in SPLITS:
        draw = core.Draw(rng, split)
        for _ in range(100):
            assert split_of(str(fields.DATE_.make(draw).json)) == split
            for make in (fields.order_code, fields.sku_code, fields.flight_code, fields.version, fields.clock):
                assert split_of(make(rng, split)) == split


def test_layouts() -> None:
    rng = random.Random(1)
    assert {core.expand(rng, "[Hi|Dear {a.first}|] {b}[!|]") for _ in range(200)} == {
        f"{start} {{b}}{end}" for start in ("Hi", "Dear {a.first}", "") for end in ("!", "")
    }
    assert core.expand(rng, "[{x}] {y}") == "[{x}] {y}"
    assert core.expand(rng, "{x} | {y}") == "{x} | {y}"
    assert core.dump({"a": core.Raw("12.50"), "b": [True, None, "ü"]}) == '{"a":12.50,"b":[true,null,"ü"]}'


def test_amounts() -> None:
    """An amount means the same in every style."""
    for style in range(10):
        draw = core.Draw(random.Random(style), "train")
        draw.money = style
        for cents in (5, 1250, 129950, 100000):
            fact = fields.money(draw, cents)
            assert float(str(fact.json)) == cents / 100
    draw.money = 2
    assert fields.money(draw, 129951).text == "1.299,51 €"
    assert fields.words_of(250) == "two hundred and fifty"
    assert [fields.date_text(style, "2025-05-14") for style in (0, 1, 3, 4, 6)] == [
        "2025-05-14", "14 May 2025", "May 14th, 2025", "14.05.2025", "05/14/2025",
    ]  # fmt: skip
