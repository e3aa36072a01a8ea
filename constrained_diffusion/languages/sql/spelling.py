"""How the words of a query are written: in one way, which helps a model, or in any that the engine takes.

A spelling makes trees of the smallest parts of a query; what queries are made of is not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, Protocol

from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    Except,
    Node,
    Repeat,
    Text,
    characters,
    choice,
    sequence,
)
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.sql.names import always_quoted, is_plain, quoted

Kind = Literal["one", "any"]

NUMBER = full_match(r"-?[0-9]+(\.[0-9]+)?")
COUNT = full_match("[1-9][0-9]{0,8}")
STRING = full_match("'([^'\\x00]|'')*'")


class Spelling(Protocol):
    """What queries are spelled with.

    Attributes:
        space: what parts two words.
        gap: what may stand beside punctuation.
        before: what stands before a parenthesis, behind a word that is no function.
        comma: between the items of a list.
        start, end: what may stand around a query.
        number: any number as a literal.
    """

    space: Node
    gap: Node
    before: Node
    comma: Node
    start: Node
    end: Node
    number: Node

    def word(self, words: str) -> Node:
        """Keywords, or the name of a function; single spaces between several."""

    def names(self, names: Sequence[str]) -> Node:
        """Any one of these names of tables or columns."""

    def operator(self, *signs: str) -> Node:
        """Any one of these signs between two operands."""

    def text(self, value: str) -> Node:
        """A text as a literal."""

    def texts(self, columns: Sequence[str]) -> Node:
        """Any text as a literal, where `columns` are in scope."""


class OneSpelling:
    """Keywords in capitals, single spaces, names as the database has them and quoted where they must be."""

    space: Node = Text(" ")
    gap: Node = EMPTY_TEXT
    before: Node = Text(" ")
    comma: Node = Text(", ")
    start: Node = EMPTY_TEXT
    end: Node = EMPTY_TEXT
    number: Node = NUMBER

    def word(self, words: str) -> Node:
        return Text(words)

    def names(self, names: Sequence[str]) -> Node:
        return _one_of([quoted(name) for name in names], Text)

    def operator(self, *signs: str) -> Node:
        return choice(*(f" {sign} " for sign in signs))

    def text(self, value: str) -> Node:
        return Text(_literal(value))

    def texts(self, columns: Sequence[str]) -> Node:
        del columns
        return STRING


_SAME = {"=": ("=", "=="), "<>": ("<>", "!=")}


class AnySpelling:
    """Either case, any white space, names with and without quotes, ``!=`` and ``==``, a semicolon at the end."""

    _WHITE = characters("\t\n\f\r ")
    space: Node = Repeat(_WHITE, 1, None)
    gap: Node = Repeat(_WHITE, 0, None)
    before: Node = gap
    comma: Node = sequence(gap, ",", gap)
    start: Node = gap
    end: Node = sequence(gap, choice("", sequence(";", gap)))
    number: Node = full_match(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
    _DOUBLE = full_match('"([^"\\x00]|"")*"')

    def word(self, words: str) -> Node:
        first, *rest = map(_either_case, words.split(" "))
        return sequence(first, *(part for word in rest for part in (self.space, word)))

    def names(self, names: Sequence[str]) -> Node:
        plain = [name for name in names if is_plain(name)]
        ways = [_one_of(plain, _either_case)] if plain else []
        for quote in '"`':
            doubled = [name.replace(quote, quote * 2) for name in names]
            ways.append(sequence(quote, _one_of(doubled, _either_case), quote))
        if bracketed := [name for name in names if "]" not in name]:
            ways.append(sequence("[", _one_of(bracketed, _either_case), "]"))
        return choice(*ways)

    def operator(self, *signs: str) -> Node:
        options = [sign for given in signs for sign in _SAME.get(given, (given,))]
        return sequence(self.gap, choice(*options), self.gap)

    def text(self, value: str) -> Node:
        return Text(_literal(value))

    def texts(self, columns: Sequence[str]) -> Node:
        """SQLite takes what is in double quotes for a text where no column has the name."""
        names = choice(*(_either_case(always_quoted(name)) for name in columns))
        return choice(STRING, Except(self._DOUBLE, names))


def apart(spelling: Spelling, *words: str) -> Node:
    """Any one of these words, between what parts words."""
    return sequence(spelling.space, choice(*map(spelling.word, words)), spelling.space)


SPELLINGS: dict[Kind, Spelling] = {"one": OneSpelling(), "any": AnySpelling()}


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _either_case(text: str) -> Node:
    """The text, its letters of ASCII in either case."""
    return sequence(*(characters(c.lower() + c.upper()) if c.isascii() and c.isalpha() else c for c in text))


def _one_of(texts: Iterable[str], spelled: Callable[[str], Node], levels: int = 4) -> Node:
    """A choice of texts, with beginnings that they share written once."""
    all_texts = list(dict.fromkeys(texts))
    if levels == 0 or len(all_texts) < 2:
        return choice(*map(spelled, all_texts))
    first, last = min(all_texts), max(all_texts)
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    groups: dict[str, list[str]] = {}
    for text in all_texts:
        groups.setdefault(text[length : length + 1], []).append(text[length:])
    rest = choice(*(_one_of(group, spelled, levels - 1) for group in groups.values()))
    return sequence(spelled(first[:length]), rest) if length else rest
