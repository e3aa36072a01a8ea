"""What there is in a database, as far as queries may speak of it. Nothing here knows how it was read."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Literal, TypeVar
from uuid import UUID

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.kinds import Kind, Value
from constrained_diffusion.languages.sql.names import folded
from constrained_diffusion.shown import shown

Named = TypeVar("Named", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and the values that its literals are drawn from (None: any)."""

    name: str
    kind: Kind
    values: tuple[Value, ...] | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which values of columns are read.

    Attributes:
        most: so many of a column, the most frequent; 0 for none.
        rest: what becomes of a column that holds more: "free": any literal; "refused": none but these.
    """

    most: int = 0
    rest: Literal["free", "refused"] = "free"

    def of(self, column: Column, found: Sequence[object]) -> Column:
        """The column with the values that its literals are drawn from.

        Args:
            found: its values from the most frequent on, one more than `most` if there are more.
        """
        values = tuple(value for one in found[: self.most] if (value := written(one)) is not None)
        if self.rest == "free" and (len(found) > self.most or not values):
            return column
        return replace(column, values=values)


def written(value: object) -> Value | None:
    """A value of a row as what its literal says; None where there is none."""
    match value:
        case str():
            return None if "\x00" in value else value
        case int():
            return value
        case float() if isfinite(value):
            return value
        case Decimal() if value.is_finite():
            return value
        case datetime():
            return value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a view.

    Attributes:
        name: as the database has it.
        columns: those that queries speak of, at least one, in their order.
        schema: where it lies, if the name alone does not say.
        key: the columns of its primary key, empty where it has none.
        withheld: names of columns that it has and queries do not speak of; ``*`` would.
        hidden: names of columns that even ``*`` does not speak of, as virtual tables have them.
    """

    name: str
    columns: tuple[Column, ...]
    schema: str | None = None
    key: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        """Of its columns, whether queries speak of them or not."""
        return (*(column.name for column in self.columns), *self.withheld, *self.hidden)

    def without(self, names: Collection[str]) -> Table:
        """With these columns withheld."""
        kept = tuple(column for column in self.columns if column.name not in names)
        withheld = tuple(column.name for column in self.columns if column.name in names)
        key = () if set(self.key) & set(withheld) else self.key
        return replace(self, columns=kept, key=key, withheld=(*self.withheld, *withheld))

    @property
    def label(self) -> str:
        """The name, after that of the schema where there is one; no two tables of a catalogue have the same."""
        name = '"' + self.name.replace('"', '""') + '"' if "." in self.name else self.name
        return name if self.schema is None else f"{self.schema}.{name}"


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``table.columns`` refer to ``parent.parent_columns``; tables by label, columns as the tables have them."""

    table: str
    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is in the database but not in the catalogue, and why."""

    what: str
    reason: str

    def __str__(self) -> str:
        return f"{self.what} is left out: {self.reason}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The tables and foreign keys of a database, and what of it is left out.

    Attributes:
        dialect: the SQL of its engine.
        told: foreign keys that are not declared, but told by names.
    """

    dialect: Dialect
    tables: tuple[Table, ...]
    foreign_keys: tuple[ForeignKey, ...]
    left_out: tuple[LeftOut, ...] = ()
    told: tuple[ForeignKey, ...] = ()

    @property
    def column_names(self) -> list[str]:
        """The names of all columns that a query could mean, whether it may speak of them or not."""
        return [
            *dict.fromkeys((*(name for table in self.tables for name in table.all_names), *self.dialect.hidden_names))
        ]

    def compares(self, key: ForeignKey) -> bool:
        """Whether the engine compares what refers with what it refers to."""
        if not self.dialect.strict:
            return True
        kinds = {(table.label, column.name): column.kind for table in self.tables for column in table.columns}
        return all(
            kinds[key.table, mine].meets(kinds[key.parent, theirs])
            for mine, theirs in zip(key.columns, key.parent_columns, strict=True)
        )

    def of(self, names: Sequence[str]) -> Catalogue:
        """With these tables alone, and the keys between them.

        Raises:
            InvalidArgument: there is no table of a name.
        """
        chosen = set()
        for name in names:
            found = _named(name, {table.label: table.label for table in self.tables})
            if not found:
                labels = ", ".join(repr(table.label) for table in self.tables)
                raise InvalidArgument(f"there is no table {shown(name)}; there are {labels}")
            chosen |= found
        return self._with(table for table in self.tables if table.label in chosen)

    def readable(self, allow: Sequence[str] | None, deny: Sequence[str]) -> Catalogue:
        """With what may be read alone: of what is allowed (None: everything) what is not denied.

        Args:
            allow, deny: tables, and columns as ``table.column``.

        Raises:
            InvalidArgument: there is no table or column of a name, or nothing is left.
        """
        places = {(table.label, column.name) for table in self.tables for column in table.columns}
        allowed = places if allow is None else {place for name in allow for place in self._places(name)}
        left = allowed - {place for name in deny for place in self._places(name)}
        found = self._with(
            table.without({column.name for column in table.columns if (table.label, column.name) not in left})
            for table in self.tables
            if any(label == table.label for label, _ in left)
        )
        if not found.tables:
            raise InvalidArgument("nothing is left that may be read: allow more, or deny less")
        return found

    def _places(self, name: str) -> set[tuple[str, str]]:
        """The columns that a name of `readable` stands for."""
        all_of = {
            table.label: frozenset((table.label, column.name) for column in table.columns) for table in self.tables
        }
        of_tables = _named(name, all_of)
        one = {f"{label}.{column}": (label, column) for places in all_of.values() for label, column in places}
        found = {place for places in of_tables for place in places} | _named(name, one)
        if not found:
            raise InvalidArgument(
                f"there is no table or column {shown(name)}; tables are "
                f"{', '.join(repr(t.label) for t in self.tables)}, and columns are written table.column"
            )
        return found

    def _with(self, tables: Iterable[Table]) -> Catalogue:
        kept = tuple(tables)
        columns = {table.label: {column.name for column in table.columns} for table in kept}

        def between(keys: Iterable[ForeignKey]) -> tuple[ForeignKey, ...]:
            return tuple(
                key
                for key in keys
                if {*key.columns} <= columns.get(key.table, set())
                and {*key.parent_columns} <= columns.get(key.parent, set())
            )

        return replace(self, tables=kept, foreign_keys=between(self.foreign_keys), told=between(self.told))


def _named(name: str, things: Mapping[str, Named]) -> set[Named]:
    """What has that name; where nothing has it as it is written, what has it in another case."""
    if name in things:
        return {things[name]}
    return {thing for key, thing in things.items() if folded(key) == folded(name)}
