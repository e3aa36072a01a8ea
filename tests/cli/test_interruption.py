"""Ctrl-C, from the first import on: a line, exit code 130, and nothing of Python."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

AMID_AN_IMPORT = """
import os, signal, sys

module = sys.argv[1]

class Presses:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Presses())
sys.argv = ["constrained-diffusion", "{command}", *sys.argv[2:]]
from constrained_diffusion.cli import app
app()
"""
"""Presses Ctrl-C where a module is about to be imported."""


def interrupted(command: str, module: str, *arguments: str, ignored: bool = False, stderr: int = subprocess.PIPE):  # type: ignore[no-untyped-def]
    handler = signal.SIG_IGN if ignored else signal.default_int_handler
    return subprocess.run(
        [sys.executable, "-c", AMID_AN_IMPORT.replace("{command}", command), module, *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=stderr, check=False, timeout=200,
        preexec_fn=lambda: signal.signal(signal.SIGINT, handler),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("command", "module"),
    [
        ("generate", "typer"),
        ("generate", "constrained_diffusion.cli.answering"),
        ("generate", "constrained_diffusion.languages.choices"),
        ("generate", "torch"),
        ("generate", "numpy"),
        ("doctor", "torch.utils._import_utils"),
        ("doctor", "numba.core.registry"),
        ("doctor", "constrained_diffusion.cli.self_test"),
    ],
)
def test_imports(command: str, module: str) -> None:
    done = interrupted(command, module, *(("--choice", "a") if command == "generate" else ()))
    said = done.stderr.decode().removeprefix(
        "there is no prompt, so the model invents an answer; give a text for it to answer\n"
    )
    assert (done.returncode, said) == (130, "interrupted\n")


def test_where_it_is_ignored_it_stays_so() -> None:
    done = interrupted("generate", "typer", "--regex", "(a", ignored=True)
    assert done.returncode == 3
    assert b"interrupted" not in done.stderr


def test_a_terminal_gets_its_cursor_back() -> None:
    ours, theirs = pty.openpty()
    done = interrupted("generate", "typer", "--choice", "a", stderr=theirs)
    os.close(theirs)
    said = os.read(ours, 1000)
    os.close(ours)
    assert done.returncode == 130
    assert said == b"\x1b[?25h\r\ninterrupted\r\n"


def test_what_is_being_written_is_removed(tmp_path: Path) -> None:
    script = """
import os, signal, sys
from constrained_diffusion.cli.interruption import end_at_interruptions
from constrained_diffusion.files import written_whole

end_at_interruptions()
with written_whole(sys.argv[1]) as partial:
    partial.write_text("half")
    os.kill(os.getpid(), signal.SIGINT)
"""
    (tmp_path / "page.html").write_text("whole")
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "page.html")], cwd=ROOT, check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert done.returncode == 130
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("page.html", "whole")]
