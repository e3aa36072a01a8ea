"""The environment of the SGLang tests: ``python -m tests.serving.sglang.environment FOLDER`` builds it, or leaves it.

SGLang requires CUDA's packages; without them its classes can be imported, and no engine run. Exit status 3: the
packages cannot be had here.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.serving.environment import TOOLS, build

NEEDED = [
    "torch==2.13.0", "triton==3.9.0", "transformers==5.19.0", "aiohttp", "apache-tvm-ffi", "dill", "einops", "fastapi",
    "gguf", "IPython", "loguru", "msgspec", "openai==2.8.0", "orjson", "partial_json_parser", "pillow", "psutil",
    "pybase64", "pyzmq", "requests", "sentencepiece", "setproctitle", "starlette", "uvicorn", "uvloop",
]  # fmt: skip
"""What is imported on the way to the classes that the plugin touches."""
STEPS = (
    ["install", *NEEDED, "numba", "referencing", "interegular", "pydantic", *TOOLS],
    ["install", "--no-deps", "sglang==0.5.23", "torchvision==0.29.1", "compressed-tensors==0.18.0"],
)

if __name__ == "__main__":
    raise SystemExit(build(Path(sys.argv[1]), Path(__file__), STEPS))
