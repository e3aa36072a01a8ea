"""Tables that rows are written to: what may be stored in them without breaking a rule that the engine checks.

Readers say what a table demands (`Demands`); what is in it already is asked of the engine, which gives a `Target`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from constrained_diffusion.languages.derivatives import meet
from constrained_diffusion.languages.ir import Node
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.sql.catalogue import LeftOut, Table, written
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.kinds import Value
from constrained_diffusion.languages.sql.running import Refused, Rows, Run

WORD = r"!#-&(-@\[\]-~"
"""Signs of ASCII without capitals, blanks, quotes and backslashes, which no collation takes for one another."""
MAX_DIGITS = 17
MAX_ROWS = 1_000
"""So many rows are read of what a table refers to, and of what must not be written twice."""
CHECKS = "it has CHECK constraints, which are not read"
TRIGGERS = "it has triggers, which may refuse"
GENERATED = "it has generated columns, which may refuse"
Given = Literal["must", "may", "never"]
Action = Literal["cascades", "empties", "refuses"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A column that is written.

    Attributes:
        given: whether a new row must say it, may, or never does: what the engine makes by itself.
        nullable: whether it may be NULL.
        has_default: whether it is something else where it is not given.
        literal: what may be stored in it; None where that is not known.
        form: what it is made of where no value may come twice: whole numbers, texts, or neither.
    """

    name: str
    given: Given
    nullable: bool
    has_default: bool
    literal: Node | None
    form: Literal["whole", "text", "other"] = "other"


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key, and what becomes of rows when what they refer to is deleted."""

    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]
    action: Action = "refuses"


@dataclass(frozen=True, slots=True)
class Demands:
    """What a table demands of its rows.

    Attributes:
        keys: columns whose values no two rows may share.
        references: its foreign keys, parents by label.
        fixed: columns that may not be changed, or that the engine does not change in place.
        spoils_parents: whether nothing can be written to what it refers to, either.
        is_referred_elsewhere: whether rows that are not looked at may refer to it.
        unknown: why nothing is written to it, if there are rules that are not known here.
    """

    table: Table
    entries: tuple[Entry, ...]
    keys: tuple[tuple[str, ...], ...]
    references: tuple[Reference, ...]
    unknown: str | None = None
    fixed: frozenset[str] = frozenset()
    is_referred_elsewhere: bool = False
    spoils_parents: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Columns whose values belong together.

    Attributes:
        rows: what they may be.
        nullable: whether all of them may be NULL, too.
        is_needed: whether new rows must give them; what is left out is else NULL.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    nullable: bool
    is_needed: bool


@dataclass(frozen=True, slots=True)
class Fresh:
    """A column whose value must not be there yet.

    Attributes:
        taken: what is there, of texts in lower case and without accents, as collations may take them for the same.
        digits: whole numbers have more digits than that, where there are too many to be named.
    """

    column: str
    taken: tuple[Value, ...]
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """A table that rows are written to.

    Attributes:
        entries: its columns, without those of `groups`.
        groups: columns that are drawn from what there is.
        fresh: columns whose values must be new.
        settable: names of columns that UPDATE may set.
        inserts: whether rows can be inserted; and then, more than one at once.
        deletes: whether rows can be deleted.
    """

    table: Table
    entries: tuple[Entry, ...]
    groups: tuple[Group, ...]
    fresh: tuple[Fresh, ...]
    settable: frozenset[str]
    inserts: bool
    inserts_many: bool
    deletes: bool


def targets(
    demands: Sequence[Demands], whole: Sequence[Demands], dialect: Dialect, run: Run
) -> tuple[list[Target], list[LeftOut]]:
    """What can be written to, and what cannot, with the reason.

    Args:
        demands: of the tables that may be spoken of.
        whole: of all tables, some of which may refer to these.
    """
    reader = _Reader(demands, whole, dialect, run)
    return list(reader.targets()), reader.left_out


class _Reader:
    def __init__(self, demands: Sequence[Demands], whole: Sequence[Demands], dialect: Dialect, run: Run) -> None:
        self._all = {one.table.label: one for one in demands}
        self._whole, self._dialect, self._run = whole, dialect, run
        self.left_out: list[LeftOut] = []

    def targets(self) -> Iterator[Target]:
        for demands in self._all.values():
            label, unknown = demands.table.label, demands.unknown
            if any(ref.parent == label for one in self._whole if one.spoils_parents for ref in one.references):
                unknown = "a foreign key refers to it that fits no key of it"
            if unknown is not None:
                self.left_out.append(LeftOut(f"writing to table {label!r}", unknown))
                continue
            try:
                yield self._target(demands)
            except Refused as error:  # such as values that are no text, or that the driver has none for
                self.left_out.append(LeftOut(f"writing to table {demands.table.label!r}", str(error)))

    def _target(self, demands: Demands) -> Target:
        label = demands.table.label
        entries = {entry.name: entry for entry in demands.entries if entry.given != "never"}
        groups, reason = [], None
        for reference in demands.references:
            if not {*reference.columns} <= entries.keys():
                continue
            rows = self._parents(reference)
            nullable = all(entries[name].nullable for name in reference.columns)
            has_default = any(entries[name].has_default for name in reference.columns)
            groups.append(Group(reference.columns, rows, nullable, has_default or not nullable))
            if not rows and not nullable:
                reason = f"there are no rows of {reference.parent!r} that it could refer to"
        names = [name for group in groups for name in group.columns]
        if len({*names}) < len(names):
            reason, groups = "a column is in two of its foreign keys", []
        fresh, groups, refused = self._fresh(demands, entries, groups)
        missing = [
            entry.name for entry in entries.values()
            if entry.given == "must" and entry.literal is None and entry.name not in names
        ]  # fmt: skip
        if not entries:
            refused = "the engine makes all of its columns"
        if missing:
            refused = f"what can be stored in {missing[0]!r} is not known here"
        reason = reason or refused
        if reason is not None:
            self.left_out.append(LeftOut(f"INSERT INTO {label}", reason))
        kept = {*demands.fixed, *(name for key in demands.keys for name in key)}
        kept |= {name for key in self._referring(label) for name in key.parent_columns}
        composite = {name for group in groups if len(group.columns) > 1 for name in group.columns}
        blocker = self._blocker(label, frozenset())
        if blocker is not None:
            self.left_out.append(LeftOut(f"DELETE FROM {label}", f"rows of {blocker} may refer to what is deleted"))
        return Target(
            demands.table, tuple(entry for name, entry in entries.items() if name not in names), tuple(groups),
            tuple(fresh), frozenset(entries.keys() - kept - composite), reason is None,
            not any({*key} <= entries.keys() for key in demands.keys), blocker is None,
        )  # fmt: skip

    def _referring(self, label: str) -> Iterator[Reference]:
        for demands in self._whole:
            for reference in demands.references:
                if reference.parent == label:
                    yield reference

    def _blocker(self, label: str, above: frozenset[str]) -> str | None:
        """What may keep rows from being deleted; None if there is nothing."""
        if any(one.is_referred_elsewhere for one in self._whole if one.table.label == label):
            return "another schema"
        for child in self._whole:
            nullable = {entry.name for entry in child.entries if entry.nullable}
            for reference in child.references:
                if reference.parent != label:
                    continue
                empties = reference.action == "empties" and {*reference.columns} <= nullable - child.fixed
                if reference.action != "cascades" and not empties:
                    return f"{child.table.label!r}"
                if child.unknown is not None:
                    return f"{child.table.label!r}"  # it may refuse what would follow
                if reference.action == "cascades" and child.table.label not in above | {label}:
                    found = self._blocker(child.table.label, above | {label})
                    if found is not None:
                        return found
        return None

    def _fresh(
        self, demands: Demands, entries: dict[str, Entry], groups: list[Group]
    ) -> tuple[list[Fresh], list[Group], str | None]:
        """For every key a column whose value is new, or the rows of values that are not there yet."""
        fresh: list[Fresh] = []
        for key in demands.keys:
            if not {*key} <= entries.keys() or any(one.column in key for one in fresh):
                continue  # the engine numbers a part of it, or a part is new already
            of_group = {name: group for group in groups for name in group.columns}
            known = [name for name in key if name not in of_group and entries[name].literal is not None]
            free = [name for name in known if entries[name].form != "other"]
            if free:
                found = self._taken(demands.table, entries[free[0]])
                if found is None:
                    return [], groups, f"{free[0]!r} has too many values to tell which are new"
                fresh.append(found)
                continue
            if not all(name in of_group for name in key):
                return [], groups, f"which values of {', '.join(key)} are new is not known here"
            parts = list(dict.fromkeys(of_group[name] for name in key))
            joint = self._joint(demands.table, key, parts)
            if joint is None:
                return [], groups, f"{', '.join(key)} has too many values to tell which are new"
            if not joint.rows and not joint.nullable:
                return [], groups, f"all values that {', '.join(key)} may have are taken"
            groups = [*(group for group in groups if group not in parts), joint]
        return fresh, groups, None

    def _joint(self, table: Table, key: tuple[str, ...], parts: list[Group]) -> Group | None:
        """The rows of several groups together that are not there yet."""
        columns = tuple(name for part in parts for name in part.columns)
        count = 1
        for part in parts:
            count *= len(part.rows)
        there = self._rows(table, columns, MAX_ROWS + 1)
        if count > 10 * MAX_ROWS or len(there) > MAX_ROWS:
            return None
        places = [columns.index(name) for name in key]
        taken = {tuple(_same(row[place]) for place in places) for row in there}
        rows = [tuple(value for row in rows for value in row) for rows in product(*(part.rows for part in parts))]
        new = [row for row in rows if tuple(_same(row[place]) for place in places) not in taken]
        nullable, is_needed = all(part.nullable for part in parts), any(part.is_needed for part in parts)
        return Group(columns, tuple(new[:MAX_ROWS]), nullable, is_needed)

    def _parents(self, reference: Reference) -> tuple[tuple[Value, ...], ...]:
        parent = self._all.get(reference.parent)
        if parent is None:
            return ()
        rows = self._rows(parent.table, reference.parent_columns, MAX_ROWS)
        known = [tuple(written(value) for value in row) for row in rows]
        return tuple(row for row in known if None not in row)  # type: ignore[misc]

    def _taken(self, table: Table, entry: Entry) -> Fresh | None:
        assert entry.literal is not None
        values = [value for (value,) in self._rows(table, (entry.name,), MAX_ROWS + 1)]
        if entry.form == "whole":
            if len(values) <= MAX_ROWS:
                whole = [value for value in values if isinstance(value, (int, float)) and value == value // 1]
                return Fresh(entry.name, tuple(int(value) for value in whole))
            name = self._dialect.always_quoted(entry.name)
            ((most, least),) = self._run(f"SELECT MAX({name}), MIN({name}) FROM {self._place(table)}")
            if not (isinstance(most, int) and isinstance(least, int)):
                return None
            digits = max(len(str(abs(one))) for one in (most, least))
            is_left = digits < MAX_DIGITS and meet(new_form(entry, digits), entry.literal)
            return Fresh(entry.name, (), digits) if is_left else None
        if len(values) > MAX_ROWS or not meet(new_form(entry, 0), entry.literal):
            return None
        if self._dialect.collates and any(not re.fullmatch("[ -~]*", str(value)) for value in values):
            return None
        return Fresh(entry.name, tuple(dict.fromkeys(alike(str(value)) for value in values)))

    def _rows(self, table: Table, columns: Sequence[str], most: int) -> Rows:
        names = [self._dialect.always_quoted(name) for name in columns]
        known = " AND ".join(f"{name} IS NOT NULL" for name in names)
        return self._run(
            f"SELECT DISTINCT {', '.join(names)} FROM {self._place(table)} WHERE {known} "
            f"ORDER BY {', '.join(names)} LIMIT {most}"
        )

    def _place(self, table: Table) -> str:
        names: Iterable[str] = [table.name] if table.schema is None else [table.schema, table.name]
        return ".".join(map(self._dialect.always_quoted, names))


def new_form(entry: Entry, digits: int) -> Node:
    """What values may look like that are not there yet, so that no two texts are the same value."""
    if entry.form == "whole":
        return full_match(f"[1-9][0-9]{{{digits},{MAX_DIGITS}}}" + ("" if digits else "|0"))
    return full_match(rf"'[{WORD}]([{WORD} ]*[{WORD}])?'")


def _same(value: object) -> object:
    """The same for values that an engine may take for one."""
    return alike(value) if isinstance(value, str) else value


def alike(text: str) -> str:
    """The same for texts that a collation may take for one."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one)).strip()
