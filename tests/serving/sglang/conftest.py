"""SGLang's own algorithms on scores that are random: whatever is valid is the constraint's doing alone.

What needs SGLang runs in an environment of its own, and is left out where it is not installed. Its engine needs a GPU.
"""

from __future__ import annotations

import importlib.util
import os

import pytest

from constrained_diffusion.serving.folder import FOLDER

HERE = importlib.util.find_spec("sglang") is not None
collect_ignore_glob = [] if HERE else ["sglang_by_hand.py", "test_algorithms.py", "test_admission.py"]


def pytest_configure() -> None:
    if HERE:
        _prepare_torchvision()


def _prepare_torchvision() -> None:
    """Its build for CUDA names two operators that it does not have on a CPU, and SGLang imports it."""
    import torch

    if not hasattr(torch.ops.torchvision, "nms"):
        library = torch.library.Library("torchvision", "DEF")
        for name in ("nms", "qnms"):
            library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        globals()["_kept"] = library  # it takes its definitions back when it is collected


@pytest.fixture(autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path_factory.getbasetemp() / "compiled"))


@pytest.fixture(scope="session")
def hooks() -> None:
    """Those of the plugin, applied to SGLang's classes by SGLang's own registry."""
    from sglang.srt.plugins.hook_registry import HookRegistry

    from constrained_diffusion.serving.sglang import register

    register()
    register()
    HookRegistry.apply_hooks()
    assert HookRegistry._hooks.keys() == HookRegistry._patched
    assert all(len(hooked) == 1 for hooked in HookRegistry._hooks.values())


os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
