"""DuckDB, read by its own driver and its own tables (https://duckdb.org/docs/stable/sql/meta/duckdb_table_functions)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

from constrained_diffusion.errors import InvalidDatabase, MissingExtra, UnknownDatabase
from constrained_diffusion.languages.sql.catalogue import Catalogue, LeftOut, Sought
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.engines.duckdb_demands import demands
from constrained_diffusion.languages.sql.engines.reading import Listed, Reference, catalogue_of, check_schemas
from constrained_diffusion.languages.sql.kinds import BOOLEAN, DATE, NUMBER, TEXT, TIME, TIMESTAMP, Kind
from constrained_diffusion.languages.sql.running import PATIENCE, Refused, Rows, Run, reason
from constrained_diffusion.languages.sql.targets import Target, targets

if TYPE_CHECKING:
    import duckdb

_MOST_PLACES = 20
"""Types with more digits than that before the point or behind it have no room for the other digits of a literal."""
_KINDS = {
    **dict.fromkeys(
        ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
         "UHUGEINT", "FLOAT", "DOUBLE"), NUMBER
    ),
    "VARCHAR": TEXT, "DATE": DATE, "TIME": TIME, "TIMESTAMP": TIMESTAMP, "TIMESTAMP_S": TIMESTAMP,
    "TIMESTAMP_MS": TIMESTAMP, "BOOLEAN": BOOLEAN,
}  # fmt: skip


@contextmanager
def opened(path: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database file, open for reading only.

    Raises:
        MissingExtra: the package duckdb is not installed.
        UnknownDatabase: there is no such file.
        InvalidDatabase: it cannot be opened.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtra.named("sql", "reading DuckDB needs the extra") from None
    if not Path(path).exists():
        raise UnknownDatabase(f"there is no database {path}", "give the path of a file that is there, or a connection")
    try:
        connection = duckdb.connect(path, read_only=True)
    except duckdb.Error as error:
        raise InvalidDatabase(reason(error), path) from None
    with connection:
        yield connection


_SCHEMAS = "SELECT schema_name FROM duckdb_schemas() WHERE database_name = current_database() ORDER BY 1"


class Reader:
    """A connection's current database."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        """
        Args:
            name: what errors call it.
        """
        import duckdb

        try:
            self._cursor, self._name = connection.cursor(), name  # what the caller's own cursor holds stays
        except duckdb.Error as error:
            raise InvalidDatabase(reason(error), name) from None
        self._run = _runs(self._cursor)

    def catalogue(self, sought: Sought, schemas: Sequence[str] | None) -> Catalogue:
        """What there is; in the current schema, unless others are given."""
        run = self._run
        try:
            words = run("SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category <> 'unreserved'")
            all_words = run("SELECT keyword_name FROM duckdb_keywords()")
            dialect = Dialect(
                name="DuckDB",
                keywords=frozenset(str(word).upper() for (word,) in words),
                soft_keywords=frozenset(str(word).upper() for (word,) in all_words),
                quoted_fold=True,
                equals=("=", "=="),
                escapes=True,
                years=("EXTRACT(YEAR FROM {})", "YEAR({})"),
                matches=("LIKE", "ILIKE"),
                hidden_names=("rowid",),
                digits=15,
            )
            check_schemas(schemas, [str(name) for (name,) in run(_SCHEMAS)])
            listed = [one for schema in schemas or (None,) for one in _listed(run, schema)]
        except Refused as error:
            raise InvalidDatabase(str(error), self._name) from None
        return catalogue_of(listed, dialect, run, self._read, self._name, sought)

    def _read(self, query: str) -> Rows:
        alarm = Timer(PATIENCE, self._cursor.interrupt)
        alarm.start()
        try:
            return self._run(query)
        finally:
            alarm.cancel()

    def targets(self, catalogue: Catalogue, whole: Catalogue) -> tuple[list[Target], list[LeftOut]]:
        """Which tables can be written to, and which cannot."""
        run = self._run
        try:
            return targets(list(demands(catalogue, run)), list(demands(whole, run)), catalogue.dialect, run)
        except Refused as error:
            raise InvalidDatabase(str(error), self._name) from None


def _runs(connection: duckdb.DuckDBPyConnection) -> Run:
    import duckdb

    def run(query: str) -> list[tuple[object, ...]]:
        try:
            return list(connection.execute(query).fetchall())
        except duckdb.Error as error:
            raise Refused(reason(error)) from None

    return run


def _listed(run: Run, schema: str | None) -> Iterator[Listed]:
    named = "current_schema()" if schema is None else f"'{schema.replace(chr(39), chr(39) * 2)}'"
    place = f"database_name = current_database() AND schema_name = {named}"
    columns: dict[object, list[tuple[str, Kind]]] = defaultdict(list)
    for table, column, of_type in run(
        f"SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE {place} ORDER BY column_index"
    ):
        columns[table].append((str(column), _kind(str(of_type))))
    keys: dict[object, tuple[str, ...]] = {}
    references: dict[object, list[Reference]] = defaultdict(list)
    for table, of_type, mine, parent, theirs in run(
        "SELECT table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names "
        f"FROM duckdb_constraints() WHERE {place}"
    ):
        if of_type == "PRIMARY KEY":
            keys[table] = tuple(mine)  # type: ignore[arg-type]
        elif of_type == "FOREIGN KEY":
            references[table].append((tuple(mine), schema, str(parent), tuple(theirs)))  # type: ignore[arg-type]
    for what, tables in (("table", "duckdb_tables() WHERE TRUE"), ("view", "duckdb_views() WHERE NOT internal")):
        for (table,) in run(f"SELECT {what}_name FROM {tables} AND {place} ORDER BY {what}_oid"):
            yield Listed(what, schema, str(table), tuple(columns[table]), keys.get(table, ()), tuple(references[table]))


def _fits(precision: int, scale: int) -> bool:
    """Whether a literal can be of a type, whatever its digits are."""
    return max(scale, precision - scale) <= _MOST_PLACES


def _kind(of_type: str) -> Kind:
    """What a column of a type holds; what is not known compares with its like, if DuckDB says so."""
    if (sizes := re.fullmatch(r"DECIMAL\((\d+),\s*(\d+)\)", of_type)) is not None and _fits(*map(int, sizes.groups())):
        return NUMBER
    if of_type.startswith("ENUM(") and of_type.endswith(")"):
        labels = re.findall("'((?:[^']|'')*)'", of_type)
        return Kind(of_type, labels=tuple(label.replace("''", "'") for label in labels))
    if of_type.endswith("WITH TIME ZONE"):
        usual = TIME if of_type.startswith("TIME ") else TIMESTAMP
        return Kind(of_type, usual.literals)
    return _KINDS.get(of_type) or Kind(of_type)
