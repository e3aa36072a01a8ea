"""The selects over one scope: of engines that take what they are given, and of those that are strict.

A strict engine refuses what is selected or ordered by and not grouped by. Which column that is would have to be known
behind the condition as well: rows are therefore grouped by the places of items (``GROUP BY 1``), and by one name where
a copy of the select for every column is not too much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Protocol

from constrained_diffusion.languages.ir import Node, Repeat, Text, choice, optional, sequence
from constrained_diffusion.languages.sql.catalogue import Table
from constrained_diffusion.languages.sql.clauses import Breadth, Clauses, Rows, limit, order_by, ordered_by
from constrained_diffusion.languages.sql.items import Listed, Lists
from constrained_diffusion.languages.sql.kinds import NUMBER, Kind
from constrained_diffusion.languages.sql.scopes import Scope
from constrained_diffusion.languages.sql.spelling import apart, separated

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

    def __init__(self, clauses: Clauses, breadth: Breadth) -> None:
        self.scope, self._clauses, self._lists = clauses.scope, clauses, Lists(clauses, breadth)
        self._group_places = min(breadth.group_places, _MOST_PLACES)
        self._item = choice(clauses.column, clauses.aggregate)
        self._key = choice(clauses.column, *clauses.computed)

    def selects(self) -> Iterator[Node]:
        for listed in self._any_items():
            yield self._select(listed)
        yield from self._by_places()

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
        head = self._head(next(self._any_items()).node)
        return sequence(head, apart(clauses.spelling, "WHERE"), earlier, clauses.column, clauses.before_rows(rows))

    def rows(self, rows: Rows) -> Node:
        del rows
        return self._select(Listed(self._item))

    def _select(self, listed: Listed) -> Node:
        c = self._clauses
        # an aggregate that rows are ordered by makes one of them where they are not grouped: SQLite refuses
        by_item = order_by(choice(self._item, self._key, *listed.keys), c.spelling)
        ordered = choice(sequence(self._groups(), by_item), order_by(choice(self._key, *listed.keys), c.spelling))
        return sequence(self._head(listed.node), c.where(), ordered, limit(c.spelling))

    def _by_places(self) -> Iterator[Node]:
        """Rows grouped by items that are said by their places, perhaps with an aggregate before them."""
        c, s = self._clauses, self._clauses.spelling
        one = choice(*c.items(), c.shown)
        for before, count in product((0, 1), range(1, self._group_places + 1)):
            places = choice(*map(str, range(before + 1, before + count + 1)))
            groups = sequence(apart(s, "GROUP BY"), Repeat(places, 1, None, s.comma), c.having())
            for listed in self._lists.of([c.aggregate] * before + [self._key] * count, one, one):
                by = order_by(choice(self._item, self._key, *listed.keys), s)
                yield sequence(self._head(listed.node), c.where(), groups, by, limit(s))

    def _any_items(self) -> Iterator[Listed]:
        one = choice(*self._clauses.items(), self._clauses.shown)
        return self._lists.of([], one, one, self.scope.stars(), whole=self.scope.has_star)

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
        self._lists, self._ordered = Lists(clauses, breadth), clauses.columns(lambda kind: kind.ordered)
        self._is_ordered = all(clauses.kind(column).ordered for column in clauses.scope.all_columns)
        self._is_named = sum(1 for _ in clauses.scope.each()) <= breadth.named_groups
        self._tells_apart = breadth.tells_apart

    def selects(self) -> Iterator[Node]:
        c, s = self._clauses, self._clauses.spelling
        for listed in self._plain():
            keys = [*([] if self._ordered is None else [self._ordered]), *listed.keys]
            by = order_by(choice(*keys), s) if keys else ""
            yield sequence(self._head(listed.node, distinct=False), c.where(), by, limit(s))
        for listed in self._distinct():  # rows that are told apart are ordered by what is shown
            by = order_by(choice("1", *listed.keys), s, 1)
            yield sequence(self._head(listed.node, distinct=True), c.where(), by, limit(s))
        if self._ordered is not None and self._tells_apart:
            yield from self._distinct_by_names(self._ordered)
        for listed in self._lists.of([], c.shown, c.shown):
            by = order_by(choice(c.aggregate, *listed.keys), s)
            grouped = optional(self._grouped(self._ordered), by) if self._ordered is not None else ""
            yield sequence(self._head(listed.node, distinct=False), c.where(), grouped, limit(s))
        if self._ordered is not None and self._groups:
            yield from self._by_places(self._ordered)
            if self._is_named:
                yield from self._by_names(self._ordered)

    def operand(self, items: Items | None) -> Node | None:
        c, s = self._clauses, self._clauses.spelling
        if items is None:
            return None
        options = []
        columns = [one for kind in items if (one := self._of_kind(kind)) is not None]
        if len(columns) == len(items):
            listed = separated(columns, s.comma)
            options.append(sequence(self._head(listed, distinct=None), c.where()))
        counted = [c.aggregates_of(kind) for kind in items if kind is not None]
        aggregates = [one for one in counted if one is not None]
        if len(aggregates) == len(items):
            listed = separated(aggregates, s.comma)
            grouped = optional(self._grouped(self._ordered)) if self._ordered is not None else ""
            options.append(sequence(self._head(listed, distinct=False), c.where(), grouped))
        return choice(*options) if options else None

    def before(self, rows: Rows) -> Node | None:
        c = self._clauses
        columns = self._of_kind(rows.kind)
        if columns is None:
            return None
        heads = [
            self._head(next(self._plain()).node, distinct=False),
            self._head(self._listed(c.aggregate), distinct=False),
            *(self._head(listed.node, distinct=True) for listed in islice(self._distinct(), 1)),
        ]
        earlier = optional(c.condition, c.joined)
        return sequence(choice(*heads), apart(c.spelling, "WHERE"), earlier, columns, c.before_rows(rows))

    def rows(self, rows: Rows) -> Node | None:
        if not rows.single:
            return self.operand((rows.kind,))
        c, s = self._clauses, self._clauses.spelling
        assert rows.kind is not None
        columns = self._of_kind(rows.kind)
        aggregate, options = c.aggregates_of(rows.kind), []
        if aggregate is not None:
            options.append(sequence(self._head(aggregate, distinct=False), c.where()))
        if columns is not None:
            assert self._ordered is not None  # these columns are some
            first = sequence(order_by(self._ordered, s), apart(s, "LIMIT"), "1")
            options.append(sequence(self._head(columns, distinct=False), c.where(), first))
        return choice(*options) if options else None

    def _by_places(self, ordered: Node) -> Iterator[Node]:
        """Rows grouped by items that are said by their places, perhaps with an aggregate before them."""
        c, s = self._clauses, self._clauses.spelling
        ordered = choice(ordered, *c.computed)
        for before, count in product((0, 1), range(1, _MOST_PLACES + 1)):
            places = [str(before + 1 + place) for place in range(count)]
            groups = sequence(apart(s, "GROUP BY"), separated(list(map(Text, places)), s.comma), c.having())
            shown = [*map(str, range(1, before + count + 1)), c.aggregate]
            for listed in self._lists.of([c.aggregate] * before + [ordered] * count, c.shown, c.shown):
                by = order_by(choice(*shown, *listed.keys), s)
                yield sequence(self._head(listed.node, distinct=False), c.where(), groups, by, limit(s))

    def _by_names(self, ordered: Node) -> Iterator[Node]:
        """Rows grouped by a column that is shown, and said by its name, and perhaps by others that are not.

        There is a copy for every column up to where it is said again: conditions are without parentheses there, and
        what comes behind is there once.
        """
        c, s = self._clauses, self._clauses.spelling
        ways: dict[tuple[Node, ...], list[Node]] = {}
        again: list[Node] = []
        where = optional(apart(s, "WHERE"), c.plain_condition)
        others = Repeat(sequence(ordered, s.comma), 0, None)
        for one, column in self.scope.each():
            if not c.kind(one).ordered:
                continue
            groups = sequence(source(c), where, apart(s, "GROUP BY"), others, column)
            usual, *with_keys = self._lists.of([column], c.shown, c.shown)
            behind_one = islice(self._lists.of([c.aggregate, column], c.shown, c.shown), 1, None)
            for listed in (usual, *with_keys, *behind_one):
                ways.setdefault(listed.keys, []).append(sequence(listed.node, groups))
            again.append(sequence(usual.node, groups, ordered_by(column, s, 1)))
        head = sequence(s.word("SELECT"), s.space)
        behind = sequence(Repeat(sequence(s.comma, ordered), 0, None), c.having())
        for keys, heads in ways.items():
            one_before = "" if keys else optional(c.aggregate, s.comma)
            by = order_by(choice("1", c.aggregate, *keys), s)
            yield sequence(head, one_before, choice(*heads), behind, by, limit(s))
        yield sequence(head, optional(c.aggregate, s.comma), choice(*again), limit(s))

    def _distinct_by_names(self, ordered: Node) -> Iterator[Node]:
        """Rows that are told apart, ordered by the first item, which is said by its name."""
        c, s = self._clauses, self._clauses.spelling
        where, ways = optional(apart(s, "WHERE"), c.plain_condition), []
        for one, column in self.scope.each():
            if c.kind(one).ordered:
                listed = next(self._lists.of([column], ordered, None)).node
                ways.append(sequence(self._head(listed, distinct=True), where, ordered_by(column, s, 1)))
        yield sequence(choice(*ways), limit(s))

    def _plain(self) -> Iterator[Listed]:
        """Items that are columns, and what is computed of them."""
        c = self._clauses
        ordered = [*c.items()[1:], *([] if self._ordered is None else [self._ordered])]
        keyed = choice(*ordered) if ordered else None
        return self._lists.of([], choice(*c.items()), keyed, self.scope.stars(), whole=self.scope.has_star)

    def _distinct(self) -> Iterator[Listed]:
        """Items that can be told apart."""
        if self._ordered is None:
            return iter(())
        stars = self.scope.stars() if self._is_ordered else None
        whole = self._is_ordered and self.scope.has_star
        return self._lists.of([], self._ordered, self._ordered, stars, whole=whole)

    def _of_kind(self, kind: Kind | None) -> Node | None:
        """The columns of a kind, if they can be compared."""
        return self._clauses.columns(lambda one: one == kind and one.ordered)

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


def source(clauses: Clauses) -> Node:
    """The FROM clause."""
    return sequence(apart(clauses.spelling, "FROM"), clauses.scope.source)
