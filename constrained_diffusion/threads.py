"""Rows of an array on several threads, where there is work for them."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Lock

import torch

_WORTH = 1 << 18
"""Elements of work below which a thread costs more than it saves."""

_lock = Lock()
_pool: tuple[int, ThreadPoolExecutor] | None = None
"""How many threads, and the threads themselves."""


def over_rows(rows: int, width: int, task: Callable[[int, int], object]) -> None:
    """Calls ``task(first, past)`` for stretches that together make up ``range(rows)``; each row is `width` elements.

    As many threads as torch uses. The task releases the interpreter lock, or nothing is gained.
    """
    threads = min(torch.get_num_threads(), rows, rows * width // _WORTH)
    if threads <= 1:
        if rows:
            task(0, rows)
        return
    borders = [rows * part // threads for part in range(threads + 1)]
    pool = _threads(torch.get_num_threads())
    others = [pool.submit(task, *pair) for pair in pairwise(borders[1:])]
    try:
        task(borders[0], borders[1])
    finally:
        for other in others:
            other.exception()
    for other in others:
        other.result()


def _threads(count: int) -> ThreadPoolExecutor:
    global _pool
    with _lock:
        if _pool is None or _pool[0] != count:
            _pool = (count, ThreadPoolExecutor(count, thread_name_prefix="constrained_diffusion"))
        return _pool[1]


def _after_fork() -> None:
    """A forked child has none of its parent's threads, neither these nor those of torch's OpenMP.

    OpenMP waits for its own for ever, at the first operation that is large enough. So a child computes on one thread
    (as the workers of torch's `DataLoader` do) until it says otherwise.
    """
    global _lock, _pool
    _lock, _pool = Lock(), None
    torch.set_num_threads(1)


os.register_at_fork(after_in_child=_after_fork)
