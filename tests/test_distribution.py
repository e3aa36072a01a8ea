"""What is shipped: wheel and sdist hold all of it, and the wheel works on its own, away from the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

import constrained_diffusion

ROOT = Path(__file__).parents[1]
PACKAGE = Path(constrained_diffusion.__file__).parent
USE = """
import constrained_diffusion, constrained_diffusion.grammars as grammars
from constrained_diffusion import generate, load_model
assert "fresh" in constrained_diffusion.__file__ and "fresh" in grammars.__file__
schema = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
print(generate(load_model(), "Ada Lovelace, 36, lives in London", schema=schema, seed=0).text)
print(generate(load_model(), grammar="sql", max_tokens=12, seed=0).text)
print(*grammars.names())
"""


def shipped() -> set[str]:
    """The files of the package, by the names that they have when they are installed."""
    found = {f"constrained_diffusion/{file.relative_to(PACKAGE)}" for file in PACKAGE.rglob("*") if file.is_file()}
    found |= {f"constrained_diffusion/grammars/{file.name}" for file in (ROOT / "grammars").iterdir() if file.is_file()}
    return {name for name in found if "__pycache__" not in name}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with wheel and sdist, made of what git would hand out."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    files = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    for name in files:
        if name and (ROOT / name).is_file() and not name.startswith(("tests/", "benchmarks/", "docs/", "training/")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", str(folder), str(source)], capture_output=True, check=True
    )
    return folder


def test_the_wheel_holds_the_package_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in names if ".dist-info/" not in name} == shipped()


def test_the_sdist_holds_what_the_wheel_is_made_of(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"pyproject.toml", "README.md", "LICENSE", "grammars/sql.lark", "grammars/__init__.py"} <= names
    assert {name for name in shipped() if not name.startswith("constrained_diffusion/grammars/")} <= names


def test_the_wheel_generates_away_from_the_repository(built: Path, tmp_path: Path) -> None:
    """In an environment of its own; the packages it depends on are lent by this one."""
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "fresh")], check=True)
    python = tmp_path / "fresh" / "bin" / "python"
    (wheel,) = built.glob("*.whl")
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", str(wheel)], capture_output=True, check=True)
    (site,) = (tmp_path / "fresh" / "lib").glob("python*/site-packages")
    # a plain path: what this environment itself adds by path files, such as the editable package, stays away
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    away = tmp_path / "away"
    away.mkdir()
    (away / "examples").symlink_to(ROOT / "examples")  # which the README's reader has beside it
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "NUMBA_CACHE_DIR")}
    done = subprocess.run([python, "-c", USE], cwd=away, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    schema, sql, names = done.stdout.splitlines()
    assert schema == '{"name":"Ada Lovelace"}'
    assert sql.upper().startswith(("SELECT", "WITH"))
    assert "arithmetic" in names
    assert "compiling kernels" in done.stderr
    pages = [str(ROOT / name) for name in ("README.md", "docs/index.md", "docs/viewing.md")]
    walked = subprocess.run(
        [python, str(ROOT / "tests" / "pages.py"), *pages],
        cwd=away, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert walked.returncode == 0, walked.stderr
    assert walked.stdout.count("as written") == len(pages)
