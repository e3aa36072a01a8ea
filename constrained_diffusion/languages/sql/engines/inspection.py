"""What SQLAlchemy's inspection says of a database (https://docs.sqlalchemy.org/core/reflection.html).

Each engine has a module of its own beside this one, which says what is particular to it: the dialect, and kinds of
columns that SQLAlchemy has no general type for.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from constrained_diffusion.errors import InvalidArgument, InvalidDatabase, MissingExtra
from constrained_diffusion.languages.sql.catalogue import Catalogue, LeftOut, Sought
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.engines.general_types import usual_kind
from constrained_diffusion.languages.sql.engines.inspected_demands import demands
from constrained_diffusion.languages.sql.engines.mysql import MySql
from constrained_diffusion.languages.sql.engines.postgresql import PostgreSql
from constrained_diffusion.languages.sql.engines.reading import Listed, catalogue_of, check_schemas
from constrained_diffusion.languages.sql.kinds import Kind
from constrained_diffusion.languages.sql.running import Refused, Rows, Run, reason
from constrained_diffusion.languages.sql.targets import Demands, Target, targets

if TYPE_CHECKING:
    import sqlalchemy


class Server(Protocol):
    """What is particular to a server; made of a way to ask it.

    Attributes:
        REFERRED: asks for names of tables and columns that other schemas refer to.
        UNKNOWN: why tables have rules that are not known here, and what asks for their schemas and names.
        dialect: how it spells.
    """

    REFERRED: str
    UNKNOWN: tuple[tuple[str, str], ...]
    dialect: Dialect

    def bounded(self, query: str) -> tuple[str, ...]:
        """The query, behind or in what bounds its time to `PATIENCE`."""

    def kind(self, of_type: Any, usual: Kind | None, table: str, column: str) -> Kind | None:
        """What a column holds.

        Args:
            of_type: SQLAlchemy's.
            usual: by the general types that it has, None where it has none.
            table: after its schema, if that is not the usual one.
        """


SERVERS: dict[str, Callable[[Run], Server]] = {"postgresql": PostgreSql, "mysql": MySql, "mariadb": MySql}

_KNOWN = "write sqlite:///FILE, duckdb:///FILE, postgresql+psycopg://..., or mysql+pymysql://... (MariaDB too)"


@contextmanager
def opened(engine: sqlalchemy.Engine) -> Iterator[InspectedReader]:
    """What an engine reaches.

    Raises:
        InvalidArgument: it is of an engine that is not known here.
        InvalidDatabase: it cannot be read.
    """
    name = engine.url.set(query={}).render_as_string()  # without what may be secret
    made = SERVERS.get(engine.dialect.name)
    if made is None:
        raise InvalidArgument(f"{engine.dialect.name} is not supported; {_KNOWN}")
    from sqlalchemy.exc import SQLAlchemyError

    try:
        connection = engine.connect()
    except SQLAlchemyError as error:
        raise InvalidDatabase(_reason(error), name) from None
    except (ValueError, TypeError, AttributeError, ImportError, OSError) as error:  # as drivers say what they are given
        raise InvalidDatabase(f"the driver cannot connect: {error}", name) from None
    try:
        with connection, warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Did not recognize type")  # they are tried
            yield InspectedReader(connection, made, name)
    except Refused as error:
        raise InvalidDatabase(str(error), name) from None
    except SQLAlchemyError as error:
        raise InvalidDatabase(_reason(error), name) from None


class InspectedReader:
    """A connection to a server."""

    def __init__(self, connection: sqlalchemy.Connection, server: Callable[[Run], Server], name: str) -> None:
        """
        Args:
            name: what errors call it.
        """
        from sqlalchemy import inspect

        self._run, self._inspector, self._name = _runs(connection), inspect(connection), name
        self._server = server(self._run)

    def catalogue(self, sought: Sought, schemas: Sequence[str] | None) -> Catalogue:
        """What there is; in the schema that names without one mean, unless others are given."""
        check_schemas(schemas, self._inspector.get_schema_names())
        listed = list(_listed(self._inspector, self._server, schemas))
        return catalogue_of(listed, self._server.dialect, self._run, self._read, self._name, sought)

    def _read(self, query: str) -> Rows:
        *before, last = self._server.bounded(query)
        for statement in before:
            self._run(statement)
        return self._run(last)

    def targets(self, catalogue: Catalogue, whole: Catalogue) -> tuple[list[Target], list[LeftOut]]:
        """Which tables can be written to, and which cannot."""
        here = self._inspector.default_schema_name
        unknown = {
            (None if schema == here else str(schema), str(name)): reason
            for reason, asked in self._server.UNKNOWN
            for schema, name in self._run(asked)
        }
        referred: dict[str, set[str]] = {}
        for table, column in self._run(self._server.REFERRED):
            referred.setdefault(str(table), set()).add(str(column))

        def of(some: Catalogue) -> list[Demands]:
            return [
                replace(one, is_referred_elsewhere=one.table.name in referred,
                        fixed=one.fixed | referred.get(one.table.name, set()))
                for one in demands(some, self._inspector, unknown)
            ]  # fmt: skip

        found, left_out = targets(of(catalogue), of(whole), catalogue.dialect, self._run)
        return [self._permitted(one, catalogue.dialect, left_out) for one in found], left_out

    def _permitted(self, target: Target, dialect: Dialect, left_out: list[LeftOut]) -> Target:
        """Without what the user may not do; the server says so before it does anything."""
        names = [target.table.name] if target.table.schema is None else [target.table.schema, target.table.name]
        place = ".".join(map(dialect.always_quoted, names))
        columns = [dialect.always_quoted(entry.name) for entry in target.entries]
        columns += [dialect.always_quoted(name) for group in target.groups for name in group.columns]
        listed = ", ".join(columns)
        tried = {
            "inserts": f"INSERT INTO {place} ({listed}) SELECT {listed} FROM {place} WHERE 1 = 0",
            "deletes": f"DELETE FROM {place} WHERE 1 = 0",
        }
        for settable in sorted(target.settable):
            one = dialect.always_quoted(settable)
            tried["settable"] = f"UPDATE {place} SET {one} = {one} WHERE 1 = 0"
        for what, statement in tried.items():
            if not getattr(target, what) or (what == "inserts" and not columns):
                continue
            try:
                self._run(f"EXPLAIN {statement}")
            except Refused as error:
                left_out.append(LeftOut(f"{statement.split()[0]} of table {target.table.label!r}", str(error)))
                target = replace(target, **{what: frozenset() if what == "settable" else False})  # type: ignore[arg-type]
        return target


def engine_of(url: str) -> sqlalchemy.Engine:
    """The engine of a URL.

    Raises:
        MissingExtra: SQLAlchemy, or the driver that the URL names, is not installed.
        InvalidDatabase: it is no URL of a database.
    """
    scheme = url.partition(":")[0]
    if (name := scheme.partition("+")[0]) not in SERVERS:
        raise InvalidArgument(f"{name or 'a URL without an engine'} is not supported; {_KNOWN}")
    try:
        from sqlalchemy import create_engine
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError
        from sqlalchemy.pool import NullPool
    except ImportError:
        raise MissingExtra.named("sql", f"reading {scheme} needs the extra") from None
    try:
        return create_engine(url, poolclass=NullPool)
    except ImportError as error:
        raise MissingExtra.named(
            "sql",
            f"the driver of {scheme} is not installed ({error.name}); the extra has psycopg and pymysql, for URLs "
            "postgresql+psycopg:// and mysql+pymysql://",
        ) from None
    except NoSuchModuleError:
        raise InvalidArgument(f"no engine is called {scheme}; {_KNOWN}") from None
    except (ArgumentError, ValueError) as error:
        raise InvalidDatabase(f"it is no URL of a database that is known: {error}", f"{scheme}://...") from None


def _runs(connection: sqlalchemy.Connection) -> Run:
    from sqlalchemy.exc import SQLAlchemyError

    def run(query: str) -> list[tuple[object, ...]]:
        try:
            with closing(connection.exec_driver_sql(query, execution_options={"no_parameters": True})) as result:
                return [tuple(row) for row in result] if result.returns_rows else []
        except SQLAlchemyError as error:
            connection.rollback()  # an engine may take nothing more in a transaction that has failed
            raise Refused(_reason(error)) from None

    return run


def _reason(error: Exception) -> str:
    """The engine's own words, without SQLAlchemy's around them."""
    original = getattr(error, "orig", None)
    return reason(error if original is None else original)


def _listed(inspector: Any, server: Server, schemas: Sequence[str] | None) -> Iterator[Listed | LeftOut]:
    from sqlalchemy.exc import SQLAlchemyError

    for schema in (None,) if schemas is None else tuple(schemas):
        views = [*inspector.get_view_names(schema)]
        with suppress(NotImplementedError):
            views += inspector.get_materialized_view_names(schema)
        for what, names in (("table", inspector.get_table_names(schema)), ("view", views)):
            for name in names:
                try:
                    yield _one(inspector, server, what, schema, name)
                except SQLAlchemyError as error:  # such as a view over what is no longer there
                    yield LeftOut(f"{what} {name!r}", _reason(error))


def _one(inspector: Any, server: Server, what: str, schema: str | None, name: str) -> Listed:
    place = name if schema is None else f"{schema}.{name}"
    columns = tuple(
        (column["name"], _kind(column["type"], place, column["name"], server))
        for column in inspector.get_columns(name, schema)
    )
    key = tuple(inspector.get_pk_constraint(name, schema)["constrained_columns"])
    references = tuple(
        (
            tuple(one["constrained_columns"]),
            one["referred_schema"],
            one["referred_table"],
            tuple(one["referred_columns"]),
        )
        for one in inspector.get_foreign_keys(name, schema)
    )
    return Listed(what, schema, name, columns, key, references)


def _kind(of_type: Any, table: str, column: str, server: Server) -> Kind:
    from sqlalchemy.types import Enum, NullType

    of_type = getattr(of_type, "data_type", of_type)  # of what a domain is
    kind = server.kind(of_type, usual_kind(of_type), table, column)
    if kind is not None:
        return kind
    # what is not known compares with its like, if the engine says so; of what has no name, nobody knows its like
    labels = tuple(of_type.enums) if isinstance(of_type, Enum) else ()
    return Kind(f"{table}.{column}" if isinstance(of_type, NullType) else repr(of_type), labels=labels)
