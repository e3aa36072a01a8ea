"""The environment of the SGLang tests: ``python tests/serving/sglang/environment.py FOLDER`` builds it, or leaves it.

SGLang requires gigabytes of kernels for CUDA. What is tested here is its Python alone, so it is installed without its
requirements, beside those that its imports run into on a CPU. Exit status 3: the packages cannot be had here.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.serving.environment import TOOLS, TORCH, build

SGLANG = "sglang==0.5.23"
PINNED = [  # as in SGLang's metadata
    "apache-tvm-ffi==0.1.11", "compressed-tensors==0.18.0", "numba==0.65.1", "openai==2.8.0", "sentencepiece==0.2.1",
    "tokenizers==0.23.2", "transformers==5.19.0",
]  # fmt: skip
IMPORTED = [
    "IPython", "aiohttp", "dill", "einops", "fastapi", "gguf", "loguru", "msgspec", "orjson", "partial_json_parser",
    "pillow", "psutil", "pybase64", "pyzmq>=25.1.2", "requests", "setproctitle", "uvicorn>=0.51", "uvloop",
]  # fmt: skip
VISION = "torchvision==0.28.0"  # that of torch 2.13


def main() -> int:
    needed = [*TORCH, VISION, *PINNED, *IMPORTED, *TOOLS]
    return build(Path(sys.argv[1]), __file__, ["install", *needed], ["install", "--no-deps", SGLANG])


if __name__ == "__main__":
    raise SystemExit(main())
