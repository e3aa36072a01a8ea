"""A pushdown automaton over token classes: what a token does to the stack, cut at the borders of procedures.

A token read in some state first pops frames (those that it closes), then pushes some (those that it opens and leaves
open); calls that begin and end within the token are part of the reading. So a run of a token is

    state -> [closing] -> return state -> ... -> [opening] -> entry -> ... -> state

and the token is weighed once. What stands between two pieces are *virtual* states: for a **closing** and a return
state,
the state of having returned there within the token; for an **opening**, the state of having entered the procedure.
Closings are shared in two ways. *By states*: tokens that pop from the same states share a closing, whatever they read
after it, and are weighed on what leaves its return states. *By residual*: tokens of which the same is left after
popping
(``)`` and ``')`` have nothing left) share a closing, wherever they pop from, and are weighed where they pop. So are
openings, *by call* (whatever is read after it) and *by landing* (whatever is read before it). The least number that
serves all tokens is a minimum vertex cover of the pairs (from where, what then).
Openings and closings are the only places where frames meet, which is what the chart over a canvas costs
(`inference.machines.chart`).

What weighs nothing, because its token is weighed elsewhere, carries the label `free`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numba import njit
from numpy.typing import NDArray

from constrained_diffusion.automata.paths import UNREACHABLE, distances
from constrained_diffusion.automata.stack.ambiguity import is_unambiguous
from constrained_diffusion.automata.stack.pushdown import POPPED, Bodies, Configuration, Configurations
from constrained_diffusion.automata.tokens.classes import MAX_PAIRS, token_classes, token_maps
from constrained_diffusion.automata.tokens.ending import ending
from constrained_diffusion.automata.tokens.labels import Labelled, labelled_edges
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.vocabulary import Vocabulary

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class TokenPushdown(Labelled):
    """A pushdown automaton over token classes; state 0 is the start. Arrays are int32.

    Attributes:
        class_of_token: [V], -1 for tokens that no completion ever holds.
        label_offsets, label_classes: label l is the classes ``label_classes[label_offsets[l]:label_offsets[l + 1]]``;
            the last label is that of the tokens that fill the canvas after the end.
        source, target, label: [edges], sorted by source; targets are states between tokens. The label ``labels`` is
            `free`.
        accepting: [states] bool, states in which a canvas may be full.
        procedure: [states], whose frame a state belongs to, rising; 0 is that of the whole text.
        closing_offsets, closing_members, closing_labels: the states from which closing q pops, and what is read
        with it.
            A closing comes after those whose return states it pops from.
        closing_procedure: [closings], whose frames it closes.
        return_closing, return_call, return_state: [returns]: closing q of a frame opened by call g leads to a state.
        opening_procedure, opening_entry: [openings], the procedure that is entered and its entry state. An opening
            comes after those whose entry states it is made from.
        call_opening: [calls], a call is an opening with one return state.
        call_offsets, call_members, call_labels: the states in which call g is made, and what is read with it.
        call_procedure: [calls], whose frames make it.
        least: the least number of positions that hold a member, `UNREACHABLE` where there is none.
        longest: the greatest number of text tokens of a member, -1 if there is none.
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
    least: int
    longest: int
    is_unambiguous: bool

    @property
    def free(self) -> int:
        """The label, one past the last, of what is weighed elsewhere."""
        return self.labels

    @property
    def is_empty(self) -> bool:
        """Whether no token sequence of the vocabulary spells a member."""
        return bool(self.least >= UNREACHABLE)


def token_pushdown(bodies: Bodies, vocabulary: Vocabulary) -> TokenPushdown:
    """The automaton of all token sequences that spell a text of the bodies, closed by eos and padding.

    Raises:
        ConstraintTooLarge: the classes act on more pairs of states than the library is willing to hold.
    """
    configurations = Configurations(bodies)
    states = len(bodies.accepting)
    while True:
        table = np.ascontiguousarray(configurations.table[: len(configurations.sets)])
        node_map, offsets, pairs, complete, asked = token_maps(
            vocabulary.trie, bodies.byte_class, table, states, MAX_PAIRS
        )
        if not complete:
            raise ConstraintTooLarge(
                f"{states} states and {vocabulary.size} tokens meet in more than {MAX_PAIRS} ways; "
                "make the grammar smaller"
            )
        if len(asked) == 0:
            break
        configurations.fill(zip(*asked.T.tolist(), strict=True))
    class_of_token, used = token_classes(vocabulary, node_map, len(offsets) - 1)
    builder = _Builder(bodies, configurations)
    for kind, row in enumerate(used.tolist()):
        builder.read(kind, *pairs[offsets[row] : offsets[row + 1]].T)
    builder.finish()
    return builder.closed(vocabulary, class_of_token, len(used))


_FREE = -1
"""The class of what is weighed elsewhere."""

_Landing = tuple[int, tuple[int, ...]]
"""Where a procedure is entered: the state at the end of the token, and the return states pushed since."""


class _Builder:
    """Gathers edges, closings and openings from what every class does in every state."""

    def __init__(self, bodies: Bodies, configurations: Configurations) -> None:
        self.bodies, self.configurations = bodies, configurations
        single = [s[0][0] if len(s) == 1 and not s[0][1] and s[0][0] != POPPED else -1 for s in configurations.sets]
        self.single = np.array(single, np.int32)
        self.procedure: list[int] = bodies.procedure.tolist()
        self.plain: list[tuple[int, Ints, Ints]] = []
        self.edges: set[tuple[int, int, int]] = set()
        self.pops: dict[int, dict[tuple[int, int], set[tuple[int, int]]]] = {}
        """By height of the residual: (procedure, residual) -> (class, state)."""
        self._heights: dict[int, int] = {}
        self.pushes: dict[int, dict[tuple[int, int, _Landing], set[tuple[int, int]]]] = {}
        """By depth: (procedure, class, landing) -> states that push, with the return states they leave."""
        self.closings: list[tuple[int, set[tuple[int, int]]]] = []
        """(procedure, (class, state) that pop)"""
        self.returned: dict[tuple[int, int], int] = {}
        self.openings: list[tuple[int, int]] = []
        """(procedure, entry)"""
        self.calls: set[tuple[int, int, int, int]] = set()
        """(class, state, opening, return state)"""

    def read(self, kind: int, sources: Ints, sets: Ints) -> None:
        """What the tokens of class `kind` do in the states between tokens."""
        single = self.single[sets]
        moves = single >= 0
        self.plain.append((kind, sources[moves], single[moves]))
        for state, number in zip(sources[~moves].tolist(), sets[~moves].tolist(), strict=True):
            self._moves(kind, state, self.configurations.sets[number])

    def _moves(self, kind: int, source: int, configurations: Iterable[Configuration]) -> None:
        for state, stack in configurations:
            if state == POPPED:
                rows = self.pops.setdefault(self._height(stack[0]), {})
                rows.setdefault((self.procedure[source], stack[0]), set()).add((kind, source))
            else:
                self._lands(kind, source, state, stack)

    def _height(self, residual: int) -> int:
        """How often what is left may pop again."""
        if residual not in self._heights:
            again = [
                self._height(stack[0])
                for _, number in self.configurations.residuals[residual]
                for state, stack in self.configurations.sets[number]
                if state == POPPED
            ]
            self._heights[residual] = 1 + max(again, default=-1)
        return self._heights[residual]

    def _lands(self, kind: int, source: int, state: int, stack: tuple[int, ...]) -> None:
        if stack:
            callee = self.procedure[stack[1] if len(stack) > 1 else state]
            rows = self.pushes.setdefault(len(stack), {})
            rows.setdefault((callee, kind, (state, stack[1:])), set()).add((source, stack[0]))
        else:
            self.edges.add((kind, source, state))

    def _state(self, procedure: int) -> int:
        self.procedure.append(procedure)
        return len(self.procedure) - 1

    def finish(self) -> None:
        """Makes the virtual states, closings before openings, each level from the one before."""
        self._share_by_states()
        while self.pops:
            for (procedure, residual), members in self.pops.pop(max(self.pops)).items():
                closing = len(self.closings)
                self.closings.append((procedure, members))
                self._returns(closing, residual, _FREE)
        self._share_by_call()
        while self.pushes:
            rows = self.pushes.pop(max(self.pushes))
            landings: dict[tuple[int, _Landing], int] = {}
            for (procedure, kind, landing), pairs in rows.items():
                if (procedure, landing) not in landings:
                    landings[procedure, landing] = self._opening(procedure)
                opening = landings[procedure, landing]
                self.calls |= {(kind, state, opening, back) for state, back in pairs}
            for (_, (state, stack)), opening in landings.items():
                self._lands(_FREE, self.openings[opening][1], state, stack)

    def _returns(self, closing: int, residual: int, kind: int) -> None:
        """What the tokens of a class do where a closing returns to."""
        for back, number in self.configurations.residuals[residual]:
            if (closing, back) not in self.returned:
                self.returned[closing, back] = self._state(self.procedure[back])
            self._moves(kind, self.returned[closing, back], self.configurations.sets[number])

    def _share_by_states(self) -> None:
        """Closings for the sets of states that a minimum cover of (states, residual) names."""
        rows: dict[tuple[int, int, int], set[int]] = {}
        for group in self.pops.values():
            for (procedure, residual), members in group.items():
                for kind, state in members:
                    rows.setdefault((procedure, kind, residual), set()).add(state)
        elements = [((p, frozenset(states)), (p, residual), kind) for (p, kind, residual), states in rows.items()]
        chosen = _cover((left, right) for left, right, _ in elements)
        closings: dict[tuple[int, frozenset[int]], int] = {}
        for key, right, kind in elements:
            if key not in chosen:
                continue
            procedure, states = key
            if key not in closings:
                closings[key] = len(self.closings)
                self.closings.append((procedure, {(_FREE, state) for state in states}))
            height = self._height(right[1])
            self.pops[height][right] -= {(kind, state) for state in states}
            if not self.pops[height][right]:
                del self.pops[height][right]
        self.pops = {height: group for height, group in self.pops.items() if group}
        for key, right, kind in elements:
            if key in chosen:
                self._returns(closings[key], right[1], kind)

    def _share_by_call(self) -> None:
        """Openings for the sets of calls that a minimum cover of (calls, landing) names."""
        elements = [
            ((procedure, frozenset(pairs)), (procedure, landing), kind)
            for rows in self.pushes.values()
            for (procedure, kind, landing), pairs in rows.items()
        ]
        chosen = _cover((left, right) for left, right, _ in elements)
        self.pushes = {
            depth: {
                (procedure, kind, landing): pairs
                for (procedure, kind, landing), pairs in rows.items()
                if (procedure, frozenset(pairs)) not in chosen
            }
            for depth, rows in self.pushes.items()
        }
        openings: dict[tuple[int, frozenset[tuple[int, int]]], int] = {}
        for key, (_, (state, stack)), kind in elements:
            if key not in chosen:
                continue
            procedure, pairs = key
            if key not in openings:
                openings[key] = self._opening(procedure)
                self.calls |= {(_FREE, source, openings[key], back) for source, back in pairs}
            self._lands(kind, self.openings[openings[key]][1], state, stack)
        self.pushes = {depth: rows for depth, rows in self.pushes.items() if rows}

    def _opening(self, procedure: int) -> int:
        self.openings.append((procedure, self._state(procedure)))
        return len(self.openings) - 1

    def closed(self, vocabulary: Vocabulary, class_of_token: Ints, classes: int) -> TokenPushdown:
        """Adds eos and padding, drops what no run uses, and lays everything out in arrays."""
        end = self._state(0)
        kinds, sources, targets = self._edge_columns()
        accepting = np.zeros(end + 1, np.bool_)
        accepting[: len(self.bodies.accepting)] = self.bodies.accepting & (self.bodies.procedure == 0)
        accepting[end] = True
        after = ending(vocabulary, class_of_token, classes)
        closing = np.flatnonzero(accepting[:end])
        for eos in after.eos:
            kinds = np.append(kinds, np.full(len(closing), eos))
            sources = np.append(sources, closing)
            targets = np.append(targets, np.full(len(closing), end))
        live = _Live(self, accepting, kinds, sources, targets)
        return live.laid_out(after.class_of_token, after.filler)

    def _edge_columns(self) -> tuple[Ints, Ints, Ints]:
        loose = np.array(sorted(self.edges), np.int32).reshape(-1, 3)
        kinds = [np.full(len(sources), kind, np.int32) for kind, sources, _ in self.plain]
        return (
            np.concatenate([*kinds, loose[:, 0]]),
            np.concatenate([*(sources for _, sources, _ in self.plain), loose[:, 1]]),
            np.concatenate([*(targets for _, _, targets in self.plain), loose[:, 2]]),
        )


class _Live:
    """The part of the automaton that some run may use, under new numbers."""

    def __init__(self, builder: _Builder, accepting: Bools, kinds: Ints, sources: Ints, targets: Ints) -> None:
        self.configurations = builder.configurations
        self.accepting, self.procedure = accepting, np.array(builder.procedure, np.int32)
        self.kinds, self.sources, self.targets = kinds, sources, targets
        self.closings, self.returned = builder.closings, builder.returned
        self.openings, self.calls = builder.openings, builder.calls
        self.keep = self._useful()

    def _useful(self) -> Bools:
        """States on a path from start to end, were a return to lead to any caller."""
        silent = [
            (member, virtual)
            for (closing, _), virtual in self.returned.items()
            for _, member in self.closings[closing][1]
        ]
        silent += [(state, self.openings[opening][1]) for _, state, opening, _ in self.calls]
        pairs = np.array(silent, np.int64).reshape(-1, 2)
        count = len(self.accepting)
        graph = np.unique(
            np.concatenate([self.sources.astype(np.int64) * count + self.targets, pairs[:, 0] * count + pairs[:, 1]])
        )
        source, target = (graph // count).astype(np.int32), (graph % count).astype(np.int32)
        start = np.zeros(count, np.bool_)
        start[0] = True
        keep = _reached(source, target, start) & _reached(target, source, self.accepting)
        keep[[0, count - 1]] = True
        return keep

    def laid_out(self, class_of_token: Ints, filler: int) -> TokenPushdown:
        keep = self.keep
        kept = np.flatnonzero(keep)
        kept = kept[np.argsort(self.procedure[kept], kind="stable")]
        number = np.full(len(keep), -1, np.int32)
        number[kept] = np.arange(len(kept))
        end = int(number[-1])
        alive = keep[self.sources] & keep[self.targets]
        kinds, sources, targets = self.kinds[alive], number[self.sources[alive]], number[self.targets[alive]]
        opening_of = {
            opening: index
            for index, opening in enumerate(o for o, (_, entry) in enumerate(self.openings) if number[entry] >= 0)
        }
        made = sorted(
            (opening_of[opening], back, kind, int(number[state]))
            for kind, state, opening, back in self.calls
            if opening in opening_of and number[state] >= 0
        )
        calls = {key: index for index, key in enumerate(dict.fromkeys((opening, back) for opening, back, _, _ in made))}
        closings = [
            closing
            for closing, (_, members) in enumerate(self.closings)
            if any(number[state] >= 0 for _, state in members)
        ]
        # calls and closings are read like edges into states of their own, so that they get labels in the same way
        rows = [(kind, state, len(kept) + calls[opening, back]) for opening, back, kind, state in made]
        for index, closing in enumerate(closings):
            state_of = len(kept) + len(calls) + index
            rows += [
                (kind, int(number[s]), state_of) for kind, s in sorted(self.closings[closing][1]) if number[s] >= 0
            ]
        pseudo = np.array(rows, np.int32).reshape(-1, 3)
        kinds = np.concatenate([kinds, pseudo[:, 0]])
        sources = np.concatenate([sources, pseudo[:, 1]])
        targets = np.concatenate([targets, pseudo[:, 2]])
        used = np.zeros(int(class_of_token.max(initial=-1)) + 2, np.bool_)
        used[kinds[kinds >= 0]] = True
        used[filler] = True
        count = int(used.sum())
        renumbered = np.where(used, np.cumsum(used) - 1, -1).astype(np.int32)
        kinds, filler = np.where(kinds >= 0, renumbered[kinds], count), int(renumbered[filler])
        class_of_token = renumbered[class_of_token]
        order = np.argsort(kinds, kind="stable")
        offsets = np.searchsorted(kinds[order], np.arange(count + 2)).astype(np.int64)
        source, target, label, label_offsets, label_classes = labelled_edges(
            np.arange(count + 1, dtype=np.int32), offsets,
            np.stack([sources[order], targets[order]], axis=1).astype(np.int32),
            len(kept) + len(calls) + len(closings),
        )  # fmt: skip
        label, label_offsets, label_classes = _without_free(label, label_offsets, label_classes, count)
        labels = len(label_offsets)
        label = np.where(label < 0, labels, label)
        is_call = target >= len(kept)
        order = np.argsort(target[is_call], kind="stable")
        members, member_labels = source[is_call][order], label[is_call][order]
        member_offsets = np.searchsorted(
            target[is_call][order] - len(kept), np.arange(len(calls) + len(closings) + 1)
        ).astype(np.int32)
        past = member_offsets[len(calls)]
        columns = self._frames(number, list(calls), sorted(opening_of, key=lambda o: opening_of[o]), closings)
        columns |= {
            "call_offsets": member_offsets[: len(calls) + 1],
            "call_members": members[:past], "call_labels": member_labels[:past],
            "closing_offsets": member_offsets[len(calls) :] - past,
            "closing_members": members[past:], "closing_labels": member_labels[past:],
        }  # fmt: skip
        source, target, label = source[~is_call], target[~is_call], label[~is_call]
        source, target = np.append(source, end).astype(np.int32), np.append(target, end).astype(np.int32)
        label = np.append(label, labels - 1).astype(np.int32)
        order = np.argsort(source, kind="stable")
        accepting, procedure = self.accepting[kept], self.procedure[kept]
        least = _least(
            source[order], target[order], accepting,
            *(columns[name] for name in (
                "closing_offsets", "closing_members", "return_closing", "return_call", "return_state",
                "opening_entry", "call_opening", "call_offsets", "call_members",
            )),
        )  # fmt: skip
        return TokenPushdown(
            class_of_token=class_of_token,
            label_offsets=np.append(label_offsets, label_offsets[-1] + 1).astype(np.int32),
            label_classes=np.append(label_classes, filler).astype(np.int32),
            source=source[order],
            target=target[order],
            label=label[order],
            accepting=accepting,
            procedure=procedure,
            least=int(least),
            longest=-1,
            is_unambiguous=is_unambiguous(self.configurations),
            **columns,
        )

    def _frames(
        self, number: Ints, calls: list[tuple[int, int]], openings: list[int], closings: list[int]
    ) -> dict[str, Ints]:
        """Closings, openings and returns among the states that are kept, under their new numbers."""
        procedures = [self.openings[opening][0] for opening in openings]
        call_of: dict[tuple[int, int], list[int]] = {}  # (procedure entered, return state) -> calls
        for index, (opening, back) in enumerate(calls):
            call_of.setdefault((procedures[opening], back), []).append(index)
        renumbered = {closing: index for index, closing in enumerate(closings)}
        returns: list[tuple[int, int, int]] = []
        for (closing, back), virtual in self.returned.items():
            if closing in renumbered and number[virtual] >= 0:
                for call in call_of.get((self.closings[closing][0], back), ()):
                    returns.append((renumbered[closing], call, int(number[virtual])))
        returns.sort()
        columns = np.array(returns, np.int32).reshape(-1, 3)
        return {
            "closing_procedure": np.array([self.closings[closing][0] for closing in closings], np.int32),
            "return_closing": columns[:, 0].copy(),
            "return_call": columns[:, 1].copy(),
            "return_state": columns[:, 2].copy(),
            "opening_procedure": np.array(procedures, np.int32),
            "opening_entry": np.array([int(number[self.openings[opening][1]]) for opening in openings], np.int32),
            "call_opening": np.array([opening for opening, _ in calls], np.int32),
            "call_procedure": np.array([self.procedure[back] for _, back in calls], np.int32),
        }


def _cover(pairs: Iterable[tuple[Hashable, Hashable]]) -> set[Hashable]:
    """The left members of a minimum vertex cover of a bipartite graph (König)."""
    graph: nx.Graph[tuple[str, Hashable]] = nx.Graph()
    left = set()
    for first, second in pairs:
        left.add(("left", first))
        graph.add_edge(("left", first), ("right", second))
    cover: set[tuple[str, Hashable]] = set()
    for part in nx.connected_components(graph):
        inner = graph.subgraph(part)
        top = left & part
        matching = nx.bipartite.hopcroft_karp_matching(inner, top)
        cover |= nx.bipartite.to_vertex_cover(inner, matching, top)
    return {first for side, first in cover if side == "left"}


def _without_free(label: Ints, offsets: Ints, classes: Ints, free: int) -> tuple[Ints, Ints, Ints]:
    """Takes the label of the class `free` out of the labels; what carried it gets -1."""
    sizes = np.diff(offsets)
    is_free = (sizes == 1) & (classes[offsets[:-1]] == free)
    number = np.where(is_free, -1, np.cumsum(~is_free) - 1).astype(np.int32)
    kept = sizes[~is_free]
    return number[label], np.concatenate([[0], np.cumsum(kept)]).astype(np.int32), classes[np.repeat(~is_free, sizes)]


def _reached(source: Ints, target: Ints, start: Bools) -> Bools:
    """The states that edges lead to from `start`."""
    reached: Bools = distances(source, target, start) < UNREACHABLE
    return reached


@njit(cache=True)
def _least(  # type: ignore[no-untyped-def]
    source, target, accepting, closing_offsets, closing_members, return_closing, return_call, return_state,
    opening_entry, call_opening, call_offsets, call_members,
):  # fmt: skip
    """The least number of positions from the start to acceptance.

    within[u, q] is the least number of positions that a frame of opening u takes until closing q. Each is found by
    shortest paths in which a call counts what its frame takes; repeated until nothing changes.
    """
    states, openings, closings = len(accepting), len(opening_entry), len(closing_offsets) - 1
    first = np.searchsorted(source, np.arange(states + 1))
    made = np.zeros(states + 1, np.int64)
    for member in call_members:
        made[member + 1] += 1
    for s in range(states):
        made[s + 1] += made[s]
    fill = made[:-1].copy()
    calls = np.empty(len(call_members), np.int32)
    for g in range(len(call_opening)):
        for k in range(call_offsets[g], call_offsets[g + 1]):
            calls[fill[call_members[k]]] = g
            fill[call_members[k]] += 1
    order = np.argsort(return_call, kind="mergesort")
    leads = np.searchsorted(return_call[order], np.arange(len(call_opening) + 1))
    within = np.full((openings + 1, closings), UNREACHABLE, np.int32)
    distance = np.full(states, UNREACHABLE, np.int32)
    queued = np.zeros(states, np.bool_)
    queue = np.empty(states + 1, np.int32)
    least = UNREACHABLE
    changed = True
    while changed:
        changed = False
        for u in range(openings + 1):
            distance[:] = UNREACHABLE
            begin = opening_entry[u] if u < openings else 0
            distance[begin] = 0
            head, tail = 0, 1
            queue[0] = begin
            queued[begin] = True
            while head != tail:
                s = queue[head]
                head = head + 1 if head < states else 0
                queued[s] = False
                for e in range(first[s], first[s + 1]):
                    t = target[e]
                    if distance[s] + 1 < distance[t]:
                        distance[t] = distance[s] + 1
                        if not queued[t]:
                            queued[t] = True
                            queue[tail] = t
                            tail = tail + 1 if tail < states else 0
                for c in range(made[s], made[s + 1]):
                    g = calls[c]
                    for k in range(leads[g], leads[g + 1]):
                        r = order[k]
                        t = return_state[r]
                        takes = within[call_opening[g], return_closing[r]]
                        if takes < UNREACHABLE and distance[s] + takes < distance[t]:
                            distance[t] = distance[s] + takes
                            if not queued[t]:
                                queued[t] = True
                                queue[tail] = t
                                tail = tail + 1 if tail < states else 0
            if u == openings:
                for s in range(states):
                    if accepting[s]:
                        least = min(least, distance[s])
                continue
            for q in range(closings):
                found = UNREACHABLE
                for k in range(closing_offsets[q], closing_offsets[q + 1]):
                    found = min(found, distance[closing_members[k]])
                if found < within[u, q]:
                    within[u, q] = found
                    changed = True
    return least
