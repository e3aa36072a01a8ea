"""The language of INSERT, UPDATE and DELETE that break no rule of their tables.

    insert   INSERT INTO T (column, ...) VALUES (value, ...)[, (value, ...)]
    update   UPDATE T SET column = value, ... WHERE condition
    delete   DELETE FROM T WHERE condition

Values are literals of what the column stores, NULL where it may be, of foreign keys values that there are, and of keys
values that there are not. Columns that the engine numbers by itself are left to it, and so are several rows at once
where no two may be alike. UPDATE sets no key and nothing that others refer to. DELETE is there for tables whose rows
are referred to by none that would keep them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Literal

from constrained_diffusion.languages.ir import Both, Except, Node, Repeat, Selection, choice, sequence
from constrained_diffusion.languages.sql.clauses import Clauses
from constrained_diffusion.languages.sql.scopes import spelled_table
from constrained_diffusion.languages.sql.spelling import Spelling, apart, in_parentheses, separated
from constrained_diffusion.languages.sql.targets import WORD, Entry, Fresh, Group, Target, new_form

Statement = Literal["select", "insert", "update", "delete"]
_MOST_SUBSETS = 32
"""Where there are more ways to leave columns out: none is, one, all that may be, or all of these but one."""


def inserts(target: Target, spelling: Spelling) -> Node:
    """INSERT statements with new rows."""
    s = spelling
    fresh = {one.column: one for one in target.fresh}
    units: list[tuple[tuple[str, ...], Node, bool]] = []
    for group in target.groups:
        value = _of_group(group, s)
        if value is not None:
            units.append((group.columns, value, group.is_needed))
    for entry in target.entries:
        literal = _new(entry, fresh[entry.name]) if entry.name in fresh else entry.literal
        options = [literal] if literal is not None else []
        if entry.nullable and entry.name not in fresh:
            options.append(s.word("NULL"))
        if options:
            # what is left out may be what it is elsewhere, if that is not NULL
            is_needed = entry.given == "must" or (entry.name in fresh and entry.has_default)
            units.append(((entry.name,), choice(*options), is_needed))
    order = [column.name for column in target.table.columns]
    units.sort(key=lambda unit: order.index(unit[0][0]) if unit[0][0] in order else len(order))
    ways = []
    for chosen in _subsets(units):
        names = separated([s.names([name]) for columns, _, _ in chosen for name in columns], s.comma)
        row = in_parentheses(separated([value for _, value, _ in chosen], s.comma), s)
        rows = Repeat(row, 1, None, s.comma) if target.inserts_many else row
        ways.append(sequence(in_parentheses(names, s), s.before, s.word("VALUES"), s.before, rows))
    return sequence(s.word("INSERT INTO"), s.space, spelled_table(target.table, s), s.before, choice(*ways))


def updates(target: Target, clauses: Clauses, *, whole_tables: bool) -> Node | None:
    """UPDATE statements; None where no column may be set."""
    s = clauses.spelling
    items = []
    for group in target.groups:
        value = _of_group(group, s)
        if len(group.columns) == 1 and group.columns[0] in target.settable and value is not None:
            items.append((group.columns[0], value))
    for entry in target.entries:
        options = [entry.literal] if entry.literal is not None else []
        options += [s.word("NULL")] if entry.nullable else []
        if entry.name in target.settable and options:
            items.append((entry.name, choice(*options)))
    order = [column.name for column in target.table.columns]
    items.sort(key=lambda item: order.index(item[0]) if item[0] in order else len(order))
    if not items:
        return None
    sets = [sequence(s.names([name]), s.sets, value) for name, value in items]
    some = [
        Selection(((first, True), *((later, False) for later in sets[place + 1 :])), s.comma)
        for place, first in enumerate(sets)
    ]
    head = sequence(s.word("UPDATE"), s.space, spelled_table(target.table, s), apart(s, "SET"))
    return sequence(head, choice(*some), _where(clauses, whole_tables=whole_tables))


def deletes(target: Target, clauses: Clauses, *, whole_tables: bool) -> Node:
    """DELETE statements."""
    s = clauses.spelling
    return sequence(
        s.word("DELETE FROM"), s.space, spelled_table(target.table, s), _where(clauses, whole_tables=whole_tables)
    )


def _where(clauses: Clauses, *, whole_tables: bool) -> Node:
    return clauses.where() if whole_tables else sequence(apart(clauses.spelling, "WHERE"), clauses.condition)


def _of_group(group: Group, spelling: Spelling) -> Node | None:
    """A row of values that belong together; None where there is none."""
    rows = [separated([spelling.value(value) for value in row], spelling.comma) for row in group.rows]
    if group.nullable:
        rows.append(separated([spelling.word("NULL")] * len(group.columns), spelling.comma))
    return choice(*rows) if rows else None


def _new(entry: Entry, fresh: Fresh) -> Node:
    """Values that are not there yet, in a form in which no two texts are the same value."""
    assert entry.literal is not None
    held = Both(new_form(entry, fresh.digits), entry.literal)
    if entry.form == "whole":
        taken: list[str] = [str(value) for value in fresh.taken]
    else:
        taken = [f"'{text}'" for text in fresh.taken if re.fullmatch(rf"[{WORD} ]+", str(text))]
    return Except(held, choice(*taken)) if taken else held


def _subsets(
    units: list[tuple[tuple[str, ...], Node, bool]],
) -> Iterator[list[tuple[tuple[str, ...], Node, bool]]]:
    """The units that are given, in their order: those that must be, and some of the others."""
    optionals = [unit for unit in units if not unit[2]]
    if 2 ** len(optionals) <= _MOST_SUBSETS:
        left_out = [
            set(some) for count in range(len(optionals) + 1) for some in combinations(range(len(optionals)), count)
        ]
    else:
        every = set(range(len(optionals)))
        left_out = [set(), every, *({one} for one in every), *(every - {one} for one in every)]
    for some in left_out:
        gone = [optionals[place] for place in some]
        chosen = [unit for unit in units if unit not in gone]
        if chosen:
            yield chosen
