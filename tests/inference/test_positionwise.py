"""What loops that look at every position by itself are handed, canvas after canvas, against the posterior."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from constrained_diffusion import Constraint, Vocabulary, compile_constraint
from constrained_diffusion.errors import InvalidArgument, UnsatisfiableConstraint
from constrained_diffusion.inference.positionwise import PositionwiseAnswers, positionwise

VOCABULARIES = {
    "pad": Vocabulary.from_bytes([b"a", b"b", b"ab", b"(", b")", b"", b"", b"x"], eos=5, pad=6),
    "eos for pad": Vocabulary.from_bytes([b"a", b"b", b"ab", b"(", b")", b"", b"", b"x"], eos=5),
    "two ends": Vocabulary.from_bytes([b"a", b"b", b"ab", b"(", b")", b"", b"", b"x"], eos=[5, 6]),
}
LANGUAGES = [
    {"regex": "(ab|a)*b?"},
    {"regex": "a{2,5}b*"},
    {"regex": "[ab]{3}(x|ab)"},
    {"grammar": 'start: "a" | "(" start ")"'},
    {"grammar": 'root ::= "a" | "b" | root "x" | "(" root ")"'},
    {"grammar": 'start: x | y\nx: "a" | "(" x ")"\ny: "a" | "b" | "(" y ")"'},
]
TEMPERATURES = [0.4, 0.8, 1.0]
DTYPES = [torch.float64, torch.float32, torch.bfloat16]
NOTHING = np.zeros(0, np.int64)


def _made(language: dict, name: str, scored: bool = True) -> Constraint:
    return compile_constraint(VOCABULARIES[name], scores_padding=scored, **language)


def _scores(n: int, seed: int, kind: str, dtype: torch.dtype) -> Tensor:
    """Random ones, ones that are often level, and ones that are sure of themselves."""
    drawn = torch.randn(n, 8, generator=torch.Generator().manual_seed(seed))
    return {"random": drawn * 3, "level": (drawn / 2).round(), "flat": drawn * 0, "sure": drawn * 40}[kind].to(dtype)


def _entropies(logits: Tensor) -> Tensor:
    chances = logits.double().softmax(-1)
    return torch.special.entr(chances).sum(-1)


@given(
    st.sampled_from(LANGUAGES), st.sampled_from(list(VOCABULARIES)), st.booleans(), st.integers(2, 6),
    st.integers(0, 999), st.sampled_from(["random", "level", "flat", "sure"]), st.sampled_from(TEMPERATURES),
    st.sampled_from(DTYPES),
)  # fmt: skip
@settings(max_examples=300)
def test_the_loop_sees_the_posterior_at_its_temperature(
    language: dict, name: str, scored: bool, n: int, seed: int, kind: str, temperature: float, dtype: torch.dtype
) -> None:
    constraint = _made(language, name, scored)
    if constraint.min_length() > n:
        return
    scores = _scores(n, seed, kind, dtype)
    given_scores, out = scores.clone(), torch.full_like(scores, 7.0)
    PositionwiseAnswers(constraint, n).process(scores, NOTHING, out, temperature=temperature)
    assert torch.equal(scores, given_scores)
    canvas = torch.full((n,), -1)
    posterior = constraint.posterior(canvas, scores / temperature)
    best, weight = posterior.best()
    seen = out / temperature
    assert torch.equal(seen.argmax(-1), best)
    assert torch.equal(torch.isneginf(out), torch.isneginf(posterior.hedged_marginals()))
    assert torch.equal(torch.isneginf(out), ~constraint.masks(canvas) | torch.isneginf(posterior.marginals()))
    rounded = {torch.float64: 1e-6, torch.float32: 1e-4, torch.bfloat16: 0.06}[dtype]
    assert torch.allclose(_entropies(seen), _entropies(posterior.hedged_marginals()), atol=rounded)
    assert torch.allclose(seen.double().exp().sum(-1), torch.ones(n, dtype=torch.float64), atol=rounded)
    other = constraint.posterior(canvas, scores / temperature).log_probability(seen.argmax(-1))
    assert np.isfinite(other)
    assert np.isfinite(weight)


@given(st.sampled_from(LANGUAGES), st.integers(3, 5), st.integers(0, 999), st.sampled_from(TEMPERATURES))
@settings(max_examples=80)
def test_only_the_best_token_has_changed_places(language: dict, n: int, seed: int, temperature: float) -> None:
    constraint = _made(language, "pad")
    if constraint.min_length() > n:
        return
    scores = _scores(n, seed, "random", torch.float64)
    out = torch.empty_like(scores)
    PositionwiseAnswers(constraint, n).process(scores, NOTHING, out, temperature=temperature)
    posterior = constraint.posterior(torch.full((n,), -1), scores / temperature)
    hedged, best = posterior.hedged_marginals(), posterior.best()[0]
    for row in range(n):
        expected = hedged[row].clone()
        top = int(expected.argmax())
        expected[top], expected[best[row]] = expected[best[row]].item(), expected[top].item()
        assert torch.allclose(out[row] / temperature, expected, atol=1e-9)


def test_the_entropies_are_those_of_the_models_doubt() -> None:
    """Flatter than the marginals where the posterior is surer than the model is."""
    constraint = compile_constraint(VOCABULARIES["pad"], regex="(aa|bb)x")
    scores = torch.zeros(3, 8, dtype=torch.float64)
    scores[0, 0], scores[1, 1], scores[1, 0] = 4.0, 1.0, 0.9
    out = torch.empty_like(scores)
    PositionwiseAnswers(constraint, 3).process(scores, NOTHING, out)
    posterior = constraint.posterior(torch.full((3,), -1), scores)
    assert bool((_entropies(out) >= posterior.entropies() - 1e-9).all())
    assert float(_entropies(out)[1]) > float(posterior.entropies()[1]) + 0.1
    assert out.argmax(-1).tolist() == [0, 0, 7]


@given(
    st.sampled_from(LANGUAGES), st.integers(3, 5), st.integers(0, 999), st.sampled_from(TEMPERATURES),
    st.sampled_from(DTYPES), st.data(),
)  # fmt: skip
@settings(max_examples=100)
def test_held_tokens_stay(
    language: dict, n: int, seed: int, temperature: float, dtype: torch.dtype, data: st.DataObject
) -> None:
    constraint = _made(language, "pad")
    if constraint.min_length() > n:
        return
    answers = PositionwiseAnswers(constraint, n)
    scores, out = _scores(n, seed, "random", dtype), torch.empty(n, 8, dtype=dtype)
    drawn = constraint.sample(torch.full((n,), -1), scores, generator=torch.Generator().manual_seed(seed))
    held = np.array([int(token) if data.draw(st.booleans()) else -1 for token in drawn], np.int64)
    as_given = held.copy()
    assert answers.can_hold(held)
    answers.process(scores, NOTHING, out, temperature=temperature, held=held)
    assert held.tolist() == as_given.tolist()
    fixed = held >= 0
    assert bool((out[fixed, held[fixed]] == 0).all())
    assert bool(torch.isneginf(out[fixed]).sum(-1).eq(7).all())
    posterior = constraint.posterior(torch.from_numpy(held), scores / temperature)
    assert torch.equal((out / temperature).argmax(-1), posterior.best()[0])
    rounded = {torch.float64: 1e-6, torch.float32: 1e-4, torch.bfloat16: 0.06}[dtype]
    assert torch.allclose(_entropies(out / temperature), _entropies(posterior.hedged_marginals()), atol=rounded)


@given(
    st.sampled_from(LANGUAGES), st.integers(1, 4), st.integers(1, 11), st.integers(0, 999),
    st.sampled_from(["random", "level", "sure"]), st.sampled_from(TEMPERATURES), st.sampled_from(["best", "draw"]),
)  # fmt: skip
@settings(max_examples=200)
def test_budgets_over_several_canvases(
    language: dict, width: int, budget: int, seed: int, kind: str, temperature: float, way: str
) -> None:
    """Canvas after canvas, whatever member is taken of each, the whole is an answer within the budget."""
    constraint = _made(language, "pad")
    if budget < constraint.min_length():
        with pytest.raises(UnsatisfiableConstraint) as caught:
            PositionwiseAnswers(constraint, budget)
        assert (caught.value.cause, caught.value.least) == ("budget", constraint.min_length())
        return
    answers = PositionwiseAnswers(constraint, budget)
    before = NOTHING
    while len(before) < budget:
        scores = _scores(width, seed + len(before), kind, torch.float32)
        scores[:, 5] -= 3.0  # not the end, if it can be helped
        out = torch.empty_like(scores)
        answers.process(scores, before, out, temperature=temperature)
        inside = min(width, budget - len(before))
        block = constraint.block(before, budget - len(before) - inside)
        canvas = torch.full((inside,), -1)
        best = block.posterior(canvas, scores[:inside] / temperature).best()[0]
        assert torch.equal(out[:inside].argmax(-1), best)
        assert bool((torch.isneginf(out[:inside]) | block.masks(canvas)).all())
        taken = best if way == "best" else block.sample(canvas, scores[:inside])
        before = np.concatenate([before, taken.numpy()])
    assert len(before) == budget
    assert constraint.accepts(before.tolist())
    if 5 in before:
        assert set(before[before.tolist().index(5) + 1 :].tolist()) <= {6}


@pytest.mark.parametrize("name", VOCABULARIES)
@pytest.mark.parametrize("temperature", TEMPERATURES)
def test_rows_behind_the_budget_end(name: str, temperature: float) -> None:
    constraint = _made({"regex": "a{2,9}"}, name)
    answers = PositionwiseAnswers(constraint, 5)
    end = torch.full((8,), -torch.inf)
    end[5] = 0.0
    for before, rest in (([], 5), ([0, 0, 0, 0], 1), ([0, 0, 0, 0, 0], 0), ([0] * 9, 0)):
        out = torch.full((7, 8), 3.0)
        answers.process(torch.zeros(7, 8), np.array(before, np.int64), out, temperature=temperature)
        assert torch.equal(out[rest:], end.expand(7 - rest, 8))
        assert not bool(out.isnan().any())
        assert torch.allclose((out / temperature).double().exp().sum(-1), torch.ones(7, dtype=torch.float64), atol=1e-5)
        if rest:
            assert bool(torch.isneginf(out[0, [1, 2, 3, 4, 7]]).all())
            assert float(out[0, 0]) > -10


def test_behind_the_budget_there_is_the_end_whatever_is_held() -> None:
    answers = PositionwiseAnswers(_made({"regex": "a{1,3}"}, "pad"), 3)
    held = np.array([0, -1, -1, 1, 1], np.int64)
    assert not answers.can_hold(held)
    assert answers.can_hold(np.array([0, -1, -1, 5, 6, -1], np.int64))
    out = torch.empty(5, 8)
    answers.process(torch.zeros(5, 8), NOTHING, out, held=held)
    assert out[3:].argmax(-1).tolist() == [5, 5]


@given(st.sampled_from(LANGUAGES), st.integers(1, 4), st.integers(1, 9), st.integers(0, 99))
@settings(max_examples=60)
def test_budgets_that_the_end_is_a_part_of(language: dict, width: int, budget: int, seed: int) -> None:
    constraint = _made(language, "pad")
    least = constraint.min_length() + 1
    if budget < least:
        with pytest.raises(
            UnsatisfiableConstraint, match=f"at most {budget} tokens; the least that would do is {least}$"
        ):
            PositionwiseAnswers(constraint, budget, with_end=True)
        return
    answers = PositionwiseAnswers(constraint, budget, with_end=True)
    before = NOTHING
    while len(before) < budget:
        scores = _scores(width, seed + len(before), "random", torch.float32)
        scores[:, 5] -= 9.0  # not the end, if it can be helped
        out = torch.empty_like(scores)
        answers.process(scores, before, out)
        canvas = out.argmax(-1).numpy()
        assert answers.can_hold(canvas, before)
        before = np.concatenate([before, canvas])
    end = before[:budget].tolist().index(5)
    assert constraint.accepts(before[: end + 1].tolist())


def test_what_can_be_held() -> None:
    answers = PositionwiseAnswers(_made({"regex": "a{2,5}b"}, "pad"), 6)
    for held, possible in (
        ([-1, -1, -1, -1], True), ([0, 0, 1, 5], True), ([0, 0, -1, 1], True), ([-1, -1, -1, 5], True),
        ([0, 2, 5, 6], True), ([-1, 0, -1, 0], True), ([1, -1, -1, -1], False), ([0, 1, -1, -1], False),
        ([0, 5, -1, -1], False), ([-1, -1, 5, 0], False), ([0, 0, 0, 0, 0, 0], False), ([7], False), ([0], True),
        ([-1, -1, -1, 0], True), ([0, 0, 0, 0, 0, 1], True), ([-1] * 9, True),
    ):  # fmt: skip
        assert answers.can_hold(np.array(held, np.int64)) == possible, held
    short = PositionwiseAnswers(_made({"regex": "a{2,5}b"}, "pad"), 3)
    assert not short.can_hold(np.array([-1, -1, -1, 0], np.int64)[:3] * 0)
    assert not short.can_hold(np.array([0, 0, 0, -1], np.int64))
    assert short.can_hold(np.array([0, 0, 1, -1], np.int64))


def test_what_can_be_held_needs_room_on_later_canvases() -> None:
    """Four parentheses that are opened on the first canvas are closed within the budget or not at all."""
    grammar = {"grammar": 'start: "a" | "(" start ")"'}
    held = np.array([3, 3, 3, 3], np.int64)
    assert PositionwiseAnswers(_made(grammar, "pad"), 9).can_hold(held)
    assert not PositionwiseAnswers(_made(grammar, "pad"), 8).can_hold(held)


def test_held_tokens_that_leave_nothing() -> None:
    answers = PositionwiseAnswers(_made({"regex": "a{2,5}b"}, "pad"), 4)
    with pytest.raises(UnsatisfiableConstraint) as caught:
        answers.process(torch.zeros(4, 8), NOTHING, torch.empty(4, 8), held=np.array([0, 1, -1, -1], np.int64))
    assert caught.value.cause == "committed"


@pytest.mark.parametrize("budget", [0, -1, 1.5, "4", True, None])
def test_budgets_that_are_none(budget: object) -> None:
    with pytest.raises(InvalidArgument, match="max_tokens"):
        PositionwiseAnswers(_made({"regex": "a*"}, "pad"), budget)  # type: ignore[arg-type]


def test_the_same_answer_whatever_was_asked_before() -> None:
    constraint = _made({"regex": "(ab|a)*b?"}, "pad")
    answers = PositionwiseAnswers(constraint, 400)
    scores = _scores(3, 1, "random", torch.float32)
    first, again = torch.empty_like(scores), torch.empty_like(scores)
    answers.process(scores, np.array([0, 1], np.int64), first)
    for length in range(300):
        answers.process(scores, np.zeros(length, np.int64), again)
    answers.process(scores, np.array([0, 1], np.int64), again)
    assert torch.equal(first, again)
    answers.process(scores, np.array([2], np.int64), again)
    alone = torch.empty_like(scores)
    PositionwiseAnswers(constraint, 400).process(scores, np.array([2], np.int64), alone)
    assert torch.equal(again, alone)


def test_canvases_of_another_width_behind_the_same_tokens() -> None:
    """The room behind a canvas is what its own width leaves of the budget."""
    constraint = _made({"grammar": 'start: "a" | "(" start ")"'}, "pad")
    answers = PositionwiseAnswers(constraint, 9)
    for width in (2, 5, 9, 2):
        scores, out = torch.zeros(width, 8), torch.empty(width, 8)
        answers.process(scores, NOTHING, out)
        masks = constraint.block(NOTHING, 9 - width).masks(torch.full((width,), -1))
        assert torch.equal(~torch.isneginf(out), masks), width


@pytest.mark.parametrize("dtype", DTYPES)
def test_level_tokens_stay_apart_when_divided(dtype: torch.dtype) -> None:
    """Of tokens that are level the loop would take that of least id, which another may be than the best canvas's."""
    constraint = compile_constraint(VOCABULARIES["pad"], regex="(ax|bx|xa|xb)")
    for seed in range(40):
        scores = (torch.randn(2, 8, generator=torch.Generator().manual_seed(seed)) * 0.02).to(dtype)
        for temperature in (0.1, 0.4, 0.6, 0.8, 1.0, 1.3):
            out = torch.empty_like(scores)
            PositionwiseAnswers(constraint, 2).process(scores, NOTHING, out, temperature=temperature)
            best = constraint.posterior(torch.full((2,), -1), scores / temperature).best()[0]
            assert torch.equal((out / temperature).argmax(-1), best), (seed, temperature)


def test_of_one_posterior() -> None:
    constraint = compile_constraint(VOCABULARIES["pad"], regex="ab|ba")
    scores = torch.zeros(3, 8, dtype=torch.float64)
    scores[0, 0], scores[1, 0], scores[0, 2] = 1.0, 0.5, -9.0
    posterior, out = constraint.posterior(torch.full((3,), -1), scores), torch.empty_like(scores)
    positionwise(posterior, out)
    assert out.argmax(-1).tolist() == posterior.best()[0].tolist()
    assert torch.allclose(out.exp().sum(-1), torch.ones(3, dtype=torch.float64))
