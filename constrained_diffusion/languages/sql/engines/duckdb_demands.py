"""What DuckDB's tables demand of their rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from constrained_diffusion.languages.ir import Node, choice
from constrained_diffusion.languages.sql.catalogue import Catalogue, Column, Table
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.engines import storing
from constrained_diffusion.languages.sql.kinds import NUMBER, TEXT
from constrained_diffusion.languages.sql.running import Run
from constrained_diffusion.languages.sql.targets import CHECKS, GENERATED, Demands, Entry, Reference

_DIGITS = {"TINYINT": 2, "SMALLINT": 4, "INTEGER": 9, "BIGINT": 18, "HUGEINT": 18}


def demands(catalogue: Catalogue, run: Run) -> Iterator[Demands]:
    """Those of all tables; a view takes no rows."""
    for table in catalogue.tables:
        place = f"table_name = {catalogue.dialect.literal(table.name)} AND database_name = current_database()"
        schema = "current_schema()" if table.schema is None else catalogue.dialect.literal(table.schema)
        place += f" AND schema_name = {schema}"
        for (sql,) in run(f"SELECT sql FROM duckdb_tables() WHERE {place}"):
            yield _demands(table, catalogue, place, str(sql), run)


def _demands(table: Table, catalogue: Catalogue, place: str, sql: str, run: Run) -> Demands:
    unknown = GENERATED if " GENERATED " in sql.upper() or " AS (" in sql.upper() else None
    known = {column.name: column for column in table.columns}
    entries = []
    for name, default, nullable, of_type in run(
        f"SELECT column_name, column_default, is_nullable, data_type FROM duckdb_columns() WHERE {place} "
        "ORDER BY column_index"
    ):
        default = None if str(default).upper() == "NULL" else default
        must = not nullable and default is None
        if str(name) not in known:
            unknown = f"{name!r} must be given, and may not be named" if must else unknown
            continue
        is_numbered = "nextval" in str(default)
        form, literal = _stored(known[str(name)], str(of_type), catalogue.dialect)
        given = "never" if is_numbered else "must" if must else "may"
        entries.append(Entry(str(name), given, bool(nullable), default is not None, literal, form))  # type: ignore[arg-type]
    keys: list[tuple[str, ...]] = []
    columns: Any
    for of_type, columns in run(
        f"SELECT constraint_type, constraint_column_names FROM duckdb_constraints() WHERE {place}"
    ):
        if of_type == "CHECK":
            unknown = CHECKS
        elif of_type in ("PRIMARY KEY", "UNIQUE"):
            keys.append(tuple(columns))
        elif of_type == "FOREIGN KEY" and not any(
            key.table == table.label and key.columns == tuple(columns) for key in catalogue.foreign_keys
        ):
            unknown = f"{columns[0]!r} refers to what is not there, or may not be read"
    references = tuple(
        Reference(key.columns, key.parent, key.parent_columns)
        for key in catalogue.foreign_keys
        if key.table == table.label
    )
    for (index,) in run(f"SELECT index_name FROM duckdb_indexes() WHERE {place} AND is_unique"):
        unknown = f"its index {index!r} is not read"
    # an indexed column is changed by a new row in place of the old one, which others may refer to
    indexed = " ".join(str(one) for (one,) in run(f"SELECT expressions FROM duckdb_indexes() WHERE {place}"))
    fixed = {name for name, column in known.items() if name in indexed or not column.kind.literals}  # so is a list
    fixed |= {name for one in references for name in one.columns}
    return Demands(table, tuple(entries), tuple(dict.fromkeys(keys)), references, unknown, frozenset(fixed))


def _stored(column: Column, of_type: str, dialect: Dialect) -> tuple[str, Node | None]:
    if column.kind.labels:
        return "other", choice(*map(dialect.literal, column.kind.labels))
    unsigned = of_type.startswith("U") and of_type[1:] in _DIGITS
    if (digits := _DIGITS.get(of_type.removeprefix("U") if unsigned else of_type)) is not None:
        return "whole", storing.whole(digits, signed=not unsigned)
    if column.kind == NUMBER and of_type.startswith("DECIMAL("):
        precision, scale = map(int, of_type[8:-1].split(","))
        return "other", storing.decimal(min(precision - scale, 15), scale)
    if column.kind == NUMBER:
        return "other", storing.decimal(15, 15)
    if column.kind == TEXT:
        return "text", storing.text(dialect, None)
    return "other", storing.of_kind(column.kind.literals[0], dialect) if column.kind.literals else None
