"""The picture: well-formed, without scripts, finished where nothing moves, and everything in its place."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import torch

from constrained_diffusion import Vocabulary
from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.sampling.state import Frame
from constrained_diffusion.viewers.picture import COLUMNS, picture, save_picture
from constrained_diffusion.viewers.slots import slots

SVG = "{http://www.w3.org/2000/svg}"
VOCABULARY = Vocabulary.from_bytes(
    [b"", b"<&>", b"a", b"long token", b"\n", b"\x00\x1b", b" ", "漢字".encode(), b"\xc3", b"\xa9"], eos=0
)


def frame(step: int, tokens: list[int], status: list[int], confidence: float = 1.0) -> Frame:
    return Frame(
        step, torch.tensor(tokens), torch.tensor(status, dtype=torch.int8), torch.full((len(tokens),), confidence)
    )


FRAMES = [
    frame(0, [-1, -1, -1, -1], [0, 0, 0, 0], 0.0),
    frame(1, [1, 3, 1, 0], [2, 0, 0, 0], 0.5),
    frame(2, [1, 2, 3, 0], [2, 1, 1, 1]),
]


def groups(text: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(text).findall(f"{SVG}g")


def texts(element: ElementTree.Element) -> list[tuple[str, str]]:
    return [(found.get("class", ""), found.text or "") for found in element.iter(f"{SVG}text")]


def test_where_nothing_moves_the_finished_canvas_is_seen() -> None:
    still = [group for group in groups(picture(FRAMES, VOCABULARY, title="t")) if group.get("opacity") != "0"]
    assert [one for group in still for one in texts(group)] == [("s2", "<&>"), ("s1", "a"), ("s1", "long token")]


def test_the_canvas_comes_into_focus() -> None:
    text = picture(FRAMES, VOCABULARY, title="t")
    seen = [(group.get("class"), texts(group)[0]) for group in groups(text)]
    assert seen == [
        ("i0-1", ("s0", "···")), ("i1-3", ("s2", "<&>")),
        ("i0-1", ("s0", "·")), ("i1-2", ("s0", "long token")), ("i2-3", ("s1", "a")),
        ("i0-1", ("s0", "··········")), ("i1-2", ("s0", "<&>")), ("i2-3", ("s1", "long token")),
    ]  # fmt: skip
    widths = [float(group.find(f"{SVG}text").get("textLength", 0)) for group in groups(text)]  # type: ignore[union-attr]
    assert widths[3] == widths[4], "a longer proposal is drawn together"
    rules = dict(re.findall(r"@keyframes (\S+?)\{((?:[\d.]+%\{opacity:[01]\})+)\}", text))
    assert set(rules) == {"i0-1", "i1-2", "i1-3", "i2-3"}
    for name, turns in rules.items():
        finished = name.endswith("-3")
        assert turns.startswith("0%{opacity:1}" if finished else "0%{opacity:0}"), "it opens at the finished canvas"
        assert turns.endswith("100%{opacity:1}" if finished else "100%{opacity:0}")
        moments = [float(at) for at in re.findall(r"([\d.]+)%", turns)]
        assert moments == sorted(set(moments))


def test_one_file_for_every_reader() -> None:
    text = picture(FRAMES, VOCABULARY, title="t")
    root = ElementTree.fromstring(text)
    assert not [
        element for element in root.iter() if element.tag in (f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject")
    ]
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    for rule in ("prefers-color-scheme: dark", "prefers-reduced-motion: no-preference", "monospace"):
        assert rule in text
    style = text.split("<style>")[1].split("</style>")[0]
    assert style.index("prefers-reduced-motion") < style.index("@keyframes"), "only who wants motion gets it"
    legend = [one for kind, one in texts(root) if kind.startswith("legend")]
    assert [one.split()[0] for one in legend] == ["forced", "committed", "open:"]
    assert root.get("role") == "img"
    assert root.find(f"{SVG}desc").text == "<&>along token"  # type: ignore[union-attr]


def test_hostile_texts_are_texts() -> None:
    evil = '</text><script>alert(1)</script>]]>&"\x00\x0b\ud800\ufffe\u202e'
    shown = picture([frame(1, [5, 1, 0], [1, 1, 1])], VOCABULARY, title=evil)
    root = ElementTree.fromstring(shown.encode())
    assert root.find(f"{SVG}title").text == '</text><script>alert(1)</script>]]>&"␀␋���'  # type: ignore[union-attr]
    assert not list(root.iter(f"{SVG}script"))
    assert ("s1", "␀␛") in texts(root)


def test_every_piece_has_its_place() -> None:
    tokens = [*[3] * 6, 7, 4, 2, 8, 9, 6, 0]
    found = slots([frame(1, tokens, [1] * len(tokens))], VOCABULARY, 60)
    places = [(part.text, part.line, part.column, part.width) for slot in found for part in slot.segments if part.text]
    assert places[:6] == [("long token", 0, 10 * k, 10) for k in range(6)]
    assert places[6:] == [("漢字", 1, 0, 4), ("a", 2, 0, 1), ("é", 2, 1, 1), (" ", 2, 2, 1)]


def test_lines_end_and_long_pieces_are_cut() -> None:
    vocabulary = Vocabulary.from_bytes([b"", b"x" * 150, b"a\nb"], eos=0)
    found = slots([frame(1, [2, 1, 0], [1, 1, 1])], vocabulary, 60)
    assert [(part.line, part.column, part.width) for part in found[1].segments] == [(2, 0, 60), (3, 0, 60), (4, 0, 30)]
    height = float(
        ElementTree.fromstring(picture([frame(1, [2, 1, 0], [1] * 3)], vocabulary, title="t")).get("height", 0)
    )
    short = float(ElementTree.fromstring(picture([frame(1, [2, 0], [1] * 2)], vocabulary, title="t")).get("height", 0))
    assert height > short


def test_an_accent_by_itself_is_not_lost() -> None:
    vocabulary = Vocabulary.from_bytes([b"", "\u0301".encode(), b"a"], eos=0)
    found = slots([frame(1, [2, 1, 0], [1] * 3)], vocabulary, 60)
    assert [(part.text, part.column, part.width) for slot in found for part in slot.segments] == [
        ("a", 0, 1), ("\u0301", 1, 1),
    ]  # fmt: skip


def test_a_canvas_that_is_yet_to_come() -> None:
    found = slots([frame(1, [2], [1]), frame(2, [2, 2, 0], [1, 1, 1])], VOCABULARY, COLUMNS)
    assert [(run.start, run.stop, run.text) for run in found[1].runs] == [(0, 1, "·"), (1, 2, "a")]


def test_one_frame_does_not_move_and_none_is_refused() -> None:
    assert "@keyframes" not in picture(FRAMES[-1:], VOCABULARY, title="t")
    assert ElementTree.fromstring(picture([frame(0, [0], [2])], VOCABULARY, title="")) is not None
    with pytest.raises(InvalidArgument, match="no frames"):
        picture([], VOCABULARY, title="t")


def test_it_is_written_whole(tmp_path: Path) -> None:
    save_picture(tmp_path / "run.svg", FRAMES, VOCABULARY, title="t")
    assert (tmp_path / "run.svg").read_text("utf-8") == picture(FRAMES, VOCABULARY, title="t")
    assert [path.name for path in tmp_path.iterdir()] == ["run.svg"]
    with pytest.raises(InvalidArgument, match="no folder"):
        save_picture(tmp_path / "no" / "run.svg", FRAMES, VOCABULARY, title="t")
