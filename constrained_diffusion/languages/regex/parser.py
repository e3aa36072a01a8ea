"""A pattern to a tree of the intermediate representation, in which assertions are marks.

Groups are kept on a stack, so that patterns may nest as deep as `MAX_DEPTH`. Sets of characters are what both engines
read in them, or, below an odd number of negative lookarounds, what either does: what is excluded is excluded whole.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import Enum

from constrained_diffusion.errors import InvalidRegex
from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    MARKS,
    MAX_CODE_POINT,
    Characters,
    Choice,
    Mark,
    Node,
    Repeat,
    Sequence,
)
from constrained_diffusion.languages.regex.assertions import Assertions, TooManyAssertions
from constrained_diffusion.languages.regex.classes import (
    EVERYTHING,
    LINE_ENDS,
    CharacterSet,
    category,
    literal,
    shorthand,
    union,
)

MAX_COUNT = 100_000
MAX_DEPTH = 2_000


class Dialect(Enum):
    """How a pattern is read.

    `COMMON` is read by Python's `re` and by ECMAScript in unicode mode, `ECMASCRIPT` is the same without what only
    Python writes; a text matches if it does under both engines. `PYTHON` is Python's `re`, str patterns.
    """

    COMMON = "common"
    ECMASCRIPT = "ecmascript"
    PYTHON = "python"


@dataclass(frozen=True, slots=True)
class Flags:
    """The flags i, m and s."""

    ignore_case: bool = False
    multi_line: bool = False
    dot_all: bool = False

    def changed(self, letters: str, value: bool) -> Flags:
        """With those of the letters on or off."""
        return Flags(
            value if "i" in letters else self.ignore_case,
            value if "m" in letters else self.multi_line,
            value if "s" in letters else self.dot_all,
        )


@dataclass(slots=True)
class _Group:
    """A group that is open: what has been read of it, and what is to be gone back to when it closes."""

    start: int
    outer: Flags
    look: str = ""
    options: list[Node] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)
    marks: set[int] = field(default_factory=set)

    def next_option(self) -> None:
        """Ends the alternative that is being read."""
        parts = self.parts
        self.options.append(parts[0] if len(parts) == 1 else Sequence(tuple(parts)) if parts else EMPTY_TEXT)
        self.parts = []

    def tree(self) -> Node:
        """What has been read."""
        self.next_option()
        return self.options[0] if len(self.options) == 1 else Choice(tuple(self.options))


_BACKREFERENCES = (
    "backreferences are not supported",
    "where the group has few texts write out every repetition: aa|bb for (a|b)\\1",
)
_RECURSION = ("recursion is not supported", "write a grammar")
_UNSUPPORTED = (
    ("P=", _BACKREFERENCES), ("P>", _RECURSION), ("R", _RECURSION),
    (">", ("atomic groups are not supported", "write (?:...)")),
    ("(", ("conditional groups are not supported", "write both cases: a|b")),
    ("#", ("comments are not supported", "leave them out")),
    ("|", ("branch reset is not supported", "write (?:...)")),
)  # fmt: skip
_LOOKAROUND = ("<=", "<!", "=", "!")
_ENDS_OF_ATOM = frozenset("|)*+?{")


class Parser:
    """Reads a pattern from left to right; `at` is the index of the next character.

    Attributes:
        assertions: those of the pattern.
        opening: how many characters are taken up by lookaheads that open the pattern.
        elsewhere: where the first assertion stands that is not inside these, None where there is none.
    """

    def __init__(self, pattern: str, dialect: Dialect, flags: Flags, negations: int = 0) -> None:
        """`negations` is the number of those that the pattern stands under: its texts are left out if it is odd."""
        self.pattern, self.dialect, self.flags = pattern, dialect, flags
        self.at, self.negations, self.looking = 0, negations, 0
        self.assertions = Assertions()
        self.opening = 0
        self.elsewhere: int | None = None

    def parse(self) -> tuple[Node, set[int]]:
        """The tree, and the numbers of its marks; those inside lookaround are not among them.

        Raises:
            InvalidRegex: the pattern is malformed, or uses a construct outside the dialect.
        """
        self._global_flags()
        self.opening = self.at
        stack = [_Group(0, self.flags)]
        pattern = self.pattern
        while self.at < len(pattern):
            start, symbol = self.at, pattern[self.at]
            if symbol == "|":
                self.at += 1
                stack[-1].next_option()
                continue
            if symbol == "(":
                if len(stack) > MAX_DEPTH:
                    raise self.error(f"groups are supported up to {MAX_DEPTH} deep", "nest them less")
                self.at += 1
                stack.append(self._open(start))
                continue
            self.at += 1
            if symbol == ")":
                if len(stack) == 1:
                    raise self.error(
                        "a closing parenthesis without an opening one", "open it, or write \\) for the character", start
                    )
                group = stack.pop()
                item, start = self._close(group, stack[-1]), group.start
                repeatable = not group.look
            else:
                item = self._atom(symbol, start, stack[-1])
                repeatable = not isinstance(item, Mark)
            stack[-1].parts.append(self._quantified(item, start, repeatable))
        if len(stack) > 1:
            raise self.error(
                "a group is not closed", "close it with ), or write \\( for the character", stack[-1].start
            )
        return stack[0].tree(), stack[0].marks

    def error(self, reason: str, remedy: str, position: int | None = None) -> InvalidRegex:
        """The error of something that stands there, and what to write in its place."""
        return InvalidRegex(reason, self.pattern, self.at if position is None else position, remedy)

    @property
    def _wide(self) -> bool:
        return self.negations % 2 == 1

    def _peek(self) -> str:
        return self.pattern[self.at] if self.at < len(self.pattern) else ""

    def _take(self, text: str) -> bool:
        if self.pattern.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def _only(self, allowed: tuple[Dialect, ...], what: str, rewrite: str, start: int) -> None:
        """Refuses what the dialect does not have, or reads in two ways."""
        if self.dialect not in allowed:
            raise self.error(f"{what} is not supported here", f"write {rewrite}", start)

    # --- groups

    def _global_flags(self) -> None:
        """``(?ims)``, which Python has at the start of a pattern."""
        end = self.pattern.find(")")
        letters = self.pattern[2:end]
        if self.pattern.startswith("(?") and letters.isalpha() and letters.isascii() and letters.islower():
            self._only((Dialect.COMMON, Dialect.PYTHON), "a flag for the whole pattern", f"(?{letters}:...)", 0)
            self._check_flags(letters, 0)
            self.flags = self.flags.changed(letters, True)
            self.at = end + 1

    def _check_flags(self, letters: str, start: int) -> None:
        for letter in letters:
            if letter not in "ims":
                raise self.error(f"the flag {letter} is not supported", "leave it out; i, m and s are", start)

    def _open(self, start: int) -> _Group:
        group = _Group(start, self.flags)
        if not self._take("?"):
            return group
        for opening, told in _UNSUPPORTED:
            if self.pattern.startswith(opening, self.at):
                raise self.error(*told, start)
        for look in _LOOKAROUND:
            if self._take(look):
                group.look = look
                self.negations += look.endswith("!")
                self.looking += 1
                return group
        named = self._take("P<") or self._take("<")
        if named:
            if self.pattern[self.at - 2] == "?":
                self._only((Dialect.COMMON, Dialect.ECMASCRIPT), "(?<name>...)", "(?P<name>...)", start)
            end = self.pattern.find(">", self.at)
            if end < 0 or not self.pattern[self.at : end].isidentifier():
                raise self.error("a group name is malformed", "write (?P<name>...) or (...)")
            self.at = end + 1
        elif not self._take(":"):
            self._scoped_flags(start)
        return group

    def _scoped_flags(self, start: int) -> None:
        end = self.at
        while end < len(self.pattern) and (self.pattern[end].isalpha() or self.pattern[end] == "-"):
            end += 1
        on, minus, off = self.pattern[self.at : end].partition("-")
        if self.pattern[end : end + 1] == ")":
            self._check_flags(on + off, start)
            raise self.error(
                "flags for the rest of the pattern are supported at its start only", "write (?i:...)", start
            )
        if self.pattern[end : end + 1] != ":" or "-" in off or (minus and not off) or not on + off:
            raise self.error("a group is malformed: it opens with ?", "write (?:...), or \\? for the character", start)
        self._check_flags(on + off, start)
        if len(set(on + off)) < len(on + off):
            raise self.error("a flag is given twice", "give it once", start)
        self.flags = self.flags.changed(on, True).changed(off, False)
        self.at = end + 1

    def _close(self, group: _Group, outer: _Group) -> Node:
        self.flags = group.outer
        tree = group.tree()
        if not group.look:
            outer.marks |= group.marks
            return tree
        negative, behind = group.look.endswith("!"), group.look.startswith("<")
        self.negations -= negative
        self.looking -= 1
        if group.start == self.opening and not behind and not outer.start:
            self.opening = self.at
        else:
            self._note(group.start)
        try:
            mark = self.assertions.lookaround(tree, group.marks, behind=behind, negative=negative)
        except TooManyAssertions:
            raise self._too_many(group.start) from None
        outer.marks.add(mark.number)
        return mark

    def _too_many(self, start: int) -> InvalidRegex:
        return self.error(
            f"at most {MARKS} different assertions (anchors, boundaries, lookaround) are supported",
            "leave some out",
            start,
        )

    def _note(self, start: int) -> None:
        if self.looking == 0 and self.elsewhere is None:
            self.elsewhere = start

    # --- quantifiers

    def _quantified(self, item: Node, start: int, repeatable: bool) -> Node:
        if self._peek() not in _ENDS_OF_ATOM:
            return item
        bounds = self._quantifier()
        if bounds is None:
            return item
        if not repeatable:
            raise self.error(
                "a quantifier needs something to repeat; anchors and lookaround are nothing", "leave it out", start
            )
        if self._peek() == "+":
            raise self.error("possessive quantifiers are not supported", "leave out this +")
        self._take("?")
        again = self.at
        if self._peek() and self._peek() in "*+?{" and self._quantifier() is not None:
            raise self.error("a quantifier follows a quantifier", "put what is repeated into a group", again)
        return Repeat(item, *bounds)

    def _quantifier(self) -> tuple[int, int | None] | None:
        for symbol, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(symbol):
                return bounds
        start = self.at
        if not self._take("{"):
            return None
        least = self._number()
        most: int | None = least
        comma = self._take(",")
        if comma:
            most = self._number()
        if not self._take("}") or not (comma or least is not None):
            self.at = start  # a brace that starts no count stands for itself
            return None
        if least is None:
            self._only((Dialect.PYTHON,), "a count without a lower bound", "{0,n}", start)
        if max(least or 0, most or 0) > MAX_COUNT:
            raise self.error(f"counts are supported up to {MAX_COUNT}", "ask for fewer", start)
        if most is not None and (least or 0) > most:
            raise self.error("the bounds of a count are in the wrong order", "write the smaller one first", start)
        return least or 0, most

    def _number(self) -> int | None:
        start = self.at
        while self._peek().isascii() and self._peek().isdigit():
            self.at += 1
        digits = self.pattern[start : self.at].lstrip("0")[: len(str(MAX_COUNT)) + 1]
        return int(digits or "0") if self.at > start else None

    # --- atoms

    def _atom(self, symbol: str, start: int, group: _Group) -> Node:
        match symbol:
            case "[":
                return self._characters(self._class(start))
            case ".":
                return self._characters(EVERYTHING if self.flags.dot_all else LINE_ENDS.complement())
            case "^" | "$":
                return self._assertion(symbol, start, group)
            case "*" | "+" | "?":
                raise self.error("a quantifier needs something to repeat", f"write \\{symbol} for the character", start)
            case "{":
                self.at = start
                if self._quantifier() is not None:
                    raise self.error(
                        "a quantifier needs something to repeat", f"write \\{symbol} for the character", start
                    )
                self.at = start + 1
                return self._characters(literal(ord(symbol)))
            case "\\":
                letter = self._peek()
                if letter and letter in "AZzbB":
                    self.at += 1
                    if letter == "z":
                        raise self.error("\\z is not supported", "write \\Z", start)
                    if letter in "AZ":
                        self._only(
                            (Dialect.COMMON, Dialect.PYTHON), f"\\{letter}", "^" if letter == "A" else "$", start
                        )
                    return self._assertion(letter, start, group)
                return self._characters(self._folded(self._escape(start, in_class=False)))
            case _:
                return self._characters(self._folded(literal(ord(symbol))))

    def _folded(self, found: CharacterSet) -> CharacterSet:
        return found.folded() if self.flags.ignore_case else found

    def _characters(self, found: CharacterSet) -> Node:
        if self.dialect is Dialect.PYTHON:
            return Characters(found.python)
        return Characters(found.wide() if self._wide else found.narrow())

    def _assertion(self, symbol: str, start: int, group: _Group) -> Node:
        self._note(start)
        assertions, python = self.assertions, self.dialect is Dialect.PYTHON
        try:
            if symbol in "bB":
                mark = assertions.boundary(
                    symbol, python=True, ecmascript=not python, wide=self._wide, ignore_case=self.flags.ignore_case
                )
            elif symbol == "^" and self.flags.multi_line:
                mark = assertions.line_start(wide=not python and self._wide)
            elif symbol == "$" and self.flags.multi_line:
                mark = assertions.line_end(wide=not python and self._wide)
            elif symbol in "^A":
                mark = assertions.start()
            elif symbol == "$" and (python or self._wide):
                mark = assertions.end_or_last_line_end()
            else:
                mark = assertions.end()
        except TooManyAssertions:
            raise self._too_many(start) from None
        group.marks.add(mark.number)
        return mark

    # --- sets of characters

    def _class(self, start: int) -> CharacterSet:
        negated = self._take("^")
        members: list[CharacterSet] = []
        if self._peek() == "]":
            self._only(
                (Dialect.PYTHON,),
                "a class that begins with a closing bracket",
                "\\] for a bracket, [\\s\\S] for any",
                start,
            )
        first = True
        while first or self._peek() != "]":
            if not self._peek():
                raise self.error(
                    "a character class is not closed", "close it with ], or write \\[ for the character", start
                )
            first = False
            if self.pattern.startswith("[:", self.at) and self.pattern.find(":]", self.at + 2) > 0:
                raise self.error("POSIX classes are not supported", "write the characters, or \\p{...}")
            low = self._member()
            if self.pattern.startswith("-", self.at) and not self.pattern.startswith("-]", self.at):
                dash = self.at
                self.at += 1
                high = self._member()
                if not (_single(low) and _single(high)):
                    raise self.error("a range needs a character at either end", "for a dash, write \\-", dash)
                if low.python[0][0] > high.python[0][0]:
                    raise self.error("a character range is in the wrong order", "write the smaller one first", dash)
                members.append(literal(low.python[0][0], high.python[0][0]))
            else:
                members.append(low)
        self.at += 1
        found = self._folded(union(members))
        return found.complement() if negated else found

    def _member(self) -> CharacterSet:
        start, symbol = self.at, self._peek()
        if not symbol:
            raise self.error("a character class is not closed", "close it with ]")
        self.at += 1
        return self._escape(start, in_class=True) if symbol == "\\" else literal(ord(symbol))

    def _escape(self, start: int, *, in_class: bool) -> CharacterSet:
        letter = self._peek()
        if not letter:
            raise self.error("the pattern ends in a backslash", "write \\\\ for the character", start)
        self.at += 1
        if letter in "dwsDWS":
            return shorthand(letter, self.flags.ignore_case)
        if letter in "pP":
            return self._property(start, negated=letter == "P")
        if letter.isascii() and letter.isdigit():
            return self._octal(start, letter, in_class)
        if letter == "k":
            raise self.error(*_BACKREFERENCES, start)
        if letter == "a":
            self._only((Dialect.PYTHON,), "\\a", "\\x07", start)
        simple = {"n": 0xA, "r": 0xD, "t": 0x9, "f": 0xC, "v": 0xB, "b": 0x8, "a": 0x7}
        if letter in simple:
            return literal(simple[letter])
        if letter == "c" and self._peek().isascii() and self._peek().isalpha():
            self._only((Dialect.COMMON, Dialect.ECMASCRIPT), "\\c", "\\xHH", start)
            self.at += 1
            return literal(ord(self.pattern[self.at - 1]) % 32)
        if letter in "xuU":
            return self._code_point(start, letter)
        if letter == "N" and self._peek() == "{":
            return self._named(start)
        if letter.isascii() and letter.isalnum():
            raise self.error(
                f"the escape \\{letter} is not known",
                f"write {letter}, or \\\\{letter} for a backslash before it",
                start,
            )
        return literal(ord(letter))

    def _octal(self, start: int, letter: str, in_class: bool) -> CharacterSet:
        """``\\0``, and Python's octal numbers; all else that begins with a digit is a backreference."""
        digits = letter
        while len(digits) < 3 and self._peek() and self._peek() in "01234567":
            digits += self._peek()
            self.at += 1
        if letter == "0":
            if self.dialect is not Dialect.PYTHON and (len(digits) > 1 or (self._peek() and self._peek() in "89")):
                raise self.error("octal escapes are not supported", "write \\xHH", start)
            return literal(int(digits, 8))
        octal = len(digits) == 3 or in_class
        if self.dialect is not Dialect.PYTHON or not octal or letter in "89":
            raise self.error(*_BACKREFERENCES, start)
        if int(digits, 8) > 0o377:
            raise self.error("an octal escape is beyond \\377", "write \\uHHHH", start)
        return literal(int(digits, 8))

    def _named(self, start: int) -> CharacterSet:
        self._only((Dialect.COMMON, Dialect.PYTHON), "\\N", "\\u{H...}", start)
        end = self.pattern.find("}", self.at)
        try:
            found = unicodedata.lookup(self.pattern[self.at + 1 : max(end, 0)])
        except KeyError:
            raise self.error("no character has this name", "write \\uHHHH", start) from None
        if len(found) > 1:
            raise self.error("this name is that of several characters", "write them one by one", start)
        self.at = end + 1
        return literal(ord(found))

    def _code_point(self, start: int, letter: str) -> CharacterSet:
        if letter == "U":
            self._only((Dialect.COMMON, Dialect.PYTHON), "\\U", "\\u{H...}", start)
        if letter == "u" and self._take("{"):
            self._only((Dialect.COMMON, Dialect.ECMASCRIPT), "\\u{", "\\UHHHHHHHH", start)
            end = self.pattern.find("}", self.at)
            digits, self.at = self.pattern[self.at : max(end, 0)], end + 1
        else:
            length = {"x": 2, "u": 4, "U": 8}[letter]
            digits = self.pattern[self.at : self.at + length]
            self.at += len(digits)
            if len(digits) < length:
                raise self.error("a numeric escape is too short", "write \\xHH or \\uHHHH", start)
        value = _hexadecimal(digits)
        if value is None:
            raise self.error("a numeric escape is malformed", "write \\xHH or \\uHHHH", start)
        if letter == "u" and 0xD800 <= value < 0xDC00 and self.pattern.startswith("\\u", self.at):
            low = _hexadecimal(self.pattern[self.at + 2 : self.at + 6])
            if self.dialect is not Dialect.PYTHON and low is not None and 0xDC00 <= low < 0xE000:
                self.at += 6
                value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00)
        if value > MAX_CODE_POINT or 0xD800 <= value <= 0xDFFF:
            raise self.error("a numeric escape stands for no character", "leave it out", start)
        return literal(value)

    def _property(self, start: int, *, negated: bool) -> CharacterSet:
        if not self._take("{"):
            raise self.error("a Unicode property has no braces", "write \\p{...}", start)
        end = self.pattern.find("}", self.at)
        if end < 0:
            raise self.error("a Unicode property is not closed", "close it with }", start)
        name, self.at = self.pattern[self.at : end], end + 1
        found = category(name.removeprefix("gc=").removeprefix("General_Category="))
        if found is None:
            raise self.error(
                f"the Unicode property {name} is not supported", "take a general category, such as \\p{Lu}", start
            )
        known = CharacterSet(found, found)
        if self.flags.ignore_case:
            known = CharacterSet(found, found, found)
        return known.complement() if negated else known


def _single(found: CharacterSet) -> bool:
    """Whether it is one character, written as such."""
    return len(found.literal) == 1 and found.literal[0][0] == found.literal[0][1]


def _hexadecimal(digits: str) -> int | None:
    if not digits or len(digits) > 8 or not all(digit in "0123456789abcdefABCDEF" for digit in digits):
        return None
    return int(digits, 16)
