"""What a model may write of the values that a schema allows: types, order, closed objects, one spelling of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from typing import Any

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.ir import (
    ANY_CHARACTER,
    ANY_TEXT,
    NOTHING,
    Both,
    Choice,
    Except,
    Multiples,
    Node,
    Reference,
    Repeat,
    choice,
    distinct_subtrees,
    json_string,
    sequence,
)
from constrained_diffusion.languages.json_schema.assertions import Rules
from constrained_diffusion.languages.json_schema.claims import TYPES, Branch, Claim, Demand, Tableau
from constrained_diffusion.languages.json_schema.equality import identity
from constrained_diffusion.languages.json_schema.facts import (
    ANY_SIZE,
    AmongValues,
    Bound,
    Divides,
    HoldsJson,
    Reads,
    Same,
    Size,
)
from constrained_diffusion.languages.json_schema.layout import Layout, layout_of
from constrained_diffusion.languages.json_schema.numbers import (
    PLAIN,
    ZEROS,
    Interval,
    exactly,
    number_texts,
    value_texts,
)
from constrained_diffusion.languages.json_schema.options import SchemaOptions
from constrained_diffusion.languages.json_schema.sameness import narrowed
from constrained_diffusion.languages.json_schema.values import NOTHING_TWICE, Repeated
from constrained_diffusion.stackless import Steps

_MOST_NESTED = 5_000
"""Values within values."""


@dataclass
class Emission:
    """Demands to the JSON texts that satisfy them.

    Attributes:
        rules, tableau: what schemas come to.
        options: what may be written.
        writers: of values that hold others: the texts of which all facts hold, by type.
        named: the languages of demands that lead back to themselves, by name.
    """

    rules: Rules
    tableau: Tableau
    options: SchemaOptions
    writers: Mapping[str, Callable[[Emission, list[Any], str], Steps]]
    repeated: Repeated = NOTHING_TWICE
    """What arrays whose items are distinct, and objects whose members count, do not repeat; the rest they may."""
    is_loose: bool = False
    """Whether there is one of which that matters."""
    named: dict[str, Node] = field(default_factory=dict)
    parts: dict[str, tuple[Node, Claim]] = field(default_factory=dict)
    """Every single claim, with its language, by its pointer; the inner come first."""
    needed: dict[str, str] = field(default_factory=dict)
    """By the pointer of a claim, that of the value which cannot be if the claim cannot hold."""
    _known: dict[Demand, Node] = field(default_factory=dict)
    _names: dict[Demand, str] = field(default_factory=dict)
    _open: set[Demand] = field(default_factory=set)
    _recursive: set[Demand] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.layout: Layout = layout_of(self.options, integers_have_fractions=self.rules.integers_have_fractions)

    def texts(self, demand: Demand) -> Steps:
        """The JSON texts of the values that satisfy all claims; a reference where they lead back to themselves."""
        demand = frozenset(claim for claim in demand if claim.schema is not claim.holds)
        if demand in self._open:
            self._recursive.add(demand)
        if demand in self._open or (demand in self._known and demand in self._recursive):
            return Reference(self._name(demand))
        if demand in self._known:
            return self._known[demand]
        if len(self._open) > _MOST_NESTED:
            raise UnsupportedSchema(
                f"schemas are nested more than {_MOST_NESTED} deep",
                _pointer(demand),
                "let a $ref lead back to an outer one",
            )
        self._open.add(demand)
        options: list[Node] = []
        others = self.tableau.options(demand)
        if others is not None:
            for other in others:
                options.append((yield self.texts(other)))
        else:
            for branch in self.tableau.branches(demand):
                for kind in _kinds(branch, self.options):
                    options.append((yield narrowed(self, kind, branch, _pointer(demand), self._of_type)))
        self._open.discard(demand)
        node = options[0] if len(options) == 1 else Choice(tuple(options))
        self._known[demand] = node
        if len(demand) == 1:
            (claim,) = demand
            self.parts.setdefault(claim.pointer, (node, claim))
        if demand in self._recursive:
            self.named[self._name(demand)] = node
            return Reference(self._name(demand))
        return node

    def needs(self, demand: Demand, pointer: str) -> None:
        """Notes that the value at a pointer cannot be without one that satisfies the demand."""
        if len(demand) == 1 and _pointer(demand) != pointer:
            self.needed.setdefault(_pointer(demand), pointer)

    def contents(self, demand: Demand) -> Node:
        """The texts, unquoted, of the strings that satisfy all claims."""
        options = [_string_contents(branch) for branch in self.tableau.branches(demand) if "string" in branch.types]
        return Choice(tuple(options))

    def _in_a_string(self, claim: Claim) -> Steps:
        """Strings that hold the text of a value that satisfies the claim."""
        inside: Node = yield self.texts(frozenset({claim}))
        if any(isinstance(node, (Reference, Multiples)) for node in distinct_subtrees(inside)):
            raise UnsupportedSchema(
                "contentSchema of values that nest without end, or of multipleOf, is not supported",
                claim.pointer,
                "give one that bounds them",
            )
        return json_string(inside)

    def listed(self, demand: Demand) -> list[str] | None:
        """The strings that satisfy all claims, and perhaps some more, where the claims list them; else None."""
        found: dict[str, None] = {}
        for branch in self.tableau.branches(demand):
            fixed = _fixed(branch.of("string")) if "string" in branch.types else []
            if fixed is None:
                return None
            found.update(dict.fromkeys(fixed))
        return list(found)

    def _name(self, demand: Demand) -> str:
        return self._names.setdefault(demand, f"{_pointer(demand)} {len(self._names)}".strip())

    def _of_type(self, kind: str, branch: Branch, pointer: str) -> Steps:
        facts = branch.of(kind)
        if kind in self.writers:
            return (yield self.writers[kind](self, facts, pointer))
        match kind:
            case "string":
                node = _strings(branch, pointer, self.layout)
                for one in [fact for fact in facts if isinstance(fact, HoldsJson)]:
                    node = Both(node, (yield self._in_a_string(one.claim)))
                return node
            case "number":
                return _numbers(facts, pointer, self.layout)
            case "boolean":
                return _literals(_among(facts, [True, False]), pointer, self.layout)
            case _:
                return _literals(_among(facts, [None]), pointer, self.layout)


def _pointer(demand: Demand) -> str:
    return min((claim.pointer for claim in demand), key=lambda pointer: (len(pointer), pointer), default="")


def _kinds(branch: Branch, options: SchemaOptions) -> list[str]:
    """The types that are written: where a schema leaves all of them, those that it speaks of, unless all is open."""
    spoken = {fact.type for fact in branch.facts if not isinstance(fact.what, Same)}
    kinds = branch.types
    if kinds == frozenset(TYPES) and spoken and options.additional_properties == "closed":
        kinds = frozenset(spoken)
    return [kind for kind in TYPES if kind in kinds - branch.dead]


def _among(facts: Iterable[Any], values: Iterable[Any]) -> list[Any]:
    """Those of the values that facts about values leave."""
    kept = list(values)
    for fact in facts:
        if isinstance(fact, AmongValues):
            named = {identity(value) for value in fact.values}
            kept = [value for value in kept if (identity(value) in named) == fact.holds]
    return kept


def _fixed(facts: Iterable[Any]) -> list[Any] | None:
    """The values there may be, where a fact lists them."""
    for fact in facts:
        if isinstance(fact, AmongValues) and fact.holds:
            distinct = {identity(value): value for value in reversed(fact.values)}
            return _among(facts, list(distinct.values())[::-1])
    return None


def _literals(values: Iterable[Any], pointer: str, layout: Layout) -> Node:
    return choice(*(layout.spelled(value, pointer) for value in values))


def _numbers(facts: list[Any], pointer: str, layout: Layout) -> Node:
    between = Interval()
    for bound in (fact for fact in facts if isinstance(fact, Bound)):
        between = between.bounded(bound.value, is_lower=bound.is_lower, is_exclusive=bound.is_exclusive)
    divides = [fact for fact in facts if isinstance(fact, Divides)]
    is_whole = any(fact.holds and fact.divisor == int(fact.divisor) for fact in divides)
    fixed = _fixed(facts)
    if fixed is not None:
        fitting = [value for value in fixed if _fits(value, between, divides)]
        if is_whole and not layout.integers_have_fractions:
            return _literals([int(value) for value in fitting], pointer, layout)
        return choice(*map(value_texts, fitting)) if layout.any_number else _literals(fitting, pointer, layout)
    node = number_texts(
        between,
        [fact.divisor for fact in divides if fact.holds],
        [fact.divisor for fact in divides if not fact.holds],
        pointer,
    )
    if is_whole and layout.any_number and layout.integers_have_fractions:
        node = sequence(node, ZEROS)
    refused = [value for fact in facts if isinstance(fact, AmongValues) for value in fact.values]
    if refused:
        node = Except(Both(node, PLAIN), choice(*map(value_texts, refused)))
    return node


def _fits(value: Any, between: Interval, divides: list[Divides]) -> bool:
    exact = exactly(value)
    return between.contains(exact) and all(
        (Fraction(exact) % Fraction(fact.divisor) == 0) == fact.holds for fact in divides
    )


def _strings(branch: Branch, pointer: str, layout: Layout) -> Node:
    facts = branch.of("string")
    fixed = _fixed(facts)
    wholes = [json_string(texts) for texts in _required_texts(facts)]
    if fixed is not None:
        node: Node = _literals(fixed, pointer, layout)
    elif wholes:
        node, *wholes = wholes
    else:
        node = json_string(ANY_TEXT)
    for whole in wholes:
        node = Both(node, whole)
    if refused := _refused_texts(facts):
        node = Except(node, json_string(choice(*refused)))
    return node


def _string_contents(branch: Branch) -> Node:
    facts = branch.of("string")
    fixed = _fixed(facts)
    node: Node = ANY_TEXT if fixed is None else choice(*fixed)
    for texts in _required_texts(facts):
        node = Both(node, texts)
    if refused := _refused_texts(facts):
        node = Except(node, choice(*refused))
    return node


def _required_texts(facts: list[Any]) -> list[Node]:
    found = [fact.texts for fact in facts if isinstance(fact, Reads) and fact.holds]
    least, most = sizes(facts)
    if most is not None and least > most:
        return [NOTHING]
    if least > 0 or most is not None:
        found.append(Repeat(ANY_CHARACTER, least, most))
    return found


def _refused_texts(facts: list[Any]) -> list[Node | str]:
    found: list[Node | str] = [fact.texts for fact in facts if isinstance(fact, Reads) and not fact.holds]
    found += [value for fact in facts if isinstance(fact, AmongValues) and not fact.holds for value in fact.values]
    return found


def sizes(facts: Iterable[Any]) -> tuple[int, int | None]:
    """The tightest bounds on a size."""
    found = reduce(Size.and_, (fact for fact in facts if isinstance(fact, Size)), ANY_SIZE)
    return found.least, found.most
