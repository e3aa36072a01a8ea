"""Whether the budget of an answer shuts out texts of the language."""

from __future__ import annotations

from constrained_diffusion.api.compilation import compile_wanted
from constrained_diffusion.errors import ConstraintTooLarge, UnsatisfiableConstraint
from constrained_diffusion.languages.ir import Characters, Network
from constrained_diffusion.languages.wanted import Wanted
from constrained_diffusion.vocabulary import Vocabulary

_OF_SO_MANY_BYTES = {
    1: Characters(((0, 0x7F),)),
    2: Characters(((0x80, 0x7FF),)),
    3: Characters(((0x800, 0xD7FF), (0xE000, 0xFFFF))),
    4: Characters(((0x10000, 0x10FFFF),)),
}
"""Characters by the length of their UTF-8."""


def shuts_out(found: Wanted, vocabulary: Vocabulary, tokens: int) -> bool:
    """Whether so many tokens certainly cannot spell some text of the language, however it is cut into tokens.

    Of languages without a longest text that is so. Else the longest texts are looked at: False where one of them can be
    spelled, though another may not. (That a text has a longer *spelling* says nothing: it has shorter ones.)
    """
    if found.refined is not None:
        return False  # what is compiled holds texts that would not do
    letters = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
    try:
        longest = compile_wanted(found, letters).max_length()
        if longest is None:
            return True
        if longest <= tokens:
            return False  # letter by letter
        if longest > tokens * max(len(vocabulary.token_bytes(one)) for one in range(vocabulary.size)):
            return True
        return compile_wanted(found.shaped(_of_bytes(longest)), vocabulary).min_length() > tokens
    except (ConstraintTooLarge, UnsatisfiableConstraint):
        return False  # it is not known


def _of_bytes(number: int) -> Network:
    """All texts of so many bytes."""
    moves = [(at, one, at + size) for at in range(number) for size, one in _OF_SO_MANY_BYTES.items()]
    return Network(tuple(move for move in moves if move[2] <= number), (number,))
