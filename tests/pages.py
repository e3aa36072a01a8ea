"""Does what pages say, from top to bottom: ``python pages.py PAGE ...``.

It needs nothing but the package, so that it can walk in a bare environment, away from the repository.
"""

from __future__ import annotations
import __future__

import ast
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from constrained_diffusion import errors

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
POSTPONED = __future__.annotations.compiler_flag


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return [code for kind, code in BLOCK.findall(page.read_text("utf-8")) if kind == language]


def run_and_check(code: str, names: dict[str, object]) -> list[Exception]:
    """Runs the statements; what stands behind ``# ->`` is the value of its line, as printed or as `repr`, and behind
    ``# raises`` the class of its error. Returns the errors.
    """
    lines, flags = code.splitlines(), POSTPONED if "import annotations" in code else 0
    raised: list[Exception] = []
    for statement in ast.parse(code).body:
        assert statement.end_lineno is not None
        last = lines[statement.end_lineno - 1]
        _, raises, error = last.partition("# raises ")
        _, arrow, expected = last.partition("# -> ")
        if arrow:
            assert isinstance(statement, ast.Expr), f"only an expression has a value: {ast.unparse(statement)}"
            value = eval(compile(ast.Expression(statement.value), "page", "eval", flags, dont_inherit=True), names)
            assert expected in (str(value), repr(value)), (ast.unparse(statement), value)
            continue
        try:
            exec(compile(ast.Module([statement], []), "page", "exec", flags, dont_inherit=True), names)
        except Exception as found:
            if not raises or type(found) is not getattr(errors, error):
                raise
            raised.append(found)
        else:
            assert not raises, f"nothing is raised: {ast.unparse(statement)}"
    return raised


def run_command(line: str, folder: Path, environment: dict[str, str]) -> None:
    """Runs a command, which says something; what stands behind ``# ->`` is what it prints."""
    words = shlex.split(line, comments=True)
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (line, done.stderr)
    assert done.stdout.strip()
    _, arrow, expected = line.partition("# -> ")
    assert not arrow or done.stdout.strip() == expected, (line, done.stdout)


def commands(page: Path) -> list[str]:
    """The commands of a page, without those that are for a checkout (`make`)."""
    lines = "".join(blocks(page, "bash")).splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("make ", "#"))]


def walk(page: Path, folder: Path) -> None:
    """Does all that a page says, in a folder."""
    names: dict[str, object] = {"__name__": "page"}
    for code in blocks(page, "python"):
        run_and_check(code, names)
    own = str(Path(sys.executable).parent)
    for line in commands(page):
        run_command(line, folder, {**os.environ, "PATH": f"{own}{os.pathsep}{os.environ['PATH']}"})


if __name__ == "__main__":
    sys.path.insert(0, "")
    for argument in sys.argv[1:]:
        walk(Path(argument), Path.cwd())
        print(f"{Path(argument).name}: as written", flush=True)
