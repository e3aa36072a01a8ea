"""The engines: how each is read, and the dialect it speaks."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, Union

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.sql.catalogue import Catalogue, Sought
from constrained_diffusion.languages.sql.engines import duckdb, inspection, sqlite

if TYPE_CHECKING:
    import sqlalchemy
    from duckdb import DuckDBPyConnection

Source = Union[str, PathLike[str], sqlite3.Connection, "DuckDBPyConnection", "sqlalchemy.Engine"]
"""A path of a SQLite file, a URL, or what is open."""


def read(source: Source, sought: Sought, schemas: Sequence[str] | None) -> Catalogue:
    """What there is in a database, as far as queries may speak of it.

    Args:
        schemas: those that are looked into, unless the engine looks into all.

    Raises:
        UnknownDatabase: there is no such file.
        InvalidDatabase: it cannot be read, or has no table that queries could speak of.
        MissingExtra: a package that it takes is not installed.
        InvalidArgument: it is no source.
    """
    if isinstance(source, str) and "://" in source:
        scheme, _, place = source.partition("://")
        if scheme == "sqlite":
            return _of_file(place.removeprefix("/"), sought, schemas)
        if scheme == "duckdb":
            path = place.removeprefix("/")
            with duckdb.opened(path) as connection:
                return duckdb.read(connection, path, sought, schemas)
        return inspection.read(inspection.engine_of(source), sought, schemas)
    if isinstance(source, (str, PathLike)):
        return _of_file(source, sought, schemas)
    if isinstance(source, sqlite3.Connection):
        return _of_sqlite(source, "the connection", sought, schemas)
    engine: Any = source
    if _is_of(engine, "duckdb"):
        return duckdb.read(engine, "the connection", sought, schemas)
    if not _is_of(engine, "sqlalchemy"):
        raise InvalidArgument(
            f"a database is a path, a URL, a connection of sqlite3 or duckdb, or an engine of SQLAlchemy, not "
            f"{type(source).__name__}"
        )
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as held:
            return _of_sqlite(held.driver_connection, str(engine.url), sought, schemas)
    return inspection.read(engine, sought, schemas)


def _of_file(path: str | PathLike[str], sought: Sought, schemas: Sequence[str] | None) -> Catalogue:
    with sqlite.opened(path) as connection:
        return _of_sqlite(connection, fspath(path), sought, schemas)


def _of_sqlite(connection: sqlite3.Connection, name: str, sought: Sought, schemas: Sequence[str] | None) -> Catalogue:
    if schemas is not None:
        raise InvalidArgument("SQLite looks into all schemas of a connection: choose tables= instead of schemas=")
    return sqlite.catalogue_of(connection, name, sought)


def _is_of(source: object, package: str) -> bool:
    """Whether an object is of a package, which need not be installed."""
    return any(one.__module__.partition(".")[0].lstrip("_") == package for one in type(source).__mro__)
