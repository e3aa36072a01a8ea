"""The chart of a grammar as dense tensors beside the one over lists: ``python -m benchmarks.dense_chart [--device D]``.

What a device could do with a stack: all frames of a position at once, in one tensor a procedure, with sparse products
for what tokens lead to and batched products for what callees return. Nothing is left out, so its cost is that of the
grammar and the canvas, whatever the logits say; the chart over lists (`inference.machines.inside`) leaves out what the
logits rule out. Both start from the same potentials, which are in neither time. *products* are multiplications, *in
turn* the steps of which each waits for the one before, a kernel each at best, *operations* those that torch runs here.

*open* are logits from a normal distribution, *sure* the same with 20 nats more on the tokens of one canvas of the
language, the way a trained model is sure.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from benchmarks.grammars import GRAMMARS
from benchmarks.timing import timed, waited
from benchmarks.vocabulary import tokenizer
from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.automata.tokens.pushdown import TokenPushdown
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.pushdown import PushdownMachine, Runs

Longs = NDArray[np.int64]
SURE = 20.0


@dataclass(frozen=True)
class Steps:
    """Edges from states of a procedure to some nodes, as the rows of a sparse matrix: `nodes` are its rows."""

    nodes: Longs
    edges: Longs
    rows: Tensor
    columns: Tensor
    states: int

    def lead(self, factors: Tensor, items: Tensor) -> Tensor:
        """Of items [states, openings, positions] what comes to the nodes, [nodes, openings, positions]."""
        shape = (len(self.nodes), self.states)
        matrix = torch.sparse_csr_tensor(self.rows, self.columns, factors[self.edges], shape)
        found = matrix @ items.reshape(self.states, -1)
        return found.view(len(self.nodes), *items.shape[1:])


@dataclass(frozen=True)
class Returns:
    """Into a procedure, of closings of a level: through its call `call` (a number among its own), to `state`."""

    callee: Longs
    closing: Longs
    call: Longs
    slot: Longs
    state: Tensor
    opening: Longs


class DenseChart:
    """A pushdown automaton, laid out for tensors on a device."""

    def __init__(self, net: Layout, device: torch.device) -> None:
        self.net, self.device = net, device
        procedures, states = len(net.first_state) - 1, net.states
        self.sizes = np.diff(net.first_state)
        entered = net.openings["procedure"][:-1]
        self.openings = [[-1] * (p == 0) + np.flatnonzero(entered == p).tolist() for p in range(procedures)]
        self.place = {u: k for rows in self.openings for k, u in enumerate(rows)}
        owner = net.nodes["procedure"]
        calls = np.arange(len(net.opening_of))
        self.calls = [calls[owner[net.first_call + calls] == p] for p in range(procedures)]
        closing_level = self._levels(net.nodes["closing"], states, len(net.return_of))
        call_level = self._levels(net.nodes["opening"], net.first_call, len(calls), net.opening_of)
        self.on = [self._steps(p, np.arange(*net.first_state[p : p + 2])) for p in range(procedures)]
        self.closing_levels = [
            [self._steps(p, states + own) for p in range(procedures) for own in [self._of(p, closing_level, states, x)]]
            for x in range(int(closing_level.max(initial=-1)) + 1)
        ]
        self.return_levels = [[self._returns(p, level) for p in range(procedures)] for level in self.closing_levels]
        self.call_levels = [
            [
                self._steps(p, net.first_call + own)
                for p in range(procedures)
                for own in [self._of(p, call_level, net.first_call, x)]
            ]
            for x in range(int(call_level.max(initial=-1)) + 1)
        ]

    def _of(self, procedure: int, level: Longs, first: int, wanted: int) -> Longs:
        own = self.net.nodes["procedure"][first : first + len(level)] == procedure
        return np.flatnonzero(own & (level == wanted))

    def _levels(self, made_from: Longs, first: int, count: int, of: Longs | None = None) -> Longs:
        """How many closings (openings) within a token come before each."""
        net = self.net
        of = np.arange(count) if of is None else of
        level = np.zeros(int(of.max(initial=-1)) + 1, np.int64)
        for node in range(count):
            at = slice(net.nodes[first + node]["edges"], net.nodes[first + node + 1]["edges"])
            before = made_from[net.edges["source"][at]]
            if (before >= 0).any():
                level[of[node]] = max(level[of[node]], level[before[before >= 0]].max() + 1)
        return level[of]

    def _steps(self, procedure: int, nodes: Longs) -> Steps:
        net = self.net
        spans = [np.arange(net.nodes[x]["edges"], net.nodes[x + 1]["edges"]) for x in nodes]
        rows = np.cumsum([0, *map(len, spans)])
        edges = np.concatenate([np.empty(0, np.int64), *spans])
        columns = net.edges["source"][edges] - net.first_state[procedure]
        put = [torch.from_numpy(part).to(self.device) for part in (rows, columns)]
        return Steps(nodes, edges, *put, int(self.sizes[procedure]))

    def _returns(self, procedure: int, level: list[Steps]) -> Returns:
        net, found = self.net, []
        for number, call in enumerate(self.calls[procedure]):
            opening = int(net.opening_of[call])
            callee = int(net.openings["procedure"][opening])
            for at, node in enumerate(level[callee].nodes):
                state = net.return_of[node - net.states, call]
                if state >= 0:
                    found.append((callee, at, number, 0, state - net.first_state[procedure], opening))
        columns = np.array(found, np.int64).reshape(-1, 6).T
        seen: dict[int, int] = {}
        for k, call in enumerate(columns[2].tolist()):
            columns[3, k] = seen[call] = seen.get(call, -1) + 1
        callee, closing, call, slot, state, opening = columns
        return Returns(callee, closing, call, slot, torch.from_numpy(state.copy()).to(self.device), opening)

    def total(self, weights: Tensor, potential: Tensor) -> Tensor:
        """The sum of all runs relative to the potentials, of weights [n, labels + 1] and potentials [n + 1, nodes]."""
        net, n, device = self.net, len(weights), self.device
        edges = {name: torch.from_numpy(net.edges[name].copy()).to(device) for name in ("source", "target", "label")}
        is_state = edges["target"] < net.states
        closing = torch.from_numpy(net.nodes["closing"][: net.states].copy()).to(device).clamp_min(0)
        entries = [torch.from_numpy(self._entries(p)).to(device) for p in range(len(self.openings))]
        new = [
            torch.zeros(int(s), len(u), n, dtype=weights.dtype, device=device)
            for s, u in zip(self.sizes, self.openings, strict=True)
        ]
        called = [
            torch.zeros(len(c), len(u), n, n, dtype=weights.dtype, device=device)
            for c, u in zip(self.calls, self.openings, strict=True)
        ]
        new[0][0, 0, 0] = 1.0
        for j in range(n):
            at = potential[j]
            there = torch.where(is_state, potential[j + 1][edges["target"]], at[edges["target"]])
            factors = (weights[j][edges["label"]] + there - at[edges["source"]]).exp().nan_to_num(0.0)
            back = (at[: net.states] - at[net.states + closing]).exp().nan_to_num(0.0)
            past = j + 1
            for p, entry in enumerate(entries):
                opened = [u >= 0 for u in self.openings[p]]
                new[p][entry, torch.tensor(opened, device=device).nonzero()[:, 0], j] = 1.0
            for level, returns in zip(self.closing_levels, self.return_levels, strict=True):
                closed = [s.lead(factors, new[p][:, :, :past]) for p, s in enumerate(level)]
                for p, one in enumerate(returns):
                    if len(one.callee):
                        self._return(p, one, closed, called[p][:, :, :past, :past], back, new[p][:, :, :past])
            for level in self.call_levels:
                for p, s in enumerate(level):
                    if len(s.nodes):
                        own = np.searchsorted(self.calls[p], s.nodes - net.first_call)
                        called[p][own, :, :past, j] = s.lead(factors, new[p][:, :, :past])
            for p, s in enumerate(self.on):
                led = s.lead(factors, new[p][:, :, :past])
                new[p] = torch.zeros_like(new[p])
                new[p][:, :, :past] = led
        return new[0][torch.from_numpy(net.final), 0, 0].sum()

    def _entries(self, procedure: int) -> Longs:
        entry = self.net.openings["entry"]
        return np.array(
            [entry[u] - self.net.first_state[procedure] for u in self.openings[procedure] if u >= 0], np.int64
        )

    def _return(self, p: int, one: Returns, closed: list[Tensor], called: Tensor, back: Tensor, items: Tensor) -> None:
        """Adds what closings return to the states of procedure p."""
        places = np.array([self.place[u] for u in one.opening.tolist()])
        given = items.new_zeros(len(called), called.shape[3], int(one.slot.max()) + 1)
        for callee in np.unique(one.callee):
            own = one.callee == callee
            given[one.call[own], :, one.slot[own]] = closed[callee][one.closing[own], places[own]]
        found = called @ given[:, None]
        gained = found[one.call, :, :, one.slot] * back[one.state + int(self.net.first_state[p])][:, None, None]
        items.index_add_(0, one.state, gained)

    def products(self, n: int) -> int:
        """Multiplications, all told."""
        net = self.net
        edges = np.bincount(net.nodes["procedure"][net.edges["source"]], minlength=len(self.sizes))
        rows = np.array([len(u) for u in self.openings])
        through = np.bincount(
            net.nodes["procedure"][net.first_call :][: len(net.opening_of)],
            weights=(net.return_of >= 0).sum(0),
            minlength=len(rows),
        )
        return int((edges * rows).sum() * n * n / 2 + (through * rows).sum() * n**3 / 6)

    def in_turn(self, n: int) -> int:
        """Steps that wait for each other: closings, and what they return, by level; calls by level; the token."""
        return n * (2 * len(self.closing_levels) + len(self.call_levels) + 1)

    def gigabytes(self, n: int) -> float:
        """What is kept for draws: items of all frames at all positions, and their calls, in double precision."""
        rows = np.array([len(u) for u in self.openings])
        calls = np.array([len(c) for c in self.calls])
        return float(((self.sizes + calls) * rows).sum() * n * n / 2 * 8 / 1e9)


class Counted(TorchDispatchMode):
    """How many operations ran."""

    count = 0

    def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.count += not function.is_view
        return function(*args, **(kwargs or {}))


def logits_of(constraint: AutomatonConstraint, n: int) -> Iterator[tuple[str, Tensor]]:
    """Kinds of logits [n, V], with their names."""
    logits = torch.randn(n, constraint.vocabulary.size, generator=torch.Generator().manual_seed(0))
    yield "open", logits
    drawn = constraint.posterior(torch.full((n,), -1), logits).sample(torch.Generator().manual_seed(1))
    yield "sure", logits.scatter_add(1, drawn[:, None], torch.full((n, 1), SURE))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--positions", type=int, default=256)
    parser.add_argument("--tokens", type=int, default=131_072, help="the size of the vocabulary")
    parser.add_argument("--device", default="cpu", help="of the dense chart")
    parser.add_argument("--most", type=float, default=1.0, help="gigabytes that it may keep; beyond, it is not run")
    parser.add_argument("names", nargs="*", default=["json", "sql_marked", "sql", "python_expression", "cpp"])
    asked = parser.parse_args()
    n, device = asked.positions, torch.device(asked.device)
    vocabulary = Vocabulary.from_tokenizers(tokenizer(asked.tokens), eos="<eos>", pad="<pad>", mask="<mask>")
    print(
        "| grammar, logits | lists | items | dense | kept, GB | products | in turn | operations | log of sums apart |"
    )
    print("| --- " * 9 + "|")
    for name in asked.names:
        constraint = compile_constraint(vocabulary, grammar=GRAMMARS / f"{name}.lark")
        automaton = constraint.automaton
        assert isinstance(automaton, TokenPushdown)
        machine = PushdownMachine(automaton)
        for kind, logits in logits_of(constraint, n):
            weights = constraint.posterior(torch.full((n,), -1), logits)._weights
            runs = machine.messages(weights)
            assert isinstance(runs, Runs)
            listed = timed(lambda: machine.messages(weights), 3)  # noqa: B023
            dense = DenseChart(runs.net, device)
            row = [f"{name}, {kind}", f"{listed:,.1f} ms", f"{len(runs.chart.items):,}"]
            size = [f"{dense.gigabytes(n):.2g}", f"{dense.products(n):.1e}", f"{dense.in_turn(n):,}"]
            if dense.gigabytes(n) > asked.most:
                row += ["", *size, "", ""]
            else:
                given = [torch.from_numpy(part).to(device) for part in (runs.weights, runs.potential)]
                with Counted() as counted:
                    total = float(dense.total(*given))
                began = time.perf_counter()
                waited(device, dense.total(*given))
                took = (time.perf_counter() - began) * 1e3
                apart = abs(math.log(total) - math.log(runs.chart.total))
                row += [f"{took:,.0f} ms", *size, f"{counted.count:,}", f"{apart:.1g}"]
            print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
