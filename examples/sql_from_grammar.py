"""SQL from a grammar file: the shipped model writes the query that answers a question, SQLite runs it.

``python examples/sql_from_grammar.py [question ...]``. The grammar, `shop.lark`, says which queries there are; the
model is told the tables besides (``about=``). Where a database is at hand, `SqlDatabase` writes the grammar by itself:
``text_to_sql.py``.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

from rich.console import Console
from shop_database import SCRIPT

from constrained_diffusion import SqlDatabase, generate, load_model

GRAMMAR = Path(__file__).with_name("shop.lark")
QUESTIONS = (
    "How many orders are there with status paid?",
    "Show the name and city of all customers with age over 40.",
    "What is the average total of the orders?",
    "Which customer has the highest age?",
    "List the item of the orders from customers with city London.",
)


def main() -> None:
    console, model = Console(), load_model()
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCRIPT)
    tables = SqlDatabase(connection)
    for question in sys.argv[1:] or QUESTIONS:
        query = generate(model, question, grammar=GRAMMAR, about=tables, seed=0).text
        console.print(f"[bold]{question}[/bold]\n{query}", soft_wrap=True)
        for row in connection.execute(query).fetchmany(5):
            console.print("   ", *row)


if __name__ == "__main__":
    main()
