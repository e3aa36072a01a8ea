"""A puzzle as a constraint, and with another constraint on the same canvas, against the enumeration of all canvases."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.errors import InvalidVocabulary, UnsatisfiableConstraint
from constrained_diffusion.inference.composition import Conjunction
from constrained_diffusion.puzzles import AllDifferent, Puzzle, PuzzleConstraint, Solver, Sum, sudoku
from constrained_diffusion.puzzles import constraint as module
from tests.enumeration import Enumerated, members, text_of
from tests.puzzles.enumeration import puzzles, solutions

VOCABULARY = Vocabulary.from_bytes([b"a", b"b", b"c", b"d", b" ", b"ab", b"", b""], eos=6, pad=7)


def canvas_of(data: st.DataObject, found: list[tuple[int, ...]], n: int) -> torch.Tensor:
    """Some tokens of some member committed."""
    member = data.draw(st.sampled_from(found))
    kept = data.draw(st.lists(st.booleans(), min_size=n, max_size=n))
    return torch.tensor([token if keep else -1 for token, keep in zip(member, kept, strict=True)])


@given(puzzles(most=4), st.integers(0, 2), st.booleans(), st.data())
@settings(deadline=None, max_examples=120)
def test_exact_puzzles_are_enumerated(puzzle: Puzzle, more: int, scored: bool, data: st.DataObject) -> None:
    n = puzzle.cells.size + more
    spelled = {puzzle.text(values) for values in solutions(puzzle)}
    if not spelled:
        with pytest.raises(UnsatisfiableConstraint, match="no solution"):
            PuzzleConstraint(puzzle, VOCABULARY)
        return
    constraint = PuzzleConstraint(puzzle, VOCABULARY, scores_padding=scored)
    whole = [tuple(VOCABULARY.token_of(c.encode()) for c in text) for text in sorted(spelled)]
    ending = ((6,) + (7,) * (more - 1)) if more else ()
    found = [tokens + ending for tokens in whole]
    canvas = canvas_of(data, found, n)
    found = [tokens for tokens in found if all(c in (-1, t) for c, t in zip(canvas.tolist(), tokens, strict=True))]
    generator = torch.Generator().manual_seed(data.draw(st.integers(0, 2**31)))
    logits = 2 * torch.randn(n, VOCABULARY.size, generator=generator)
    oracle = Enumerated(VOCABULARY, found, canvas, logits, scored)
    assert torch.equal(constraint.masks(canvas), oracle.masks())
    posterior = constraint.posterior(canvas, logits)
    assert posterior.is_exact
    assert posterior.log_partition == pytest.approx(oracle.log_partition, abs=1e-4)
    assert torch.allclose(posterior.marginals().exp().double(), oracle.marginals().exp(), atol=1e-5)
    tokens, weight = posterior.best()
    chances = oracle.probability()
    assert chances[tuple(tokens.tolist())] == pytest.approx(max(chances.values()), rel=1e-4)
    assert weight == pytest.approx(math.log(max(chances.values())), abs=1e-4)
    drawn = constraint.sample(canvas, logits, generator=generator)
    assert tuple(drawn.tolist()) in chances
    asked = torch.where(torch.rand(n, generator=generator) < 0.5, drawn, -1)
    expected = sum(c for t, c in chances.items() if all(a in (-1, x) for a, x in zip(asked.tolist(), t, strict=True)))
    assert posterior.log_probability(asked) == pytest.approx(math.log(expected), abs=1e-4)
    assert constraint.is_completable(canvas)
    assert constraint.accepts(drawn)
    for position in range(n):
        for token in range(VOCABULARY.size):
            trial = canvas.clone()
            if canvas[position] < 0:
                trial[position] = token
                assert constraint.is_completable(trial) == bool(oracle.masks()[position, token])


@given(puzzles(most=4), st.integers(1, 3), st.booleans(), st.integers(0, 2**31))
@settings(deadline=None, max_examples=60)
def test_padding_that_is_not_scored_weighs_nothing(puzzle: Puzzle, more: int, exact: bool, seed: int) -> None:
    """What the logits say behind the first eos, be it NaN, changes nothing."""
    if not solutions(puzzle):
        return
    scored = PuzzleConstraint(puzzle, VOCABULARY, exact=exact)
    constraint = scored.scoring_padding(False)
    assert constraint.solver is scored.solver
    assert (scored.scores_padding, constraint.scores_padding) == (True, False)
    assert constraint.scoring_padding(False) is constraint
    n, end = puzzle.cells.size + more, puzzle.cells.size + 1
    free, generator = torch.full((n,), -1), torch.Generator().manual_seed(seed)
    logits = torch.randn(n, VOCABULARY.size, generator=generator)
    other, missing = logits.clone(), logits.clone()
    other[end:] = 3 * torch.randn(n - end, VOCABULARY.size, generator=generator)
    missing[end:] = torch.nan
    posterior = constraint.posterior(free, logits)
    for behind in (other, missing):
        changed = constraint.posterior(free, behind)
        assert changed.log_evidence == pytest.approx(posterior.log_evidence, abs=1e-5)
        assert torch.equal(changed.marginals(), posterior.marginals())
        (tokens, weight), (expected, chance) = changed.best(), posterior.best()
        assert torch.equal(tokens, expected)
        assert weight == pytest.approx(chance, abs=1e-5)
        assert changed.log_probability(tokens) == pytest.approx(posterior.log_probability(tokens), abs=1e-5)
    weighed = [scored.posterior(free, behind).log_partition for behind in (logits, other)]
    behind = [float(behind[end:, VOCABULARY.filler].sum()) for behind in (logits, other)]
    assert weighed[1] - weighed[0] == pytest.approx(behind[1] - behind[0], abs=1e-4)


def test_draws_follow_the_distribution() -> None:
    puzzle = Puzzle(3, "abc").add(AllDifferent([0, 1, 2]))
    constraint = PuzzleConstraint(puzzle, VOCABULARY)
    logits = torch.randn(3, VOCABULARY.size, generator=torch.Generator().manual_seed(3))
    found = members(VOCABULARY, lambda text: len(text) == 3 and sorted(text) == list("abc"), torch.full((3,), -1))
    chances = Enumerated(VOCABULARY, [t for t in found if 5 not in t], torch.full((3,), -1), logits, True).probability()
    generator = torch.Generator().manual_seed(4)
    posterior = constraint.posterior(torch.full((3,), -1), logits)
    draws = 3000
    counts: dict[tuple[int, ...], int] = {}
    for _ in range(draws):
        drawn = tuple(posterior.sample(generator).tolist())
        counts[drawn] = counts.get(drawn, 0) + 1
    for tokens, chance in chances.items():
        assert counts.get(tokens, 0) / draws == pytest.approx(chance, abs=4 * math.sqrt(chance / draws) + 1e-3)


@given(puzzles(most=4), st.integers(0, 2**31))
@settings(deadline=None, max_examples=40)
def test_many_solutions_are_left_to_the_solver(puzzle: Puzzle, seed: int) -> None:
    """Told that nothing may be counted, best is still the best, and draws are solutions."""
    every = solutions(puzzle)
    if not every:
        return
    counted = module._COUNTED
    try:
        module._COUNTED = 0
        constraint, n = PuzzleConstraint(puzzle, VOCABULARY), puzzle.cells.size
        logits = torch.randn(n, VOCABULARY.size, generator=torch.Generator().manual_seed(seed))
        posterior = constraint.posterior(torch.full((n,), -1), logits)
        tokens, weight = posterior.best()
        assert not posterior.is_exact
        assert posterior.is_proven
        spelled = [[VOCABULARY.token_of(c.encode()) for c in puzzle.text(v).replace("\n", "")] for v in every]
        scores = [sum(float(logits[p, token]) for p, token in enumerate(tokens)) for tokens in spelled]
        assert float(logits.gather(1, tokens[:, None]).sum()) == pytest.approx(max(scores), abs=1e-4)
        assert weight <= 1e-6
        assert constraint.is_solution(posterior.sample(torch.Generator().manual_seed(seed)))
        assert torch.allclose(posterior.marginals().exp().sum(1), torch.ones(n), atol=1e-5)
    finally:
        module._COUNTED = counted


DIGITS = Vocabulary.from_bytes([*(str(d).encode() for d in range(10)), b"\n", b""], eos=11)


def test_masks_of_four_by_four_sudokus_equal_enumeration() -> None:
    puzzle = sudoku(box=(2, 2), layout="{}{}{}{}\n" * 3 + "{}{}{}{}")
    every, whole = Solver(puzzle).solutions(np.full(16, -1), 1000)
    assert whole
    assert len(every) == 288
    constraint = PuzzleConstraint(puzzle, DIGITS)
    rng = np.random.default_rng(0)
    for _ in range(40):
        canvas = torch.full((19,), -1)
        chosen = every[rng.integers(288)]
        for cell in rng.permutation(16)[: rng.integers(0, 8)]:
            canvas[int(constraint.positions[cell, 0])] = int(chosen[cell]) + 1
        fits = [
            v
            for v in every
            if all(canvas[int(p)] in (-1, x + 1) for p, x in zip(constraint.positions[:, 0], v, strict=True))
        ]
        masks = constraint.masks(canvas)
        for cell, position in enumerate(constraint.positions[:, 0]):
            assert set(torch.nonzero(masks[int(position)]).flatten().tolist()) == {int(v[cell]) + 1 for v in fits}


@pytest.mark.parametrize("seed", range(8))
def test_random_order_commits_never_dead_end(seed: int) -> None:
    lines = "\n".join("{}" * 9 for _ in range(9))
    constraint = PuzzleConstraint(sudoku(layout=lines), DIGITS)
    generator = torch.Generator().manual_seed(seed)
    canvas = torch.full((89,), -1)
    for position in torch.randperm(89, generator=generator).tolist():
        allowed = torch.nonzero(constraint.masks(canvas)[position]).flatten()
        canvas[position] = allowed[int(torch.randint(len(allowed), (1,), generator=generator))]
    assert constraint.is_solution(canvas)


def test_propagation_alone_runs_into_dead_ends_and_says_so() -> None:
    """A canvas without a completion that propagation does not see through."""
    puzzle = Puzzle(6, "ab")  # two cells differ, so do the next two, and no word of four has an even number of a's
    puzzle.add(AllDifferent([0, 1]), AllDifferent([2, 3]), Sum([0, 2, 4], 1), Sum([1, 3, 5], 1), Sum([4, 5], 1))
    constraint = PuzzleConstraint(puzzle, VOCABULARY, exact=False)
    canvas = torch.tensor([0, 1, 0, 1, 0, 0])
    assert not constraint.accepts(canvas)
    with pytest.raises(UnsatisfiableConstraint):
        constraint.forced(canvas)
    free = torch.full((6,), -1)
    tokens, weight = constraint.best(free, torch.zeros(6, VOCABULARY.size))
    assert (float(weight) > -math.inf) == constraint.is_solution(tokens)


def test_errors() -> None:
    puzzle = Puzzle(2, "ab").add(AllDifferent([0, 1]))
    constraint = PuzzleConstraint(puzzle, VOCABULARY)
    with pytest.raises(UnsatisfiableConstraint, match="takes 2 positions, more than the 1"):
        constraint.masks(torch.full((1,), -1))
    with pytest.raises(UnsatisfiableConstraint, match="position 1") as caught:
        constraint.masks(torch.tensor([0, 0]))
    assert caught.value.cause == "committed"
    dead = torch.zeros(2, 8)
    dead[:, 1] = -torch.inf
    with pytest.raises(UnsatisfiableConstraint, match="probability zero"):
        constraint.posterior(torch.full((2,), -1), dead).best()
    with pytest.raises(InvalidVocabulary, match="equally many tokens"):
        PuzzleConstraint(Puzzle(2, ["a", "aa"]), Vocabulary([b"a", b""], eos=1, encode=lambda text: [0] * len(text)))


@given(puzzles(most=3), st.sampled_from(["[ab]*c?", "a.*", "(ab?c?)+|b.*", ".*[ad]"]), st.integers(0, 1), st.data())
@settings(deadline=None, max_examples=60)
def test_conjunctions_are_enumerated(puzzle: Puzzle, pattern: str, more: int, data: st.DataObject) -> None:
    every = {puzzle.text(values).replace("\n", "") for values in solutions(puzzle)}
    if not every:
        return
    n = puzzle.cells.size + more
    regex = compile_constraint(VOCABULARY, regex=pattern + "( .{0,2})?")
    joined: Conjunction = regex & PuzzleConstraint(puzzle, VOCABULARY, open_ended=True)
    k = puzzle.cells.size

    def holds(text: str) -> bool:
        return re.fullmatch(pattern + "( .{0,2})?", text) is not None

    free = torch.full((n,), -1)
    plain = {tuple(VOCABULARY.token_of(c.encode()) for c in text) for text in every}
    found = [tokens for tokens in members(VOCABULARY, holds, free) if tokens[:k] in plain]
    if not found:
        assert not joined.is_completable(free)
        with pytest.raises(UnsatisfiableConstraint):
            joined.masks(free)
        return
    canvas = canvas_of(data, found, n)
    found = [tokens for tokens in found if all(c in (-1, t) for c, t in zip(canvas.tolist(), tokens, strict=True))]
    logits = torch.randn(n, VOCABULARY.size, generator=torch.Generator().manual_seed(data.draw(st.integers(0, 999))))
    oracle = Enumerated(VOCABULARY, found, canvas, logits, True)
    assert torch.equal(joined.masks(canvas), oracle.masks())
    tokens, _ = joined.best(canvas, logits)
    chances = oracle.probability()
    assert chances[tuple(tokens.tolist())] == pytest.approx(max(chances.values()), rel=1e-3)
    drawn = joined.sample(canvas, logits, generator=torch.Generator().manual_seed(1))
    assert tuple(drawn.tolist()) in chances
    assert text_of(VOCABULARY, tuple(drawn.tolist())) is not None


def test_conjunctions_want_one_vocabulary_and_exact_sides() -> None:
    puzzle = Puzzle(2, "ab").add(AllDifferent([0, 1]))
    regex = compile_constraint(VOCABULARY, regex="ab|aa")
    with pytest.raises(ValueError, match="same vocabulary"):
        regex & PuzzleConstraint(Puzzle(2, "12"), DIGITS)
    with pytest.raises(ValueError, match="exact"):
        regex & PuzzleConstraint(puzzle, VOCABULARY, exact=False)


@given(st.integers(0, 2**31), st.booleans(), st.floats(0.1, 100.0))
@settings(deadline=None, max_examples=80)
def test_the_best_of_a_puzzle_and_a_regex(seed: int, scored: bool, scale: float) -> None:
    """The search settles positions on its way, and its bounds go on counting them."""
    vocabulary = Vocabulary.from_bytes([b"a", b"b", b"ab", b"", b"", b"x"], eos=3, pad=4)
    puzzle = PuzzleConstraint(Puzzle(2, "ab").add(AllDifferent([0, 1])), vocabulary, open_ended=True)
    both = (compile_constraint(vocabulary, regex="[ab]*x?") & puzzle).scoring_padding(scored)
    logits = torch.randn(3, vocabulary.size, generator=torch.Generator().manual_seed(seed)).double() * scale
    found = [
        (*cells, last)
        for cells in ((0, 1), (1, 0))
        for last in (0, 1, 2, 3, 5)  # three positions: there is no padding behind an end
    ]
    oracle = Enumerated(vocabulary, found, torch.full((3,), -1), logits, scored)
    assert oracle.is_best(both.posterior(torch.full((3,), -1), logits).best()[0])
