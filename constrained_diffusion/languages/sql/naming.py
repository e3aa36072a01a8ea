"""What the tables of a join may be called in a query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

from constrained_diffusion.languages.sql.joins import Join
from constrained_diffusion.languages.sql.names import folded
from constrained_diffusion.languages.sql.phrasing import Mention

Names = tuple[str | None, ...]
"""Of the tables of a join, in their order; None: the table's own."""
Naming = Callable[[Join], Mapping[Names, str]]
"""The ways to name the tables of a join, and what messages call each."""


def usual(aliases: Iterable[int] = (), own: Mapping[str, Sequence[str]] | None = None) -> Naming:
    """Tables by their names, and twice the same by ``t1``, ``t2``, ...

    Args:
        aliases: numbers from which all may also be named by their place in the FROM clause: with 1, that is ``t1``,
            ``t2``, ...
        own: what tables may also be named, by their labels.
    """
    starts, given = tuple(aliases), own or {}

    def named(join: Join) -> Mapping[Names, str]:
        counts = Counter(table.label for table in join.tables)
        plain = tuple(
            _alias(i, join) if counts[table.label] > 1 else None for i, table in enumerate(join.tables, start=1)
        )
        ways: dict[Names, str] = {plain: join.label}
        for start in starts:
            numbered = tuple(f"t{i}" for i in range(start, start + len(join.tables)))
            ways.setdefault(numbered, f"{join.label} by aliases from {start}")
        for names in _own_names(join, given):
            ways.setdefault(names, _label(join, names))
        return ways

    return named


def as_written(sources: Iterable[Sequence[Mention]]) -> Naming:
    """As the FROM clauses of a text name them; a table alone by its name too."""
    found: dict[tuple[str, ...], dict[Names, None]] = {}
    for source in sources:
        labels, names = tuple(label for label, _ in source), tuple(name for _, name in source)
        found.setdefault(labels, {})[names] = None

    def named(join: Join) -> Mapping[Names, str]:
        ways: dict[Names, str] = {(None,): join.label} if len(join.tables) == 1 else {}
        for names in found.get(join.labels, ()):
            if _are_apart(join, names):
                ways.setdefault(names, _label(join, names) if any(names) else join.label)
        return ways

    return named


def _own_names(join: Join, own: Mapping[str, Sequence[str]]) -> Iterator[Names]:
    """Names for the tables of a join that have some, no two alike."""
    counts = Counter(table.label for table in join.tables)
    options: list[list[str | None]] = []
    for table in join.tables:
        given: list[str | None] = [*own.get(table.label, ())]
        options.append(given if len(given) >= counts[table.label] else [None, *given])
    yield from (names for names in product(*options) if any(names) and _are_apart(join, names))


def _are_apart(join: Join, names: Names) -> bool:
    called = [folded(name or table.name) for name, table in zip(names, join.tables, strict=True)]
    return len({*called}) == len(called)


def _alias(number: int, join: Join) -> str:
    """``t1``, or what is like it and the name of no table beside it."""
    taken, found = {folded(table.name) for table in join.tables}, f"t{number}"
    while found in taken:
        found += "_"
    return found


def _label(join: Join, names: Names) -> str:
    called = ", ".join(name or table.label for name, table in zip(names, join.tables, strict=True))
    return f"{join.label} as {called}"
