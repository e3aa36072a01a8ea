"""What a query may speak of: the FROM clauses there are, and the columns that are known behind each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from constrained_diffusion.languages.ir import Node, Repeat, choice, sequence
from constrained_diffusion.languages.sql.catalogue import Column, Table
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.joins import Join, Option
from constrained_diffusion.languages.sql.kinds import Kind
from constrained_diffusion.languages.sql.names import folded
from constrained_diffusion.languages.sql.naming import Names, Naming
from constrained_diffusion.languages.sql.spelling import Spelling, apart


@dataclass(frozen=True, slots=True)
class Part:
    """A table in scope.

    Attributes:
        place: of the table in the FROM clause, from 0.
        prefix: what is written before its columns and a dot; None where they stand alone.
        table: the table.
        columns: those of its columns that may be written so.
        has_star: whether all of its columns are written with a star behind the prefix, which takes no schema.
    """

    place: int
    prefix: Node | None
    table: Table
    columns: tuple[Column, ...]
    has_star: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """A FROM clause and what is known behind it.

    Attributes:
        name: what messages call it; no two scopes have the same.
        source: the text behind FROM.
        parts: the tables and how their columns are written.
        named: the tables, and what names them before a dot.
        called: those names, in lower case.
    """

    name: str
    source: Node
    parts: tuple[Part, ...]
    spelling: Spelling
    named: tuple[tuple[Node, Table], ...] = ()
    called: frozenset[str] = frozenset()

    @property
    def all_columns(self) -> tuple[Column, ...]:
        return tuple(dict.fromkeys(column for part in self.parts for column in part.columns))

    @property
    def width(self) -> int:
        """How many columns ``*`` stands for."""
        return sum(len(part.table.columns) for part in self.parts if part.prefix is not None) or len(self.all_columns)

    def column(self, among: Callable[[Column], bool] | None = None) -> Node | None:
        """Any of the columns, or of those for which something holds; None where there is none."""
        options = []
        for part in self.parts:
            names = [column.name for column in part.columns if among is None or among(column)]
            if names:
                written = self.spelling.names(names)
                options.append(written if part.prefix is None else sequence(part.prefix, ".", written))
        return choice(*options) if options else None

    def each(self) -> Iterator[tuple[Column, Node]]:
        """Every column of every table, and how it is written."""
        ways: dict[tuple[int, Column], list[Node]] = {}
        for part in self.parts:
            for column in part.columns:
                name = self.spelling.names([column.name])
                written = name if part.prefix is None else sequence(part.prefix, ".", name)
                ways.setdefault((part.place, column), []).append(written)
        for (_, column), options in ways.items():
            yield column, choice(*options)

    @property
    def has_star(self) -> bool:
        """Whether ``*`` stands for no more than queries may speak of."""
        return not any(part.table.withheld for part in self.parts)

    def stars(self) -> Node | None:
        """All columns of one of the tables."""
        prefixes = [part.prefix for part in self.parts if part.has_star and part.prefix is not None]
        return sequence(choice(*prefixes), ".*") if prefixes else None


def scopes(
    found: Iterable[Join], spelling: Spelling, naming: Naming, *, one_order: bool, any_test: bool = False
) -> Iterator[Scope]:
    """The scopes of joins.

    Args:
        naming: what their tables are called.
        one_order: whether of joins of the same tables only the first counts, and each is written in one direction.
        any_test: whether tables also join with no test, or by one of several.
    """
    met: set[tuple[str, ...]] = set()
    for join in found:
        key = tuple(sorted(join.labels))
        if one_order and key in met:
            continue
        met.add(key)
        for names, label in naming(join).items():
            yield _scope(join, label, names, spelling, one_order=one_order, any_test=any_test)


def _scope(join: Join, name: str, short: Names, spelling: Spelling, *, one_order: bool, any_test: bool) -> Scope:
    written = [spelled_table(table, spelling) for table in join.tables]
    prefixes = [
        whole if alias is None else spelling.tables([alias]) for whole, alias in zip(written, short, strict=True)
    ]
    named = [
        whole
        if alias is None
        else _aliased(whole, alias, spelling, always=one_order or not spelling.dialect.is_bare_label(alias))
        for whole, alias in zip(written, short, strict=True)
    ]
    source: list[Node] = [named[0]]
    for index, options in enumerate(join.options, start=1):
        tests = [test for option in options for test in _tests(option, index, prefixes, spelling, one_order)]
        if any_test:
            tests += _any_tests(join, index, prefixes, spelling, one_order)
        words = ("JOIN", "LEFT JOIN") if one_order else ("JOIN", "LEFT JOIN", "INNER JOIN", "LEFT OUTER JOIN")
        joined, on = sequence(apart(spelling, *words), named[index]), apart(spelling, "ON")
        if not any_test:
            source.append(sequence(joined, on, choice(*tests)))
            continue
        ways: list[Node] = []
        if tests:
            ways.append(sequence(joined, on, Repeat(choice(*tests), 1, None, apart(spelling, "OR"))))
        # a join that is tested by nothing has a name of its own, where it must
        ways.append(sequence(apart(spelling, "CROSS JOIN"), named[index]) if spelling.dialect.strict else joined)
        source.append(choice(*ways))
    parts = tuple(_parts(join, prefixes, short, one_order, spelling.dialect))
    named_tables = tuple(zip(prefixes, join.tables, strict=True))
    called = frozenset(folded(alias or table.name) for alias, table in zip(short, join.tables, strict=True))
    return Scope(name, sequence(*source), parts, spelling, named_tables, called)


def _parts(join: Join, prefixes: list[Node], short: Names, one_order: bool, dialect: Dialect) -> Iterator[Part]:
    alone = len(join.tables) == 1
    if not (alone and one_order and short[0] is None):
        for place, (prefix, table, alias) in enumerate(zip(prefixes, join.tables, short, strict=True)):
            is_plain = table.schema is None or alias is not None
            yield Part(place, prefix, table, table.columns, is_plain and not table.withheld)
    counts = Counter(folded(name) for table in join.tables for name in table.all_names)
    counts.update([] if alone else dialect.hidden_names)
    if alone or not one_order:  # a column that only one of the tables has needs no prefix
        for place, table in enumerate(join.tables):
            bare = tuple(column for column in table.columns if counts[folded(column.name)] == 1)
            if bare:
                yield Part(place, None, table, bare)


def _tests(option: Option, index: int, prefixes: list[Node], spelling: Spelling, one_order: bool) -> Iterator[Node]:
    pairs = list(zip(option.theirs, option.columns, strict=True))

    def side(place: int, column: str) -> Node:
        return sequence(prefixes[place], ".", spelling.names([column]))

    directions = ((option.earlier, index, pairs), (index, option.earlier, [(mine, theirs) for theirs, mine in pairs]))
    for left, right, columns in directions[: 1 if one_order else 2]:
        parts: list[Node] = []
        for first, second in columns:
            if parts:
                parts.append(apart(spelling, "AND"))
            parts += [side(left, first), spelling.operator("="), side(right, second)]
        yield sequence(*parts)


def _any_tests(join: Join, index: int, prefixes: list[Node], spelling: Spelling, one_order: bool) -> Iterator[Node]:
    """Any column of an earlier table equals any of the table that joins, as far as their kinds compare."""
    strict = spelling.dialect.strict

    def columns(place: int, kind: Kind | None) -> Node | None:
        names = [one.name for one in join.tables[place].columns if kind is None or (one.kind == kind and kind.ordered)]
        return sequence(prefixes[place], ".", spelling.names(names)) if names else None

    kinds: Iterable[Kind | None] = [None]
    if strict:
        kinds = dict.fromkeys(column.kind for column in join.tables[index].columns)
    for kind in kinds:
        others = [one for place in range(index) if (one := columns(place, kind)) is not None]
        mine = columns(index, kind)
        if mine is None or not others:
            continue
        earlier = choice(*others)
        for left, right in ((earlier, mine), (mine, earlier))[: 1 if one_order else 2]:
            yield sequence(left, spelling.operator("="), right)


def spelled_table(table: Table, spelling: Spelling) -> Node:
    """The name of a table, behind its schema where it needs that."""
    name = spelling.tables([table.name])
    return name if table.schema is None else sequence(spelling.tables([table.schema]), ".", name)


def _aliased(table: Node, alias: str, spelling: Spelling, *, always: bool) -> Node:
    word = sequence(spelling.word("AS"), spelling.space)
    return sequence(table, spelling.space, word if always else choice("", word), spelling.tables([alias]))
