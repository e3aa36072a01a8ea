"""Literals of what columns store, by the types that engines have in common."""

from __future__ import annotations

from constrained_diffusion.languages.ir import Node
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.sql.dialect import Dialect
from constrained_diffusion.languages.sql.kinds import LiteralKind
from constrained_diffusion.languages.sql.spelling import OneSpelling

MAX_LENGTH = 255
"""Where a column takes longer texts than that, literals of it are of any length."""


def whole(digits: int, *, signed: bool = True) -> Node:
    """Whole numbers of so many digits."""
    return full_match(("-?" if signed else "") + f"(0|[1-9][0-9]{{0,{digits - 1}}})")


def decimal(before: int, behind: int, *, signed: bool = True) -> Node:
    """Numbers with so many digits before the point, and behind it."""
    sign = "-?" if signed else ""
    digits = f"(0|[1-9][0-9]{{0,{before - 1}}})" if before else "0"
    return full_match(f"{sign}{digits}" + (rf"(\.[0-9]{{1,{behind}}})?" if behind else ""))


def text(dialect: Dialect, longest: int | None, *, only_ascii: bool = False) -> Node:
    """Texts of so many characters."""
    if longest is None or longest > MAX_LENGTH:
        return dialect.texts(only_ascii=only_ascii)
    return full_match(f"'{dialect.character(only_ascii=only_ascii)}{{0,{longest}}}'")


def of_kind(kind: LiteralKind, dialect: Dialect) -> Node:
    """Any literal of a kind."""
    return OneSpelling(dialect, ()).literal(kind)
