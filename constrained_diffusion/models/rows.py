"""The prompts of a batch one by one, so that what is the fault of one of them says which it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from constrained_diffusion.errors import ConstrainedDiffusionError
from constrained_diffusion.models.denoiser import Prompt

T = TypeVar("T")


def each_read(prompts: Sequence[Prompt], read: Callable[[Prompt], T]) -> list[T]:
    """What `read` makes of every prompt; its errors say of which row they speak."""
    found = []
    for number, prompt in enumerate(prompts):
        with telling_row(number, prompts):
            found.append(read(prompt))
    return found


@contextmanager
def telling_row(number: int, rows: Sequence[Prompt]) -> Iterator[None]:
    """Errors of the library from within, with the row before their message where it is one of several."""
    try:
        yield
    except ConstrainedDiffusionError as error:
        if len(rows) > 1:
            error.args = (f"prompt[{number}]: {error}", *error.args[1:])
        raise
