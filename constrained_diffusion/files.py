"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from constrained_diffusion.errors import InvalidArgument

unfinished: set[Path] = set()
"""What is being written. A process that ends without its exceptions (`cli.interruption`) removes it first."""


@contextmanager
def written_whole(path: str | PathLike[str]) -> Iterator[Path]:
    """Yields a path beside `path` to write to; it takes the place of `path` if the block ends well, else it is gone.

    Raises:
        InvalidArgument: there is no such folder.

    What was written is on the disk before it takes that place, so that not even a power cut leaves half a file there.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise InvalidArgument(f"there is no folder {target.parent} to write {target.name} to")
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    unfinished.add(partial)
    try:
        yield partial
        _flush(partial)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
        unfinished.discard(partial)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
