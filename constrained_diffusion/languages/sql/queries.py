"""The language of the queries over a catalogue, which its engine runs.

For tables T:

    query      select | operands | select before a subquery | SELECT COUNT(*) FROM (rows)
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

Columns are those of the tables in scope, and only those. What a strict engine refuses of it is left out (`selects`).
Nothing of it nests without end, so that it is regular: what a query is made of is read from left to right, once for
every scope, and a step costs what a regular expression costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from constrained_diffusion.languages.ir import Grammar, Language, Node, Reference, Repeat, Text, choice, sequence
from constrained_diffusion.languages.sql.catalogue import Catalogue
from constrained_diffusion.languages.sql.clauses import Breadth, Clauses, Rows, limit, order_by
from constrained_diffusion.languages.sql.expressions import semijoins
from constrained_diffusion.languages.sql.scopes import Scope
from constrained_diffusion.languages.sql.selects import (
    Items,
    LaxSelects,
    Selects,
    StrictSelects,
    items_of,
    rows_of,
)
from constrained_diffusion.languages.sql.spelling import Spelling, apart, in_parentheses

_STARS_FROM = 2
"""Set operations combine ``*`` with ``*`` where they combine more columns than that."""


def queries(
    scopes: Sequence[Scope],
    inner: Sequence[Scope],
    spelling: Spelling,
    breadth: Breadth,
    catalogue: Catalogue,
    besides: Sequence[Node] = (),
) -> Language:
    """The queries over these scopes.

    Args:
        inner: the scopes of the selects within subqueries and set operations.
        besides: other statements.
    """
    strict = spelling.dialect.strict
    alone: dict[str, list[tuple[Scope, Node]]] = {}
    if breadth.expressions:
        for scope in scopes:
            if len(scope.named) == 1:
                tests = Clauses(scope, spelling, breadth, {}).plain_condition
                alone.setdefault(scope.parts[0].table.label, []).append((scope, tests))

    inner_breadth = replace(breadth, expressions=False, items=(), places=0)

    def over_all(scopes: Sequence[Scope], rows: Mapping[Rows, Node], breadth: Breadth) -> list[Selects]:
        made: list[Selects] = []
        for scope in scopes:
            exists = semijoins(scope, catalogue, alone, spelling) if breadth.expressions else None
            clauses = Clauses(scope, spelling, breadth, rows, exists)
            made.append(StrictSelects(clauses, breadth) if strict else LaxSelects(clauses, breadth))
        return made

    wanted = rows_of((*scopes, *inner), strict=strict) if breadth.rows else []
    within = over_all(inner, {}, inner_breadth)
    rows = {one: made for one in wanted if (made := _rows(within, one, spelling, breadth)) is not None}
    calls = {one: Reference(f"rows {index}") for index, one in enumerate(rows)}
    anywhere = breadth.subqueries == "anywhere" and breadth.rows
    over = over_all(scopes, calls if anywhere else {}, breadth)
    operands = over_all(inner, calls, inner_breadth) if anywhere else within
    options = [*besides]
    options += [select for selects in over for select in selects.selects()]
    for count in range(1, breadth.operands + 1):
        place = choice(*map(str, range(1, count + 1)))
        chains = [_chained(operands, spelling, items) for items in items_of(inner, count, strict=strict)]
        if found := [chain for chain in chains if chain is not None]:
            options.append(sequence(choice(*found), order_by(place, spelling), limit(spelling)))
    if breadth.operands > _STARS_FROM:
        options += _chained_stars(operands, spelling)
    counted = sequence(
        spelling.word("SELECT"), spelling.space, spelling.word("COUNT"), spelling.called,
        in_parentheses(Text("*"), spelling), spelling.space, spelling.word("FROM"), spelling.before,
    )  # fmt: skip
    if anywhere:
        tables = choice(*(calls[one] for one in rows if one.single is not True))
        options.append(sequence(counted, tables, _named(spelling)))
        whole = sequence(spelling.start, choice(*options), spelling.end)
        rules = (("query", whole), *((calls[one].name, made) for one, made in rows.items()))
        return Grammar("query", rules, calls=tuple(call.name for call in calls.values()))
    # what stands before rows does not matter to them, so that there is one copy of them for all scopes
    for one, made in rows.items():
        if before := [part for selects in over if (part := selects.before(one)) is not None]:
            if not strict:
                before.append(counted)
            options.append(sequence(choice(*before), made))
    if strict and rows:
        tables = choice(*(made for one, made in rows.items() if not one.single))
        options.append(sequence(counted, tables, _named(spelling)))
    return sequence(spelling.start, choice(*options), spelling.end)


def _rows(within: Sequence[Selects], wanted: Rows, spelling: Spelling, breadth: Breadth) -> Node | None:
    """The subqueries of such rows; None where there are none."""
    options = [made for selects in within if (made := selects.rows(wanted)) is not None]
    if breadth.operands and not wanted.single:
        chain = _chained(within, spelling, (wanted.kind,))
        options += [chain] if chain is not None else []
    return in_parentheses(choice(*options), spelling) if options else None


def _chained(over: Iterable[Selects], spelling: Spelling, items: Items | None) -> Node | None:
    """Selects one after another: of such items, or of all columns (None), where scopes have as many."""
    ones = [one for selects in over if (one := selects.operand(items)) is not None]
    is_narrow = items is not None and len(items) == 1
    operators = spelling.dialect.set_operators if is_narrow else spelling.dialect.wide_set_operators
    return Repeat(choice(*ones), 2, None, apart(spelling, *operators)) if ones and operators else None


def _chained_stars(over: Sequence[Selects], spelling: Spelling) -> Iterator[Node]:
    """Selects of all columns, of scopes that have as many."""
    by_width: dict[int, list[Selects]] = {}
    for selects in over:
        by_width.setdefault(selects.scope.width, []).append(selects)
    for alike in by_width.values():
        if (chain := _chained(alike, spelling, None)) is not None:
            yield chain


def _named(spelling: Spelling) -> Node:
    """The name that a strict engine wants of rows that are a table."""
    return sequence(apart(spelling, "AS"), spelling.tables(["t"])) if spelling.dialect.strict else Text("")
