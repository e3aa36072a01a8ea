"""``constrained-diffusion generate``: an answer on stdout, what is to be said about it on stderr."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from constrained_diffusion.cli.answers import save_replay, show, warn_of_budget, warn_of_characters
from constrained_diffusion.cli.asked import Asked, SchemaSettings, require_characters, wanted_of
from constrained_diffusion.cli.commit_settings import CommitSettings, require_drawable
from constrained_diffusion.cli.files import require_folder_of, require_one_reader
from constrained_diffusion.cli.model_names import require_model
from constrained_diffusion.cli.numbers import of_64_bits, real, share, whole
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
from constrained_diffusion.cli.prompts import Prompts
from constrained_diffusion.cli.reporting import Misused, reported

if TYPE_CHECKING:
    from constrained_diffusion.api.generation import Generation
    from constrained_diffusion.models.denoiser import Denoiser

_SUFFIXES = (".html", ".svg")


def generate_command(
    prompt: Annotated[
        str | None,
        typer.Argument(metavar="[PROMPT]", help="text to answer (-: stdin); without one the model invents an answer"),
    ] = None,
    prompts: Annotated[
        Path | None,
        typer.Option(help="a prompt a line (-: stdin); answers are as many lines, as --json has them", metavar="FILE"),
    ] = None,
    schema: SchemaOption = None,
    regex: RegexOption = None,
    choice: ChoiceOption = None,
    grammar: GrammarOption = None,
    start: StartOption = "start",
    database: DatabaseOption = None,
    table: TableOption = None,
    about: Annotated[
        str | None,
        typer.Option(help="what the model is told beside the prompt, such as tables for a grammar", metavar="TEXT"),
    ] = None,
    model: ModelOption = "absorbing",
    device: Annotated[str, typer.Option(help="where the model runs, such as cuda", metavar="NAME")] = "cpu",
    trust_remote_code: TrustOption = False,
    max_tokens: Annotated[
        int | None,
        typer.Option(
            parser=whole(1),
            metavar="N",
            help="the most tokens of the answer; by default the model's canvas (of those that ship: 128)",
        ),
    ] = None,
    thinking: Annotated[
        int, typer.Option(parser=whole(0), metavar="N", help="the most tokens of thought before it")
    ] = 0,
    steps: Annotated[
        int | None, typer.Option(parser=whole(1), metavar="N", help="the most denoising steps a canvas")
    ] = None,
    temperature: Annotated[
        float | None,
        typer.Option(
            parser=real,
            metavar="X",
            help="0: most probable; 1: the model's distribution. By default 0, 1 without a prompt or with --particles",
        ),
    ] = None,
    strategy: Annotated[StrategyName | None, typer.Option(help="by default the model's own")] = None,
    threshold: Annotated[
        float | None, typer.Option(parser=share, metavar="X", help="of the confidence strategy")
    ] = None,
    per_step: Annotated[
        int | None, typer.Option(parser=whole(1), metavar="N", help="positions a step: of all but the bound")
    ] = None,
    bound: Annotated[float | None, typer.Option(parser=real, metavar="X", help="of the entropy bound, in nats")] = None,
    block_length: Annotated[
        int | None, typer.Option(parser=whole(1), metavar="N", help="commit block after block of this length")
    ] = None,
    early_stop: Annotated[bool, typer.Option(help="stop when the answer is stable and certain")] = True,
    whitespace: WhitespaceOption = WhitespaceName.compact,
    additional_properties: AdditionalPropertiesOption = AdditionalPropertiesName.closed,
    property_order: PropertyOrderOption = PropertyOrderName.schema,
    ensure_ascii: AsciiOption = False,
    strict: StrictOption = False,
    registry: RegistryOption = None,
    seed: Annotated[
        int | None, typer.Option(parser=of_64_bits, metavar="N", help="the same seed gives the same answer")
    ] = None,
    particles: Annotated[
        int | None,
        typer.Option(parser=whole(1), metavar="N", help="draw so many at temperature 1, and take the heaviest"),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="show the canvas coming into focus")] = False,
    save: Annotated[
        Path | None, typer.Option(help="write what replays it: a page (.html) or a picture (.svg)", metavar="FILE")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="print text, value, steps and why it stopped as JSON")
    ] = False,
) -> None:
    """Generates an answer in a language: a schema, a regex, choices, a grammar, or the queries of a database."""
    with reported():
        commits = CommitSettings(strategy, threshold, per_step, bound, block_length)
        commits.require_fitting()
        require_drawable(temperature, particles)
        require_characters(prompt=prompt, about=about)
        require_one_reader(prompt=prompt, prompts=prompts, schema=schema, grammar=grammar)
        _require_told(about, choice, database)
        _require_one_answer(prompts, prompt=prompt, watch=watch or None, save=save)
        if save is not None:
            _require_place(save)
        require_model(model)
        of_schemas = SchemaSettings(whitespace, additional_properties, property_order, ensure_ascii, strict, registry)
        found = wanted_of(Asked(schema, regex, choice, grammar, start, database, table), of_schemas)
        asked = Prompts.read(prompt, prompts)

        from constrained_diffusion.api.generation import generate
        from constrained_diffusion.models.loading import load_model
        from constrained_diffusion.sampling.stopping import NEVER

        loaded = load_model(model, device=device, trust_remote_code=trust_remote_code)
        options: dict[str, Any] = {
            "grammar": found, "about": about, "max_tokens": max_tokens, "thinking": thinking, "steps": steps,
            "temperature": temperature, "strategy": commits.made(loaded.defaults.entropy_bound),
            "stop": None if early_stop else NEVER, "particles": particles, "frames": save is not None,
        }  # fmt: skip
        for number, one in enumerate(asked.texts):
            options["seed"] = None if seed is None else seed + number
            with asked.told(number):
                warn_of_characters(one or "", loaded)
                began = time.perf_counter()
                result = _watched(loaded, one, options) if watch else generate(loaded, one, **options)
                seconds = time.perf_counter() - began
            if save is not None:
                save_replay(save, result, loaded, one, found)
            warn_of_budget(result, found, loaded)
            show(result, seconds, as_json=as_json or prompts is not None)


def _watched(model: Denoiser, prompt: str | None, options: dict[str, Any]) -> Generation[Any]:
    from constrained_diffusion.api.generation import generate
    from constrained_diffusion.viewers.terminal import CanvasView

    with CanvasView(model.vocabulary) as view:
        return generate(model, prompt, on_step=view, **options)


def _require_one_answer(prompts: Path | None, **given: object) -> None:
    """Raises `Misused` for what is of one answer alone, beside several prompts."""
    for name, value in given.items():
        if prompts is not None and value is not None:
            shown = "a prompt" if name == "prompt" else f"--{name}"
            raise Misused(f"--prompts and {shown} do not go together: leave one out")


def _require_place(save: Path) -> None:
    """Raises `Misused` where it would be of an unknown kind, and `NoSuchFile` where nothing can be written there."""
    if save.suffix.lower() not in _SUFFIXES:
        raise Misused(f"--save writes {' or '.join(_SUFFIXES)}, not {save.name!r}: give it one of these endings")
    require_folder_of(save)


def _require_told(about: str | None, choices: list[str] | None, database: str | None) -> None:
    """Raises `Misused` where the model is told what there is to choose from, and would not be."""
    for name, there in (("--choice", choices), ("--database", database)):
        if about is not None and there:
            raise Misused(f"--about does not go with {name}, of which the model is told: say it in the prompt")
