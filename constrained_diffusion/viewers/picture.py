"""The canvas coming into focus as one animated SVG that stands alone, in a README for instance.

No script: the animation is CSS inside the picture. Where nothing moves, because the viewer does not animate or its
reader wants less motion, the finished canvas is what is seen. Widths are set and not left to fonts, so that whatever
monospace font there is, everything stands in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from rich.cells import cell_len, chop_cells

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.files import written_whole
from constrained_diffusion.sampling.state import Frame
from constrained_diffusion.viewers.legible import legible
from constrained_diffusion.viewers.pieces import BLANK, Kind, kinds
from constrained_diffusion.viewers.slots import Run, Segment, Slot, slots
from constrained_diffusion.vocabulary import Vocabulary

COLUMNS = 60
_CELL, _LINE, _SMALL, _MARGIN = 9.6, 28, 7.2, 20
"""Pixels: a column and a line of the canvas, a column of the legend, and what is left around them."""
_HOLD, _LONGEST, _STEP = 2.0, 8.0, 0.7
"""Seconds: how long the finished canvas stands at either end, how long the steps take at most, together and each."""

_STYLE = """
text { font: 16px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; white-space: pre; }
.title { font-weight: 600; } .legend { font-size: 12px; }
.paper { fill: #ffffff; stroke: #d0d7de; } .ink { fill: #1c2430; } .mask { fill: #eceff2; }
.s0 { fill: #8a5200; } .s1 { fill: #0f5c28; font-weight: 700; } .s2 { fill: #0b5585; }
.b1 { fill: #dcf3e3; } .b2 { fill: #e3f1fb; } .line { stroke: #0b5585; stroke-width: 1.5; stroke-dasharray: 2 2; }
@media (prefers-color-scheme: dark) {
.paper { fill: #0d1117; stroke: #3d444d; } .ink { fill: #e6edf3; } .mask { fill: #21262d; }
.s0 { fill: #e3a94d; } .s1 { fill: #7ee2a0; } .s2 { fill: #85c7f7; }
.b1 { fill: #15391f; } .b2 { fill: #12304a; } .line { stroke: #85c7f7; }
}
"""


def picture(frames: Sequence[Frame], vocabulary: Vocabulary, *, title: str) -> str:
    """The picture as text.

    Raises:
        InvalidArgument: there are no frames.
    """
    if not frames:
        raise InvalidArgument("there are no frames to draw; generate(..., frames=True) keeps them")
    places = slots(frames, vocabulary, COLUMNS)
    heading = chop_cells(legible(title), COLUMNS) or [""]
    top = _MARGIN + _LINE * len(heading) + 6
    bottom = top + _LINE * (1 + max((part.line for slot in places for part in slot.segments), default=0))
    width, height = round(COLUMNS * _CELL + 2 * _MARGIN), bottom + 26 + _MARGIN
    answer = "".join(slot.runs[-1].text for slot in places).replace("␊", "\n")
    body = [
        f'<rect class="paper" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="10"/>',
        *(
            _text(text, _MARGIN, _MARGIN + _LINE * k + 14, "title ink", _CELL * cell_len(text))
            for k, text in enumerate(heading)
        ),
        *(drawn for slot in places for drawn in _slot(slot, top, len(frames))),
        *_legend(bottom + 24),
    ]
    intervals = sorted({(run.start, run.stop) for slot in places for run in slot.runs})
    style = _STYLE + _animation(intervals, len(frames))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title answer">\n'
        f'<title id="title">{escape(legible(title))}</title>\n<desc id="answer">{escape(answer)}</desc>\n'
        f"<style>{style}</style>\n" + "\n".join(body) + "\n</svg>\n"
    )


def save_picture(path: Path, frames: list[Frame], vocabulary: Vocabulary, *, title: str) -> None:
    """Writes the canvas coming into focus, as an animated SVG. The file appears whole or not at all.

    Args:
        path: where to.
        frames: as `generate(frames=True)` keeps them; `told_apart` marks what the constraint had settled.
        vocabulary: of the model.
        title: above the canvas.

    Raises:
        InvalidArgument: there are no frames, or no such folder.
    """
    text = picture(frames, vocabulary, title=title)
    with written_whole(path) as partial:
        partial.write_text(text, "utf-8")


def _slot(slot: Slot, top: float, count: int) -> list[str]:
    """A group for everything that the slot shows, one after another; only the last is there where nothing moves."""
    groups = []
    for run in slot.runs:
        parts = slot.segments if run is slot.runs[-1] else [_squeezed(run, slot.segments[0])]
        shown = "".join(_segment(part, run, top) for part in parts)
        moves = f' class="i{run.start}-{run.stop}"' if (run.start, run.stop) != (0, count) else ""
        hidden = "" if run.stop == count else ' opacity="0"'
        groups.append(f"<g{moves}{hidden}>{shown}</g>")
    return groups


def _squeezed(run: Run, place: Segment) -> Segment:
    """What stood there before, in the same place: masks fill it, text is drawn together where it would not fit."""
    text = BLANK * place.width if run.text == BLANK else run.text
    return Segment(text, place.line, place.column, min(max(cell_len(text), 1), place.width))


def _segment(part: Segment, run: Run, top: float) -> str:
    x, y, width = _MARGIN + part.column * _CELL, top + part.line * _LINE, part.width * _CELL
    below = f'<rect class="{{}}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="22" rx="3"/>'
    dimmed = f' fill-opacity="{0.4 + 0.6 * run.confidence:.2f}"' if run.kind == Kind.OPEN else ""
    text = _text(part.text, x, y + 16, f"s{int(run.kind)}", width, dimmed)
    if run.kind == Kind.OPEN:
        return (below.format("mask") if set(part.text) == {BLANK} else "") + text
    line = f'<path class="line" d="M{x + 1:.1f} {y + 20:.1f}h{width - 2:.1f}"/>' if run.kind == Kind.FORCED else ""
    return below.format(f"b{int(run.kind)}") + text + line


def _text(text: str, x: float, y: float, kind: str, width: float = 0.0, more: str = "") -> str:
    fixed = f' textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs"' if width and text.strip() else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}"{fixed}{more}>{escape(legible(text))}</text>'


def _legend(y: float) -> list[str]:
    drawn, x = [], float(_MARGIN)
    for kind, word in kinds([]).items():
        width = cell_len(word) * _SMALL
        if kind != Kind.OPEN:
            box = f'x="{x - 4:.1f}" y="{y - 14:.1f}" width="{width + 8:.1f}" height="19" rx="3"'
            drawn.append(f'<rect class="b{int(kind)}" {box}/>')
        drawn.append(_text(word, x, y, f"legend s{int(kind)}", width))
        if kind == Kind.FORCED:
            drawn.append(f'<path class="line" d="M{x:.1f} {y + 3:.1f}h{width:.1f}"/>')
        x += width + 18
    return drawn


def _animation(intervals: Sequence[tuple[int, int]], count: int) -> str:
    """CSS that shows each group in its frames: first the finished canvas, then all of them up to it, over and over."""
    if count == 1:
        return ""
    pause = min(_STEP, _LONGEST / count)
    whole = 2 * _HOLD + count * pause

    def at(frame: int) -> str:
        return f"{100 * (_HOLD + frame * pause) / whole:.2f}%"

    rules = []
    for start, stop in intervals:
        name = f"i{start}-{stop}"
        if stop == count and start:
            turns = f"0%{{opacity:1}}{at(0)}{{opacity:0}}{at(start)}{{opacity:1}}100%{{opacity:1}}"
        elif stop < count:
            turns = f"0%{{opacity:0}}{at(start)}{{opacity:1}}{at(stop)}{{opacity:0}}100%{{opacity:0}}"
        else:
            continue
        rules.append(f"@keyframes {name}{{{turns}}}.{name}{{animation:{name} {whole:.2f}s step-end infinite}}")
    return "@media (prefers-reduced-motion: no-preference) {\n" + "\n".join(rules) + "\n}\n"
