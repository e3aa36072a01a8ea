"""A canvas among several: what may stand on it, given what came before and how much room is left, by enumeration."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.models.logits_processor import ConstraintLogitsProcessor
from tests.enumeration import Enumerated, members

VOCABULARY = Vocabulary.from_bytes([b"a", b"b", b"ab", b"(", b")", b"", b""], eos=5, pad=6)
LANGUAGES = [
    {"regex": "(ab)*a?"},
    {"regex": "a{2,5}b*"},
    {"regex": "(a|ba)+"},
    {"grammar": 'start: "a" | "(" start ")"'},
    {"grammar": 'start: | "(" start ")" start | "b"'},
]


@given(st.sampled_from(LANGUAGES), st.integers(0, 2), st.integers(1, 3), st.integers(0, 2), st.data())
@settings(deadline=None, max_examples=150)
def test_blocks_are_windows_of_the_whole(language: dict, k: int, n: int, room: int, data: st.DataObject) -> None:
    whole = compile_constraint(VOCABULARY, **language)
    length = k + n + room
    every = members(VOCABULARY, lambda text: whole.accepts(spelled(text)), torch.full((length,), -1))
    if not every:
        return
    member = data.draw(st.sampled_from(every))
    before = np.array(member[:k], np.int64)
    fits = sorted({tokens[k : k + n] for tokens in every if tokens[:k] == member[:k]})
    block = whole.block(before, room)
    committed = torch.tensor([t if data.draw(st.booleans()) else -1 for t in member[k : k + n]])
    fits = [tokens for tokens in fits if all(c in (-1, t) for c, t in zip(committed.tolist(), tokens, strict=True))]
    logits = torch.randn(n, VOCABULARY.size, generator=torch.Generator().manual_seed(data.draw(st.integers(0, 999))))
    oracle = Enumerated(VOCABULARY, fits, committed, logits, True)
    assert torch.equal(block.masks(committed), oracle.masks())
    assert torch.equal(block.masks(committed), whole.block(before, room).masks(committed))
    assert block.is_completable(committed)
    posterior = block.posterior(committed, logits)
    assert tuple(posterior.sample().tolist()) in fits
    if "regex" in language or room == 0:
        assert torch.allclose(posterior.marginals().exp().double(), oracle.marginals().exp(), atol=1e-5)
        chances = oracle.probability()
        assert chances[tuple(posterior.best()[0].tolist())] == pytest.approx(max(chances.values()), rel=1e-4)
    wrong = data.draw(st.lists(st.integers(0, 5), min_size=n, max_size=n))
    assert block.is_completable(torch.tensor(wrong)) == (
        tuple(wrong) in {tokens[k : k + n] for tokens in every if tokens[:k] == member[:k]}
    )


def spelled(text: str) -> list[int]:
    return [VOCABULARY.token_of(character.encode()) for character in text]


@given(
    st.sampled_from(LANGUAGES[:3]),
    st.integers(2, 5),
    st.integers(0, 999),
    st.sampled_from([torch.float32, torch.bfloat16]),
)
@settings(deadline=None, max_examples=60)
def test_the_processor_puts_the_best_canvas_on_top(language: dict, n: int, seed: int, dtype: torch.dtype) -> None:
    whole = compile_constraint(VOCABULARY, **language)
    if not whole.is_completable(torch.full((n,), -1)):
        return
    prompt = torch.tensor([[0, 1, 1], [1, 0, 0]])
    processor = ConstraintLogitsProcessor(whole, 3, n)
    scores = torch.randn(2, n + 1, VOCABULARY.size, generator=torch.Generator().manual_seed(seed)).to(dtype)
    processed = processor(prompt, scores, cur_step=4)
    assert processed.dtype == dtype
    for row in range(2):
        canvas = torch.full((n,), -1)
        posterior = whole.posterior(canvas, scores[row, :n])
        assert torch.equal(processed[row, :n].argmax(-1), posterior.best()[0])
        marginals = posterior.hedged_marginals().to(dtype)
        found, expected = processed[row, :n].sort(-1).values, marginals.sort(-1).values
        assert torch.allclose(found[:, :-1], expected[:, :-1], atol=1e-2)
        apart = 5 * torch.finfo(dtype).eps  # the highest, where another is level with it
        assert torch.allclose(found[:, -1], expected[:, -1], rtol=apart, atol=1e-6)
        assert torch.equal(torch.isneginf(processed[row, :n]), ~whole.masks(canvas))
        assert processed[row, n].argmax() == 5  # behind the budget
        assert torch.equal(processor(prompt, scores)[row], processed[row])


def test_impossible_budgets_and_wrong_shapes() -> None:
    whole = compile_constraint(VOCABULARY, regex="a{4}b{4}")
    with pytest.raises(UnsatisfiableConstraint, match="least that would do"):
        ConstraintLogitsProcessor(whole, 0, 3)
    with pytest.raises(ValueError, match=r"scores \[B, n, V\]"):
        ConstraintLogitsProcessor(whole, 0, 8)(torch.zeros(1, 0, dtype=torch.long), torch.zeros(1, 7))
    with pytest.raises(UnsatisfiableConstraint):
        whole.block(np.array([1]), 8).masks(torch.full((4,), -1))
