"""The language of the queries over a catalogue.

It has one spelling a query: upper-case keywords, single spaces, names as the database has them, quoted where they must
be. For tables T:

    query     SELECT [DISTINCT] items FROM scope [WHERE condition] [ORDER BY key, ... | groups] [LIMIT 1..999999999]
    groups    GROUP BY columns [HAVING test] [ORDER BY group key, ...]
    items     * | item, ...             item: column or aggregate
    key       column [ASC|DESC]         group key: item [ASC|DESC]
    aggregate COUNT(*) | COUNT([DISTINCT ]column) | MIN, MAX(column) | SUM, AVG(number column)
    scope     T | T JOIN U ON join      every join along a foreign key, in either order, up to `joins` of them
    test      aggregate compared with a number, joined by AND
    condition predicates joined by AND and OR, each optionally after NOT; ( condition ) nests without end
    predicate column = <> < <= > >= literal | column | (rows) ; column IS [NOT] NULL ; column [NOT] BETWEEN a AND b
              column [NOT] LIKE text ; column [NOT] IN (literal, ...) | (rows)
    rows      SELECT column | aggregate FROM T [WHERE condition], over one table

Columns are those of the tables in scope, and only those: written plainly over one table, as ``table.column`` (or
``alias.column``) in joins, after their schema where the name of the table alone does not say which it is. Number
columns meet numbers, text columns text, columns of another or no type meet both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.ir import (
    Grammar,
    Node,
    Reference,
    Repeat,
    Text,
    choice,
    optional,
    sequence,
)
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.sql.catalogue import Catalogue, Column, Kind, Table
from constrained_diffusion.languages.sql.names import folded, quoted

MAX_SCOPES = 2_000
MAX_LINKS = 100_000

_NUMBER = full_match(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?")
_COUNT = full_match("[1-9][0-9]{0,8}")
_STRING = full_match("'([^'\\x00]|'')*'")
_COMPARE = choice(" = ", " <> ", " < ", " <= ", " > ", " >= ")
_COMMA = Text(", ")


@dataclass(frozen=True, slots=True)
class Joins:
    """Which tables a query speaks of at once.

    Attributes:
        most: the most joins a query has.
        any_columns: whether joins may compare any two columns of one kind, rather than foreign keys only.
        aliases: whether tables may also be named ``t1``, ``t2``, ... and their columns after them.
    """

    most: int
    any_columns: bool
    aliases: bool


def queries(catalogue: Catalogue, joins: Joins) -> Grammar:
    """The queries, as a grammar: one rule a scope, so that a table in FROM and a column in SELECT narrow each other.

    Raises:
        ConstraintTooLarge: tables join in too many ways.
    """
    rules: dict[str, Node] = {}
    apart, subqueries = [], []
    for scope in _scopes(catalogue, joins):
        condition = Reference(f"conditions over {scope.name}")
        rules[condition.name] = _condition(scope, condition)
        aggregate = _aggregate(scope)
        rules[f"queries over {scope.name}"] = _query(scope, aggregate, condition)
        apart.append(f"queries over {scope.name}")
        if scope.is_table:
            item = choice(scope.column(), aggregate)
            where = optional(" WHERE ", condition)
            rules[f"rows of {scope.name}"] = sequence("SELECT ", item, " FROM ", scope.source, where)
            subqueries.append(f"rows of {scope.name}")
    rules["rows"] = sequence("(", choice(*map(Reference, subqueries)), ")")
    rules["query"] = choice(*map(Reference, apart))
    return Grammar("query", tuple(rules.items()), calls=("rows",), apart=(*apart, *subqueries))


# --- scopes


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a query may speak about: the text of its FROM clause, and its columns as they are written.

    Attributes:
        name: what messages call it; no two scopes of a grammar have the same.
        is_table: whether it is one table under its own name.
    """

    name: str
    source: Node
    columns: tuple[tuple[str, Column], ...]
    is_table: bool

    known: dict[tuple[Kind, ...], Node] = field(default_factory=dict, compare=False)

    def column(self, *kinds: Kind) -> Node:
        """Any of the columns, or of those of some kinds; the same tree each time, which is then looked at once."""
        if kinds not in self.known:
            self.known[kinds] = _one_of([name for name, _ in (self.of(*kinds) if kinds else self.columns)])
        return self.known[kinds]

    def of(self, *kinds: Kind) -> list[tuple[str, Column]]:
        """The columns of some kinds."""
        return [(name, column) for name, column in self.columns if column.kind in kinds]


def _one_of(names: list[str], levels: int = 4) -> Node:
    """A choice of names, with beginnings that they share written once."""
    if levels == 0 or len(names) < 2:
        return choice(*names)
    first, last = min(names), max(names)
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    shared = first[:length]
    groups: dict[str, list[str]] = {}
    for name in names:
        rest = name[len(shared) :]
        groups.setdefault(rest[:1], []).append(rest)
    return sequence(shared, choice(*(_one_of(group, levels - 1) for group in groups.values())))


_Link = tuple[int, Column, Column]
"""The index of a table that is joined to, its column, and that of the table that joins."""


@dataclass(frozen=True, slots=True)
class _Join:
    """Tables in the order in which they are joined, and for every one after the first the columns that may join it."""

    tables: tuple[Table, ...]
    links: tuple[tuple[_Link, ...], ...] = ()

    def source(self, aliases: list[str] | None) -> Node:
        """The FROM clause."""
        written = [_written(table) for table in self.tables]
        short = written if aliases is None else aliases
        named = written if aliases is None else [f"{w} AS {a}" for w, a in zip(written, aliases, strict=True)]
        parts: list[Node | str] = [named[0]]
        for index, options in enumerate(self.links, start=1):
            tests = []
            for other, theirs, mine in options:
                left, right = f"{short[other]}.{quoted(theirs.name)}", f"{short[index]}.{quoted(mine.name)}"
                tests += [f"{left} = {right}", f"{right} = {left}"]
            parts += [f" JOIN {named[index]} ON ", choice(*dict.fromkeys(tests))]
        return sequence(*parts)


def _written(table: Table) -> str:
    return quoted(table.name) if table.schema is None else f"{quoted(table.schema)}.{quoted(table.name)}"


def _scopes(catalogue: Catalogue, joins: Joins) -> Iterator[_Scope]:
    """Joins of the same tables in several orders are one scope: their columns are the same. Aliases go by the order."""
    orders: dict[frozenset[str], list[_Join]] = {}
    for count, join in enumerate(_joins(catalogue, joins), start=1):
        orders.setdefault(frozenset(table.label for table in join.tables), []).append(join)
        if len(orders) + joins.aliases * count > MAX_SCOPES:
            raise ConstraintTooLarge(
                f"tables join in more than {MAX_SCOPES} ways, the last of them {_named(join)}; lower `joins`"
                + (", or do without `any_columns`" if joins.any_columns else "")
            )
    for same in orders.values():
        first = same[0]
        prefixes = None if len(first.tables) == 1 else [_written(table) for table in first.tables]
        source = choice(*(join.source(None) for join in same)) if len(same) > 1 else first.source(None)
        yield _Scope(_named(first), source, _columns(first.tables, prefixes), prefixes is None)
        if joins.aliases:
            for join in same:
                aliases = [f"t{index + 1}" for index in range(len(join.tables))]
                columns = _columns(join.tables, aliases)
                yield _Scope(f"{_named(join)} by aliases", join.source(aliases), columns, False)


def _named(join: _Join) -> str:
    return " JOIN ".join(_written(table) for table in join.tables)


def _columns(tables: tuple[Table, ...], prefixes: list[str] | None) -> tuple[tuple[str, Column], ...]:
    return tuple(
        (("" if prefixes is None else prefixes[index] + ".") + quoted(column.name), column)
        for index, table in enumerate(tables)
        for column in table.columns
    )


def _joins(catalogue: Catalogue, joins: Joins) -> Iterator[_Join]:
    """All sequences of joined tables."""
    links = _Links(catalogue, joins.any_columns)
    budget = MAX_LINKS
    waiting = [_Join((table,)) for table in reversed(catalogue.tables)]
    while waiting:
        join = waiting.pop()
        yield join
        if len(join.tables) > joins.most:
            continue
        longer = []
        for other in catalogue.tables:
            if other in join.tables:
                continue
            options = tuple(
                (index, mine, theirs)
                for index, table in enumerate(join.tables)
                for mine, theirs in links.between(table, other)
            )
            budget -= len(options)
            if budget < 0:
                raise ConstraintTooLarge(
                    f"more than {MAX_LINKS} pairs of columns join tables, the last of them those of {_named(join)} and "
                    f"{other.label}; lower `joins`, or do without `any_columns`"
                )
            if options:
                longer.append(_Join((*join.tables, other), (*join.links, options)))
        waiting += reversed(longer)


class _Links:
    """The pairs of columns that join two tables."""

    def __init__(self, catalogue: Catalogue, any_columns: bool) -> None:
        self._any_columns = any_columns
        self._known: dict[tuple[str, str], list[tuple[Column, Column]]] = {}
        tables = {table.label: table for table in catalogue.tables}
        for key in catalogue.foreign_keys:
            if len(key.columns) == 1 and not any_columns:
                mine = _column(tables[key.table], key.columns[0])
                theirs = _column(tables[key.parent], key.parent_columns[0])
                self._known.setdefault((key.table, key.parent), []).append((mine, theirs))
                self._known.setdefault((key.parent, key.table), []).append((theirs, mine))

    def between(self, table: Table, other: Table) -> list[tuple[Column, Column]]:
        key = (table.label, other.label)
        if self._any_columns and key not in self._known:
            self._known[key] = [(a, b) for a in table.columns for b in other.columns if a.kind == b.kind]
        return self._known.get(key, [])


def _column(table: Table, name: str) -> Column:
    return next(column for column in table.columns if folded(column.name) == folded(name))


# --- clauses


def _query(scope: _Scope, aggregate: Node, condition: Node) -> Node:
    item = choice(scope.column(), aggregate)
    key, group_key = (sequence(by, choice("", " ASC", " DESC")) for by in (scope.column(), item))
    test = sequence(aggregate, _COMPARE, _NUMBER)
    having = optional(" HAVING ", Repeat(test, 1, None, Text(" AND ")))
    return sequence(
        "SELECT ", choice("", "DISTINCT "), choice("*", Repeat(item, 1, None, _COMMA)), " FROM ", scope.source,
        optional(" WHERE ", condition),
        choice(
            sequence(" GROUP BY ", Repeat(scope.column(), 1, None, _COMMA), having, _order(group_key)),
            _order(key),  # SQLite refuses to order rows by an aggregate where none is selected
        ),
        optional(" LIMIT ", _COUNT),
    )  # fmt: skip


def _order(key: Node) -> Node:
    return optional(" ORDER BY ", Repeat(key, 1, None, _COMMA))


def _aggregate(scope: _Scope) -> Node:
    options: list[Node | str] = ["COUNT(*)", sequence("COUNT(", choice("", "DISTINCT "), scope.column(), ")")]
    options.append(sequence(choice("MIN(", "MAX("), scope.column(), ")"))
    if scope.of("number", "any"):
        options.append(sequence(choice("SUM(", "AVG("), scope.column("number", "any"), ")"))
    return choice(*options)


def _condition(scope: _Scope, condition: Reference) -> Node:
    negated = choice("", "NOT ")
    tests: list[Node] = []
    kinds: tuple[Kind, ...] = ("number", "text", "any")
    for kind in kinds:
        groups: dict[tuple[str, ...] | None, list[str]] = {}
        for written, column in scope.of(kind):
            groups.setdefault(column.values, []).append(written)
        for values, names in groups.items():
            tests.append(sequence(_one_of(names), _test(scope, kind, values)))
    predicate = sequence(negated, choice(*tests, sequence("(", condition, ")")))
    return Repeat(predicate, 1, None, choice(" AND ", " OR "))


def _test(scope: _Scope, kind: Kind, values: tuple[str, ...] | None) -> Node:
    """What may follow a column of a kind."""
    text = _STRING if values is None else choice(*(_literal(value) for value in values))
    literal = {"number": _NUMBER, "text": text, "any": choice(_NUMBER, text)}[kind]
    others = scope.column(kind, "any") if kind != "any" else scope.column()
    listed = choice(sequence("(", Repeat(literal, 1, None, _COMMA), ")"), Reference("rows"))
    options = [
        sequence(_COMPARE, choice(literal, others, Reference("rows"))),
        choice(" IS NULL", " IS NOT NULL"),
        sequence(choice(" IN ", " NOT IN "), listed),
        sequence(choice(" BETWEEN ", " NOT BETWEEN "), literal, " AND ", literal),
    ]
    if kind != "number":
        options.append(sequence(choice(" LIKE ", " NOT LIKE "), _STRING))
    return choice(*options)


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
