"""Pictures of what people look at, to be looked at: ``python docs/screenshots.py``, or `make screenshots`.

Home, a page of the guide, one of the API reference, and the replays of an answer and of a Sudoku, in light and dark,
wide and narrow, as Chromium shows them: PNG files in build/screenshots. The site is built for it (extra: docs).
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from rich.progress import track

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "build" / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAGES = {"home": "", "guide": "json-schema/", "api": "reference/answers/", "benchmarks": "benchmarks/"}
SIZES = {"wide": "1280,1800", "narrow": "420,1800"}
SCHEMES = {"dark": 0, "light": 1}
"""What Blink calls the colour schemes that a reader may prefer."""

ANSWER = ("generate", "--schema", "examples.person:Person", "Ada Lovelace, 36, lives in London", "--save")
SUDOKU = ("--generate", "17", "--mode", "model+propagation", "--save")


def browser() -> str:
    """The path of a Chromium.

    Raises:
        SystemExit: there is none.
    """
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit(f"none of {', '.join(BROWSERS)} is installed: apt install chromium")
    return found


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served meanwhile."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def take(chromium: str, address: str, target: Path, size: str, scheme: int) -> None:
    """Puts a picture of a page into a file, of the moment after eight seconds of its own time."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={profile}", f"--window-size={size}", f"--blink-settings=preferredColorScheme={scheme}",
            "--virtual-time-budget=8000", f"--screenshot={target}", address,
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def main() -> None:
    chromium = browser()
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    site = TARGET / "site"
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(site)]
    subprocess.run(build, cwd=ROOT, check=True)
    answer, sudoku = site / "replay.html", site / "sudoku.html"
    subprocess.run([sys.executable, "-m", "constrained_diffusion.cli", *ANSWER, str(answer)], cwd=ROOT, check=True)
    subprocess.run([sys.executable, "examples/sudoku.py", *SUDOKU, str(sudoku)], cwd=ROOT, check=True)
    pages = PAGES | {"replay": "replay.html", "sudoku": "sudoku.html"}
    with served(site) as address:
        all_of_them = [(name, size, scheme) for name in pages for size in SIZES for scheme in SCHEMES]
        for name, size, scheme in track(all_of_them, "screenshots"):
            take(chromium, address + pages[name], TARGET / f"{name}-{size}-{scheme}.png", SIZES[size], SCHEMES[scheme])
    shutil.rmtree(site)
    print(f"{len(all_of_them)} pictures in {TARGET}")


if __name__ == "__main__":
    main()
