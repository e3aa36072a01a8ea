"""What SQLite's tables demand of their rows (https://sqlite.org/pragma.html)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress

from constrained_diffusion.languages.ir import Node, choice
from constrained_diffusion.languages.sql.catalogue import Catalogue, Table
from constrained_diffusion.languages.sql.engines import storing
from constrained_diffusion.languages.sql.engines.sqlite import SQLITE, affinity, always_quoted
from constrained_diffusion.languages.sql.kinds import NUMBER, TEXT
from constrained_diffusion.languages.sql.names import folded
from constrained_diffusion.languages.sql.running import Refused, Rows
from constrained_diffusion.languages.sql.targets import CHECKS, GENERATED, TRIGGERS, Action, Demands, Entry, Reference

_QUOTED = re.compile(r"--[^\n]*|/\*.*?(?:\*/|\Z)|'[^']*'|\"[^\"]*\"|`[^`]*`|\[[^\]]*\]", re.DOTALL)
"""Comments, texts and names in quotes."""
_ACTIONS: dict[str, Action] = {"CASCADE": "cascades", "SET NULL": "empties"}


class SqliteDemands:
    """The demands of the tables of a connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def run(self, query: str) -> Rows:
        cursor = self._connection.cursor()
        cursor.row_factory = None
        try:
            return cursor.execute(query).fetchall()
        except sqlite3.Error as error:
            raise Refused(str(error)) from None

    def of(self, catalogue: Catalogue) -> Iterator[Demands]:
        """Those of all tables; a view takes no rows."""
        for table in catalogue.tables:
            schema = always_quoted(table.schema or self._schema_of(table.name))
            ((kind, of_what, strict),) = [
                row[2:3] + row[4:6] for row in self.run(f"PRAGMA {schema}.table_list({always_quoted(table.name)})")
            ] or [("view", 0, 0)]
            if kind == "table":
                yield self._demands(table, schema, catalogue, has_rowid=not of_what, strict=bool(strict))

    def _schema_of(self, name: str) -> str:
        for _, schema, *_ in self.run("PRAGMA database_list"):
            with suppress(Refused):
                if self.run(f"PRAGMA {always_quoted(str(schema))}.table_info({always_quoted(name)})"):
                    return str(schema)
        return "main"

    def _demands(self, table: Table, schema: str, catalogue: Catalogue, *, has_rowid: bool, strict: bool) -> Demands:
        name = always_quoted(table.name)
        rows = self.run(f"PRAGMA {schema}.table_xinfo({name})")
        keyed = [row for row in rows if row[5]]
        made = {
            row[1] for row in keyed if len(keyed) == 1 and has_rowid and str(row[2]).upper() == "INTEGER"
        }  # its rowid, which it numbers
        known = {column.name for column in table.columns}
        entries, unknown = [], self._unknown(table, schema)
        if any(row[6] in (2, 3) for row in rows):
            unknown = GENERATED
        for _, column, declared, not_null, given_default, key, hidden in rows:
            default = None if str(given_default).upper() == "NULL" else given_default
            nullable = not (not_null or key)
            never = hidden in (2, 3) or column in made
            must = not nullable and default is None
            if str(column) not in known:
                if must and not never and hidden != 1:
                    unknown = f"{column!r} must be given, and may not be named"
                continue
            form, literal = _stored(str(declared or ""), strict=strict)
            given = "never" if never else "must" if must else "may"
            entries.append(Entry(str(column), given, nullable, default is not None, literal, form))  # type: ignore[arg-type]
        keys = [tuple(str(row[1]) for row in sorted(keyed, key=lambda row: int(str(row[5]))))] if keyed else []
        for _, index, unique, _, partial in self.run(f"PRAGMA {schema}.index_list({name})"):
            columns = [row[2] for row in self.run(f"PRAGMA {schema}.index_info({always_quoted(str(index))})")]
            if None in columns or partial:
                unknown = f"its index {index!r} is over expressions, or over some rows"
            elif unique:
                keys.append(tuple(map(str, columns)))
        spoils = False
        try:
            self.run(f"PRAGMA {schema}.foreign_key_check({name})")
        except Refused as error:  # what it refers to is no key, and cannot be written to either
            unknown, spoils = str(error), True
        references = tuple(self._references(table, schema, catalogue))
        covered = {column for reference in references for column in reference.columns}
        for (column,) in {(row[3],) for row in self.run(f"PRAGMA {schema}.foreign_key_list({name})")}:
            if folded(str(column)) not in {folded(one) for one in covered}:
                unknown = unknown or f"{column!r} refers to what is not there, or may not be read"
        return Demands(table, tuple(entries), tuple(dict.fromkeys(keys)), references, unknown, spoils_parents=spoils)

    def _unknown(self, table: Table, schema: str) -> str | None:
        this = f"lower(tbl_name) = lower({SQLITE.literal(table.name)})"
        found = self.run(f"SELECT type, sql FROM {schema}.sqlite_master WHERE {this}")
        # a temporary trigger may be of any schema's table
        found += self.run(f"SELECT type, sql FROM temp.sqlite_master WHERE type = 'trigger' AND {this}")
        if any(kind == "trigger" for kind, _ in found):
            return TRIGGERS
        texts = [_QUOTED.sub(" ", str(sql)) for kind, sql in found if kind == "table"]
        if any(re.search(r"\bCHECK\b", sql, re.IGNORECASE) for sql in texts):
            return CHECKS
        return None

    def _references(self, table: Table, schema: str, catalogue: Catalogue) -> Iterator[Reference]:
        actions: dict[object, Action] = {}
        columns: dict[object, list[str]] = {}
        for number, _, _, mine, _, _, on_delete, *_ in self.run(
            f"PRAGMA {schema}.foreign_key_list({always_quoted(table.name)})"
        ):
            columns.setdefault(number, []).append(folded(str(mine)))
            actions[number] = _ACTIONS.get(str(on_delete), "refuses")
        by_columns = {tuple(names): actions[number] for number, names in columns.items()}
        for key in catalogue.foreign_keys:
            if key.table == table.label:
                action = by_columns.get(tuple(map(folded, key.columns)), "refuses")
                yield Reference(key.columns, key.parent, key.parent_columns, action)


def _stored(declared: str, *, strict: bool) -> tuple[str, Node | None]:
    """What a value is made of, and the literals that are stored as what they are."""
    upper, kind = declared.upper(), affinity(declared)
    if "BLOB" in upper and strict:
        return "other", None
    if kind == NUMBER:
        return ("whole", storing.whole(18)) if "INT" in upper else ("other", storing.decimal(15, 15))
    if kind == TEXT:
        limit = re.search(r"\((\d+)\)", declared)
        return "text", storing.text(SQLITE, int(limit[1]) if limit else None)
    if upper == "DATE":
        return "other", storing.of_kind("date", SQLITE)
    if upper in ("DATETIME", "TIMESTAMP"):
        return "other", storing.of_kind("timestamp", SQLITE)
    if upper.startswith("BOOL"):
        return "other", choice("0", "1")
    return "other", choice(SQLITE.number, SQLITE.texts())
