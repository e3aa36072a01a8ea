"""What there is on this machine: versions, extras, devices, compiled kernels. Nothing here runs a model."""

from __future__ import annotations

import inspect
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement

from constrained_diffusion.errors import DISTRIBUTION

_SPOKEN_OF = ("triton", "transformers", "huggingface-hub", "vllm", "sglang")
"""Packages of extras whose versions people ask for first."""


class Kernels(NamedTuple):
    """How many kernels of those that are loaded are kept compiled, and where."""

    loaded: int
    compiled: int
    folder: str


class Extra(NamedTuple):
    """An extra, and what of it is missing or of another version than it asks for."""

    name: str
    lacking: tuple[str, ...]


def versions() -> dict[str, str | None]:
    """Of Python, this package, all that it requires and the best known of its extras; None where one is missing."""
    required = [one.name for one in _requirements() if _is_for(one, "")]
    names = [DISTRIBUTION, *required, *_SPOKEN_OF]
    return {"python": platform.python_version()} | {name: _version(name) for name in names}


def installed_version() -> str | None:
    """Of this package; None where it only lies in a folder."""
    return _version(DISTRIBUTION)


def lacking() -> list[str]:
    """Requirements of the package that are not met."""
    return [said for one in _requirements() if _is_for(one, "") and (said := _lack(one))]


def extras() -> list[Extra]:
    """Of the package as it is installed; none where it only lies in a folder."""
    try:
        names = metadata(DISTRIBUTION).get_all("Provides-Extra") or []
    except PackageNotFoundError:
        return []
    own = {name: [one for one in _requirements() if not _is_for(one, "") and _is_for(one, name)] for name in names}
    return [Extra(name, tuple(said for one in own[name] if (said := _lack(one)))) for name in names]


def devices() -> dict[str, str | None]:
    """What torch can compute on, in words; None where there is no such device."""
    import torch

    cuda = [torch.cuda.get_device_name(number) for number in range(torch.cuda.device_count())]
    threads = torch.get_num_threads()
    return {
        "cpu": "1 thread" if threads == 1 else f"{threads} threads",
        "cuda": ", ".join(cuda) or None,
        "mps": "available" if torch.backends.mps.is_available() else None,
    }


def kernels() -> Kernels:
    """The kernels of the modules that are imported. One whose file is older than its source is compiled anew."""
    loaded, compiled = 0, 0
    folders: set[str] = set()
    for dispatcher in _dispatchers():
        folder = Path(dispatcher.stats.cache_path)
        function = dispatcher.py_func
        source = Path(inspect.getsourcefile(function) or "")
        kept = folder.glob(f"*{function.__qualname__.rpartition('.')[2]}-{function.__code__.co_firstlineno}.*.nbi")
        loaded += 1
        compiled += any(file.stat().st_mtime >= source.stat().st_mtime for file in kept)
        folders.add(str(folder))
    return Kernels(loaded, compiled, os.path.commonpath(folders) if folders else "")


def _dispatchers() -> Iterator[Any]:
    """Kernels that are kept on disk; those that only other kernels call are not."""
    from numba.core.registry import CPUDispatcher

    seen = set()
    for name, module in list(sys.modules.items()):
        if not name.startswith("constrained_diffusion."):
            continue
        for value in list(vars(module).values()):
            if isinstance(value, CPUDispatcher) and value.stats.cache_path is not None and value not in seen:
                seen.add(value)
                yield value


def _requirements() -> list[Requirement]:
    try:
        return [Requirement(line) for line in requires(DISTRIBUTION) or []]
    except PackageNotFoundError:
        return []


def _is_for(one: Requirement, extra: str) -> bool:
    """Whether it is required on this machine, with an extra or ("") without."""
    return one.marker is None or one.marker.evaluate({"extra": extra})


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _lack(one: Requirement) -> str | None:
    """What is wrong with a requirement, None where it is met."""
    found = _version(one.name)
    if found is None:
        return one.name
    if one.specifier.contains(found, prereleases=True):
        return None
    return f"{one.name} {found}, not {one.specifier}"
