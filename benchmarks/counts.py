"""Counted languages, with a counter and with every count a state of its own: ``python -m benchmarks.counts``.

Times are those of the automaton part, without the class sums over the logits: *masks*; posteriors, that is the sums
over runs, the shares of all labels, the best run and a draw; and *marginals*, the shares of the rarest labels too.
Logits are *random* (every bound is pressed, for most tokens of a vocabulary are text), or those of a model that is
*sure*, more or less, of one answer. *Peak* is the most memory that compiling it or a step took on top of what was held
before (on Linux).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.timing import timed
from benchmarks.vocabulary import tokenizer
from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.automata.tokens.finite import token_automaton
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.kernels import edges
from constrained_diffusion.inference.machines import HastyMessages, Messages, machine_of
from constrained_diffusion.languages.arguments import wanted

URL = {"type": "string", "format": "uri", "minLength": 1, "maxLength": 2083}


def string(most: int, **more: object) -> dict[str, object]:
    return {"type": "string", "maxLength": most, **more}


def record(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": list(properties)}


CASES: dict[str, Any] = {
    "a string, maxLength 32": record(a=string(32)),
    "a string, maxLength 64": record(a=string(64)),
    "a string, maxLength 255": record(a=string(255)),
    "a string, maxLength 1024": record(a=string(1024)),
    "minLength 1, maxLength 10000": record(a=string(10_000, minLength=1)),
    "three strings, maxLength 1024": record(a=string(1024), b=string(1024), c=string(1024)),
    "20 of (title 100, detail 500)": {
        "type": "array", "maxItems": 20, "items": record(title=string(100), detail=string(500))},
    "pydantic's HttpUrl (2083)": URL,
    "50 strings, maxLength 2000": {"type": "array", "maxItems": 50, "items": string(2000)},
}  # fmt: skip


def parts(constraint: AutomatonConstraint, scores: dict[str, torch.Tensor], repeats: int) -> list[str]:
    """Milliseconds of masks, and of posteriors under each kind of logits."""
    machine, rng = machine_of(constraint.automaton), np.random.default_rng(0)
    n = len(next(iter(scores.values())))
    allowed = np.ones((n, constraint.automaton.labels), np.bool_)
    found = [timed(lambda: machine.living(allowed), repeats)]
    for logits in scores.values():
        sums = constraint._passes.on(logits.device).class_sums(logits).scores
        weights = edges.label_logsumexp(sums, constraint.held)
        greatest = edges.label_maximum(sums, constraint.held)

        def posterior(weights: Any = weights, greatest: Any = greatest) -> None:
            messages = machine.messages(weights)
            likely(messages)
            messages.sample(rng.random(messages.draws))
            machine.best(greatest)

        found += [
            timed(posterior, repeats),
            timed(lambda weights=weights: machine.messages(weights).label_gains(), repeats),  # type: ignore[misc]
        ]
    return [f"{one:.1f}" if one < 100.0 else f"{one:.0f}" for one in found]


def memory(name: str) -> float:
    """Megabytes that the process holds (`VmRSS`), or held at most (`VmHWM`)."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines[name].split()[0]) / 1e3


def forget_peak() -> None:
    """What is held now becomes the most that was held."""
    Path("/proc/self/clear_refs").write_text("5")


def likely(messages: Messages) -> None:
    """The shares that a step looks at."""
    if isinstance(messages, HastyMessages):
        messages.likely_label_gains()
    else:
        messages.label_gains()


def sure_of(constraint: AutomatonConstraint, n: int) -> torch.Tensor:
    """Logits of a model that gives each token of one answer of some hundred tokens most of its weight."""
    generator = torch.Generator().manual_seed(1)
    logits = torch.randn(n, constraint.vocabulary.size, generator=generator)
    logits[100:, constraint.vocabulary.filler] += 14.0
    answer = constraint.best(torch.full((n,), -1), logits)[0]
    return torch.randn(n, constraint.vocabulary.size, generator=generator).scatter_add_(
        1, answer[:, None], torch.full((n, 1), 16.0)
    )


def main(n: int, repeats: int, drawn_out: int) -> None:
    vocabulary = Vocabulary.from_tokenizers(tokenizer(), eos="<eos>", pad="<pad>", mask="<mask>")
    compile_constraint(vocabulary, schema=string(999)).masks(torch.full((4,), -1))
    print(f"{vocabulary.size} tokens, n = {n}; ms; with a counter | every count a state\n")
    one = "compile | MB | masks | random | all marginals | sure | all marginals"
    print(f"| language | {one} | peak MB | {one} |")
    print("| --- " * 16 + "|")
    for name, schema in CASES.items():
        forget_peak()
        begun, held = time.perf_counter(), memory("VmRSS")
        constraint = compile_constraint(vocabulary, schema=schema)
        row = [f"{1e3 * (time.perf_counter() - begun):.0f}", f"{constraint.automaton.nbytes / 1e6:.1f}"]
        before = memory("VmHWM")
        scores = {
            "random": torch.randn(n, vocabulary.size, generator=torch.Generator().manual_seed(0)),
            "sure": sure_of(constraint, n),
        }
        forget_peak()
        drawn = memory("VmRSS")
        row += parts(constraint, scores, repeats)
        row.append(f"{max(before - held, memory('VmHWM') - drawn):.0f}")
        most = max(
            int(part) for part in ["0", *str(schema).replace("}", " ").replace(",", " ").split()] if part.isdigit()
        )
        if most <= drawn_out:
            begun = time.perf_counter()
            try:
                language: Any = wanted(schema=schema).language
                automaton = token_automaton(byte_automaton(language), vocabulary)
            except ConstraintTooLarge:
                row += ["refused"]
            else:
                row += [f"{1e3 * (time.perf_counter() - begun):.0f}", f"{automaton.nbytes / 1e6:.1f}"]
                row += parts(AutomatonConstraint(vocabulary, automaton), scores, 1)
        print(f"| {name} | {' | '.join(row + [''] * (15 - len(row)))} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--positions", type=int, default=256)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--drawn-out", type=int, default=255, help="the greatest count that is drawn out beside it")
    given = parser.parse_args()
    main(given.positions, given.repeats, given.drawn_out)
