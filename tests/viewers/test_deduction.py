"""A puzzle is seen being solved: givens, then what follows round after round, and what the model chose."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pytest
import torch
from rich.console import Console

from constrained_diffusion import Vocabulary, generate, load_model
from constrained_diffusion.puzzles import AllDifferent, Puzzle, PuzzleConstraint, random_sudoku, sudoku
from constrained_diffusion.sampling.state import Frame, Status
from constrained_diffusion.viewers.deduction import deduced
from constrained_diffusion.viewers.grid import grid_pieces
from constrained_diffusion.viewers.page import page
from constrained_diffusion.viewers.pieces import Kind
from constrained_diffusion.viewers.terminal import drawn

VOCABULARY = Vocabulary.from_bytes([b"", *(bytes([code]) for code in b"1234")], eos=0)
GIVENS = "1.....3..4.....2"


def counts(frame: Frame, constraint: PuzzleConstraint, columns: int = 4) -> tuple[int, int, int, int]:
    """given, deduced, chosen and open cells"""
    found = [piece.kind for piece in grid_pieces(constraint, columns)(frame, constraint.vocabulary)]
    kinds = (Kind.GIVEN, Kind.FORCED, Kind.COMMITTED, Kind.OPEN)
    return found.count(kinds[0]), found.count(kinds[1]), found.count(kinds[2]), found.count(kinds[3])


def solved(constraint: PuzzleConstraint) -> Frame:
    """What an exact constraint says before the first step, the end included."""
    tokens = constraint.forced(torch.full((17,), -1))
    return Frame(0, tokens, torch.where(tokens < 0, 0, int(Status.FORCED)).to(torch.int8), (tokens >= 0).float())


def test_deduction_is_shown() -> None:
    constraint = PuzzleConstraint(sudoku(GIVENS, box=(2, 2)), VOCABULARY)
    frames = deduced([solved(constraint)], constraint)
    seen = [counts(frame, constraint) for frame in frames]
    assert seen[0] == (4, 0, 0, 12)
    assert len(seen) > 2
    assert all(before[3] > after[3] and after[0] == 4 for before, after in pairwise(seen))
    assert torch.equal(frames[-1].tokens, solved(constraint).tokens)
    hidden = frames[0].tokens[:16][frames[0].status[:16] == int(Status.OPEN)]
    assert hidden.tolist() == [-1] * len(hidden)


def test_what_was_committed_together_is_chosen_one_by_one() -> None:
    constraint = PuzzleConstraint(Puzzle(4, "1234").add(AllDifferent(range(4))).given(0, "1"), VOCABULARY)
    empty = Frame(0, torch.tensor([1, -1, -1, -1]), torch.tensor([2, 0, 0, 0], dtype=torch.int8), torch.zeros(4))
    done = Frame(
        1, torch.tensor([1, 2, 3, 4]), torch.tensor([2, 1, 1, 1], dtype=torch.int8), torch.tensor([1.0, 0.5, 0.9, 0.8])
    )
    frames = deduced([empty, done], constraint)
    assert [frame.tokens.tolist() for frame in frames[1:]] == [[1, -1, 3, -1], [1, -1, 3, 4], [1, 2, 3, 4]]
    assert counts(frames[-1], constraint) == (1, 1, 2, 0), "the last is left no choice"


def test_a_cell_that_is_opened_again() -> None:
    constraint = PuzzleConstraint(
        Puzzle(2, "12").add(AllDifferent(range(2))), Vocabulary.from_bytes([b"", b"1", b"2"], eos=0)
    )
    steps = [
        Frame(k, torch.tensor(tokens), torch.tensor(status, dtype=torch.int8), torch.ones(2))
        for k, (tokens, status) in enumerate([([1, 2], [1, 0]), ([1, 2], [0, 0]), ([2, 1], [1, 1])], 1)
    ]
    assert [frame.status.tolist() for frame in deduced(steps, constraint)] == [[1, 0], [0, 0], [1, 0], [1, 2]]


def test_rules_that_are_broken_leave_nothing_to_deduce() -> None:
    constraint = PuzzleConstraint(sudoku(GIVENS, box=(2, 2)), VOCABULARY)
    wrong = Frame(1, torch.tensor([2] * 16 + [0]), torch.ones(17, dtype=torch.int8), torch.ones(17))
    last = deduced([wrong], constraint)[-1]
    assert torch.equal(last.tokens, wrong.tokens)
    given, _, chosen, still_open = counts(last, constraint)
    assert (given, still_open) == (1, 0), "a given that the model has changed is the model's"
    assert chosen > 0


@pytest.mark.parametrize("exact", [True, False])
def test_of_a_model_that_ships(exact: bool) -> None:
    model, givens = load_model("sudoku-absorbing"), random_sudoku("hard", seed=3)
    constraint = PuzzleConstraint(sudoku(givens), model.vocabulary, exact=exact)
    result = generate(model, givens, constraint=constraint, frames=True, seed=0)
    frames = deduced(result.frames, constraint)
    assert len(frames) > len(result.frames) + 3
    assert torch.equal(frames[-1].tokens, result.frames[-1].tokens)
    assert counts(frames[0], constraint, 9)[0] == 81 - givens.count(".")
    chosen = counts(frames[-1], constraint, 9)[2]
    assert (chosen == 0) if exact else (0 < chosen < 9)


def test_kinds_are_told_apart_without_colours() -> None:
    constraint = PuzzleConstraint(Puzzle(4, "1234").add(AllDifferent(range(4))).given(0, "1"), VOCABULARY)
    frame = Frame(1, torch.tensor([1, 2, 3, -1]), torch.tensor([2, 2, 1, 0], dtype=torch.int8), torch.ones(4))
    read, out = grid_pieces(constraint, 4), io.StringIO()
    Console(file=out, force_terminal=True, color_system="standard", width=90).print(drawn(frame, VOCABULARY, read))
    codes = {digit: code.split(";") for code, digit in re.findall(r"\x1b\[([0-9;]+)m([1-3·])\x1b", out.getvalue())}
    marks = {digit: next((mark for mark in "147" if mark in code), "") for digit, code in codes.items()}
    assert marks == {"1": "7", "2": "4", "3": "1", "·": ""}, "reversed, underlined, bold, none"
    text = page([frame], VOCABULARY, title="t", read=read)
    assert [word in text for word in ("given", "deduced", "chosen")] == [True] * 3
    rules = dict(re.findall(r"^  \.s([0-3]) \{(.*?)\}", text, re.MULTILINE))
    assert ("outline" in rules["3"], "underline" in rules["2"], "bold" in rules["1"] or "700" in rules["1"]) == (
        True,
    ) * 3
