"""Examples that say what they find: that it is right."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

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


PUZZLE = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"


def said(*arguments: str) -> str:
    """What an example prints where nobody says how wide it may be."""
    without = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True, env=without)
    return done.stdout


def test_a_sudoku_is_printed_in_one_line() -> None:
    lines = said("examples/sudoku.py", PUZZLE).splitlines()
    assert lines[0] == PUZZLE
    assert re.match(r"solved in \d+ denoising steps?, .* by the model$", lines[-1])


@pytest.mark.parametrize(
    "arguments",
    [("person.py",), ("puzzles.py", "magic"), ("text_to_sql.py", "How many orders are there?"), ("sudoku.py", PUZZLE)],
)
def test_steps_are_counted_as_people_do(arguments: tuple[str, ...]) -> None:
    counted = re.findall(r"(\d+) denoising (steps?)", said(f"examples/{arguments[0]}", *arguments[1:]))
    assert counted
    for number, word in counted:
        assert word == ("step" if number == "1" else "steps")
