"""Writes the small shop that the SQL examples ask: ``python examples/shop_database.py shop.db``."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

SCRIPT = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT, age INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY, item TEXT, quantity INTEGER, total REAL, status TEXT,
    customer_id INTEGER REFERENCES customers(id)
);
INSERT INTO customers VALUES
    (1, 'Ada Lovelace', 'London', 36), (2, 'Alan Turing', 'Bletchley', 41), (3, 'Grace Hopper', 'York', 85),
    (4, 'Emil Berg', 'London', 52), (5, 'Nora Lund', 'Oslo', 29);
INSERT INTO orders VALUES
    (1, 'brass lamp', 1, 49.9, 'paid', 1), (2, 'oak desk', 1, 320.0, 'shipped', 1), (3, 'radio', 2, 118.5, 'open', 2),
    (4, 'telescope', 1, 410.0, 'paid', 3), (5, 'clock', 3, 96.0, 'cancelled', 4), (6, 'tent', 1, 150.0, 'open', 5);
"""


def create(path: str | Path) -> Path:
    """Writes the database anew and returns its path."""
    target = Path(path)
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target)
    try:
        connection.executescript(SCRIPT)
        connection.commit()
    finally:
        connection.close()
    return target


if __name__ == "__main__":
    print(create(sys.argv[1] if len(sys.argv) > 1 else "shop.db"))
