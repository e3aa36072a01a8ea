"""Saved constraints: whatever a file holds, it is refused by name or it runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from constrained_diffusion import compile_constraint, load_constraint, save_constraint
from constrained_diffusion.automata.tokens.free_text import free_text
from constrained_diffusion.automata.tokens.storage import _digest
from constrained_diffusion.errors import InvalidConstraintFile
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from tests.automata.tokens.mutations import LETTERS, PLAIN
from tests.counters import language_of, with_counter

ROOT = Path(__file__).parents[3]
MUTATIONS = int(os.environ.get("SAVED_MUTATIONS", "250"))
NESTED = 'start: item*\nitem: "(" item* ")" | "ab" | "a" item "b"'

Change = Callable[[NDArray[Any]], NDArray[Any]]


def saved(path: Path, kind: str) -> AutomatonConstraint:
    """A constraint of that kind, which is now in the file."""
    if kind == "finite":
        constraint = compile_constraint(LETTERS, regex="(a|b){0,3}|a*")
    elif kind == "counter":
        counting = with_counter(language_of(regex=r"\((a|b){1,4}\)|b(a|b){2,3}"), LETTERS)
        assert counting is not None
        constraint = AutomatonConstraint(LETTERS, counting)
    else:
        constraint = compile_constraint(PLAIN, grammar=NESTED)
    assert isinstance(constraint, AutomatonConstraint)
    save_constraint(constraint, path)
    return constraint


def rewritten(path: Path, changes: dict[str, Change], fields: dict[str, str] | None = None) -> None:
    """The file with arrays and fields changed, and a digest that tells nothing of it."""
    arrays = load_file(path)
    with safe_open(path, framework="np") as file:
        header = file.metadata() | (fields or {})
    for name, change in changes.items():
        arrays[name] = np.ascontiguousarray(change(arrays[name].copy()))
    save_file(arrays, path, metadata=header | {"digest": _digest(arrays, header)})


def put(at: int, value: int) -> Change:
    def change(values: NDArray[Any]) -> NDArray[Any]:
        values[at] = value
        return values

    return change


def copied(at: int, other: int) -> Change:
    return lambda values: put(at, int(values[other]))(values)


def test_mutations_are_refused_or_run() -> None:
    """In a process of its own, since what is looked for is a crash; ``SAVED_MUTATIONS=2000`` is the long run."""
    command = [sys.executable, "-m", "tests.automata.tokens.mutations", str(MUTATIONS), "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120 + MUTATIONS, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    outcomes = json.loads(done.stdout)
    assert outcomes["refused"] + outcomes["loaded"] == MUTATIONS
    assert outcomes["refused"] > MUTATIONS // 2
    assert outcomes["loaded as another"] > 0


def test_what_is_derived_is_as_compiled(tmp_path: Path) -> None:
    for kind in ("finite", "counter", "pushdown"):
        constraint = saved(tmp_path / kind, kind)
        loaded = load_constraint(tmp_path / kind, constraint.vocabulary)
        assert (loaded.min_length(), loaded.max_length()) == (constraint.min_length(), constraint.max_length())


@pytest.mark.parametrize(
    ("kind", "changes", "named"),
    [
        ("finite", {"source": put(0, 99)}, "source: entry 0 is 99"),
        ("finite", {"source": lambda a: a[::-1]}, "source: it does not rise"),
        ("finite", {"target": put(1, -1)}, "target: entry 1 is -1"),
        ("finite", {"label": put(1, 2**31 - 1)}, "label: entry 1"),
        ("finite", {"label": copied(1, 0)}, "label: edge 1 reads a class that another edge"),
        ("finite", {"class_of_token": put(9, 0)}, r"class_of_token: token \[9\] is special"),  # the mask
        ("finite", {"class_of_token": put(0, 0)}, "class_of_token: "),
        ("finite", {"class_of_token": lambda a: np.where(a == 0, -1, a).astype(np.int32)}, "class 0 has no token"),
        ("finite", {"class_of_token": lambda a: a[:-1]}, "class_of_token: it has 10 entries"),
        ("finite", {"label_offsets": put(1, 0)}, "label_offsets: a row is empty"),
        ("finite", {"label_offsets": lambda a: a[:0]}, "label_offsets: it does not lead"),
        ("finite", {"label_classes": copied(-1, 0)}, "label_classes: "),
        ("finite", {"target": lambda a: np.full(len(a), a.max(), np.int32)}, "target: the end is not where eos leads"),
        ("finite", {"accepting": lambda a: a[:1]}, "accepting: it has 1 entries"),
        ("finite", {"accepting": lambda a: np.full(len(a), 2, np.uint8).view(np.bool_)}, "a byte is neither 0 nor 1"),
        ("finite", {"accepting": lambda a: a.astype(np.int32)}, r"accepting: I32 .* is no BOOL"),
        ("finite", {"target": lambda a: a[None]}, r"target: I32 \[1, .* of one axis"),
        ("finite", {"target": lambda a: a.astype(np.float32) * np.nan}, "target: F32"),
        ("finite", {"more": lambda a: a}, "unknown arrays"),
        ("counter", {"added": put(0, -1)}, "added: it is beyond the bounds"),
        ("counter", {"added": lambda a: a + 9}, "added: it is beyond the bounds"),
        ("counter", {"added": lambda a: a[1:]}, "added: it has "),
        ("counter", {"entered": put(0, 9)}, "entered: it is not a count"),
        ("counter", {"entered": lambda a: a * 0 - 1}, "entered: it is not a count"),
        ("counter", {"region": put(1, 7)}, "region: entry 1 is 7"),
        ("counter", {"region": lambda a: np.full_like(a, 0)}, "entered: |region: |final_low: "),
        ("counter", {"region_least": put(0, 9)}, "region_most: bounds are no interval"),
        ("counter", {"region_least": lambda a: a[1:]}, "region_most: it has "),
        ("counter", {"region_most": put(0, 2**30 + 1)}, "region_most: bounds are no interval"),
        ("counter", {"region_least": lambda a: a + 2**29, "region_most": lambda a: a + 2**29}, "region_least: a bound"),
        ("counter", {"final_low": put(0, 9)}, "final_low: finals are no intervals"),
        ("counter", {"final_state": put(0, 99)}, "final_state: entry 0 is 99"),
        ("counter", {"final_high": lambda a: a[1:]}, "final_high: there are"),
        ("counter", {"start_count": put(0, 1)}, "start_count: it is no count"),
        ("counter", {"start_count": lambda a: a[:0]}, "start_count: it has 0 entries"),
        ("counter", {"label": copied(1, 0)}, "label: edge 1 reads a class that another edge"),
        ("pushdown", {"procedure": put(-1, 2**31 - 1)}, "procedure: it does not rise one by one"),
        ("pushdown", {"procedure": lambda a: np.zeros_like(a)}, "opening|return|procedure"),
        ("pushdown", {"label": lambda a: np.full_like(a, a.max() + 1)}, "label: entry 0"),
        ("pushdown", {"closing_labels": put(2, 9)}, "a token is weighed on some ways only"),
        ("pushdown", {"closing_labels": lambda a: a * 0}, "a token is weighed twice"),
        ("pushdown", {"call_labels": put(7, 9)}, "call_labels: a token is weighed on some ways only"),
        ("pushdown", {"call_labels": lambda a: a * 0}, "a token is weighed twice"),
        ("pushdown", {"closing_members": lambda a: a[::-1]}, "closing_members: a closing comes before"),
        ("pushdown", {"closing_procedure": lambda a: a * 0}, "closing_procedure: it is that of another"),
        ("pushdown", {"opening_procedure": lambda a: a * 0}, "opening_procedure: it is that of another"),
        ("pushdown", {"call_procedure": put(0, 77)}, "call_procedure: entry 0 is 77"),
        ("pushdown", {"opening_entry": put(0, 0)}, "opening"),
        ("pushdown", {"call_opening": lambda a: a[::-1]}, "call_opening: it does not rise"),
        ("pushdown", {"return_call": copied(1, 0)}, "return_call: returns do not rise"),
        ("pushdown", {"return_state": put(0, 0)}, "target: an edge leads to a state within a token"),
        ("pushdown", {"return_closing": put(0, -1)}, "return_closing: entry 0 is -1"),
        ("pushdown", {"accepting": lambda a: ~a}, "accepting: "),
    ],
)
def test_what_kernels_rely_on_is_proven(kind: str, changes: dict[str, Change], named: str, tmp_path: Path) -> None:
    path = tmp_path / "c.safetensors"
    constraint = saved(path, kind)
    if "more" in changes:
        arrays = load_file(path)
        with safe_open(path, framework="np") as file:
            header = file.metadata()
        save_file(arrays | {"more": arrays["target"]}, path, metadata=header)
    else:
        rewritten(path, changes)
    with pytest.raises(InvalidConstraintFile, match=named) as raised:
        load_constraint(path, constraint.vocabulary)
    assert "c.safetensors" in str(raised.value)


def test_tables_that_cannot_be_held_are_refused(tmp_path: Path) -> None:
    """The file is small; what a machine would lay out from it is closings times calls."""
    path = tmp_path / "c.safetensors"
    constraint = saved(path, "pushdown")
    arrays, many = load_file(path), 20_000
    extra = len(arrays["call_opening"])
    last, members = int(arrays["call_opening"][-1]), np.full(many, arrays["call_members"][-1], np.int32)
    closing = int(arrays["closing_members"][-1])
    rewritten(
        path,
        {
            "call_opening": lambda a: np.append(a, np.full(many, last, np.int32)),
            "call_procedure": lambda a: np.append(a, np.full(many, a[-1], np.int32)),
            "call_offsets": lambda a: np.append(a, a[-1] + 1 + np.arange(many, dtype=np.int32)),
            "call_members": lambda a: np.append(a, members),
            "call_labels": lambda a: np.append(a, np.full(many, a[-1], np.int32)),
            "closing_offsets": lambda a: np.append(a, a[-1] + 1 + np.arange(many, dtype=np.int32)),
            "closing_members": lambda a: np.append(a, np.full(many, closing, np.int32)),
            "closing_labels": lambda a: np.append(a, np.full(many, a[-1], np.int32)),
            "closing_procedure": lambda a: np.append(a, np.full(many, a[-1], np.int32)),
        },
    )
    with pytest.raises(InvalidConstraintFile, match=f"closings and {many + extra} calls are too many"):
        load_constraint(path, constraint.vocabulary)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"kind": "stack"}, "arrays"),
        ({"kind": "2"}, "kind"),
        ({"unambiguous": "0"}, "unambiguous"),
        ({"least": "1"}, "unknown header entries"),
        ({"vocabulary": "0"}, "another vocabulary"),
        ({"version": "1"}, "version 1, not 3: compile the constraint again"),
        ({"format": "else"}, "no saved constraint"),
    ],
)
def test_fields(fields: dict[str, str], named: str, tmp_path: Path) -> None:
    path = tmp_path / "c.safetensors"
    constraint = saved(path, "finite")
    rewritten(path, {}, fields)
    with pytest.raises(InvalidConstraintFile, match=named):
        load_constraint(path, constraint.vocabulary)


def test_a_flipped_bit_is_seen(tmp_path: Path) -> None:
    """Even where the file would speak of another language, as sound as this one."""
    path = tmp_path / "c.safetensors"
    constraint = saved(path, "finite")
    arrays = load_file(path)
    with safe_open(path, framework="np") as file:
        header = file.metadata()
    arrays["accepting"][1] = False
    save_file(arrays, path, metadata=header)
    with pytest.raises(InvalidConstraintFile, match="digest"):
        load_constraint(path, constraint.vocabulary)


def test_what_is_no_file(tmp_path: Path) -> None:
    path, content = tmp_path / "c.safetensors", tmp_path / "other"
    saved(path, "finite")
    whole = path.read_bytes()
    header = int.from_bytes(whole[:8], "little")
    huge = b'{"source":{"dtype":"I32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}'
    for data in (
        b"", b"\0", b"{}", whole[:4], whole[:8], whole[: header // 2], whole[:-1], whole + b"\0",
        (header + 1).to_bytes(8, "little") + whole[8:], (header - 1).to_bytes(8, "little") + whole[8:],
        (2**63).to_bytes(8, "little") + whole[8:], (2**64 - 1).to_bytes(8, "little") + whole[8:],
        len(huge).to_bytes(8, "little") + huge + b"\0" * 4,
    ):  # fmt: skip
        content.write_bytes(data)
        with pytest.raises(InvalidConstraintFile, match="other"):
            load_constraint(content, LETTERS)
    with pytest.raises(InvalidConstraintFile, match="is no file"):
        load_constraint(tmp_path, LETTERS)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InvalidConstraintFile, match="is no file"):
        load_constraint(pipe, LETTERS)
    with pytest.raises(FileNotFoundError, match="there is no file"):
        load_constraint(tmp_path / "none", LETTERS)
    with pytest.raises(InvalidConstraintFile, match="cannot be read: Not a directory"):
        load_constraint(path / "below", LETTERS)
    path.chmod(0)
    if not os.access(path, os.R_OK):
        with pytest.raises(InvalidConstraintFile, match="Permission denied"):
            load_constraint(path, LETTERS)


def test_what_could_not_be_loaded_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be saved: "):
        save_constraint(AutomatonConstraint(PLAIN, free_text(PLAIN, 1)), tmp_path / "c")
    assert list(tmp_path.iterdir()) == []


def test_a_kill_while_saving_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "c.safetensors"
    saved(path, "finite")
    before = path.read_bytes()
    script = """
import os, signal, sys
from constrained_diffusion.automata.tokens import storage
from tests.automata.tokens.test_storage import Path, saved

def half(arrays, partial, metadata):
    partial.write_bytes(b"half a file")
    os.kill(os.getpid(), signal.SIGKILL)

storage.save_file = half
saved(Path(sys.argv[1]), "pushdown")
"""
    done = subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == before


def test_a_file_is_on_the_disk_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    flush, replace = os.fsync, os.replace

    def flushing(number: int) -> None:
        order.append("flush")
        flush(number)

    def replacing(source: Path, target: Path) -> None:
        order.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", flushing)
    monkeypatch.setattr(os, "replace", replacing)
    saved(tmp_path / "c", "finite")
    assert order == ["flush", "replace"]


def test_a_loaded_constraint_runs_like_the_compiled_one(tmp_path: Path) -> None:
    for kind in ("finite", "counter", "pushdown"):
        constraint = saved(tmp_path / kind, kind)
        loaded = load_constraint(tmp_path / kind, constraint.vocabulary)
        canvas, logits = torch.full((6,), -1), torch.randn(6, constraint.vocabulary.size)
        assert torch.equal(loaded.masks(canvas), constraint.masks(canvas))
        assert torch.equal(loaded.marginals(canvas, logits), constraint.marginals(canvas, logits))
