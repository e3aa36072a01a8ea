"""Batches of canvases with finite automata where the logits are: ``python -m benchmarks.batched_step``.

Two automata serve half of the canvases each; all positions are open. *A step* is what a sampler asks: the most probable
canvas, a draw, and what is believed of both; launched as it comes, and on a GPU captured in a CUDA graph. The CPU path
takes one canvas after the other. Bytes are those of the logits, read twice. Without a GPU plain torch runs on the CPU,
which tells that it runs, not how fast a GPU is.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from itertools import product

import torch
from torch import Tensor

from benchmarks.dense_scan import list_of_strings
from benchmarks.timing import timed
from constrained_diffusion import compile_constraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.batches.batch import Batch, Fleet
from constrained_diffusion.inference.batches.posterior import BatchPosterior
from tests.large_vocabulary import large_vocabulary

Call = Callable[[], object]


def constraint_of(states: int, tokens: int) -> AutomatonConstraint:
    """A list of strings with about so many states."""
    found = compile_constraint(large_vocabulary(tokens), regex=list_of_strings(states), scores_padding=False)
    assert isinstance(found, AutomatonConstraint)
    return found


def step(batch: Batch, canvas: Tensor, logits: Tensor, uniforms: Tensor) -> list[Tensor]:
    """What a sampler asks of a step."""
    posterior = BatchPosterior(batch, canvas, logits)
    (best, weight), drawn = posterior.best, posterior.sample(uniforms)
    believed = [posterior.confidences(tokens) for tokens in (best, drawn)]
    return [best, weight, drawn, *believed, posterior.prior_confidences(best), posterior.entropies(),
            posterior.cross_entropies(), posterior.log_total]  # fmt: skip


def parts(batch: Batch, canvas: Tensor, logits: Tensor, uniforms: Tensor) -> dict[str, Call]:
    """The stages of a step, each by itself."""
    rows, size = logits.reshape(-1, logits.shape[2]), logits.shape[2]
    made = BatchPosterior(batch, canvas, logits)
    weights, messages, walks = made._weights, made._messages, batch.walks
    passes = batch.runs[0].passes
    few = rows[: max(1, 2**30 // size)]
    return {
        "class sums": lambda: passes.class_sums(few),
        "messages": lambda: walks.messages(weights),
        "best path": lambda: walks.best(weights),
        "around labels": lambda: walks.around(*messages),
        "drawn path": lambda: walks.sample(weights, messages[1], uniforms[..., 0]),
    }


def captured(call: Call) -> Call:
    """The same as a CUDA graph."""
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        call()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        call()
    return graph.replay


def milliseconds(call: Call, device: torch.device, repeats: int) -> float:
    def finished() -> None:
        call()
        if device.type == "cuda":
            torch.cuda.synchronize()

    return timed(finished, repeats)


def line(states: int, b: int, n: int, tokens: int, device: torch.device, repeats: int) -> str:
    constraints = [constraint_of(states + 7 * (2 * row >= max(b, 2)), tokens) for row in range(b)]
    automata = {id(one.automaton): one.automaton.finite for one in constraints}
    fleet = Fleet([a for a in automata.values() if a is not None], constraints[0].vocabulary, device)
    batch = fleet.batch(constraints)
    dtype = torch.bfloat16 if device.type == "cuda" else torch.float32
    logits = torch.randn(b, n, tokens, device=device, dtype=dtype)
    canvas, uniforms = torch.full((b, n), -1, device=device), torch.rand(b, n, 3, dtype=torch.float64, device=device)

    def whole() -> list[Tensor]:
        return step(batch, canvas, logits, uniforms)

    called = milliseconds(whole, device, repeats)
    cells = [f"{fleet.automata.states:,}", f"{b}", f"{called:.2f}"]
    replayed = called
    if device.type == "cuda":
        replayed = milliseconds(captured(whole), device, repeats)
        cells.append(f"{replayed:.2f}")
    else:
        cells.append("")
    cells.append(f"{2 * logits.numel() * logits.element_size() / replayed / 1e6:.0f}")
    for call in parts(batch, canvas, logits, uniforms).values():
        cells.append(f"{milliseconds(call, device, repeats):.2f}")
    alone = constraints[0].posterior(canvas[0].cpu(), logits[0].float().cpu())
    began = time.perf_counter()
    best, _ = alone.best()
    drawn = alone.sample()
    for tokens_of in (best, drawn):
        alone.confidences(tokens_of)
    alone.entropies()
    alone.cross_entropies()
    cells.append(f"{(time.perf_counter() - began) * 1e3 * b / called:.1f}")
    apart = abs(float(BatchPosterior(batch, canvas, logits).log_total[0]) - alone.log_partition)
    cells.append(f"{apart / abs(alone.log_partition):.0e}")
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--states", type=int, nargs="+", default=[50, 500, 5000, 20000])
    parser.add_argument("--canvases", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument("--positions", type=int, default=256)
    parser.add_argument("--tokens", type=int, default=262_144)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument(
        "--most", type=float, default=40.0, help="gigabytes of logits and messages, beyond which none are timed"
    )
    asked = parser.parse_args()
    device = torch.device(asked.device)
    where = torch.cuda.get_device_name(device) if device.type == "cuda" else f"CPU, {torch.get_num_threads()} threads"
    print(f"{where}, torch {torch.__version__}; n = {asked.positions}, V = {asked.tokens:,}; milliseconds\n")
    print("| states | B | a step | as a graph | GB/s | class sums | messages | best path | around labels | drawn path "
          "| CPU path / a step | log Z apart |")  # fmt: skip
    print("| --- " * 12 + "|")
    for states, b in product(asked.states, asked.canvases):
        held = b * asked.positions * (asked.tokens * 4 + 4 * states * 8) / 1e9
        if held > asked.most:
            print(f"| {states:,} | {b} | {held:.0f} GB are more than --most |")
            continue
        print(line(states, b, asked.positions, asked.tokens, device, asked.repeats), flush=True)


if __name__ == "__main__":
    main()
