"""The commands, and how what the shell gets wrong about them is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from constrained_diffusion.cli.answering import generate_command
from constrained_diffusion.cli.checking import check_command
from constrained_diffusion.cli.doctor import doctor_command
from constrained_diffusion.cli.installation import installed_version
from constrained_diffusion.cli.reporting import EXIT_CODES, ExitCode

_UsageError: Any = typer.BadParameter.__base__
"""Of click, which typer carries within itself of late."""
_MEANT = "constrained_diffusion.command"
"""Under which a context keeps the command that was typed: errors of its options do not always know it."""


class Commands(TyperGroup):
    """Says what is wrong with options in one line, as everything else is said."""

    def make_context(self, *arguments: Any, **named: Any) -> Any:
        with _in_one_line("constrained-diffusion"):
            return super().make_context(*arguments, **named)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        found = super().resolve_command(ctx, args)
        ctx.meta[_MEANT] = f"{ctx.command_path} {found[0]}"
        return found

    def invoke(self, ctx: Any) -> Any:
        with _in_one_line(ctx.command_path, ctx.meta):
            return super().invoke(ctx)


@contextmanager
def _in_one_line(command: str, meta: Mapping[str, Any] = MappingProxyType({})) -> Iterator[None]:
    """`command` is whose help is named, unless the error or `meta` know better when it is raised."""
    try:
        yield
    except _UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            raise  # it is the help
        command = error.ctx.command_path if error.ctx else meta.get(_MEANT, command)
        said = _said(error)
        typer.echo(f"error: {said}{' See' if said.endswith('?') else '; see'} {command} --help", err=True)
        raise typer.Exit(ExitCode.USAGE) from None


def _said(error: Any) -> str:
    parameter: Any = getattr(error, "param", None)
    if isinstance(error, typer.BadParameter) and parameter is not None and error.message:
        name, message = parameter.opts[0], error.message.removeprefix("Value error, ")
        return f"{name}{' ' if message.startswith('is ') else ': '}{message}".rstrip(".")
    said = " ".join(error.format_message().split()).rstrip(".")
    return said[:1].lower() + said[1:]


application = typer.Typer(
    cls=Commands,
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode=None,  # its tables cut the names of options where a terminal is narrow
)


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(installed_version() or "not installed, but run from a folder")
        raise typer.Exit


@application.callback()
def _any_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="say which version this is")
    ] = False,
) -> None:
    """Structured output from diffusion language models. Results go to stdout, everything else to stderr."""


for name, command, brief in (
    ("generate", generate_command, "answer in a schema, a regex, choices, a grammar, or SQL"),
    ("check", check_command, "size up a language, or look a text up in it"),
    ("doctor", doctor_command, "say what is installed, and try whether it works"),
):
    application.command(name, epilog=EXIT_CODES, short_help=brief)(command)
