"""Texts of a language that are drawn by its structure: every option of a choice is as likely as the others."""

from __future__ import annotations

import math
import random

from constrained_diffusion.languages.derivatives import holds
from constrained_diffusion.languages.ir import (
    Both,
    Characters,
    Choice,
    Except,
    Grammar,
    Language,
    Node,
    Reference,
    Repeat,
    Selection,
    Sequence,
    Text,
)


class TooLong(Exception):
    """A text takes more steps than it may."""


def derived(language: Language, rng: random.Random, *, more: float = 0.4, steps: float = math.inf) -> str:
    """A text; what may be repeated is repeated once more with probability `more`.

    Raises:
        TooLong: it would take more than `steps` steps, as texts of a grammar that nests in many ways are without end.
    """
    rules: dict[str, Node] = {}
    tree: Node = language  # type: ignore[assignment]
    if isinstance(language, Grammar):
        rules = dict(language.rules)
        tree = rules[language.start]
    found: list[str] = []
    waiting: list[Node] = [tree]
    taken = 0
    while waiting:
        taken += 1
        if taken > steps:
            raise TooLong
        node = waiting.pop()
        match node:
            case Text(text):
                found.append(text)
            case Characters(ranges):
                low, high = rng.choice(ranges)
                found.append(chr(rng.randint(low, min(high, max(low, 126)))))
            case Sequence(parts):
                waiting += reversed(parts)
            case Choice(options):
                waiting.append(rng.choice(options))
            case Reference(name):
                waiting.append(rules[name])
            case Repeat(item, least, most, separator):
                count = least
                while (most is None or count < most) and rng.random() < more:
                    count += 1
                for index in range(count):
                    waiting.append(item)
                    if index < count - 1:
                        waiting.append(separator)
            case Selection(items, separator):
                chosen = [item for item, required in items if required or rng.random() < more]
                parts = [part for item in chosen for part in (separator, item)][1:]
                waiting += reversed(parts)
            case Both(first, second):
                text = derived(first, rng, more=more)
                while holds(second, text) is not True:
                    text = derived(first, rng, more=more)
                found.append(text)
            case Except(first, second):
                text = derived(first, rng, more=more)
                while holds(second, text):
                    text = derived(first, rng, more=more)
                found.append(text)
            case _:
                raise TypeError(type(node).__name__)
    return "".join(found)
