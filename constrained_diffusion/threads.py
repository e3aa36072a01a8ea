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
_pool: tuple[int, int, ThreadPoolExecutor] | None = None
"""Process, threads, and the threads themselves; a forked child makes its own."""


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
        if _pool is None or _pool[:2] != (os.getpid(), count):
            _pool = (os.getpid(), count, ThreadPoolExecutor(count, thread_name_prefix="constrained_diffusion"))
        return _pool[2]
