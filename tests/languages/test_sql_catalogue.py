"""What is read of a SQLite database, and that SQLite runs whatever is then said about it: SQLite is the oracle."""

from __future__ import annotations

import os
import random
import sqlite3
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constrained_diffusion import SqlDatabase, Vocabulary, compile_constraint, load_model
from constrained_diffusion.errors import ConstrainedDiffusionError, ConstraintTooLarge, InvalidDatabase, UnknownDatabase
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from tests.languages.databases import database_of, wide

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
EXAMPLES = int(os.environ.get("SQL_EXAMPLES", "8"))
SAMPLES = 12

ODD_NAMES = (
    "a", "A b", "select", 'q"q', "it's", "Übung", "ü", "Ü", "", "日本", "x.y", "[z]", "`b`", "true", "1st", "temp",
    "main", "rowid", "t1", "new\nline", "😀", "%", "group", "order", "null", "_", "a_b", "sqlit", "--", "/*", "count",
    "rank", ";",
)  # fmt: skip


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _read(script: str | sqlite3.Connection, *, warns: str | None = None, **options: bool | int) -> SqlDatabase:
    connection = database_of(script) if isinstance(script, str) else script
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        database = SqlDatabase(connection, **options)  # type: ignore[arg-type]
    said = "\n".join(str(warning.message) for warning in caught)
    assert (warns is None) == (said == ""), said
    assert warns is None or warns in said, said
    return database


def _accepts(database: SqlDatabase, *texts: str) -> list[bool]:
    constraint = compile_constraint(BYTES, grammar=database)
    assert isinstance(constraint, AutomatonConstraint)
    return [constraint.accepts(list(text.encode())) for text in texts]


# --- what there is


def test_generated_columns_are_there_and_hidden_ones_are_not() -> None:
    database = _read("""
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, twice INT AS (id * 2), low TEXT AS (lower(a)) STORED);
        CREATE VIRTUAL TABLE f USING fts5(title, body);
        CREATE VIRTUAL TABLE r USING rtree(id, x0, x1);
        CREATE TABLE w (a TEXT PRIMARY KEY, b) WITHOUT ROWID;
    """)
    assert database.column_names == {
        "t": ("id", "a", "twice", "low"), "f": ("title", "body"), "r": ("id", "x0", "x1"), "w": ("a", "b"),
    }  # fmt: skip
    assert [column.kind.name for column in database.tables["t"]] == ["number", "text", "number", "text"]
    assert _accepts(database, "SELECT low, SUM(twice) FROM t", "SELECT title FROM f_content", "SELECT rank FROM f") == [
        True, False, False,
    ]  # fmt: skip


def test_temporary_tables_and_attached_schemas_are_there() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("ATTACH ':memory:' AS \"other one\"")
    connection.executescript("""
        CREATE TABLE t (a INTEGER PRIMARY KEY);
        CREATE TABLE alone (x INT REFERENCES t(a));
        CREATE TEMP TABLE T (b TEXT);
        CREATE TEMP TABLE brief (c INT);
        CREATE TABLE "other one".far (d INT PRIMARY KEY);
        CREATE TABLE "other one".near (e INT REFERENCES far);
    """)
    database = _read(connection)
    assert database.column_names == {
        "temp.T": ("b",), "brief": ("c",), "main.t": ("a",), "alone": ("x",), "far": ("d",), "near": ("e",),
    }  # fmt: skip
    right = (
        "SELECT a FROM main.t",
        'SELECT b FROM "temp".T',
        "SELECT c FROM brief",
        "SELECT far.d, near.e FROM near JOIN far ON near.e = far.d",
        "SELECT main.t.a FROM alone JOIN main.t ON alone.x = main.t.a WHERE main.t.a IN (SELECT a FROM main.t)",
    )
    for query in right:
        connection.execute(query)
    assert all(_accepts(database, *right))
    assert not any(_accepts(database, "SELECT a FROM t", "SELECT b FROM T", "SELECT b FROM main.t"))


def test_names_that_differ_in_letters_beyond_ascii_are_two() -> None:
    database = _read(
        'CREATE TABLE "Ü" (a, "é", "É"); CREATE TABLE "ü" (b); CREATE TABLE "k" (c); CREATE TABLE "\u212a" (d)'
    )
    assert list(database.tables) == ["Ü", "ü", "k", "\u212a"]
    assert database.column_names["Ü"] == ("a", "é", "É")


def test_factories_of_a_connection_are_not_used_and_stay() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a TEXT)")
    connection.execute("INSERT INTO t VALUES ('x')")
    connection.row_factory, connection.text_factory = (lambda _, row: {"row": row}), (lambda text: text[::-1])
    kept = connection.row_factory, connection.text_factory
    database = _read(connection, values=True)
    assert database.tables["t"][0].values == ("x",)
    assert (connection.row_factory, connection.text_factory) == kept


def test_values_of_a_view_without_end_are_not_waited_for() -> None:
    database = _read(
        """
        CREATE TABLE t (a TEXT);
        CREATE VIEW v AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n)
            SELECT CAST(x AS TEXT) AS b, a FROM n LEFT JOIN t;
        CREATE VIEW w AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n)
            SELECT a FROM n LEFT JOIN t WHERE x < 0;
        """,
        values=True,
        warns="the list of values of column 'a' of view 'w' is left out: reading them takes too long",
    )
    for view in "vw":
        assert all(column.values is None for column in database.tables[view])


# --- rows are ordered by an aggregate in groups only


def test_aggregates_stand_where_sqlite_takes_them() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a INT, b TEXT)")
    database = _read(connection)
    right = (
        "SELECT a FROM t GROUP BY a ORDER BY COUNT(*) DESC, a",
        "SELECT * FROM t GROUP BY a HAVING SUM(a) > 1 ORDER BY MIN(b)",
        "SELECT COUNT(*) FROM t ORDER BY a LIMIT 1",
    )
    wrong = ("SELECT a FROM t ORDER BY COUNT(*)", "SELECT * FROM t ORDER BY a, SUM(a)", "SELECT a FROM t HAVING a > 1",
             "SELECT a FROM t WHERE SUM(a) > 1")  # fmt: skip
    for query in right:
        connection.execute(query)
    for query in wrong:
        with pytest.raises(sqlite3.OperationalError):
            connection.execute(query)
    assert _accepts(database, *right, *wrong) == [True] * len(right) + [False] * len(wrong)


# --- what cannot be queried is left out, and named


def _without_module(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA writable_schema = 1")
    connection.execute(
        "INSERT INTO sqlite_master VALUES ('table', 'broken', 'broken', 0, 'CREATE VIRTUAL TABLE broken USING nada(a)')"
    )
    connection.execute("PRAGMA writable_schema = RESET")


def _with_collation(connection: sqlite3.Connection) -> None:
    connection.create_collation("mine", lambda a, b: (a > b) - (a < b))
    connection.execute("CREATE TABLE broken (a TEXT COLLATE mine)")
    connection.create_collation("mine", None)


def _fts_over_nothing(connection: sqlite3.Connection) -> None:
    connection.executescript("CREATE TABLE x (a); CREATE VIRTUAL TABLE broken USING fts5(a, content=x); DROP TABLE x")


def _with_function(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE broken (a INT, b INT AS (abs(a)))")
    connection.execute("PRAGMA writable_schema = 1")
    connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'abs', 'mine') WHERE name = 'broken'")
    connection.execute("PRAGMA writable_schema = RESET")


def _run(script: str) -> Callable[[sqlite3.Connection], object]:
    return lambda connection: connection.executescript(script)


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (_run("CREATE VIEW broken AS SELECT x FROM nowhere"), "view 'broken' is left out: no such table"),
        (_run("CREATE TABLE x (a); CREATE VIEW broken AS SELECT a FROM x; DROP TABLE x"), "view 'broken'"),
        (_run("CREATE VIEW broken AS SELECT * FROM broken"), "view 'broken' is left out"),
        (_run("CREATE VIEW broken AS SELECT mine(id) FROM fine"), "no such function: mine"),
        (_without_module, "table 'broken' is left out: no such module: nada"),
        (_with_collation, "table 'broken' is left out: no such collation sequence: mine"),
        (_with_function, "table 'broken' is left out"),
        (_fts_over_nothing, "table 'broken' is left out"),
        (_run("CREATE TABLE c (p INT REFERENCES fine(nowhere)); "), "foreign key of table 'c' to 'fine' is left out"),
        (_run("CREATE TABLE c (p INT REFERENCES nowhere(a)); "), "no such table"),
        (_run("CREATE TABLE p (x); CREATE TABLE c (y REFERENCES p)"), "the primary key"),
        (_run("INSERT INTO fine (name) VALUES (CAST(x'ff41' AS TEXT))"), r"the value '\xffA' of column 'name' of"),
        (_run("CREATE VIEW broken AS WITH n(x) AS (SELECT 1) SELECT x FROM m"), "no such table: main.m"),
    ],
)  # fmt: skip
def test_what_cannot_be_queried_is_left_out_by_name(spoil: Callable[[sqlite3.Connection], object], named: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "CREATE TABLE fine (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO fine (name) VALUES ('x')"
    )
    spoil(connection)
    database = _read(connection, warns=named, values=True)
    assert database.column_names["fine"] == ("id", "name")
    assert "broken" not in database.tables
    assert all(_accepts(database, "SELECT id FROM fine WHERE name = 'x'"))


def test_a_name_that_is_not_utf_8_is_left_out() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript("CREATE TABLE fine (a); CREATE TABLE ZZ (a); PRAGMA writable_schema = 1;")
    connection.execute(
        "UPDATE sqlite_master SET name = CAST(x'ff5a' AS TEXT), tbl_name = CAST(x'ff5a' AS TEXT), "
        "sql = CAST(replace(CAST(sql AS BLOB), CAST('ZZ' AS BLOB), x'ff5a') AS TEXT) WHERE name = 'ZZ'"
    )
    connection.execute("PRAGMA writable_schema = RESET")
    assert list(_read(connection, warns="not UTF-8").tables) == ["fine"]


# --- what is no database


def _no_database(folder: Path, kind: str) -> Path:
    path = folder / "x.db"
    match kind:
        case "directory":
            path.mkdir()
        case "empty":
            path.touch()
        case "noise":
            path.write_bytes(random.Random(0).randbytes(8192))
        case "text":
            path.write_text("hello " * 500)
        case "pipe":
            os.mkfifo(path)
        case "cut":
            with sqlite3.connect(path) as connection:
                connection.executescript(";".join(f"CREATE TABLE t{i} (a, b, c)" for i in range(200)))
            connection.close()
            path.write_bytes(path.read_bytes()[:5000])
        case "malformed":
            with sqlite3.connect(path) as connection:
                connection.executescript(
                    "CREATE TABLE t (a); PRAGMA writable_schema = 1; UPDATE sqlite_master SET sql = 'x'"
                )
            connection.close()
    return path


@pytest.mark.parametrize("kind", ["directory", "empty", "noise", "text", "pipe", "cut", "malformed", "missing"])
def test_a_file_that_is_no_database_is_an_error_of_the_library(tmp_path: Path, kind: str) -> None:
    path = _no_database(tmp_path, kind)
    with pytest.raises(ConstrainedDiffusionError, match=r"x\.db") as caught:
        SqlDatabase(path)
    assert isinstance(caught.value, UnknownDatabase if kind == "missing" else InvalidDatabase)


def test_a_locked_database_is_an_error_of_the_library(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE t (a)")
    connection.execute("BEGIN EXCLUSIVE")
    with pytest.raises(InvalidDatabase, match="locked"):
        SqlDatabase(path)
    connection.close()
    with pytest.raises(InvalidDatabase, match="the connection"):
        SqlDatabase(connection)


@pytest.mark.parametrize("option", ["joins", "values", "operands", "inner_joins", "parentheses"])
def test_counts_are_not_negative(option: str) -> None:
    with pytest.raises(ValueError, match="at least 0"):
        SqlDatabase(wide(1, 1, chain=False), **{option: -1})  # type: ignore[arg-type]


# --- random databases


def _random_database(rng: random.Random) -> sqlite3.Connection:
    """Tables of all kinds under odd names, some of them broken. What SQLite refuses to make is not there."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("ATTACH ':memory:' AS " + _quoted(rng.choice(["far", "a b", "group"])))
    schemas = [row[1] for row in connection.execute("PRAGMA database_list")] + ["temp"]
    kinds = ["INTEGER", "TEXT", "REAL", "BLOB", "", "VARCHAR(3)", "DATE", "NUMERIC", "FLOATING POINT", "STRING"]
    made: list[tuple[str, str, list[str]]] = []
    for _ in range(rng.randint(1, 5)):
        schema, name = rng.choice(schemas), rng.choice(ODD_NAMES)
        columns = rng.sample(ODD_NAMES, rng.randint(1, 4))
        parts = [f"{_quoted(column)} {rng.choice(kinds)}" for column in columns]
        if rng.random() < 0.4:
            parts[-1] = f"{_quoted(columns[-1])} {rng.choice(kinds)} AS ({rng.choice(['1', '2.5', repr('x')])})"
            parts.insert(0, "first_one INT")
        elif rng.random() < 0.4:
            parts[0] += " PRIMARY KEY"
        near = [entry for entry in made if entry[0] == schema]
        if near and rng.random() < 0.7:
            _, parent, theirs = rng.choice(near)
            target = rng.choice(["", f"({_quoted(rng.choice(theirs))})", "(nowhere)"])
            parts.append(f"reference {rng.choice(kinds)} REFERENCES {_quoted(parent)}{target}")
        place = f"{_quoted(schema)}.{_quoted(name)}"
        statement = f"CREATE TABLE {place} ({', '.join(parts)}){rng.choice(['', '', ' WITHOUT ROWID'])}"
        match rng.randrange(6):
            case 0:
                statement = f"CREATE VIRTUAL TABLE {place} USING fts5(title, body)"
            case 1 if near:
                _, other, theirs = rng.choice(near)
                shown = rng.choice(["*", f"{_quoted(theirs[0])}, count(*), 1 + 1, 'it''s', NULL", "a AS x, a AS X"])
                statement = f"CREATE VIEW {place} AS SELECT {shown} FROM {_quoted(other)}"
        try:
            connection.execute(statement)
            made.append((schema, name, columns))
        except sqlite3.Error:
            continue
    if made and rng.random() < 0.3:  # makes views and keys stale
        schema, name, _ = rng.choice(made)
        with suppress(sqlite3.Error):
            connection.execute(f"DROP TABLE {_quoted(schema)}.{_quoted(name)}")
    return connection


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.booleans(), st.booleans())
def test_samples_run_over_random_databases(seed: int, aliases: bool, any_columns: bool) -> None:
    rng = random.Random(seed)
    connection, vocabulary = _random_database(rng), load_model().vocabulary
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            database = SqlDatabase(connection, aliases=aliases, any_columns=any_columns, values=rng.random() < 0.3)
    except InvalidDatabase:
        return
    for table in database.catalogue.tables:
        place = f"{_quoted(table.schema)}.{_quoted(table.name)}" if table.schema else _quoted(table.name)
        shown = connection.execute(f"SELECT * FROM {place} LIMIT 0").description
        assert [column.name for column in table.columns] == [entry[0] for entry in shown]
    constraint = compile_constraint(vocabulary, grammar=database)
    assert constraint.is_unambiguous
    generator = torch.Generator().manual_seed(rng.randrange(1 << 30))
    quote = next(t for t in range(vocabulary.size) if vocabulary.is_text[t] and vocabulary.token_bytes(t) == b"'")
    logits = torch.randn(72, vocabulary.size, generator=generator) * 3
    logits[:, quote] += 12  # texts in quotes would eat the canvas
    posterior = constraint.posterior(torch.full((72,), -1), logits)
    for _ in range(SAMPLES):
        connection.execute(vocabulary.decode(posterior.sample(generator))).fetchmany(3)


# --- size


def test_a_database_too_large_is_refused_by_name() -> None:
    """At once where joins are counted."""
    with pytest.raises(ConstraintTooLarge, match="table_"):
        SqlDatabase(wide(60, 15, chain=False), any_columns=True, joins=2).language()


def test_joins_of_the_same_tables_are_one_scope_in_one_order() -> None:
    database = SqlDatabase(wide(6, 2, chain=True), joins=2)
    wrong = "SELECT table_1.id FROM table_{} JOIN table_{} ON {} JOIN table_{} ON {}"
    right = wrong.format(2, 1, "table_2.link = table_1.id", 0, "table_1.link = table_0.id")
    one, two = "table_0.id = table_1.link", "table_2.link = table_1.id"
    texts = [wrong.format(0, 1, one, 2, two), wrong.format(1, 0, one, 2, two), wrong.format(2, 1, two, 0, one)]
    assert _accepts(database, right, *texts) == [True, False, False, False]
    assert all(_accepts(database.named_in(text), text) == [True] for text in (right, *texts))


@pytest.mark.parametrize(
    ("tables", "columns", "extent"), [(2, 5, (3, 2, 2)), (9, 9, (2, 0, 1)), (20, 9, (1, 0, 0)), (60, 20, (0, 0, 0))]
)
def test_the_extent_of_the_language_goes_by_the_database(tables: int, columns: int, extent: tuple[int, ...]) -> None:
    database = SqlDatabase(wide(tables, columns, chain=True))
    assert (database.joins, database.inner_joins, database.operands) == extent
    given = SqlDatabase(wide(tables, columns, chain=True), joins=2, operands=3)
    assert (given.joins, given.operands) == (2, 3)
