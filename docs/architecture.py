"""Reads the package's imports and draws them: ``python docs/architecture.py`` writes docs/figures/architecture.svg.

The lowest layer may serve everything; no arrows are drawn to it.

Every import counts, those inside functions and those for types alone included. The test of the architecture uses the
same reading: no circle, and no import that runs upward through `LAYERS`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = "constrained_diffusion"
FIGURE = ROOT / "docs" / "figures" / "architecture.svg"

LAYERS = (
    ("cli", "serving"),
    ("viewers", "api"),
    ("sampling",),
    ("models",),
    ("puzzles",),
    ("inference",),
    ("automata",),
    ("languages", "vocabulary"),
    ("grammars", "errors", "checked", "files", "memory", "jit", "linking", "shown", "stackless", "threads"),
)
"""Rooms from the top down; each may import what stands below it, and itself; those of the lowest row one another."""

INNER_LAYERS = {
    "automata": (
        ("compile",), ("tokens",), ("stack",), ("bytes",), ("graphs", "interning", "paths", "tables", "work"),
    ),
    "inference": (
        ("refinement", "positionwise"), ("batches",), ("automaton_constraint",), ("composition",), ("joint",),
        ("rows",), ("passes", "machines", "hedging"), ("kernels",), ("constraint", "resampling", "semirings"),
    ),
}  # fmt: skip
"""The same within two rooms that have floors of their own."""

WHAT = {
    "cli": "the command",
    "serving": "plugins of inference servers",
    "viewers": "a canvas coming into focus",
    "api": "generate, infill, edit, compile_constraint",
    "sampling": "steps, strategies, canvas after canvas",
    "models": "Denoiser and its adapters",
    "puzzles": "relations between cells",
    "inference": "masks, marginals, best, samples",
    "automata": "over bytes, with a stack, over tokens",
    "languages": "front ends, and what is wanted",
    "vocabulary": "tokens and their bytes",
}


def modules() -> dict[str, Path]:
    """The modules of the package and their files; `grammars` lies at the top of the repository."""
    found = {}
    for folder, name in ((ROOT / PACKAGE, PACKAGE), (ROOT / "grammars", f"{PACKAGE}.grammars")):
        for path in sorted(folder.rglob("*.py")):
            parts = (name, *path.relative_to(folder).with_suffix("").parts)
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports() -> dict[str, set[str]]:
    """For every module those of the package that it imports, anywhere in its text."""
    files = modules()
    return {module: set(_imported(path, files)) - {module} for module, path in files.items()}


def _imported(path: Path, known: dict[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in known else node.module for name in inner]
        else:
            continue
        yield from (name for name in names if name in known)


def room(module: str, depth: int = 1) -> str:
    """The part of the package that a module belongs to; the package's own names are in no room."""
    parts = module.split(".")
    return parts[depth] if len(parts) > depth else ""


def between_rooms() -> set[tuple[str, str]]:
    """Pairs of rooms of which the first imports the second."""
    return {
        (room(module), room(other))
        for module, others in imports().items()
        for other in others
        if room(module) and room(other) and room(module) != room(other)
    }


def direct(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Without the pairs that others imply by way of a third room."""
    reach: dict[str, set[str]] = {}

    def reached(start: str) -> set[str]:
        if start not in reach:
            following = {other for one, other in pairs if one == start}
            reach[start] = following.union(*map(reached, following)) if following else set()
        return reach[start]

    return {
        (one, other)
        for one, other in pairs
        if not any((one, between) in pairs and other in reached(between) for _, between in pairs)
    }


def drawing() -> str:
    """The picture: a box a room, an arrow from each to what it imports directly."""
    width, height, gap = 720, 46, 34
    place: dict[str, tuple[float, float, float]] = {}
    boxes = []
    for row, names in enumerate(LAYERS):
        between = 12 if len(names) < 10 else 4
        wide = (width - between * (len(names) - 1)) / len(names) if len(names) > 1 else 420
        left = 0.0 if len(names) > 1 else (width - wide) / 2
        for column, name in enumerate(names):
            x, y = left + column * (wide + between), row * (height + gap)
            place[name] = (x + wide / 2, y, wide)
            what = WHAT.get(name, "")
            boxes.append(
                f'<rect x="{x:.0f}" y="{y}" width="{wide:.0f}" height="{height}" rx="6"/>'
                f'<text class="name" x="{x + wide / 2:.0f}" y="{y + (19 if what else 28)}">{escape(name)}</text>'
                + (f'<text x="{x + wide / 2:.0f}" y="{y + 36}">{escape(what)}</text>' if what else "")
            )
    arrows = []
    pairs = {(one, other) for one, other in between_rooms() if other not in LAYERS[-1]}
    for one, other in sorted(direct(pairs)):
        (x, y, wide), (u, v, other_wide) = place[one], place[other]
        start = min(max(u, x - wide / 2 + 20), x + wide / 2 - 20)
        end = min(max(start, u - other_wide / 2 + 20), u + other_wide / 2 - 20)
        arrows.append(f'<path d="M{start:.0f} {y + height} L{end:.0f} {v - 3}" marker-end="url(#tip)"/>')
    tall = len(LAYERS) * (height + gap) - gap
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 {width + 20} {tall + 20}" '
        'font-family="system-ui, sans-serif" font-size="12" text-anchor="middle">\n'
        "<style>rect{fill:#eef3fb;stroke:#4a6fa5}.name{font-weight:600;font-size:14px}text{fill:#1b2a41}"
        "path{stroke:#7a8aa0;fill:none}@media(prefers-color-scheme:dark){rect{fill:#1d2a3d;stroke:#7fa3d8}"
        "text{fill:#e6edf7}path{stroke:#8fa0b8}}</style>\n"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z" style="fill:#7a8aa0;stroke:none"/></marker></defs>\n'
        + "\n".join([*arrows, *boxes])
        + "\n</svg>\n"
    )


if __name__ == "__main__":
    FIGURE.write_text(drawing(), "utf-8")
    print(f"{FIGURE.relative_to(ROOT)}: {len(modules())} modules, {len(between_rooms())} pairs of rooms")
