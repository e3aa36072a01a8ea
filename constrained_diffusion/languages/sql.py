"""Queries that run against a given SQLite database: tables, columns and foreign keys are read from the database itself.

The language, for a database with tables T, has one spelling a query (upper-case keywords, single spaces, names as the
database has them, quoted where they must be):

    query     SELECT [DISTINCT] items FROM scope [WHERE condition] [GROUP BY columns [HAVING test]]
              [ORDER BY key [ASC|DESC], ...] [LIMIT 1..999999999]
    items     * | item, ...             item: column or aggregate
    aggregate COUNT(*) | COUNT([DISTINCT ]column) | MIN, MAX(column) | SUM, AVG(number column)
    scope     T | T JOIN U ON join      every join along a foreign key, in either order, up to `joins` of them
    test      aggregate compared with a number, joined by AND
    condition predicates joined by AND and OR, each optionally after NOT; ( condition ) nests without end
    predicate column = <> < <= > >= literal | column | (rows) ; column IS [NOT] NULL ; column [NOT] BETWEEN a AND b
              column [NOT] LIKE text ; column [NOT] IN (literal, ...) | (rows)
    rows      SELECT column | aggregate FROM T [WHERE condition], over one table

Columns are those of the tables in scope, and only those: written plainly over one table, as ``table.column`` (or
``alias.column``) in joins. Number columns meet numbers, text columns text, columns of another or no type meet both.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import Literal

from constrained_diffusion.languages.ir import (
    Grammar,
    Node,
    Reference,
    Repeat,
    Text,
    choice,
    optional,
    sequence,
)
from constrained_diffusion.languages.outline import outline_of_tables
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.wanted import Wanted

Kind = Literal["number", "text", "any"]

_NUMBER = full_match(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?")
_COUNT = full_match("[1-9][0-9]{0,8}")
_STRING = full_match("'([^'\\x00]|'')*'")
_COMPARE = choice(" = ", " <> ", " < ", " <= ", " > ", " >= ")
_COMMA = Text(", ")
_KEYWORDS = frozenset(
    """ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE BEGIN BETWEEN BY
    CASCADE CASE
    CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME
    CURRENT_TIMESTAMP
    DATABASE DEFAULT DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH ELSE END ESCAPE EXCEPT EXCLUDE
    EXCLUSIVE
    EXISTS EXPLAIN FAIL FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL GENERATED GLOB GROUP GROUPS HAVING IF IGNORE
    IMMEDIATE
    IN INDEX INDEXED INITIALLY INNER INSERT INSTEAD INTERSECT INTO IS ISNULL JOIN KEY LAST LEFT LIKE LIMIT MATCH
    MATERIALIZED
    NATURAL NO NOT NOTHING NOTNULL NULL NULLS OF OFFSET ON OR ORDER OTHERS OUTER OVER PARTITION PLAN PRAGMA
    PRECEDING PRIMARY
    QUERY RAISE RANGE RECURSIVE REFERENCES REGEXP REINDEX RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK
    ROW ROWS
    SAVEPOINT SELECT SET TABLE TEMP TEMPORARY THEN TIES TO TRANSACTION TRIGGER UNBOUNDED UNION UNIQUE UPDATE USING
    VACUUM
    VALUES VIEW VIRTUAL WHEN WHERE WINDOW WITH WITHOUT""".split()
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and the values that its text literals are drawn from (None: any text)."""

    name: str
    kind: Kind
    values: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``table.columns`` refer to ``parent.parent_columns``."""

    table: str
    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]


class SqlDatabase:
    """The queries that run against a SQLite database, as a constraint: ``generate(model, question, grammar=database)``.

    Args:
        source: the path of a database file, which is opened read-only, or an open connection.
        joins: the most joins a query has.
        any_columns: whether joins may compare any two columns of one kind, rather than foreign keys only.
        aliases: whether tables may also be named ``t1``, ``t2``, ... and their columns after them.
        values: whether text is compared with values that the column holds, rather than with any text. A number is the
            most values that are read of a column; columns with more keep any text.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the database has no tables.
    """

    def __init__(
        self,
        source: str | PathLike[str] | sqlite3.Connection,
        *,
        joins: int = 1,
        any_columns: bool = False,
        aliases: bool = False,
        values: bool | int = False,
    ) -> None:
        self.joins, self.any_columns, self.aliases = joins, any_columns, aliases
        most = 0 if values is False else 1000 if values is True else values
        if isinstance(source, sqlite3.Connection):
            self.tables, self.foreign_keys = _read(source, most)
            return
        if not Path(source).exists():
            raise FileNotFoundError(f"there is no database {fspath(source)}")
        connection = sqlite3.connect(f"{Path(source).resolve().as_uri()}?mode=ro", uri=True)
        try:
            self.tables, self.foreign_keys = _read(connection, most)
        finally:
            connection.close()

    @property
    def column_names(self) -> dict[str, tuple[str, ...]]:
        """The columns of every table."""
        return {table: tuple(column.name for column in columns) for table, columns in self.tables.items()}

    def wanted(self) -> Wanted:
        """The queries; a model is told the tables and their columns."""
        return Wanted(language=self.language(), told=outline_of_tables(self.column_names))

    def language(self) -> Grammar:
        """The queries, as a grammar: one rule a scope, so that a table in FROM and a column in SELECT narrow each
        other."""
        rules: dict[str, Node] = {}
        apart = []
        for number, scope in enumerate(self._scopes()):
            rules[f"condition {number}"] = _condition(scope, f"condition {number}")
            rules[f"query {number}"] = _query(scope, Reference(f"condition {number}"))
            apart.append(f"query {number}")
        subqueries = []
        for table in self.tables:
            scope = self._scope((table,), Text(_quoted(table)), None)
            rules[f"condition of {table}"] = _condition(scope, f"condition of {table}")
            where = optional(" WHERE ", Reference(f"condition of {table}"))
            item = choice(scope.column(), _aggregate(scope))
            rules[f"rows of {table}"] = sequence("SELECT ", item, " FROM ", scope.source, where)
            subqueries.append(f"rows of {table}")
        rules["rows"] = sequence("(", choice(*map(Reference, subqueries)), ")")
        rules["query"] = choice(*map(Reference, apart))
        return Grammar("query", tuple(rules.items()), calls=("rows",), apart=(*apart, *subqueries))

    def _scopes(self) -> Iterator[_Scope]:
        for tables, source in self._sources():
            plain = len(tables) == 1
            names = [_quoted(table) for table in tables]
            yield self._scope(tables, source(names), None if plain else names)
            if self.aliases:
                aliases = [f"t{index + 1}" for index in range(len(tables))]
                yield self._scope(tables, source([f"{n} AS {a}" for n, a in zip(names, aliases, strict=True)]), aliases)

    def _scope(self, tables: tuple[str, ...], source: Node, prefixes: list[str] | None) -> _Scope:
        columns = []
        for index, table in enumerate(tables):
            prefix = "" if prefixes is None else prefixes[index] + "."
            columns += [(prefix + _quoted(column.name), column) for column in self.tables[table]]
        return _Scope(source, tuple(columns))

    def _sources(self) -> Iterator[tuple[tuple[str, ...], _Source]]:
        """Sequences of joined tables, each with how its FROM clause is written under given names."""
        for table in self.tables:
            yield from self._joined((table,), ())

    def _joined(
        self, tables: tuple[str, ...], joins: tuple[tuple[tuple[int, Column, Column], ...], ...]
    ) -> Iterator[tuple[tuple[str, ...], _Source]]:
        yield tables, _Source(joins)
        if len(tables) > self.joins:
            return
        for other in self.tables:
            if other in tables:
                continue
            options = tuple(self._links(tables, other))
            if options:
                yield from self._joined((*tables, other), (*joins, options))

    def _links(self, tables: tuple[str, ...], other: str) -> Iterator[tuple[int, Column, Column]]:
        """Pairs of columns that join `other` to one of `tables` (by index)."""
        for index, table in enumerate(tables):
            if self.any_columns:
                for mine in self.tables[table]:
                    for theirs in self.tables[other]:
                        if mine.kind == theirs.kind:
                            yield index, mine, theirs
                continue
            for key in self.foreign_keys:
                if len(key.columns) == 1 and (key.table, key.parent) == (table, other):
                    yield index, self._column(table, key.columns[0]), self._column(other, key.parent_columns[0])
                if len(key.columns) == 1 and (key.table, key.parent) == (other, table):
                    yield index, self._column(table, key.parent_columns[0]), self._column(other, key.columns[0])

    def _column(self, table: str, name: str) -> Column:
        return next(column for column in self.tables[table] if column.name.lower() == name.lower())


@dataclass(frozen=True, slots=True)
class _Source:
    """A FROM clause: for every joined table the columns that may join it, (index of the other table, its, mine)."""

    joins: tuple[tuple[tuple[int, Column, Column], ...], ...]

    def __call__(self, named: list[str]) -> Node:
        """The clause; `named` are the tables, with their aliases."""
        short = [name.rsplit(" AS ", 1)[-1] for name in named]
        parts: list[Node | str] = [named[0]]
        for index, options in enumerate(self.joins, start=1):
            tests = []
            for other, theirs, mine in options:
                left, right = f"{short[other]}.{_quoted(theirs.name)}", f"{short[index]}.{_quoted(mine.name)}"
                tests += [f"{left} = {right}", f"{right} = {left}"]
            parts += [f" JOIN {named[index]} ON ", choice(*dict.fromkeys(tests))]
        return sequence(*parts)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a query may speak about: the text of its FROM clause, and its columns as they are written."""

    source: Node
    columns: tuple[tuple[str, Column], ...]

    def column(self, *kinds: Kind) -> Node:
        return choice(*(name for name, _ in (self.of(*kinds) if kinds else self.columns)))

    def of(self, *kinds: Kind) -> list[tuple[str, Column]]:
        return [(name, column) for name, column in self.columns if column.kind in kinds]


def _query(scope: _Scope, condition: Node) -> Node:
    item = choice(scope.column(), _aggregate(scope))
    key = sequence(item, choice("", " ASC", " DESC"))
    test = sequence(_aggregate(scope), _COMPARE, _NUMBER)
    having = optional(" HAVING ", Repeat(test, 1, None, Text(" AND ")))
    return sequence(
        "SELECT ", choice("", "DISTINCT "), choice("*", Repeat(item, 1, None, _COMMA)), " FROM ", scope.source,
        optional(" WHERE ", condition),
        optional(" GROUP BY ", Repeat(scope.column(), 1, None, _COMMA), having),
        optional(" ORDER BY ", Repeat(key, 1, None, _COMMA)),
        optional(" LIMIT ", _COUNT),
    )  # fmt: skip


def _aggregate(scope: _Scope) -> Node:
    options: list[Node | str] = ["COUNT(*)", sequence("COUNT(", choice("", "DISTINCT "), scope.column(), ")")]
    options.append(sequence(choice("MIN(", "MAX("), scope.column(), ")"))
    if scope.of("number", "any"):
        options.append(sequence(choice("SUM(", "AVG("), scope.column("number", "any"), ")"))
    return choice(*options)


def _condition(scope: _Scope, name: str) -> Node:
    negated = choice("", "NOT ")
    tests: list[Node] = []
    kinds: tuple[Kind, ...] = ("number", "text", "any")
    for kind in kinds:
        groups: dict[tuple[str, ...] | None, list[str]] = {}
        for written, column in scope.of(kind):
            groups.setdefault(column.values, []).append(written)
        for values, names in groups.items():
            tests.append(sequence(choice(*names), _test(scope, kind, values)))
    predicate = sequence(negated, choice(*tests, sequence("(", Reference(name), ")")))
    return Repeat(predicate, 1, None, choice(" AND ", " OR "))


def _test(scope: _Scope, kind: Kind, values: tuple[str, ...] | None) -> Node:
    """What may follow a column of a kind."""
    text = _STRING if values is None else choice(*(_literal(value) for value in values))
    literal = {"number": _NUMBER, "text": text, "any": choice(_NUMBER, text)}[kind]
    others = scope.column(kind, "any") if kind != "any" else scope.column()
    listed = choice(sequence("(", Repeat(literal, 1, None, _COMMA), ")"), Reference("rows"))
    options = [
        sequence(_COMPARE, choice(literal, others, Reference("rows"))),
        choice(" IS NULL", " IS NOT NULL"),
        sequence(choice(" IN ", " NOT IN "), listed),
        sequence(choice(" BETWEEN ", " NOT BETWEEN "), literal, " AND ", literal),
    ]
    if kind != "number":
        options.append(sequence(choice(" LIKE ", " NOT LIKE "), _STRING))
    return choice(*options)


def _read(connection: sqlite3.Connection, most: int) -> tuple[dict[str, tuple[Column, ...]], tuple[ForeignKey, ...]]:
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
        )
    ]
    if not names:
        raise ValueError("the database has no tables")
    tables: dict[str, tuple[Column, ...]] = {}
    keys: list[ForeignKey] = []
    for table in names:
        columns = []
        for _, name, declared, *_ in connection.execute(f"PRAGMA table_info({_always_quoted(table)})"):
            kind = _kind(declared)
            values = _values(connection, table, name, most) if most and kind == "text" else None
            columns.append(Column(name, kind, values))
        tables[table] = tuple(columns)
    known = {table.lower(): table for table in tables}
    for table in names:
        rows: dict[int, list[tuple[str, str, str | None]]] = {}
        for number, _, parent, mine, theirs, *_ in connection.execute(
            f"PRAGMA foreign_key_list({_always_quoted(table)})"
        ):
            rows.setdefault(number, []).append((parent, mine, theirs))
        for pairs in rows.values():
            parent = known.get(pairs[0][0].lower())
            if parent is None:
                continue
            own = [theirs for _, _, theirs in pairs if theirs is not None] or _primary_key(connection, parent)
            if len(own) == len(pairs):
                keys.append(ForeignKey(table, tuple(mine for _, mine, _ in pairs), parent, tuple(own)))
    return tables, tuple(keys)


def _primary_key(connection: sqlite3.Connection, table: str) -> list[str]:
    rows = connection.execute(f"PRAGMA table_info({_always_quoted(table)})").fetchall()
    return [row[1] for row in sorted((row for row in rows if row[5]), key=lambda row: row[5])]


def _kind(declared: str) -> Kind:
    """By SQLite's rules of type affinity (https://sqlite.org/datatype3.html, section 3.1)."""
    upper = declared.upper()
    if "INT" in upper:
        return "number"
    if any(word in upper for word in ("CHAR", "CLOB", "TEXT")):
        return "text"
    if any(word in upper for word in ("REAL", "FLOA", "DOUB", "NUM", "DEC")):
        return "number"
    return "any"


def _values(connection: sqlite3.Connection, table: str, column: str, most: int) -> tuple[str, ...] | None:
    name, source = _always_quoted(column), _always_quoted(table)
    rows = connection.execute(
        f"SELECT DISTINCT {name} FROM {source} WHERE typeof({name}) = 'text' LIMIT ?", (most + 1,)
    ).fetchall()
    found = tuple(sorted(value for (value,) in rows if "\x00" not in value))
    return found if 0 < len(found) <= most else None


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _always_quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _quoted(name: str) -> str:
    plain = re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name) and name.upper() not in _KEYWORDS
    return name if plain else _always_quoted(name)
