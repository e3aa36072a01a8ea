"""INSERT, UPDATE and DELETE of `SqlDatabase`: what is written breaks no rule. The engines are the oracle."""

from __future__ import annotations

import os
import random
import sqlite3
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from constrained_diffusion import SqlDatabase, Vocabulary, compile_constraint
from constrained_diffusion.errors import InvalidArgument
from tests.languages.databases import database_of
from tests.languages.derivations import derived
from tests.languages.engines import ENGINES, NotInstalled

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
COUNT = int(os.environ.get("SQL_DERIVATIONS", "150"))
CHANGES = ("insert", "update", "delete")

SCRIPT = """
    CREATE TABLE countries (code CHAR(2) PRIMARY KEY, name VARCHAR(20) NOT NULL UNIQUE);
    CREATE TABLE people (id {auto}, name VARCHAR(10) NOT NULL, age SMALLINT, joined DATE DEFAULT '2020-01-01',
        score DECIMAL(5, 2), country CHAR(2) REFERENCES countries(code){cascade}, mail VARCHAR(30) UNIQUE);
    CREATE TABLE courses (number INTEGER NOT NULL, term VARCHAR(6) NOT NULL, seats INTEGER, held TIME,
        PRIMARY KEY (number, term));
    CREATE TABLE taken (
        person INTEGER NOT NULL REFERENCES people(id), number INTEGER NOT NULL, term VARCHAR(6) NOT NULL, note TEXT,
        PRIMARY KEY (person, number, term),
        FOREIGN KEY (number, term) REFERENCES courses(number, term));
    CREATE TABLE log (what TEXT, moment TIMESTAMP, yes BOOLEAN);
    CREATE TABLE checked (x INTEGER CHECK (x > 0));
    CREATE TABLE waiting (id INTEGER PRIMARY KEY, place INTEGER NOT NULL REFERENCES nothing_yet(id));
"""
ROWS = """
    INSERT INTO countries VALUES ('de', 'Deutschland'), ('uk', 'united kingdom');
    INSERT INTO people (name, age, country, mail) VALUES ('Ada', 36, 'uk', 'ada@x.org'), ('Bob', 20, NULL, NULL);
    INSERT INTO courses VALUES (1, '2020a', 10, '10:00:00'), (1, '2020b', 12, NULL), (2, '2020a', NULL, NULL);
    INSERT INTO taken VALUES (1, 1, '2020a', NULL), (2, 2, '2020a', 'good');
    INSERT INTO log VALUES ('a', '2020-01-01 10:00:00', TRUE), ('b', NULL, NULL);
"""


@contextmanager
def _sqlite() -> Iterator[tuple[Any, Callable[[str], object]]]:
    connection = database_of(SCRIPT.format(auto="INTEGER PRIMARY KEY", cascade=" ON DELETE CASCADE") + ROWS)
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")

    def tried(statement: str) -> object:
        connection.execute("BEGIN")
        try:
            found = connection.execute(statement).rowcount
            connection.execute("PRAGMA defer_foreign_keys = OFF")
        finally:
            connection.execute("ROLLBACK")
        return found

    yield connection, tried


@contextmanager
def _engine(name: str, url: str) -> Iterator[tuple[Any, Callable[[str], object]]]:
    script = SCRIPT.format(
        auto={"postgresql": "SERIAL PRIMARY KEY", "mariadb": "INTEGER PRIMARY KEY AUTO_INCREMENT",
              "duckdb": "INTEGER PRIMARY KEY DEFAULT nextval('numbers')"}[name],
        cascade="" if name == "duckdb" else " ON DELETE CASCADE",
    )  # fmt: skip
    script = "\n".join(line for line in script.splitlines() if "nothing_yet" not in line) + ROWS
    if name == "duckdb":
        import duckdb

        with duckdb.connect(url.removeprefix("duckdb:///")) as connection:
            connection.execute("CREATE SEQUENCE numbers")
            connection.execute(script)

            def tried(statement: str) -> object:
                connection.execute("BEGIN")
                try:
                    return connection.execute(statement).fetchall()
                finally:
                    connection.execute("ROLLBACK")

            yield connection, tried
        return
    import sqlalchemy

    engine = sqlalchemy.create_engine(url)
    with engine.begin() as begun:
        for statement in script.split(";\n"):
            if statement.strip():
                begun.exec_driver_sql(statement)
    with engine.connect() as held:

        def run(statement: str) -> object:
            try:
                return held.exec_driver_sql(statement, execution_options={"no_parameters": True}).rowcount
            finally:
                held.rollback()

        yield engine, run
    engine.dispose()


@pytest.fixture(scope="module", params=["sqlite", *ENGINES])
def written(request: pytest.FixtureRequest) -> Iterator[tuple[str, Any, Callable[[str], object]]]:
    with ExitStack() as held:
        if request.param == "sqlite":
            source, run = held.enter_context(_sqlite())
        else:
            try:
                url = held.enter_context(ENGINES[request.param]())
            except NotInstalled as error:
                pytest.skip(f"##### {request.param} is not installed, and was NOT tested: {error} #####")
            source, run = held.enter_context(_engine(request.param, url))
        yield request.param, source, run


def _database(source: Any, **options: Any) -> SqlDatabase:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return SqlDatabase(source, **options)


@pytest.mark.parametrize("options", [{}, {"spelling": "any"}, {"whole_tables": True, "values": True}], ids=str)
def test_every_statement_runs(written: tuple[str, Any, Callable[[str], object]], options: dict[str, Any]) -> None:
    _, source, run = written
    language, rng, met = _database(source, statements=CHANGES, **options).language(), random.Random(3), Counter[str]()
    for _ in range(COUNT * 4):
        statement = derived(language, rng)
        met[" ".join(statement.split()[:3]).upper().replace("FROM ", "").replace("INTO ", "")] += 1
        try:
            run(statement)
        except Exception as error:
            pytest.fail(f"{statement}\n{str(error)[:300]}")
    assert len(met) >= 9, met


def test_what_is_left_out_says_why(written: tuple[str, Any, Callable[[str], object]]) -> None:
    _, source, _ = written
    left_out = {str(left) for left in _database(source, statements=["insert", "delete"]).catalogue.left_out}
    for told in (
        "DELETE FROM courses is left out: rows of 'taken' may refer to what is deleted",
        "writing to table 'checked' is left out: it has CHECK constraints, which are not read",
    ):
        assert told in left_out, left_out


def test_statements() -> None:
    connection = database_of(SCRIPT.format(auto="INTEGER PRIMARY KEY", cascade=" ON DELETE CASCADE") + ROWS)
    constraint = compile_constraint(BYTES, grammar=_database(connection, statements=CHANGES))
    for statement, held in (
        ("INSERT INTO countries (code, name) VALUES ('fr', 'france')", True),
        ("INSERT INTO countries (code, name) VALUES ('de', 'france')", False),
        ("INSERT INTO countries (code, name) VALUES ('fr', 'deutschland')", False),
        ("INSERT INTO countries (code) VALUES ('fr')", False),
        ("INSERT INTO people (name) VALUES ('Grace')", True),
        ("INSERT INTO people (name, country) VALUES ('Grace', 'uk')", True),
        ("INSERT INTO people (name, country) VALUES ('Grace', NULL)", True),
        ("INSERT INTO people (name, country) VALUES ('Grace', 'fr')", False),
        ("INSERT INTO people (name, age) VALUES ('Grace', 'old')", False),
        ("INSERT INTO people (name, age) VALUES ('Grace', 1), ('Kay', 2)", False),
        ("INSERT INTO people (name, age) VALUES ('Grace')", False),
        ("INSERT INTO people (id, name) VALUES (1, 'Grace')", False),
        ("INSERT INTO people (name) VALUES (NULL)", False),
        ("INSERT INTO taken (person, number, term) VALUES (1, 1, '2020b')", True),
        ("INSERT INTO taken (person, number, term) VALUES (1, 1, '2020a')", False),
        ("INSERT INTO taken (person, number, term) VALUES (1, 2, '2020b')", False),
        ("INSERT INTO log (what) VALUES ('x'), ('y')", True),
        ("UPDATE people SET age = 3, country = NULL WHERE name = 'Ada'", True),
        ("UPDATE people SET age = 3", False),
        ("UPDATE people SET id = 3 WHERE name = 'Ada'", False),
        ("UPDATE people SET age = 3, age = 4 WHERE name = 'Ada'", False),
        ("UPDATE people SET country = 'fr' WHERE name = 'Ada'", False),
        ("UPDATE courses SET number = 4 WHERE seats = 3", False),
        ("DELETE FROM taken WHERE note IS NULL", True), ("DELETE FROM taken", False),
        ("DELETE FROM people WHERE id = 1", False), ("DELETE FROM countries WHERE code = 'fr'", False),
        ("SELECT name FROM people", False), ("DROP TABLE log", False), ("INSERT INTO checked (x) VALUES (1)", False),
    ):  # fmt: skip
        assert constraint.accepts(list(statement.encode())) == held, statement
    both = compile_constraint(BYTES, grammar=_database(connection, statements=["select", "delete"], whole_tables=True))
    for statement in ("SELECT name FROM people", "DELETE FROM taken", "DELETE FROM log WHERE what LIKE 'a%'"):
        assert both.accepts(list(statement.encode())), statement
    with pytest.raises(InvalidArgument, match="statements are some of select, insert, update, delete, not"):
        SqlDatabase(connection, statements=["drop"])  # type: ignore[list-item]


def test_what_may_not_be_named_is_not_written() -> None:
    connection = database_of("""
        CREATE TABLE a (id INTEGER PRIMARY KEY, secret TEXT, shown TEXT);
        CREATE TABLE b (id INTEGER PRIMARY KEY, secret TEXT NOT NULL, shown TEXT, a INTEGER REFERENCES a(id));
        CREATE TABLE c (id INTEGER PRIMARY KEY, shown TEXT, hidden INTEGER REFERENCES b(id));
        CREATE TRIGGER t AFTER INSERT ON c BEGIN SELECT 1; END;
        INSERT INTO a VALUES (1, 'x', 'y');
    """)
    database = _database(connection, statements=CHANGES, deny=["a.secret", "b.secret"])
    language, rng = database.language(), random.Random(0)
    for _ in range(300):
        statement = derived(language, rng)
        assert "secret" not in statement
        connection.execute(f"EXPLAIN {statement}")
        assert statement.split()[2 if statement[0] != "U" else 1] == "a", statement
    left_out = {str(left) for left in database.catalogue.left_out}
    assert "writing to table 'b' is left out: 'secret' must be given, and may not be named" in left_out
    assert "writing to table 'c' is left out: it has triggers, which may refuse" in left_out


def test_values_that_are_new() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE few (n INT UNIQUE NOT NULL, t TEXT UNIQUE COLLATE NOCASE)")
    connection.executemany("INSERT INTO few VALUES (?, ?)", [(i, f"T{i}") for i in range(50)])
    connection.execute("CREATE TABLE many (n INT UNIQUE NOT NULL)")
    connection.executemany("INSERT INTO many VALUES (?)", [(i,) for i in range(5_000)])
    language, rng = _database(connection, statements=["insert"]).language(), random.Random(0)
    for _ in range(400):
        statement = derived(language, rng)
        connection.execute("SAVEPOINT here")
        connection.execute(statement)
        connection.execute("ROLLBACK TO here")
    constraint = compile_constraint(BYTES, grammar=_database(connection, statements=["insert"]))
    for statement, held in (
        ("INSERT INTO few (n, t) VALUES (50, 'u')", True), ("INSERT INTO few (n, t) VALUES (49, 'u')", False),
        ("INSERT INTO few (n, t) VALUES (50, 't7')", False), ("INSERT INTO many (n) VALUES (12345)", True),
        ("INSERT INTO many (n) VALUES (123)", False),
    ):  # fmt: skip
        assert constraint.accepts(list(statement.encode())) == held, statement


def test_no_table_takes_what_is_asked_for() -> None:
    connection = database_of("CREATE TABLE t (x INT CHECK (x > 0)); CREATE VIEW v AS SELECT x FROM t;")
    with pytest.raises(InvalidArgument, match="there is no table for insert; writing to table 't' is left out"):
        SqlDatabase(connection, statements=["insert"])


LEFT_OUT = {
    "CREATE TABLE t (a INT, b INT AS (a + 1) NOT NULL)": "it has generated columns, which may refuse",
    "CREATE TABLE t (a TEXT, act INT); CREATE UNIQUE INDEX i ON t(a) WHERE act": "over expressions, or over some rows",
    "CREATE TABLE t (a TEXT); CREATE INDEX i ON t(json_extract(a, '$.x'))": "over expressions, or over some rows",
    "CREATE TABLE t (a INT, -- it's positive\n b INT CHECK (b < 5))": "it has CHECK constraints",
    'CREATE TABLE t (a INT, /* " */ b INT CHECK (b < 5), c TEXT DEFAULT "x")': "it has CHECK constraints",
    "CREATE TABLE t (a INT); CREATE TEMP TRIGGER i BEFORE INSERT ON main.t BEGIN SELECT 1; END": "it has triggers",
    "CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT); CREATE TABLE t (p TEXT REFERENCES p(n))": "foreign key mismatch",
}


@pytest.mark.parametrize("script", LEFT_OUT)
def test_rules_that_are_not_known(script: str) -> None:
    with pytest.raises(InvalidArgument, match=f"writing to table 't' is left out: .*{LEFT_OUT[script]}"):
        SqlDatabase(database_of(script), statements=["insert", "update", "delete"])


@pytest.mark.parametrize(
    "options", [{"tables": ["p"]}, {"deny": ["c"]}, {"deny": ["c.p"]}, {"allow": ["p"], "spelling": "any"}], ids=str
)
def test_rows_that_hidden_ones_refer_to_stay(options: dict[str, Any]) -> None:
    connection = database_of("""
        CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
        CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p(id));
        INSERT INTO p VALUES (1, 'a'); INSERT INTO c VALUES (1, 1);
    """)
    with pytest.warns(UserWarning, match="DELETE FROM p is left out: rows of 'c' may refer to what is deleted"):
        database = SqlDatabase(connection, statements=["update", "delete"], **options)
    assert not compile_constraint(BYTES, grammar=database).accepts(list(b"DELETE FROM p WHERE id = 1"))


RULES = {
    "a trigger behind a cascade": ("ON DELETE CASCADE", "CREATE TRIGGER i BEFORE DELETE ON c BEGIN SELECT 1; END;"),
    "a CHECK behind SET NULL": ("ON DELETE SET NULL CHECK (p > 0)", ""),
    "SET NULL of what may not be": ("ON DELETE SET NULL NOT NULL", ""),
}


@pytest.mark.parametrize("name", RULES)
def test_what_would_follow_may_refuse(name: str) -> None:
    column, more = RULES[name]
    connection = database_of(
        f"CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT REFERENCES p(id) {column}); {more}"
    )
    left_out = {str(left) for left in _database(connection, statements=["select", "delete"]).catalogue.left_out}
    assert "DELETE FROM p is left out: rows of 'c' may refer to what is deleted" in left_out


def test_keys_of_every_size() -> None:
    for first in (10**9, 10**17, 10**18):
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE TABLE t (n BIGINT PRIMARY KEY NOT NULL, x TEXT)")
        connection.executemany("INSERT INTO t VALUES (?, 'x')", [(first + i,) for i in range(1_200)])
        database = _database(connection, statements=["insert", "update"])
        language, rng = database.language(), random.Random(0)
        for _ in range(100):
            connection.execute("SAVEPOINT here")
            connection.execute(derived(language, rng))
            connection.execute("ROLLBACK TO here")
        assert ("INSERT INTO t" in str(database.catalogue.left_out)) == (first > 10**9)


def test_a_change_that_is_written() -> None:
    connection = database_of("CREATE TABLE t (a INTEGER, b TEXT); CREATE TABLE u (c TEXT);")
    database = SqlDatabase(connection, statements=CHANGES)
    for text in (
        "update T set a=3, b = 'x'  where a  >2;",
        "INSERT INTO t(a,b) VALUES(1,'y') , (2, NULL)",
        "delete\nfrom t where b like 'a%'",
    ):
        connection.execute(text)
        constraint = compile_constraint(BYTES, grammar=database.named_in(text))
        assert constraint.accepts(list(text.encode())), text
