"""The command as tests call it, and what they ask for."""

from __future__ import annotations

from click.testing import Result
from typer.testing import CliRunner

from constrained_diffusion.cli import app

SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}
PROMPT = "Ada Lovelace, 36, lives in London"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))
