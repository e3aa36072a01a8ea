"""What Ctrl-C does to the command, from its first import on."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType

INTERRUPTED = 130
_SHOW_CURSOR = b"\x1b[?25h\n"


def end_at_interruptions() -> None:
    """From now on Ctrl-C ends the process with a line and the exit code of interruptions.

    An exception will not do. Raised among imports it becomes a page about what was being imported, and raised where
    native code has called Python, as that of torch does while it is imported, it aborts the process.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else whoever started it has it ignored
        signal.signal(signal.SIGINT, _end)


def _end(_number: int, _frame: FrameType | None) -> None:
    writing = sys.modules.get("constrained_diffusion.files")  # else nothing has been written yet
    for partial in tuple(getattr(writing, "unfinished", ())):
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    with suppress(OSError):  # nobody reads stderr any more
        # A live display may have hidden the cursor, and leaves it at the end of a line.
        os.write(2, (_SHOW_CURSOR if os.isatty(2) else b"") + b"interrupted\n")
    os._exit(INTERRUPTED)
