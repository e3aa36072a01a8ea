"""The text of a grammar, however it is given: by name, as a path, or as it is."""

from __future__ import annotations

import os
from pathlib import Path

import constrained_diffusion.grammars as grammars
from constrained_diffusion.errors import InvalidGrammar, UnknownGrammar
from constrained_diffusion.languages.lark_reasons import why_unknown

IN_PLACE = "the grammar"
"""Where the text of a grammar comes from that is given as it is."""


def grammar_text(grammar: str | Path) -> tuple[str, str]:
    """The text, and where it comes from: the path of a file, or `IN_PLACE`.

    A string that holds a line end or a colon is the text of a grammar.

    Raises:
        InvalidGrammar: the file is not in UTF-8.
        UnknownGrammar: it is neither a grammar that ships nor a file.
    """
    if isinstance(grammar, str) and grammar.strip() and ("\n" in grammar or ":" in grammar):
        return grammar, IN_PLACE
    file = grammars.path(grammar) if grammar in grammars.names() else Path(grammar)
    if not os.path.isfile(file):  # false of what cannot be a path, where Path.is_file raises
        raise UnknownGrammar(*why_unknown(str(grammar), grammars.names()))
    try:
        return file.read_text("utf-8"), str(file)
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidGrammar(
            f"the file cannot be read as UTF-8: {error}", str(file), remedy="save it as such"
        ) from None
