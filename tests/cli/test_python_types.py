"""Types of modules that users write: what is wrong with them is told as theirs, with the place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "code", "exit_code", "message"),
    [
        ("lacking", "import os\nimport nowhere_at_all", 3, "No module named 'nowhere_at_all' ({}, line 2); install it"),
        ("odd_syntax", "def f(:\n    pass", 3, "invalid syntax ({}, line 1); correct it there"),
        ("raising", "a = 1\nb = 1 / 0", 3, "ZeroDivisionError: division by zero ({}, line 2); correct it there"),
        ("leaving", "raise SystemExit(3)", 3, "SystemExit: 3 ({}, line 1); correct it there"),
        ("misnamed", "class Person:\n    pass", 3, "has no Persn: did you mean Person?"),
        ("others", "class Thing:\n    pass", 3, "has no Persn: give one of Thing"),
    ],
)
def test_modules(name: str, code: str, exit_code: int, message: str, folder: Path) -> None:
    file = folder / f"{name}.py"
    file.write_text(code)
    result = run("check", f"{name}:Persn")
    assert (result.exit_code, result.stdout) == (exit_code, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"error: the module {name} ")
    assert message.format(file) in line


def test_the_place_is_the_last_of_the_users_own(folder: Path) -> None:
    (folder / "calls_json.py").write_text("import json\n\njson.loads('{')")
    said = run("check", "calls_json:Thing").stderr
    assert "JSONDecodeError" in said
    assert f"({folder / 'calls_json.py'}, line 3); correct it there" in said


def test_files_that_are_no_schemas(folder: Path) -> None:
    (folder / "empty.json").write_text("\n")
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "quotes.json").write_text("{'a': 1}")
    (folder / "strange.json").write_text(json.dumps({"type": "nothing"}))
    for name, message in (
        ("empty.json", "empty.json is empty: write a JSON Schema into it\n"),
        ("deep.json", "deep.json is nested too deeply to be read: make it flatter\n"),
        ("quotes.json", "line 1 column 2 (char 1); correct it there\n"),
        ("strange.json", "; "),
    ):
        result = run("check", name)
        assert result.exit_code == 3
        assert result.stderr.startswith(f"error: {name}")
        assert message in result.stderr
