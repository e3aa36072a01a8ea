"""Token classes: tokens that act alike on every state of a byte automaton.

A token acts on a byte automaton as a partial map from states to states, and tokens with the same map are one *class*.
The maps are found in one walk over the vocabulary's trie that carries the map of the prefix along: maps are hash-consed
and each extension of a map by a class of bytes is worked out once, so that the walk costs one look-up a node, whatever
the number of states. Where all characters below a node leave the map as it is, as most do within a string, the subtree
is passed over.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.interning import interned, no_rows, with_room, with_slots
from constrained_diffusion.automata.tables import ASKED, DEAD, UNKNOWN
from constrained_diffusion.automata.work import spend, steps_left
from constrained_diffusion.jit import inner, kernel
from constrained_diffusion.vocabulary import Vocabulary
from constrained_diffusion.vocabulary.characters import ASCII, LONGER
from constrained_diffusion.vocabulary.trie import Trie

Ints = NDArray[np.int32]

MAX_PAIRS = 30_000_000
"""Some 700 MB while they are made."""

_BITS = np.int64(62)
_NONE = np.int64(-9)
"""What no entry of a memo is."""


def token_classes(vocabulary: Vocabulary, node_map: Ints, maps: int) -> tuple[Ints, Ints]:
    """The class of every token [V] (-1: none), and the map of every class, from the map of every trie node."""
    map_of_token, number = _maps_of_tokens(vocabulary.trie.node_of_token, node_map, maps)
    used = np.flatnonzero(number >= 0).astype(np.int32)
    number[used] = np.arange(len(used))
    return _renumbered(map_of_token, number), used


@kernel
def _maps_of_tokens(node_of_token, node_map, maps):  # type: ignore[no-untyped-def]
    """The map of every token, -1 where there is none; and of every map 0 if a token has it, else -1."""
    map_of_token, number = np.empty(len(node_of_token), np.int32), np.full(maps, -1, np.int32)
    for token in range(len(node_of_token)):
        node = node_of_token[token]
        m = node_map[node] if node >= 0 else -1
        map_of_token[token] = m
        if m >= 0:
            number[m] = 0
    return map_of_token, number


@kernel
def _renumbered(map_of_token, number):  # type: ignore[no-untyped-def]
    """The tokens' maps by their new numbers, in place."""
    for token in range(len(map_of_token)):
        if map_of_token[token] >= 0:
            map_of_token[token] = number[map_of_token[token]]
    return map_of_token


def token_maps(
    trie: Trie,
    byte_class: NDArray[np.uint8] | Ints,
    table: Ints,
    states: int,
    limit: int,
    fill: Callable[[Ints], Ints] | None = None,
) -> tuple[Ints, NDArray[np.int64], Ints, bool]:
    """What the path to every node of the trie does to the first `states` rows of `table`.

    Args:
        limit: the number of pairs that all maps together may have.
        fill: given entries [k, 2] that are `UNKNOWN`, row and class of bytes, gives the table with them filled in, and
            with more rows if need be. An entry is asked for once, if at all, and set to `ASKED` meanwhile.

    Returns:
        the map of every node at which a token ends, `DEAD` where no state is left;
        offsets, pairs: map m is the pairs (source, target) ``pairs[offsets[m]:offsets[m + 1]]``, sources rising;
        whether all maps together have no more than `limit` pairs (if not, nothing else holds).
    """
    path = np.zeros(int(trie.depth.max(initial=0)) + 2, np.int32)
    node_map = np.empty(len(trie.byte), np.int32)
    found, pairs = _identity(states, table.shape[1]), states
    waiting = np.stack([np.flatnonzero(trie.depth == 0), np.zeros((trie.depth == 0).sum(), np.intp)], axis=1)
    while len(waiting) and pairs <= limit:
        steps = steps_left()
        waiting, asked, found, pairs, left = _walk(
            trie.byte, trie.depth, trie.skip, trie.below, ASCII, LONGER, byte_class, table, waiting, path, node_map,
            found, 2 * limit, steps,
        )  # fmt: skip
        spend(steps - left, "following every token through every state")
        if len(asked):
            assert fill is not None
            table = fill(asked)
    pool, first, *_, count = found
    return node_map, first[: count + 1] // 2, pool[: first[count]].reshape(-1, 2), pairs <= limit


@kernel
def _identity(states, classes):  # type: ignore[no-untyped-def]
    """What is found before a walk: pool, first and slots of the maps, `memo`, `kept`, `idle`, and how many maps.

    Map 0, of no byte, is the identity; it is not in the hash table, and a byte that acts like it has its own map.
    """
    pool, first, slots = no_rows()
    pool = with_room(pool, 4 * states)
    for s in range(states):
        pool[2 * s], pool[2 * s + 1] = s, s
    first[1] = 2 * states
    memo = np.empty(classes << 10, np.int32)
    for c in range(classes):
        memo[c] = UNKNOWN
    return pool, first, slots, memo, np.zeros(1, np.int64), np.zeros(1, np.int64), np.int64(1)


@kernel
def _walk(  # type: ignore[no-untyped-def]
    byte, depth, skip, below, ascii_kind, longer, byte_class, table, waiting, path, node_map, found, limit, steps
):
    """Walks the subtrees that wait, each a node with the map of its prefix, and stops where an entry is asked for.

    A map is an interned row of pairs, source before target, sorted by source. ``path[d]`` is the map of the prefix of
    length d, and ``memo[m * classes + c]`` that of map m followed by class c, `ASKED` if an entry was asked for there.
    ``kept[m]`` has the classes of bytes, ``idle[m]`` the kinds of characters, that are known to leave map m as it is.

    Returns the subtrees that wait now, the entries that they wait for, what is found, the number of pairs, and the
    steps that are left.
    """
    pool, first, slots, memo, kept, idle, count = found
    classes = table.shape[1]
    classes_of_kind = _classes_of_kinds(ascii_kind, byte_class)
    asked, later = np.empty(64, np.int32), np.empty(64, np.int64)
    asking, delayed = np.int64(0), np.int64(0)
    for k in range(len(waiting)):
        memo[waiting[k, 1] * classes + byte_class[byte[waiting[k, 0]]]] = UNKNOWN
    goes_on = steps > 0
    for k in range(len(waiting)):
        i = np.int64(waiting[k, 0])
        end = skip[i]
        path[depth[i]] = waiting[k, 1]
        while i < end and goes_on:
            before, c = path[depth[i]], byte_class[byte[i]]
            after = memo[before * classes + c]
            if after == UNKNOWN:
                begin, past = first[before], first[before + 1]
                steps -= 2 * (past - begin)
                pool = with_room(pool, first[count] + past - begin)
                asked = with_room(asked, asking + past - begin)
                past, asking, is_known = _extend(pool, begin, past, first[count], table, c, asked, asking)
                if not is_known:
                    after = ASKED
                elif past > first[count]:
                    after = interned(pool, first, slots, count, past)
                else:
                    after = DEAD
                memo[before * classes + c] = after
                if after == count:
                    count += 1
                    first, slots = with_slots(first, slots, count)
                    memo = with_room(memo, (count + 1) * classes)
                    kept, idle = with_room(kept, count), with_room(idle, count)
                    kept[after] = idle[after] = 0
                    for entry in range(after * classes, count * classes):
                        memo[entry] = UNKNOWN
                goes_on = steps > 0 and first[count] <= limit
                if after == before and c < _BITS:
                    kept[after] |= np.int64(1) << c
                    idle[after] |= _kinds_of_classes(classes_of_kind, kept[after])
                elif after >= 0 and kept[after] and byte[i] >= 0x80:
                    idle[after] |= _longer_that_keep(memo, after, classes, byte_class, longer)
            if after == ASKED:
                later = with_room(later, delayed + 2)
                later[delayed], later[delayed + 1] = i, before
                delayed += 2
                i = skip[i]
            elif after == DEAD or below[i] & ~idle[after] == 0:
                for node in range(i, skip[i]):
                    node_map[node] = after
                i = skip[i]
            else:
                node_map[i], path[depth[i] + 1] = after, after
                i += 1
    found = (pool, first, slots, memo, kept, idle, count)
    return later[:delayed].reshape(-1, 2), asked[:asking].reshape(-1, 2), found, first[count] // 2, steps


@inner
def _classes_of_kinds(ascii_kind, byte_class):  # type: ignore[no-untyped-def]
    """The classes that the ASCII characters of every kind are in, as bits; the last bit for any class that has none."""
    found = np.zeros(_BITS, np.int64)
    for b in range(len(ascii_kind)):
        found[ascii_kind[b]] |= np.int64(1) << min(np.int64(byte_class[b]), _BITS)
    return found


@inner
def _kinds_of_classes(classes_of_kind, classes):  # type: ignore[no-untyped-def]
    """The kinds of ASCII characters that are in the classes, all of them."""
    found = np.int64(0)
    for kind in range(len(classes_of_kind)):
        if classes_of_kind[kind] and classes_of_kind[kind] & ~classes == 0:
            found |= np.int64(1) << kind
    return found


@inner
def _longer_that_keep(memo, m, classes, byte_class, longer):  # type: ignore[no-untyped-def]
    """The kinds of longer characters that are known to lead from map m back to it, whatever their bytes."""
    found = np.int64(0)
    for kind in range(len(longer)):
        first, last, length = longer[kind, 0], longer[kind, 1], longer[kind, 6]
        keeps, seen = True, _NONE
        for lead in range(first, last + 1):
            inside = np.int64(memo[m * classes + byte_class[lead]])
            if inside != seen:
                seen = inside
                if inside < 0 or not _keeps(memo, m, inside, classes, byte_class, longer[kind], length - 2):
                    keeps = False
                    break
        if keeps:
            found |= np.int64(1) << kind
    return found


@inner
def _keeps(memo, m, inside, classes, byte_class, rule, more):  # type: ignore[no-untyped-def]
    """Whether all second bytes of a kind, and `more` (0 to 2) behind them, lead from the map of the first byte to m."""
    seen = _NONE
    for second in range(rule[2], rule[3] + 1):
        after = np.int64(memo[inside * classes + byte_class[second]])
        if after == seen:
            continue
        seen = after
        if after < 0 or (more == 0 and after != m):
            return False
        if more > 0:
            then = _NONE
            for third in range(rule[4], rule[5] + 1):
                later = np.int64(memo[after * classes + byte_class[third]])
                if later == then:
                    continue
                then = later
                if later < 0 or (more == 1 and later != m):
                    return False
                if more == 2:
                    for fourth in range(0x80, 0xC0):
                        if memo[later * classes + byte_class[fourth]] != m:
                            return False
    return True


@inner
def _extend(pool, begin, past, at, table, c, asked, asking):  # type: ignore[no-untyped-def]
    """Writes the map that lies from `begin` to `past`, followed by class `c`, to the pool from `at` on.

    Returns where it ends, how long the list `asked` is then, and whether all entries are known.
    """
    is_known = True
    for k in range(begin, past, 2):
        t = table[pool[k + 1], c]
        if t >= 0:
            pool[at] = pool[k]
            pool[at + 1] = t
            at += 2
        elif t != DEAD:
            is_known = False
            if t == UNKNOWN:
                table[pool[k + 1], c] = ASKED
                asked[asking] = pool[k + 1]
                asked[asking + 1] = c
                asking += 2
    return at, asking, is_known
