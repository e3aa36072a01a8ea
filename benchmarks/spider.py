"""How many of Spider's gold queries are in the language, and that it runs: ``python -m benchmarks.spider FOLDER``.

FOLDER has ``dev.json`` (questions, gold queries, hardness) and the databases as ``NAME.sqlite``. Queries are looked up
as they are written, in any spelling; a query speaks of no table but those that it names, so that it is looked up in the
language over these (`SqlDatabase.named_in`), with the joins that the whole database has. ``--samples 1000`` draws so
many queries over every database, under random logits, and asks SQLite to compile them; with ``--url`` over copies of
the databases on another engine (``duckdb://``, or of a server of PostgreSQL, MySQL or MariaDB), which runs them.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import torch

from benchmarks.sql_copies import copied
from benchmarks.vocabulary import tokenizer
from constrained_diffusion import SqlDatabase, Vocabulary, compile_constraint

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
BREADTHS: dict[str, dict[str, Any]] = {
    "default": {},
    "typed": {"typed": True},
    "any_columns": {"any_columns": True},
    "widest": {
        "joins": 3, "any_columns": True, "operands": 3, "inner_joins": 3, "subqueries": "anywhere", "parentheses": 2,
    },
}  # fmt: skip
POSITIONS = 96
HARDNESS = ("easy", "medium", "hard", "extra")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--breadths", nargs="+", choices=BREADTHS, default=[*BREADTHS])
    parser.add_argument("--lost", action="store_true", help="print the queries that are not in the language")
    parser.add_argument("--samples", type=int, default=0, help="how many queries are drawn over every database")
    parser.add_argument("--url", help="of another engine, on which they are drawn and run")
    arguments = parser.parse_args()
    if arguments.samples:
        drawn(arguments.folder, arguments.samples, arguments.url)
        return
    golds = json.loads((arguments.folder / "dev.json").read_text("utf-8"))
    all_of = Counter(gold["hardness"] for gold in golds)
    print(
        f"{len(golds):,} gold queries\n\n| language | all | {' | '.join(HARDNESS)} |\n|{' --- |' * (len(HARDNESS) + 2)}"
    )
    for name in arguments.breadths:
        held: Counter[str] = Counter()
        lost = []
        for gold in golds:
            if holds(arguments.folder / f"{gold['db_id']}.sqlite", gold["query"], name):
                held[gold["hardness"]] += 1
            else:
                lost.append(gold)
        shares = " | ".join(f"{held[one] / all_of[one]:.1%}" for one in HARDNESS)
        print(f"| {name} | {held.total()} ({held.total() / len(golds):.1%}) | {shares} |", flush=True)
        if arguments.lost:
            for gold in lost:
                print(f"    {gold['db_id']}: {gold['query']}")


@contextmanager
def opened(path: Path, url: str | None) -> Iterator[tuple[Any, Callable[[str], object]]]:
    """What `SqlDatabase` reads, and what tries a query."""
    if url is not None:
        with copied(path, url) as both:
            yield both
        return
    with closing(sqlite3.connect(path)) as connection:
        yield connection, lambda query: connection.execute(f"EXPLAIN {query}")


def drawn(folder: Path, samples: int, url: str | None) -> None:
    """Prints what the language of every database costs, and how many of the queries that are drawn run."""
    made = tokenizer(8_192)
    vocabulary = Vocabulary.from_tokenizers(made, eos="<eos>", pad="<pad>", mask="<mask>")
    quotes = [token for token in range(vocabulary.size) if b"'" in vocabulary.token_bytes(token)]
    print(
        "| database | tables | columns | joins, inner, operands | compiled in s | edges | step in s | run |\n|"
        + " --- |" * 8
    )
    generator = torch.Generator().manual_seed(0)
    for path in sorted(folder.glob("*.sqlite")):
        with opened(path, url) as (source, run):
            database, began = SqlDatabase(source), time.perf_counter()
            constraint = compile_constraint(vocabulary, grammar=database)
            took, steps = time.perf_counter() - began, []
            tried = 0
            while tried < samples:
                logits = 3 * torch.randn(POSITIONS, vocabulary.size, generator=generator)
                logits[:, quotes] += float(torch.randint(-20, 4, (1,), generator=generator))  # texts eat the canvas
                began = time.perf_counter()
                posterior = constraint.posterior(torch.full((POSITIONS,), -1), logits)
                assert posterior.log_evidence > float("-inf")
                steps.append(time.perf_counter() - began)
                for _ in range(min(samples - tried, max(10, samples // 20))):
                    run(vocabulary.decode(posterior.sample(generator)))
                    tried += 1
        extent = f"{database.joins}, {database.inner_joins}, {database.operands}"
        columns = sum(map(len, database.tables.values()))
        print(
            f"| {path.stem} | {len(database.tables)} | {columns} | {extent} | {took:.1f} "
            f"| {constraint.automaton.edges:,} | {min(steps):.2f} | {tried:,} |", flush=True,
        )  # fmt: skip


def holds(database: Path, query: str, breadth: str) -> bool:
    """Whether the query is in the language."""
    named = _database(database, breadth).named_in(query)
    return compile_constraint(BYTES, grammar=named).accepts(list(query.encode()))


@cache
def _database(path: Path, breadth: str) -> SqlDatabase:
    whole = SqlDatabase(path, **BREADTHS[breadth])
    extent = {"joins": whole.joins, "inner_joins": whole.inner_joins, "operands": whole.operands}
    return SqlDatabase(path, **{**BREADTHS[breadth], **extent})


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        main()
