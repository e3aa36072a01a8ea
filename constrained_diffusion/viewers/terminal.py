"""The canvas coming into focus in a terminal: committed, forced and open positions told apart."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console, Group
from rich.live import Live
from rich.panel import Panel
from rich.text import Text

from constrained_diffusion.sampling.state import Frame, Status
from constrained_diffusion.viewers.pieces import pieces
from constrained_diffusion.vocabulary import Vocabulary

_STYLES = {Status.COMMITTED: "bold green", Status.FORCED: "cyan"}


def drawn(frame: Frame, vocabulary: Vocabulary) -> Panel:
    """A frame as a panel."""
    canvas = Text(overflow="fold")
    for piece in pieces(frame, vocabulary):
        style = _STYLES.get(piece.status) or ("yellow" if piece.confidence > 0.5 else "dim")
        canvas.append(piece.text, style)
    legend = Text.assemble(
        ("committed", "bold green"), "  ", ("forced", "cyan"), "  ", ("open, likely", "yellow"), "  ", ("open", "dim")
    )
    settled = int((frame.status != Status.OPEN).sum())
    title = f"step {frame.step}   {settled} of {len(frame.tokens)} positions settled"
    return Panel(Group(canvas, "", legend), title=title, title_align="left")


class CanvasView:
    """A live display: ``with CanvasView(model.vocabulary) as view: generate(..., on_step=view)``.

    Each frame stays on screen for at least `pause` seconds, since the small models are faster than the eye.
    """

    def __init__(self, vocabulary: Vocabulary, *, console: Console | None = None, pause: float = 0.25) -> None:
        self.vocabulary, self.pause = vocabulary, pause
        self._live = Live(console=console or Console(stderr=True), auto_refresh=False)
        self._rows: dict[int, Panel] = {}

    def __enter__(self) -> CanvasView:
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.__exit__(kind, error, trace)

    def __call__(self, row: int, frame: Frame) -> None:
        self._rows[row] = drawn(frame, self.vocabulary)
        self._live.update(Group(*self._rows.values()), refresh=True)
        if self._live.console.is_terminal:
            time.sleep(self.pause)
