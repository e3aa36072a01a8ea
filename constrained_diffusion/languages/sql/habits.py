"""The spelling of one text: what it has somewhere may stand everywhere, and beside it what is usual.

For a query that is written, and for what stands in the holes of a template: in any spelling these could be spelled like
nothing around them, and the language is several times as large.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from constrained_diffusion.languages.ir import Node, Text, choice, sequence
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.names import folded
from constrained_diffusion.languages.sql.phrasing import WORD, bare
from constrained_diffusion.languages.sql.spelling import AnySpelling, one_of

_MOST_WAYS, _MOST_WHITE = 32, 200
"""Of so many ways to spell one thing, the first count; white space counts up to so many characters."""
_OPERATOR = re.compile(r"(\s*)(<>|!=|<=|>=|==|=|<|>|\|\||[-+*/])(\s*)")
_PAREN = re.compile(r"(\s*)\((\s*)|(\s*)\)")
_ODD_NUMBER = re.compile(r"(?<![\w.])([-+]?(\d+\.(?!\d)|\.\d|[\d.]+[eE])|\+\d)")


class OwnSpelling(AnySpelling):
    """As a text is spelled."""

    def __init__(self, dialect: Dialect, names: Sequence[str], text: str) -> None:
        """
        Args:
            names: of all columns that a query could mean.
        """
        super().__init__(dialect, names)
        # what is written in texts says nothing
        outside = re.sub(r"'(?:[^']|'')*'", lambda held: "'" * len(held[0]), text)
        whites = [run for run in re.findall(r"\s+", outside) if len(run) <= _MOST_WHITE]
        parens = _PAREN.findall(outside)
        self.space = _any_of(" ", *whites)
        self.gap = _any_of("", *(white for _, after, before in parens for white in (after, before)))
        self.before = _any_of(" ", *(before for before, _, closing in parens if not closing))
        if dialect.spaced_calls:
            self.called = _any_of("", *(before for before, _, _ in parens))
        self.comma = _any_of(", ", *re.findall(r"\s*,\s*", outside))
        self.start = _any_of("", re.match(r"\s*", outside)[0])  # type: ignore[index]
        self.end = _any_of("", re.search(r"(\s*;)?\s*$", outside)[0])  # type: ignore[index]
        self._operators = _OPERATOR.findall(outside)
        self.sets = _any_of(" = ", *(before + way + after for before, way, after in self._operators if way == "="))
        self._words: dict[str, dict[str, None]] = {}
        for word in WORD.findall(text):
            if not word.startswith("'"):
                self._words.setdefault(folded(bare(word)), {})[word] = None
        self._is_lower = "select" in self._words.get("select", ())
        self._has_doubles = '"' in outside
        self._has_odd_numbers = _ODD_NUMBER.search(outside) is not None

    def word(self, words: str) -> Node:
        first, *rest = map(self._word, words.split(" "))
        return sequence(first, *(part for word in rest for part in (self.space, word)))

    def _word(self, word: str) -> Node:
        return _any_of(word.lower() if self._is_lower else word, *self._bare(folded(word)))

    def _bare(self, name: str) -> list[str]:
        """How a word is written, if not in quotes."""
        return [way for way in self._words.get(name, ()) if way[0].isalpha() or way[0] == "_"]

    def _named(self, names: Sequence[str], plain: Callable[[str], Node], quoted: Callable[[str], Node]) -> Node:
        ways = list(map(self.dialect.quoted, names))
        for name in names:
            for way in self._words.get(folded(name), ()):
                if self._means(way, name, folds=plain is not Text, quoted_folds=quoted is not Text):
                    ways.append(way)
        return one_of(ways, Text)

    def _means(self, way: str, name: str, *, folds: bool, quoted_folds: bool) -> bool:
        """Whether a word of the text is this name."""
        if way[0].isalpha() or way[0] == "_":
            return self.dialect.is_plain(name) and (folds or way == name)
        if not any(way.startswith(opening) for opening, _ in self.dialect.quotes):
            return False
        return quoted_folds or bare(way) == name

    def operator(self, *signs: str) -> Node:
        ways: list[str] = []
        for sign in signs:
            same = {"=": self.dialect.equals, "<>": ("<>", "!=")}.get(sign, (sign,))
            ways += [f" {sign} ", *(before + way + after for before, way, after in self._operators if way in same)]
        if self.dialect.strict:  # an engine with operators of its own reads "!=-" as one of them
            ways = [way + " " if way.endswith("!=") else way for way in ways]
        return _any_of(*ways, most=_MOST_WAYS * len(signs))

    @property
    def _number(self) -> Node:
        return self.dialect.number_of_people if self._has_odd_numbers else self.dialect.number

    def _says(self, word: str) -> bool:
        return word in self._words


def _any_of(*ways: str, most: int = _MOST_WAYS) -> Node:
    return choice(*map(Text, list(dict.fromkeys(ways))[:most]))
