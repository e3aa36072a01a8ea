"""The minimal automaton of a finite set of texts, built from the sorted texts in time linear in their bytes.

Daciuk, Mihov, Watson & Watson, "Incremental construction of minimal acyclic finite-state automata" (Computational
Linguistics 26, 2000), section 3. What is still open is the path of the latest text. When the next one leaves it, the
states behind the fork can change no more; each is looked up, last first, among those that are done, by whether it
accepts and where its bytes lead.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.dfa import BYTES, MAX_STATES, Dfa, with_merged_columns
from constrained_diffusion.automata.interning import interned, no_rows, with_room, with_slots
from constrained_diffusion.automata.tables import DEAD
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.jit import kernel

_WIDEST = 2 * BYTES + 1


def minimal_automaton_of(texts: Iterable[str]) -> Dfa:
    """The minimal automaton of the UTF-8 spellings of one text or more.

    Raises:
        ConstraintTooLarge: it has more than `automata.bytes.dfa.MAX_STATES` states.
    """
    words = sorted({text.encode() for text in texts})
    offsets = np.zeros(len(words) + 1, np.int64)
    offsets[1:] = np.cumsum([len(word) for word in words])
    letters = np.frombuffer(b"".join(words) + b"\0", np.uint8)
    longest = max(map(len, words))
    pool, first, count = _build(letters, offsets, longest, MAX_STATES)
    if count > MAX_STATES:
        raise ConstraintTooLarge(
            f"a list of {len(words)} texts needs more than {MAX_STATES} states", "give fewer, or shorter ones"
        )
    return _laid_out(pool[: first[count]], first[: count + 1], count)


def _laid_out(pool: NDArray[np.int32], first: NDArray[np.int64], count: int) -> Dfa:
    """Rows are numbered from the leaves; states from the root, the last row."""
    leads = np.ones(len(pool), np.bool_)
    leads[first[:-1]] = False
    source = count - 1 - np.repeat(np.arange(count), np.diff(first) - 1)[::2]
    symbol, target = pool[leads][::2], count - 1 - pool[leads][1::2]
    used = np.zeros(BYTES, np.bool_)
    used[symbol] = True
    byte_class = np.where(used, np.cumsum(used), 0)
    if used.all():
        byte_class -= 1
    table = np.full((count, int(byte_class.max()) + 1), DEAD, np.int32)
    table[source, byte_class[symbol]] = target
    return with_merged_columns(byte_class.astype(np.uint8), table, pool[first[:-1]][::-1] == 1)


@kernel
def _build(letters, offsets, longest, limit):  # type: ignore[no-untyped-def]
    """The states as interned rows (pool, first and their number): whether it accepts, then every byte and its target.

    The edges of the open states are lists: the latest of depth d is ``latest[d]``, the one before edge e ``before[e]``.
    No more states are made once there are more than `limit`.
    """
    pool, first, slots = no_rows()
    pool = with_room(pool, _WIDEST)
    latest = np.empty(longest + 1, np.int32)
    accepts = np.empty(longest + 1, np.int32)
    for d in range(longest + 1):
        latest[d], accepts[d] = -1, 0
    size = len(letters)
    symbol, target, before = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.int32)
    edges, count = np.int64(0), np.int64(0)
    words = len(offsets) - 1
    for w in range(words + 1):
        # the latest text is word w - 1; what it does not share with word w is done
        length, shared = np.int64(0), np.int64(0)
        if w > 0:
            length = offsets[w] - offsets[w - 1]
            if w < words:
                most = min(length, offsets[w + 1] - offsets[w])
                while shared < most and letters[offsets[w - 1] + shared] == letters[offsets[w] + shared]:
                    shared += 1
            else:
                shared = np.int64(-1)  # the root is done too
            d = length
            while d > shared and count <= limit:
                past = first[count]
                pool[past] = accepts[d]
                past += 1
                e = latest[d]
                while e >= 0:
                    pool[past], pool[past + 1] = symbol[e], target[e]
                    past += 2
                    e = before[e]
                state = interned(pool, first, slots, count, past)
                if state == count:
                    count += 1
                    first, slots = with_slots(first, slots, count)
                    pool = with_room(pool, past + _WIDEST)
                latest[d], accepts[d] = -1, 0
                if d > 0:
                    symbol[edges], target[edges] = letters[offsets[w - 1] + d - 1], state
                    before[edges] = latest[d - 1]
                    latest[d - 1] = edges
                    edges += 1
                d -= 1
        if w < words:
            accepts[offsets[w + 1] - offsets[w]] = 1
    return pool, first, count
