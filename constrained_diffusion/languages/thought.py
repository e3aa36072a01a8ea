"""An answer behind a thought: free text between two special tokens, and then what is wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Literal

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.ir import ANY_TEXT, EMPTY_TEXT, Choice, Node, Sequence, behind, signal
from constrained_diffusion.languages.wanted import Wanted

END, BEGINNING = 0, 1
"""The signals (`Vocabulary.with_signals`) of the tokens that end a thought and begin it."""

Thought = Literal["none", "may", "open"]
"""Whether an answer has a thought before it: none; one or none; or the end of one that the prompt has begun."""


def thought_before(prompt: Iterable[int], signals: tuple[int, int], turns: Collection[int]) -> Thought:
    """The thought of a model that may think, by the last token of the prompt that begins or ends one.

    Args:
        signals: the tokens that end and begin a thought.
        turns: the tokens that end a turn.
    """
    end, beginning = signals
    borders = {end, beginning, *turns}
    last = next((token for token in reversed([*prompt]) if token in borders), None)
    return "open" if last == beginning else "none" if last == end else "may"


_REST = Sequence((ANY_TEXT, signal(END)))
_BEFORE: dict[Thought, Node] = {
    "may": Choice((EMPTY_TEXT, Sequence((signal(BEGINNING), _REST)))),
    "open": _REST,
}


def behind_a_thought(wanted: Wanted, thought: Thought) -> Wanted:
    """What is wanted, with a thought before it.

    Raises:
        InvalidArgument: what is wanted is refined while it is used, by the text of the answer alone.
    """
    if thought == "none":
        return wanted
    if wanted.refined is not None:
        raise InvalidArgument(
            "uniqueItems of items of many values cannot be asked for behind a thought: switch thinking off, or give "
            "the items an enum"
        )
    return replace(wanted, language=behind(_BEFORE[thought], wanted.language), parts=())
