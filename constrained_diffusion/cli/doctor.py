"""``constrained-diffusion doctor``: what is installed, what it runs on, and whether it works."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from constrained_diffusion.cli.reporting import ExitCode, reported
from constrained_diffusion.errors import DISTRIBUTION

if TYPE_CHECKING:
    from constrained_diffusion.cli.self_test import Trial

_KERNEL_HOMES = ("api.generation", "models.loading", "languages.arguments")
"""Modules that bring with them all kernels of a generation."""


def doctor_command(
    compiling: Annotated[
        bool, typer.Option("--compile", help="compile the kernels now, which takes minutes, once on a machine")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print the same as JSON")] = False,
) -> None:
    """Says what is installed and what it runs on, and tries whether it works.

    The model that ships answers in a schema, a regex and a grammar. Exit code 1 where something is amiss.
    """
    with reported():
        found = findings(compiling=compiling)
        if as_json:
            typer.echo(json.dumps(found))
        else:
            _print(found)
        for problem in found["problems"]:
            typer.echo(f"problem: {problem}", err=True)
        raise typer.Exit(ExitCode.UNMET if found["problems"] else ExitCode.DONE)


def findings(*, compiling: bool = False) -> dict[str, Any]:
    """All of it, as JSON has it; `problems` is empty where all is well. Kernels are compiled before if so asked."""
    from constrained_diffusion.cli.installation import devices, extras, kernels, lacking, versions
    from constrained_diffusion.cli.self_test import trials

    found: dict[str, Any] = {
        "versions": versions(),
        "extras": {extra.name: {"complete": not extra.lacking, "lacking": extra.lacking} for extra in extras()},
    }
    problems = [f"{said} is missing or of another version; pip install --upgrade {DISTRIBUTION}" for said in lacking()]
    try:
        for home in _KERNEL_HOMES:
            import_module(f"constrained_diffusion.{home}")
    except ImportError as error:
        # Without these there is nothing to be tried.
        return found | {"problems": problems or [f"{error}; pip install --force-reinstall {DISTRIBUTION}"]}
    if compiling:
        problems += _compiled()
    found["devices"] = devices()
    found["kernels"] = kernels()._asdict()
    tried = trials()
    found["self_test"] = [trial._asdict() for trial in tried]
    problems += [_problem(trial) for trial in tried if trial.error is not None]
    return found | {"problems": problems}


def _compiled() -> list[str]:
    """Compiles all kernels; what went wrong."""
    from constrained_diffusion.cli.compiling import compile_all

    try:
        compile_all(lambda line: typer.echo(line, err=True))
    except Exception as error:  # whatever is broken is what is looked for
        reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return [f"compiling the kernels failed: {reason}; report it with the output of doctor --json"]
    return []


def _problem(trial: Trial) -> str:
    return (
        f"the self-test of a {trial.kind} failed: {trial.error}; install the package anew, and if that does not help "
        "report it with the output of doctor --json"
    )


def _print(found: dict[str, Any]) -> None:
    """The findings as one table."""
    from rich.console import Console
    from rich.table import Table

    table = Table("", "", "", box=None, show_header=False, pad_edge=False)
    for name, version in found["versions"].items():
        table.add_row("version", name, version or "not installed")
    for name, extra in found["extras"].items():
        table.add_row("extra", name, "installed" if extra["complete"] else f"lacks {', '.join(extra['lacking'])}")
    for name, what in found.get("devices", {}).items():
        table.add_row("device", name, what or "none")
    if "kernels" in found:
        table.add_row("kernels", *_of_kernels(**found["kernels"]))
    for trial in found.get("self_test", ()):
        well = trial["error"] is None
        said = f"fits: {trial['answer']} (in {trial['seconds']} s)" if well else trial["error"]
        table.add_row("self-test", trial["kind"], said, style=None if well else "red")
    verdict = "all is well" if not found["problems"] else f"{len(found['problems'])} amiss"
    table.add_row("result", verdict, "", style="bold green" if not found["problems"] else "bold red")
    Console(file=sys.stdout, highlight=False, markup=False, emoji=False).print(table)


def _of_kernels(loaded: int, compiled: int, folder: str) -> tuple[str, str]:
    rest = "" if compiled >= loaded else "; others are when they are first needed, or by doctor --compile"
    return f"{compiled} of {loaded} compiled", f"in {folder}{rest}" if folder else rest
