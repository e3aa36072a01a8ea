"""The product of two token automata holds exactly the canvases of both, and is weighed like any automaton."""

from __future__ import annotations

import re

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.automata.tokens import product
from constrained_diffusion.errors import ConstraintTooLarge, UnsatisfiableConstraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.composition import Conjunction
from tests.enumeration import Enumerated, members

VOCABULARIES = [
    Vocabulary.from_bytes([b"a", b"b", b"ab", b"ba", b"c", b"", b""], eos=5, pad=6),
    Vocabulary.from_bytes([b"a", b"b", b"bb", b"c", b"", b""], eos=[4, 5]),
    Vocabulary.from_bytes([b"a", b"b", b"c", b"abc", b""], eos=4),
]
PATTERNS = ["(ab)*c?", "[ab]{1,3}", "a.*", ".*b", "(a|ba|c)*", "[^c]*", ".{2,3}", "", "c+"]


@given(
    st.sampled_from(VOCABULARIES),
    st.sampled_from(PATTERNS),
    st.sampled_from(PATTERNS),
    st.integers(1, 4),
    st.booleans(),
    st.data(),
)
@settings(max_examples=150)
def test_agrees_with_enumeration(
    vocabulary: Vocabulary, one: str, other: str, n: int, scored: bool, data: st.DataObject
) -> None:
    first, second = (compile_constraint(vocabulary, regex=p, scores_padding=scored) for p in (one, other))
    joined = first & second
    assert isinstance(joined, AutomatonConstraint)

    def holds(text: str) -> bool:
        return all(re.fullmatch(pattern, text, re.DOTALL) for pattern in (one, other))

    free = torch.full((n,), -1)
    every = members(vocabulary, holds, free)
    if not every:
        with pytest.raises(UnsatisfiableConstraint):
            joined.masks(free)
        return
    assert joined.min_length() <= n
    member = data.draw(st.sampled_from(every))
    canvas = torch.tensor([token if data.draw(st.booleans()) else -1 for token in member])
    found = [t for t in every if all(c in (-1, x) for c, x in zip(canvas.tolist(), t, strict=True))]
    logits = torch.randn(n, vocabulary.size, generator=torch.Generator().manual_seed(data.draw(st.integers(0, 999))))
    oracle = Enumerated(vocabulary, found, canvas, logits, scored)
    assert torch.equal(joined.masks(canvas), oracle.masks())
    posterior = joined.posterior(canvas, logits)
    assert posterior.log_partition == pytest.approx(oracle.log_partition, abs=1e-4)
    assert torch.allclose(posterior.marginals().exp().double(), oracle.marginals().exp(), atol=1e-5)
    assert torch.allclose(posterior.marginals(), (second & first).posterior(canvas, logits).marginals(), atol=1e-5)
    chances = oracle.probability()
    assert oracle.is_best(posterior.best()[0])
    assert tuple(posterior.sample().tolist()) in chances


def test_a_search_where_one_side_needs_a_stack() -> None:
    vocabulary = VOCABULARIES[0]
    nested = compile_constraint(vocabulary, grammar='start: "a" | "b" start "b"')
    joined = nested & compile_constraint(vocabulary, regex=".{3}")
    assert isinstance(joined, Conjunction)
    assert vocabulary.decode(joined.best(torch.full((3,), -1), torch.zeros(3, vocabulary.size))[0]) == "bab"


def test_a_product_too_large_says_what_else_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(product, "MAX_EDGES", 10)
    first, second = (compile_constraint(VOCABULARIES[0], regex=p) for p in ("[abc]{5}", "[ab]{5}"))
    with pytest.raises(ConstraintTooLarge, match="Conjunction"):
        first & second


def test_json_schemas_join() -> None:
    vocabulary = Vocabulary.from_bytes([b"", *(bytes([byte]) for byte in range(0x20, 0x7F))], eos=0)
    schema = {"type": "object", "properties": {"age": {"type": "integer"}}, "required": ["age"]}
    both = compile_constraint(vocabulary, schema=schema) & compile_constraint(vocabulary, regex=r".*[1-3]{3}\}")
    text = vocabulary.decode(both.sample(torch.full((16,), -1), torch.randn(16, vocabulary.size)))
    assert re.fullmatch(r'\{"age":-?\d*[1-3]{3}\}', text)
