"""The plain facts that schemas come to, by the type of the values that they speak about."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from constrained_diffusion.languages.derivatives import holds
from constrained_diffusion.languages.ir import Node
from constrained_diffusion.languages.json_schema.claims import Claim
from constrained_diffusion.languages.json_schema.values import Value


@dataclass(frozen=True, slots=True, eq=False)
class AmongValues:
    """The value is one of these, or (not `holds`) none of them."""

    values: tuple[Any, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class Same:
    """The value is written in one of the texts of this one, or (not `holds`) in none of them."""

    value: Value
    holds: bool


# --- numbers


@dataclass(frozen=True, slots=True)
class Bound:
    """The number is at least (`is_lower`) or at most `value`, or beyond it where `is_exclusive`."""

    value: Decimal
    is_lower: bool
    is_exclusive: bool


@dataclass(frozen=True, slots=True)
class Divides:
    """The number is a whole multiple of `divisor`, or (not `holds`) is none."""

    divisor: Decimal
    holds: bool


# --- strings


@dataclass(frozen=True, slots=True)
class HoldsJson:
    """The string is the JSON text of a value that satisfies the claim."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class Reads:
    """The string is in a language of texts, or (not `holds`) is not."""

    texts: Node
    holds: bool


@dataclass(frozen=True, slots=True)
class Size:
    """The string has so many characters, the array so many items, the object so many members; both bounds included."""

    least: int
    most: int | None

    def and_(self, other: Size) -> Size:
        """Both."""
        tops = [most for most in (self.most, other.most) if most is not None]
        return Size(max(self.least, other.least), min(tops, default=None))

    @property
    def is_empty(self) -> bool:
        """Whether nothing has such a size."""
        return self.most is not None and self.least > self.most


ANY_SIZE = Size(0, None)


# --- arrays


@dataclass(frozen=True, slots=True)
class Item:
    """The item of this index, where there is one."""

    index: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class Items:
    """Every item from index `start` on."""

    start: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class Holds:
    """So many of the items from index `start` on satisfy the claim; both bounds included."""

    start: int
    claim: Claim
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Distinct:
    """No two items are equal, or (not `holds`) two are."""

    holds: bool


# --- objects


@dataclass(frozen=True, slots=True)
class Names:
    """A set of names: those in one of the languages `matching` (all, where that is None), but for the names `but` and
    those in one of the languages `but_matching`.
    """

    matching: Node | None = None
    but: frozenset[str] = frozenset()
    but_matching: tuple[Node, ...] = ()

    def contains(self, name: str) -> bool | None:
        """Whether a name is in the set; None where that is not found out."""
        if name in self.but:
            return False
        inside = True if self.matching is None else holds(self.matching, name)
        for pattern in self.but_matching:
            if inside is False:
                return False
            excluded = holds(pattern, name)
            inside = False if excluded else None if excluded is None else inside
        return inside


@dataclass(frozen=True, slots=True)
class Member:
    """The member of this name, where there is one."""

    name: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Members:
    """Every member whose name is in the set."""

    names: Names
    claim: Claim


@dataclass(frozen=True, slots=True)
class SomeMember:
    """There is a member whose name is in the set and whose value satisfies the claim."""

    names: Names
    claim: Claim


@dataclass(frozen=True, slots=True)
class NamesAre:
    """Every name satisfies the claim, as a string."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class SomeNameIs:
    """Some name satisfies the claim, as a string."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class Has:
    """There is a member of this name, or (not `holds`) there is none."""

    name: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Opens:
    """A schema says what members of other names look like, so that the object is meant to have some."""


@dataclass(frozen=True, slots=True)
class Declares:
    """A schema names the members, so that the object is not meant to have others unless it is said."""


@dataclass(frozen=True, slots=True)
class Undeclared:
    """Names that facts speak of though no schema declares them: members of these names stand as free members do."""

    names: tuple[str, ...]
