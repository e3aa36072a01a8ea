"""The training loop: noise a canvas, predict the clean one, save often, resume where it stopped.

*absorbing*: every position is masked with probability t ~ U(0, 1), and the loss is taken on the masked positions (the
simplified objective of MDLM, Sahoo et al. 2024, arXiv 2406.07524). *uniform*: every position is replaced by a random
token with probability t, and the loss is taken on all positions (Austin et al. 2021, arXiv 2107.03006, x0-prediction).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from constrained_diffusion.files import written_whole
from constrained_diffusion.models.network import DenoisingNetwork, NetworkConfig
from constrained_diffusion.models.special import EOS, MASK, PAD, SEPARATOR
from training.corpus import Example, make_example
from training.questions import Question, make_question

_GROUP = 16


OnStep = Callable[[int, float, float], None]
"""Called with the step, its loss and its seconds."""


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How long and how fast; `seed` fixes data, noise and initial weights."""

    steps: int = 7_000
    batch: int = 48
    learning_rate: float = 1.5e-3
    final_rate: float = 0.02
    warmup: int = 200
    seed: int = 0


@dataclass(frozen=True, kw_only=True)
class TrainingConfig(Schedule):
    """What a run on text is.

    `noise` is "absorbing" or "uniform"; `questions` the share of text-to-SQL examples among the extraction examples.
    """

    noise: str
    pad_weight: float = 0.2
    questions: float = 0.5


@dataclass(frozen=True)
class Batch:
    """prompt [B, L], target [B, n], both long and padded."""

    prompt: Tensor
    target: Tensor


class Batches:
    """Endless batches of training examples, a function of (seed, step) alone so that a resumed run sees no repeats.

    Examples of like length share a batch, so that little of it is padding: `_GROUP` batches are drawn at once, sorted
    by length, cut, and dealt in random order.
    """

    def __init__(self, tokenizer: Tokenizer, config: TrainingConfig, network: NetworkConfig) -> None:
        self.tokenizer, self.config, self.network = tokenizer, config, network
        self.pad, self.eos, self.separator = (special_id(tokenizer, name) for name in (PAD, EOS, SEPARATOR))
        self._group: tuple[int, list[Batch]] = (-1, [])

    def __call__(self, step: int) -> Batch:
        number = step // _GROUP
        if self._group[0] != number:
            self._group = (number, self._draw(random.Random(f"{self.config.seed}:{number}")))
        return self._group[1][step % _GROUP]

    def _draw(self, rng: random.Random) -> list[Batch]:
        pairs: list[tuple[list[int], list[int]]] = []
        while len(pairs) < self.config.batch * _GROUP:
            asks = rng.random() < self.config.questions
            prompt, target = self.encode(make_question(rng, "train") if asks else make_example(rng, "train"))
            if len(prompt) <= self.network.prompt_length and len(target) < self.network.canvas_length:
                pairs.append((prompt, target))
        pairs.sort(key=lambda pair: len(pair[0]) + len(pair[1]))
        batches = []
        for start in range(0, len(pairs), self.config.batch):
            prompts, targets = zip(*pairs[start : start + self.config.batch], strict=True)
            longest = max(map(len, targets))
            length = longest + int(rng.random() ** 3 * (self.network.canvas_length - longest))
            batches.append(
                Batch(_padded(prompts, max(map(len, prompts)), self.pad), _padded(targets, length, self.pad))
            )
        rng.shuffle(batches)
        return batches

    def encode(self, example: Example | Question) -> tuple[list[int], list[int]]:
        outline = self.tokenizer.encode(example.outline).ids
        text = self.tokenizer.encode(example.text).ids
        return [*outline, self.separator, *text], [*self.tokenizer.encode(example.target).ids, self.eos]


def special_id(tokenizer: Tokenizer, name: str) -> int:
    """The id of a special token of the shipped models' tokenizer."""
    found = tokenizer.token_to_id(name)
    if found is None:
        raise ValueError(f"the tokenizer has no token {name}")
    return int(found)


def _padded(rows: Sequence[list[int]], length: int, pad: int) -> Tensor:
    return torch.tensor([row + [pad] * (length - len(row)) for row in rows])


def noised(target: Tensor, noise: str, mask: int, vocabulary_size: int) -> tuple[Tensor, Tensor]:
    """A noisy canvas and the positions [B, n] (bool) whose clean token is to be predicted."""
    level = torch.rand(target.shape[0], 1)
    hit = torch.rand(target.shape) < level
    if noise == "absorbing":
        hit[:, 0] |= ~hit.any(1)
        return target.masked_fill(hit, mask), hit
    return torch.where(hit, torch.randint_like(target, vocabulary_size), target), torch.ones_like(hit)


def learning_rate(step: int, config: Schedule) -> float:
    """Linear warm-up, then linear decay to `final_rate` of the peak."""
    if step < config.warmup:
        return config.learning_rate * (step + 1) / config.warmup
    done = (step - config.warmup) / max(1, config.steps - config.warmup)
    return config.learning_rate * (1 - (1 - config.final_rate) * min(1.0, done))


def train(
    network: DenoisingNetwork,
    tokenizer: Tokenizer,
    config: TrainingConfig,
    checkpoint: Path,
    on_step: OnStep,
    *,
    save_every: int = 250,
    device: str = "cpu",
) -> None:
    """Trains `network` in place on text; see `optimise`."""
    batches = Batches(tokenizer, config, network.config)
    mask = special_id(tokenizer, MASK)

    def loss(step: int) -> Tensor:
        batch = batches(step)
        canvas, predicted = noised(batch.target, config.noise, mask, network.config.vocabulary_size)
        prompt, target, canvas, predicted = (x.to(device) for x in (batch.prompt, batch.target, canvas, predicted))
        with torch.autocast(device, dtype=torch.bfloat16):
            score = network.log_probability(canvas, network.encode(prompt), target)
        weight = predicted * torch.ones_like(score).masked_fill(target == batches.pad, config.pad_weight)
        return -(score * weight).sum() / weight.sum()

    optimise(network, loss, config, checkpoint, on_step, save_every=save_every, device=device)


def optimise(
    network: nn.Module,
    loss_at: Callable[[int], Tensor],
    config: Schedule,
    checkpoint: Path,
    on_step: OnStep,
    *,
    save_every: int = 250,
    device: str = "cpu",
) -> None:
    """Lowers `loss_at(step)` for `config.steps` steps, resuming from `checkpoint` where it exists.

    `on_step(step, loss, seconds)` is called after every step. The checkpoint (weights, optimiser, step) is replaced
    atomically every `save_every` steps and at the end; Ctrl-C loses at most that many steps.
    """
    torch.manual_seed(config.seed)
    network.to(device).train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=config.learning_rate, betas=(0.9, 0.98), weight_decay=0.01)
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        first = int(state["step"])
        torch.manual_seed(config.seed + first)
    for step in range(first, config.steps):
        began = time.perf_counter()
        loss = loss_at(step)
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, config)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        on_step(step, float(loss.detach()), time.perf_counter() - began)
        if (step + 1) % save_every == 0 or step + 1 == config.steps:
            save_checkpoint(checkpoint, network, optimiser, step + 1)


def save_checkpoint(path: Path, network: nn.Module, optimiser: torch.optim.Optimizer, step: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as partial:
        torch.save({"network": network.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, partial)
