"""The engines: how each is read, and the dialect it speaks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, Protocol, Union

from constrained_diffusion.errors import InvalidArgument, InvalidDatabase
from constrained_diffusion.languages.sql.catalogue import Catalogue, LeftOut, Sought
from constrained_diffusion.languages.sql.engines import duckdb, inspection, sqlite
from constrained_diffusion.languages.sql.engines.sqlite_demands import SqliteDemands
from constrained_diffusion.languages.sql.running import Refused
from constrained_diffusion.languages.sql.targets import Target, targets

if TYPE_CHECKING:
    import sqlalchemy
    from duckdb import DuckDBPyConnection

Source = Union[str, PathLike[str], sqlite3.Connection, "DuckDBPyConnection", "sqlalchemy.Engine"]
"""A path of a SQLite file, a URL, or what is open."""


class Reader(Protocol):
    """A database that is open."""

    def catalogue(self, sought: Sought, schemas: Sequence[str] | None) -> Catalogue:
        """What there is in it, as far as queries may speak of it.

        Args:
            schemas: those that are looked into, unless the engine looks into all.

        Raises:
            InvalidDatabase: it cannot be read, or has no table that queries could speak of.
        """

    def targets(self, catalogue: Catalogue, whole: Catalogue) -> tuple[list[Target], list[LeftOut]]:
        """Which tables of a catalogue can be written to, and which cannot, with the reasons.

        Args:
            whole: that of the whole database.
        """


@contextmanager
def opened(source: Source) -> Iterator[Reader]:
    """A database, open for reading.

    Raises:
        UnknownDatabase: there is no such file.
        InvalidDatabase: it cannot be opened.
        MissingExtra: a package that it takes is not installed.
        InvalidArgument: it is no source, or of an engine that is not known here.
    """
    engine: Any = source
    if isinstance(source, str) and "://" in source:
        scheme, _, place = source.partition("://")
        path = place.removeprefix("/")
        if scheme.partition("+")[0] == "sqlite":
            if not path or path == ":memory:":
                raise InvalidArgument("a database in memory is given as its connection, not as a URL")
            with sqlite.opened(path) as connection:
                yield _Sqlite(connection, path)
        elif scheme == "duckdb":
            with duckdb.opened(path) as held:
                yield duckdb.Reader(held, path)
        else:
            with inspection.opened(inspection.engine_of(source)) as reader:
                yield reader
    elif isinstance(source, (str, PathLike)) and fspath(source):
        with sqlite.opened(source) as connection:
            yield _Sqlite(connection, fspath(source))
    elif isinstance(source, sqlite3.Connection):
        yield _Sqlite(source, "the connection")
    elif type(source).__name__ == "DuckDBPyConnection":
        yield duckdb.Reader(engine, "the connection")
    elif type(source).__name__ != "Engine" or not _is_of(engine, "sqlalchemy"):
        raise InvalidArgument(
            "a database is a path, a URL as text, a connection of sqlite3 or duckdb, or an engine of SQLAlchemy (that "
            f"waits, not one of asyncio), not {type(source).__name__ if source else repr(source)}"
        )
    elif engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as raw:
            yield _Sqlite(raw.driver_connection, str(engine.url))
    else:
        with inspection.opened(engine) as reader:
            yield reader


class _Sqlite:
    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection, self._name = connection, name

    def catalogue(self, sought: Sought, schemas: Sequence[str] | None) -> Catalogue:
        if schemas is not None:
            raise InvalidArgument("SQLite looks into all schemas of a connection: choose tables= instead of schemas=")
        try:
            return sqlite.catalogue_of(self._connection, self._name, sought)
        except sqlite3.Error as error:  # as of a connection that is closed
            raise InvalidDatabase(str(error), self._name) from None

    def targets(self, catalogue: Catalogue, whole: Catalogue) -> tuple[list[Target], list[LeftOut]]:
        read = SqliteDemands(self._connection)
        try:
            return targets(list(read.of(catalogue)), list(read.of(whole)), catalogue.dialect, read.run)
        except Refused as error:
            raise InvalidDatabase(str(error), self._name) from None


def _is_of(source: object, package: str) -> bool:
    """Whether an object is of a package, which need not be installed."""
    return any(one.__module__.partition(".")[0].lstrip("_") == package for one in type(source).__mro__)
