"""Token classes: tokens that act alike on every state of a byte automaton.

A token acts on a byte automaton as a partial map from states to states, and tokens with the same map are one *class*.
The maps are found in one walk over the vocabulary's trie that carries the map of the prefix along: maps are hash-consed
and each extension of a map by a class of bytes is worked out once, so that the walk costs one look-up a node, whatever
the number of states.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.jit import kernel
from constrained_diffusion.vocabulary import Vocabulary

Ints = NDArray[np.int32]

MAX_PAIRS = 60_000_000


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


@kernel
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
