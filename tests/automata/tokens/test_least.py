"""The least number of positions against a fixed point over the rules as they are written down."""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from constrained_diffusion.automata.paths import UNREACHABLE
from constrained_diffusion.automata.tokens.least import least_positions


@st.composite
def pushdowns(draw: st.DrawFn) -> dict[str, Any]:
    """Any automaton whose numbers fit together; nothing says that a run uses all of it."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    procedure = np.repeat(np.arange(len(sizes)), sizes)
    states = len(procedure)

    def same(one: int) -> int:
        return draw(st.sampled_from(np.flatnonzero(procedure == procedure[one]).tolist()))

    a_state = st.integers(0, states - 1)
    sources = sorted(draw(st.lists(a_state, max_size=8)))
    closings = [sorted({s, same(s)}) for s in draw(st.lists(a_state, max_size=3))]
    entries = draw(st.lists(a_state, max_size=3, unique=True))
    numbers = st.integers(0, len(entries) - 1) if entries else st.nothing()
    openings = sorted(draw(st.lists(numbers, max_size=4))) if entries else []
    calls = [sorted({s, same(s)}) for s in draw(st.lists(a_state, min_size=len(openings), max_size=len(openings)))]
    returns = [
        (closing, call, same(calls[call][0]))
        for closing, members in enumerate(closings)
        for call, opening in enumerate(openings)
        if procedure[members[0]] == procedure[entries[opening]] and draw(st.booleans())
    ]
    columns = np.array(returns, np.int32).reshape(-1, 3).T
    plain = {
        "source": sources, "target": [same(s) for s in sources], "procedure": procedure,
        "closing_offsets": np.cumsum([0, *map(len, closings)]), "closing_members": list(chain(*closings)),
        "return_closing": columns[0], "return_call": columns[1], "return_state": columns[2],
        "opening_entry": entries, "call_opening": openings,
        "call_offsets": np.cumsum([0, *map(len, calls)]), "call_members": list(chain(*calls)),
    }  # fmt: skip
    accepting = np.array([draw(st.booleans()) and p == 0 for p in procedure])
    return {"accepting": accepting} | {name: np.array(x, np.int32) for name, x in plain.items()}


def _by_fixed_point(a: dict[str, Any]) -> int:
    entries = [*a["opening_entry"].tolist(), 0]
    weight = {(u, s): 0 if s == entry else 2**40 for u, entry in enumerate(entries) for s in range(len(a["accepting"]))}
    while True:
        found = dict(weight)
        for u in range(len(entries)):
            for s, t in zip(a["source"].tolist(), a["target"].tolist(), strict=True):
                found[u, t] = min(found[u, t], found[u, s] + 1)
            for q, g, t in zip(*(a[f"return_{x}"].tolist() for x in ("closing", "call", "state")), strict=True):
                popping = a["closing_members"][a["closing_offsets"][q] : a["closing_offsets"][q + 1]].tolist()
                calling = a["call_members"][a["call_offsets"][g] : a["call_offsets"][g + 1]].tolist()
                takes = min(found[int(a["call_opening"][g]), s] for s in popping)
                found[u, t] = min(found[u, t], *(found[u, s] + takes for s in calling))
        if found == weight:
            least = min((found[len(entries) - 1, s] for s in np.flatnonzero(a["accepting"]).tolist()), default=2**40)
            return min(least, int(UNREACHABLE))
        weight = found


@given(pushdowns())
def test_least_of_any_automaton(automaton: dict[str, Any]) -> None:
    assert least_positions(**automaton) == _by_fixed_point(automaton)


def _doubling(depth: int) -> dict[str, Any]:
    """Procedure k calls procedure k + 1 twice; the last one reads one token."""
    first = np.arange(depth + 1) * 3  # states of procedure k: entry, after one call, after two
    entry = first[1:]
    calls = [s for k in range(depth) for s in (first[k], first[k] + 1)]
    back = [s + 1 for s in calls]
    plain = {
        "source": [first[depth]], "target": [first[depth] + 2], "procedure": np.repeat(np.arange(depth + 1), 3),
        "closing_offsets": np.arange(depth + 1), "closing_members": entry + 2,
        "return_closing": np.repeat(np.arange(depth), 2), "return_call": np.arange(2 * depth), "return_state": back,
        "opening_entry": entry, "call_opening": np.repeat(np.arange(depth), 2),
        "call_offsets": np.arange(2 * depth + 1), "call_members": calls,
    }  # fmt: skip
    accepting = np.arange(3 * depth + 3) == 2
    return {"accepting": accepting} | {name: np.array(x, np.int32) for name, x in plain.items()}


def test_least_may_be_exponential() -> None:
    assert least_positions(**_doubling(20)) == 2**20
    assert least_positions(**_doubling(29)) == 2**29
    assert least_positions(**_doubling(40)) == UNREACHABLE
