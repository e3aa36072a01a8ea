"""Saved constraints with numbers and fields changed: each loads and runs as what it says, or is refused.

``python -m tests.automata.tokens.mutations COUNT SEED`` in a process of its own, because what it looks for is a crash.
"""

from __future__ import annotations

import contextlib
import faulthandler
import itertools
import json
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from constrained_diffusion import Vocabulary, compile_constraint, load_constraint, save_constraint
from constrained_diffusion.automata.tokens.counted import CountedAutomaton
from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.automata.tokens.pushdown import TokenPushdown
from constrained_diffusion.automata.tokens.storage import _digest
from constrained_diffusion.errors import InvalidConstraintFile, UnsatisfiableConstraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.composition import CanvasConstraint
from tests.counters import language_of, with_counter

Arrays = dict[str, NDArray[Any]]
Header = dict[str, str]

LETTERS = Vocabulary.from_bytes(
    [b"", b"", b"a", b"b", b"ab", b"((", b"(", b")", b"a)", b"", b""], eos=[0, 10], pad=1, mask=9
)
PLAIN = Vocabulary.from_bytes([b"", b"a", b"b", b"ab", b"(", b")", b"()", b"))", b")("], eos=0)
SLOWEST = 1.0
"""Seconds of processor time that a file may take to be loaded and run."""


@dataclass(frozen=True)
class Saved:
    """What a file holds, and for which vocabulary."""

    vocabulary: Vocabulary
    header: Header
    arrays: Arrays


def corpus(folder: Path) -> list[Saved]:
    """Files of finite and of pushdown automata, as they are saved."""
    nested = {
        "parens": 'start: "(" start ")" | "a"*',
        "two": 'start: x "b" | y\nx: "(" x ")" | "a"\ny: "a" y "b" | "("',
        "lists": 'start: item*\nitem: "(" item* ")" | "ab" | "a" item "b"',
    }
    constraints: list[tuple[Vocabulary, CanvasConstraint[Any]]] = [
        (v, compile_constraint(v, regex=regex))
        for v in (LETTERS, PLAIN)
        for regex in ("a*b", "(a|b){0,3}", r"\(a?\)|ab", "a(ba)*")
    ]
    constraints += [(v, compile_constraint(v, grammar=text)) for v in (LETTERS, PLAIN) for text in nested.values()]
    both = compile_constraint(PLAIN, regex="a*b") & compile_constraint(PLAIN, regex="(a|b){0,3}")
    rest = compile_constraint(LETTERS, regex="a*b").block(np.array([2]), 1)
    constraints += [(PLAIN, both), (LETTERS, rest)]
    for regex in (r"\((a|b){1,4}\)|b(a|b){2,3}", "(a|b){2,5}", r"(a{0,3}b{2,4}\()*"):
        counting = with_counter(language_of(regex=regex), LETTERS)
        assert counting is not None
        constraints += [(LETTERS, AutomatonConstraint(LETTERS, counting))]
        constraints += [(LETTERS, AutomatonConstraint(LETTERS, counting.after(np.array([2, 3], np.int32), 1)))]
    saved = []
    for vocabulary, constraint in constraints:
        assert isinstance(constraint, AutomatonConstraint)
        path = folder / "sound.safetensors"
        save_constraint(constraint, path)
        with safe_open(path, framework="np") as file:
            header = file.metadata()
        saved.append(Saved(vocabulary, header, load_file(path)))
    return saved


def _number(rng: random.Random, array: NDArray[Any]) -> int:
    largest = int(array.max(initial=0))
    near = [-1, 0, 1, largest, largest + 1, len(array), rng.randint(0, largest + 1)]
    return min(rng.choice([*near, *near, 2**31 - 1, -(2**31), 2**30]), 2**31 - 1)


def _one_number(rng: random.Random, array: NDArray[Any]) -> NDArray[Any]:
    if len(array):
        array[rng.randrange(len(array))] = rng.randint(0, 1) if array.dtype == np.bool_ else _number(rng, array)
    return array


def _swapped(rng: random.Random, array: NDArray[Any]) -> NDArray[Any]:
    if len(array):
        i, j = rng.randrange(len(array)), rng.randrange(len(array))
        array[[i, j]] = array[[j, i]]
    return array


def _copied(rng: random.Random, array: NDArray[Any]) -> NDArray[Any]:
    if len(array):
        array[rng.randrange(len(array))] = array[rng.randrange(len(array))]
    return array


CHANGES: list[Callable[[random.Random, NDArray[Any]], NDArray[Any]]] = [
    *[_one_number] * 8, *[_swapped] * 4, *[_copied] * 12,
    lambda rng, a: np.delete(a, rng.randrange(len(a))) if len(a) else a,
    lambda rng, a: np.insert(a, rng.randint(0, len(a)), a[rng.randrange(len(a))] if len(a) else 0),
    lambda rng, a: a[: rng.randint(0, len(a))],
    lambda rng, a: a[::-1].copy(),
    lambda rng, a: a + 1 if a.dtype != np.bool_ else ~a,
    lambda rng, a: rng.choice([a[None], a[:, None], a.reshape(-1)[:0].reshape(0, 3)]),
    lambda rng, a: a.astype(rng.choice([np.int64, np.int16, np.uint32, np.float32, np.float64, np.bool_, np.int8])),
    lambda rng, a: np.full(len(a), np.nan),
]  # fmt: skip


def mutated(rng: random.Random, one: Saved, other: Saved) -> tuple[Header, Arrays]:
    """One to three changes of arrays and fields. The digest is that of the contents, most often."""
    arrays, header = {name: a.copy() for name, a in one.arrays.items()}, dict(one.header)
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        name = rng.choice(sorted(arrays))
        match rng.randrange(60):
            case 0:
                del arrays[name]
            case 1:
                arrays[rng.choice(["more", "distance", "least"])] = arrays[name]
            case 2:
                arrays[name] = other.arrays.get(name, arrays[name])
            case 3:
                field = rng.choice(sorted(header) or ["format"])
                header[field] = rng.choice(
                    ["", "0", "1", "-1", "nan", "9" * 5000, " 1", "1_0", other.header.get(field, "")]
                )
            case 4:
                header.pop(rng.choice(sorted(header) or ["format"]), None)
            case 5:
                header[rng.choice(["more", "least", "longest"])] = str(rng.choice([-1, 0, 2**70]))
            case _ if arrays[name].dtype not in (np.int32, np.bool_) or arrays[name].ndim != 1:
                pass
            case _:
                arrays[name] = np.ascontiguousarray(rng.choice(CHANGES)(rng, arrays[name].copy()))
    try:
        if rng.random() < 0.97:
            header["digest"] = _digest(arrays, header)
    except KeyError:
        pass  # a field of the header is gone
    return header, arrays


def runs(a: TokenAutomaton | CountedAutomaton | TokenPushdown, tokens: tuple[int, ...]) -> int:
    """How many runs of the stored arrays read the tokens: a walk over all of them, one at a time."""
    if isinstance(a, CountedAutomaton):
        return _counted_runs(a, tokens)
    members = [set(a.label_classes[i:j].tolist()) for i, j in itertools.pairwise(a.label_offsets.tolist())]
    ways: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for token in tokens:
        kind = int(a.class_of_token[token])
        reads = {m for m, held in enumerate(members) if kind in held}
        ways = [after for state, stack in ways for after in _steps(a, state, stack, reads, len(members))]
    return sum(not stack and bool(a.accepting[state]) for state, stack in ways)


def _counted_runs(a: CountedAutomaton, tokens: tuple[int, ...]) -> int:
    members = [set(a.label_classes[i:j].tolist()) for i, j in itertools.pairwise(a.label_offsets.tolist())]
    ways = [(0, a.start_count)]
    for token in tokens:
        found = []
        for state, count in ways:
            for e in np.flatnonzero(a.source == state).tolist():
                if int(a.class_of_token[token]) not in members[a.label[e]]:
                    continue
                region, there, total = a.region[state], a.region[a.target[e]], count + int(a.added[e])
                if region >= 0 and (total > a.region_most[region]):
                    continue
                if region >= 0 and there >= 0 and a.entered[e] < 0:
                    found.append((int(a.target[e]), total))
                elif region < 0 or total >= a.region_least[region]:
                    found.append((int(a.target[e]), max(int(a.entered[e]), 0)))
        ways = found
    finals = list(zip(a.final_state.tolist(), a.final_low.tolist(), a.final_high.tolist(), strict=True))
    return sum(any(s == state and low <= count <= high for s, low, high in finals) for state, count in ways)


def _steps(
    a: TokenAutomaton | TokenPushdown, state: int, stack: tuple[int, ...], reads: set[int], free: int
) -> list[tuple[int, tuple[int, ...]]]:
    """Where a token that has one of the labels `reads` leads; the stack is that of calls."""
    found = []
    begun = [(state, stack, False)]
    while begun:
        s, calls, is_read = begun.pop()

        def reading(label: int, is_read: bool = is_read) -> bool | None:
            return is_read if label == free else True if label in reads and not is_read else None

        for e in np.flatnonzero(a.source == s).tolist():
            if reading(int(a.label[e])):
                found.append((int(a.target[e]), calls))
        if isinstance(a, TokenAutomaton):
            continue
        for k in np.flatnonzero(a.closing_members == s).tolist():
            q = int(np.searchsorted(a.closing_offsets, k, side="right")) - 1
            now = reading(int(a.closing_labels[k]))
            if now is not None and calls:
                for r in np.flatnonzero((a.return_closing == q) & (a.return_call == calls[-1])).tolist():
                    begun.append((int(a.return_state[r]), calls[:-1], now))
        for k in np.flatnonzero(a.call_members == s).tolist():
            g = int(np.searchsorted(a.call_offsets, k, side="right")) - 1
            now = reading(int(a.call_labels[k]))
            if now is not None:
                begun.append((int(a.opening_entry[a.call_opening[g]]), (*calls, g), now))
    return found


def exercise(constraint: AutomatonConstraint, rng: random.Random, *, enumerate_all: bool) -> None:
    """Everything that can be asked of a constraint, compared with each other and with the runs of its arrays."""
    size, automaton = constraint.vocabulary.size, constraint.automaton
    generator = torch.Generator().manual_seed(rng.randrange(2**31))
    for ask in (constraint.min_length, constraint.max_length):
        with contextlib.suppress(UnsatisfiableConstraint):
            ask()
    for n in (0, 1, 2, 3, rng.randint(4, 9)):
        canvas = torch.full((n,), -1)
        if n > 3 and rng.random() < 0.5:
            canvas[rng.randrange(n)] = rng.randrange(size)
        logits = torch.randn(n, size, generator=generator)
        try:
            masks = constraint.masks(canvas)
        except UnsatisfiableConstraint:
            assert not constraint.is_completable(canvas)
            continue
        assert masks.any(1).all()
        posterior = constraint.posterior(canvas, logits)
        marginals, (best, weight) = posterior.marginals(), posterior.best()
        assert torch.allclose(marginals.exp().sum(1), torch.ones(n), atol=1e-3), marginals.exp().sum(1)
        assert bool(((marginals > -torch.inf) == masks).all())
        assert constraint.accepts(best)
        assert weight <= 1e-6 or not constraint.is_unambiguous
        for _ in range(3):
            drawn = posterior.sample(generator)
            assert constraint.accepts(drawn)
            assert masks[torch.arange(n), drawn].all()
            posterior.log_probability(drawn)
        posterior.entropies()
        posterior.confidences(best)
        constraint.forced(canvas)
        loose = constraint.scoring_padding(False).posterior(canvas, logits)
        assert constraint.accepts(loose.sample(generator))
        assert constraint.accepts(loose.best()[0])
        loose.marginals()
        if n > 3:
            constraint.block(best[:2].numpy(), 1).is_completable(canvas[2:])
            (constraint & constraint).masks(canvas)
        elif n < 3 or enumerate_all:
            total, held = 0, torch.zeros(n, size, dtype=torch.bool)
            for tokens in itertools.product(range(size), repeat=n):
                ways = runs(automaton, tokens)  # type: ignore[arg-type]
                total += ways
                if ways:
                    held[torch.arange(n), torch.tensor(tokens, dtype=torch.long)] = True
            assert torch.equal(held, masks)
            found = float(constraint.log_partition(canvas, torch.zeros(n, size)).exp())
            assert abs(found - total) < 1e-4 * total, (found, total)


def main(count: int, seed: int) -> None:
    """Prints what became of the mutations, as JSON."""
    faulthandler.enable()
    rng, outcomes, slowest = random.Random(seed), Counter[str](), 0.0
    with tempfile.TemporaryDirectory() as folder:
        sound = corpus(Path(folder))
        path = Path(folder) / "mutated.safetensors"
        for one in sound:
            save_file(one.arrays, path, metadata=one.header)
            exercise(load_constraint(path, one.vocabulary), rng, enumerate_all=True)
        for index in range(count):
            one = rng.choice(sound)
            header, arrays = mutated(rng, one, rng.choice(sound))
            save_file(arrays, path, metadata=header)
            if rng.random() < 0.03:
                content = bytearray(path.read_bytes())
                for _ in range(rng.choice([1, 1, 8])):
                    content[rng.randrange(len(content))] = rng.randrange(256)
                path.write_bytes(content[: rng.choice([len(content), rng.randrange(len(content))])])
            begun = time.process_time()
            try:
                constraint = load_constraint(path, one.vocabulary)
            except InvalidConstraintFile as error:
                outcomes["refused"] += 1
                if os.environ.get("REASONS"):
                    reason = str(error).split("again; ")[-1].replace(str(path), "it")
                    outcomes[re.sub(r"-?\d+", "N", reason)[:70]] += 1
            else:
                outcomes["loaded"] += 1
                if not all(np.array_equal(arrays[name], one.arrays[name]) for name in one.arrays):
                    outcomes["loaded as another"] += 1
                exercise(constraint, rng, enumerate_all=False)
            took = time.process_time() - begun
            slowest = max(slowest, took)
            assert took < SLOWEST, f"mutation {index} took {took:.1f} s"
    print(json.dumps({**outcomes, "slowest": round(slowest, 3)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
