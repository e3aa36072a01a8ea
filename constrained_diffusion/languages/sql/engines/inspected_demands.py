"""What tables demand of their rows, by SQLAlchemy's inspection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constrained_diffusion.languages.ir import Node, choice
from constrained_diffusion.languages.sql.catalogue import Catalogue, Column, Table
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.engines import storing
from constrained_diffusion.languages.sql.targets import GENERATED, Action, Demands, Entry, Reference

_ACTIONS: dict[str | None, Action] = {"CASCADE": "cascades", "SET NULL": "empties"}
_LESS_THAN_COLUMNS = ("mysql_length", "mariadb_length", "postgresql_where", "postgresql_nulls_not_distinct")
_DIGITS = {"TINYINT": 2, "SMALLINT": 4, "MEDIUMINT": 6, "INTEGER": 9, "BIGINT": 18}


def demands(catalogue: Catalogue, inspector: Any, unknown: Mapping[tuple[str | None, str], str]) -> Iterator[Demands]:
    """Those of all tables; a view takes no rows.

    Args:
        unknown: why nothing is written to a table, by its schema, if that is not the usual one, and name.
    """
    tables = {
        (schema, name) for schema in {t.schema for t in catalogue.tables} for name in inspector.get_table_names(schema)
    }
    for table in catalogue.tables:
        if (table.schema, table.name) in tables:
            yield _demands(table, catalogue, inspector, unknown.get((table.schema, table.name)))


def _demands(table: Table, catalogue: Catalogue, inspector: Any, unknown: str | None) -> Demands:
    place = (table.name, table.schema)
    known, entries = {column.name: column for column in table.columns}, []
    for column in inspector.get_columns(*place):
        name, nullable = column["name"], bool(column["nullable"])
        default = None if str(column.get("default")).upper() in ("NONE", "NULL") else column["default"]
        if column.get("computed"):
            unknown = GENERATED
        never = bool(
            column.get("computed") or column.get("identity") or column.get("autoincrement") is True
            or "nextval(" in str(column.get("default"))
        )  # fmt: skip
        must = not nullable and default is None
        if name not in known:
            unknown = f"{name!r} must be given, and may not be named" if must and not never else unknown
            continue
        form, literal = _stored(column["type"], known[name], catalogue.dialect)
        given = "never" if never else "must" if must else "may"
        entries.append(Entry(name, given, nullable, default is not None, literal, form))  # type: ignore[arg-type]
    keys = [tuple(inspector.get_pk_constraint(*place)["constrained_columns"])]
    for one in inspector.get_unique_constraints(*place):
        keys.append(tuple(one["column_names"]))
        if one.get("dialect_options", {}).get("postgresql_nulls_not_distinct"):
            unknown = f"its key {one['name']!r} takes NULL once"
    for index in inspector.get_indexes(*place):
        options = index.get("dialect_options", {})
        if None in index["column_names"] or any(options.get(one) for one in _LESS_THAN_COLUMNS):
            unknown = f"its index {index['name']!r} is over less than columns, or takes NULL once"
        elif index["unique"]:
            keys.append(tuple(map(str, index["column_names"])))
    references = []
    for one in inspector.get_foreign_keys(*place):
        columns = tuple(one["constrained_columns"])
        key = next((key for key in catalogue.foreign_keys if (key.table, key.columns) == (table.label, columns)), None)
        if key is None:
            unknown = f"{columns[0]!r} refers to what is not there, or may not be read"
            continue
        action = _ACTIONS.get(one["options"].get("ondelete"), "refuses")
        references.append(Reference(columns, key.parent, key.parent_columns, action))
    unique = tuple(dict.fromkeys(key for key in keys if key))
    return Demands(table, tuple(entries), unique, tuple(dict.fromkeys(references)), unknown)


def _stored(of_type: Any, column: Column, dialect: Dialect) -> tuple[str, Node | None]:
    """What a value is made of, and its literals; None where the type has rules that are not known here."""
    from sqlalchemy import types

    name = type(of_type).__name__
    if hasattr(of_type, "data_type") or name in ("SET", "YEAR", "LONGTEXT"):
        return "other", None
    if column.kind.labels:
        return "other", choice(*map(dialect.literal, column.kind.labels))
    if not column.kind.literals:
        return "other", None
    if dialect.name == "MySQL" and name == "TIMESTAMP":
        return "other", None  # its range and the hours that a time zone leaves out are the server's business
    signed = not getattr(of_type, "unsigned", False)
    if isinstance(of_type, types.Integer):
        return "whole", storing.whole(_DIGITS.get(name, 9), signed=signed)
    scale = getattr(of_type, "scale", None) or 0
    is_decimal = scale > 0 or not isinstance(of_type, types.Float)  # or its precision is that of bits
    if "number" in column.kind.literals and getattr(of_type, "precision", None) and is_decimal:
        if not 0 <= scale <= of_type.precision:
            return "other", None
        return "other", storing.decimal(min(of_type.precision - scale, 15), min(scale, 15), signed=signed)
    if isinstance(of_type, types.String):
        longest = 63 if name == "TINYTEXT" else of_type.length
        return "text", storing.text(dialect, longest, only_ascii="ascii" in column.kind.literals)
    if "number" in column.kind.literals:
        return "other", storing.decimal(15, 6, signed=signed)
    return "other", storing.of_kind(column.kind.literals[0], dialect)
