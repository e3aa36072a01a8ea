"""Every code block of the README and the guide runs, every example runs, every command answers."""

from __future__ import annotations
import __future__

import ast
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkpoints_by_hand import save_diffusion_gemma, save_masked_model

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELSEWHERE = {"serving.md"}
"""Pages whose blocks need a server; `tests/serving/vllm/test_docs.py` runs them."""
POSTPONED = __future__.annotations.compiler_flag
MAKE = {"demo", "test", "bench", "docs"}


def blocks(page: Path, language: str) -> list[str]:
    return [code for kind, code in BLOCK.findall(page.read_text("utf-8")) if kind == language]


def environment() -> dict[str, str]:
    folder = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which the paths that readers see lead somewhere."""
    for name in ("grammars", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def make_checkpoints(folder: Path) -> None:
    """Folders that bear the names of released checkpoints, and hold small ones of the same classes."""
    save_diffusion_gemma(64, folder / "google" / "diffusiongemma-26B-A4B-it")
    for family, name in [
        ("llada", "GSAI-ML/LLaDA-8B-Instruct"),
        ("Dream", "Dream-org/Dream-v0-Instruct-7B"),
        ("llada2_moe", "inclusionAI/LLaDA2.0-mini"),
    ]:
        save_masked_model(family, folder / name)


def run_and_check(code: str, names: dict[str, object]) -> None:
    """Runs the statements; what stands behind ``# ->`` is the value of its line, as printed or as `repr`."""
    lines, flags = code.splitlines(), POSTPONED if "import annotations" in code else 0
    for statement in ast.parse(code).body:
        assert statement.end_lineno is not None
        _, arrow, expected = lines[statement.end_lineno - 1].partition("# -> ")
        if not arrow:
            exec(compile(ast.Module([statement], []), "guide", "exec", flags), names)
            continue
        assert isinstance(statement, ast.Expr), f"only an expression has a value: {ast.unparse(statement)}"
        value = eval(compile(ast.Expression(statement.value), "guide", "eval"), names)
        assert expected in (str(value), repr(value)), (ast.unparse(statement), value)


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if blocks(page, "python") and page.name not in ELSEWHERE],
    ids=lambda page: page.name,
)
def test_python_blocks(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if page.name == "models.md":
        make_checkpoints(folder)
    monkeypatch.chdir(folder)
    names: dict[str, object] = {"__name__": "guide"}
    for code in blocks(page, "python"):
        run_and_check(code, names)


def test_a_wrong_answer_is_found() -> None:
    run_and_check("a = 1\na + 1  # -> 2", {})
    with pytest.raises(AssertionError):
        run_and_check("1 + 1  # -> 3", {})


def test_the_readme_shows_answers_of_every_kind() -> None:
    code = "".join(blocks(PAGES[0], "python"))
    for asked in ("schema=", "regex=", "choices=", "grammar=database", "infill(", "PuzzleConstraint("):
        assert asked in code
    assert code.count("# -> ") >= 6


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "bash")], ids=lambda page: page.name)
def test_commands(page: Path, folder: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for line in "".join(blocks(page, "bash")).splitlines():
        words = shlex.split(line, comments=True)
        if words and words[0] == "make":
            assert set(words[1:]) <= targets & MAKE
        elif words:
            done = subprocess.run(words, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
            assert done.returncode == 0, (line, done.stderr)
            assert done.stdout.strip()
            _, arrow, expected = line.partition("# -> ")
            assert not arrow or done.stdout.strip() == expected, (line, done.stdout)


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.name)
def test_examples(example: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(example)], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_demo_commands_run(tmp_path: Path) -> None:
    recipe = re.search(r"^demo:.*?\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe is not None
    for line in recipe[1].replace("\\\n", " ").splitlines():
        words = shlex.split(line.replace("$(BIN)/", ""))
        done = subprocess.run(words, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "Lovelace" in done.stdout or "Turing" in done.stdout


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            assert target.startswith("http") or (page.parent / target).exists(), (page.name, target)
