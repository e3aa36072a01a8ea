"""Shapes, dtypes, errors, batches and files of the constraint object."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file, save_file

from constrained_diffusion import Vocabulary, compile_constraint, load_constraint, save_constraint
from constrained_diffusion.errors import InvalidArgument, InvalidConstraintFile, InvalidLogits, UnsatisfiableConstraint
from constrained_diffusion.inference.constraint import Constraint

VOCABULARY = Vocabulary.from_bytes([b"", b"", b"a", b"b", b"ab", b"c"], eos=0, pad=1)


def open_canvas(n: int) -> torch.Tensor:
    return torch.full((n,), -1)


def test_is_a_constraint() -> None:
    assert isinstance(compile_constraint(VOCABULARY, regex="a+"), Constraint)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_dtypes(dtype: torch.dtype) -> None:
    constraint = compile_constraint(VOCABULARY, regex="a+b")
    logits = torch.randn(4, 6).to(dtype)
    marginals = constraint.marginals(open_canvas(4), logits)
    assert marginals.dtype == (torch.float64 if dtype == torch.float64 else torch.float32)
    assert torch.allclose(marginals.exp().sum(1), torch.ones(4, dtype=marginals.dtype), atol=1e-5)
    reference = constraint.log_partition(open_canvas(4), logits.double())
    assert float(constraint.log_partition(open_canvas(4), logits)) == pytest.approx(float(reference), abs=1e-5)


def test_batches() -> None:
    constraint = compile_constraint(VOCABULARY, regex="[ab]+c")
    logits = torch.randn(3, 4, 6)
    canvas = torch.tensor([[-1, -1, -1, -1], [2, -1, -1, -1], [-1, -1, 5, -1]])
    masks, marginals, weights = constraint.masks(canvas), constraint.marginals(canvas, logits), None
    best, weights = constraint.best(canvas, logits)
    assert constraint.sample(canvas, logits).shape == best.shape == canvas.shape
    assert masks.shape == marginals.shape == (3, 4, 6)
    assert weights.shape == constraint.log_partition(canvas, logits).shape == (3,)
    assert constraint.forced(canvas).shape == canvas.shape
    for row in range(3):
        assert torch.equal(masks[row], constraint.masks(canvas[row]))
        assert torch.equal(marginals[row], constraint.marginals(canvas[row], logits[row]))
        assert torch.equal(best[row], constraint.best(canvas[row], logits[row])[0])
    with pytest.raises(ValueError, match="batch"):
        constraint.best(canvas, logits[:2])


def test_same_generator_same_sample() -> None:
    constraint = compile_constraint(VOCABULARY, regex="[ab]*")
    logits = torch.randn(8, 6)
    draws = [constraint.sample(open_canvas(8), logits, generator=torch.Generator().manual_seed(3)) for _ in range(2)]
    assert torch.equal(*draws)


def test_lengths() -> None:
    assert compile_constraint(VOCABULARY, regex="ab?c{2,3}").min_length() == 3
    assert compile_constraint(VOCABULARY, regex="ab?c{2,3}").max_length() == 5
    assert compile_constraint(VOCABULARY, regex="a*").max_length() is None
    assert compile_constraint(VOCABULARY, choices=["a", "abc"]).max_length() == 3


def test_causes() -> None:
    constraint = compile_constraint(VOCABULARY, regex="a{3}c")
    with pytest.raises(UnsatisfiableConstraint, match="least that would do is 4") as raised:
        constraint.masks(open_canvas(2))
    assert (raised.value.cause, raised.value.least) == ("budget", 4)
    with pytest.raises(UnsatisfiableConstraint, match="position 1") as raised:
        constraint.masks(torch.tensor([-1, 5, -1, -1]))
    assert (raised.value.cause, raised.value.position) == ("committed", 1)
    with pytest.raises(UnsatisfiableConstraint) as raised:
        compile_constraint(VOCABULARY, regex="x")
    assert raised.value.cause == "language"
    logits = torch.full((5, 6), -torch.inf)
    with pytest.raises(UnsatisfiableConstraint) as raised:
        constraint.sample(open_canvas(5), logits)
    assert raised.value.cause == "logits"
    assert not constraint.accepts([2, 2, 2])
    assert not constraint.accepts([99])
    assert constraint.accepts([2, 2, 2, 5, 0, 1])


def test_wrong_inputs() -> None:
    constraint = compile_constraint(VOCABULARY, regex="a")
    for canvas, logits, message in [
        (open_canvas(3), torch.zeros(2, 6), "needs float logits"),
        (open_canvas(3), torch.zeros(3, 7), "size=7"),
        (open_canvas(3).float(), torch.zeros(3, 6), "LongTensor"),
        (torch.tensor([9, -1, -1]), torch.zeros(3, 6), "below 6"),
        (open_canvas(3), torch.full((3, 6), torch.nan), "NaN"),
    ]:
        with pytest.raises(ValueError, match=message):
            constraint.marginals(canvas, logits)
    with pytest.raises(ValueError, match="exactly one"):
        compile_constraint(VOCABULARY, regex="a", choices=["a"])
    with pytest.raises(ValueError, match="exactly one"):
        compile_constraint(VOCABULARY)
    with pytest.raises(ValueError, match="choices is empty"):
        compile_constraint(VOCABULARY, choices=[])


def test_what_is_none_of_it_is_refused() -> None:
    constraint = compile_constraint(VOCABULARY, regex="a+")
    canvas, logits = torch.full((4,), -1), torch.zeros(4, VOCABULARY.size)
    with pytest.raises(InvalidArgument, match="& joins two constraints, and str is none"):
        constraint & "a"  # type: ignore[operator]
    with pytest.raises(InvalidLogits, match="a tensor of floats, not ndarray"):
        constraint.posterior(canvas, logits.numpy())  # type: ignore[arg-type]
    with pytest.raises(InvalidLogits, match=r"a tensor of floats, not torch\.int64"):
        constraint.posterior(canvas, logits.long())
    with pytest.raises(InvalidArgument, match="prior is what rows weighed"):
        constraint.posterior(canvas, logits, prior=logits)  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match="a canvas is a LongTensor"):
        constraint.posterior(canvas, logits).confidences([0, 0, 0, 0])  # type: ignore[arg-type]


def test_compiled_constraints_are_remembered() -> None:
    first = compile_constraint(VOCABULARY, regex="a{2,9}")
    assert compile_constraint(VOCABULARY, regex="a{2,9}").automaton is first.automaton
    other = Vocabulary.from_bytes([b"", b"", b"a", b"b", b"ab", b"d"], eos=0, pad=1)
    assert compile_constraint(other, regex="a{2,9}").automaton is not first.automaton


def test_files(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "c.safetensors"
    constraint = compile_constraint(VOCABULARY, regex="[ab]{2,}c")
    save_constraint(constraint, path)
    assert [p.name for p in tmp_path.iterdir()] == ["c.safetensors"]
    loaded = load_constraint(path, VOCABULARY)
    for field in dataclasses.fields(constraint.automaton):
        assert np.array_equal(getattr(loaded.automaton, field.name), getattr(constraint.automaton, field.name))
    with pytest.raises(FileNotFoundError):
        load_constraint(tmp_path / "none", VOCABULARY)
    other = Vocabulary.from_bytes([b"", b"", b"a", b"b", b"ab", b"d"], eos=0, pad=1)
    with pytest.raises(InvalidConstraintFile, match="another vocabulary"):
        load_constraint(path, other)

    arrays = load_file(path)
    header = {"format": "constrained-diffusion token automaton", "version": "1", "longest": "-1"}
    header["vocabulary"] = VOCABULARY.fingerprint
    damaged = tmp_path / "damaged.safetensors"
    damaged.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(InvalidConstraintFile, match="damaged"):
        load_constraint(damaged, VOCABULARY)
    for name, values in [
        ("target", arrays["target"] + 99),
        ("label", arrays["label"] - 50),
        ("source", arrays["source"][:-1]),
    ]:
        save_file({**arrays, name: values}, damaged, metadata=header)
        with pytest.raises(InvalidConstraintFile, match="damaged"):
            load_constraint(damaged, VOCABULARY)
    save_file(arrays, damaged, metadata={**header, "version": "99"})
    with pytest.raises(InvalidConstraintFile, match="version 99"):
        load_constraint(damaged, VOCABULARY)
    save_file(arrays, damaged)
    with pytest.raises(InvalidConstraintFile, match="no saved constraint"):
        load_constraint(damaged, VOCABULARY)


def test_a_failed_save_leaves_nothing(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    constraint, folder = compile_constraint(VOCABULARY, regex="a"), tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(InvalidArgument, match="is a folder"):
        save_constraint(constraint, folder)

    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("os.replace", fails)
    with pytest.raises(OSError, match="the disk is full"):
        save_constraint(constraint, tmp_path / "there")
    assert list(tmp_path.iterdir()) == [folder]
    assert list(folder.iterdir()) == []
