"""PostgreSQL (https://www.postgresql.org/docs/current/sql.html)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.engines.general_types import usual_kind
from constrained_diffusion.languages.sql.kinds import TEXT, TIMESTAMP, Kind
from constrained_diffusion.languages.sql.running import PATIENCE, Run
from constrained_diffusion.languages.sql.targets import CHECKS, TRIGGERS

_PLAIN_COLLATIONS = (None, "default", "C", "POSIX", "ucs_basic")

_IMPLIED_NAMES = frozenset(
    "count max min sum avg round coalesce abs length lower upper trim btrim extract date_part case ?column?".split()
)


class PostgreSql:
    """A server of PostgreSQL: its keywords; names without quotes are read in lower case."""

    REFERRED = (
        "SELECT parent.relname, attname FROM pg_constraint JOIN pg_class AS parent ON parent.oid = confrelid "
        "JOIN pg_class AS child ON child.oid = conrelid JOIN pg_attribute ON attrelid = confrelid "
        "AND attnum = ANY(confkey) WHERE contype = 'f' AND child.relnamespace <> parent.relnamespace"
    )
    UNKNOWN: tuple[tuple[str, str], ...] = tuple(
        (
            reason,
            f"SELECT nspname, relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace WHERE {that}",
        )
        for reason, that in (
            (TRIGGERS, "EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal)"),
            (CHECKS, "EXISTS (SELECT FROM pg_constraint WHERE conrelid = c.oid AND contype IN ('c', 'x'))"),
            ("it has rules of its own", "relkind <> 'v' AND EXISTS (SELECT FROM pg_rewrite WHERE ev_class = c.oid)"),
            ("it has policies for its rows", "relrowsecurity"),
            ("it is a partition, or has some", "relispartition OR relkind = 'p'"),
            ("it has heirs, or is one", "EXISTS (SELECT FROM pg_inherits WHERE c.oid IN (inhparent, inhrelid))"),
            (
                "an index is over expressions, or over some rows",
                "EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND COALESCE(indexprs, indpred) IS NOT NULL)",
            ),
        )
    )

    def __init__(self, run: Run) -> None:
        ((encoding,),) = run("SHOW server_encoding")
        self._text = TEXT if encoding == "UTF8" else replace(TEXT, literals=("ascii",))
        words = run("SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')")
        all_words = run("SELECT word FROM pg_get_keywords()")
        self.dialect = Dialect(
            name="PostgreSQL",
            keywords=frozenset(str(word).upper() for (word,) in words),
            soft_keywords=frozenset(str(word).upper() for (word,) in all_words),
            implied_names=_IMPLIED_NAMES,
            plain="[a-z_][a-z0-9_]*",
            escapes=True,
            matches=("LIKE", "ILIKE"),
            rounds_to_places=False,  # of numeric alone
            digits=15,
        )

    def bounded(self, query: str) -> tuple[str, ...]:
        return f"SET LOCAL statement_timeout = {int(PATIENCE * 1_000)}", query

    def kind(self, of_type: Any, usual: Kind | None, table: str, column: str) -> Kind | None:
        """Texts of different collations do not compare, and not every collation knows LIKE."""
        del table, column
        from sqlalchemy.types import ARRAY

        if isinstance(of_type, ARRAY):
            # it is not said before there are rows which items are not compared
            known = usual_kind(of_type.item_type) is not None
            return Kind(repr(of_type), ordered=known, extreme=known)
        collation = getattr(of_type, "collation", None)
        if usual == TEXT and collation is not None:
            return replace(self._text, name=f"text, {collation}", matched=collation in _PLAIN_COLLATIONS)
        if usual == TEXT:
            return self._text
        if usual is not None and usual != TIMESTAMP and getattr(of_type, "timezone", False):
            return replace(usual, name=f"{usual.name} with time zone")
        return usual
