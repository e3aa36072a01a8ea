"""`infill` and `edit`: fixed text with holes, each hole filled so that the whole is in the language and in the budget.

The fixed text is part of the constraint, not of the canvas: holes have no length of their own, what stands before and
after a hole may be tokenised in any way, and the posterior of every position knows of all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from string import Formatter
from typing import Unpack

from constrained_diffusion.api.compilation import compile_language
from constrained_diffusion.api.generation import AnswerOptions, Generation, answered, require_model
from constrained_diffusion.languages.arguments import LanguageOptions, wanted_or_anything
from constrained_diffusion.languages.ir import ANY_TEXT, Text, sequence
from constrained_diffusion.models.denoiser import Denoiser
from constrained_diffusion.sampling.answers import Settings


@dataclass(frozen=True, kw_only=True, eq=False)
class Infilling(Generation):
    """A `Generation` with what each hole was filled with, by name, in the order of the template."""

    holes: dict[str, str] = field(default_factory=dict)


def infill(model: Denoiser, template: str, *, prompt: str | None = None, **options: Unpack[AnswerOptions]) -> Infilling:
    """Fills the holes of a template, such as ``"SELECT {columns} FROM orders WHERE {condition}"``.

    The whole text is in the language that one of `schema`, `regex`, `choices` and `grammar` describes (any text, where
    none is given) and reads like the template: fixed text as it is, every hole some text. ``{{`` and ``}}`` stand for
    braces. Where the fixed text after a hole also occurs within it, the hole is taken to end at its first occurrence.
    The other options are those of `generate`.

    Raises:
        ValueError: the template has no hole, or two of one name.
        UnsatisfiableConstraint: no text of the language reads like the template within the budget.
    """
    pieces, names = _pieces(template)
    return _filled(model, pieces, names, prompt, options)


def edit(
    model: Denoiser,
    document: str,
    spans: Iterable[tuple[int, int]],
    *,
    prompt: str | None = None,
    **options: Unpack[AnswerOptions],
) -> Infilling:
    """Writes spans of a document anew: what is returned is in the language and differs from it only there.

    Args:
        model: any `Denoiser`.
        document: the text as it is, which need not be in the language.
        spans: pairs (start, end) of character offsets, without overlap. A span may be empty (text is inserted there),
            and its new text may have any length. Span k is the hole ``"k"`` of the result.
        prompt: the text to go by.
        options: see `infill`.

    Raises:
        ValueError: a span lies outside the document, or overlaps another; or there is none.
        UnsatisfiableConstraint: no text of the language differs from the document in the spans only.
    """
    pieces, at = [], 0
    ordered = sorted(spans)
    for start, end in ordered:
        if not at <= start <= end <= len(document):
            raise ValueError(
                f"the span {start, end} overlaps another or lies outside the document's 0 to {len(document)}"
            )
        pieces.append(document[at:start])
        at = end
    if not ordered:
        raise ValueError("an edit needs at least one span")
    pieces.append(document[at:])
    return _filled(model, pieces, [str(index) for index in range(len(ordered))], prompt, options)


def _pieces(template: str) -> tuple[list[str], list[str]]:
    """The fixed texts around the holes, one more than there are names."""
    pieces, names = [""], []
    for fixed, name, form, conversion in Formatter().parse(template):
        pieces[-1] += fixed
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(f"a hole is a name in braces, not {{{name}}}; braces are written {{{{ and }}}}")
        if name in names:
            raise ValueError(f"two holes have the name {name!r}")
        names.append(name)
        pieces.append("")
    if not names:
        raise ValueError("the template has no hole, such as {name}")
    return pieces, names


def _filled(
    model: Denoiser, pieces: list[str], names: list[str], prompt: str | None, options: AnswerOptions
) -> Infilling:
    asked = {name: value for name, value in options.items() if name in LanguageOptions.__annotations__}
    settings = Settings(**{name: value for name, value in options.items() if name not in asked})  # type: ignore[arg-type]
    require_model(model)
    shape = sequence(pieces[0], *(part for piece in pieces[1:] for part in (ANY_TEXT, Text(piece))))
    found = wanted_or_anything(**asked).shaped(shape)
    constraint = compile_language(found.language, model.vocabulary, scores_padding=model.scores_padding)
    plan = settings.plan(model, invents=prompt is None)
    (result,) = answered(model, prompt, constraint, found.read, found.told, plan)
    pattern = re.escape(pieces[0]) + "".join(f"([\\s\\S]*?){re.escape(piece)}" for piece in pieces[1:])
    matched = re.fullmatch(pattern, result.text)
    assert matched is not None
    kept = {item.name: getattr(result, item.name) for item in fields(result)}
    return Infilling(**kept, holes=dict(zip(names, matched.groups(), strict=True)))
