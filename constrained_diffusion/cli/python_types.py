"""The type that ``module:Name`` names, of a module that its owner wrote: what is wrong with it is told as theirs."""

from __future__ import annotations

import importlib
import sys
import sysconfig
import traceback
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from constrained_diffusion.cli.reporting import BrokenSource, NoSuchFile

_OTHERS = (sysconfig.get_path("stdlib"), Path(__file__).parents[1])
"""Folders of code that is not the user's."""


def type_named(module: str, name: str) -> Any:
    """The type, of a module in the working directory or an installed one.

    Raises:
        NoSuchFile: there is no such module.
        BrokenSource: it cannot be imported, or has no such name.
    """
    found: Any = _imported(module)
    for part in name.split("."):
        if not hasattr(found, part):
            raise BrokenSource(f"the module {module} has no {name}: {_instead(part, found)}")
        found = getattr(found, part)
    return found


def _imported(module: str) -> Any:
    sys.path.insert(0, "")
    try:
        return importlib.import_module(module)
    except (Exception, SystemExit) as error:  # of whatever the module does when it is imported
        if isinstance(error, ModuleNotFoundError) and error.name and f"{module}.".startswith(f"{error.name}."):
            raise NoSuchFile(
                f"there is no module {error.name}: give one that lies in the working directory or is installed"
            ) from None
        raise BrokenSource(_said(module, error)) from None


def _said(module: str, error: BaseException) -> str:
    """The error and where it was raised: that is what its owner looks for."""
    if isinstance(error, SyntaxError):
        place = f"{error.filename}, line {error.lineno}"
        return f"the module {module} cannot be imported: {error.msg} ({place}); correct it there"
    remedy = "install it, or do without" if isinstance(error, ModuleNotFoundError) else "correct it there"
    return f"the module {module} cannot be imported: {type(error).__name__}: {error}{_place(error)}; {remedy}"


def _place(error: BaseException) -> str:
    """The last line of the user's own that was run."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_own(frame.filename)]
    return f" ({own[-1].filename}, line {own[-1].lineno})" if own else ""


def _is_own(file: str) -> bool:
    path = Path(file)
    return (
        path.is_file()
        and "site-packages" not in path.parts
        and not any(path.is_relative_to(folder) for folder in _OTHERS)
    )


def _instead(name: str, found: Any) -> str:
    there = [one for one in vars(found) if not one.startswith("_")] if hasattr(found, "__dict__") else []
    near = get_close_matches(name, there, 1)
    if near:
        return f"did you mean {near[0]}?"
    types = [one for one in there if isinstance(getattr(found, one), type)]
    return f"give one of {', '.join(types[:10])}" if types else "give the name of a type that it has"
