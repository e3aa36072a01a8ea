"""Batches of canvases on a device against one canvas at a time on the CPU.

Both ways of walking edges are tried: plain torch, and Triton, in its interpreter or on a GPU (see `test_kernels`).
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections import Counter
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor
from torch._subclasses.fake_tensor import FakeTensorMode

from constrained_diffusion import BaseDenoiser, ConstraintLogitsProcessor, Vocabulary, compile_constraint, generate
from constrained_diffusion.errors import InvalidLogits, UnsatisfiableConstraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.batches import batch as batch_module
from constrained_diffusion.inference.batches import rows
from constrained_diffusion.inference.batches.arcs import greatest, log_sums
from constrained_diffusion.inference.batches.batch import Batch, Fleet
from constrained_diffusion.inference.batches.passes import TritonPasses
from constrained_diffusion.inference.batches.posterior import BatchPosterior
from constrained_diffusion.inference.batches.rows import Batches
from constrained_diffusion.inference.batches.triton_walks import triton_walks
from constrained_diffusion.inference.kernels import gpu_walks
from constrained_diffusion.inference.rows import row_weights
from constrained_diffusion.sampling.stopping import NEVER

ON_GPU = os.environ.get("TRITON_INTERPRET") != "1"
DEVICE = torch.device("cuda" if ON_GPU else "cpu")
TOKENS = [b"", b"", b"a", b"b", b"ab", b"c", b"1", b"12", b"{", b"}", b'"', b'a"', b",", b":", b'["', b"[", b"]"]
VOCABULARY = Vocabulary.from_bytes(TOKENS, eos=0, pad=1)
SHARED_END = Vocabulary.from_bytes([b"a", b"b", b"ab", b""], eos=3)
PATTERNS = ("(ab)+c", "[abc]{2,6}", "a*b*c*|1(2|1)*", r'\["a"(,"[ab]*")*\]', "a?b?")
WAYS = ("torch", "triton")


def compiled(pattern: str, vocabulary: Vocabulary = VOCABULARY) -> AutomatonConstraint:
    constraint = compile_constraint(vocabulary, regex=pattern)
    assert isinstance(constraint, AutomatonConstraint)
    return constraint


def batch_of(constraints: list[AutomatonConstraint], way: str = "torch") -> Batch:
    automata = {id(one.automaton): one.automaton.finite for one in constraints}
    fleet = Fleet([a for a in automata.values() if a is not None], constraints[0].vocabulary, DEVICE)
    if way == "triton":
        fleet.walks = triton_walks(DEVICE, fleet.automata)
        fleet.passes = [TritonPasses(automaton, DEVICE) for automaton in fleet.automata.each]
    return fleet.batch(constraints)


def close(own: object, reference: object, tolerance: float) -> None:
    one, other = (torch.as_tensor(value, dtype=torch.float64, device="cpu") for value in (own, reference))
    assert torch.equal(one.isfinite(), other.isfinite())
    assert torch.allclose(one, other, rtol=tolerance, atol=tolerance), (one - other).abs().max()


def low(numbers: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    return numbers.astype(np.int32)


def open_canvases(rows: int, n: int) -> Tensor:
    return torch.full((rows, n), -1)


@pytest.mark.parametrize(
    ("way", "seed"), [("torch", seed) for seed in range(40)] + [("triton", seed) for seed in (0, 1)]
)
def test_every_row_is_what_it_is_alone(way: str, seed: int) -> None:
    """All of a posterior, of canvases with committed tokens and different automata, flat to extreme logits."""
    rng, noise = random.Random(seed), torch.Generator().manual_seed(seed)
    n, dtype = rng.randint(3, 8), rng.choice([torch.float64, torch.float32, torch.bfloat16])
    constraints = [compiled(rng.choice(PATTERNS)).scoring_padding(rng.random() < 0.5) for _ in range(rng.randint(1, 5))]
    logits = (torch.randn(len(constraints), n, VOCABULARY.size, generator=noise) * rng.choice([1, 5, 300, 1e4])).to(
        dtype
    )
    canvas = open_canvases(len(constraints), n)
    for row, one in enumerate(constraints):
        for _ in range(rng.randint(0, 3)):
            position = rng.randrange(n)
            canvas[row, position] = rng.choice(one.masks(canvas[row])[position].nonzero().flatten().tolist())
    priors = [row_weights(row + 0.5) for row in logits] if seed % 3 == 0 else None
    batch = batch_of(constraints, way)
    given = None if priors is None else tuple(
        torch.from_numpy(np.stack(part)).to(DEVICE) for part in zip(*priors, strict=True)
    )  # fmt: skip
    posterior = BatchPosterior(batch, canvas.to(DEVICE), logits.to(DEVICE), given)  # type: ignore[arg-type]
    drawn = posterior.sample(torch.rand(*canvas.shape, 3, generator=noise, dtype=torch.float64).to(DEVICE)).cpu()
    some = torch.where(torch.rand(canvas.shape, generator=noise) < 0.5, drawn, -1)
    best, weight = posterior.best
    of_all = {
        "masks": batch.masks(canvas.to(DEVICE)), "marginals": posterior.marginals(), "log_total": posterior.log_total,
        "hedged": posterior.hedged_marginals(), "entropies": posterior.entropies(),
        "cross": posterior.cross_entropies(), "sure": posterior.confidences(drawn.to(DEVICE)),
        "prior": posterior.prior_confidences(drawn.to(DEVICE)), "odds": posterior.log_probability(some.to(DEVICE)),
        "evidence": posterior.log_evidence, "weight": weight,
    }  # fmt: skip
    of_all = {name: values.cpu() for name, values in of_all.items()}
    exact = dtype == torch.float64 and way == "torch"
    for row, one in enumerate(constraints):
        alone = one.posterior(canvas[row], logits[row], prior=None if priors is None else priors[row])
        assert torch.equal(of_all["masks"][row], one.masks(canvas[row]))
        assert one.accepts(drawn[row])
        close(of_all["log_total"][row], alone.log_partition, 1e-9 if exact else 1e-5)
        close(of_all["evidence"][row], alone.log_evidence, 1e-9 if exact else 1e-4)
        tolerance = 1e-9 if exact else 2e-3
        close(of_all["marginals"][row].exp(), alone.marginals().exp(), tolerance)
        assert torch.equal(of_all["marginals"][row].isfinite(), alone.marginals().isfinite())
        close(of_all["hedged"][row].exp(), alone.hedged_marginals().exp(), 1e-4 if exact else 1e-2)
        close(of_all["entropies"][row], alone.entropies(), tolerance)
        close(of_all["cross"][row], alone.cross_entropies(), tolerance)
        close(of_all["sure"][row], alone.confidences(drawn[row]), tolerance)
        close(of_all["prior"][row], alone.prior_confidences(drawn[row]), tolerance)
        close(of_all["odds"][row], alone.log_probability(some[row]), tolerance)
        found, odds = alone.best()
        close(of_all["weight"][row], odds, tolerance)
        assert torch.equal(best[row].cpu(), found) or dtype == torch.bfloat16  # whose logits tie


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_marginals_take_the_place_of_logits(dtype: torch.dtype, way: str) -> None:
    logits = torch.randn(2, 5, VOCABULARY.size, generator=torch.Generator().manual_seed(0)).to(dtype).to(DEVICE)
    posterior = BatchPosterior(batch_of([compiled(PATTERNS[0])] * 2, way), open_canvases(2, 5).to(DEVICE), logits)
    apart = posterior.marginals()
    own = posterior.marginals(out=logits)
    assert own.data_ptr() == logits.data_ptr()
    close(own, apart, 1e-2 if dtype == torch.bfloat16 else 1e-6)


@pytest.mark.parametrize("way", WAYS)
def test_draws_have_the_frequencies_of_the_posterior(way: str) -> None:
    constraint, count = compiled("a?b?|c").scoring_padding(False), 4000 if way == "torch" else 50
    logits = torch.randn(3, VOCABULARY.size, generator=torch.Generator().manual_seed(3)).double()
    batch = batch_of([constraint] * count, way)
    shared = logits.to(DEVICE).expand(count, *logits.shape)
    posterior = BatchPosterior(batch, open_canvases(count, 3).to(DEVICE), shared)
    uniforms = torch.rand(count, 3, 3, generator=torch.Generator().manual_seed(4), dtype=torch.float64).to(DEVICE)
    found = Counter(tuple(row) for row in posterior.sample(uniforms).tolist())
    alone = constraint.posterior(open_canvases(1, 3)[0], logits)
    expected = {tokens: float(np.exp(alone.log_probability(torch.tensor(tokens)))) for tokens in found}
    assert sum(expected.values()) == pytest.approx(1.0, abs=0.02 if way == "torch" else 0.5)
    for tokens, share in expected.items():
        assert abs(found[tokens] - share * count) < 5 * (count * share * (1 - share)) ** 0.5 + 1e-9


@pytest.mark.parametrize("ends", [1, 3, 40])
@pytest.mark.parametrize("is_sum", [True, False])
def test_columns_sum_what_leads_to_an_end(ends: int, is_sum: bool) -> None:
    """Ends of no arc, of one, and of so many that their parts have parts."""
    rng = np.random.default_rng(ends)
    given = [
        (low(rng.integers(0, ends, size) ** 2 // ends), *low(rng.integers(0, 9, (2, size)))) for size in (0, 1, 7, 300)
    ]
    which = torch.tensor([3, 0, 2, 1, 3], device=DEVICE)
    first, second = torch.randn(2, 5, 4, 9, generator=torch.Generator().manual_seed(0), dtype=torch.float64).to(DEVICE)
    first[0, 1, :5] = -torch.inf
    own = gpu_walks.by_position(gpu_walks.ladder(given, ends, DEVICE), which, first, second, is_sum=is_sum)
    for row, number in enumerate(which.tolist()):
        end, one, other = (torch.from_numpy(part).long().to(DEVICE) for part in given[number])
        terms = first[row][:, one] + second[row][:, other]
        expected = (log_sums if is_sum else greatest)(terms, end.expand(terms.shape), ends)
        close(own[row], expected, 1e-12)


def test_logits_of_any_size_keep_their_sum_in_single_precision() -> None:
    """Relative to log Z in double precision; no scale to run out of at logits of +-10,000."""
    constraint = compiled('\\["a"(,"[ab]*")*\\]')
    for scale in (1.0, 100.0, 1e4):
        logits = (torch.rand(2, 64, VOCABULARY.size, generator=torch.Generator().manual_seed(1)) * 2 - 1) * scale
        canvas = open_canvases(2, 64)
        own = BatchPosterior(batch_of([constraint] * 2), canvas.to(DEVICE), logits.float().to(DEVICE)).log_total.cpu()
        for row in range(2):
            reference = constraint.posterior(canvas[row], logits[row].double()).log_partition
            assert abs(float(own[row]) - reference) < 1e-4 * abs(reference)


def test_nothing_waits_for_the_device() -> None:
    """Tensors without values go through a whole step, so no value is ever looked at, as a CUDA graph wants it."""
    constraints = [compiled(pattern) for pattern in PATTERNS[:2]]
    batch = batch_of(constraints)
    canvas, logits = open_canvases(2, 5).to(DEVICE), torch.zeros(2, 5, VOCABULARY.size, device=DEVICE)
    uniforms = torch.zeros(2, 5, 3, dtype=torch.float64, device=DEVICE)
    with FakeTensorMode(allow_non_fake_inputs=True) as mode:
        posterior = BatchPosterior(batch, mode.from_tensor(canvas), mode.from_tensor(logits))
        best, _ = posterior.best
        drawn = posterior.sample(mode.from_tensor(uniforms))
        for asked in (posterior.confidences, posterior.prior_confidences, posterior.log_probability):
            asked(best)
            asked(drawn)
        found = [posterior.entropies(), posterior.cross_entropies(), posterior.log_evidence, posterior.marginals()]
        found.append(batch.masks(mode.from_tensor(canvas)))
        with pytest.raises(Exception, match=r"data-dependent|DynamicOutputShape|nonzero"):
            posterior.hedged_marginals()  # which says so
    assert [part.shape[0] for part in found] == [2] * 5


def test_torch_compile_goes_around_a_step() -> None:
    """To the same numbers, as graphs or as a few of them."""
    batch = batch_of([compiled(PATTERNS[0]), compiled(PATTERNS[4])])

    def step(canvas: Tensor, logits: Tensor) -> tuple[Tensor, ...]:
        posterior = BatchPosterior(batch, canvas, logits)
        return posterior.marginals(), posterior.best[0], posterior.entropies(), posterior.cross_entropies()

    logits = torch.randn(2, 3, VOCABULARY.size, generator=torch.Generator().manual_seed(0)).to(DEVICE)
    canvas = open_canvases(2, 3).to(DEVICE)
    try:
        found = torch.compile(step, backend="aot_eager")(canvas, logits)
    finally:
        torch.compiler.reset()
    for one, other in zip(found, step(canvas, logits), strict=True):
        close(one, other, 1e-12)


# --- rows in loops


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Canvases are taken together on the CPU too."""
    monkeypatch.setattr(rows, "pays_on", lambda _: True)


class Guessing(BaseDenoiser):
    """Scores that hang on the canvas."""

    noise = "absorbing"
    canvas_length = 8
    vocabulary = Vocabulary.from_bytes([*TOKENS, b""], eos=0, pad=1, mask=len(TOKENS))

    def prepare(self, prompts: list[str], told: object) -> list[str]:
        del told
        return list(prompts)

    def logits(self, canvas: Tensor, contexts: list[str], time: float) -> Tensor:
        del time
        seeds = [
            int((row * torch.arange(1, 9)).sum()) + len(context) for row, context in zip(canvas, contexts, strict=True)
        ]
        size = self.vocabulary.size
        return torch.stack([torch.randn(8, size, generator=torch.Generator().manual_seed(s)) * 2 for s in seeds])


@pytest.mark.usefixtures("together")
def test_loops_answer_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers, steps and log-likelihoods of batches whose rows stop at different steps; draws are valid."""
    prompts = ["", "a", "bb", "ccc", "dddd"]
    for temperature in (0.0, 0.7):
        own = generate(Guessing(), prompts, regex=PATTERNS[3], temperature=temperature, seed=1)
        with monkeypatch.context() as alone:
            alone.setattr(rows, "pays_on", lambda _: False)
            reference = generate(Guessing(), prompts, regex=PATTERNS[3], temperature=temperature, seed=1)
        for one, other in zip(own, reference, strict=True):
            assert re.fullmatch(PATTERNS[3], one.text)
            if temperature == 0.0:
                assert (one.text, one.steps, one.stopped_by) == (other.text, other.steps, other.stopped_by)
                assert one.log_likelihood == pytest.approx(other.log_likelihood, abs=1e-4)


@pytest.mark.usefixtures("together")
@pytest.mark.parametrize("temperature", [0.0, 0.7])
def test_a_step_asks_once_for_all_rows(temperature: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beliefs, draws and odds: how often a batch is asked hangs on the passes through the model, not on the rows."""
    asked: list[tuple[str, int]] = []
    for name in ("best", "sample", "log_probability"):
        whole = getattr(BatchPosterior, name)
        monkeypatch.setattr(BatchPosterior, name, _noting(asked, name, whole))
    passes = 0

    class Counting(Guessing):
        def logits(self, canvas: Tensor, contexts: list[str], time: float) -> Tensor:
            nonlocal passes
            passes += 1
            return super().logits(canvas, contexts, time)

    prompts = ["", "a", "bb", "ccc"]
    generate(Counting(), prompts, regex=PATTERNS[1], temperature=temperature, seed=1, stop=NEVER)
    names = [name for name, _ in asked]
    assert passes > 1
    assert names.count("best") == passes
    assert names.count("sample") == (passes if temperature else 0)
    assert 0 < names.count("log_probability") <= passes


def _noting(asked: list[tuple[str, int]], name: str, whole: object) -> object:
    """A method or cached property that writes down that it was asked, and of how many rows."""

    def note(self: BatchPosterior, *arguments: Tensor) -> object:
        asked.append((name, len(self.canvas)))
        return whole.func(self) if isinstance(whole, cached_property) else whole(self, *arguments)  # type: ignore[operator]

    if not isinstance(whole, cached_property):
        return note
    made = cached_property(note)
    made.__set_name__(BatchPosterior, name)
    return made


@pytest.mark.usefixtures("together")
def test_a_row_is_drawn_from_with_the_others_and_then_by_itself() -> None:
    """The first draw with the generator that was given is that of the batch; the stream of numbers is the same."""
    constraint, canvas = compiled(PATTERNS[1]), open_canvases(2, 6)
    logits = torch.randn(2, 6, VOCABULARY.size, generator=torch.Generator().manual_seed(3))
    given = [torch.Generator().manual_seed(row) for row in range(2)]
    drawn = Batches().posteriors([constraint] * 2, list(canvas), logits, given)
    alone = Batches().posteriors([constraint] * 2, list(canvas), logits)
    for row in range(2):
        other = torch.Generator().manual_seed(row)
        one, reference = drawn[row], alone[row]
        assert one is not None
        assert reference is not None
        for _ in range(3):
            assert torch.equal(one.sample(given[row]), reference.sample(other))
        assert constraint.accepts(one.sample(torch.Generator()))


@pytest.mark.usefixtures("together")
def test_log_probabilities_are_those_of_every_row() -> None:
    """Of rows of two batches, of a row that is asked twice, and of a posterior that stands alone."""
    constraint, other = compiled(PATTERNS[1]), compiled(PATTERNS[2])
    logits = torch.randn(3, 6, VOCABULARY.size, generator=torch.Generator().manual_seed(4))
    first = Batches().posteriors([constraint, other, constraint], list(open_canvases(3, 6)), logits)
    second = Batches().posteriors([other], list(open_canvases(1, 6)), logits[:1])
    alone = constraint.posterior(open_canvases(1, 6)[0], logits[0])
    posteriors = [*first, *second, alone, first[0]]
    tokens = [one.sample(torch.Generator().manual_seed(k)) for k, one in enumerate(posteriors)]
    tokens[1][2:] = -1
    found = rows.log_probabilities(posteriors, tokens)
    reference = [constraint, other, constraint, other, constraint, constraint]
    for at, weight in enumerate(found):
        scores = logits[[0, 1, 2, 0, 0, 0][at]]
        expected = reference[at].posterior(open_canvases(1, 6)[0], scores).log_probability(tokens[at])
        assert weight == pytest.approx(expected, abs=1e-5)


@pytest.mark.usefixtures("together")
def test_particles_answer() -> None:
    found = generate(Guessing(), "abc", regex=PATTERNS[1], particles=3, temperature=1.0, seed=2)
    assert re.fullmatch(PATTERNS[1], found.text)


def test_the_processor_hands_over_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = torch.randn(3, 6, VOCABULARY.size, generator=torch.Generator().manual_seed(0)) * 3
    prompts = torch.zeros(3, 4, dtype=torch.long)
    reference = ConstraintLogitsProcessor(compiled(PATTERNS[0]), 4, 6)(prompts, scores)
    monkeypatch.setattr(rows, "pays_on", lambda _: True)
    own = ConstraintLogitsProcessor(compiled(PATTERNS[0]), 4, 6)(prompts, scores)
    assert torch.equal(own.argmax(-1), reference.argmax(-1))
    close(own.exp(), reference.exp(), 1e-4)


@pytest.mark.usefixtures("together")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("broken", [TOKENS.index(b"b"), TOKENS.index(b"{")])
def test_a_row_without_an_answer_does_not_concern_the_others(
    broken: int, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NaN of a token that could stand there, and of one that never does."""
    if way == "triton":
        monkeypatch.setattr(batch_module, "TorchPasses", TritonPasses)
    constraint = compiled("(ab)+c")
    logits = torch.zeros(4, 5, VOCABULARY.size)
    logits[1, 2, broken] = torch.nan
    logits[2, :, TOKENS.index(b"c")] = -torch.inf
    canvas = open_canvases(4, 5)
    canvas[3, 0] = TOKENS.index(b"c")
    found = [known for known in Batches().posteriors([constraint] * 4, list(canvas), logits) if known is not None]
    assert len(found) == 4
    assert constraint.accepts(found[0].best()[0])
    with pytest.raises(InvalidLogits, match="NaN"):
        found[1].best()
    with pytest.raises(UnsatisfiableConstraint) as improbable:
        found[2].entropies()
    assert improbable.value.cause == "logits"
    with pytest.raises(UnsatisfiableConstraint, match="position 0"):
        found[3].sample()


@pytest.mark.usefixtures("together")
def test_what_is_no_logits_is_left_to_the_constraint_which_says_so() -> None:
    constraint, canvas = compiled("(ab)+c"), open_canvases(3, 5)
    logits = [torch.zeros(5, VOCABULARY.size), torch.zeros(5, VOCABULARY.size + 2), torch.zeros(4, VOCABULARY.size)]
    known = Batches().posteriors([constraint] * 3, list(canvas), logits)
    assert [one is None for one in known] == [False, True, True]
    with pytest.raises(InvalidLogits, match="columns"):
        ConstraintLogitsProcessor(constraint, 2, 5)(torch.zeros(1, 2, dtype=torch.long), logits[1][None])


@pytest.mark.usefixtures("together")
def test_logits_of_what_is_committed_do_not_matter() -> None:
    constraint, canvas, logits = compiled("(ab)+c"), open_canvases(1, 5)[0], torch.zeros(5, VOCABULARY.size)
    canvas[0], logits[0] = TOKENS.index(b"ab"), torch.nan
    (known,) = Batches().posteriors([constraint], [canvas], logits[None])
    assert known is not None
    assert known.log_partition == pytest.approx(constraint.posterior(canvas, logits).log_partition)


def test_rows_of_other_kinds_are_left_to_their_constraints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that need a stack; and canvases of another length are a batch of their own."""
    monkeypatch.setattr(rows, "pays_on", lambda _: True)
    nested = compile_constraint(VOCABULARY, grammar='start: "a" start "b" | "c"')
    one, other = compiled(PATTERNS[0]), compiled(PATTERNS[1])
    canvases = [torch.full((n,), -1) for n in (5, 5, 4, 5)]
    logits = [
        torch.randn(len(canvas), VOCABULARY.size, generator=torch.Generator().manual_seed(5)) for canvas in canvases
    ]
    constraints = [one, nested, other, other]
    batches = Batches()
    for turn in range(3):  # a second time with what is laid out by then, and a third with one more automaton
        if turn == 2:
            constraints[2] = compiled(PATTERNS[2])
        found = batches.posteriors(constraints, canvases, logits)
        assert [known is None for known in found] == [False, True, False, False]
        for known, constraint, canvas, scores in zip(found, constraints, canvases, logits, strict=True):
            if known is not None:
                assert torch.equal(known.best()[0], constraint.posterior(canvas, scores).best()[0])


def test_the_kernels_compile_for_a_gpu() -> None:
    """To machine code of an H100, by Triton's own compiler, which needs none."""
    environment = {name: value for name, value in os.environ.items() if name != "TRITON_INTERPRET"}
    script = Path(__file__).with_name("compiled_kernels.py")
    done = subprocess.run([sys.executable, str(script)], env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(done.stdout.splitlines()) == 6
