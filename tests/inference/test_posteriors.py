"""Of every kind of constraint: entropies and confidences are those of the marginals; padding weighs what it should."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import Constraint, Vocabulary, compile_constraint
from constrained_diffusion.errors import InvalidArgument, UnsatisfiableConstraint
from constrained_diffusion.inference.constraint import RowWeights
from constrained_diffusion.inference.passes import CpuPasses
from constrained_diffusion.inference.rows import row_weights
from constrained_diffusion.puzzles import AllDifferent, Puzzle, PuzzleConstraint
from tests.enumeration import Enumerated, members

VOCABULARIES = {
    "pad": Vocabulary.from_bytes([b"a", b"b", b"ab", b"(", b")", b"", b"", b"x"], eos=5, pad=6),
    "eos for pad": Vocabulary.from_bytes([b"a", b"b", b"ab", b"(", b")", b"", b"x"], eos=5),
    "two ends": Vocabulary.from_bytes([b"a", b"b", b"ab", b"(", b")", b"", b"", b"", b"x"], eos=[5, 7], pad=6),
}


def puzzle(vocabulary: Vocabulary, *, open_ended: bool = False, exact: bool = True) -> PuzzleConstraint:
    made = Puzzle(2, "ab", layout="({}{})").add(AllDifferent([0, 1]))
    return PuzzleConstraint(made, vocabulary, open_ended=open_ended, exact=exact)


KINDS: dict[str, Callable[[Vocabulary], Constraint]] = {
    "finite": lambda v: compile_constraint(v, regex="(ab|a)*b?"),
    "stack": lambda v: compile_constraint(v, grammar='start: "a" | "(" start ")" | start "b"'),
    "ambiguous": lambda v: compile_constraint(v, grammar='start: "a" | "b" | start start'),
    "puzzle": puzzle,
    "puzzle, propagation": lambda v: puzzle(v, exact=False),
    "product": lambda v: compile_constraint(v, regex="[ab]*") & compile_constraint(v, regex="a.*|b"),
    "search": lambda v: compile_constraint(v, regex=r"\((ab|ba)\)x?") & puzzle(v, open_ended=True),
    "window, finite": lambda v: compile_constraint(v, regex="a{2}[ab]{2,5}").block(np.array([0, 0]), 1),
    "window, stack": lambda v: compile_constraint(v, grammar='start: "a" | "(" start ")"').block(np.array([3]), 2),
    "window, puzzle": lambda v: puzzle(v).block(np.array([3]), 0),
}


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=VOCABULARIES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scored", [True, False])
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16])
def test_entropies_and_confidences(kind: str, vocabulary: Vocabulary, scored: bool, dtype: torch.dtype) -> None:
    constraint = KINDS[kind](vocabulary).scoring_padding(scored)
    generator = torch.Generator().manual_seed(3)
    logits = (torch.randn(6, vocabulary.size, generator=generator) * 4).to(dtype)
    canvas = torch.full((6,), -1)
    tolerance = 1e-9 if dtype == torch.float64 else 1e-4
    while True:
        posterior = constraint.posterior(canvas, logits)
        marginals = posterior.marginals().double()
        expected = -(marginals.exp() * marginals.clamp_min(-1e30)).sum(1)
        entropies = posterior.entropies()
        assert entropies.dtype == torch.float64
        assert torch.allclose(entropies, expected, atol=tolerance)
        assert bool((entropies >= 0).all())
        crossed = posterior.cross_entropies()
        assert crossed.dtype == torch.float64
        prior = logits.double().log_softmax(1)
        costs = torch.where(canvas < 0, -(marginals.exp() * prior).sum(1), 0.0)
        if scored:
            assert torch.allclose(crossed, costs, atol=10 * tolerance)
        assert bool((crossed >= entropies - 10 * tolerance).all())
        assert bool((crossed[canvas >= 0] == 0).all())
        spread = posterior.hedged_marginals().double()
        assert torch.equal(spread.isfinite(), marginals.isfinite())
        flatter = -(spread.exp() * spread.clamp_min(-1e30)).sum(1)
        rounded = 0.02 if dtype == torch.bfloat16 else 1e-3 if dtype == torch.float32 else 1e-5
        reachable = marginals.isfinite().sum(1).log()  # as many tokens, all of them level
        assert torch.allclose(flatter, torch.maximum(entropies, crossed.minimum(reachable)), atol=rounded)
        assert torch.allclose(spread.exp().sum(1), torch.ones(6, dtype=torch.float64), atol=rounded)
        drawn = posterior.sample(generator)
        for tokens in (drawn, posterior.best()[0], torch.arange(6)):
            confidences = posterior.confidences(tokens)
            assert torch.allclose(confidences, marginals.gather(1, tokens[:, None])[:, 0].exp(), atol=tolerance)
            own = torch.where(canvas < 0, prior.gather(1, tokens[:, None])[:, 0].exp(), (canvas == tokens).double())
            if not scored:
                ends = torch.isin(tokens, torch.tensor(vocabulary.eos)).int()
                own = torch.where((canvas < 0) & (ends.cumsum(0) > ends), 1.0, own)
            known = torch.ones(6, dtype=torch.bool)
            if not scored and kind in JUDGED_BY_FILLER:  # takes every filler for padding
                known = tokens != vocabulary.filler
            assert torch.allclose(posterior.prior_confidences(tokens)[known], own[known], atol=tolerance)
        opened = torch.nonzero(canvas < 0).flatten()
        if not len(opened):
            break
        position = int(opened[int(torch.randint(len(opened), (1,), generator=generator))])
        canvas[position] = drawn[position]


EVEN = RowWeights(np.zeros(7), np.zeros(7))
JUDGED_BY_FILLER = ("puzzle", "puzzle, propagation", "search", "window, puzzle")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scored", [True, False])
def test_a_constant_added_to_a_row_changes_nothing(kind: str, scored: bool) -> None:
    """Logits are known up to a constant a row: a model's distribution is their softmax."""
    vocabulary = VOCABULARIES["two ends"]
    constraint = KINDS[kind](vocabulary).scoring_padding(scored)
    generator = torch.Generator().manual_seed(5)
    logits, shift = torch.randn(7, vocabulary.size, generator=generator).double(), torch.linspace(-30, 25, 7).double()
    canvas = torch.full((7,), -1)
    first, second = constraint.posterior(canvas, logits), constraint.posterior(canvas, logits + shift[:, None])
    assert torch.equal(first.best()[0], second.best()[0])
    assert first.best()[1] == pytest.approx(second.best()[1], abs=1e-5)
    assert torch.allclose(first.marginals().exp(), second.marginals().exp(), atol=1e-6)
    assert torch.allclose(first.entropies(), second.entropies(), atol=1e-5)
    assert torch.allclose(first.cross_entropies(), second.cross_entropies(), atol=1e-5)
    assert first.log_evidence == pytest.approx(second.log_evidence, abs=1e-4)
    assert second.log_partition - first.log_partition == pytest.approx(float(shift.sum()), abs=1e-4)
    tokens = first.sample(generator)
    assert first.log_probability(tokens) == pytest.approx(second.log_probability(tokens), abs=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_ruled_out_is_known_to_the_prior(kind: str) -> None:
    """Logits of -inf with the totals from before: the posterior of fewer tokens, the prior of all."""
    vocabulary = VOCABULARIES["pad"]
    constraint = KINDS[kind](vocabulary)
    logits = torch.randn(6, vocabulary.size, generator=torch.Generator().manual_seed(6))
    narrowed, prior = logits.clone(), row_weights(logits.double())
    narrowed[:, 7] = -torch.inf
    canvas = torch.full((6,), -1)
    alone = constraint.posterior(canvas, narrowed)
    knowing = constraint.posterior(canvas, narrowed, prior=prior)
    lost = float((logits.double().logsumexp(1) - narrowed.double().logsumexp(1)).sum())
    assert torch.allclose(alone.entropies(), knowing.entropies(), atol=1e-6)
    assert alone.log_evidence - knowing.log_evidence == pytest.approx(lost, abs=1e-4)
    more = knowing.cross_entropies() - alone.cross_entropies()
    assert torch.allclose(more, logits.double().logsumexp(1) - narrowed.double().logsumexp(1), atol=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_padding_that_weighs_nothing(kind: str) -> None:
    """What the logits say of the padding behind the end changes nothing where padding is not scored."""
    vocabulary = VOCABULARIES["pad"]
    constraint = KINDS[kind](vocabulary)
    unscored = constraint.scoring_padding(False)
    assert not unscored.scores_padding
    assert unscored.scoring_padding(False).scores_padding is False
    assert unscored.scoring_padding(True).scores_padding
    logits = torch.randn(7, vocabulary.size, generator=torch.Generator().manual_seed(1))
    other = logits.clone()
    other[:, vocabulary.filler] = torch.randn(7, generator=torch.Generator().manual_seed(2)) * 9
    free = torch.full((7,), -1)
    first = unscored.posterior(free, logits, prior=EVEN)
    second = unscored.posterior(free, other, prior=EVEN)
    assert first.log_partition == pytest.approx(second.log_partition, abs=1e-5)
    assert torch.equal(first.best()[0], second.best()[0])
    assert torch.allclose(first.entropies(), second.entropies(), atol=1e-5)
    if kind not in ("window, puzzle", "puzzle", "puzzle, propagation", "search"):  # these have one length
        scored = [constraint.scoring_padding(True).posterior(free, scores) for scores in (logits, other)]
        assert abs(scored[0].log_partition - scored[1].log_partition) > 1e-3


def test_the_order_of_two_constraints_does_not_matter() -> None:
    vocabulary = VOCABULARIES["pad"]
    regex, grid = compile_constraint(vocabulary, regex=r"\((ab|ba)\)[ab]*x?"), puzzle(vocabulary, open_ended=True)
    logits = torch.randn(7, vocabulary.size, generator=torch.Generator().manual_seed(1))
    for scored in (True, False):
        pair = [joined.scoring_padding(scored).posterior(torch.full((7,), -1), logits)
                for joined in (regex & grid, grid & regex)]  # fmt: skip
        assert torch.allclose(pair[0].marginals(), pair[1].marginals(), atol=1e-6)
        assert pair[0].log_partition == pytest.approx(pair[1].log_partition)
        assert torch.equal(pair[0].best()[0], pair[1].best()[0])
        assert pair[0].best()[1] == pytest.approx(pair[1].best()[1], abs=1e-6)


def nested(vocabulary: Vocabulary) -> Constraint:
    """Three that are searched, two of them without a bound on their stacks."""
    first = compile_constraint(vocabulary, grammar='start: "a" | "b" | "(" start ")" | start "b"')
    second = compile_constraint(vocabulary, grammar='start: "a" | "b" | "(" start ")" | start "x"')
    return first & second & compile_constraint(vocabulary, regex=r"[()ab]{1,5}")


@pytest.mark.parametrize("kind", ["search", "nested"])
def test_two_constraints_and_padding_that_weighs_nothing(kind: str) -> None:
    """Rows of -inf behind the end are as good as any, and no canvas is likelier than certain."""
    vocabulary = VOCABULARIES["pad"]
    joined = (nested if kind == "nested" else KINDS[kind])(vocabulary).scoring_padding(False)
    for seed in range(5):
        logits = torch.randn(8, vocabulary.size, generator=torch.Generator().manual_seed(seed)) * 3
        logits[6:] = -torch.inf
        posterior = joined.posterior(torch.full((8,), -1), logits)
        marginals = posterior.marginals()
        assert torch.allclose(marginals.exp().sum(1), torch.ones(8), atol=1e-4)
        assert torch.equal(marginals.isfinite(), joined.masks(torch.full((8,), -1)) & marginals.isfinite())
        best, weight = posterior.best()
        assert weight <= 1e-6
        assert bool(posterior.confidences(best).gt(0).all())
        assert not bool(posterior.hedged_marginals().isnan().any())


ONES = {
    "pad": Vocabulary.from_bytes([b"a", b"b", b"ab", b"", b"", b"x"], eos=3, pad=4),
    "eos for pad": Vocabulary.from_bytes([b"a", b"b", b"ab", b"", b"x"], eos=3),
}
JOINED: dict[str, tuple[Callable[[Vocabulary], Constraint], Callable[[str], bool]]] = {
    "regex, puzzle": (
        lambda v: compile_constraint(v, regex="[ab]x?[ab]*") & pair_of_two(v),
        lambda text: re.fullmatch("[ab]x?[ab]*", text) is not None and text[:2] in ("ab", "ba"),
    ),
    "nested": (
        lambda v: (compile_constraint(v, regex="[ab]*x?[ab]*") & pair_of_two(v)) & compile_constraint(v, regex=".*b"),
        lambda text: re.fullmatch("[ab]*x?[ab]*(?<=b)", text) is not None and text[:2] in ("ab", "ba"),
    ),
    "stack, regex": (
        lambda v: (
            compile_constraint(v, grammar='start: "a" start "b" | "a" "b" | "x"')
            & compile_constraint(v, regex="a?b?x?|a+b+")
        ),
        lambda text: text == "x" or (len(text) > 1 and text == "a" * (len(text) // 2) + "b" * (len(text) // 2)),
    ),
}  # fmt: skip


def pair_of_two(vocabulary: Vocabulary) -> PuzzleConstraint:
    return PuzzleConstraint(Puzzle(2, "ab").add(AllDifferent([0, 1])), vocabulary, open_ended=True)


@pytest.mark.parametrize("scored", [True, False])
@pytest.mark.parametrize("name", ONES)
@pytest.mark.parametrize("kind", JOINED)
def test_the_best_of_two_constraints(kind: str, name: str, scored: bool) -> None:
    """Against enumeration; cells of a puzzle are tokens of their own, so that texts are enumerated without `ab`."""
    vocabulary = ONES[name]
    make, holds = JOINED[kind]
    constraint = make(vocabulary).scoring_padding(scored)
    canvas = torch.full((4,), -1)
    found = members(vocabulary, holds, canvas)
    if "puzzle" in kind or kind == "nested":
        found = [tokens for tokens in found if 2 not in tokens[:2]]
    for seed in range(25):
        logits = torch.randn(4, vocabulary.size, generator=torch.Generator().manual_seed(seed)).double() * 4
        posterior = constraint.posterior(canvas, logits)
        best, weight = posterior.best()
        assert Enumerated(vocabulary, found, canvas, logits, scored).is_best(best)
        assert weight <= 1e-6
        assert bool(posterior.confidences(best).gt(0).all())


def test_padding_of_which_one_side_says_nothing() -> None:
    """The marginals hold the padding of the best canvas, whatever its own logit is."""
    vocabulary = ONES["pad"]
    logits = torch.zeros(4, vocabulary.size)
    logits[3, vocabulary.filler], logits[2, vocabulary.eos[0]] = -torch.inf, 2.0
    whole = compile_constraint(vocabulary, regex="(ab|ba)x?", scores_padding=False)
    alone = whole.posterior(torch.full((4,), -1), logits).confidences(torch.tensor([0, 1, 3, 4]))
    sides = compile_constraint(vocabulary, regex="[ab]{2}x?"), pair_of_two(vocabulary)
    for joined in (sides[0] & sides[1], sides[1] & sides[0]):
        posterior = joined.scoring_padding(False).posterior(torch.full((4,), -1), logits)
        best, weight = posterior.best()
        assert best.tolist()[2:] == [3, 4]
        assert -np.inf < weight <= posterior.log_probability(best) + 1.0
        assert float(posterior.confidences(best)[3]) == pytest.approx(float(alone[3]), abs=0.05)


def test_no_completion_that_is_possible() -> None:
    vocabulary = VOCABULARIES["two ends"]
    for made in (puzzle(vocabulary), puzzle(vocabulary, exact=False), nested(vocabulary)):
        logits = torch.zeros(8, vocabulary.size)
        logits[:, vocabulary.eos] = -torch.inf
        with pytest.raises(UnsatisfiableConstraint, match="probability zero") as caught:
            made.posterior(torch.full((8,), -1), logits).marginals()
        assert caught.value.cause == "logits"


@pytest.mark.parametrize("kind", KINDS)
def test_tokens_that_are_not_those_of_the_canvas(kind: str) -> None:
    vocabulary = VOCABULARIES["pad"]
    posterior = KINDS[kind](vocabulary).posterior(torch.full((6,), -1), torch.zeros(6, vocabulary.size))
    for ask in (posterior.confidences, posterior.prior_confidences, posterior.log_probability):
        with pytest.raises(InvalidArgument, match=r"as many tokens|a canvas is a LongTensor"):
            ask(torch.zeros(4, dtype=torch.long))
        with pytest.raises(InvalidArgument, match="a canvas is a LongTensor"):
            ask(torch.zeros(1, 6, dtype=torch.long))
        with pytest.raises(InvalidArgument, match="token ids below 8"):
            ask(torch.full((6,), 8))
    for ask in (posterior.confidences, posterior.prior_confidences):
        with pytest.raises(InvalidArgument, match="no token at position"):
            ask(torch.full((6,), -1))


def test_a_step_makes_nothing_of_the_vocabularys_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that a denoising step asks of a language is answered without `spread`, which makes [n, V]."""

    def refuse(*_: object) -> None:
        raise AssertionError("the whole tensor was made")

    monkeypatch.setattr(CpuPasses, "spread", refuse)
    for kind in ("finite", "stack"):
        constraint = KINDS[kind](VOCABULARIES["pad"])
        posterior = constraint.posterior(torch.full((6,), -1), torch.randn(6, 8))
        tokens = posterior.sample()
        posterior.best()
        posterior.entropies()
        posterior.confidences(tokens)
        posterior.log_probability(tokens)
        with pytest.raises(AssertionError):
            posterior.marginals()


@given(
    st.sampled_from(["(ab|a)*b?", "a*", "[ab(]{2,4}"]), st.sampled_from(list(VOCABULARIES)), st.booleans(), st.data()
)
@settings(max_examples=60)
def test_enumerated(pattern: str, name: str, scored: bool, data: st.DataObject) -> None:
    vocabulary = VOCABULARIES[name]
    constraint = compile_constraint(vocabulary, regex=pattern, scores_padding=scored)
    n = data.draw(st.integers(2, 3))
    found = members(vocabulary, lambda text: constraint.accepts([vocabulary.token_of(c.encode()) for c in text]),
                    torch.full((n,), -1))  # fmt: skip
    logits = torch.randn(n, vocabulary.size, generator=torch.Generator().manual_seed(data.draw(st.integers(0, 99))))
    enumerated = Enumerated(vocabulary, found, torch.full((n,), -1), logits, scored)
    oracle = enumerated.marginals()
    posterior = constraint.posterior(torch.full((n,), -1), logits)
    assert torch.allclose(posterior.entropies(), -(oracle.exp() * oracle.clamp_min(-1e30)).sum(1), atol=1e-5)
    assert posterior.log_evidence == pytest.approx(enumerated.log_evidence, abs=1e-5)
    if scored:
        assert torch.allclose(posterior.cross_entropies(), enumerated.cross_entropies(), atol=1e-5)
