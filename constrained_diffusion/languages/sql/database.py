"""A SQLite database as a constraint: the queries that run against it."""

from __future__ import annotations

import sqlite3
import warnings
from os import PathLike, fspath

from constrained_diffusion.checked import whole
from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.ir import Grammar
from constrained_diffusion.languages.outline import outline_of_tables
from constrained_diffusion.languages.sql.catalogue import Catalogue, Column, ForeignKey
from constrained_diffusion.languages.sql.queries import Joins, queries
from constrained_diffusion.languages.sql.sqlite import catalogue_of, opened
from constrained_diffusion.languages.wanted import Wanted


class SqlDatabase:
    """The queries that run against a SQLite database, as a constraint: ``generate(model, question, grammar=database)``.

    What of the database no query could speak of, such as a stale view, is left out with a warning that names it.

    Args:
        source: the path of a database file, which is opened read-only, or an open connection.
        joins: the most joins a query has.
        any_columns: whether joins may compare any two columns of one kind, rather than foreign keys only.
        aliases: whether tables may also be named ``t1``, ``t2``, ... and their columns after them.
        values: whether text is compared with values that the column holds, rather than with any text. A number is the
            most values that are read of a column; columns with more keep any text.

    Attributes:
        catalogue: what was read: tables, foreign keys, and what is left out.

    Raises:
        UnknownDatabase: there is no such file.
        InvalidDatabase: it is no database, cannot be read, or has no tables.
    """

    catalogue: Catalogue

    def __init__(
        self,
        source: str | PathLike[str] | sqlite3.Connection,
        *,
        joins: int = 1,
        any_columns: bool = False,
        aliases: bool = False,
        values: bool | int = False,
    ) -> None:
        self.joins, self.any_columns, self.aliases = whole("joins", joins, least=0), any_columns, aliases
        most = 0 if values is False else 1000 if values is True else whole("values", values, least=0)
        if isinstance(source, sqlite3.Connection):
            self.catalogue = catalogue_of(source, "the connection", most)
        elif not isinstance(source, (str, PathLike)):
            raise InvalidArgument(f"a database is a path or a connection, not {type(source).__name__}")
        else:
            with opened(source) as connection:
                self.catalogue = catalogue_of(connection, fspath(source), most)
        for left in self.catalogue.left_out:
            warnings.warn(str(left), stacklevel=2)

    @property
    def tables(self) -> dict[str, tuple[Column, ...]]:
        """The columns of every table, by its name (``schema.name`` where several schemas have the name)."""
        return {table.label: table.columns for table in self.catalogue.tables}

    @property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        """The foreign keys between them."""
        return self.catalogue.foreign_keys

    @property
    def column_names(self) -> dict[str, tuple[str, ...]]:
        """The names of the columns of every table."""
        return {table: tuple(column.name for column in columns) for table, columns in self.tables.items()}

    def wanted(self) -> Wanted:
        """The queries; a model is told the tables and their columns."""
        return Wanted(language=self.language(), told=outline_of_tables(self.column_names))

    def language(self) -> Grammar:
        """The queries, as a grammar.

        Raises:
            ConstraintTooLarge: tables join in too many ways.
        """
        return queries(self.catalogue, Joins(self.joins, self.any_columns, self.aliases))
