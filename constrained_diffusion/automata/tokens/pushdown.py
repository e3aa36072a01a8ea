"""A pushdown automaton over token classes: what a token does to the stack, cut at the borders of procedures.

A token read in some state first pops frames (those that it closes), then pushes some (those that it opens and leaves
open); calls that begin and end within the token are part of the reading. So a run of a token is

    state -> [closing] -> return state -> ... -> [opening] -> entry -> ... -> state

and the token is weighed once. What stands between two pieces are *virtual* states: for a **closing** and a return
state, the state of having returned there within the token; for an **opening**, the state of having entered the
procedure. Closings and openings are the only places where frames meet, which is what the chart over a canvas costs
(`inference.machines.inside`), so they are shared by as many tokens as can be (`tokens.sharing`).

The stages: what every class does in every state (`tokens.moves`), closings and openings for that (`tokens.sharing`),
all of it as one graph, of which only what a run may use is kept (`tokens.parts`), and its layout in arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.paths import UNREACHABLE
from constrained_diffusion.automata.stack.pushdown import Configurations
from constrained_diffusion.automata.tokens.classes import MAX_PAIRS, token_classes, token_maps
from constrained_diffusion.automata.tokens.ending import Ending, ending
from constrained_diffusion.automata.tokens.labels import Labelled, labelled_edges
from constrained_diffusion.automata.tokens.least import least_positions
from constrained_diffusion.automata.tokens.moves import Edges, Longs, moves_between_tokens
from constrained_diffusion.automata.tokens.parts import Parts, joined, trimmed
from constrained_diffusion.automata.tokens.renumbering import Renumbering
from constrained_diffusion.automata.tokens.sharing import FREE, shared_closings, shared_openings
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.vocabulary import Vocabulary

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class TokenPushdown(Labelled):
    """A pushdown automaton over token classes; state 0 is the start. Arrays are int32.

    Attributes:
        class_of_token: [V], -1 for tokens that no completion ever holds.
        label_offsets, label_classes: label l is the classes ``label_classes[label_offsets[l]:label_offsets[l + 1]]``;
            the last label is that of the tokens that fill the canvas after the end.
        source, target, label: [edges], sorted by source; targets are states between tokens. Here and below, label
            ``labels``, one past the last, is that of what weighs nothing, because its token is weighed elsewhere.
        accepting: [states] bool, states in which a canvas may be full.
        procedure: [states], whose frame a state belongs to, rising one by one; 0 is that of the whole text.
        closing_offsets, closing_members, closing_labels: the states from which closing q pops, and what is read
            with it. A closing comes after those whose return states it pops from.
        closing_procedure: [closings], whose frames it closes.
        return_closing, return_call, return_state: [returns]: closing q of a frame opened by call g leads to a state.
        opening_procedure, opening_entry: [openings], the procedure that is entered and its entry state. An opening
            comes after those whose entry states it is made from.
        call_opening: [calls], a call is an opening with one return state.
        call_offsets, call_members, call_labels: the states in which call g is made, and what is read with it.
        call_procedure: [calls], whose frames make it.
        is_unambiguous: whether it is certain that no token sequence has two runs.
    """

    class_of_token: Ints
    label_offsets: Ints
    label_classes: Ints
    source: Ints
    target: Ints
    label: Ints
    accepting: Bools
    procedure: Ints
    closing_offsets: Ints
    closing_members: Ints
    closing_labels: Ints
    closing_procedure: Ints
    return_closing: Ints
    return_call: Ints
    return_state: Ints
    opening_procedure: Ints
    opening_entry: Ints
    call_opening: Ints
    call_offsets: Ints
    call_members: Ints
    call_labels: Ints
    call_procedure: Ints
    is_unambiguous: bool

    @cached_property
    def least(self) -> int:
        """The least number of positions that hold a member, `UNREACHABLE` where there is none."""
        return least_positions(
            source=self.source, target=self.target, accepting=self.accepting, procedure=self.procedure,
            closing_offsets=self.closing_offsets, closing_members=self.closing_members,
            return_closing=self.return_closing, return_call=self.return_call, return_state=self.return_state,
            opening_entry=self.opening_entry, call_opening=self.call_opening, call_offsets=self.call_offsets,
            call_members=self.call_members,
        )  # fmt: skip

    @property
    def longest(self) -> int:
        """-1: what nests without end has no longest member."""
        return -1

    @property
    def is_empty(self) -> bool:
        """Whether no token sequence of the vocabulary spells a member."""
        return bool(self.least >= UNREACHABLE)


def token_pushdown(configurations: Configurations, vocabulary: Vocabulary, *, is_unambiguous: bool) -> TokenPushdown:
    """The automaton of all token sequences that spell a text of the bodies, closed by eos and padding.

    Args:
        is_unambiguous: whether it is certain that no text of the bodies has two runs.

    Raises:
        ConstraintTooLarge: the classes act on more pairs of states than the library is willing to hold.
    """
    bodies = configurations.bodies
    node_map, offsets, pairs = _explored(configurations, vocabulary)
    class_of_token, used = token_classes(vocabulary, node_map, len(offsets) - 1)
    moves = moves_between_tokens(configurations, used, offsets, pairs)
    states = len(bodies.accepting)
    closings = shared_closings(moves.pops, configurations, states)
    entries = states + len(closings.returned)
    openings = shared_openings([*moves.pushes, *closings.pushes], bodies.procedure.tolist(), entries)
    after = ending(vocabulary, class_of_token, len(used))
    accepting = bodies.accepting & (bodies.procedure == 0)
    eos = _eos_edges(np.flatnonzero(accepting), after, entries + len(openings.members))
    whole = joined(bodies.procedure, accepting, [moves.edges, eos], closings, openings)
    return _laid_out(trimmed(whole), after, is_unambiguous)


def _explored(configurations: Configurations, vocabulary: Vocabulary) -> tuple[Ints, Longs, Ints]:
    """The maps of `token_maps` from states of the bodies to sets of configurations."""
    bodies = configurations.bodies
    states = len(bodies.accepting)
    node_map, offsets, pairs, complete = token_maps(
        vocabulary.trie, bodies.byte_class, configurations.known, states, MAX_PAIRS, configurations.filled
    )
    if not complete:
        raise ConstraintTooLarge(
            f"{states} states and {vocabulary.size} tokens meet in more than {MAX_PAIRS} ways",
            "make the grammar smaller",
        )
    return node_map, offsets, pairs


def _eos_edges(closing: NDArray[np.intp], after: Ending, end: int) -> Edges:
    """From every accepting state to the end, by every class that ends a text."""
    kind, source = np.repeat(after.eos, len(closing)), np.tile(closing, len(after.eos))
    return Edges(kind.astype(np.int32), source.astype(np.int32), np.full(len(kind), end, np.int32))


def _laid_out(parts: Parts, after: Ending, is_unambiguous: bool) -> TokenPushdown:
    """Labels for everything that is read, and every list sorted by what owns it."""
    used = np.zeros(int(after.class_of_token.max()) + 1, np.bool_)
    used[parts.edges.kind[parts.edges.kind != FREE]] = True
    used[after.filler] = True
    classes = Renumbering.keeping(used)
    source, target, label, label_offsets, label_classes = _labelled(parts, classes)
    filler = len(label_offsets) - 1
    is_edge = target < parts.states
    order = np.argsort(target[~is_edge], kind="stable")
    members, member_labels = source[~is_edge][order], label[~is_edge][order]
    member_offsets = np.searchsorted(
        target[~is_edge][order], np.arange(parts.states, parts.states + parts.calls + parts.closings + 1)
    ).astype(np.int32)
    past = member_offsets[parts.calls]
    call_offsets, call_members = member_offsets[: parts.calls + 1], members[:past]
    closing_offsets, closing_members = member_offsets[parts.calls :] - past, members[past:]
    closing_procedure = parts.procedure[closing_members[closing_offsets[:-1]]]
    opening_procedure = parts.procedure[parts.opening_entry]
    return_closing, return_call, return_state = _returns(parts, closing_procedure, opening_procedure)
    # the edge that fills the canvas comes last among those of the end
    at = int(np.searchsorted(source[is_edge], parts.end, side="right"))
    return TokenPushdown(
        class_of_token=classes.renumbered(after.class_of_token),
        label_offsets=np.append(label_offsets, label_offsets[-1] + 1).astype(np.int32),
        label_classes=np.append(label_classes, classes.new[after.filler]).astype(np.int32),
        source=np.insert(source[is_edge], at, parts.end),
        target=np.insert(target[is_edge], at, parts.end),
        label=np.insert(label[is_edge], at, filler),
        accepting=parts.accepting,
        procedure=parts.procedure,
        closing_offsets=closing_offsets,
        closing_members=closing_members,
        closing_labels=member_labels[past:],
        closing_procedure=closing_procedure,
        return_closing=return_closing,
        return_call=return_call,
        return_state=return_state,
        opening_procedure=opening_procedure,
        opening_entry=parts.opening_entry,
        call_opening=parts.call_opening,
        call_offsets=call_offsets,
        call_members=call_members,
        call_labels=member_labels[:past],
        call_procedure=parts.procedure[call_members[call_offsets[:-1]]],
        is_unambiguous=is_unambiguous,
    )


def _labelled(parts: Parts, classes: Renumbering) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """What `labelled_edges` gives; what is read for free has one more label than there are with the filler's."""
    free = len(classes)
    kind = np.where(parts.edges.kind == FREE, free, classes.renumbered(parts.edges.kind))
    order = np.argsort(kind, kind="stable")
    offsets = np.searchsorted(kind[order], np.arange(free + 2)).astype(np.int64)
    source, target, label, label_offsets, label_classes = labelled_edges(
        np.arange(free + 1, dtype=np.int32), offsets,
        np.stack([parts.edges.source[order], parts.edges.target[order]], axis=1),
        parts.states + parts.calls + parts.closings,
    )  # fmt: skip
    weighed = Renumbering.keeping(label_classes[label_offsets[:-1]] != free)
    label = weighed.renumbered(label)
    label_offsets, label_classes = weighed.rows_of(label_offsets, label_classes)
    return source, target, np.where(label < 0, len(weighed) + 1, label).astype(np.int32), label_offsets, label_classes


def _returns(parts: Parts, closing_procedure: Ints, opening_procedure: Ints) -> tuple[Ints, Ints, Ints]:
    """Closing, call and virtual state of every return: a closing of a procedure returns to all calls of it."""
    call_of: dict[tuple[int, int], list[int]] = {}
    entered = opening_procedure[parts.call_opening]
    for call, key in enumerate(zip(entered.tolist(), parts.call_back.tolist(), strict=True)):
        call_of.setdefault(key, []).append(call)
    procedure = closing_procedure.tolist()
    rows = sorted(
        (closing, call, state)
        for closing, back, state in parts.returned.tolist()
        for call in call_of.get((procedure[closing], back), ())
    )
    columns = np.array(rows, np.int32).reshape(-1, 3)
    return columns[:, 0].copy(), columns[:, 1].copy(), columns[:, 2].copy()
