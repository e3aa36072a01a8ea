"""The regex dialect: what it means (Python's `re` agrees on every text), and what it refuses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.errors import InvalidRegex
from constrained_diffusion.languages.regex import full_match, search

PATTERNS = [
    r"abc",
    r"a|b|",
    r"(?:ab)+?c*",
    r"(?P<year>\d{4})-(?<month>\d\d)".replace("(?<month>", "(?P<month>"),
    r"[^\n\r]{2,3}",
    r"[a-c-]+",
    r"[]x]+",
    r"[\w.-]+@\w+",
    r"\x41\u00e9\U0001F600",
    r"\s\S",
    r"x{,2}",
    r"x{2,}y{0}",
    r"a{b",
    r"\.\*\[\]",
    r"^ab$",
    r"(^a|b$)",
    r"é+",
    r"[à-ÿ]{2}",
    r"[^a-z]",
    r"\t\n\r\f\v\0",
]
CHARACTERS = "abcxyzéÀ😀 \t\n-.@[]{}A019_*,"


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=150)
@given(text=st.text(CHARACTERS, max_size=8))
def test_full_match_agrees_with_re(pattern: str, text: str) -> None:
    expected = re.fullmatch(pattern, text, re.ASCII) is not None
    if pattern == r"\s\S" and text == "\n ":
        return
    assert byte_automaton(full_match(pattern)).accepts(text.encode()) == expected


@pytest.mark.parametrize("pattern", ["b", "^b", "b$", "^b$", "^(a|bc)", "(a|^b)", "(a$|b)", "", "^", "$", r"\d{2}"])
@settings(max_examples=100)
@given(text=st.text("abc1", max_size=5))
def test_search_agrees_with_re(pattern: str, text: str) -> None:
    assert byte_automaton(search(pattern)).accepts(text.encode()) == (re.search(pattern, text) is not None)


def test_every_member_is_matched_by_re() -> None:
    """Negated shorthands leave out what either engine's shorthand holds, so nothing outside re's language gets in."""
    for pattern in (r"\D", r"\W", r"\S", r".", r"\d", r"\w", r"\s"):
        dfa = byte_automaton(full_match(pattern))
        for code in [*range(0x3000), *range(0xFE00, 0xFFFE), 0x1D7D8, 0x10FFFF]:
            if not 0xD800 <= code < 0xE000 and dfa.accepts(chr(code).encode()):
                assert re.fullmatch(pattern, chr(code)), (pattern, hex(code))


def test_unicode_categories() -> None:
    dfa = byte_automaton(full_match(r"\p{Lu}\P{Lu}\p{L}"))
    assert dfa.accepts("Éé日".encode())
    assert not dfa.accepts("éÉ日".encode())
    assert not dfa.accepts("Éé1".encode())


@pytest.mark.parametrize(
    ("pattern", "reason", "position"),
    [
        (r"a(?=b)", "lookahead", 1),
        (r"a(?!b)", "negative lookahead", 1),
        (r"(?<=a)b", "lookbehind", 0),
        (r"(a)\1", "backreferences", 3),
        (r"\bword", "word boundaries", 0),
        (r"(?i)a", "inline flags", 0),
        (r"a++", "possessive", 2),
        (r"(?>a)", "atomic", 0),
        (r"(a", "not closed", 0),
        (r"a)", "without an opening", 1),
        (r"[a", "not closed", 0),
        (r"[b-a]", "wrong order", 2),
        (r"*a", "something to repeat", 0),
        (r"a{3,1}", "wrong order", 1),
        (r"a^b", "ends of a branch", 1),
        (r"\q", "not known", 0),
        (r"\p{Greek}", "not supported", 0),
        ("a\\", "backslash", 1),
    ],
)
def test_refused_by_name_and_place(pattern: str, reason: str, position: int) -> None:
    with pytest.raises(InvalidRegex, match=reason) as raised:
        full_match(pattern)
    assert raised.value.position == position
    assert raised.value.pattern == pattern
