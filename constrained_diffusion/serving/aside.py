"""Compiling beside a server's event loop, bounded in time."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from constrained_diffusion.errors import InvalidArgument

T = TypeVar("T")

SECONDS = "CONSTRAINED_DIFFUSION_COMPILE_SECONDS"
"""The environment variable that bounds how long a request waits to be compiled; 60 unless set."""


async def compiled_aside(make: Callable[[], T]) -> T:
    """What `make` makes, on a thread, so that the event loop goes on meanwhile.

    Raises:
        InvalidArgument: it takes longer than a request may wait; it goes on, and the next request finds it made.
    """
    limit = float(os.environ.get(SECONDS, "60"))
    making = asyncio.get_running_loop().run_in_executor(threads(), make)
    done, _ = await asyncio.wait([making], timeout=limit)
    if not done:
        making.add_done_callback(lambda late: late.cancelled() or late.exception())  # nobody else will ask for it
        raise InvalidArgument(
            f"this takes longer than {limit:g} s to compile ({SECONDS} sets the limit); it goes on, so that the same "
            "request may succeed in a while"
        )
    return making.result()


@cache
def threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="constrained-diffusion")
