"""Above temperature 0 an answer is a draw: exactly of the conditional distribution, under logits that do not change.

Whatever noise, strategy and stopping rule. A chi-square against the enumerated distribution.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import torch
from scipy import stats

from constrained_diffusion import BaseDenoiser, Vocabulary, compile_constraint, generate
from constrained_diffusion.sampling.stopping import NEVER, Stable
from constrained_diffusion.sampling.strategies import (
    CommitStrategy,
    Confidence,
    Entropy,
    EntropyBound,
    Margin,
    Random,
    SemiAutoregressive,
)
from tests.enumeration import Enumerated, members

DRAWS = 700
REGEX = "a(b|ab)?|b+a?"
STRATEGIES: dict[str, CommitStrategy] = {
    "confidence": Confidence(threshold=0.6),
    "one by one": Confidence(threshold=1.0),
    "entropy": Entropy(),
    "entropy bound": EntropyBound(bound=0.3),
    "margin": Margin(),
    "random": Random(),
    "blocks": SemiAutoregressive(block_length=2, within=Confidence(threshold=0.7)),
}


class Fixed(BaseDenoiser):
    """Says the same of every canvas."""

    canvas_length = 3
    scores_padding = False

    def __init__(self, noise: Any, logits: torch.Tensor, *, pad: int | None = 1) -> None:
        self.noise, self.scores = noise, logits
        self.vocabulary = Vocabulary.from_bytes(
            [b"", b"", b"", b"a", b"b", b"ab"], eos=0, pad=pad, mask=2 if noise == "absorbing" else None
        )

    def prepare(self, prompts: Any, told: Any) -> list[None]:
        return [None for _ in prompts]

    def logits(self, canvas: torch.Tensor, contexts: Any, time: float) -> torch.Tensor:
        return self.scores.expand(len(canvas), -1, -1)


def follows(counts: Counter[tuple[int, ...]], chances: dict[tuple[int, ...], float]) -> float:
    """The p-value of counts under chances; what is expected fewer than five times goes together."""
    assert set(counts) <= set(chances)
    total = sum(counts.values())
    often = [key for key, chance in chances.items() if chance * total >= 5]
    seen = [counts[key] for key in often] + [total - sum(counts[key] for key in often)]
    expected = [chances[key] * total for key in often]
    expected.append(max(total - sum(expected), 1e-9))
    return float(stats.chisquare(seen, expected, sum_check=False).pvalue)


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize(
    ("stop", "steps"), [(NEVER, 6), (NEVER, 1), (Stable(steps=1, entropy=9.0), 6)], ids=["never", "one step", "at once"]
)
def test_answers_are_draws(noise: str, strategy: str, stop: Stable, steps: int) -> None:
    are_draws(noise, STRATEGIES[strategy], 1, stop, steps)


@pytest.mark.parametrize("strategy", ["one by one", "entropy bound", "random"])
def test_where_an_end_is_also_the_filler(strategy: str) -> None:
    are_draws("absorbing", STRATEGIES[strategy], None, NEVER, 6)


def are_draws(noise: str, strategy: CommitStrategy, pad: int | None, stop: Stable, steps: int) -> None:
    logits = torch.randn(3, 6, generator=torch.Generator().manual_seed(5)) * 1.5
    model = Fixed(noise, logits, pad=pad)
    constraint = compile_constraint(model.vocabulary, regex=REGEX)
    found = members(model.vocabulary, lambda text: spells(constraint, model.vocabulary, text), torch.full((3,), -1))
    chances = Enumerated(model.vocabulary, found, torch.full((3,), -1), logits, False).probability()
    results = generate(
        model, [""] * DRAWS, regex=REGEX, temperature=1.0, strategy=strategy, stop=stop, steps=steps, seed=7
    )
    counts = Counter(tuple(result.tokens.tolist()) for result in results)
    assert len(counts) > 5
    assert follows(counts, chances) > 1e-4


def spells(constraint: Any, vocabulary: Vocabulary, text: str) -> bool:
    return bool(constraint.accepts([vocabulary.token_of(letter.encode()) for letter in text]))


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
def test_two_letters_under_flat_logits(noise: str) -> None:
    model = Fixed(noise, torch.zeros(1, 6))
    model.canvas_length = 1
    texts = [generate(model, regex="a|b", temperature=1.0, seed=seed).text for seed in range(200)]
    assert 60 < texts.count("a") < 140


def test_temperature_sharpens() -> None:
    logits = torch.tensor([[0.0, 0.0, 0.0, 1.0, 0.0, 0.0]])
    model = Fixed("absorbing", logits)
    model.canvas_length = 1
    share = {}
    for temperature in (0.5, 1.0, 2.0):
        results = generate(model, [""] * DRAWS, regex="a|b", temperature=temperature, seed=1)
        share[temperature] = sum(result.text == "a" for result in results) / DRAWS
        assert share[temperature] == pytest.approx(1 / (1 + torch.tensor(-1 / temperature).exp().item()), abs=0.08)


def test_what_is_returned_has_the_likelihood_that_is_told() -> None:
    logits = torch.randn(3, 6, generator=torch.Generator().manual_seed(2))
    model = Fixed("absorbing", logits)
    constraint = compile_constraint(model.vocabulary, regex=REGEX, scores_padding=False)
    for strategy in STRATEGIES.values():
        result = generate(model, regex=REGEX, temperature=1.0, strategy=strategy, seed=3)
        posterior = constraint.posterior(torch.full((3,), -1), logits)
        assert result.log_likelihood == pytest.approx(posterior.log_probability(result.tokens), abs=1e-4)
