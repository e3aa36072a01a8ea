"""A puzzle as a `Constraint`: which symbols its cells can still hold, on the positions where the layout puts them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from constrained_diffusion.errors import InvalidLogits, InvalidPuzzle, InvalidVocabulary, UnsatisfiableConstraint
from constrained_diffusion.inference.composition import CanvasConstraint
from constrained_diffusion.inference.constraint import RowWeights
from constrained_diffusion.inference.rows import OPEN, FromMarginals, Tokens, aligned, first_clash, gumbel_noise
from constrained_diffusion.puzzles.completion import Found
from constrained_diffusion.puzzles.conflict import conflict
from constrained_diffusion.puzzles.propagation import Domains, Ints
from constrained_diffusion.puzzles.puzzle import Puzzle
from constrained_diffusion.puzzles.solver import Solver
from constrained_diffusion.vocabulary import Vocabulary

Floats = NDArray[np.float64]

AFFORDABLE = 5_000
"""Cells times symbols up to which masks are exact unless told otherwise: 16 x 16 Sudoku is, 25 x 25 is not."""
_COUNTED = 1_000
"""Puzzles of up to this many solutions are summed over exactly."""
_COUNTING = 3_000
"""Trials after which counting is given up."""


class PuzzleConstraint(CanvasConstraint["PuzzlePosterior"]):
    """The canvases that hold a solution, written as the puzzle's layout says, then eos and padding to the end.

    With ``exact=True`` a value is masked out only if no solution has it, so that no commit leads to a dead end. With
    ``exact=False`` masks come from propagation alone: they never exclude a value of a solution, but may keep one that
    no solution has, and a canvas can then run into a dead end.

    Attributes:
        vocabulary: the tokens.
        exact: which of the two.
        scores_padding: whether the logits after the first eos are weighed.
        open_ended: whether any tokens may follow the layout, for use with ``&``.
    """

    def __init__(
        self,
        puzzle: Puzzle,
        vocabulary: Vocabulary,
        *,
        exact: bool | None = None,
        scores_padding: bool = True,
        open_ended: bool = False,
        seconds: float = 30.0,
    ) -> None:
        """
        Args:
            puzzle: as it stands now; what is added to it later does not count.
            vocabulary: the tokens of the model.
            exact: by default where cells times symbols are at most 5,000.
            scores_padding: False for models whose logits after the end mean nothing.
            open_ended: whether any tokens may follow the layout, for use with ``&``.
            seconds: how long CP-SAT looks for the best solution before it settles for the best it has found.

        Raises:
            UnsatisfiableConstraint: the puzzle has no solution; the message names relations and givens that exclude
                each other, where that is soon found.
            InvalidPuzzle: `seconds` is no positive time.
            InvalidVocabulary: the symbols are not of equally many tokens, or the layout cannot be spelled.
        """
        if not 0 < seconds < np.inf:
            raise InvalidPuzzle(f"seconds is a positive time, not {seconds!r}")
        self.vocabulary, self.scores_padding, self.open_ended = vocabulary, scores_padding, open_ended
        self.exact = puzzle.cells.size * puzzle.alphabet.size <= AFFORDABLE if exact is None else exact
        self.seconds = seconds
        self.solver = Solver(puzzle)
        self.symbol_tokens = _symbol_tokens(puzzle, vocabulary)
        width = self.symbol_tokens.shape[1]
        template: list[int] = []
        starts = []
        for number, piece in enumerate(puzzle.layout.split("{}")):
            if number:
                starts.append(len(template))
                template += [OPEN] * width
            template += _spelled(piece, vocabulary)
        self.template = np.array(template, np.int64)
        self.positions: Ints = np.array(starts, np.int64)[:, None] + np.arange(width)
        if self._narrowed(np.full(puzzle.cells.size, -1, np.int64)) is None:
            raise UnsatisfiableConstraint(f"the puzzle has no solution{conflict(puzzle)}", cause="language")

    def scoring_padding(self, scores_padding: bool) -> PuzzleConstraint:
        """The same puzzle, with the same solver, for a model of the other kind."""
        if scores_padding == self.scores_padding:
            return self
        other = copy(self)
        other.scores_padding = scores_padding
        return other

    def scope(self, n: int) -> NDArray[np.bool_]:
        return (np.arange(n) < len(self.template)) | (not self.open_ended)

    def min_length(self) -> int:
        return len(self.template)

    def max_length(self) -> int | None:
        return None if self.open_ended else len(self.template)

    def is_solution(self, tokens: Tensor) -> bool:
        """Whether a canvas without open positions holds a solution."""
        return bool((tokens >= 0).all()) and self.accepts(tokens)

    def domains(self, committed: Tokens) -> Domains:
        """What the cells can hold (bit sets [cells]), given the tokens on the canvas.

        Raises:
            UnsatisfiableConstraint: nothing, as far as propagation (or, if exact, anything) can tell.
        """
        found = self._narrowed(self._asked(committed)) if self._fits(committed) else None
        if found is None:
            raise self._unsatisfiable(committed)
        return found

    def options(self, committed: Tokens, domains: Domains) -> list[Ints | None]:
        """The tokens that can stand at every position; None where any can."""
        chosen: list[Ints | None] = []
        for position in range(len(committed)):
            if committed[position] != OPEN:
                chosen.append(committed[position : position + 1])
            elif position < len(self.template):
                chosen.append(self.template[position : position + 1])
            else:
                chosen.append(self._after(position))
        possible = self._possible(domains)
        for cell, places in enumerate(self.positions):
            tokens = self.symbol_tokens[possible[cell]]
            for j, position in enumerate(places):
                chosen[position] = np.unique(tokens[:, j])
        return chosen

    def _after(self, position: int) -> Ints | None:
        """What stands behind the layout: eos, then padding."""
        if self.open_ended:
            return None
        if position == len(self.template):
            return np.array(self.vocabulary.eos, np.int64)
        return np.array([self.vocabulary.filler], np.int64)

    def _masks(self, committed: Tokens) -> Tensor:
        masks = torch.zeros(len(committed), self.vocabulary.size, dtype=torch.bool)
        for position, tokens in enumerate(self.options(committed, self.domains(committed))):
            if tokens is None:
                masks[position] = True
            else:
                masks[position, torch.from_numpy(tokens)] = True
        return masks

    def _forced(self, committed: Tokens) -> Tokens:
        forced = committed.copy()
        for position, tokens in enumerate(self.options(committed, self.domains(committed))):
            if tokens is not None and len(tokens) == 1:
                forced[position] = tokens[0]
        return forced

    def _posterior(self, committed: Tokens, logits: Tensor, prior: RowWeights | None) -> PuzzlePosterior:
        return PuzzlePosterior(self, committed, logits, prior)

    def _is_completable(self, committed: Tokens) -> bool:
        return self._fits(committed) and self.solver.solution(self._asked(committed)) is not None

    def _narrowed(self, asked: Domains) -> Domains | None:
        return self.solver.exact(asked) if self.exact else self.solver.propagated(asked)

    def _possible(self, domains: Domains) -> NDArray[np.bool_]:
        """bool [cells, symbols]."""
        possible: NDArray[np.bool_] = ((domains[:, None] >> np.arange(len(self.symbol_tokens))) & 1).astype(np.bool_)
        return possible

    def _asked(self, committed: Tokens) -> Domains:
        """The symbols of every cell that agree with the tokens committed on its positions."""
        held = committed[self.positions][:, None, :]
        agrees = ((held == OPEN) | (held == self.symbol_tokens[None])).all(2)
        asked: Domains = (agrees.astype(np.int64) << np.arange(len(self.symbol_tokens))).sum(1)
        return asked

    def _fits(self, committed: Tokens) -> bool:
        """Whether the positions that are no cells can be as the layout wants them."""
        length = len(self.template)
        if len(committed) < length:
            return False
        text = committed[:length]
        if np.any((text != OPEN) & (self.template != OPEN) & (text != self.template)):
            return False
        behind = ((p, self._after(p)) for p in range(length, len(committed)) if committed[p] != OPEN)
        return all(tokens is None or committed[p] in tokens for p, tokens in behind)

    def _unsatisfiable(self, committed: Tokens) -> UnsatisfiableConstraint:
        least = len(self.template)
        if len(committed) < least:
            return UnsatisfiableConstraint(
                f"the puzzle takes {least} positions, more than the {len(committed)} there are",
                cause="budget", least=least,
            )  # fmt: skip
        if not (self.exact or self._is_completable(committed)):
            return UnsatisfiableConstraint(
                "a dead end: what is committed leaves the puzzle no solution, which propagation alone could not see in "
                "time; exact=True looks ahead",
                cause="committed", position=first_clash(self._is_completable, committed),
            )  # fmt: skip
        position = first_clash(self._is_completable, committed)
        name = self.vocabulary.token_bytes(int(committed[position])) or f"special token {committed[position]}"
        return UnsatisfiableConstraint(
            f"the token committed at position {position} ({name!r}) leaves the puzzle no solution, given those before",
            cause="committed", position=position,
        )  # fmt: skip


class PuzzlePosterior(FromMarginals):
    """The model's distribution over a puzzle's solutions.

    Where the puzzle is exact and has few solutions left (up to 1,000, found quickly), everything is summed over them
    and `is_exact`. Otherwise beliefs are those of the product distribution over the masks, cell by cell: `marginals`
    and `log_probability` know which values are possible, not which go together, and `log_partition` is an upper bound.
    `best` is then CP-SAT's (`is_proven` tells whether it proved it the best in time), and `sample` the best solution
    under logits with Gumbel noise (perturb-and-MAP, Papandreou & Yuille 2011): always a solution, drawn with nearly the
    model's odds. A puzzle that is not exact goes greedily from the surest cell to the least sure; what comes out may be
    no solution, and its log-probability is then -inf.
    """

    def __init__(
        self, constraint: PuzzleConstraint, committed: Tokens, logits: Tensor, prior: RowWeights | None
    ) -> None:
        super().__init__(committed, logits, prior, constraint.vocabulary, constraint.scores_padding)
        self._constraint, self._logits = constraint, logits
        self._domains = constraint.domains(committed)
        self._possible = constraint._possible(self._domains)
        self._options = constraint.options(committed, self._domains)
        self._cells = np.zeros(len(committed), np.bool_)
        self._cells[constraint.positions] = True
        self._scores = self._possible_scores()
        if np.isneginf(self._scores).all(1).any() or any(bool(row.isneginf().all()) for row in self._outside()):
            raise UnsatisfiableConstraint.improbable()

    def _possible_scores(self) -> Floats:
        """[cells, symbols]: the summed logits of every symbol's open tokens, -inf where the symbol is impossible."""
        c = self._constraint
        places = torch.from_numpy(c.positions).to(self._logits.device)
        tokens = torch.from_numpy(c.symbol_tokens).to(self._logits.device)
        picked = self._logits[places[:, None, :], tokens[None]].double()
        opened = torch.from_numpy(self._committed[c.positions] == OPEN).to(self._logits.device)
        scores: Floats = torch.where(opened[:, None, :], picked, 0.0).sum(2).cpu().numpy()
        if np.isnan(scores).any() or np.isposinf(scores).any():
            raise InvalidLogits("the logits hold NaN or +inf")
        return np.where(self._possible, scores, -np.inf)

    @cached_property
    def _solutions(self) -> tuple[Ints, Floats] | None:
        """All solutions [k, cells] with their scores [k], None where they are too many or the puzzle is not exact."""
        if not self._constraint.exact:
            return None
        found, whole = self._constraint.solver.solutions(self._domains, _COUNTED, _COUNTING)
        if not whole:
            return None
        weights = self._scores[np.arange(found.shape[1]), found].sum(1)
        if np.isneginf(weights).all():
            raise UnsatisfiableConstraint.improbable()
        return found, weights

    @property
    def is_exact(self) -> bool:
        """Whether sums run over all solutions."""
        return self._solutions is not None

    @property
    def is_measured(self) -> bool:
        return self.is_exact

    @cached_property
    def _frame(self) -> dict[int, Tensor]:
        """Log-probabilities of the options at the open positions that are no cells and not free."""
        frame = {}
        for position, tokens in enumerate(self._options):
            if tokens is not None and not self._cells[position] and self._committed[position] == OPEN:
                frame[position] = self._logits[position, torch.from_numpy(tokens).to(self._logits.device)].double()
                if position > len(self._constraint.template) and not self._constraint.scores_padding:
                    frame[position] = torch.full_like(frame[position], float(self._weights.totals[position]))
        return frame

    def _outside(self) -> Iterator[Tensor]:
        """The logits of what can stand at the open positions that are no cells, position by position."""
        yield from self._frame.values()
        yield from (self._free(position) for position, tokens in enumerate(self._options) if tokens is None)

    def _free(self, position: int) -> Tensor:
        """The logits of a position of which nothing is said; where none is finite, it is behind an end, if unscored."""
        row = self._logits[position].double()
        if not self._constraint.scores_padding and bool(row.isneginf().all()):
            row = row.clone()
            row[self._constraint.vocabulary.filler] = 0.0
        return row

    @cached_property
    def log_partition(self) -> float:
        return sum(float(scores.logsumexp(0)) for scores in self._outside()) + self._log_cells

    @cached_property
    def _log_cells(self) -> float:
        if self._solutions is not None:
            return float(np.logaddexp.reduce(self._solutions[1]))
        return float(np.logaddexp.reduce(self._scores, axis=1).sum())

    @cached_property
    def _beliefs(self) -> Floats:
        """Log-probabilities [cells, symbols]."""
        if self._solutions is None:
            beliefs: Floats = self._scores - np.logaddexp.reduce(self._scores, axis=1, keepdims=True)
            return beliefs
        found, weights = self._solutions
        beliefs = np.full(self._scores.shape, -np.inf)
        for solution, weight in zip(found, weights - self._log_cells, strict=True):
            cells = np.arange(len(solution))
            beliefs[cells, solution] = np.logaddexp(beliefs[cells, solution], weight)
        return np.minimum(beliefs, 0.0)

    def marginals(self) -> Tensor:
        c = self._constraint
        out = torch.full(self._logits.shape, -torch.inf, dtype=torch.float64)
        for position, tokens in enumerate(self._options):
            if tokens is None:
                out[position] = self._free(position).log_softmax(0).cpu()
            elif position in self._frame:
                out[position, torch.from_numpy(tokens)] = self._frame[position].log_softmax(0).cpu()
            elif not self._cells[position]:
                out[position, torch.from_numpy(tokens)] = 0.0
        beliefs = torch.from_numpy(self._beliefs)
        for places, spelling in zip(c.positions.T, c.symbol_tokens.T, strict=True):
            rows = torch.from_numpy(places)
            for value, token in enumerate(spelling):
                out[rows, int(token)] = torch.logaddexp(out[rows, int(token)], beliefs[:, value])
        return out.to(self._logits)

    def log_probability(self, tokens: Tensor) -> float:
        wanted = aligned(tokens, self._committed, self._constraint.vocabulary)
        clash = (self._committed >= 0) & (wanted >= 0) & (wanted != self._committed)
        if clash.any():
            return -np.inf
        total = 0.0
        for position in np.flatnonzero((wanted >= 0) & ~self._cells & (self._committed == OPEN)):
            options = self._options[position]
            if options is None:
                total += float(self._free(int(position)).log_softmax(0)[wanted[position]])
            elif wanted[position] not in options:
                return -np.inf
            else:
                place = int(np.flatnonzero(options == wanted[position])[0])
                total += float(self._frame[int(position)].log_softmax(0)[place])
        asked = self._constraint._possible(self._constraint._asked(wanted))
        if self._solutions is None:
            inside = np.where(asked, self._beliefs, -np.inf)
            return total + float(np.logaddexp.reduce(inside, axis=1).sum())
        found, weights = self._solutions
        agrees = asked[np.arange(found.shape[1]), found].all(1)
        if not agrees.any():
            return -np.inf
        return total + float(np.logaddexp.reduce(weights[agrees])) - self._log_cells

    @property
    def is_proven(self) -> bool:
        """Whether `best` is known to be the most probable canvas."""
        return self._best.is_proven

    @cached_property
    def _best(self) -> Found:
        return self._favourite(self._scores)

    def best(self) -> tuple[Tensor, float]:
        values = self._best.values
        canvas = self._filled(values, [scores.argmax() for scores in self._frame.values()], None)
        return canvas, self._weight(canvas, values) if self._best.is_solution else -np.inf

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        drawn = [
            torch.multinomial(scores.softmax(0).cpu(), 1, generator=generator)[0] for scores in self._frame.values()
        ]
        if self._solutions is not None:
            found, weights = self._solutions
            chances = torch.from_numpy(np.exp(weights - self._log_cells))
            values = found[int(torch.multinomial(chances, 1, generator=generator))]
        else:
            values = self._favourite(self._scores + gumbel_noise(self._scores.shape, generator).numpy()).values
        return self._filled(values, drawn, generator or torch.default_generator)

    def _favourite(self, scores: Floats) -> Found:
        """The values of the greatest summed scores, as far as they can be found."""
        solver = self._constraint.solver
        if not self._constraint.exact:
            values, solved = solver.greedy(self._domains, scores)
            return Found(values, is_proven=False, is_solution=solved)
        if self._solutions is not None:
            found = self._solutions[0]
            return Found(found[scores[np.arange(found.shape[1]), found].sum(1).argmax()], is_proven=True)
        best = solver.best(self._domains, scores, self._constraint.seconds)
        if best is None:
            raise UnsatisfiableConstraint.improbable()
        return best

    def _weight(self, canvas: Tensor, values: Ints) -> float:
        """The log-probability of a whole canvas."""
        total = float(self._scores[np.arange(len(values)), values].sum())
        total += sum(float(scores.max()) for scores in self._frame.values())
        for position, tokens in enumerate(self._options):
            if tokens is None:
                total += float(self._free(position)[canvas[position]])
        return total - self.log_partition

    def _filled(self, values: Ints, frame: list[Tensor], generator: torch.Generator | None) -> Tensor:
        """The canvas of a solution; free positions hold their likeliest token, or one drawn with `generator`."""
        c = self._constraint
        canvas = self._committed.copy()
        for (position, _), place in zip(self._frame.items(), frame, strict=True):
            options = self._options[position]
            assert options is not None
            canvas[position] = options[int(place)]
        for position, tokens in enumerate(self._options):
            if tokens is None:
                row = self._free(position).cpu()
                drawn = row.argmax() if generator is None else torch.multinomial(row.softmax(0), 1, generator=generator)
                canvas[position] = int(drawn)
        canvas[c.positions] = c.symbol_tokens[values]
        return torch.from_numpy(canvas).to(self._logits.device)


def _symbol_tokens(puzzle: Puzzle, vocabulary: Vocabulary) -> Ints:
    """[symbols, tokens of each]."""
    rows = [_spelled(symbol, vocabulary) for symbol in puzzle.alphabet.symbols]
    lengths = {len(row) for row in rows}
    if len(lengths) > 1:
        raise InvalidVocabulary(
            "a puzzle's symbols take equally many tokens each, but here: "
            + ", ".join(f"{symbol!r} {len(row)}" for symbol, row in zip(puzzle.alphabet.symbols, rows, strict=True))
            + "; write them equally long, 01 02 ... 10"
        )
    return np.array(rows, np.int64)


def _spelled(text: str, vocabulary: Vocabulary) -> list[int]:
    """Tokens of a text: one token where one spells it, else the tokenizer's own."""
    if not text:
        return []
    whole = vocabulary.token_of(text.encode())
    tokens = [whole] if whole is not None else vocabulary.encode(text)
    if vocabulary.text_bytes(tokens) != text.encode():
        raise InvalidVocabulary(f"the vocabulary's tokens do not spell {text!r} (a part of the puzzle) exactly")
    return tokens
