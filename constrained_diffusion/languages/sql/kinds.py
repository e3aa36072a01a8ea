"""What columns hold, and with it what may be compared with them and done to them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

LiteralKind = Literal["number", "text", "ascii", "date", "timestamp", "time", "boolean"]
"""What is written for a value; "ascii" is text without other characters."""
Value = str | int | float | Decimal


@dataclass(frozen=True, slots=True)
class Kind:
    """Columns of one kind, and literals of it, compare with one another, and with nothing else.

    Attributes:
        name: distinct for distinct kinds.
        literals: what is written for its values; empty where no literal is known.
        labels: the values that there can be, where the engine says; a literal is one of them.
        ordered: whether it has equality and an order: ``=``, ``<``, DISTINCT, GROUP BY, ORDER BY, UNION.
        extreme: whether MIN and MAX take it.
        summed: whether SUM and AVG do.
        matched: whether LIKE does.
        meets_all: whether it compares with columns of all kinds.
    """

    name: str
    literals: tuple[LiteralKind, ...] = ()
    labels: tuple[str, ...] = ()
    ordered: bool = True
    extreme: bool = True
    summed: bool = False
    matched: bool = False
    meets_all: bool = False

    def meets(self, other: Kind) -> bool:
        """Whether columns of both may be compared."""
        return self.ordered and other.ordered and (self == other or self.meets_all or other.meets_all)


NUMBER = Kind("number", ("number",), summed=True)
TEXT = Kind("text", ("text",), matched=True)
DATE = Kind("date", ("date",))
TIMESTAMP = Kind("timestamp", ("timestamp", "date"))
TIME = Kind("time", ("time",))
BOOLEAN = Kind("boolean", ("boolean",), extreme=False)
ANY = Kind("any", ("number", "text"), summed=True, matched=True, meets_all=True)
"""Of engines that compare everything with everything."""
