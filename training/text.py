"""Training the text models: one reader, and upon it a denoiser of each noise kind, all at once.

A prompt is read once a step and answered on several noisy canvases of both kinds, so that the reader, the greater half,
learns from all of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from constrained_diffusion.models.network import DenoisingNetwork, NetworkConfig
from constrained_diffusion.models.prompt_tokens import PromptTokenizer, PromptTokens, batch_of, piece_of
from constrained_diffusion.models.reader import EncodedPrompt, Prompts, Reader, ReaderConfig
from constrained_diffusion.models.special import EOS, MASK, PAD, SEPARATOR
from constrained_diffusion.vocabulary import Vocabulary
from training.loop import OnStep, Schedule, compile_layers, noised, optimise
from training.mixture import Lesson, make_lesson

NOISES = ("absorbing", "uniform")

_GROUP = 4
"""Batches that are drawn at once, sorted by length, so that little of them is padding."""

_PAD_WEIGHT = 0.2
_PIECES_LOST, _TOKENS_LOST = 0.06, 0.06
_ENCODER_SHARE = 0.15


class TextModels(nn.Module):
    """What is trained together."""

    def __init__(self, reader: ReaderConfig, network: NetworkConfig) -> None:
        super().__init__()
        self.reader = Reader(reader)
        self.denoisers = nn.ModuleDict({noise: DenoisingNetwork(network) for noise in NOISES})


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """The tokenizers of a run: the canvas's own, and the encoder's word pieces."""

    tokens: Tokenizer
    pieces: Tokenizer

    @classmethod
    def read(cls, runs: Path) -> Lexicon:
        return cls(
            tokens=Tokenizer.from_file(str(runs / "tokenizer.json")),
            pieces=Tokenizer.from_file(str(runs / "pieces.json")),
        )

    def special(self, name: str) -> int:
        """The id of a special token.

        Raises:
            ValueError: there is no such token.
        """
        found = self.tokens.token_to_id(name)
        if found is None:
            raise ValueError(f"the tokenizer has no token {name}")
        return int(found)

    def encode(self, text: str) -> list[int]:
        ids: list[int] = self.tokens.encode(text, add_special_tokens=False).ids
        return ids

    def prompts(self) -> PromptTokenizer:
        vocabulary = Vocabulary.from_tokenizers(self.tokens, eos=EOS, pad=PAD, mask=MASK)
        lengths = [len(vocabulary.token_bytes(token)) for token in range(vocabulary.size)]
        return PromptTokenizer(self.encode, lengths, self.special(SEPARATOR), self.pieces)


class Batch(NamedTuple):
    """Prompts and their answers [B, n], ended and padded."""

    prompts: Prompts
    target: Tensor


class Batches(Dataset[list[Batch]]):
    """Groups of batches of training examples, each a function of (seed, number) alone."""

    def __init__(self, lexicon: Lexicon, network: NetworkConfig, schedule: Schedule) -> None:
        self.lexicon, self.network, self.schedule = lexicon, network, schedule
        self.read, self.pad, self.eos = lexicon.prompts(), lexicon.special(PAD), lexicon.special(EOS)

    def __len__(self) -> int:
        return -(-self.schedule.steps // _GROUP)

    def __getitem__(self, number: int) -> list[Batch]:
        rng = random.Random(f"{self.schedule.seed}:{number}")
        pairs: list[tuple[PromptTokens, list[int]]] = []
        while len(pairs) < self.schedule.batch * _GROUP:
            pair = self.encoded(make_lesson(rng, "train"))
            if len(pair[0].tokens) <= self.network.prompt_length and len(pair[1]) <= self.network.canvas_length:
                pairs.append(pair)
        pairs.sort(key=lambda pair: len(pair[0].tokens) + 2 * len(pair[1]))
        batches = []
        for start in range(0, len(pairs), self.schedule.batch):
            prompts, targets = zip(*pairs[start : start + self.schedule.batch], strict=True)
            longest = max(map(len, targets))
            length = longest + int(rng.random() ** 3 * (self.network.canvas_length - longest + 1))
            target = torch.tensor([row + [self.pad] * (length - len(row)) for row in targets])
            batches.append(Batch(batch_of(prompts, self.pad), target))
        rng.shuffle(batches)
        return batches

    def encoded(self, lesson: Lesson) -> tuple[PromptTokens, list[int]]:
        """The prompt, and the answer with its end."""
        return self.read(lesson.told, lesson.text), [*self.lexicon.encode(lesson.target), self.eos]


@dataclass(frozen=True, kw_only=True)
class TextSchedule(Schedule):
    """How the text models are trained; `draws` noisy canvases of each kind a prompt, `workers` that make examples."""

    draws: int = 1
    workers: int = 0


def train_text(
    models: TextModels,
    lexicon: Lexicon,
    schedule: TextSchedule,
    checkpoint: Path,
    on_step: OnStep,
    *,
    device: str = "cpu",
    compiled: bool = False,
) -> None:
    """Trains `models` in place, their layers `compiled` for the device where that is wanted; see `optimise`.

    The table of word pieces stays as it was pretrained, so that words that the corpus lacks mean what they meant.
    """
    network: NetworkConfig = models.denoisers[NOISES[0]].config  # type: ignore[assignment]
    batches = Batches(lexicon, network, schedule)
    first = int(torch.load(checkpoint, map_location="cpu", weights_only=True)["step"]) if checkpoint.exists() else 0
    coming = _stream(batches, first, schedule.workers)
    mask, unknown = lexicon.special(MASK), piece_of(lexicon.pieces, "[UNK]")

    def loss(step: int) -> Tensor:
        del step  # the stream is in step
        batch = next(coming)
        prompts, target = batch.prompts.to(device), batch.target.to(device, non_blocking=True)
        with torch.autocast(device, dtype=torch.bfloat16):
            read: EncodedPrompt = models.reader(_blurred(prompts, batches.pad, mask, unknown))
            read = read._replace(tokens=prompts.tokens)
            if schedule.draws > 1:
                read = EncodedPrompt(*(part.repeat(schedule.draws, *[1] * (part.dim() - 1)) for part in read))
                target = target.repeat(schedule.draws, 1)
            parts = []
            for noise in NOISES:
                canvas, predicted = noised(target, noise, mask, network.vocabulary_size)
                score = models.denoisers[noise].log_probability(canvas, read, target)  # type: ignore[operator]
                weight = predicted * torch.ones_like(score).masked_fill(target == batches.pad, _PAD_WEIGHT)
                parts.append(-(score * weight).sum() / weight.sum())
        return torch.stack(parts).mean()

    if compiled:
        compile_layers(models)
    models.reader.encoder.piece.requires_grad_(False)
    encoder = [p for p in models.reader.encoder.parameters() if p.requires_grad]
    known = {id(parameter) for parameter in models.reader.encoder.parameters()}
    rest = [parameter for parameter in models.parameters() if id(parameter) not in known]
    groups = [{"params": encoder, "share": _ENCODER_SHARE}, {"params": rest, "share": 1.0}]
    optimise(models, groups, loss, schedule, checkpoint, on_step, device=device)


def _stream(batches: Batches, first: int, workers: int) -> Iterator[Batch]:
    """The batches from a step on."""
    numbers = range(first // _GROUP, len(batches))
    groups = DataLoader(
        batches, batch_size=None, sampler=list(numbers), num_workers=workers, prefetch_factor=2 if workers else None
    )
    for number, group in zip(numbers, groups, strict=True):
        yield from group[first % _GROUP if number == first // _GROUP else 0 :]


def _blurred(prompts: Prompts, pad: int, mask: int, unknown: int) -> Prompts:
    """Some word pieces and some tokens made unknown, so that the reader does not live on a few of them."""
    lost = torch.rand(prompts.pieces.shape, device=prompts.pieces.device) < _PIECES_LOST
    hidden = (torch.rand(prompts.tokens.shape, device=prompts.tokens.device) < _TOKENS_LOST) & (prompts.tokens != pad)
    return prompts._replace(
        pieces=prompts.pieces.masked_fill(lost & prompts.piece_present, unknown),
        tokens=prompts.tokens.masked_fill(hidden, mask),
    )
