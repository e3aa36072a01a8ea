"""What the kernels rely on, proven of automata that come from outside, in linear time.

The kernels look nothing up twice: an index that does not exist reads other memory, an order that does not hold makes a
walk that never ends, a token that is weighed twice makes a wrong sum. So every array is proven to be what the classes
say it is, before anything runs. What is not proven: that the language is the one that was compiled.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.counting import MAX_LEAST, UNBOUNDED
from constrained_diffusion.automata.tokens.classes import MAX_PAIRS
from constrained_diffusion.automata.tokens.counted import CountedAutomaton
from constrained_diffusion.automata.tokens.counted_arcs import NO_REGION
from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.automata.tokens.labels import Labelled
from constrained_diffusion.automata.tokens.pushdown import TokenPushdown
from constrained_diffusion.jit import kernel
from constrained_diffusion.vocabulary import Vocabulary

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]
Numbers = NDArray[np.integer[Any]]

MAX_MOVES = 2 * MAX_PAIRS
"""The most pairs of a state and a class of which it is proven that they lead to one state; compiling makes half."""
MAX_TABLE = 1 << 26
"""The most entries of a table by closing and call, or by opening and state; SQL over 131,072 tokens has 28,336."""


class Unsound(ValueError):
    """An array that is not what its class says it is; the message begins with its name."""


def prove_finite(a: TokenAutomaton, vocabulary: Vocabulary) -> None:
    """Proves all of a finite automaton but `distance`, `longest` and that it is trim, which `trimmed` makes so.

    Raises:
        Unsound: the first thing that does not hold.
    """
    _prove_labels(a, vocabulary)
    _prove_deterministic(a, _prove_edges(a, a.labels), vocabulary)


def prove_counted(a: CountedAutomaton, vocabulary: Vocabulary) -> None:
    """Proves all of an automaton with a counter but that it is trim, which `trimmed` makes so.

    Raises:
        Unsound: the first thing that does not hold.
    """
    _prove_labels(a, vocabulary)
    regions = a.regions
    _hold("region_most", len(a.region_most) == regions, f"it has {len(a.region_most)} entries, not {regions}")
    bounds = bool(((a.region_least >= 0) & (a.region_least <= a.region_most) & (a.region_most <= UNBOUNDED)).all())
    _hold("region_most", bounds, "bounds are no interval")
    _within("region", a.region, NO_REGION, regions)
    _hold("region_least", bool((a.region_least <= MAX_LEAST).all()), f"a bound is more than {MAX_LEAST}")
    for name in ("final_low", "final_high"):
        _hold(name, len(getattr(a, name)) == len(a.final_state), f"there are {len(a.final_state)} finals")
    _within("final_state", a.final_state, 0, len(a.region))
    states = _prove_edges(a, a.labels)
    for name in ("added", "entered"):
        _hold(
            name, len(getattr(a, name)) == a.edges, f"it has {len(getattr(a, name))} entries, there are {a.edges} edges"
        )
    most = np.append(a.region_most, np.int32(0))
    source, target = a.region[a.source], a.region[a.target]
    _hold("added", bool(((a.added >= 0) & (a.added <= most[source])).all()), "it is beyond the bounds of the region")
    sound = (a.entered >= NO_REGION) & (a.entered <= np.where(target == NO_REGION, NO_REGION, most[target]))
    sound &= (a.entered != NO_REGION) | (target == NO_REGION) | (source == target)
    _hold("entered", bool(sound.all()), "it is not a count of the region that is entered")
    low, high = a.final_low, a.final_high
    sound = (low >= 0) & (low <= high) & (high <= most[a.region[a.final_state]])
    least = np.append(a.region_least, np.int32(0))[a.region[a.final_state]]
    sound &= (high < least) | (low <= least)  # whoever has enough may stop where those may that have more
    same = np.diff(a.final_state) == 0
    apart = (np.diff(a.final_state) >= 0) & (~same | (low[1:] > high[:-1]))
    _hold(
        "final_low",
        bool(sound.all() and apart.all()),
        "finals are no intervals that rise, or one begins beyond the least count",
    )
    _hold("start_count", 0 <= a.start_count <= most[a.region[0]], "it is no count of the region of the start")
    _hold("region", a.region[-1] == NO_REGION, "the end lies in a region")
    _prove_deterministic(a, states, vocabulary)


def _prove_deterministic(a: TokenAutomaton | CountedAutomaton, states: int, vocabulary: Vocabulary) -> None:
    """No class is read by two edges of a state, and padding only at the end."""
    _rising("source", a.source, strictly=False)
    moves = int(np.diff(a.label_offsets)[a.label].sum(dtype=np.int64))
    _hold("label", moves <= MAX_MOVES, f"states and classes meet in {moves} ways, more than {MAX_MOVES}")
    twice = _ambiguous(a.source, a.label, a.label_offsets, a.label_classes, np.full(a.classes, -1, np.int32))
    _hold("label", twice < 0, f"edge {twice} reads a class that another edge of its state reads")
    end = states - 1
    fills = a.label == a.filler
    _hold("label", bool((a.target[fills] == end).all()), "padding leads to another state than the last")
    owners = a.source[fills]
    leaving = np.bincount(a.source, minlength=states)
    padding = bool(np.isin(owners, (0, end)).all() and (leaving[owners] == 1).all())
    _hold("label", padding, "padding is read where more than padding may stand")
    _prove_ending(a, vocabulary, end)


def prove_pushdown(a: TokenPushdown, vocabulary: Vocabulary) -> None:
    """Proves all of a pushdown automaton but its own word on whether it is unambiguous.

    Raises:
        Unsound: the first thing that does not hold.
    """
    _prove_labels(a, vocabulary)
    free = a.labels
    states = _prove_edges(a, free + 1)
    _rising("target", a.source.astype(np.int64) * states + a.target, what="edges do not rise by source and target")
    _prove_procedures(a)
    closing_owner = _members("closing", a.closing_offsets, a.closing_members, a.closing_labels, states, free)
    call_owner = _members("call", a.call_offsets, a.call_members, a.call_labels, states, free)
    _prove_borders(a, len(a.closing_offsets) - 1, len(a.call_offsets) - 1)
    _prove_frames(a, closing_owner, call_owner)
    entered, returned = _prove_virtual(a, closing_owner, call_owner)
    _prove_weighed_once(a, closing_owner, call_owner, free)
    ends = _ending_labels(a, vocabulary)
    for name, labels in (("closing_labels", a.closing_labels), ("call_labels", a.call_labels)):
        _hold(name, not ends[labels[labels < free]].any(), "the end of a text crosses the border of a procedure")
    loop = np.flatnonzero(a.label == a.filler)
    _hold("label", len(loop) == 1, f"{len(loop)} edges read padding, not one")
    end = int(a.source[loop[0]])
    _hold("target", int(a.target[loop[0]]) == end, "padding leads to another state than the end")
    leaves = np.concatenate([np.delete(a.source, loop), a.closing_members, a.call_members])
    _hold("source", not (leaves == end).any(), "something else than padding follows the end")
    _hold("accepting", bool(a.accepting[end]) and end != 0 and not entered[end] and not returned[end], "not at the end")
    _prove_ending(a, vocabulary, end)


def _prove_labels(a: Labelled, vocabulary: Vocabulary) -> None:
    """Classes partition tokens that may stand in an answer; labels are sets of classes; the last is that of padding."""
    size, kinds = vocabulary.size, a.class_of_token
    _hold("class_of_token", len(kinds) == size, f"it has {len(kinds)} entries, the vocabulary {size} tokens")
    _within("class_of_token", kinds, -1, size)
    members = np.bincount(kinds[kinds >= 0], minlength=a.classes)
    _hold("class_of_token", bool((members > 0).all()), f"class {int(members.argmin())} has no token")
    written = vocabulary.is_text.copy()
    written[[*vocabulary.eos, vocabulary.filler]] = True
    foreign = np.flatnonzero((kinds >= 0) & ~written)
    _hold("class_of_token", len(foreign) == 0, f"token {foreign[:1]} is special and has a class")
    closing = kinds[[*vocabulary.eos, vocabulary.filler]]
    text = np.zeros(a.classes + 1, np.bool_)
    text[kinds[vocabulary.is_text]] = True  # the last entry is that of -1
    _hold("class_of_token", not text[closing[closing >= 0]].any(), "a class holds text and the end of a text")
    _offsets("label_offsets", a.label_offsets, len(a.label_classes))
    _within("label_classes", a.label_classes, 0, a.classes)
    owner = np.repeat(np.arange(a.labels, dtype=np.int64), np.diff(a.label_offsets))
    _rising("label_classes", owner * a.classes + a.label_classes, what="the classes of a label do not rise")
    filler = int(kinds[vocabulary.filler])
    last = a.label_classes[a.label_offsets[-2] :]
    alone = filler >= 0 and last.tolist() == [filler] and int(members[filler]) == 1
    _hold("label_classes", alone, "the last label is not the one token that fills a canvas")


def _prove_edges(a: TokenAutomaton | CountedAutomaton | TokenPushdown, labels: int) -> int:
    """Edges join states that exist; how many states there are."""
    states, edges = len(a.accepting), len(a.source)
    _hold("accepting", states >= 2, f"it has {states} entries: a start and an end are two states")
    for name in ("target", "label"):
        _hold(name, len(getattr(a, name)) == edges, f"it has {len(getattr(a, name))} entries, there are {edges} edges")
    _within("source", a.source, 0, states)
    _within("target", a.target, 0, states)
    _within("label", a.label, 0, labels)
    return states


def _ending_labels(a: Labelled, vocabulary: Vocabulary) -> Bools:
    """[labels], those that end a text or fill the canvas after it.

    Raises:
        Unsound: one does that and reads text besides.
    """
    ends = np.zeros(a.classes + 1, np.bool_)
    ends[a.class_of_token[[*vocabulary.eos, vocabulary.filler]]] = True
    held = ends[:-1][a.label_classes]
    some: Bools = np.logical_or.reduceat(held, a.label_offsets[:-1])
    every = np.logical_and.reduceat(held, a.label_offsets[:-1])
    _hold("label_classes", bool((some == every).all()), "a label holds text and the end of a text")
    return some


def _prove_ending(a: TokenAutomaton | CountedAutomaton | TokenPushdown, vocabulary: Vocabulary, end: int) -> None:
    """Eos leads from where a text may end to `end`, nothing else leads there, and only padding follows."""
    ends = np.append(_ending_labels(a, vocabulary), False)[a.label]
    _hold("target", bool((ends == (a.target == end)).all()), "the end is not where eos leads, or text leads there")
    _hold("label", bool((a.label[a.source == end] == a.filler).all()), "text follows the end")
    if a.accepting.any():
        sound = bool(a.accepting[end] and a.accepting[a.source[ends]].all())
        _hold("accepting", sound, "a text ends where no canvas may be full")


def _prove_procedures(a: TokenPushdown) -> None:
    states, procedure = len(a.accepting), a.procedure
    _hold("procedure", len(procedure) == states, f"it has {len(procedure)} entries, there are {states} states")
    step = np.diff(procedure.astype(np.int64), prepend=0)
    _hold("procedure", bool(((step == 0) | (step == 1)).all() and procedure[0] == 0), "it does not rise one by one")
    _hold("target", bool((procedure[a.source] == procedure[a.target]).all()), "an edge leads to another procedure")
    _hold("accepting", not procedure[a.accepting].any(), "a canvas is full within a frame")


def _members(kind: str, offsets: Ints, members: Ints, labels: Ints, states: int, free: int) -> Numbers:
    """Proves the lists of states that cross at a border; the owner of every entry."""
    _offsets(f"{kind}_offsets", offsets, len(members))
    _hold(f"{kind}_labels", len(labels) == len(members), f"it has {len(labels)} entries, not {len(members)}")
    _within(f"{kind}_members", members, 0, states)
    _within(f"{kind}_labels", labels, 0, free + 1)
    owner = np.repeat(np.arange(len(offsets) - 1, dtype=np.int64), np.diff(offsets))
    _rising(f"{kind}_members", owner * states + members, what="the states of a list do not rise")
    return owner


def _prove_borders(a: TokenPushdown, closings: int, calls: int) -> None:
    """Every index of closings, calls and openings exists, lists are sorted, and tables of them can be held."""
    states, procedures, openings = len(a.accepting), int(a.procedure[-1]) + 1, len(a.opening_entry)
    for name, length in (
        ("closing_procedure", closings), ("call_procedure", calls), ("call_opening", calls),
        ("opening_procedure", openings), ("return_call", len(a.return_closing)),
        ("return_state", len(a.return_closing)),
    ):  # fmt: skip
        _hold(name, len(getattr(a, name)) == length, f"it has {len(getattr(a, name))} entries, not {length}")
    for name, past in (
        ("closing_procedure", procedures), ("call_procedure", procedures), ("opening_procedure", procedures),
        ("call_opening", openings), ("opening_entry", states), ("return_closing", closings), ("return_call", calls),
        ("return_state", states),
    ):  # fmt: skip
        _within(name, getattr(a, name), 0, past)
    _rising("call_opening", a.call_opening, strictly=False)
    _hold("call_opening", bool((np.bincount(a.call_opening, minlength=openings) > 0).all()), "an opening has no call")
    returns = a.return_closing.astype(np.int64) * max(calls, 1) + a.return_call
    _rising("return_call", returns, what="returns do not rise by closing and call")
    _hold("closing_offsets", closings * calls <= MAX_TABLE, f"{closings} closings and {calls} calls are too many")
    items = int(np.bincount(a.procedure)[a.opening_procedure].sum())
    _hold("opening_procedure", items <= MAX_TABLE, f"openings enter {items} states, more than {MAX_TABLE}")
    callers = int(np.bincount(a.opening_procedure, minlength=procedures)[a.procedure[a.call_members]].sum())
    _hold("call_members", callers <= MAX_TABLE, f"calls are made in {callers} ways, more than {MAX_TABLE}")


def _prove_frames(a: TokenPushdown, closing_owner: Numbers, call_owner: Numbers) -> None:
    """Whatever crosses a border speaks of the frames of one procedure on either side."""
    _same("closing_procedure", a.closing_procedure[closing_owner], a.procedure[a.closing_members])
    _same("call_procedure", a.call_procedure[call_owner], a.procedure[a.call_members])
    _same("opening_procedure", a.opening_procedure, a.procedure[a.opening_entry])
    _same("return_state", a.procedure[a.return_state], a.call_procedure[a.return_call])
    called = a.opening_procedure[a.call_opening[a.return_call]]
    _same("return_closing", a.closing_procedure[a.return_closing], called)


def _prove_virtual(a: TokenPushdown, closing_owner: Numbers, call_owner: Numbers) -> tuple[Bools, Bools]:
    """States within a token are entered by one border each, and borders cross in their order, so that tokens end.

    Returns:
        [states] each: whether it is the entry of an opening, whether it is the return state of a closing.
    """
    states = len(a.accepting)
    closing, opening = np.full(states, -1), np.full(states, -1)
    closing[a.return_state] = a.return_closing
    opening[a.opening_entry] = np.arange(len(a.opening_entry))
    entered, returned = opening >= 0, closing >= 0
    virtual = entered | returned
    _hold("return_state", bool((closing[a.return_state] == a.return_closing).all()), "two closings return to a state")
    _hold("opening_entry", int(entered.sum()) == len(a.opening_entry), "two openings have one entry")
    _hold("return_state", not (entered & returned).any(), "a return state is the entry of an opening")
    _hold("target", not virtual[a.target].any(), "an edge leads to a state within a token")
    _hold("accepting", not (virtual & a.accepting).any(), "a canvas is full within a token")
    _hold("opening_entry", not virtual[0], "the start is a state within a token")
    _hold("closing_members", not entered[a.closing_members].any(), "a token closes the frame that it opens")
    ordered = bool((closing[a.closing_members] < closing_owner).all())
    _hold("closing_members", ordered, "a closing comes before one whose return state it pops from")
    ordered = bool((opening[a.call_members] < a.call_opening[call_owner]).all())
    _hold("call_members", ordered, "an opening comes before one whose entry it is made from")
    return entered, returned


def _prove_weighed_once(a: TokenPushdown, closing_owner: Numbers, call_owner: Numbers, free: int) -> None:
    """Of the pieces of a token exactly one has a label that weighs.

    Whether it has come by then is the same for all ways to a state within a token: what the first way tells is taken
    for true, border after border, and then all are compared with it.
    """
    weighed, of_closing, of_opening = [False] * len(a.accepting), [], []
    returns = np.searchsorted(a.return_closing, np.arange(len(a.closing_offsets))).tolist()
    back = a.return_state.tolist()
    first = a.closing_offsets[:-1]
    for q, (s, m) in enumerate(zip(a.closing_members[first].tolist(), a.closing_labels[first].tolist(), strict=True)):
        of_closing.append(weighed[s] or m != free)
        for k in range(returns[q], returns[q + 1]):
            weighed[back[k]] = of_closing[q]
    first = a.call_offsets[np.searchsorted(a.call_opening, np.arange(len(a.opening_entry)))]
    ways = zip(a.opening_entry.tolist(), a.call_members[first].tolist(), a.call_labels[first].tolist(), strict=True)
    for entry, s, m in ways:
        weighed[entry] = weighed[s] or m != free
        of_opening.append(weighed[entry])
    known = np.array(weighed, np.bool_)
    for name, sources, labels, then in (
        ("label", a.source, a.label, np.ones(len(a.source), np.bool_)),
        ("closing_labels", a.closing_members, a.closing_labels, np.array(of_closing, np.bool_)[closing_owner]),
        ("call_labels", a.call_members, a.call_labels, np.array(of_opening, np.bool_)[a.call_opening[call_owner]]),
    ):
        before, now = known[sources], labels != free
        _hold(name, not (before & now).any(), "a token is weighed twice")
        _hold(name, bool(((before | now) == then).all()), "a token is weighed on some ways only")


@kernel
def _ambiguous(source, label, label_offsets, label_classes, seen):  # type: ignore[no-untyped-def]
    """The first edge with a class that an edge before it has, of the same source; -1 if there is none.

    Edges are sorted by source; `seen` [classes] comes in as -1.
    """
    for e in range(len(source)):
        for k in range(label_offsets[label[e]], label_offsets[label[e] + 1]):
            if seen[label_classes[k]] == source[e]:
                return e
            seen[label_classes[k]] = source[e]
    return -1


def _hold(name: str, holds: bool, otherwise: str) -> None:
    if not holds:
        raise Unsound(f"{name}: {otherwise}")


def _within(name: str, values: Ints, low: int, past: int) -> None:
    outside = np.flatnonzero((values < low) | (values >= past))
    if len(outside):
        at = int(outside[0])
        raise Unsound(f"{name}: entry {at} is {int(values[at])}, not of {low} to {past - 1}")


def _rising(name: str, values: Numbers, *, strictly: bool = True, what: str = "it does not rise") -> None:
    step = np.diff(values.astype(np.int64))
    _hold(name, bool((step > 0).all() if strictly else (step >= 0).all()), what)


def _offsets(name: str, offsets: Ints, last: int) -> None:
    """Rows that are not empty, one after another, up to `last`."""
    whole = len(offsets) > 0 and offsets[0] == 0 and offsets[-1] == last
    _hold(name, bool(whole), f"it does not lead from 0 to {last}")
    _rising(name, offsets, what="a row is empty, or ends before it begins")


def _same(name: str, values: Ints, wanted: Ints) -> None:
    _hold(name, bool((values == wanted).all()), "it is that of another procedure")
