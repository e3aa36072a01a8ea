"""Kernels: numba functions, compiled when first called, once on a machine, and never in silence.

`kernel` is called from Python, `inner` from other kernels only, which costs a third of the compile time. Both release
the interpreter lock, so that threads may run them side by side.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from numba import njit
from numba.core import event
from numba.core.compiler_lock import global_compiler_lock

from constrained_diffusion.linking import linked_compiler

_KERNEL: dict[str, Any] = {"nogil": True, "cache": True, "no_cfunc_wrapper": True}
_INNER: dict[str, Any] = {
    "nogil": True, "no_cfunc_wrapper": True, "no_cpython_wrapper": True, "pipeline_class": linked_compiler(),
}  # fmt: skip


def kernel(function: Callable[..., Any], **options: Any) -> Any:
    """A function that Python calls, kept compiled on disk."""
    return njit(**_KERNEL | options)(function)


def inner(function: Callable[..., Any], **options: Any) -> Any:
    """A function that kernels call. What is kept of a kernel holds it too: remove that when it changes elsewhere."""
    return njit(**_INNER | options)(function)


QUIET = "CONSTRAINED_DIFFUSION_QUIET"
"""The environment variable that, set to anything, keeps compilations silent."""

_PAUSE = 3.0
"""Seconds between two lines of progress."""


class _Notice(event.Listener):
    """Says on standard error that kernels of this package are being compiled, and how far it has come.

    No rubbish is collected meanwhile.
    """

    def __init__(self) -> None:
        self._compiled, self._depth, self._collects = 0, 0, True
        self._seconds, self._began, self._said = 0.0, 0.0, 0.0

    def on_start(self, event: Any) -> None:
        self._depth += 1
        if self._depth > 1 or not _is_ours(event):
            return
        self._collects = gc.isenabled()
        gc.disable()  # a tenth of the time goes into looking through what the compiler holds on to
        self._began = time.perf_counter()
        if self._compiled == 0:
            self._say("compiling kernels for this machine; this happens once for each kind of language")

    def on_end(self, event: Any) -> None:
        self._depth -= 1
        if self._depth > 0 or not _is_ours(event):
            return
        if self._collects:
            gc.enable()
        now = time.perf_counter()
        self._compiled += 1
        self._seconds += now - self._began
        if now - self._said > _PAUSE:
            kernels = "kernel" if self._compiled == 1 else "kernels"
            self._say(f"{self._compiled} {kernels} compiled in {self._seconds:.0f} s")

    def _say(self, message: str) -> None:
        self._said = time.perf_counter()
        if QUIET not in os.environ:
            print(f"constrained_diffusion: {message}", file=sys.stderr, flush=True)  # noqa: T201


def _is_ours(event: Any) -> bool:
    return str(event.data["dispatcher"].py_func.__module__).startswith("constrained_diffusion.")


event.register("numba:compile", _Notice())

# A child forked in the midst of a compilation would wait for ever for the thread that compiles.
os.register_at_fork(
    before=global_compiler_lock.acquire,
    after_in_parent=global_compiler_lock.release,
    after_in_child=global_compiler_lock.release,
)
