"""Asks a real SQLite database in English: the shipped model writes the query, SQLite runs it.

``python examples/text_to_sql.py [question ...]``. Every query runs: tables and columns are those of the database, and
columns go with the tables in FROM.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table
from shop_database import create

from constrained_diffusion import SqlDatabase, generate, infill, load_model

QUESTIONS = (
    "How many orders are there with status paid?",
    "Show the name and city of all customers with age over 40.",
    "What is the average total of the orders?",
    "Which customer has the highest age?",
    "Count the customers per city.",
    "List the item of the orders from customers with city London.",
)


def main() -> None:
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        path = create(Path(folder) / "shop.db")
        database, model = SqlDatabase(path), load_model()
        connection = sqlite3.connect(path)
        for question in sys.argv[1:] or QUESTIONS:
            result = generate(model, question, grammar=database, seed=0)
            cursor = connection.execute(result.text)
            table = Table(
                *(column[0] for column in cursor.description), title=f"{question}\n{result.text}", min_width=60
            )
            for row in cursor.fetchmany(10):
                table.add_row(*map(str, row))
            console.print(table)
            console.print(f"{result.steps} denoising step{'s' * (result.steps != 1)}\n")
        template = "SELECT {columns} FROM customers WHERE {condition}"
        filled = infill(
            model, template, prompt="Show the name of the customers with age under 40.", grammar=database, seed=0
        )
        console.print(template, "->", filled.holes)
        console.print(connection.execute(filled.text).fetchall())
        connection.close()


if __name__ == "__main__":
    main()
