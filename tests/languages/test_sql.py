"""`SqlDatabase`: every query runs, and scope narrows in both directions."""

from __future__ import annotations

import random
import sqlite3

import pytest
import torch

from constrained_diffusion import SqlDatabase, Vocabulary, compile_constraint, load_model
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)


def _database(script: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(script)
    return connection


def _shop() -> sqlite3.Connection:
    return _database("""
        CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, total REAL, customer_id INTEGER REFERENCES customers(id));
        INSERT INTO customers VALUES (1, 'Ada', 'London'), (2, 'O''Hara', 'York');
    """)


def _strange() -> sqlite3.Connection:
    return _database("""
        CREATE TABLE "order" ("group" TEXT, "a b" BLOB, "q""q" NUMERIC, x);
        CREATE TABLE "Übung" (id INTEGER PRIMARY KEY, "select" VARCHAR(10), ref TEXT REFERENCES "order"("group"));
    """)


def _many() -> sqlite3.Connection:
    rng = random.Random(0)
    tables = []
    for index in range(30):
        columns = [f"c{index}_{k} {rng.choice(['TEXT', 'INTEGER', 'REAL'])}" for k in range(rng.randint(1, 3))]
        if index:
            columns.append(f"p_id INTEGER REFERENCES t{rng.randrange(index)}(id)")
        tables.append(f"CREATE TABLE t{index} (id INTEGER PRIMARY KEY, {', '.join(columns)});")
    return _database("\n".join(tables))


def _accepts(constraint: AutomatonConstraint, text: str) -> bool:
    return constraint.accepts(list(text.encode()))


@pytest.mark.parametrize(
    ("make", "options", "count"),
    [
        (_shop, {}, 60),
        (_shop, {"aliases": True, "values": True, "any_columns": True, "joins": 2}, 40),
        (_strange, {}, 60),
        (_many, {}, 40),
    ],
    ids=["shop", "all options", "strange names", "30 tables"],
)  # fmt: skip
def test_every_sample_runs(make, options, count) -> None:  # type: ignore[no-untyped-def]
    connection, vocabulary = make(), load_model().vocabulary
    constraint = compile_constraint(vocabulary, grammar=SqlDatabase(connection, **options))
    assert constraint.is_unambiguous
    generator = torch.Generator().manual_seed(3)
    n = 72
    for _ in range(4):
        logits = torch.randn(n, vocabulary.size, generator=generator) * 3
        for token in range(vocabulary.size):  # texts in quotes would eat the canvas
            if vocabulary.is_text[token] and vocabulary.token_bytes(token) == b"'":
                logits[:, token] += 12
        posterior = constraint.posterior(torch.full((n,), -1), logits)
        for _ in range(count // 4):
            query = vocabulary.decode(posterior.sample(generator))
            connection.execute(f"EXPLAIN {query}")


def test_scope_narrows_both_ways() -> None:
    constraint = compile_constraint(BYTES, grammar=SqlDatabase(_shop()))
    assert _accepts(constraint, "SELECT name FROM customers WHERE city = 'York' ORDER BY id DESC LIMIT 3")
    assert _accepts(
        constraint,
        "SELECT customers.name, SUM(orders.total) FROM customers JOIN orders ON customers.id = orders.customer_id "
        "GROUP BY customers.name HAVING COUNT(*) > 2",
    )
    assert _accepts(
        constraint, "SELECT id FROM orders WHERE customer_id IN (SELECT id FROM customers WHERE (NOT (id = 2)))"
    )
    for text in (
        "SELECT name FROM orders",
        "SELECT total FROM customers",
        "SELECT customers.name FROM orders",
        "SELECT name FROM customers WHERE total > 1",
        "SELECT name FROM customers WHERE city > 1",
        "SELECT SUM(name) FROM customers",
        "SELECT id FROM customers JOIN orders ON customers.id = orders.customer_id",
        "SELECT customers.id FROM customers JOIN orders ON customers.name = orders.total",
        "DROP TABLE customers",
    ):
        assert not _accepts(constraint, text), text
    # a table committed in FROM narrows the column before it, and a column the table after it
    text = b"SELECT ????? FROM orders"
    canvas = torch.tensor([-1 if byte == ord("?") else byte for byte in text])
    assert bytes(constraint.forced(canvas).tolist()) == b"SELECT total FROM orders"
    text = b"SELECT name FROM ?????????"
    canvas = torch.tensor([-1 if byte == ord("?") else byte for byte in text])
    assert bytes(constraint.forced(canvas).tolist()) == b"SELECT name FROM customers"


def test_options() -> None:
    values = compile_constraint(BYTES, grammar=SqlDatabase(_shop(), values=True, aliases=True))
    assert _accepts(values, "SELECT id FROM customers WHERE name = 'O''Hara'")
    assert not _accepts(values, "SELECT id FROM customers WHERE name = 'Grace'")
    assert _accepts(values, "SELECT t1.name FROM customers AS t1 JOIN orders AS t2 ON t2.customer_id = t1.id")
    assert not _accepts(values, "SELECT t2.name FROM customers AS t1 JOIN orders AS t2 ON t2.customer_id = t1.id")
    with pytest.raises(FileNotFoundError):
        SqlDatabase("nowhere.db")
    with pytest.raises(ValueError, match="no tables"):
        SqlDatabase(sqlite3.connect(":memory:"))
