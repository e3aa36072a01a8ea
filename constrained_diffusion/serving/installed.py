"""Which version of a server is installed."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import metadata
from importlib.util import find_spec

from constrained_diffusion.errors import MissingExtra, UnsupportedServer


def installed_version(server: str, module: str, packages: Iterable[str]) -> str:
    """Of a server, under whichever name its package goes.

    Raises:
        MissingExtra: it is not installed.
        UnsupportedServer: it is, but does not say in which version.
    """
    for package in packages:
        try:
            return metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    if find_spec(module) is None:
        raise MissingExtra.named(module, f"{server} is not installed; it comes with the extra")
    raise UnsupportedServer(f"{server} is there, but pip knows no version of it: install it with pip")
