"""How the words of a query are written: in one way, which helps a model, or in any that the engine takes.

A spelling makes trees of the smallest parts of a query, in a dialect; what queries are made of is not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal, Protocol, TypeVar

from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    Except,
    Node,
    Repeat,
    Text,
    characters,
    choice,
    optional,
    sequence,
)
from constrained_diffusion.languages.json_schema.formats.times import FORMATS
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.kinds import LiteralKind, Value

Kind = Literal["one", "any"]
Way = TypeVar("Way")

COUNT = full_match("[1-9][0-9]{0,8}")


class Spelling(Protocol):
    """What queries over a catalogue are spelled with.

    Attributes:
        space: what parts two words.
        gap: what may stand beside punctuation.
        before: what stands before a parenthesis, behind a word that is no function.
        called: what stands before it behind one.
        comma: between the items of a list.
        sets: between a column and what it is set to.
        start, end: what may stand around a query.
        dialect: of the engine.
        new_name: any name in quotes that no column has; None where it could be meant for something else.
    """

    dialect: Dialect

    space: Node
    gap: Node
    before: Node
    called: Node
    comma: Node
    sets: Node
    start: Node
    end: Node
    new_name: Node | None

    def word(self, words: str) -> Node:
        """Keywords, or the name of a function; single spaces between several."""

    def ways(self, options: Sequence[Way]) -> Sequence[Way]:
        """Of several ways to say one thing those that there are."""

    def names(self, names: Sequence[str]) -> Node:
        """Any one of these names of columns."""

    def tables(self, names: Sequence[str]) -> Node:
        """Any one of these names of tables, schemas or aliases."""

    def operator(self, *signs: str) -> Node:
        """Any one of these signs between two operands."""

    def value(self, value: Value) -> Node:
        """A value as a literal."""

    def literal(self, kind: LiteralKind, *, is_pattern: bool = False) -> Node:
        """Any value as a literal, or any pattern of LIKE."""


class OneSpelling:
    """Keywords in capitals, single spaces, names as the database has them and quoted where they must be."""

    def __init__(self, dialect: Dialect, names: Sequence[str]) -> None:
        """
        Args:
            names: of all columns that a query could mean.
        """
        self.dialect = dialect
        self.new_name: Node | None = _new_name(dialect, names)

    space: Node = Text(" ")
    gap: Node = EMPTY_TEXT
    before: Node = Text(" ")
    called: Node = EMPTY_TEXT
    comma: Node = Text(", ")
    sets: Node = Text(" = ")
    start: Node = EMPTY_TEXT
    end: Node = EMPTY_TEXT

    def word(self, words: str) -> Node:
        return Text(words)

    def ways(self, options: Sequence[Way]) -> Sequence[Way]:
        return options[:1]

    def names(self, names: Sequence[str]) -> Node:
        return one_of([self.dialect.quoted(name) for name in names], Text)

    def tables(self, names: Sequence[str]) -> Node:
        return self.names(names)

    def operator(self, *signs: str) -> Node:
        return choice(*(f" {sign} " for sign in signs))

    def value(self, value: Value) -> Node:
        return Text(_literal(value, self.dialect))

    def literal(self, kind: LiteralKind, *, is_pattern: bool = False) -> Node:
        if kind == "boolean":
            return choice(self.word("TRUE"), self.word("FALSE"))
        if kind == "number":
            return self.dialect.number
        return _quoted_literal(kind, self.dialect, "'", is_pattern=is_pattern)


class AnySpelling:
    """Either case, any white space, names with and without quotes, ``!=``, a semicolon at the end."""

    def __init__(self, dialect: Dialect, names: Sequence[str], *, has_double_quotes: bool = True) -> None:
        """
        Args:
            names: of all columns that a query could mean.
            has_double_quotes: whether texts stand in double quotes, where the engine takes them; beside names that
                queries give to items, some would be these.
        """
        self._has_doubles = has_double_quotes or dialect.double_quotes != "either"
        self.dialect, self._columns = dialect, _in_quotes(dialect, names)
        self.new_name: Node | None = _new_name(dialect, names)
        self.called = self.gap if dialect.spaced_calls else EMPTY_TEXT

    _WHITE = characters("\t\n\f\r ")
    space: Node = Repeat(_WHITE, 1, None)
    gap: Node = Repeat(_WHITE, 0, None)
    before: Node = gap
    comma: Node = sequence(gap, ",", gap)
    sets: Node = sequence(gap, "=", gap)
    start: Node = gap
    end: Node = sequence(gap, choice("", sequence(";", gap)))

    def word(self, words: str) -> Node:
        first, *rest = map(either_case, words.split(" "))
        return sequence(first, *(part for word in rest for part in (self.space, word)))

    def ways(self, options: Sequence[Way]) -> Sequence[Way]:
        return options

    def names(self, names: Sequence[str]) -> Node:
        return self._named(names, either_case, either_case if self.dialect.quoted_fold else Text)

    def tables(self, names: Sequence[str]) -> Node:
        return self.names(names) if self.dialect.tables_fold else self._named(names, Text, Text)

    def _named(self, names: Sequence[str], plain: Callable[[str], Node], quoted: Callable[[str], Node]) -> Node:
        bare = [name for name in names if self.dialect.is_plain(name)]
        ways = [one_of(bare, plain)] if bare else []
        for opening, closing in self.dialect.quotes:
            doubles = opening == closing  # nothing stands for a closing bracket
            held = [name.replace(closing, closing * 2) for name in names if doubles or closing not in name]
            if held:
                ways.append(sequence(opening, one_of(held, quoted), closing))
        return choice(*ways)

    def operator(self, *signs: str) -> Node:
        same = {"=": self.dialect.equals, "<>": ("<>",)}
        options = [sign for given in signs for sign in same.get(given, (given,))]
        operators = [sequence(self.gap, choice(*options), self.gap)]
        if "<>" in signs:  # an engine with operators of its own reads "!=-" as one of them
            operators.append(sequence(self.gap, "!=", self.space if self.dialect.strict else self.gap))
        return choice(*operators)

    def value(self, value: Value) -> Node:
        return Text(_literal(value, self.dialect))

    def literal(self, kind: LiteralKind, *, is_pattern: bool = False) -> Node:
        """An engine may take what is in double quotes for a text, where no column has the name."""
        if kind == "boolean":
            return choice(self.word("TRUE"), self.word("FALSE"))
        if kind == "number":
            return self._number
        single = _quoted_literal(kind, self.dialect, "'", is_pattern=is_pattern)
        if kind not in ("text", "ascii") and self._says(kind):
            single = sequence(optional(self.word(kind.upper()), optional(self.space)), single)
        if self.dialect.double_quotes == "name" or not self._has_doubles:
            return single
        double = _quoted_literal(kind, self.dialect, '"', is_pattern=is_pattern)
        if self.dialect.double_quotes == "text":
            return choice(single, double)
        return choice(single, Except(double, self._columns))

    @property
    def _number(self) -> Node:
        return self.dialect.number_of_people

    def _says(self, word: str) -> bool:
        """Whether a literal may stand behind the name of its type."""
        del word
        return True


def apart(spelling: Spelling, *words: str) -> Node:
    """Any one of these words, between what parts words."""
    return sequence(spelling.space, choice(*map(spelling.word, words)), spelling.space)


def separated(nodes: Sequence[Node], separator: Node) -> Node:
    """The nodes with separators between them."""
    return sequence(*(part for place, node in enumerate(nodes) for part in ((separator, node) if place else (node,))))


def in_parentheses(inside: Node, spelling: Spelling) -> Node:
    return sequence("(", spelling.gap, inside, spelling.gap, ")")


def call(spelling: Spelling, names: Sequence[str], inside: Node) -> Node:
    """A call of any of these functions."""
    return sequence(choice(*map(spelling.word, names)), spelling.called, in_parentheses(inside, spelling))


def spelling_of(kind: Kind, dialect: Dialect, names: Sequence[str], *, names_items: bool) -> Spelling:
    """The spelling of a kind.

    Args:
        names: of all columns that a query could mean.
        names_items: whether queries give names to items.
    """
    if kind == "one":
        return OneSpelling(dialect, names)
    return AnySpelling(dialect, names, has_double_quotes=not names_items)


def _in_quotes(dialect: Dialect, names: Sequence[str]) -> Node:
    return choice(*(either_case(dialect.always_quoted(name)) for name in names))


def _new_name(dialect: Dialect, names: Sequence[str]) -> Node:
    quote = dialect.quotes[0][0]
    return Except(full_match(f"{quote}[A-Za-z][A-Za-z0-9_ ]*{quote}"), _in_quotes(dialect, names))


def _literal(value: Value, dialect: Dialect) -> str:
    if isinstance(value, str):
        return dialect.literal(value)
    return format(value, "f") if isinstance(value, Decimal) else repr(value)


@cache
def _quoted_literal(kind: LiteralKind, dialect: Dialect, quote: str, *, is_pattern: bool) -> Node:
    """Any value of a kind that is written in quotes."""
    if kind in ("text", "ascii"):
        return dialect.texts(quote, only_ascii=kind == "ascii", is_pattern=is_pattern)
    day, time = FORMATS["date"].narrow(), full_match(r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")
    inside: dict[LiteralKind, Node] = {"date": day, "time": time, "timestamp": sequence(day, " ", time)}
    return sequence(quote, inside[kind], quote)


def either_case(text: str) -> Node:
    """The text, its letters of ASCII in either case."""
    return sequence(*(characters(c.lower() + c.upper()) if c.isascii() and c.isalpha() else c for c in text))


def one_of(texts: Iterable[str], spelled: Callable[[str], Node], levels: int = 4) -> Node:
    """A choice of texts, with beginnings that they share written once."""
    all_texts = list(dict.fromkeys(texts))
    if levels == 0 or len(all_texts) < 2:
        return choice(*map(spelled, all_texts))
    first, last = min(all_texts), max(all_texts)
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    groups: dict[str, list[str]] = {}
    for text in all_texts:
        groups.setdefault(text[length : length + 1], []).append(text[length:])
    rest = choice(*(one_of(group, spelled, levels - 1) for group in groups.values()))
    return sequence(spelled(first[:length]), rest) if length else rest
