"""From what an engine lists to the catalogue: every table is tried; what fails is left out, for the engine's reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from constrained_diffusion.errors import InvalidArgument, InvalidDatabase
from constrained_diffusion.languages.sql.catalogue import Catalogue, Column, ForeignKey, LeftOut, Sought, Table
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.kinds import Kind
from constrained_diffusion.languages.sql.running import Refused, Run
from constrained_diffusion.shown import shown

Reference = tuple[tuple[str, ...], str | None, str, tuple[str, ...]]
"""A foreign key: columns, schema and name of the parent, its columns."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A table or view as the engine lists it.

    Attributes:
        what: "table" or "view".
        schema: where it lies, if the name alone does not say.
        columns: names and kinds; what a kind without literals can do is tried.
        key: the columns of its primary key.
        references: its foreign keys.
    """

    what: str
    schema: str | None
    name: str
    columns: tuple[tuple[str, Kind], ...]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()


def check_schemas(asked: Sequence[str] | None, there: Sequence[str]) -> None:
    """Raises `InvalidArgument` where one of the schemas that are asked for is not there."""
    if missing := {*(asked or ())} - {*there}:
        raise InvalidArgument(f"there is no schema {shown(min(missing))}; there are {', '.join(map(repr, there))}")


def catalogue_of(
    listed: Iterable[Listed | LeftOut], dialect: Dialect, run: Run, read: Run, name: str, sought: Sought
) -> Catalogue:
    """The catalogue of what is listed, as far as queries over it run.

    Args:
        read: runs a query that reads rows, for as long as it may take.
        name: what errors call the database.
        sought: which values of columns are read.

    Raises:
        InvalidDatabase: there is no table that queries could speak of.
    """
    reader = _Reader(dialect, run, read, sought)
    found = list(listed)
    reader.left_out += [one for one in found if isinstance(one, LeftOut)]
    all_listed = [one for one in found if isinstance(one, Listed)]
    tables = {(one.schema, one.name): table for one in all_listed if (table := reader.table(one)) is not None}
    keys = tuple(key for one in all_listed for key in reader.foreign_keys(one, tables))
    if not tables:
        reasons = "".join(f"; {left}" for left in reader.left_out)
        raise InvalidDatabase(f"the database has no tables{reasons}", name)
    return Catalogue(dialect, tuple(tables.values()), keys, tuple(reader.left_out))


class _Reader:
    def __init__(self, dialect: Dialect, run: Run, read: Run, sought: Sought) -> None:
        self._dialect, self._run, self._read, self._sought = dialect, run, read, sought
        self.left_out: list[LeftOut] = []
        self._known: dict[Kind, Kind] = {}

    def table(self, listed: Listed) -> Table | None:
        what = f"{listed.what} {listed.name if listed.schema is None else f'{listed.schema}.{listed.name}'!r}"
        place = self.place(listed)
        try:
            if not listed.columns:
                raise Refused("it has no columns")
            self._run(f"EXPLAIN SELECT COUNT(*) FROM {place}")
            self._run(f"SELECT 1 FROM {place} LIMIT 0")  # a materialized view may not be there yet
            kinds = [(name, self._tried(kind, place, name)) for name, kind in listed.columns]
            for name, kind in kinds:
                one = self._dialect.always_quoted(name)
                tests = f" WHERE {one} = {one} GROUP BY {one} ORDER BY {one}" if kind.ordered else ""
                self._run(f"EXPLAIN SELECT {one} FROM {place}{tests}")
            columns = tuple(self._with_values(Column(name, kind), place, what) for name, kind in kinds)
        except Refused as error:
            self.left_out.append(LeftOut(what, str(error)))
            return None
        return Table(listed.name, columns, listed.schema, listed.key)

    def place(self, listed: Listed) -> str:
        names = [listed.name] if listed.schema is None else [listed.schema, listed.name]
        return ".".join(map(self._dialect.always_quoted, names))

    def foreign_keys(self, listed: Listed, tables: dict[tuple[str | None, str], Table]) -> Iterator[ForeignKey]:
        table = tables.get((listed.schema, listed.name))
        if table is None:
            return
        for columns, schema, name, parent_columns in dict.fromkeys(listed.references):
            parent = tables.get((schema, name))
            names = set() if parent is None else {column.name for column in parent.columns}
            if parent is None or not {*parent_columns} <= names or len(parent_columns) != len(columns):
                self.left_out.append(
                    LeftOut(f"the foreign key of table {table.label!r} to {name!r}", "there is no such table or column")
                )
                continue
            yield ForeignKey(table.label, columns, parent.label, parent_columns)

    def _tried(self, kind: Kind, place: str, name: str) -> Kind:
        """What is not known of a kind is found out."""
        if kind.literals or not kind.ordered:
            return kind
        if kind not in self._known:
            one = self._dialect.always_quoted(name)
            self._known[kind] = replace(
                kind,
                ordered=self._runs(f"SELECT DISTINCT {one} FROM {place} WHERE {one} < {one} ORDER BY {one}")
                and self._runs(f"SELECT {one} FROM {place} UNION SELECT {one} FROM {place}"),
                extreme=self._runs(f"SELECT MIN({one}), MAX({one}) FROM {place}"),
                summed=self._runs(f"SELECT SUM({one}), AVG({one}) FROM {place}"),
            )
        return self._known[kind]

    def _runs(self, query: str) -> bool:
        try:
            self._run(f"EXPLAIN {query}")
        except Refused:
            return False
        return True

    def _with_values(self, column: Column, place: str, what: str) -> Column:
        most = self._sought.most
        if most == 0 or not column.kind.ordered or "boolean" in column.kind.literals:
            return column
        one = self._dialect.always_quoted(column.name)
        try:
            rows = self._read(
                f"SELECT {one} FROM {place} WHERE {one} IS NOT NULL GROUP BY {one} ORDER BY COUNT(*) DESC, {one} "
                f"LIMIT {most + 1}"
            )
        except Refused as error:  # such as days that the driver has no value for
            self.left_out.append(LeftOut(f"the list of values of column {column.name!r} of {what}", str(error)))
            return column
        return self._sought.of(column, [value for (value,) in rows])
