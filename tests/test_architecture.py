"""The house stands as docs/architecture.md says: no circle, no import upward, four seams open from outside."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from constrained_diffusion import BaseDenoiser, Vocabulary, Wanted, generate
from constrained_diffusion.automata.tokens.labels import Labelled
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.machines import machine_of
from constrained_diffusion.inference.machines.lone import Held, lone_tokens
from constrained_diffusion.languages.ir import choice, sequence
from constrained_diffusion.sampling.strategies import Beliefs
from tests.enumeration import Enumerated
from tests.models_by_hand import RandomDenoiser

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def architecture() -> ModuleType:
    """The script that draws the picture."""
    specification = importlib.util.spec_from_file_location("architecture", ROOT / "docs" / "architecture.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_no_circle_of_imports(architecture: ModuleType) -> None:
    left: dict[str, set[str]] = architecture.imports()
    assert len(left) > 80
    while ends := {module for module, others in left.items() if not others & left.keys()}:
        left = {module: others for module, others in left.items() if module not in ends}
    assert not left


def test_no_import_runs_upward(architecture: ModuleType) -> None:
    def check(layers: tuple[tuple[str, ...], ...], depth: int, inside: str) -> None:
        floor = {name: number for number, names in enumerate(layers) for name in names}
        for module, others in architecture.imports().items():
            one = architecture.room(module, depth)
            if (inside and architecture.room(module) != inside) or not one:
                continue
            assert one in floor, f"{one} has no place in docs/architecture.py"
            for other in others:
                two = architecture.room(other, depth)
                if two and two != one and (not inside or architecture.room(other) == inside):
                    lowest = floor[one] == floor[two] == len(layers) - 1
                    assert floor[one] < floor[two] or lowest, (module, other)

    check(architecture.LAYERS, 1, "")
    for room, layers in architecture.INNER_LAYERS.items():
        check(layers, 2, room)


def test_the_picture_is_that_of_the_code(architecture: ModuleType) -> None:
    assert architecture.FIGURE.read_text("utf-8") == architecture.drawing(), "run: python docs/architecture.py"


def test_every_room_has_a_line_in_the_page(architecture: ModuleType) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    for names in architecture.LAYERS[1:-1]:
        for name in names:
            assert f"`{name}`" in page, name


class Traffic:
    """A front end: two lights, read as a list."""

    def wanted(self) -> Wanted:
        light = choice("red", "green")
        return Wanted(language=sequence(light, " ", light), read=str.split, told="lights")


class Sure(BaseDenoiser):
    """A model: sure of one text."""

    noise = "absorbing"
    canvas_length = 16

    def __init__(self, text: str) -> None:
        letters = [bytes([byte]) for byte in range(0x20, 0x7F)]
        self.vocabulary = Vocabulary.from_bytes([b"", b"", *letters], eos=0, mask=1)
        self.text, self.told = text, None

    def prepare(self, prompts: Any, told: Any) -> list[str]:
        self.told = told
        return list(prompts)

    def logits(self, canvas: torch.Tensor, contexts: Any, time: float) -> torch.Tensor:
        logits = torch.zeros(*canvas.shape, self.vocabulary.size)
        for position, character in enumerate(self.text):
            logits[:, position, self.vocabulary.token_of(character.encode())] = 9.0
        logits[:, len(self.text) :, 0] = 9.0
        return logits


@dataclass(frozen=True)
class RightToLeft:
    """A commit strategy."""

    def choose(self, beliefs: Beliefs) -> torch.Tensor:
        after = beliefs.open.flip(0).cumsum(0).flip(0)
        return beliefs.open & (after == 1)


def test_a_front_end_a_model_and_a_strategy_from_outside() -> None:
    model = Sure("red green")
    answer = generate(model, "x", grammar=Traffic(), strategy=RightToLeft(), frames=True)
    assert answer.value == ["red", "green"]
    assert model.told == "lights"
    settled = [int((frame.status > 0).sum()) for frame in answer.frames]
    assert all(after > before for before, after in pairwise(settled))


@dataclass(frozen=True, eq=False)
class Listed(Labelled):
    """An automaton that needs a machine of its own: whole canvases, listed. Every token is a class and a label."""

    class_of_token: NDArray[np.int32]
    label_offsets: NDArray[np.int32]
    label_classes: NDArray[np.int32]
    source: NDArray[np.int32]
    accepting: NDArray[np.bool_]
    canvases: NDArray[np.int64]
    least: int
    longest: int = -1
    is_unambiguous: bool = True
    is_empty: bool = False


class ListMachine:
    """A machine: runs are the canvases of the list."""

    def __init__(self, automaton: Listed) -> None:
        self.canvases = automaton.canvases
        self.rows = np.arange(automaton.canvases.shape[1])

    def scores(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        return weights[self.rows, self.canvases].sum(1)

    def living(self, allowed: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
        fits = allowed[self.rows, self.canvases].all(1)
        living = np.zeros_like(allowed)
        living[self.rows, self.canvases[fits]] = True
        return living if fits.any() else None

    def lone(self, allowed: NDArray[np.bool_], held: Held, asked: NDArray[np.bool_]) -> NDArray[np.int64] | None:
        return lone_tokens(self.living(allowed), held, asked)

    def messages(self, weights: NDArray[np.float64], missing: float = 0.0) -> ListMessages:
        del missing
        return ListMessages(self, weights)

    def best(self, weights: NDArray[np.float64]) -> tuple[NDArray[np.int32], float]:
        scores = self.scores(weights)
        return self.canvases[scores.argmax()].astype(np.int32), float(scores.max())


class ListMessages:
    draws = 1

    def __init__(self, machine: ListMachine, weights: NDArray[np.float64]) -> None:
        self.machine, self.weights, self.scores = machine, weights, machine.scores(weights)
        self.log_total = float(np.logaddexp.reduce(self.scores))

    def label_gains(self) -> NDArray[np.float64]:
        gains = np.full(self.weights.shape, -np.inf)
        for canvas, score in zip(self.machine.canvases, self.scores, strict=True):
            for t, label in enumerate(canvas):
                if score > -np.inf:
                    gains[t, label] = np.logaddexp(gains[t, label], score - self.weights[t, label])
        return gains

    def sample(self, uniforms: NDArray[np.float64]) -> NDArray[np.int32]:
        shares = np.exp(self.scores - self.log_total).cumsum()
        at = min(int(np.searchsorted(shares, uniforms[0], "right")), len(shares) - 1)
        return self.machine.canvases[at].astype(np.int32)


machine_of.register(Listed, ListMachine)


def test_a_machine_from_outside() -> None:
    vocabulary = Vocabulary.from_bytes([b"a", b"b", b"c", b""], eos=3)
    canvases = np.array([[0, 1, 2], [1, 1, 3], [2, 0, 3]])
    every = np.arange(4, dtype=np.int32)
    automaton = Listed(every, np.arange(5, dtype=np.int32), every, every[:0], every[:1] > 0, canvases, 3)
    constraint = AutomatonConstraint(vocabulary, automaton)
    logits = torch.randn(3, 4, generator=torch.Generator().manual_seed(0))
    for canvas in (torch.tensor([-1, -1, -1]), torch.tensor([-1, 1, -1])):
        found = [tuple(row) for row in canvases.tolist() if all(c in (-1, t) for c, t in zip(canvas, row, strict=True))]
        oracle = Enumerated(vocabulary, found, canvas, logits, True)
        posterior = constraint.posterior(canvas, logits)
        assert torch.equal(constraint.masks(canvas), oracle.masks())
        assert posterior.log_partition == pytest.approx(oracle.log_partition, abs=1e-5)
        assert torch.allclose(posterior.marginals().exp().double(), oracle.marginals().exp(), atol=1e-5)
        assert tuple(posterior.sample().tolist()) in found
    with pytest.raises(TypeError, match="machine"):
        AutomatonConstraint(vocabulary, RandomDenoiser("uniform"))  # type: ignore[arg-type]
