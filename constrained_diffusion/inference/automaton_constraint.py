"""Languages as a `Constraint`: sums over the runs of a token automaton, finite or with a stack.

Weighted `regular` (Pesant 2004) and `grammar` (Quimper & Walsh 2006) constraints. A run reads one label a position; its
weight is the product of the weights of its labels. Where runs and token sequences correspond one to one (finite
automata, unambiguous grammars), sums over runs are sums over canvases.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from constrained_diffusion.automata.tokens.automaton import LabelledAutomaton
from constrained_diffusion.automata.tokens.product import intersection
from constrained_diffusion.checked import whole
from constrained_diffusion.errors import InvalidLogits, UnsatisfiableConstraint
from constrained_diffusion.inference.composition import CanvasConstraint
from constrained_diffusion.inference.constraint import Constraint, RowWeights
from constrained_diffusion.inference.hedging import TOLERANCE, entropies_within, hedge_rows, hedged
from constrained_diffusion.inference.kernels import cpu, edges
from constrained_diffusion.inference.machines import MISSING, HastyMessages, Messages, machine_of
from constrained_diffusion.inference.machines.lone import Held
from constrained_diffusion.inference.passes import Floats, PassesByDevice, Sums
from constrained_diffusion.inference.resampling import resampled
from constrained_diffusion.inference.rows import (
    OPEN,
    Tokens,
    aligned,
    aligned_whole,
    behind_end,
    binary_entropies,
    finite,
    first_clash,
)
from constrained_diffusion.memory import Memory
from constrained_diffusion.vocabulary import Vocabulary

Bools = NDArray[np.bool_]

_MOST_RUNS = 64
_LENGTHS = 16
"""Of open canvases of which it is kept what is forced."""
_MISSING_SINGLE = 1e-6
"""Of logits of single or half precision: at 256 positions rounding alone moves log Z by some 1e-5."""


class AutomatonConstraint(CanvasConstraint["AutomatonPosterior"]):
    """The canvases whose tokens spell a text of a language, then hold eos and padding to the end.

    Attributes:
        vocabulary: the tokens.
        automaton: states, classes and edges, and for context-free languages what they do to the stack.
        held: which classes its labels hold.
        scores_padding: whether what follows the first eos is weighed by the logits. Where a model leaves it untrained,
            it weighs nothing, so that short and long answers compete on their own tokens alone.
        most_runs: how many runs a draw of an ambiguous language may look at (`resampling`).
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        automaton: LabelledAutomaton,
        *,
        scores_padding: bool = True,
        most_runs: int = _MOST_RUNS,
    ) -> None:
        self.vocabulary, self.automaton, self.scores_padding = vocabulary, automaton, scores_padding
        self.most_runs = whole("most_runs", most_runs, least=1)
        self._machine = machine_of(automaton)
        self._passes = PassesByDevice(automaton)
        self.held = edges.membership(automaton.label_offsets, automaton.label_classes, automaton.classes)
        self._forced_when_open: Memory[int, Tokens] = Memory(_LENGTHS, lambda *_: 1)

    @property
    def is_unambiguous(self) -> bool:
        """Whether it is certain that every canvas has one run.

        If not (some context-free grammars), log_partition, marginals and log_probability weigh a canvas once for every
        run; masks, `best` and validity are exact all the same, and `sample` is exact but for what `resampling` tells.
        """
        return self.automaton.is_unambiguous

    @cached_property
    def _tokens_of_labels(self) -> Held:
        a = self.automaton
        known = np.flatnonzero(a.class_of_token >= 0)
        sizes = np.bincount(a.class_of_token[known], minlength=a.classes)
        some = np.full(a.classes, OPEN, np.int64)
        some[a.class_of_token[known]] = known
        label = np.repeat(np.arange(a.labels), np.diff(a.label_offsets))
        counts = np.bincount(label, sizes[a.label_classes], a.labels).astype(np.int64)
        only = np.full(a.labels, OPEN, np.int64)
        np.maximum.at(only, label, some[a.label_classes])
        return Held(counts, np.where(counts == 1, only, OPEN))

    def scoring_padding(self, scores_padding: bool) -> AutomatonConstraint:
        """The same constraint for a model of the other kind."""
        if scores_padding == self.scores_padding:
            return self
        return self._over(self.automaton, scores_padding)

    def drawing(self, most_runs: int) -> AutomatonConstraint:
        """The same constraint with another bound on the runs that a draw of an ambiguous language may look at.

        More runs are nearer to an exact draw, and take time in proportion.

        Raises:
            InvalidArgument: `most_runs` is below one.
        """
        return AutomatonConstraint(
            self.vocabulary, self.automaton, scores_padding=self.scores_padding, most_runs=most_runs
        )

    def _over(self, automaton: LabelledAutomaton, scores_padding: bool) -> AutomatonConstraint:
        return AutomatonConstraint(self.vocabulary, automaton, scores_padding=scores_padding, most_runs=self.most_runs)

    def _masks(self, committed: Tokens) -> Tensor:
        living = self._living_classes(committed)
        masks = torch.from_numpy(np.take(living, self.automaton.class_of_token, axis=1))
        fixed = torch.from_numpy(committed >= 0)
        masks[fixed] = False
        masks[fixed, torch.from_numpy(committed)[fixed]] = True
        return masks

    def _forced(self, committed: Tokens) -> Tokens:
        """Every run begins with the open canvas, so what is forced there is kept for the last few lengths."""
        if (committed >= 0).any():
            return self._forced_by(committed)
        return self._forced_when_open.get(len(committed), lambda: self._forced_by(committed)).copy()

    def _forced_by(self, committed: Tokens) -> Tokens:
        lone = self._machine.lone(self.allowed_labels(committed), self._tokens_of_labels, committed < 0)
        if lone is None:
            raise self.unsatisfiable(committed)
        return np.where(lone >= 0, lone, committed)

    def _posterior(self, committed: Tokens, logits: Tensor, prior: RowWeights | None) -> AutomatonPosterior:
        return AutomatonPosterior(self, committed, logits, prior)

    def _is_completable(self, committed: Tokens) -> bool:
        allowed = self.allowed_labels(committed)
        return self._machine.lone(allowed, self._tokens_of_labels, np.zeros(len(committed), np.bool_)) is not None

    def block(self, before: Tokens, room: int) -> CanvasConstraint[Any]:
        rest = self.automaton.after(before.astype(np.int32), room) if len(before) or room else None
        if rest is None:
            return super().block(before, room)
        return self._over(rest, self.scores_padding)

    def __and__(self, other: Constraint) -> CanvasConstraint[Any]:
        """Both on one canvas: of two finite languages the product of their automata, else a `Conjunction`."""
        if not isinstance(other, AutomatonConstraint) or other.vocabulary.fingerprint != self.vocabulary.fingerprint:
            return super().__and__(other)
        first, second = self.automaton.finite, other.automaton.finite
        if first is None or second is None:
            return super().__and__(other)
        return self._over(intersection(first, second), self.scores_padding)

    def min_length(self) -> int:
        if self.automaton.is_empty:
            raise _nothing()
        return self.automaton.least

    def max_length(self) -> int | None:
        if self.automaton.is_empty:
            raise _nothing()
        return None if self.automaton.longest < 0 else self.automaton.longest

    def allowed_labels(self, committed: Tokens) -> Bools:
        """[n, L]: every label at an open position, the labels of the committed token elsewhere."""
        automaton = self.automaton
        allowed = np.ones((len(committed), automaton.labels), np.bool_)
        for t in np.flatnonzero(committed >= 0):
            allowed[t] = False
            kind = automaton.class_of_token[committed[t]]
            if kind >= 0:
                allowed[t, self.held.label[self.held.kind == kind]] = True
        return allowed

    def unsatisfiable(self, committed: Tokens) -> UnsatisfiableConstraint:
        """Why the canvas has no completion."""
        n, automaton = len(committed), self.automaton
        if automaton.is_empty:
            return _nothing()
        least = automaton.least
        if n < least:
            return UnsatisfiableConstraint.beyond(n, least)
        position = first_clash(self._is_completable, committed)
        token = int(committed[position])
        name = self.vocabulary.token_bytes(token) or f"special token {token}"
        return UnsatisfiableConstraint(
            f"the token committed at position {position} ({name!r}) leaves no completion, given those before it",
            cause="committed", position=position,
        )  # fmt: skip

    def without_completion(self, committed: Tokens) -> UnsatisfiableConstraint:
        """Why the logits leave the canvas no completion."""
        if self._is_completable(committed):
            return UnsatisfiableConstraint.improbable()
        return self.unsatisfiable(committed)

    def _living_classes(self, committed: Tokens) -> Bools:
        """[n, C + 1], the last column False."""
        living = self._machine.living(self.allowed_labels(committed))
        if living is None:
            raise self.unsatisfiable(committed)
        return edges.living_classes(living, self.held)


class AutomatonPosterior:
    """The messages of one canvas, made when first asked for."""

    def __init__(
        self, constraint: AutomatonConstraint, committed: Tokens, logits: Tensor, prior: RowWeights | None
    ) -> None:
        self._constraint, self._committed, self._logits = constraint, committed, logits
        self._open = committed < 0
        self._given = None if prior is None else RowWeights(*(part[self._open] for part in prior))
        passes = constraint._passes.on(logits.device)
        self._passes = passes
        if self._open.all():
            self._rows = logits
        else:
            self._rows = logits[torch.from_numpy(np.flatnonzero(self._open)).to(logits.device)]

    @property
    def _missing(self) -> float:
        """The share of sums that may be left out: less than what the logits' own precision is good for."""
        return MISSING if self._logits.dtype == torch.float64 else _MISSING_SINGLE

    @cached_property
    def log_partition(self) -> float:
        total = self._messages.log_total
        if total == -np.inf:
            raise self._constraint.without_completion(self._committed)
        return total

    @property
    def is_measured(self) -> bool:
        return self._constraint.is_unambiguous

    @property
    def log_evidence(self) -> float:
        return self.log_partition - float(self._whole.totals.sum())

    def marginals(self) -> Tensor:
        return self._spread(self._of_classes(self._all_gains), self._padded(self._all_gains))

    def hedged_marginals(self) -> Tensor:
        gains, unscored = self._of_classes(self._all_gains), self._padded(self._all_gains)
        shares, within = self._scores + gains[:, :-1], self._sums.within
        shares[:, self._filler_class] = np.logaddexp(shares[:, self._filler_class], unscored)
        wanted = self.cross_entropies().cpu().numpy()[self._open]
        flat, moved = hedged(shares, within, wanted), np.zeros_like(shares)
        np.subtract(flat, shares, out=moved, where=np.isfinite(shares))
        gains[:, :-1] += moved
        spread = self._spread(gains, unscored + moved[:, self._filler_class])
        lacking = entropies_within(flat, within) < wanted - TOLERANCE
        hedge_rows(spread, np.flatnonzero(self._open)[lacking].tolist(), wanted[lacking])
        return spread

    def _padded(self, gains: Floats) -> Floats:
        """Log-probabilities [open] of unscored padding, out of the gains of labels; -inf where padding is scored."""
        if self._constraint.scores_padding:
            return np.full(len(gains), -np.inf)
        unscored: Floats = gains[:, self._constraint.automaton.filler] + self._whole.totals
        return unscored

    def _spread(self, gains: Floats, unscored: Floats) -> Tensor:
        """Log-probabilities [n, V] out of the gains of classes [open, C + 1]; of unscored padding they are given."""
        spread = self._passes.spread(self._rows, self._scores, gains)
        if not self._constraint.scores_padding:
            column = spread[:, self._constraint.vocabulary.filler]
            padding = torch.from_numpy(unscored).to(spread)
            spread[:, self._constraint.vocabulary.filler] = torch.logaddexp(column, padding)
        if self._open.all():
            return spread
        out = torch.full(self._logits.shape, -torch.inf, dtype=spread.dtype, device=spread.device)
        opened = torch.from_numpy(self._open).to(spread.device)
        out[opened] = spread
        fixed = torch.from_numpy(np.flatnonzero(~self._open)).to(spread.device)
        out[fixed, torch.from_numpy(self._committed[~self._open]).to(spread.device)] = 0.0
        return out

    def entropies(self) -> Tensor:
        within = self._sums.within
        shares = self._class_shares
        if self._unscored is not None:
            shares[:, self._filler_class] += np.exp(self._unscored)
        with np.errstate(divide="ignore", invalid="ignore"):
            parts = np.where(shares > 0.0, shares * (within - np.log(shares)), 0.0)
        entropies = np.zeros(len(self._committed))
        entropies[self._open] = parts.sum(1).clip(0.0)
        return torch.from_numpy(entropies).to(self._logits.device)

    def cross_entropies(self) -> Tensor:
        shares, sums = self._class_shares, self._sums
        with np.errstate(invalid="ignore"):
            costs = np.where(shares > 0.0, shares * (sums.within - sums.scores + self._whole.totals[:, None]), 0.0)
        entropies = np.zeros(len(self._committed))
        entropies[self._open] = costs.sum(1).clip(0.0)
        if self._unscored is not None:
            entropies[self._open] += binary_entropies(torch.from_numpy(np.exp(self._unscored))).numpy()
        return torch.from_numpy(entropies).to(self._logits.device)

    def prior_confidences(self, tokens: Tensor) -> Tensor:
        wanted = aligned_whole(tokens, self._committed, self._constraint.vocabulary)
        confidences = (wanted == self._committed).astype(np.float64)
        confidences[self._open] = np.exp(self._own(wanted[self._open]) - self._whole.totals).clip(max=1.0)
        if not self._constraint.scores_padding:
            confidences[self._open & behind_end(wanted, self._constraint.vocabulary)] = 1.0
        return torch.from_numpy(confidences).to(self._logits.device)

    def _own(self, tokens: Tokens) -> Floats:
        """The logits of one token at every open position."""
        index = torch.from_numpy(tokens).to(self._logits.device)
        own: Floats = self._rows.gather(1, index[:, None]).squeeze(1).double().cpu().numpy()
        return own

    def confidences(self, tokens: Tensor) -> Tensor:
        wanted = aligned_whole(tokens, self._committed, self._constraint.vocabulary)
        confidences = (wanted == self._committed).astype(np.float64)
        asked, rows = wanted[self._open], np.arange(len(self._rows))
        own = self._own(asked)
        shares = np.exp(own + self._class_gains[rows, self._constraint.automaton.class_of_token[asked]])
        if self._unscored is not None:
            shares += np.where(asked == self._constraint.vocabulary.filler, np.exp(self._unscored), 0.0)
        confidences[self._open] = shares
        return torch.from_numpy(confidences).to(self._logits.device)

    def log_probability(self, tokens: Tensor) -> float:
        a = self._constraint.automaton
        wanted = aligned(tokens, self._committed, self._constraint.vocabulary)
        if np.any((self._committed >= 0) & (wanted >= 0) & (wanted != self._committed)):
            return -np.inf
        weights = self._weights.copy()
        asked = np.flatnonzero(self._open & (wanted >= 0))
        index = torch.from_numpy(asked).to(self._logits.device)
        column = torch.from_numpy(wanted[asked]).to(self._logits.device)
        own = self._logits[index, column].double().cpu().numpy()
        allowed = self._constraint.allowed_labels(wanted)[asked]
        weights[asked] = np.where(allowed, own[:, None], -np.inf)
        if not self._constraint.scores_padding:
            padding = wanted[asked] == self._constraint.vocabulary.filler
            weights[asked, a.filler] = np.where(padding, self._weights[asked, a.filler], -np.inf)
        return self._constraint._machine.messages(weights, self._missing).log_total - self.log_partition

    def best(self) -> tuple[Tensor, float]:
        total = self.log_partition
        scores, tokens = self._passes.class_maximum(self._rows)
        weights = edges.label_maximum(scores, self._constraint.held)
        labels, weight = self._constraint._machine.best(self._completed(weights, self._whole.peaks))
        labels = labels[self._open]
        if not self._constraint.scores_padding:
            behind = labels == self._constraint.automaton.filler
            weight += float((self._whole.totals - self._whole.peaks)[behind].sum())
        a = self._constraint.automaton
        kinds = edges.greatest_members(scores, labels, a.label_classes, a.label_offsets)
        chosen = tokens[np.arange(len(labels)), kinds].astype(np.int64)
        return self._filled(labels, chosen), weight - total

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        """A draw: exact of an unambiguous language; of others see `resampling`, with the constraint's `most_runs`.

        Every call draws runs of its own, so that several draws of one posterior are independent.
        """
        assert self.log_partition > -np.inf
        if self._constraint.is_unambiguous:
            return self._drawn(generator)
        known: dict[bytes, float] = {}

        def log_runs(tokens: Tensor) -> float:
            canvas = tokens.cpu().numpy()
            key = canvas.tobytes()
            if key not in known:
                known[key] = self._log_runs(canvas)
            return known[key]

        def uniform() -> float:
            return float(self._uniforms(1, generator)[0])

        return resampled(lambda: self._drawn(generator), log_runs, uniform, self._constraint.most_runs)

    def _log_runs(self, tokens: Tokens) -> float:
        """log of the number of runs of a whole canvas."""
        allowed = self._constraint.allowed_labels(tokens)
        return self._constraint._machine.messages(np.where(allowed, 0.0, -np.inf)).log_total

    def _uniforms(self, count: int, generator: torch.Generator | None) -> Floats:
        """Numbers in [0, 1)."""
        device = None if generator is None else generator.device
        return torch.rand(count, generator=generator, dtype=torch.float64, device=device).cpu().numpy()

    def _drawn(self, generator: torch.Generator | None) -> Tensor:
        """The canvas of a run, drawn by weight."""
        a = self._constraint.automaton
        n = len(self._committed)
        draws = self._messages.draws
        uniforms = self._uniforms(draws + 2 * n, generator)
        labels = self._messages.sample(uniforms[:draws])[self._open]
        first, second = uniforms[draws : draws + n][self._open], uniforms[draws + n :][self._open]
        classes = np.array(
            [
                cpu.sampled_member(row, a.label_classes, a.label_offsets[m], a.label_offsets[m + 1], u)
                for row, m, u in zip(self._scores, labels, first, strict=True)
            ],
            np.int32,
        )
        chosen = np.full(len(labels), self._constraint.vocabulary.filler, np.int64)
        rows = np.flatnonzero(self._constraint.scores_padding | (labels != a.filler))
        kinds = classes[rows]
        chosen[rows] = self._passes.draw(self._rows, rows, kinds, self._scores[rows, kinds], second[rows])
        return self._filled(labels, chosen)

    @cached_property
    def _sums(self) -> Sums:
        """Of the logits at the open positions."""
        sums = self._passes.class_sums(self._rows)
        if np.isnan(sums.scores).any() or np.isposinf(sums.scores).any():
            raise InvalidLogits("the logits hold NaN or +inf")
        return sums

    @property
    def _scores(self) -> Floats:
        return self._sums.scores

    @cached_property
    def _whole(self) -> RowWeights:
        """Of the rows at the open positions, as the model gave them."""
        return finite(RowWeights(self._sums.totals, self._sums.peaks) if self._given is None else self._given)

    @cached_property
    def _all_gains(self) -> Floats:
        """Of the labels at the open positions: log of the share of the runs through a label, less its own weight."""
        total = self.log_partition
        return self._messages.label_gains()[self._open] - total

    @cached_property
    def _gains(self) -> Floats:
        """The same, good for sums: what is very rare may be missing."""
        if isinstance(self._messages, HastyMessages):
            return self._messages.likely_label_gains()[self._open] - self.log_partition
        return self._all_gains

    @cached_property
    def _class_gains(self) -> Floats:
        """[open, C + 1]: what a token's logit lacks to its log-probability, by class; the last column is -inf."""
        return self._of_classes(self._gains)

    def _of_classes(self, gains: Floats) -> Floats:
        """Gains [open, C + 1] of classes, out of those of labels; padding that weighs nothing has none."""
        if not self._constraint.scores_padding:
            gains = gains.copy()
            gains[:, self._constraint.automaton.filler] = -np.inf
        return edges.class_gains(gains, self._constraint.held)

    @cached_property
    def _unscored(self) -> Floats | None:
        """Log-probabilities [open] of padding that weighs nothing, None where padding is weighed."""
        return None if self._constraint.scores_padding else self._padded(self._gains)

    @property
    def _class_shares(self) -> Floats:
        """[open, C]: the share of every class, but for padding that weighs nothing."""
        shares: Floats = np.exp(self._scores + self._class_gains[:, :-1])
        return shares

    @property
    def _filler_class(self) -> int:
        return int(self._constraint.automaton.class_of_token[self._constraint.vocabulary.filler])

    @cached_property
    def _weights(self) -> Floats:
        return self._completed(edges.label_logsumexp(self._scores, self._constraint.held), self._whole.totals)

    @cached_property
    def _messages(self) -> Messages:
        return self._constraint._machine.messages(self._weights, self._missing)

    def _completed(self, weights: Floats, anything: Floats) -> Floats:
        """Label weights [n, L] out of those of the open positions, where any token at all weighs `anything`: committed
        tokens weigh nothing, and padding that is not scored is whatever stands there.
        """
        if not self._constraint.scores_padding:
            weights[:, self._constraint.automaton.filler] = anything
        allowed = self._constraint.allowed_labels(self._committed)
        out = np.where(allowed, 0.0, -np.inf)
        out[self._open] = weights
        return out

    def _filled(self, labels: NDArray[np.int32], chosen: Tokens) -> Tensor:
        if not self._constraint.scores_padding:
            chosen = np.where(labels == self._constraint.automaton.filler, self._constraint.vocabulary.filler, chosen)
        tokens = self._committed.copy()
        tokens[self._open] = chosen
        return torch.from_numpy(tokens).to(self._logits.device)


def _nothing() -> UnsatisfiableConstraint:
    return UnsatisfiableConstraint(
        "the language is empty: of a & b, no text is in both", cause="language", remedy="widen one of them"
    )
