"""Steps and accuracy as the threshold of a stopping rule moves: ``python -m benchmarks.early_stopping [--plot FILE]``.

Every example is denoised to the last step once, without stopping, and each step is written down: what the most probable
canvas was and how uncertain the posterior and the model's own logits were. A rule is then read off the record: where it
would have stopped, and with which answer. All rules judge the same runs and return the same kind of answer, the most
probable valid canvas at that step; they differ only in when.

*posterior*: the library's rule, on the constrained posterior. *logits*: DiffusionGemma's rule, on the model's own
logits. *fixed*: a number of steps.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from rich.console import Console
from rich.progress import track
from torch import Tensor

from benchmarks.accuracy import Told
from benchmarks.decoding import Item, extraction
from constrained_diffusion import Constraint, generate, load_model
from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.puzzles import PuzzleConstraint, random_sudoku, sudoku
from constrained_diffusion.sampling.stopping import NEVER

STEPS = 48
PROGRESS = Console(stderr=True)
THRESHOLDS = tuple(float(x) for x in np.geomspace(1e-4, 1.0, 17))


@dataclass
class Moment:
    """One step: whether its best canvas is right, its entropies in nats, and for how many steps canvases were still."""

    right: bool
    posterior: float
    logits: float
    posterior_still: int
    logits_still: int


@dataclass
class Recorder:
    """A constraint that writes down what the sampler asks of it."""

    inner: Constraint
    is_right: Callable[[Tensor], bool]
    moments: list[Moment] = field(default_factory=list)
    _best: Tensor | None = None
    _top: Tensor | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def scoring_padding(self, scores_padding: bool) -> Recorder:
        self.inner = self.inner.scoring_padding(scores_padding)
        return self

    def block(self, before: Any, room: int) -> Recorder:
        self.inner = self.inner.block(before, room)
        return self

    def posterior(self, canvas: Tensor, logits: Tensor) -> Any:
        posterior = self.inner.posterior(canvas, logits)
        opened = canvas < 0
        marginals = posterior.marginals()
        own = logits.float().log_softmax(-1)
        best, top = posterior.best()[0], own.argmax(-1)
        last = self.moments[-1] if self.moments else None
        self.moments.append(
            Moment(
                self.is_right(best),
                _entropy(marginals[opened]),
                _entropy(own),
                last.posterior_still + 1 if last and self._best is not None and torch.equal(best, self._best) else 0,
                last.logits_still + 1 if last and self._top is not None and torch.equal(top, self._top) else 0,
            )
        )
        self._best, self._top = best, top
        return posterior


def _entropy(logs: Tensor) -> float:
    return float(-(logs.exp() * logs.clamp_min(-1e30)).sum(-1).mean())


def run(model: Any, prompt: str, recorder: Recorder) -> list[Moment]:
    """The record of one answer; where every position was committed before the last step, it ends there."""
    try:
        result = generate(model, prompt, constraint=recorder, steps=STEPS, stop=NEVER, temperature=0.0, seed=0)
        recorder.moments[-1].right = recorder.is_right(result.tokens)
    except UnsatisfiableConstraint:  # a dead end: no answer from here on
        recorder.moments[-1].right = False
    return recorder.moments


def text_records(noise: str, count: int) -> Iterable[list[Moment]]:
    """Extraction examples of the test split."""
    model = load_model(noise)
    for item in track(islice(extraction(model), count), f"text, {noise}", total=count, console=PROGRESS):

        def is_right(tokens: Tensor, item: Item = item) -> bool:
            return item.is_right(model.vocabulary.decode(tokens))

        yield run(Told(model, item.told), item.prompt, Recorder(item.constraint(), is_right))


def sudoku_records(noise: str, count: int) -> Iterable[list[Moment]]:
    """Hard Sudokus by propagation, where the constraint leaves the model something to decide."""
    model = load_model(f"sudoku-{noise}")
    for seed in track(range(count), description=f"Sudoku, {noise}", console=PROGRESS):
        puzzle = random_sudoku("hard", 500_000 + seed)
        rules = sudoku(puzzle)
        constraint = PuzzleConstraint(rules, model.vocabulary, exact=False)
        yield run(model, puzzle, Recorder(constraint, lambda tokens, rules=rules: rules.holds((tokens - 1).tolist())))


def stopped(moments: list[Moment], rule: str, threshold: float, still: int) -> tuple[int, bool]:
    """The steps that a rule takes, and whether its answer is right."""
    for step, moment in enumerate(moments, 1):
        entropy = moment.posterior if rule == "posterior" else moment.logits
        calm = moment.posterior_still if rule == "posterior" else moment.logits_still
        if calm >= still and entropy <= threshold:
            return step, moment.right
    return len(moments), moments[-1].right


def curve(records: list[list[Moment]], rule: str, still: int) -> list[tuple[float, float, float]]:
    """(threshold, mean steps, accuracy) for every threshold."""
    points = []
    for threshold in THRESHOLDS:
        found = [stopped(moments, rule, threshold, still) for moments in records]
        points.append((threshold, *(float(x) for x in np.mean(found, axis=0))))
    return points


def fixed(records: list[list[Moment]]) -> list[tuple[int, float, float]]:
    """(most steps, mean steps, accuracy)."""
    points = []
    for steps in (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48):
        cut = [moments[:steps] for moments in records]
        points.append((steps, float(np.mean([len(m) for m in cut])), float(np.mean([m[-1].right for m in cut]))))
    return points


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--plot", type=Path, help="write the figure here (extra: plots)")
    arguments = parser.parse_args()
    tasks = {
        f"{name}, {noise}": list(make(noise, arguments.examples))
        for name, make in (("extraction", text_records), ("Sudoku", sudoku_records))
        for noise in ("uniform", "absorbing")
    }
    print("| task | rule | threshold | mean steps | right |\n| --- | --- | --- | --- | --- |")
    for task, records in tasks.items():
        for steps, mean, right in fixed(records):
            print(f"| {task} | fixed | {steps} steps | {mean:.1f} | {right:.1%} |")
        for rule, still in (("logits", 1), ("posterior", 1), ("posterior", 0)):
            for threshold, mean, right in curve(records, rule, still):
                print(f"| {task} | {rule}, {still} still | {threshold:.4f} | {mean:.1f} | {right:.1%} |")
    if arguments.plot is not None:
        plot(tasks, arguments.plot)


def plot(tasks: dict[str, list[list[Moment]]], path: Path) -> None:
    """One panel a task: mean steps against the share that is right."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, len(tasks), figsize=(4 * len(tasks), 3.6), layout="constrained")
    for axis, (task, records) in zip(axes, tasks.items(), strict=True):
        lines = {
            "fixed number of steps": (fixed(records), "o:", "0.6"),
            "stable and confident, model's own logits": (curve(records, "logits", 1), "s--", "tab:orange"),
            "stable and confident, constrained posterior": (curve(records, "posterior", 1), "o-", "tab:blue"),
        }
        for label, (points, style, colour) in lines.items():
            axis.plot([p[1] for p in points], [p[2] for p in points], style, color=colour, label=label, markersize=4)
        axis.set(title=task, xlabel="mean denoising steps", xscale="log")
        axis.set_xticks([1, 2, 4, 8, 16, 32, 48], ["1", "2", "4", "8", "16", "32", "48"])
    axes[0].set_ylabel("share right")
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    figure.savefig(path)


if __name__ == "__main__":
    main()
