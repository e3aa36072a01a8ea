"""What the clauses of a select over one scope are made of: items, aggregates, conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from constrained_diffusion.languages.ir import Node, Repeat, Text, choice, optional, sequence
from constrained_diffusion.languages.sql.catalogue import Column
from constrained_diffusion.languages.sql.expressions import PLACES, Computed, computed
from constrained_diffusion.languages.sql.kinds import ANY, NUMBER, Kind
from constrained_diffusion.languages.sql.scopes import Scope
from constrained_diffusion.languages.sql.spelling import COUNT, Spelling, apart, call, in_parentheses

Subqueries = Literal["last", "anywhere"]
COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")


@dataclass(frozen=True, kw_only=True, slots=True)
class Breadth:
    """How much of the language there is.

    Attributes:
        parentheses: how deep parentheses nest in a condition.
        operands: the most items of the selects that set operations combine; 0 for no set operations.
        subqueries: "last": a condition may end in a subquery, and the query with it; "anywhere": so may any predicate,
            which needs a stack.
        items: what items may be named, and rows ordered by.
        places: the last of the places of items that rows may be ordered by, where there are as many.
        group_places: the last of those that rows may be grouped by, in engines that are not strict about it.
        tells_apart: whether rows that are told apart are ordered by name, in engines that are strict about it.
        groups: whether rows are grouped, in engines that are strict about it.
        rows: whether there are subqueries at all.
        typed: whether columns only meet columns and literals of their own kind.
        expressions: whether columns may be computed with, items be named, and rows of other tables be asked for.
        around_values: whether LIKE has no other patterns than a column's values, perhaps with more around them.
        named_groups: the most columns of a scope by whose names rows are grouped, in engines that are strict about it;
            those of larger scopes are grouped by the places of items.
    """

    parentheses: int
    operands: int
    subqueries: Subqueries
    typed: bool
    expressions: bool = False
    around_values: bool = False
    named_groups: int = 0
    items: tuple[str, ...] = ()
    places: int = 0
    group_places: int = 0
    tells_apart: bool = False
    groups: bool = True
    rows: bool = True


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that a predicate compares with.

    Attributes:
        kind: what they hold; None for anything.
        single: whether there must be one at most: for ``=`` and not for IN; None where the engine takes the first.
    """

    kind: Kind | None = None
    single: bool | None = None


class Clauses:
    """Parts of a select over a scope.

    Attributes:
        column: any column.
        aggregate: any aggregate of columns.
        shown: any aggregate, as an item.
        computed: what is computed, as what rows are ordered by.
        condition: what may stand behind WHERE.
        plain_condition: without parentheses.
    """

    def __init__(
        self,
        scope: Scope,
        spelling: Spelling,
        breadth: Breadth,
        rows: Mapping[Rows, Node],
        exists: Node | None = None,
    ) -> None:
        """
        Args:
            rows: the subqueries that stand in predicates.
            exists: predicates that ask for rows of other tables.
        """
        self.scope, self.spelling, self._breadth = scope, spelling, breadth
        self._rows_inside = rows
        column = scope.column()
        assert column is not None  # tables have columns
        self.column = column
        self.joined = apart(spelling, "AND", "OR")
        self.negated = optional(spelling.word("NOT"), spelling.space)
        self._predicates = self._of_columns()
        self.plain_condition: Node = self._joined_up(choice(*self._predicates))
        self._computed = Computed()
        if breadth.expressions:
            self._computed = computed(scope, spelling, self.plain_condition)
            self._predicates += [*self._of_computed(), *([exists] if exists is not None else [])]
        self.computed = [one for one in (self._computed.numbers, self._computed.texts) if one is not None]
        self.aggregate = self._of_aggregates()
        self.shown = choice(self.aggregate, *self._of_what_is_computed())
        self.condition = self._of_conditions()

    def kind(self, column: Column) -> Kind:
        """What a column holds, as far as that matters."""
        return column.kind if self._breadth.typed else ANY

    def columns(self, holds: Callable[[Kind], bool]) -> Node | None:
        """Any of the columns for whose kind something holds."""
        return self.scope.column(lambda column: holds(self.kind(column)))

    def items(self) -> list[Node]:
        """Columns, and what is computed."""
        cases = [one for one in (self._computed.cases, self._computed.text_cases) if one is not None]
        return [self.column, *self.computed, *cases]

    def where(self) -> Node:
        """A WHERE clause, or none."""
        return optional(apart(self.spelling, "WHERE"), self.condition)

    def aggregates_of(self, kind: Kind) -> Node | None:
        """Those whose value is of a kind."""
        options = []
        extreme = self.columns(lambda one: one == kind and one.extreme)
        if extreme is not None:
            options.append(call(self.spelling, ["MIN", "MAX"], extreme))
        if kind == NUMBER:
            options.append(self._counts())
            summed = self.columns(lambda one: one.summed and one == kind)
            if summed is not None:
                options.append(call(self.spelling, ["SUM", "AVG"], summed))
        return choice(*options) if options else None

    def having(self) -> Node:
        """A HAVING clause, or none."""
        s = self.spelling
        tested = self.aggregate if not self._breadth.typed else self.aggregates_of(NUMBER)
        assert tested is not None  # rows can be counted
        return optional(apart(s, "HAVING"), Repeat(sequence(tested, self._against_number()), 1, None, self.joined))

    def _against_number(self) -> Node:
        number = self.spelling.literal("number")
        return choice(sequence(self.spelling.operator(*COMPARISONS), number), self.between(number))

    def between(self, literal: Node) -> Node:
        s = self.spelling
        return sequence(s.space, self.negated, s.word("BETWEEN"), s.space, literal, apart(s, "AND"), literal)

    def among(self) -> Node:
        """Up to the parenthesis of a list or of rows."""
        s = self.spelling
        return sequence(s.space, self.negated, s.word("IN"), s.before)

    def _counts(self) -> Node:
        counted: Node | None = self.column
        if self._breadth.typed:
            counted = self.columns(lambda one: one.ordered)
        options: list[Node] = [Text("*"), self.column]
        if counted is not None:
            options.append(sequence(self.spelling.word("DISTINCT"), self.spelling.space, counted))
        return call(self.spelling, ["COUNT"], choice(*options))

    def _of_aggregates(self) -> Node:
        options = [self._counts()]
        for names, holds in ((["MIN", "MAX"], lambda one: one.extreme), (["SUM", "AVG"], lambda one: one.summed)):
            columns = self.columns(holds)
            if columns is not None:
                options.append(call(self.spelling, names, columns))
        return choice(*options)

    def _of_what_is_computed(self) -> list[Node]:
        """Aggregates of numbers that are computed, and what is computed of aggregates."""
        if not self._breadth.expressions:
            return []
        c, s = self._computed, self.spelling
        inside, options = [one for one in (c.numbers, c.cases) if one is not None], []
        if inside:
            options.append(call(self.spelling, ["SUM", "AVG", "MIN", "MAX"], choice(*inside)))
        if (numbers := self.aggregates_of(NUMBER) if self._breadth.typed else self.aggregate) is not None:
            signs = [sign for sign in ("+", "-") if sign in s.dialect.arithmetic]
            options.append(sequence(numbers, s.operator(*signs), numbers))
        summed = [one for one in (c.summed, *inside) if one is not None]
        if summed:
            places = optional(s.comma, PLACES) if s.dialect.rounds_to_places else ""
            options.append(call(s, ["ROUND"], sequence(call(s, ["SUM", "AVG"], choice(*summed)), places)))
        return options

    def _of_columns(self) -> list[Node]:
        """Predicates over columns."""
        kinds: dict[tuple[object, ...], list[Column]] = {}
        for column in self.scope.all_columns:
            kinds.setdefault((self.kind(column), column.values), []).append(column)
        tests = []
        for columns in kinds.values():
            written = self.scope.column(set(columns).__contains__)
            assert written is not None
            tests.append(sequence(written, self._test(columns[0])))
        return tests

    def _of_computed(self) -> list[Node]:
        """Predicates over what is computed."""
        s, found = self.spelling, []
        if self._computed.numbers is not None:
            found.append(sequence(self._computed.numbers, self._against_number()))
        if self._computed.texts is not None:
            text, pattern = s.literal("text"), s.literal("text", is_pattern=True)
            like = sequence(self._like(), pattern)
            found.append(sequence(self._computed.texts, choice(sequence(s.operator(*COMPARISONS), text), like)))
        return found

    def _joined_up(self, predicate: Node) -> Node:
        return Repeat(sequence(self.negated, predicate), 1, None, self.joined)

    def _of_conditions(self) -> Node:
        predicate = choice(*self._predicates)
        condition = self._joined_up(predicate)
        for _ in range(self._breadth.parentheses):
            condition = self._joined_up(choice(predicate, in_parentheses(condition, self.spelling)))
        return condition

    def _test(self, column: Column) -> Node:
        """What may follow a column."""
        s, kind = self.spelling, self.kind(column)
        options = [sequence(apart(s, "IS"), self.negated, s.word("NULL"))]
        if not kind.ordered:
            return options[0]
        options += self._compared(column)
        for rows, written in self._rows_inside.items():
            if rows.kind in (None, kind):
                options.append(sequence(self.before_rows(rows), written))
        if kind.matched and (pattern := self._pattern(column)) is not None:
            options.append(sequence(self._like(), pattern))
        return choice(*options)

    def _like(self) -> Node:
        """Up to a pattern."""
        s = self.spelling
        return sequence(s.space, self.negated, choice(*map(s.word, s.dialect.matches)), s.space)

    def before_rows(self, rows: Rows) -> Node:
        """What stands between a column and the rows that it is compared with."""
        ways = []
        if rows.single is not False:
            ways.append(self.spelling.operator(*COMPARISONS))
        if rows.single is not True:
            ways.append(self.among())
        return choice(*ways)

    def _compared(self, column: Column) -> list[Node]:
        """What is compared with literals and columns."""
        s = self.spelling
        others, literal = self.columns(self.kind(column).meets), self.literal(column)
        assert others is not None  # the column itself is one
        if literal is None:
            return [sequence(s.operator(*COMPARISONS), others)]
        measured = literal if _is_chosen(column.kind) else self._free_literal(column)
        equal, unequal = COMPARISONS[:2], COMPARISONS[2:]
        tests: list[tuple[tuple[str, ...], Node]] = [(COMPARISONS, choice(literal, others))]
        if measured != literal:
            tests = [(equal, choice(literal, others)), (unequal, choice(measured, others))]
        return [
            *(sequence(s.operator(*signs), compared) for signs, compared in tests),
            sequence(self.among(), in_parentheses(Repeat(literal, 1, None, s.comma), s)),
            self.between(measured),
        ]

    def literal(self, column: Column) -> Node | None:
        """What a column equals; None where no literal of its kind is known, or none is left."""
        values = column.values if column.values is not None else self.kind(column).labels
        if values:
            return choice(*map(self.spelling.value, values))
        return self._free_literal(column) if column.values is None and self.kind(column).literals else None

    def _free_literal(self, column: Column) -> Node:
        return choice(*(self.spelling.literal(kind) for kind in self.kind(column).literals))

    def _pattern(self, column: Column) -> Node | None:
        """What a column is matched with."""
        if column.values is None or not self._breadth.around_values:
            texts = [kind for kind in self.kind(column).literals if kind in ("text", "ascii")]
            return choice(*(self.spelling.literal(kind, is_pattern=True) for kind in texts))
        around = [(before, after) for before in ("", "%") for after in ("", "%")]
        texts_held = [str(value) for value in column.values]
        if self.spelling.dialect.escapes:
            texts_held = [text for text in texts_held if "\\" not in text]
        patterns = [f"{before}{text}{after}" for text in texts_held for before, after in around]
        return choice(*map(self.spelling.value, dict.fromkeys(patterns))) if patterns else None


def _is_chosen(kind: Kind) -> bool:
    """Whether values are chosen from what there is, and not measured: names, and not numbers or days."""
    return not kind.literals or kind.literals[0] in ("text", "ascii")


def ordered_by(key: Node, spelling: Spelling, most: int | None = None) -> Node:
    """An ORDER BY clause of so many keys."""
    direction = optional(spelling.space, choice(spelling.word("ASC"), spelling.word("DESC")))
    return sequence(apart(spelling, "ORDER BY"), Repeat(sequence(key, direction), 1, most, spelling.comma))


def order_by(key: Node, spelling: Spelling, most: int | None = None) -> Node:
    """An ORDER BY clause, or none."""
    return optional(ordered_by(key, spelling, most))


def limit(spelling: Spelling) -> Node:
    """A LIMIT clause, or none."""
    offset = optional(apart(spelling, "OFFSET"), choice("0", COUNT))
    return optional(apart(spelling, "LIMIT"), COUNT, offset)
