"""What lark's messages about a grammar mean to the one who wrote it: what stands where it cannot, and what to write."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from pathlib import Path

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


def reason_of(message: str, line: str, column: int | None) -> str:
    """What to say in place of the first line of a message about `column` (from 1) of a `line` of the grammar."""
    if found := re.fullmatch(r"Rule '([A-Z_0-9]+)' used but not defined(.*)", message):
        return f"terminal {found[1]!r} used but not defined{found[2]}"
    if not message.startswith(("Unexpected input", "Unexpected token", "Unexpected colon")):
        return re.sub(r",? at line \d+ column \d+( in <string>)?:?\s*$", "", message)
    at = 0 if column is None else column - 1
    rest = line[at:].strip()
    if message.startswith("Unexpected colon") and not rest.startswith((":", "{")):
        return "unexpected colon: a rule begins on a line of its own"
    if not rest:
        return _of_an_end(line)
    if (at and line[at - 1].islower() and rest[0].isupper()) or (at and line[at - 1].isupper() and rest[0].islower()):
        return (
            f"{rest[0]!r} cannot stand here: the name of a rule is all of small letters, of a terminal all of capitals"
        )
    if rest[0] in '"/' and rest.count(rest[0]) % 2:
        return f"what {rest[0]!r} begins here is not closed in this line"
    hint = "; a rule is written name: ..." if rest.startswith(("::=", "->", ":=")) else ""
    if not hint and rest[0] in _HINTS:
        hint = f": {_HINTS[rest[0]]}"
    return f"{rest[0]!r} cannot stand here{hint}"


def _of_an_end(line: str) -> str:
    """What is wrong with a line that lark finds to end too soon."""
    opened = next((bracket for bracket, close in ("()", "[]") if line.count(bracket) > line.count(close)), None)
    if opened is not None:
        return f"the line ends, and {opened!r} is not closed (a rule goes on over lines that begin with |)"
    return "the line ends where something has to follow"


def why_unknown(given: str, names: Sequence[str]) -> str:
    """Why a text is no grammar: it is neither the name of one that ships, nor a file, nor the text of one."""
    if Path(given).is_dir():
        return f"{given!r} is a folder, not a grammar"
    near = difflib.get_close_matches(given, names, 1)
    if near:
        return f"there is no grammar {given!r}; did you mean {near[0]!r}?"
    said = f"there is no grammar {given!r}: neither a file nor one of those that ship ({', '.join(names)})"
    if re.search(r"[\s\"'=|]", given):
        said += '; the text of a grammar has rules, written name: "text" | other'
    return said
