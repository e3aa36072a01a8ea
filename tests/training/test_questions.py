"""Questions about databases: their queries run and are in the language, and the two sides of the split differ."""

from __future__ import annotations

import random
import re
import sqlite3
from contextlib import closing

import pytest

from constrained_diffusion import SqlDatabase, Vocabulary, compile_constraint
from training import questions
from training.questions import KINDS, UNSEEN, Question, create_statements, make_question
from training.schemas_of_tables import ANONYMOUS
from training.values import Split

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
CASES: tuple[tuple[Split, bool], ...] = (("train", False), ("test", False), ("test", True))


def drawn(split: Split, count: int, seed: int = 0, *, unseen: bool = False) -> list[Question]:
    rng = random.Random(seed)
    return [make_question(rng, split, unseen=unseen) for _ in range(count)]


@pytest.mark.parametrize(("split", "unseen"), CASES)
def test_queries_run(split: Split, unseen: bool) -> None:
    for question in drawn(split, 1000, unseen=unseen):
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.executescript(create_statements(question.tables))
            connection.execute(question.target)
        assert 1 <= len(question.tables) <= 4
        assert "{" not in question.text


def test_queries_are_in_the_language() -> None:
    """Most over the tables that they name, which is quick; some over the whole database."""
    for number, question in enumerate(drawn("train", 100, seed=5)):
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.executescript(create_statements(question.tables))
            named = [table.name for table in question.tables if re.search(rf"\b{table.name}\b", question.target)]
            database = SqlDatabase(connection, tables=named if number % 10 else None)
            constraint = compile_constraint(BYTES, grammar=database)
            assert constraint.accepts(list(question.target.encode())), question.target


def test_the_same_again() -> None:
    assert drawn("train", 200, seed=3) == drawn("train", 200, seed=3)


def test_sides_of_the_split() -> None:
    pools = {
        name: pool
        for name, pool in vars(questions).items()
        if name.startswith("_") and isinstance(pool, dict) and "train" in pool
    }
    assert len(pools) > 40
    for name, pool in pools.items():
        assert pool["train"], name
        assert pool["test"], name
        assert not set(pool["train"]) & set(pool["test"])
    seen = {question.text for question in drawn("train", 2000)}
    assert len(seen & {question.text for question in drawn("test", 2000, seed=1)}) < 4


def test_themes() -> None:
    assert len(KINDS) - len(UNSEEN) >= 45
    assert len({kind.theme for kind in KINDS.values()}) >= 20
    assert {"employee", "department"} < UNSEEN
    assert set(KINDS) > UNSEEN | ANONYMOUS
    themes = {KINDS[kind].theme for kind in UNSEEN}
    assert not {kind for kind in KINDS if KINDS[kind].theme in themes} - UNSEEN
    for kind in KINDS.values():
        assert set(kind.parents) <= set(KINDS)


def test_tables_in_the_text() -> None:
    drawn_ones = drawn("train", 2000)
    told = [question for question in drawn_ones if question.told_in_text]
    assert 0.06 < len(told) / len(drawn_ones) < 0.14
    for question in told:
        assert question.outline == ""
        assert all(table.name in question.text for table in question.tables)
    assert not any(question.told_in_text for question in drawn("test", 300))


SHAPES = (
    (r"How many \w+ are there with [\w ]+ \w+\?", r"SELECT COUNT\(\*\) FROM \w+ WHERE \w+ = '\w+'"),
    (r"What is the average [\w ]+ of the \w+\?", r"SELECT AVG\(\w+\) FROM \w+"),
    (r"Which \w+ has the highest [\w ]+\?", r"SELECT \w+ FROM \w+ ORDER BY \w+ DESC LIMIT 1"),
    (r"Count the \w+ per [\w ]+\.?", r"SELECT (\w+), COUNT\(\*\) FROM \w+ GROUP BY \1"),
    (
        r"\w+ (me )?(the )?[\w ]+ (of|for) (the|all) \w+ with [\w ]+ over \d+\.?",
        r"SELECT [\w, ]+ FROM \w+ WHERE \w+ > \d+",
    ),
    (r"List the [\w ]+ of the \w+ [\w ]+ with [\w ]+ \w+\.?", r"SELECT .* JOIN .* WHERE \w+\.\w+ = '\w+'"),
)


def test_questions_of_the_readme_are_drawn() -> None:
    """The shapes of what README and docs/sql.md ask."""
    left, rng = list(SHAPES), random.Random(11)
    for _ in range(60_000):
        question = make_question(rng, "train")
        left = [
            (text, query)
            for text, query in left
            if not (re.fullmatch(query, question.target) and re.fullmatch(text, question.text))
        ]
        if not left:
            break
    assert not left
