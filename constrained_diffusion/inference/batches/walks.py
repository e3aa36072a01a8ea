"""Passes over the edges of a batch's automata, position after position, in plain torch.

Sums are in log space, with no scale to lose: whatever the logits are, a message is -inf only where there is no path.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import torch
from torch import Tensor

from constrained_diffusion.inference.batches.arcs import Arcs, arcs, drawn, greatest, log_sums
from constrained_diffusion.inference.batches.automata import Automata, Layouts

_TERMS = 1 << 25
"""Terms that are held at once, where positions do not hang on one another."""


class Walks(Protocol):
    """The passes of B canvases of n positions; weights are logarithms, of labels [B, n, L], of classes [B, n, C]."""

    def of_labels(self, scores: Tensor) -> Tensor:
        """Scores of classes to weights of labels."""

    def greatest_of_labels(self, scores: Tensor) -> Tensor:
        """The greatest score of every label's classes."""

    def of_classes(self, gains: Tensor) -> Tensor:
        """Gains of labels to those of classes."""

    def messages(self, weights: Tensor) -> tuple[Tensor, Tensor]:
        """Log-sums [B, n + 1, S] of the paths from the start, and to acceptance behind the last position."""

    def around(self, ahead: Tensor, behind: Tensor) -> Tensor:
        """[B, n, L]: the log-sum over paths through a label, without its own weight."""

    def best(self, weights: Tensor) -> tuple[Tensor, Tensor]:
        """Labels [B, n] of the path of greatest weight, and its weight [B]."""

    def sample(self, weights: Tensor, behind: Tensor, uniforms: Tensor) -> Tensor:
        """Labels [B, n] of a path drawn by weight; `uniforms` [B, n] lie in [0, 1)."""


class TorchWalks:
    """Plain torch: a few operations a position for the whole batch."""

    def __init__(self, automata: Automata, layouts: Layouts[Arcs], which: Tensor) -> None:
        """
        Args:
            automata: those of the batch.
            layouts: by `arcs`.
            which: int64 [B], that of every canvas.
        """
        self.automata, self.layouts, self.which = automata, layouts, which
        self._accepting = automata.accepting[which]

    def of_labels(self, scores: Tensor) -> Tensor:
        return self._by_position(self.layouts.of_labels.on(self.which), scores, None)

    def greatest_of_labels(self, scores: Tensor) -> Tensor:
        return self._by_position(self.layouts.of_labels.on(self.which), scores, None, sums=False)

    def of_classes(self, gains: Tensor) -> Tensor:
        return self._by_position(self.layouts.of_classes.on(self.which), gains, None)

    def around(self, ahead: Tensor, behind: Tensor) -> Tensor:
        return self._by_position(self.layouts.around.on(self.which), ahead[:, :-1], behind[:, 1:])

    def messages(self, weights: Tensor) -> tuple[Tensor, Tensor]:
        n, into, out_of = weights.shape[1], self.layouts.into.on(self.which), self.layouts.out_of.on(self.which)
        none = weights.new_full(self._accepting.shape, -torch.inf)
        start = none.clone()
        start[:, 0] = 0.0
        ahead, behind = [start], [torch.where(self._accepting, 0.0, none)]
        for t in range(n):
            ahead.append(_step(into, ahead[-1], weights[:, t]))
            behind.append(_step(out_of, behind[-1], weights[:, n - 1 - t]))
        return torch.stack(ahead, 1), torch.stack(behind[::-1], 1)

    def best(self, weights: Tensor) -> tuple[Tensor, Tensor]:
        none = weights.new_full(self._accepting.shape, -torch.inf)
        behind, out_of = [torch.where(self._accepting, 0.0, none)], self.layouts.out_of.on(self.which)
        for t in range(weights.shape[1] - 1, -1, -1):
            terms = behind[-1].gather(1, out_of.first) + weights[:, t].gather(1, out_of.second)
            behind.append(greatest(terms, out_of.end, out_of.size))
        return self._followed(weights, behind[::-1], lambda value, _: value.argmax(1)), behind[-1][:, 0]

    def sample(self, weights: Tensor, behind: Tensor, uniforms: Tensor) -> Tensor:
        return self._followed(weights, behind.unbind(1), lambda value, t: drawn(value, uniforms[:, t]))

    def _followed(self, weights: Tensor, behind: Sequence[Tensor], choose: Callable[[Tensor, int], Tensor]) -> Tensor:
        """Labels [B, n] of the path on which `choose` takes the edges, by what each is worth with all behind it."""
        start, state, labels = self.automata.exits.start, torch.zeros_like(self.which), []
        for t in range(weights.shape[1]):
            edge, target, label = self._leaving(state)
            value = weights[:, t].gather(1, label) + behind[t + 1].gather(1, target)
            own = torch.where(edge < start[self.which, state + 1][:, None], value, -torch.inf)
            taken = choose(own, t)[:, None]
            labels.append(label.gather(1, taken)[:, 0])
            state = target.gather(1, taken)[:, 0]
        return torch.stack(labels, 1) if labels else weights.new_zeros((len(weights), 0), dtype=torch.long)

    def _leaving(self, state: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Edges [B, most], their targets and labels; those from the start of the next state on are not the state's."""
        exits = self.automata.exits
        start = exits.start[self.which, state][:, None]
        edge = start + torch.arange(exits.most, device=start.device)
        there = edge.clamp(max=exits.target.shape[1] - 1)
        return edge, exits.target[self.which[:, None], there], exits.label[self.which[:, None], there]

    def _by_position(self, by: Arcs, first: Tensor, second: Tensor | None, *, sums: bool = True) -> Tensor:
        """One sum a position, a few positions at a time."""
        rows, n, _ = first.shape
        most = max(1, _TERMS // max(1, by.end.numel()))
        out = []
        for low in range(0, n, most):
            part = first[:, low : low + most]
            shape = (rows, part.shape[1], by.end.shape[1])
            terms = part.gather(2, by.first[:, None].expand(shape))
            if second is not None:
                terms = terms + second[:, low : low + most].gather(2, by.second[:, None].expand(shape))
            out.append((log_sums if sums else greatest)(terms, by.end[:, None].expand(shape), by.size))
        return torch.cat(out, 1) if out else first.new_empty((rows, 0, by.size))


def walks_on(device: torch.device, automata: Automata) -> Callable[[Tensor], Walks]:
    """The passes of automata on a device, by that of every canvas: Triton on CUDA, plain torch elsewhere."""
    if device.type == "cuda":
        from constrained_diffusion.inference.batches.triton_walks import triton_walks  # is there where CUDA is

        return triton_walks(device, automata)
    plain = automata.laid_out(lambda given, size: arcs(given, size, device))
    return lambda which: TorchWalks(automata, plain, which)


def _step(by: Arcs, messages: Tensor, weights: Tensor) -> Tensor:
    return log_sums(messages.gather(1, by.first) + weights.gather(1, by.second), by.end, by.size)
