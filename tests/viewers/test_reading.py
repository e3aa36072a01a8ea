"""What the model chose is told from what the constraint had settled, however texts are cut into tokens."""

from __future__ import annotations

import pytest
import torch

from constrained_diffusion import Vocabulary, compile_constraint, generate, load_model
from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.sampling.state import Frame, Status
from constrained_diffusion.viewers.pieces import BLANK, pieces
from constrained_diffusion.viewers.reading import told_apart

LETTERS = [bytes([code]) for code in range(0x20, 0x7F)]
VOCABULARY = Vocabulary.from_bytes([b"", b"", *LETTERS, b'{"', b'":', b"ed", b"reen", b"\xc3", b"\xa9"], eos=0, pad=1)
N, C, F = Status.OPEN, Status.COMMITTED, Status.FORCED


def frame(step: int, texts: list[str | bytes | None], status: list[Status], n: int = 9) -> Frame:
    """None is an open position; the end and padding follow."""
    known = [
        -1 if text is None else VOCABULARY.token_of(text if isinstance(text, bytes) else text.encode())
        for text in texts
    ]
    tail = [0, *[1] * (n - len(known) - 1)] if None not in texts else [-1] * (n - len(known))
    statuses = [*status, *[status[-1]] * (n - len(status))]
    return Frame(step, torch.tensor(known + tail), torch.tensor(statuses).to(torch.int8), torch.ones(n))


def statuses(told: Frame, count: int) -> list[Status]:
    return [Status(number) for number in told.status.tolist()[:count]]


def test_a_skeleton_of_several_tokens_is_forced() -> None:
    constraint = compile_constraint(VOCABULARY, regex=r'\{"a":[0-9]{1,2}\}')
    assert bool((constraint.forced(torch.full((9,), -1)) < 0).all()), "as tokens, nothing is"
    for skeleton in (['{"', "a", '":'], ["{", '"', "a", '"', ":"]):
        done = frame(1, [*skeleton, "4", "2", "}"], [C])
        told = told_apart([frame(0, [None], [N]), done], constraint)
        count = len(skeleton)
        assert statuses(told[1], count + 3) == [*[F] * count, C, C, F]
        assert statuses(told[0], count + 1) == [*[F] * count, N], "before the first step, too"
        assert told[0].tokens[:count].tolist() == done.tokens[:count].tolist()


def test_an_end_that_was_chosen_is_committed() -> None:
    constraint = compile_constraint(VOCABULARY, regex=r'\{"a":[0-9]{1,2}\}')
    told = told_apart([frame(1, ['{"', "a", '":', "4", "}"], [C])], constraint)
    assert statuses(told[0], 5) == [F, F, F, C, C]


def test_what_follows_from_a_choice_is_forced_whatever_was_committed_first() -> None:
    constraint = compile_constraint(VOCABULARY, choices=["red", "green", "rot"])
    for status in ([C, C], [F, C], [C, F]):
        assert statuses(told_apart([frame(2, ["r", "ed"], status)], constraint)[0], 2) == [C, C]
        assert statuses(told_apart([frame(2, ["g", "reen"], status)], constraint)[0], 2) == [C, F]


def test_tokens_of_half_a_character() -> None:
    constraint = compile_constraint(VOCABULARY, choices=["é", "x"])
    assert statuses(told_apart([frame(1, [b"\xc3", b"\xa9"], [C])], constraint)[0], 2) == [C, F]


def test_open_positions_stay_open_and_other_proposals_stand() -> None:
    constraint = compile_constraint(VOCABULARY, regex=r'\{"a":[0-9]{1,2}\}')
    proposed = frame(1, ["{", '"', "a", '"', ":"], [N])
    told = told_apart([proposed, frame(2, ['{"', "a", '":', "7", "}"], [C])], constraint)
    assert told[0].tokens.tolist() == proposed.tokens.tolist()
    assert statuses(told[0], 5) == [N] * 5


def test_a_thought_before_the_answer_is_left_alone() -> None:
    constraint = compile_constraint(VOCABULARY, regex=r'\{"a":[0-9]{1,2}\}')
    thought = [frame(0, [None], [N]), frame(1, list("{hm"), [C])]
    told = told_apart([*thought, frame(1, [None], [N]), frame(2, ['{"', "a", '":', "7", "}"], [C])], constraint)
    assert told[:2] == thought
    assert [statuses(one, 4) for one in told[2:]] == [[F, F, F, N], [F, F, F, C]]


def test_canvas_after_canvas() -> None:
    constraint = compile_constraint(VOCABULARY, choices=["red", "green"])
    first, last = frame(1, ["g", "r"], [C], n=2), frame(2, ["g", "r", "e", "e", "n"], [C])
    first = Frame(1, last.tokens[:2], first.status[:2], first.confidence[:2])
    told = told_apart([first, last], constraint)
    assert (statuses(told[0], 2), statuses(told[1], 5)) == ([C, F], [C, F, F, F, F])


def test_no_frames_and_another_constraint() -> None:
    constraint = compile_constraint(VOCABULARY, choices=["red", "green"])
    assert told_apart([], constraint) == []
    with pytest.raises(UnsatisfiableConstraint):
        told_apart([frame(1, ["g", "x"], [C])], constraint)


def test_of_a_model_that_ships() -> None:
    model = load_model()
    schema = {"properties": {"name": {"type": "string"}, "age": {"type": "integer"}}, "required": ["name", "age"]}
    result = generate(model, "Ada, 36", schema=schema, frames=True, seed=0)
    told = told_apart(result.frames, compile_constraint(model.vocabulary, schema=schema))
    forced = "".join(piece.text if piece.status == F else BLANK for piece in pieces(told[-1], model.vocabulary))
    assert forced.startswith('{"name":"' + BLANK)
    assert "age" in forced
    assert "A" not in forced
    assert "3" not in forced
