"""Byte automaton and vocabulary to an automaton over token classes.

A token acts on a byte automaton as a partial map from states to states, and tokens with the same map are one *class*.
The maps are found in one walk over the vocabulary's trie that carries the map of the prefix along: maps are hash-consed
and each extension of a map by a class of bytes is worked out once, so that the walk costs one look-up a node, whatever
the number of states. Classes that lead from the same states to the same states along an edge are gathered into a
*label*, so that two states are joined by at most one edge.

After the text: an accepting state reads an eos token into the state `end`, which reads pad (the first eos where there
is no pad) until the canvas is full. A text that fills the canvas needs no eos.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numba import njit
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.dfa import Dfa
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.vocabulary import Vocabulary

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

MAX_PAIRS = 60_000_000
UNREACHABLE = np.int32(2**30)


class Labelled:
    """What automata over labels have in common."""

    __slots__ = ()
    class_of_token: Ints
    label_offsets: Ints
    accepting: Bools

    @property
    def states(self) -> int:
        return len(self.accepting)

    @property
    def classes(self) -> int:
        return int(self.class_of_token.max(initial=-1)) + 1

    @property
    def labels(self) -> int:
        return len(self.label_offsets) - 1

    @property
    def filler(self) -> int:
        """The label of the tokens after the end."""
        return self.labels - 1


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
                return _trimmed(replace(self, accepting=np.zeros(self.states, np.bool_)))
            state = int(self.target[first + int(read[0])])
        # Only the first state may be the start: a copy of `state` takes its place.
        edges = np.arange(np.searchsorted(self.source, state), np.searchsorted(self.source, state + 1))
        accepting = self.distance <= room
        return _trimmed(
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
    trie = vocabulary.trie
    table = np.ascontiguousarray(dfa.table)
    node_map, offsets, sources, targets, complete, _ = token_maps(
        trie.byte, trie.depth, trie.skip, dfa.byte_class, table, len(table), MAX_PAIRS
    )
    if not complete:
        raise ConstraintTooLarge(
            f"{len(table)} states and {vocabulary.size} tokens meet in more than {MAX_PAIRS} ways; lower the counts"
        )
    class_of_token, used = token_classes(vocabulary, node_map, len(offsets) - 1)
    source, target, label, label_offsets, label_classes = labelled_edges(used, offsets, sources, targets, len(table))
    return _trimmed(
        _closed(dfa, vocabulary, len(used), class_of_token, source, target, label, label_offsets, label_classes)
    )


def token_classes(vocabulary: Vocabulary, node_map: Ints, maps: int) -> tuple[Ints, Ints]:
    """The class of every token [V] (-1: none), and the map of every class, from the map of every trie node."""
    map_of_token = np.full(vocabulary.size, -1, np.int32)
    text = np.flatnonzero(vocabulary.trie.node_of_token >= 0)
    map_of_token[text] = node_map[vocabulary.trie.node_of_token[text]]
    present = np.zeros(maps, np.bool_)
    present[map_of_token[map_of_token >= 0]] = True
    used = np.flatnonzero(present).astype(np.int32)
    number = np.append(np.cumsum(present) - 1, -1).astype(np.int32)  # the last entry is that of no map, -1
    return number[map_of_token], used


def _closed(
    dfa: Dfa, vocabulary: Vocabulary, classes: int, class_of_token: Ints,
    source: Ints, target: Ints, label: Ints, label_offsets: Ints, label_classes: Ints,
) -> TokenAutomaton:  # fmt: skip
    """Adds the end: eos from every accepting state, padding from there on."""
    end = len(dfa.table)
    closing = np.flatnonzero(dfa.accepting).astype(np.int32)
    first, rest = vocabulary.eos[0], vocabulary.eos[1:]
    class_of_token[first] = classes
    eos_classes = [classes]
    if rest:
        class_of_token[list(rest)] = classes + 1
        eos_classes.append(classes + 1)
    filler = classes
    if vocabulary.pad is not None:
        filler = classes + len(eos_classes)
        class_of_token[vocabulary.pad] = filler
    labels = len(label_offsets) - 1
    size = label_offsets[-1]
    accepting = np.append(dfa.accepting, True)
    return TokenAutomaton(
        class_of_token=class_of_token,
        label_offsets=np.append(label_offsets, [size + len(eos_classes), size + len(eos_classes) + 1]).astype(np.int32),
        label_classes=np.append(label_classes, [*eos_classes, filler]).astype(np.int32),
        source=np.concatenate([source, closing, [end]]).astype(np.int32),
        target=np.concatenate([target, np.full(len(closing) + 1, end)]).astype(np.int32),
        label=np.concatenate([label, np.full(len(closing), labels), [labels + 1]]).astype(np.int32),
        accepting=accepting,
        distance=np.zeros(0, np.int32),
        longest=-1,
    )


def _trimmed(whole: TokenAutomaton) -> TokenAutomaton:
    """Only states that token sequences reach and that lead on to acceptance; classes and labels numbered anew."""
    n = whole.states
    start = np.zeros(n, np.bool_)
    start[0] = True
    reached = distances(whole.source, whole.target, start) < UNREACHABLE
    distance = distances(whole.target, whole.source, whole.accepting)
    keep = reached & (distance < UNREACHABLE)
    keep[[0, n - 1]] = True
    number = np.cumsum(keep).astype(np.int32) - 1
    alive = keep[whole.source] & keep[whole.target]
    source, target, label = number[whole.source[alive]], number[whole.target[alive]], whole.label[alive]
    order = np.argsort(source, kind="stable")
    source, target, label = source[order], target[order], label[order]

    labels = len(whole.label_offsets) - 1
    present = np.zeros(labels, np.bool_)
    present[label] = True
    present[-1] = True
    sizes = np.diff(whole.label_offsets)
    members = whole.label_classes[np.repeat(present, sizes)]
    used = np.zeros(int(whole.class_of_token.max(initial=-1)) + 2, np.bool_)
    used[members] = True
    renumbered = np.where(used, np.cumsum(used) - 1, -1).astype(np.int32)
    longest = _longest_path(source, target, label != labels - 1, int(keep.sum()))
    return TokenAutomaton(
        class_of_token=renumbered[whole.class_of_token],
        label_offsets=np.concatenate([[0], np.cumsum(sizes[present])]).astype(np.int32),
        label_classes=renumbered[members],
        source=source,
        target=target,
        label=(np.cumsum(present) - 1).astype(np.int32)[label],
        accepting=whole.accepting[keep],
        distance=distance[keep],
        # the edge that reads eos is on every longest path
        longest=longest - 1 if longest > 0 else longest,
    )


@njit(cache=True)
def token_maps(byte, depth, skip, byte_class, table, states, limit):  # type: ignore[no-untyped-def]
    """Map of every trie node (-1: dead), and the maps as rows of pairs sorted by source, the first `states` rows of
    `table`.

    An entry -2 of `table` is one not known yet: it is taken for dead, set to -3, and listed (row, byte class) at last.
    """
    classes = table.shape[1]
    asked = [(np.int32(0), np.int32(0)) for _ in range(0)]
    offsets = np.empty(1024, np.int64)
    sources = np.empty(max(4 * states, 1 << 12), np.int32)
    targets = np.empty(max(4 * states, 1 << 12), np.int32)
    hashes = np.empty(1024, np.uint64)
    memo = np.full((1024, classes), -2, np.int32)
    size = 1 << 12
    slots = np.full(size, -1, np.int32)
    offsets[0] = 0
    for s in range(states):
        sources[s] = s
        targets[s] = s
    offsets[1] = states
    hashes[0] = np.uint64(0)  # nothing is looked up against the identity, which no byte leaves as it is by rule
    count = 1
    node_map = np.full(len(byte), -1, np.int32)
    longest = 0
    for i in range(len(byte)):
        if depth[i] >= longest:
            longest = depth[i] + 1
    path = np.zeros(longest + 1, np.int32)
    i = 0
    while i < len(byte):
        before = path[depth[i]]
        c = byte_class[byte[i]]
        after = memo[before, c]
        if after == -2:
            room = offsets[before + 1] - offsets[before]
            at = offsets[count]
            if at + room > len(sources):
                larger = 2 * len(sources) + room
                grown = np.empty(larger, np.int32)
                grown[:at] = sources[:at]
                sources = grown
                grown = np.empty(larger, np.int32)
                grown[:at] = targets[:at]
                targets = grown
            pairs = 0
            mix = np.uint64(0)
            for k in range(offsets[before], offsets[before + 1]):
                t = table[targets[k], c]
                if t == -2:
                    asked.append((targets[k], np.int32(c)))
                    table[targets[k], c] = -3
                if t >= 0:
                    sources[at + pairs] = sources[k]
                    targets[at + pairs] = t
                    pairs += 1
                    h = (np.uint64(sources[k]) << np.uint64(32)) ^ np.uint64(t) ^ np.uint64(0x9E3779B97F4A7C15)
                    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
                    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
                    mix += h ^ (h >> np.uint64(31))
            if pairs == 0:
                after = -1
            else:
                slot = np.int64((mix ^ (mix >> np.uint64(33))) & np.uint64(size - 1))
                after = -1
                while slots[slot] >= 0:
                    other = slots[slot]
                    if hashes[other] == mix and offsets[other + 1] - offsets[other] == pairs:
                        same = True
                        for k in range(pairs):
                            if sources[offsets[other] + k] != sources[at + k] or (
                                targets[offsets[other] + k] != targets[at + k]
                            ):
                                same = False
                                break
                        if same:
                            after = other
                            break
                    slot = (slot + 1) & (size - 1)
                if after < 0:
                    if at + pairs > limit:
                        return node_map, offsets[:1], sources[:1], targets[:1], False, asked
                    after = count
                    slots[slot] = count
                    hashes[count] = mix
                    count += 1
                    if count + 1 >= len(offsets):
                        longer = np.empty(2 * len(offsets), np.int64)
                        longer[:count] = offsets[:count]
                        offsets = longer
                        wider = np.empty(2 * len(hashes), np.uint64)
                        wider[:count] = hashes[:count]
                        hashes = wider
                        taller = np.full((2 * len(memo), classes), -2, np.int32)
                        taller[: len(memo)] = memo
                        memo = taller
                    offsets[count] = at + pairs
                    if 2 * count > size:
                        size *= 4
                        slots = np.full(size, -1, np.int32)
                        for m in range(1, count):
                            h = hashes[m]
                            slot = np.int64((h ^ (h >> np.uint64(33))) & np.uint64(size - 1))
                            while slots[slot] >= 0:
                                slot = (slot + 1) & (size - 1)
                            slots[slot] = m
            memo[before, c] = after
        if after < 0:
            i = skip[i]
        else:
            node_map[i] = after
            path[depth[i] + 1] = after
            i += 1
    total = offsets[count]
    return node_map, offsets[: count + 1].copy(), sources[:total].copy(), targets[:total].copy(), True, asked


@njit(cache=True)
def labelled_edges(used, offsets, sources, targets, states):  # type: ignore[no-untyped-def]
    """Edges sorted by source, each with the label (a set of classes, numbered) of all classes that follow it."""
    start = np.zeros(states + 1, np.int64)
    for c in range(len(used)):
        for k in range(offsets[used[c]], offsets[used[c] + 1]):
            start[sources[k] + 1] += 1
    for s in range(states):
        start[s + 1] += start[s]
    total = start[states]
    by_target = np.empty(total, np.int32)
    by_class = np.empty(total, np.int32)
    fill = start[:-1].copy()
    for c in range(len(used)):
        for k in range(offsets[used[c]], offsets[used[c] + 1]):
            s = sources[k]
            by_target[fill[s]] = targets[k]
            by_class[fill[s]] = c
            fill[s] += 1
    source = np.empty(1 << 12, np.int32)
    target = np.empty(1 << 12, np.int32)
    label = np.empty(1 << 12, np.int32)
    edges = 0
    label_offsets = np.empty(1 << 10, np.int32)
    label_offsets[0] = 0
    label_classes = np.empty(1 << 12, np.int32)
    hashes = np.empty(1 << 10, np.uint64)
    labels = 0
    size = 1 << 12
    slots = np.full(size, -1, np.int32)
    for s in range(states):
        order = np.argsort(by_target[start[s] : start[s + 1]], kind="mergesort")
        k = 0
        while k < len(order):
            t = by_target[start[s] + order[k]]
            past = k
            mix = np.uint64(0)
            while past < len(order) and by_target[start[s] + order[past]] == t:
                h = np.uint64(by_class[start[s] + order[past]] + 1) * np.uint64(0x9E3779B97F4A7C15)
                h = (h ^ (h >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
                mix += h ^ (h >> np.uint64(32))
                past += 1
            slot = np.int64((mix ^ (mix >> np.uint64(33))) & np.uint64(size - 1))
            known = -1
            while slots[slot] >= 0:
                other = slots[slot]
                if hashes[other] == mix and label_offsets[other + 1] - label_offsets[other] == past - k:
                    same = True
                    for j in range(past - k):
                        if label_classes[label_offsets[other] + j] != by_class[start[s] + order[k + j]]:
                            same = False
                            break
                    if same:
                        known = other
                        break
                slot = (slot + 1) & (size - 1)
            if known < 0:
                known = labels
                slots[slot] = labels
                if labels + 2 > len(label_offsets):
                    longer = np.empty(2 * len(label_offsets), np.int32)
                    longer[: labels + 1] = label_offsets[: labels + 1]
                    label_offsets = longer
                    wider = np.empty(2 * len(hashes), np.uint64)
                    wider[:labels] = hashes[:labels]
                    hashes = wider
                at = label_offsets[labels]
                if at + past - k > len(label_classes):
                    deeper = np.empty(2 * len(label_classes) + past - k, np.int32)
                    deeper[:at] = label_classes[:at]
                    label_classes = deeper
                for j in range(past - k):
                    label_classes[at + j] = by_class[start[s] + order[k + j]]
                hashes[labels] = mix
                labels += 1
                label_offsets[labels] = at + past - k
                if 2 * labels > size:
                    size *= 4
                    slots = np.full(size, -1, np.int32)
                    for m in range(labels):
                        h = hashes[m]
                        slot = np.int64((h ^ (h >> np.uint64(33))) & np.uint64(size - 1))
                        while slots[slot] >= 0:
                            slot = (slot + 1) & (size - 1)
                        slots[slot] = m
            if edges == len(source):
                larger = np.empty(2 * edges, np.int32)
                larger[:edges] = source
                source = larger
                larger = np.empty(2 * edges, np.int32)
                larger[:edges] = target
                target = larger
                larger = np.empty(2 * edges, np.int32)
                larger[:edges] = label
                label = larger
            source[edges] = s
            target[edges] = t
            label[edges] = known
            edges += 1
            k = past
    last = label_offsets[labels]
    return (
        source[:edges].copy(), target[:edges].copy(), label[:edges].copy(),
        label_offsets[: labels + 1].copy(), label_classes[:last].copy(),
    )  # fmt: skip


@njit(cache=True)
def distances(source, target, start):  # type: ignore[no-untyped-def]
    """Least number of edges from the states of `start`, following edges from `source` to `target`."""
    states = len(start)
    offsets = np.zeros(states + 1, np.int64)
    for s in source:
        offsets[s + 1] += 1
    for s in range(states):
        offsets[s + 1] += offsets[s]
    fill = offsets[:-1].copy()
    following = np.empty(len(source), np.int32)
    for e in range(len(source)):
        following[fill[source[e]]] = target[e]
        fill[source[e]] += 1
    distance = np.full(states, UNREACHABLE, np.int32)
    queue = np.empty(states, np.int32)
    past = 0
    for s in range(states):
        if start[s]:
            distance[s] = 0
            queue[past] = s
            past += 1
    at = 0
    while at < past:
        s = queue[at]
        at += 1
        for k in range(offsets[s], offsets[s + 1]):
            t = following[k]
            if distance[t] == UNREACHABLE:
                distance[t] = distance[s] + 1
                queue[past] = t
                past += 1
    return distance


@njit(cache=True)
def _longest_path(source, target, counts, states):  # type: ignore[no-untyped-def]
    """Greatest number of edges (those that count) of a path from state 0, -1 if there is a cycle."""
    waiting = np.zeros(states, np.int64)
    offsets = np.zeros(states + 1, np.int64)
    for e in range(len(source)):
        if counts[e]:
            waiting[target[e]] += 1
            offsets[source[e] + 1] += 1
    for s in range(states):
        offsets[s + 1] += offsets[s]
    fill = offsets[:-1].copy()
    following = np.empty(offsets[states], np.int32)
    for e in range(len(source)):
        if counts[e]:
            following[fill[source[e]]] = target[e]
            fill[source[e]] += 1
    length = np.zeros(states, np.int64)
    stack = np.empty(states, np.int32)
    depth = 0
    done = 0
    for s in range(states):
        if waiting[s] == 0:
            stack[depth] = s
            depth += 1
    while depth > 0:
        depth -= 1
        s = stack[depth]
        done += 1
        for k in range(offsets[s], offsets[s + 1]):
            t = following[k]
            length[t] = max(length[t], length[s] + 1)
            waiting[t] -= 1
            if waiting[t] == 0:
                stack[depth] = t
                depth += 1
    if done < states:
        return -1
    return length.max()
