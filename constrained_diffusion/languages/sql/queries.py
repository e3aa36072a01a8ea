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
from constrained_diffusion.languages.sql.spelling import COUNT, Spelling

_STARS_FROM = 2
"""Set operations combine ``*`` with ``*`` where they combine more columns than that."""
Subqueries = Literal["last", "anywhere"]
COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
FUNCTIONS = ("COUNT", "MIN", "MAX", "SUM", "AVG")


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
        inside.append(_chained(within, spelling, 1, of_rows=True))
    rows = _between_parentheses(choice(*inside), spelling)
    called = Reference(ROWS) if breadth.subqueries == "anywhere" else None
    over, operands = over_all(scopes, called), within if called is None else over_all(inner, called)
    options = [clauses.select() for clauses in over]
    options += [_chained(operands, spelling, count, of_rows=False) for count in range(1, breadth.operands + 1)]
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


def _chained(over: Sequence[_Clauses], spelling: Spelling, items: int, *, of_rows: bool) -> Node:
    """Selects of so many items, one after another."""
    one = choice(*(clauses.operand(items) for clauses in over))
    whole: Node = Repeat(one, 2, None, _set_operators(spelling))
    if of_rows:
        return whole
    place = choice(*map(str, range(1, items + 1)))
    return sequence(whole, _order_by(place, spelling), _limit(spelling))


def _chained_stars(over: Sequence[_Clauses], spelling: Spelling) -> Iterator[Node]:
    """Selects of all columns, one after another, of scopes that have as many."""
    by_width: dict[int, list[_Clauses]] = {}
    for clauses in over:
        if not clauses.scope.has_star:
            continue
        by_width.setdefault(clauses.scope.width, []).append(clauses)
    for alike in by_width.values():
        one = choice(*(clauses.operand(None) for clauses in alike))
        yield Repeat(one, 2, None, _set_operators(spelling))


def _set_operators(spelling: Spelling) -> Node:
    words = choice(*(spelling.word(word) for word in ("UNION", "UNION ALL", "INTERSECT", "EXCEPT")))
    return sequence(spelling.space, words, spelling.space)


def _between_parentheses(inside: Node, spelling: Spelling) -> Node:
    return sequence("(", spelling.gap, inside, spelling.gap, ")")


def _order_by(key: Node, spelling: Spelling) -> Node:
    direction = optional(spelling.space, choice(spelling.word("ASC"), spelling.word("DESC")))
    keys = Repeat(sequence(key, direction), 1, None, spelling.comma)
    return optional(spelling.space, spelling.word("ORDER BY"), spelling.space, keys)


def _limit(spelling: Spelling) -> Node:
    offset = optional(spelling.space, spelling.word("OFFSET"), spelling.space, choice("0", COUNT))
    return optional(spelling.space, spelling.word("LIMIT"), spelling.space, COUNT, offset)


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
        self._aggregate = self._of_aggregates()
        self._item = choice(column, self._aggregate)
        self._condition = self._of_conditions()

    def select(self, items: int | None = None) -> Node:
        """A whole select; of so many items, where that is said."""
        return sequence(self._head(items), self._where(), self._rows(), _limit(self._spelling))

    def operand(self, items: int | None) -> Node:
        """A select that a set operation combines with others: of so many items, or of all columns."""
        return sequence(self._head(items, only_all=items is None), self._where(), optional(self._groups()))

    def before_subquery(self) -> Node:
        """A select up to the subquery that its condition ends in."""
        s = self._spelling
        among = choice(s.word("IN"), s.word("NOT IN"))
        test = choice(s.operator(*COMPARISONS), sequence(s.space, among, s.before))
        earlier = optional(self._condition, s.space, choice(s.word("AND"), s.word("OR")), s.space)
        return sequence(self._head(None), s.space, s.word("WHERE"), s.space, earlier, self._column, test)

    def _head(self, items: int | None, *, only_all: bool = False) -> Node:
        """Up to the FROM clause."""
        s = self._spelling
        listed: Node = Text("*") if only_all else Repeat(self._item, items or 1, items, s.comma)
        if items is None and not only_all:
            stars = self.scope.stars()
            if stars is not None:
                listed = Repeat(choice(self._item, stars), 1, None, s.comma)
            if self.scope.has_star:
                listed = choice("*", listed)
        distinct = optional(s.word("DISTINCT"), s.space)
        return sequence(
            s.word("SELECT"), s.space, distinct, listed, s.space, s.word("FROM"), s.space, self.scope.source
        )

    def _where(self) -> Node:
        s = self._spelling
        return optional(s.space, s.word("WHERE"), s.space, self._condition)

    def _groups(self) -> Node:
        s = self._spelling
        number = s.number
        test = sequence(
            self._aggregate,
            choice(sequence(s.operator(*COMPARISONS), number), self._between(number)),
        )
        joined = sequence(s.space, choice(s.word("AND"), s.word("OR")), s.space)
        having = optional(s.space, s.word("HAVING"), s.space, Repeat(test, 1, None, joined))
        columns = Repeat(self._column, 1, None, s.comma)
        return sequence(s.space, s.word("GROUP BY"), s.space, columns, having)

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
        predicate = sequence(optional(s.word("NOT"), s.space), choice(*tests))
        joined = sequence(s.space, choice(s.word("AND"), s.word("OR")), s.space)
        condition: Node = Repeat(predicate, 1, None, joined)
        for _ in range(self._breadth.parentheses):
            group = sequence(optional(s.word("NOT"), s.space), _between_parentheses(condition, s))
            condition = Repeat(choice(predicate, group), 1, None, joined)
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
        negated = optional(s.word("NOT"), s.space)
        options = [
            sequence(s.operator(*COMPARISONS), compared),
            sequence(s.space, s.word("IS"), s.space, negated, s.word("NULL")),
            sequence(s.space, negated, s.word("IN"), s.before, listed),
            self._between(literal),
        ]
        if self._rows_inside is not None:
            among = sequence(s.space, negated, s.word("IN"), s.before)
            options.append(sequence(choice(s.operator(*COMPARISONS), among), self._rows_inside))
        if column.kind != "number" or not self._breadth.typed:
            options.append(sequence(s.space, negated, s.word("LIKE"), s.space, self._any_text))
        return choice(*options)

    def _between(self, literal: Node) -> Node:
        s = self._spelling
        negated = optional(s.word("NOT"), s.space)
        return sequence(s.space, negated, s.word("BETWEEN"), s.space, literal, s.space, s.word("AND"), s.space, literal)
