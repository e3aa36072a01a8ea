"""Languages that are known by larger ones, which are made smaller where an answer shows that they are too large.

L itself has no automaton that could be written down ("no two items are equal"). There is a chain of languages that do,

    L_0  contains  L_1  contains  ...  contains  L,

and of a text of L_k it can be told whether it is in L, or else which L_(k+1) leaves it out (counterexample-guided
refinement: Clarke et al. 2000). The best canvas of L_k, where it is in L, is the best of L. A draw from L_k that is in
L is an exact draw from L; others are thrown away, and after some of them the next is made from L_(k+1) (rejection,
under an envelope that tightens). So answers are in L, and follow the model's distribution on it, whatever chain led to
them; where L_k is ambiguous, as far as its draws do (`resampling`).

What weighs whole languages is that of the newest L_k: log-probabilities are bounds from below, entropies and marginals
near the truth. Masks and what is forced are those of L_k too: a mask may allow a token that no text of L completes, and
what is forced stands in all of L. So parts of a canvas that came from `best` or `sample` may be committed in any order,
with all that is forced then, and never lead to a dead end; tokens picked from a mask may.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import torch
from torch import Tensor

from constrained_diffusion.automata.tokens.automaton import LabelledAutomaton
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint, AutomatonPosterior
from constrained_diffusion.inference.composition import CanvasConstraint, Window
from constrained_diffusion.inference.constraint import RowWeights
from constrained_diffusion.inference.rows import OPEN, Tokens

_MOST_REFINEMENTS = 64
"""Of one answer."""
_DRAWS = 16
"""From one language of the chain, before the next is made."""
_MOST_STATES = 2_000
"""Of a language that the next step starts from; a larger one takes longer than to come to another anew."""


class Superset:
    """A language L_k that holds all of L."""

    def __init__(
        self,
        compiled: Callable[[], AutomatonConstraint],
        holds: Callable[[str], bool],
        refined: Callable[[str], Superset | None],
    ) -> None:
        """
        Args:
            compiled: makes the constraint to L_k.
            holds: whether a text is in L_k; does not need the constraint.
            refined: of a text of L_k, the next language of the chain, which holds the text only if it is in L; None
                of a text that is certainly in L.
        """
        self._compiled, self.holds, self.refined = compiled, holds, refined

    @cached_property
    def constraint(self) -> AutomatonConstraint:
        """L_k on a canvas."""
        return self._compiled()

    def scoring_padding(self, scores_padding: bool) -> Superset:
        """The same for a model of that kind."""

        def refined(text: str) -> Superset | None:
            further = self.refined(text)
            return None if further is None else further.scoring_padding(scores_padding)

        return Superset(lambda: self.constraint.scoring_padding(scores_padding), self.holds, refined)

    def next(self, text: str) -> Superset:
        """The next language of the chain, for a text of this one that is not in L."""
        further = self.refined(text)
        assert further is not None, text
        return further


class RefinedConstraint(CanvasConstraint["RefinedPosterior"]):
    """The canvases whose text is in L, of which supersets are known.

    What `best` and `sample` return is in L, and exact; `accepts`, and `is_completable` of a canvas without open
    positions, are exact. The rest is that of a superset: see above. `min_length` may be too small, `max_length` too
    great. `block` gives a constraint for one canvas, which starts from the superset that its last answer led to.

    Attributes:
        first: the superset that the chain begins with.
        start: the one that the next answer starts from.

    Raises:
        ConstraintTooLarge: at use, when an answer takes more than 64 refinements, or one of them is too large.
    """

    exact = False

    def __init__(self, first: Superset) -> None:
        self.first = self.start = first
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

    def is_right(self, text: str) -> bool:
        """Whether a text of a superset is in L."""
        # The chain that begins with this text is that of the smallest languages, and knows what it repeats.
        further = self.first.refined(text)
        return further is None or further.holds(text)

    def learn(self, superset: Superset) -> None:
        """Is told of the superset that an answer led to. A constraint that others share makes nothing of it, so that
        no answer hangs on what was asked before.
        """

    def _masks(self, committed: Tokens) -> Tensor:
        return self.start.constraint.masks(torch.from_numpy(committed))

    def _forced(self, committed: Tokens) -> Tokens:
        superset = self.start
        for _ in range(_MOST_REFINEMENTS):
            forced: Tokens = superset.constraint.forced(torch.from_numpy(committed)).numpy()
            text = self.vocabulary.decode(forced[forced != OPEN].tolist())
            if (forced == OPEN).any() or self.is_right(text):
                return forced
            superset = superset.next(text)
        raise _too_many()

    def _posterior(self, committed: Tokens, logits: Tensor, prior: RowWeights | None) -> RefinedPosterior:
        return RefinedPosterior(self, committed, logits, prior)

    def _is_completable(self, committed: Tokens) -> bool:
        if not self.start.constraint.is_completable(torch.from_numpy(committed)):
            return False
        return bool((committed == OPEN).any()) or self.is_right(self.vocabulary.decode(committed.tolist()))


class _OnOneCanvas(RefinedConstraint):
    """A constraint for one answer, of which every step starts where the last one ended."""

    def learn(self, superset: Superset) -> None:
        is_small = superset.constraint.automaton.states <= max(_MOST_STATES, 2 * self.automaton.states)
        self.start = superset if is_small else self.first


class RefinedPosterior:
    """The model's distribution on L: `best` and `sample` exactly, sums over the newest superset."""

    def __init__(
        self, constraint: RefinedConstraint, committed: Tokens, logits: Tensor, prior: RowWeights | None
    ) -> None:
        self._constraint, self._canvas = constraint, torch.from_numpy(committed)
        self._logits, self._prior = logits, prior
        self._superset, self._refinements = constraint.start, 0
        self._inner = self._of_superset()

    def _of_superset(self) -> AutomatonPosterior:
        return self._superset.constraint.posterior(self._canvas, self._logits, prior=self._prior)

    @property
    def log_partition(self) -> float:
        """Of the newest superset: an upper bound."""
        return self._inner.log_partition

    @property
    def log_evidence(self) -> float:
        """Of the newest superset: an upper bound."""
        return self._inner.log_evidence

    @property
    def is_measured(self) -> bool:
        """Never: of draws that are thrown away it is not known how many there are."""
        return False

    def marginals(self) -> Tensor:
        """Of the newest superset."""
        return self._inner.marginals()

    def hedged_marginals(self) -> Tensor:
        """Of the newest superset."""
        return self._inner.hedged_marginals()

    def entropies(self) -> Tensor:
        """Of the newest superset."""
        return self._inner.entropies()

    def cross_entropies(self) -> Tensor:
        """Of the newest superset."""
        return self._inner.cross_entropies()

    def confidences(self, tokens: Tensor) -> Tensor:
        """Of the newest superset."""
        return self._inner.confidences(tokens)

    def prior_confidences(self, tokens: Tensor) -> Tensor:
        return self._inner.prior_confidences(tokens)

    def log_probability(self, tokens: Tensor) -> float:
        """Of the newest superset: of a whole canvas, a lower bound."""
        return self._inner.log_probability(tokens)

    def best(self) -> tuple[Tensor, float]:
        """The most probable canvas of L, with its log-probability in the newest superset."""
        while True:  # every turn but the last is a refinement, and these are counted
            tokens, weight = self._inner.best()
            text = self._text(tokens)
            if self._constraint.is_right(text):
                return tokens, weight
            self._refine(text)

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        while True:  # as above
            for _ in range(_DRAWS):
                tokens = self._inner.sample(generator)
                text = self._text(tokens)
                if self._constraint.is_right(text):
                    return tokens
            self._refine(text)

    def _text(self, tokens: Tensor) -> str:
        return self._constraint.vocabulary.decode(tokens)

    def _refine(self, text: str) -> None:
        """Goes on with a superset without a text that is not in L."""
        self._refinements += 1
        if self._refinements > _MOST_REFINEMENTS:
            raise _too_many()
        self._superset = self._superset.next(text)
        self._inner = self._of_superset()
        self._constraint.learn(self._superset)


def _too_many() -> ConstraintTooLarge:
    return ConstraintTooLarge(
        f"after {_MOST_REFINEMENTS} refinements the model's answer still repeats what uniqueItems and minProperties "
        "want told apart; a smaller maxItems or maxProperties helps, and items of fewer values"
    )
