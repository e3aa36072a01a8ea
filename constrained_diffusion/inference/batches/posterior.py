"""A batch of canvases under the logits of one denoising step, each with an automaton of its own, on the device."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import torch
from torch import Tensor

from constrained_diffusion.inference.batches.arcs import drawn
from constrained_diffusion.inference.batches.batch import Batch
from constrained_diffusion.inference.batches.hedging import hedge_row, hedged
from constrained_diffusion.inference.batches.passes import RowSums
from constrained_diffusion.inference.hedging import TOLERANCE
from constrained_diffusion.inference.rows import binary_entropies


class Hedge(NamedTuple):
    """Gains of classes [B, n, C] and log-probabilities of unscored padding [B, n], flattened as far as classes allow;
    the positions that still lack entropy, bool [B, n], and what they should have.
    """

    gains: Tensor
    unscored: Tensor
    lacking: Tensor
    wanted: Tensor


_KEPT = ("sums", "prior", "log_total", "_weights", "_messages", "_class_gains", "_padding")


class BatchPosterior:
    """The posteriors of canvases [B, n] under logits [B, n, V], in tensors on their device; see `Posterior`.

    Nothing raises here, and nothing is waited for: of a canvas without a completion `log_total` is -inf, and the rest
    of what is said of it means nothing.
    """

    def __init__(
        self, batch: Batch, canvas: Tensor, logits: Tensor, prior: tuple[Tensor, Tensor] | None = None
    ) -> None:
        """
        Args:
            batch: what the canvases are held to.
            canvas: long [B, n], -1 where it is open.
            logits: [B, n, V], of any float dtype.
            prior: what the rows weighed before tokens were ruled out, [B, n] each: log-sums and greatest entries.
        """
        self.batch, self.canvas, self.logits = batch, canvas, logits
        self._walks, self._given = batch.walks, prior
        self._open = canvas < 0
        self._filler_label = batch.automata.filler[batch.which][:, None, None].expand(-1, canvas.shape[1], 1)

    def only(self, row: int) -> BatchPosterior:
        """That of one of the canvases."""
        at = slice(row, row + 1)
        given = None if self._given is None else (self._given[0][at], self._given[1][at])
        one = BatchPosterior(self.batch.only(row), self.canvas[at], self.logits[at], given)
        for name in (*_KEPT, *(["hedge"] if "hedge" in self.__dict__ else [])):
            known = getattr(self, name)
            one.__dict__[name] = known[at] if isinstance(known, Tensor) else _parts(known, at)
        return one

    @cached_property
    def sums(self) -> RowSums:
        """Of the logits as they are: by class [B, n, C], and of whole rows [B, n]."""
        rows, n, size = self.logits.shape
        classes = self.batch.automata.classes
        kinds = self.logits.new_full((2, rows, n, classes), -torch.inf, dtype=self.batch.fleet.wide)
        kinds[1] = 0.0
        whole = self.logits.new_zeros((2, rows, n), dtype=self.batch.fleet.wide)
        for run in self.batch.runs:
            found = run.passes.class_sums(self.logits[run.rows].reshape(-1, size))
            for to, part in zip(kinds, found[:2], strict=True):
                to[run.rows, :, : part.shape[1]] = part.view(-1, n, part.shape[1])
            for to, part in zip(whole, found[2:], strict=True):
                to[run.rows] = part.view(-1, n)
        return RowSums(*kinds, *whole)

    @cached_property
    def prior(self) -> tuple[Tensor, Tensor]:
        """Log-sums and greatest entries [B, n] of the rows as the model gave them, 0 where those are not finite."""
        totals, peaks = (self.sums.totals, self.sums.peaks) if self._given is None else self._given
        return torch.where(totals.isfinite(), totals, 0.0), torch.where(totals.isfinite(), peaks, 0.0)

    @cached_property
    def log_total(self) -> Tensor:
        """[B]: `Posterior.log_partition`, -inf where there is no completion."""
        return self._ended(self._messages[0])

    @property
    def log_evidence(self) -> Tensor:
        """[B]."""
        return self.log_total - torch.where(self._open, self.prior[0], 0.0).sum(1)

    def marginals(self, out: Tensor | None = None) -> Tensor:
        """[B, n, V], in float32 at least, or written to `out` (contiguous; the logits, if they have served)."""
        return self._spread(self._class_gains, self._padding, out)

    def hedged_marginals(self) -> Tensor:
        """[B, n, V]. Whether tokens of one class have to be told apart is asked of the device, which is waited for."""
        gains, unscored, lacking, wanted = self.hedge
        spread = self._spread(gains, unscored, None)
        for row, position in torch.nonzero(lacking).tolist():
            hedge_row(spread[row, position], float(wanted[row, position]))
        return spread

    @cached_property
    def hedge(self) -> Hedge:
        """What `hedged_marginals` are spread from."""
        shares = self.sums.scores + self._class_gains
        column, unscored = self._filler_class, self._padding
        shares = shares.scatter(2, column, torch.logaddexp(shares.gather(2, column), unscored[..., None]))
        wanted = self.cross_entropies()
        flat, entropies = hedged(shares, self.sums.within, wanted)
        moved = torch.where(shares.isfinite(), flat - shares, 0.0)
        lacking = (entropies < wanted - TOLERANCE) & self._open
        return Hedge(self._class_gains + moved, unscored + moved.gather(2, column)[..., 0], lacking, wanted)

    def entropies(self) -> Tensor:
        """[B, n]."""
        shares, column = self._shares, self._filler_class
        shares = shares.scatter_add(2, column, self._padding.exp()[..., None])
        return self._where_open((torch.special.entr(shares) + shares * self.sums.within).sum(2).clamp_min(0.0), 0.0)

    def cross_entropies(self) -> Tensor:
        """[B, n]."""
        shares = self._shares
        costs = self.sums.within - self.sums.scores + self.prior[0][..., None]
        found = torch.where(shares > 0.0, shares * costs, 0.0).sum(2).clamp_min(0.0)
        return self._where_open(found + binary_entropies(self._padding.exp()), 0.0)

    def confidences(self, tokens: Tensor) -> Tensor:
        """[B, n], of whole canvases `tokens` [B, n]."""
        kinds = self.batch.classes_of(tokens)[..., None]
        gains = torch.nn.functional.pad(self._class_gains, (0, 1), value=-torch.inf).gather(2, kinds)[..., 0]
        padding = torch.where(tokens == self.batch.vocabulary.filler, self._padding.exp(), 0.0)
        return self._where_open((self._own(tokens) + gains).exp() + padding, tokens == self.canvas)

    def prior_confidences(self, tokens: Tensor) -> Tensor:
        """[B, n], of whole canvases `tokens` [B, n]."""
        own = (self._own(tokens) - self.prior[0]).exp().clamp(max=1.0)
        ends = torch.isin(tokens, self.batch.fleet.ends).long()
        behind = (ends.cumsum(1) > ends) & ~self.batch.scores_padding
        return self._where_open(torch.where(behind, 1.0, own), tokens == self.canvas)

    def log_probability(self, tokens: Tensor) -> Tensor:
        """[B]: of the event that a draw agrees with `tokens` [B, n], -1 where any token will do."""
        asked = self._open & (tokens >= 0)
        held = torch.where(asked, tokens, self.canvas)
        own = torch.where(asked, self._own(tokens.clamp_min(0)), 0.0)
        weights = self._walks.of_labels(self.batch.held(self.sums.scores, held, own))
        padding = tokens == self.batch.vocabulary.filler
        filler = torch.where(padding, self.prior[0], -torch.inf)
        weights = self._filled(weights, torch.where(asked, filler, self.prior[0]))
        total = self._ended(self._walks.messages(weights)[0])
        clash = ((self.canvas >= 0) & (tokens >= 0) & (tokens != self.canvas)).any(1)
        return torch.where(clash, -torch.inf, total - self.log_total)

    @cached_property
    def best(self) -> tuple[Tensor, Tensor]:
        """The most probable canvases [B, n], and their log-probabilities [B]."""
        rows, n, size = self.logits.shape
        tops = self.logits.new_full((rows, n, self.batch.automata.classes), -torch.inf, dtype=self.batch.fleet.wide)
        winners = self.canvas.new_zeros(tops.shape)
        for run in self.batch.runs:
            top, winner = run.passes.class_maximum(self.logits[run.rows].reshape(-1, size))
            tops[run.rows, :, : top.shape[1]] = top.view(-1, n, top.shape[1])
            winners[run.rows, :, : top.shape[1]] = winner.view(-1, n, top.shape[1])
        totals, peaks = self.prior
        weights = self._walks.greatest_of_labels(self.batch.held(tops, self.canvas))
        labels, weight = self._walks.best(self._filled(weights, peaks))
        padding = self._is_padding(labels)
        weight = weight + torch.where(padding & self._open, totals - peaks, 0.0).sum(1)
        kinds = torch.where(self.batch.members(labels), tops, -torch.inf).argmax(2, keepdim=True)
        chosen = winners.gather(2, kinds)[..., 0]
        return self._settled(chosen, padding), weight - self.log_total

    def sample(self, uniforms: Tensor) -> Tensor:
        """A draw [B, n]; `uniforms` [B, n, 3] lie in [0, 1)."""
        size = self.logits.shape[2]
        first, second, third = uniforms.unbind(2)
        labels = self._walks.sample(self._weights, self._messages[1], first)
        scores = torch.where(self.batch.members(labels), self.sums.scores, -torch.inf)
        kinds = drawn(scores, second)[..., None]
        own, chosen = self.sums.scores.gather(2, kinds)[..., 0], torch.zeros_like(self.canvas)
        for run in self.batch.runs:
            logits = self.logits[run.rows].reshape(-1, size)
            asked = (part[run.rows].reshape(-1) for part in (kinds[..., 0], own, third))
            chosen[run.rows] = run.passes.draw(logits, *asked).view(-1, self.canvas.shape[1])
        return self._settled(chosen, self._is_padding(labels))

    # --- what these are made of

    @cached_property
    def _weights(self) -> Tensor:
        """Of labels [B, n, L]."""
        held = self.batch.held(self.sums.scores, self.canvas)
        return self._filled(self._walks.of_labels(held), self.prior[0])

    @cached_property
    def _messages(self) -> tuple[Tensor, Tensor]:
        return self._walks.messages(self._weights)

    @cached_property
    def _label_gains(self) -> Tensor:
        """[B, n, L]: log of the share of what goes through a label, less the label's own weight."""
        return self._walks.around(*self._messages) - self.log_total[:, None, None]

    @cached_property
    def _class_gains(self) -> Tensor:
        """[B, n, C]: what a token's logit lacks to its log-probability; padding that weighs nothing has none."""
        gains = self._label_gains
        filler = torch.where(self.batch.scores_padding[..., None], gains.gather(2, self._filler_label), -torch.inf)
        return self._walks.of_classes(gains.scatter(2, self._filler_label, filler))

    @cached_property
    def _padding(self) -> Tensor:
        """Log-probabilities [B, n] of padding that weighs nothing, -inf where padding is scored."""
        found = self._label_gains.gather(2, self._filler_label)[..., 0] + self.prior[0]
        return torch.where(self.batch.scores_padding, -torch.inf, found)

    @cached_property
    def _shares(self) -> Tensor:
        """[B, n, C], but for padding that weighs nothing."""
        return (self.sums.scores + self._class_gains).exp()

    @cached_property
    def _filler_class(self) -> Tensor:
        """The class of what fills the canvas [B, n, 1]."""
        kind = self.batch.automata.class_of_token[self.batch.which, self.batch.vocabulary.filler]
        return kind[:, None, None].expand(-1, self.canvas.shape[1], 1)

    def _filled(self, weights: Tensor, anything: Tensor) -> Tensor:
        """Weights of labels with `anything` [B, n] for padding that weighs nothing, where the canvas is open."""
        own = weights.gather(2, self._filler_label)
        free = (self._open & ~self.batch.scores_padding)[..., None]
        return weights.scatter(2, self._filler_label, torch.where(free, anything[..., None], own))

    def _ended(self, ahead: Tensor) -> Tensor:
        """[B]: the log-sum of the paths that end in acceptance, of messages from the start [B, n + 1, S]."""
        accepting = self.batch.automata.accepting[self.batch.which]
        return torch.where(accepting, ahead[:, -1], -torch.inf).logsumexp(1)

    def _is_padding(self, labels: Tensor) -> Tensor:
        """bool [B, n]: where a label is that of padding that weighs nothing."""
        return (labels == self._filler_label[..., 0]) & ~self.batch.scores_padding

    def _own(self, tokens: Tensor) -> Tensor:
        """The logits [B, n] of tokens [B, n]."""
        return self.logits.gather(2, tokens[..., None])[..., 0].to(self.batch.fleet.wide)

    def _settled(self, chosen: Tensor, padding: Tensor) -> Tensor:
        there = chosen.clamp(0, self.logits.shape[2] - 1)  # of logits that are none, nothing is chosen
        tokens = torch.where(padding, self.batch.vocabulary.filler, there)
        return torch.where(self._open, tokens, self.canvas)

    def _where_open(self, values: Tensor, elsewhere: Tensor | float) -> Tensor:
        return torch.where(self._open, values, elsewhere)

    def _spread(self, gains: Tensor, unscored: Tensor, out: Tensor | None) -> Tensor:
        """Log-probabilities [B, n, V] of gains of classes, with those of padding that weighs nothing."""
        rows, n, size = self.logits.shape
        if out is None:
            wide = torch.promote_types(self.logits.dtype, torch.float32)
            out = self.logits.new_empty((rows, n, size), dtype=wide)
        for run in self.batch.runs:
            logits = self.logits[run.rows].reshape(-1, size)
            few = run.passes.classes
            scores, gained = (part[run.rows, :, :few].reshape(-1, few) for part in (self.sums.scores, gains))
            run.passes.spread(logits, scores, gained, out[run.rows].view(-1, size))
        filler = self.batch.vocabulary.filler
        out[..., filler] = torch.logaddexp(out[..., filler], unscored.to(out.dtype))
        out.masked_fill_(~self._open[..., None], -torch.inf)
        own = self.canvas.clamp_min(0)[..., None]
        return out.scatter_(2, own, torch.where(self._open[..., None], out.gather(2, own), 0.0))


def _parts(known: tuple[Tensor, ...], at: slice) -> tuple[Tensor, ...]:
    parts = [part[at] for part in known]
    return type(known)(*parts) if isinstance(known, (RowSums, Hedge)) else tuple(parts)
