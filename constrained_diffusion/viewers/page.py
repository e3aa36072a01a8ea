"""One self-contained HTML page that replays a generation, step by step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from os import PathLike

from constrained_diffusion.files import written_whole
from constrained_diffusion.sampling.state import Frame
from constrained_diffusion.viewers.pieces import Reader, pieces
from constrained_diffusion.vocabulary import Vocabulary


def page(frames: Sequence[Frame], vocabulary: Vocabulary, *, title: str, read: Reader = pieces) -> str:
    """The page as text: no script or style from elsewhere, so that it opens anywhere. `read` draws a frame."""
    steps = [
        {
            "step": frame.step,
            "pieces": [
                [piece.text, int(piece.status), round(piece.confidence, 3)] for piece in read(frame, vocabulary)
            ],
        }
        for frame in frames
    ]
    data = json.dumps(steps, ensure_ascii=False).replace("<", "\\u003c")
    template = files("constrained_diffusion.viewers").joinpath("page.html").read_text("utf-8")
    return template.replace("{{title}}", escape(title)).replace("{{frames}}", data)


def save_page(
    path: str | PathLike[str],
    frames: Sequence[Frame],
    vocabulary: Vocabulary,
    *,
    title: str,
    read: Reader = pieces,
) -> None:
    """Writes the page. The file appears whole or not at all."""
    with written_whole(path) as partial:
        partial.write_text(page(frames, vocabulary, title=title, read=read), "utf-8")
