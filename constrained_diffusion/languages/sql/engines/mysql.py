"""MySQL and MariaDB (https://dev.mysql.com/doc/refman/en/sql-syntax.html, https://mariadb.com/kb/en/sql-statements)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from constrained_diffusion.languages.sql.dialect import SET_OPERATORS, Dialect
from constrained_diffusion.languages.sql.kinds import NUMBER, TEXT, Kind, LiteralKind
from constrained_diffusion.languages.sql.running import PATIENCE, Refused, Run
from constrained_diffusion.languages.sql.targets import CHECKS, TRIGGERS

_RESERVED_BESIDES = (
    "DELETE_DOMAIN_ID MASTER_DEMOTE_TO_REPLICA MASTER_DEMOTE_TO_SLAVE PORTION SQL_BUFFER_RESULT SQL_CACHE SQL_NO_CACHE"
).split()
"""By servers, and not in SQLAlchemy's lists."""


class MySql:
    """A server of MySQL or MariaDB: its settings, and the collations of its columns."""

    REFERRED = (
        "SELECT referenced_table_name, referenced_column_name FROM information_schema.key_column_usage "
        "WHERE referenced_table_schema = DATABASE() AND table_schema <> DATABASE()"
    )
    UNKNOWN: tuple[tuple[str, str], ...] = (
        (TRIGGERS, "SELECT event_object_schema, event_object_table FROM information_schema.triggers"),
        (
            "it is partitioned",
            "SELECT table_schema, table_name FROM information_schema.partitions WHERE partition_name IS NOT NULL",
        ),
        (
            CHECKS,  # but that of a column of JSON, which MariaDB has as long text that is JSON, and nobody writes here
            "SELECT t.table_schema, t.table_name FROM information_schema.table_constraints AS t "
            "JOIN information_schema.check_constraints USING (constraint_schema, constraint_name) "
            "WHERE NOT EXISTS (SELECT 1 FROM information_schema.columns AS c WHERE c.table_schema = t.table_schema "
            "AND c.table_name = t.table_name AND c.data_type = 'longtext' "
            "AND check_clause = CONCAT('json_valid(`', c.column_name, '`)'))",
        ),
    )

    def __init__(self, run: Run) -> None:
        from sqlalchemy.dialects.mysql.reserved_words import RESERVED_WORDS_MARIADB, RESERVED_WORDS_MYSQL

        words = {*RESERVED_WORDS_MARIADB, *RESERVED_WORDS_MYSQL, *_RESERVED_BESIDES}
        ((mode, case),) = run("SELECT @@sql_mode, @@lower_case_table_names")
        ansi = "ANSI_QUOTES" in str(mode)
        operators = tuple(one for one in SET_OPERATORS if _runs(run, f"SELECT 1 {one} SELECT 1"))
        self.dialect = Dialect(
            name="MySQL",
            keywords=frozenset(word.upper() for word in words),
            soft_keywords=frozenset(("SOUNDS",)),
            quotes=(("`", "`"), *((('"', '"'),) if ansi else ())),
            plain="[A-Za-z][A-Za-z0-9_]*",  # what begins with _ may be the name of a character set
            quoted_fold=True,
            tables_fold=bool(case),
            double_quotes="name" if ansi else "text",
            backslashes="NO_BACKSLASH_ESCAPES" not in str(mode),
            set_operators=operators,
            # INTERSECT beside others is a table within, which may have no two columns of one name
            wide_set_operators=tuple(one for one in operators if one != "INTERSECT"),
            collates=True,
            spaced_calls=False,
            escapes=True,
            years=("YEAR({})", "EXTRACT(YEAR FROM {})"),
            concatenates=None,  # || is OR, unless the mode says otherwise
            arithmetic=("+", "*"),  # what is unsigned may not become negative
            digits=15,
        )
        self._collations = {
            (str(schema), str(table), str(column)): (str(charset), str(collation))
            for schema, table, column, charset, collation in run(
                "SELECT table_schema, table_name, column_name, character_set_name, collation_name "
                "FROM information_schema.columns WHERE collation_name IS NOT NULL"
            )
        }
        ((here, version),) = run("SELECT DATABASE(), VERSION()")
        self._here, self._is_mariadb = str(here), "MariaDB" in str(version)

    def bounded(self, query: str) -> tuple[str, ...]:
        if self._is_mariadb:
            return (f"SET STATEMENT max_statement_time = {PATIENCE} FOR {query}",)
        return (query.replace("SELECT", f"SELECT /*+ MAX_EXECUTION_TIME({int(PATIENCE * 1_000)}) */", 1),)

    def kind(self, of_type: Any, usual: Kind | None, table: str, column: str) -> Kind | None:
        """Texts of different collations do not compare, nor literals with what their characters are not in."""
        from sqlalchemy.dialects.mysql import YEAR

        if isinstance(of_type, YEAR):
            return NUMBER
        schema, _, name = table.rpartition(".")
        charset, collation = self._collations.get((schema or self._here, name, column), ("utf8mb4", None))
        if usual == TEXT and collation is not None:
            literal: LiteralKind = "text" if charset.startswith("utf8mb4") else "ascii"
            return replace(TEXT, name=f"text, {collation}", literals=(literal,))
        return usual


def _runs(run: Run, query: str) -> bool:
    try:
        run(query)
    except Refused:
        return False
    return True
