"""Compiling beside a server's event loop, bounded in time."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from constrained_diffusion.automata.work import Patience

T = TypeVar("T")

SECONDS = "CONSTRAINED_DIFFUSION_COMPILE_SECONDS"
"""The environment variable that bounds how long what a request asks may be compiled; 60 unless set."""


def patience() -> Patience:
    """That of a request; what it waits for others is not counted."""
    return Patience(float(os.environ.get(SECONDS, "60")))


async def compiled_aside(make: Callable[[], T]) -> T:
    """What `make` makes, on a thread, so that the event loop goes on meanwhile.

    Given up where it takes longer than a request may, or where nobody waits for it any more.

    Raises:
        ConstraintTooLarge: it takes too long.
    """
    limit = patience()

    def within() -> T:
        with limit:
            return make()

    making = threads().submit(within)
    try:
        return await asyncio.wrap_future(making)
    except asyncio.CancelledError:
        limit.end()
        raise


@cache
def threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="constrained-diffusion")
