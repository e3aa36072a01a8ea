"""Which labels stand on some completion of a canvas: the chart of `machines.chart` in the Boolean semiring.

Rows over frames are bit sets, 64 frames a word, so that "multiply and add" is one "or" for 64 frames. Layers of inside
rows are kept, as they are small. A row that can gain no further bits is not looked at again: frames of one opening are
read from the latest on, and what all earlier ones together could add is known (`upto`).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from constrained_diffusion.inference.machines.chart import capacities, row_starts

_ONE = np.uint64(1)
_NONE = np.uint64(0)


@njit(cache=True)
def relaxed(n, net, allowed):  # type: ignore[no-untyped-def]
    """States [n + 1, S] on a way from the start to the end, if a return could go to any caller."""
    states, closings = len(net.procedure), len(net.closing_procedure)
    ahead = np.zeros((n + 1, states), np.bool_)
    behind = np.zeros((n + 1, states), np.bool_)
    ahead[0, 0] = True
    for j in range(n):
        row = ahead[j]
        for q in range(closings):
            for k in range(net.closing_offsets[q], net.closing_offsets[q + 1]):
                if row[net.closing_members[k]] and allowed[j, net.closing_labels[k]]:
                    for v in range(net.virtual_offsets[q], net.virtual_offsets[q + 1]):
                        row[net.virtual_states[v]] = True
                    break
        for u in range(len(net.opening_entry)):
            for k in range(net.call_offsets[net.opening_calls[u]], net.call_offsets[net.opening_calls[u + 1]]):
                if row[net.call_members[k]] and allowed[j, net.call_labels[k]]:
                    row[net.opening_entry[u]] = True
                    break
        for s in range(states):
            if row[s]:
                for e in range(net.first_edge[s], net.first_edge[s + 1]):
                    if allowed[j, net.label[e]]:
                        ahead[j + 1, net.target[e]] = True
    for s in range(states):
        behind[n, s] = ahead[n, s] and net.accepting[s]
    for j in range(n - 1, -1, -1):
        row = behind[j]
        for s in range(states):
            if ahead[j, s]:
                for e in range(net.first_edge[s], net.first_edge[s + 1]):
                    if allowed[j, net.label[e]] and behind[j + 1, net.target[e]]:
                        row[s] = True
                        break
        for u in range(len(net.opening_entry) - 1, -1, -1):
            if row[net.opening_entry[u]]:
                for k in range(net.call_offsets[net.opening_calls[u]], net.call_offsets[net.opening_calls[u + 1]]):
                    s = net.call_members[k]
                    row[s] = row[s] or (ahead[j, s] and allowed[j, net.call_labels[k]])
        for q in range(closings - 1, -1, -1):
            for v in range(net.virtual_offsets[q], net.virtual_offsets[q + 1]):
                if row[net.virtual_states[v]]:
                    for k in range(net.closing_offsets[q], net.closing_offsets[q + 1]):
                        s = net.closing_members[k]
                        row[s] = row[s] or (ahead[j, s] and allowed[j, net.closing_labels[k]])
                    break
    return behind


@njit(cache=True)
def _or(out, start, row, row_start, words):  # type: ignore[no-untyped-def]
    for w in range(words):
        out[start + w] |= row[row_start + w]


@njit(cache=True)
def _covers(out, start, row, row_start, words):  # type: ignore[no-untyped-def]
    for w in range(words):  # noqa: SIM110
        if row[row_start + w] & ~out[start + w]:
            return False
    return True


@njit(cache=True)
def _meet(first, start, second, other, words):  # type: ignore[no-untyped-def]
    for w in range(words):  # noqa: SIM110
        if first[start + w] & second[other + w]:
            return True
    return False


@njit(cache=True)
def living_labels(n, net, allowed):  # type: ignore[no-untyped-def]
    """[n, labels] bool: labels on a completion; and whether there is a completion."""
    living = np.zeros(allowed.shape, np.bool_)
    live = relaxed(n, net, allowed)
    if not live[0, 0]:
        return living, False
    states, procedures, closings = len(net.procedure), len(net.size), len(net.closing_procedure)
    most = capacities(n, net, live)
    width = (most + 63) // 64
    start, size = row_starts(net, width)
    frames = most.sum()
    position = np.zeros(frames, np.int64)
    opening = np.full(frames, -1, np.int64)
    anchor = np.zeros(frames, np.int64)
    frame_of = np.zeros((procedures, most.max()), np.int64)
    alive = np.zeros((n + 1, procedures), np.int64)
    first_row = np.zeros(frames + 1, np.int64)
    row_start = np.zeros(1024, np.int64)
    called = np.zeros(1 << 12, np.uint64)
    upto = np.zeros(1 << 12, np.uint64)  # of every row of `called`, with those of earlier frames of its opening
    latest = np.full(len(net.opening_entry), -1, np.int64)
    earlier = np.full(frames, -1, np.int64)  # the frame before of the same opening
    closed = np.zeros((n, closings, width.max()), np.uint64)
    layers = np.zeros((n + 1, size), np.uint64)
    layers[0, start[0]] = _ONE
    alive[0, 0] = 1
    count, rows, past = 1, 0, 0
    for j in range(n):
        now = layers[j]
        alive[j + 1] = alive[j]
        words = (alive[j] + 63) // 64
        for q in range(closings):
            p = net.closing_procedure[q]
            bits = closed[j, q]
            for k in range(net.closing_offsets[q], net.closing_offsets[q + 1]):
                s = net.closing_members[k]
                if live[j, s] and allowed[j, net.closing_labels[k]]:
                    _or(bits, 0, now, start[s], words[p])
            for u in range(len(net.opening_entry)):
                if net.opening_procedure[u] != p:
                    continue
                for k in range(net.opening_calls[u + 1] - net.opening_calls[u]):
                    g = net.opening_calls[u] + k
                    virtual = net.return_of[q, g]
                    if virtual < 0 or not live[j, virtual]:
                        continue
                    f, length, target = latest[u], words[net.call_procedure[g]], start[virtual]
                    while f >= 0:
                        row = row_start[first_row[f] + k]
                        if _covers(now, target, upto, row, length):
                            break
                        if (bits[anchor[f] // 64] >> np.uint64(anchor[f] % 64)) & _ONE:
                            _or(now, target, called, row, length)
                        f = earlier[f]
        for u in range(len(net.opening_entry)):
            entry = net.opening_entry[u]
            if not live[j, entry]:
                continue
            begun, filled = rows, past
            used = False
            for g in range(net.opening_calls[u], net.opening_calls[u + 1]):
                length = width[net.call_procedure[g]]
                if rows == len(row_start):
                    row_start = np.concatenate((row_start, row_start))
                while past + length > len(called):
                    called = np.concatenate((called, called))
                    upto = np.concatenate((upto, upto))
                called[past : past + length] = _NONE
                for k in range(net.call_offsets[g], net.call_offsets[g + 1]):
                    s = net.call_members[k]
                    if live[j, s] and allowed[j, net.call_labels[k]]:
                        _or(called, past, now, start[s], length)
                if not used:
                    for w in range(length):
                        if called[past + w]:
                            used = True
                            break
                row_start[rows] = past
                rows += 1
                past += length
            if not used:
                rows, past = begun, filled
                continue
            p = net.opening_procedure[u]
            a = alive[j + 1, p]
            alive[j + 1, p] += 1
            position[count] = j
            opening[count] = u
            anchor[count] = a
            frame_of[p, a] = count
            first_row[count] = begun
            first_row[count + 1] = rows
            upto[filled:past] = called[filled:past]
            earlier[count] = latest[u]
            if latest[u] >= 0:
                before = row_start[first_row[latest[u]]]
                for w in range(past - filled):
                    upto[filled + w] |= upto[before + w]
            latest[u] = count
            count += 1
            now[start[entry] + a // 64] |= _ONE << np.uint64(a % 64)
        words = (alive[j + 1] + 63) // 64
        then = layers[j + 1]
        for s in range(states):
            length = words[net.procedure[s]]
            if live[j, s] and length > 0:
                for e in range(net.first_edge[s], net.first_edge[s + 1]):
                    t = net.target[e]
                    if allowed[j, net.label[e]] and live[j + 1, t]:
                        _or(then, start[t], now, start[s], length)
    behind, ahead = np.zeros(size, np.uint64), np.zeros(size, np.uint64)
    completable = False
    for s in range(states):
        if net.accepting[s] and layers[n, start[s]]:
            behind[start[s]] = _ONE
            completable = True
    if not completable:
        return living, False
    wanted = np.zeros(past + 1, np.uint64)
    open_rows = np.diff(first_row)  # rows of a frame that may still gain bits
    filled_row = np.zeros(rows + 1, np.bool_)
    last = count
    for j in range(n - 1, -1, -1):
        now = layers[j]
        words = (alive[j + 1] + 63) // 64
        ahead[:] = _NONE
        for s in range(states):
            length = words[net.procedure[s]]
            if not live[j, s] or length == 0:
                continue
            for e in range(net.first_edge[s], net.first_edge[s + 1]):
                t, m = net.target[e], net.label[e]
                if allowed[j, m] and live[j + 1, t]:
                    _or(ahead, start[s], behind, start[t], length)
                    if not living[j, m] and _meet(now, start[s], behind, start[t], length):
                        living[j, m] = True
        while last > 1 and position[last - 1] == j:
            last -= 1
            u = opening[last]
            for g in range(net.opening_calls[u], net.opening_calls[u + 1]):
                row = row_start[first_row[last] + g - net.opening_calls[u]]
                for k in range(net.call_offsets[g], net.call_offsets[g + 1]):
                    s, m = net.call_members[k], net.call_labels[k]
                    if live[j, s] and allowed[j, m]:
                        length = width[net.call_procedure[g]]
                        _or(ahead, start[s], wanted, row, length)
                        if not living[j, m] and _meet(now, start[s], wanted, row, length):
                            living[j, m] = True
        words = (alive[j] + 63) // 64
        for q in range(closings - 1, -1, -1):
            p = net.closing_procedure[q]
            for w in range(words[p]):
                left = closed[j, q, w]
                useful = _NONE
                while left:
                    lowest = left & (~left + _ONE)
                    left ^= lowest
                    f = frame_of[p, 64 * w + _bit(lowest)]
                    u = opening[f]
                    for k in range(net.opening_calls[u + 1] - net.opening_calls[u]):
                        if useful & lowest and open_rows[f] == 0:
                            break
                        g = net.opening_calls[u] + k
                        virtual = net.return_of[q, g]
                        if virtual < 0 or not live[j, virtual]:
                            continue
                        number = first_row[f] + k
                        row, length = row_start[number], words[net.call_procedure[g]]
                        if not useful & lowest and _meet(called, row, ahead, start[virtual], length):
                            useful |= lowest
                        if not filled_row[number]:
                            _or(wanted, row, ahead, start[virtual], length)
                            if _covers(wanted, row, called, row, length):
                                filled_row[number] = True
                                open_rows[f] -= 1
                if useful:
                    for k in range(net.closing_offsets[q], net.closing_offsets[q + 1]):
                        s, m = net.closing_members[k], net.closing_labels[k]
                        if live[j, s] and allowed[j, m]:
                            ahead[start[s] + w] |= useful
                            if now[start[s] + w] & useful:
                                living[j, m] = True
        behind, ahead = ahead, behind
    return living, True


@njit(cache=True)
def _bit(lowest):  # type: ignore[no-untyped-def]
    """The number of the only bit that is set."""
    number = 0
    if lowest & np.uint64(0xFFFFFFFF00000000):
        number += 32
    if lowest & np.uint64(0xFFFF0000FFFF0000):
        number += 16
    if lowest & np.uint64(0xFF00FF00FF00FF00):
        number += 8
    if lowest & np.uint64(0xF0F0F0F0F0F0F0F0):
        number += 4
    if lowest & np.uint64(0xCCCCCCCCCCCCCCCC):
        number += 2
    if lowest & np.uint64(0xAAAAAAAAAAAAAAAA):
        number += 1
    return number
