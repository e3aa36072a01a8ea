"""Recursion that takes no room on Python's stack: generators that yield the calls they make (a trampoline)."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeAlias

Steps: TypeAlias = Generator[Any, Any, Any]
"""A call in steps: it yields other such calls, is sent what they return, and returns its own value."""


def unwound(call: Steps) -> Any:
    """What a call returns, however deep the calls nest that it makes. An error is raised as if calls were plain."""
    path = [call]
    answer: Any = None
    error: BaseException | None = None
    while path:
        try:
            asked = path[-1].send(answer) if error is None else path[-1].throw(error)
        except StopIteration as end:
            path.pop()
            answer, error = end.value, None
        except Exception as raised:
            path.pop()
            if not path:
                raise
            error = raised
        else:
            path.append(asked)
            answer, error = None, None
    return answer
