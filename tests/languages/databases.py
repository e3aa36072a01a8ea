"""SQLite databases in memory."""

from __future__ import annotations

import sqlite3


def database_of(script: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(script)
    return connection


def wide(tables: int, columns: int, chain: bool) -> sqlite3.Connection:
    """Tables of so many columns; in a chain, each refers to the one before it."""
    connection = sqlite3.connect(":memory:")
    for table in range(tables):
        parts = ["id INTEGER PRIMARY KEY", *(f"column_{table}_{k} TEXT" for k in range(columns - 1))]
        if chain and table:
            parts.append(f"link INT REFERENCES table_{table - 1}(id)")
        connection.execute(f"CREATE TABLE table_{table} ({', '.join(parts)})")
    return connection
