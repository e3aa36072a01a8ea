"""Execution accuracy of the shipped models on text to SQL, constrained and unconstrained.

``python -m benchmarks.text_to_sql [--examples N] [--weights FOLDER]``. Questions and values of the test split, over
databases of known themes and over a theme that training never saw. A query is right if SQLite returns the same rows as
for the reference query, on random rows.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.progress import track

from benchmarks.accuracy import ANYTHING
from constrained_diffusion import SqlDatabase, compile_constraint, generate, load_model
from constrained_diffusion.models.shipped import read_model
from training.questions import Question, create_statements, make_question


def database(question: Question, rng: random.Random) -> sqlite3.Connection:
    """The question's tables with rows, some of which hold the values that it asks for."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(create_statements(question.tables))
    for table in question.tables:
        for row in range(1, 41):
            values = [row, *(_value(column, rng, question.target) for column in table.columns)]
            values += [rng.randint(1, 40) for _ in table.parents]
            connection.execute(f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(values))})", values)
    return connection


def _value(column: Any, rng: random.Random, target: str) -> Any:
    value = column[1].make(rng, rng.choice(("train", "test")))
    quoted = target.split("'")[1::2]
    return rng.choice(quoted) if isinstance(value, str) and quoted and rng.random() < 0.4 else value


def rows(connection: sqlite3.Connection, query: str) -> Sequence[Any] | None:
    """The rows that a query returns, sorted unless it sorts them; None if it does not run."""
    try:
        found = connection.execute(query).fetchmany(200)
    except (sqlite3.Error, sqlite3.Warning, ValueError):
        return None
    return found if "ORDER BY" in query else sorted(found, key=repr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--weights", type=Path, help="folder of exported weights, in place of those that ship")
    parser.add_argument("--typed", action="store_true", help="compare numbers with numbers alone, text with text")
    arguments = parser.parse_args()
    count, folder = arguments.examples, arguments.weights
    print("| model, databases, decoding | runs | right rows | steps, mean |")
    print("| --- | --- | --- | --- |")
    for noise in ("absorbing", "uniform"):
        model: Any = load_model(noise) if folder is None else read_model(folder / f"{noise}.safetensors")
        free = compile_constraint(model.vocabulary, regex=ANYTHING)
        for themes, unseen in (("known themes", False), ("an unseen theme", True)):
            rng = random.Random(f"questions {unseen}")
            scores = {"constrained": [0, 0, 0], "unconstrained": [0, 0, 0]}
            for _ in track(range(count), description=f"{noise}, {themes}"):
                question = make_question(rng, "test", unseen=unseen)
                connection = database(question, rng)
                expected = rows(connection, question.target)
                bound = generate(model, question.text, grammar=SqlDatabase(connection, typed=arguments.typed), seed=0)
                loose = generate(model, question.text, constraint=free, about=question.outline, seed=0)
                for name, result in (("constrained", bound), ("unconstrained", loose)):
                    found = rows(connection, result.text)
                    scores[name][0] += found is not None
                    scores[name][1] += found is not None and found == expected
                    scores[name][2] += result.steps
                connection.close()
            for name, (runs, right, steps) in scores.items():
                print(f"| {noise}, {themes}, {name} | {runs / count:.1%} | {right / count:.1%} | {steps / count:.2f} |")


if __name__ == "__main__":
    main()
