"""Byte automaton and vocabulary to a finite automaton over token classes.

Its edges carry labels, sets of the classes of `tokens.classes`. After the text (`tokens.ending`) an accepting state
reads an eos token into the state `end`, which reads the filler until the canvas is full.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.dfa import Dfa
from constrained_diffusion.automata.paths import UNREACHABLE, distances, longest_path
from constrained_diffusion.automata.tokens.classes import MAX_PAIRS, token_classes, token_maps
from constrained_diffusion.automata.tokens.ending import ending
from constrained_diffusion.automata.tokens.labels import Labelled, labelled_edges
from constrained_diffusion.automata.tokens.renumbering import Renumbering
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.vocabulary import Vocabulary

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class TokenAutomaton(Labelled):
    """A trim automaton over token classes; state 0 is the start and the last state the end. All arrays are int32.

    Attributes:
        class_of_token: [V], -1 for tokens that no completion ever holds.
        label_offsets, label_classes: label l is the classes ``label_classes[label_offsets[l]:label_offsets[l + 1]]``;
            the last label is that of the tokens that fill the canvas after the end.
        source, target, label: [edges], sorted by source.
        accepting: [states] bool, states in which a canvas may be full.
        distance: [states], the least number of tokens to an accepting state.
        longest: the greatest number of text tokens of a member, -1 if there is none.
    """

    class_of_token: Ints
    label_offsets: Ints
    label_classes: Ints
    source: Ints
    target: Ints
    label: Ints
    accepting: Bools
    distance: Ints
    longest: int

    @property
    def is_unambiguous(self) -> bool:
        """Deterministic automata always are."""
        return True

    @property
    def least(self) -> int:
        """The least number of positions that hold a member, `UNREACHABLE` where there is none."""
        return int(self.distance[0])

    @property
    def is_empty(self) -> bool:
        """Whether no token sequence of the vocabulary spells a member."""
        return bool(self.distance[0] >= UNREACHABLE)

    @property
    def finite(self) -> TokenAutomaton:
        """Itself."""
        return self

    def after(self, tokens: Ints, room: int) -> TokenAutomaton:
        """What may stand on a canvas behind `tokens`, when up to `room` more positions follow that canvas.

        It may be full in any state from which `room` positions suffice. Empty where `tokens` begin no member.
        """
        state, owner = 0, np.repeat(np.arange(self.labels), np.diff(self.label_offsets))
        for token in tokens:
            kind = self.class_of_token[token]
            first, last = np.searchsorted(self.source, [state, state + 1])
            read = np.flatnonzero(np.isin(self.label[first:last], owner[self.label_classes == kind]))
            if kind < 0 or len(read) == 0:
                return trimmed(replace(self, accepting=np.zeros(self.states, np.bool_)))
            state = int(self.target[first + int(read[0])])
        # Only the first state may be the start: a copy of `state` takes its place.
        edges = np.arange(np.searchsorted(self.source, state), np.searchsorted(self.source, state + 1))
        accepting = self.distance <= room
        return trimmed(
            replace(
                self,
                source=np.concatenate([np.zeros(len(edges), np.int32), self.source + 1]).astype(np.int32),
                target=np.concatenate([self.target[edges], self.target]).astype(np.int32) + np.int32(1),
                label=np.concatenate([self.label[edges], self.label]).astype(np.int32),
                accepting=np.concatenate([accepting[[state]], accepting]),
            )
        )


def token_automaton(dfa: Dfa, vocabulary: Vocabulary) -> TokenAutomaton:
    """The automaton of all token sequences that spell a text of `dfa`, closed by eos and padding.

    Raises:
        ConstraintTooLarge: the classes act on more pairs of states than the library is willing to hold.
    """
    table = np.ascontiguousarray(dfa.table)
    node_map, offsets, pairs, complete = token_maps(vocabulary.trie, dfa.byte_class, table, len(table), MAX_PAIRS)
    if not complete:
        raise ConstraintTooLarge(
            f"{len(table)} states and {vocabulary.size} tokens meet in more than {MAX_PAIRS} ways", "lower the counts"
        )
    class_of_token, used = token_classes(vocabulary, node_map, len(offsets) - 1)
    source, target, label, label_offsets, label_classes = labelled_edges(used, offsets, pairs, len(table))
    del pairs  # they take more memory than all that follows
    return trimmed(
        _closed(dfa, vocabulary, len(used), class_of_token, source, target, label, label_offsets, label_classes)
    )


def _closed(
    dfa: Dfa, vocabulary: Vocabulary, classes: int, class_of_token: Ints,
    source: Ints, target: Ints, label: Ints, label_offsets: Ints, label_classes: Ints,
) -> TokenAutomaton:  # fmt: skip
    """Adds the end: eos from every accepting state, padding from there on."""
    end = len(dfa.table)
    closing = np.flatnonzero(dfa.accepting).astype(np.int32)
    after = ending(vocabulary, class_of_token, classes)
    labels = len(label_offsets) - 1
    size = label_offsets[-1] + len(after.eos)
    return TokenAutomaton(
        class_of_token=after.class_of_token,
        label_offsets=np.append(label_offsets, [size, size + 1]).astype(np.int32),
        label_classes=np.append(label_classes, [*after.eos, after.filler]).astype(np.int32),
        source=np.concatenate([source, closing, [end]]).astype(np.int32),
        target=np.concatenate([target, np.full(len(closing) + 1, end)]).astype(np.int32),
        label=np.concatenate([label, np.full(len(closing), labels), [labels + 1]]).astype(np.int32),
        accepting=np.append(dfa.accepting, True),
        distance=np.zeros(0, np.int32),
        longest=-1,
    )


def trimmed(whole: TokenAutomaton) -> TokenAutomaton:
    """Only states that token sequences reach and that lead on to acceptance; classes and labels numbered anew."""
    n = whole.states
    start = np.zeros(n, np.bool_)
    start[0] = True
    reached = distances(whole.source, whole.target, start) < UNREACHABLE
    distance = distances(whole.target, whole.source, whole.accepting)
    keep = reached & (distance < UNREACHABLE)
    keep[[0, n - 1]] = True
    states = Renumbering.keeping(keep)
    alive = keep[whole.source] & keep[whole.target]
    source, target = states.renumbered(whole.source[alive]), states.renumbered(whole.target[alive])
    label = whole.label[alive]
    order = np.argsort(source, kind="stable")
    source, target, label = source[order], target[order], label[order]

    present = np.zeros(whole.labels, np.bool_)
    present[label] = True
    present[whole.filler] = True
    labels = Renumbering.keeping(present)
    label_offsets, label_classes = labels.rows_of(whole.label_offsets, whole.label_classes)
    used = np.zeros(whole.classes, np.bool_)
    used[label_classes] = True
    classes = Renumbering.keeping(used)
    longest = longest_path(source, target, label != whole.filler, len(states))
    return TokenAutomaton(
        class_of_token=classes.renumbered(whole.class_of_token),
        label_offsets=label_offsets,
        label_classes=classes.renumbered(label_classes),
        source=source,
        target=target,
        label=labels.renumbered(label),
        accepting=whole.accepting[keep],
        distance=distance[keep],
        # the edge that reads eos is on every longest path
        longest=longest - 1 if longest > 0 else longest,
    )
