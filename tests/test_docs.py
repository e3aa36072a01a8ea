"""Every code block of the README and the guide runs, every example runs, every command answers."""

from __future__ import annotations

import inspect
import os
import pydoc
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import constrained_diffusion
from constrained_diffusion import errors, puzzles
from tests.checkpoints_by_hand import save_diffusion_gemma, save_masked_model
from tests.pages import blocks, commands, run_and_check, run_command

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
ELSEWHERE = {"serving.md"}
"""Pages whose blocks need a server; `tests/serving/vllm/test_docs.py` runs them."""
MAKE = {"demo", "test", "lint", "bench", "docs", "release-check", "test-vllm", "test-sglang"}


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


def stage(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the working directory and the machine what the page takes for granted."""
    if page.name == "models.md":
        make_checkpoints(folder)
    if page.name == "errors.md":
        monkeypatch.setitem(sys.modules, "sentencepiece", None)
        monkeypatch.setattr("constrained_diffusion.serving.vllm.version", lambda: "0.31.0")
    monkeypatch.chdir(folder)


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if blocks(page, "python") and page.name not in ELSEWHERE],
    ids=lambda page: page.name,
)
def test_python_blocks(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(page, folder, monkeypatch)
    names: dict[str, object] = {"__name__": "guide"}
    for code in blocks(page, "python"):
        run_and_check(code, names)


def test_a_wrong_answer_is_found() -> None:
    run_and_check("a = 1\na + 1  # -> 2", {})
    with pytest.raises(AssertionError):
        run_and_check("1 + 1  # -> 3", {})
    code = "raise errors.InvalidText('no such token', 'b', 0)  # raises "
    (error,) = run_and_check(code + "InvalidText", {"errors": errors})
    assert str(error) == "no such token: 'b', at character 0; leave it out"
    with pytest.raises(errors.InvalidText):
        run_and_check(code + "InvalidRegex", {"errors": errors})
    with pytest.raises(AssertionError, match="nothing is raised"):
        run_and_check("1 + 1  # raises InvalidText", {})


def test_the_readme_shows_answers_of_every_kind() -> None:
    code = "".join(blocks(PAGES[0], "python"))
    for asked in ("schema=", "regex=", "choices=", "grammar=database", "infill(", "PuzzleConstraint("):
        assert asked in code
    assert code.count("# -> ") >= 6


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "bash")], ids=lambda page: page.name)
def test_commands(page: Path, folder: Path) -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for line in "".join(blocks(page, "bash")).splitlines():
        if line.startswith("make "):
            assert set(shlex.split(line, comments=True)[1:]) <= targets & MAKE
    for line in commands(page):
        run_command(line, folder, environment())


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


def test_public_names_stand_on_a_page_of_the_reference() -> None:
    shown = {
        name
        for page in (ROOT / "docs" / "reference").glob("*.md")
        for name in re.findall(r"^::: constrained_diffusion\.(\S+)$", page.read_text("utf-8"), re.MULTILINE)
    }
    assert shown >= set(constrained_diffusion.__all__)
    assert shown >= {f"puzzles.{name}" for name in puzzles.__all__ if name not in vars(errors)}
    assert shown >= {f"errors.{name}" for name, value in vars(errors).items() if isinstance(value, type)}
    for name in shown:
        named = pydoc.locate(f"constrained_diffusion.{name}") or getattr(constrained_diffusion, name, None)
        assert named is not None, name
        assert inspect.getdoc(named), name


def test_every_page_is_in_the_navigation() -> None:
    listed = set(re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE))
    assert listed == {page.relative_to(ROOT / "docs").as_posix() for page in PAGES[2:]}
