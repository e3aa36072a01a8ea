"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from constrained_diffusion import checked
from constrained_diffusion.errors import InvalidArgument

unfinished: set[Path] = set()
"""What is being written. A process that ends without its exceptions (`cli.interruption`) removes it first."""


@contextmanager
def written_whole(path: str | PathLike[str]) -> Iterator[Path]:
    """Yields a path beside `path` to write to; it takes the place of `path` if the block ends well, else it is gone.

    A link stays, and what it leads to is replaced; a file that is replaced keeps its permissions.

    Raises:
        InvalidArgument: there is no such folder; or what stands there is no ordinary file.
        InvalidText: the path holds what no path holds.

    What was written is on the disk before it takes that place, so that not even a power cut leaves half a file there.
    """
    given = Path(checked.path("the path to write to", path))
    target = Path(os.path.realpath(given))
    if not target.parent.is_dir():
        raise InvalidArgument(f"there is no folder {given.parent} to write {given.name} to: make it, or give another")
    if target.is_dir():
        raise InvalidArgument(f"{given} is a folder: give the path of a file in it")
    if target.exists() and not target.is_file():
        raise InvalidArgument(f"{given} is a device or a pipe, which cannot be replaced: give the path of a file")
    permissions = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    partial = target.with_name(f".{target.name[:_KEPT]}.{os.getpid()}.partial")
    unfinished.add(partial)
    try:
        partial.touch(mode=0o666)  # less the umask, whatever mode its writer would give it
        usual = stat.S_IMODE(partial.stat().st_mode)
        yield partial
        os.chmod(partial, usual if permissions is None else permissions)
        _flush(partial)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
        unfinished.discard(partial)


_KEPT = 60
"""So many characters of a name are in that of the partial file, which may be no longer than names are."""


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
