"""What a plugin touches of a server, looked up in the server's source; for versions that cannot run here.

A name that moved, or a parameter that is gone, is told by its place.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

Seams = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By file: functions and classes, with their parameters or fields."""
Written = Mapping[str, tuple[str, ...]]
"""By file: what stands there somewhere, attributes that are only assigned and calls that are relied upon."""


def missing(folder: Path, seams: Seams, written: Written) -> list[str]:
    """What of these the source of a package in the folder does not have."""
    found = []
    for file in sorted({*seams, *written}):
        path = folder / file
        if not path.exists():
            found.append(f"{file}: there is no such file")
            continue
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        for name, parameters in seams.get(file, {}).items():
            node = definition(tree, name)
            if node is None:
                found.append(f"{file}: there is no {name}")
                continue
            found += [f"{file}: {name} has no {one}" for one in parameters if one not in names_of(node)]
        found += [f"{file}: nowhere is {one}" for one in written.get(file, ()) if one not in text]
    return found


def definition(tree: ast.AST, name: str) -> ast.AST | None:
    """The function, class or assigned name, with a dot for what is inside a class."""
    first, _, rest = name.partition(".")
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.name == first:
            return definition(node, rest) if rest else node
        if isinstance(node, ast.Assign):
            targets = (one for target in node.targets for one in ast.walk(target))
            if first in {one.id for one in targets if isinstance(one, ast.Name)}:
                return node
    return None


def names_of(node: ast.AST) -> set[str]:
    """Parameters of a function, fields of a class."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return {one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
    return {
        one.target.id for one in ast.walk(node) if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    }
