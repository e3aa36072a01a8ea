"""What the plugin touches is there: in the SGLang that is installed, and in the source that SGLANG_SOURCE names."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from tests.serving.sglang.seams import SEAMS, WRITTEN
from tests.serving.source import missing

SOURCE = os.environ.get("SGLANG_SOURCE") or None
"""The folder of the package's source, unpacked from its wheel."""


def test_a_source_that_lacks_something_is_told(tmp_path: Path) -> None:
    files = {*SEAMS, *WRITTEN}
    assert set(missing(tmp_path, SEAMS, WRITTEN)) == {f"{file}: there is no such file" for file in files}
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("def get_algorithm(): ...\nclass DllmConfig:\n    block_size: int\n")
    found = missing(tmp_path, SEAMS, WRITTEN)
    assert "srt/dllm/algorithm/__init__.py: get_algorithm has no config" in found
    assert "srt/dllm/config.py: there is no DllmConfig.__init__" in found
    assert "srt/dllm/mixin/req.py: nowhere is self.dllm_block_offset" in found


@pytest.mark.skipif(importlib.util.find_spec("sglang") is None, reason="SGLang is not installed")
def test_the_version_that_is_installed() -> None:
    spec = importlib.util.find_spec("sglang")
    assert spec is not None
    assert spec.origin is not None
    assert not missing(Path(spec.origin).parent, SEAMS, WRITTEN)


@pytest.mark.skipif(SOURCE is None, reason="SGLANG_SOURCE names no source")
def test_the_source_at_hand() -> None:
    assert SOURCE is not None
    assert not missing(Path(SOURCE), SEAMS, WRITTEN)
