"""What was made is kept within its bytes, and made once however many threads ask."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constrained_diffusion import Vocabulary, compile_constraint, limit_memory
from constrained_diffusion.automata.compile import compiled
from constrained_diffusion.memory import Memory


def sized(_: int, value: bytes) -> int:
    return len(value)


@given(st.lists(st.integers(0, 12)), st.integers(0, 30))
def test_never_more_than_its_bytes(keys: list[int], most: int) -> None:
    memory: Memory[int, bytes] = Memory(most, sized)
    made: list[int] = []

    def make(key: int) -> bytes:
        made.append(key)
        return b"x" * key

    kept: list[int] = []  # the least recently used first
    for key in keys:
        count = len(made)
        assert memory.get(key, lambda key=key: make(key)) == b"x" * key
        assert (len(made) == count) == (key in kept)
        kept = [other for other in kept if other != key] + [key]
        while sum(kept) > most:
            kept.pop(0)
        assert memory.bytes == sum(kept)


def test_lowering_the_limit_forgets_at_once() -> None:
    memory: Memory[int, bytes] = Memory(10, sized)
    for key in (4, 5):
        memory.get(key, lambda key=key: b"x" * key)
    memory.limit(5)
    assert memory.bytes == 5
    with pytest.raises(ValueError, match="at least 0"):
        memory.limit(-1)


def test_threads_that_ask_for_one_key_wait_for_one_making() -> None:
    memory: Memory[int, bytes] = Memory(100, sized)
    made: list[int] = []
    found: list[bytes] = []

    def make() -> bytes:
        made.append(1)
        time.sleep(0.05)
        return bytes(3)

    threads = [threading.Thread(target=lambda: found.append(memory.get(1, make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(made) == 1
    assert len(found) == 8
    assert all(value is found[0] for value in found)


def test_what_fails_is_not_kept_and_holds_nobody_up() -> None:
    memory: Memory[int, bytes] = Memory(100, sized)
    for _ in range(2):
        with pytest.raises(KeyError):
            memory.get(1, lambda: {}[1])
    assert memory.get(1, lambda: b"x") == b"x"


def test_a_value_may_ask_for_another() -> None:
    memory: Memory[int, bytes] = Memory(100, sized)
    assert memory.get(1, lambda: memory.get(2, lambda: b"x") * 2) == b"xx"
    assert memory.bytes == 3


def test_the_limit_of_compiled_constraints_is_a_setting() -> None:
    vocabulary = Vocabulary.from_bytes([b"", b"a"], eos=0)
    first = compile_constraint(vocabulary, regex="a{7}")
    assert compile_constraint(vocabulary, regex="a{7}").automaton is first.automaton
    limit_memory(constraints=0, byte_automata=0)
    try:
        assert compiled.bytes == 0
        assert compile_constraint(vocabulary, regex="a{7}").automaton is not first.automaton
    finally:
        limit_memory(constraints=512 << 20, byte_automata=128 << 20)
