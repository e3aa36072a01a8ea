"""Every error the library raises on purpose. Each says what is wrong, where it stands and what to do next.

All but the root are also exceptions of Python that mean as much (`ValueError`, `FileNotFoundError`), for callers who
know no others.
"""

from __future__ import annotations

from constrained_diffusion.shown import place_shown, with_caret

DISTRIBUTION = "constrained-diffusion-lm"
"""What pip calls this package."""


class ConstrainedDiffusionError(Exception):
    """The root of the library's errors.

    Attributes:
        remedy: what to do next, where the message ends in it behind a semicolon; empty where the message says it in
            other words.

    Catch it for all of them at once, and show its message: it says what to do.
    """

    remedy: str = ""

    @staticmethod
    def _advised(said: str, remedy: str) -> str:
        return f"{said}; {remedy}" if remedy else said


class MissingFile(ConstrainedDiffusionError, FileNotFoundError):
    """A path at which there is no file. Give the path of one that is there; relative ones count from the working
    directory.
    """

    def __init__(self, reason: str, remedy: str = "") -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(self._advised(reason, remedy))


class SchemaWarning(UserWarning):
    """Something in a schema says nothing, though somebody may think it does.

    Correct the keyword or format that is named; ``strict="misspelt"`` or ``strict=True`` makes an error of it.
    """


class InvalidArgument(ConstrainedDiffusionError, ValueError, TypeError):
    """An argument of a wrong kind, out of its bounds, unknown, or that does not go with the others.

    Give what the message names in its place.
    """


class InvalidVocabulary(ConstrainedDiffusionError, ValueError):
    """A tokenizer whose decoding is not understood, or special tokens that it does not have.

    Name special tokens that there are (``eos=``, ``pad=``, ``mask=``), or list the bytes of every token with
    `Vocabulary.from_bytes`.
    """


class InvalidText(ConstrainedDiffusionError, ValueError):
    """A text that tokens cannot spell.

    Attributes:
        text: the whole text.
        position: index of the first character that cannot be spelled.
        remedy: what to do about it.

    Leave the character out, or take a vocabulary with a token for every byte.
    """

    def __init__(self, reason: str, text: str, position: int, remedy: str = "leave it out") -> None:
        self.text, self.position, self.remedy = text, position, remedy
        super().__init__(self._advised(f"{reason}: {text[position]!r}, at character {position}", remedy))


class InvalidRegex(ConstrainedDiffusionError, ValueError):
    """A regular expression that cannot be read or is outside the dialect.

    Attributes:
        pattern: the whole expression.
        position: index of the character at fault.
        remedy: what would do in its place; empty where the reason says it.

    Write the part that the caret is under in the dialect (docs/regex.md).
    """

    def __init__(self, reason: str, pattern: str, position: int, remedy: str = "") -> None:
        self.reason, self.pattern, self.position, self.remedy = reason, pattern, position, remedy
        said = self._advised(f"{reason}, at character {position} of the regex", remedy)
        super().__init__("\n  ".join([said, *with_caret(pattern, position).split("\n")]))


class InvalidGrammar(ConstrainedDiffusionError, ValueError):
    """A grammar that cannot be read, or a construct of one that cannot be honoured exactly.

    Attributes:
        source: the file, or "the grammar" where its text was given.
        line: where it stands, counted from 1; None where that is not known.
        column: the same, of the character in the line.
        remedy: what would do in its place; empty where the reason says it.

    Correct the grammar there; docs/grammars.md says what cannot be honoured.
    """

    def __init__(
        self, reason: str, source: str, line: int | None = None, column: int | None = None, remedy: str = ""
    ) -> None:
        self.reason, self.source, self.line, self.column, self.remedy = reason, source, line, column, remedy
        where = source if line is None else f"{source}, line {line}, column {column}"
        super().__init__(self._advised(f"{reason} ({where})", remedy))


class UnknownGrammar(MissingFile):
    """A grammar that is neither a file nor one of those that ship; the message lists these.

    Give one of the names, the path of a file that is there, or the text of a grammar.
    """


class UnknownDatabase(MissingFile):
    """A path at which there is no database. Give the path of a file that is there, or an open connection."""


class InvalidDatabase(ConstrainedDiffusionError, ValueError):
    """A database that cannot be read, or in which there is nothing that a query could speak of.

    Attributes:
        source: the file, or "the connection" where an open one was given.

    Open the database with its own client: what the message says is that engine's reason, or that tables have to be made
    first.
    """

    def __init__(self, reason: str, source: str) -> None:
        self.reason, self.source = reason, source
        super().__init__(f"{reason} ({source})")


class UnsupportedSchema(ConstrainedDiffusionError, ValueError):
    """A schema (or a keyword of one) that cannot be honoured exactly.

    Attributes:
        pointer: JSON pointer of the keyword or schema at fault, "" for the root.
        remedy: what would do in its place; empty where the reason says it.

    Change the schema at that place, or leave the keyword out and check what it asks of the answer.
    """

    def __init__(self, reason: str, pointer: str | None, remedy: str = "") -> None:
        """`pointer` is None of what is no schema at all, in which there is nothing to point at."""
        self.reason, self.pointer, self.remedy = reason, pointer or "", remedy
        said = reason if pointer is None else f"{reason} (at {place_shown(pointer) or 'the root of the schema'})"
        super().__init__(self._advised(said, remedy))


class ConstraintTooLarge(ConstrainedDiffusionError, ValueError):
    """A language whose automaton would exceed the stated size; raised before memory is exhausted.

    Attributes:
        reason: what is too large.
        remedy: what would make it smaller; empty where the reason says it.

    Make the language smaller as the message says: lower counts, fewer cases, fewer tables, or a shorter canvas.
    """

    def __init__(self, reason: str, remedy: str = "") -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(self._advised(reason, remedy))


class UnsatisfiableConstraint(ConstrainedDiffusionError, ValueError):
    """No completion exists.

    Attributes:
        cause: what is at fault. "language": it is empty, or no token sequence of the vocabulary spells a member.
            "budget": members exist but need more positions. "committed": the committed tokens exclude every member.
            "logits": they give every member the probability zero. "steps": a constraint that does not look ahead has
            found none before the last step.
        least: the least number of positions that would do, where the budget is at fault.
        position: the first position whose committed token cannot stand, where the committed tokens are at fault.
        remedy: what would do; empty where the reason says it.

    Raise `max_tokens` to `least`, open what is committed from `position` on, rule out fewer tokens by logits of -inf,
    allow more steps, or widen the language, by the cause.
    """

    def __init__(
        self, reason: str, *, cause: str, least: int | None = None, position: int | None = None, remedy: str = ""
    ) -> None:
        self.cause, self.least, self.position, self.remedy = cause, least, position, remedy
        super().__init__(self._advised(reason, remedy))

    @classmethod
    def beyond(cls, budget: int, least: int) -> UnsatisfiableConstraint:
        """The error of a budget that holds no member."""
        return cls(
            f"the language has no member of at most {budget} tokens; the least that would do is {least}",
            cause="budget", least=least,
        )  # fmt: skip

    @classmethod
    def improbable(cls) -> UnsatisfiableConstraint:
        """The error of logits that hold -inf in every completion."""
        return cls(
            "the logits give every completion the probability zero; rule out fewer tokens (logits of -inf)",
            cause="logits",
        )


class InvalidPuzzle(ConstrainedDiffusionError, ValueError):
    """A puzzle, a relation or a picture of one that cannot be read as meant. Give what the message says would do."""


class SolverGaveUp(ConstrainedDiffusionError, RuntimeError):
    """The solver reached its time limit before it could tell whether a puzzle has a solution.

    Add givens, allow more `seconds`, or take ``exact=False``, which does not search; for `random_sudoku`, another seed.
    """


class MissingExtra(ConstrainedDiffusionError, ImportError):
    """A feature, or a server, needs a package that is not installed. Install the extra that the message names."""

    @classmethod
    def named(cls, extra: str, said: str) -> MissingExtra:
        """`said`, and the command that installs the extra."""
        return cls(f"{said}: pip install '{DISTRIBUTION}[{extra}]'")


class UnsupportedServer(ConstrainedDiffusionError, RuntimeError):
    """An inference server of a version that a plugin does not know.

    Install one of the versions that the message names, or leave the plugin out as it says.
    """


class InvalidConstraintFile(ConstrainedDiffusionError, ValueError):
    """A file that is not a saved constraint, is damaged, or was made for another vocabulary.

    Compile the constraint again with `compile_constraint`, and save it with `save_constraint`.
    """


class UnknownModel(ConstrainedDiffusionError, ValueError):
    """A model name or folder that `load_model` does not recognise.

    Give one of the names that the message lists, or a folder with a config.json of a family that is known; a model of
    another kind is a subclass of `BaseDenoiser`.
    """


class InvalidLogits(ConstrainedDiffusionError, ValueError):
    """Logits of a wrong shape or type, or that hold NaN or +inf (-inf rules a token out, and is allowed).

    Hand over floats [n, V], V being the size of the vocabulary; NaN comes from the model: look there.
    """


class PromptTooLong(ConstrainedDiffusionError, ValueError):
    """A prompt of more tokens than the model reads. Shorten it, or ask for less: fewer fields, fewer tables."""


class RejectedValue(ConstrainedDiffusionError, ValueError):
    """A valid JSON answer that the schema's type refuses, by a validator that its JSON Schema does not show.

    Attributes:
        text: the answer.

    Say in the schema what the validator wants (a pattern, a bound, an enum), so that the answer is held to it; or ask
    again with another `seed`.
    """

    def __init__(self, reason: str, text: str) -> None:
        self.text = text
        super().__init__(reason)
