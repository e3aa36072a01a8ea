"""What lark's messages about a grammar mean to the one who wrote it: what stands where it cannot, and what to write."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Sequence

from constrained_diffusion.shown import cut, path_shown, shown

_HINTS = {
    "'": "lark writes a text in double quotes",
    ";": "a rule ends with its line, without a semicolon",
    "<": "a rule is written name: ..., without angle brackets",
    "=": "a rule is written name: ...",
    "-": "a name is of letters, digits and _; a class of characters is a regex, /[a-z]/",
    "{": "a count is written ~2 or ~2..3",
    "}": "a count is written ~2 or ~2..3",
    "#": "a comment begins with //",
    ",": "what follows one another is written side by side, without commas",
}
"""By the character at which lark stops."""


def reason_of(message: str, line: str, column: int | None) -> tuple[str, str]:
    """What to say in place of the first line of a message about `column` (from 1) of a `line` of the grammar, and what
    would do there.
    """
    if found := re.fullmatch(r"(?:Rule|Terminal) '(\w+)' used but not defined(.*)", message, re.IGNORECASE):
        kind, example = ("terminal", "/[a-z]+/") if found[1].isupper() else ("rule", '"text" | other')
        return (
            f"the {kind} {shown(found[1])} is used but not defined{cut(found[2])}",
            f"add a line {cut(found[1])}: {example}",
        )
    if not message.startswith(("Unexpected input", "Unexpected token", "Unexpected colon")):
        return re.sub(r",? at line \d+ column \d+( in <string>)?:?\s*$", "", message), "correct it there"
    at = 0 if column is None else column - 1
    rest = line[at:].strip()
    if message.startswith("Unexpected colon") and not rest.startswith((":", "{")):
        return "a colon cannot stand here", "begin a rule on a line of its own"
    if not rest:
        return _of_an_end(line)
    if (at and line[at - 1].islower() and rest[0].isupper()) or (at and line[at - 1].isupper() and rest[0].islower()):
        return f"{rest[0]!r} cannot stand here", "write names of rules in small letters, of terminals in capitals"
    if rest[0] in '"/' and rest.count(rest[0]) % 2:
        return f"what {rest[0]!r} begins here is not closed in this line", f"close it with {rest[0]}"
    hint = _HINTS.get(rest[0], "leave it out, or put a text into double quotes")
    if rest.startswith(("::=", "->", ":=")):
        hint = "a rule is written name: ..."
    return f"{rest[0]!r} cannot stand here", hint


def _of_an_end(line: str) -> tuple[str, str]:
    """What is wrong with a line that lark finds to end too soon."""
    opened = next((bracket for bracket, close in ("()", "[]") if line.count(bracket) > line.count(close)), None)
    if opened is not None:
        return f"the line ends, and {opened!r} is not closed", "close it; a rule goes on over lines that begin with |"
    return "the line ends where something has to follow", "write it, or leave out what stands before it"


def why_unknown(given: str, names: Sequence[str]) -> tuple[str, str]:
    """Why a text is no grammar, neither the name of one that ships, nor a file, nor the text of one; and what is."""
    ship = f"one of those that ship ({', '.join(names)})"
    rules = 'rules, written name: "text" | other'
    if not given.strip():
        return "the grammar is empty", f"give {ship}, the path of a file, or {rules}"
    if os.path.isdir(given):  # false of what cannot be a path, where Path.is_dir raises
        return f"{path_shown(given)} is a folder, not a grammar", f"give a file in it, or {ship}"
    near = difflib.get_close_matches(given, names, 1)
    if near:
        return f"there is no grammar {path_shown(given)}", f"did you mean {shown(near[0])}?"
    if re.search(r"[\s\"'=|]", given):
        return f"there is no grammar {path_shown(given)}", f"give {ship}, the path of a file that is there, or {rules}"
    return f"there is no grammar {path_shown(given)}", f"give the path of a file that is there, or {ship}"
