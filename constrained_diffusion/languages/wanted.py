"""What is wanted of an answer. Every front end makes one such value; everything behind it takes it from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

from constrained_diffusion.languages.ir import ANY_TEXT, Language, Node, within
from constrained_diffusion.languages.parts import Part


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is wanted of an answer.

    Attributes:
        language: the texts that will do.
        read: makes the value of a text of the language.
        told: what a model may be told of it, its JSON Schema or an outline (of tables, of a regex, of choices).
        nothing: what to say where no text will do, and what to do about it, where no part is to blame.
        smaller: what would make the language smaller, where that is known better than by its counts.
        parts: those of its parts that have a place, the inner before the outer.
        refined: where the language holds more texts than will do: of one of its texts that may be wrong, what is wanted
            with a smaller language, which holds all texts that will do, and this text only if it does; None of a text
            that certainly will do.
    """

    language: Language
    read: Callable[[str], Any] = str
    told: Mapping[str, Any] | str | None = None
    nothing: tuple[str, str] = ("the language is empty: no text is in it", "widen it")
    smaller: str = ""
    parts: tuple[Part, ...] = ()
    refined: Callable[[str], Wanted | None] | None = None

    def wanted(self) -> Wanted:
        """Itself: it may stand wherever a `Source` may."""
        return self

    def shaped(self, shape: Node) -> Wanted:
        """The same, of the texts that are in the regular language `shape` too."""
        refined = self.refined
        if refined is None:
            return replace(self, language=within(self.language, shape), parts=())

        def shaped(text: str) -> Wanted | None:
            further = refined(text)
            return None if further is None else further.shaped(shape)

        return replace(self, language=within(self.language, shape), parts=(), refined=shaped)


ANYTHING = Wanted(language=ANY_TEXT)
"""Any text at all."""


@runtime_checkable
class Source(Protocol):
    """Anything that knows what is wanted, such as `SqlDatabase`: ``generate(model, prompt, grammar=source)``."""

    def wanted(self) -> Wanted:
        """The language, how its texts are read, what is told of it. May raise whatever says that there is none."""
