"""The page: one file, safe whatever it is told, and the same with and without scripts."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import torch

from constrained_diffusion import Vocabulary
from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.sampling.state import Frame
from constrained_diffusion.viewers.page import page, save_page
from tests.viewers.test_viewers import FRAME, VOCABULARY

HOSTILE = "</script><img src=x onerror=alert(1)><!--{{frames}} {{title}}&amp;\"'\u2028"
EVIL = Vocabulary.from_bytes([b"", HOSTILE.encode(), b"</pre><script>"], eos=0)


class Read(HTMLParser):
    """The elements of a page, and the text of each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.is_inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        self.is_inside = True

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.is_inside:
            self.elements[-1][2].append(data)

    def texts(self, tag: str, **wanted: str) -> list[str]:
        return [
            "".join(text)
            for name, attributes, text in self.elements
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]


def frames_of(text: str) -> Any:
    return json.loads(Read(text).texts("script", id="frames")[0])


def test_what_is_drawn() -> None:
    found = frames_of(page([FRAME, FRAME], VOCABULARY, title="t"))
    assert found[0]["pieces"] == [["<a>", 1, 1.0], ["é", 0, 0.25], ["·", 0, 0.0], ["z", 2, 1.0]]
    assert [frame["label"] for frame in found] == ["step 3 · 1 of 2", "step 3 · 2 of 2"]


def test_the_finished_canvas_needs_no_script() -> None:
    spans = Read(
        page([Frame(0, FRAME.tokens[:0], FRAME.status[:0], FRAME.confidence[:0]), FRAME], VOCABULARY, title="t")
    )
    for text, kind in ("<a>", "s1"), ("é", "s0"), ("z", "s2"):
        assert text in spans.texts("span", **{"class": kind})


def test_prompt_answer_and_what_was_asked_stand_beside_it() -> None:
    text = page([FRAME], VOCABULARY, title="t", prompt="Ada, 36", asked={"type": "object"}, answer='{"name":"Ada"}')
    assert [pre.strip("\n") for pre in Read(text).texts("pre")] == [
        "Ada, 36", '{"name":"Ada"}', '{\n  "type": "object"\n}',
    ]  # fmt: skip
    assert Read(text).texts("h2") == ["Prompt", "Answer", "Asked for"]
    bare = page([FRAME], VOCABULARY, title="t")
    assert not Read(bare).texts("pre")
    assert not Read(bare).texts("aside")


def test_hostile_texts_are_texts() -> None:
    frame = Frame(1, torch.tensor([1, 2]), torch.ones(2, dtype=torch.int8), torch.ones(2))
    text = page([frame], EVIL, title=HOSTILE, prompt=HOSTILE, asked={HOSTILE: HOSTILE}, answer=HOSTILE)
    found = Read(text)
    assert [tag for tag, _, _ in found.elements].count("script") == 2
    assert not found.texts("img")
    assert not any(name.startswith("on") for _, attributes, _ in found.elements for name in attributes)
    assert found.texts("title") == found.texts("h1") == [HOSTILE]
    assert [pre.strip("\n") for pre in found.texts("pre")][:2] == [HOSTILE, HOSTILE]
    assert frames_of(text)[0]["pieces"] == [[HOSTILE, 1, 1.0], ["</pre><script>", 1, 1.0]]


def test_what_cannot_be_seen_is_drawn() -> None:
    vocabulary = Vocabulary.from_bytes([b"", "\u202e\x1b\x00".encode(), b"\n\t"], eos=0)
    frame = Frame(1, torch.tensor([1, 2]), torch.ones(2, dtype=torch.int8), torch.ones(2))
    text = page([frame], vocabulary, title="t")
    assert [piece[0] for piece in frames_of(text)[0]["pieces"]] == ["�␛␀", "\n\t"]
    assert "�␛␀" in Read(text).texts("span", **{"class": "s1"})


def test_nothing_comes_from_elsewhere_and_no_other_script_runs() -> None:
    text = page([FRAME], VOCABULARY, title="t")
    assert "http:" not in text
    assert "https:" not in text
    script = Read(text).texts("script")[1]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    (policy,) = (
        attributes["content"]
        for tag, attributes, _ in Read(text).elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"


def test_it_can_be_used_by_keyboard_and_ear() -> None:
    text = page([FRAME], VOCABULARY, title="t", prompt="p")
    found = Read(text)
    for key in ("space", "←", "→", "Home", "End"):
        assert key in found.texts("kbd")
    for key in ('" ":', "ArrowLeft:", "ArrowRight:", "Home:", "End:"):
        assert key in text
    named = {attributes.get("aria-label") for _, attributes, _ in found.elements}
    assert {"denoising step", "canvas", "legend", "replay", "Prompt"} <= named
    for rule in (
        ":focus-visible",
        "prefers-color-scheme: dark",
        "prefers-reduced-motion",
        "min-width",
        "aria-valuetext",
    ):
        assert rule in text


def test_it_is_written_whole(tmp_path: Path) -> None:
    save_page(tmp_path / "run.html", [FRAME], VOCABULARY, title="lone \ud800", prompt="p")
    assert "lone ?" in (tmp_path / "run.html").read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["run.html"]
    with pytest.raises(InvalidArgument, match="no folder"):
        save_page(tmp_path / "no" / "run.html", [FRAME], VOCABULARY, title="t")


def test_no_frames() -> None:
    assert frames_of(page([], VOCABULARY, title="t")) == []
    assert not re.search(r"\{\{", page([], VOCABULARY, title="t"))
