"""The passes over the edges of a batch's automata by Triton's kernels; imported where there is a GPU."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from constrained_diffusion.inference.batches.automata import Automata, Layouts
from constrained_diffusion.inference.kernels.gpu_walks import Ladder, by_position, followed, ladder, sweep


class TritonWalks:
    """`walks.Walks`: a program a canvas walks the positions, a program a position does the rest."""

    def __init__(self, automata: Automata, layouts: Layouts[Ladder], which: Tensor) -> None:
        """
        Args:
            automata: those of the batch.
            layouts: by `gpu_walks.ladder`.
            which: int64 [B], that of every canvas.
        """
        self.automata, self.layouts, self.which = automata, layouts, which
        self._accepting = automata.accepting[which]

    def of_labels(self, scores: Tensor) -> Tensor:
        return by_position(self.layouts.of_labels, self.which, scores, None, is_sum=True)

    def greatest_of_labels(self, scores: Tensor) -> Tensor:
        return by_position(self.layouts.of_labels, self.which, scores, None, is_sum=False)

    def of_classes(self, gains: Tensor) -> Tensor:
        return by_position(self.layouts.of_classes, self.which, gains, None, is_sum=True)

    def around(self, ahead: Tensor, behind: Tensor) -> Tensor:
        around = self.layouts.around
        return by_position(around, self.which, ahead[:, :-1], behind[:, 1:], is_sum=True)

    def messages(self, weights: Tensor) -> tuple[Tensor, Tensor]:
        rows, n, _ = weights.shape
        ahead = weights.new_full((rows, n + 1, self.automata.states), -torch.inf)
        ahead[:, 0, 0] = 0.0
        sweep(self.layouts.into, self.which, weights, ahead, forwards=True, is_sum=True)
        return ahead, self._behind(weights, is_sum=True)

    def best(self, weights: Tensor) -> tuple[Tensor, Tensor]:
        behind = self._behind(weights, is_sum=False)
        return self._followed(weights, behind, None), behind[:, 0, 0]

    def sample(self, weights: Tensor, behind: Tensor, uniforms: Tensor) -> Tensor:
        return self._followed(weights, behind, uniforms.contiguous())

    def _behind(self, weights: Tensor, *, is_sum: bool) -> Tensor:
        rows, n, _ = weights.shape
        behind = weights.new_full((rows, n + 1, self.automata.states), -torch.inf)
        behind[:, n].masked_fill_(self._accepting, 0.0)
        sweep(self.layouts.out_of, self.which, weights, behind, forwards=False, is_sum=is_sum)
        return behind

    def _followed(self, weights: Tensor, behind: Tensor, uniforms: Tensor | None) -> Tensor:
        start, target, label, _ = self.automata.exits
        return followed(weights.contiguous(), behind, self.which, start, target, label, uniforms)


def triton_walks(device: torch.device, automata: Automata) -> Callable[[Tensor], TritonWalks]:
    """The passes of automata on a device, by that of every canvas."""
    ladders = automata.laid_out(lambda given, size: ladder(given, size, device))
    return lambda which: TritonWalks(automata, ladders, which)
