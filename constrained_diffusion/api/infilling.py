"""`infill` and `edit`: fixed text with holes, each hole filled so that the whole is in the language and in the budget.

The fixed text is part of the constraint, not of the canvas: holes have no length of their own, what stands before and
after a hole may be tokenised in any way, and the posterior of every position knows of all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from string import Formatter
from typing import Any, Unpack, overload

from constrained_diffusion.api.compilation import compile_language, compile_wanted
from constrained_diffusion.api.explaining import why_empty
from constrained_diffusion.api.generation import (
    AnswerOptions,
    Generation,
    SettingOptions,
    T,
    TypedOptions,
    answered,
    require_model,
    told_of,
)
from constrained_diffusion.api.prompts import rows_of, says_nothing
from constrained_diffusion.checked import text, unknown_argument, whole
from constrained_diffusion.errors import ConstrainedDiffusionError, InvalidArgument, UnsatisfiableConstraint
from constrained_diffusion.languages.arguments import LanguageOptions, wanted_or_anything
from constrained_diffusion.languages.ir import ANY_TEXT, Node, Text, sequence
from constrained_diffusion.languages.wanted import Wanted
from constrained_diffusion.models.denoiser import Denoiser
from constrained_diffusion.sampling.answers import Settings
from constrained_diffusion.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True, eq=False)
class Infilling(Generation[T]):
    """A `Generation` with what each hole was filled with.

    Attributes:
        holes: the texts by the names of the holes, in the order of the template.
    """

    holes: dict[str, str] = field(default_factory=dict)


@overload
def infill(
    model: Denoiser, template: str, *, prompt: str | None = None, schema: type[T], **options: Unpack[TypedOptions]
) -> Infilling[T]: ...


@overload
def infill(
    model: Denoiser, template: str, *, prompt: str | None = None, **options: Unpack[AnswerOptions]
) -> Infilling[Any]: ...


def infill(
    model: Denoiser, template: str, *, prompt: str | None = None, **options: Unpack[AnswerOptions]
) -> Infilling[Any]:
    """Fills the holes of a template, such as ``"SELECT {columns} FROM orders WHERE {condition}"``.

    The whole text is in the language that one of `schema`, `regex`, `choices` and `grammar` describes (any text, where
    none is given) and reads like the template: fixed text as it is, every hole some text. ``{{`` and ``}}`` stand for
    braces. Where the fixed text after a hole also occurs within it, the hole is taken to end at its first occurrence.
    The other options are those of `generate`.

    Args:
        model: any `Denoiser`.
        template: the fixed text, with a name in braces for every hole.
        prompt: the text to go by; None, or nothing but blanks, to let the model invent.
        options: `schema`, `regex`, `choices` or `grammar`, with their settings, and how the answer is written: all that
            `generate` takes but `constraint`.

    Raises:
        InvalidArgument: the template has no hole, or two of one name; an argument is unknown or of a wrong kind.
        InvalidText: the template holds a lone surrogate.
        UnsatisfiableConstraint: no text of the language reads like the template within the budget.
    """
    pieces, names = _pieces(template)
    return _filled(model, pieces, names, prompt, options)


@overload
def edit(
    model: Denoiser,
    document: str,
    spans: Iterable[tuple[int, int]],
    *,
    prompt: str | None = None,
    schema: type[T],
    **options: Unpack[TypedOptions],
) -> Infilling[T]: ...


@overload
def edit(
    model: Denoiser,
    document: str,
    spans: Iterable[tuple[int, int]],
    *,
    prompt: str | None = None,
    **options: Unpack[AnswerOptions],
) -> Infilling[Any]: ...


def edit(
    model: Denoiser,
    document: str,
    spans: Iterable[tuple[int, int]],
    *,
    prompt: str | None = None,
    **options: Unpack[AnswerOptions],
) -> Infilling[Any]:
    """Writes spans of a document anew: what is returned is in the language and differs from it only there.

    Args:
        model: any `Denoiser`.
        document: the text as it is, which need not be in the language.
        spans: pairs (start, end) of character offsets, without overlap. A span may be empty (text is inserted there),
            and its new text may have any length. Span k, in the order given, is the hole ``"k"`` of the result.
        prompt: the text to go by; None, or nothing but blanks, to let the model invent.
        options: see `infill`.

    Raises:
        InvalidArgument: a span lies outside the document, or overlaps another; or there is none.
        UnsatisfiableConstraint: no text of the language differs from the document in the spans only.
    """
    text("document", document)
    pieces, at = [], 0
    if not isinstance(spans, Iterable):
        raise InvalidArgument(f"spans is a list of pairs (start, end), not {spans!r}: give such as [(3, 8)]")
    ordered = sorted((*_bounds(span), number) for number, span in enumerate(spans))
    for start, end, _ in ordered:
        if not at <= start <= end <= len(document):
            raise InvalidArgument(
                f"the span {start, end} overlaps another or lies outside the document: give offsets from 0 to "
                f"{len(document)}, of spans that have no character in common"
            )
        pieces.append(document[at:start])
        at = end
    if not ordered:
        raise InvalidArgument("an edit needs at least one span: give spans=[(start, end)]")
    pieces.append(document[at:])
    return _filled(model, pieces, [str(number) for *_, number in ordered], prompt, options)


def _bounds(span: Any) -> tuple[int, int]:
    try:
        start, end = span
    except (TypeError, ValueError):
        raise InvalidArgument(f"a span is a pair (start, end) of character offsets, not {span!r}") from None
    return whole("the start of a span", start), whole("the end of a span", end)


def _pieces(template: str) -> tuple[list[str], list[str]]:
    """The fixed texts around the holes, one more than there are names."""
    pieces, names = [""], []
    try:
        parsed = list(Formatter().parse(text("template", template)))
    except ValueError as error:
        if isinstance(error, ConstrainedDiffusionError):
            raise
        raise InvalidArgument(f"the template cannot be read: {error}; braces are written {{{{ and }}}}") from None
    for fixed, name, form, conversion in parsed:
        pieces[-1] += fixed
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise InvalidArgument(f"a hole is a name in braces, not {{{name}}}; braces are written {{{{ and }}}}")
        if name in names:
            raise InvalidArgument(f"two holes have the name {name!r}: give each its own")
        names.append(name)
        pieces.append("")
    if not names:
        raise InvalidArgument("the template has no hole: write one, such as {name}")
    return pieces, names


def _filled(
    model: Denoiser, pieces: list[str], names: list[str], prompt: str | None, options: AnswerOptions
) -> Infilling[Any]:
    asked = {name: value for name, value in options.items() if name in LanguageOptions.__annotations__}
    rest: dict[str, Any] = {name: value for name, value in options.items() if name not in asked}
    about = rest.pop("about", None)
    if unknown := rest.keys() - SettingOptions.__annotations__.keys():
        raise unknown_argument(min(unknown), AnswerOptions.__annotations__)
    settings = Settings(**rest)
    require_model(model)
    rows = rows_of(None if prompt is None else text("prompt", prompt))
    all_of_it = wanted_or_anything(**asked)
    found = all_of_it.shaped(_shape(pieces))
    try:
        constraint = compile_wanted(found, model.vocabulary, scores_padding=model.scores_padding)
    except UnsatisfiableConstraint as error:
        parting = _parting(all_of_it, pieces, model.vocabulary)
        raise (parting or why_empty(all_of_it, model.vocabulary)) from error
    plan = settings.plan(model, invents=says_nothing(rows))
    (result,) = answered(model, rows, constraint, found.read, told_of(about, found.told, model), plan)
    pattern = re.escape(pieces[0]) + "".join(f"([\\s\\S]*?){re.escape(piece)}" for piece in pieces[1:])
    matched = re.fullmatch(pattern, result.text)
    assert matched is not None
    kept = {item.name: getattr(result, item.name) for item in fields(result)}
    holes = dict(zip(names, matched.groups(), strict=True))
    return Infilling(**kept, holes={name: holes[name] for name in sorted(holes, key=_in_order)})


def _in_order(name: str) -> tuple[int, str]:
    """Numbered holes by number; named ones stay in the order of the template."""
    return (int(name), "") if name.isdigit() else (0, "")


def _shape(pieces: Sequence[str]) -> Node:
    """The texts that read like the pieces, with any text between two of them."""
    return sequence(pieces[0], *(part for piece in pieces[1:] for part in (ANY_TEXT, Text(piece))))


def _parting(wanted: Wanted, pieces: list[str], vocabulary: Vocabulary) -> UnsatisfiableConstraint | None:
    """Where the fixed text parts from the language; None where the language itself is at fault."""

    def begun(characters: int) -> list[str]:
        """The pieces up to so many characters of fixed text, and a hole."""
        found, left = [], characters
        for piece in pieces:
            found.append(piece[:left])
            left -= len(found[-1])
            if len(found[-1]) < len(piece):
                break
        return [*found, ""]

    def is_possible(characters: int) -> bool:
        try:
            compile_language(wanted.shaped(_shape(begun(characters))).language, vocabulary)
        except UnsatisfiableConstraint:
            return False
        return True

    if not is_possible(0):
        return None
    low, high = 0, sum(map(len, pieces))  # possible with `low` characters of fixed text
    if is_possible(high):  # as often, for a string of the language may hold anything
        low = high
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_possible(middle) else (low, middle - 1)
    before = "...".join(begun(low)[:-1])
    follows = next(iter("".join(pieces)[low : low + 1]), "")
    reason = f"the fixed text goes on with {follows!r}" if follows else "the text ends"
    return UnsatisfiableConstraint(
        f"the language has no text that reads like this: behind {before[-40:]!r} {reason}, which no text of it does",
        cause="language",
        remedy="change the fixed text there, or what is asked for",
    )
