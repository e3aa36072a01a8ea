"""Which tables of a catalogue a query may speak of at once, and by which columns they join."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.sql.catalogue import Catalogue, ForeignKey, Table
from constrained_diffusion.languages.sql.names import folded

MAX_LINKS = 100_000


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
    def label(self) -> str:
        return " JOIN ".join(table.label for table in self.tables)


def joins(catalogue: Catalogue, most: int, *, any_columns: bool) -> Iterator[Join]:
    """All sequences of tables with up to `most` joins, fewest joins first, children before parents.

    Tables join by foreign keys, declared or told by names (`told_by_names`). A table joins twice where it is referred
    to by two keys of one table, or refers to itself.

    Args:
        any_columns: whether tables also join by any two of their columns.

    Raises:
        ConstraintTooLarge: too many pairs of columns would join them.
    """
    links = _Links(catalogue, any_columns=any_columns)
    tables = _children_first(catalogue.tables, links)
    layer = [Join((table,)) for table in tables]
    yield from layer
    for _ in range(most):
        layer = [longer for join in layer for longer in _longer(join, tables, links)]
        yield from layer


def _longer(join: Join, tables: tuple[Table, ...], links: _Links) -> Iterator[Join]:
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
        links.count(found, join, table)
        if found:
            yield Join((*join.tables, table), (*join.options, found))


class _Links:
    """The columns by which two tables join."""

    def __init__(self, catalogue: Catalogue, *, any_columns: bool) -> None:
        self._any_columns, self._left = any_columns, MAX_LINKS
        self.keys = (*catalogue.foreign_keys, *told_by_names(catalogue))
        self._known: dict[tuple[str, str], dict[tuple[tuple[str, ...], tuple[str, ...]], None]] = {}
        for key in self.keys:
            self._add(key.table, key.columns, key.parent, key.parent_columns)
        if any_columns:
            for table in catalogue.tables:
                for other in catalogue.tables:
                    for mine in table.columns:
                        for theirs in other.columns:
                            if table != other:
                                self._add(table.label, (mine.name,), other.label, (theirs.name,))

    def _add(self, table: str, columns: tuple[str, ...], other: str, theirs: tuple[str, ...]) -> None:
        self._known.setdefault((table, other), {})[columns, theirs] = None
        self._known.setdefault((other, table), {})[theirs, columns] = None

    def between(self, table: Table, other: Table) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        return [*self._known.get((table.label, other.label), ())]

    def may_repeat(self, child: Table, parent: Table) -> bool:
        """Whether a query may need the parent twice beside the child."""
        keys = [key for key in self.keys if key.table == child.label and key.parent == parent.label]
        return len(keys) > 1 or (bool(keys) and child == parent)

    def count(self, options: tuple[Option, ...], join: Join, table: Table) -> None:
        self._left -= len(options)
        if self._left < 0:
            raise ConstraintTooLarge(
                f"more than {MAX_LINKS} pairs of columns join tables, the last of them those of {join.label} and "
                f"{table.label}; lower `joins`, choose `tables`, or do without `any_columns`"
            )


def _children_first(tables: tuple[Table, ...], links: _Links) -> tuple[Table, ...]:
    """Tables before those that they refer to, as far as they do not refer to one another."""
    left, found = list(tables), []
    while left:
        referred = {
            key.parent for key in links.keys if key.table != key.parent and key.table in {t.label for t in left}
        }
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
    keyed = [table for table in catalogue.tables if len(table.key) == 1]
    for table in catalogue.tables:
        for column in table.columns:
            if (table.label, column.name) in declared or table.key == (column.name,):
                continue
            name = folded(column.name)
            stem = _SUFFIX.sub("", name)
            parents = [other for other in keyed if other != table and stem and stem in _forms(folded(other.name))]
            if not parents:
                parents = [other for other in keyed if other != table and folded(other.key[0]) == name]
            if len(parents) == 1:
                yield ForeignKey(table.label, (column.name,), parents[0].label, parents[0].key)


def _forms(name: str) -> set[str]:
    """The name of a table in singular and plural."""
    forms = {name}
    for plural, singular in (("ies", "y"), ("es", ""), ("s", "")):
        if name.endswith(plural):
            forms.add(name[: -len(plural)] + singular)
    return forms
