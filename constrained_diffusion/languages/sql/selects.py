"""The selects over one scope: of engines that take what they are given, and of those that are strict.

A strict engine refuses what is selected or ordered by and not grouped by. Which column that is would have to be known
behind the condition as well: rows are therefore grouped by the places of items (``GROUP BY 1``), and by one name where
a copy of the select for every column is not too much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Protocol

from constrained_diffusion.languages.ir import Node, Repeat, Text, choice, optional, sequence
from constrained_diffusion.languages.sql.catalogue import Table
from constrained_diffusion.languages.sql.clauses import Breadth, Clauses, Rows, limit, order_by
from constrained_diffusion.languages.sql.kinds import NUMBER, Kind
from constrained_diffusion.languages.sql.scopes import Scope
from constrained_diffusion.languages.sql.spelling import apart

_MOST_PLACES = 2
"""By so many places of items rows are grouped."""
Items = tuple[Kind | None, ...]
"""What the items of a select hold; None: anything."""


class Selects(Protocol):
    """The selects over one scope."""

    scope: Scope

    def selects(self) -> Iterator[Node]:
        """All selects."""

    def operand(self, items: Items | None) -> Node | None:
        """Selects that set operations combine with others of such items, or of all columns (None)."""

    def before(self, rows: Rows) -> Node | None:
        """Selects up to the subquery that their condition ends in."""

    def rows(self, rows: Rows) -> Node | None:
        """Selects that such subqueries are."""


def rows_of(scopes: Sequence[Scope], *, strict: bool) -> list[Rows]:
    """What there is to compare with."""
    if not strict:
        return [Rows()]
    tables = dict.fromkeys(part.table for scope in scopes for part in scope.parts)
    return [Rows(kind, single) for kind in compared_kinds(tables) for single in (True, False)]


def compared_kinds(tables: Iterable[Table]) -> list[Kind]:
    """What columns are compared with rows of: numbers, what literals are written of, and what two columns hold."""
    counts = Counter(column.kind for table in tables for column in table.columns if column.kind.ordered)
    kinds = [kind for kind, count in counts.items() if count > 1 or {*kind.literals} - {"boolean"}]
    return [*dict.fromkeys((NUMBER, *kinds))]


def items_of(scopes: Sequence[Scope], count: int, *, strict: bool) -> list[Items]:
    """What so many items may hold."""
    kinds = list(dict.fromkeys(rows.kind for rows in rows_of(scopes, strict=strict)))
    return list(product(kinds, repeat=count))


class LaxSelects:
    """Of an engine that orders and shows any column of grouped rows, compares everything, and takes the first row."""

    def __init__(self, clauses: Clauses) -> None:
        self.scope, self._clauses = clauses.scope, clauses
        self._item = choice(clauses.column, clauses.aggregate)
        self._key = choice(clauses.column, *clauses.computed)

    def selects(self) -> Iterator[Node]:
        yield self._select(self._any_items())

    def operand(self, items: Items | None) -> Node | None:
        if items is None:
            if not self.scope.has_star:
                return None
            listed: Node = Text("*")
        else:
            listed = Repeat(self._item, len(items), len(items), self._clauses.spelling.comma)
        return sequence(self._head(listed), self._clauses.where(), optional(self._groups()))

    def before(self, rows: Rows) -> Node:
        clauses = self._clauses
        earlier = optional(clauses.condition, clauses.joined)
        head = self._head(self._any_items())
        return sequence(head, apart(clauses.spelling, "WHERE"), earlier, clauses.column, clauses.before_rows(rows))

    def rows(self, rows: Rows) -> Node:
        del rows
        return self._select(self._item)

    def _select(self, listed: Node) -> Node:
        c = self._clauses
        # an aggregate that rows are ordered by makes one of them where they are not grouped: SQLite refuses
        by_item = order_by(choice(self._item, self._key), c.spelling)
        ordered = choice(sequence(self._groups(), by_item), order_by(self._key, c.spelling))
        return sequence(self._head(listed), c.where(), ordered, limit(c.spelling))

    def _any_items(self) -> Node:
        stars = self.scope.stars()
        one = self._clauses.named(choice(*self._clauses.items(), self._clauses.shown))
        listed: Node = Repeat(one if stars is None else choice(one, stars), 1, None, self._clauses.spelling.comma)
        return choice("*", listed) if self.scope.has_star else listed

    def _head(self, listed: Node) -> Node:
        s = self._clauses.spelling
        return sequence(s.word("SELECT"), s.space, optional(s.word("DISTINCT"), s.space), listed, source(self._clauses))

    def _groups(self) -> Node:
        s = self._clauses.spelling
        return sequence(apart(s, "GROUP BY"), Repeat(self._clauses.column, 1, None, s.comma), self._clauses.having())


class StrictSelects:
    """Of an engine whose types must match, and whose grouped rows have no other columns."""

    def __init__(self, clauses: Clauses, breadth: Breadth) -> None:
        self.scope, self._clauses, self._groups = clauses.scope, clauses, breadth.groups
        self._ordered = clauses.columns(lambda kind: kind.ordered)
        self._is_ordered = all(clauses.kind(column).ordered for column in clauses.scope.all_columns)
        self._is_named = sum(1 for _ in clauses.scope.each()) <= breadth.named_groups

    def selects(self) -> Iterator[Node]:
        c, s = self._clauses, self._clauses.spelling
        yield sequence(self._head(self._plain(), distinct=False), c.where(), self._order_by(self._ordered), limit(s))
        distinct = self._distinct()
        if distinct is not None:  # rows that are told apart are ordered by what is shown
            yield sequence(self._head(distinct, distinct=True), c.where(), order_by(Text("1"), s, 1), limit(s))
        grouped = optional(self._grouped(self._ordered), order_by(c.aggregate, s)) if self._ordered is not None else ""
        listed = self._listed(c.named(c.shown))
        yield sequence(self._head(listed, distinct=False), c.where(), grouped, limit(s))
        if self._ordered is not None and self._groups:
            yield from self._by_places(self._ordered)
            if self._is_named:
                yield from self._by_names(self._ordered)

    def operand(self, items: Items | None) -> Node | None:
        c, s = self._clauses, self._clauses.spelling
        if items is None:
            return None
        options = []
        plain = [c.columns(lambda one, kind=kind: one == kind and one.ordered) for kind in items]  # type: ignore[misc]
        columns = [one for one in plain if one is not None]
        if len(columns) == len(items):
            listed = sequence(*_between(columns, s.comma))
            options.append(sequence(self._head(listed, distinct=None), c.where()))
        counted = [c.aggregates_of(kind) for kind in items if kind is not None]
        aggregates = [one for one in counted if one is not None]
        if len(aggregates) == len(items):
            listed = sequence(*_between(aggregates, s.comma))
            grouped = optional(self._grouped(self._ordered)) if self._ordered is not None else ""
            options.append(sequence(self._head(listed, distinct=False), c.where(), grouped))
        return choice(*options) if options else None

    def before(self, rows: Rows) -> Node | None:
        c = self._clauses
        columns = c.columns(lambda kind: kind == rows.kind and kind.ordered)
        if columns is None:
            return None
        plain, distinct = self._head(self._plain(), distinct=False), self._distinct()
        heads = [plain, self._head(self._listed(c.aggregate), distinct=False)]
        if distinct is not None:
            heads.append(self._head(distinct, distinct=True))
        earlier = optional(c.condition, c.joined)
        return sequence(choice(*heads), apart(c.spelling, "WHERE"), earlier, columns, c.before_rows(rows))

    def rows(self, rows: Rows) -> Node | None:
        if not rows.single:
            return self.operand((rows.kind,))
        c, s = self._clauses, self._clauses.spelling
        assert rows.kind is not None
        columns = c.columns(lambda kind: kind == rows.kind and kind.ordered)
        aggregate, options = c.aggregates_of(rows.kind), []
        if aggregate is not None:
            options.append(sequence(self._head(aggregate, distinct=False), c.where()))
        if columns is not None:
            first = sequence(self._order_by(self._ordered), apart(s, "LIMIT"), "1")
            options.append(sequence(self._head(columns, distinct=False), c.where(), first))
        return choice(*options) if options else None

    def _by_places(self, ordered: Node) -> Iterator[Node]:
        """Rows grouped by items that are said by their places, perhaps with an aggregate before them."""
        c, s = self._clauses, self._clauses.spelling
        behind = Repeat(sequence(s.comma, c.named(c.shown)), 0, None)
        for before, count in product((0, 1), range(1, _MOST_PLACES + 1)):
            listed = sequence(*_between([c.aggregate] * before + [ordered] * count, s.comma), behind)
            places = [str(before + 1 + place) for place in range(count)]
            groups = sequence(apart(s, "GROUP BY"), *_between(list(map(Text, places)), s.comma), c.having())
            shown = choice(*map(str, range(1, before + count + 1)), c.aggregate)
            yield sequence(self._head(listed, distinct=False), c.where(), groups, order_by(shown, s), limit(s))

    def _by_names(self, ordered: Node) -> Iterator[Node]:
        """Rows grouped by a column that is said by its name, and perhaps by others that are not shown.

        There is a copy for every column up to where it is said again: conditions are without parentheses there, and
        what comes behind is there once.
        """
        c, s = self._clauses, self._clauses.spelling
        ways = []
        for one, column in self.scope.each():
            if c.kind(one).ordered:
                listed = sequence(column, Repeat(sequence(s.comma, c.named(c.shown)), 0, None))
                where = optional(apart(s, "WHERE"), c.plain_condition)
                ways.append(sequence(listed, source(c), where, apart(s, "GROUP BY"), column))
        head = sequence(s.word("SELECT"), s.space, optional(c.aggregate, s.comma), choice(*ways))
        behind = sequence(Repeat(sequence(s.comma, ordered), 0, None), c.having())
        yield sequence(head, behind, order_by(choice("1", c.aggregate), s), limit(s))

    def _plain(self) -> Node:
        stars = self.scope.stars()
        one = self._clauses.named(choice(*self._clauses.items()))
        listed = self._listed(one if stars is None else choice(one, stars))
        return choice("*", listed) if self.scope.has_star else listed

    def _distinct(self) -> Node | None:
        """Items that can be told apart; None where none can."""
        if self._ordered is None:
            return None
        stars = self.scope.stars() if self._is_ordered else None
        listed = self._listed(self._ordered if stars is None else choice(self._ordered, stars))
        return choice("*", listed) if self._is_ordered and self.scope.has_star else listed

    def _listed(self, item: Node) -> Node:
        return Repeat(item, 1, None, self._clauses.spelling.comma)

    def _head(self, listed: Node, *, distinct: bool | None) -> Node:
        """Up to the condition; rows are told apart (`distinct`), or not, or either (None)."""
        s = self._clauses.spelling
        word = sequence(s.word("DISTINCT"), s.space)
        told = {True: word, False: Text(""), None: optional(word)}[distinct]
        return sequence(s.word("SELECT"), s.space, told, listed, source(self._clauses))

    def _grouped(self, columns: Node) -> Node:
        s = self._clauses.spelling
        return sequence(apart(s, "GROUP BY"), self._listed(columns), self._clauses.having())

    def _order_by(self, columns: Node | None) -> Node:
        return Text("") if columns is None else order_by(columns, self._clauses.spelling)


def source(clauses: Clauses) -> Node:
    """The FROM clause."""
    return sequence(apart(clauses.spelling, "FROM"), clauses.scope.source)


def _between(nodes: Sequence[Node], separator: Node) -> list[Node]:
    """The nodes with separators between them."""
    return [part for index, node in enumerate(nodes) for part in ((separator, node) if index else (node,))]
