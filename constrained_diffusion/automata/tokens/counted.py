"""Byte automaton with a counter and vocabulary to an automaton over token classes with a counter.

It is to `tokens.finite` what one copy of a region is to as many as its bounds ask for: edges say how many items their
tokens add to a count, and with which count a region is entered.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.counted import OUTSIDE, CountedDfa
from constrained_diffusion.automata.paths import UNREACHABLE, distances
from constrained_diffusion.automata.tokens.classes import MAX_PAIRS, token_classes
from constrained_diffusion.automata.tokens.counted_arcs import (
    LEAVES,
    NO_REGION,
    NONE_COMPLETES,
    NONE_REACHED,
    OUTWARD,
    STAYS,
    Arcs,
    Sets,
    complete_within,
    no_sets,
    reach_until,
)
from constrained_diffusion.automata.tokens.counted_longest import longest_run
from constrained_diffusion.automata.tokens.counted_maps import counted_maps
from constrained_diffusion.automata.tokens.drawing_out import drawn_out
from constrained_diffusion.automata.tokens.ending import ending
from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.automata.tokens.labels import Labelled, labelled_edges
from constrained_diffusion.automata.tokens.renumbering import Renumbering
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.vocabulary import Vocabulary

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CountedAutomaton(Labelled):
    """A trim automaton over token classes with one counter; state 0 is the start and the last state the end.

    A *configuration* is a state and a count, which is 0 outside of regions. An edge within a region adds to the count.
    An edge that leaves it is there for those counts for which the sum lies within the region's bounds. All arrays are
    int32.

    Attributes:
        class_of_token: [V], -1 for tokens that no completion ever holds.
        label_offsets, label_classes: label l is the classes ``label_classes[label_offsets[l]:label_offsets[l + 1]]``;
            the last label is that of the tokens that fill the canvas after the end.
        source, target, label: [edges], sorted by source.
        added: [edges], the items added to the count in the region of the source; 0 from outside.
        entered: [edges], the count with which the region of the target is entered, `NO_REGION` where none is.
        region: [states], `NO_REGION` for states outside.
        region_least, region_most: [regions], the bounds.
        final_state, final_low, final_high: [finals], a canvas may be full in a state with a count from low to high;
            sorted, and apart from one another.
        start_count: the count at the start, 0 unless it lies in a region.
    """

    class_of_token: Ints
    label_offsets: Ints
    label_classes: Ints
    source: Ints
    target: Ints
    label: Ints
    added: Ints
    entered: Ints
    region: Ints
    region_least: Ints
    region_most: Ints
    final_state: Ints
    final_low: Ints
    final_high: Ints
    start_count: int = field(default=0)

    @property
    def states(self) -> int:
        return len(self.region)

    @property
    def regions(self) -> int:
        """The number of regions; those with the same bounds are one."""
        return len(self.region_least)

    @cached_property
    def accepting(self) -> Bools:  # type: ignore[override]
        """[states], those in which a canvas may be full at some count."""
        accepting = np.zeros(self.states, np.bool_)
        accepting[self.final_state] = True
        return accepting

    @property
    def is_unambiguous(self) -> bool:
        """The state and the count are functions of the tokens."""
        return True

    @cached_property
    def arcs(self) -> Arcs:
        """The edges, with the bounds of every state."""
        inside = self.region != NO_REGION
        leaves = (self.entered != NO_REGION) | ~inside[self.target]
        kind = np.where(inside[self.source], np.where(leaves, LEAVES, STAYS), OUTWARD).astype(np.int8)
        bounds = (np.append(column, np.int32(0))[self.region] for column in (self.region_least, self.region_most))
        return Arcs(self.source, self.target, self.label, self.added, self.entered, kind, *bounds)

    @cached_property
    def start(self) -> Sets:
        """The configuration at the start, as what is reached; one row."""
        sets = no_sets(1, self.arcs, NONE_REACHED)
        if self.start_count < self.arcs.least[0]:
            sets.bits[0, 0, self.start_count >> 6] = np.uint64(1) << np.uint64(self.start_count & 63)
        else:
            sets.beyond[0, 0] = self.start_count
        return sets

    @cached_property
    def final(self) -> Sets:
        """The configurations in which a canvas may be full, as what completes; one row."""
        arcs = self.arcs
        sets = no_sets(1, arcs, NONE_COMPLETES)
        members = np.zeros((self.states, 64 * sets.bits.shape[-1]), np.bool_)
        for state, low, high in zip(*(column.tolist() for column in self._finals), strict=True):
            least = int(arcs.least[state])
            members[state, low : min(high + 1, least)] = True
            if high >= least:
                sets.beyond[0, state] = high
        sets.bits[0] = np.packbits(members, axis=1, bitorder="little").view(np.uint64)
        return sets

    @property
    def _finals(self) -> tuple[Ints, Ints, Ints]:
        return self.final_state, self.final_low, self.final_high

    @cached_property
    def least(self) -> int:
        """The least number of positions that hold a member, `UNREACHABLE` where there is none."""
        bits, beyond = (np.concatenate([row, row]) for row in self.start)
        final = self.final
        edges = int(reach_until(self.arcs, bits, beyond, np.unique(self.final_state), final.bits[0], final.beyond[0]))
        return edges if edges >= 0 else int(UNREACHABLE)

    @cached_property
    def longest(self) -> int:
        """The greatest number of text tokens of a member, -1 if there is none."""
        return longest_run(self.arcs, self.start_count, self.filler, self._finals)

    @property
    def is_empty(self) -> bool:
        """Whether no token sequence of the vocabulary spells a member."""
        return bool(self.least >= UNREACHABLE)

    @cached_property
    def finite(self) -> TokenAutomaton | None:
        """The same with every count a state of its own, None where these are too many."""
        return drawn_out(
            self.arcs, self.class_of_token, self.label_offsets, self.label_classes, self._finals, self.start_count
        )

    def after(self, tokens: Ints, room: int) -> CountedAutomaton:
        """What may stand on a canvas behind `tokens`, when up to `room` more positions follow that canvas.

        It may be full in any configuration from which `room` positions suffice. Empty where `tokens` begin no member.
        """
        state, count, arcs = 0, self.start_count, self.arcs
        owner = np.repeat(np.arange(self.labels), np.diff(self.label_offsets))
        for token in tokens:
            kind = self.class_of_token[token]
            first, last = np.searchsorted(self.source, [state, state + 1])
            read = first + np.flatnonzero(np.isin(self.label[first:last], owner[self.label_classes == kind]))
            total = count + int(arcs.added[read[0]]) if kind >= 0 and len(read) else -1
            if total < 0 or total > arcs.most[state]:
                return self._without_members()
            edge = int(read[0])
            if arcs.kind[edge] != STAYS:
                if total < arcs.least[state]:
                    return self._without_members()
                total = max(int(arcs.entered[edge]), 0)
            state, count = int(arcs.target[edge]), total
        # Only the first state may be the start: a copy of `state` takes its place.
        edges = np.arange(np.searchsorted(self.source, state), np.searchsorted(self.source, state + 1))
        final_state, final_low, final_high = self._within(room)
        own = final_state == state

        def twice(column: Ints, shift: int = 0) -> Ints:
            return np.concatenate([column[edges], column]).astype(np.int32) + np.int32(shift)

        return trimmed(
            replace(
                self,
                source=np.concatenate([np.zeros(len(edges), np.int32), self.source + 1]).astype(np.int32),
                target=twice(self.target, 1),
                label=twice(self.label),
                added=twice(self.added),
                entered=twice(self.entered),
                region=np.concatenate([self.region[[state]], self.region]),
                final_state=np.concatenate([np.zeros(int(own.sum()), np.int32), final_state + 1]).astype(np.int32),
                final_low=np.concatenate([final_low[own], final_low]),
                final_high=np.concatenate([final_high[own], final_high]),
                start_count=count,
            )
        )

    def _without_members(self) -> CountedAutomaton:
        none = np.zeros(0, np.int32)
        return trimmed(replace(self, final_state=none, final_low=none, final_high=none, start_count=0))

    def _within(self, room: int) -> tuple[Ints, Ints, Ints]:
        """State, low and high of the configurations from which `room` positions lead to a final one."""
        if room == 0:
            return self._finals
        bits, beyond = (np.concatenate([row, row]) for row in self.final)
        complete_within(self.arcs, bits, beyond, room)
        found: list[tuple[int, int, int]] = []
        for state in range(self.states):
            least = int(self.arcs.least[state])
            counts = np.unpackbits(bits[0, state].view(np.uint8), bitorder="little")[:least]
            borders = np.flatnonzero(np.diff(counts, prepend=0, append=0)).reshape(-1, 2)
            rows = [(state, int(low), int(past) - 1) for low, past in borders]
            if beyond[0, state] != NONE_COMPLETES:
                rows.append(
                    (state, rows.pop()[1] if rows and rows[-1][2] == least - 1 else least, int(beyond[0, state]))
                )
            found += rows
        columns = np.array(found, np.int32).reshape(-1, 3)
        return columns[:, 0].copy(), columns[:, 1].copy(), columns[:, 2].copy()


def counted_token_automaton(dfa: CountedDfa, vocabulary: Vocabulary) -> CountedAutomaton:
    """The automaton of all token sequences that spell a text of `dfa`, closed by eos and padding.

    Raises:
        ConstraintTooLarge: the classes act on more pairs of states than the library is willing to hold.
    """
    states = len(dfa.region)
    maps = counted_maps(vocabulary.trie, dfa, MAX_PAIRS)
    if not maps.complete:
        raise ConstraintTooLarge(
            f"{states} states and {vocabulary.size} tokens meet in more than {MAX_PAIRS} ways", "lower the counts"
        )
    class_of_token, used = token_classes(vocabulary, maps.node_map, len(maps.offsets) - 1)
    source, end, label, label_offsets, label_classes = labelled_edges(
        used, maps.offsets, maps.pairs, max(states, len(maps.ends))
    )
    target, added, entered = maps.ends[end].T
    closing = np.flatnonzero(dfa.accepting).astype(np.int32)
    last = states
    after = ending(vocabulary, class_of_token, len(used))
    size, labels = label_offsets[-1] + len(after.eos), len(label_offsets) - 1
    nothing = np.zeros(len(closing) + 1, np.int32)
    low, high = (np.append(column, np.int32(0))[dfa.region[closing]] for column in (dfa.least, dfa.most))
    return trimmed(
        CountedAutomaton(
            class_of_token=after.class_of_token,
            label_offsets=np.append(label_offsets, [size, size + 1]).astype(np.int32),
            label_classes=np.append(label_classes, [*after.eos, after.filler]).astype(np.int32),
            source=np.concatenate([source, closing, [last]]).astype(np.int32),
            target=np.concatenate([target, np.full(len(closing) + 1, last)]).astype(np.int32),
            label=np.concatenate([label, np.full(len(closing), labels), [labels + 1]]).astype(np.int32),
            added=np.concatenate([added, nothing]).astype(np.int32),
            entered=np.concatenate([entered, nothing + NO_REGION]).astype(np.int32),
            region=np.append(dfa.region, np.int32(OUTSIDE)),
            region_least=dfa.least,
            region_most=dfa.most,
            final_state=np.append(closing, np.int32(last)),
            final_low=np.append(low, np.int32(0)),
            final_high=np.append(high, np.int32(0)),
        )
    )


def trimmed(whole: CountedAutomaton) -> CountedAutomaton:
    """Only states that can be reached and that lead on to the end, whatever the counts; all numbered anew."""
    n = whole.states
    start, final = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    start[0], final[whole.final_state] = True, True
    keep = distances(whole.source, whole.target, start) < UNREACHABLE
    keep &= distances(whole.target, whole.source, final) < UNREACHABLE
    keep[[0, n - 1]] = True
    states = Renumbering.keeping(keep)
    alive = np.flatnonzero(keep[whole.source] & keep[whole.target])
    order = alive[np.argsort(whole.source[alive], kind="stable")]
    present = np.zeros(whole.labels, np.bool_)
    present[whole.label[order]] = True
    present[whole.filler] = True
    labels = Renumbering.keeping(present)
    label_offsets, label_classes = labels.rows_of(whole.label_offsets, whole.label_classes)
    used = np.zeros(whole.classes, np.bool_)
    used[label_classes] = True
    classes = Renumbering.keeping(used)
    counted = np.zeros(len(whole.region_least) + 1, np.bool_)
    counted[whole.region[keep]] = True
    regions = Renumbering.keeping(counted[:-1])
    ends = np.flatnonzero(keep[whole.final_state])
    ends = ends[np.lexsort((whole.final_low[ends], whole.final_state[ends]))]
    return replace(
        whole,
        class_of_token=classes.renumbered(whole.class_of_token),
        label_offsets=label_offsets,
        label_classes=classes.renumbered(label_classes),
        source=states.renumbered(whole.source[order]),
        target=states.renumbered(whole.target[order]),
        label=labels.renumbered(whole.label[order]),
        added=whole.added[order],
        entered=whole.entered[order],
        region=regions.renumbered(whole.region[keep]),
        region_least=whole.region_least[regions.old],
        region_most=whole.region_most[regions.old],
        final_state=states.renumbered(whole.final_state[ends]),
        final_low=whole.final_low[ends],
        final_high=whole.final_high[ends],
    )
