"""One self-contained HTML page that replays a generation, step by step."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from os import PathLike
from typing import Any

from constrained_diffusion.files import written_whole
from constrained_diffusion.sampling.state import Frame
from constrained_diffusion.viewers.legible import legible
from constrained_diffusion.viewers.pieces import Kind, Piece, Reader, kinds, pieces
from constrained_diffusion.vocabulary import Vocabulary


def page(
    frames: Sequence[Frame],
    vocabulary: Vocabulary,
    *,
    title: str,
    read: Reader = pieces,
    prompt: str | None = None,
    asked: str | Mapping[str, Any] | None = None,
    answer: str | None = None,
) -> str:
    """The page as text: no script or style from elsewhere, so that it opens anywhere.

    Args:
        frames: as `generate(frames=True)` keeps them; `told_apart` and `deduced` make more of them.
        vocabulary: of the model.
        title: above the canvas.
        read: draws a frame.
        prompt: shown beside the canvas.
        asked: the same; what the answer was held to, such as a schema, a regex or a grammar.
        answer: the same; as the caller reads it.
    """
    drawn = [read(frame, vocabulary) for frame in frames]
    legend = kinds(drawn)
    steps = [
        {"label": label, "pieces": [[_drawn(piece), piece.kind, round(piece.confidence, 3)] for piece in shown]}
        for label, shown in zip(_labels(frames), drawn, strict=True)
    ]
    said = {"Prompt": prompt, "Answer": answer, "Asked for": asked}
    aside = "".join(_section(name, text) for name, text in said.items() if text is not None)
    template = files("constrained_diffusion.viewers").joinpath("page.html").read_text("utf-8")
    filled = {
        "title": escape(title),
        "policy": _policy(template),
        "beside": ' class="beside"' if aside else "",
        "grid": ' class="grid"' if Kind.GIVEN in legend else "",
        "canvas": "".join(map(_span, drawn[-1])) if drawn else "",
        "legend": "".join(
            f'<li><span class="s{int(kind)}">{escape(word)}</span></li>' for kind, word in legend.items()
        ),
        "aside": f"<aside>\n{aside}</aside>\n" if aside else "",
        "frames": json.dumps(steps, ensure_ascii=False).replace("<", "\\u003c"),
    }
    # All at once, so that what is filled in is never taken for a place to fill.
    return re.sub(r"\{\{(\w+)\}\}", lambda found: filled[found[1]], template)


def save_page(
    path: str | PathLike[str],
    frames: Sequence[Frame],
    vocabulary: Vocabulary,
    *,
    title: str,
    read: Reader = pieces,
    prompt: str | None = None,
    asked: str | Mapping[str, Any] | None = None,
    answer: str | None = None,
) -> None:
    """Writes the `page`. The file appears whole or not at all."""
    text = page(frames, vocabulary, title=title, read=read, prompt=prompt, asked=asked, answer=answer)
    with written_whole(path) as partial:
        # A lone surrogate, which a prompt may hold, has no UTF-8.
        partial.write_text(text, "utf-8", errors="replace")


def _labels(frames: Sequence[Frame]) -> list[str]:
    """What the frames are called: those between two steps are counted."""
    count = Counter(frame.step for frame in frames)
    seen: Counter[int] = Counter()
    labels = []
    for frame in frames:
        seen[frame.step] += 1
        among = f" · {seen[frame.step]} of {count[frame.step]}" if count[frame.step] > 1 else ""
        labels.append(f"step {frame.step}{among}")
    return labels


def _drawn(piece: Piece) -> str:
    return legible(piece.text, keep="\n\t")


def _span(piece: Piece) -> str:
    """The last frame stands in the page itself, for readers without scripts."""
    return f'<span class="s{int(piece.kind)}">{escape(_drawn(piece))}</span>'


def _section(name: str, said: str | Mapping[str, Any]) -> str:
    text = said if isinstance(said, str) else json.dumps(said, indent=2, ensure_ascii=False)
    # A pre drops the first newline; it is focusable, since it scrolls.
    shown = f'<pre tabindex="0" role="region" aria-label="{name}">\n{escape(text)}</pre>'
    return f"<section><h2>{name}</h2>{shown}</section>\n"


def _policy(template: str) -> str:
    """Nothing is loaded, and no script runs but the page's own, whatever the texts say."""
    script = template.split("<script>")[1].split("</script>")[0]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
