"""What the plugins touch is there: in the server that is installed, and in the source that a variable names."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from tests.serving.sglang import seams as sglang
from tests.serving.source import Seams, Written, missing
from tests.serving.vllm import seams as vllm

TOUCHED: dict[str, tuple[Seams, Written]] = {
    "vllm": (vllm.SEAMS, vllm.WRITTEN),
    "sglang": (sglang.SEAMS, sglang.WRITTEN),
}
SOURCES = {"vllm": "VLLM_NEWEST", "sglang": "SGLANG_SOURCE"}
"""Variables that name the folder of a package's source, unpacked from its wheel."""


def _written_everywhere(folder: Path, files: set[str], text: str) -> None:
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text)


@pytest.mark.parametrize("server", TOUCHED)
def test_a_source_that_lacks_everything_is_told(server: str, tmp_path: Path) -> None:
    seams, written = TOUCHED[server]
    assert set(missing(tmp_path, seams, written)) == {f"{file}: there is no such file" for file in {*seams, *written}}


def test_a_vllm_that_lacks_something_is_told(tmp_path: Path) -> None:
    _written_everywhere(tmp_path, {*vllm.SEAMS}, "class SamplingParams:\n    def clone(this): ...\n")
    found = missing(tmp_path, vllm.SEAMS, vllm.WRITTEN)
    assert "sampling_params.py: SamplingParams.clone has no self" in found
    assert "exceptions.py: there is no VLLMValidationError.__init__" in found


def test_an_sglang_that_lacks_something_is_told(tmp_path: Path) -> None:
    text = "def get_algorithm(): ...\nclass DllmConfig:\n    block_size: int\n"
    _written_everywhere(tmp_path, {*sglang.SEAMS, *sglang.WRITTEN}, text)
    found = missing(tmp_path, sglang.SEAMS, sglang.WRITTEN)
    assert "srt/dllm/algorithm/__init__.py: get_algorithm has no config" in found
    assert "srt/dllm/config.py: there is no DllmConfig.__init__" in found
    assert "srt/dllm/mixin/req.py: nowhere is self.dllm_block_offset" in found


@pytest.mark.parametrize("server", TOUCHED)
def test_the_version_that_is_installed(server: str) -> None:
    spec = importlib.util.find_spec(server)
    if spec is None:
        pytest.skip(f"{server} is not installed")
    assert spec.origin is not None
    assert missing(Path(spec.origin).parent, *TOUCHED[server]) == []


@pytest.mark.parametrize("server", TOUCHED)
def test_the_source_at_hand(server: str) -> None:
    source = os.environ.get(SOURCES[server])
    if not source:
        pytest.skip(f"{SOURCES[server]} names no source")
    assert missing(Path(source), *TOUCHED[server]) == []
