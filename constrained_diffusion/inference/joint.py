"""Two constraints on one canvas: sound by intersection, complete by search.

Each side answers exactly for itself, but tokens that both allow need not go together. So every token is proven by a
*witness*, a canvas that both sides accept. A search for the best one branches where the two sides' favourites part:
either side's best score bounds what the two can reach together, and a favourite of one that the other accepts is the
optimum. Where only one side speaks about a position (`Constraint.scope`), a witness proves all that this side
allows there once the shared positions are set.
"""

from __future__ import annotations

import heapq
from itertools import count
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from constrained_diffusion.errors import ConstraintTooLarge, UnsatisfiableConstraint
from constrained_diffusion.inference.constraint import Constraint
from constrained_diffusion.inference.rows import OPEN, FromMarginals, Tokens, first_clash, gumbel_noise

_NODES = 2_000
_KEPT = 256


class _Branch(NamedTuple):
    """A canvas and logits (-inf where a token was ruled out) to search under, with each side's best canvas."""

    canvas: Tokens
    logits: Tensor
    ours: Tensor
    theirs: Tensor
    bound: float


class JointSearch:
    """Canvases that both of two constraints accept, found by branch and bound.

    Witnesses are remembered; one that no longer fits costs time and never an answer.
    """

    def __init__(self, first: Constraint, second: Constraint) -> None:
        self.first, self.second = first, second
        # Where a side leaves padding out of its score, the scores cannot be compared; the first side's counts.
        self._same_measure = first.scores_padding and second.scores_padding
        self._witnesses: tuple[Tokens, ...] = ()

    def best_canvas(self, committed: Tokens, logits: Tensor, *, any_will_do: bool = False) -> Tensor | None:
        """The canvas of the greatest score that both accept, None where there is none; or just any, found sooner."""
        tie = count()
        heap: list[tuple[tuple[float, ...], int, _Branch]] = []

        def grow(canvas: Tokens, scores: Tensor) -> None:
            branch = self._branch(canvas, scores)
            if branch is not None:
                deep = float((canvas >= 0).sum()) if any_will_do else 0.0
                heapq.heappush(heap, ((-deep, -branch.bound), next(tie), branch))

        grow(committed, logits)
        for _ in range(_NODES):
            if not heap:
                return None
            branch = heapq.heappop(heap)[2]
            if self.second.is_completable(branch.ours):
                return branch.ours
            if (self._same_measure or any_will_do) and self.first.is_completable(branch.theirs):
                return branch.theirs
            position = self._parting(branch)
            taken, without = branch.canvas.copy(), branch.logits.clone()
            taken[position] = int(branch.ours[position])
            without[position, taken[position]] = -torch.inf
            grow(taken, branch.logits)
            grow(branch.canvas, without)
        raise ConstraintTooLarge(
            f"the two constraints need more than {_NODES} branchings; commit or fix more positions"
        )

    def _branch(self, canvas: Tokens, logits: Tensor) -> _Branch | None:
        """The two sides' favourites and what bounds the best of both; None where a side has nothing left."""
        try:
            posteriors = [side.posterior(torch.from_numpy(canvas), logits) for side in (self.first, self.second)]
            (ours, first), (theirs, second) = (posterior.best() for posterior in posteriors)
        except UnsatisfiableConstraint:
            return None
        bounds = [weight + p.log_partition for weight, p in zip((first, second), posteriors, strict=True)]
        return _Branch(canvas, logits, ours, theirs, min(bounds) if self._same_measure else bounds[0])

    def _parting(self, branch: _Branch) -> int:
        """The position to branch on: open, shared, one where the favourites part, and by the most."""
        opened = branch.canvas == OPEN
        shared = opened & self._shared(len(opened))
        apart = (branch.ours != branch.theirs).numpy()
        spots = next(spots for spots in (shared & apart, shared, opened) if spots.any())
        ours, theirs = (branch.logits.gather(1, t[:, None]).squeeze(1) for t in (branch.ours, branch.theirs))
        return int(torch.where(torch.from_numpy(spots), (ours - theirs).abs(), -1.0).argmax())

    def _shared(self, n: int) -> NDArray[np.bool_]:
        return self.first.scope(n) & self.second.scope(n)

    def masks(self, committed: Tokens) -> Tensor:
        """Exactly the tokens [n, V] of canvases that both accept."""
        allowed, narrowed = self._intersection(committed)
        shared = torch.from_numpy(self._shared(len(committed)))
        proven = torch.zeros_like(allowed)
        for witness in self._witnesses:
            if len(witness) == len(committed) and not np.any((committed != OPEN) & (witness != committed)):
                proven |= self._proven(narrowed, witness)
        generator = torch.Generator().manual_seed(0)
        while True:
            left = allowed & ~proven
            rows = torch.nonzero(left.any(1)).flatten()
            if not len(rows):
                break
            row = int(next((r for r in rows if shared[r]), rows[0]))
            token = int(torch.nonzero(left[row]).flatten()[0])
            trial = narrowed.copy()
            trial[row] = token
            found = self._witness(trial, generator)
            if found is None:
                allowed[row, token] = False
            else:
                self._witnesses = (*self._witnesses[-_KEPT + 1 :], found)
                proven |= self._proven(narrowed, found)
        if not bool(allowed.any(1).all()):
            raise self._unsatisfiable(committed)
        return allowed

    def forced(self, committed: Tokens) -> Tokens:
        """The canvas with the only token in every position that allows just one."""
        return _settled(self.masks(committed), committed)

    def is_completable(self, committed: Tokens) -> bool:
        """Whether some canvas that both accept holds the committed tokens."""
        return self._witness(committed, torch.Generator().manual_seed(0)) is not None

    def _intersection(self, committed: Tokens) -> tuple[Tensor, Tokens]:
        """What both sides allow, with forced tokens committed until nothing more follows."""
        now = committed
        while True:
            try:
                allowed = self.first.masks(torch.from_numpy(now)) & self.second.masks(torch.from_numpy(now))
            except UnsatisfiableConstraint as error:
                if now is committed:
                    raise
                raise self._unsatisfiable(committed) from error
            if not bool(allowed.any(1).all()):
                raise self._unsatisfiable(committed)
            settled = _settled(allowed, now)
            if np.array_equal(settled, now):
                return allowed, now
            now = settled

    def _witness(self, committed: Tokens, generator: torch.Generator) -> Tokens | None:
        """Some canvas that both accept."""
        try:
            allowed, narrowed = self._intersection(committed)
        except UnsatisfiableConstraint:
            return None
        logits = torch.randn(allowed.shape, generator=generator).masked_fill(~allowed, -torch.inf)
        found = self.best_canvas(narrowed, logits, any_will_do=True)
        return None if found is None else found.numpy()

    def _proven(self, committed: Tokens, witness: Tokens) -> Tensor:
        """Every token that stands beside the witness's tokens at the shared positions."""
        held = np.where(self._shared(len(committed)), witness, committed)
        return self.first.masks(torch.from_numpy(held)) & self.second.masks(torch.from_numpy(held))

    def _unsatisfiable(self, committed: Tokens) -> UnsatisfiableConstraint:
        if (committed == OPEN).all():
            return UnsatisfiableConstraint(
                f"no canvas of {len(committed)} positions satisfies both constraints", cause="language"
            )
        position = first_clash(self.is_completable, committed)
        return UnsatisfiableConstraint(
            f"the token committed at position {position} leaves nothing that both constraints accept",
            cause="committed", position=position,
        )  # fmt: skip


class JointPosterior(FromMarginals):
    """The model's distribution on what both sides accept.

    `best` is exact. `sample` is the best canvas under logits with Gumbel noise (perturb-and-MAP), always accepted by
    both, drawn with nearly the model's odds. `marginals` and `log_probability` are those of the first side's posterior
    (the first of ``first & second``) kept to what both allow, position by position; `log_partition` is the lesser of
    the two sides' and an upper bound.
    """

    def __init__(self, search: JointSearch, committed: Tokens, logits: Tensor) -> None:
        self._search, self._committed = search, committed
        self._allowed = search.masks(committed).to(logits.device)
        self._logits = logits.masked_fill(~self._allowed, -torch.inf)
        canvas = torch.from_numpy(committed)
        self._sides = [side.posterior(canvas, self._logits) for side in (search.first, search.second)]

    @property
    def log_partition(self) -> float:
        return min(side.log_partition for side in self._sides)

    def marginals(self) -> Tensor:
        kept = self._sides[0].marginals().masked_fill(~self._allowed, -torch.inf)
        return kept - kept.logsumexp(1, keepdim=True)

    def log_probability(self, tokens: Tensor) -> float:
        asked = torch.nonzero((tokens >= 0) & torch.from_numpy(self._committed == OPEN).to(tokens.device)).flatten()
        return float(self.marginals()[asked, tokens[asked]].double().sum())

    def best(self) -> tuple[Tensor, float]:
        found = self._search.best_canvas(self._committed, self._logits)
        if found is None:
            raise UnsatisfiableConstraint("the logits give every completion the probability zero", cause="logits")
        opened = torch.from_numpy(self._committed == OPEN).to(found.device)
        score = float(self._logits[opened].gather(1, found[opened][:, None]).double().sum())
        return found, score - self.log_partition

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        noise = gumbel_noise(self._logits.shape, generator).to(self._logits)
        found = self._search.best_canvas(self._committed, self._logits + noise)
        if found is None:
            raise UnsatisfiableConstraint("the logits give every completion the probability zero", cause="logits")
        return found


def _settled(allowed: Tensor, canvas: Tokens) -> Tokens:
    """The canvas with the only token in every open position that allows just one."""
    single = (allowed.sum(1) == 1).numpy() & (canvas == OPEN)
    return np.where(single, allowed.int().argmax(1).numpy(), canvas)
