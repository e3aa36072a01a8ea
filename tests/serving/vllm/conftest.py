"""vLLM with a tiny DiffusionGemma of random weights: whatever is valid is the constraint's doing alone.

These tests run in an environment of their own (``make test-vllm``) and are left out where vLLM is not installed.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

import pytest

HERE = importlib.util.find_spec("vllm") is not None
collect_ignore_glob = [] if HERE else ["test_engine.py", "test_server.py", "test_docs.py"]
CANVAS = 64


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.checkpoints_by_hand import save_served_diffusion_gemma

    return save_served_diffusion_gemma(CANVAS, tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def engine(checkpoint: Path) -> Any:
    """The offline engine, in this process."""
    os.environ["VLLM_ENABLE_V1_MULTIPROCESSING"] = "0"
    from vllm import LLM

    return LLM(
        model=str(checkpoint), enforce_eager=True, dtype="float32", max_model_len=512, max_num_seqs=4,
        limit_mm_per_prompt={"image": 0}, reasoning_parser="gemma4",
    )  # fmt: skip
