"""Objects: declared members in the order of the document, then others where there may be any.

Closed: where a schema names the members and none says what others look like, there are no others. Where the facts count
members or ask for one that is not named, the members are written by a table over what is still owed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeVar

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.ir import (
    ANY_TEXT,
    EMPTY_TEXT,
    NOTHING,
    Both,
    Choice,
    Except,
    Node,
    Repeat,
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
)
from constrained_diffusion.languages.json_schema.layout import spelled
from constrained_diffusion.stackless import Steps

T = TypeVar("T")

_MOST_SETS = 4
_MOST_OWED = 3


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
    if least == 0 and most is None and not writer.owed:
        members: list[tuple[Node, bool]] = []
        for name in writer.declared:
            members.append(((yield writer.member(name, ())), name in writer.required))
        if writer.is_open:
            other = yield writer.other(())
            members.append((Repeat(other, 1, None, emission.layout.comma), False))
        return emission.layout.object(members)
    inside = yield writer.counted(least, most)
    layout = emission.layout
    return sequence("{", layout.space, inside, layout.space, "}")


class _Writer:
    def __init__(self, emission: Emission, facts: list[Any], pointer: str) -> None:
        self.emission, self.pointer = emission, pointer
        self.of_member = [fact for fact in facts if isinstance(fact, Member)]
        self.of_members = [fact for fact in facts if isinstance(fact, Members)]
        self.names_are = frozenset(fact.claim for fact in facts if isinstance(fact, NamesAre))
        has = {fact.name for fact in facts if isinstance(fact, Has) and fact.holds}
        lacks = {fact.name for fact in facts if isinstance(fact, Has) and not fact.holds}
        self.contradictory = bool(has & lacks)
        asked_for = [fact.name for fact in facts if isinstance(fact, Has) and fact.holds]
        named = dict.fromkeys([*(fact.name for fact in self.of_member), *asked_for])
        self.declared = [name for name in named if name not in lacks]
        self.lacks = lacks
        self.required = has
        says = {type(fact) for fact in facts}
        self.is_open = Opens in says or Declares not in says
        self.owed = [_Owed(fact.names, (fact.claim,)) for fact in facts if isinstance(fact, SomeMember)]
        for fact in facts:
            if isinstance(fact, SomeNameIs):
                self.owed.append(_Owed(Names(emission.contents(frozenset({fact.claim}))), ()))
        if len(self.owed) > _MOST_OWED:
            raise UnsupportedSchema(
                f"more than {_MOST_OWED} members are asked for by what they are, not by name", pointer
            )

    def member(self, name: str, owed: tuple[_Owed, ...]) -> Steps:
        """A declared member that is also what is owed; nothing where that cannot be."""
        claims = {fact.claim for fact in self.of_member if fact.name == name}
        text = spelled(name, self.pointer)
        if self.names_are:
            text = Both(text, json_string(self.emission.contents(self.names_are)))
        for one in owed:
            inside = one.names.contains(name)
            if inside is False:
                return NOTHING
            if inside is None:
                text = Both(text, json_string(_language(one.names)))
            claims.update(one.claims)
        unsure: list[Members] = []
        for fact in self.of_members:
            inside = fact.names.contains(name)
            if inside:
                claims.add(fact.claim)
            elif inside is None:
                unsure.append(fact)
        options: list[Node] = []
        for chosen in _subsets(unsure):
            spelling = text
            for fact in unsure:
                language = json_string(_language(fact.names))
                spelling = Both(spelling, language) if fact in chosen else Except(spelling, language)
            demand = frozenset(claims | {fact.claim for fact in chosen})
            if name in self.required and not any(claim.pointer.endswith("additionalProperties") for claim in demand):
                self.emission.needs(demand, self.pointer)
            value = yield self.emission.texts(demand)
            options.append(self.emission.layout.pair(spelling, value))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def other(self, owed: tuple[_Owed, ...]) -> Steps:
        """A member of any other name."""
        if len(self.of_members) > _MOST_SETS:
            raise UnsupportedSchema(f"more than {_MOST_SETS} sets of names have schemas of their own", self.pointer)
        names: Node = ANY_TEXT
        if taken := [*self.declared, *self.lacks]:
            names = Except(names, choice(*taken))
        if self.names_are:
            names = Both(names, self.emission.contents(self.names_are))
        for one in owed:
            names = Both(names, _language(one.names))
        options: list[Node] = []
        everywhere = [fact for fact in self.of_members if _is_all_but(fact.names, self.declared)]
        unsure = [fact for fact in self.of_members if fact not in everywhere]
        for chosen in _subsets(unsure):
            language = names
            for fact in unsure:
                inside = _language(fact.names)
                language = Both(language, inside) if fact in chosen else Except(language, inside)
            claims = {fact.claim for fact in (*everywhere, *chosen)} | {claim for one in owed for claim in one.claims}
            value = yield self.emission.texts(frozenset(claims))
            options.append(self.emission.layout.pair(json_string(language), value))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def counted(self, least: int, most: int | None) -> Steps:
        """The members, of which there are from `least` to `most`, and some of which are owed."""
        comma = self.emission.layout.comma
        cap = least if most is None else max(least, most + 1)
        free_least = max(0, least - len(self.declared))
        if self.is_open and least > 1 and free_least + len(self.declared) > 1:
            # two members of one name count once; names that are not written down here may be equal
            if least - sum(name in self.required for name in self.declared) > 1:
                raise UnsupportedSchema(
                    "minProperties above 1 needs names that are declared and required", self.pointer
                )
        rows: dict[tuple[int, frozenset[int], int], Node] = {}

        names = self.declared
        still_owed = [frozenset(left) for left in _subsets(range(len(self.owed)))]
        for count in range(cap + 1):
            for left in still_owed:
                rows[len(names), left, count] = yield self._last(left, count, least, most, comma)
        for index in range(len(names) - 1, -1, -1):
            name = names[index]
            taken: dict[frozenset[int], Node] = {}
            for chosen in still_owed:
                taken[chosen] = yield self.member(name, tuple(self.owed[one] for one in sorted(chosen)))
            for count in range(cap + 1):
                for left in still_owed:
                    options: list[Node] = []
                    if name not in self.required:
                        options.append(rows[index + 1, left, count])
                    for satisfied, node in taken.items():
                        if satisfied <= left and node is not NOTHING:
                            after = rows[index + 1, left - satisfied, min(count + 1, cap)]
                            options.append(sequence(comma if count else EMPTY_TEXT, node, after))
                    rows[index, left, count] = choice(*options) if options else NOTHING
        return rows[0, frozenset(range(len(self.owed))), 0]

    def _last(self, left: frozenset[int], count: int, least: int, most: int | None, comma: Node) -> Steps:
        """Members of names that are not declared, what is owed at their end, where nothing writes over it."""
        if most is not None and count > most:
            return NOTHING
        if not self.is_open:
            return EMPTY_TEXT if not left and count >= least else NOTHING
        room = None if most is None else most - count
        if len(left) > 1:
            raise UnsupportedSchema("two members of unknown names are asked for by what they are", self.pointer)
        other = yield self.other(())
        needed = max(0, least - count - len(left))
        most_free = None if room is None else room - len(left)
        if most_free is not None and most_free < needed:
            return NOTHING
        if count == 0:
            before: Node = Repeat(other, needed, most_free, comma)
        else:
            before = Repeat(sequence(comma, other), needed, most_free)
        if not left:
            return before
        witness = yield self.other(tuple(self.owed[one] for one in left))
        if count:
            return sequence(before, comma, witness)
        some = Repeat(sequence(other, comma), needed, most_free)
        return sequence(some, witness)


def _subsets(things: Sequence[T]) -> list[tuple[T, ...]]:
    return [chosen for size in range(len(things) + 1) for chosen in combinations(things, size)]


def _language(names: Names) -> Node:
    node = ANY_TEXT if names.matching is None else names.matching
    for pattern in names.but_matching:
        node = Except(node, pattern)
    return Except(node, choice(*sorted(names.but))) if names.but else node


def _is_all_but(names: Names, declared: list[str]) -> bool:
    """Whether a set holds every name but some of those that are declared."""
    return names.matching is None and not names.but_matching and names.but <= set(declared)
