"""What is taken from the table of the bodies at once is what reading a byte, call by call, comes to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from constrained_diffusion.automata.stack.pushdown import Bodies, Configuration, Configurations, bodies_of
from constrained_diffusion.automata.stack.self_embedding import procedures
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.ir import Grammar
from constrained_diffusion.languages.lark_grammar import grammar_language
from tests.inference.test_context_free import AMBIGUOUS, BY_HAND, GRAMMARS


def _check(bodies: Bodies) -> None:
    configurations = Configurations(bodies)
    for state, symbol in np.ndindex(bodies.table.shape):
        found: list[Configuration] = []
        configurations.read(state, symbol, (), found.append)
        assert bool(found) == bool(bodies.reads[state, symbol])
        if bodies.simple[state, symbol]:
            target = int(bodies.table[state, symbol])
            assert found == ([(target, ())] if target >= 0 else [])
            assert configurations.table[state, symbol] == target


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])  # most need no calls
@given(GRAMMARS)
def test_simple_bytes_of_random_grammars(grammar: Grammar) -> None:
    try:
        found = procedures(grammar)
    except ConstraintTooLarge:
        assume(False)
    assume(found.calls)
    _check(bodies_of(found))


@pytest.mark.parametrize("name", ["json", "arithmetic"])
def test_simple_bytes_of_grammars_that_ship(name: str) -> None:
    _check(bodies_of(procedures(grammar_language(Path("grammars") / f"{name}.lark"))))


@pytest.mark.parametrize("name", [*BY_HAND, "ambiguous"])
def test_simple_bytes_of_grammars_by_hand(name: str) -> None:
    grammar = BY_HAND.get(name, AMBIGUOUS)
    _check(bodies_of(procedures(grammar)))
