"""What goes wrong, as one line on stderr that ends in what to do next, and the exit code of its kind."""

from __future__ import annotations

import errno
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import NamedTuple, TextIO

import typer

from constrained_diffusion.cli.interruption import INTERRUPTED
from constrained_diffusion.cli.wording import as_options, open_to_the_shell
from constrained_diffusion.errors import (
    ConstrainedDiffusionError,
    ConstraintTooLarge,
    InvalidArgument,
    InvalidConstraintFile,
    InvalidDatabase,
    InvalidGrammar,
    InvalidRegex,
    InvalidText,
    InvalidVocabulary,
    MissingExtra,
    MissingFile,
    PromptTooLong,
    RejectedValue,
    SchemaWarning,
    UnknownDatabase,
    UnknownGrammar,
    UnknownModel,
    UnsatisfiableConstraint,
    UnsupportedSchema,
)


class ExitCode(IntEnum):
    """What a script can tell of how it went."""

    DONE = 0
    UNMET = 1
    USAGE = 2
    LANGUAGE = 3
    FILE = 4
    MODEL = 5
    INTERRUPTED = INTERRUPTED


EXIT_CODES = (
    "Exit codes: 0 done; 1 the request cannot be met (no answer within the budget, too large, prompt too long, value "
    "rejected); 2 wrong usage; 3 a schema, regex, grammar or module that cannot be read or is not supported; 4 a file, "
    "folder, module or database that is missing, damaged or of another kind; 5 a model that is not known or cannot be "
    "loaded, or a missing extra; 130 interrupted."
)
"""The same for those who ask for help."""


class Misused(InvalidArgument):
    """Options that do not go together, or with what there is; the message says what to do."""


class NoSuchFile(ConstrainedDiffusionError, OSError):
    """A file, a folder or a module that is missing or of another kind; the message says what to do."""


class BrokenSource(ConstrainedDiffusionError, ValueError):
    """A file or a module of the user's that cannot be read; the message says what to do."""


class _Kind(NamedTuple):
    """Errors that scripts need not tell apart; `remedy` is what to do next, empty where their messages say it."""

    errors: tuple[type[Exception], ...]
    code: ExitCode
    remedy: str


_KINDS = (
    _Kind((Misused,), ExitCode.USAGE, ""),
    _Kind((NoSuchFile,), ExitCode.FILE, ""),
    _Kind((BrokenSource,), ExitCode.LANGUAGE, ""),
    _Kind((UnsupportedSchema,), ExitCode.LANGUAGE, "change it there; docs/json-schema.md has what is taken"),
    _Kind((InvalidRegex,), ExitCode.LANGUAGE, "change it there; docs/regex.md has the dialect"),
    _Kind((InvalidGrammar,), ExitCode.LANGUAGE, "change it there; docs/grammars.md has the dialect"),
    _Kind((UnknownGrammar,), ExitCode.FILE, "give the name of one that ships, or the path of a file"),
    _Kind((UnknownDatabase,), ExitCode.FILE, "give a SQLite file that exists, or a URL such as duckdb:///shop.duckdb"),
    _Kind((MissingFile,), ExitCode.FILE, "give the path of one that exists"),
    _Kind((InvalidDatabase,), ExitCode.FILE, "give a SQLite file with tables, or a URL such as duckdb:///shop.duckdb"),
    _Kind((InvalidConstraintFile,), ExitCode.FILE, "write it anew with check --save"),
    _Kind((UnknownModel,), ExitCode.MODEL, "docs/models.md has the models that can be loaded"),
    _Kind((MissingExtra,), ExitCode.MODEL, ""),
    _Kind((InvalidVocabulary,), ExitCode.MODEL, "docs/vocabulary.md has the tokenizers that can be read"),
    _Kind((ConstraintTooLarge,), ExitCode.UNMET, "ask for less, such as lower counts"),
    _Kind((PromptTooLong,), ExitCode.UNMET, ""),
    _Kind((RejectedValue,), ExitCode.UNMET, "or try another --seed"),
    _Kind((InvalidText,), ExitCode.UNMET, "give text of characters that the model has tokens for"),
    _Kind((InvalidArgument,), ExitCode.USAGE, "--help has the options"),
    _Kind((ConstrainedDiffusionError, ValueError), ExitCode.UNMET, "constrained-diffusion doctor looks for the cause"),
    _Kind((ImportError,), ExitCode.MODEL, "constrained-diffusion doctor says what is missing"),
    _Kind((FileNotFoundError,), ExitCode.FILE, "give the path of one that exists"),
    _Kind((OSError,), ExitCode.FILE, "give a path that can be read, or written where something is saved"),
)
"""The first that fits: most errors are ValueErrors too, and those of missing files OSErrors."""

_WORDED = (InvalidArgument, InvalidGrammar, PromptTooLong, UnknownModel, UnsupportedSchema)
"""Errors whose messages name arguments."""


@contextmanager
def reported() -> Iterator[None]:
    """Errors of the library and of files as a line of text and an exit code, and warnings as a line."""
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _show
            yield
    except BrokenPipeError:
        raise  # whoever reads stdout has seen enough: the library of the command line ends quietly
    except (ConstrainedDiffusionError, OSError, ValueError, ImportError) as error:
        kind = next(kind for kind in _KINDS if isinstance(error, kind.errors))
        place = "".join(f"{note}: " for note in getattr(error, "__notes__", ()))
        typer.echo(f"error: {place}{_said(error, kind)}", err=True)
        raise typer.Exit(kind.code) from None
    except KeyboardInterrupt:
        typer.echo("interrupted", err=True)
        raise typer.Exit(ExitCode.INTERRUPTED) from None


def warn(message: str) -> None:
    """A line on stderr about an answer that is given all the same."""
    typer.echo(f"warning: {message}", err=True)


_HIDDEN = "; where the answer is as it should be, PYTHONWARNINGS=ignore hides this"
"""What to do about a warning of another package."""


def _show(
    message: Warning | str,
    category: type[Warning],
    filename: str,  # noqa: ARG001
    lineno: int,  # noqa: ARG001
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    """A warning of Python as a line: where in a package it was raised is nobody's business on the command line."""
    remedy = ", or have them refused by --strict" if issubclass(category, SchemaWarning) else _HIDDEN
    warn(f"{' '.join(str(message).split()).rstrip('.')}{remedy}")


def _said(error: Exception, kind: _Kind) -> str:
    """The message, in one line unless it points at a place in a regex, and what to do next."""
    remedy = _remedy(error, kind)
    if isinstance(error, InvalidRegex):
        return f"{error}\n{remedy}" if remedy else str(error)
    message = str(error)
    if isinstance(error, OSError) and error.filename is not None:
        message = f"{error.filename}: {error.strerror}"
    if isinstance(error, UnsupportedSchema) and not error.pointer:
        message = _after(error.reason, error.remedy)  # the whole schema is at fault
    if isinstance(error, ConstraintTooLarge) and error.remedy:
        message = _after(error.reason, open_to_the_shell(error.remedy) or kind.remedy)
    message = " ".join(message.split())
    if isinstance(error, _WORDED):
        message = as_options(message)
    return _after(message, remedy)


def _after(message: str, remedy: str) -> str:
    return f"{message.rstrip('.')}; {remedy}" if remedy else message


def _remedy(error: Exception, kind: _Kind) -> str:
    """What to do next, empty where the message ends in it."""
    if isinstance(error, UnsatisfiableConstraint):
        if error.least is not None:
            return f"give --max-tokens {error.least} or more where the model's canvas holds them, or ask for less"
        return "give more --steps" if error.cause == "steps" else "change what is asked for"
    if isinstance(error, ConstrainedDiffusionError) and error.remedy:
        return ""
    if isinstance(error, UnknownModel) and "docs/models.md" in str(error):
        return ""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "make room there, or write elsewhere"
    if isinstance(error, UnsupportedSchema) and "registry=" in str(error):
        return ""
    return kind.remedy
