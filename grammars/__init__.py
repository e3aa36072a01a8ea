"""The grammars that ship: ``generate(model, grammar="sql")`` names one, and each is a file to read and to copy.

`names` lists them, `path` tells where one lies, `constrained_diffusion.grammars` is how this package is called.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def names() -> list[str]:
    """The grammars there are."""
    return sorted(file.stem for file in _FOLDER.glob("*.lark"))


def path(name: str) -> Path:
    """The file of one of `names`."""
    return _FOLDER / f"{name}.lark"
