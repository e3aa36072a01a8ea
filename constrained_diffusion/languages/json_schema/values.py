"""Fixed JSON values with what is known of how a text may spell them, and what arrays and objects of a text hold twice.

Two values are the same where `equality.identity` says so. Not all spellings of a value can be told by a rule (1e0 is
10e-1 and 0.1e1), so a value has those that go by rule and those that were seen; all of them stand for it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import permutations
from typing import Any

from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.ir import Node, Selection, Text, choice, json_string
from constrained_diffusion.languages.json_schema.equality import identity
from constrained_diffusion.languages.json_schema.layout import Layout
from constrained_diffusion.languages.json_schema.numbers import exactly, value_texts

_DEEPEST = 100
_ANY_ORDER = 4
"""Members up to which a value's texts have them in every order."""
_WHOLE = 2**53
"""Double precision tells whole numbers below this from one another."""
_LEAST = 1e-30
"""Numbers nearer to zero are known by the spellings that were seen."""


@dataclass(frozen=True, slots=True)
class Value:
    """A JSON value.

    Attributes:
        kind: its type.
        plain: a scalar itself; None of an array or object.
        parts: of an array or object, by index or name.
        seen: spellings beyond those that go by rule.
    """

    kind: str
    plain: str | float | bool | None = None
    parts: tuple[tuple[int | str, Value], ...] = ()
    seen: frozenset[str] = frozenset()

    @property
    def key(self) -> Hashable:
        """The same for values that are equal."""
        return identity(self.data)

    @property
    def data(self) -> Any:
        """As Python has it."""
        if self.kind == "array":
            return [part.data for _, part in self.parts]
        if self.kind == "object":
            return {name: part.data for name, part in self.parts}
        return self.plain

    def merged(self, other: Value) -> Value:
        """The same value with the spellings of both; of an equal one."""
        theirs = dict(other.parts)
        parts = tuple((name, part.merged(theirs[name])) for name, part in self.parts)
        return Value(self.kind, self.plain, parts, self.seen | other.seen)

    def texts(self, layout: Layout) -> Node:
        """Texts that spell it: all there are, but for numbers with exponents and members in yet another order."""
        seen = sorted(self.seen)
        match self.kind:
            case "number":
                assert isinstance(self.plain, (int, float))
                return choice(*([value_texts(self.plain)] if _is_ruled(self.plain) else []), *seen)
            case "string":
                return json_string(Text(str(self.plain)))
            case "array":
                items = tuple((part.texts(layout), True) for _, part in self.parts)
                return choice(layout.array(Selection(items, layout.comma)), *seen)
            case "object":
                pairs = [layout.pair(json_string(Text(str(name))), part.texts(layout)) for name, part in self.parts]
                orders = permutations(pairs) if len(pairs) <= _ANY_ORDER else [tuple(pairs)]
                return choice(*(layout.object((pair, True) for pair in order) for order in orders), *seen)
            case _:
                return Text(json.dumps(self.plain))


def _is_ruled(number: float) -> bool:
    """Whether all decimals of a number are known to be read as equal to it."""
    return number == 0 or _LEAST < abs(number) < _WHOLE


Values = Mapping[Hashable, Value]
"""Values by their key."""


def together(first: Values, second: Iterable[Value]) -> dict[Hashable, Value]:
    """All of the values, with the spellings of both where they are equal."""
    found = dict(first)
    for value in second:
        key = value.key
        found[key] = found[key].merged(value) if key in found else value
    return found


@dataclass(frozen=True, slots=True)
class Repeated:
    """What texts were seen to repeat.

    Attributes:
        values: by their key: items that an array held more than once.
        names: those of members that an object held more than once.
    """

    values: Values = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    @property
    def key(self) -> Hashable:
        """The same for the same repetitions."""
        return frozenset(self.values.values()), self.names

    def and_in(self, text: str) -> Repeated:
        """These, and what a JSON text repeats, with the spellings it has there.

        Raises:
            ConstraintTooLarge: a value is nested too deep to be told apart.
        """
        values, names = self.values, set(self.names)
        for node in _nodes(text):
            if node.kind == "array":
                count = Counter(part.number for _, part in node.parts)
                values = together(values, (part.value() for _, part in node.parts if count[part.number] > 1))
            names.update(node.twice)
        return Repeated(values, frozenset(names))


NOTHING_TWICE = Repeated()


def value_of(text: str) -> Value:
    """The value that a JSON text spells."""
    *_, last = _nodes(text)
    return last.value()


@dataclass(slots=True)
class _Node:
    """A value where it stands in a text. Equal ones have one number."""

    kind: str
    start: int
    raw: str = ""
    number: int = -1
    plain: Any = None
    parts: list[tuple[int | str, _Node]] = field(default_factory=list)
    height: int = 0
    is_odd: bool = False
    """Whether only its own text is sure to be among its texts."""
    twice: tuple[str, ...] = ()
    """Names that an object has more than once."""

    def value(self) -> Value:
        if self.height > _DEEPEST:
            raise ConstraintTooLarge(
                f"uniqueItems: a value that stands twice is nested more than {_DEEPEST} deep",
                "bound how deep items nest",
            )
        parts = tuple((name, part.value()) for name, part in self.parts)
        return Value(self.kind, self.plain, parts, frozenset({self.raw} if self.is_odd else ()))


_TOKEN = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.eE+-]*)|(true|false|null)|([\[\]{},:]))', re.S)


def _nodes(text: str) -> Iterator[_Node]:
    """The values of a JSON text, the inner before the outer; nothing recurses."""
    numbers: dict[Hashable, int] = {}
    path: list[_Node] = []
    names: list[str] = []
    name: str | None = None
    at, end = 0, len(text.rstrip())
    while at < end:
        token = _TOKEN.match(text, at)
        assert token is not None, text
        at, start = token.end(), token.end() - len(token[0].lstrip())
        spelled = text[start:at]
        if spelled in "[{":
            if name is not None:
                names.append(name)
                name = None
            path.append(_Node("array" if spelled == "[" else "object", start))
            continue
        if spelled in ",:":
            continue
        if spelled in "]}":
            node = path.pop()
            node.raw = text[node.start : at]
            if path and path[-1].kind == "object":
                name = names.pop()
            _close(node)
        elif token[1] is not None and path and path[-1].kind == "object" and name is None:
            name = json.loads(spelled)
            continue
        else:
            node = _scalar(spelled, start)
        node.number = numbers.setdefault(_key(node), len(numbers))
        if path:
            path[-1].parts.append((len(path[-1].parts) if name is None else name, node))
            name = None
        yield node


def _scalar(spelled: str, start: int) -> _Node:
    plain = json.loads(spelled)
    if isinstance(plain, bool) or plain is None:
        return _Node("null" if plain is None else "boolean", start, spelled, plain=plain)
    if isinstance(plain, str):
        return _Node("string", start, spelled, plain=plain)
    is_ruled = _is_ruled(plain) and "e" not in spelled.lower() and Decimal(spelled) == exactly(plain)
    return _Node("number", start, spelled, plain=plain, is_odd=not is_ruled)


def _close(node: _Node) -> None:
    """Settles an array or object whose parts are all known. Of members of one name the last counts."""
    if node.kind == "object":
        count = Counter(str(name) for name, _ in node.parts)
        node.twice = tuple(name for name, times in count.items() if times > 1)
        node.is_odd = bool(node.twice) or len(node.parts) > _ANY_ORDER
        node.parts = list(dict(node.parts).items())
    node.height = 1 + max((part.height for _, part in node.parts), default=0)


def _key(node: _Node) -> Hashable:
    if node.kind == "array":
        return "array", tuple(part.number for _, part in node.parts)
    if node.kind == "object":
        return "object", frozenset((name, part.number) for name, part in node.parts)
    return identity(node.plain)
