"""What a query that somebody has written has of the language: a template, too, whose holes are ``{name}``.

A query is read as words, not parsed: it may be one that no engine takes, and the parts of a template are anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from constrained_diffusion.errors import ConstraintTooLarge, InvalidArgument
from constrained_diffusion.languages.sql.catalogue import Catalogue
from constrained_diffusion.languages.sql.names import folded
from constrained_diffusion.shown import shown

Mention = tuple[str, str | None]
"""A table by its label, and what it is called if not by its name."""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """What there is in a text.

    Attributes:
        sources: its FROM clauses, each with the tables that it joins; None where not all of them are known.
        is_statement: whether it is one at all, and not a question, say.
        selects: whether there is a select.
        nests: whether there are selects within others, or beside them.
        chains: whether set operations combine them.
        groups: whether rows are grouped.
        has_holes: whether it is a template.
        items: what its items are named, in their order.
        places: the last of the places that it orders rows by, 0 for none.
        group_places: the last of those that it groups them by.
        tells_apart: whether it orders rows that are told apart (DISTINCT).
    """

    sources: tuple[tuple[Mention, ...], ...] | None = None
    is_statement: bool = False
    selects: bool = False
    nests: bool = False
    chains: bool = False
    groups: bool = False
    has_holes: bool = False
    items: tuple[str, ...] = ()
    places: int = 0
    group_places: int = 0
    tells_apart: bool = False

    def is_open(self, *, strict: bool) -> bool:
        """Whether there may be more than is written: in holes, unless the engine is strict, whose language is large."""
        return not self.selects or (self.has_holes and not strict)

    @property
    def joins(self) -> int | None:
        """The most joins of a FROM clause; None where that is not known."""
        return None if self.sources is None else max(len(source) - 1 for source in self.sources)

    @property
    def sequences(self) -> list[tuple[str, ...]]:
        """The tables of its FROM clauses."""
        return [tuple(label for label, _ in source) for source in self.sources or ()]

    @property
    def own_names(self) -> dict[str, tuple[str, ...]]:
        """What tables are called, by their labels."""
        found: dict[str, dict[str, None]] = {}
        for source in self.sources or ():
            for label, name in source:
                if name is not None:
                    found.setdefault(label, {})[name] = None
        return {label: tuple(names) for label, names in found.items()}


UNSAID = Phrasing()

_WORD = re.compile(
    r"""--[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^][]*\]|\{[^{}]*\}"""
    r"""|[^\W\d]\w*|\d+|\S"""
)
_IS_NAME = re.compile(r"[^\W\d]\w*|[\"`\[].+", re.DOTALL)
_ENDS_NAMES = frozenset(
    "as on join inner left right full outer cross natural using where group order having limit offset union intersect "
    "except set values select from and or not when then else end asc desc is in like between by over".split()
)
"""Words that are no names of tables or items where these may stand."""
_BEGINS_ITEMS = frozenset(("distinct", "all"))
_STATEMENTS = frozenset(("select", "insert", "update", "delete"))
_ENDS_KEYS = frozenset((")", ";", "having", "order", "limit", "union", "intersect", "except"))
_MOST_ITEMS, _MOST_PLACES = 4, 20
MOST_CHARACTERS, MOST_SOURCES = 100_000, 32
"""Of a text, and FROM clauses in it."""
_LONGEST_NAME = 60
"""Bytes; PostgreSQL cuts names off behind 63."""


def words_of(text: str) -> list[str]:
    """The words, names and literals in quotes, holes and signs of a text, without comments."""
    return [word for word in _WORD.findall(text) if not word.startswith(("--", "/*")) or word == "/*"]


def phrasing_of(text: str, catalogue: Catalogue) -> Phrasing:
    """What there is in a text, which speaks of tables of a catalogue.

    Raises:
        InvalidArgument: it is too long, or a FROM clause names a table that is none but nearly one.
        ConstraintTooLarge: it has too many FROM clauses.
    """
    if len(text) > MOST_CHARACTERS:
        raise InvalidArgument(f"a query of {len(text):,} characters is too long: at most {MOST_CHARACTERS:,}")
    words = words_of(text)
    low = [folded(word) for word in words]
    if not low or not (low[0] in _STATEMENTS or low[0].startswith("{")):
        return UNSAID
    sources = _sources(words, low, catalogue)
    if sources is not None and len(sources) > MOST_SOURCES:
        raise ConstraintTooLarge(f"the query has {len(sources)} FROM clauses", f"at most {MOST_SOURCES} are read")
    return Phrasing(
        sources=sources,
        is_statement=True,
        selects="select" in low,
        nests=low.count("select") > 1,
        chains=any(word in ("union", "intersect", "except") for word in low),
        groups=("group", "by") in pairwise(low),
        has_holes=any("{" in word for word in words),
        items=tuple(dict.fromkeys(_items(words, low, catalogue))),
        places=_places("order", low),
        group_places=_places("group", low),
        tells_apart="distinct" in low and ("order", "by") in pairwise(low),
    )


def _sources(words: Sequence[str], low: Sequence[str], catalogue: Catalogue) -> tuple[tuple[Mention, ...], ...] | None:
    """The FROM clauses; None where one is not known, or there is none."""
    known: dict[str, set[str]] = {}  # the labels of tables, by their names and labels
    for table in catalogue.tables:
        for name in (table.label, table.name):
            known.setdefault(folded(name), set()).add(table.label)
    found: list[list[Mention]] = []
    around: list[list[Mention] | None] = [None]  # the clause that goes on within each of the parentheses
    begins = [0]  # where these begin
    for index, word in enumerate(low):
        if word == "(":
            around.append(None)
            begins.append(index + 1)
        elif word == ")" and len(around) > 1:
            around.pop()
            begins.pop()
        elif word in ("from", "join"):
            if low[index + 1 : index + 2] == ["("]:
                continue
            if word == "from":
                is_of_call = len(begins) > 1 and low[begins[-1]] != "select"  # such as EXTRACT(YEAR FROM x)
                if is_of_call or low[index - 1 : index] == ["distinct"]:
                    continue
                found.append([])
                around[-1] = found[-1]
            mention = _mention(words, low, index + 1, known, catalogue)
            current = around[-1]
            if mention is None or current is None:
                return None
            current.append(mention)
    return tuple(map(tuple, found)) or None


def _mention(
    words: Sequence[str], low: Sequence[str], index: int, known: Mapping[str, set[str]], catalogue: Catalogue
) -> Mention | None:
    """The table that is named from a word on; None where there is none, or more than one."""
    parts = []
    while index < len(words) and _IS_NAME.fullmatch(words[index]):
        parts.append(bare(words[index]))
        index += 1
        if low[index : index + 1] != ["."]:
            break
        index += 1
    if index < len(words) and words[index].startswith("{"):
        return None  # more tables may be meant
    name = folded(".".join(parts))
    labels = known.get(name, set())
    if parts and not labels and get_close_matches(name, [folded(table.name) for table in catalogue.tables], 1, 0.75):
        there = ", ".join(repr(table.label) for table in catalogue.tables)
        raise InvalidArgument(f"there is no table {shown('.'.join(parts))}; there are {there}")
    if len(labels) != 1:
        return None
    (label,) = labels
    index += low[index : index + 1] == ["as"]
    if index == len(words) or low[index] in _ENDS_NAMES or not _IS_NAME.fullmatch(words[index]):
        return label, None
    if low[index + 1 : index + 2] and low[index + 1].startswith("{"):
        return None
    called = bare(words[index])
    return (label, called) if _can_be_name(called) else None


def _can_be_name(name: str) -> bool:
    """Whether every engine takes a name, in quotes at least."""
    is_printed = name.isprintable() and name.strip() == name and max(name, default="") <= "\uffff"
    return 0 < len(name.encode()) <= _LONGEST_NAME and is_printed


def _items(words: Sequence[str], low: Sequence[str], catalogue: Catalogue) -> Iterator[str]:
    """What the items of the select that is not within another are named."""
    depth, listing, count = 0, False, 0
    columns = {folded(column) for column in catalogue.column_names}
    for index, word in enumerate(low):
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth > 0:
            continue
        listing = word == "select" or (listing and word != "from")
        if not listing or index == 0 or not _IS_NAME.fullmatch(words[index]) or word in _ENDS_NAMES:
            continue
        name = bare(words[index]) if word[0] in '"`[' else word
        ends = low[index + 1 : index + 2] in ([","], ["from"])
        is_named = low[index - 1] in ("as", ")", "end") or (ends and _ends_item(words[index - 1]))
        # that of a column would be ordered by either
        is_spelled = catalogue.dialect.is_plain(name) or name != words[index]
        if is_named and is_spelled and folded(name) not in columns and _can_be_name(name):
            yield name
            count += 1
            if count == _MOST_ITEMS:
                return


def _ends_item(word: str) -> bool:
    """Whether an item may end in a word, behind which it can have a name."""
    return folded(word) not in _ENDS_NAMES | _BEGINS_ITEMS and (word[0].isalnum() or word[0] in "_\"`['")


def _places(clause: str, low: Sequence[str]) -> int:
    """The last of the places in the clauses that begin so, 0 for none."""
    last, within = 0, False
    for before, word in pairwise(low):
        if before == clause and word == "by":
            within = True
        elif word in _ENDS_KEYS:
            within = False
        elif within and word.isdecimal() and before in ("by", ","):
            last = max(last, min(int(word[:3]), _MOST_PLACES))
    return last


def bare(word: str) -> str:
    """A name without what it is quoted in."""
    first, last = word[0], word[-1]
    if first in '"`' and last == first and len(word) > 1:
        return word[1:-1].replace(first * 2, first)
    return word[1:-1] if first == "[" and last == "]" else word


def is_named(name: str, text: str) -> bool:
    """Whether a text holds the name of a table, plain or as it stands in quotes, both in one case."""
    ways = {name, *(name.replace(quote, quote * 2) for quote in '"`')}
    return any(re.search(rf"(?<!\w){re.escape(way)}(?!\w)", text) for way in ways)
