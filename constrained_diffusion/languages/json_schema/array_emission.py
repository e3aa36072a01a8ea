"""Arrays: items by position, then the rest; where some have to satisfy a schema, by a table over what is still owed."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    NOTHING,
    Network,
    Node,
    Repeat,
    optional,
    sequence,
)
from constrained_diffusion.languages.json_schema.claims import Claim
from constrained_diffusion.languages.json_schema.emission import Emission, sizes
from constrained_diffusion.languages.json_schema.facts import Distinct, Holds, Item, Items
from constrained_diffusion.stackless import Steps

_MOST_STATES = 2_000


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
    for fact in facts:
        if isinstance(fact, Distinct) and not (fact.holds and most is not None and most < 2):
            raise UnsupportedSchema("uniqueItems is not supported", f"{pointer}/uniqueItems")
    starts = [*(fact.start for fact in every), *(fact.start for fact in owed)]
    unrolled = max([*(index + 1 for index in by_index), *starts, 0])

    def claims(index: int) -> frozenset[Claim]:
        return frozenset(by_index.get(index, set()) | {fact.claim for fact in every if fact.start <= index})

    layout = emission.layout
    if owed:
        inside = yield _counted(emission, claims, owed, unrolled, (least, most), pointer)
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


def _counted(
    emission: Emission,
    claims: Any,
    owed: list[Holds],
    unrolled: int,
    size: tuple[int, int | None],
    pointer: str,
) -> Steps:
    """Items of which so many satisfy a claim: a row for every state of the counts."""
    least, most = size
    caps = [max(fact.least, 0 if fact.most is None else fact.most + 1) for fact in owed]
    longest = max(unrolled, least, 1, 0 if most is None else most)  # row 0 is that of no items
    states = (longest + 1) * prod(cap + 1 for cap in caps)
    if states > _MOST_STATES:
        raise UnsupportedSchema(f"contains and the counts beside it come to {states} cases", pointer)
    comma = emission.layout.comma

    def ends(index: int, counts: tuple[int, ...]) -> bool:
        return index >= least and all(
            fact.least <= count and (fact.most is None or count <= fact.most)
            for fact, count in zip(owed, counts, strict=True)
        )

    start = (0, (0,) * len(owed))
    waiting, numbers = [start], {start: 0}
    moves: list[tuple[int, Node, int]] = []
    while waiting:
        index, counts = waiting.pop()
        number = numbers[index, counts]
        if most is None or index < most:
            ways = [
                [None]
                if index < fact.start
                else [True, False]
                if fact.most is not None or count < fact.least
                else [None]
                for fact, count in zip(owed, counts, strict=True)
            ]
            for way in product(*ways):
                demand = set(claims(index))
                after = list(counts)
                for place, (fact, holds) in enumerate(zip(owed, way, strict=True)):
                    if holds:
                        demand.add(fact.claim)
                        after[place] = min(after[place] + 1, caps[place])
                    elif holds is False and fact.most is not None:
                        demand.add(emission.rules.opposite(fact.claim))
                if any(f.most is not None and c > f.most for f, c in zip(owed, after, strict=True)):
                    continue
                following = (min(index + 1, longest) if most is None else index + 1, tuple(after))
                if following not in numbers:
                    numbers[following] = len(numbers)
                    waiting.append(following)
                item = yield emission.texts(frozenset(demand))
                moves.append((number, sequence(comma if index else EMPTY_TEXT, item), numbers[following]))
    return Network(tuple(moves), tuple(sorted(number for row, number in numbers.items() if ends(*row))))
