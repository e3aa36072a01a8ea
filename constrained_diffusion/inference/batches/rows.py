"""The rows of a batch as posteriors like any other, for loops that look at one canvas after the other.

All that loops ask of every row is worked out for the whole batch and brought over at once; what is as wide as the
vocabulary stays on the device.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple, TypeGuard

import numpy as np
import torch
from torch import Tensor

from constrained_diffusion.errors import ConstrainedDiffusionError, InvalidLogits
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.batches.batch import Fleet
from constrained_diffusion.inference.batches.posterior import BatchPosterior
from constrained_diffusion.inference.constraint import Constraint, Posterior
from constrained_diffusion.inference.rows import Tokens, aligned, aligned_whole, checked, checked_logits


class Batches:
    """The automata of a loop's canvases, kept where its logits are from one step to the next."""

    def __init__(self) -> None:
        self._fleet: Fleet | None = None

    def posteriors(
        self,
        constraints: Sequence[Constraint],
        canvases: Sequence[Tensor],
        logits: Tensor | Sequence[Tensor],
        generators: Sequence[torch.Generator | None] | None = None,
    ) -> list[Posterior | None]:
        """The posterior of every canvas [n] under its logits [n, V]; None of one that is to be asked of its constraint.

        Those are taken together that have a finite automaton and as many positions, where the logits are not on the
        CPU; `best`, a draw and what is believed of tokens then lie on the CPU. A row with a generator is drawn from
        once with the others, which is what `sample` then hands over.
        """
        generators = [None] * len(constraints) if generators is None else generators
        found: list[Posterior | None] = [None] * len(constraints)
        alike: dict[int, dict[int, AutomatonConstraint]] = {}
        for row, (one, canvas, scores) in enumerate(zip(constraints, canvases, logits, strict=True)):
            if pays_on(scores) and has_finite_automaton(one) and _is_sound(canvas, scores, one):
                alike.setdefault(len(canvas), {})[row] = one
        for together in alike.values():
            is_whole = isinstance(logits, Tensor) and len(together) == len(logits)
            scored = logits if is_whole else torch.stack([logits[row] for row in together])
            own, drawing = [canvases[row] for row in together], [generators[row] for row in together]
            rows = self._batched([*together.values()], own, drawing, scored)  # type: ignore[arg-type]
            for row, posterior in zip(together, rows, strict=True):
                found[row] = posterior
        return found

    def holds(self, posterior: Posterior) -> bool:
        """Whether it is one of those that are asked best together (`log_probabilities`)."""
        return isinstance(posterior, RowPosterior)

    def _batched(
        self,
        constraints: Sequence[AutomatonConstraint],
        canvases: Sequence[Tensor],
        generators: Sequence[torch.Generator | None],
        logits: Tensor,
    ) -> list[Posterior]:
        fleet = self._fleet
        if fleet is not None and fleet.device != logits.device:
            fleet = None
        if fleet is None or not all(map(fleet.knows, constraints)):
            automata = {id(one.automaton): one.automaton.finite for one in constraints}
            finite = [automaton for automaton in automata.values() if automaton is not None]
            fleet = self._fleet = Fleet(finite, constraints[0].vocabulary, logits.device, fleet)
        canvas = torch.stack(list(canvases)).to(logits.device)
        shared = _Shared(BatchPosterior(fleet.batch(constraints), canvas, logits.detach()), generators)
        return [RowPosterior(shared, row, one, canvases[row]) for row, one in enumerate(constraints)]


def _is_sound(canvas: Tensor, scores: Tensor, constraint: Constraint) -> bool:
    """Whether a row can be asked about at all; of one that cannot, its constraint says why when it is asked."""
    try:
        return len(checked(canvas, constraint.vocabulary)) == len(
            checked_logits(canvas, scores, constraint.vocabulary.size)
        )
    except ConstrainedDiffusionError:
        return False


def pays_on(logits: Tensor) -> bool:
    """Whether canvases are taken together where the logits are; on the CPU each walks faster by itself."""
    return isinstance(logits, Tensor) and logits.device.type != "cpu"


def has_finite_automaton(constraint: Constraint) -> TypeGuard[AutomatonConstraint]:
    """Whether canvases of it can be taken together."""
    return isinstance(constraint, AutomatonConstraint) and constraint.automaton.finite is not None


class _Told(NamedTuple):
    """What is told of a batch, on the CPU: float64 [B] and [B, n], the canvases long [B, n]."""

    is_broken: Tensor
    log_total: Tensor
    log_evidence: Tensor
    best_weight: Tensor
    best: Tensor
    entropies: Tensor
    cross_entropies: Tensor
    confidences: Tensor
    prior_confidences: Tensor
    drawn: Tensor
    drawn_confidences: Tensor


class _Shared:
    """A batch, and what is told of it once somebody asks; rows without a generator are not drawn from."""

    def __init__(self, posterior: BatchPosterior, generators: Sequence[torch.Generator | None]) -> None:
        self.posterior, self.generators = posterior, generators

    @cached_property
    def told(self) -> _Told:
        p = self.posterior
        (tokens, weight), scores = p.best, p.sums.scores
        n = tokens.shape[1]
        totals = p.sums.totals  # of all tokens, those of no class included
        is_broken = ((totals.isnan() | totals.isposinf()) & (p.canvas < 0)).any(1)
        single = [part.to(scores)[:, None] for part in (is_broken, p.log_total, p.log_evidence, weight)]
        sure = (p.confidences(tokens), p.prior_confidences(tokens))
        drawn = self._drawn(tokens)
        whole = (tokens, p.entropies(), p.cross_entropies(), *sure, drawn, p.confidences(drawn))
        brought = torch.cat([*single, *(part.to(scores) for part in whole)], 1).cpu().double()
        is_broken, log_total, log_evidence, best_weight = brought[:, : len(single)].unbind(1)
        believed = list(brought[:, len(single) :].split(n, 1))
        believed[0], believed[-2] = believed[0].long(), believed[-2].long()  # the canvases
        return _Told(is_broken > 0.0, log_total, log_evidence, best_weight, *believed)

    def _drawn(self, otherwise: Tensor) -> Tensor:
        """Draws [B, n] with the generators that there are, `otherwise` where there is none."""
        if all(generator is None for generator in self.generators):
            return otherwise
        there, n = self.posterior.prior[0], otherwise.shape[1]
        none = torch.zeros(n, 3, dtype=torch.float64)
        drawn = [none if generator is None else _uniforms(generator, n) for generator in self.generators]
        uniforms = torch.stack([numbers.to(there) for numbers in drawn])
        has_one = torch.tensor([generator is not None for generator in self.generators]).to(otherwise.device)
        return torch.where(has_one[:, None], self.posterior.sample(uniforms), otherwise)


def _uniforms(generator: torch.Generator | None, n: int) -> Tensor:
    """Numbers [n, 3] that a draw hangs on."""
    device = None if generator is None else generator.device
    return torch.rand(n, 3, generator=generator, dtype=torch.float64, device=device)


class RowPosterior:
    """A row of a batch."""

    def __init__(self, shared: _Shared, row: int, constraint: AutomatonConstraint, canvas: Tensor) -> None:
        self.shared, self.row, self._constraint = shared, row, constraint
        self._committed, self._generator = canvas.numpy(), shared.generators[row]

    @cached_property
    def _told(self) -> _Told:
        told = self.shared.told
        if told.is_broken[self.row]:
            raise InvalidLogits("the logits hold NaN or +inf")
        if told.log_total[self.row] == -torch.inf:
            raise self._constraint.without_completion(self._committed)
        return _Told(*(part[self.row] for part in told))

    @cached_property
    def _alone(self) -> BatchPosterior:
        assert self._told
        return self.shared.posterior.only(self.row)

    @property
    def log_partition(self) -> float:
        return float(self._told.log_total)

    @property
    def log_evidence(self) -> float:
        return float(self._told.log_evidence)

    @property
    def is_measured(self) -> bool:
        return self._constraint.is_unambiguous

    def marginals(self) -> Tensor:
        return self._alone.marginals()[0]

    def hedged_marginals(self) -> Tensor:
        assert self.shared.posterior.hedge  # flattened for all rows at once
        return self._alone.hedged_marginals()[0]

    def entropies(self) -> Tensor:
        return self._told.entropies

    def cross_entropies(self) -> Tensor:
        return self._told.cross_entropies

    def confidences(self, tokens: Tensor) -> Tensor:
        asked = aligned_whole(tokens, self._committed, self._constraint.vocabulary)
        if np.array_equal(asked, self._told.best.numpy()):
            return self._told.confidences
        if np.array_equal(asked, self._told.drawn.numpy()):
            return self._told.drawn_confidences
        return self._alone.confidences(self._there(asked))[0].double().cpu()

    def prior_confidences(self, tokens: Tensor) -> Tensor:
        asked = aligned_whole(tokens, self._committed, self._constraint.vocabulary)
        if np.array_equal(asked, self._told.best.numpy()):
            return self._told.prior_confidences
        return self._alone.prior_confidences(self._there(asked))[0].double().cpu()

    def log_probability(self, tokens: Tensor) -> float:
        (found,) = log_probabilities([self], [tokens])
        return found

    def best(self) -> tuple[Tensor, float]:
        return self._told.best.clone(), float(self._told.best_weight)

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        if generator is not None and generator is self._generator:
            self._generator = None  # a second draw is another one
            return self._told.drawn.clone()
        alone, uniforms = self._alone, _uniforms(generator, len(self._committed))
        return alone.sample(uniforms.to(alone.prior[0])[None])[0].cpu()

    def asked(self, tokens: Tensor) -> Tokens:
        """Tokens [n] as `log_probability` takes them, once it is known that there is an answer."""
        found: Tokens = aligned(tokens, self._committed, self._constraint.vocabulary)
        assert self._told
        return found

    def _there(self, tokens: Tokens) -> Tensor:
        return torch.from_numpy(tokens)[None].to(self.shared.posterior.logits.device)


def log_probabilities(posteriors: Sequence[Posterior], tokens: Sequence[Tensor]) -> list[float]:
    """`log_probability` of tokens [n] under each of some posteriors, of the rows of one batch at once."""
    found, waiting = [0.0] * len(posteriors), []
    for at, (posterior, asked) in enumerate(zip(posteriors, tokens, strict=True)):
        if isinstance(posterior, RowPosterior):
            waiting.append((at, posterior, posterior.asked(asked)))
        else:
            found[at] = posterior.log_probability(asked)
    while waiting:
        shared = waiting[0][1].shared
        own = {one.row: (at, held) for at, one, held in waiting if one.shared is shared}
        whole = np.full(tuple(shared.posterior.canvas.shape), -1)
        for row, (_, held) in own.items():
            whole[row] = held
        weights = shared.posterior.log_probability(torch.from_numpy(whole).to(shared.posterior.canvas.device)).cpu()
        for row, (at, _) in own.items():
            found[at] = float(weights[row])
        told = {at for at, _ in own.values()}
        waiting = [one for one in waiting if one[0] not in told]  # a row may be asked twice
    return found
