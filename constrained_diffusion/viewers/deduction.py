"""The solving of a puzzle in more frames than its sampler leaves: what is deduced appears round after round.

An exact constraint has solved a puzzle of one solution before the first denoising step, and a model that is sure of a
whole grid commits it in one. Here givens come first, then the cells that the rules settle with what is known so far,
and a cell counts as chosen only where the cells before it did not settle it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from constrained_diffusion.puzzles import PuzzleConstraint
from constrained_diffusion.puzzles.propagation import Domains, net, propagate
from constrained_diffusion.sampling.state import Frame, Status

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def deduced(frames: Sequence[Frame], constraint: PuzzleConstraint) -> list[Frame]:
    """The frames, with what happens between them.

    In a round each relation is looked at by itself, as a person would. What the solver finds out beyond that, by
    search, comes after the rounds, all at once. Of cells that are committed together the surest is chosen first.

    Args:
        frames: of one answer, from the first on.
        constraint: that it was held to: the puzzle with its givens.
    """
    board = _Board(constraint)
    return [shown for frame in frames for shown in board.leading_to(frame)]


def given_values(constraint: PuzzleConstraint) -> Ints:
    """The symbols [cells] that the puzzle was given, as indices, -1 elsewhere."""
    return _settled(constraint.solver.puzzle_domains)


def _settled(domains: Domains) -> Ints:
    bits = (domains[:, None] >> np.arange(63)) & 1
    return np.where(bits.sum(1) == 1, bits.argmax(1), -1)


class _Board:
    """The cells of a puzzle as the last frame left them."""

    def __init__(self, constraint: PuzzleConstraint) -> None:
        solver = constraint.solver
        self.places, self.symbols = constraint.positions, constraint.symbol_tokens
        self.start: Domains = solver.puzzle_domains
        # Every relation by itself: together they would be followed to the end at once.
        self.relations = [
            (np.array(relation.cells, np.int64), net([relation], len(self.places), solver.alphabet))
            for relation in solver.primitives
        ]
        self.values: Ints = np.full(len(self.places), -1)
        self.status: Ints = np.full(len(self.places), int(Status.OPEN))
        self.before: Frame | None = None

    def leading_to(self, frame: Frame) -> Iterator[Frame]:
        """What leads from the last frame to this one, and this one."""
        values, given = self._read(frame), _settled(self.start)
        stays = (values >= 0) & (values == self.values)  # a uniform model thinks better of some
        status: Ints = np.where(stays, self.status, int(Status.OPEN))
        missing: Bools = (values >= 0) & ~stays
        domains = np.where(stays, np.left_shift(1, np.maximum(values, 0)), self.start)
        if self.before is None and (first := missing & (values == given)).any():
            status[first], missing = int(Status.FORCED), missing & ~first
            if missing.any():
                yield self._drawn(frame, status)
        committed = (frame.status.numpy()[self.places] == int(Status.COMMITTED)).any(1)
        surest = np.argsort(-frame.confidence.numpy()[self.places].min(1), kind="stable")
        while missing.any():
            after = self._round(domains)
            if (after != domains).any():
                domains, kind = after, Status.FORCED
                new = missing & (_settled(domains) == values)
            elif len(chosen := surest[(missing & committed)[surest]][:1]):
                new, kind = np.arange(len(values)) == chosen[0], Status.COMMITTED
                domains = np.where(new, np.left_shift(1, np.maximum(values, 0)), domains)
            else:
                new, kind = missing, Status.FORCED
            if new.any():
                status[new], missing = int(kind), missing & ~new
                if missing.any():
                    yield self._drawn(frame, status)
        self.values, self.status = values, status
        self.before = self._drawn(frame, status)
        yield self.before

    def _read(self, frame: Frame) -> Ints:
        """The symbols [cells] of the cells that are settled, as indices, -1 elsewhere."""
        tokens, open_places = frame.tokens.numpy()[self.places], frame.status.numpy()[self.places] == int(Status.OPEN)
        same = (tokens[:, None, :] == self.symbols[None]).all(2)
        return np.where(same.any(1) & ~open_places.any(1), same.argmax(1), -1)

    def _round(self, domains: Domains) -> Domains:
        """The domains after each relation was looked at once, none knowing what another has found."""
        found = domains.copy()
        for cells, relation in self.relations:
            own = domains.copy()
            if propagate(own, cells, *relation):  # a model that breaks the rules leaves nothing to deduce
                found &= own
        return found

    def _drawn(self, frame: Frame, status: Ints) -> Frame:
        """The frame where only the cells with a status are settled; the others are as they were before it."""
        tokens, shown, confidence = frame.tokens.clone(), frame.status.clone(), frame.confidence.clone()
        places = torch.from_numpy(self.places)
        shown[places] = torch.from_numpy(status).to(shown.dtype)[:, None]
        hidden = places[torch.from_numpy((status == int(Status.OPEN)) & (self._read(frame) >= 0))]
        tokens[hidden] = -1 if self.before is None else self.before.tokens[hidden]
        confidence[hidden] = 0.0 if self.before is None else self.before.confidence[hidden]
        return replace(frame, tokens=tokens, status=shown, confidence=confidence)
