"""Case folding: the characters that a character stands for where case is ignored, to Python and to ECMAScript.

Python's `re` compares simple lower cases, and knows besides which lower cases share an upper case (its table of extra
cases). ECMAScript's unicode mode compares simple case foldings (CaseFolding.txt, status C and S; ECMA-262, 22.2.2.7.3).
They differ in few characters: the dotted capital and the dotless small i, for one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from constrained_diffusion.languages.ir import MAX_CODE_POINT, SURROGATES, Ranges, ranges_of

_BLOCK = 0x80


@lru_cache(maxsize=256)
def folded_by_python(ranges: Ranges) -> Ranges:
    """What one of the characters matches in `re` under the flag i."""
    return _folded(ranges, _python_orbits())


@lru_cache(maxsize=256)
def folded_by_ecmascript(ranges: Ranges) -> Ranges:
    """What one of the characters matches in ECMAScript under the flags i and u."""
    return _folded(ranges, _ecmascript_orbits())


def _folded(ranges: Ranges, orbits: Mapping[int, tuple[int, ...]]) -> Ranges:
    pairs = list(ranges)
    for code in _held(ranges, orbits):
        pairs += [(other, other) for other in orbits[code]]
    return ranges_of(pairs)


def _held(ranges: Ranges, orbits: Mapping[int, tuple[int, ...]]) -> Iterator[int]:
    for low, high in ranges:
        if high - low < len(orbits):
            yield from (code for code in range(low, high + 1) if code in orbits)
        else:
            yield from (code for code in orbits if low <= code <= high)


@lru_cache(maxsize=1)
def _python_orbits() -> dict[int, tuple[int, ...]]:
    sharing: dict[str, set[int]] = defaultdict(set)
    for code in _cased():
        sharing[chr(code).upper()].add(_lower(code))
    alike: dict[int, set[int]] = {}
    for lowers in sharing.values():
        for lower in lowers:
            alike.setdefault(lower, set()).update(lowers)
    spelled: dict[int, list[int]] = defaultdict(list)
    for code in _cased():
        spelled[_lower(code)].append(code)
    return {
        code: tuple(other for lower in alike.get(_lower(code), {_lower(code)}) for other in spelled[lower])
        for code in _cased()
    }


@lru_cache(maxsize=1)
def _ecmascript_orbits() -> dict[int, tuple[int, ...]]:
    return _classes(_simply_folded)


def _classes(representative: Callable[[int], int]) -> dict[int, tuple[int, ...]]:
    classes: dict[int, list[int]] = defaultdict(list)
    for code in _cased():
        classes[representative(code)].append(code)
    return {code: tuple(members) for members in classes.values() for code in members}


def _lower(code: int) -> int:
    """The simple lower case; of the one full lower case that is longer (dotted capital i) it is the first character."""
    return ord(chr(code).lower()[0])


def _simply_folded(code: int) -> int:
    full = chr(code).casefold()
    if len(full) == 1:
        return ord(full)
    lower = chr(code).lower()
    return ord(lower) if len(lower) == 1 else code


@lru_cache(maxsize=1)
def _cased() -> tuple[int, ...]:
    """Every character that some change of case touches, or leads to."""
    found: set[int] = set()
    for start in range(0, MAX_CODE_POINT + 1, _BLOCK):
        if SURROGATES[0] <= start <= SURROGATES[1]:
            continue
        block = "".join(map(chr, range(start, start + _BLOCK)))
        if block.lower() == block.upper() == block.casefold():
            continue
        for character in block:
            spelled = {character, character.lower(), character.upper(), character.casefold()}
            if len(spelled) > 1:
                found.update(ord(one) for one in spelled if len(one) == 1)
    return tuple(sorted(found))
