"""Claims against jsonschema: branches hold of exactly the values that a schema takes, and what is written is valid."""

from __future__ import annotations

import json
import os
import random
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
import torch
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.automata import compile
from constrained_diffusion.automata.bytes import repeated
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.automata.stack import outlining
from constrained_diffusion.errors import ConstraintTooLarge, UnsatisfiableConstraint, UnsupportedSchema
from constrained_diffusion.languages.ir import Node
from constrained_diffusion.languages.json_schema import facts as of
from constrained_diffusion.languages.json_schema.assertions import Rules
from constrained_diffusion.languages.json_schema.claims import Branch, Claim
from constrained_diffusion.languages.json_schema.consistency import tableau_of
from constrained_diffusion.languages.json_schema.equality import identity
from constrained_diffusion.languages.json_schema.rules.any_value import type_of

SIZE = int(os.environ.get("SCHEMAS", "60"))
BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
NAMES = ["a", "b", "ab", "c"]


def value_of(rng: random.Random, depth: int = 2) -> Any:
    kind = rng.random()
    if depth and kind < 0.25:
        return [value_of(rng, depth - 1) for _ in range(rng.randint(0, 3))]
    if depth and kind < 0.55:
        return {name: value_of(rng, depth - 1) for name in rng.sample(NAMES, rng.randint(0, 3))}
    return rng.choice([None, True, False, 0, 1, 2, 3, -1, 1.5, 2.0, "", "a", "b", "ab", "abc"])


def schema_of(rng: random.Random, depth: int = 3) -> Any:
    if depth == 0 or rng.random() < 0.08:
        plain = [True, False, {}, {"type": rng.choice(["integer", "string", "null"])}, {"const": value_of(rng, 1)}]
        return rng.choice(plain)

    def inner() -> Any:
        return schema_of(rng, depth - 1)

    made: dict[str, Any] = {}
    for _ in range(rng.randint(1, 3)):
        match rng.randrange(28):
            case 0:
                kinds = ["integer", "number", "string", "array", "object", ["integer", "string"], ["number", "null"]]
                made["type"] = rng.choice(kinds)
            case 1:
                made["enum"] = [value_of(rng, 1) for _ in range(rng.randint(0, 4))]
            case 2:
                made["const"] = value_of(rng, 1)
            case 3 | 4 | 5 as which:
                made[["allOf", "anyOf", "oneOf"][which - 3]] = [inner() for _ in range(rng.randint(1, 3))]
            case 6:
                made[rng.choice(["not", "contains", "items", "additionalProperties", "propertyNames"])] = inner()
            case 7:
                made |= {"if": inner(), "then": inner(), "else": inner()}
            case 8:
                made[rng.choice(["minimum", "maximum", "exclusiveMinimum"])] = rng.choice([0, 1, 1.5, -1])
            case 9:
                made["multipleOf"] = rng.choice([1, 2, 0.5, 3])
            case 10 | 11:
                made["pattern"] = rng.choice(["a", "^a", "b$", "^ab?$", "^$"])
            case 12 | 13:
                bounds = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"]
                made[rng.choice(bounds)] = rng.randint(0, 3)
            case 14:
                made["prefixItems"] = [inner() for _ in range(rng.randint(1, 2))]
            case 15:
                made |= {"contains": inner(), "minContains": rng.randint(0, 2), "maxContains": rng.randint(0, 2)}
            case 16 | 17 | 18:
                made["properties"] = {name: inner() for name in rng.sample(NAMES, rng.randint(1, 3))}
            case 19:
                made["patternProperties"] = {rng.choice(["a", "^a", "b$", "^c"]): inner()}
            case 20 | 21:
                made["required"] = rng.sample(NAMES, rng.randint(1, 2))
            case 22:
                made["dependentRequired"] = {rng.choice(NAMES): rng.sample(NAMES, rng.randint(0, 2))}
            case 23:
                made["dependentSchemas"] = {rng.choice(NAMES): inner()}
            case 24 | 25:
                made[rng.choice(["unevaluatedProperties", "unevaluatedItems"])] = rng.choice([False, False, inner()])
            case 26:
                made["uniqueItems"] = rng.choice([True, True, False])
            case _:
                made["$ref"] = "#/$defs/" + rng.choice("xy")
    return made


def document(rng: random.Random) -> dict[str, Any]:
    root = schema_of(rng)
    return (root if isinstance(root, dict) else {}) | {"$defs": {"x": schema_of(rng, 1), "y": schema_of(rng, 2)}}


class Reading:
    """Whether values satisfy claims, by the facts of their branches."""

    def __init__(self, root: dict[str, Any]) -> None:
        resolver = Registry().resolver_with_root(DRAFT202012.create_resource(root))
        self.rules = Rules(lambda reference, _: resolver.lookup(reference).contents)
        self.tableau = tableau_of(self.rules)

    def holds(self, claim: Claim, value: Any) -> bool:
        return any(self.fits(branch, value) for branch in self.tableau.branches(frozenset({claim})))

    def fits(self, branch: Branch, value: Any) -> bool:
        kind = type_of(value)
        return kind in branch.types and all(self.fact(fact, value) for fact in branch.of(kind))

    def among(self, names: of.Names, name: str) -> bool:
        inside = names.matching is None or reads(names.matching, name)
        return inside and name not in names.but and not any(reads(one, name) for one in names.but_matching)

    def fact(self, fact: Any, value: Any) -> bool:
        match fact:
            case of.AmongValues(values, holds):
                return (identity(value) in map(identity, values)) == holds
            case of.Bound(bound, is_lower, is_exclusive):
                exact = Decimal(str(value))
                if exact == bound:
                    return not is_exclusive
                return (exact > bound) == is_lower
            case of.Divides(divisor, holds):
                return (Decimal(str(value)) % divisor == 0) == holds
            case of.Reads(texts, holds):
                return reads(texts, value) == holds
            case of.Size(least, most):
                return least <= len(value) and (most is None or len(value) <= most)
            case of.Item(index, claim):
                return index >= len(value) or self.holds(claim, value[index])
            case of.Items(start, claim):
                return all(self.holds(claim, item) for item in value[start:])
            case of.Holds(start, claim, least, most):
                count = sum(self.holds(claim, item) for item in value[start:])
                return least <= count and (most is None or count <= most)
            case of.Distinct(holds):
                return (len(set(map(identity, value))) == len(value)) == holds
            case of.Member(name, claim):
                return name not in value or self.holds(claim, value[name])
            case of.Members(names, claim):
                return all(self.holds(claim, inner) for name, inner in value.items() if self.among(names, name))
            case of.SomeMember(names, claim):
                return any(self.holds(claim, inner) for name, inner in value.items() if self.among(names, name))
            case of.NamesAre(claim):
                return all(self.holds(claim, name) for name in value)
            case of.SomeNameIs(claim):
                return any(self.holds(claim, name) for name in value)
            case of.Has(name, holds):
                return (name in value) == holds
            case _:
                return isinstance(fact, (of.Opens, of.Declares))


def reads(texts: Node, text: str) -> bool:
    return byte_automaton(texts).accepts(text.encode())


@pytest.mark.parametrize("seed", range(4))
def test_branches_are_what_jsonschema_takes(seed: int) -> None:
    """And those of the opposite claim what it refuses."""
    rng = random.Random(seed)
    for _ in range(SIZE):
        root = document(rng)
        validator, reading = jsonschema.Draft202012Validator(root), Reading(root)
        claim = reading.rules.claim(root, "")
        for value in [value_of(rng) for _ in range(10)]:
            try:
                expected = validator.is_valid(value)
            except RecursionError:  # a schema that is its own part
                break
            assert reading.holds(claim, value) == expected, (root, value)
            assert reading.holds(reading.rules.opposite(claim), value) != expected, (root, value)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(4))
def test_open_objects_in_any_order_are_all_that_is_valid(seed: int) -> None:
    """In the standard's own meaning the texts are those of the valid values."""
    rng = random.Random(100 + seed)
    taken = 0
    for _ in range(SIZE // 3):
        root = document(rng)
        try:
            constraint = compile_constraint(BYTES, schema=root, additional_properties="open", property_order="any")
        except (UnsupportedSchema, ConstraintTooLarge):
            continue
        except UnsatisfiableConstraint:
            constraint = None
        taken += 1
        for value in [value_of(rng) for _ in range(12)]:
            text = json.dumps(value, separators=(",", ":"))
            try:
                expected = jsonschema.Draft202012Validator(root).is_valid(value)
            except RecursionError:  # a schema that is its own part
                break
            accepted = constraint is not None and constraint.accepts(list(text.encode()))
            assert accepted == expected, (root, text)
    assert taken > SIZE // 5


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(4))
def test_what_is_called_is_what_would_be_written_out(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with nearly every part that stands twice made once, as in large languages: called in any case, called
    where a stack is needed and every text is sure to have one run, or drawn as an automaton of its own."""
    for module in (outlining, compile) if seed < 2 else ():
        monkeypatch.setattr(module, "MOST_WRITTEN_OUT", 40)
    if seed < 3:
        monkeypatch.setattr(compile, "MANY_WRITTEN_OUT", 40)
        monkeypatch.setattr(outlining, "_WORTH_A_CALL", 5)
    monkeypatch.setattr(repeated, "_SMALL", 40)
    monkeypatch.setattr(repeated, "_WORTH", 5)
    test_open_objects_in_any_order_are_all_that_is_valid(1000 + seed)
    user = {"type": "object", "properties": {"id": {"type": "null"}}}
    schema = {"type": "object", "properties": {"c": {"type": "null"}, "user": user}, "additionalProperties": False}
    constraint = compile_constraint(BYTES, schema=schema, additional_properties="open", property_order="any")
    for text in ('{"user":{"id":null}}', '{"user":{}}', '{"user":{"x":{"y":1}},"c":null}', '{"c":null,"user":{"x":1}}'):
        assert constraint.accepts(list(text.encode()))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(4))
def test_texts_are_valid(seed: int) -> None:
    rng = random.Random(seed)
    compiled = 0
    for _ in range(SIZE // 3):
        root = document(rng)
        try:
            constraint = compile_constraint(BYTES, schema=root)
        except (UnsupportedSchema, ConstraintTooLarge, UnsatisfiableConstraint):
            continue
        compiled += 1
        n = max(constraint.min_length(), 24)
        logits = torch.randn(n, BYTES.size, generator=torch.Generator().manual_seed(seed))
        for draw in range(3):
            generator = torch.Generator().manual_seed(draw)
            text = BYTES.decode(constraint.sample(torch.full((n,), -1), logits, generator=generator))
            try:
                assert jsonschema.Draft202012Validator(root).is_valid(json.loads(text)), (root, text)
            except RecursionError:  # a schema that is its own part
                break
    assert compiled > SIZE // 9
