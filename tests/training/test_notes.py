"""The notes: every text can be told and its answer stands in it, files are checked with names of what is wrong."""

import json
import random

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from training.notes import make_choice_of_note, make_note_example, notes
from training.notes.__main__ import strings
from training.notes.making import example_of, split_of
from training.notes.reading import read_notes

BILL = """
## bill
amount: int:20:900 | amount total | what has to be paid
number: integer | reminder_no | which reminder this is
state: paid/overdue; settled/late | state | Is it paid?
lines: [item string, qty integer] | lines
a: product
n: int:2:9
> [Second|2nd] reminder: {amount} euros for {n} of {a}.
= number=2; state=overdue; lines=[{"item": $a, "qty": $n}]
> All {amount} euros are paid.
= state=paid; number=null
"""


def test_every_note_makes_valid_examples() -> None:
    rng = random.Random(0)
    assert len(notes()) > 2500
    for note in notes():
        for _ in range(3):
            example = example_of(rng, split_of(note), note)
            answer = json.loads(example.target)
            Draft202012Validator(example.schema, format_checker=FormatChecker()).validate(answer)
            assert all(value in example.text for value in strings(answer, example.schema)), example
            assert example.outline
            assert len(example.text) < 900


def test_the_answer_is_what_the_text_says() -> None:
    (note,) = read_notes(BILL)
    rng, seen = random.Random(1), set()
    for _ in range(200):
        example = example_of(rng, "train", note)
        answer = json.loads(example.target)
        overdue = "eminder" in example.text
        seen.add(overdue)
        state = answer.get("state")
        assert state in ((None, "overdue", "late") if overdue else (None, "paid", "settled"))
        assert answer.get("reminder_no", answer.get("reminderNo")) in ((None, 2) if overdue else (None,))
        for line in answer.get("lines", ()):
            assert line["item"] in example.text
    assert len(seen) == 2


def test_the_same_seed_makes_the_same_and_notes_are_on_one_side() -> None:
    first, second = (make_note_example(random.Random(5), "train") for _ in range(2))
    assert first == second
    sides = {split_of(note) for note in notes()}
    assert sides == {"train", "test"}
    held = sum(split_of(note) == "test" for note in notes()) / len(notes())
    assert 0.05 < held < 0.15


def test_choices_of_notes() -> None:
    rng = random.Random(2)
    for split in ("train", "test"):
        for _ in range(200):
            task = make_choice_of_note(rng, split)
            assert task.text
            options = task.told.removeprefix("one of ")
            assert task.target in options.split("/") or len(options) > 180


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("> {nobody} paid", "nobody"),
        ("= colour=red", "no field 'colour'"),
        ("= state=lost", "'lost' is none of"),
        ("= amount=7", "said already"),
        ("= number=two", "number"),
        ("place: nowhere | place", "no maker nowhere"),
        ("x: a/a | x", "twice"),
        ("total: city | total", "names of two fields: total"),
        ("amount: city | other", "amount twice"),
        ("> {amount", "ValueError"),
        ("> @@ paid", "marks"),
        ("what is this", "not a field"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(line: str, message: str) -> None:
    with pytest.raises(ValueError, match="## bill") as raised:
        read_notes(BILL + line)
    assert message in str(raised.value)
