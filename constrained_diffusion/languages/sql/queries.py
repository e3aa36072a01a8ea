"""The language of the queries over a catalogue, which SQLite runs.

For tables T:

    query      select | operands | select before a subquery
    select     SELECT [DISTINCT] items FROM scope [WHERE condition] [groups] [ORDER BY key, ...] [LIMIT n [OFFSET n]]
    items      * | T.* | item, ...       item: column or aggregate
    groups     GROUP BY columns [HAVING tests]
    key        column [ASC|DESC], with groups an item
    aggregate  COUNT(*) | COUNT([DISTINCT ]column) | MIN, MAX, SUM, AVG(column)
    scope      T | T [LEFT] JOIN U ON join
    tests      aggregates compared with numbers, joined by AND and OR
    condition  predicates joined by AND and OR, each optionally after NOT; parentheses around some, `parentheses` deep
    predicate  column = <> < <= > >= literal | column    column IS [NOT] NULL    column [NOT] BETWEEN a AND b
               column [NOT] LIKE text    column [NOT] IN (literal, ...)
    subquery   last in a condition, and then the query ends: column = ... (rows) | column [NOT] IN (rows)
    operands   one select of as many items (and no ORDER BY or LIMIT) after another, between UNION [ALL], INTERSECT and
               EXCEPT; at last ORDER BY 1, ... and LIMIT
    rows       a select of one item, or operands of one item

Columns are those of the tables in scope, and only those. Nothing of it nests without end, so that it is regular: what
a query is made of is read from left to right, once for every scope, and a step costs what a regular expression costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from constrained_diffusion.languages.ir import (
    Grammar,
    Language,
    Node,
    Reference,
    Repeat,
    Text,
    choice,
    optional,
    sequence,
)
from constrained_diffusion.languages.sql.catalogue import Column
from constrained_diffusion.languages.sql.scopes import Scope
from constrained_diffusion.languages.sql.spelling import COUNT, Spelling, apart

_STARS_FROM = 2
"""Set operations combine ``*`` with ``*`` where they combine more columns than that."""
Subqueries = Literal["last", "anywhere"]
COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
SET_OPERATORS = ("UNION", "UNION ALL", "INTERSECT", "EXCEPT")


@dataclass(frozen=True, kw_only=True, slots=True)
class Breadth:
    """How much of the language there is.

    Attributes:
        parentheses: how deep parentheses nest in a condition.
        operands: the most items of the selects that set operations combine; 0 for no set operations.
        subqueries: "last": a condition may end in a subquery, and the query with it; "anywhere": so may any predicate,
            which needs a stack.
        typed: whether numbers are only compared, summed and averaged with numbers, and text with text.
    """

    parentheses: int
    operands: int
    subqueries: Subqueries
    typed: bool


ROWS = "rows"


def queries(
    scopes: Sequence[Scope], inner: Sequence[Scope], spelling: Spelling, breadth: Breadth, names: Sequence[str]
) -> Language:
    """The queries over these scopes.

    Args:
        inner: the scopes of the selects within subqueries and set operations.
        names: of all columns that a query could mean; a subquery also those of what is around it.
    """
    texts = spelling.texts(names)

    def over_all(scopes: Sequence[Scope], rows: Node | None) -> list[_Clauses]:
        return [_Clauses(scope, spelling, breadth, texts, rows) for scope in scopes]

    within = over_all(inner, None)
    inside = [clauses.select(items=1) for clauses in within]
    if breadth.operands:
        inside.append(_chained(within, spelling, 1))
    rows = _between_parentheses(choice(*inside), spelling)
    called = Reference(ROWS) if breadth.subqueries == "anywhere" else None
    over, operands = over_all(scopes, called), within if called is None else over_all(inner, called)
    options = [clauses.select() for clauses in over]
    for count in range(1, breadth.operands + 1):
        place = choice(*map(str, range(1, count + 1)))
        options.append(sequence(_chained(operands, spelling, count), _order_by(place, spelling), _limit(spelling)))
    if breadth.operands > _STARS_FROM:
        options += _chained_stars(operands, spelling)
    counted = sequence(
        spelling.word("SELECT"), spelling.space, spelling.word("COUNT"), spelling.gap,
        _between_parentheses(Text("*"), spelling), spelling.space, spelling.word("FROM"), spelling.before,
    )  # fmt: skip
    if called is None:
        # what stands before rows does not matter to them, so that there is one copy of them for all scopes
        options.append(sequence(choice(counted, *(clauses.before_subquery() for clauses in over)), rows))
        return sequence(spelling.start, choice(*options), spelling.end)
    options.append(sequence(counted, called))
    whole = sequence(spelling.start, choice(*options), spelling.end)
    return Grammar("query", (("query", whole), (ROWS, rows)), calls=(ROWS,))


def _chained(over: Sequence[_Clauses], spelling: Spelling, items: int | None) -> Node:
    """Selects one after another: of so many items, or of all columns, where scopes have as many."""
    one = choice(*(clauses.operand(items) for clauses in over))
    return Repeat(one, 2, None, apart(spelling, *SET_OPERATORS))


def _chained_stars(over: Sequence[_Clauses], spelling: Spelling) -> Iterator[Node]:
    """Selects of all columns, of scopes that have as many."""
    by_width: dict[int, list[_Clauses]] = {}
    for clauses in over:
        if clauses.scope.has_star:
            by_width.setdefault(clauses.scope.width, []).append(clauses)
    for alike in by_width.values():
        yield _chained(alike, spelling, None)


def _between_parentheses(inside: Node, spelling: Spelling) -> Node:
    return sequence("(", spelling.gap, inside, spelling.gap, ")")


def _order_by(key: Node, spelling: Spelling) -> Node:
    direction = optional(spelling.space, choice(spelling.word("ASC"), spelling.word("DESC")))
    keys = Repeat(sequence(key, direction), 1, None, spelling.comma)
    return optional(apart(spelling, "ORDER BY"), keys)


def _limit(spelling: Spelling) -> Node:
    offset = optional(apart(spelling, "OFFSET"), choice("0", COUNT))
    return optional(apart(spelling, "LIMIT"), COUNT, offset)


class _Clauses:
    """The clauses of a select over one scope."""

    def __init__(self, scope: Scope, spelling: Spelling, breadth: Breadth, texts: Node, rows: Node | None) -> None:
        """
        Args:
            texts: any text as a literal.
            rows: the subqueries that stand in predicates, None for none.
        """
        self.scope, self._spelling, self._breadth = scope, spelling, breadth
        self._any_text, self._rows_inside = texts, rows
        column = scope.column()
        assert column is not None  # tables have columns
        self._column = column
        self._joined = apart(spelling, "AND", "OR")
        self._negated = optional(spelling.word("NOT"), spelling.space)
        self._aggregate = self._of_aggregates()
        self._item = choice(column, self._aggregate)
        self._condition = self._of_conditions()

    def select(self, items: int | None = None) -> Node:
        """A whole select; of so many items, where that is said."""
        listed = self._any_items() if items is None else self._items(items)
        return sequence(self._head(listed), self._where(), self._rows(), _limit(self._spelling))

    def operand(self, items: int | None) -> Node:
        """A select that a set operation combines with others: of so many items, or of all columns."""
        listed = Text("*") if items is None else self._items(items)
        return sequence(self._head(listed), self._where(), optional(self._groups()))

    def before_subquery(self) -> Node:
        """A select up to the subquery that its condition ends in."""
        earlier = optional(self._condition, self._joined)
        test = choice(self._spelling.operator(*COMPARISONS), self._among())
        return sequence(self._head(self._any_items()), apart(self._spelling, "WHERE"), earlier, self._column, test)

    def _items(self, count: int) -> Node:
        return Repeat(self._item, count, count, self._spelling.comma)

    def _any_items(self) -> Node:
        stars = self.scope.stars()
        one = self._item if stars is None else choice(self._item, stars)
        listed: Node = Repeat(one, 1, None, self._spelling.comma)
        return choice("*", listed) if self.scope.has_star else listed

    def _head(self, listed: Node) -> Node:
        """Up to the FROM clause."""
        s = self._spelling
        distinct = optional(s.word("DISTINCT"), s.space)
        return sequence(s.word("SELECT"), s.space, distinct, listed, apart(s, "FROM"), self.scope.source)

    def _where(self) -> Node:
        return optional(apart(self._spelling, "WHERE"), self._condition)

    def _groups(self) -> Node:
        s = self._spelling
        compared = choice(sequence(s.operator(*COMPARISONS), s.number), self._between(s.number))
        tests = Repeat(sequence(self._aggregate, compared), 1, None, self._joined)
        columns = Repeat(self._column, 1, None, s.comma)
        return sequence(apart(s, "GROUP BY"), columns, optional(apart(s, "HAVING"), tests))

    def _rows(self) -> Node:
        """Grouped and ordered rows; SQLite refuses to order rows by an aggregate that are not grouped."""
        s = self._spelling
        return choice(sequence(self._groups(), _order_by(self._item, s)), _order_by(self._column, s))

    def _of_aggregates(self) -> Node:
        s = self._spelling
        summed = self.scope.column(lambda column: column.kind != "text") if self._breadth.typed else self._column

        def call(names: Sequence[str], inside: Node) -> Node:
            return sequence(choice(*map(s.word, names)), s.gap, _between_parentheses(inside, s))

        counted = sequence(optional(s.word("DISTINCT"), s.space), self._column)
        options = [call(["COUNT"], choice("*", counted)), call(["MIN", "MAX"], self._column)]
        if summed is not None:
            options.append(call(["SUM", "AVG"], summed))
        return choice(*options)

    def _of_conditions(self) -> Node:
        s = self._spelling
        kinds: dict[tuple[object, ...], list[Column]] = {}
        for column in self.scope.all_columns:
            kinds.setdefault((column.kind if self._breadth.typed else None, column.values), []).append(column)
        tests = []
        for columns in kinds.values():
            written = self.scope.column(set(columns).__contains__)
            assert written is not None
            tests.append(sequence(written, self._test(columns[0])))
        predicate = sequence(self._negated, choice(*tests))
        condition: Node = Repeat(predicate, 1, None, self._joined)
        for _ in range(self._breadth.parentheses):
            group = sequence(self._negated, _between_parentheses(condition, s))
            condition = Repeat(choice(predicate, group), 1, None, self._joined)
        return condition

    def _test(self, column: Column) -> Node:
        """What may follow a column."""
        s = self._spelling
        texts = self._any_text if column.values is None else choice(*map(s.text, column.values))
        literal: Node = choice(s.number, texts)
        other: Node | None = self._column
        if self._breadth.typed:
            literal = {"number": s.number, "text": texts, "any": literal}[column.kind]
            if column.kind != "any":
                other = self.scope.column(lambda one: one.kind in (column.kind, "any"))
        compared = literal if other is None else choice(literal, other)
        listed = _between_parentheses(Repeat(literal, 1, None, s.comma), s)
        options = [
            sequence(s.operator(*COMPARISONS), compared),
            sequence(apart(s, "IS"), self._negated, s.word("NULL")),
            sequence(self._among(), listed),
            self._between(literal),
        ]
        if self._rows_inside is not None:
            options.append(sequence(choice(s.operator(*COMPARISONS), self._among()), self._rows_inside))
        if column.kind != "number" or not self._breadth.typed:
            options.append(sequence(s.space, self._negated, s.word("LIKE"), s.space, self._any_text))
        return choice(*options)

    def _among(self) -> Node:
        """Up to the parenthesis of a list or of rows."""
        s = self._spelling
        return sequence(s.space, self._negated, s.word("IN"), s.before)

    def _between(self, literal: Node) -> Node:
        s = self._spelling
        return sequence(s.space, self._negated, s.word("BETWEEN"), s.space, literal, apart(s, "AND"), literal)
