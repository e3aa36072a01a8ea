"""Arrays: items by position, then the rest; where some have to satisfy a schema, by a table over what is still owed.

Where items have to be distinct, the table also knows which of certain values have been there. These are all that an
item can be, where they are few; else those that are known to be repeated (`Emission.repeated`), and the language is
loose.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

from constrained_diffusion.errors import ConstraintTooLarge, UnsupportedSchema
from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    NOTHING,
    Node,
    Repeat,
    optional,
    sequence,
)
from constrained_diffusion.languages.json_schema.claims import Claim
from constrained_diffusion.languages.json_schema.emission import Emission, sizes
from constrained_diffusion.languages.json_schema.facts import Distinct, Holds, Item, Items
from constrained_diffusion.languages.json_schema.tables import table_texts
from constrained_diffusion.languages.json_schema.values import Value, together, value_of
from constrained_diffusion.languages.listing import listed
from constrained_diffusion.stackless import Steps

_MOST_STATES = 2_000
_MOST_DISTINCT_STATES = 5_000
_FEW = 8
"""So many values are told apart from the start."""
_LISTED = 1_000
"""Texts of items up to which they are looked at one by one."""

_There = frozenset[int] | None
"""Which values have been there; None: one of them twice."""
_Row = tuple[int, tuple[int, ...], _There]
"""How many items there are, how many of them satisfy each claim that counts, and which values have been there."""


@dataclass(frozen=True)
class _Told:
    """Values that are told apart, so that no two items are the same (`are_distinct`), or two are.

    Attributes:
        claims: what each of them is.
        are_all: whether no item is anything else.
        most: how many values items can have, None where that is not known.
        pointer: of the keyword that asks for it.
    """

    claims: tuple[Claim, ...]
    are_all: bool
    most: int | None
    are_distinct: bool
    pointer: str


_NOT_TOLD = _Told((), False, None, True, "")


def texts(emission: Emission, facts: list[Any], pointer: str) -> Steps:
    """The arrays of which all facts hold."""
    least, most = sizes(facts)
    by_index: dict[int, set[Claim]] = {}
    for fact in facts:
        if isinstance(fact, Item):
            by_index.setdefault(fact.index, set()).add(fact.claim)
    every = [fact for fact in facts if isinstance(fact, Items)]
    owed = [fact for fact in facts if isinstance(fact, Holds) and (fact.least > 0 or fact.most is not None)]
    closes = emission.options.additional_properties == "closed"
    if by_index and not every and closes:  # a list of schemas closes the array behind it
        most = max(max(by_index) + 1, least) if most is None else most
        most = min(most, max(by_index) + 1)
    if most is not None and least > most:
        return NOTHING
    starts = [*(fact.start for fact in every), *(fact.start for fact in owed)]
    unrolled = max([*(index + 1 for index in by_index), *starts, 0])

    def claims(index: int) -> frozenset[Claim]:
        return frozenset(by_index.get(index, set()) | {fact.claim for fact in every if fact.start <= index})

    layout = emission.layout
    told = _NOT_TOLD
    asked = {fact.holds for fact in facts if isinstance(fact, Distinct)}
    if len(asked) == 2 or (asked == {False} and most is not None and most < 2):
        return NOTHING
    if asked and (most is None or most >= 2):
        demands = [claims(index) for index in range(unrolled + 1) if most is None or index < most]
        told = yield _told(emission, demands, True in asked, f"{pointer}/uniqueItems")
        if told.are_distinct and told.most is not None and least > told.most:
            return NOTHING
        if not told.are_distinct and not told.claims:
            return NOTHING  # there is nothing that could stand twice
    if owed or told.claims:
        inside = yield _counted(emission, claims, owed, told, unrolled, (least, most), pointer)
        return layout.array(inside)
    if most is not None:
        unrolled = min(unrolled, most)
    if least > unrolled:
        emission.needs(claims(unrolled), pointer)
    rest: Node = NOTHING if most == unrolled else (yield emission.texts(claims(unrolled)))
    if unrolled == 0:
        return layout.array(Repeat(rest, least, most, layout.comma) if most != 0 else EMPTY_TEXT)
    room = None if most is None else most - unrolled
    inside = Repeat(sequence(layout.comma, rest), max(0, least - unrolled), room) if room != 0 else EMPTY_TEXT
    for index in range(unrolled - 1, -1, -1):
        if index < least:
            emission.needs(claims(index), pointer)
        item = yield emission.texts(claims(index))
        whole = sequence(layout.comma if index else EMPTY_TEXT, item, inside)
        inside = whole if index < least else optional(whole)
    return layout.array(inside)


def _told(emission: Emission, demands: list[frozenset[Claim]], are_distinct: bool, pointer: str) -> Steps:
    """The values that are told apart in an array whose items satisfy these demands."""
    texts: list[str] | None = []
    for demand in demands:
        some = listed((yield emission.texts(demand)), _LISTED)
        texts = None if some is None or texts is None else [*texts, *some]
    all_of_them = None if texts is None else together({}, map(value_of, texts))
    if all_of_them is not None and len(all_of_them) <= _FEW:
        claims = tuple(emission.rules.claim(value, pointer) for value in all_of_them.values())
        return _Told(claims, True, len(claims), are_distinct, pointer)
    if not are_distinct:
        raise UnsupportedSchema(
            f"that uniqueItems does not hold can be asked of items of at most {_FEW} values",
            pointer,
            "list them in an enum, or do not deny it",
        )
    emission.is_loose = True
    repeated = emission.repeated.values
    known: list[Value] = [value for key, value in repeated.items() if all_of_them is None or key in all_of_them]
    kinds = {kind for demand in demands for branch in emission.tableau.branches(demand) for kind in branch.types}
    claims = tuple(emission.rules.claim(value, pointer) for value in known if value.kind in kinds)
    return _Told(claims, False, None if all_of_them is None else len(all_of_them), True, pointer)


def _counted(
    emission: Emission,
    claims: Any,
    owed: list[Holds],
    told: _Told,
    unrolled: int,
    size: tuple[int, int | None],
    pointer: str,
) -> Steps:
    """Items of which so many satisfy a claim, or are told apart: a row for every state of the counts, and what has
    been there.
    """
    least, most = size
    caps = [max(fact.least, 0 if fact.most is None else fact.most + 1) for fact in owed]
    longest = max(unrolled, least, 1, 0 if most is None else most)  # row 0 is that of no items
    comma = emission.layout.comma
    apart = frozenset(emission.rules.opposite(claim) for claim in told.claims)

    def ends(row: _Row) -> bool:
        index, counts, there = row
        return (
            index >= least
            and (told.are_distinct or there is None)
            and all(
                fact.least <= count and (fact.most is None or count <= fact.most)
                for fact, count in zip(owed, counts, strict=True)
            )
        )

    def values(there: _There) -> list[tuple[frozenset[Claim], _There]]:
        """What the next item may be, and what has been there then."""
        if there is None:
            return [(frozenset(), None)]
        found: list[tuple[frozenset[Claim], _There]] = []
        for number, claim in enumerate(told.claims):
            if number not in there:
                found.append((frozenset({claim}), there | {number}))
            elif not told.are_distinct:
                found.append((frozenset({claim}), None))
        return found if told.are_all else [*found, (apart, there)]

    def ways(row: _Row) -> Steps:
        """What the next item may be, and the row behind it."""
        index, counts, there = row
        found: list[tuple[Node, _Row]] = []
        if most is not None and index >= most:
            return found
        kinds = [
            [None] if index < fact.start else [True, False] if fact.most is not None or count < fact.least else [None]
            for fact, count in zip(owed, counts, strict=True)
        ]
        for (same, there_then), way in product(values(there), list(product(*kinds))):
            demand = set(claims(index) | same)
            after = list(counts)
            for place, (fact, holds) in enumerate(zip(owed, way, strict=True)):
                if holds:
                    demand.add(fact.claim)
                    after[place] = min(after[place] + 1, caps[place])
                elif holds is False and fact.most is not None:
                    demand.add(emission.rules.opposite(fact.claim))
            if any(f.most is not None and c > f.most for f, c in zip(owed, after, strict=True)):
                continue
            item = yield emission.texts(frozenset(demand))
            following = (min(index + 1, longest) if most is None else index + 1, tuple(after), there_then)
            found.append((sequence(comma if index else EMPTY_TEXT, item), following))
        return found

    start: _Row = (0, (0,) * len(owed), frozenset())
    return (yield table_texts(start, ways, ends, lambda rows: _check(rows, told, pointer)))


def _check(states: int, told: _Told, pointer: str) -> None:
    """Raises where a table has become too large."""
    if not told.claims and states > _MOST_STATES:
        raise UnsupportedSchema(
            f"contains and the counts beside it come to more than {_MOST_STATES} cases", pointer, "lower the counts"
        )
    if states > _MOST_DISTINCT_STATES:
        raise ConstraintTooLarge(
            f"uniqueItems (at {told.pointer}): {len(told.claims)} values have to be told apart, which comes to more "
            f"than {_MOST_DISTINCT_STATES} cases",
            "lower maxItems, or allow items fewer values",
        )
