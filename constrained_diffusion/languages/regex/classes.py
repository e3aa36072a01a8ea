"""Sets of characters as Python's `re` and ECMAScript's unicode mode read them, and what is taken of the two readings.

The complement of a narrower set is a wider one: a set is built under each reading to its end, negation and case
included, and only then are the two readings put together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from constrained_diffusion.languages.ir import MAX_CODE_POINT, SURROGATES, Ranges, complement, ranges_of
from constrained_diffusion.languages.regex.folding import folded_by_ecmascript, folded_by_python


@dataclass(frozen=True, slots=True)
class CharacterSet:
    """A set of characters, as either engine reads it.

    Attributes:
        python: what it is to Python's `re`, in str patterns.
        ecmascript: what it is to ECMAScript, with the flag u.
        literal: the part of `python` that case folding applies to: `re` folds characters and ranges, not shorthands.
    """

    python: Ranges
    ecmascript: Ranges
    literal: Ranges = ()

    def complement(self) -> CharacterSet:
        """All other characters."""
        return CharacterSet(complement(self.python), complement(self.ecmascript))

    def folded(self) -> CharacterSet:
        """In any case."""
        python = ranges_of([*self.python, *folded_by_python(self.literal)]) if self.literal else self.python
        return CharacterSet(python, folded_by_ecmascript(self.ecmascript))

    def narrow(self) -> Ranges:
        """What it is to both engines."""
        if self.python == self.ecmascript:
            return self.python
        return complement(ranges_of([*complement(self.python), *complement(self.ecmascript)]))

    def wide(self) -> Ranges:
        """What it is to one of the engines at least."""
        return self.python if self.python == self.ecmascript else ranges_of([*self.python, *self.ecmascript])


def literal(low: int, high: int | None = None) -> CharacterSet:
    """One character, or those of a range."""
    ranges = ranges_of([(low, low if high is None else high)])
    return CharacterSet(ranges, ranges, ranges)


def union(sets: Iterable[CharacterSet]) -> CharacterSet:
    """The characters of any of the sets."""
    python: list[tuple[int, int]] = []
    ecmascript: list[tuple[int, int]] = []
    literals: list[tuple[int, int]] = []
    for one in sets:
        python += one.python
        ecmascript += one.ecmascript
        literals += one.literal
    return CharacterSet(ranges_of(python), ranges_of(ecmascript), ranges_of(literals))


_ECMASCRIPT_SPACE = ranges_of(
    [(0x9, 0xD), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
     (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)]
)  # fmt: skip
_LINE_FEED = ranges_of([(0xA, 0xA)])
_ASCII_DIGIT = ranges_of([(0x30, 0x39)])
_ASCII_WORD = ranges_of([(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])

LINE_ENDS = CharacterSet(_LINE_FEED, ranges_of([(0xA, 0xA), (0xD, 0xD), (0x2028, 0x2029)]))
EVERYTHING = literal(0, MAX_CODE_POINT)


@lru_cache(maxsize=16)
def shorthand(letter: str, ignore_case: bool) -> CharacterSet:
    """What one of ``\\d \\w \\s \\D \\W \\S`` matches.

    To ECMAScript the long s and the Kelvin sign are word characters where case is ignored.
    """
    match letter.lower():
        case "d":
            found = CharacterSet(_read_by_re(r"\d+"), _ASCII_DIGIT)
        case "w":
            found = CharacterSet(_read_by_re(r"\w+"), folded_by_ecmascript(_ASCII_WORD) if ignore_case else _ASCII_WORD)
        case _:
            found = CharacterSet(_read_by_re(r"\s+"), _ECMASCRIPT_SPACE)
    return found.complement() if letter.isupper() else found


CATEGORIES = {
    "Letter": "L", "Cased_Letter": "LC", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt",
    "Modifier_Letter": "Lm", "Other_Letter": "Lo",
    "Mark": "M", "Combining_Mark": "M", "Nonspacing_Mark": "Mn", "Spacing_Mark": "Mc", "Enclosing_Mark": "Me",
    "Number": "N", "Decimal_Number": "Nd", "digit": "Nd", "Letter_Number": "Nl", "Other_Number": "No",
    "Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps",
    "Close_Punctuation": "Pe", "Initial_Punctuation": "Pi", "Final_Punctuation": "Pf", "Other_Punctuation": "Po",
    "Symbol": "S", "Math_Symbol": "Sm", "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk", "Other_Symbol": "So",
    "Separator": "Z", "Space_Separator": "Zs", "Line_Separator": "Zl", "Paragraph_Separator": "Zp",
    "Other": "C", "Control": "Cc", "cntrl": "Cc", "Format": "Cf", "Surrogate": "Cs", "Private_Use": "Co",
    "Unassigned": "Cn",
}  # fmt: skip
"""The general categories by their long names (PropertyValueAliases.txt)."""


def category(name: str) -> Ranges | None:
    """The characters of a Unicode general category, e.g. "L" or "Letter"; None if there is no such category."""
    if name == "Any":
        return EVERYTHING.python
    if name == "ASCII":
        return ranges_of([(0, 0x7F)])
    if name == "Assigned":
        return complement(_categories()["Cn"])
    short = CATEGORIES.get(name, name)
    if short not in CATEGORIES.values():
        return None
    kinds = ("Lu", "Ll", "Lt") if short == "LC" else (short,)
    return ranges_of(pair for kind, pairs in _categories().items() if kind.startswith(kinds) for pair in pairs)


@lru_cache(maxsize=1)
def _categories() -> dict[str, Ranges]:
    """The two-letter categories."""
    runs: dict[str, list[tuple[int, int]]] = {}
    start, kind = 0, unicodedata.category("\0")
    kinds = map(unicodedata.category, map(chr, range(MAX_CODE_POINT + 1)))
    for code, here in enumerate(kinds):
        if here != kind:
            runs.setdefault(kind, []).append((start, code - 1))
            start, kind = code, here
    runs.setdefault(kind, []).append((start, MAX_CODE_POINT))
    return {name: ranges_of(pairs) for name, pairs in runs.items()}


@lru_cache(maxsize=8)
def _read_by_re(runs: str) -> Ranges:
    """The characters of which a pattern matches runs, as `re` itself reads it."""
    pairs = []
    for first, last in ((0, SURROGATES[0] - 1), (SURROGATES[1] + 1, MAX_CODE_POINT)):
        text = np.arange(first, last + 1).astype("<u4").tobytes().decode("utf-32-le")
        pairs += [(first + found.start(), first + found.end() - 1) for found in re.finditer(runs, text)]
    return ranges_of(pairs)
