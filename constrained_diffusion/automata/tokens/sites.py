"""Procedures of a token pushdown copied for every place outside them that calls them.

A bound on what follows a return, such as the potentials of `inference.machines.relaxation`, is only as good as it knows
where the return leads. Procedures that call one another (a strongly connected part of the call graph) are entered from
outside at a few places; with a copy of the part for each of these, a frame tells by its procedure where the outermost
of its kind returns to. Labels, and what the automaton accepts, stay the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.tokens.pushdown import TokenPushdown

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

MOST_COPIES = 64
"""Of a part that is entered at more places, several share a copy."""
MOST_STATES = 20_000
"""There are no more copies than make up so many states, or twice as many as there were."""


def apart_by_site(automaton: TokenPushdown) -> TokenPushdown:
    """The same automaton, its procedures apart by the places outside their part that call them."""
    plan = _planned(automaton)
    return automaton if (plan.copies == 1).all() else _copied(automaton, plan)


@dataclass(frozen=True)
class _Plan:
    """
    Attributes:
        copies: [procedures], how many there are to be of each.
        callee: [calls, most copies], which copy is entered by a call that a copy of its procedure makes.
    """

    copies: Ints
    callee: Ints


def _planned(a: TokenPushdown) -> _Plan:
    procedures = int(a.procedure.max()) + 1
    caller, callee = a.call_procedure, a.opening_procedure[a.call_opening]
    reach = _reachable(procedures, caller, callee)
    part = np.array([int(np.flatnonzero(reach[p] & reach[:, p])[0]) for p in range(procedures)])
    size = np.bincount(a.procedure, minlength=procedures)
    place, most = _places(a), max(MOST_STATES, 2 * len(a.procedure))
    copies = np.ones(procedures, np.int32)
    entered = np.zeros((len(caller), MOST_COPIES), np.int32)
    # a part that calls others reaches more: it comes before them
    for root in sorted({*part.tolist()}, key=lambda p: -int(reach[p].sum())):
        members = np.flatnonzero(part == root)
        outer = np.flatnonzero((part[callee] == root) & (part[caller] != root))
        sites = {(int(place[g]), copy) for g in outer for copy in range(copies[caller[g]])}
        room = (most - size @ copies) // size[members].sum()
        count = max(1, min(len(sites), MOST_COPIES, 1 + int(room)))
        number = {site: index * count // len(sites) for index, site in enumerate(sorted(sites))}
        copies[members] = count
        for g in outer:
            for copy in range(copies[caller[g]]):
                entered[g, copy] = number.get((int(place[g]), copy), 0)
    inner = part[caller] == part[callee]
    entered[inner] = np.arange(MOST_COPIES)
    return _Plan(copies, entered)


def _reachable(procedures: int, caller: Ints, callee: Ints) -> Bools:
    """[procedures, procedures]: whether one calls another, through others or itself."""
    reach = np.eye(procedures, dtype=np.bool_)
    reach[caller, callee] = True
    for middle in range(procedures):
        reach |= reach[:, middle : middle + 1] & reach[middle]
    return reach


def _places(a: TokenPushdown) -> Ints:
    """[calls]: the least of the calls that return to where a call returns."""
    place = np.arange(len(a.call_opening), dtype=np.int32)
    while True:
        least = np.full(len(a.procedure), len(place), np.int32)
        np.minimum.at(least, a.return_state, place[a.return_call])
        joined = place.copy()
        np.minimum.at(joined, a.return_call, least[a.return_state])
        if (joined == place).all():
            return place
        place = joined


class _Numbers:
    """The copies of things that belong to procedures, sorted by thing and then by copy."""

    def __init__(self, procedure: Ints, copies: Ints) -> None:
        count = copies[procedure]
        self.first = np.cumsum(count) - count
        self.thing = np.repeat(np.arange(len(procedure)), count)
        self.copy = np.arange(len(self.thing)) - self.first[self.thing]


def _copied(a: TokenPushdown, plan: _Plan) -> TokenPushdown:
    copies = plan.copies
    first = np.cumsum(copies) - copies  # the first copy of every procedure
    by_state = _Numbers(a.procedure, copies)
    # states are sorted by procedure, and those of one copy stand together
    order = np.lexsort((by_state.thing, first[a.procedure[by_state.thing]] + by_state.copy))
    new_state = np.empty(len(order), np.int32)
    new_state[order] = np.arange(len(order))

    def state(thing: Ints, copy: Ints) -> Ints:
        found: Ints = new_state[by_state.first[thing] + copy]
        return found

    edges = _Numbers(a.procedure[a.source], copies)
    source = state(a.source[edges.thing], edges.copy)
    target = state(a.target[edges.thing], edges.copy)
    by_source = np.lexsort((target, source))
    closings = _Numbers(a.closing_procedure, copies)
    openings = _Numbers(a.opening_procedure, copies)
    calls = _Numbers(a.call_procedure, copies)
    opening = openings.first[a.call_opening[calls.thing]] + plan.callee[calls.thing, calls.copy]
    by_opening = np.argsort(opening, kind="stable")
    new_call = np.empty(len(by_opening), np.int32)
    new_call[by_opening] = np.arange(len(by_opening))
    call_offsets, call_picked = _members(a.call_offsets, calls.thing[by_opening])
    call_copy = np.repeat(calls.copy[by_opening], np.diff(call_offsets))
    closing_offsets, closing_picked = _members(a.closing_offsets, closings.thing)
    closing_copy = np.repeat(closings.copy, np.diff(closing_offsets))
    own = a.closing_procedure[a.return_closing] == a.opening_procedure[a.call_opening[a.return_call]]
    closing, call, returned = a.return_closing[own], a.return_call[own], a.return_state[own]
    returns = _Numbers(a.call_procedure[call], copies)
    of_call, copy = call[returns.thing], returns.copy
    return_closing = closings.first[closing[returns.thing]] + plan.callee[of_call, copy]
    return_call = new_call[calls.first[of_call] + copy]
    by_return = np.lexsort((return_call, return_closing))
    accepting = np.zeros(len(new_state), np.bool_)
    accepting[new_state] = a.accepting[by_state.thing]
    return replace(
        a,
        source=source[by_source],
        target=target[by_source],
        label=a.label[edges.thing][by_source],
        accepting=accepting,
        procedure=(first[a.procedure[by_state.thing]] + by_state.copy)[order].astype(np.int32),
        closing_offsets=closing_offsets,
        closing_members=state(a.closing_members[closing_picked], closing_copy),
        closing_labels=a.closing_labels[closing_picked],
        closing_procedure=(first[a.closing_procedure[closings.thing]] + closings.copy).astype(np.int32),
        return_closing=return_closing[by_return].astype(np.int32),
        return_call=return_call[by_return],
        return_state=state(returned[returns.thing], copy)[by_return],
        opening_procedure=(first[a.opening_procedure[openings.thing]] + openings.copy).astype(np.int32),
        opening_entry=state(a.opening_entry[openings.thing], openings.copy),
        call_opening=opening[by_opening].astype(np.int32),
        call_offsets=call_offsets,
        call_members=state(a.call_members[call_picked], call_copy),
        call_labels=a.call_labels[call_picked],
        call_procedure=(first[a.call_procedure[calls.thing]] + calls.copy)[by_opening].astype(np.int32),
    )


def _members(offsets: Ints, things: NDArray[np.integer]) -> tuple[Ints, NDArray[np.intp]]:
    """The offsets of the lists of things one after another, and where their members are."""
    length = np.diff(offsets)[things]
    past = np.cumsum(length)
    at = (
        np.arange(int(past[-1]) if len(past) else 0)
        - np.repeat(past - length, length)
        + np.repeat(offsets[things], length)
    )
    return np.concatenate([[0], past]).astype(np.int32), at
