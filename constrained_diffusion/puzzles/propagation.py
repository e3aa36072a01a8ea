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
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from constrained_diffusion.errors import ConstraintTooLarge
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
    """The relations as flat arrays: what relation r is about is cells[cell_start[r]:cell_start[r + 1]], and so on."""

    kind: Ints
    cells: Ints
    cell_start: Ints
    data: Ints
    data_start: Ints
    low: Ints
    high: Ints
    watchers: Ints
    watcher_start: Ints
    symbols: int


def net(primitives: Sequence[Primitive], cells: int, alphabet: Alphabet) -> Net:
    """Lays the relations out.

    Raises:
        ConstraintTooLarge: an all-different relation has more than 62 cells.
    """
    rows = [_encoded(primitive, alphabet) for primitive in primitives]
    watching: list[list[int]] = [[] for _ in range(cells)]
    for number, primitive in enumerate(primitives):
        for cell in primitive.cells:
            watching[cell].append(number)
    return Net(
        kind=np.array([row[0] for row in rows], np.int64),
        cells=_joined([np.array(primitive.cells, np.int64) for primitive in primitives]),
        cell_start=_starts([len(primitive.cells) for primitive in primitives]),
        data=_joined([row[1] for row in rows]),
        data_start=_starts([len(row[1]) for row in rows]),
        low=np.array([row[2] for row in rows], np.int64),
        high=np.array([row[3] for row in rows], np.int64),
        watchers=_joined([np.array(row, np.int64) for row in watching]),
        watcher_start=_starts([len(row) for row in watching]),
        symbols=alphabet.size,
    )


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate([*parts, np.zeros(0, np.int64)]).astype(np.int64)


def _starts(lengths: list[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def _encoded(primitive: Primitive, alphabet: Alphabet) -> tuple[int, Ints, int, int]:
    """kind, data and two numbers."""
    k = len(primitive.cells)
    match primitive:
        case AllDifferent():
            if k > MOST:
                raise ConstraintTooLarge(f"AllDifferent takes at most {MOST} cells, not {k}")
            reached = np.array(alphabet.numbers)[None, :] + np.array(primitive.offsets)[:, None]
            nodes, index = np.unique(reached, return_inverse=True)
            return _DIFFERENT, index.reshape(-1).astype(np.int64), len(nodes), 0
        case Linear():
            table = primitive.table(alphabet)
            least, most = int(table.min(1).sum()), int(table.max(1).sum())
            low, high = max(primitive.low, least), min(primitive.high, most)
            return (_LINEAR if most - least <= WIDEST else _BOUNDS), table.reshape(-1), low, high
        case Table():
            rows = primitive.tuples(alphabet)
            return (_ALLOWED if primitive.allowed else _FORBIDDEN), rows.reshape(-1), len(rows), 0
        case Regular():
            steps = primitive.steps(alphabet)
            flat = np.concatenate([steps.table.reshape(-1), steps.accepting.astype(np.int64)])
            return _REGULAR, flat, len(steps.table), 0
    raise TypeError(f"{type(primitive).__name__} is not a primitive relation")


@njit(cache=True)
def _lowest(bits: int) -> int:
    """The index of the lowest bit."""
    index = 0
    while not (bits >> index) & 1:
        index += 1
    return index


@njit(cache=True)
def size_of(bits: int) -> int:
    """The number of bits."""
    count = 0
    while bits:
        bits &= bits - 1
        count += 1
    return count


@njit(cache=True)
def _augment(start: int, own: Domains, nodes: Ints, owner: Ints, held: Ints, symbols: int) -> bool:
    """Gives variable `start` a node, moving others where it must (breadth first)."""
    k = len(own)
    came = np.full(len(owner), -1, np.int64)
    queue = np.empty(k + 1, np.int64)
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


@njit(cache=True)
def _different(own: Domains, nodes: Ints, count: int, symbols: int) -> bool:
    k = len(own)
    owner = np.full(count, -1, np.int64)
    held = np.full(k, -1, np.int64)
    for x in range(k):
        bits = own[x]
        while bits:
            node = nodes[x * symbols + _lowest(bits)]
            bits &= bits - 1
            if owner[node] < 0:
                owner[node], held[x] = x, node
                break
    for x in range(k):
        if held[x] < 0 and not _augment(x, own, nodes, owner, held, symbols):
            return False
    # reach[x]: the variables that are moved, one after another, when x takes the node of the first of them.
    reach = np.zeros(k, np.int64)
    spare = np.zeros(k, np.bool_)
    for x in range(k):
        bits = own[x]
        while bits:
            v = _lowest(bits)
            bits &= bits - 1
            y = owner[nodes[x * symbols + v]]
            if y < 0:
                spare[x] = True
            else:
                reach[x] |= 1 << y
    for y in range(k):
        for x in range(k):
            if (reach[x] >> y) & 1:
                reach[x] |= reach[y]
    spares = 0
    for x in range(k):
        if spare[x]:
            spares |= 1 << x
    for x in range(k):
        bits = own[x]
        while bits:
            v = _lowest(bits)
            bits &= bits - 1
            y = owner[nodes[x * symbols + v]]
            if y < 0 or y == x or (reach[y] >> x) & 1 or spare[y] or reach[y] & spares:
                continue
            own[x] &= ~(1 << v)
    return True


@njit(cache=True)
def _extremes(bits: int, weights: Ints) -> tuple[int, int]:
    """The least and the greatest weight of the symbols that are still possible; there is at least one."""
    least = most = weights[_lowest(bits)]
    for v in range(len(weights)):
        if (bits >> v) & 1:
            least, most = min(least, weights[v]), max(most, weights[v])
    return least, most


@njit(cache=True)
def _linear(own: Domains, weights: Ints, low: int, high: int, symbols: int) -> bool:
    k = len(own)
    least, most = np.zeros(k + 1, np.int64), np.zeros(k + 1, np.int64)
    for x in range(k):
        if own[x] == 0:
            return False
        smallest, largest = _extremes(own[x], weights[x * symbols : (x + 1) * symbols])
        least[x + 1], most[x + 1] = least[x] + smallest, most[x] + largest
    base = least.min()
    span = most.max() - base + 1
    ahead = np.zeros((k + 1, span), np.bool_)
    ahead[0, -base] = True
    for x in range(k):
        for s in range(least[x], most[x] + 1):
            if ahead[x, s - base]:
                for v in range(symbols):
                    if (own[x] >> v) & 1:
                        ahead[x + 1, s + weights[x * symbols + v] - base] = True
    behind = np.zeros(span, np.bool_)
    alive = False
    for s in range(max(low, least[k]), min(high, most[k]) + 1):
        if ahead[k, s - base]:
            behind[s - base] = True
            alive = True
    if not alive:
        return False
    for x in range(k - 1, -1, -1):
        before = np.zeros(span, np.bool_)
        kept = 0
        for s in range(least[x], most[x] + 1):
            if ahead[x, s - base]:
                for v in range(symbols):
                    if (own[x] >> v) & 1 and behind[s + weights[x * symbols + v] - base]:
                        before[s - base] = True
                        kept |= 1 << v
        own[x] = kept
        behind = before
    return True


@njit(cache=True)
def _bounds(own: Domains, weights: Ints, low: int, high: int, symbols: int) -> bool:
    k = len(own)
    least, most = np.empty(k, np.int64), np.empty(k, np.int64)
    changed = True
    while changed:
        changed = False
        for x in range(k):
            if own[x] == 0:
                return False
            least[x], most[x] = _extremes(own[x], weights[x * symbols : (x + 1) * symbols])
        all_least, all_most = least.sum(), most.sum()
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


@njit(cache=True)
def _stands(own: Domains, rows: Ints, r: int) -> bool:
    """Whether every symbol of row r is still possible."""
    for x in range(len(own)):  # noqa: SIM110 - numba compiles no generator expressions
        if not (own[x] >> rows[r * len(own) + x]) & 1:
            return False
    return True


@njit(cache=True)
def _allowed(own: Domains, rows: Ints, count: int) -> bool:
    k = len(own)
    kept = np.zeros(k, np.int64)
    for r in range(count):
        if _stands(own, rows, r):
            for x in range(k):
                kept[x] |= 1 << rows[r * k + x]
    own[:] = kept
    return count > 0 and kept[0] != 0


@njit(cache=True)
def _forbidden(own: Domains, rows: Ints, count: int, symbols: int) -> bool:
    k = len(own)
    hit = np.zeros((k, symbols))
    for r in range(count):
        if _stands(own, rows, r):
            for x in range(k):
                hit[x, rows[r * k + x]] += 1
    sizes = np.array([float(size_of(bits)) for bits in own])
    for x in range(k):
        others = 1.0
        for y in range(k):
            if y != x:
                others *= sizes[y]
        for v in range(symbols):
            if (own[x] >> v) & 1 and hit[x, v] >= others:
                own[x] &= ~(1 << v)
        if own[x] == 0:
            return False
    return True


@njit(cache=True)
def _regular(own: Domains, data: Ints, states: int, symbols: int) -> bool:
    k = len(own)
    ahead = np.zeros((k + 1, states), np.bool_)
    ahead[0, 0] = True
    for x in range(k):
        for s in range(states):
            if ahead[x, s]:
                for v in range(symbols):
                    if (own[x] >> v) & 1 and data[s * symbols + v] >= 0:
                        ahead[x + 1, data[s * symbols + v]] = True
    behind = data[states * symbols :] != 0
    for x in range(k - 1, -1, -1):
        before = np.zeros(states, np.bool_)
        kept = 0
        for s in range(states):
            if ahead[x, s]:
                for v in range(symbols):
                    if (own[x] >> v) & 1:
                        to = data[s * symbols + v]
                        if to >= 0 and behind[to]:
                            before[s] = True
                            kept |= 1 << v
        own[x] = kept
        if kept == 0:
            return False
        behind = before
    return True


@njit(cache=True)
def _filtered(r: int, own: Domains, n: Net) -> bool:
    """Filters the domains of one relation in place; False where it cannot hold."""
    data = n.data[n.data_start[r] : n.data_start[r + 1]]
    kind = n.kind[r]
    if kind == _DIFFERENT:
        return _different(own, data, n.low[r], n.symbols)
    if kind == _LINEAR:
        return _linear(own, data, n.low[r], n.high[r], n.symbols)
    if kind == _BOUNDS:
        return _bounds(own, data, n.low[r], n.high[r], n.symbols)
    if kind == _ALLOWED:
        return _allowed(own, data, n.low[r])
    if kind == _FORBIDDEN:
        return _forbidden(own, data, n.low[r], n.symbols)
    return _regular(own, data, n.low[r], n.symbols)


@njit(cache=True)
def propagate(domains: Domains, changed: Ints, n: Net) -> bool:
    """Filters `domains` in place to the fixed point, given the cells whose domains have changed since the last one.

    False where some cell is left without a value; the domains then mean nothing.
    """
    relations = len(n.kind)
    waiting = np.zeros(relations, np.bool_)
    queue = np.empty(relations + 1, np.int64)
    head, tail = 0, 0
    for cell in changed:
        if domains[cell] == 0:
            return False
        for r in n.watchers[n.watcher_start[cell] : n.watcher_start[cell + 1]]:
            if not waiting[r]:
                waiting[r] = True
                queue[tail] = r
                tail += 1
    while head != tail:
        r = queue[head]
        head = (head + 1) % (relations + 1)
        waiting[r] = False
        cells = n.cells[n.cell_start[r] : n.cell_start[r + 1]]
        own = domains[cells]
        if not _filtered(r, own, n):
            return False
        for x in range(len(cells)):
            cell = cells[x]
            if own[x] != domains[cell]:
                domains[cell] = own[x]
                for other in n.watchers[n.watcher_start[cell] : n.watcher_start[cell + 1]]:
                    if other != r and not waiting[other]:
                        waiting[other] = True
                        queue[tail] = other
                        tail = (tail + 1) % (relations + 1)
    return True


@njit(cache=True)
def search(domains: Domains, preference: Ints, most: int, nodes: int, n: Net) -> tuple[Ints, int]:
    """Solutions by depth-first search from domains at the fixed point: the cell of fewest values first, its values by
    falling `preference` [cells, symbols].

    Returns up to `most` solutions [k, cells], and NONE (these are all), FOUND (there may be more) or GAVE_UP (after
    `nodes` trials).
    """
    count = len(domains)
    found = np.empty((most, count), np.int64)
    k = 0
    stack = np.empty((count + 1, count), np.int64)
    cells = np.empty(count + 1, np.int64)
    stack[0] = domains
    depth, tried = 0, 0
    changed = np.empty(1, np.int64)
    fresh = True
    while depth >= 0:
        now = stack[depth]
        if fresh:
            chosen, fewest = -1, n.symbols + 1
            for cell in range(count):
                size = size_of(now[cell])
                if size > 1 and size < fewest:
                    chosen, fewest = cell, size
            cells[depth] = chosen
            if chosen < 0:
                for cell in range(count):
                    found[k, cell] = _lowest(now[cell])
                k += 1
                if k == most:
                    return found, FOUND
                depth -= 1
                fresh = False
                continue
        cell = cells[depth]
        if now[cell] == 0:
            depth -= 1
            fresh = False
            continue
        value, bits = -1, now[cell]
        while bits:
            v = _lowest(bits)
            bits &= bits - 1
            if value < 0 or preference[cell, v] > preference[cell, value]:
                value = v
        if tried == nodes:
            return found[:k], GAVE_UP
        tried += 1
        stack[depth + 1] = now
        now[cell] &= ~(1 << value)
        stack[depth + 1, cell] = 1 << value
        changed[0] = cell
        fresh = propagate(stack[depth + 1], changed, n)
        if fresh:
            depth += 1
    return found[:k], NONE
