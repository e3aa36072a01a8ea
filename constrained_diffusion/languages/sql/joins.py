"""Which tables of a catalogue a query may speak of at once, and by which columns they join."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.sql.catalogue import Catalogue, ForeignKey, Table
from constrained_diffusion.languages.sql.names import folded

MAX_JOINS = 20_000
"""Sequences of tables that are looked at; of those that hold the same tables only one may count."""


@dataclass(frozen=True, slots=True)
class Option:
    """A way to join a table: its columns equal those of an earlier one.

    Attributes:
        earlier: the index of that table in the join.
        theirs, columns: the columns of that table and of the one that joins, pair by pair.
    """

    earlier: int
    theirs: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """Tables in the order in which they are joined, and for every one after the first the ways in which it may be."""

    tables: tuple[Table, ...]
    options: tuple[tuple[Option, ...], ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(table.label for table in self.tables)

    @property
    def label(self) -> str:
        return " JOIN ".join(self.labels)


def joins(catalogue: Catalogue, most: int, *, any_columns: bool) -> Iterator[Join]:
    """All sequences of tables with up to `most` joins, fewest joins first, children before parents.

    Tables join by foreign keys, declared or told by names (`told_by_names`). A table joins twice where it is referred
    to by two keys of one table, or refers to itself.

    Args:
        any_columns: whether all tables join; what joins them need then be no key.

    Raises:
        ConstraintTooLarge: there are too many.
    """
    links = _Links(catalogue)
    tables = _children_first(catalogue.tables, links)
    layer, count = [Join((table,)) for table in tables], len(tables)
    yield from layer
    for _ in range(most):
        longer: list[Join] = []
        for join in layer:
            longer += _longer(join, tables, links, any_columns=any_columns)
            if count + len(longer) > MAX_JOINS:
                raise ConstraintTooLarge(
                    f"tables join in more than {MAX_JOINS:,} ways, the last of them {longer[-1].label}; lower `joins`, "
                    "choose `tables`, or do without `any_columns`"
                )
        if not longer:
            break
        layer, count = longer, count + len(longer)
        yield from layer


def joins_along(
    catalogue: Catalogue, sequences: Iterable[tuple[str, ...]], most: int, *, any_columns: bool
) -> Iterator[Join]:
    """Every table alone, and of these sequences of tables, by their labels, those that join with up to `most` joins."""
    links, tables = _Links(catalogue), {table.label: table for table in catalogue.tables}
    yield from (Join((table,)) for table in tables.values())
    for first, *others in dict.fromkeys(labels for labels in sequences if 1 < len(labels) <= most + 1):
        join: Join | None = Join((tables[first],))
        for label in others:
            join = join and next(_longer(join, (tables[label],), links, any_columns=any_columns), None)
        if join is not None:
            yield join


def _longer(join: Join, tables: tuple[Table, ...], links: _Links, *, any_columns: bool) -> Iterator[Join]:
    for table in tables:
        again = [index for index, earlier in enumerate(join.tables) if earlier == table]
        if len(again) > 1:
            continue
        found = tuple(
            Option(index, theirs, mine)
            for index, earlier in enumerate(join.tables)
            for theirs, mine in links.between(earlier, table)
            if not again or links.may_repeat(earlier, table)
        )
        if found or (any_columns and not again):
            yield Join((*join.tables, table), (*join.options, found))


class _Links:
    """The columns by which two tables join."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.keys = [key for key in (*catalogue.foreign_keys, *catalogue.told) if catalogue.compares(key)]
        self._known: dict[tuple[str, str], dict[tuple[tuple[str, ...], tuple[str, ...]], None]] = {}
        for key in self.keys:
            self._known.setdefault((key.table, key.parent), {})[key.columns, key.parent_columns] = None
            self._known.setdefault((key.parent, key.table), {})[key.parent_columns, key.columns] = None

    def between(self, table: Table, other: Table) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        return [*self._known.get((table.label, other.label), ())]

    def may_repeat(self, child: Table, parent: Table) -> bool:
        """Whether a query may need the parent twice beside the child."""
        keys = [key for key in self.keys if key.table == child.label and key.parent == parent.label]
        return len(keys) > 1 or (bool(keys) and child == parent)


def _children_first(tables: tuple[Table, ...], links: _Links) -> tuple[Table, ...]:
    """Tables before those that they refer to, as far as they do not refer to one another."""
    left, found = list(tables), []
    while left:
        labels = {table.label for table in left}
        referred = {key.parent for key in links.keys if key.table != key.parent and key.table in labels}
        first = next((table for table in left if table.label not in referred), left[0])
        found.append(first)
        left.remove(first)
    return tuple(found)


_SUFFIX = re.compile(r"[_ ]*(ids?|keys?|codes?|no|nos|numbers?)$")


def told_by_names(catalogue: Catalogue) -> Iterator[ForeignKey]:
    """Foreign keys that are not declared: columns that have the name of another table, or of its primary key.

    Only primary keys of one column are referred to: by ``airline`` or ``airline_id`` that of a table ``airline`` or
    ``airlines``, by ``country_code`` that of the one table whose primary key is called so.
    """
    declared = {(key.table, column) for key in catalogue.foreign_keys for column in key.columns}
    keyed = [(table, _forms(folded(table.name))) for table in catalogue.tables if len(table.key) == 1]
    for table in catalogue.tables:
        for column in table.columns:
            if (table.label, column.name) in declared or table.key == (column.name,):
                continue
            name = folded(column.name)
            stem = _SUFFIX.sub("", name)
            parents = [other for other, forms in keyed if other != table and stem and stem in forms]
            if not parents:
                parents = [other for other, _ in keyed if other != table and folded(other.key[0]) == name]
            if len(parents) == 1:
                yield ForeignKey(table.label, (column.name,), parents[0].label, parents[0].key)


def _forms(name: str) -> set[str]:
    """The name of a table in singular and plural."""
    forms = {name}
    for plural, singular in (("ies", "y"), ("es", ""), ("s", "")):
        if name.endswith(plural):
            forms.add(name[: -len(plural)] + singular)
    return forms
