"""The work that one compilation may take, counted down by everything that can take much.

A step is one edge that is looked at, or what takes as long: some nanoseconds. The count is the same on every machine,
so a language is too large everywhere or nowhere. Who cannot wait that long has `Patience` besides.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from constrained_diffusion.errors import ConstraintTooLarge

MAX_STEPS = 1_000_000_000
"""At 6 to 11 ns a step, some 6 to 11 seconds of one core."""


class _Work:
    def __init__(self, left: int) -> None:
        self.left = left


_current: ContextVar[_Work | None] = ContextVar("work", default=None)


@contextmanager
def bounded(steps: int = MAX_STEPS) -> Iterator[None]:
    """What is done within shares one budget; within another such block, it shares the budget of that one."""
    if _current.get() is not None:
        yield
        return
    token = _current.set(_Work(steps))
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def at_most(steps: int) -> Iterator[None]:
    """What is done within takes no more than so many steps of the budget."""
    outer = _current.get()
    given = min(steps, steps_left())
    inner = _Work(given)
    token = _current.set(inner)
    try:
        yield
    finally:
        _current.reset(token)
        if outer is not None:
            outer.left -= given - max(inner.left, 0)


class Patience:
    """Seconds that compiling may take within: ``with Patience(60): ...``."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until = math.inf

    def end(self) -> None:
        """Lets compiling end now; may be called by another thread."""
        self._until = -math.inf

    def __enter__(self) -> None:
        self._until = min(self._until, time.monotonic() + self.seconds)
        self._token = _patience.set(self)

    def __exit__(self, *_: object) -> None:
        _patience.reset(self._token)

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self._until


_patience: ContextVar[Patience | None] = ContextVar("patience", default=None)


def steps_left() -> int:
    """The steps that may still be taken: all of them, where nothing bounds what is done."""
    work = _current.get()
    return MAX_STEPS if work is None else work.left


def spend(steps: int, doing: str) -> None:
    """Takes steps off the budget.

    Raises:
        ConstraintTooLarge: there are not so many left, or no patience; it says what was being done.
    """
    patience = _patience.get()
    if patience is not None and patience.is_over:
        raise ConstraintTooLarge(
            f"compiling takes longer than {patience.seconds:g} s, at last in {doing}", "ask for less"
        )
    work = _current.get()
    left = steps_left() - steps
    if work is not None:
        work.left = left
    if left <= 0:
        raise ConstraintTooLarge(
            f"compiling takes more than {MAX_STEPS} steps, at last in {doing}",
            "lower the counts (maxLength, maxItems, {m,n}), or what is combined",
        )
