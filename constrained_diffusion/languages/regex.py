r"""Regular expressions to IR.

The dialect is the common core of ECMAScript (unicode mode) and Python's `re`:

- literals, ``.`` (any character but line ends), classes ``[a-z]`` ``[^...]``, alternation, groups ``( )`` ``(?: )``
  ``(?<name> )`` ``(?P<name> )``, ``* + ? {m} {m,} {m,n}`` (a lazy quantifier reads as its greedy form: the language is
  the same), ``^`` and ``$`` at the ends of a branch;
- escapes ``\n \r \t \f \v \0 \xHH \uHHHH \u{H...} \UHHHHHHHH \cX``, ``\d \w \s \D \W \S``, and ``\p{..}``/``\P{..}``
  with a Unicode general category (``L``, ``Lu``, ``Letter``, ``Nd``, ...) or ``ASCII``/``Any``.

``\d`` and ``\w`` are ASCII and ``\s`` the white space that ECMAScript and Python agree on; their negations and ``.``
leave out what *either* counts in, so that a text of the language matches under both engines. A negative lookahead may
open the pattern, ``(?!(?:SELECT|FROM)\b)\w+``, its content ending in ``\b``, ``$`` or neither. Other lookaround,
backreferences, word boundaries, inline flags, possessive quantifiers and atomic groups are refused by name.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from constrained_diffusion.errors import InvalidRegex
from constrained_diffusion.languages.ir import (
    ANY_TEXT,
    EMPTY_TEXT,
    MAX_CODE_POINT,
    Characters,
    Choice,
    Except,
    Node,
    Ranges,
    Repeat,
    Sequence,
    complement,
    ranges_of,
)

MAX_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class _Anchor:
    symbol: str
    position: int


@dataclass(frozen=True, slots=True)
class _Concatenation:
    parts: tuple[_Tree, ...]


@dataclass(frozen=True, slots=True)
class _Alternation:
    options: tuple[_Tree, ...]


@dataclass(frozen=True, slots=True)
class _Quantified:
    item: _Tree
    least: int
    most: int | None


_Tree = _Anchor | _Concatenation | _Alternation | _Quantified | Characters


def full_match(pattern: str, *, ignore_case: bool = False, dot_all: bool = False) -> Node:
    """The texts that `pattern` matches from end to end.

    `ignore_case` and `dot_all` are the flags i and s.

    Raises:
        InvalidRegex: the pattern is malformed, or uses a construct outside the dialect.
    """
    parser = _Parser(pattern, ignore_case=ignore_case, dot_all=dot_all)
    forbidden = parser.opening_lookahead()
    if forbidden is None:
        return _language(parser, searching=False)
    return Except(_language(parser, searching=False), forbidden)


def search(pattern: str) -> Node:
    """The texts in which `pattern` matches somewhere (the meaning of ``pattern`` in JSON Schema).

    Raises:
        InvalidRegex: the pattern is malformed, or uses a construct outside the dialect.
    """
    return _language(_Parser(pattern), searching=True)


def _language(parser: _Parser, *, searching: bool) -> Node:
    branches, pattern = [], parser.pattern
    around = ANY_TEXT if searching else EMPTY_TEXT
    for parts in _branches(parser.parse(), pattern):
        start, end = 0, len(parts)
        while start < end and isinstance(head := parts[start], _Anchor) and head.symbol == "^":
            start += 1
        while end > start and isinstance(tail := parts[end - 1], _Anchor) and tail.symbol == "$":
            end -= 1
        body = [_node(part, pattern) for part in parts[start:end]]
        before = EMPTY_TEXT if start else around
        after = EMPTY_TEXT if end < len(parts) else around
        branches.append(Sequence((before, *body, after)))
    return Choice(tuple(branches))


def _branches(tree: _Tree, pattern: str) -> list[tuple[_Tree, ...]]:
    """The alternatives of `tree`, with groups that hold anchors at an end of a branch multiplied out."""
    if isinstance(tree, _Alternation):
        return [branch for option in tree.options for branch in _branches(option, pattern)]
    parts = tree.parts if isinstance(tree, _Concatenation) else (tree,)
    for index in {0, len(parts) - 1}:
        part = parts[index] if parts else None
        if isinstance(part, (_Alternation, _Concatenation)) and _first_anchor(part) is not None:
            whole = [(*parts[:index], *branch, *parts[index + 1 :]) for branch in _branches(part, pattern)]
            return [again for branch in whole for again in _branches(_Concatenation(branch), pattern)]
    return [parts]


def _first_anchor(tree: _Tree) -> _Anchor | None:
    match tree:
        case _Anchor():
            return tree
        case _Concatenation(parts) | _Alternation(parts):
            return next((found for part in parts if (found := _first_anchor(part)) is not None), None)
        case _Quantified(item):
            return _first_anchor(item)
        case _:
            return None


def _node(tree: _Tree, pattern: str) -> Node:
    match tree:
        case _Anchor(symbol, position):
            raise InvalidRegex(f"the anchor {symbol} is supported at the ends of a branch only", pattern, position)
        case _Concatenation(parts):
            return Sequence(tuple(_node(part, pattern) for part in parts))
        case _Alternation(options):
            return Choice(tuple(_node(option, pattern) for option in options))
        case _Quantified(item, least, most):
            return Repeat(_node(item, pattern), least, most)
        case Characters():
            return tree


_ECMA_SPACE = [(0x9, 0xD), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029),
               (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)]  # fmt: skip
_LINE_ENDS = ranges_of([(0xA, 0xA), (0xD, 0xD), (0x2028, 0x2029)])
_DIGIT = ranges_of([(0x30, 0x39)])
_WORD = ranges_of([(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])
_SPACE = ranges_of(_ECMA_SPACE)
_EITHER_SPACE = ranges_of([*_ECMA_SPACE, (0x1C, 0x1F), (0x85, 0x85), (0xFEFF, 0xFEFF)])
_CATEGORY_NAMES = {
    "Letter": "L", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt",
    "Modifier_Letter": "Lm",
    "Other_Letter": "Lo", "Mark": "M", "Number": "N", "Decimal_Number": "Nd", "Punctuation": "P", "Symbol": "S",
    "Separator": "Z", "Space_Separator": "Zs", "Other": "C", "Control": "Cc",
}  # fmt: skip


@lru_cache(maxsize=64)
def _category(name: str) -> Ranges | None:
    """The characters of a Unicode general category, e.g. "L" or "Nd"; None if there is no such category."""
    if name == "Any":
        return ranges_of([(0, MAX_CODE_POINT)])
    if name == "ASCII":
        return ranges_of([(0, 0x7F)])
    short = _CATEGORY_NAMES.get(name, name)
    found = ranges_of((c, c) for c in range(MAX_CODE_POINT + 1) if unicodedata.category(chr(c)).startswith(short))
    return found or None


@lru_cache(maxsize=1)
def _unicode_word() -> Ranges:
    """What Python's ``\\w`` matches in a str pattern, joined with the ASCII word characters."""
    return ranges_of((c, c) for c in range(MAX_CODE_POINT + 1) if chr(c).isalnum() or c == 0x5F)


def _shorthand(letter: str) -> Ranges:
    match letter:
        case "d":
            return _DIGIT
        case "w":
            return _WORD
        case "s":
            return _SPACE
        case "D":
            return complement(_category("Nd") or ())
        case "W":
            return complement(_unicode_word())
        case _:
            return complement(_EITHER_SPACE)


class _Parser:
    """Recursive descent over the pattern; `at` is the index of the next character."""

    def __init__(self, pattern: str, *, ignore_case: bool = False, dot_all: bool = False) -> None:
        self.pattern, self.at, self.ignore_case, self.dot_all = pattern, 0, ignore_case, dot_all

    def opening_lookahead(self) -> Node | None:
        """The texts that a negative lookahead at the start excludes, None where there is none."""
        if not self.take("(?!"):
            return None
        tree = self.alternation(ends_at_boundary=True)
        boundary, end = self.take("\\b"), self.take("$")
        if not self.take(")"):
            raise self.error(
                "a negative lookahead is supported at the start, of a plain pattern that may end in \\b or $", 0
            )
        excluded = _node(tree, self.pattern)
        if end:
            return excluded
        if boundary:
            rest = Sequence((Characters(complement(_WORD)), ANY_TEXT))
            return Sequence((excluded, Choice((EMPTY_TEXT, rest))))
        return Sequence((excluded, ANY_TEXT))

    def folded(self, ranges: Ranges) -> Ranges:
        """The characters, in either case where case is ignored."""
        if not self.ignore_case:
            return ranges
        pairs = list(ranges)
        for low, high in ranges:
            for code in range(low, min(high, 0x24F) + 1):
                pairs += [(ord(c), ord(c)) for c in (chr(code).lower(), chr(code).upper()) if len(c) == 1]
        return ranges_of(pairs)

    def error(self, reason: str, position: int | None = None) -> InvalidRegex:
        return InvalidRegex(reason, self.pattern, self.at if position is None else position)

    def peek(self) -> str:
        return self.pattern[self.at] if self.at < len(self.pattern) else ""

    def take(self, text: str) -> bool:
        if self.pattern.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def parse(self) -> _Tree:
        tree = self.alternation()
        if self.peek() == ")":
            raise self.error("a closing parenthesis without an opening one")
        return tree

    def alternation(self, *, ends_at_boundary: bool = False) -> _Tree:
        options = [self.concatenation(ends_at_boundary)]
        while self.take("|"):
            options.append(self.concatenation(ends_at_boundary))
        return options[0] if len(options) == 1 else _Alternation(tuple(options))

    def concatenation(self, ends_at_boundary: bool = False) -> _Tree:
        parts: list[_Tree] = []
        while self.peek() not in ("", "|", ")"):
            if ends_at_boundary and self.pattern.startswith(("\\b)", "$)"), self.at):
                break
            parts.append(self.quantified())
        return parts[0] if len(parts) == 1 else _Concatenation(tuple(parts))

    def quantified(self) -> _Tree:
        start = self.at
        item = self.atom()
        while (bounds := self.quantifier()) is not None:
            if isinstance(item, _Anchor):
                raise self.error("a quantifier needs something to repeat", start)
            if self.peek() == "+":
                raise self.error("possessive quantifiers are not supported")
            self.take("?")
            item = _Quantified(item, *bounds)
        return item

    def quantifier(self) -> tuple[int, int | None] | None:
        for symbol, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.take(symbol):
                return bounds
        start = self.at
        if not self.take("{"):
            return None
        least = self.number()
        most: int | None = least
        if self.take(","):
            most = self.number()
        if not self.take("}") or (least is None and most is None):
            self.at = start  # a brace that starts no count stands for itself
            return None
        if max(least or 0, most or 0) > MAX_COUNT:
            raise self.error(f"counts are supported up to {MAX_COUNT}", start)
        if most is not None and (least or 0) > most:
            raise self.error("the bounds of a count are in the wrong order", start)
        return least or 0, most

    def number(self) -> int | None:
        start = self.at
        while self.peek().isascii() and self.peek().isdigit():
            self.at += 1
        return int(self.pattern[start : self.at]) if self.at > start else None

    def atom(self) -> _Tree:
        start, symbol = self.at, self.peek()
        self.at += 1
        match symbol:
            case "(":
                return self.group(start)
            case "[":
                return Characters(self.character_class(start))
            case ".":
                return Characters(complement(() if self.dot_all else _LINE_ENDS))
            case "^" | "$":
                return _Anchor(symbol, start)
            case "*" | "+" | "?":
                raise self.error("a quantifier needs something to repeat", start)
            case "\\":
                if self.peek() and self.peek() in "AZz":
                    self.at += 1
                    return _Anchor("^" if self.pattern[self.at - 1] == "A" else "$", start)
                return Characters(self.folded(self.escape(start, in_class=False)))
            case _:
                return Characters(self.folded(((ord(symbol), ord(symbol)),)))

    def group(self, start: int) -> _Tree:
        if self.take("?"):
            for opening, name in (
                ("=", "lookahead"), ("!", "negative lookahead"), ("<=", "lookbehind"), ("<!", "negative lookbehind"),
                ("P=", "backreferences"), ("P>", "recursion"), ("R", "recursion"), (">", "atomic groups"),
                ("(", "conditional groups"), ("#", "comments"), ("|", "branch reset"),
            ):  # fmt: skip
                if self.pattern.startswith(opening, self.at):
                    raise self.error(f"{name} is not supported", start)
            if self.take("P<") or self.take("<"):
                end = self.pattern.find(">", self.at)
                if end < 0 or not self.pattern[self.at : end].isidentifier():
                    raise self.error("a group name is malformed")
                self.at = end + 1
            elif not self.take(":"):
                raise self.error("inline flags are not supported", start)
        tree = self.alternation()
        if not self.take(")"):
            raise self.error("a group is not closed", start)
        return tree

    def character_class(self, start: int) -> Ranges:
        negated = self.take("^")
        members: list[tuple[int, int]] = []
        first = True
        while first or self.peek() != "]":
            if not self.peek():
                raise self.error("a character class is not closed", start)
            if first and self.peek() == "]" and "]" not in self.pattern[self.at + 1 :]:
                break  # ECMAScript's empty class; elsewhere a leading bracket stands for itself
            first = False
            low = self.member()
            if self.pattern.startswith("-", self.at) and not self.pattern.startswith("-]", self.at):
                dash = self.at
                self.at += 1
                high = self.member()
                if not (_single(low) and _single(high)):  # a dash beside a shorthand stands for itself
                    members += [*low, (0x2D, 0x2D), *high]
                elif low[0][0] > high[0][0]:
                    raise self.error("a character range is in the wrong order", dash)
                else:
                    members.append((low[0][0], high[0][0]))
            else:
                members += low
        self.at += 1
        found = self.folded(ranges_of(members))
        return complement(found) if negated else found

    def member(self) -> Ranges:
        start, symbol = self.at, self.peek()
        if not symbol:
            raise self.error("a character class is not closed")
        self.at += 1
        if symbol == "\\":
            return self.escape(start, in_class=True)
        return ((ord(symbol), ord(symbol)),)

    def escape(self, start: int, *, in_class: bool) -> Ranges:
        letter = self.peek()
        if not letter:
            raise self.error("the pattern ends in a backslash", start)
        self.at += 1
        if letter in "dwsDWS":
            return _shorthand(letter)
        if letter in "pP":
            return self.property(start, negated=letter == "P")
        if letter in "bB" and not in_class:
            raise self.error("word boundaries are not supported", start)
        if letter in "123456789" or letter == "k":
            raise self.error("backreferences are not supported", start)
        simple = {"n": 0xA, "r": 0xD, "t": 0x9, "f": 0xC, "v": 0xB, "0": 0, "b": 0x8, "a": 0x7}
        if letter in simple:
            return ((simple[letter], simple[letter]),)
        if letter == "c" and self.peek().isascii() and self.peek().isalpha():
            self.at += 1
            return ((ord(self.pattern[self.at - 1]) % 32,) * 2,)
        if letter in "xuU":
            return self.code_point(start, letter)
        if letter.isascii() and letter.isalnum():
            raise self.error(f"the escape \\{letter} is not known", start)
        return ((ord(letter), ord(letter)),)

    def code_point(self, start: int, letter: str) -> Ranges:
        if letter == "u" and self.take("{"):
            end = self.pattern.find("}", self.at)
            digits, self.at = self.pattern[self.at : end], end + 1
        else:
            digits = self.pattern[self.at : self.at + {"x": 2, "u": 4, "U": 8}[letter]]
            self.at += len(digits)
            if len(digits) < {"x": 2, "u": 4, "U": 8}[letter]:
                raise self.error("a numeric escape is too short", start)
        try:
            value = int(digits, 16)
        except ValueError:
            raise self.error("a numeric escape is malformed", start) from None
        if letter == "u" and 0xD800 <= value < 0xDC00 and self.pattern.startswith("\\u", self.at):
            low = int(self.pattern[self.at + 2 : self.at + 6] or "0", 16)
            if 0xDC00 <= low < 0xE000:
                self.at += 6
                value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00)
        if value > MAX_CODE_POINT or 0xD800 <= value <= 0xDFFF:
            raise self.error("a numeric escape stands for no character", start)
        return ((value, value),)

    def property(self, start: int, *, negated: bool) -> Ranges:
        if self.take("{"):
            end = self.pattern.find("}", self.at)
            if end < 0:
                raise self.error("a Unicode property is not closed", start)
            name, self.at = self.pattern[self.at : end], end + 1
        else:
            name, self.at = self.peek(), self.at + 1
        found = _category(name.removeprefix("gc=").removeprefix("General_Category="))
        if found is None:
            raise self.error(f"the Unicode property {name} is not supported (general categories are)", start)
        return complement(found) if negated else found


def _single(ranges: Ranges) -> bool:
    return len(ranges) == 1 and ranges[0][0] == ranges[0][1]
