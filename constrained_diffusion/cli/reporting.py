"""What goes wrong, as one line on stderr that ends in what to do next, and the exit code of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import NamedTuple

import typer

from constrained_diffusion.cli.model_names import NoSuchModel
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
    PromptTooLong,
    RejectedValue,
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
    INTERRUPTED = 130


EXIT_CODES = (
    "Exit codes: 0 done; 1 the request cannot be met (no answer within the budget, too large, prompt too long, value "
    "rejected); 2 wrong usage; 3 a schema, regex or grammar that cannot be read or is not supported; 4 a file or "
    "database that is missing, damaged or of another kind; 5 a model that is not known or cannot be loaded, or a "
    "missing extra; 130 interrupted."
)
"""The same for those who ask for help."""


class Misused(InvalidArgument):
    """Options that do not go together, or with what there is; the message says what to do."""


class _Kind(NamedTuple):
    """Errors that scripts need not tell apart; `remedy` is what to do next, empty where their messages say it."""

    errors: tuple[type[Exception], ...]
    code: ExitCode
    remedy: str


_KINDS = (
    _Kind((Misused,), ExitCode.USAGE, ""),
    _Kind((NoSuchModel,), ExitCode.MODEL, ""),
    _Kind((UnsupportedSchema,), ExitCode.LANGUAGE, "change it there; docs/json-schema.md has what is taken"),
    _Kind((InvalidRegex,), ExitCode.LANGUAGE, "change it there; docs/regex.md has the dialect"),
    _Kind((InvalidGrammar,), ExitCode.LANGUAGE, "change it there; docs/grammars.md has the dialect"),
    _Kind((UnknownGrammar,), ExitCode.FILE, "give the name of one that ships, or the path of a file"),
    _Kind((UnknownDatabase,), ExitCode.FILE, "give a SQLite file that exists, or a URL such as duckdb:///shop.duckdb"),
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

_ARGUMENT = re.compile(r"\b(about|device|max_tokens|start|thinking|trust_remote_code)=(?:True\b)?")
"""How the library's messages name what the shell calls an option."""

_OF_ARGUMENTS = (InvalidArgument, InvalidGrammar, UnknownModel)
"""Errors whose messages do so."""


@contextmanager
def reported() -> Iterator[None]:
    """Errors of the library and of files as a line of text and an exit code."""
    try:
        yield
    except BrokenPipeError:
        raise  # whoever reads stdout has seen enough: the library of the command line ends quietly
    except (ConstrainedDiffusionError, OSError, ValueError, ImportError) as error:
        kind = next(kind for kind in _KINDS if isinstance(error, kind.errors))
        typer.echo(f"error: {_said(error, kind)}", err=True)
        raise typer.Exit(kind.code) from None
    except KeyboardInterrupt:
        typer.echo("interrupted", err=True)
        raise typer.Exit(ExitCode.INTERRUPTED) from None


def warn(message: str) -> None:
    """A line on stderr about an answer that is given all the same."""
    typer.echo(f"warning: {message}", err=True)


def _said(error: Exception, kind: _Kind) -> str:
    """The message, in one line unless it points at a place in a regex, and what to do next."""
    remedy = _remedy(error, kind)
    if isinstance(error, InvalidRegex):
        return f"{error}\n{remedy}"
    message = str(error)
    if isinstance(error, OSError) and error.filename is not None:
        message = f"{error.filename}: {error.strerror}"
    if isinstance(error, UnsupportedSchema) and not error.pointer:
        message = error.reason  # the whole schema is at fault
    message = " ".join(message.split())
    if isinstance(error, _OF_ARGUMENTS):
        message = _ARGUMENT.sub(_as_option, message)
    return f"{message.rstrip('.')}; {remedy}" if remedy else message


def _as_option(found: re.Match[str]) -> str:
    return f"--{found[1].replace('_', '-')}" + ("" if found[0].endswith("True") or _ends(found) else " ")


def _ends(found: re.Match[str]) -> bool:
    """Whether the message gives the argument no value."""
    return found.end() == len(found.string) or found.string[found.end()] in " :;,"


def _remedy(error: Exception, kind: _Kind) -> str:
    if isinstance(error, UnsatisfiableConstraint):
        if error.least is not None:
            return f"give --max-tokens {error.least} or more where the model's canvas holds them, or ask for less"
        return "give more --steps" if error.cause == "steps" else "change what is asked for"
    if isinstance(error, ConstraintTooLarge) and error.remedy:
        return ""  # it ends in it
    if isinstance(error, UnknownModel) and "docs/models.md" in str(error):
        return ""
    return kind.remedy
