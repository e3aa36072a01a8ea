"""What tokens do to the states of a byte automaton with a counter: where they lead, and what they do to the count.

As in `tokens.classes` a token is a partial map from states, found in one walk over the trie; but to *ends*: a state
with what has been added to the count on the way. Ends are interned as they are met, and each extension of an end by a
class of bytes is worked out once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.counted import OUTSIDE, CountedDfa
from constrained_diffusion.automata.interning import interned, no_rows, with_room, with_slots
from constrained_diffusion.automata.tables import DEAD, UNKNOWN
from constrained_diffusion.automata.work import spend, steps_left
from constrained_diffusion.jit import inner, kernel
from constrained_diffusion.vocabulary.trie import Trie

Ints = NDArray[np.int32]

_END = 3
"""An end is a row of so many numbers: state, items added, items since a region was entered (`OUTSIDE`: none was)."""


class CountedMaps(NamedTuple):
    """Maps from states to ends.

    Attributes:
        node_map: the map of every trie node, `DEAD` where no state is left.
        offsets, pairs: map m is the pairs (state, end) ``pairs[offsets[m]:offsets[m + 1]]``, states rising.
        ends: [ends, 3]: the state; the items added in the region of the first state, until it was left, if it was;
            the items since another region was entered, or the same one again, `OUTSIDE` where none was.
        complete: whether all maps together have no more pairs than they may; if not, nothing else holds.
    """

    node_map: Ints
    offsets: NDArray[np.int64]
    pairs: Ints
    ends: Ints
    complete: bool


def counted_maps(trie: Trie, dfa: CountedDfa, limit: int) -> CountedMaps:
    """What the path to every node of the trie does to the states; all maps together may have `limit` pairs."""
    path = np.zeros(int(trie.depth.max(initial=0)) + 2, np.int32)
    steps = steps_left()
    node_map, pool, first, count, ends, found, left = _walk(
        trie.byte, trie.depth, trie.skip, dfa.byte_class, dfa.table, dfa.added, dfa.entered, dfa.region, dfa.least,
        dfa.most, path, 2 * limit, steps,
    )  # fmt: skip
    spend(steps - left, "following every token through every state")
    pairs = pool[: first[count]].reshape(-1, 2)
    return CountedMaps(
        node_map, first[: count + 1] // 2, pairs, ends[: _END * found].reshape(-1, _END), len(pairs) <= limit
    )


@kernel
def _walk(  # type: ignore[no-untyped-def]
    byte, depth, skip, byte_class, table, added, entered, region, least, most, path, limit, steps
):
    """Walks the trie. A map is an interned row of pairs, state before end, sorted by state.

    ``path[d]`` is the map of the prefix of length d, ``memo[m * classes + c]`` that of map m followed by class c, and
    ``further[e * classes + c]`` the end to which class c leads from end e.
    """
    states, classes = table.shape
    pool, first, slots = no_rows()
    pool = with_room(pool, 4 * states)
    ends, end_first, end_slots = no_rows()
    ends = with_room(ends, _END * states + _END)
    memo = np.empty(classes << 10, np.int32)
    further = np.empty((states + 1) * classes, np.int32)
    node_map = np.empty(len(byte), np.int32)
    found = np.int64(0)
    for s in range(states):
        # the map of no byte: every state to itself, with nothing added
        ends[_END * s], ends[_END * s + 1], ends[_END * s + 2] = s, 0, OUTSIDE
        interned(ends, end_first, end_slots, found, _END * found + _END)
        found += 1
        end_first, end_slots = with_slots(end_first, end_slots, found)
        pool[2 * s], pool[2 * s + 1] = s, s
    for k in range(len(further)):
        further[k] = UNKNOWN
    first[1] = 2 * states
    for c in range(classes):
        memo[c] = UNKNOWN
    count = np.int64(1)
    i = 0
    while i < len(byte) and steps > 0:
        before, c = path[depth[i]], byte_class[byte[i]]
        after = memo[before * classes + c]
        if after == UNKNOWN:
            begin, past = first[before], first[before + 1]
            steps -= 2 * (past - begin)
            pool = with_room(pool, first[count] + past - begin)
            at = first[count]
            for k in range(begin, past, 2):
                e = pool[k + 1]
                if further[e * classes + c] == UNKNOWN:
                    steps -= 4
                    t = np.int64(DEAD)
                    if _end_after(ends, e, found, c, table, added, entered, region, least, most):
                        t = interned(ends, end_first, end_slots, found, _END * found + _END)
                        if t == found:
                            found += 1
                            end_first, end_slots = with_slots(end_first, end_slots, found)
                            ends = with_room(ends, _END * found + _END)
                            further = with_room(further, (found + 1) * classes)
                            for q in range(t * classes, found * classes):
                                further[q] = UNKNOWN
                    further[e * classes + c] = t
                if further[e * classes + c] != DEAD:
                    pool[at] = pool[k]
                    pool[at + 1] = further[e * classes + c]
                    at += 2
            after = interned(pool, first, slots, count, at) if at > first[count] else DEAD
            memo[before * classes + c] = after
            if after == count:
                count += 1
                if at > limit:
                    break
                first, slots = with_slots(first, slots, count)
                memo = with_room(memo, (count + 1) * classes)
                for k in range(after * classes, count * classes):
                    memo[k] = UNKNOWN
        if after == DEAD:
            for k in range(i, skip[i]):
                node_map[k] = DEAD
            i = skip[i]
        else:
            node_map[i], path[depth[i] + 1] = after, after
            i += 1
    return node_map, pool, first, count, ends, found, steps


@inner
def _end_after(ends, e, found, c, table, added, entered, region, least, most):  # type: ignore[no-untyped-def]
    """Writes the end to which class `c` leads from end `e` behind the `found` ends; whether there is one."""
    s, total, since = ends[_END * e], ends[_END * e + 1], ends[_END * e + 2]
    t = table[s, c]
    if t == DEAD:
        return False
    r, more, anew = region[s], added[s, c], entered[s, c]
    leaves = r != OUTSIDE and (region[t] == OUTSIDE or anew != OUTSIDE)
    if since == OUTSIDE:
        total += more
        since = anew
        if r != OUTSIDE and total > most[r]:
            return False
    else:
        since += more
        if since > most[r] or (leaves and since < least[r]):
            return False
        if leaves:
            since = anew
    if since != OUTSIDE and since > most[region[t]]:
        return False
    ends[_END * found], ends[_END * found + 1], ends[_END * found + 2] = t, total, since
    return True
