"""The runs of a pushdown automaton against a list of all of them, by label."""

from __future__ import annotations

import itertools
import math
import string
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import chisquare

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.automata.tokens.pushdown import TokenPushdown
from constrained_diffusion.automata.tokens.sites import apart_by_site
from constrained_diffusion.automata.tokens.soundness import prove_pushdown
from constrained_diffusion.inference.machines import pushdown
from constrained_diffusion.inference.machines.inside import inside
from constrained_diffusion.inference.machines.layout import layout
from constrained_diffusion.inference.machines.lone import Held, lone_tokens
from constrained_diffusion.inference.machines.outside import outside
from constrained_diffusion.inference.machines.pushdown import PushdownMachine
from constrained_diffusion.inference.machines.relaxation import relax
from constrained_diffusion.inference.machines.semiring import LOG, MAX, SUM
from constrained_diffusion.inference.machines.trace import trace

VOCABULARY = Vocabulary.from_bytes([b"<eos>", b"a", b"(", b"((", b")", b"))", b")+(", b"+"], eos=0)
GRAMMARS = {
    "nested": 'start: item ("+" item)*\nitem: "a" | "(" start ")"',
    "two places": 'start: "a" item "+" item\nitem: "a" | "(" (item | "a+" item) ")"',
    "two brackets": 'start: one | "a"\none: "(" two ")"\ntwo: "+" start "+" | "((" one ")" | "a"',
}
AUTOMATA = {name: compile_constraint(VOCABULARY, grammar=text).automaton for name, text in GRAMMARS.items()}


def runs(automaton: TokenPushdown, n: int) -> NDArray[np.int32]:
    """[runs, n] labels of all runs. Of an unambiguous automaton whose labels share no class, a canvas has one."""
    machine = PushdownMachine(automaton)
    found = []
    for labels in itertools.product(range(automaton.labels), repeat=n):
        allowed = np.zeros((n, automaton.labels), np.bool_)
        allowed[np.arange(n), labels] = True
        weights = np.where(allowed, 0.0, -np.inf)
        found += [labels] * round(math.exp(machine.messages(weights).log_total))
    return np.array(found, np.int32).reshape(-1, n)


@pytest.fixture(scope="module", params=sorted(AUTOMATA))
def automaton(request: pytest.FixtureRequest) -> TokenPushdown:
    return AUTOMATA[request.param]


@pytest.mark.parametrize("scale", [1.0, 400.0], ids=["numbers", "logarithms"])
def test_sums_and_draws_against_all_runs(automaton: TokenPushdown, scale: float) -> None:
    n, machine, rng = 4, PushdownMachine(automaton), np.random.default_rng(3)
    every = runs(automaton, n)
    weights = scale * rng.standard_normal((n, automaton.labels))
    summed = weights[np.arange(n), every].sum(1)
    messages = machine.messages(weights)
    total = np.logaddexp.reduce(summed)
    assert messages.log_total == pytest.approx(total, abs=1e-8)
    labels, weight = machine.best(weights)
    assert weight == pytest.approx(summed.max(), abs=1e-9)
    assert weights[np.arange(n), labels].sum() == pytest.approx(summed.max(), abs=1e-9)
    shares = np.exp(messages.label_gains() + weights - total)
    expected = np.zeros_like(weights)
    for run, share in zip(every, np.exp(summed - total), strict=True):
        expected[np.arange(n), run] += share
    assert np.allclose(shares, expected, atol=1e-8)
    living = machine.living(np.ones_like(weights, np.bool_))
    assert living is not None
    assert (living == (expected_living(every, automaton.labels))).all()
    counts: dict[tuple[int, ...], int] = {}
    for _ in range(1500):
        drawn = tuple(messages.sample(rng.random(messages.draws)).tolist())
        counts[drawn] = counts.get(drawn, 0) + 1
    chances: dict[tuple[int, ...], float] = {}
    for run, share in zip(every.tolist(), np.exp(summed - total).tolist(), strict=True):
        chances[tuple(run)] = chances.get(tuple(run), 0.0) + share
    assert counts.keys() <= chances.keys()
    likely = [run for run, share in chances.items() if 1500 * share >= 5]
    observed = [counts.get(run, 0) for run in likely]
    wanted = [1500 * chances[run] for run in likely]
    observed.append(1500 - sum(observed))
    wanted.append(max(1500 - sum(wanted), 1e-9))
    if wanted[-1] < 1e-3:
        assert observed.pop() == 0
        wanted.pop()
    assert len(wanted) == 1 or chisquare(observed, wanted, sum_check=False).pvalue > 1e-4


def expected_living(every: NDArray[np.int32], labels: int) -> NDArray[np.bool_]:
    living = np.zeros((every.shape[1], labels), np.bool_)
    for run in every:
        living[np.arange(len(run)), run] = True
    return living


@settings(max_examples=60)
@given(name=st.sampled_from(sorted(AUTOMATA)), n=st.integers(1, 24), seed=st.integers(0, 2**20))
def test_draws_are_enough(name: str, n: int, seed: int) -> None:
    """What follows the promised number of uniform numbers is not looked at."""
    rng = np.random.default_rng(seed)
    machine = PushdownMachine(AUTOMATA[name])
    messages = machine.messages(rng.standard_normal((n, machine.automaton.labels)))
    if messages.log_total == -np.inf:
        return
    uniforms = rng.random(messages.draws)
    assert messages.draws <= 1 + n * (1 + 3 * len(apart_by_site(machine.automaton).opening_entry))
    first, second = (messages.sample(np.append(uniforms, np.full(40 * n, tail))) for tail in (0.0, 1.0 - 1e-12))
    assert first.tolist() == second.tolist() == messages.sample(uniforms).tolist()


@settings(max_examples=60)
@given(name=st.sampled_from(sorted(AUTOMATA)), n=st.integers(0, 20), seed=st.integers(0, 2**20))
def test_semirings_agree(name: str, n: int, seed: int) -> None:
    """Sums of numbers and of logarithms are the same, and no way is better than the best."""
    rng, net = np.random.default_rng(seed), layout(AUTOMATA[name])
    weights = -rng.exponential(2.0, (n, AUTOMATA[name].labels + 1))
    weights[:, :-1][rng.random((n, AUTOMATA[name].labels)) < 0.2] = -np.inf
    weights[:, -1] = 0.0
    potential, best = relax(SUM, weights, net), relax(MAX, weights, net)
    numbers = inside(SUM, net, weights, potential, 0.0, np.inf)
    logarithms = inside(LOG, net, weights, potential, -np.inf, np.inf)
    greatest = inside(MAX, net, weights, best, -np.inf, np.inf)
    if numbers.total == 0.0:
        assert logarithms.total == greatest.total == -np.inf
        return
    assert logarithms.total == pytest.approx(math.log(numbers.total), abs=1e-10)
    assert best[0, 0] + greatest.total <= potential[0, 0] + logarithms.total + 1e-10
    gains = outside(SUM, net, weights, potential, numbers)
    assert np.allclose(gains, outside(LOG, net, weights, potential, logarithms), atol=1e-9)
    labels = trace(MAX, net, weights, best, greatest, np.zeros(1 + n * (1 + 3 * len(net.openings))))
    assert weights[np.arange(n), labels].sum() == pytest.approx(best[0, 0] + greatest.total, abs=1e-9)


def test_precision_is_kept_whatever_the_first_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = PushdownMachine(AUTOMATA["nested"])
    weights = 8.0 * np.random.default_rng(1).standard_normal((24, machine.automaton.labels))
    expected = machine.messages(weights).log_total
    monkeypatch.setattr(pushdown, "_LEFT_OUT", 1e-6)
    assert machine.messages(weights).log_total == pytest.approx(expected, abs=2e-8)


SITES = {
    **GRAMMARS,
    "parts below parts": 'start: one "+" one\none: "(" one ")" | "a" two "+" two\ntwo: "((" two "))" | "a"',
    "a place in either": 'start: one | two "+" one\none: "(" two ")" | "a"\ntwo: "((" one "))" | "+"',
}


@pytest.mark.parametrize("name", SITES)
def test_procedures_apart_by_the_places_that_call_them(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are a sound automaton with the same runs, and a bound that is no higher."""
    automaton = compile_constraint(VOCABULARY, grammar=SITES[name]).automaton
    assert isinstance(automaton, TokenPushdown)
    apart = apart_by_site(automaton)
    prove_pushdown(apart, VOCABULARY)
    assert (apart is automaton) == (name in GRAMMARS and name != "two places")
    assert apart_by_site(apart) is apart
    monkeypatch.setattr(pushdown, "_TIGHTER", -np.inf)
    one, other = PushdownMachine(automaton), PushdownMachine(apart)
    rng = np.random.default_rng(4)
    for n in (1, 3, 6, 11, 20):
        for scale in (1.0, 6.0, 300.0):
            weights = scale * rng.standard_normal((n, automaton.labels))
            weights[rng.random(weights.shape) < 0.1] = -np.inf
            weights -= weights.max(1, keepdims=True)
            free = np.concatenate([weights, np.zeros((n, 1))], 1)
            assert relax(SUM, free, layout(apart))[0, 0] <= relax(SUM, free, layout(automaton))[0, 0] + 1e-9
            first, second = one.messages(weights), other.messages(weights)
            reference = inside(LOG, layout(automaton), free, relax(SUM, free, layout(automaton)), -np.inf, np.inf)
            total = relax(SUM, free, layout(automaton))[0, 0] + reference.total
            assert first.log_total == pytest.approx(total, abs=1e-7)
            assert second.log_total == pytest.approx(total, abs=1e-7)
            if total == -np.inf:
                continue
            shares = np.exp(first.label_gains() + weights - total), np.exp(second.label_gains() + weights - total)
            assert np.allclose(*np.nan_to_num(shares), atol=1e-6)
            assert one.best(weights)[1] == pytest.approx(other.best(weights)[1], abs=1e-9)
            labels, weight = one.best(weights)
            if weight > -np.inf:
                assert weights[np.arange(n), labels].sum() == pytest.approx(weight, abs=1e-9)
                drawn = first.sample(rng.random(first.draws))
                assert weights[np.arange(n), drawn].sum() > -np.inf
            living = one.living(weights > -np.inf), other.living(weights > -np.inf)
            assert (living[0] is None) == (living[1] is None)
            assert living[0] is None or (living[0] == living[1]).all()


def partly_held(
    machine: PushdownMachine, n: int, held: float, some: float, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Allowed labels: some positions take but that of a run, where there is one, others the share `some` beside it."""
    labels = machine.automaton.labels
    anything = machine.messages(np.zeros((n, labels)))
    drawn = anything.sample(rng.random(anything.draws)) if anything.log_total > -np.inf else np.zeros(n, np.int32)
    allowed = np.ones((n, labels), np.bool_)
    for j in np.flatnonzero(rng.random(n) < held):
        allowed[j] = rng.random(labels) < rng.choice([0.0, some])
        allowed[j, drawn[j]] = True
    return allowed


@settings(max_examples=40)
@given(name=st.sampled_from(sorted(SITES)), n=st.integers(1, 170), held=st.floats(0.0, 0.2), seed=st.integers(0, 2**20))
def test_labels_that_live_are_those_that_weigh(name: str, n: int, held: float, seed: int) -> None:
    """On long canvases, where little changes from one position to the next: what masks leave out, sums have not."""
    automaton = compile_constraint(VOCABULARY, grammar=SITES[name]).automaton
    assert isinstance(automaton, TokenPushdown)
    rng, machine = np.random.default_rng(seed), PushdownMachine(automaton)
    allowed = partly_held(machine, n, held, 0.5, rng)
    living = machine.living(allowed)
    messages = machine.messages(np.where(allowed, 0.0, -np.inf), 0.0)
    if living is None:
        assert messages.log_total == -np.inf
    else:
        assert (living == (messages.label_gains() > -np.inf)).all()


@settings(max_examples=60)
@given(name=st.sampled_from(sorted(SITES)), n=st.integers(1, 120), held=st.floats(0.0, 0.9), seed=st.integers(0, 2**20))
def test_tokens_that_stand_alone_are_those_that_alone_live(name: str, n: int, held: float, seed: int) -> None:
    """Of labels of one token, of several, and of the same."""
    automaton = compile_constraint(VOCABULARY, grammar=SITES[name]).automaton
    assert isinstance(automaton, TokenPushdown)
    rng, machine = np.random.default_rng(seed), PushdownMachine(automaton)
    only = rng.integers(-1 if seed % 3 else 0, automaton.labels, automaton.labels)
    tokens = Held(np.where(only < 0, rng.integers(2, 9, automaton.labels), 1), only)
    allowed, asked = partly_held(machine, n, held, 0.3, rng), rng.random(n) < 0.9
    every, found = lone_tokens(machine.living(allowed), tokens, asked), machine.lone(allowed, tokens, asked)
    assert (every is None) == (found is None)
    if every is not None and found is not None:
        assert (found == every).all()
        assert machine.lone(allowed, tokens, np.zeros(n, np.bool_)) is not None


@pytest.mark.parametrize("name", ["sql", "json", "python_expression"])
def test_what_is_forced_is_what_masks_leave_alone(name: str) -> None:
    """On canvases of which more and more is committed, with the end of the text and without."""
    tokens = [b"", b"", *(bytes([byte]) for byte in range(32, 127)), b"SELECT", b"FROM ", b"((", b"))", b"))))", b'":']
    vocabulary = Vocabulary.from_bytes(tokens, eos=0, pad=1)
    constraint = compile_constraint(vocabulary, grammar=Path("grammars") / f"{name}.lark")
    generator, n = torch.Generator().manual_seed(0), 26
    logits = torch.randn(n, vocabulary.size, generator=generator)
    whole = constraint.posterior(torch.full((n,), -1), logits).sample(generator)
    forced = 0
    for share in (0.0, 0.3, 0.6, 0.8, 0.9, 0.95):
        for _ in range(4):
            canvas = torch.where(torch.rand(n, generator=generator) < share, whole, -1)
            masks = constraint.masks(canvas)
            alone = masks.sum(1) == 1
            assert torch.equal(constraint.forced(canvas), torch.where(alone, masks.long().argmax(1), -1))
            forced += int(alone[canvas < 0].sum())
    assert forced


def test_products_that_underflow_under_a_floor_of_zero() -> None:
    """Brackets closed wrongly are so unlikely that the floor falls to zero, and 2,600 steps on the way underflow."""
    letters = string.ascii_lowercase
    pairs = " | ".join(f'"{one}{other}"' for one, other in zip(letters, letters[1:] + letters[:1], strict=True))
    grammar = f'start: /1*[a-z]{{1,40}}/ v d\nv: "(" v ")" | "[" v "]" | "x"\nd: "!" ({pairs})'
    tokens = [b"", b"", *(bytes([byte]) for byte in b"1()[]x!" + letters.encode())]
    vocabulary = Vocabulary.from_bytes(tokens, eos=0, pad=1)
    constraint = compile_constraint(vocabulary, grammar=grammar)
    n, said = 60, [3, 3, 3, 7, 6, 6, 8, 9, 10]  # (((x]]!ab, which does not close
    logits = torch.full((n, vocabulary.size), -2000.0, dtype=torch.float64)
    logits[: n - 9, 2], logits[: n - 9, 9], logits[: n - 9, 10:] = 0.0, -50.0, -740.0
    logits[n - 9 :, 3:9] = -300.0
    for place, token in enumerate(said):
        logits[n - 9 + place, token] = 0.0
    posterior = constraint.posterior(torch.full((n,), -1), logits)
    assert torch.allclose(posterior.marginals().logsumexp(1), torch.zeros(n, dtype=torch.float64), atol=1e-9)
    canvas, score = posterior.best()
    assert score == pytest.approx(posterior.log_probability(canvas))
    assert constraint.accepts(canvas)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_the_entry_of_a_frame_is_not_taken_for_a_return_of_the_next(dtype: torch.dtype) -> None:
    """A frame opens where another is returned to whose first return is just below the floor, its second above:
    marginals summed to 1.19 when the entry's outside weight was written behind its own row."""
    grammar = """
        start: "a" "x" "x" "x" "x" "x" f "w" | "b" g "w" | "c" "x" k "w"
        f: "[" f "]" | "y"
        g: "(" "x" (h "r" | e "p") | "g" g "g"
        k: "(" h "p" | "k" k "k"
        h: "<" h ">" | "h"
        e: "{" e "}" | "e"
    """
    letters = "abcx[y](<h>{e}prwgk"
    vocabulary = Vocabulary.from_bytes([b"", b"", *(letter.encode() for letter in letters)], eos=0, pad=1)
    constraint = compile_constraint(vocabulary, grammar=grammar)
    n = 10
    floor = (1e-8 if dtype == torch.float64 else 1e-6) / (3000 * n)
    of = {letter: 2 + number for number, letter in enumerate(letters)}
    logits = torch.full((n, vocabulary.size), -1000.0, dtype=torch.float64)
    rare, other = 1.2, 2.0  # in floors
    logits[0, of["a"]] = 0.0
    logits[0, of["b"]] = math.log((rare + other) * floor)
    logits[0, of["c"]] = math.log(98 * floor * (rare + other) / rare)
    for place, seen in enumerate(["", "xg", "x(k", "x(", "x", "xhe", "[>}", "ypr", "]gk", "w"]):
        for letter in seen:
            logits[place, of[letter]] = 0.0
    logits[4, of["<"]] = math.log(rare / (rare + other))
    logits[4, of["{"]] = math.log(other / (rare + other))
    logits[7, of["r"]] = math.log(0.5)
    posterior = constraint.posterior(torch.full((n,), -1), logits.to(dtype))
    marginals = posterior.marginals().double()
    assert torch.allclose(marginals.logsumexp(1).exp(), torch.ones(n, dtype=torch.float64), atol=1e-5)
    for place, letter in ((4, "<"), (4, "x"), (4, "{")):
        held = torch.full((n,), -1)
        held[place] = of[letter]
        known = math.exp(posterior.log_probability(held))
        assert marginals[place, of[letter]].exp() == pytest.approx(known, abs=1e-5)
