"""What the page shows of errors and refusals is what is said, to the letter; `tests/test_docs.py` runs the commands."""

from __future__ import annotations

import shlex

import pytest

from tests.cli.running import run
from tests.cli.test_reporting import PAGE
from tests.pages import blocks

SHOWN = [
    entry.split("\n", 1)
    for block in blocks(PAGE, "text")
    for entry in f"\n{block}".split("\n$ constrained-diffusion ")[1:]
]


@pytest.mark.parametrize(("line", "said"), SHOWN)
def test_what_is_shown(line: str, said: str) -> None:
    assert run(*shlex.split(line)).output.strip() == said.strip()


def test_something_is_shown() -> None:
    assert len(SHOWN) >= 3


@pytest.mark.parametrize("command", ["generate", "check", "doctor"])
def test_options_are_on_the_page(command: str) -> None:
    """By name: those that people look for there."""
    page = PAGE.read_text("utf-8")
    names = {word.rstrip(",") for word in run(command, "--help").output.split() if word.startswith("--")}
    for name in names - {"--help", "--early-stop", "/"}:
        assert f"{name}`" in page or f"{name} " in page, name


@pytest.mark.parametrize("command", ["generate", "check", "doctor"])
def test_help_cuts_no_names(command: str) -> None:
    said = run(command, "--help", width=80).output
    assert "…" not in said
    assert max(map(len, said.splitlines())) < 90
