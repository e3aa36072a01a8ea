"""Training the text models: one reader, and upon it a denoiser of each noise kind, all at once.

A prompt is read once a step and answered on several noisy canvases of both kinds, so that the reader, the greater half,
learns from all of them.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.data import DataLoader, Dataset

from constrained_diffusion.models.layers import Block
from constrained_diffusion.models.network import DenoisingNetwork, MixtureOfTargets, NetworkConfig
from constrained_diffusion.models.prompt_tokens import PromptTokenizer, PromptTokens, batch_of, piece_of
from constrained_diffusion.models.reader import EncodedPrompt, EncoderLayer, Prompts, Reader, ReaderConfig
from constrained_diffusion.models.special import EOS, MASK, PAD, SEPARATOR
from constrained_diffusion.vocabulary import Vocabulary
from training.loop import OnStep, Schedule, noised, optimise
from training.mixture import Lesson, make_lesson
from training.steps import Batch

NOISES = ("absorbing", "uniform")

_GROUP = 24
"""Batches that are drawn at once and sorted by length, so that less of them is padding."""

_PAD_WEIGHT = 0.2
_PIECES_LOST, _TOKENS_LOST = 0.06, 0.06
_ENCODER_SHARE = 0.15


class TextModels(nn.Module):
    """What is trained together; `denoisers` by noise kind, one of `NOISES` each."""

    def __init__(self, reader: ReaderConfig, network: NetworkConfig) -> None:
        super().__init__()
        self.reader = Reader(reader)
        self.denoisers = nn.ModuleDict({noise: DenoisingNetwork(network) for noise in NOISES})

    def denoiser(self, noise: str) -> DenoisingNetwork:
        found = self.denoisers[noise]
        assert isinstance(found, DenoisingNetwork)
        return found


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


class Lengths(NamedTuple):
    """What a batch is padded to: few different lengths, since each combination is captured of its own on a GPU."""

    tokens: tuple[int, ...] = (64, 96, 128, 176, 256)
    pieces: tuple[int, ...] = (48, 72, 112, 256)
    canvas: tuple[int, ...] = (16, 32, 64, 128)


LENGTHS = Lengths()
_WHOLE_CANVAS = 0.15
"""Share of the batches whose canvas is as long as it may be, however short the answers."""


class Batches(Dataset[list[Batch]]):
    """Groups of batches of training examples, each a function of (seed, number) alone.

    A batch is the four tensors of `Prompts` and the answers [B, n], ended and padded.
    """

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
            if self._fits(*pair):
                pairs.append(pair)
        pairs.sort(key=lambda pair: _place(len(pair[0].tokens), len(pair[1])))
        batches: list[Batch] = []
        for start in range(0, len(pairs), self.schedule.batch):
            prompts, targets = zip(*pairs[start : start + self.schedule.batch], strict=True)
            least = (
                _up(max(len(prompt.tokens) for prompt in prompts), LENGTHS.tokens),
                _up(max(len(prompt.pieces) for prompt in prompts), LENGTHS.pieces),
            )
            whole = rng.random() < _WHOLE_CANVAS
            length = LENGTHS.canvas[-1] if whole else _up(max(map(len, targets)), LENGTHS.canvas)
            target = torch.tensor([row + [self.pad] * (length - len(row)) for row in targets])
            batches.append((*batch_of(prompts, self.pad, least), target))
        rng.shuffle(batches)
        return batches

    def _fits(self, prompt: PromptTokens, answer: list[int]) -> bool:
        most = min(self.network.prompt_length, LENGTHS.tokens[-1])
        return (
            len(prompt.tokens) <= most
            and len(prompt.pieces) <= LENGTHS.pieces[-1]
            and len(answer) <= min(self.network.canvas_length, LENGTHS.canvas[-1])
        )

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
) -> None:
    """Trains `models` in place; see `optimise`.

    The table of word pieces stays as it was pretrained, so that words that the corpus lacks mean what they meant.
    """
    network = models.denoiser(NOISES[0]).config
    batches = Batches(lexicon, network, schedule)
    mask, unknown = lexicon.special(MASK), piece_of(lexicon.pieces, "[UNK]")

    on_gpu = torch.device(device).type == "cuda"
    models.to(device)
    models.reader.encoder.piece.requires_grad_(False)
    used = _narrowed(models) if on_gpu else models

    def loss(batch: Batch) -> Tensor:
        *parts_of_prompts, target = batch
        prompts = Prompts(*parts_of_prompts)
        with nullcontext() if on_gpu else _narrow_on_cpu():
            read: EncodedPrompt = used.reader(_blurred(prompts, batches.pad, mask, unknown))
            read = read._replace(tokens=prompts.tokens)
            if schedule.draws > 1:
                read = EncodedPrompt(*(part.repeat(schedule.draws, *[1] * (part.dim() - 1)) for part in read))
                target = target.repeat(schedule.draws, 1)
            parts = []
            for noise in NOISES:
                canvas, predicted = noised(target, noise, mask, network.vocabulary_size)
                score = used.denoiser(noise).log_probability(canvas, read, target)
                weight = predicted * torch.ones_like(score).masked_fill(target == batches.pad, _PAD_WEIGHT)
                parts.append(-(score * weight).sum() / weight.sum())
        return torch.stack(parts).mean()

    encoder, rest = _trained(models)
    groups = [{"params": encoder, "share": _ENCODER_SHARE}, {"params": rest, "share": 1.0}]

    def stream(first: int) -> Iterator[Batch]:
        return _stream(batches, first, schedule.workers)

    read_by_loss = [p for part in _trained(used) for p in part] if on_gpu else ()
    optimise(models, groups, stream, loss, schedule, checkpoint, on_step, device=device, used=read_by_loss)


def _trained(models: TextModels) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
    """The encoder's parameters, and the others."""
    encoder = list(models.reader.encoder.parameters())
    known = {id(parameter) for parameter in encoder}
    return [p for p in encoder if p.requires_grad], [p for p in models.parameters() if id(p) not in known]


def _narrowed(models: TextModels) -> TextModels:
    """A copy in half the width whose layers are compiled: what is neither a product nor attention takes most of a step
    otherwise."""
    copied = copy.deepcopy(models).to(torch.bfloat16)
    for part in copied.modules():
        if isinstance(part, (Block, EncoderLayer, MixtureOfTargets)):
            part.compile(dynamic=True)
    return copied


@contextmanager
def _narrow_on_cpu() -> Iterator[None]:
    """Products in half the width, and attention as products: the backward pass of flash attention on a CPU took a third of
    a step (measured: 13 examples a second on two cores with it, 18 without)."""
    with torch.autocast("cpu", dtype=torch.bfloat16, cache_enabled=False), sdpa_kernel(SDPBackend.MATH):
        yield


def _up(length: int, lengths: tuple[int, ...]) -> int:
    return next(enough for enough in lengths if enough >= length)


def _place(tokens: int, canvas: int) -> tuple[int, int]:
    """Where an example goes among those of its group: by the canvas it needs, then by its prompt, up and down by turns,
    so that at the seams too neighbours are alike."""
    size = LENGTHS.canvas.index(_up(canvas, LENGTHS.canvas))
    return size, tokens if size % 2 == 0 else -tokens


def _stream(batches: Batches, first: int, workers: int) -> Iterator[Batch]:
    """The batches from a step on."""
    numbers = range(first // _GROUP, len(batches))
    groups = DataLoader(
        batches,
        batch_size=None,
        sampler=list(numbers),
        num_workers=workers,
        prefetch_factor=2 if workers else None,
        collate_fn=_as_arrays,
    )
    for number, group in zip(numbers, groups, strict=True):
        for arrays in group[first % _GROUP if number == first // _GROUP else 0 :]:
            yield tuple(map(torch.from_numpy, arrays))


def _as_arrays(group: list[Batch]) -> list[tuple[NDArray[Any], ...]]:
    """What workers hand over: a tensor would hold a file open, and there are thousands."""
    return [tuple(part.numpy() for part in batch) for batch in group]


def _blurred(prompts: Prompts, pad: int, mask: int, unknown: int) -> Prompts:
    """Some word pieces and some tokens made unknown, so that the reader does not live on a few of them."""
    lost = torch.rand(prompts.pieces.shape, device=prompts.pieces.device) < _PIECES_LOST
    hidden = (torch.rand(prompts.tokens.shape, device=prompts.tokens.device) < _TOKENS_LOST) & (prompts.tokens != pad)
    return prompts._replace(
        pieces=prompts.pieces.masked_fill(lost & prompts.piece_present, unknown),
        tokens=prompts.tokens.masked_fill(hidden, mask),
    )
