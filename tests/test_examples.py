"""Examples that say what they find: that it is right."""

from __future__ import annotations

import os
import subprocess
import sys

RIGHT = """\
How many orders are there with status paid?
SELECT COUNT(*) FROM orders WHERE status = 'paid'
    2
Show the name and city of all customers with age over 40.
SELECT name, city FROM customers WHERE age > 40
    Alan Turing Bletchley
    Grace Hopper York
    Emil Berg London
What is the average total of the orders?
SELECT AVG(total) FROM orders
    190.73333333333335
Which customer has the highest age?
SELECT name FROM customers ORDER BY age DESC LIMIT 1
    Grace Hopper
List the item of the orders from customers with city London.
SELECT orders.item FROM orders JOIN customers ON orders.customer_id = customers.id WHERE customers.city = 'London'
    brass lamp
    oak desk
    clock
"""


def test_sql_from_a_grammar_file() -> None:
    done = subprocess.run(
        [sys.executable, "examples/sql_from_grammar.py"], capture_output=True, text=True, check=True,
        env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip
    assert "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n" == RIGHT
