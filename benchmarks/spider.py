"""How many of Spider's gold queries are in the language: ``python -m benchmarks.spider FOLDER``.

FOLDER has ``dev.json`` (questions, gold queries, hardness) and the databases as ``NAME.sqlite``. Queries are looked up
as they are written, in any spelling; a query speaks of no table but those that it names, so that it is looked up in the
language over these (`SqlDatabase.named_in`), with the joins that the whole database has.
"""

from __future__ import annotations

import argparse
import json
import warnings
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from constrained_diffusion import SqlDatabase, Vocabulary, compile_constraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
BREADTHS: dict[str, dict[str, Any]] = {
    "default": {},
    "typed": {"typed": True},
    "any_columns": {"any_columns": True},
    "widest": {
        "joins": 3, "any_columns": True, "operands": 3, "inner_joins": 3, "subqueries": "anywhere", "parentheses": 2,
    },
}  # fmt: skip
HARDNESS = ("easy", "medium", "hard", "extra")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--breadths", nargs="+", choices=BREADTHS, default=[*BREADTHS])
    parser.add_argument("--lost", action="store_true", help="print the queries that are not in the language")
    arguments = parser.parse_args()
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


def holds(database: Path, query: str, breadth: str) -> bool:
    """Whether the query is in the language."""
    named = _database(database, breadth).named_in(query)
    return _constraint(named, (database, breadth, *named.tables)).accepts(list(query.encode()))


@cache
def _database(path: Path, breadth: str) -> SqlDatabase:
    return SqlDatabase(path, **BREADTHS[breadth])


_known: dict[tuple[object, ...], AutomatonConstraint] = {}


def _constraint(database: SqlDatabase, key: tuple[object, ...]) -> AutomatonConstraint:
    if key not in _known:
        made = compile_constraint(BYTES, grammar=database)
        assert isinstance(made, AutomatonConstraint)
        _known[key] = made
    return _known[key]


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        main()
