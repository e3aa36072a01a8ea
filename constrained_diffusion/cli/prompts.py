"""The prompts of a call: one as an argument or from stdin, or one a line of a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import typer

from constrained_diffusion.cli.files import STDIN, named, text_of
from constrained_diffusion.cli.reporting import NoSuchFile


class Prompts(NamedTuple):
    """The prompts, None where the model is to invent an answer; and what messages call their file, if they have one."""

    texts: list[str | None]
    file: str | None

    @classmethod
    def read(cls, prompt: str | None, file: Path | None) -> Prompts:
        """The prompt, or those of a file.

        Raises:
            NoSuchFile: the file is missing, no text, or has a line without a prompt.
        """
        if file is not None:
            return cls(_lines_of(file), named(file))
        text = text_of(STDIN) if prompt == STDIN else prompt
        if text is None or not text.strip():
            typer.echo("there is no prompt, so the model invents an answer; give a text for it to answer", err=True)
            text = None
        return cls([text], None)

    @contextmanager
    def told(self, number: int) -> Iterator[None]:
        """Errors of the prompt of a number from 0 name its line."""
        try:
            yield
        except Exception as error:
            if self.file is not None:
                error.add_note(f"line {number + 1} of {self.file}")
            raise


def _lines_of(file: Path) -> list[str | None]:
    lines = [line.removesuffix("\r") for line in text_of(file).removesuffix("\n").split("\n")]
    for number, line in enumerate(lines, 1):
        if not line.strip():
            raise NoSuchFile(f"line {number} of {named(file)} holds no prompt: write one there, or take it out")
    return list(lines)
