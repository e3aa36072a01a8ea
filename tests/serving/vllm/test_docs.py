"""The blocks of docs/serving.md, against the offline engine and a server of a tiny model under the released name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pages import blocks, run_and_check
from tests.serving.vllm.test_server import serving
from tests.test_docs import PAGES

NAME, ADDRESS = "google/diffusiongemma-26B-A4B-it", "http://localhost:8000/v1"


def test_the_blocks_of_the_page(engine: Any, checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import vllm

    (page,) = (page for page in PAGES if page.name == "serving.md")
    monkeypatch.setattr(vllm, "LLM", lambda model: engine if model == NAME else pytest.fail(model))
    config = engine.llm_engine.input_processor.vllm_config.structured_outputs_config
    monkeypatch.setattr(config, "reasoning_parser", "")  # the page's engine has none
    names: dict[str, object] = {"__name__": "guide"}
    with serving(checkpoint, tmp_path / "log", None, NAME) as client:
        for code in blocks(page, "python"):
            run_and_check(code.replace(ADDRESS, str(client.base_url)), names)
