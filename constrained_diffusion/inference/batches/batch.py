"""Which automaton each canvas of a batch is held to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import torch
from torch import Tensor

from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.batches.automata import packed
from constrained_diffusion.inference.batches.passes import DevicePasses, TorchPasses, TritonPasses
from constrained_diffusion.inference.batches.walks import Walks, walks_on
from constrained_diffusion.vocabulary import Vocabulary


class Run(NamedTuple):
    """Canvases side by side that have one automaton."""

    rows: slice
    passes: DevicePasses


class Fleet:
    """Finite automata over one vocabulary, laid out on a device; made once and used at every step."""

    def __init__(
        self,
        automata: Sequence[TokenAutomaton],
        vocabulary: Vocabulary,
        device: torch.device,
        before: Fleet | None = None,
    ) -> None:
        """
        Args:
            automata: those there are, each once.
            vocabulary: that of all of them.
            device: that of the logits.
            before: an earlier one on this device; how it lays out the vocabulary is taken over where it can be.
        """
        self.vocabulary, self.device = vocabulary, device
        self.wide = torch.float32 if device.type == "mps" else torch.float64
        self.automata = packed(automata, device)
        self.walks = walks_on(device, self.automata)
        self._place: dict[int, int] = {id(automaton): number for number, automaton in enumerate(automata)}
        made = TritonPasses if device.type == "cuda" else TorchPasses
        kept = {} if before is None else {key: before.passes[place] for key, place in before._place.items()}
        self.passes: list[DevicePasses] = [kept.get(id(one)) or made(one, device) for one in automata]
        self.ends = torch.tensor(vocabulary.eos, device=device)

    def knows(self, constraint: AutomatonConstraint) -> bool:
        """Whether a canvas can be held to it without the automata being laid out anew."""
        return id(constraint.automaton.finite) in self._place

    def batch(self, constraints: Sequence[AutomatonConstraint]) -> Batch:
        """A canvas for each of the constraints, all of which it knows."""
        which = [self._place[id(one.automaton.finite)] for one in constraints]
        return Batch(self, which, [one.scores_padding for one in constraints])


class Batch:
    """What B canvases are held to.

    Attributes:
        which: int64 [B], the automaton of each.
        scores_padding: bool [B, 1].
        runs: canvases side by side that have the same one.
    """

    def __init__(self, fleet: Fleet, which: Sequence[int], scores_padding: Sequence[bool]) -> None:
        self.fleet, self.automata, self.vocabulary = fleet, fleet.automata, fleet.vocabulary
        self._which, self._scores_padding = which, scores_padding
        self.which = torch.tensor(which, device=fleet.device)
        self.scores_padding = torch.tensor(scores_padding, device=fleet.device)[:, None]
        self.runs: list[Run] = []
        for number, row in groupby(range(len(which)), key=which.__getitem__):
            rows = list(row)
            self.runs.append(Run(slice(rows[0], rows[-1] + 1), fleet.passes[number]))
        self.walks: Walks = fleet.walks(self.which)

    def only(self, row: int) -> Batch:
        """One of the canvases."""
        return Batch(self.fleet, [self._which[row]], [self._scores_padding[row]])

    def held(self, scores: Tensor, canvas: Tensor, own: Tensor | None = None) -> Tensor:
        """Scores of classes [B, n, C]; where a token is committed on `canvas` [B, n], `own` [B, n] (0 by default) for
        its class and -inf for the others.
        """
        theirs = self.members_of_tokens(canvas.clamp_min(0))
        committed = torch.where(theirs, scores.new_zeros(()) if own is None else own[..., None], -torch.inf)
        return torch.where((canvas < 0)[..., None], scores, committed)

    def classes_of(self, tokens: Tensor) -> Tensor:
        """int64: the classes of tokens [B, n], C where they have none."""
        return self.automata.class_of_token[self.which].gather(1, tokens)

    def members_of_tokens(self, tokens: Tensor) -> Tensor:
        """bool [B, n, C]: the class of every token [B, n]."""
        kinds = torch.arange(self.automata.classes, device=tokens.device)
        return self.classes_of(tokens)[..., None] == kinds

    def members(self, labels: Tensor) -> Tensor:
        """bool [B, n, C]: the classes of labels [B, n]."""
        return self.automata.holds[self.which[:, None], labels]

    def masks(self, canvas: Tensor) -> Tensor:
        """bool [B, n, V]: what some completion of the canvases [B, n] holds; nothing at all of one that has none."""
        walks, (rows, n) = self.walks, canvas.shape
        nothing = torch.zeros((rows, n, self.automata.classes), dtype=self.fleet.wide, device=canvas.device)
        weights = walks.of_labels(self.held(nothing, canvas))
        ahead, behind = walks.messages(weights)
        around = torch.where(weights > -torch.inf, walks.around(ahead, behind), -torch.inf)
        living = torch.nn.functional.pad(walks.of_classes(around) > -torch.inf, (0, 1))
        index = self.automata.class_of_token[self.which][:, None].expand(-1, n, -1)
        masks = living.gather(2, index)
        fixed = canvas.clamp_min(0)[..., None]
        some = masks.gather(2, fixed)
        return torch.where((canvas < 0)[..., None], masks, torch.zeros_like(masks).scatter(2, fixed, some))
