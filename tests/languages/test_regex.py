"""The regex dialect: what it means (Python's `re` agrees on every text), and what it refuses."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.errors import InvalidRegex
from constrained_diffusion.languages.ir import ANY_CHARACTER, MAX_CODE_POINT, Characters, Node, Ranges, ranges_of
from constrained_diffusion.languages.regex import Dialect, Flags, full_match, search
from tests.languages.regex_patterns import Patterns, short_texts

PATTERNS = [
    r"abc",
    r"a|b|",
    r"(?:ab)+?c*",
    r"(?P<year>\d{4})-(?<month>\d\d)".replace("(?<month>", "(?P<month>"),
    r"[^\n\r]{2,3}",
    r"[a-c-]+",
    r"[\]x]+",
    r"[\w.-]+@\w+",
    r"\x41\u00e9\U0001F600",
    r"\s\S",
    r"x{0,2}",
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
        (r"(?=a)*b", "lookaround are nothing", 0),
        (r"^*b", "something to repeat", 0),
        (r"(a)\1", "backreferences", 3),
        (r"(?x)a", "the flag x", 0),
        (r"(?a:b)", "the flag a", 0),
        (r"a(?i)b", "at its start only", 1),
        (r"(?ii:b)", "twice", 0),
        (r"a**", "follows a quantifier", 2),
        (r"a{2}{3}", "follows a quantifier", 4),
        (r"a???", "follows a quantifier", 3),
        (r"{2}", "something to repeat", 0),
        (r"[a-\d]", r"write \\-", 2),
        (r"[\w-.]", r"write \\-", 3),
        (r"[[:alpha:]]", "POSIX", 1),
        (r"[]a]", "closing bracket", 0),
        (r"[^]", "closing bracket", 0),
        (r"x{,3}", r"write \{0,n\}", 1),
        (r"\07", "octal", 0),
        (r"\a", r"write \\x07", 0),
        (r"a\z", r"write \\Z", 1),
        (r"\uD83D", "stands for no character", 0),
        (r"\xG1", "malformed", 0),
        (r"\u{1_0}", "malformed", 0),
        (r"a++", "possessive", 2),
        (r"(?>a)", "atomic", 0),
        (r"(a", "not closed", 0),
        (r"a)", "without an opening", 1),
        (r"[a", "not closed", 0),
        (r"[b-a]", "wrong order", 2),
        (r"*a", "something to repeat", 0),
        (r"a{3,1}", "wrong order", 1),
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


def test_only_what_ecmascript_writes_stands_in_a_json_pattern() -> None:
    for pattern in (r"(?i)a", r"\Aa", r"a\Z", r"\U00000041", r"\N{BULLET}"):
        assert full_match(pattern)
        with pytest.raises(InvalidRegex, match="write"):
            search(pattern)


def test_only_what_python_writes_stands_in_its_dialect() -> None:
    for pattern in (r"(?<n>a)", r"\cA", r"\u{41}"):
        assert full_match(pattern)
        with pytest.raises(InvalidRegex, match="write"):
            full_match(pattern, dialect=Dialect.PYTHON)
    for pattern, text in (
        (r"[]a]", "]"),
        (r"x{,3}", "xxx"),
        (r"\07", "\7"),
        (r"\101", "A"),
        (r"[\7]", "\7"),
        (r"\a", "\7"),
    ):
        assert re.fullmatch(pattern, text)
        assert _accepts(full_match(pattern, dialect=Dialect.PYTHON), text)


def _accepts(node: Node, text: str) -> bool:
    return byte_automaton(node).accepts(text.encode())


EVERY = "".join(chr(code) for code in range(MAX_CODE_POINT + 1) if not 0xD800 <= code < 0xE000)
CLASSES = [
    ".", r"[^\w]", r"[^\d]", r"[^\s]", r"[\w\W]", r"[\d\D]", r"[^\D]", r"[^\Wa]", r"[^\S\n]", r"[\W_]", r"\w", r"\W",
    r"\D", r"\S",
    "(?i:k)", "(?i:[^k])", "(?i:s)", "(?i:[^i])", "(?i:[^İ])", "(?i:[^ß])", "(?i:[^ΐ])", r"(?i:[^\W])", "(?i:[а-я])"
]  # fmt: skip


def _by_re(pattern: str) -> Ranges:
    """The characters that `re` matches, given how it matches runs of them."""
    pairs = []
    for found in re.finditer(f"(?:{pattern})+", EVERY):
        low, high = ord(EVERY[found.start()]), ord(EVERY[found.end() - 1])
        pairs += [(low, high)] if high < 0xD800 or low >= 0xE000 else [(low, 0xD7FF), (0xE000, high)]
    return ranges_of(pairs)


@pytest.mark.parametrize("pattern", CLASSES)
def test_a_class_is_what_both_engines_read(pattern: str) -> None:
    """Over all characters: to `re` the one dialect is the engine itself, the other lies within it."""
    by_re = _by_re(pattern)
    python, both = full_match(pattern, dialect=Dialect.PYTHON), full_match(pattern)
    assert isinstance(python, Characters)
    assert isinstance(both, Characters)
    assert python.ranges == by_re
    assert ranges_of([*both.ranges, *by_re]) == by_re
    if pattern in (r"[\w\W]", r"[\d\D]"):
        assert both == ANY_CHARACTER
    # what is excluded is excluded whole
    excluded = {
        chr(c) for c in (0xE9, 0x661, 0x1C, 0xFEFF, 0x212A, 0x17F, 0x130, 0x131) if re.fullmatch(pattern, chr(c))
    }
    left = byte_automaton(full_match(rf"(?!{pattern})[\s\S]"))
    assert not any(left.accepts(character.encode()) for character in excluded)


def test_case_is_folded_as_re_folds_it() -> None:
    cased = [c for c in EVERY if c.lower() != c or c.upper() != c]
    dice = random.Random(1)
    text = "".join(cased)
    for character in [*"kKsSiIßΣσςǅΐﬅİıſК", *dice.sample(cased, 150)]:
        node = full_match(re.escape(character), dialect=Dialect.PYTHON, flags=Flags(ignore_case=True))
        assert isinstance(node, Characters)
        found = {chr(code) for low, high in node.ranges for code in range(low, high + 1)}
        assert found == set(re.findall(character, text, re.IGNORECASE)), character


SIZE = int(os.environ.get("REGEX_PATTERNS", "40"))


def _random_patterns(seed: int, size: int) -> list[tuple[str, re.Pattern[str], list[str]]]:
    """Patterns that `re` takes, and texts."""
    found = []
    for number in range(size):
        drawn = Patterns(random.Random(seed * 1_000_003 + number))
        pattern = drawn.pattern()
        try:
            compiled = re.compile(pattern)
        except re.error:  # lookbehind of more than one width
            continue
        found.append((pattern, compiled, [*short_texts(), *(drawn.text() for _ in range(20))]))
    return found


def test_random_patterns_agree_with_re() -> None:
    """Flags, classes, boundaries and lookaround anywhere: the Python dialect is `re`, the common one lies within it."""
    judged = refused = 0
    for pattern, compiled, texts in _random_patterns(5, SIZE):
        for match, by_re in ((full_match, compiled.fullmatch), (search, compiled.search)):
            for dialect in (Dialect.PYTHON, Dialect.COMMON):
                try:
                    automaton = byte_automaton(match(pattern, dialect=dialect))
                except InvalidRegex:
                    refused += 1
                    continue
                for text in texts:
                    ours, theirs = automaton.accepts(text.encode()), by_re(text) is not None
                    assert ours == theirs or (dialect is Dialect.COMMON and theirs), (pattern, text, match, dialect)
                    judged += ours
    assert judged > 1000
    assert refused < SIZE // 4  # more assertions than are supported


@pytest.mark.skipif(shutil.which("node") is None, reason="node is the oracle")
def test_random_patterns_lie_within_ecmascript() -> None:
    asked, automata = [], []
    for pattern, _, texts in _random_patterns(6, SIZE):
        if pattern.startswith("(?") and pattern[2] in "ims" and pattern[2 : pattern.index(")")].isalpha():
            flags, body = pattern[2 : pattern.index(")")], pattern[pattern.index(")") + 1 :]
        else:
            flags, body = "", pattern
        try:
            automata.append(byte_automaton(search(pattern, dialect=Dialect.COMMON)))
        except InvalidRegex:
            continue
        asked.append([body, flags + "u", texts])
    script = """
        const asked = JSON.parse(require("fs").readFileSync(0, "utf-8"));
        console.log(JSON.stringify(asked.map(([pattern, flags, texts]) => {
            try { const one = new RegExp(pattern, flags); return texts.map(text => one.test(text)); }
            catch (error) { return null; }
        })));
    """
    said = subprocess.run(["node", "-e", script], input=json.dumps(asked), capture_output=True, text=True, check=True)
    judged = 0
    for automaton, (pattern, flags, texts), answers in zip(automata, asked, json.loads(said.stdout), strict=True):
        for text, theirs in zip(texts, answers or [], strict=bool(answers)):
            ours = automaton.accepts(text.encode())
            assert theirs or not ours, (pattern, flags, text)
            judged += ours
    assert judged > 100


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        (r"^(a$|b)$", ["a", "b"]),
        (r"(\bfoo\b ?)+", ["foo", "foo foo", "foo "]),
        (r"^(?!.*--)[a-z-]+$", ["a-b"]),
        (r"(?=.*[a-z])(?=.*\d).{3,}", ["a1-", "--1a"]),
        (r"(?:(?!ab)[ab])*", ["", "ba", "bba"]),
        (r"(?<!a)b(?<=ab|b)", ["b"]),
    ],
)
def test_assertions_anywhere(pattern: str, texts: list[str]) -> None:
    automaton = byte_automaton(full_match(pattern))
    for text in texts:
        assert automaton.accepts(text.encode())
    for text in [*short_texts(), "foofoo", "a--b", "abc", "aab", "abab", "baab", "a1", "bb"]:
        if automaton.accepts(text.encode()):
            assert pattern.startswith("(?<!") or re.fullmatch(pattern, text), text


def test_patterns_nest_deeply() -> None:
    for depth in (197, 1_000, 2_000):
        assert _accepts(full_match("(" * depth + "a" + ")" * depth), "a")
    with pytest.raises(InvalidRegex, match="2000 deep") as raised:
        full_match("(" * 5_000 + "a" + ")" * 5_000)
    assert raised.value.position == 2_000


def test_long_patterns_are_bounded() -> None:
    assert _accepts(full_match("[a]" * 20_000), "a" * 20_000)
    with pytest.raises(InvalidRegex, match="counts"):
        full_match("a{" + "9" * 10_000 + "}")
    assert _accepts(search("(^|)" * 40 + "a" + "($|)" * 40), "bab")
    many = "".join(f"(?={letter}|.)" for letter in "abcdefghijklmn")
    with pytest.raises(InvalidRegex, match="at most 11"):
        full_match(many)
