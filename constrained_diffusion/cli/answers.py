"""What is made of an answer: its text or a line of JSON, a replay, and what is to be said about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from constrained_diffusion.cli.reporting import warn
from constrained_diffusion.errors import InvalidText, InvalidVocabulary

if TYPE_CHECKING:
    from constrained_diffusion.api.generation import Generation
    from constrained_diffusion.languages.wanted import Wanted
    from constrained_diffusion.models.denoiser import Denoiser

_MOST_TOKENS_TOLD_APART = 32_768
"""What a constraint had settled is asked of it once a byte; over larger vocabularies that takes long."""
_SHOWN = 10
"""Characters that a warning names."""


def save_replay(save: Path, result: Generation[Any], model: Denoiser, prompt: str | None, found: Wanted) -> None:
    """Writes what replays the answer, of the kind that the name ends in."""
    from constrained_diffusion.api.compilation import compile_wanted
    from constrained_diffusion.viewers.reading import told_apart

    title, frames = prompt or "An answer out of nothing", result.frames
    if model.vocabulary.size <= _MOST_TOKENS_TOLD_APART:
        frames = told_apart(frames, compile_wanted(found, model.vocabulary, scores_padding=model.scores_padding))
    if save.suffix.lower() == ".svg":
        from constrained_diffusion.viewers.picture import save_picture

        save_picture(save, frames, model.vocabulary, title=title)
    else:
        from constrained_diffusion.viewers.page import save_page

        save_page(
            save, frames, model.vocabulary, title=title, prompt=prompt, asked=found.told, answer=result.text
        )  # fmt: skip
    typer.echo(f"replay written to {save}", err=True)


def warn_of_characters(prompt: str, model: Denoiser) -> None:
    """Says which characters of the prompt no token spells; nothing where the vocabulary cannot split text."""
    vocabulary = model.vocabulary

    def is_spelled(text: str) -> bool:
        try:
            vocabulary.encode(text)
        except InvalidText:
            return False
        except InvalidVocabulary:
            return True  # it was made from a list of tokens, as those of Sudokus, whose prompts are read otherwise
        return True

    if is_spelled(prompt):
        return
    lacking = [character for character in dict.fromkeys(prompt) if not is_spelled(character)]
    more = ", ..." if len(lacking) > _SHOWN else ""
    warn(
        f"the model has no tokens for {', '.join(map(repr, lacking[:_SHOWN]))}{more} of the prompt, and cannot repeat "
        "them; write them otherwise"
    )


def warn_of_budget(result: Generation[Any], found: Wanted, model: Denoiser) -> None:
    """Says that the answer fills its budget where longer texts would do: it is whole, but may have been made to end."""
    from constrained_diffusion.cli.budget import shuts_out

    vocabulary, used = model.vocabulary, len(result.tokens)
    if set(result.tokens.tolist()) & set(vocabulary.eos) or not shuts_out(found, vocabulary, used):
        return
    remedy = "give a greater --max-tokens" if model.continues or used < model.canvas_length else "ask for less"
    tokens = "1 token" if used == 1 else f"{used} tokens"
    warn(f"the answer fills its budget of {tokens} and may have been made to end there; {remedy}")


def show(result: Generation[Any], seconds: float, *, as_json: bool) -> None:
    """Prints the answer."""
    if as_json:
        from pydantic_core import to_jsonable_python

        said: dict[str, Any] = {
            "text": result.text, "value": to_jsonable_python(result.value, inf_nan_mode="strings"),
            "thought": result.thought, "steps": result.steps, "stopped_by": result.stopped_by,
            "log_likelihood": result.log_likelihood, "seconds": round(seconds, 3),
        }  # fmt: skip
        if result.log_evidence is not None:
            said["log_evidence"] = result.log_evidence
            said["alternatives"] = [one._asdict() for one in result.alternatives]
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    typer.echo(result.text)
    for text, weight in result.alternatives:
        typer.echo(f"{weight:.0%}  {text}", err=True)
    steps = "1 denoising step" if result.steps == 1 else f"{result.steps} denoising steps"
    typer.echo(f"{steps}, stopped by: {result.stopped_by}", err=True)
