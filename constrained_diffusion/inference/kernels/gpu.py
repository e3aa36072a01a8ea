"""The passes over the vocabulary on GPU, in Triton; the pass over the small automaton stays on CPU.

Tokens are laid out by class in blocks of one class each (`Layout`), so that a program reduces a block without atomics
and exactly (each block has its own maximum); a second, tiny reduction joins the blocks of a class.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import triton
import triton.language as tl
from torch import Tensor

BLOCK = 128


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """`tokens` [blocks * BLOCK] int32, -1 where a block is not full; `class_of_block` [blocks] long."""

    tokens: Tensor
    class_of_block: Tensor
    classes: int


def layout(class_of_token: Tensor, classes: int) -> Layout:
    """Lays the tokens out for `class_sums` and `class_maximum`, on the device of `class_of_token`."""
    live = torch.nonzero(class_of_token >= 0).flatten()
    kinds, order = torch.sort(class_of_token[live].long(), stable=True)
    sizes = torch.bincount(kinds, minlength=classes)
    blocks = (sizes + BLOCK - 1) // BLOCK
    first = (torch.cumsum(blocks, 0) - blocks) * BLOCK
    within = torch.arange(len(kinds), device=live.device) - (torch.cumsum(sizes, 0) - sizes)[kinds]
    tokens = torch.full((int(blocks.sum()) * BLOCK,), -1, dtype=torch.int32, device=live.device)
    tokens[first[kinds] + within] = live[order].int()
    class_of_block = torch.repeat_interleave(torch.arange(classes, device=live.device), blocks)
    return Layout(tokens, class_of_block, classes)


@triton.jit
def _reduce(logits, tokens, peaks, sums, depths, winners, stride, blocks, BLOCK: tl.constexpr):  # type: ignore[no-untyped-def]
    row, block = tl.program_id(0).to(tl.int64), tl.program_id(1)  # a batch may have more than 2 ** 31 logits
    token = tl.load(tokens + block * BLOCK + tl.arange(0, BLOCK))
    value = tl.load(logits + row * stride + token, mask=token >= 0, other=-float("inf")).to(tl.float32)
    peak = tl.max(value, axis=0)
    shift = tl.where(peak > -float("inf"), peak, 0.0)
    under = tl.where(value > -float("inf"), value - shift, 0.0)
    weight = tl.where(value > -float("inf"), tl.exp(under), 0.0)
    tl.store(peaks + row * blocks + block, peak)
    tl.store(sums + row * blocks + block, tl.sum(weight, axis=0))
    tl.store(depths + row * blocks + block, tl.sum(weight * under, axis=0))
    tl.store(winners + row * blocks + block, tl.max(tl.where(value == peak, token, -1), axis=0))


@triton.jit
def _spread(logits, offsets, shares, class_of_token, out, stride, size, classes, BLOCK: tl.constexpr):  # type: ignore[no-untyped-def]
    row, block = tl.program_id(0).to(tl.int64), tl.program_id(1)  # a batch may have more than 2 ** 31 logits
    token = block * BLOCK + tl.arange(0, BLOCK)
    inside = token < size
    kind = tl.load(class_of_token + token, mask=inside, other=-1)
    value = tl.load(logits + row * stride + token, mask=inside, other=0.0).to(tl.float32)
    offset = tl.load(offsets + row * classes + kind, mask=kind >= 0, other=0.0)
    share = tl.load(shares + row * classes + kind, mask=kind >= 0, other=-float("inf"))
    tl.store(out + row * size + token, (value - offset) + share, mask=inside)


def _blocks(logits: Tensor, plan: Layout) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Of every block of tokens: the greatest logit, and relative to it the sum of exponentials and the sum of these
    times their logits; and a token that has the greatest."""
    blocks = len(plan.class_of_block)
    peaks, sums, depths = (
        torch.empty((len(logits), blocks), dtype=torch.float32, device=logits.device) for _ in range(3)
    )
    winners = torch.empty((len(logits), blocks), dtype=torch.int32, device=logits.device)
    grid = (len(logits), blocks)
    _reduce[grid](logits, plan.tokens, peaks, sums, depths, winners, logits.stride(0), blocks, BLOCK=BLOCK)
    return peaks, sums, depths, winners


def class_sums(logits: Tensor, plan: Layout) -> tuple[Tensor, Tensor]:
    """[n, V] logits (any float dtype, rows contiguous) to float64 class scores and entropies within classes, [n, C]."""
    peaks, sums, depths, _ = _blocks(logits, plan)
    index = plan.class_of_block.expand_as(peaks)
    top = torch.full((len(logits), plan.classes), -torch.inf, device=logits.device)
    top = top.scatter_reduce(1, index, peaks, "amax")
    shift = torch.where(top > -torch.inf, top, 0.0)
    under = (peaks - shift.gather(1, index)).double()
    factor = under.exp()
    total = torch.zeros((len(logits), plan.classes), dtype=torch.float64, device=logits.device)
    depth = total.scatter_add(1, index, torch.where(factor > 0.0, factor * (depths + under * sums), 0.0))
    total = total.scatter_add(1, index, factor * sums)
    scores = total.log() + shift.double()
    return scores, torch.where(total > 0.0, total.log() - depth / total, 0.0)


def class_maximum(logits: Tensor, plan: Layout) -> tuple[Tensor, Tensor]:
    """The greatest logit of every class, float64 [n, C], and a token that has it, int32 [n, C]."""
    peaks, _, _, winners = _blocks(logits, plan)
    index = plan.class_of_block.expand_as(peaks)
    top = torch.full((len(logits), plan.classes), -torch.inf, device=logits.device)
    top = top.scatter_reduce(1, index, peaks, "amax")
    candidates = torch.where(peaks == top.gather(1, index), winners, -1)
    best = torch.full((len(logits), plan.classes), -1, dtype=torch.int32, device=logits.device)
    return top.double(), best.scatter_reduce(1, index, candidates, "amax")


def spread(logits: Tensor, offsets: Tensor, shares: Tensor, class_of_token: Tensor) -> Tensor:
    """float32 [n, V]: logits less the offset and plus the share (float32 [n, C] each) of every token's class.

    -inf for tokens of no class.
    """
    n, size = logits.shape
    out = torch.empty((n, size), dtype=torch.float32, device=logits.device)
    grid = (n, triton.cdiv(size, 1024))
    _spread[grid](logits, offsets, shares, class_of_token, out, logits.stride(0), size, shares.shape[1], BLOCK=1024)
    return out
