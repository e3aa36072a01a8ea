"""The canvas coming into focus in a terminal: committed, forced and open positions told apart."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console, Group
from rich.live import Live
from rich.panel import Panel
from rich.text import Text

from constrained_diffusion.sampling.state import Frame, Status
from constrained_diffusion.viewers.pieces import Kind, Reader, kinds, pieces
from constrained_diffusion.vocabulary import Vocabulary

_STYLES = {Kind.COMMITTED: "bold green", Kind.FORCED: "underline cyan", Kind.GIVEN: "reverse", Kind.BETWEEN: "none"}
"""Told apart without colours too."""


def _of_confidence(confidence: float) -> str:
    """From grey through yellow: the surer, the brighter."""
    red, green, blue = (round(low + confidence * (high - low)) for low, high in ((90, 250), (90, 200), (110, 40)))
    return f"rgb({red},{green},{blue})"


def drawn(frame: Frame, vocabulary: Vocabulary, read: Reader = pieces) -> Panel:
    """A frame as a panel."""
    canvas = Text(overflow="fold")
    shown = read(frame, vocabulary)
    for piece in shown:
        canvas.append(piece.text, _STYLES.get(piece.kind) or _of_confidence(piece.confidence))
    legend = Text("  ").join(
        Text(word, _STYLES.get(kind) or _of_confidence(0.1)) for kind, word in kinds([shown]).items()
    )
    settled = int((frame.status != Status.OPEN).sum())
    title = f"step {frame.step}   {settled} of {len(frame.tokens)} positions settled"
    return Panel(Group(canvas, "", legend), title=title, title_align="left")


class CanvasView:
    """A live display: ``with CanvasView(model.vocabulary) as view: generate(..., on_step=view)``.

    `read` draws a frame: as text by default, `viewers.grid.grid_pieces` for a puzzle. Each frame
    stays on screen for at least `pause` seconds, since the small models are faster than the eye.
    """

    def __init__(
        self, vocabulary: Vocabulary, *, console: Console | None = None, pause: float = 0.25, read: Reader = pieces
    ) -> None:
        self.vocabulary, self.pause, self.read = vocabulary, pause, read
        self._live = Live(console=console or Console(stderr=True), auto_refresh=False)
        self._rows: dict[int, Panel] = {}

    def __enter__(self) -> CanvasView:
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.__exit__(kind, error, trace)
        if self._rows and not self._live.console.is_terminal:
            self._live.console.line()  # else the last frame would run into what follows

    def __call__(self, row: int, frame: Frame) -> None:
        self._rows[row] = drawn(frame, self.vocabulary, self.read)
        self._live.update(Group(*self._rows.values()), refresh=True)
        if self._live.console.is_terminal:
            time.sleep(self.pause)
