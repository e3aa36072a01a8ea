"""Languages that are known by larger ones, which are made smaller where an answer shows that they are too large.

L itself has no automaton that could be written down ("no two items are equal"). There is a chain of languages that do,

    L_0  contains  L_1  contains  ...  contains  L,

and of a text of L_k it can be told whether it is in L, or else which L_(k+1) leaves it out (counterexample-guided
refinement: Clarke et al. 2000). The best canvas of L_k, where it is in L, is the best of L. A draw from L_k that is in L
is an exact draw from L; one that is not is thrown away, and the next is made from L_(k+1) (rejection, under an envelope
that tightens). So answers are always in L, and follow the model's distribution on it, whatever chain led to them.

What weighs whole languages is that of the newest L_k: log-probabilities are bounds from below, entropies and marginals
near the truth. Masks and what is forced are those of L_k too: a mask may allow a token that no text of L completes, and
what is forced stands in all of L. So parts of a canvas that came from `best` or `sample` may be committed in any order,
with all that is forced then, and never lead to a dead end; tokens picked from a mask may.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from constrained_diffusion.automata.tokens.automaton import LabelledAutomaton
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint, AutomatonPosterior
from constrained_diffusion.inference.composition import CanvasConstraint, Window
from constrained_diffusion.inference.rows import OPEN, Tokens

_MOST_REFINEMENTS = 64
"""Of one answer."""


@dataclass(frozen=True, eq=False)
class Superset:
    """A language L_k that holds all of L.

    Attributes:
        constraint: L_k on a canvas.
        refined: of a text of L_k that may be outside of L, the next language of the chain, which holds the text only if
            it is in L; None of a text that certainly is.
    """

    constraint: AutomatonConstraint
    refined: Callable[[str], Superset | None]

    def scoring_padding(self, scores_padding: bool) -> Superset:
        """The same for a model of that kind."""
        if self.constraint.scores_padding == scores_padding:
            return self

        def refined(text: str) -> Superset | None:
            further = self.refined(text)
            return None if further is None else further.scoring_padding(scores_padding)

        return Superset(self.constraint.scoring_padding(scores_padding), refined)

    def without(self, canvas: Tokens) -> Superset | None:
        """A language that leaves out the text of a whole canvas, one of this language; None if the text is in L."""
        further = self.refined(self.constraint.vocabulary.decode(canvas.tolist()))
        return None if further is None or further.constraint.is_completable(torch.from_numpy(canvas)) else further


class RefinedConstraint(CanvasConstraint["RefinedPosterior"]):
    """The canvases whose text is in L, of which supersets are known.

    What `best` and `sample` return is in L, and exact; `accepts`, and `is_completable` of a canvas without open
    positions, are exact. The rest is that of a superset: see above. `min_length` may be too small, `max_length` too
    great. `block` gives a constraint for one canvas, which goes on from the superset that its last answer led to.

    Attributes:
        first: the superset that every answer starts from.

    Raises:
        ConstraintTooLarge: at use, when an answer takes more than 64 refinements, or one of them is too large.
    """

    exact = False

    def __init__(self, first: Superset) -> None:
        self.first = first
        self.vocabulary, self.scores_padding = first.constraint.vocabulary, first.constraint.scores_padding

    @property
    def automaton(self) -> LabelledAutomaton:
        """That of the first superset."""
        return self.first.constraint.automaton

    def scoring_padding(self, scores_padding: bool) -> RefinedConstraint:
        return self if scores_padding == self.scores_padding else type(self)(self.first.scoring_padding(scores_padding))

    def block(self, before: Tokens, room: int) -> CanvasConstraint[Any]:
        here = _OnOneCanvas(self.first)
        return Window(here, before, room) if len(before) or room else here

    def min_length(self) -> int:
        return self.first.constraint.min_length()

    def max_length(self) -> int | None:
        return self.first.constraint.max_length()

    def learn(self, superset: Superset) -> None:
        """Is told of the superset that an answer came from: of no use to a constraint that others share, so that what
        they are told does not hang on who asked before.
        """

    def _masks(self, committed: Tokens) -> Tensor:
        return self.first.constraint.masks(torch.from_numpy(committed))

    def _forced(self, committed: Tokens) -> Tokens:
        superset = self.first
        for _ in range(_MOST_REFINEMENTS):
            forced: Tokens = superset.constraint.forced(torch.from_numpy(committed)).numpy()
            further = None if (forced == OPEN).any() else superset.without(forced)
            if further is None:
                return forced
            superset = further
        raise _too_many()

    def _posterior(self, committed: Tokens, logits: Tensor) -> RefinedPosterior:
        return RefinedPosterior(self, committed, logits)

    def _is_completable(self, committed: Tokens) -> bool:
        if not self.first.constraint.is_completable(torch.from_numpy(committed)):
            return False
        return bool((committed == OPEN).any()) or self.first.without(committed) is None


class _OnOneCanvas(RefinedConstraint):
    """A constraint for one answer, which every step goes on with from where the last one ended."""

    def learn(self, superset: Superset) -> None:
        self.first = superset


class RefinedPosterior:
    """The model's distribution on L: `best` and `sample` exactly, sums over the newest superset."""

    def __init__(self, constraint: RefinedConstraint, committed: Tokens, logits: Tensor) -> None:
        self._constraint, self._canvas, self._logits = constraint, torch.from_numpy(committed), logits
        self._superset, self._refinements = constraint.first, 0
        self._inner: AutomatonPosterior = self._superset.constraint.posterior(self._canvas, logits)

    @property
    def log_partition(self) -> float:
        """Of the newest superset: an upper bound."""
        return self._inner.log_partition

    def marginals(self) -> Tensor:
        """Of the newest superset."""
        return self._inner.marginals()

    def entropies(self) -> Tensor:
        """Of the newest superset."""
        return self._inner.entropies()

    def confidences(self, tokens: Tensor) -> Tensor:
        """Of the newest superset."""
        return self._inner.confidences(tokens)

    def log_probability(self, tokens: Tensor) -> float:
        """Of the newest superset: of a whole canvas, a lower bound."""
        return self._inner.log_probability(tokens)

    def best(self) -> tuple[Tensor, float]:
        """The most probable canvas of L, with its log-probability in the newest superset."""
        while True:  # every turn but the last is a refinement, and these are counted
            tokens, weight = self._inner.best()
            if not self._is_refined_by(tokens):
                return tokens, weight

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        while True:
            tokens = self._inner.sample(generator)
            if not self._is_refined_by(tokens):
                return tokens

    def _is_refined_by(self, tokens: Tensor) -> bool:
        """Whether a canvas is outside of L; the posterior is that of the next superset then."""
        further = self._superset.without(tokens.cpu().numpy())
        if further is None:
            return False
        self._refinements += 1
        if self._refinements > _MOST_REFINEMENTS:
            raise _too_many()
        self._superset = further
        self._inner = further.constraint.posterior(self._canvas, self._logits)
        self._constraint.learn(further)
        return True


def _too_many() -> ConstraintTooLarge:
    return ConstraintTooLarge(
        f"uniqueItems: after {_MOST_REFINEMENTS} refinements the model's answer still repeats items; a smaller maxItems "
        "helps, and items that are told apart by fewer values"
    )
