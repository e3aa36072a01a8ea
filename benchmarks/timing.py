"""How long a call takes, and a limit to it."""

from __future__ import annotations

import signal
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch


def timed(call: Callable[[], object], repeats: int) -> float:
    """Median milliseconds of a call, after one that does not count."""
    call()
    seconds = []
    for _ in range(repeats):
        began = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds) * 1e3


def waited(device: torch.device, found: torch.Tensor) -> torch.Tensor:
    """What was found, once a GPU has come to it."""
    if device.type == "cuda":
        torch.cuda.synchronize()
    return found


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raises TimeoutError after so many seconds."""

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    except SystemError as error:  # what a kernel makes of an exception that is raised while it hands its result over
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, TimeoutError):
            cause = cause.__cause__
        raise cause or error from None
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
