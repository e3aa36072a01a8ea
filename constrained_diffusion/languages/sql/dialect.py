"""How an engine spells names and literals, and what its queries may not do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from constrained_diffusion.languages.ir import Node
from constrained_diffusion.languages.regex import full_match

SET_OPERATORS = ("UNION", "UNION ALL", "INTERSECT", "EXCEPT")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """An engine's SQL, as far as it differs from that of others.

    Attributes:
        name: what messages call it.
        keywords: names that need quotes, in capitals.
        soft_keywords: what else may mean more than a name: as that of a table or an item it stands behind AS.
        implied_names: what an item is called without a name of its own, as ORDER BY sees it.
        quotes: the pairs of signs that names are quoted in; the first is the one that is written.
        plain: what names look like that need no quotes, if they are no keywords.
        quoted_fold: whether names in quotes, too, may differ in case from what they name.
        tables_fold: whether names of tables may.
        double_quotes: what ``"..."`` is: a name, a text, or the one where it is none of the other.
        equals: what equality is spelled like.
        backslashes: whether a backslash in a text escapes the character behind it.
        hidden_names: of columns that every table has, and no list of columns.
        set_operators: those between selects of one item.
        wide_set_operators: those between selects of more.
        collates: whether texts may be equal that differ in more than case, accents and blanks at the end.
        spaced_calls: whether a function may stand apart from its parenthesis.
        escapes: whether a backslash in a pattern of LIKE escapes what follows; no pattern may end in one.
        arithmetic: the signs between numbers whose values stay what they are.
        rounds_to_places: whether ROUND takes a number of places, whatever the type.
        years: the ways to ask for the year of a day, which stands for ``{}``.
        concatenates: what joins texts; None where nothing does.
        matches: what compares a text with a pattern.
        digits: the most digits of a number before its point, and behind it; None for any.
        strict: whether types must match and grouped rows may only speak of what they are grouped by; if not, everything
            compares with everything.
    """

    name: str
    keywords: frozenset[str]
    soft_keywords: frozenset[str] = frozenset()
    implied_names: frozenset[str] = frozenset()
    quotes: tuple[tuple[str, str], ...] = (('"', '"'),)
    plain: str = "[A-Za-z_][A-Za-z0-9_]*"
    quoted_fold: bool = False
    tables_fold: bool = True
    double_quotes: str = "name"
    equals: tuple[str, ...] = ("=",)
    backslashes: bool = False
    hidden_names: tuple[str, ...] = ()
    set_operators: tuple[str, ...] = SET_OPERATORS
    wide_set_operators: tuple[str, ...] = SET_OPERATORS
    collates: bool = False
    spaced_calls: bool = True
    escapes: bool = False
    arithmetic: tuple[str, ...] = ("+", "-", "*")
    rounds_to_places: bool = True
    years: tuple[str, ...] = ("EXTRACT(YEAR FROM {})",)
    concatenates: str | None = "||"
    matches: tuple[str, ...] = ("LIKE",)
    digits: int | None = None
    strict: bool = True

    def is_plain(self, name: str) -> bool:
        """Whether the name needs no quotes."""
        return re.fullmatch(self.plain, name) is not None and name.upper() not in self.keywords

    def is_bare_label(self, name: str) -> bool:
        """Whether the name may stand behind a table or an item without AS."""
        return name.upper() not in self.keywords and name.upper() not in self.soft_keywords

    def always_quoted(self, name: str) -> str:
        """The name between quotes."""
        opening, closing = self.quotes[0]
        return opening + name.replace(closing, closing * 2) + closing

    def quoted(self, name: str) -> str:
        """The name, between quotes where it needs them."""
        return name if self.is_plain(name) else self.always_quoted(name)

    def literal(self, value: str) -> str:
        """A text as a literal."""
        escaped = value.replace("\\", "\\\\") if self.backslashes else value
        return "'" + escaped.replace("'", "''") + "'"

    def texts(self, quote: str = "'", *, only_ascii: bool = False, is_pattern: bool = False) -> Node:
        """Any text as a literal, between these quotes; any pattern of LIKE."""
        return full_match(f"{quote}{self.character(quote, only_ascii=only_ascii, is_pattern=is_pattern)}*{quote}")

    def character(self, quote: str = "'", *, only_ascii: bool = False, is_pattern: bool = False) -> str:
        """The regex of a character of a text, as a literal has it."""
        left_out, escape = "\\x00", ""
        if self.backslashes or (is_pattern and self.escapes):
            left_out += r"\\"
        if self.backslashes and not is_pattern:
            escape = r"|\\\\"
        if only_ascii:
            left_out += "\\x80-\U0010ffff"
        return f"([^{quote}{left_out}]|{quote}{quote}{escape})"

    @property
    def number(self) -> Node:
        """Any number as a literal."""
        return full_match(r"-?[0-9]+(\.[0-9]+)?" if self.digits is None else rf"-?{self._some}(\.{self._some})?")

    @property
    def number_of_people(self) -> Node:
        """Any number as people write it."""
        if self.digits is None:
            return full_match(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
        return full_match(rf"[-+]?({self._some}(\.[0-9]{{0,{self.digits}}})?|\.{self._some})")

    @property
    def _some(self) -> str:
        return f"[0-9]{{1,{self.digits}}}"
