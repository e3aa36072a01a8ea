"""Which part of what was asked for is at fault, where the whole holds nothing or is too large."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from constrained_diffusion.automata.compile import automaton_of
from constrained_diffusion.automata.work import bounded
from constrained_diffusion.errors import ConstraintTooLarge, UnsatisfiableConstraint
from constrained_diffusion.languages.ir import (
    Characters,
    Folded,
    Grammar,
    Language,
    Node,
    Text,
    Within,
    distinct_subtrees,
)
from constrained_diffusion.languages.json_schema.contradictions import contradiction
from constrained_diffusion.languages.parts import Part, weight
from constrained_diffusion.languages.wanted import Wanted
from constrained_diffusion.vocabulary import Vocabulary

_COUNTS = ("minLength", "maxLength", "minItems", "maxItems", "multipleOf", "pattern")
_LOOKED_AT = 1_000_000
"""The weights of the parts that are looked at, together: they are compiled one by one."""

_TOUCHING = (
    "lower its counts ({m,n}), and put a blank or a sign that is required between names and keywords: there is no "
    "lexer to keep them apart"
)
_NAMED, _SMALL_CLASS = 8, 64
"""Characters that an error names, and of a class that it may name them of."""


def why_empty(wanted: Wanted, vocabulary: Vocabulary) -> UnsatisfiableConstraint:
    """The error that names the part which no text, or no sequence of tokens, is in, and what to do about it."""

    def is_empty(language: Language) -> bool:
        return automaton_of(language, vocabulary).is_empty

    try:
        with bounded():
            part = _innermost(wanted, is_empty)
    except ConstraintTooLarge:
        part = None  # one part by itself is too large to be looked at: the whole is spoken of
    place = f" ({part.place})" if part is not None else ""
    unspelled = _unspelled(wanted.language if part is None else part.language, vocabulary)
    if unspelled is not None:
        return UnsatisfiableConstraint(
            f"{unspelled}{place}; use other characters, or a vocabulary with a token for every byte", cause="language"
        )
    if part is None:
        return UnsatisfiableConstraint(
            "the language is empty, or no sequence of fewer than 2^30 of the vocabulary's tokens spells a member of it",
            cause="language",
        )
    return UnsatisfiableConstraint(f"no value fits {contradiction(part.asks)}{place}", cause="language")


def where_too_large(error: ConstraintTooLarge, wanted: Wanted) -> ConstraintTooLarge:
    """The error with the place of the innermost part that makes up at least half of the whole, and what is known to
    make it smaller.
    """
    if wanted.smaller:
        return ConstraintTooLarge(error.reason, wanted.smaller)
    known = Folded[int]()
    found = [weight(part.tree, known) for part in wanted.parts]
    most = max(found, default=0)
    heavy = next((part for part, weight in zip(wanted.parts, found, strict=True) if 2 * weight >= most), None)
    if heavy is None:
        return error
    counts = ", ".join(f"{keyword} {heavy.asks[keyword]}" for keyword in _COUNTS if keyword in heavy.asks)
    place = f"most of it stands {heavy.place}{f' ({counts})' if counts else ''}"
    is_a_rule = not heavy.asks
    return ConstraintTooLarge(f"{error.reason}; {place}", _TOUCHING if is_a_rule else error.remedy)


def _innermost(wanted: Wanted, is_empty: Callable[[Language], bool]) -> Part | None:
    """The innermost part that is empty, and with it all around it up to the whole."""
    by_place = {part.place: part for part in wanted.parts}
    left, known = _LOOKED_AT, Folded[int]()

    def takes_all(part: Part) -> bool:
        """Whether what is around the part has no text because the part has none."""
        around: Part | None = part
        while around is not None:
            if around.language == wanted.language:
                return True
            around = None if around.within is None else by_place.get(around.within)
            if around is not None and "anyOf" in around.asks and not is_empty(around.language):
                return False  # another option has one
        return False

    for part in wanted.parts:
        left -= weight(part.tree, known)
        if left < 0:
            return None
        if is_empty(part.language) and takes_all(part):
            return part
    return None


def _unspelled(language: Language, vocabulary: Vocabulary) -> str | None:
    """Which characters the vocabulary lacks bytes of, if it is for them that a language has no text that it spells."""
    held = set(b"".join(vocabulary.token_bytes(token) for token in range(vocabulary.size)))
    missing: dict[str, None] = {}
    for tree in _trees(language):
        for node in distinct_subtrees(tree):
            missing |= dict.fromkeys(char for char in _fixed(node) if not held.issuperset(char.encode()))
    if not missing or _is_empty_but_for(language, set()):
        return None
    for char in list(missing)[:_NAMED]:
        if _is_empty_but_for(language, set(char.encode()) - held):
            return f"the vocabulary cannot spell {char!r}, which every text that would do has"
    named = ", ".join(map(repr, list(missing)[:_NAMED])) + (", ..." if len(missing) > _NAMED else "")
    return f"every text that would do has a character that the vocabulary cannot spell, one of {named}"


def _fixed(node: Node) -> Iterator[str]:
    """The characters of a text, or of a small class."""
    if isinstance(node, Text):
        yield from node.text
    elif isinstance(node, Characters) and sum(last - first + 1 for first, last in node.ranges) <= _SMALL_CLASS:
        yield from (chr(code) for first, last in node.ranges for code in range(first, last + 1))


def _is_empty_but_for(language: Language, lacking: set[int]) -> bool:
    """Whether no text is spelled by bytes other than these."""
    spelling = [bytes([byte]) for byte in range(256) if byte not in lacking]
    return automaton_of(language, Vocabulary.from_bytes([*spelling, b""], eos=len(spelling))).is_empty


def _trees(language: Language) -> list[Node]:
    match language:
        case Grammar(_, rules):
            return [tree for _, tree in rules]
        case Within(grammar, regular):
            return [*_trees(grammar), regular]
        case _:
            return [language]
