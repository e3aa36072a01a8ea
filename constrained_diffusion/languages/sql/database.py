"""A SQLite database as a constraint: the queries that run against it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import Literal, get_args

from constrained_diffusion.checked import text as checked_text
from constrained_diffusion.checked import whole
from constrained_diffusion.errors import ConstraintTooLarge, InvalidArgument
from constrained_diffusion.languages.ir import Language, Node, choice, sequence
from constrained_diffusion.languages.outline import outline_of_tables
from constrained_diffusion.languages.sql.catalogue import Catalogue, Column, ForeignKey, Sought
from constrained_diffusion.languages.sql.clauses import Breadth, Clauses, Subqueries
from constrained_diffusion.languages.sql.engines import Source, opened
from constrained_diffusion.languages.sql.extents import EXTENTS, extent_in, extent_of
from constrained_diffusion.languages.sql.habits import OwnSpelling
from constrained_diffusion.languages.sql.joins import joins as joins_of
from constrained_diffusion.languages.sql.joins import joins_along, told_by_names
from constrained_diffusion.languages.sql.names import folded
from constrained_diffusion.languages.sql.naming import as_written, usual
from constrained_diffusion.languages.sql.phrasing import UNSAID, Phrasing, is_named, phrasing_of
from constrained_diffusion.languages.sql.queries import queries
from constrained_diffusion.languages.sql.scopes import Scope, scopes
from constrained_diffusion.languages.sql.spelling import Kind as SpellingKind
from constrained_diffusion.languages.sql.spelling import Spelling, spelling_of
from constrained_diffusion.languages.sql.statements import Statement, deletes, inserts, updates
from constrained_diffusion.languages.sql.targets import Target
from constrained_diffusion.languages.wanted import Wanted
from constrained_diffusion.shown import shown

MAX_SCOPES = 2_000
Rest = Literal["free", "refused"]


class SqlDatabase:
    """The queries that run against a database, as a constraint: ``generate(model, question, grammar=database)``.

    What of the database no query could speak of, such as a stale view, is left out with a warning that names it.

    Args:
        source: the path of a SQLite file, which is opened read-only; a URL, as SQLAlchemy writes it, of SQLite, DuckDB,
            PostgreSQL, MySQL or MariaDB; an open connection of sqlite3 or duckdb; an engine of SQLAlchemy.
        tables: those that queries speak of; all of them unless given.
        allow: what may be read: tables, and columns as ``table.column``; everything unless given. Queries name nothing
            else, not by ``*`` either.
        deny: what of it may not; nothing unless given.
        joins: the most joins a query has. Up to 3 unless given, as far as the language stays small.
        inner_joins: the same of a select within a subquery or a set operation; up to 2.
        operands: the most columns of what UNION, INTERSECT and EXCEPT combine, 0 for none of these; up to 2.
        any_columns: whether tables also join by any two columns, by one of several pairs, and by none.
        expressions: whether columns are computed with (arithmetic, functions by type, CASE), items named (``AS``), and
            rows of other tables asked for along foreign keys (``EXISTS``).
        aliases: whether tables may also be named ``t1``, ``t2``, ... and their columns after them; unless given, in any
            spelling. Or what each may be named, such as ``{"customers": "c"}``.
        parentheses: how deep parentheses nest in a condition.
        subqueries: "last": a condition may end in a subquery, and the query with it; "anywhere": so may every
            predicate, which needs a stack and makes steps slower.
        statements: of "select", "insert", "update" and "delete" those that there are. What changes rows breaks no rule
            that the engine checks (`statements`), as far as rows stay what they are while it is written.
        whole_tables: whether UPDATE and DELETE do without WHERE.
        schemas: those whose tables are there; the usual one unless given. SQLite's are all there.
        named_groups: of engines that are strict about groups: rows are grouped by the name of a column where no more
            columns than that are in scope; by the place of an item everywhere.
        spelling: "one": capitals, single spaces and names as the database has them; "any": whatever SQLite reads alike,
            for queries that people have written.
        typed: narrows: numbers are compared, summed and averaged with numbers alone, and text with text. Other engines
            than SQLite have it no other way.
        values: narrows: columns equal values that they hold, rather than any; text is compared with no other text
            either. A number is the most values that are read of a column, the most frequent; True for 1,000.
        rest: what becomes of a column with more values than that: "free": it is compared with anything; "refused": with
            none but these. Refused is then also any pattern of LIKE but a value, perhaps with ``%`` around it.

    Attributes:
        catalogue: what was read: tables, foreign keys, and what is left out.
        joins: as the argument, or what it came to; `inner_joins` and `operands` likewise.

    Raises:
        UnknownDatabase: there is no such file.
        InvalidDatabase: it is no database, cannot be read, or has no tables.
        InvalidArgument: an argument is out of its bounds, or names what there is not.
        MissingExtra: the driver of the URL is not installed.
        ConstraintTooLarge: when the queries are asked for, where tables join in too many ways.
    """

    catalogue: Catalogue
    _phrasing: Phrasing

    def __init__(
        self,
        source: Source,
        *,
        tables: Sequence[str] | None = None,
        allow: Sequence[str] | None = None,
        deny: Sequence[str] = (),
        joins: int | None = None,
        any_columns: bool = False,
        expressions: bool = False,
        aliases: bool | Mapping[str, str] | None = None,
        values: bool | int = False,
        rest: Rest = "free",
        typed: bool | None = None,
        spelling: SpellingKind = "one",
        schemas: Sequence[str] | None = None,
        parentheses: int = 1,
        operands: int | None = None,
        subqueries: Subqueries = "last",
        inner_joins: int | None = None,
        named_groups: int | None = None,
        statements: Sequence[Statement] = ("select",),
        whole_tables: bool = False,
    ) -> None:
        self.any_columns, self.spelling, self.expressions = any_columns, spelling, expressions
        own = aliases if isinstance(aliases, Mapping) else {}
        self.aliases = aliases if isinstance(aliases, bool) else spelling == "any"
        self.parentheses, self.subqueries, self.typed = parentheses, subqueries, bool(typed)
        self._given = (joins, inner_joins, operands, named_groups)
        counts = (
            ("joins", joins, 63), ("inner_joins", inner_joins, 63), ("operands", operands, 20),
            ("parentheses", parentheses, 20), ("named_groups", named_groups, 100),
        )  # fmt: skip
        for name, count, most in counts:
            if count is not None and whole(name, count, least=0) > most:
                raise InvalidArgument(f"{name} is at most {most}, not {count}")
        for name, flag in (
            ("any_columns", any_columns),
            ("typed", False if typed is None else typed),
            ("aliases", False if aliases is None or isinstance(aliases, Mapping) else aliases),
            ("expressions", expressions),
            ("whole_tables", whole_tables),
        ):
            if not isinstance(flag, bool):
                names = ', or names of tables such as {"orders": "o"}' if name == "aliases" else ""
                raise InvalidArgument(f"{name} is True or False{names}, not {shown(flag)}")
        for name, given, known in (("subqueries", subqueries, Subqueries), ("spelling", spelling, SpellingKind)):
            if given not in get_args(known):
                raise InvalidArgument(f"{name} is {' or '.join(get_args(known))}, not {shown(given)}")
        if rest not in get_args(Rest):
            raise InvalidArgument(f"rest is {' or '.join(get_args(Rest))}, not {shown(rest)}")
        self.rest = rest
        sought = Sought(0 if values is False else 1000 if values is True else whole("values", values, least=0), rest)
        self.statements, self.whole_tables = _statements(statements), whole_tables
        with opened(source) as reader:
            found = reader.catalogue(sought, _names("schemas", schemas))
            if found.dialect.strict:
                if typed is False:
                    raise InvalidArgument(f"{found.dialect.name} compares what is of one type: leave out typed=False")
                self.typed = True
            whole_catalogue = found
            found = self._chosen(found, allow, deny, tables)
            self._targets: list[Target] = []
            if {*self.statements} - {"select"}:
                self._targets, left_out = reader.targets(found, whole_catalogue)
                asked = [one for one in left_out if one.what.split()[0].lower() in ("writing", *self.statements)]
                found = replace(found, left_out=(*found.left_out, *asked))
        self.catalogue = found
        self._spelled: Spelling = spelling_of(spelling, found.dialect, found.column_names, names_items=expressions)
        self._own, self._phrasing = self._named_so(own), UNSAID
        self._settle()
        if "select" not in self.statements and not self._written(self._breadth):
            reasons = "".join(f"; {left}" for left in self.catalogue.left_out)
            raise InvalidArgument(f"there is no table for {' or '.join(self.statements)}{reasons}")
        for left in self.catalogue.left_out:
            warnings.warn(str(left), stacklevel=2)

    @staticmethod
    def _chosen(
        found: Catalogue, allow: Sequence[str] | None, deny: Sequence[str], tables: Sequence[str] | None
    ) -> Catalogue:
        """What is spoken of."""
        found = replace(found, told=tuple(told_by_names(found)))
        if allow is not None or deny:
            found = found.readable(_names("allow", allow), _names("deny", deny) or ())
        chosen = _names("tables", tables)
        if chosen == []:
            raise InvalidArgument("tables names none: leave it out for all of them")
        return found if chosen is None else found.of(chosen)

    def _named_so(self, given: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """What tables may be named besides, by their labels."""
        found: dict[str, tuple[str, ...]] = {}
        taken: dict[str, str] = {}
        for name, alias in given.items():
            if not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", checked_text("an alias", alias)):
                raise InvalidArgument(f"an alias is of letters, digits and _, not {shown(alias)}")
            if folded(alias) in taken:
                raise InvalidArgument(f"aliases names two tables {taken[folded(alias)]!r}")
            taken[folded(alias)] = alias
            for table in self.catalogue.of([checked_text("a table of aliases", name)]).tables:
                found[table.label] = (alias,)
        return found

    def _settle(self) -> None:
        """Sets what is not given to what goes with the tables."""
        extent = extent_of(self.catalogue) if None in self._given else EXTENTS[0]
        extent = extent_in(self._phrasing, extent, len(self.tables), strict=self.catalogue.dialect.strict)
        counts = (extent.joins, extent.inner_joins, extent.operands, extent.named_groups)
        self.joins, self.inner_joins, self.operands, self.named_groups = (
            usual if given is None else given for given, usual in zip(self._given, counts, strict=True)
        )

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
        return Wanted(language=self.language(), told=outline_of_tables(self.column_names), smaller=self._smaller)

    def language(self) -> Language:
        """The queries.

        Raises:
            ConstraintTooLarge: tables join in too many ways.
        """
        breadth = self._breadth
        written = self._written(breadth)
        if "select" not in self.statements:
            return sequence(self._spelled.start, choice(*written), self._spelled.end)
        scopes, inner = self._scopes(self.joins, inner=False), self._scopes(self.inner_joins, inner=True)
        return queries(scopes, inner, self._spelled, breadth, self.catalogue, besides=written)

    @property
    def _smaller(self) -> str:
        """What would make the language smaller, from what narrows least."""
        flags = [("any_columns", self.any_columns), ("expressions", self.expressions)]
        ways = [f"do without {name}=True" for name, flag in flags if flag]
        if self._phrasing.is_statement:
            ways += ["write out more of what its holes hold"] if self._phrasing.has_holes else []
            return ", or ".join([*ways, "have fewer columns: allow=[...]"])
        counts = [("operands", self.operands), ("inner_joins", self.inner_joins), ("joins", self.joins)]
        ways += [f"lower {name}= (it is {count})" for name, count in counts if count]
        if self.subqueries == "anywhere":
            ways.insert(0, 'have subqueries="last"')
        if self.spelling == "any" and self._phrasing == UNSAID:
            ways.insert(0, 'have spelling="one", or the queries that a text could be: named_in(text)')
        if len(self.tables) > 1:
            ways.append(f"choose some of the {len(self.tables)} tables: tables=[...]")
        return ", or ".join(ways) or "have fewer columns: allow=[...]"

    @property
    def _breadth(self) -> Breadth:
        phrasing = self._phrasing
        is_open = phrasing.is_open(strict=self.catalogue.dialect.strict)
        return Breadth(
            parentheses=self.parentheses, operands=self.operands, subqueries=self.subqueries, typed=self.typed,
            expressions=self.expressions, around_values=self.rest == "refused", named_groups=self.named_groups,
            groups=is_open or phrasing.groups, rows=is_open or phrasing.nests,
            items=phrasing.items, places=phrasing.places, group_places=phrasing.group_places,
            tells_apart=phrasing.tells_apart,
        )  # fmt: skip

    def _written(self, breadth: Breadth) -> list[Node]:
        """The statements that change rows."""
        if not self._targets:
            return []
        spelled, found = self._spelled, []
        alone = {one.parts[0].table.label: one for one in self._scopes(0, inner=False) if one.name in self.tables}
        for target in self._targets:
            clauses = Clauses(alone[target.table.label], spelled, breadth, {})
            if "insert" in self.statements and target.inserts:
                found.append(inserts(target, spelled))
            if "update" in self.statements:
                change = updates(target, clauses, whole_tables=self.whole_tables)
                found += [change] if change is not None else []
            if "delete" in self.statements and target.deletes:
                found.append(deletes(target, clauses, whole_tables=self.whole_tables))
        return found

    def named_in(self, text: str, *, spelling: SpellingKind | None = None) -> SqlDatabase:
        """The same, as far as a query that is written, a template of one, or a question speaks of it.

        That is the tables that the text names. Of a query it is also its FROM clauses, with the names that it gives to
        tables and items, and of joins, subqueries, set operations and groups what it has. Holes (``{name}``) may have
        whatever else is usual. So the language is small, and the query is in it if it is in that of all tables.

        Args:
            spelling: a query's own, where nothing is said: words, white space, names and operators as it has them
                somewhere, and beside these in one spelling; a question says nothing of it.

        Raises:
            InvalidArgument: it names none, or one that there is not.
        """
        if spelling is not None and spelling not in get_args(SpellingKind):
            raise InvalidArgument(f"spelling is {' or '.join(get_args(SpellingKind))}, not {shown(spelling)}")
        lower = folded(checked_text("text", text))
        phrasing = phrasing_of(text, self.catalogue)
        tables = [table.label for table in self.catalogue.tables if is_named(folded(table.name), lower)]
        if not tables:
            raise InvalidArgument(f"{text[:60]!r} names none of the tables {', '.join(map(repr, self.tables))}")
        made = copy(self)
        made.catalogue, made.aliases = self.catalogue.of(tables), True
        dialect, names = self.catalogue.dialect, made.catalogue.column_names
        if spelling is None and phrasing.is_statement:
            made.spelling, made._spelled = "any", OwnSpelling(dialect, names, text, phrasing)
        else:
            made.spelling = spelling or self.spelling
            made._spelled = spelling_of(made.spelling, dialect, names, names_items=self.expressions)
        made._phrasing, made._own = phrasing, {**self._own, **phrasing.own_names}
        made._targets = [one for one in self._targets if one.table.label in tables]
        made._settle()
        return made

    def _scopes(self, most: int, *, inner: bool) -> list[Scope]:
        made = []
        for scope in self._found_scopes(most, inner=inner):
            made.append(scope)
            if len(made) > MAX_SCOPES:
                raise ConstraintTooLarge(
                    f"tables join in more than {MAX_SCOPES:,} ways, the last of them {scope.name}; lower `joins`, "
                    "choose `tables`, or do without `any_columns`"
                )
        return made

    def _found_scopes(self, most: int, *, inner: bool) -> Iterator[Scope]:
        one_order, wide = self.spelling == "one", self.any_columns
        if not one_order and self._phrasing.sources is not None:
            found = joins_along(self.catalogue, self._phrasing.sequences, most, any_columns=wide)
            naming = as_written(self._phrasing.sources)
        else:
            aliases = [1] if self.aliases else []
            if inner and not one_order:
                aliases = [1, 2, 3]  # people go on counting in the next select
            found, naming = joins_of(self.catalogue, most, any_columns=wide), usual(aliases, self._own)
        return scopes(found, self._spelled, naming, one_order=one_order, any_test=wide)


def _statements(given: Sequence[Statement]) -> tuple[Statement, ...]:
    names = _names("statements", given) or []
    if not names or not {*names} <= {*get_args(Statement)}:
        raise InvalidArgument(f"statements are some of {', '.join(get_args(Statement))}, not {shown(given)}")
    return tuple(one for one in get_args(Statement) if one in names)


def _names(argument: str, given: Sequence[str] | None) -> Sequence[str] | None:
    if given is None:
        return None
    if isinstance(given, str) or not isinstance(given, Iterable) or not all(isinstance(one, str) for one in given):
        raise InvalidArgument(f"{argument} is a list of names, not {shown(given)}")
    return list(given)
