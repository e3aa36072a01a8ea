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
from constrained_diffusion.inference.constraint import Constraint, RowWeights
from constrained_diffusion.inference.rows import (
    OPEN,
    FromMarginals,
    Tokens,
    aligned,
    behind_end,
    first_clash,
    gumbel_noise,
    row_weights,
)

_NODES = 2_000
_KEPT = 256


class _Branch(NamedTuple):
    """A canvas and logits (-inf where a token was ruled out) to search under, with each side's best canvas."""

    canvas: Tokens
    logits: Tensor
    favourites: tuple[Tensor, Tensor]
    bound: float


class JointSearch:
    """Canvases that both of two constraints accept, found by branch and bound.

    Witnesses are remembered; one that no longer fits costs time and never an answer.
    """

    def __init__(self, first: Constraint, second: Constraint) -> None:
        self.first, self.second = first, second
        self.sides, self.scores_padding = (first, second), first.scores_padding and second.scores_padding
        self._witnesses: tuple[Tokens, ...] = ()

    def measuring(self, n: int) -> list[int]:
        """The sides (0, 1) whose scores are those of whole canvases of n positions, padding weighed or not as for both.

        Where padding weighs nothing, a side that says nothing of some positions does not know which are padding.
        """
        padded = [side.scores_padding == self.scores_padding for side in self.sides]
        found = [k for k in (0, 1) if padded[k] and (self.scores_padding or self.sides[k].scope(n).all())]
        return found or [0]

    def best_canvas(
        self, committed: Tokens, logits: Tensor, prior: RowWeights | None = None, *, any_will_do: bool = False
    ) -> Tensor | None:
        """The canvas of the greatest score that both accept, None where there is none; or just any, found sooner.

        `prior` as in `Constraint.posterior`.
        """
        tie, measuring = count(), self.measuring(len(committed))
        heap: list[tuple[tuple[float, ...], int, _Branch]] = []

        def grow(canvas: Tokens, scores: Tensor) -> None:
            branch = self._branch(canvas, committed, scores, prior)
            if branch is not None:
                deep = float((canvas >= 0).sum()) if any_will_do else 0.0
                heapq.heappush(heap, ((-deep, -branch.bound), next(tie), branch))

        grow(committed, logits)
        for _ in range(_NODES):
            if not heap:
                return None
            branch = heapq.heappop(heap)[2]
            for k, other in ((0, self.second), (1, self.first)):
                if (any_will_do or k in measuring) and other.is_completable(branch.favourites[k]):
                    return branch.favourites[k]
            position = self._parting(branch)
            if position is None:
                continue
            taken, without = branch.canvas.copy(), branch.logits.clone()
            taken[position] = int(branch.favourites[measuring[0]][position])
            without[position, taken[position]] = -torch.inf
            grow(taken, branch.logits)
            grow(branch.canvas, without)
        raise ConstraintTooLarge(
            f"the two constraints need more than {_NODES} branchings; commit or fix more positions"
        )

    def _branch(self, canvas: Tokens, committed: Tokens, logits: Tensor, prior: RowWeights | None) -> _Branch | None:
        """The two sides' favourites and what bounds the best of both; None where a side has nothing left."""
        try:
            posteriors = [side.posterior(torch.from_numpy(canvas), logits, prior=prior) for side in self.sides]
            (ours, first), (theirs, second) = (posterior.best() for posterior in posteriors)
        except UnsatisfiableConstraint:
            return None
        settled = self._settled_score(canvas, committed, logits, prior)
        bounds = [
            weight + p.log_partition - self._behind(favourite, canvas, prior) + settled
            for favourite, weight, p in zip((ours, theirs), (first, second), posteriors, strict=True)
        ]
        return _Branch(canvas, logits, (ours, theirs), min(bounds[k] for k in self.measuring(len(canvas))))

    def _settled_score(self, canvas: Tokens, committed: Tokens, logits: Tensor, prior: RowWeights | None) -> float:
        """What the search itself has settled of `canvas`, which posteriors no longer weigh."""
        taken = np.flatnonzero((canvas != OPEN) & (committed == OPEN))
        if not len(taken):
            return 0.0
        own = logits[torch.from_numpy(taken), torch.from_numpy(canvas[taken])].double().cpu().numpy()
        if not self.scores_padding and prior is not None:
            vocabulary = self.first.vocabulary
            padding = canvas == vocabulary.filler
            if vocabulary.filler in vocabulary.eos:  # then it may be the end itself
                padding &= behind_end(canvas, vocabulary)
            own = np.where(padding[taken], prior.peaks[taken], own)
        return float(own.sum())

    def _behind(self, favourite: Tensor, canvas: Tokens, prior: RowWeights | None) -> float:
        """What padding that is not scored weighs in sums, over what it weighs where canvases are compared."""
        if self.scores_padding or prior is None:
            return 0.0
        behind = behind_end(favourite.cpu().numpy(), self.first.vocabulary) & (canvas == OPEN)
        return float((prior.totals - prior.peaks)[behind].sum())

    def _parting(self, branch: _Branch) -> int | None:
        """The position to branch on: open, shared, one where the favourites part, and by the most; None where the
        favourite that measures is all that is left.

        Padding that weighs nothing cannot be ruled out by its logit. It need not be: favourites that end at different
        places part where the first of them ends, and behind an end that is settled nothing else can stand.
        """
        opened, favourite = branch.canvas == OPEN, self.measuring(len(branch.canvas))[0]
        if not self.scores_padding:
            tokens = branch.favourites[favourite].cpu().numpy()
            opened &= ~(behind_end(tokens, self.first.vocabulary) & self.sides[favourite].scope(len(opened)))
        shared = opened & self._shared(len(opened))
        apart = (branch.favourites[0] != branch.favourites[1]).numpy()
        spots = next((spots for spots in (shared & apart, shared, opened) if spots.any()), None)
        if spots is None:
            return None
        ours, theirs = (branch.logits.gather(1, t[:, None]).squeeze(1) for t in branch.favourites)
        return int(torch.where(torch.from_numpy(spots), (ours - theirs).nan_to_num(0.0).abs(), -1.0).argmax())

    def _shared(self, n: int) -> NDArray[np.bool_]:
        return self.first.scope(n) & self.second.scope(n)

    def speaking(self, n: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """bool [n] each: the positions about which both sides say something, and those about which the first does."""
        return self._shared(n), self.first.scope(n)

    def masks(self, committed: Tokens) -> Tensor:
        """Exactly the tokens [n, V] of canvases that both accept."""
        allowed, narrowed = self._intersection(committed)
        shared = torch.from_numpy(self._shared(len(committed)))
        proven = torch.zeros_like(allowed)
        for witness in self._witnesses:
            if len(witness) == len(committed) and not np.any((committed != OPEN) & (witness != committed)):
                proven |= self._proven(narrowed, witness)
        generator = torch.Generator().manual_seed(0)
        while True:  # every turn proves or rules out a token
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
                proven[row, token] = True
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
        while True:  # every turn but the last commits a position
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
                f"no canvas of {len(committed)} positions satisfies both constraints",
                cause="language",
                remedy="widen one of them, or allow another length",
            )
        position = first_clash(self.is_completable, committed)
        return UnsatisfiableConstraint(
            f"the token committed at position {position} leaves nothing that both constraints accept",
            cause="committed", position=position,
        )  # fmt: skip


class JointPosterior(FromMarginals):
    """The model's distribution on what both sides accept.

    `best` is exact. `sample` is the best canvas under logits with Gumbel noise (perturb-and-MAP), always accepted by
    both, drawn with nearly the model's odds. `marginals` and `log_probability` take the two sides for independent
    evidence, position by position: the product of their marginals over the model's own, among what both allow; exact
    where one side says nothing. `log_partition` is the lesser of the sides' that weigh whole canvases, an upper bound.
    """

    def __init__(self, search: JointSearch, committed: Tokens, logits: Tensor, prior: RowWeights | None) -> None:
        super().__init__(committed, logits, prior, search.first.vocabulary, search.scores_padding)
        self._search = search
        self._allowed = search.masks(committed).to(logits.device)
        self._logits = logits.masked_fill(~self._allowed, -torch.inf)
        canvas = torch.from_numpy(committed)
        sides = [side.posterior(canvas, self._logits, prior=self._weights) for side in search.sides]
        self._sides, self._measuring = sides, [sides[k] for k in search.measuring(len(committed))]

    @property
    def log_partition(self) -> float:
        return min(side.log_partition for side in self._measuring)

    def marginals(self) -> Tensor:
        first, second = (side.marginals() for side in self._sides)
        both, ours = (torch.from_numpy(part).to(first.device)[:, None] for part in self._search.speaking(len(first)))
        one = torch.where(ours, first, second)
        possible = torch.where(both, first.isfinite() & second.isfinite(), one.isfinite())
        product = torch.where(both, first + second - self._prior().to(first), one)
        joint = product.masked_fill(~(self._allowed & possible), -torch.inf)
        fixed = torch.from_numpy(self._committed != OPEN).to(joint.device)
        joint = torch.where(fixed[:, None] & self._allowed, 0.0, joint)
        totals = joint.logsumexp(1, keepdim=True)
        if bool(totals.isneginf().any()):
            raise UnsatisfiableConstraint.improbable()
        return joint - totals

    def log_probability(self, tokens: Tensor) -> float:
        wanted = aligned(tokens, self._committed, self._vocabulary)
        if np.any((self._committed != OPEN) & (wanted != OPEN) & (wanted != self._committed)):
            return -np.inf
        asked = torch.from_numpy(np.flatnonzero((wanted != OPEN) & (self._committed == OPEN)))
        return float(self._log_marginals.cpu()[asked, torch.from_numpy(wanted)[asked]].double().sum())

    def best(self) -> tuple[Tensor, float]:
        found = self._search.best_canvas(self._committed, self._logits, self._weights)
        if found is None:
            raise UnsatisfiableConstraint.improbable()
        return found, self._score(found) - self.log_partition

    def _score(self, canvas: Tensor) -> float:
        """What a whole canvas weighs in `log_partition`."""
        own = self._logits.gather(1, canvas.to(self._logits.device)[:, None]).squeeze(1).double().cpu().numpy()
        if not self._search.scores_padding:
            own = np.where(behind_end(canvas.cpu().numpy(), self._vocabulary), self._weights.totals, own)
        return float(own[self._committed == OPEN].sum())

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        noisy = self._prior_logits + gumbel_noise(self._logits.shape, generator).to(self._logits)
        narrowed = noisy.masked_fill(~self._allowed, -torch.inf)
        found = self._search.best_canvas(self._committed, narrowed, row_weights(noisy))
        if found is None:
            raise UnsatisfiableConstraint.improbable()
        return found


def _settled(allowed: Tensor, canvas: Tokens) -> Tokens:
    """The canvas with the only token in every open position that allows just one."""
    single = (allowed.sum(1) == 1).numpy() & (canvas == OPEN)
    return np.where(single, allowed.int().argmax(1).numpy(), canvas)
