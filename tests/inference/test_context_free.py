"""The context-free engine against enumeration: random small grammars, random canvases, tokens that straddle rules."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import pytest
import torch
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from scipy.stats import chisquare
from torch import Tensor

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.api.compilation import compile_language
from constrained_diffusion.errors import ConstraintTooLarge, UnsatisfiableConstraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint, AutomatonPosterior
from constrained_diffusion.inference.machines import pushdown as machines
from constrained_diffusion.languages.ir import (
    Characters,
    Choice,
    Grammar,
    Node,
    Reference,
    Repeat,
    Selection,
    Sequence,
    Text,
    choice,
    sequence,
)
from tests.enumeration import Enumerated, members
from tests.large_vocabulary import large_vocabulary

VOCABULARIES = {
    "straddling": Vocabulary.from_bytes([b"<eos>", b"a", b"(", b")", b"))", b")+(", b"+", b"(("], eos=0),
    "letters": Vocabulary.from_bytes([b"<eos>", b"<pad>", b"a", b"+", b"(", b")", b"(a", b"a)"], eos=0, pad=1),
    "long": Vocabulary.from_bytes([b"<eos>", b"a+(", b"a)", b"(a)", b"a", b")(", b"+a)+"], eos=0),
}

Span = tuple[int, int]


def derives(grammar: Grammar, text: str) -> bool:
    """Whether the grammar derives the text: least fixed point of the spans of every rule."""
    spans: dict[str, frozenset[Span]] = {name: frozenset() for name, _ in grammar.rules}
    here = frozenset((i, i) for i in range(len(text) + 1))

    def join(first: frozenset[Span], second: frozenset[Span]) -> frozenset[Span]:
        return frozenset((i, k) for i, j in first for j2, k in second if j == j2)

    def of(node: Node) -> frozenset[Span]:
        match node:
            case Text(word):
                return frozenset((i, i + len(word)) for i in range(len(text) + 1) if text.startswith(word, i))
            case Characters(ranges):
                return frozenset((i, i + 1) for i, c in enumerate(text) if any(a <= ord(c) <= b for a, b in ranges))
            case Reference(name):
                return spans[name]
            case Sequence(parts):
                found = here
                for part in parts:
                    found = join(found, of(part))
                return found
            case Choice(options):
                return frozenset().union(*map(of, options))
            case Repeat(item, least, most, separator):
                one, more = of(item), join(of(separator), of(item))
                found = here if least == 0 else frozenset()
                power, count = one, 1
                while power and (most is None or count <= most):
                    if count >= least:
                        if most is None and power <= found and count > least + len(text) + 1:
                            break
                        found |= power
                    power, count = join(power, more), count + 1
                    if count > 4 * (len(text) + 2) + least:
                        break
                return found
            case Selection(items, separator):
                none, some = here, frozenset()
                for item, required in items:
                    taken = join(none, of(item)) | join(join(some, of(separator)), of(item))
                    none, some = (frozenset(), taken) if required else (none, some | taken)
                return none | some
            case _:
                raise AssertionError(node)

    while True:
        after = {name: of(node) for name, node in grammar.rules}
        if after == spans:
            return (0, len(text)) in spans[grammar.start]
        spans = after


NAMES = ("s", "t", "u")


def _nodes() -> st.SearchStrategy[Node]:
    leaves = st.one_of(
        st.sampled_from(["a", "(", ")", "+", "", "a)"]).map(Text), st.sampled_from(NAMES).map(Reference),
        st.sampled_from(NAMES).map(Reference),
    )  # fmt: skip
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: Sequence(tuple(parts))),
            st.lists(inner, min_size=2, max_size=3).map(lambda options: Choice(tuple(options))),
            inner.map(lambda item: Sequence((Text("("), item, Text(")")))),
            st.tuples(inner, st.sampled_from([(0, 1), (0, None), (1, None), (0, 2)])).map(
                lambda pair: Repeat(pair[0], *pair[1])
            ),
        ),
        max_leaves=7,
    )


GRAMMARS = st.tuples(_nodes(), _nodes(), _nodes()).map(
    lambda nodes: Grammar("s", tuple(zip(NAMES, nodes, strict=True)))
)

R = Reference
BY_HAND = {
    "brackets": Grammar("s", (("s", Repeat(choice("a", sequence("(", R("s"), ")")), 0, None)),)),
    "infix": Grammar("s", (("s", choice(sequence(R("s"), "+", R("s")), "a", sequence("(", R("s"), ")"))),)),
    "left and right": Grammar("s", (("s", choice(sequence(R("s"), "+"), sequence("(", R("s")), "a")),)),
    "pairs": Grammar("s", (("s", choice(sequence("a", R("s"), "+"), "")),)),
    "doubled": Grammar("s", (("s", choice(sequence(R("s"), R("s")), "a", sequence("(", R("s"), ")"))),)),
    "no brackets": Grammar("s", (("s", choice(sequence("a", R("s"), "a"), sequence("+", R("s"), "+"), "a")),)),
    "hidden left": Grammar(
        "s", (("s", choice(sequence(R("t"), R("s"), "+"), "a")), ("t", choice("", sequence("(", R("s"), ")"))))
    ),
    "mutual": Grammar(
        "s",
        (
            ("s", choice(sequence(R("t"), "+"), "a")),
            ("t", choice(sequence(R("s"), "a"), sequence("(", R("t"), R("s"), ")"), "+")),
        ),
    ),
    "unit cycle": Grammar("s", (("s", choice(R("t"), "a")), ("t", choice(R("s"), sequence("(", R("s"), ")"))))),
    "selection": Grammar(
        "s", (("s", choice("a", sequence("(", Selection(((R("s"), False), (Text("a"), True)), Text("+")), ")"))),)
    ),
}


@lru_cache(maxsize=4096)
def _derives(grammar: Grammar, text: str) -> bool:
    return derives(grammar, text)


def check(
    constraint: AutomatonConstraint, holds: Callable[[str], bool], canvas: Tensor, logits: Tensor, scored: bool
) -> bool:
    """Compares with enumeration; whether weights were compared too."""
    vocabulary = constraint.vocabulary
    found = members(vocabulary, holds, canvas)
    assert constraint.is_completable(canvas) == bool(found)
    if not found:
        with pytest.raises(UnsatisfiableConstraint):
            constraint.masks(canvas)
        return False
    oracle = Enumerated(vocabulary, found, canvas, logits, scored)
    masks = constraint.masks(canvas)
    assert torch.equal(masks, oracle.masks())
    chances = oracle.probability()
    best, weight = constraint.best(canvas, logits)
    assert oracle.is_best(best)
    assert tuple(constraint.sample(canvas, logits).tolist()) in chances
    if not constraint.is_unambiguous:
        return False
    assert float(constraint.log_partition(canvas, logits)) == pytest.approx(oracle.log_partition, abs=1e-8, rel=1e-8)
    marginals, expected = constraint.marginals(canvas, logits), oracle.marginals()
    assert torch.allclose(marginals.exp(), expected.exp(), atol=1e-8)
    lost = (marginals == -torch.inf) & masks
    assert (expected[lost] < math.log(1e-8)).all()
    assert float(weight) == pytest.approx(math.log(chances[tuple(best.tolist())]), abs=1e-7, rel=1e-6)
    partial = torch.where(torch.arange(len(canvas)) % 2 == 0, best, -1)
    agreeing = sum(
        p for tokens, p in chances.items() if all(w in (-1, x) for w, x in zip(partial.tolist(), tokens, strict=True))
    )
    assert constraint.posterior(canvas, logits).log_probability(partial) == pytest.approx(
        math.log(agreeing), abs=1e-7, rel=1e-4
    )
    return True


@st.composite
def canvases(draw: st.DrawFn, most: int):  # type: ignore[no-untyped-def]
    vocabulary = VOCABULARIES[draw(st.sampled_from(sorted(VOCABULARIES)))]
    n = draw(st.integers(0, most))
    canvas = torch.tensor(
        [draw(st.integers(0, vocabulary.size - 1)) if draw(st.integers(0, 3)) == 0 else -1 for _ in range(n)],
        dtype=torch.long,
    )
    generator = torch.Generator().manual_seed(draw(st.integers(0, 2**31)))
    scale = draw(st.sampled_from([0.0, 1.0, 5.0, 300.0]))
    logits = torch.randn(n, vocabulary.size, generator=generator, dtype=torch.float64) * scale
    return vocabulary, canvas, logits, draw(st.booleans())


@settings(max_examples=300)
@given(GRAMMARS, canvases(4))
def test_random_grammars(grammar: Grammar, situation) -> None:  # type: ignore[no-untyped-def]
    vocabulary, canvas, logits, scored = situation
    try:
        constraint = compile_language(grammar, vocabulary, scores_padding=scored)
    except UnsatisfiableConstraint:
        assert not members(vocabulary, lambda text: _derives(grammar, text), canvas)
        return
    except ConstraintTooLarge:
        reject()
    check(constraint, lambda text: _derives(grammar, text), canvas, logits, scored)


@pytest.mark.parametrize("name", BY_HAND)
@settings(max_examples=12)
@given(situation=canvases(5))
def test_grammars_by_hand(name: str, situation) -> None:  # type: ignore[no-untyped-def]
    vocabulary, canvas, logits, scored = situation
    try:
        constraint = compile_language(BY_HAND[name], vocabulary, scores_padding=scored)
    except UnsatisfiableConstraint:
        return
    check(constraint, lambda text: _derives(BY_HAND[name], text), canvas, logits, scored)


AMBIGUOUS = Grammar(
    "s",
    (
        ("s", choice(R("t"), R("u"), sequence("(", R("s"), ")"))),
        ("t", sequence("(", choice("a", R("t")), ")", Repeat(Text("+"), 0, None))),
        ("u", sequence("(", choice("a", R("u")), ")", Repeat(Text(")"), 0, None))),
    ),
)


@pytest.mark.parametrize(
    "grammar", [BY_HAND["infix"], BY_HAND["no brackets"], AMBIGUOUS], ids=["clear", "pairs", "ambiguous"]
)
def test_samples_follow_the_distribution(grammar: Grammar) -> None:
    """Of distinct canvases, whatever the number of their parses."""
    vocabulary, n = VOCABULARIES["letters"], 4
    constraint = compile_language(grammar, vocabulary)
    assert constraint.is_unambiguous == (grammar is BY_HAND["infix"])
    generator = torch.Generator().manual_seed(5)
    logits = torch.randn(n, vocabulary.size, generator=generator, dtype=torch.float64)
    canvas = torch.full((n,), -1)
    found = members(vocabulary, lambda text: _derives(grammar, text), canvas)
    chances = Enumerated(vocabulary, found, canvas, logits, True).probability()
    posterior = constraint.posterior(canvas, logits)
    counts = dict.fromkeys(chances, 0)
    for _ in range(1500):
        counts[tuple(posterior.sample(generator).tolist())] += 1
    likely = [tokens for tokens, p in chances.items() if p * 1500 >= 5]
    rest = 1500 - sum(counts[tokens] for tokens in likely)
    observed = [counts[tokens] for tokens in likely] + [rest]
    expected = [1500 * chances[tokens] for tokens in likely]
    expected.append(1500 - sum(expected))
    if expected[-1] < 1e-6:
        observed, expected = observed[:-1], expected[:-1]
    assert chisquare(observed, expected, sum_check=False).pvalue > 1e-4


@pytest.mark.parametrize("name", ["json", "python_expression", "two free values"])
@pytest.mark.parametrize("n", [5, 12, 40])
def test_marginals_and_draws_where_much_ties(name: str, n: int) -> None:
    """Frames that are called several times by one frame: no call is lost on the way back."""
    vocabulary = large_vocabulary(2000)
    if name == "two free values":
        free = {
            "type": "object",
            "properties": {"a": {}, "b": {}},
            "required": ["a", "b"],
            "additionalProperties": False,
        }
        constraint = compile_constraint(vocabulary, schema=free)
        n += constraint.min_length()
    else:
        constraint = compile_constraint(vocabulary, grammar=f"grammars/{name}.lark")
    generator = torch.Generator().manual_seed(n)
    logits = torch.zeros(n, vocabulary.size, dtype=torch.float64)
    whole = constraint.sample(torch.full((n,), -1), logits, generator=generator)
    for share in (0.0, 0.1, 0.6):
        canvas = torch.where(torch.rand(n, generator=generator) < share, whole, -1)
        posterior = constraint.posterior(canvas, logits)
        marginals = posterior.marginals().exp()
        assert torch.allclose(marginals.sum(1), torch.ones(n, dtype=torch.float64), atol=1e-7)
        for _ in range(20):
            drawn = posterior.sample(generator)
            assert constraint.accepts(drawn)
            assert bool((marginals[torch.arange(n), drawn] > 0.0).all())
        best, weight = posterior.best()
        assert constraint.accepts(best)
        assert posterior.log_probability(best) == pytest.approx(weight, abs=1e-6)
        assert weight == pytest.approx(-posterior.log_partition, abs=1e-6)  # all canvases weigh the same


@pytest.mark.parametrize("n", [5, 12, 20])
def test_a_frame_that_is_called_in_several_ways_by_the_last_that_calls(n: int) -> None:
    """No way is lost when calls are read back."""
    vocabulary = large_vocabulary(2000)
    constraint = compile_constraint(vocabulary, grammar="grammars/python_expression.lark")
    canvas = torch.full((n,), -1)
    canvas[-2] = next(t for t in range(vocabulary.size) if vocabulary.token_bytes(t) == b'"["')
    posterior = constraint.posterior(canvas, torch.zeros(n, vocabulary.size, dtype=torch.float64))
    assert torch.allclose(posterior.marginals().exp().sum(1), torch.ones(n, dtype=torch.float64), atol=1e-7)
    generator = torch.Generator().manual_seed(0)
    for _ in range(50):
        drawn = posterior.sample(generator)
        assert constraint.accepts(drawn)
        assert drawn[-2] == canvas[-2]


@pytest.mark.parametrize("left_out", [1e-9, 1e-3, 1.0, 1e12])
@pytest.mark.parametrize("scale", [1.0, 12.0])
def test_whatever_floor_sums_begin_with(left_out: float, scale: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too high a floor is noticed, on the way or at the end, and lowered until nothing that matters is left out."""
    vocabulary = large_vocabulary(2000)
    for name in ("json", "sql"):
        constraint = compile_constraint(vocabulary, grammar=f"grammars/{name}.lark")
        canvas = torch.full((28,), -1)
        logits = scale * torch.randn(28, vocabulary.size, generator=torch.Generator().manual_seed(3)).double()
        monkeypatch.setattr(AutomatonPosterior, "_missing", 0.0)  # and a floor of zero
        exact = constraint.posterior(canvas, logits)
        expected, marginals = exact.log_partition, exact.marginals()
        monkeypatch.undo()
        monkeypatch.setattr(machines, "_LEFT_OUT", left_out)
        found = constraint.posterior(canvas, logits)
        assert found.log_partition == pytest.approx(expected, abs=2e-8)
        assert torch.allclose(found.marginals().exp(), marginals.exp(), atol=1e-6)
