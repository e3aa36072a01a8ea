"""SQLite databases on other engines: their tables, keys as far as names and types go, and some of their rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROWS = 20
TYPES = {
    "duckdb": {"number": "DOUBLE", "text": "VARCHAR"},
    "postgresql": {"number": "DOUBLE PRECISION", "text": "TEXT"},
    "mysql": {"number": "DOUBLE", "text": "VARCHAR(190)"},
}
"""Of columns whose values are all numbers, and of the others."""


@contextmanager
def copied(path: Path, url: str) -> Iterator[tuple[Any, Callable[[str], object]]]:
    """What `SqlDatabase` reads of a copy of a SQLite database, and what runs a query there.

    Args:
        url: ``duckdb://`` for one in memory, or of a server, where a schema (a database, with MySQL) of the file's name
            is made anew.
    """
    if url.startswith("duckdb:"):
        import duckdb

        with duckdb.connect() as connection:
            for statement in _statements(path, "duckdb", '"'):
                connection.execute(statement)
            yield connection, lambda query: connection.execute(query).fetchall()
        return
    import sqlalchemy

    whole = sqlalchemy.make_url(url)
    name, is_mysql = path.stem.lower(), whole.get_backend_name() in ("mysql", "mariadb")
    if is_mysql:
        place, make = whole.set(database=name), [f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}"]
    else:
        place = whole.update_query_dict({"options": f"-csearch_path={name}"})
        make = [f"DROP SCHEMA IF EXISTS {name} CASCADE", f"CREATE SCHEMA {name}"]
    plainly = {"no_parameters": True}
    outside = sqlalchemy.create_engine(whole)
    with outside.begin() as connection:
        for statement in make:
            connection.exec_driver_sql(statement)
    outside.dispose()
    engine = sqlalchemy.create_engine(place)
    with engine.begin() as connection:
        for statement in _statements(path, *(("mysql", "`") if is_mysql else ("postgresql", '"'))):
            connection.exec_driver_sql(statement, execution_options=plainly)
    with engine.connect() as connection:
        yield engine, lambda query: connection.exec_driver_sql(query, execution_options=plainly).fetchall()
    engine.dispose()


def _statements(path: Path, engine: str, quote: str) -> Iterator[str]:
    def quoted(name: str) -> str:
        return f"{quote}{name.replace(quote, quote * 2)}{quote}"

    def literal(value: object) -> str:
        if not isinstance(value, str):
            return "NULL" if value is None else repr(value)
        return "'" + value[:190].replace("\\", "").replace("'", "''") + "'"

    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = lambda value: value.decode(errors="replace")
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if name.startswith("sqlite_"):
                continue
            columns = [(row[1], row[5]) for row in connection.execute(f'PRAGMA table_info("{name}")')]
            kinds = {}
            for column, _ in columns:
                (others,) = connection.execute(
                    f"SELECT COUNT(*) FROM \"{name}\" WHERE typeof(\"{column}\") NOT IN ('integer', 'real', 'null')"
                ).fetchone()
                kinds[column] = TYPES[engine]["text" if others else "number"]
            key = [quoted(column) for column, place in sorted(columns, key=lambda one: one[1]) if place]
            parts = [f"{quoted(column)} {kinds[column]}" for column, _ in columns]
            if key:
                parts.append(f"PRIMARY KEY ({', '.join(key)})")
            yield f"CREATE TABLE {quoted(name)} ({', '.join(parts)})"
            chosen = f'SELECT DISTINCT * FROM "{name}" LIMIT {ROWS}'
            if key:
                shown = ", ".join(f'"{column}"' for column, place in columns if place)
                whole = " AND ".join(f'"{column}" IS NOT NULL' for column, place in columns if place)
                chosen = f'SELECT * FROM "{name}" WHERE {whole} GROUP BY {shown} LIMIT {ROWS}'
            rows = [f"({', '.join(map(literal, row))})" for row in connection.execute(chosen)]
            if rows:
                yield f"INSERT INTO {quoted(name)} VALUES {', '.join(rows)}"
