"""The command as tests call it, and what they ask for."""

from __future__ import annotations

from click.testing import Result
from typer.testing import CliRunner

from constrained_diffusion.cli.commands import application

SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}
PROMPT = "Ada Lovelace, 36, lives in London"


def run(*arguments: str, stdin: str | bytes | None = None, width: int | None = None) -> Result:
    runner = CliRunner(env={} if width is None else {"COLUMNS": str(width)})
    return runner.invoke(application, list(arguments), input=stdin, prog_name="constrained-diffusion")
