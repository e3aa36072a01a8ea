"""``constrained-diffusion generate``: an answer on stdout, what is to be said about it on stderr."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from constrained_diffusion.cli.asked import Asked, SchemaSettings, require_characters, wanted_of
from constrained_diffusion.cli.commit_settings import CommitSettings, require_drawable
from constrained_diffusion.cli.model_names import require_model
from constrained_diffusion.cli.options import (
    AdditionalPropertiesName,
    AdditionalPropertiesOption,
    AsciiOption,
    ChoiceOption,
    DatabaseOption,
    GrammarOption,
    ModelOption,
    PropertyOrderName,
    PropertyOrderOption,
    RegexOption,
    RegistryOption,
    SchemaOption,
    StartOption,
    StrategyName,
    StrictOption,
    TableOption,
    TrustOption,
    WhitespaceName,
    WhitespaceOption,
)
from constrained_diffusion.cli.reporting import Misused, reported, warn
from constrained_diffusion.errors import InvalidText, InvalidVocabulary

if TYPE_CHECKING:
    from constrained_diffusion.api.generation import Generation
    from constrained_diffusion.languages.wanted import Wanted
    from constrained_diffusion.models.denoiser import Denoiser

_SUFFIXES = (".html", ".svg")
_MOST_TOKENS_TOLD_APART = 32_768
"""What a constraint had settled is asked of it once a byte; over larger vocabularies that takes long."""
_SHOWN = 10
"""Characters that a warning names."""


def generate_command(
    prompt: Annotated[
        str | None, typer.Argument(help="text to answer; without one the model invents an answer")
    ] = None,
    schema: SchemaOption = None,
    regex: RegexOption = None,
    choice: ChoiceOption = None,
    grammar: GrammarOption = None,
    start: StartOption = "start",
    database: DatabaseOption = None,
    table: TableOption = None,
    about: Annotated[str | None, typer.Option(help="what the model is told beside the prompt, such as tables")] = None,
    model: ModelOption = "absorbing",
    device: Annotated[str, typer.Option(help="where the model runs, such as cuda")] = "cpu",
    trust_remote_code: TrustOption = False,
    max_tokens: Annotated[int | None, typer.Option(min=1, help="the most tokens of the answer")] = None,
    thinking: Annotated[int, typer.Option(min=0, help="the most tokens of thought before it")] = 0,
    steps: Annotated[int | None, typer.Option(min=1, help="the most denoising steps a canvas")] = None,
    temperature: Annotated[
        float | None, typer.Option(min=0.0, help="0: most probable; 1: the model's distribution")
    ] = None,
    strategy: Annotated[StrategyName | None, typer.Option(help="by default the model's own")] = None,
    threshold: Annotated[float | None, typer.Option(help="of the confidence strategy")] = None,
    per_step: Annotated[int | None, typer.Option(min=1, help="positions a step: of all but the bound")] = None,
    bound: Annotated[float | None, typer.Option(min=0.0, help="of the entropy bound, in nats")] = None,
    block_length: Annotated[int | None, typer.Option(min=1, help="commit block after block of this length")] = None,
    early_stop: Annotated[bool, typer.Option(help="stop when the answer is stable and certain")] = True,
    whitespace: WhitespaceOption = WhitespaceName.compact,
    additional_properties: AdditionalPropertiesOption = AdditionalPropertiesName.closed,
    property_order: PropertyOrderOption = PropertyOrderName.schema,
    ensure_ascii: AsciiOption = False,
    strict: StrictOption = False,
    registry: RegistryOption = None,
    seed: Annotated[int | None, typer.Option(help="the same seed gives the same answer")] = None,
    particles: Annotated[
        int | None, typer.Option(min=1, help="draw so many at temperature 1, and take the heaviest")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="show the canvas coming into focus")] = False,
    save: Annotated[Path | None, typer.Option(help="write what replays it: a page (.html) or a picture (.svg)")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="print text, value, steps and why it stopped as JSON")
    ] = False,
) -> None:
    """Generates an answer in a language: a schema, a regex, choices, a grammar, or the queries of a database."""
    with reported():
        commits = CommitSettings(strategy, threshold, per_step, bound, block_length)
        commits.require_fitting()
        require_drawable(temperature, particles, seed)
        require_characters(prompt=prompt, about=about)
        if save is not None:
            _require_place(save)
        require_model(model)
        of_schemas = SchemaSettings(whitespace, additional_properties, property_order, ensure_ascii, strict, registry)
        found = wanted_of(Asked(schema, regex, choice, grammar, start, database, table), of_schemas)
        if prompt is None or not prompt.strip():
            typer.echo("there is no prompt, so the model invents an answer; give a text for it to answer", err=True)
            prompt = None

        from constrained_diffusion.api.generation import generate
        from constrained_diffusion.models.loading import load_model
        from constrained_diffusion.sampling.stopping import NEVER

        loaded = load_model(model, device=device, trust_remote_code=trust_remote_code)
        _warn_of_characters(prompt or "", loaded)
        options: dict[str, Any] = {
            "grammar": found, "about": about, "max_tokens": max_tokens, "thinking": thinking, "steps": steps,
            "temperature": temperature, "strategy": commits.made(loaded.defaults.entropy_bound),
            "stop": None if early_stop else NEVER, "seed": seed, "particles": particles,
            "frames": save is not None,
        }  # fmt: skip
        began = time.perf_counter()
        if watch:
            from constrained_diffusion.viewers.terminal import CanvasView

            with CanvasView(loaded.vocabulary) as view:
                result = generate(loaded, prompt, on_step=view, **options)
        else:
            result = generate(loaded, prompt, **options)
        seconds = time.perf_counter() - began
        if save is not None:
            _save(save, result, loaded, prompt, found)
        _warn_of_budget(result, found, loaded)
        _print(result, seconds, as_json=as_json)


def _require_place(save: Path) -> None:
    """Raises `Misused` where nothing can be written there, or it would be of an unknown kind."""
    if save.suffix.lower() not in _SUFFIXES:
        raise Misused(f"--save writes {' or '.join(_SUFFIXES)}, not {save.name!r}: give it one of these endings")
    if not save.resolve().parent.is_dir():
        raise Misused(f"there is no folder {save.resolve().parent}: make it, or give another")


def _save(save: Path, result: Generation[Any], model: Denoiser, prompt: str | None, found: Wanted) -> None:
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


def _warn_of_characters(prompt: str, model: Denoiser) -> None:
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


def _warn_of_budget(result: Generation[Any], found: Wanted, model: Denoiser) -> None:
    """Says that the answer fills its budget where the language goes on: it is whole, but may have been made to end."""
    vocabulary, used = model.vocabulary, len(result.tokens)
    if set(result.tokens.tolist()) & set(vocabulary.eos):
        return
    from constrained_diffusion.api.compilation import compile_wanted

    longest = compile_wanted(found, vocabulary, scores_padding=model.scores_padding).max_length()
    if longest is not None and longest <= used:
        return
    remedy = "give a greater --max-tokens" if model.continues or used < model.canvas_length else "ask for less"
    warn(f"the answer fills its budget of {used} tokens and may have been made to end there; {remedy}")


def _print(result: Generation[Any], seconds: float, *, as_json: bool) -> None:
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
    for text, share in result.alternatives:
        typer.echo(f"{share:.0%}  {text}", err=True)
    steps = "1 denoising step" if result.steps == 1 else f"{result.steps} denoising steps"
    typer.echo(f"{steps}, stopped by: {result.stopped_by}", err=True)
