"""Token sequences read one by one, piece by piece, by the arrays as they are described."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.automata.tokens.pushdown import TokenPushdown

LISTS = {"type": "array", "items": {"$ref": "#"}}
STRADDLING = [b"[", b"]", b"[[", b"]]", b"],[", b"],[[", b"]],["]
PIECES = [b"[", b"]", b",", b"[[]", b",["]

Run = tuple[int, tuple[int, ...]]
"""A state, and the calls that opened the frames below it."""


def _pushdown(tokens: list[bytes]) -> tuple[Vocabulary, TokenPushdown]:
    vocabulary = Vocabulary.from_bytes([b"", b"", *tokens], eos=0, pad=1)
    automaton = compile_constraint(vocabulary, schema=LISTS).automaton
    assert isinstance(automaton, TokenPushdown)
    return vocabulary, automaton


def _after(a: TokenPushdown, run: Run, kind: int, weighed: bool = False) -> list[Run]:
    """All ways to read a token of a class: closings, openings and one edge, of which exactly one weighs it."""

    def weighs(label: int) -> bool | None:
        """Whether a piece may be read now, and the token is weighed then."""
        if label == a.labels:
            return weighed
        holds = kind in a.label_classes[a.label_offsets[label] : a.label_offsets[label + 1]]
        return True if holds and not weighed else None

    (state, stack), found = run, []
    for s, t, label in zip(a.source, a.target, a.label, strict=True):
        if s == state and weighs(label):
            found.append((int(t), stack))
    for q, (first, past) in enumerate(itertools.pairwise(a.closing_offsets)):
        for s, label in zip(a.closing_members[first:past], a.closing_labels[first:past], strict=True):
            if s == state and (then := weighs(label)) is not None and stack:
                for r in np.flatnonzero((a.return_closing == q) & (a.return_call == stack[-1])):
                    found += _after(a, (int(a.return_state[r]), stack[:-1]), kind, then)
    for g, (first, past) in enumerate(itertools.pairwise(a.call_offsets)):
        for s, label in zip(a.call_members[first:past], a.call_labels[first:past], strict=True):
            if s == state and (then := weighs(label)) is not None:
                found += _after(a, (int(a.opening_entry[a.call_opening[g]]), (*stack, g)), kind, then)
    return found


def _is_member(text: bytes) -> bool:
    try:
        return json.dumps(json.loads(text), separators=(",", ":")).encode() == text
    except ValueError:
        return False


@pytest.mark.parametrize("tokens", [STRADDLING, PIECES], ids=["straddling", "pieces"])
def test_every_member_has_one_run(tokens: list[bytes]) -> None:
    vocabulary, automaton = _pushdown(tokens)
    level: list[tuple[tuple[int, ...], list[Run]]] = [((), [(0, ())])]
    least = None
    for length in range(6):
        for sequence, runs in level:
            accepted = sum(bool(automaton.accepting[state]) and not stack for state, stack in runs)
            assert accepted == _is_member(b"".join(map(vocabulary.token_bytes, sequence)))
            if accepted and least is None:
                least = length
        following = itertools.product(level, range(2, vocabulary.size))
        level = [
            ((*sequence, token), after)
            for (sequence, runs), token in following
            if (after := [end for run in runs for end in _after(automaton, run, automaton.class_of_token[token])])
            or len(sequence) < 2  # what has no run is not followed for long
        ]
    assert (automaton.least, automaton.longest) == (least, -1)
    assert automaton.is_unambiguous
    assert not automaton.is_empty


@pytest.mark.parametrize("tokens", [STRADDLING, PIECES], ids=["straddling", "pieces"])
def test_order(tokens: list[bytes]) -> None:
    _, a = _pushdown(tokens)
    assert (np.diff(a.source) >= 0).all()
    assert (np.diff(a.procedure) >= 0).all()
    assert (np.diff(a.call_opening) >= 0).all()
    assert (a.procedure[a.source] == a.procedure[a.target]).all()
    assert (a.procedure[a.opening_entry] == a.opening_procedure).all()
    assert (a.procedure[a.return_state] == a.call_procedure[a.return_call]).all()
    assert (a.opening_procedure[a.call_opening[a.return_call]] == a.closing_procedure[a.return_closing]).all()
    closing_of = dict(zip(a.return_state.tolist(), a.return_closing.tolist(), strict=True))
    for q, (first, past) in enumerate(itertools.pairwise(a.closing_offsets)):
        assert all(closing_of.get(s, -1) < q for s in a.closing_members[first:past].tolist())
    opening_of = dict(zip(a.opening_entry.tolist(), range(len(a.opening_entry)), strict=True))
    for g, (first, past) in enumerate(itertools.pairwise(a.call_offsets)):
        assert all(opening_of.get(s, -1) < a.call_opening[g] for s in a.call_members[first:past].tolist())
