"""Propagation to a fixed point, and depth-first search on top of it, over domains held as bit sets.

A domain is an int64 whose bit v says that the cell may hold symbol v. Every relation is filtered until each value left
has a support in that relation alone (domain consistency):

- all-different by a maximum matching and its exchange graph (Régin 1994). Matched pairs are the vertices of that graph;
  its closure is a handful of word operations, since relations of this kind have at most 62 cells.
- linear by the sums that can be reached from either side (Trick 2003); where they span more than `WIDEST`, by the
  bounds of the sum alone (bounds consistency).
- tables by a scan of the rows that are still possible; forbidden rows by counting them against all there could be.
- automata forward and backward over layers (Pesant 2004).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.jit import inner, kernel
from constrained_diffusion.puzzles.relations import AllDifferent, Alphabet, Linear, Primitive, Regular, Table

Ints = NDArray[np.int64]
Domains = NDArray[np.int64]

WIDEST = 4096
"""Sums that span more than this are filtered by their bounds only."""
MOST = 62
"""Symbols of a puzzle, and cells of an all-different relation: they are bits of a signed word."""

_DIFFERENT, _LINEAR, _BOUNDS, _ALLOWED, _FORBIDDEN, _REGULAR = range(6)

FOUND, NONE, GAVE_UP = 1, 0, -1


class Net(NamedTuple):
    """The relations as flat arrays.

    Attributes:
        relations: [R, 6], of each its kind, where its cells start in `flat` and how many they are, where its data start
            there, and two numbers.
        flat: the cells and the data of one relation after another.
        watchers: the relations about cell 0, then those about cell 1, and so on.
        watcher_start: [cells + 1], where those about a cell start.
        symbols: how many there are.
    """

    relations: Ints
    flat: Ints
    watchers: Ints
    watcher_start: Ints
    symbols: int


def net(primitives: Sequence[Primitive], cells: int, alphabet: Alphabet) -> Net:
    """Lays the relations out.

    Raises:
        ConstraintTooLarge: an all-different relation has more than 62 cells.
    """
    relations = np.zeros((len(primitives), 6), np.int64)
    parts: list[Ints] = []
    watching: list[list[int]] = [[] for _ in range(cells)]
    start = 0
    for number, primitive in enumerate(primitives):
        kind, data, low, high = _encoded(primitive, alphabet)
        k = len(primitive.cells)
        relations[number] = kind, start, k, start + k, low, high
        parts += [np.array(primitive.cells, np.int64), data]
        start += k + len(data)
        for cell in primitive.cells:
            watching[cell].append(number)
    return Net(
        relations=relations,
        flat=_joined(parts),
        watchers=_joined([np.array(row, np.int64) for row in watching]),
        watcher_start=np.concatenate([[0], np.cumsum([len(row) for row in watching])]).astype(np.int64),
        symbols=alphabet.size,
    )


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate([*parts, np.zeros(0, np.int64)]).astype(np.int64)


def _encoded(primitive: Primitive, alphabet: Alphabet) -> tuple[int, Ints, int, int]:
    """kind, data and two numbers."""
    k = len(primitive.cells)
    match primitive:
        case AllDifferent():
            if k > MOST:
                raise ConstraintTooLarge(f"AllDifferent takes at most {MOST} cells, not {k}")
            nodes, count = primitive.nodes(alphabet)
            return _DIFFERENT, nodes.reshape(-1), count, 0
        case Linear():
            weights, low, high = primitive.sums(alphabet)
            return (_LINEAR if weights.max(1).sum() <= WIDEST else _BOUNDS), weights.reshape(-1), low, high
        case Table():
            rows = primitive.tuples(alphabet)
            return (_ALLOWED if primitive.allowed else _FORBIDDEN), rows.reshape(-1), len(rows), 0
        case Regular():
            steps = primitive.steps(alphabet)
            flat = np.concatenate([steps.table.reshape(-1), steps.accepting.astype(np.int64)])
            return _REGULAR, flat, len(steps.table), 0
    raise TypeError(f"{type(primitive).__name__} is not a primitive relation")


# The kernels spell out in loops what numpy has a word for: the words cost seconds to compile, the loops nothing.


@inner
def size_of(bits: int) -> int:
    """The number of bits; LLVM knows this loop, and makes one instruction of it."""
    count = 0
    while bits:
        bits &= bits - 1
        count += 1
    return count


@inner
def _lowest(bits: int) -> int:
    """The index of the lowest bit."""
    return size_of((bits & -bits) - 1)  # type: ignore[no-any-return]


@inner
def _nobody(count: int) -> Ints:
    """-1, so many times."""
    out = np.empty(count, np.int64)
    for i in range(count):
        out[i] = -1
    return out


@inner
def _augment(start: int, own: Domains, nodes: Ints, owner: Ints, held: Ints, symbols: int) -> bool:
    """Gives variable `start` a node, moving others where it must (breadth first)."""
    came = _nobody(len(owner))
    queue = np.empty(len(own) + 1, np.int64)
    queue[0] = start
    first, last = 0, 1
    while first < last:
        x = queue[first]
        first += 1
        bits = own[x]
        while bits:
            v = _lowest(bits)
            bits &= bits - 1
            node = nodes[x * symbols + v]
            if came[node] >= 0:
                continue
            came[node] = x
            if owner[node] < 0:
                while True:
                    y = came[node]
                    before = held[y]
                    owner[node], held[y] = y, node
                    if y == start:
                        return True
                    node = before
            queue[last] = owner[node]
            last += 1
    return False


@inner
def _matched(own: Domains, nodes: Ints, owner: Ints, held: Ints, symbols: int) -> bool:
    """Gives every variable a node of its own: `held` [cells] and its inverse `owner`; False where none are enough."""
    for x in range(len(own)):
        bits = own[x]
        while bits:
            node = nodes[x * symbols + _lowest(bits)]
            bits &= bits - 1
            if owner[node] < 0:
                owner[node], held[x] = x, node
                break
    for x in range(len(own)):  # noqa: SIM110
        if held[x] < 0 and not _augment(x, own, nodes, owner, held, symbols):
            return False
    return True


@inner
def _different(own: Domains, nodes: Ints, count: int, symbols: int) -> bool:
    k = len(own)
    owner, held = _nobody(count), _nobody(k)
    if not _matched(own, nodes, owner, held, symbols):
        return False
    # reach[x]: the variables that are moved, one after another, when x takes the node of the first of them.
    reach = np.zeros(k, np.int64)
    spares = 0
    for x in range(k):
        bits = own[x]
        while bits:
            v = _lowest(bits)
            bits &= bits - 1
            y = owner[nodes[x * symbols + v]]
            if y < 0:
                spares |= 1 << x
            else:
                reach[x] |= 1 << y
    for y in range(k):
        for x in range(k):
            if (reach[x] >> y) & 1:
                reach[x] |= reach[y]
    for x in range(k):
        bits = own[x]
        while bits:
            v = _lowest(bits)
            bits &= bits - 1
            y = owner[nodes[x * symbols + v]]
            if y < 0 or y == x or (reach[y] >> x) & 1 or (reach[y] | 1 << y) & spares:
                continue
            own[x] &= ~(1 << v)
    return True


@inner
def _extremes(bits: int, weights: Ints, first: int, symbols: int) -> tuple[int, int]:
    """The least and the greatest of weights[first + v] over the symbols v in `bits`; there is at least one."""
    least = most = weights[first + _lowest(bits)]
    for v in range(symbols):
        if (bits >> v) & 1:
            least, most = min(least, weights[first + v]), max(most, weights[first + v])
    return least, most


@inner
def _linear(own: Domains, weights: Ints, low: int, high: int, symbols: int) -> bool:
    k = len(own)
    least, most = np.zeros(k + 1, np.int64), np.zeros(k + 1, np.int64)
    for x in range(k):
        if own[x] == 0:
            return False
        smallest, largest = _extremes(own[x], weights, x * symbols, symbols)
        least[x + 1], most[x + 1] = least[x] + smallest, most[x] + largest
    # ahead[x * span + s]: whether the first x cells can sum up to s. No weight is negative.
    span = most[k] + 1
    ahead = np.zeros((k + 1) * span, np.bool_)
    ahead[0] = True
    for x in range(k):
        for s in range(least[x], most[x] + 1):
            if ahead[x * span + s]:
                for v in range(symbols):
                    if (own[x] >> v) & 1:
                        ahead[(x + 1) * span + s + weights[x * symbols + v]] = True
    behind = np.zeros(span, np.bool_)
    alive = False
    for s in range(max(low, least[k]), min(high, most[k]) + 1):
        if ahead[k * span + s]:
            behind[s] = True
            alive = True
    if not alive:
        return False
    for x in range(k - 1, -1, -1):
        before = np.zeros(span, np.bool_)
        kept = 0
        for s in range(least[x], most[x] + 1):
            if ahead[x * span + s]:
                for v in range(symbols):
                    if (own[x] >> v) & 1 and behind[s + weights[x * symbols + v]]:
                        before[s] = True
                        kept |= 1 << v
        own[x] = kept
        behind = before
    return True


@inner
def _bounds(own: Domains, weights: Ints, low: int, high: int, symbols: int) -> bool:
    k = len(own)
    least, most = np.empty(k, np.int64), np.empty(k, np.int64)
    changed = True
    while changed:
        changed = False
        all_least, all_most = 0, 0
        for x in range(k):
            if own[x] == 0:
                return False
            least[x], most[x] = _extremes(own[x], weights, x * symbols, symbols)
            all_least += least[x]
            all_most += most[x]
        if all_least > high or all_most < low:
            return False
        for x in range(k):
            for v in range(symbols):
                if (own[x] >> v) & 1:
                    w = weights[x * symbols + v]
                    if all_least - least[x] + w > high or all_most - most[x] + w < low:
                        own[x] &= ~(1 << v)
                        changed = True
    return True


@inner
def _stands(own: Domains, rows: Ints, r: int) -> bool:
    """Whether every symbol of row r is still possible."""
    for x in range(len(own)):  # noqa: SIM110 - numba compiles no generator expressions
        if not (own[x] >> rows[r * len(own) + x]) & 1:
            return False
    return True


@inner
def _allowed(own: Domains, rows: Ints, count: int) -> bool:
    k = len(own)
    kept = np.zeros(k, np.int64)
    for r in range(count):
        if _stands(own, rows, r):
            for x in range(k):
                kept[x] |= 1 << rows[r * k + x]
    for x in range(k):
        own[x] = kept[x]
    return count > 0 and kept[0] != 0


@inner
def _forbidden(own: Domains, rows: Ints, count: int, symbols: int) -> bool:
    k = len(own)
    hit = np.zeros(k * symbols, np.int64)
    for r in range(count):
        if _stands(own, rows, r):
            for x in range(k):
                hit[x * symbols + rows[r * k + x]] += 1
    sizes = np.empty(k, np.int64)
    for x in range(k):
        sizes[x] = size_of(own[x])
    for x in range(k):
        others = 1.0
        for y in range(k):
            if y != x:
                others *= sizes[y]
        for v in range(symbols):
            if (own[x] >> v) & 1 and hit[x * symbols + v] >= others:
                own[x] &= ~(1 << v)
        if own[x] == 0:
            return False
    return True


@inner
def _regular(own: Domains, data: Ints, states: int, symbols: int) -> bool:
    k = len(own)
    # ahead[x * states + s]: whether the first x cells can lead to state s.
    ahead = np.zeros((k + 1) * states, np.bool_)
    ahead[0] = True
    for x in range(k):
        for s in range(states):
            if ahead[x * states + s]:
                for v in range(symbols):
                    to = data[s * symbols + v]
                    if (own[x] >> v) & 1 and to >= 0:
                        ahead[(x + 1) * states + to] = True
    behind = np.zeros(states, np.bool_)
    for s in range(states):
        behind[s] = data[states * symbols + s] != 0
    for x in range(k - 1, -1, -1):
        before = np.zeros(states, np.bool_)
        kept = 0
        for s in range(states):
            if ahead[x * states + s]:
                for v in range(symbols):
                    to = data[s * symbols + v]
                    if (own[x] >> v) & 1 and to >= 0 and behind[to]:
                        before[s] = True
                        kept |= 1 << v
        own[x] = kept
        if kept == 0:
            return False
        behind = before
    return True


@partial(inner, inline="always")
def _filtered(kind: int, own: Domains, data: Ints, low: int, high: int, symbols: int) -> bool:
    """Filters the domains of one relation in place; False where it cannot hold."""
    holds: bool
    if kind == _DIFFERENT:
        holds = _different(own, data, low, symbols)
    elif kind == _LINEAR:
        holds = _linear(own, data, low, high, symbols)
    elif kind == _BOUNDS:
        holds = _bounds(own, data, low, high, symbols)
    elif kind == _ALLOWED:
        holds = _allowed(own, data, low)
    elif kind == _FORBIDDEN:
        holds = _forbidden(own, data, low, symbols)
    else:
        holds = _regular(own, data, low, symbols)
    return holds


@kernel
def propagate(
    domains: Domains, changed: Ints, relations: Ints, flat: Ints, watchers: Ints, watcher_start: Ints, symbols: int
) -> bool:
    """Filters `domains` in place to the fixed point, given the cells whose domains have changed since the last one.

    The net's arrays follow. False where some cell is left without a value; the domains then mean nothing.
    """
    count = len(relations)
    waiting = np.zeros(count, np.bool_)
    queue = np.empty(count + 1, np.int64)
    head, tail = 0, 0
    for i in range(len(changed)):
        cell = changed[i]
        if domains[cell] == 0:
            return False
        for j in range(watcher_start[cell], watcher_start[cell + 1]):
            r = watchers[j]
            if not waiting[r]:
                waiting[r] = True
                queue[tail] = r
                tail += 1
    while head != tail:
        r = queue[head]
        head = head + 1 if head < count else 0
        waiting[r] = False
        first, k = relations[r, 1], relations[r, 2]
        own = np.empty(k, np.int64)
        for x in range(k):
            own[x] = domains[flat[first + x]]
        if not _filtered(relations[r, 0], own, flat[relations[r, 3] :], relations[r, 4], relations[r, 5], symbols):
            return False
        for x in range(k):
            cell = flat[first + x]
            if own[x] != domains[cell]:
                domains[cell] = own[x]
                for j in range(watcher_start[cell], watcher_start[cell + 1]):
                    other = watchers[j]
                    if other != r and not waiting[other]:
                        waiting[other] = True
                        queue[tail] = other
                        tail = tail + 1 if tail < count else 0
    return True


@inner
def _mixed(number: int, other: int) -> int:
    """Two numbers made one that looks random, the same whenever they are."""
    number = (number ^ other) * 0x2545F4914F6CDD1D
    return number ^ (number >> 29)


@inner
def _first_choice(bits: int, wanted: int, dice: int, cell: int) -> int:
    """The value to try first: one that is wanted, else any, as the dice fall."""
    if bits & wanted:
        bits &= wanted
    value, highest = -1, 0
    while bits:
        v = _lowest(bits)
        bits &= bits - 1
        drawn = _mixed(dice, 64 * cell + v)
        if value < 0 or drawn > highest:
            value, highest = v, drawn
    return value


@kernel
def search(
    domains: Domains, wanted: Domains, most: int, nodes: int,
    relations: Ints, flat: Ints, watchers: Ints, watcher_start: Ints, symbols: int,
) -> tuple[Ints, int]:  # fmt: skip
    """Solutions by depth-first search from domains at the fixed point: the cell of fewest values first, its `wanted`
    values (bit sets [cells]) before the others, and else at random; the dice are thrown by the domains themselves.

    The net's arrays follow. Returns up to `most` solutions [k, cells], and NONE (these are all), FOUND (there may be
    more) or GAVE_UP (after `nodes` trials).
    """
    count = len(domains)
    found = np.empty((most, count), np.int64)
    k = 0
    deepest = 0  # a level more takes an undecided cell and a trial
    for cell in range(count):
        if size_of(domains[cell]) > 1:
            deepest += 1
    deepest = min(deepest, nodes)
    stack = np.empty((deepest + 2, count), np.int64)
    cells = np.empty(deepest + 2, np.int64)
    dice = count
    for cell in range(count):
        stack[0, cell] = domains[cell]
        dice = _mixed(dice, domains[cell])
    depth, tried = 0, 0
    changed = np.empty(1, np.int64)
    fresh = True
    while depth >= 0:
        if fresh:
            chosen, fewest = -1, symbols + 1
            for cell in range(count):
                size = size_of(stack[depth, cell])
                if size > 1 and size < fewest:
                    chosen, fewest = cell, size
            cells[depth] = chosen
            if chosen < 0:
                for cell in range(count):
                    found[k, cell] = _lowest(stack[depth, cell])
                k += 1
                if k == most:
                    return found, FOUND
                depth -= 1
                fresh = False
                continue
        cell = cells[depth]
        if stack[depth, cell] == 0:
            depth -= 1
            fresh = False
            continue
        value = _first_choice(stack[depth, cell], wanted[cell], dice, cell)
        if tried == nodes:
            return found[:k], GAVE_UP
        tried += 1
        for other in range(count):
            stack[depth + 1, other] = stack[depth, other]
        stack[depth, cell] &= ~(1 << value)
        stack[depth + 1, cell] = 1 << value
        changed[0] = cell
        fresh = propagate(stack[depth + 1], changed, relations, flat, watchers, watcher_start, symbols)
        if fresh:
            depth += 1
    return found[:k], NONE
