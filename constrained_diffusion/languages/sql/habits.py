"""The spelling of one text: what it has somewhere may stand everywhere, and beside it what is usual.

For a query that is written, and for what stands in the holes of a template: in any spelling these could be spelled like
nothing around them, and the language is several times as large.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from constrained_diffusion.languages.ir import Except, Node, Text, choice, sequence
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.kinds import LiteralKind
from constrained_diffusion.languages.sql.names import folded
from constrained_diffusion.languages.sql.phrasing import Phrasing, bare, words_of
from constrained_diffusion.languages.sql.spelling import AnySpelling, one_of

_MOST_WAYS, _MOST_WHITE = 32, 200
"""Of so many ways to spell one thing, the first count; white space counts up to so many characters."""
_WHITE = " \t\n\r\f"
_BEFORE = rf"(?:(?<![{_WHITE}])([{_WHITE}]+))?"
"""White space up to here; looked for where it begins, so that a long one is read once."""
_RUN = re.compile(f"[{_WHITE}]+")
_OPERATOR = re.compile(rf"{_BEFORE}(<>|!=|<=|>=|==|=|<|>|\|\||[-+*/])([{_WHITE}]*)")
_PAREN = re.compile(rf"{_BEFORE}(?:\(([{_WHITE}]*)|\))")
_COMMA = re.compile(rf"{_BEFORE},([{_WHITE}]*)")
_END = re.compile(rf"(?:{_BEFORE};)?(?:(?<![{_WHITE}])[{_WHITE}]+)?\Z")
_TEXT = re.compile(r"'(?:[^']|'')*'")
_FROM = re.compile(r"\sfrom\s", re.IGNORECASE)
_HOLDS_FROM = full_match(r"[^\x00]*\s[Ff][Rr][Oo][Mm]\s[^\x00]*")
_ODD_NUMBER = re.compile(r"(?<![\w.])([-+]?(\d+\.(?!\d)|\.\d|[\d.]+[eE])|\+\d)")


class OwnSpelling(AnySpelling):
    """As a text is spelled."""

    def __init__(self, dialect: Dialect, names: Sequence[str], text: str, phrasing: Phrasing) -> None:
        """
        Args:
            names: of all columns that a query could mean.
            phrasing: what there is in the text.
        """
        # what is written in texts says nothing
        outside = _TEXT.sub(lambda held: "'" * len(held[0]), text)
        super().__init__(dialect, [*names, *phrasing.items], has_double_quotes='"' in outside)
        if self._has_doubles and dialect.double_quotes == "either":
            self.new_name = None  # it could be one of the texts
        parens = list(_PAREN.finditer(outside))
        before = [one[1] or "" for one in parens if one[2] is not None]
        within = [one[2] if one[2] is not None else one[1] or "" for one in parens]
        self.space = _any_of(" ", *(run for run in _RUN.findall(outside) if len(run) <= _MOST_WHITE))
        self.gap, self.before = _any_of("", *within), _any_of(" ", *before)
        if dialect.spaced_calls:
            self.called = _any_of("", *before)
        self.comma = _any_of(", ", *(f"{start},{end}" for start, end in _COMMA.findall(outside)))
        self.start = _any_of("", outside[: len(outside) - len(outside.lstrip(_WHITE))])
        self.end = _any_of("", _END.search(outside)[0])  # type: ignore[index]
        self._operators = _OPERATOR.findall(outside)
        self.sets = _any_of(" = ", *(start + way + end for start, way, end in self._operators if way == "="))
        self._words: dict[str, dict[str, None]] = {}
        for word in words_of(text):
            if not word.startswith("'"):
                self._words.setdefault(folded(bare(word)), {})[word] = None
        self._is_lower = "select" in self._words.get("select", ())
        self._has_odd_numbers = _ODD_NUMBER.search(outside) is not None
        says_from = any(_FROM.search(one[0]) for one in _TEXT.finditer(text))
        self._keeps_from = phrasing.has_holes and not says_from

    def literal(self, kind: LiteralKind, *, is_pattern: bool = False) -> Node:
        """In the holes of a template no text holds a FROM: it would be that of the template, wherever something is
        misspelt.
        """
        found = super().literal(kind, is_pattern=is_pattern)
        return Except(found, _HOLDS_FROM) if self._keeps_from and kind in ("text", "ascii") else found

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
        return bare(way) != way and (quoted_folds or bare(way) == name)

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
