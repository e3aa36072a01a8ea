"""Masks, log-partition, marginals, best and samples against enumeration, for random regexes and random canvases."""

from __future__ import annotations

import itertools
import json
import math
import re
from collections import Counter
from functools import lru_cache
from typing import Any

import jsonschema
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare
from torch import Tensor

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.rows import Tokens
from tests.enumeration import Enumerated, members, text_of
from tests.languages.test_json_schema import schemas

TOKENS = [b"<eos>", b"<pad>", b"a", b"b", b"ab", b"ba", b"\xc3", b"\xa9", "é".encode(), b"a\xc3", b"\xa9b"]
VOCABULARIES = {
    "pad": Vocabulary.from_bytes(TOKENS, eos=0, pad=1),
    "no pad": Vocabulary.from_bytes(TOKENS, eos=[0, 1]),
    "no bytes": Vocabulary.from_bytes([b"", b"a", b"ab", b"bb", "é".encode()], eos=0),
}

JSON_PIECES = [b"<eos>", b'{"a":', b"}", b'"', b"a", b'"a', b"[", b"]", b",1", b"1", b"null", b"true"]
JSON = Vocabulary.from_bytes(JSON_PIECES, eos=0)

ATOMS = st.sampled_from(["a", "b", "é", "[ab]", "[^a]", ".", "ab", "(?:ab)"])


def _combined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(parts, parts).map("".join),
        st.tuples(parts, parts).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(parts, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{2,}"])).map(lambda p: f"(?:{p[0]}){p[1]}"),
    )


REGEXES = st.recursive(ATOMS, _combined, max_leaves=5)


@st.composite
def situations(draw: st.DrawFn):  # type: ignore[no-untyped-def]
    vocabulary = VOCABULARIES[draw(st.sampled_from(sorted(VOCABULARIES)))]
    n = draw(st.integers(0, 4 if vocabulary.size > 6 else 6))
    canvas = torch.tensor(
        [
            draw(st.integers(0, vocabulary.size - 1)) if draw(st.booleans()) and draw(st.booleans()) else -1
            for _ in range(n)
        ],
        dtype=torch.long,
    )
    generator = torch.Generator().manual_seed(draw(st.integers(0, 2**31)))
    scale = draw(st.sampled_from([0.0, 1.0, 5.0, 300.0]))
    logits = torch.randn(n, vocabulary.size, generator=generator, dtype=torch.float64) * scale
    return vocabulary, draw(REGEXES), canvas, logits, draw(st.booleans())


def _holds(pattern: str):  # type: ignore[no-untyped-def]
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


def agree(
    constraint: AutomatonConstraint, found: list[tuple[int, ...]], canvas: Tensor, logits: Tensor, scored: bool
) -> None:
    """Everything that the constraint says of a canvas is what enumeration says."""
    vocabulary, dtype = constraint.vocabulary, logits.dtype
    assert constraint.is_completable(canvas) == bool(found)
    if not found:
        for ask in (constraint.masks, constraint.forced, lambda c: constraint.marginals(c, logits)):
            with pytest.raises(UnsatisfiableConstraint) as raised:
                ask(canvas)
            assert raised.value.cause in ("budget", "committed")
        return
    oracle = Enumerated(vocabulary, found, canvas, logits, scored)
    masks = constraint.masks(canvas)
    assert torch.equal(masks, oracle.masks())
    forced = constraint.forced(canvas)
    alone = masks.sum(1) == 1
    assert torch.equal(forced[alone], masks[alone].long().argmax(1))
    assert (forced[~alone] == -1).all()

    precision = 1e-9 if dtype == torch.float64 else 2e-4
    assert float(constraint.log_partition(canvas, logits)) == pytest.approx(
        oracle.log_partition, abs=precision, rel=precision
    )
    marginals, expected = constraint.marginals(canvas, logits), oracle.marginals()
    assert torch.equal(marginals > -torch.inf, masks)
    assert torch.allclose(marginals.double().exp(), expected.exp(), atol=1e-9 if dtype == torch.float64 else 1e-3)
    best, weight = constraint.best(canvas, logits)
    chances = oracle.probability()
    assert oracle.is_best(best)
    assert float(weight) == pytest.approx(math.log(chances[tuple(best.tolist())]), abs=precision * 10, rel=1e-5)
    sample = constraint.sample(canvas, logits, generator=torch.Generator().manual_seed(0))
    assert tuple(sample.tolist()) in chances
    partial = torch.where(torch.arange(len(canvas)) % 2 == 0, best, -1)
    agreeing = sum(
        p for tokens, p in chances.items() if all(w in (-1, x) for w, x in zip(partial.tolist(), tokens, strict=True))
    )
    posterior = constraint.posterior(canvas, logits)
    assert posterior.log_probability(partial) == pytest.approx(math.log(agreeing), abs=precision * 10, rel=1e-4)
    assert constraint.accepts(best)
    assert constraint.accepts(sample.tolist())


@settings(max_examples=400)
@given(situations(), st.sampled_from([torch.float64, torch.float32]))
def test_agrees_with_enumeration(situation, dtype) -> None:  # type: ignore[no-untyped-def]
    vocabulary, pattern, canvas, logits, scored = situation
    logits = logits.to(dtype)
    found = members(vocabulary, _holds(pattern), canvas)
    try:
        constraint = compile_constraint(vocabulary, regex=pattern, scores_padding=scored)
    except UnsatisfiableConstraint:
        assert not found
        return
    agree(constraint, found, canvas, logits, scored)


@lru_cache(maxsize=8)
def _documents(n: int) -> list[tuple[tuple[int, ...], Any]]:
    """Every canvas of n positions over `JSON_PIECES` that holds compact JSON, and its value."""
    found = []
    for tokens in itertools.product(range(len(JSON_PIECES)), repeat=n):
        text = text_of(JSON, tokens)
        try:
            value = json.loads(text or "")
        except ValueError:
            continue
        if json.dumps(value, separators=(",", ":")) == text:
            found.append((tokens, value))
    return found


@settings(max_examples=200)
@given(schemas(), st.integers(1, 4), st.integers(0, 2**31), st.booleans(), st.data())
def test_schemas_agree_with_enumeration(schema, n, seed, scored, data) -> None:  # type: ignore[no-untyped-def]
    """The pieces cannot spell two members of one object, so that jsonschema alone decides what belongs."""
    validator = jsonschema.Draft202012Validator(schema)
    found = [tokens for tokens, value in _documents(n) if validator.is_valid(value)]
    canvas = torch.full((n,), -1)
    if found and data.draw(st.booleans()):  # commit some of a member, so that completions remain
        position = data.draw(st.integers(0, n - 1))
        canvas[position] = data.draw(st.sampled_from(found))[position]
        found = [tokens for tokens in found if tokens[position] == int(canvas[position])]
    logits = torch.randn(n, JSON.size, generator=torch.Generator().manual_seed(seed), dtype=torch.float64) * 2
    try:
        constraint = compile_constraint(JSON, schema=schema, scores_padding=scored)
    except UnsatisfiableConstraint:
        assert not found
        return
    agree(constraint, found, canvas, logits, scored)


@pytest.mark.parametrize("scored", [True, False])
@pytest.mark.parametrize("name", sorted(VOCABULARIES))
def test_sample_frequencies(name: str, scored: bool) -> None:
    vocabulary = VOCABULARIES[name]
    pattern = "(a|ab|b|é)*b?"
    canvas = torch.tensor([-1, vocabulary.size - 2 if name == "no bytes" else 3, -1])
    logits = torch.randn(3, vocabulary.size, generator=torch.Generator().manual_seed(7))
    oracle = Enumerated(vocabulary, members(vocabulary, _holds(pattern), canvas), canvas, logits, scored)
    constraint = compile_constraint(vocabulary, regex=pattern, scores_padding=scored)
    generator = torch.Generator().manual_seed(1)
    draws = 4000
    posterior = constraint.posterior(canvas, logits)
    counts = Counter(tuple(posterior.sample(generator).tolist()) for _ in range(draws))
    chances = oracle.probability()
    assert set(counts) <= set(chances)
    frequent = [tokens for tokens, chance in chances.items() if chance * draws > 5]
    observed = [counts[tokens] for tokens in frequent]
    expected = [chances[tokens] * draws for tokens in frequent]
    observed.append(draws - sum(observed))
    expected.append(draws - sum(expected))
    if expected[-1] < 1:
        observed, expected = observed[:-1], [e * sum(observed[:-1]) / sum(expected[:-1]) for e in expected[:-1]]
    assert chisquare(observed, expected).pvalue > 1e-4


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.float16, torch.bfloat16])
@pytest.mark.parametrize("bad", [torch.nan, torch.inf])
def test_logits_that_are_none_are_refused_wherever_they_stand(dtype: torch.dtype, bad: float) -> None:
    vocabulary = Vocabulary.from_bytes([b"", b"a", b"b", b"", b"zz"], eos=0, mask=3)
    constraint = compile_constraint(vocabulary, regex="[ab]{2}")
    for token in range(5):  # 3 and 4 are in no class
        logits = torch.zeros(3, 5, dtype=dtype)
        logits[1, token] = bad
        for ask in ("marginals", "sample", "best", "log_partition"):
            with pytest.raises(ValueError, match="NaN"):
                getattr(constraint, ask)(torch.full((3,), -1), logits)


@pytest.mark.parametrize("offset", [0.0, 1e3, 6e4, -6e4, 3e8])
def test_a_common_offset_moves_nothing(offset: float) -> None:
    vocabulary = Vocabulary.from_bytes([b"", b"a", b"b", b"ab"], eos=0)
    constraint = compile_constraint(vocabulary, regex="[ab]{2,3}")
    logits = torch.randint(-2, 3, (4, 4), generator=torch.Generator().manual_seed(0)).float()
    canvas = torch.full((4,), -1)
    expected = constraint.marginals(canvas, logits.double()).exp()
    shifted = logits + offset
    exact = bool(torch.equal(shifted - offset, logits))
    posterior = constraint.posterior(canvas, shifted)
    marginals = posterior.marginals().exp()
    assert torch.allclose(marginals.sum(1), torch.ones(4), atol=1e-5)
    best = posterior.best()[0]
    assert torch.allclose(posterior.confidences(best), marginals.double().gather(1, best[:, None])[:, 0], atol=1e-5)
    if exact:
        assert torch.allclose(marginals.double(), expected, atol=1e-5)
        assert torch.allclose(posterior.entropies(), -(expected * expected.clamp_min(1e-300).log()).sum(1), atol=1e-5)


def test_what_is_forced_on_an_open_canvas_is_found_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    constraint = compile_constraint(VOCABULARIES["pad"], regex="aé(a|b)b")
    assert isinstance(constraint, AutomatonConstraint)
    made: list[int] = []
    found = constraint._forced_by

    def noted(committed: Tokens) -> Tokens:
        made.append(len(committed))
        return found(committed)

    monkeypatch.setattr(constraint, "_forced_by", noted)
    first = constraint.forced(torch.full((6,), -1))
    wanted = first.clone()
    first[:] = 0  # whoever is given it may write into it
    assert torch.equal(constraint.forced(torch.full((6,), -1)), wanted)
    assert made == [6]
    constraint.forced(torch.full((5,), -1))
    assert made == [6, 5]
    held = torch.tensor([TOKENS.index(b"a"), -1, -1, -1, -1, -1])
    assert constraint.forced(held)[0] == held[0]
    assert made == [6, 5, 6]
