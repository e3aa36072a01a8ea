"""Which positions the strategies choose, and when the stopping rule holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.sampling.stopping import NEVER, Stable
from constrained_diffusion.sampling.strategies import (
    Beliefs,
    Confidence,
    Entropy,
    EntropyBound,
    Margin,
    Random,
    SemiAutoregressive,
    chosen_by,
    strategy_named,
)


def beliefs(confidence: list[float], entropy: list[float], opened: list[bool]) -> Beliefs:
    """Where the constraint says nothing: the model thinks as the posterior."""
    return Beliefs(
        tokens=torch.arange(len(opened)),
        confidence=torch.tensor(confidence),
        prior_confidence=torch.tensor(confidence),
        entropy=torch.tensor(entropy),
        cross_entropy=torch.tensor(entropy),
        open=torch.tensor(opened, dtype=torch.bool),
        marginals=lambda: torch.tensor([[c, 1 - c] for c in confidence]).log(),
        generator=torch.Generator().manual_seed(0),
    )


def test_confidence() -> None:
    seen = beliefs([0.95, 0.5, 0.99, 0.7], [0.1, 0.9, 0.0, 0.5], [True, True, False, True])
    assert Confidence(threshold=0.9).choose(seen).tolist() == [True, False, False, False]
    assert Confidence(threshold=1.0, per_step=2).choose(seen).tolist() == [True, False, False, True]
    assert Confidence(threshold=0.6).choose(seen).tolist() == [True, False, False, True]


def test_entropy_bound() -> None:
    seen = beliefs([0.9] * 4, [0.3, 0.05, 0.04, 0.0], [True, True, True, False])
    assert EntropyBound(bound=0.0).choose(seen).tolist() == [False, False, True, False]
    assert EntropyBound(bound=0.05).choose(seen).tolist() == [False, True, True, False]
    assert EntropyBound(bound=0.1).choose(seen).tolist() == [True, True, True, False]


def test_what_the_model_alone_thinks_counts() -> None:
    """A posterior that is sure of what the model does not expect settles nothing but the least surprising position."""
    seen = replace(
        beliefs([1.0, 1.0, 0.95, 1.0], [0.0, 0.0, 0.1, 0.0], [True] * 4),
        prior_confidence=torch.tensor([0.001, 0.95, 1.0, 0.2]),
        cross_entropy=torch.tensor([6.9, 0.051, 0.1, 1.6]),
    )
    assert Confidence(threshold=0.9).choose(seen).tolist() == [False, True, True, False]
    assert Confidence(threshold=0.99).choose(seen).sum() == 1
    assert EntropyBound(bound=0.06).choose(seen).tolist() == [False, True, True, False]
    assert EntropyBound(bound=0.0).choose(seen).tolist() == [False, True, False, False]
    assert SemiAutoregressive(block_length=1).choose(seen).tolist() == [True, False, False, False]


def test_the_most_certain_few() -> None:
    seen = beliefs([0.95, 0.5, 0.99, 0.3], [0.1, 0.9, 0.0, 0.5], [True, True, False, True])
    assert Entropy(per_step=2).choose(seen).tolist() == [True, False, False, True]
    assert Margin().choose(seen).tolist() == [True, False, False, False]
    assert Margin(per_step=2).choose(seen).tolist() == [True, False, False, True]  # 0.3 is 0.4 behind 0.7, 0.5 level


def test_random_is_even() -> None:
    seen = beliefs([0.9] * 4, [0.1] * 4, [True, True, False, True])
    counts = torch.stack([Random(per_step=2).choose(seen) for _ in range(3000)]).float().mean(0)
    assert torch.allclose(counts, torch.tensor([2 / 3, 2 / 3, 0.0, 2 / 3]), atol=0.03)


def test_semi_autoregressive_goes_block_by_block() -> None:
    seen = beliefs([0.1, 0.2, 0.9, 0.99], [2.0, 1.0, 0.0, 0.0], [True, True, True, True])
    assert SemiAutoregressive(block_length=2).choose(seen).tolist() == [False, True, False, False]
    later = beliefs([0.1, 0.2, 0.9, 0.99], [2.0, 1.0, 0.1, 0.0], [False, False, True, True])
    assert SemiAutoregressive(block_length=2).choose(later).tolist() == [False, False, True, True]
    inner = SemiAutoregressive(block_length=2, within=Confidence(threshold=1.0, per_step=1))
    assert inner.choose(later).tolist() == [False, False, False, True]


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 5), st.booleans()), min_size=1, max_size=20),
    st.sampled_from(
        [
            Confidence(),
            Confidence(threshold=1.0, per_step=4),
            EntropyBound(),
            EntropyBound(bound=0.0),
            Entropy(),
            Margin(per_step=3),
            Random(),
            SemiAutoregressive(block_length=3),
        ]
    ),
)
def test_choose_open_positions_and_at_least_one(rows, strategy) -> None:  # type: ignore[no-untyped-def]
    seen = beliefs(*(list(column) for column in zip(*rows, strict=True)))
    chosen = strategy.choose(seen)
    assert not bool((chosen & ~seen.open).any())
    assert bool(chosen.any()) == bool(seen.open.any())


def test_stable() -> None:
    rule = Stable(steps=2, entropy=0.1)
    assert rule.holds(2, 0.1)
    assert not rule.holds(1, 0.0)
    assert not rule.holds(5, 0.2)
    assert not NEVER.holds(10_000, 0.0)


def test_a_strategy_within_another_by_name() -> None:
    assert SemiAutoregressive(within="confidence").within == Confidence()  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match="no strategy is named 'sure'"):
        SemiAutoregressive(within="sure")  # type: ignore[arg-type]


def test_names() -> None:
    assert strategy_named("confidence") == Confidence()
    own = EntropyBound(bound=0.5)
    assert strategy_named(own) is own
    with pytest.raises(ValueError, match="entropy_bound"):
        strategy_named("best")
    with pytest.raises(ValueError, match="threshold"):
        Confidence(threshold=0.0)
    for kind in (Entropy, Margin, Random):
        with pytest.raises(ValueError, match="at least 1"):
            kind(per_step=0)
    with pytest.raises(ValueError, match="at least 1"):
        SemiAutoregressive(block_length=0)


@pytest.mark.parametrize(
    "returned", [[True, False], None, torch.tensor([0, 1]), torch.ones(1, 2, dtype=torch.bool), torch.tensor([True])]
)
def test_a_strategy_of_ones_own_that_returns_something_else(returned: object) -> None:
    class Own:
        def choose(self, beliefs: Beliefs) -> object:
            return returned

    with pytest.raises(InvalidArgument, match=r"choose returns a bool tensor \[2\]"):
        chosen_by(Own(), beliefs([0.9, 0.8], [0.1, 0.2], [True, True]))  # type: ignore[arg-type]


def test_a_strategy_that_chooses_nothing_open() -> None:
    class Own:
        def choose(self, beliefs: Beliefs) -> torch.Tensor:
            return ~beliefs.open

    with pytest.raises(InvalidArgument, match="at least one position that is open"):
        chosen_by(Own(), beliefs([0.9, 0.8], [0.1, 0.2], [True, False]))
