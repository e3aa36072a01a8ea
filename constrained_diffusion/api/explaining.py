"""Which part of what was asked for is at fault, where the whole holds nothing or is too large."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from constrained_diffusion.automata.compile import automaton_of
from constrained_diffusion.automata.work import at_most, bounded
from constrained_diffusion.errors import ConstraintTooLarge, UnsatisfiableConstraint
from constrained_diffusion.languages.ir import (
    Characters,
    Folded,
    Grammar,
    Language,
    Node,
    Reference,
    Repeat,
    Text,
    Within,
    complement,
    distinct_subtrees,
    ranges_of,
    within,
)
from constrained_diffusion.languages.json_schema.contradictions import contradiction
from constrained_diffusion.languages.parts import Part, weight
from constrained_diffusion.languages.shortest import circle, reached, shortest
from constrained_diffusion.languages.wanted import Wanted
from constrained_diffusion.shown import place_shown
from constrained_diffusion.vocabulary import Vocabulary

_COUNTS = ("minLength", "maxLength", "minItems", "maxItems", "multipleOf", "pattern")
_LOOKED_AT = 1_000_000
"""The weights of the parts that are looked at, together: they are compiled one by one."""
_MOST_OF_ONE = 100_000
"""What one part weighs at most: the weight of what is in two languages is a product, which is seldom come to."""
_STEPS = 300_000_000
"""Of compiling parts, to find the one at fault."""

_TOUCHING = (
    "lower its counts ({m,n}), and put a blank or a sign that is required between names and keywords: there is no "
    "lexer to keep them apart"
)
_LONGEST = 2**30
"""Characters that no canvas holds: a language of longer texts counts as empty."""
_BYTES = frozenset(bytes([byte]) for byte in range(256))
_NO_SEQUENCE = "no sequence of the vocabulary's tokens spells a text of the language"
_EVERY_BYTE = "use a vocabulary with a token for every byte"
_OTHERS = "use other characters, or a vocabulary with a token for every byte"
_NAMED, _SMALL_CLASS = 8, 64
"""Characters that an error names, and of a class that it may name them of."""


def why_empty(wanted: Wanted, vocabulary: Vocabulary) -> UnsatisfiableConstraint:
    """The error that names the part which no text, or no sequence of tokens, is in, and what to do about it."""
    reason, remedy = _looked_for(wanted, vocabulary)
    return UnsatisfiableConstraint(reason, cause="language", remedy=remedy)


def _looked_for(wanted: Wanted, vocabulary: Vocabulary) -> tuple[str, str]:
    """What has no text, with its place, and what would do."""
    least = _shortest(wanted.language)
    if least == math.inf:
        return _unending(wanted)
    if least > _LONGEST:
        return f"no text that would do has fewer than {least:,} characters", "lower the counts, or nest less"
    has_texts = None
    try:
        with bounded(), at_most(_STEPS):
            spelled = [vocabulary.token_bytes(token) for token in range(vocabulary.size)]
            has_texts = not (_BYTES.issubset(spelled) or _is_empty(wanted.language))
            return _unspelled(wanted, spelled) if has_texts else _contradicted(wanted)
    except ConstraintTooLarge:  # a part by itself is too large to be looked at: the whole is spoken of
        if has_texts is None:
            return (
                "no sequence of the vocabulary's tokens spells a text of the language, if it has any",
                "use a vocabulary with a token for every byte; it shows whether the language is empty",
            )
        return (_NO_SEQUENCE, _EVERY_BYTE) if has_texts else wanted.nothing


def _contradicted(wanted: Wanted) -> tuple[str, str]:
    """What to say of a language that has no text in any vocabulary."""
    part = _innermost_rule(wanted) or _innermost(wanted, _is_empty)
    if part is None:
        return wanted.nothing
    place = place_shown(part.place)
    if part.rule is not None:
        return (
            f"no text fits what stands here ({place})",
            "take out what excludes the rest, such as a lookahead or an empty class",
        )
    if _shortest(part.language) == math.inf:
        return _unending_value(part)
    what, remedy = contradiction(part.asks)
    return f"no value fits {what} ({place})", remedy


def _unspelled(wanted: Wanted, spelled: Sequence[bytes]) -> tuple[str, str]:
    """What to say of a language that has texts, none of which these tokens spell."""
    held = frozenset(b"".join(spelled))
    alone = _of_bytes(held)

    def is_unspelled(language: Language) -> bool:
        return automaton_of(language, alone).is_empty

    if not is_unspelled(wanted.language):  # a token may reach over the borders of parts, so that none is to blame
        return _NO_SEQUENCE, _EVERY_BYTE
    part = _rule_unspelled(wanted, is_unspelled) or _innermost(
        wanted, lambda language: is_unspelled(language) and not _is_empty(language)
    )
    language, place = (wanted.language, "") if part is None else (part.language, f" ({place_shown(part.place)})")
    lacking = _lacking(language, held)
    return (f"{lacking}{place}", _OTHERS) if lacking else (f"{_NO_SEQUENCE}{place}", _EVERY_BYTE)


def _unending(wanted: Wanted) -> tuple[str, str]:
    """What to say of a language whose texts would have no end, as it always leads back to itself."""
    rules = {part.rule: part for part in wanted.parts if part.rule is not None}
    lengths = shortest({name: part.tree for name, part in rules.items()})
    left = {name: part.tree for name, part in rules.items() if lengths[name] == math.inf}
    first = next((name for name in left if rules[name].is_whole), None)
    if first is not None:
        there = "; ".join(place_shown(rules[name].place) for name in circle(first, left)[:_NAMED])
        reason = f"the grammar has no text that ends, as what stands here always leads back to itself ({there})"
        return reason, "give it an alternative that does not"
    part = _innermost(wanted, lambda language: _shortest(language) == math.inf)
    return wanted.nothing if part is None else _unending_value(part)


def _unending_value(part: Part) -> tuple[str, str]:
    """The same, of a part of a schema."""
    place = place_shown(part.place)
    if part.asks.keys() == {"$ref"}:
        what, remedy = contradiction(part.asks)
        return f"no value fits {what} ({place})", remedy
    reason = f"no value that fits ends, as it always asks for another one inside ({place})"
    return reason, "make what leads back optional, or give it an alternative (anyOf)"


def _shortest(language: Language) -> float:
    """Of the texts of a language; see `shortest`."""
    match language:
        case Grammar(start, rules):
            return shortest(dict(rules))[start]
        case Within(grammar, _):
            return _shortest(grammar)
        case _:
            return shortest({"": language})[""]


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
    place = f"most of it stands {place_shown(heavy.place)}{f' ({counts})' if counts else ''}"
    return ConstraintTooLarge(f"{error.reason}; {place}", _TOUCHING if heavy.rule is not None else error.remedy)


def _innermost_rule(wanted: Wanted) -> Part | None:
    """Of a grammar without texts, where one comes to from the rule that it starts from by way of empty rules."""
    rules = {part.rule: part for part in wanted.parts if part.rule is not None}
    lengths = shortest({name: part.tree for name, part in rules.items()})
    part = next((part for part in rules.values() if part.is_whole and _is_empty(part.language)), None)
    further, met = part, set[str | None]()
    while further is not None:
        part = further
        met.add(part.rule)
        named = [node.name for node in distinct_subtrees(part.tree) if isinstance(node, Reference)]
        # one that never ends is empty for a reason of its own, and not why those are that lead to it
        inner = (rules[name] for name in named if name not in met and lengths.get(name, math.inf) < math.inf)
        further = next((one for one in inner if _is_empty(one.language)), None)
    return part


def _rule_unspelled(wanted: Wanted, is_unspelled: Callable[[Language], bool]) -> Part | None:
    """Of a grammar with texts, the innermost rule that is in all of them and that the vocabulary does not spell."""
    rules = {part.rule: part for part in wanted.parts if part.rule is not None}
    trees = {name: part.tree for name, part in rules.items()}
    first = next((name for name, part in rules.items() if part.is_whole), None)
    if first is None or not is_unspelled(rules[first].language):
        return None

    def is_in_all(name: str) -> bool:
        return shortest({other: tree for other, tree in trees.items() if other != name})[first] == math.inf

    met = [first]
    while True:
        inner = (name for name in reached(met[-1], trees) if name not in met)
        further = next((name for name in inner if is_in_all(name) and is_unspelled(rules[name].language)), None)
        if further is None:
            return rules[met[-1]]
        met.append(further)


def _innermost(wanted: Wanted, is_empty: Callable[[Language], bool]) -> Part | None:
    """The innermost part that is empty, and with it all around it up to the whole."""
    by_place = {part.place: part for part in wanted.parts}
    left, known = _LOOKED_AT, Folded[int]()

    def takes_all(part: Part) -> bool:
        """Whether what is around the part has no text because the part has none."""
        around: Part | None = part
        while around is not None:
            if around.is_whole or around.language == wanted.language:
                return True
            around = None if around.within is None else by_place.get(around.within)
            if around is not None and "anyOf" in around.asks and not is_empty(around.language):
                return False  # another option has one
        return False

    for part in wanted.parts:
        left -= min(weight(part.tree, known), _MOST_OF_ONE)
        if left < 0:
            return None
        if is_empty(part.language) and takes_all(part):
            return part
    return None


def _lacking(language: Language, held: frozenset[int]) -> str | None:
    """Which characters with other bytes than these are in every text of a language that has some, if any are."""
    missing: dict[str, None] = {}
    for tree in _trees(language):
        for node in distinct_subtrees(tree):
            missing |= dict.fromkeys(char for char in _fixed(node) if not held.issuperset(char.encode()))
    if not missing:
        return None
    for char in list(missing)[:_NAMED]:
        if _is_empty(_without(language, {char})):
            return f"the vocabulary cannot spell {char!r}, which every text that would do has"
    if not _is_empty(_without(language, missing)):
        return None
    named = ", ".join(map(repr, list(missing)[:_NAMED])) + (", ..." if len(missing) > _NAMED else "")
    return f"every text that would do has a character that the vocabulary cannot spell, one of {named}"


def _without(language: Language, chars: Iterable[str]) -> Language:
    """The texts without these characters."""
    others = Characters(complement(ranges_of((ord(char), ord(char)) for char in chars)))
    return within(language, Repeat(others, 0, None))


def _fixed(node: Node) -> Iterator[str]:
    """The characters of a text, or of a small class."""
    if isinstance(node, Text):
        yield from node.text
    elif isinstance(node, Characters) and sum(last - first + 1 for first, last in node.ranges) <= _SMALL_CLASS:
        yield from (chr(code) for first, last in node.ranges for code in range(first, last + 1))


def _is_empty(language: Language) -> bool:
    """Whether no text is in it, in any vocabulary."""
    return automaton_of(language, _of_bytes(frozenset(range(256)))).is_empty


@lru_cache(maxsize=16)
def _of_bytes(held: frozenset[int]) -> Vocabulary:
    """A token for each."""
    return Vocabulary.from_bytes([*(bytes([byte]) for byte in sorted(held)), b""], eos=len(held))


def _trees(language: Language) -> list[Node]:
    """What its texts are made of."""
    match language:
        case Grammar(start, rules):
            trees = dict(rules)
            return [trees[name] for name in dict.fromkeys((start, *reached(start, trees)))]
        case Within(grammar, regular):
            return [*_trees(grammar), regular]
        case _:
            return [language]
