"""Tasks without an object schema: the answers are among the choices, match the regexes, are JSON of the kind told."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from functools import cache

import pytest

from training import tasks
from training.tasks import Task, make_task
from training.values import Split

SPLITS: tuple[Split, Split] = ("train", "test")


@cache
def drawn(split: Split) -> tuple[Task, ...]:
    rng = random.Random(4)
    return tuple(make_task(rng, split) for _ in range(2000))


@pytest.mark.parametrize("split", SPLITS)
def test_answers_are_what_was_told(split: Split) -> None:
    again = random.Random(4)
    for task in drawn(split):
        assert task == make_task(again, split)
        if task.told.startswith("one of "):
            choices = task.told.removeprefix("one of ").split("/")
            assert len(choices) == len(set(choices)) >= 2
            assert len(task.told) >= 200 or task.target in choices, task
        elif task.told.startswith("like "):
            assert len(task.told) >= 200 or re.fullmatch(task.told.removeprefix("like "), task.target), task
        elif task.told:
            value = json.loads(task.target)
            kinds = {"[]": list, ":integer": int, ":number": float | int, ":boolean": bool, ":date": str}
            assert isinstance(value, kinds.get(task.told, object)), task
            if task.told.startswith("="):
                assert value in task.told[1:].split("/")
            assert task.target == json.dumps(value, ensure_ascii=False, separators=(",", ":")) or "." in task.target
        else:
            assert task.text == ""
            assert task.target.endswith((".", "?", "!"))


@pytest.mark.parametrize("split", SPLITS)
def test_lists_are_copied(split: Split) -> None:
    for task in drawn(split):
        if task.told == "[]" and task.text:
            items = json.loads(task.target)
            places = [task.text.find(item) for item in items]
            assert all(place >= 0 for place in places), task


def test_split_is_clean() -> None:
    assert len(tasks._FAMILIES) >= 60
    for family in tasks._FAMILIES:
        spelled = [name for names in family.spellings for name in names]
        assert len(spelled) == len(set(spelled)), spelled
        assert not any("/" in name for name in spelled)
        train, test = family.wordings["train"], family.wordings["test"]
        everything = [w for side in (train, test) for wordings in side for w in wordings]
        assert len(everything) == len(set(everything)), spelled
        assert all(train)
        assert all(test)
    for _, _, seen, held in (*tasks._KINDS,):
        assert not set(seen) & set(held)
    common = {t.text for t in drawn("train")} & {t.text for t in drawn("test")}
    assert sum(len(text) > 40 for text in common) == 0, common


def test_variety() -> None:
    train = drawn("train")
    heads = Counter(t.told.split(" ")[0] if t.told[:1] in "ol" else "json" for t in train)
    assert min(heads["one"], heads["like"], heads["json"]) > 350
    assert len({t.told for t in train}) > 700
    assert len(set(train)) > 1850
    assert 25 < sum(not t.text for t in train) < 150
    assert any(t.told.startswith('like \\{"id"') for t in train)


@pytest.mark.parametrize("split", SPLITS)
def test_relations_and_claims(split: Split) -> None:
    """A question about two persons has one of them as its answer; a claim follows from its text or not."""
    rng = random.Random(5)
    assert len(tasks._PAIR_ROWS["train"]) > 5 * len(tasks._PAIR_ROWS["test"]) / 2
    for row in tasks._PAIR_ROWS[split]:
        text, *asked = row.split(" ~ ")
        assert "{a}" in text
        assert "{b}" in text
        assert len(asked) == 4
        assert set(asked[1::2]) == {"{a}", "{b}"}, row
    for row in tasks._CLAIM_ROWS[split]:
        _, true, false = row.split(" ~ ")
        assert not set(true.split(" / ")) & set(false.split(" / "))
    for make in (tasks._related, tasks._entailed):
        for _ in range(300):
            text, choices, answer = make(rng, split)
            assert answer in choices
            assert len(set(choices)) == len(choices)
            assert not re.search(r"\{[abct]\}", text)
            if make is tasks._related:
                assert answer in text
