"""The catalogue of a SQLite database.

SQLite is asked what there is (https://sqlite.org/pragma.html, `table_list` and `table_xinfo`), and then of every table
whether queries over it compile: a view may be stale, the module of a virtual table or a collation may be missing. What
fails is left out, with SQLite's own words for the reason; the rest stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from constrained_diffusion.errors import InvalidDatabase, UnknownDatabase
from constrained_diffusion.languages.sql.catalogue import Catalogue, Column, ForeignKey, LeftOut, Sought, Table
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.kinds import ANY, NUMBER, TEXT, Kind
from constrained_diffusion.languages.sql.names import folded

SQLITE = Dialect(
    name="SQLite",
    keywords=frozenset(
        """ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE BEGIN BETWEEN BY
        CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME
        CURRENT_TIMESTAMP DATABASE DEFAULT DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH ELSE END ESCAPE
        EXCEPT EXCLUDE EXCLUSIVE EXISTS EXPLAIN FAIL FALSE FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL GENERATED GLOB
        GROUP GROUPS HAVING IF IGNORE IMMEDIATE IN INDEX INDEXED INITIALLY INNER INSERT INSTEAD INTERSECT INTO IS ISNULL
        JOIN KEY LAST LEFT LIKE LIMIT MATCH MATERIALIZED NATURAL NO NOT NOTHING NOTNULL NULL NULLS OF OFFSET ON OR ORDER
        OTHERS OUTER OVER PARTITION PLAN PRAGMA PRECEDING PRIMARY QUERY RAISE RANGE RECURSIVE REFERENCES REGEXP REINDEX
        RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK ROW ROWS SAVEPOINT SELECT SET TABLE TEMP TEMPORARY THEN
        TIES TO TRANSACTION TRIGGER TRUE UNBOUNDED UNION UNIQUE UPDATE USING VACUUM VALUES VIEW VIRTUAL WHEN WHERE
        WINDOW WITH WITHIN WITHOUT""".split()
    ),
    quotes=(('"', '"'), ("`", "`"), ("[", "]")),
    quoted_fold=True,
    double_quotes="either",
    equals=("=", "=="),
    years=("CAST(STRFTIME('%Y', {}) AS INTEGER)",),
    hidden_names=("rowid", "oid", "_rowid_"),
    strict=False,
)
always_quoted = SQLITE.always_quoted

_LEAST_VERSION = (3, 37, 0)
_PATIENCE = 2.0
"""Seconds for which a locked file is waited for."""
_STEPS = 20_000_000
"""Instructions of SQLite's machine that reading the values of one column may take, some seconds."""
_VISIBLE = (0, 2, 3)
"""Kinds of columns in `table_xinfo`: ordinary, generated when read, generated when written; 1 is hidden."""


@contextmanager
def opened(source: str | PathLike[str]) -> Iterator[sqlite3.Connection]:
    """A database file, open for reading only.

    Raises:
        UnknownDatabase: there is no such file.
        InvalidDatabase: it is no file, or cannot be opened.
    """
    path = Path(source)
    try:
        if not path.exists():
            raise UnknownDatabase(
                f"there is no database {fspath(source)}",
                "give the path of a file that is there, a URL, or a connection",
            )
        if not path.is_file():
            raise InvalidDatabase("it is no file", fspath(source))
        with path.open("rb") as file:
            if file.read(12)[8:] == b"DUCK":
                raise InvalidDatabase("it is a database of DuckDB: write duckdb:/// before the path", fspath(source))
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)) as connection:
            yield connection
    except PermissionError as error:
        raise InvalidDatabase(error.strerror or str(error), fspath(source)) from None
    except sqlite3.Error as error:
        raise InvalidDatabase(str(error), fspath(source)) from None


def catalogue_of(connection: sqlite3.Connection, name: str, sought: Sought) -> Catalogue:
    """What there is in all schemas of a connection: main, temp, and what is attached.

    Args:
        connection: open; its row and text factories are not used, and are as they were afterwards. A progress handler
            is taken off where values are read.
        name: what errors call the database.
        sought: which values of columns are read.

    Raises:
        InvalidDatabase: it cannot be read, it has no table that queries could speak of, or SQLite is older than 3.37.
    """
    if sqlite3.sqlite_version_info < _LEAST_VERSION:
        raise InvalidDatabase(f"reading it needs SQLite 3.37 or later; this is {sqlite3.sqlite_version}", name)
    texts = connection.text_factory
    try:
        connection.text_factory = bytes  # names and values need not be UTF-8
        found = _Reader(connection, sought).catalogue()
    except sqlite3.Error as error:
        raise InvalidDatabase(str(error), name) from None
    finally:
        connection.text_factory = texts
    if not found.tables:
        reasons = "".join(f"; {left}" for left in found.left_out)
        raise InvalidDatabase(f"the database has no tables{reasons}", name)
    return found


@dataclass
class _Reader:
    connection: sqlite3.Connection
    sought: Sought
    left_out: list[LeftOut] = field(default_factory=list)

    def catalogue(self) -> Catalogue:
        entries = [(schema, *entry) for schema in self._schemas() for entry in self._entries(schema)]
        places: dict[str, int] = {}
        for _, name, _ in entries:
            places[folded(name)] = places.get(folded(name), 0) + 1
        tables: dict[tuple[str, str], Table] = {}
        for schema, name, kind in entries:
            if kind == "shadow":
                continue
            table = self._table(schema, name, kind, needs_schema=places[folded(name)] > 1)
            if table is not None:
                tables[schema, folded(name)] = table
        keys = [key for (schema, _), table in tables.items() for key in self._foreign_keys(schema, table, tables)]
        return Catalogue(SQLITE, tuple(tables.values()), tuple(keys), tuple(self.left_out))

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        cursor = self.connection.cursor()
        cursor.row_factory = None
        return cursor.execute(query, values).fetchall()

    def _compiles(self, query: str) -> None:
        self.connection.cursor().execute(f"EXPLAIN {query}").close()

    def _schemas(self) -> list[str]:
        """In the order in which SQLite looks names up."""
        names = [row[1].decode() for row in self._rows("PRAGMA database_list")]
        return sorted(names, key=lambda name: (name != "temp", name != "main"))

    def _entries(self, schema: str) -> Iterator[tuple[str, str]]:
        """Name and type of everything that is like a table, in the order of creation."""
        kinds = {row[1]: row[2].decode() for row in self._rows(f"PRAGMA {always_quoted(schema)}.table_list")}
        created = self._rows(
            f"SELECT name FROM {always_quoted(schema)}.sqlite_master WHERE type IN ('table', 'view') ORDER BY rowid"
        )
        for (name,) in created:
            try:
                decoded: str = name.decode()
            except UnicodeDecodeError:
                self._leave_out(f"table {name.decode(errors='backslashreplace')!r}", "its name is not UTF-8")
                continue
            if not folded(decoded).startswith("sqlite_"):
                yield decoded, kinds.get(name, "table")

    def _leave_out(self, what: str, reason: object) -> None:
        self.left_out.append(LeftOut(what, str(reason)))

    def _table(self, schema: str, name: str, kind: str, *, needs_schema: bool) -> Table | None:
        what = f"{'view' if kind == 'view' else 'table'} {f'{schema}.{name}' if needs_schema else name!r}"
        place = f"{always_quoted(schema)}.{always_quoted(name)}"
        try:
            rows = self._rows(f"PRAGMA {always_quoted(schema)}.table_xinfo({always_quoted(name)})")
            visible = [row for row in rows if row[6] in _VISIBLE]
            columns = [Column(row[1].decode(), affinity((row[2] or b"").decode())) for row in visible]
            self._compiles(f"SELECT DISTINCT * FROM {place}")
            self._compiles(f"SELECT COUNT(*) FROM {place}")
            for column in columns:
                one = f"{place}.{always_quoted(column.name)}"
                where = f"{one} = '' AND {one} LIKE ''"
                self._compiles(f"SELECT {one}, MIN({one}) FROM {place} WHERE {where} GROUP BY {one} ORDER BY {one}")
            if kind == "virtual":
                self._rows(f"SELECT * FROM {place} LIMIT 1")  # its module may refuse no sooner
            read = tuple(self._with_values(place, what, column) for column in columns)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._leave_out(what, error)
            return None
        if not columns:
            self._leave_out(what, "it has no columns")
            return None
        key = tuple(row[1].decode() for row in sorted(visible, key=lambda row: row[5]) if row[5])
        hidden = tuple(row[1].decode(errors="replace") for row in rows if row[6] not in _VISIBLE)
        return Table(name, read, schema if needs_schema else None, key, hidden=hidden)

    def _with_values(self, place: str, what: str, column: Column) -> Column:
        if self.sought.most == 0:
            return column
        name = always_quoted(column.name)
        asked = (
            f"SELECT {name}, typeof({name}) FROM {place} WHERE typeof({name}) IN ('text', 'integer', 'real') "
            f"GROUP BY 1, 2 ORDER BY COUNT(*) DESC, 1 LIMIT {self.sought.most + 1}"
        )
        self.connection.set_progress_handler(lambda: True, _STEPS)  # a view may go on without end
        try:
            rows = self._rows(asked)
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            self._leave_out(f"the list of values of column {column.name!r} of {what}", "reading them takes too long")
            return column
        finally:
            self.connection.set_progress_handler(None, 0)
        found: list[object] = []
        for value, stored in rows:
            try:
                found.append(value.decode() if stored == b"text" else value)
            except UnicodeDecodeError:
                shown = value[:40].decode(errors="backslashreplace")
                self._leave_out(f"the value '{shown}' of column {column.name!r} of {what}", "it is not UTF-8")
        return self.sought.of(column, found)

    def _foreign_keys(self, schema: str, table: Table, tables: dict[tuple[str, str], Table]) -> Iterator[ForeignKey]:
        """Those whose columns are all offered; a foreign key never leaves its schema."""
        rows: dict[int, list[tuple[bytes, bytes, bytes | None]]] = {}
        for number, _, parent, mine, theirs, *_ in self._rows(
            f"PRAGMA {always_quoted(schema)}.foreign_key_list({always_quoted(table.name)})"
        ):
            rows.setdefault(number, []).append((parent, mine, theirs))
        for pairs in rows.values():
            parent_name = pairs[0][0].decode(errors="backslashreplace")
            what = f"the foreign key of table {table.label!r} to {parent_name!r}"
            parent = tables.get((schema, folded(parent_name)))
            if parent is None:
                self._leave_out(what, "there is no such table")
                continue
            named = [theirs.decode(errors="backslashreplace") for _, _, theirs in pairs if theirs is not None]
            own = named or parent.key
            if len(own) != len(pairs):
                self._leave_out(what, f"it has {len(pairs)} columns, the primary key it refers to {len(own)}")
                continue
            mine = [_named(table, name.decode()) for _, name, _ in pairs]
            theirs_named = [_named(parent, name) for name in own]
            missing = [name for name, column in zip(own, theirs_named, strict=True) if column is None]
            if missing:
                self._leave_out(what, f"{parent.label!r} has no column {missing[0]!r}")
                continue
            yield ForeignKey(
                table.label,
                tuple(column for column in mine if column is not None),
                parent.label,
                tuple(column for column in theirs_named if column is not None),
            )


def _named(table: Table, name: str) -> str | None:
    """The column of that name as the table has it."""
    return next((column.name for column in table.columns if folded(column.name) == folded(name)), None)


def affinity(declared: str) -> Kind:
    """By SQLite's rules of type affinity (https://sqlite.org/datatype3.html, section 3.1)."""
    upper = declared.upper()
    if "INT" in upper:
        return NUMBER
    if any(word in upper for word in ("CHAR", "CLOB", "TEXT")):
        return TEXT
    if any(word in upper for word in ("REAL", "FLOA", "DOUB", "NUM", "DEC")):
        return NUMBER
    return ANY
