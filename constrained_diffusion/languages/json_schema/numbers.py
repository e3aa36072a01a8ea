"""The texts of numbers: between bounds, whole, multiples of others.

Integers are spelled in digits, without leading zeros, fraction, exponent or a negative zero. Numbers without bounds
have every spelling of RFC 8259 whose value double precision can hold: at most 20 digits before the point and exponents
up to 287, so that none is infinite. Numbers with bounds are spelled without exponent, and with so few digits after the
point (15 significant digits at the bound) that double precision keeps them on the right side of it; on a side without a
bound they have at most 20 digits before the point, or five more than the other bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from math import gcd, lcm
from typing import NamedTuple

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    NOTHING,
    Both,
    Choice,
    Except,
    Multiples,
    Node,
    Repeat,
    Text,
    choice,
    optional,
    sequence,
    span,
)
from constrained_diffusion.languages.regex import full_match

_DIGIT = span("0", "9")
_NATURAL = full_match("0|[1-9][0-9]*")
_DIGITS_BEFORE_THE_POINT = 20
_NUMBER = full_match(
    r"-?(0|[1-9][0-9]{0,19})(\.[0-9]+)?([eE](-[0-9]+|\+?0*([0-9]{1,2}|1[0-9]{2}|2[0-7][0-9]|28[0-7])))?"
)
_SIGNIFICANT_DIGITS = 15
_MOST_FRACTIONS = 10_000
ZEROS = optional(".", Repeat(Text("0"), 1, None))
"""The fraction of a whole number."""
PLAIN = sequence(
    optional("-"),
    choice(
        *(
            sequence(
                Both(_NATURAL, Repeat(_DIGIT, 1, digits)),
                optional(".", Repeat(_DIGIT, 1, _SIGNIFICANT_DIGITS - digits)),
            )
            for digits in range(1, _SIGNIFICANT_DIGITS)
        )
    ),
)
"""Decimals without an exponent, of so few digits that double precision tells any two apart."""

Bound = tuple[Decimal, bool]
"""A bound, and whether it is exclusive."""


class Interval(NamedTuple):
    """The numbers between two bounds; None is none."""

    low: Bound | None = None
    high: Bound | None = None

    def bounded(self, value: Decimal, *, is_lower: bool, is_exclusive: bool) -> Interval:
        """Those of them that satisfy one more bound."""
        one = (value if value else Decimal(0), is_exclusive)
        if is_lower:
            return self._replace(low=one if self.low is None else max(self.low, one))
        return self._replace(high=one if self.high is None else min(self.high, one, key=_as_upper))

    @property
    def is_empty(self) -> bool:
        """Whether no number is between the bounds."""
        if self.low is None or self.high is None or self.low[0] < self.high[0]:
            return False
        return self.low[0] != self.high[0] or self.low[1] or self.high[1]

    def contains(self, value: Decimal) -> bool:
        """Whether a number is between the bounds."""
        one = (value, False)
        return not (Interval(self.low, one).is_empty or Interval(one, self.high).is_empty)


def _as_upper(bound: Bound) -> tuple[Decimal, bool]:
    """Upper bounds in order, the tightest first."""
    return bound[0], not bound[1]


def exactly(value: float) -> Decimal:
    """A number as it is written: a float is the decimal that it prints as."""
    return Decimal(value) if isinstance(value, int) else Decimal(repr(value))


def number_texts(between: Interval, divisors: list[Decimal], refused: list[Decimal], pointer: str) -> Node:
    """The numbers of an interval that are multiples of all `divisors` and of none of `refused`.

    Raises:
        UnsupportedSchema: a divisor has too many digits after the point.
    """
    low, high = between
    whole = [divisor for divisor in divisors if divisor == int(divisor)]
    parts = [divisor for divisor in divisors if divisor != int(divisor)]
    if whole:
        common = lcm(*map(int, whole), *(_whole_part(*_places(part, pointer)) for part in parts))
        node = _integers(_up(low), _down(high))
        if common != 1:
            node = Both(node, _multiples(common))
    else:
        node = _between(low, high)
        for digits, step in (_places(part, pointer) for part in parts):
            node = Both(node, _in_steps(digits, step))
    for divisor in refused:
        if divisor != int(divisor):
            digits, step = _places(divisor, pointer)
            if whole:
                node = Except(node, _multiples(_whole_part(digits, step)))
            else:
                node = Except(Both(node, PLAIN), _in_steps(digits, step))
        elif whole:
            node = Except(node, _multiples(int(divisor)))
        else:
            unwanted = choice(sequence(_multiples(int(divisor)), ZEROS), sequence("-0", ZEROS))
            node = Except(Both(node, PLAIN), unwanted)
    return node


def _multiples(divisor: int) -> Node:
    return choice(Multiples(divisor), sequence("-", Except(Multiples(divisor), Text("0"))))


def _places(divisor: Decimal, pointer: str) -> tuple[int, int]:
    """The digits after the point, and the divisor in units of the last."""
    normal = divisor.normalize()
    digits = -int(normal.as_tuple().exponent)
    step = int(normal.scaleb(digits))
    if step != 1 and 10**digits // gcd(10**digits, step) > _MOST_FRACTIONS:
        raise UnsupportedSchema(
            f"multiples of {divisor} end in more than {_MOST_FRACTIONS} different fractions",
            pointer,
            "give fewer digits",
        )
    return digits, step


def _whole_part(digits: int, step: int) -> int:
    """Of which the whole numbers among the multiples of a divisor are the multiples."""
    return step // gcd(10**digits, step)


def _in_steps(digits: int, step: int) -> Node:
    """Decimals that are a multiple of `step` units of the last of `digits` places, with any zeros behind.

    Of a whole part w and a fraction f in these units, w times 10^digits plus f is a multiple of `step`: f is one of
    g = gcd(10^digits, step), and w has one remainder for each of the fractions.
    """
    if step == 1:
        some = sequence(".", Repeat(_DIGIT, 1, digits), Repeat(Text("0"), 0, None))
        return sequence(optional("-"), _NATURAL, choice(EMPTY_TEXT, some))
    scale = 10**digits
    shared = gcd(scale, step)
    modulus = step // shared
    inverse = pow(scale // shared, -1, modulus) if modulus > 1 else 0
    zeros = Repeat(Text("0"), 0, None)
    by_remainder: dict[int, list[Node]] = {}
    for units in range(0, scale, shared):
        fraction = f"{units:0{digits}d}".rstrip("0")
        tail = sequence("." + fraction, zeros) if fraction else ZEROS
        by_remainder.setdefault(-(units // shared) * inverse % modulus if modulus > 1 else 0, []).append(tail)
    wholes = [
        sequence(_NATURAL if modulus == 1 else Multiples(modulus, remainder), choice(*tails))
        for remainder, tails in by_remainder.items()
    ]
    return sequence(optional("-"), choice(*wholes))


def value_texts(value: float) -> Node:
    """Every spelling of one number without an exponent."""
    exact = exactly(value)
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    fraction, zeros = fraction.rstrip("0"), Repeat(Text("0"), 0, None)
    tail = sequence("." + fraction, zeros) if fraction else ZEROS
    sign = optional("-") if exact == 0 else Text("-") if exact < 0 else EMPTY_TEXT
    return sequence(sign, whole, tail)


def _between(low: Bound | None, high: Bound | None) -> Node:
    if low is None and high is None:
        return _NUMBER
    zero: Bound = (Decimal(0), False)
    parts: list[Node] = []
    if high is None or high[0] >= 0:
        parts.append(_decimals(low if low is not None and low[0] >= 0 else zero, high))
    if low is None or low[0] < 0:
        smallest = _negated(high) if high is not None and high[0] < 0 else (Decimal(0), True)
        parts.append(sequence("-", _decimals(smallest, None if low is None else _negated(low))))
    return Choice(tuple(parts))


def _negated(bound: Bound) -> Bound:
    """Exactly, whatever the digits: the minus sign of Decimal would round."""
    return bound[0].copy_negate() if bound[0] else bound[0], bound[1]


def _up(bound: Bound | None) -> int | None:
    """The least integer that satisfies a lower bound."""
    if bound is None:
        return None
    whole = int(bound[0].to_integral_value("ROUND_CEILING"))
    return whole + 1 if bound[1] and whole == bound[0] else whole


def _down(bound: Bound | None) -> int | None:
    least = _up(None if bound is None else _negated(bound))
    return None if least is None else -least


def _integers(low: int | None, high: int | None) -> Node:
    parts: list[Node] = []
    if high is None or high >= 0:
        parts.append(_naturals(max(low or 0, 0) if low is not None else 0, high))
    if low is None or low < 0:
        smallest = 1 if high is None or high >= 0 else -high
        parts.append(sequence("-", _naturals(smallest, None if low is None else -low)))
    return Choice(tuple(parts))


def _naturals(low: int, high: int | None) -> Node:
    """Non-negative integers from `low` to `high`, without leading zeros."""
    if high is None:
        if low == 0:
            return _NATURAL
        digits = len(str(low))
        longer = sequence(span("1", "9"), Repeat(_DIGIT, digits, None))
        return choice(*_same_length(low, 10**digits - 1), longer)
    if low > high:
        return NOTHING
    parts: list[Node] = []
    for digits in range(len(str(low)), len(str(high)) + 1):
        first = max(low, 10 ** (digits - 1) if digits > 1 else 0)
        parts += _same_length(first, min(high, 10**digits - 1))
    return choice(*parts)


def _same_length(low: int, high: int) -> Iterator[Node]:
    """The integers from `low` to `high`, which have equally many digits."""
    yield from (sequence(*row) for row in _rows(str(low), str(high)))


def _rows(low: str, high: str) -> Iterator[list[Node | str]]:
    """Digit strings of one length from `low` to `high`, as rows of digit ranges."""
    if not low:
        yield []
        return
    rest = len(low) - 1
    if low[0] == high[0]:
        yield from ([low[0], *row] for row in _rows(low[1:], high[1:]))
        return
    first, last = low[0], high[0]
    if low[1:].strip("0"):
        yield from ([first, *row] for row in _rows(low[1:], "9" * rest))
        first = chr(ord(first) + 1)
    tail_full = not high[1:].strip("9")
    if not tail_full:
        last = chr(ord(last) - 1)
    if first <= last:
        yield [span(first, last), *[_DIGIT] * rest]
    if not tail_full:
        yield from ([high[0], *row] for row in _rows("0" * rest, high[1:]))


def _decimals(low: Bound, high: Bound | None) -> Node:
    """Non-negative decimals between two bounds, with a fraction or without."""
    places = max(1, _SIGNIFICANT_DIGITS - len(str(int(max(low[0], high[0] if high else low[0])))))
    whole, _, fraction = f"{low[0]:f}".partition(".")
    limits = [
        choice(
            sequence(_naturals(int(whole) + 1, None), _any_fraction(places)),
            sequence(whole, _fraction_above(fraction.rstrip("0"), low[1])),
        )
    ]
    if high is not None:
        whole, _, fraction = f"{high[0]:f}".partition(".")
        less = sequence(_naturals(0, int(whole) - 1), _any_fraction(places)) if int(whole) > 0 else NOTHING
        limits.append(choice(less, sequence(whole, _fraction_below(fraction.rstrip("0"), high[1]))))
    else:
        digits = max(_DIGITS_BEFORE_THE_POINT, min(len(str(int(low[0]))) + 5, 308))
        limits.append(sequence(Repeat(_DIGIT, 1, digits), _any_fraction(places)))
    limits.append(sequence(_NATURAL, _any_fraction(places)))
    return reduce(Both, limits)


def _any_fraction(places: int) -> Node:
    return optional(".", Repeat(_DIGIT, 1, places))


def _fraction_above(digits: str, exclusive: bool) -> Node:
    """Fractions (with their point, or nothing) of at least, or more than, ``0.digits``."""
    some = Repeat(_DIGIT, 0, None)
    options: list[Node | str] = []
    for at, digit in enumerate(digits):
        if digit < "9":
            options.append(sequence("." + digits[:at], span(chr(ord(digit) + 1), "9"), some))
    if exclusive:
        options.append(sequence("." + digits, some, span("1", "9"), some))
    else:
        options.append(sequence("." + digits, some if digits else Repeat(_DIGIT, 1, None)))
        if not digits:
            options.append(EMPTY_TEXT)
    return choice(*options)


def _fraction_below(digits: str, exclusive: bool) -> Node:
    """Fractions (with their point, or nothing) of at most, or less than, ``0.digits``."""
    some = Repeat(_DIGIT, 0, None)
    options: list[Node | str] = []
    for at, digit in enumerate(digits):
        if digit > "0":
            options.append(sequence("." + digits[:at], span("0", chr(ord(digit) - 1)), some))
        options.append("." + digits[:at] if at else EMPTY_TEXT)
    if not exclusive:
        zeros = Repeat(Text("0"), 0 if digits else 1, None)
        options.append(sequence("." + digits, zeros))
        if not digits:
            options.append(EMPTY_TEXT)
    return choice(*options) if options else NOTHING
