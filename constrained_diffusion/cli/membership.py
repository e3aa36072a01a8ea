"""Whether a text is in a language, whatever the tokens of a model, and how far it goes along with one that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from constrained_diffusion.languages.ir import Node
    from constrained_diffusion.languages.wanted import Wanted
    from constrained_diffusion.vocabulary import Vocabulary

_SHOWN = 20
"""Characters before the place that are shown."""


class Verdict(NamedTuple):
    """Whether a text is a member, and how many of its characters some member begins with; None where that is not known
    exactly.
    """

    is_member: bool
    prefix: int | None

    def said(self, text: str) -> str:
        """A line for people."""
        if self.is_member:
            return "yes: the text is in the language"
        if self.prefix is None:
            return "no: the text is not in the language"
        before = repr(text[max(0, self.prefix - _SHOWN) : self.prefix])
        behind = f"behind {before}" if self.prefix else "at the start"
        if self.prefix == len(text):
            return f"no: the text ends too soon; {behind} every text of the language goes on"
        line = text.count("\n", 0, self.prefix) + 1
        column = self.prefix - (text.rfind("\n", 0, self.prefix) + 1) + 1
        return f"no: {behind} no text of the language goes on with {text[self.prefix]!r} (line {line}, column {column})"


def verdict_on(text: str, wanted: Wanted) -> Verdict:
    """Of a text.

    Raises:
        UnsatisfiableConstraint: the language is empty.
        ConstraintTooLarge: its automaton is.
    """
    from constrained_diffusion.api.compilation import compile_wanted
    from constrained_diffusion.vocabulary import Vocabulary

    letters = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
    if compile_wanted(wanted, letters).accepts(list(text.encode())):
        return Verdict(True, len(text))
    if wanted.refined is not None:
        return Verdict(False, None)  # what is compiled is a larger language, which may go along further
    return Verdict(False, _prefix(text, wanted, letters))


def _prefix(text: str, wanted: Wanted, letters: Vocabulary) -> int | None:
    """How many characters some member begins with."""
    from constrained_diffusion.api.compilation import compile_language
    from constrained_diffusion.errors import ConstraintTooLarge, UnsatisfiableConstraint
    from constrained_diffusion.languages.ir import ANY_TEXT, sequence

    def is_begun(shape: Node) -> bool:
        try:
            compile_language(wanted.shaped(shape).language, letters)
        except UnsatisfiableConstraint:
            return False
        return True

    low, high = 0, len(text)  # some member begins with `low` characters
    try:
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if is_begun(sequence(text[:middle], ANY_TEXT)) else (low, middle - 1)
    except ConstraintTooLarge:
        return None
    return low
