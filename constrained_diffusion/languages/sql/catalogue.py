"""What there is in a database, as far as queries may speak of it. Nothing here knows how it was read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.sql.names import always_quoted, folded

Kind = Literal["number", "text", "any"]
_ROWIDS = ("rowid", "oid", "_rowid_")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and the values that its text literals are drawn from (None: any text)."""

    name: str
    kind: Kind
    values: tuple[str, ...] | None = None


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
        name = always_quoted(self.name) if "." in self.name else self.name
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
        told: foreign keys that are not declared, but told by names.
    """

    tables: tuple[Table, ...]
    foreign_keys: tuple[ForeignKey, ...]
    left_out: tuple[LeftOut, ...] = ()
    told: tuple[ForeignKey, ...] = ()

    @property
    def column_names(self) -> list[str]:
        """The names of all columns that a query could mean, whether it may speak of them or not."""
        return [*dict.fromkeys((*(name for table in self.tables for name in table.all_names), *_ROWIDS))]

    def of(self, names: Sequence[str]) -> Catalogue:
        """With these tables alone, and the keys between them.

        Raises:
            InvalidArgument: there is no table of a name.
        """
        known = {folded(table.label): table.label for table in self.tables}
        for name in names:
            if folded(name) not in known:
                raise InvalidArgument(f"there is no table {name!r}; there are {', '.join(map(repr, known.values()))}")
        chosen = {known[folded(name)] for name in names}
        return self._with(table for table in self.tables if table.label in chosen)

    def readable(self, allow: Sequence[str] | None, deny: Sequence[str]) -> Catalogue:
        """With what may be read alone: of what is allowed (None: everything) what is not denied.

        Args:
            allow, deny: tables, and columns as ``table.column``.

        Raises:
            InvalidArgument: there is no table or column of a name, or nothing is left.
        """
        places = {(folded(t.label), folded(c.name)) for t in self.tables for c in t.columns}
        allowed = places if allow is None else {place for name in allow for place in self._places(name)}
        left = allowed - {place for name in deny for place in self._places(name)}
        found = self._with(
            table.without({c.name for c in table.columns if (folded(table.label), folded(c.name)) not in left})
            for table in self.tables
            if any(label == folded(table.label) for label, _ in left)
        )
        if not found.tables:
            raise InvalidArgument("nothing is left that may be read: allow more, or deny less")
        return found

    def _places(self, name: str) -> set[tuple[str, str]]:
        """The columns that a name of `readable` stands for."""
        places = set()
        for table in self.tables:
            label = folded(table.label)
            for column in table.columns:
                if folded(name) in (label, f"{label}.{folded(column.name)}"):
                    places.add((label, folded(column.name)))
        if not places:
            raise InvalidArgument(
                f"there is no table or column {name!r}; tables are {', '.join(repr(t.label) for t in self.tables)}, "
                "and columns are written table.column"
            )
        return places

    def _with(self, tables: Iterable[Table]) -> Catalogue:
        kept = tuple(tables)
        columns = {table.label: {folded(column.name) for column in table.columns} for table in kept}

        def between(keys: Iterable[ForeignKey]) -> tuple[ForeignKey, ...]:
            return tuple(
                key
                for key in keys
                if {*map(folded, key.columns)} <= columns.get(key.table, set())
                and {*map(folded, key.parent_columns)} <= columns.get(key.parent, set())
            )

        return Catalogue(kept, between(self.foreign_keys), self.left_out, between(self.told))
