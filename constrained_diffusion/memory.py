"""What was made once is kept, up to a number of bytes, and made once however many threads ask for it."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Condition, Lock
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from constrained_diffusion.checked import whole

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Values by key, the least recently used forgotten first.

    Making one value may ask for another, so long as no key in the end asks for itself.
    """

    def __init__(self, most_bytes: int, size: Callable[[K, V], int]) -> None:
        """
        Args:
            most_bytes: what all values together may take; a single one that takes more is not kept.
            size: the bytes of a key and its value.
        """
        self._most, self._size = most_bytes, size
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._bytes = 0
        self._making: set[K] = set()
        self._changed = Condition()
        _memories.add(self)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made now if it is not kept. Threads that ask for the same key meanwhile wait for it."""
        with self._changed:
            while key in self._making:
                self._changed.wait()
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
            self._making.add(key)
        try:
            value = make()
            size = self._size(key, value)
        except BaseException:
            with self._changed:
                self._making.discard(key)
                self._changed.notify_all()
            raise
        with self._changed:
            self._kept[key] = value, size
            self._bytes += size
            self._making.discard(key)
            self._forget()
            self._changed.notify_all()
        return value

    def __contains__(self, key: K) -> bool:
        """Whether a value is kept."""
        with self._changed:
            return key in self._kept

    @property
    def bytes(self) -> int:
        """What the values that are kept take together."""
        return self._bytes

    def limit(self, most_bytes: int) -> None:
        """Keeps no more than that from now on.

        Raises:
            InvalidArgument: it is negative.
        """
        most_bytes = whole("a memory's size in bytes", most_bytes, least=0)
        with self._changed:
            self._most = most_bytes
            self._forget()

    def _forget(self) -> None:
        while self._bytes > self._most and self._kept:
            _, (_, size) = self._kept.popitem(last=False)
            self._bytes -= size


_memories: WeakSet[Memory[Any, Any]] = WeakSet()
_forking = Lock()
_at_rest: list[Memory[Any, Any]] = []
"""The memories that a fork under way holds, so that the child finds each of them whole."""


def _before_fork() -> None:
    _forking.acquire()
    _at_rest[:] = _memories
    for memory in _at_rest:
        memory._changed.acquire()


def _after_fork_in_parent() -> None:
    while _at_rest:
        _at_rest.pop()._changed.release()
    _forking.release()


def _after_fork_in_child() -> None:
    while _at_rest:
        memory = _at_rest.pop()
        memory._making, memory._changed = set(), Condition()  # what other threads were making stayed with the parent
    _forking.release()


os.register_at_fork(before=_before_fork, after_in_parent=_after_fork_in_parent, after_in_child=_after_fork_in_child)
