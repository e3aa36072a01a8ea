"""The Triton kernels on a real GPU: ``python -m benchmarks.device``.

*Agreement*: `GpuPasses` against the definitions in `kernels.reference` in float64, on the CPU for a few rows and on the
device for all. Errors are relative, or absolute below one. *Kernels*: each against the same in plain torch on the
device, against the path on the CPU, and against a copy of the same logits from device to device. *Step*: what a
denoising step asks of a posterior, as it is done today, one canvas after the other, and where the time goes.
*Far*: one call over more than 2^31 logits. ``--small`` tries all of it on the CPU, in Triton's interpreter.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import metadata
from itertools import cycle, product
from typing import Any

import numpy as np
import torch
from torch import Tensor

from benchmarks.step import PERSON
from benchmarks.timing import timed as milliseconds
from constrained_diffusion import compile_constraint
from constrained_diffusion.automata.tokens.automaton import LabelledAutomaton
from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.kernels import reference
from constrained_diffusion.inference.passes import CpuPasses, GpuPasses, Sums
from constrained_diffusion.inference.semirings import MAX
from tests.large_vocabulary import large_vocabulary

Call = Callable[[], object]
CPU = torch.device("cpu")
DTYPES = (torch.bfloat16, torch.float16, torch.float32)
LANGUAGES = ("person (JSON Schema)", "grammars/json.lark")
TOLERANCE = 1e-5
"""Of errors: what float32 leaves of sums over so many tokens."""
_ROUNDING = 1e-6
"""Of errors between the same sums, in what order ever they are added up."""
_ENTRIES = 2**31
"""Logits of one call, at most: `far` alone has more."""
_ROWS = 512
"""Rows that plain torch is timed with, at most, so that what it writes down fits."""
_FEW = 512
"""Rows that are widened to float64 at a time."""
_ROTATED = 2**30
"""Bytes of logits that timed calls go through in turn: many times what a cache holds."""


@dataclass(frozen=True)
class Sizes:
    device: torch.device
    vocabularies: tuple[int, ...] = (131_072, 262_144)
    canvases: tuple[int, ...] = (1, 8, 64)
    lengths: tuple[int, ...] = (128, 256)
    seconds: float = 0.3
    far: int = 8200
    """Rows of the call over more than 2^31 logits."""
    languages: tuple[dict[str, Any], dict[str, Any]] = ({"schema": PERSON}, {"grammar": "grammars/json.lark"})

    @property
    def is_gpu(self) -> bool:
        return self.device.type == "cuda"


@dataclass
class Clock:
    """When a part has to be done."""

    until: float
    late: int = 0

    def has_time(self) -> bool:
        in_time = time.perf_counter() < self.until
        self.late += not in_time
        return in_time

    def tell(self) -> None:
        if self.late:
            print(f"\nTime was up: {self.late} cases are left out.")


SHARES = {"agreement": 0.4, "kernels": 0.35, "step": 0.25, "far": 0.0}
"""Of the time, by part."""


# --- inputs


def constraint(sizes: Sizes, name: str, size: int) -> AutomatonConstraint:
    language = sizes.languages[LANGUAGES.index(name)]
    found = compile_constraint(large_vocabulary(size), **language, scores_padding=False)
    assert isinstance(found, AutomatonConstraint)
    return found


def of_classes(class_of_token: np.ndarray[Any, Any]) -> LabelledAutomaton:
    """An automaton that has these classes, and nothing else."""
    empty = np.zeros(0, np.int32)
    return TokenAutomaton(class_of_token.astype(np.int32), empty, empty, empty, empty, empty, empty > 0, empty, 0)


def partitions(sizes: Sizes, size: int) -> dict[str, LabelledAutomaton]:
    """Classes of tokens as they come and as they might."""
    rng = np.random.default_rng(0)
    uniform, skewed = rng.integers(-1, min(200, size // 64), size), np.full(size, -1)
    many = min(512, size // 64)
    skewed[: size * 9 // 10] = np.minimum(rng.geometric(0.5, size * 9 // 10) - 1, many - 1)
    for kinds in (uniform, skewed):
        kinds[: int(kinds.max()) + 1] = np.arange(int(kinds.max()) + 1)
    skewed[-many:] = np.arange(many)  # of many classes one token is all
    found = {name: constraint(sizes, name, size).automaton for name in LANGUAGES}
    return found | {"uniform": of_classes(uniform), "skewed": of_classes(rng.permutation(skewed))}


def logits_of(values: str, rows: int, size: int, dtype: torch.dtype, device: torch.device, seed: int = 0) -> Tensor:
    generator = torch.Generator(device).manual_seed(seed)
    found = torch.empty((rows, size), dtype=dtype, device=device)
    for part in found.split(_ROWS):
        part.normal_(0.0, 20.0 if values == "peaked" else 1.0, generator=generator)
        if values == "±1e4":
            part += (torch.rand(part.shape, generator=generator, device=device) < 0.5) * 2e4 - 1e4
        elif values == "with -inf":
            part[torch.rand(part.shape, generator=generator, device=device) < 0.6] = -torch.inf
            part[:, : size // 8] = -torch.inf  # some classes altogether
    return found


# --- agreement


def error(found: Tensor, expected: Tensor) -> float:
    """The greatest one, infinite where one is infinite or no number and the other is not."""
    got, wanted = found.to(expected.device).double(), expected.double()
    same = (got == wanted) | (got.isnan() & wanted.isnan())
    off = torch.where(same, 0.0, (got - wanted).abs() / wanted.abs().clamp_min(1.0))
    return float(off.nan_to_num(nan=torch.inf, posinf=torch.inf).max()) if off.numel() else 0.0


def masked_alike(found: Tensor, expected: Tensor) -> bool:
    return torch.equal(found.to(expected.device) == -torch.inf, expected == -torch.inf)


def _alike(value: bool) -> str:
    return "same" if value else "DIFFER"


@dataclass
class Found:
    """Of some cases: the greatest errors, and what is to be the same."""

    errors: dict[str, float] = field(default_factory=dict)
    same: dict[str, bool] = field(default_factory=dict)
    cases: int = 0

    def add(self, other: Found) -> None:
        self.cases += other.cases
        for name, value in other.errors.items():
            self.errors[name] = max(value, self.errors.get(name, 0.0))
        for name, value in other.same.items():
            self.same[name] = value and self.same.get(name, True)

    @property
    def agrees(self) -> bool:
        return all(self.same.values()) and all(value <= TOLERANCE for value in self.errors.values())

    def cells(self) -> str:
        parts = [f"{value:.1e}" for value in self.errors.values()]
        return " | ".join([*parts, *map(_alike, self.same.values())])

    def head(self) -> str:
        return " | ".join([*self.errors, *self.same])


def defined(logits: Tensor, kinds: Tensor, classes: int) -> tuple[Tensor, ...]:
    """Class scores, entropies within and greatest of classes in float64, where the logits are: class by class."""
    if logits.device.type == "cpu":
        scores = reference.class_scores(logits, kinds, classes)
        within = reference.class_entropies(logits, kinds, classes)
        return scores, within, reference.class_scores(logits, kinds, classes, MAX)
    out = torch.zeros((3, len(logits), classes), dtype=torch.float64, device=logits.device)
    order = torch.sort(kinds.long(), stable=True).indices[int((kinds < 0).sum()) :]
    ends = torch.bincount(kinds[kinds >= 0].long(), minlength=classes).cpu()
    for kind, members in enumerate(order.split(ends.tolist())):
        values = logits[:, members].double()
        shares = values.log_softmax(1)
        out[0, :, kind], out[2, :, kind] = values.logsumexp(1), values.max(1).values
        out[1, :, kind] = -torch.where(shares > -torch.inf, shares.exp() * shares, 0.0).sum(1)
    return tuple(out)


def gains_of(scores: Tensor) -> Tensor:
    """Gains [n, C + 1] as an automaton gives them: a random share for every class but some, less its score."""
    generator = torch.Generator().manual_seed(1)
    shares = torch.randn(scores.shape, generator=generator, dtype=torch.float64) * 3
    shares[torch.rand(scores.shape, generator=generator) < 0.3] = -torch.inf
    gains = torch.where(scores > -torch.inf, shares.log_softmax(1) - scores, -torch.inf)
    return torch.nn.functional.pad(torch.where(gains.isnan(), -torch.inf, gains), (0, 1), value=-torch.inf)


def compared(passes: GpuPasses, logits: Tensor, sums: Sums, top: tuple[Any, Any]) -> Found:
    """Of these rows of logits, wherever they are, what the kernels found in them."""
    kinds = passes.class_of_token.to(logits.device)
    scores, within, greatest = defined(logits, kinds, passes.layout.classes)
    wide = logits.double()
    winners = torch.from_numpy(top[1]).to(logits.device).long()
    own = torch.where(greatest > -torch.inf, logits.gather(1, winners.clamp_min(0)).double(), greatest)
    kept = torch.where(greatest > -torch.inf, kinds[winners.clamp_min(0)].long(), -1)
    wanted = torch.where(greatest > -torch.inf, torch.arange(passes.layout.classes, device=kinds.device), -1)
    found = [torch.from_numpy(part) for part in sums]
    return Found(
        {
            "scores": error(found[0], scores),
            "entropies": error(found[1], within),
            "totals": error(found[2], wide.logsumexp(1)),
            "peaks": error(found[3], wide.max(1).values),
            "maximum": error(torch.from_numpy(top[0]), greatest),
        },
        {
            "possible classes": masked_alike(found[0], scores),
            "winners": torch.equal(own, greatest) and torch.equal(kept, wanted),
        },
    )


def case(passes: GpuPasses, members: CpuPasses, logits: Tensor, seed: int) -> Found:
    """All passes over [rows, V]: two rows of what they find against the CPU, all of it against the device."""
    found, most = Found(), (_ENTRIES - 1) // logits.shape[1]
    picked = {int(np.random.default_rng(seed).integers(len(logits))), len(logits) - 1}
    for first in range(0, len(logits), most):
        part = logits[first : first + most]
        sums, top = passes.class_sums(part), passes.class_maximum(part)
        gains = gains_of(torch.from_numpy(sums.scores))
        spread = passes.spread(part, sums.scores, gains.numpy())
        groups = [(np.array(sorted(row - first for row in picked if first <= row < first + most), int), CPU)]
        if logits.device != CPU:
            groups += [(np.arange(at, min(at + _FEW, len(part))), logits.device) for at in range(0, len(part), _FEW)]
        for rows, device in groups:
            if len(rows):
                some = torch.from_numpy(rows).to(logits.device)
                here = part[some].to(device)
                found.add(compared(passes, here, Sums(*(each[rows] for each in sums)), (top[0][rows], top[1][rows])))
                expected = reference.spread(
                    here.double(), gains[rows, :-1].to(device), passes.class_of_token.to(device)
                )
                written = spread[some].to(device)
                found.add(Found({"spread": error(written, expected)}, {"masks": masked_alike(written, expected)}))
        found.add(Found({}, {"draws": drawn_alike(passes, members, part[:64], sums.scores[:64], seed)}))
    found.cases = 1
    return found


def drawn_alike(passes: GpuPasses, members: CpuPasses, logits: Tensor, scores: Any, seed: int) -> bool:
    """Whether the tokens are those that the CPU draws, in double precision there too."""
    rng = np.random.default_rng(seed)
    rows, kinds = np.nonzero(scores > -np.inf)
    if not len(rows):
        return True
    some = np.sort(rng.choice(len(rows), min(32, len(rows)), replace=False))
    rows, classes = rows[some], kinds[some].astype(np.int32)
    asked = (rows, classes, scores[rows, classes], rng.random(len(rows)))
    return bool(np.array_equal(passes.draw(logits, *asked), members.draw(logits.cpu().double(), *asked)))


def agreement(sizes: Sizes, clock: Clock) -> bool:
    """Whether all cases agree; two tables, and those that do not."""
    by_value: dict[tuple[str, str], Found] = {}
    by_size: dict[tuple[int, int, int], Found] = {}
    failed: list[str] = []
    plans = {size: partitions(sizes, size) for size in sizes.vocabularies}
    names = [name.removeprefix("torch.") for name in map(str, DTYPES)]
    grid: list[tuple[int, int, int, str, int, str]] = []
    for size, plan, kind, values in product(
        sizes.vocabularies, plans[sizes.vocabularies[0]], range(len(DTYPES)), ("flat", "peaked", "±1e4", "with -inf")
    ):
        grid.append((sizes.canvases[0], sizes.lengths[0], size, plan, kind, values))
    for size, n, b, kind, values in product(
        sizes.vocabularies, sizes.lengths, sizes.canvases, range(len(DTYPES)), ("flat", "±1e4")
    ):
        if (b, n) != (sizes.canvases[0], sizes.lengths[0]):
            grid.append((b, n, size, LANGUAGES[0], kind, values))
    passes = {
        (size, name): (GpuPasses(automaton, sizes.device), CpuPasses(automaton))
        for size, plan in plans.items()
        for name, automaton in plan.items()
    }
    np.random.default_rng(0).shuffle(grid)  # so that what there is no time for is of all kinds
    for seed, (b, n, size, plan, kind, values) in enumerate(grid):
        if not clock.has_time():
            continue
        logits = logits_of(values, b * n, size, DTYPES[kind], sizes.device, seed)
        found = case(*passes[size, plan], logits, seed)
        if not found.agrees:
            what = f"B = {b}, n = {n}, V = {size:,}, {plan}, {names[kind]}, {values}"
            failed.append(f"{what}: {found.errors | found.same}")
        by_value.setdefault((names[kind], values), Found()).add(found)
        by_size.setdefault((b, n, size), Found()).add(found)
        del logits
    head = next(iter(by_value.values())).head()
    columns = head.count("|") + 1
    print(f"\nAgreement with float64: the greatest errors (beyond {TOLERANCE:.0e} is not agreement)\n")
    print(f"| logits | values | cases | {head} |\n|{' --- |' * (columns + 3)}")
    for (name, values), each in by_value.items():
        print(f"| {name} | {values} | {each.cases} | {each.cells()} |")
    print(f"\n| B | n | V | cases | {head} |\n|{' --- |' * (columns + 4)}")
    for (b, n, size), each in sorted(by_size.items()):
        print(f"| {b} | {n} | {size:,} | {each.cases} | {each.cells()} |")
    clock.tell()
    print(f"\n{len(failed)} of {sum(each.cases for each in by_value.values())} cases do not agree", flush=True)
    for line in failed[:20]:
        print("-", line)
    return not failed


# --- how long a call takes


@dataclass(frozen=True)
class Took:
    """Milliseconds, median: of the device alone, launches queued ahead of it; and as called and waited for."""

    device: float
    called: float


def wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize()


def timed(calls: list[Call], sizes: Sizes) -> Took:
    """The calls do the same with different buffers, in turn."""
    for call in calls[:2]:
        call()
    wait(sizes.device)
    called: list[float] = []
    began = time.perf_counter()
    for call in cycle(calls):
        before = time.perf_counter()
        call()
        wait(sizes.device)
        called.append((time.perf_counter() - before) * 1e3)
        if len(called) >= (3 if sizes.is_gpu else 1) and (
            time.perf_counter() - began > sizes.seconds / 2 or len(called) >= 100
        ):
            break
    if not sizes.is_gpu:
        return Took(statistics.median(called), statistics.median(called))
    marks = []
    for _, call in zip(range(min(len(called), 50)), cycle(calls), strict=False):
        start, stop = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        torch.cuda._sleep(1_000_000)  # half a millisecond, in which the launches of the call pile up
        start.record()
        call()
        stop.record()
        marks.append((start, stop))
    wait(sizes.device)
    return Took(statistics.median(start.elapsed_time(stop) for start, stop in marks), statistics.median(called))


def plain_sums(logits: Tensor, kinds: Tensor, classes: int) -> tuple[Tensor, Tensor]:
    """Class scores and entropies; `kinds` [V] long, `classes` for tokens of none."""
    wide, index = logits.float(), kinds.expand(len(logits), -1)
    top = wide.new_full((len(logits), classes + 1), -torch.inf).scatter_reduce(1, index, wide, "amax")
    under = wide - top.gather(1, index)
    weights, zero = under.exp(), torch.zeros_like(top)
    total = zero.scatter_add(1, index, weights)
    depth = zero.scatter_add(1, index, weights * under)
    return (total.log() + top)[:, :-1], (total.log() - depth / total)[:, :-1]


def plain_maximum(logits: Tensor, kinds: Tensor, classes: int) -> tuple[Tensor, Tensor]:
    wide, index = logits.float(), kinds.expand(len(logits), -1)
    top = wide.new_full((len(logits), classes + 1), -torch.inf).scatter_reduce(1, index, wide, "amax")
    tokens = torch.arange(logits.shape[1], device=logits.device)
    candidates = torch.where(wide == top.gather(1, index), tokens, -1)
    winners = torch.full(top.shape, -1, device=logits.device).scatter_reduce(1, index, candidates, "amax")
    return top[:, :-1], winners[:, :-1]


def plain_spread(logits: Tensor, gains: Tensor, kinds: Tensor) -> Tensor:
    return logits.float() + gains[:, kinds]


def row_totals(logits: Tensor) -> tuple[Tensor, Tensor]:
    """Of the whole row, in torch: what class sums give as well."""
    return torch.logsumexp(logits.float(), 1).double(), logits.max(1).values.double()


@dataclass(frozen=True)
class Row:
    """A line of the table: calls over all rows of a buffer; bytes that must move; the same elsewhere, and how much of
    the rows that call does."""

    name: str
    ours: Callable[[Tensor], object]
    moved: int
    plain: Callable[[Tensor], object] | None = None
    cpu: Call | None = None


def in_parts(call: Callable[[Tensor], object], most: int) -> Callable[[Tensor], None]:
    def all_of(logits: Tensor) -> None:
        for part in logits.split(most):
            call(part)

    return all_of


def kernel_table(sizes: Sizes, size: int, n: int, b: int, dtype: torch.dtype, automaton: LabelledAutomaton) -> None:
    from constrained_diffusion.inference.kernels import gpu

    device, rows = sizes.device, b * n
    passes, host = GpuPasses(automaton, device), CpuPasses(automaton)
    plan, classes, one = passes.layout, automaton.classes, torch.empty((), dtype=dtype).element_size()
    read = rows * size * one
    rotated = max(1, -(-_ROTATED // read)) if sizes.is_gpu else 2
    buffers = [logits_of("flat", rows, size, dtype, device, seed) for seed in range(rotated)]
    kinds = torch.where(passes.class_of_token >= 0, passes.class_of_token, classes).long()
    gains = torch.zeros((rows, classes + 1), device=device)
    offsets, canvas = torch.ones_like(gains), buffers[0][:n].cpu()
    sums = host.class_sums(canvas)
    shares = np.zeros((n, classes + 1))
    target = torch.empty_like(buffers[0])
    small, tokens = rows * classes * 8, size * 4

    def spread(x: Tensor) -> object:
        return gpu.spread(x, offsets[: len(x)], gains[: len(x)], passes.class_of_token)

    def on(x: Tensor, call: Callable[[Tensor], object]) -> Call:
        return lambda: call(x)

    most = (_ENTRIES - 1) // size
    lines = [
        Row("copy of the logits", target.copy_, 2 * read),
        Row(
            "class sums", in_parts(lambda x: gpu.class_sums(x, plan), most), read + tokens + 2 * small,
            lambda x: plain_sums(x, kinds, classes), lambda: host.class_sums(canvas),
        ),
        Row("of that, the pass over the logits", in_parts(lambda x: gpu.sums_of_parts(x, plan), most), read + tokens),
        Row("sum and peak of every row, in torch, for comparison", row_totals, read),
        Row(
            "class maximum", in_parts(lambda x: gpu.class_maximum(x, plan), most), read + tokens + 2 * small,
            lambda x: plain_maximum(x, kinds, classes), lambda: host.class_maximum(canvas),
        ),
        Row(
            "spread", in_parts(spread, most),
            read + rows * size * 4 + tokens, lambda x: plain_spread(x, gains[: len(x)], kinds),
            lambda: host.spread(canvas, sums.scores, shares),
        ),
    ]  # fmt: skip
    kind = str(dtype).removeprefix("torch.")
    laid = f"{classes} classes, {len(plan.tokens):,} tiles, {plan.count:,} parts"
    print(f"\nB = {b}, n = {n}, V = {size:,}, {kind}, {laid}\n")
    print("| what | ms | as called | GB/s | of the copy | plain torch | ratio | CPU path | ratio |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    bandwidth = 0.0
    for line in lines:
        ours = timed([on(x, line.ours) for x in buffers], sizes)
        rate = line.moved / ours.device / 1e6
        bandwidth = bandwidth or rate
        cells = [line.name, f"{ours.device:.3f}", f"{ours.called:.3f}", f"{rate:.0f}", f"{rate / bandwidth:.0%}"]
        if line.plain:
            few = [x[:_ROWS] for x in buffers[:2]]
            plain = timed([on(x, line.plain) for x in few], sizes).device * rows / len(few[0])
            cells += [f"{'≈ ' * (rows > _ROWS)}{plain:.2f}", f"{plain / ours.device:.1f}"]
        else:
            cells += ["", ""]
        if line.cpu:
            cpu = timed([line.cpu], Sizes(CPU, seconds=0.3)).called * b
            cells += [f"{'≈ ' * (b > 1)}{cpu:.0f}", f"{cpu / ours.called:.0f}"]
        else:
            cells += ["", ""]
        print(f"| {' | '.join(cells)} |", flush=True)


def kernels(sizes: Sizes, clock: Clock) -> None:
    print(
        "\nKernels: *ms* on the device, launches queued ahead; *as called*, launched and waited for; *GB/s* of"
        "\nthe bytes that must move; ratios say how much longer the others take. ≈ is of fewer rows, in proportion."
    )
    large, n = sizes.vocabularies[-1], sizes.lengths[-1]
    wanted = [(large, n, b, dtype) for dtype in (torch.bfloat16, torch.float32) for b in sizes.canvases]
    wanted += [(large, n, sizes.canvases[1], torch.float16)]
    wanted += [(sizes.vocabularies[0], n, b, torch.bfloat16) for b in sizes.canvases[:2]]
    for size, n, b, dtype in wanted:
        if clock.has_time():
            kernel_table(sizes, size, n, b, dtype, constraint(sizes, LANGUAGES[0], size).automaton)
    clock.tell()


# --- a step


class Watch:
    """Milliseconds of the device and the host together, by stage."""

    def __init__(self, device: torch.device) -> None:
        self.device, self.spent = device, dict.fromkeys(STAGES, 0.0)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        wait(self.device)
        began = time.perf_counter()
        yield
        wait(self.device)
        self.spent[stage] += (time.perf_counter() - began) * 1e3


STAGES = ("class pass", "transfer", "spread", "draw")


class Watched(GpuPasses):
    """`GpuPasses` in the same steps, with a watch."""

    def __init__(self, automaton: LabelledAutomaton, device: torch.device, watch: Watch) -> None:
        super().__init__(automaton, device)
        self.watch = watch

    def class_sums(self, logits: Tensor) -> Sums:
        with self.watch("class pass"):
            found = self.kernels.class_sums(logits, self.layout)
        with self.watch("transfer"):
            return Sums(*(part.cpu().numpy() for part in found))

    def class_maximum(self, logits: Tensor) -> Any:
        with self.watch("class pass"):
            scores, winners = self.kernels.class_maximum(logits, self.layout)
        with self.watch("transfer"):
            return scores.cpu().numpy(), winners.cpu().numpy()

    def spread(self, *given: Any) -> Tensor:
        with self.watch("spread"):
            return super().spread(*given)

    def draw(self, *given: Any) -> Any:
        with self.watch("draw"):
            return super().draw(*given)


class Always:
    """The same passes for every device."""

    def __init__(self, passes: GpuPasses) -> None:
        self.passes = passes

    def on(self, device: torch.device) -> GpuPasses:  # noqa: ARG002
        return self.passes


_MOST_DRAWN = 8
"""Canvases of which draws are timed."""


def waited(call: Call, device: torch.device, repeats: int) -> float:
    def finished() -> None:
        call()
        wait(device)

    return milliseconds(finished, repeats)


def believed(posterior: Any, tokens: Tensor) -> None:
    """What a sampler asks of its posterior."""
    for asked in (posterior.confidences, posterior.prior_confidences):
        asked(tokens).cpu()
    posterior.entropies().cpu()
    posterior.cross_entropies().cpu()


def step_table(sizes: Sizes, name: str, b: int, dtype: torch.dtype) -> str:
    """Prints lines of the table; returns whether marginals are those of the path on the CPU."""
    device, n, size = sizes.device, sizes.lengths[-1], sizes.vocabularies[-1]
    shared = constraint(sizes, name, size)
    constrained, on_cpu = (shared._over(shared.automaton, False) for _ in range(2))
    logits = logits_of("flat", b * n, size, dtype, device).view(b, n, size)
    canvas, kind = torch.full((b, n), -1, device=device), str(dtype).removeprefix("torch.")
    watch = Watch(device)
    alone = Always(GpuPasses(constrained.automaton, device))
    watched = Always(Watched(constrained.automaton, device, watch))

    def each(ask: Callable[[Any], object]) -> Call:
        def call() -> None:
            for row, scores in zip(canvas, logits, strict=True):
                ask(constrained.posterior(row, scores))

        return call

    def draw(posterior: Any) -> None:
        believed(posterior, posterior.sample())

    def best(posterior: Any) -> None:
        believed(posterior, posterior.best()[0])

    ways: dict[str, Call] = {
        "marginals [n, V]": each(lambda posterior: posterior.marginals()),
        "a draw and its beliefs": each(draw),
        "the best and its beliefs": each(best),
    }
    if b > _MOST_DRAWN:
        del ways["a draw and its beliefs"]
    for way, call in ways.items():
        constrained._passes = alone  # type: ignore[assignment]
        took = waited(call, device, 3 if b > 1 else 7) / b
        constrained._passes = watched  # type: ignore[assignment]
        call()
        watch.spent = dict.fromkeys(STAGES, 0.0)
        wait(device)
        began = time.perf_counter()
        call()
        wait(device)
        total = (time.perf_counter() - began) * 1e3
        parts = [watch.spent[stage] for stage in STAGES]
        cells = " | ".join(f"{part / total:.0%}" for part in [*parts, total - sum(parts)])
        print(f"| {name} | {kind} | {b} | {way} | {took * b:.1f} | {took:.2f} | {cells} |", flush=True)
    committed = canvas[0].cpu().numpy()
    walk = waited(lambda: constrained._living_classes(committed), device, 7)
    mask = waited(lambda: constrained.masks(canvas[0]), device, 7)
    print(f"| {name} | | 1 | masks [n, V], made on the CPU | {mask:.1f} | {mask:.2f} | | | | {1 - walk / mask:.0%} | "
          f"| {walk / mask:.0%} |", flush=True)  # fmt: skip
    constrained._passes = alone  # type: ignore[assignment]
    own = constrained.marginals(canvas[0], logits[0]).cpu()
    theirs = on_cpu.marginals(canvas[0].cpu(), logits[0].cpu().double())
    return f"{name}, {kind}, B = {b}: error {error(own, theirs):.1e}, masks {_alike(masked_alike(own, theirs))}"


def step(sizes: Sizes, clock: Clock) -> None:
    print(f"\nA step: every position open, n = {sizes.lengths[-1]}, V = {sizes.vocabularies[-1]:,}, "
          f"{torch.get_num_threads()} threads; shares of the time of a step with a watch in it\n")  # fmt: skip
    print("| constraint | logits | B | what | ms | a canvas | " + " | ".join(STAGES) + " | automaton and other CPU |")
    print("| --- |" + " --- |" * (6 + len(STAGES)))
    wanted = [(LANGUAGES[0], b, torch.bfloat16) for b in sizes.canvases]
    wanted += [(LANGUAGES[0], sizes.canvases[0], torch.float32)]
    wanted += [(LANGUAGES[1], b, torch.bfloat16) for b in sizes.canvases[:2]]
    told: list[str] = []
    for name, b, dtype in wanted:
        if clock.has_time():
            told.append(step_table(sizes, name, b, dtype))
    print("\nMarginals against those of the path on the CPU, in float64:", *told, sep="\n- ", flush=True)
    clock.tell()


# --- far offsets


def far(sizes: Sizes) -> None:
    """The last, for a kernel that writes where it should not takes all that follows with it."""
    from constrained_diffusion.inference.kernels import gpu

    size = sizes.vocabularies[-1]
    automaton = constraint(sizes, LANGUAGES[0], size).automaton
    passes = GpuPasses(automaton, sizes.device)
    logits = logits_of("flat", sizes.far, size, torch.bfloat16, sizes.device)
    zero = torch.zeros((sizes.far, automaton.classes + 1), device=sizes.device)
    calls: dict[str, Callable[[Tensor], Tensor]] = {
        "class sums": lambda x: gpu.class_sums(x, passes.layout)[0],
        "class maximum": lambda x: gpu.class_maximum(x, passes.layout)[0],
        "spread": lambda x: gpu.spread(x, zero[: len(x)], zero[: len(x)], passes.class_of_token),
    }
    print(f"\nOne call over {sizes.far:,} rows of {size:,}, {logits.numel():,} logits, and its last rows alone "
          f"(2^31 is {_ENTRIES:,})\n")  # fmt: skip
    for name, call in calls.items():
        try:
            last, alone = call(logits)[-8:], call(logits[-8:].clone())
        except RuntimeError as failure:
            print(f"- {name}: {str(failure).splitlines()[0]}", flush=True)
        else:
            off = error(last, alone)
            print(f"- {name}: {_alike(off <= _ROUNDING)}{f', within {off:.0e}' * (0 < off <= _ROUNDING)}", flush=True)


def header(sizes: Sizes) -> None:
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("torch", "triton", "numba", "numpy"))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}")
    if sizes.is_gpu:
        chip = torch.cuda.get_device_properties(sizes.device)
        cache = getattr(chip, "L2_cache_size", 0)
        print(f"{chip.name}, {chip.multi_processor_count} multiprocessors, {chip.total_memory / 2**30:.0f} GiB, "
              f"L2 of {cache / 2**20:.0f} MiB", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--small", action="store_true", help="tiny sizes and languages, on the CPU, in Triton's interpreter"
    )
    parser.add_argument("--parts", nargs="*", choices=SHARES, default=[*SHARES], help="none: only compile for the CPU")
    parser.add_argument("--seconds", type=float, default=210, help="about how long; what takes longer is left out")
    given = parser.parse_args()
    if given.small:
        os.environ["TRITON_INTERPRET"] = "1"
        little = ({"schema": {"type": "boolean"}}, {"schema": {"type": "null"}})
        sizes = Sizes(CPU, (2500, 2600), (1, 2), (5, 6), seconds=0.02, far=8, languages=little)
    elif torch.cuda.is_available():
        os.environ.pop("TRITON_INTERPRET", None)
        sizes = Sizes(torch.device("cuda", 0))
    else:
        raise SystemExit("no CUDA device here: benchmarks.device measures on one (--small tries it on the CPU)")
    header(sizes)
    for name, size in product(LANGUAGES, sizes.vocabularies):  # what is compiled once is not of the benchmark
        step_of = constraint(sizes, name, size)
        step_of.posterior(torch.full((32,), -1), torch.zeros(32, size)).sample()
    agrees = True
    for part in given.parts:
        clock = Clock(time.perf_counter() + given.seconds * SHARES[part])
        began = time.perf_counter()
        if part == "agreement":
            agrees = agreement(sizes, clock)
        elif part == "far":
            far(sizes)
        else:
            {"kernels": kernels, "step": step}[part](sizes, clock)
        print(f"\n({part}: {time.perf_counter() - began:.0f} s)", flush=True)
        if sizes.is_gpu and part != "far":
            torch.cuda.empty_cache()
    if not agrees:
        raise SystemExit(2)


if __name__ == "__main__":
    main()
