"""The command as tests call it, and what they ask for."""

from __future__ import annotations

from click.testing import Result
from typer.testing import CliRunner

from constrained_diffusion.cli.commands import application
from constrained_diffusion.jit import QUIET

SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}
PROMPT = "Ada Lovelace, 36, lives in London"


def run(*arguments: str, stdin: str | bytes | None = None, width: int | None = None) -> Result:
    quiet = {QUIET: "1"}  # whether kernels are compiled meanwhile hangs on what ran before
    runner = CliRunner(env=quiet if width is None else quiet | {"COLUMNS": str(width)})
    return runner.invoke(application, list(arguments), input=stdin, prog_name="constrained-diffusion")
