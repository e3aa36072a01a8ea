"""Random patterns for the tests of the regex dialect, and the texts they are tried on."""

from __future__ import annotations

import random

ALPHABET = "ab1_ \nékſ٣"
_ATOMS = ["a", "b", "1", "_", "é", "k", "K", r"\n", " ", ".", r"\w", r"\W", r"\d", r"\D", r"\s", r"\S", "ſ", r"٣"]
_MEMBERS = ["a", "b-k", "1", "_", r"\w", r"\W", r"\d", r"\D", r"\s", r"\S", r"\n", "é", "K", "ſ", "à-ÿ"]
_ASSERTIONS = [r"\b", r"\B", "^", "$"]
_COUNTS = ["*", "+", "?", "{2}", "{1,2}", "{0,1}", "{2,}", "*?", "+?", "{1,2}?"]


class Patterns:
    """Draws patterns.

    Args:
        dice: draws everything.
        look_behind: whether lookbehind (of one character) is drawn.
    """

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def pattern(self) -> str:
        """A pattern, perhaps with flags for the whole of it."""
        flags = self.dice.choice(["", "", "", "(?i)", "(?s)", "(?m)", "(?im)"])
        return flags + self.branches(self.dice.randint(1, 3))

    def branches(self, depth: int) -> str:
        return "|".join(self.branch(depth) for _ in range(self.dice.choice([1, 1, 1, 2, 2])))

    def branch(self, depth: int) -> str:
        return "".join(self.item(depth) for _ in range(self.dice.choice([0, 1, 1, 2, 2, 3])))

    def item(self, depth: int) -> str:
        kind = self.dice.random()
        if kind < 0.14:
            return self.dice.choice(_ASSERTIONS)
        if kind < 0.24 and depth:
            return f"(?{self.dice.choice('=!')}{self.branches(depth - 1)})"
        if kind < 0.30:
            inner = self.dice.choice(
                [self.atom(), self.dice.choice(_ASSERTIONS), self.atom() + self.dice.choice(_ASSERTIONS)]
            )
            return f"(?<{self.dice.choice('=!')}{inner})"
        if kind < 0.5 and depth:
            opening = self.dice.choice(["(", "(?:", "(?:", "(?i:", "(?-i:", "(?s:", "(?m:", "(?i-s:"])
            item = f"{opening}{self.branches(depth - 1)})"
        else:
            item = self.atom()
        return item + (self.dice.choice(_COUNTS) if self.dice.random() < 0.3 else "")

    def atom(self) -> str:
        if self.dice.random() < 0.7:
            return self.dice.choice(_ATOMS)
        members = "".join(self.dice.choice(_MEMBERS) for _ in range(self.dice.randint(1, 3)))
        return f"[{self.dice.choice(['', '^'])}{members}]"

    def text(self) -> str:
        return "".join(self.dice.choice(ALPHABET) for _ in range(self.dice.randint(3, 7)))


def short_texts() -> list[str]:
    """The texts of up to two characters of the alphabet."""
    one = list(ALPHABET)
    return ["", *one, *(x + y for x in one for y in one)]
