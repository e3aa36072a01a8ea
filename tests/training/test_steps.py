"""A step is the same whether it goes as it comes or is captured; rates are shared out by group."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, nn

from training.steps import Batch, GraphedStep, PlainStep, make_step, set_rate


def _step(network: nn.Linear, device: str) -> tuple[PlainStep | GraphedStep, torch.optim.AdamW]:
    def loss(batch: Batch) -> Tensor:
        given, wanted = batch
        with torch.autocast(given.device.type, dtype=torch.bfloat16, cache_enabled=False):
            return (network(given) - wanted).float().square().mean()

    groups = [{"params": [network.weight], "share": 1.0}, {"params": [network.bias], "share": 0.5}]
    step, optimiser = make_step(groups, loss, device)
    assert isinstance(step, (PlainStep, GraphedStep))
    return step, optimiser


def _batches(count: int) -> list[Batch]:
    generator = torch.Generator().manual_seed(0)
    rows = [4 if number % 3 else 6 for number in range(count)]
    return [tuple(torch.randn(r, width, generator=generator) for width in (5, 3)) for r in rows]


def test_a_step_lowers_the_loss_and_shares_the_rate() -> None:
    torch.manual_seed(0)
    network = nn.Linear(5, 3)
    step, optimiser = _step(network, "cpu")
    (batch,) = _batches(1)
    losses = [float(step(batch, 0.05)) for _ in range(30)]
    assert losses[-1] < 0.7 * losses[0]
    assert [group["lr"] for group in optimiser.param_groups] == [0.05, 0.025]
    set_rate(optimiser, 1.0)
    assert [group["lr"] for group in optimiser.param_groups] == [1.0, 0.5]


def test_a_loss_that_reads_copies_of_half_the_width() -> None:
    torch.manual_seed(0)
    network = nn.Linear(5, 3)
    narrow = copy.deepcopy(network).to(torch.bfloat16)

    def loss(batch: Batch) -> Tensor:
        given, wanted = batch
        return (narrow(given.to(torch.bfloat16)) - wanted).float().square().mean()

    groups = [{"params": [network.weight, network.bias], "share": 1.0}]
    step, _ = make_step(groups, loss, "cpu", [narrow.weight, narrow.bias])
    (batch,) = _batches(1)
    before = network.weight.detach().clone()
    losses = [float(step(batch, 0.0005)) for _ in range(60)]
    assert losses[-1] < losses[0]
    # Steps that the copy is too coarse to see add up in what the optimiser keeps.
    assert 0.02 < float((network.weight - before).abs().mean()) < 0.04
    assert network.weight.dtype == torch.float32
    assert torch.equal(narrow.weight, network.weight.to(torch.bfloat16))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="CUDA graphs need a GPU")
def test_captured_steps_are_those_that_come() -> None:
    torch.manual_seed(0)
    here = nn.Linear(5, 3).cuda()
    there = copy.deepcopy(here)
    captured, _ = _step(here, "cuda")
    assert isinstance(captured, GraphedStep)
    plain = _step(there, "cuda")[0]
    assert isinstance(plain, GraphedStep)
    for number, batch in enumerate(_batches(16)):
        rate = 0.05 / (1 + number)
        set_rate(plain.plain.optimiser, rate)
        wanted = plain.plain.on(tuple(part.cuda() for part in batch))
        assert float(captured(batch, rate)) == pytest.approx(float(wanted), rel=1e-3)
    assert len(captured.captured) == 2
    assert torch.allclose(here.weight, there.weight, atol=1e-4)
