"""When a budget is said to shut out texts: only if it does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import compile_constraint
from constrained_diffusion.cli.budget import shuts_out
from constrained_diffusion.languages.arguments import wanted
from constrained_diffusion.vocabulary import Vocabulary

VOCABULARY = Vocabulary.from_bytes(
    [*(bytes([byte]) for byte in range(256)), b"ab", b"abab", "éé".encode(), b"paid", b""], eos=260
)


@pytest.mark.parametrize(
    ("asked", "tokens", "expected"),
    [
        ({"choices": ["paid", "abab"]}, 1, False),  # letter by letter both are longer
        ({"choices": ["paid", "open"]}, 1, False),  # one of the longest can be spelled
        ({"choices": ["ab", "opened"]}, 1, True),
        ({"choices": ["ab", "opened"]}, 6, False),
        ({"choices": ["éé", "abc"]}, 1, False),
        ({"regex": "a*"}, 90, True),
        ({"regex": "x{9}"}, 8, True),
        ({"regex": "x{9}"}, 9, False),
        ({"regex": "x{0,999}"}, 9, True),
        ({"schema": {"type": "array", "items": {"type": "integer"}, "uniqueItems": True}}, 3, False),  # not known
        ({"schema": {"type": "string"}}, 40, True),
    ],
)
def test_languages(asked: Any, tokens: int, expected: bool) -> None:
    assert shuts_out(wanted(**asked), VOCABULARY, tokens) is expected


@given(st.lists(st.text("abé", min_size=1, max_size=6), min_size=1, max_size=4), st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_it_is_so_where_it_is_said(members: list[str], tokens: int) -> None:
    """Of all choices one by one: some takes more tokens, however it is cut."""
    if shuts_out(wanted(choices=members), VOCABULARY, tokens):
        needed = [compile_constraint(VOCABULARY, choices=[one]).min_length() for one in members]
        assert max(needed) > tokens
