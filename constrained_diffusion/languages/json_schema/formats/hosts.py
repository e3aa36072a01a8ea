"""Host names (RFC 1123, section 2.1) and internationalized ones (RFC 5890 to 5892).

Labels with ``--`` as their third and fourth character are reserved, and those that begin ``xn--`` are Punycode, which
no regular language checks (RFC 5890, section 2.3.1): there are none.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from constrained_diffusion.languages.ir import (
    ANY_CHARACTER,
    Both,
    Characters,
    Except,
    Node,
    Ranges,
    Repeat,
    choice,
    optional,
    ranges_of,
    sequence,
    span,
)
from constrained_diffusion.languages.json_schema.formats.language import Format, matching
from constrained_diffusion.languages.regex import full_match

LONGEST_NAME = 253
"""RFC 1035, section 2.3.4: 255 octets with the length of the first label and the root."""
LONGEST_LABEL = 63
_LETTER_OR_DIGIT, _INNER = r"[A-Za-z0-9]", r"[A-Za-z0-9-]"


def label(longest: int | None, first: str = _LETTER_OR_DIGIT) -> str:
    """A label of letters, digits and hyphens (RFC 5890, section 2.3.1) that is neither reserved nor Punycode."""
    forms = [rf"{first}(?:{_INNER}?{_LETTER_OR_DIGIT})?", rf"{first}{_INNER}{{2}}{_LETTER_OR_DIGIT}"]
    more = "*" if longest is None else rf"{{0,{longest - 5}}}"
    forms.append(rf"{first}{_INNER}(?:{_INNER}{_LETTER_OR_DIGIT}|{_LETTER_OR_DIGIT}-){_INNER}{more}{_LETTER_OR_DIGIT}")
    return rf"(?:{'|'.join(forms)})"


def names(longest: int, last: Node, least: int = 1, labels: tuple[int, ...] = (62, 14)) -> Node:
    """Names of at least `least` labels and at most `longest` characters.

    To count characters and labels at once would take the product of the two counts. So there are kinds of names:
    of few labels that may be long, and of many short ones.

    Args:
        last: what the last label has to be among.
        least: of labels.
        labels: the longest label of each kind.
    """
    kinds = []
    for limit in labels:
        count = (longest + 1) // (limit + 1)
        kinds.append(_labels(full_match(label(limit)), Both(last, Repeat(ANY_CHARACTER, 1, limit)), least, count))
    return choice(*kinds)


def _labels(each: Node, last: Node, least: int, most: int) -> Node:
    return sequence(Repeat(sequence(each, "."), least - 1, most - 1), last)


@lru_cache(maxsize=1)
def _host_names() -> Node:
    # RFC 1123: the last label is not numeric, so that names are no addresses.
    return names(LONGEST_NAME, Except(full_match(label(LONGEST_LABEL)), full_match(r"\d+")))


def _wide_host_names() -> Node:
    """What the `fqdn` package takes, in any length: Punycode and reserved labels of any kind included.

    It compares without case, so that four letters count which are not ASCII; its digits are those of Unicode.
    """
    letter = r"[A-Za-z0-9\p{Nd}\u0130\u0131\u017F\u212A]"
    one = rf"{letter}(?:(?:{letter}|-)*{letter})?"
    return sequence(full_match(rf"(?:{one}\.)*{one}\.?"), optional("\n"))


_BLOCKS = (
    (0xDF, 0x24F), (0x370, 0x4FF), (0x531, 0x586), (0x904, 0x939), (0xE01, 0xE30), (0x10D0, 0x10FA), (0x1E00, 0x1EFF),
    (0x3041, 0x3096), (0x30A1, 0x30FA),
)  # fmt: skip
"""Latin, Greek, Cyrillic, Armenian, Devanagari, Thai, Georgian, Hiragana, Katakana."""
_HAN_AND_HANGUL = ((0x4E00, 0x9FA5), (0xAC00, 0xD7A3))
"""Blocks of letters that are all valid."""
_SIGMA = 0x3C2
_SHARP_S = 0xDF
LONGEST_FOREIGN_LABEL = 10
"""So many characters of these blocks have, with their prefix, a Punycode of at most 45, whichever they are."""


@lru_cache(maxsize=1)
def letters() -> Ranges:
    """Letters that are valid in labels, whatever stands beside them.

    RFC 5892, section 3: those that case folding and normalisation keep, here of left-to-right scripts only, so that the
    Bidi rule (RFC 5893) asks nothing. None of them composes with another, so that labels are in normal form.
    """
    kept = [code for low, high in _BLOCKS for code in range(low, high + 1) if _is_valid(chr(code))]
    return ranges_of([*((code, code) for code in (*kept, _SHARP_S, _SIGMA)), *_HAN_AND_HANGUL])


def _is_valid(letter: str) -> bool:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", letter).casefold())
    return (
        folded == letter and unicodedata.category(letter) in ("Ll", "Lo") and unicodedata.bidirectional(letter) == "L"
    )


def _foreign_label() -> Node:
    """A U-label (RFC 5890, section 2.3.2.1), or one of lower case ASCII; with single hyphens inside."""
    letter = Characters(ranges_of([*letters(), *span("a", "z").ranges, *span("0", "9").ranges]))
    whole = sequence(letter, Repeat(sequence(optional("-"), letter), 0, None))
    return Both(whole, Repeat(ANY_CHARACTER, 1, LONGEST_FOREIGN_LABEL))


def foreign_names(least: int = 1, most: int = 3) -> Node:
    """Names of so many labels, each of them short, so that Punycode makes none longer than `LONGEST_NAME`."""
    each = _foreign_label()
    return _labels(each, Except(each, full_match(r"\d+")), least, most)


# No character of ASCII but letters, digits and the hyphen is valid; four dots separate labels (RFC 3490, section 3.1).
_WIDE_FOREIGN = r"[A-Za-z0-9.\u0080-\u{10FFFF}-]+"

FORMATS = {
    "hostname": Format(_host_names, _wide_host_names),
    "host-name": Format(_host_names, _wide_host_names),
    "idn-hostname": Format(lambda: choice(_host_names(), foreign_names()), matching(_WIDE_FOREIGN)),
}
