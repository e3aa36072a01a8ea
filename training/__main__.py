"""``python -m training train|train-sudoku|export``: makes the weights that ship."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import torch
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from safetensors.torch import save_file
from tokenizers import Tokenizer

from constrained_diffusion.files import written_whole
from constrained_diffusion.models.catalogue import WEIGHTS
from constrained_diffusion.models.grid_network import GridConfig, GridNetwork
from constrained_diffusion.models.network import DenoisingNetwork, NetworkConfig
from training.loop import OnStep, Schedule, TrainingConfig, train
from training.sudoku import train_grid
from training.tokenizer import train_tokenizer

app = typer.Typer(help=__doc__, add_completion=False)


def _tokenizer(path: Path, size: int) -> Tokenizer:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        train_tokenizer(size, examples=20_000, seed=0).save(str(path))
    return Tokenizer.from_file(str(path))


@app.command("train")
def train_command(
    noise: Annotated[str, typer.Option(help="absorbing or uniform")],
    runs: Annotated[Path, typer.Option(help="folder of tokenizer and checkpoints")] = Path("runs"),
    steps: int = TrainingConfig.steps,
    batch: int = TrainingConfig.batch,
    learning_rate: float = TrainingConfig.learning_rate,
    questions: Annotated[float, typer.Option(help="share of text-to-SQL examples")] = TrainingConfig.questions,
    start: Annotated[Path | None, typer.Option(help="checkpoint whose weights a fresh run starts from")] = None,
    device: str = "cpu",
    seed: int = 0,
) -> None:
    """Trains one noise kind; run again to resume after an interruption."""
    if noise not in ("absorbing", "uniform"):
        raise typer.BadParameter("noise is absorbing or uniform")
    tokenizer = _tokenizer(runs / "tokenizer.json", 1024)
    torch.manual_seed(seed)
    network = DenoisingNetwork(NetworkConfig(vocabulary_size=tokenizer.get_vocab_size()))
    if start is not None:
        network.load_state_dict(torch.load(start, map_location="cpu", weights_only=True)["network"])
    config = TrainingConfig(
        noise=noise, steps=steps, batch=batch, learning_rate=learning_rate, questions=questions, seed=seed
    )
    with _progress(noise, runs / f"{noise}.jsonl", steps) as on_step:
        train(network, tokenizer, config, runs / f"{noise}.pt", on_step, device=device)


@app.command("train-sudoku")
def train_sudoku_command(
    noise: Annotated[str, typer.Option(help="absorbing or uniform")],
    runs: Annotated[Path, typer.Option(help="folder of checkpoints")] = Path("runs"),
    steps: int = 16_000,
    batch: int = 64,
    learning_rate: float = 2e-3,
    puzzles: Annotated[int, typer.Option(help="random puzzles to make first")] = 20_000,
    device: str = "cpu",
    seed: int = 0,
) -> None:
    """Trains the Sudoku model of one noise kind; run again to resume after an interruption."""
    if noise not in ("absorbing", "uniform"):
        raise typer.BadParameter("noise is absorbing or uniform")
    torch.manual_seed(seed)
    network, name = GridNetwork(GridConfig()), f"sudoku-{noise}"
    schedule = Schedule(steps=steps, batch=batch, learning_rate=learning_rate, seed=seed)
    with _progress(name, runs / f"{name}.jsonl", steps) as on_step:
        train_grid(network, noise, schedule, runs / f"{name}.pt", on_step, puzzles=puzzles, device=device)


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
            average = loss if average == 0.0 else 0.98 * average + 0.02 * loss
            progress.update(bar, completed=step + 1, description=f"{name} loss {average:.4f}")
            if step % 50 == 0:
                file.write(json.dumps({"step": step, "loss": round(average, 4), "seconds": round(seconds, 3)}) + "\n")
                file.flush()

        try:
            yield on_step
        except KeyboardInterrupt:
            typer.echo("stopped; the same command resumes from the last checkpoint", err=True)
            raise typer.Exit(130) from None


@app.command()
def export(
    name: Annotated[str, typer.Argument(help="absorbing, uniform, sudoku-absorbing or sudoku-uniform")],
    runs: Path = Path("runs"),
    target: Path = WEIGHTS,
) -> None:
    """Writes a trained checkpoint as safetensors (half precision); a text model's with the tokenizer beside it."""
    target.mkdir(parents=True, exist_ok=True)
    state = torch.load(runs / f"{name}.pt", map_location="cpu", weights_only=True)
    metadata = {"noise": name.removeprefix("sudoku-"), "step": str(state["step"])}
    if name.startswith("sudoku-"):
        metadata |= {"network": "grid", "config": json.dumps(GridConfig().as_dict())}
    else:
        tokenizer = Tokenizer.from_file(str(runs / "tokenizer.json"))
        config = NetworkConfig(vocabulary_size=tokenizer.get_vocab_size())
        metadata["config"] = json.dumps(config.as_dict())
        tokenizer.save(str(target / "tokenizer.json"))
    with written_whole(target / f"{name}.safetensors") as partial:
        save_file({key: tensor.half() for key, tensor in state["network"].items()}, partial, metadata=metadata)
    typer.echo(f"{target / f'{name}.safetensors'}: step {state['step']}")


if __name__ == "__main__":
    app()
