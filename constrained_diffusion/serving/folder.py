"""The folder in which the processes of a server share what they compiled."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = "CONSTRAINED_DIFFUSION_FOLDER"
"""The environment variable that says which it is; nobody else may write there."""


def shared_folder() -> Path:
    """The folder, made now where the variable names none: one that only this user can read.

    Processes that are started afterwards inherit the variable; the process that made the folder removes it at its end.
    """
    if FOLDER not in os.environ:
        made = tempfile.mkdtemp(prefix="constrained-diffusion-")
        os.environ[FOLDER] = made
        atexit.register(_removed, made, os.getpid())
    return Path(os.environ[FOLDER])


def _removed(folder: str, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
