"""Lists of items, and what rows may be ordered by because of them: the names of items, and their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from constrained_diffusion.languages.ir import Node, Repeat, Text, choice, optional, sequence
from constrained_diffusion.languages.sql.clauses import Breadth, Clauses
from constrained_diffusion.languages.sql.names import folded
from constrained_diffusion.languages.sql.spelling import apart, separated


@dataclass(frozen=True, slots=True)
class Listed:
    """Items between commas.

    Attributes:
        node: the items.
        keys: what rows may be ordered by, beside what they may be by anyway.
    """

    node: Node
    keys: tuple[Node, ...] = ()


class Lists:
    """The lists of items of selects."""

    def __init__(self, clauses: Clauses, breadth: Breadth) -> None:
        self._clauses, self._breadth = clauses, breadth

    def of(
        self, fixed: Sequence[Node], more: Node, ordered: Node | None, star: Node | None = None, *, whole: bool = False
    ) -> Iterator[Listed]:
        """Lists that begin with these items and go on with any number of others; at least one item in all.

        Args:
            ordered: those of the others that rows can be ordered by.
            star: what no name fits.
            whole: whether ``*`` is such a list too.
        """
        usual = self._any(fixed, more, star, least=0)
        yield Listed(choice("*", usual) if whole else usual)
        if ordered is None:
            return
        s, places, names = self._clauses.spelling, self._breadth.places, self._breadth.items
        if places:
            yield Listed(self._any(fixed, ordered, None, least=places), _places(places))
        if names:
            told = [name for name in names if folded(name) not in s.dialect.implied_names]
            keys = tuple(s.names([name]) for name in told)
            yield Listed(self._all_named([*fixed], ordered, 0, least=places), (*keys, *_places(places)))
            if places > max(len(fixed), len(names)):
                yield Listed(self._all_named([*fixed], ordered, 0, least=0), keys)

    def _any(self, fixed: Sequence[Node], more: Node, star: Node | None, *, least: int) -> Node:
        item, comma = self._named(more), self._clauses.spelling.comma
        item = item if star is None else choice(item, star)
        if not fixed:
            return Repeat(item, max(1, least), None, comma)
        first = separated([self._named(one) if self._breadth.items else one for one in fixed], comma)
        return sequence(first, Repeat(sequence(comma, item), max(0, least - len(fixed)), None))

    def _all_named(self, fixed: list[Node], more: Node, count: int, *, least: int, first: bool = True) -> Node:
        """Every name once, in their order, of which so many have been given; at least so many items from here on."""
        s, names = self._clauses.spelling, self._breadth.items
        comma: Node = Text("") if first else s.comma
        if not fixed and count == len(names):
            return Repeat(sequence(comma, more), max(0, least), None)
        ways = []
        rest, left = fixed[1:], least - 1
        if fixed:
            ways.append(sequence(comma, fixed[0], self._all_named(rest, more, count, least=left, first=False)))
        if count < len(names):
            item = fixed[0] if fixed else sequence(Repeat(sequence(more, s.comma), 0, None), more)
            named = sequence(comma, item, self._as(names[count]))
            ways.append(sequence(named, self._all_named(rest, more, count + 1, least=left, first=False)))
        return choice(*ways)

    def _named(self, item: Node) -> Node:
        """An item that may be given a name, which is none that a column has."""
        s, ways = self._clauses.spelling, []
        if self._breadth.expressions and s.new_name is not None:
            ways.append(sequence(apart(s, "AS"), s.new_name))
        if self._breadth.items:
            ways.append(self._as(*self._breadth.items))
        return sequence(item, optional(choice(*ways))) if ways else item

    def _as(self, *names: str) -> Node:
        s = self._clauses.spelling
        bare = [name for name in names if s.dialect.is_bare_label(name)]
        ways = [sequence(apart(s, "AS"), s.names(names))]
        if bare:
            ways.append(sequence(s.space, s.names(bare)))
        return choice(*ways)


def _places(last: int) -> tuple[Node, ...]:
    return tuple(Text(str(place)) for place in range(1, last + 1))
