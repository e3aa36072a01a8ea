"""What a caller gives as the prompt: a text, a conversation, or several of either; and what makes one of them empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from constrained_diffusion.checked import text
from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.models.denoiser import Prompt


def is_single(prompt: Prompt | Sequence[Prompt] | None) -> bool:
    """Whether it is one text, one conversation or none, and not a batch.

    Raises:
        InvalidArgument: it is neither, and no list of either.
    """
    if prompt is None or isinstance(prompt, str):
        return True
    if not isinstance(prompt, Sequence) or isinstance(prompt, (bytes, bytearray)):
        raise InvalidArgument(
            "a prompt is a text or a list of messages, a batch is a list of prompts: give one of them, "
            f"{type(prompt).__name__} is neither"
        )
    kinds = {Mapping if isinstance(part, Mapping) else type(part) for part in prompt}
    if Mapping in kinds and len(kinds) > 1:
        raise InvalidArgument(
            "a list is one conversation, all of it messages, or a batch, none of it messages: put each message of a "
            "batch into a list of its own"
        )
    for number, part in enumerate(prompt):
        if not isinstance(part, (str, Mapping, Sequence)) or isinstance(part, (bytes, bytearray)):
            raise InvalidArgument(
                f"a batch is a list of texts or conversations: give one for prompt[{number}], {part!r} is neither"
            )
    return Mapping in kinds


def rows_of(prompt: Prompt | Sequence[Prompt] | None) -> list[Any]:
    """The prompts, one a row. A blank text is none, as no prompt is: the empty text.

    Raises:
        InvalidArgument: see `is_single`.
        InvalidText: a text holds half a surrogate pair.
    """
    if prompt is None:
        return [""]
    if is_single(prompt):
        return [_row("prompt", prompt)]
    return [_row(f"prompt[{number}]", one) for number, one in enumerate(prompt)]


def says_nothing(rows: Sequence[Any]) -> bool:
    """Whether no row gives the model a text to answer, so that it invents."""
    return all(row == "" for row in rows)


def _row(name: str, prompt: Any) -> Any:
    if not isinstance(prompt, str):
        return prompt
    return text(name, prompt) if prompt.strip() else ""
