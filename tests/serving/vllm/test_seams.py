"""What the plugin touches is there: in the vLLM that is installed, and in the newest whose source is at hand."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from tests.serving.source import missing
from tests.serving.vllm.seams import SEAMS, WRITTEN

NEWEST = os.environ.get("VLLM_NEWEST") or None
"""The folder of the package's source, unpacked from its wheel."""


def test_a_source_that_lacks_everything_is_told(tmp_path: Path) -> None:
    assert f"{next(iter(SEAMS))}: there is no such file" in missing(tmp_path, SEAMS, WRITTEN)
    for file in SEAMS:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("class SamplingParams:\n    def clone(this): ...\n")
    found = missing(tmp_path, SEAMS, WRITTEN)
    assert "sampling_params.py: SamplingParams.clone has no self" in found
    assert "exceptions.py: there is no VLLMValidationError.__init__" in found


@pytest.mark.skipif(importlib.util.find_spec("vllm") is None, reason="vLLM is not installed")
def test_the_version_that_is_installed() -> None:
    spec = importlib.util.find_spec("vllm")
    assert spec is not None
    assert spec.origin is not None
    assert missing(Path(spec.origin).parent, SEAMS, WRITTEN) == []


@pytest.mark.skipif(NEWEST is None, reason="VLLM_NEWEST names no source")
def test_the_newest_version() -> None:
    assert NEWEST is not None
    assert missing(Path(NEWEST), SEAMS, WRITTEN) == []
