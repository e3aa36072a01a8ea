"""How much of the language there is where nothing is said: as far as it stays small over the tables that there are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.sql.catalogue import Catalogue
from constrained_diffusion.languages.sql.joins import joins as joins_of
from constrained_diffusion.languages.sql.phrasing import Phrasing
from constrained_diffusion.languages.sql.selects import compared_kinds


@dataclass(frozen=True, slots=True)
class Extent:
    """How many joins there are, in all and within; how many columns set operations combine, and how many there are in
    scopes whose rows are grouped by a name.
    """

    joins: int
    inner_joins: int
    operands: int
    named_groups: int = 0


EXTENTS = tuple(
    Extent(*counts)
    for counts in (
        (3, 2, 2), (3, 1, 2), (3, 1, 1), (2, 1, 2), (2, 1, 1), (2, 0, 1), (1, 1, 1), (1, 0, 1), (1, 0, 0), (0, 0, 0),
    )
)  # fmt: skip
_STRICT_EXTENTS = tuple(
    Extent(*counts)
    for counts in (
        (3, 2, 2, 12), (3, 1, 1, 12), (2, 1, 1, 12), (2, 0, 1, 12), (1, 0, 1, 12), (1, 0, 0, 12), (1, 0, 0, 6),
        (1, 0, 0, 0), (0, 0, 0, 12), (0, 0, 0, 0),
    )
)  # fmt: skip
_MOST_COLUMNS = 1_200
_MOST_STRICT_COLUMNS = 1_300
"""Where nothing is said, the first extent counts whose columns, counted wherever they are written, are no more."""
_NAMED_BY_PEOPLE = 40
"""Of the few tables that a query names, rows are grouped by the names of so many columns."""


def extent_of(catalogue: Catalogue) -> Extent:
    """The widest in one spelling, whatever the options: these may only widen."""
    strict = catalogue.dialect.strict
    extents, most_columns = (_STRICT_EXTENTS, _MOST_STRICT_COLUMNS) if strict else (EXTENTS, _MOST_COLUMNS)
    widths: list[list[int]] = [[] for _ in range(extents[0].joins + 1)]  # of the scopes with so many joins
    met, count = set(), 0
    most_joins = extents[0].joins
    try:
        for join in joins_of(catalogue, most_joins, any_columns=False):
            tables = tuple(sorted(table.label for table in join.tables))
            if tables not in met:
                met.add(tables)
                widths[len(join.options)].append(sum(len(table.columns) for table in join.tables))
                count += widths[len(join.options)][-1]
            if count > most_columns:
                most_joins = max(0, len(join.options) - 1)
                break
    except ConstraintTooLarge:
        most_joins = 0

    def written(extent: Extent) -> float:
        outer, inner = _copies(catalogue, extent)
        over = [width for of_joins in widths[: extent.joins + 1] for width in of_joins]
        within = [width for of_joins in widths[: extent.inner_joins + 1] for width in of_joins]
        # a copy for every column, of half the size
        named = sum(width**2 for width in over if width <= extent.named_groups) / 2
        return outer * sum(over) + named + inner * sum(within)

    fitting = (one for one in extents if one.joins <= most_joins and written(one) <= most_columns)
    return next(fitting, extents[-1])


def extent_in(phrasing: Phrasing, usual: Extent, tables: int, *, strict: bool) -> Extent:
    """As far as a text over so many tables goes, and its holes may.

    Args:
        usual: what is usual for the tables.
    """
    if not phrasing.selects:
        return usual
    most = phrasing.joins
    if most is None:  # whatever joins the tables that it names
        most = max(usual.joins, min(tables - 1, EXTENTS[0].joins))
    if phrasing.is_open(strict=strict):
        return replace(usual, joins=most)
    return Extent(
        joins=most,
        inner_joins=most if phrasing.nests else 0,
        operands=EXTENTS[0].operands if phrasing.chains else 0,
        named_groups=_NAMED_BY_PEOPLE if strict and phrasing.groups else 0,
    )


def _copies(catalogue: Catalogue, extent: Extent) -> tuple[int, int]:
    """How often a scope is written, and one within."""
    if not catalogue.dialect.strict:
        return 1, 1 + 2 * min(extent.operands, 1) + extent.operands
    kinds = len(compared_kinds(catalogue.tables))
    operands = sum(kinds**count for count in range(1, extent.operands + 1))
    return 4 + kinds, 1 + 2 * kinds + min(extent.operands, 1) * kinds + operands
