"""`SqlDatabase` over PostgreSQL, MariaDB and DuckDB: every query runs there, on tables with rows and without."""

from __future__ import annotations

import os
import random
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from constrained_diffusion import SqlDatabase, Vocabulary, compile_constraint
from constrained_diffusion.errors import InvalidArgument, InvalidDatabase, MissingExtra, UnknownDatabase
from tests.languages.derivations import derived
from tests.languages.engines import ENGINES, NotInstalled

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
COUNT = int(os.environ.get("SQL_DERIVATIONS", "150"))

TABLES = {
    "postgresql": """
        CREATE TYPE mood AS ENUM ('sad', 'it''s');
        CREATE DOMAIN age AS int;
        CREATE TABLE customers (
            id serial PRIMARY KEY, name text NOT NULL, city varchar(40), age age, joined date, seen timestamptz,
            active boolean, score double precision, code uuid, data json, more jsonb, tags text[], mood mood, hour time,
            "Mixed" text COLLATE "C", "group" int, place point, amount money, short smallint, span interval);
        CREATE TABLE orders (id int PRIMARY KEY, total numeric(10, 2), item text, placed timestamp, "user" real,
            customer_id int REFERENCES customers(id), boss int REFERENCES orders(id));
        CREATE VIEW adults AS SELECT id, name FROM customers WHERE age > 17;
        CREATE MATERIALIZED VIEW cities AS SELECT city, COUNT(*) AS many FROM customers GROUP BY city;
        CREATE SCHEMA other;
        CREATE TABLE other.things (id int PRIMARY KEY, what text);
    """,
    "mariadb": """
        CREATE TABLE customers (
            id int PRIMARY KEY AUTO_INCREMENT, name varchar(40) NOT NULL, city varchar(40) CHARACTER SET latin1,
            code varchar(20) COLLATE utf8mb4_german2_ci, age int unsigned, joined date, seen datetime, active bool,
            score double, mood enum('sad', 'it''s'), year year, hour time, picture blob, data json, `group` int,
            amount decimal(30, 10), bits bit(3));
        CREATE TABLE Orders (id int PRIMARY KEY, total decimal(10, 2), item text, placed timestamp NULL,
            customer_id int REFERENCES customers(id), boss int REFERENCES Orders(id));
        CREATE VIEW adults AS SELECT id, name FROM customers WHERE age > 17;
        CREATE TABLE gone (x int); CREATE VIEW stale AS SELECT x FROM gone; DROP TABLE gone;
        CREATE DATABASE other; CREATE TABLE other.things (id int PRIMARY KEY, what text);
    """,
    "duckdb": """
        CREATE TYPE mood AS ENUM ('sad', 'it''s');
        CREATE TABLE customers (
            id int PRIMARY KEY, name text NOT NULL, city varchar(40), age int, joined date, seen timestamptz,
            active boolean, score double, code uuid, data json, tags text[], mood mood, hour time, "Mixed" text,
            "group" int, huge hugeint, amount decimal(10, 2), tiny utinyint, pair struct(a int), span interval);
        CREATE TABLE orders (id int PRIMARY KEY, total decimal(10, 2), item text, placed timestamp, "at" float,
            customer_id int REFERENCES customers(id), boss int REFERENCES orders(id));
        CREATE VIEW adults AS SELECT id, name FROM customers WHERE age > 17;
        CREATE SCHEMA other;
        CREATE TABLE other.things (id int PRIMARY KEY, what text);
    """,
}
ROWS = """
    INSERT INTO customers (id, name, city, age, joined, seen, active, score, mood, hour) VALUES
        (1, 'Ada', 'London', 36, '2020-01-31', '2020-01-31 10:00:00', TRUE, 1.5, 'sad', '10:00:00'),
        (2, 'O''Hara', 'York', 20, '2021-02-28', '2020-01-31 10:00:00', FALSE, -2.5, 'it''s', '11:30:00');
    INSERT INTO {orders} (id, total, item, placed, customer_id, boss) VALUES
        (1, 2.5, 'a \\ b', '2020-01-01 10:00:00', 1, NULL);
    INSERT INTO {orders} (id, total, item, placed, customer_id, boss) VALUES
        (2, 3.5, '100%', '2020-01-02 10:00:00', 2, 1);
"""


class Running:
    """An engine that runs, with tables that have no rows, or some.

    Attributes:
        source: what `SqlDatabase` reads.
        run: runs a query.
    """

    def __init__(self, name: str, url: str) -> None:
        self.name, self.url, self.is_filled = name, url, False
        if name == "duckdb":
            import duckdb

            self.source: Any = duckdb.connect(url.removeprefix("duckdb:///"))
            self.run: Callable[[str], object] = lambda query: self.source.execute(query).fetchall()
            self.error: type[Exception] = duckdb.Error
        else:
            import sqlalchemy

            self.source = sqlalchemy.create_engine(url)
            connection = self.source.connect().execution_options(isolation_level="AUTOCOMMIT")
            self.error = sqlalchemy.exc.SQLAlchemyError

            def run(query: str) -> object:
                result = connection.exec_driver_sql(query, execution_options={"no_parameters": True})
                return result.fetchall() if result.returns_rows else None

            self.run = run
            self.connection = connection
        for statement in TABLES[name].split(";"):
            if statement.strip():
                self.run(statement)

    def fill(self) -> None:
        if self.is_filled:
            return
        self.is_filled = True
        rows = ROWS.format(orders="Orders" if self.name == "mariadb" else "orders")
        for statement in rows.split(";\n"):
            if statement.strip():
                self.run(statement)
        if self.name == "postgresql":
            self.run("REFRESH MATERIALIZED VIEW cities")


@pytest.fixture(scope="module", params=ENGINES)
def running(request: pytest.FixtureRequest) -> Iterator[Running]:
    with ExitStack() as held:
        try:
            url = held.enter_context(ENGINES[request.param]())
        except NotInstalled as error:
            pytest.skip(f"##### {request.param} is not installed, and was NOT tested: {error} #####")
        made = Running(request.param, url)
        yield made
        if made.name != "duckdb":
            made.connection.close()
            made.source.dispose()


OPTIONS: list[dict[str, Any]] = [
    {}, {"spelling": "any"}, {"aliases": True}, {"any_columns": True, "joins": 1}, {"values": True, "rest": "refused"},
    {"subqueries": "anywhere", "operands": 2, "parentheses": 2, "inner_joins": 1}, {"named_groups": 30, "joins": 1},
    {"expressions": True},
]  # fmt: skip


def _refused(running: Running, options: dict[str, Any]) -> list[tuple[str, str]]:
    rng, found = random.Random(17), []
    language = SqlDatabase(running.source, **options).language()
    for _ in range(COUNT):
        query = derived(language, rng)
        try:
            running.run(query)
        except running.error as error:
            found.append((query, str(error)[:200]))
    return found


@pytest.mark.filterwarnings("ignore:view 'stale'")
def test_every_derivation_runs(running: Running) -> None:
    """On tables without rows, which a planner may take for nothing to do, and on the same with rows."""
    for filled in (False, True):
        if filled:
            running.fill()
        for options in OPTIONS:
            refused = _refused(running, options)
            assert not refused, (options, len(refused), min(refused, key=lambda one: len(one[0])))


@pytest.mark.filterwarnings("ignore:view 'stale'")
def test_what_is_read(running: Running) -> None:
    database = SqlDatabase(running.source)
    orders = "Orders" if running.name == "mariadb" else "orders"
    assert {"customers", orders, "adults"} <= {*database.tables}
    assert ("cities" in database.tables) == (running.name == "postgresql")
    keys = {(key.table, key.columns, key.parent) for key in database.foreign_keys}
    assert {(orders, ("customer_id",), "customers"), (orders, ("boss",), orders)} <= keys
    kinds = {column.name: column.kind for column in database.tables["customers"]}
    assert [kinds[name].literals for name in ("age", "joined", "hour")] == [("number",), ("date",), ("time",)]
    assert kinds["mood"].labels == ("sad", "it's")
    assert not any(kind.ordered for name, kind in kinds.items() if name in ("data", "place") and not kind.literals) or (
        running.name == "duckdb"  # which orders everything
    )
    other = SqlDatabase(running.source, schemas=["other"])
    assert other.column_names == {"other.things": ("id", "what")}
    running.run(derived(other.language(), random.Random(0)))
    if running.name == "mariadb":
        with pytest.warns(UserWarning, match=r"view .stale. is left out: .*stale"):
            SqlDatabase(running.source)


@pytest.mark.filterwarnings("ignore:view 'stale'")
def test_types_must_match_and_groups_too(running: Running) -> None:
    orders = "Orders" if running.name == "mariadb" else "orders"
    database = SqlDatabase(running.source, tables=["customers", orders], allow=[
        "customers.id", "customers.name", "customers.age", "customers.joined", "customers.mood", f"{orders}.id",
        f"{orders}.total", f"{orders}.customer_id",
    ])  # fmt: skip
    constraint = compile_constraint(BYTES, grammar=database)
    for query in (
        "SELECT name FROM customers WHERE age > 30 AND joined <= '2024-02-29' ORDER BY name LIMIT 3",
        "SELECT mood, COUNT(*) FROM customers GROUP BY mood HAVING COUNT(*) > 0 ORDER BY COUNT(*) DESC",
        "SELECT name, age, MAX(id) FROM customers GROUP BY 1, 2 ORDER BY 2 DESC",
        "SELECT COUNT(*), name FROM customers GROUP BY 2",
        "SELECT name FROM customers WHERE age > (SELECT AVG(age) FROM customers)",
        "SELECT name FROM customers WHERE id = (SELECT customer_id FROM orders ORDER BY total DESC LIMIT 1)",
        "SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)",
        "SELECT customers.name, SUM(orders.total) FROM orders JOIN customers ON orders.customer_id = customers.id "
        "WHERE customers.mood = 'it''s' GROUP BY customers.name",
        "SELECT DISTINCT name FROM customers ORDER BY 1",
        "SELECT COUNT(*) FROM (SELECT name FROM customers UNION SELECT name FROM customers) AS t",
        "SELECT name FROM customers WHERE name LIKE 'O%'",
    ):
        written = query.replace("orders", orders)
        running.run(written)
        assert constraint.accepts(list(written.encode())), written
    for query in (
        "SELECT name FROM customers WHERE age = 'x'", "SELECT name FROM customers WHERE joined = '2023-02-29'",
        "SELECT name, age, COUNT(*) FROM customers GROUP BY name", "SELECT name FROM customers ORDER BY COUNT(*)",
        "SELECT SUM(name) FROM customers", "SELECT name FROM customers WHERE id = (SELECT customer_id FROM orders)",
        "SELECT name FROM customers WHERE name IN (SELECT total FROM orders)",
        "SELECT name FROM customers WHERE mood = 'glad'", "SELECT name FROM customers WHERE age = name",
        "SELECT id FROM customers UNION SELECT name FROM customers", "SELECT city FROM customers",
        "SELECT * FROM customers", "SELECT name FROM customers WHERE name LIKE 'a\\'",
        "SELECT name FROM customers; DROP TABLE customers", "SELECT * FROM pg_shadow",
    ):  # fmt: skip
        written = query.replace("orders", orders)
        assert not constraint.accepts(list(written.encode())), written


@pytest.mark.filterwarnings("ignore:view 'stale'")
def test_values_of_every_type(running: Running) -> None:
    running.fill()
    constraint = compile_constraint(
        BYTES, grammar=SqlDatabase(running.source, tables=["customers"], values=True, joins=0, operands=0)
    )
    for test, held in (
        ("name = 'O''Hara'", True), ("name = 'Grace'", False), ("age = 36", True), ("age = 37", False),
        ("age > 37", True), ("joined = '2020-01-31'", True), ("joined = '2020-01-30'", False), ("score = -2.5", True),
        ("joined BETWEEN '2020-01-01' AND '2020-12-31'", True), ("name LIKE 'A%'", True), ("mood = 'sad'", True),
    ):  # fmt: skip
        query = f"SELECT id FROM customers WHERE {test}"
        running.run(query)
        assert constraint.accepts(list(query.encode())) == held, query


@pytest.mark.filterwarnings("ignore:view 'stale'")
def test_queries_that_people_have_written(running: Running) -> None:
    database = SqlDatabase(running.source)
    orders = "Orders" if running.name == "mariadb" else "ORDERS"
    for query in (
        "select Name, count(*) from customers where age!= -3\n group by NAME having COUNT( * )>=1 order by 1 desc ;",
        f"SELECT t1.name FROM customers AS t1 JOIN {orders} t2 ON t2.customer_id=t1.ID",
    ):
        running.run(query.rstrip(" ;"))
        constraint = compile_constraint(BYTES, grammar=database.named_in(query))
        assert constraint.accepts(list(query.encode())), query


def _prove_what_is_like(running: Running, text: str) -> None:
    """All that may be written like a text runs."""
    language, rng = SqlDatabase(running.source, expressions=True).named_in(text).language(), random.Random(7)
    for _ in range(COUNT // 3):
        query = derived(language, rng)
        try:
            running.run(query)
        except running.error as error:
            raise AssertionError(query) from error


WRITTEN = (
    "SELECT c.name, COUNT(*) n, MAX(o.total) AS most FROM customers AS c LEFT JOIN orders o ON o.customer_id = c.id "
    "GROUP BY c.id, c.name ORDER BY n DESC, most, 1 LIMIT 5",
    "SELECT name, COUNT(*) FROM customers WHERE age > 3 GROUP BY name ORDER BY name",
    "SELECT COUNT(*), name FROM customers GROUP BY 2 ORDER BY 1 DESC",
    "SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.total > 20)",
    "SELECT UPPER(name) AS who, COUNT(*) FROM customers GROUP BY 1 ORDER BY 2 DESC, who",
    "SELECT name FROM customers c WHERE NOT EXISTS (SELECT * FROM orders WHERE c.id = customer_id)",
    "SELECT c.name, o.id FROM customers c LEFT OUTER JOIN orders o ON c.id = o.customer_id",
    "SELECT DISTINCT name FROM customers ORDER BY name",
    "SELECT total / 2.5 AS half, COALESCE(total, 0) FROM orders WHERE extract(year from placed) = 2020 ORDER BY half",
    "SELECT ROUND(AVG(age)), MAX(age) + MIN(age) FROM customers WHERE joined >= date '2020-01-31'",
)


@pytest.mark.filterwarnings("ignore:view 'stale'")
@pytest.mark.parametrize("text", WRITTEN)
def test_a_query_that_is_written_and_what_is_like_it(running: Running, text: str) -> None:
    running.fill()
    if running.name == "mariadb":
        text = text.replace("orders", "Orders")
    running.run(text)
    narrow = SqlDatabase(running.source, expressions=any(word in text for word in ("EXISTS", "/", "UPPER", "ROUND")))
    assert compile_constraint(BYTES, grammar=narrow.named_in(text)).accepts(list(text.encode()))
    _prove_what_is_like(running, text)


HOSTILE = (
    "SELECT total, MAX(id) AS count FROM orders GROUP BY total ORDER BY count",
    "SELECT ROUND(total) AS round, MAX(id) AS case FROM orders ORDER BY round",
    "SELECT COUNT(*) AS year, total AS filter, id AS sounds FROM orders AS month",
    'SELECT total AS "", id AS " ", item AS "\U0001f600" FROM orders ORDER BY 3',
    f"SELECT total AS {'x' * 70}1, id AS {'x' * 70}2 FROM orders AS {'y' * 70}1",
    "SELECT\u00a0id\x1cFROM\x85orders",
)


@pytest.mark.filterwarnings("ignore:view 'stale'")
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts(running: Running, text: str) -> None:
    running.fill()
    text = text.replace("orders", "Orders" if running.name == "mariadb" else "orders")
    _prove_what_is_like(running, text)


def test_sources_that_are_none(running: Running, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"compares what is of one type: leave out typed=False"):
        SqlDatabase(running.source, typed=False)
    with pytest.raises(InvalidArgument, match=r"there is no schema 'nowhere'; there are '"):
        SqlDatabase(running.source, schemas=["nowhere"])
    if running.name == "duckdb":
        with pytest.raises(UnknownDatabase, match=r"there is no database /nowhere/at[.]all"):
            SqlDatabase("duckdb:////nowhere/at.all")
        (tmp_path / "text.duckdb").write_text("no database" * 1_000)
        with pytest.raises(InvalidDatabase, match="not a valid DuckDB database"):
            SqlDatabase(f"duckdb:///{tmp_path}/text.duckdb")
    else:
        with pytest.raises(InvalidDatabase, match=re.compile("nobody|secret|refused|denied|connect", re.I)) as raised:
            SqlDatabase(f"{running.url.partition('://')[0]}://nobody:secret@localhost:1/nowhere")
        assert "secret" not in str(raised.value)
    monkeypatch.setitem(sys.modules, "duckdb" if running.name == "duckdb" else "sqlalchemy", None)
    with pytest.raises(MissingExtra, match=r"constrained-diffusion-lm\[sql\]"):
        SqlDatabase(running.url)


def test_urls(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    assert list(SqlDatabase(f"sqlite:///{path}").tables) == ["t"]
    sqlalchemy = pytest.importorskip("sqlalchemy")
    assert list(SqlDatabase(sqlalchemy.create_engine(f"sqlite:///{path}")).tables) == ["t"]
    with pytest.raises(InvalidArgument, match=r"SQLite looks into all schemas"):
        SqlDatabase(path, schemas=["main"])
    with pytest.raises(MissingExtra, match=r"the driver of postgresql.* is not installed"):
        SqlDatabase("postgresql+pg8000://here/there")
    for source, told in (
        ("nosuch://here", "nosuch is not supported; write sqlite:///FILE"),
        ("postgres://here", "postgres is not supported; write .*, postgresql"),
        ("mysql+nosuch://here", "no engine is called mysql.nosuch; write"),
        ("://here", "a URL without an engine is not supported"),
        ("sqlite://", "in memory is given as its connection"),
        ("", "a database is a path, a URL as text.* not ''"),
        (5, "a database is a path, a URL as text.* not int"),
    ):
        with pytest.raises(InvalidArgument, match=told):
            SqlDatabase(source)  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match=r"the queries of a database are grammar=SqlDatabase\(connection\)"):
        compile_constraint(BYTES, grammar=sqlite3.connect(":memory:"))  # type: ignore[arg-type]


def test_duckdb_files(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE t (a int)")
    assert list(SqlDatabase(f"duckdb:///{path}").tables) == ["t"]
    with pytest.raises(InvalidDatabase, match="it is a database of DuckDB: write duckdb:/// before the path"):
        SqlDatabase(path)


ENDLESS = {
    "postgresql": "SELECT a.x FROM generate_series(1, 1000000) AS a(x), generate_series(1, 1000000) AS b(y)",
    "mariadb": "SELECT a.seq AS x FROM seq_1_to_1000000 AS a, seq_1_to_1000000 AS b",
    "duckdb": "SELECT a.x FROM range(1000000) AS a(x), range(1000000) AS b(y)",
}


@pytest.mark.filterwarnings("ignore:view 'stale'")
def test_values_that_take_too_long(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    module = "mysql" if running.name == "mariadb" else running.name
    monkeypatch.setattr(f"constrained_diffusion.languages.sql.engines.{module}.PATIENCE", 2.0)
    running.run(f"CREATE VIEW endless AS {ENDLESS[running.name]}")
    try:
        with pytest.warns(UserWarning, match=r"the list of values of column 'x' of view 'endless' is left out: ."):
            database = SqlDatabase(running.source, tables=["endless", "customers"], values=True)
        assert {column.name: column.values for column in database.tables["endless"]} == {"x": None}
    finally:
        running.run("DROP VIEW endless")
