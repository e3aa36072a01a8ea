"""The texts of a small language, one by one."""

from __future__ import annotations

from collections.abc import Generator
from itertools import product

from constrained_diffusion.languages.ir import Characters, Choice, Node, Repeat, Selection, Sequence, Text, fold

Texts = tuple[str, ...] | None


def listed(tree: Node, most: int) -> Texts:
    """All texts of a tree, each once; None where they are more than `most`, or cannot be told without an automaton."""

    def joined(*options: tuple[str, ...]) -> Texts:
        count = 1
        for texts in options:
            count *= len(texts)
        return tuple(dict.fromkeys("".join(row) for row in product(*options))) if count <= most else None

    def texts(node: Node) -> Generator[Node, Texts, Texts]:
        match node:
            case Text(text):
                return (text,)
            case Characters(ranges):
                if sum(high - low + 1 for low, high in ranges) > most:
                    return None
                return tuple(chr(code) for low, high in ranges for code in range(low, high + 1))
            case Choice(options):
                found: dict[str, None] = {}
                for option in options:
                    some = yield option
                    if some is None:
                        return None
                    found |= dict.fromkeys(some)
                    if len(found) > most:
                        return None
                return tuple(found)
            case Sequence(parts):
                known = []
                for part in parts:
                    some = yield part
                    if some is None:
                        return None
                    known.append(some)
                return joined(*known)
            case Repeat(item, least, 0):
                return ("",) if least == 0 else ()
            case Repeat(item, 1, 1):
                return (yield item)
            case Repeat(item, 0, 1):
                some = yield item
                return None if some is None else tuple(dict.fromkeys(("", *some)))
            case Selection(items, separator) if all(required for _, required in items):
                between = yield separator
                known = []
                for number, (item, _) in enumerate(items):
                    some = yield item
                    if some is None or between is None:
                        return None
                    known += [between, some] if number else [some]
                return joined(*known)
            case _:
                return None

    return fold(tree, texts)
