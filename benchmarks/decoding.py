"""What a constraint does to accuracy and steps, on every task that the shipped models know.

``python -m benchmarks.decoding [--examples N] [--curve N] [--only TASK NOISE] [--records FOLDER] [--plot FILE]``. Every
example is decoded with its constraint and without one, from the same prompt with the same settings, at temperature 0,
so that all comparisons are paired: McNemar's exact test for the answers that are right, a sign test for the steps. The
first `--curve` examples are decoded at other thresholds too. What was measured is kept in the folder, one line an
example, and a run that was cut off goes on there.

*extraction*: JSON objects out of the sentences of the test split, right if equal. *SQL*: queries for the questions of
the test split, half of them over themes never trained on, right if SQLite returns the same rows. *Sudoku*: unseen hard
puzzles, constrained by propagation alone, right if solved.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track
from scipy.stats import binomtest
from torch import Tensor

from benchmarks.accuracy import ANYTHING, Told, examples
from benchmarks.text_to_sql import database, rows
from constrained_diffusion import Constraint, SqlDatabase, compile_constraint, generate, load_model
from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.puzzles import PuzzleConstraint, random_sudoku, sudoku
from constrained_diffusion.sampling.strategies import Beliefs, CommitStrategy, Confidence, EntropyBound
from training.questions import create_statements, make_question

TASKS = ("extraction", "SQL", "Sudoku")
NOISES = ("absorbing", "uniform")
DEFAULT = "entropy bound 0.1"
WAYS = ("unconstrained", "constrained")
PROGRESS = Console(stderr=True)
FIRST_PUZZLE = 700_000


@dataclass(frozen=True)
class PosteriorAlone:
    """The entropy bound on the posterior's own entropies, whatever the model thinks of them."""

    bound: float = 0.1

    def choose(self, beliefs: Beliefs) -> Tensor:
        return EntropyBound(bound=self.bound).choose(replace(beliefs, cross_entropy=beliefs.entropy))


STRATEGIES: dict[str, CommitStrategy] = {
    **{f"entropy bound {bound:g}": EntropyBound(bound=bound) for bound in (0.03, 0.1, 0.3, 1.0)},
    **{f"confidence {least:g}": Confidence(threshold=least) for least in (0.9, 0.8, 0.6)},
    "posterior alone 0.1": PosteriorAlone(),
}


@dataclass(frozen=True)
class Item:
    """A prompt with what is told of its answer, the constraint, and the judgement of an answer's text."""

    prompt: str
    told: Any
    constraint: Callable[[], Constraint]
    is_right: Callable[[str], bool]


def extraction(model: Any) -> Iterator[Item]:
    for example in examples(model):
        target = json.loads(example.target)

        def is_right(text: str, target: Any = target) -> bool:
            try:
                return bool(json.loads(text) == target)
            except ValueError:
                return False

        yield Item(
            example.text,
            example.schema,
            lambda schema=example.schema: compile_constraint(model.vocabulary, schema=schema),  # type: ignore[misc]
            is_right,
        )


def text_to_sql(model: Any) -> Iterator[Item]:
    """Databases of known themes and of unseen ones in turn."""
    sources = [(random.Random(f"questions {unseen}"), unseen) for unseen in (False, True)]
    while True:
        for rng, unseen in sources:
            question = make_question(rng, "test", unseen=unseen)
            seed = rng.random()

            def constraint(question: Any = question) -> Constraint:
                connection = sqlite3.connect(":memory:")
                connection.executescript(create_statements(question.tables))
                return compile_constraint(model.vocabulary, grammar=SqlDatabase(connection))

            def is_right(text: str, question: Any = question, seed: float = seed) -> bool:
                connection = database(question, random.Random(seed))
                expected, found = rows(connection, question.target), rows(connection, text)
                connection.close()
                return found is not None and found == expected

            yield Item(question.text, question.outline, constraint, is_right)


def puzzles(model: Any) -> Iterator[Item]:
    seed = FIRST_PUZZLE
    while True:
        puzzle = random_sudoku("hard", seed)
        rules, seed = sudoku(puzzle), seed + 1
        yield Item(
            puzzle,
            None,
            lambda rules=rules: PuzzleConstraint(rules, model.vocabulary, exact=False),  # type: ignore[misc]
            lambda text, rules=rules: rules.holds([int(digit) - 1 for digit in text]),  # type: ignore[misc]
        )


def decoded(model: Any, item: Item, constraint: Constraint, strategy: CommitStrategy) -> tuple[bool, int]:
    """Whether the answer is right, and its steps; a dead end is a wrong answer after all the steps that led there."""
    steps = 0

    def count(_: int, frame: Any) -> None:
        nonlocal steps
        steps = frame.step

    told = Told(model, item.told)
    try:
        result = generate(
            told, item.prompt, constraint=constraint, strategy=strategy, seed=0, temperature=0.0, on_step=count
        )
    except UnsatisfiableConstraint:
        return False, steps + 1
    return item.is_right(result.text), result.steps


def measure(task: str, noise: str, count: int, curve: int, file: Path) -> None:
    """Decodes what the file does not hold yet, and adds a line an example."""
    model = load_model(noise if task != "Sudoku" else f"sudoku-{noise}")
    made = {"extraction": extraction, "SQL": text_to_sql, "Sudoku": puzzles}[task](model)
    free = compile_constraint(model.vocabulary, regex="[1-9]{81}" if task == "Sudoku" else ANYTHING)
    known = _whole_lines(file)
    with file.open("a") as out:
        for number, item in enumerate(track(islice(made, count), f"{task}, {noise}", total=count, console=PROGRESS)):
            if number < known:
                continue
            bound = item.constraint()
            found: dict[str, Any] = {"example": number}
            for name, strategy in STRATEGIES.items():
                if number >= curve and name != DEFAULT:
                    continue
                for way, constraint in zip(WAYS, (free, bound), strict=True):
                    if way == "constrained" or not name.startswith("posterior"):
                        found[f"{name}, {way}"] = decoded(model, item, constraint, strategy)
            out.write(json.dumps(found) + "\n")
            out.flush()


def _whole_lines(file: Path) -> int:
    """How many lines the file holds, after one that was cut off is gone."""
    if not file.exists():
        return 0
    text = file.read_bytes()
    whole = text[: text.rfind(b"\n") + 1]
    if whole != text:
        file.write_bytes(whole)
    return len(_lines(file))


def _lines(file: Path) -> list[dict[str, Any]]:
    """What was measured, every example once and in its order, whichever processes wrote it."""
    try:
        lines = [dict(json.loads(line)) for line in file.read_text().splitlines()]
    except (TypeError, ValueError) as error:
        raise SystemExit(f"{file} is no record of this benchmark ({error}): delete it, and run again") from None
    if [line.pop("example", None) for line in lines] != list(range(len(lines))):
        raise SystemExit(
            f"{file}: examples are missing or twice there (two processes at once?): delete it, and run again"
        )
    return lines


Runs = dict[str, np.ndarray]
"""(right, steps) [examples, 2] by strategy and way of decoding."""


@dataclass(frozen=True)
class Measured:
    """`default` on all examples, every strategy on those that were decoded with all of them."""

    default: Runs
    curves: Runs


def read(file: Path) -> Measured:
    lines = _lines(file)
    ways = [f"{DEFAULT}, {way}" for way in WAYS]
    whole = [line for line in lines if len(line) > len(ways)]
    return Measured(
        {name: np.array([line[name] for line in lines], float) for name in ways},
        {name: np.array([line[name] for line in whole], float) for name in (whole[0] if whole else ())},
    )


def sign_test(first: np.ndarray, second: np.ndarray) -> float:
    """Two-sided, of paired numbers that are level unless one is greater."""
    more, less = int((first > second).sum()), int((first < second).sum())
    return float(binomtest(more, more + less).pvalue) if more + less else 1.0


def defaults_table(found: dict[tuple[str, str], Measured]) -> None:
    print(f"\nAt the default, {DEFAULT}:\n")
    print(
        "| task | noise | examples | right without | with | only with / only without | p | steps without | with | p |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for (task, noise), measured in found.items():
        free, bound = (measured.default[f"{DEFAULT}, {way}"] for way in WAYS)
        gained, lost = int((bound[:, 0] > free[:, 0]).sum()), int((bound[:, 0] < free[:, 0]).sum())
        print(
            f"| {task} | {noise} | {len(free):,} | {free[:, 0].mean():.1%} | {bound[:, 0].mean():.1%} | "
            f"{gained} / {lost} | {sign_test(free[:, 0], bound[:, 0]):.2g} | {free[:, 1].mean():.2f} | "
            f"{bound[:, 1].mean():.2f} | {sign_test(free[:, 1], bound[:, 1]):.2g} |"
        )


def curves_table(found: dict[tuple[str, str], Measured]) -> None:
    print("\nAt other thresholds:\n")
    print("| task | noise | examples | strategy | right without | with | steps without | with |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for (task, noise), measured in found.items():
        runs = measured.curves
        count = len(next(iter(runs.values()), ()))
        for name in STRATEGIES if count else ():
            both = [runs.get(f"{name}, {way}") for way in WAYS]
            right = ["" if part is None else f"{part[:, 0].mean():.1%}" for part in both]
            steps = ["" if part is None else f"{part[:, 1].mean():.2f}" for part in both]
            print(f"| {task} | {noise} | {count} | {name} | {' | '.join(right)} | {' | '.join(steps)} |")


def plot(found: dict[tuple[str, str], Measured], path: Path) -> None:
    """One panel a task and noise kind: mean steps against the share that is right."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(len(NOISES), len(TASKS), figsize=(12, 7), layout="constrained", squeeze=False)
    colours = {"unconstrained": "0.5", "constrained": "tab:blue"}
    for (task, noise), measured in found.items():
        axis, runs = axes[NOISES.index(noise), TASKS.index(task)], measured.curves
        for way in WAYS:
            for family, style in (("entropy bound", "o-"), ("confidence", "s--")):
                points = [runs[f"{name}, {way}"].mean(0)[::-1] for name in STRATEGIES if name.startswith(family)]
                steps, right = zip(*sorted(map(tuple, points)), strict=True)
                axis.plot(steps, right, style, color=colours[way], label=f"{family}, {way}", markersize=4)
        alone = runs["posterior alone 0.1, constrained"].mean(0)
        axis.plot(alone[1], alone[0], "x", color="tab:red", label="entropy bound on the posterior alone, constrained")
        axis.set(title=f"{task}, {noise}", xlabel="mean denoising steps")
    for row in axes:
        row[0].set_ylabel("share right")
    figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    figure.savefig(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=2000)
    parser.add_argument("--curve", type=int, default=300)
    parser.add_argument("--only", nargs=2, metavar=("TASK", "NOISE"), help="measure this alone")
    parser.add_argument("--records", type=Path, default=Path("build/decoding"))
    parser.add_argument("--plot", type=Path, help="write the figure here (extra: plots)")
    arguments = parser.parse_args()
    arguments.records.mkdir(parents=True, exist_ok=True)
    files = {(task, noise): arguments.records / f"{task}-{noise}.jsonl" for task in TASKS for noise in NOISES}
    wanted = [tuple(arguments.only)] if arguments.only else list(files)
    for task, noise in wanted:
        measure(task, noise, arguments.examples, arguments.curve, files[task, noise])
    found = {key: read(files[key]) for key in wanted if files[key].exists() and files[key].stat().st_size}
    defaults_table(found)
    curves_table(found)
    if arguments.plot is not None:
        plot(found, arguments.plot)


if __name__ == "__main__":
    main()
