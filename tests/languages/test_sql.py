"""`SqlDatabase`: every query runs, scope narrows in both directions, and options widen. SQLite is the oracle."""

from __future__ import annotations

import os
import random
import sqlite3
from typing import Any

import pytest
import torch

from constrained_diffusion import SqlDatabase, Vocabulary, compile_constraint, load_model
from constrained_diffusion.automata.work import Patience
from constrained_diffusion.errors import ConstraintTooLarge, InvalidArgument
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from tests.languages.databases import database_of, wide
from tests.languages.derivations import derived

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)


def _shop() -> sqlite3.Connection:
    return database_of("""
        CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, total REAL, customer_id INTEGER REFERENCES customers(id));
        INSERT INTO customers VALUES (1, 'Ada', 'London'), (2, 'O''Hara', 'York');
    """)


def _strange() -> sqlite3.Connection:
    return database_of("""
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
    return database_of("\n".join(tables))


def _accepts(constraint: AutomatonConstraint, text: str) -> bool:
    return constraint.accepts(list(text.encode()))


@pytest.mark.parametrize(
    ("make", "options", "count"),
    [
        (_shop, {}, 60),
        (_shop, {"aliases": True, "values": True, "any_columns": True, "joins": 2, "typed": True}, 40),
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
    for text in (
        "SELECT name FROM customers WHERE city = 'York' ORDER BY id DESC LIMIT 3 OFFSET 6",
        "SELECT customers.name, SUM(orders.total) FROM orders LEFT JOIN customers ON orders.customer_id = customers.id "
        "GROUP BY customers.name HAVING COUNT(*) > 2 OR MIN(orders.total) NOT BETWEEN 1 AND 2.5",
        "SELECT id FROM orders WHERE customer_id IN (SELECT id FROM customers WHERE NOT (NOT id = 2 OR city = ''))",
        "SELECT id FROM orders WHERE id > 1 OR total < (SELECT AVG(total) FROM orders UNION SELECT id FROM orders)",
        "SELECT id FROM orders WHERE id = (SELECT id FROM orders ORDER BY total DESC LIMIT 1)",
        "SELECT id, name FROM customers EXCEPT SELECT id, total FROM orders ORDER BY 2 DESC, 1 LIMIT 9",
        "SELECT COUNT(*) FROM (SELECT id FROM orders INTERSECT SELECT id FROM customers)",
        "SELECT orders.*, customers.city FROM orders JOIN customers ON orders.customer_id = customers.id",
        "SELECT SUM(name) FROM customers WHERE city > 1",
    ):
        assert _accepts(constraint, text), text
    for text in (
        "SELECT name FROM orders",
        "SELECT total FROM customers",
        "SELECT customers.name FROM orders",
        "SELECT name FROM customers WHERE total > 1",
        "SELECT id FROM orders JOIN customers ON orders.customer_id = customers.id",
        "SELECT customers.id FROM orders JOIN customers ON orders.total = customers.name",
        "SELECT id, name FROM customers EXCEPT SELECT id FROM orders",
        "SELECT id FROM customers UNION SELECT id FROM orders ORDER BY id",
        "SELECT id FROM customers ORDER BY COUNT(*)",
        "SELECT id FROM orders WHERE id IN (SELECT id, name FROM customers)",
        "SELECT id FROM orders WHERE id IN (SELECT id FROM customers) AND id = 1",
        "SELECT id FROM orders WHERE ((id = 1))",
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
    assert _accepts(values, "SELECT t2.name FROM orders AS t1 JOIN customers AS t2 ON t1.customer_id = t2.id")
    assert not _accepts(values, "SELECT t1.name FROM orders AS t1 JOIN customers AS t2 ON t1.customer_id = t2.id")
    own = compile_constraint(BYTES, grammar=SqlDatabase(_shop(), aliases={"Customers": "c", "orders": "o"}))
    assert _accepts(own, "SELECT c.name FROM orders AS o JOIN customers AS c ON o.customer_id = c.id WHERE o.total > 3")
    assert not _accepts(own, "SELECT o.name FROM orders AS o JOIN customers AS c ON o.customer_id = c.id")
    for aliases in ({"nothing": "n"}, {"orders": "o o"}, {"orders": 1}):
        with pytest.raises(InvalidArgument):
            SqlDatabase(_shop(), aliases=aliases)  # type: ignore[arg-type]
    typed = compile_constraint(BYTES, grammar=SqlDatabase(_shop(), typed=True))
    assert not _accepts(typed, "SELECT name FROM customers WHERE city > 1")
    assert not _accepts(typed, "SELECT SUM(name) FROM customers")
    assert _accepts(typed, "SELECT SUM(id) FROM customers WHERE city > 'A'")
    for wrong in ({"spelling": "two"}, {"subqueries": "first"}):
        with pytest.raises(InvalidArgument, match=r"is (one or any|last or anywhere), not"):
            SqlDatabase(_shop(), **wrong)  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        SqlDatabase("nowhere.db")
    with pytest.raises(ValueError, match="no tables"):
        SqlDatabase(sqlite3.connect(":memory:"))


def test_expressions() -> None:
    connection = _shop()
    constraint = compile_constraint(BYTES, grammar=SqlDatabase(connection, expressions=True, operands=1))
    assert constraint.is_unambiguous
    for text in (
        'SELECT total * 2 - 1 AS "twice the total" FROM orders ORDER BY total / 3 DESC',
        'SELECT city, COUNT(*) AS "how many" FROM customers GROUP BY city',
        "SELECT name FROM customers WHERE EXISTS (SELECT 1 FROM orders WHERE orders.customer_id = customers.id)",
        "SELECT name FROM customers WHERE city = 'York' AND NOT EXISTS (SELECT 1 FROM orders WHERE orders.customer_id "
        "= customers.id AND total > 3 OR total IS NULL)",
        "SELECT SUM(CASE WHEN total > 3 THEN 1 WHEN id = 2 THEN total ELSE 0 END) FROM orders",
        "SELECT UPPER(name), LENGTH(city) FROM customers WHERE LOWER(name) LIKE 'a%' AND ROUND(id, 2) BETWEEN 1 AND 2",
        "SELECT MAX(id + id * 2) FROM orders WHERE CAST(STRFTIME('%Y', id) AS INTEGER) = 2020",
        "SELECT COALESCE(city, 'nowhere') FROM customers",
        "SELECT name || ', ' || city FROM customers ORDER BY city || name",
        "SELECT name, CASE WHEN city = 'York' THEN 'here' ELSE 'there' END FROM customers",
        "SELECT ROUND(AVG(total), 2), MAX(total) - MIN(total), SUM(COALESCE(total, 0)) FROM orders",
    ):
        connection.execute(text)
        assert _accepts(constraint, text) == ("STRFTIME" not in text), text  # numbers are no days
    for text in (
        'SELECT total AS "name" FROM orders', "SELECT name * 2 FROM customers", "SELECT UPPER(id) FROM customers",
        "SELECT id FROM customers WHERE EXISTS (SELECT 1 FROM orders WHERE orders.id = customers.id)",
        "SELECT id / 0 FROM orders",
    ):  # fmt: skip
        assert not _accepts(constraint, text), text


def _kin() -> sqlite3.Connection:
    """Tables that refer to themselves, to one table twice, and to one another by names alone."""
    return database_of("""
        CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, boss INTEGER REFERENCES people(id));
        CREATE TABLE airports (code TEXT PRIMARY KEY, city TEXT);
        CREATE TABLE flights (number INT, start TEXT REFERENCES airports(code), goal TEXT REFERENCES airports,
                              pilot INT, airline INT, FOREIGN KEY (pilot) REFERENCES people(id));
        CREATE TABLE Airlines (uid INTEGER PRIMARY KEY, t2 TEXT);
        CREATE TABLE t2 (uid INT, code TEXT, a INT, b INT, PRIMARY KEY (a, b));
        CREATE TABLE both (x INT, y INT, FOREIGN KEY (x, y) REFERENCES t2(a, b));
    """)


DATABASES = {"shop": _shop, "strange": _strange, "kin": _kin}
OPTIONS: list[dict[str, Any]] = [
    {}, {"spelling": "any"}, {"aliases": True}, {"typed": True}, {"values": True}, {"any_columns": True, "joins": 1},
    {"subqueries": "anywhere", "operands": 3, "parentheses": 2}, {"joins": 0, "operands": 0}, {"joins": 3},
    {"spelling": "any", "any_columns": True, "joins": 1, "subqueries": "anywhere", "values": 1},
    {"expressions": True}, {"expressions": True, "typed": True, "spelling": "any"}, {"values": 1, "rest": "refused"},
]  # fmt: skip


@pytest.mark.parametrize("name", DATABASES)
@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_every_derivation_runs(name: str, options: dict[str, Any]) -> None:
    connection, rng = DATABASES[name](), random.Random(17)
    language = SqlDatabase(connection, **options).language()
    for _ in range(int(os.environ.get("SQL_DERIVATIONS", "60"))):
        connection.execute(f"EXPLAIN {derived(language, rng)}")


WIDER: list[dict[str, Any]] = [
    {"spelling": "any"}, {"aliases": True}, {"any_columns": True}, {"subqueries": "anywhere"}, {"parentheses": 2},
    {"operands": 3}, {"joins": 4}, {"inner_joins": 3}, {"expressions": True},
]  # fmt: skip


@pytest.mark.parametrize("options", WIDER, ids=str)
def test_options_widen(options: dict[str, Any]) -> None:
    connection, rng = _shop(), random.Random(1)
    usual = SqlDatabase(connection).language()
    wider = compile_constraint(BYTES, grammar=SqlDatabase(connection, **options))
    for _ in range(150):
        text = derived(usual, rng)
        assert _accepts(wider, text), text


def test_queries_that_people_have_written() -> None:
    connection = _kin()
    database = SqlDatabase(connection)
    right = (
        'select NAME from People where Name like "%a%" and boss!=3 ;',
        'SELECT  "name"\tFROM [people]',
        "SELECT count ( DISTINCT [name] ), `boss` FROM people\nGROUP BY Boss HAVING count(*)>=2 ORDER BY count(*) desc",
        "SELECT T2.city FROM flights AS T1 JOIN airports T2 ON T1.start == T2.code WHERE number IN(1,2)",
        "SELECT city FROM airports INNER JOIN flights ON airports.code = flights.start",
        "SELECT T2.city, T3.city FROM flights AS T1 JOIN airports AS T2 ON T1.start = T2.code "
        "JOIN airports AS T3 ON T1.goal = T3.code",
        "SELECT T1.name, T2.name FROM people AS T1 JOIN people AS T2 ON T1.boss = T2.id",
        "SELECT T1.t2 FROM airlines AS T1 JOIN flights AS T2 ON T1.uid = T2.airline",
        "SELECT x FROM both JOIN t2 ON both.x = t2.a AND both.y = t2.b",
        "select f.number, Port.city from flights AS f join airports PORT on f.start = port.code",
        "SELECT a.name, b.name FROM people a LEFT JOIN people AS b ON a.boss = b.id WHERE a.id > 3",
        "SELECT people.name, f.number FROM flights f JOIN people ON f.pilot = people.id",
        "SELECT name FROM people EXCEPT SELECT T3.name FROM people AS T3 JOIN flights AS T4 ON T4.pilot = T3.id",
    )
    for text in right:
        connection.execute(text)
        assert _accepts(compile_constraint(BYTES, grammar=database.named_in(text)), text), text
    for text in (
        "SELECT T2.name FROM people AS T1",
        "SELECT people.name FROM people AS T1",
        "SELECT name FROM people JOIN airports ON people.name = airports.city",
        "SELECT 'name FROM people",
        "SELECT name FROM people; DROP TABLE people",
    ):
        assert not _accepts(compile_constraint(BYTES, grammar=database.named_in(text)), text), text
    with pytest.raises(InvalidArgument, match="there is no table 'peeple'; there are 'people'"):
        database.named_in("SELECT 1 FROM peeple JOIN people ON id = boss")
    with pytest.raises(InvalidArgument, match="names none of the tables 'people'"):
        database.named_in("How many ships are there?")


WRITTEN = (
    "SELECT c.name AS Who, COUNT(*) n FROM customers AS c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.name "
    "ORDER BY n DESC, who LIMIT 5",
    "SELECT city, COUNT(*) AS `how many` FROM customers GROUP BY 1 ORDER BY 2 DESC",
    "SELECT COUNT(*), city FROM customers GROUP BY 2 HAVING COUNT(*) > 1",
    "SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.total > 20)",
    "SELECT UPPER(name) AS who, COUNT(*) FROM customers GROUP BY 1 ORDER BY 2 DESC, who",
    "SELECT name FROM customers c WHERE NOT EXISTS (SELECT * FROM orders WHERE c.id = customer_id)",
    "SELECT c.name, o.id FROM customers c LEFT OUTER JOIN orders o ON c.id = o.customer_id",
    "SELECT DISTINCT city AS town FROM customers ORDER BY town",
    "SELECT city town, COUNT(*) FROM customers GROUP BY city ORDER BY town",
    "SELECT o.total / 2 AS half FROM orders o JOIN customers ON o.customer_id = customers.id ORDER BY half, 1",
    "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders t2 WHERE t2.total BETWEEN 1 AND 9)",
    'SELECT total, id AS ref FROM [orders] ORDER BY "ref"',
    "SELECT id FROM orders UNION SELECT customers.id FROM customers ORDER BY 1",
)


@pytest.mark.parametrize("text", WRITTEN)
def test_a_query_that_is_written_and_what_is_like_it(text: str) -> None:
    connection, rng = _shop(), random.Random(5)
    connection.execute(text)
    language = SqlDatabase(connection, expressions=True).named_in(text).language()
    database = SqlDatabase(connection, expressions=any(word in text for word in ("EXISTS", "/", "UPPER")))
    assert _accepts(compile_constraint(BYTES, grammar=database.named_in(text)), text)
    for _ in range(150):
        connection.execute(f"EXPLAIN {derived(language, rng)}")


SPELLED = (
    "select   C.name\n\tfrom customers C where C.city!='York' and C.id  in(1,2 , 3) Order By C.\"name\"  ;",
    "SELECT count ( * ) FROM orders WHERE total>=.5 AND id == +3",
    "Select [name] From `customers` Where name=\"O'Hara\" OR city LIKE '%  x , (%'",
    "SELECT T1.name FROM CUSTOMERS AS T1 JOIN Orders t2 ON t2.customer_id=T1.id GROUP  BY T1.Name HAVING COUNT(*)>1",
)


@pytest.mark.parametrize("text", [*WRITTEN, *SPELLED])
def test_the_spelling_of_a_text_is_one_of_any(text: str) -> None:
    connection = _shop()
    connection.execute(text)
    database = SqlDatabase(connection, expressions=any(word in text for word in ("EXISTS", "/", "UPPER")))
    for spelling in ("any", None):
        constraint = compile_constraint(BYTES, grammar=database.named_in(text, spelling=spelling))  # type: ignore[arg-type]
        assert _accepts(constraint, text), spelling
    rng, language = random.Random(8), database.named_in(text).language()
    wider = compile_constraint(BYTES, grammar=database.named_in(text, spelling="any"))
    for _ in range(60):
        like = derived(language, rng)
        assert _accepts(wider, like), like


HOSTILE = (
    "SELECT\u00a0name FROM customers",
    "SELECT id FROM orders;\u00a0",
    'SELECT COUNT(*) n FROM customers WHERE name = "x"',
    'SELECT COUNT(*) AS "foo" FROM customers WHERE name = "foo"',
    'SELECT name AS "a\x00b" FROM customers',
    'SELECT total AS "" FROM orders o JOIN customers AS [] ON o.customer_id = id',
    "SELECT id -- from here\nFROM orders /* join us */ WHERE [",
    'SELECT ((id FROM customers) AS `a`` FROM "orders',
    "SELECT name AS order, id AS rowid, city AS t1 FROM customers AS orders ORDER BY order, 99, 0",
    "{x} FROM {y} AS '{z}' GROUP BY 20",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("spelling", [None, "any"])
def test_hostile_texts(text: str, spelling: Any) -> None:
    connection, rng = _shop(), random.Random(9)
    language = SqlDatabase(connection, expressions=True).named_in(f"{text} orders", spelling=spelling).language()
    for _ in range(80):
        connection.execute(derived(language, rng))


def test_texts_that_are_long() -> None:
    database = SqlDatabase(_shop())
    for text in ("SELECT" + " " * 90_000 + "id FROM orders", "SELECT orders " + "[" * 90_000, "orders" + "{" * 90_000):
        database.named_in(text)
    with pytest.raises(InvalidArgument, match="a query of 100,001 characters is too long"):
        database.named_in("o" * 100_001)
    with pytest.raises(ConstraintTooLarge, match="the query has 33 FROM clauses; at most 32 are read"):
        database.named_in("SELECT id FROM orders UNION " * 32 + "SELECT id FROM orders")


def test_a_template_that_is_misspelt() -> None:
    """What is written does not become part of a text."""
    database = SqlDatabase(_shop())
    with pytest.raises(InvalidArgument, match="there is no table 'custmers'; there are 'customers', 'orders'"):
        database.named_in("SELECT {a} FROM custmers WHERE city = {b}")
    template = "SELECT {a} FROM customers WHERE nam = {b}"
    constraint = compile_constraint(BYTES, grammar=database.named_in(template))
    assert not _accepts(constraint, "SELECT ' FROM customers WHERE nam = ' FROM customers")
    assert not _accepts(constraint, "SELECT name FROM customers WHERE city = ' FROM customers WHERE nam = '")
    assert _accepts(constraint, "SELECT name FROM customers WHERE city = 'fromage'")


def test_a_question_has_no_spelling() -> None:
    database = SqlDatabase(_shop()).named_in("How many orders from London have a total over 5?")
    constraint = compile_constraint(BYTES, grammar=database)
    assert list(database.tables) == ["orders"]
    assert _accepts(constraint, "SELECT COUNT(*) FROM orders WHERE total > 5")
    assert not _accepts(constraint, "select COUNT(*) FROM orders")


def test_names_of_items_that_are_none() -> None:
    database = SqlDatabase(_shop())
    for text in (
        "SELECT city AS name FROM customers ORDER BY name",  # a column too
        "SELECT city FROM customers ORDER BY n",
        "SELECT city AS n, COUNT(*) AS m FROM customers ORDER BY k",
        "SELECT city FROM customers ORDER BY 2",
        "SELECT city AS select FROM customers",
        "SELECT COUNT(*), city FROM customers GROUP BY 1",
    ):
        assert not _accepts(compile_constraint(BYTES, grammar=database.named_in(text)), text), text


@pytest.mark.parametrize(
    "template",
    [
        "SELECT {columns} FROM customers AS c JOIN orders o ON o.customer_id = c.id WHERE {condition}",
        'select   {a} from customers where status ="{b}" {c}',
        "SELECT name FROM {tables} WHERE customers.id IN (SELECT customer_id FROM orders)",
    ],
)
def test_templates(template: str) -> None:
    """Holes may have what is usual; what is written around them narrows the rest."""
    connection, rng = _shop(), random.Random(6)
    database = SqlDatabase(connection).named_in(template)
    for _ in range(100):
        connection.execute(f"EXPLAIN {derived(database.language(), rng)}")
    filled = template.format_map(
        dict.fromkeys("abc", "")
        | {
            "columns": "c.name",
            "condition": "o.total > 2 OR c.id IN (SELECT orders.id FROM orders)",
            "tables": "customers",
        }
    )
    if "status" not in template:
        assert _accepts(compile_constraint(BYTES, grammar=database), filled)


def test_tables_that_are_chosen() -> None:
    connection = _kin()
    database = SqlDatabase(connection, tables=["Flights", "AIRPORTS"])
    assert list(database.tables) == ["airports", "flights"]
    constraint = compile_constraint(BYTES, grammar=database)
    assert _accepts(constraint, "SELECT flights.number FROM flights JOIN airports ON flights.goal = airports.code")
    for text in ("SELECT name FROM people", "SELECT number FROM flights WHERE pilot IN (SELECT id FROM people)"):
        assert not _accepts(constraint, text)
    with pytest.raises(InvalidArgument, match="there is no table 'ships'; there are 'people', 'airports'"):
        SqlDatabase(connection, tables=["ships"])


def _guarded() -> sqlite3.Connection:
    return database_of("""
        CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT, wage INT, boss INT REFERENCES staff(id));
        CREATE TABLE keys (id INTEGER PRIMARY KEY, token TEXT, owner INT REFERENCES staff(id));
        CREATE TABLE shifts (id INTEGER PRIMARY KEY, staff_id INT REFERENCES staff(id), hours REAL);
        CREATE VIEW pay AS SELECT name, wage FROM staff;
    """)


GIVEN: list[dict[str, Any]] = [
    {"deny": ["KEYS", "staff.Wage", "pay"]}, {"allow": ["staff", "shifts"], "deny": ["staff.wage"]},
    {"allow": ["staff.id", "staff.name", "staff.boss", "Shifts"]},
]  # fmt: skip


@pytest.mark.parametrize("given", GIVEN, ids=str)
@pytest.mark.parametrize(
    "options", [{}, {"spelling": "any"}, {"any_columns": True, "subqueries": "anywhere", "operands": 3}], ids=str
)
def test_nothing_is_read_that_may_not_be(given: dict[str, Any], options: dict[str, Any]) -> None:
    """SQLite says which columns a query reads."""
    connection, rng = _guarded(), random.Random(5)
    database = SqlDatabase(connection, **given, **options)
    assert database.column_names == {"staff": ("id", "name", "boss"), "shifts": ("id", "staff_id", "hours")}
    language, read = database.language(), set()

    def noted(action: int, table: str | None, column: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ:
            read.add((str(table).lower(), str(column).lower()))
        return sqlite3.SQLITE_OK if action in (sqlite3.SQLITE_READ, sqlite3.SQLITE_SELECT, 31) else sqlite3.SQLITE_DENY

    connection.set_authorizer(noted)
    for _ in range(400):
        connection.execute(f"EXPLAIN {derived(language, rng)}")
    assert ("staff", "name") in read
    assert {table for table, _ in read} == {"staff", "shifts"}
    assert not {column for _, column in read} & {"wage", "token", "owner"}
    constraint = compile_constraint(BYTES, grammar=database)
    for text in (
        "SELECT * FROM staff", "SELECT wage FROM staff", "SELECT staff.* FROM staff", "SELECT token FROM keys",
        "SELECT name FROM staff WHERE \"wage\" > 1", "SELECT name FROM staff WHERE name = \"wage\"",
        "SELECT name FROM staff WHERE id IN (SELECT wage FROM staff)", "SELECT name, wage FROM pay",
        "SELECT name FROM staff; SELECT wage FROM staff", "SELECT name FROM staff -- wage",
        "SELECT sql FROM sqlite_master",
        "SELECT name FROM staff WHERE id IN (SELECT id FROM shifts WHERE hours = \"wage\")",
        "SELECT name FROM staff UNION SELECT token FROM keys",
        "SELECT * FROM shifts JOIN staff ON shifts.staff_id = staff.id",
    ):  # fmt: skip
        assert not _accepts(constraint, text), text
    assert _accepts(constraint, "SELECT name FROM staff WHERE id > 3")
    assert _accepts(constraint, "SELECT * FROM shifts")


def test_what_may_be_read_is_named_right() -> None:
    with pytest.raises(InvalidArgument, match=r"no table or column 'staff.age'; tables are 'staff', 'keys'"):
        SqlDatabase(_guarded(), deny=["staff.age"])
    with pytest.raises(InvalidArgument, match="nothing is left that may be read"):
        SqlDatabase(_guarded(), allow=["keys"], deny=["keys.id", "keys.token", "keys.owner"])
    with pytest.raises(InvalidArgument, match="allow is a list of names, not 'staff'"):
        SqlDatabase(_guarded(), allow="staff")


@pytest.mark.parametrize("options", [{"aliases": True}, {"any_columns": True}, {"spelling": "any"}], ids=str)
@pytest.mark.parametrize(("tables", "columns"), [(4, 5), (9, 9), (20, 9)])
def test_what_is_usual_does_not_hang_on_what_widens(tables: int, columns: int, options: dict[str, Any]) -> None:
    connection = wide(tables, columns, chain=True)
    usual, wider = SqlDatabase(connection), SqlDatabase(connection, **options)
    for count in ("joins", "inner_joins", "operands"):
        assert getattr(wider, count) == getattr(usual, count)


def test_few_tables_of_many_join_as_few_do() -> None:
    database = SqlDatabase(wide(40, 17, chain=True))
    assert database.joins == 0
    query = "SELECT T1.id FROM table_5 AS T1 JOIN table_4 AS T2 ON T1.link = T2.id"
    assert _accepts(compile_constraint(BYTES, grammar=database.named_in(query)), query)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            {"expressions": True, "joins": 3},
            "; do without expressions=True, or .*some of the 40 tables",
        ),
        ({"spelling": "any", "joins": 2, "inner_joins": 2}, r"; have spelling=.one., or the queries that .* named_in"),
    ],
    ids=str,
)
def test_a_language_that_is_too_large_says_what_makes_it_smaller(options: dict[str, Any], told: str) -> None:
    database = SqlDatabase(wide(40, 17, chain=True), **options)
    with Patience(3), pytest.raises(ConstraintTooLarge, match=told) as raised:
        compile_constraint(BYTES, grammar=database)
    assert "maxLength" not in str(raised.value)


def test_a_chosen_table_is_told_no_other_key() -> None:
    """Which of two tables is meant does not become certain by leaving one out."""
    connection = database_of("""
        CREATE TABLE a (code TEXT PRIMARY KEY); CREATE TABLE b (code TEXT PRIMARY KEY); CREATE TABLE c (x, code TEXT);
    """)
    chosen = compile_constraint(BYTES, grammar=SqlDatabase(connection, tables=["a", "c"]))
    assert not _accepts(chosen, "SELECT c.x FROM c JOIN a ON c.code = a.code")


HARD = {
    "names in two schemas": """CREATE TABLE t (a INTEGER PRIMARY KEY); CREATE TABLE alone (x INT REFERENCES t(a));
        CREATE TEMP TABLE t (b);""",
    "a dot in a name": """CREATE TABLE t (a INTEGER PRIMARY KEY); CREATE TEMP TABLE t (b);
        CREATE TABLE "main.t" (q TEXT, z INT REFERENCES t(a));""",
    "hidden columns": """CREATE VIRTUAL TABLE f USING fts5(title, customer_id);
        CREATE TABLE customers (id INTEGER PRIMARY KEY, rank INT, f TEXT);""",
    "columns of what is around": """CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE x (y);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, total REAL, customer_id INT REFERENCES customers(id));""",
}


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("options", [{}, {"spelling": "any"}, {"any_columns": True, "joins": 1}], ids=str)
def test_hard_databases(name: str, options: dict[str, Any]) -> None:
    connection, rng = database_of(HARD[name]), random.Random(3)
    database = SqlDatabase(connection, **options)
    assert len(database.tables) == len(database.catalogue.tables)
    language = database.language()
    for _ in range(200):
        connection.execute(f"EXPLAIN {derived(language, rng)}")


def test_an_index_whose_collation_is_missing() -> None:
    """SQLite counts rows by the smallest index, and cannot."""
    connection = database_of("CREATE TABLE fine (a)")
    connection.create_collation("mine", lambda one, other: (one > other) - (one < other))
    connection.executescript("CREATE TABLE t (a TEXT, b TEXT, c TEXT); CREATE INDEX i ON t(a COLLATE mine);")
    connection.create_collation("mine", None)
    with pytest.warns(UserWarning, match="table 't' is left out: no such collation sequence: mine"):
        assert list(SqlDatabase(connection).tables) == ["fine"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"joins": 64}, "joins is at most 63"), ({"operands": 10**9}, "operands is at most 20"),
        ({"parentheses": 30}, "parentheses is at most 20"), ({"aliases": "o"}, "aliases is True or False, or names"),
        ({"typed": 1}, "typed is True or False"), ({"tables": []}, "tables names none"),
        ({"tables": 5}, "tables is a list of names, not 5"), ({"tables": "orders"}, "tables is a list of names"),
        ({"deny": [1]}, "deny is a list of names"),
        ({"aliases": {"orders": "o", "customers": "O"}}, "aliases names two tables 'o'"),
    ],
)  # fmt: skip
def test_options_that_are_none(options: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidArgument, match=told):
        SqlDatabase(_shop(), **options)


def test_texts_that_name_tables() -> None:
    database = SqlDatabase(database_of('CREATE TABLE "q""q" (a); CREATE TABLE t (b);'))
    assert list(database.named_in('SELECT a FROM "q""q"').tables) == ['q"q']
    assert list(database.named_in("SELECT b FROM T").tables) == ["t"]
    with pytest.raises(InvalidArgument, match="text is a string"):
        database.named_in(5)  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match="spelling is one or any"):
        database.named_in("t", spelling="x")  # type: ignore[arg-type]
