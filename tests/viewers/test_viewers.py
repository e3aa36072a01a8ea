"""What is drawn of a frame: statuses told apart, characters whole, nothing after the end."""

from __future__ import annotations

import io
import json
import re

import torch
from rich.console import Console

from constrained_diffusion import Vocabulary
from constrained_diffusion.sampling.state import Frame, Status
from constrained_diffusion.viewers.page import page
from constrained_diffusion.viewers.pieces import pieces
from constrained_diffusion.viewers.terminal import CanvasView

VOCABULARY = Vocabulary.from_bytes([b"", b"", b"<a>", b"\xc3", b"\xa9", b"z"], eos=0, pad=1)
FRAME = Frame(
    3,
    torch.tensor([2, 3, 4, -1, 5, 0, 1]),
    torch.tensor([Status.COMMITTED, Status.FORCED, Status.OPEN, Status.OPEN, Status.FORCED, 1, 1], dtype=torch.int8),
    torch.tensor([1.0, 1.0, 0.25, 0.0, 1.0, 1.0, 1.0]),
)


def test_pieces() -> None:
    assert [(piece.text, piece.status) for piece in pieces(FRAME, VOCABULARY)] == [
        ("<a>", Status.COMMITTED),
        ("é", Status.OPEN),
        ("·", Status.OPEN),
        ("z", Status.FORCED),
    ]
    assert pieces(FRAME, VOCABULARY)[1].confidence == 0.25


def test_terminal() -> None:
    out = io.StringIO()
    with CanvasView(VOCABULARY, console=Console(file=out, force_terminal=True, width=60), pause=0.0) as view:
        view(0, FRAME)
    assert "step 3" in out.getvalue()
    assert "<a>" in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", out.getvalue())


def test_page_is_self_contained_and_escaped() -> None:
    text = page([FRAME, FRAME], VOCABULARY, title="<b>&")
    assert "<b>&" not in text
    assert "&lt;b&gt;&amp;" in text
    assert "<a>" not in text
    data = json.loads(re.search(r"const frames = (.*);", text)[1])  # type: ignore[index]
    assert data[0]["pieces"][0] == ["<a>", 1, 1.0]
