"""Files, as options name them: `-` is stdin, which is read once."""

from __future__ import annotations

from pathlib import Path

import typer

from constrained_diffusion.cli.reporting import Misused, NoSuchFile

STDIN = "-"


def text_of(source: str | Path) -> str:
    """The text of a file, or of stdin.

    Raises:
        NoSuchFile: it is missing, a folder, or no text.
        OSError: it cannot be read.
    """
    try:
        return _bytes_of(str(source)).decode()
    except UnicodeDecodeError as error:
        raise NoSuchFile(
            f"{named(source)} is no text in UTF-8: {error.reason} at byte {error.start}; write it in UTF-8"
        ) from None


def named(source: str | Path) -> str:
    """What messages call it."""
    return "stdin" if str(source) == STDIN else str(source)


def require_one_reader(**given: str | Path | None) -> None:
    """Raises `Misused` where more than one argument is to be read from stdin."""
    readers = [_as_typed(name) for name, value in given.items() if value is not None and str(value) == STDIN]
    if len(readers) > 1:
        raise Misused(f"stdin is read once, and {' and '.join(readers)} are to come from it: give a file for one")


def require_folder_of(file: Path) -> None:
    """Raises `NoSuchFile` where the folder that a file is to be written to is missing, or where it is one itself."""
    if not file.resolve().parent.is_dir():
        raise NoSuchFile(f"there is no folder {file.resolve().parent}: make it, or give another")
    if file.is_dir():
        raise NoSuchFile(f"{file} is a folder: give the path of a file in it")


def _bytes_of(source: str) -> bytes:
    if source == STDIN:
        try:
            return typer.get_binary_stream("stdin").read()
        except (RuntimeError, ValueError):  # whoever called closed it
            raise NoSuchFile("stdin is closed: send it something, or give a file") from None
    path = Path(source)
    if path.is_dir():
        raise NoSuchFile(f"{source} is a folder: give the path of a file in it")
    if not path.exists():
        raise FileNotFoundError(f"there is no file {source}")
    return path.read_bytes()


def _as_typed(name: str) -> str:
    return "the prompt" if name == "prompt" else f"--{name.replace('_', '-')}"
