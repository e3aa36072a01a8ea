"""Shares of classes are flattened to the entropy that is asked for, or as far as they can be."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from constrained_diffusion.inference.hedging import hedged


def entropy(shares: np.ndarray, within: np.ndarray) -> float:
    possible = shares > -np.inf
    return float((np.exp(shares[possible]) * (within[possible] - shares[possible])).sum())


@given(
    st.lists(st.tuples(st.floats(-200, 0) | st.just(-np.inf), st.floats(0, 12)), min_size=1, max_size=8),
    st.floats(0, 15),
)
def test_the_entropy_asked_for(row: list[tuple[float, float]], wanted: float) -> None:
    shares, within = (np.array(column) for column in zip(*row, strict=True))
    if not np.isfinite(shares).any():
        return
    shares = shares - np.logaddexp.reduce(shares)
    found = hedged(shares[None], within[None], np.array([wanted]))[0]
    possible = np.isfinite(shares)
    assert np.array_equal(np.isfinite(found), possible)
    assert abs(np.logaddexp.reduce(found)) < 1e-9
    most = float(np.logaddexp.reduce(within[possible]))  # classes of exp(within) tokens each, all of them level
    before, after = entropy(shares, within), entropy(found, within)
    if before >= wanted:
        assert np.array_equal(found, shares)
    else:
        assert abs(after - min(wanted, most)) < 1e-4


def test_what_is_likelier_stays_likelier() -> None:
    shares = np.log(np.array([[0.9, 0.0999, 0.0001]]))
    found = hedged(shares, np.zeros((1, 3)), np.array([1.0]))[0]
    assert found[0] > found[1] > found[2]
    assert np.exp(found[0]) < 0.7
