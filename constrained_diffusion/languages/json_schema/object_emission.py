"""Objects: declared members, in the order of the document or in any, and others where there may be any.

Closed: where a schema names the members and none says what others look like, there are no others. Where the facts count
members or ask for one that is not named, or the order is open, the members are written by a table: a row for what has
been written and what is still owed.

Of members of one name the last counts. So where more members have to be there than are named, names must not repeat:
the table tells those apart that are known to be repeated (`Emission.repeated`), and the language is loose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any, NamedTuple, TypeVar

from constrained_diffusion.errors import ConstraintTooLarge, UnsupportedSchema
from constrained_diffusion.languages.derivatives import meet
from constrained_diffusion.languages.ir import (
    ANY_CHARACTER,
    ANY_TEXT,
    EMPTY_TEXT,
    NOTHING,
    Both,
    Choice,
    Except,
    Node,
    Repeat,
    Text,
    choice,
    json_string,
    sequence,
)
from constrained_diffusion.languages.json_schema.claims import Claim
from constrained_diffusion.languages.json_schema.emission import Emission, sizes
from constrained_diffusion.languages.json_schema.facts import (
    Declares,
    Has,
    Member,
    Members,
    Names,
    NamesAre,
    Opens,
    SomeMember,
    SomeNameIs,
    Undeclared,
)
from constrained_diffusion.languages.json_schema.tables import table_texts
from constrained_diffusion.shown import shown
from constrained_diffusion.stackless import Steps

T = TypeVar("T")

_MOST_CELLS = 64
_MOST_UNSURE = 4
_MOST_OWED = 4
_MOST_IN_ANY_ORDER = 10
_MOST_ROWS = 5_000
_MOST_LISTED = 200
"""Names that propertyNames lists up to which each stands at most once."""


@dataclass(frozen=True)
class _Owed:
    """A member that has to be: its name is in the language, its value satisfies the claims."""

    names: Names
    claims: tuple[Claim, ...]


def texts(emission: Emission, facts: list[Any], pointer: str) -> Steps:
    """The objects of which all facts hold."""
    writer = _Writer(emission, facts, pointer)
    least, most = sizes(facts)
    if writer.contradictory or (most is not None and most < max(least, len(writer.required))):
        return NOTHING
    least = 0 if least <= len(writer.required) else least
    if least > len(writer.declared):
        writer.is_open = True  # it is asked for more members than are named
    if most is not None and most >= len(writer.declared) and not writer.is_open:
        most = None
    in_order = not writer.unordered or (len(writer.declared) < 2 and not writer.is_open)
    if least == 0 and most is None and not writer.owed and in_order:
        members: list[tuple[Node, bool]] = []
        for name in writer.declared:
            members.append(((yield writer.member(name, ())), name in writer.required))
        if writer.is_open:
            other = yield writer.other()
            members.append((Repeat(other, 1, None, emission.layout.comma), False))
        return emission.layout.object(members)
    inside = yield _Table(writer, least, most).texts()
    layout = emission.layout
    return sequence("{", layout.space, inside, layout.space, "}")


class _Writer:
    """The members of one object.

    Attributes:
        ordered: the names that are written down and stand before all others, in this order.
        unordered: those that stand anywhere behind them.
        required: those of both that have to be there.
        is_open: whether there may be other names.
        owed: members that have to be there, whatever their names.
    """

    def __init__(self, emission: Emission, facts: list[Any], pointer: str) -> None:
        self.emission, self.pointer = emission, pointer
        self.of_member = [fact for fact in facts if isinstance(fact, Member)]
        self.of_members: dict[Names, set[Claim]] = {}
        for fact in facts:
            if isinstance(fact, Members):
                self.of_members.setdefault(fact.names, set()).add(fact.claim)
        self.names_are = frozenset(fact.claim for fact in facts if isinstance(fact, NamesAre))
        has = {fact.name for fact in facts if isinstance(fact, Has) and fact.holds}
        lacks = {fact.name for fact in facts if isinstance(fact, Has) and not fact.holds}
        free = dict.fromkeys(name for fact in facts if isinstance(fact, Undeclared) for name in fact.names)
        asked_for = [fact.name for fact in facts if isinstance(fact, Has) and fact.holds]
        named = dict.fromkeys([*(fact.name for fact in self.of_member), *asked_for])
        declared = [name for name in named if name not in lacks and name not in free]
        self.lacks = lacks
        self.required = has
        says = {type(fact) for fact in facts}
        self.is_open = Opens in says or Declares not in says or emission.options.additional_properties == "open"
        listed = emission.listed(self.names_are) if self.names_are and self.is_open else None
        if listed is not None:  # they are written down, then
            others = [name for name in listed if name not in lacks and name not in declared]
            most = _MOST_IN_ANY_ORDER if emission.options.property_order == "any" else _MOST_LISTED
            if len(declared) + len(others) <= most:
                declared += others
                self.is_open = False
        told = [name for name in free if self.is_open and name not in lacks and name not in declared]
        any_order = emission.options.property_order == "any"
        self.ordered, self.unordered = ([], declared) if any_order else (declared, [])
        (self.unordered if len(self.unordered) + len(told) <= _MOST_IN_ANY_ORDER else self.ordered).extend(told)
        self.contradictory = bool(has & lacks) or not has <= {*self.declared}
        self.owed = list(
            dict.fromkeys(_Owed(fact.names, (fact.claim,)) for fact in facts if isinstance(fact, SomeMember))
        )
        for fact in facts:
            if isinstance(fact, SomeNameIs):
                self.owed.append(_Owed(Names(emission.contents(frozenset({fact.claim}))), ()))
        if len(self.owed) > _MOST_OWED:
            raise UnsupportedSchema(
                f"more than {_MOST_OWED} members are asked for by what they are, not by name", pointer, "require names"
            )

    @property
    def declared(self) -> list[str]:
        """The names that are written down."""
        return self.ordered + self.unordered

    def is_paid_by_any(self, owed: _Owed) -> bool:
        """Whether any member of another name is one."""
        taken = [*self.declared, *self.lacks]
        return _is_all_but(owed.names, taken) and all(_is_anything(claim) for claim in owed.claims)

    def member(self, name: str, owed: tuple[_Owed, ...]) -> Steps:
        """A declared member that is also what is owed; nothing where that cannot be."""
        claims = {fact.claim for fact in self.of_member if fact.name == name}
        text = self.emission.layout.spelled(name, self.pointer)
        if self.names_are:
            text = Both(text, json_string(self.emission.contents(self.names_are)))
        for one in owed:
            inside = one.names.contains(name)
            if inside is False:
                return NOTHING
            if inside is None:
                text = Both(text, json_string(_language(one.names)))
            claims.update(one.claims)
        unsure: list[Names] = []
        for names, asked in self.of_members.items():
            inside = names.contains(name)
            if inside:
                claims |= asked
            elif inside is None:
                unsure.append(names)
        if len(unsure) > _MOST_UNSURE:
            raise UnsupportedSchema(
                f"{len(unsure)} patterns are too involved to tell whether {shown(name)} fits them",
                self.pointer,
                "simplify them",
            )
        options: list[Node] = []
        for chosen in _subsets(unsure):
            spelling = text
            for names in unsure:
                language = json_string(_language(names))
                spelling = Both(spelling, language) if names in chosen else Except(spelling, language)
            demand = frozenset(claims.union(*(self.of_members[names] for names in chosen)))
            if name in self.required and not any(claim.pointer.endswith("additionalProperties") for claim in demand):
                self.emission.needs(demand, self.pointer)
            value = yield self.emission.texts(demand)
            options.append(self.emission.layout.pair(spelling, value))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def other(self, within: Node = ANY_TEXT, claims: tuple[Claim, ...] = ()) -> Steps:
        """A member of any other name, of those in a language; its value satisfies the claims too."""
        free = within
        if taken := [*self.declared, *self.lacks]:
            free = Except(free, choice(*taken))
        if self.names_are:
            free = Both(free, self.emission.contents(self.names_are))
        everywhere = [names for names in self.of_members if _is_all_but(names, self.declared)]
        some = [names for names in self.of_members if names not in everywhere]
        asked = set(claims).union(*(self.of_members[names] for names in everywhere))
        options: list[Node] = []
        for chosen in self._cells(some):
            language = free
            for names in some:
                if names in chosen:
                    language = Both(language, _language(names))
                elif all(_may_meet(names, other) for other in chosen):
                    language = Except(language, _language(names))
            value = yield self.emission.texts(frozenset(asked.union(*(self.of_members[names] for names in chosen))))
            if value != NOTHING:
                options.append(self.emission.layout.pair(json_string(language), value))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _cells(self, sets: list[Names]) -> list[tuple[Names, ...]]:
        """The ways in which a name may be in some of the sets and in no other."""
        cells: list[tuple[Names, ...]] = [()]
        for names in sets:
            cells += [(*cell, names) for cell in cells if all(_may_meet(names, other) for other in cell)]
            if len(cells) > _MOST_CELLS:
                raise UnsupportedSchema(
                    f"names may fit patternProperties in more than {_MOST_CELLS} combinations",
                    self.pointer,
                    "let fewer patterns fit the same name",
                )
        return cells


class _Row(NamedTuple):
    """What has been written of the members, and what is owed.

    Attributes:
        at: how many of the ordered names are done with.
        done: which of the unordered ones, as bits.
        named, free: how many members have a declared name, or another (no more than matter).
        owed: indices.
        there: which of the names that are told apart.
    """

    at: int
    done: int
    named: int
    free: int
    owed: frozenset[int]
    there: frozenset[str]


class _Table:
    """Members of which there are from `least` to `most`, and some of which are owed."""

    def __init__(self, writer: _Writer, least: int, most: int | None) -> None:
        self.writer, self.least, self.most = writer, least, most
        self.cap = max(least, 0 if most is None else most + 1, 1)
        self.comma = writer.emission.layout.comma
        any_order = writer.emission.options.property_order == "any"
        if len(writer.unordered) > _MOST_IN_ANY_ORDER:
            raise UnsupportedSchema(
                f"{len(writer.unordered)} properties in any order, of which up to {_MOST_IN_ANY_ORDER} are supported",
                writer.pointer,
                'take property_order="schema"',
            )
        owed = enumerate(writer.owed)
        self.paid_by_any = frozenset(number for number, one in owed if writer.is_paid_by_any(one))
        self.are_distinct = writer.is_open and (
            least - len(writer.required) > 1 or (any_order and len(writer.owed) > len(self.paid_by_any))
        )
        self.told: frozenset[str] = frozenset()
        if self.are_distinct:
            writer.emission.is_loose = True
            self.told = writer.emission.repeated.names - {*writer.declared, *writer.lacks}

    def texts(self) -> Steps:
        """All members, with commas between them."""
        start = _Row(0, 0, 0, 0, frozenset(range(len(self.writer.owed))), frozenset())
        return table_texts(start, self._ways, lambda row: row is None, self._check)

    def _check(self, rows: int) -> None:
        """Raises where the table has become too large."""
        if rows <= _MOST_ROWS:
            return
        if self.told:
            raise ConstraintTooLarge(
                f"minProperties (at {self.writer.pointer}/minProperties): {len(self.told)} names have to be told "
                f"apart, which comes to more than {_MOST_ROWS} cases",
                "lower maxProperties",
            )
        raise UnsupportedSchema(
            f"the members of this object come to more than {_MOST_ROWS} cases",
            self.writer.pointer,
            "require more of them, or name fewer",
        )

    def _ways(self, row: _Row | None) -> Steps:
        """What may come next, and the row after it; None where nothing comes after it."""
        if row is None:
            return []
        writer, found = self.writer, list[tuple[Node, _Row | None]]()
        between = self.comma if row.named or row.free else EMPTY_TEXT
        ordered, unordered = writer.ordered, writer.unordered
        room = self.most is None or row.named + row.free < self.most
        behind = row.at == len(ordered)
        left = [index for index in range(len(unordered)) if not row.done >> index & 1]
        if not behind and ordered[row.at] not in writer.required:
            found.append((EMPTY_TEXT, row._replace(at=row.at + 1)))
        if room and not behind:
            found += yield self._named(ordered[row.at], row, row._replace(at=row.at + 1), between)
        for index in left if room and behind else []:
            found += yield self._named(unordered[index], row, row._replace(done=row.done | 1 << index), between)
        owed = row.owed - self.paid_by_any
        if writer.is_open and room and behind:
            free = row._replace(free=min(row.free + 1, self.cap))
            for paid in _subsets(sorted(owed)) if self.are_distinct else [()]:
                names, claims = _all_of([writer.owed[one] for one in paid])
                after = free._replace(owed=owed - set(paid))
                other = yield writer.other(_but(names, self.told), claims)
                found.append((sequence(between, other), after))
                for name in sorted(self.told - row.there):
                    other = yield writer.other(Both(names, Text(name)), claims)
                    found.append((sequence(between, other), after._replace(there=row.there | {name})))
        if behind and all(unordered[index] not in writer.required for index in left):
            # names that are not told apart may be equal, and then count once
            different = row.free if self.are_distinct else min(row.free, 1)
            if not row.owed and row.named + different >= self.least:
                found.append((EMPTY_TEXT, None))
            if owed and writer.is_open and not self.are_distinct:
                for blocks in _partitions(sorted(owed)):
                    count = len(blocks)
                    fits = self.most is None or row.named + row.free + count <= self.most
                    if fits and row.named + count >= self.least:
                        node = yield self._paid(blocks)
                        found.append((sequence(between, node), None))
        return found

    def _named(self, name: str, row: _Row, after: _Row, between: Node) -> Steps:
        """The ways to write a declared member in a row, with the rows after them."""
        paid_anyway = {one for one in row.owed & self.paid_by_any if self.writer.owed[one].names.contains(name)}
        found: list[tuple[Node, _Row]] = []
        for paid in _subsets(sorted(row.owed - paid_anyway)):
            node = yield self.writer.member(name, tuple(self.writer.owed[one] for one in paid))
            if node is not NOTHING:
                owed = row.owed - paid_anyway - set(paid)
                found.append((sequence(between, node), after._replace(named=min(row.named + 1, self.cap), owed=owed)))
        return found

    def _paid(self, blocks: list[tuple[int, ...]]) -> Steps:
        """Members of other names that pay what is owed, a block each; nothing comes behind that could take their names.

        So that no two have one name, each is outside what those behind it may be called; or, where they may be called
        alike, their lengths leave different remainders.
        """
        options: list[Node] = []
        for order in permutations([_all_of([self.writer.owed[one] for one in block]) for block in blocks]):
            apart: list[Node] = []
            alike: list[Node] = []
            for place, (names, claims) in enumerate(order):
                behind = [later for later, _ in order[place + 1 :]]
                only = Except(names, choice(*behind)) if behind else names
                apart.append((yield self.writer.other(only, claims)))
                if len(order) > 1:
                    length = sequence(
                        Repeat(ANY_CHARACTER, place, place),
                        Repeat(Repeat(ANY_CHARACTER, len(order), len(order)), 0, None),
                    )
                    alike.append((yield self.writer.other(Both(names, length), claims)))
            for members in (apart, alike) if alike else (apart,):
                if all(one != Choice(()) for one in members):
                    options.append(sequence(*_separated(members, self.comma)))
        return choice(*options) if options else NOTHING


def _but(names: Node, told: frozenset[str]) -> Node:
    """Those of the names that are not told apart."""
    return Except(names, choice(*sorted(told))) if told else names


def _separated(members: list[Node], comma: Node) -> list[Node]:
    return [part for index, one in enumerate(members) for part in ((comma, one) if index else (one,))]


def _all_of(owed: list[_Owed]) -> tuple[Node, tuple[Claim, ...]]:
    """The names and the claims of one member that pays all of it."""
    languages = [_language(one.names) for one in owed] or [ANY_TEXT]
    node = languages[0]
    for other in languages[1:]:
        node = Both(node, other)
    return node, tuple(claim for one in owed for claim in one.claims)


def _partitions(things: list[int]) -> Iterator[list[tuple[int, ...]]]:
    """All ways to put things into blocks."""
    if not things:
        yield []
        return
    first, rest = things[0], things[1:]
    for beside in _subsets(rest):
        left = [thing for thing in rest if thing not in beside]
        for blocks in _partitions(left):
            yield [(first, *beside), *blocks]


def _subsets(things: Sequence[T]) -> list[tuple[T, ...]]:
    return [chosen for size in range(len(things) + 1) for chosen in combinations(things, size)]


def _is_anything(claim: Claim) -> bool:
    """Whether every value satisfies it."""
    return claim.holds and claim.schema in (True, {})


def _language(names: Names) -> Node:
    node = ANY_TEXT if names.matching is None else names.matching
    for pattern in names.but_matching:
        node = Except(node, pattern)
    return Except(node, choice(*sorted(names.but))) if names.but else node


def _may_meet(first: Names, second: Names) -> bool:
    """Whether some name may be in both sets."""
    for one, other in ((first, second), (second, first)):
        if one.matching is not None and one.matching in other.but_matching:
            return False
    if first.matching is None or second.matching is None:
        return True
    return meet(first.matching, second.matching) is not False


def _is_all_but(names: Names, declared: list[str]) -> bool:
    """Whether a set holds every name but some of those that are declared."""
    return names.matching is None and not names.but_matching and names.but <= set(declared)
