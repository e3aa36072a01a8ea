"""The machine that counts, against the automaton in which every count is a state of its own."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from torch import Tensor

from constrained_diffusion import Vocabulary
from constrained_diffusion.errors import ConstraintTooLarge, UnsatisfiableConstraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.machines import machine_of
from constrained_diffusion.inference.machines.counted_net import layout, relaxed
from constrained_diffusion.inference.machines.counted_rows import forward, label_shares
from constrained_diffusion.inference.machines.semiring import LOG, MAX, SUM
from constrained_diffusion.languages.ir import (
    ANY_CHARACTER,
    Both,
    Node,
    Repeat,
    Text,
    choice,
    json_string,
    sequence,
    span,
)
from tests.counters import both, language_of, with_counter

TEXT = Vocabulary.from_bytes(
    [b"", b"", *(bytes([byte]) for byte in b'"ab,\\n[]x1'), b'a"', b'"a', b"ab", b"aaa", b"b" * 9, b'","', b'a","b',
     b'","ab","', b"\\n\\n", b'a\\', b'n"', "é".encode(), b"\xc3", b"\xa9", b"1,1", b",1", b'""', b"xa"],
    eos=0, pad=1,
)  # fmt: skip


def string(least: int, most: int | None) -> Node:
    return json_string(Repeat(span("a", "b"), least, most))


items = st.sampled_from(
    [span("a", "b"), choice("a", "b"), choice("ab", "b"), sequence("a", Repeat(Text("b"), 0, None)), choice("aa", "ab")]
)
bounds = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda two: (min(two), max(two)))


@st.composite
def languages(draw: st.DrawFn) -> Node:
    """Trees with regions: strings, lists, patterns with lengths, one after another, in choices and in loops."""

    def region() -> Node:
        least, most = draw(bounds)
        match draw(st.integers(0, 4)):
            case 0:
                return string(least, most)
            case 1:
                return Repeat(draw(items), least, most)
            case 2:
                return sequence("[", Repeat(Text("1"), least, most, Text(",")), "]")
            case 3:
                pattern = json_string(sequence(Repeat(Text("a"), 0, None), Repeat(choice("b", "ab"), 0, None)))
                return Both(pattern, json_string(Repeat(ANY_CHARACTER, least, most)))
            case _:
                return sequence('"', Repeat(span("a", "b"), least, None), '"')

    match draw(st.integers(0, 4)):
        case 0:
            return region()
        case 1:
            return sequence(region(), ",", region())
        case 2:
            return choice(sequence("x", region()), sequence("1", region()), region())
        case 3:
            return sequence("[", Repeat(region(), 0, draw(st.integers(1, 3)), Text(",")), "]")
        case _:
            return Repeat(sequence(region(), "x"), 0, None)


def committed(constraint: AutomatonConstraint, n: int, share: float, seed: int) -> torch.Tensor:
    """A canvas on which some tokens of a member are committed."""
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randn(n, TEXT.size, generator=generator, dtype=torch.float64) * 4.0
    whole = constraint.sample(torch.full((n,), -1), logits, generator=generator)
    return torch.where(torch.rand(n, generator=generator) < share, whole, -1)


@settings(deadline=None, max_examples=120)
@given(languages(), st.integers(0, 14), st.floats(0.0, 0.7), st.sampled_from([0.1, 2.0, 40.0]), st.integers(0, 2**20))
def test_as_drawn_out(language: Node, n: int, share: float, scale: float, seed: int) -> None:
    made = both(language, TEXT)
    if made is None:
        return
    counting, plain = made
    canvas = torch.full((n,), -1)
    assert counting.is_completable(canvas) == plain.is_completable(canvas)
    if not plain.is_completable(canvas):
        return
    canvas = committed(plain, n, share, seed)
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randn(n, TEXT.size, generator=generator, dtype=torch.float64) * scale
    if seed % 3 == 0:
        logits[torch.rand(n, TEXT.size, generator=generator) < 0.2] = -math.inf
    assert torch.equal(counting.masks(canvas), plain.masks(canvas))
    mine, theirs = counting.posterior(canvas, logits), plain.posterior(canvas, logits)
    try:
        total = theirs.log_partition
    except UnsatisfiableConstraint:
        with pytest.raises(UnsatisfiableConstraint):
            _ = mine.log_partition
        return
    assert mine.log_partition == pytest.approx(total, abs=1e-9)
    assert torch.allclose(mine.marginals().exp(), theirs.marginals().exp(), atol=1e-9)
    assert torch.allclose(mine.entropies(), theirs.entropies(), atol=1e-6)
    best, weight = mine.best()
    assert weight == pytest.approx(theirs.best()[1], abs=1e-6)
    assert theirs.log_probability(best) == pytest.approx(weight, abs=1e-6)
    drawn = mine.sample(generator)
    assert theirs.log_probability(drawn) > -math.inf
    assert mine.log_probability(drawn) == pytest.approx(theirs.log_probability(drawn), abs=1e-6)


def test_marginals_are_finite_where_exact_ones_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are likely are right all the same, and the others no less than they are."""
    made = both(sequence(string(1, 9), ",", string(3, 12)), TEXT)
    assert made is not None
    counting, plain = made
    canvas = torch.full((24,), -1)
    for scale, module, name, value in (
        (1.0, "counted_shares", "MAX_STEPS", 10), (60.0, "counted_shares", "MAX_STEPS", 10),
        (900.0, "counted_shares", "MAX_ENTRIES", 10), (1e4, "counting", "_MOST_LOGARITHMS", -1),
    ):  # fmt: skip
        logits = torch.randn(24, TEXT.size, generator=torch.Generator().manual_seed(7), dtype=torch.float64) * scale
        with monkeypatch.context() as patched:
            patched.setattr(f"constrained_diffusion.inference.machines.{module}.{name}", value)
            found = counting.marginals(canvas, logits)
        wanted = plain.marginals(canvas, logits)
        assert torch.equal(found.isfinite(), plain.masks(canvas))
        assert torch.allclose(found.exp(), wanted.exp(), atol=1e-9)
        near = wanted > -9.0
        assert torch.allclose(found[near], wanted[near], atol=1e-5)
        assert (found - wanted)[wanted.isfinite()].min() > -1.1


def same_marginals(counting: AutomatonConstraint, plain: AutomatonConstraint, canvas: Tensor, logits: Tensor) -> None:
    """Finite exactly where the mask allows, and equal, but for what sums of numbers of that size round off."""
    mine, theirs = counting.posterior(canvas, logits), plain.posterior(canvas, logits)
    found, wanted = mine.marginals(), theirs.marginals()
    allowed = plain.masks(canvas) if logits.isfinite().all() else wanted.isfinite()
    assert torch.equal(found.isfinite(), allowed)
    atol = 1e-9 + 2e-14 * len(canvas) * float(logits[logits.isfinite()].abs().sum() / max(logits.numel(), 1))
    assert torch.allclose(found[allowed], wanted[allowed], rtol=1e-12, atol=atol)
    assert mine.log_partition == pytest.approx(theirs.log_partition, abs=atol, rel=1e-12)
    assert mine.best()[1] == pytest.approx(theirs.best()[1], abs=atol, rel=1e-12)


@settings(deadline=None, max_examples=200)
@given(
    languages(), st.integers(0, 14), st.floats(0.0, 0.5), st.sampled_from([1.0, 30.0, 300.0, 3e3, 1e4]),
    st.booleans(), st.integers(0, 2**20),
)  # fmt: skip
@example(  # prices of more nats an item than a number has room for
    sequence('"', Repeat(span("a", "b"), 0, None), '",', string(3, 3)), 4, 0.0, 3e3, False, 22
)
@example(  # a label that is further below the others than numbers tell
    choice(
        sequence("x", Repeat(sequence("a", Repeat(Text("b"), 0, None)), 0, 3)),
        sequence("1", string(0, 7)),
        string(0, 0),
    ),
    13, 0.0625, 300.0, True, 107821,
)  # fmt: skip
def test_marginals_however_rare(language: Node, n: int, share: float, scale: float, sure: bool, seed: int) -> None:
    """No token that can be had is told to be impossible, whatever the logits."""
    made = both(language, TEXT)
    if made is None or not made[1].is_completable(torch.full((n,), -1)):
        return
    counting, plain = made
    canvas = committed(plain, n, share, seed)
    generator = torch.Generator().manual_seed(seed)
    logits = (torch.rand(n, TEXT.size, generator=generator, dtype=torch.float64) * 2.0 - 1.0) * scale
    if sure:  # of one answer
        whole = committed(plain, n, 1.0, seed + 1)
        logits.scatter_add_(1, whole[:, None], torch.full((n, 1), scale, dtype=torch.float64))
    if seed % 3 == 0:
        logits[torch.rand(n, TEXT.size, generator=generator) < 0.2] = -math.inf
        if not math.isfinite(plain._machine.messages(plain.posterior(canvas, logits)._weights).log_total):
            return
    same_marginals(counting, plain, canvas, logits)


@settings(deadline=None, max_examples=60)
@given(languages(), st.integers(0, 4), st.integers(0, 12), st.integers(0, 6), st.integers(0, 2**20))
def test_blocks(language: Node, before: int, n: int, room: int, seed: int) -> None:
    """On one canvas of several, in the midst of a region too."""
    made = both(language, TEXT)
    whole = torch.full((before + n + room,), -1)
    if made is None or not made[1].is_completable(whole):
        return
    counting, plain = made
    first = committed(plain, before + n + room, 1.0, seed)[:before].numpy()
    mine, theirs = counting.block(first, room), plain.block(first, room)
    canvas = torch.full((n,), -1)
    assert torch.equal(mine.masks(canvas), theirs.masks(canvas))
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randn(n, TEXT.size, generator=generator, dtype=torch.float64) * 3.0
    if seed % 2:
        logits[:, TEXT.token_of(b"a")] += 50.0
    one, other = mine.posterior(canvas, logits), theirs.posterior(canvas, logits)
    assert one.log_partition == pytest.approx(other.log_partition, abs=1e-9)
    assert torch.allclose(one.marginals().exp(), other.marginals().exp(), atol=1e-9)
    assert one.best()[1] == pytest.approx(other.best()[1], abs=1e-6)
    assert other.log_probability(one.sample(generator)) > -math.inf


@settings(deadline=None, max_examples=120)
@given(languages())
def test_lengths(language: Node) -> None:
    made = both(language, TEXT)
    if made is None:
        return
    counting, plain = (one.automaton for one in made)
    assert counting.is_empty == plain.is_empty
    assert counting.least == plain.least
    assert counting.longest == plain.longest or plain.is_empty


def test_draws_are_fair() -> None:
    made = both(string(1, 3), TEXT)
    assert made is not None
    counting, plain = made
    generator = torch.Generator().manual_seed(1)
    canvas, logits = torch.full((5,), -1), torch.randn(5, TEXT.size, generator=generator, dtype=torch.float64)
    posterior, exact = counting.posterior(canvas, logits), plain.posterior(canvas, logits)
    count = 4_000
    seen: dict[tuple[int, ...], int] = {}
    for _ in range(count):
        drawn = tuple(posterior.sample(generator).tolist())
        seen[drawn] = seen.get(drawn, 0) + 1
    for tokens, times in seen.items():
        share = math.exp(exact.log_probability(torch.tensor(tokens)))
        assert abs(times / count - share) < 5.0 * math.sqrt(share / count) + 1e-3


@pytest.mark.parametrize("cost", [0.0, 1.0, 8.0, 40.0, 300.0])
@pytest.mark.parametrize(("least", "most"), [(0, 12), (3, 12), (30, 40), (12, 12)])
def test_logits_that_pull_beyond_the_bounds(least: int, most: int, cost: float) -> None:
    """However much a model wants more items, or fewer, than there may be."""
    made = both(string(least, most), TEXT)
    assert made is not None
    counting, plain = made
    n = 60
    generator = torch.Generator().manual_seed(5)
    for sign in (1.0, -1.0):
        logits = torch.randn(n, TEXT.size, generator=generator, dtype=torch.float64)
        for name in (b"a", b"b", b"aaa"):
            logits[:, TEXT.token_of(name)] += sign * cost
        canvas = torch.full((n,), -1)
        mine, theirs = counting.posterior(canvas, logits), plain.posterior(canvas, logits)
        assert mine.log_partition == pytest.approx(theirs.log_partition, abs=1e-6)
        assert torch.allclose(mine.marginals().exp(), theirs.marginals().exp(), atol=1e-6)
        assert mine.best()[1] == pytest.approx(theirs.best()[1], abs=1e-6)
        for _ in range(5):
            text = TEXT.decode(mine.sample(generator).tolist()).strip('"')
            assert least <= len(text) <= most


def test_sums_of_logarithms_are_those_of_numbers() -> None:
    """What is used where numbers become too small, with and without a price for items."""
    automaton = with_counter(sequence(string(2, 9), ",", string(0, 30)), TEXT)
    assert automaton is not None
    net = layout(automaton)
    weights = np.random.default_rng(3).normal(size=(30, automaton.labels))
    free = relaxed(SUM, net, weights, np.zeros(automaton.states))
    rows = forward(SUM, net, free, 0.0, np.inf)
    exact = math.log(rows.total) + free.potential[0, 0]
    shares = label_shares(SUM, net, free, rows) / rows.total
    for price in (0.0, 0.3, -0.3, 60.0):
        given_price = relaxed(SUM, net, weights, np.where(net.place == 0, price, 0.0))
        for semiring in (SUM, LOG):
            rows = forward(semiring, net, given_price, 0.0 if semiring == SUM else -np.inf, np.inf)
            total = math.log(rows.total) if semiring == SUM else rows.total
            assert total + given_price.potential[0, 0] == pytest.approx(exact, abs=1e-9)
            found = label_shares(semiring, net, given_price, rows)
            found = found / rows.total if semiring == SUM else np.exp(found - rows.total)
            assert np.allclose(found, shares, atol=1e-9)


def test_logarithms_are_summed_where_numbers_are_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    made = both(sequence(string(2, 9), ",", string(0, 12)), TEXT)
    assert made is not None
    monkeypatch.setattr("constrained_diffusion.inference.machines.counting._SMALL", 2.0)
    monkeypatch.setattr("constrained_diffusion.inference.machines.counting._TINY", 2.0)
    logits = torch.randn(40, TEXT.size, generator=torch.Generator().manual_seed(1), dtype=torch.float64) * 3.0
    logits[:, TEXT.token_of(b"a")] += 80.0
    mine, theirs = (one.posterior(torch.full((40,), -1), logits) for one in made)
    assert mine.log_partition == pytest.approx(theirs.log_partition, abs=1e-9)
    assert torch.allclose(mine.marginals().exp(), theirs.marginals().exp(), atol=1e-9)
    assert theirs.log_probability(mine.sample(torch.Generator().manual_seed(2))) > -math.inf


def test_the_best_is_found_whatever_the_price() -> None:
    automaton = with_counter(sequence(string(2, 9), ",", string(0, 30)), TEXT)
    assert automaton is not None
    net = layout(automaton)
    weights = np.random.default_rng(4).normal(size=(30, automaton.labels))
    found = {
        round(rows.total + given_price.potential[0, 0], 9)
        for price in (0.0, 0.5, -0.5, 9.0)
        for given_price in [relaxed(MAX, net, weights, np.where(net.place == 0, price, 0.0))]
        for rows in [forward(MAX, net, given_price, -np.inf, np.inf)]
    }
    assert len(found) == 1


def test_no_more_work_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    made = both(string(0, 200), TEXT)
    assert made is not None
    machine = machine_of(made[0].automaton)
    weights = np.zeros((200, made[0].automaton.labels))
    whole = machine.messages(weights)
    assert whole.log_total > -np.inf
    monkeypatch.setattr("constrained_diffusion.inference.machines.counted_rows.MAX_ENTRIES", 100)
    with pytest.raises(ConstraintTooLarge, match="at 200 positions"):
        machine.messages(weights)


def test_several_bounds_at_once() -> None:
    """Strings whose bounds are broken in different directions."""
    language = language_of(
        schema={
            "type": "array", "maxItems": 3,
            "items": {"type": "string", "pattern": "^[ab]*$", "minLength": 2, "maxLength": 6},
        }
    )  # fmt: skip
    made = both(language, TEXT)
    assert made is not None
    rng = random.Random(0)
    for _ in range(20):
        n = rng.randint(6, 40)
        logits = torch.randn(n, TEXT.size, dtype=torch.float64) * rng.choice([1.0, 20.0])
        canvas = torch.full((n,), -1)
        mine, theirs = (one.posterior(canvas, logits) for one in made)
        assert mine.log_partition == pytest.approx(theirs.log_partition, abs=1e-9)
        assert mine.best()[1] == pytest.approx(theirs.best()[1], abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(languages(), languages(), st.integers(0, 10), st.integers(0, 2**20))
def test_two_on_one_canvas(first: Node, second: Node, n: int, seed: int) -> None:
    """Small ones are drawn out and multiplied, one with a counter and one without as well."""
    one, other = both(first, TEXT), both(second, TEXT)
    if one is None or other is None:
        return
    canvas = torch.full((n,), -1)
    exact = one[1] & other[1]
    logits = torch.randn(n, TEXT.size, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    for mine in (one[0] & other[0], one[0] & other[1], one[1] & other[0]):
        assert isinstance(mine, AutomatonConstraint)
        assert mine.is_completable(canvas) == exact.is_completable(canvas)
        if exact.is_completable(canvas):
            assert torch.equal(mine.masks(canvas), exact.masks(canvas))
            assert torch.allclose(mine.marginals(canvas, logits), exact.marginals(canvas, logits), atol=1e-9)


def test_large_ones_are_not_drawn_out() -> None:
    large = with_counter(string(0, 1 << 20), TEXT)
    assert large is not None
    assert large.finite is None
    constraint = AutomatonConstraint(TEXT, large)
    joint = constraint & AutomatonConstraint(TEXT, with_counter(string(0, 9), TEXT))  # type: ignore[arg-type]
    canvas = torch.full((6,), -1)
    assert torch.equal(joint.masks(canvas), AutomatonConstraint(TEXT, with_counter(string(0, 9), TEXT)).masks(canvas))  # type: ignore[arg-type]
