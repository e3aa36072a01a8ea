"""Draws under ambiguity: their law by enumeration, a bound on their runs, and that clear languages stay exact."""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter

import pytest
import torch
from scipy.stats import chisquare

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint, AutomatonPosterior
from constrained_diffusion.inference.resampling import resampled
from tests.enumeration import Enumerated, members
from tests.sampling.test_draws import follows

LETTERS = Vocabulary.from_bytes([b"<eos>", b"a", b"b", b"c"], eos=0)
DOUBLED = 'start: "a" start "b" | "a" start "b" "b" | "c"'
"""a^p c b^q with p <= q <= 2 p, which has p over (q - p) parses."""


def _holds(text: str) -> bool:
    before, found, after = text.partition("c")
    many, more = len(before), len(after)
    return found == "c" and text == "a" * many + "c" + "b" * more and many <= more <= 2 * many


def _law(chances: list[float], runs: list[int], most: int) -> list[float]:
    """What `resampled` draws, summed over every way in which `most` runs can turn out."""
    law = [0.0] * len(runs)
    for first in range(most):
        lost = sum(p * (1 - 1 / r) for p, r in zip(chances, runs, strict=True)) ** first
        for x, (p, r) in enumerate(zip(chances, runs, strict=True)):
            law[x] += lost * p / r
    for pool in itertools.product(range(len(runs)), repeat=most):
        weight = math.prod(chances[x] * (1 - 1 / runs[x]) for x in pool)
        if weight > 0.0:
            odds = [1 / (runs[x] - 1) for x in pool]
            for x, odd in zip(pool, odds, strict=True):
                law[x] += weight * odd / sum(odds)
    return law


@pytest.mark.parametrize("most", [1, 2, 5])
def test_the_law_of_a_draw(most: int) -> None:
    runs, weights = [1, 2, 3, 9], [0.1, 0.3, 0.2, 0.4]
    total = sum(w * r for w, r in zip(weights, runs, strict=True))
    chances = [w * r / total for w, r in zip(weights, runs, strict=True)]
    rng = random.Random(most)
    counts = Counter(
        resampled(lambda: rng.choices(range(4), chances)[0], lambda x: math.log(runs[x]), rng.random, most)
        for _ in range(20_000)
    )
    law = _law(chances, runs, most)
    assert sum(law) == pytest.approx(1.0)
    assert chisquare([counts[x] for x in range(4)], [20_000 * p for p in law], sum_check=False).pvalue > 1e-4
    assert most > 1 or law == pytest.approx(chances)
    longer, shorter = (sum(abs(p - w) for p, w in zip(_law(chances, runs, k), weights, strict=True)) for k in (most, 6))
    assert most == 5 or shorter < longer / 3


@pytest.mark.parametrize("scale", [40.0, 5e3])
def test_more_runs_than_floats_can_count(scale: float) -> None:
    """Equal numbers of runs weigh nothing; a canvas of e times as many is picked e times as seldom."""
    rng = random.Random(0)
    log_runs = {"x": scale, "y": scale, "z": scale + 1.0}
    counts = Counter(resampled(lambda: rng.choice("xyz"), log_runs.__getitem__, rng.random, 200) for _ in range(3_000))
    share = [1 / (2 + 1 / math.e)] * 2 + [1 / (1 + 2 * math.e)]
    assert chisquare([counts[x] for x in "xyz"], [3_000 * p for p in share], sum_check=False).pvalue > 1e-4


def test_no_more_runs_than_told() -> None:
    drawn: list[int] = []

    def draw() -> int:
        drawn.append(len(drawn))
        return drawn[-1]

    assert resampled(draw, lambda _: 1e4, lambda: 0.999999, 7) in range(7)
    assert len(drawn) == 7


@pytest.mark.parametrize(("n", "draws"), [(8, 800), (10, 800), (20, 250)])
def test_samples_of_an_ambiguous_grammar(n: int, draws: int) -> None:
    """Against all texts with their weights; at 8 positions those are all canvases that are members."""
    constraint = compile_constraint(LETTERS, grammar=DOUBLED)
    assert not constraint.is_unambiguous
    canvas, generator = torch.full((n,), -1), torch.Generator().manual_seed(n)
    logits = torch.randn(n, 4, generator=generator, dtype=torch.float64) * (0.5 if n <= 10 else 0.1)
    texts = ["a" * p + "c" + "b" * q for p in range(n) for q in range(p, 2 * p + 1) if p + q < n]
    found = [tuple(LETTERS.token_of(c.encode()) for c in text) + (0,) * (n - len(text)) for text in texts]
    if n <= 8:
        assert sorted(members(LETTERS, _holds, canvas)) == sorted(found)
    chances = Enumerated(LETTERS, found, canvas, logits, True).probability()
    posterior = constraint.posterior(canvas, logits)
    counts = Counter(tuple(posterior.sample(generator).tolist()) for _ in range(draws))
    assert follows(counts, chances) > 1e-4


def test_a_draw_is_bounded_however_few_runs_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 128 positions a run in 4e12 would be kept."""
    drawn = 0
    one_run = AutomatonPosterior._drawn

    def counted(self: AutomatonPosterior, generator: torch.Generator | None) -> torch.Tensor:
        nonlocal drawn
        drawn += 1
        return one_run(self, generator)

    monkeypatch.setattr(AutomatonPosterior, "_drawn", counted)
    constraint = compile_constraint(LETTERS, grammar=DOUBLED)
    assert constraint.most_runs == 64
    for n in (32, 128):
        posterior = constraint.posterior(torch.full((n,), -1), torch.zeros(n, 4))
        for _ in range(3):
            drawn = 0
            assert _holds(LETTERS.decode(posterior.sample(torch.Generator().manual_seed(n))))
            assert 0 < drawn <= 64
    drawn = 0
    constraint.drawing(5).posterior(torch.full((128,), -1), torch.zeros(128, 4)).sample()
    assert drawn == 5


def test_a_clear_language_takes_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    constraint = compile_constraint(LETTERS, grammar='start: "a" start "b" | "c"').drawing(1)
    assert constraint.is_unambiguous
    monkeypatch.setattr(AutomatonPosterior, "_log_runs", None)
    assert LETTERS.decode(constraint.sample(torch.full((3,), -1), torch.eye(4)[[1, 3, 2]] * 9)) == "acb"


def test_the_rows_of_a_batch_are_drawn_apart() -> None:
    """Pairs of rows follow the product of their laws: no pool of runs serves two of them."""
    constraint, n = compile_constraint(LETTERS, grammar=DOUBLED), 6
    canvas, generator = torch.full((2, n), -1), torch.Generator().manual_seed(3)
    counts = Counter(
        tuple(map(tuple, constraint.sample(canvas, torch.zeros(2, n, 4), generator=generator).tolist()))
        for _ in range(500)
    )
    one = members(LETTERS, _holds, torch.full((n,), -1))
    assert follows(counts, {pair: 1 / len(one) ** 2 for pair in itertools.product(one, one)}) > 1e-4


def test_the_bound_goes_along() -> None:
    constraint: AutomatonConstraint = compile_constraint(LETTERS, grammar=DOUBLED).drawing(9)
    assert constraint.scoring_padding(False).most_runs == 9
    regular = compile_constraint(LETTERS, regex="a*c").drawing(9)
    both = regular & compile_constraint(LETTERS, regex="[ac]*")
    assert isinstance(both, AutomatonConstraint)
    assert both.most_runs == 9
    for most in (0, -1):
        with pytest.raises(ValueError, match="at least 1"):
            constraint.drawing(most)
