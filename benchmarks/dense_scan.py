"""Messages over edges beside a dense scan of log depth: ``python -m benchmarks.dense_scan [--device cuda]``.

The scan is written from the published description of Mosaic (Dang and Ermon 2026, arXiv 2607.07026): at every position
a matrix [N, N] of what the tokens weigh that lead from state to state; their products over stretches that double in
length; then a draw of the states from the middle of each stretch, all stretches of a length at once. Log n products
deep, n N^2 numbers large. Rows are scaled one by one, or most draws would fail in single precision. Ours walks the
edges, position after position. Both draw one canvas exactly from the same weights of labels; what it takes to weigh
the labels is in neither.

``--states`` are the sizes of automata wanted (lists of more and more strings), ``--most`` the gigabytes that the
scan may take: beyond, only its size is told.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from benchmarks.timing import timed, waited
from constrained_diffusion import compile_constraint
from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.inference.machines import machine_of
from tests.large_vocabulary import large_vocabulary

_TOKENS = 32_768


@dataclass(frozen=True)
class Products:
    """Products of matrices over stretches: `levels[k]` [n / 2^k, N, N], rows times exp `logs[k]` [n / 2^k, N]."""

    levels: list[Tensor]
    logs: list[Tensor]


class DenseScan:
    """An automaton as dense matrices; the number of positions is a power of two."""

    def __init__(self, automaton: TokenAutomaton, device: torch.device) -> None:
        self.states = automaton.states
        self.source, self.target, self.label = (
            torch.from_numpy(column.astype(np.int64)).to(device)
            for column in (automaton.source, automaton.target, automaton.label)
        )
        self.accepting = torch.from_numpy(automaton.accepting).to(device)

    def products(self, weights: Tensor) -> Products:
        """Of label weights [n, L], logarithms; the greatest entry of every row is one."""
        n = len(weights)
        peaks = weights.amax(1)
        shares = (weights - peaks[:, None]).exp()[:, self.label]
        leaves = torch.zeros(n, self.states * self.states, device=weights.device)
        leaves.index_add_(1, self.source * self.states + self.target, shares)
        level, log = _scaled(leaves.view(n, self.states, self.states), peaks[:, None].expand(n, self.states))
        levels, logs = [level], [log]
        while len(levels[-1]) > 1:
            left, right = levels[-1][0::2], levels[-1][1::2]
            ways, log = _scaled_logs(left.log() + logs[-1][1::2, None, :], logs[-1][0::2])
            level, log = _scaled(ways @ right, log)
            levels.append(level)
            logs.append(log)
        return Products(levels, logs)

    def log_total(self, products: Products) -> Tensor:
        """log of the weight of all runs."""
        return products.levels[-1][0, 0, self.accepting].sum().log() + products.logs[-1][0, 0]

    def sample(self, weights: Tensor, products: Products, generator: torch.Generator | None = None) -> Tensor:
        """The labels [n] of a run drawn by weight."""
        n, device = len(weights), weights.device
        states = torch.zeros(n + 1, dtype=torch.long, device=device)
        ends = torch.where(self.accepting, products.levels[-1][0, 0], 0.0)
        states[n] = torch.multinomial(ends, 1, generator=generator)[0]
        for level, log in zip(reversed(products.levels[:-1]), reversed(products.logs[:-1]), strict=True):
            length = n // len(level)
            firsts, lasts = states[0 : n : 2 * length], states[2 * length :: 2 * length]
            pairs = torch.arange(len(level) // 2, device=device)
            middle = level[0::2][pairs, firsts].log() + level[1::2][pairs, :, lasts].log() + log[1::2]
            states[length :: 2 * length] = torch.multinomial(middle.softmax(1), 1, generator=generator).flatten()
        there = (self.source == states[:-1, None]) & (self.target == states[1:, None])
        shares = torch.where(there, (weights - weights.amax(1, keepdim=True)).exp()[:, self.label], 0.0)
        return self.label[torch.multinomial(shares, 1, generator=generator).flatten()]

    def gigabytes(self, n: int) -> float:
        """Of all products, in single precision."""
        return 2 * n * self.states**2 * 4 / 1e9


def _scaled(matrices: Tensor, logs: Tensor) -> tuple[Tensor, Tensor]:
    """Rows scaled to a greatest entry of one, and the logarithms with what that took."""
    peaks = matrices.amax(2)
    return matrices / peaks[..., None].clamp_min(torch.finfo(matrices.dtype).tiny), logs + peaks.log()


def _scaled_logs(matrices: Tensor, logs: Tensor) -> tuple[Tensor, Tensor]:
    """The same of matrices of logarithms."""
    peaks = matrices.amax(2)
    return (matrices - peaks.clamp_min(-1e30)[..., None]).exp(), logs + peaks


def list_of_strings(states: int) -> str:
    """A pattern of a list of quoted strings of up to 24 characters, whose automaton has about so many states."""
    strings = max(states // 28, 1)
    return f'("[a-z ]{{1,24}}", ){{{strings - 1}}}"[a-z ]{{0,{max(states - 28 * strings + 24, 1)}}}"'


def automaton_of(states: int) -> TokenAutomaton:
    """That of a list of strings with about so many states."""
    automaton = compile_constraint(large_vocabulary(_TOKENS), regex=list_of_strings(states)).automaton
    assert isinstance(automaton, TokenAutomaton)
    return automaton


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--states", type=int, nargs="+", default=[50, 100, 200, 500, 1000, 2000, 5000, 10000])
    parser.add_argument("--positions", type=int, default=256, help="a power of two")
    parser.add_argument("--device", default="cpu", help="of the scan")
    parser.add_argument("--most", type=float, default=4.0, help="gigabytes that the scan may take")
    asked = parser.parse_args()
    n, device = asked.positions, torch.device(asked.device)
    if n & (n - 1):
        parser.error("the number of positions is to be a power of two")
    print(
        "| states | edges | messages and a draw | numbers kept | dense scan and a draw | matrices kept | log Z apart |"
    )
    print("| --- " * 7 + "|")
    for states in asked.states:
        automaton = automaton_of(states)
        machine, scan = machine_of(automaton), DenseScan(automaton, device)
        weights = np.random.default_rng(0).standard_normal((n, automaton.labels))
        uniforms = np.random.default_rng(1).random(n + 1)
        ours = timed(lambda: machine.messages(weights).sample(uniforms), 5)  # noqa: B023
        row = [f"{automaton.states:,}", f"{automaton.edges:,}", f"{ours:.2f} ms", _size(2 * n * automaton.states * 8)]
        if scan.gigabytes(n) > asked.most:
            row += ["", _size(scan.gigabytes(n) * 1e9), ""]
        else:
            given = torch.from_numpy(weights).float().to(device)
            dense = timed(lambda: waited(device, scan.sample(given, scan.products(given))), 3)  # noqa: B023
            apart = abs(float(scan.log_total(scan.products(given))) - machine.messages(weights).log_total)
            row += [f"{dense:,.1f} ms", _size(scan.gigabytes(n) * 1e9), f"{apart:.1g}"]
        print(f"| {' | '.join(row)} |", flush=True)


def _size(count: float) -> str:
    unit = min(int(math.log10(count) // 3), 3)
    return f"{count / 1000**unit:.3g} {('B', 'kB', 'MB', 'GB')[unit]}"


if __name__ == "__main__":
    main()
