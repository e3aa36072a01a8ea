"""What there is in a database, as far as queries may speak of it. Nothing here knows how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.sql.names import folded

Kind = Literal["number", "text", "any"]


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
        columns: those that ``*`` stands for, at least one, in their order.
        schema: where it lies, if the name alone does not say.
        key: the columns of its primary key, empty where it has none.
    """

    name: str
    columns: tuple[Column, ...]
    schema: str | None = None
    key: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name, after that of the schema where there is one; no two tables of a catalogue have the same."""
        return self.name if self.schema is None else f"{self.schema}.{self.name}"


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
    """The tables and foreign keys of a database, and what of it is left out."""

    tables: tuple[Table, ...]
    foreign_keys: tuple[ForeignKey, ...]
    left_out: tuple[LeftOut, ...] = ()

    def of(self, names: Sequence[str]) -> Catalogue:
        """With these tables alone, and the keys between them.

        Raises:
            InvalidArgument: there is no table of a name.
        """
        known = {folded(table.label): table for table in self.tables}
        chosen = {}
        for name in names:
            if folded(name) not in known:
                raise InvalidArgument(f"there is no table {name!r}; there are {', '.join(map(repr, known))}")
            chosen[known[folded(name)].label] = known[folded(name)]
        keys = tuple(key for key in self.foreign_keys if {key.table, key.parent} <= chosen.keys())
        return Catalogue(tuple(table for table in self.tables if table.label in chosen), keys, self.left_out)
