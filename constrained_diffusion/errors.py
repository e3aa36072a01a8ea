"""Every error the library raises on purpose. Each says what is wrong, where it stands and what to do next."""

from __future__ import annotations


class ConstrainedDiffusionError(Exception):
    """The root of the library's errors."""


class SchemaWarning(UserWarning):
    """Something in a schema says nothing, though somebody may think it does."""


class InvalidArgument(ConstrainedDiffusionError, ValueError, TypeError):
    """An argument of a wrong kind, out of its bounds, unknown, or that does not go with the others."""


class InvalidVocabulary(ConstrainedDiffusionError, ValueError):
    """A tokenizer whose decoding is not understood, or special tokens that it does not have."""


class InvalidText(ConstrainedDiffusionError, ValueError):
    """A text that tokens cannot spell.

    Attributes:
        text: the whole text.
        position: index of the first character that cannot be spelled.
    """

    def __init__(self, reason: str, text: str, position: int) -> None:
        self.text, self.position = text, position
        super().__init__(f"{reason}: {text[position]!r}, at character {position}")


class InvalidRegex(ConstrainedDiffusionError, ValueError):
    """A regular expression that cannot be read or is outside the dialect.

    Attributes:
        pattern: the whole expression.
        position: index of the character at fault.
    """

    def __init__(self, reason: str, pattern: str, position: int) -> None:
        self.reason, self.pattern, self.position = reason, pattern, position
        super().__init__(f"{reason}, at character {position} of the regex\n  {pattern}\n  {' ' * position}^")


class InvalidGrammar(ConstrainedDiffusionError, ValueError):
    """A grammar that cannot be read, or a construct of one that cannot be honoured exactly.

    Attributes:
        source: the file, or "the grammar" where its text was given.
        line, column: where it stands, counted from 1; None where that is not known.
    """

    def __init__(self, reason: str, source: str, line: int | None = None, column: int | None = None) -> None:
        self.reason, self.source, self.line, self.column = reason, source, line, column
        place = source if line is None else f"{source}, line {line}, column {column}"
        super().__init__(f"{reason} ({place})")


class UnknownGrammar(ConstrainedDiffusionError, FileNotFoundError):
    """A grammar that is neither a file nor one of those that ship; the message lists these."""


class UnknownDatabase(ConstrainedDiffusionError, FileNotFoundError):
    """A path at which there is no database."""


class InvalidDatabase(ConstrainedDiffusionError, ValueError):
    """A database that cannot be read, or in which there is nothing that a query could speak of.

    Attributes:
        source: the file, or "the connection" where an open one was given.
    """

    def __init__(self, reason: str, source: str) -> None:
        self.reason, self.source = reason, source
        super().__init__(f"{reason} ({source})")


class UnsupportedSchema(ConstrainedDiffusionError, ValueError):
    """A schema (or a keyword of one) that cannot be honoured exactly.

    Attributes:
        pointer: JSON pointer of the keyword or schema at fault, "" for the root.
    """

    def __init__(self, reason: str, pointer: str) -> None:
        self.reason, self.pointer = reason, pointer
        super().__init__(f"{reason} (at {pointer or 'the root of the schema'})")


class ConstraintTooLarge(ConstrainedDiffusionError, ValueError):
    """A language whose automaton would exceed the stated size; raised before memory is exhausted.

    Attributes:
        reason: what is too large.
        remedy: what would make it smaller; empty where the reason says it.
    """

    def __init__(self, reason: str, remedy: str = "") -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(f"{reason}; {remedy}" if remedy else reason)


class UnsatisfiableConstraint(ConstrainedDiffusionError, ValueError):
    """No completion exists.

    Attributes:
        cause: what is at fault. "language": it is empty, or no token sequence of the vocabulary spells a member.
            "budget": members exist but need more positions. "committed": the committed tokens exclude every member.
            "logits": they give every member the probability zero. "steps": a constraint that does not look ahead has
            found none before the last step.
        least: the least number of positions that would do, where the budget is at fault.
        position: the first position whose committed token cannot stand, where the committed tokens are at fault.
    """

    def __init__(self, reason: str, *, cause: str, least: int | None = None, position: int | None = None) -> None:
        self.cause, self.least, self.position = cause, least, position
        super().__init__(reason)

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
        return cls("the logits give every completion the probability zero", cause="logits")


class InvalidPuzzle(ConstrainedDiffusionError, ValueError):
    """A puzzle, a relation or a picture of one that cannot be read as meant; the message says what would do."""


class SolverGaveUp(ConstrainedDiffusionError, RuntimeError):
    """The solver reached its time limit before it could tell whether a puzzle has a solution."""


class MissingExtra(ConstrainedDiffusionError, ImportError):
    """A feature needs a package that is not installed; the message names the extra."""


class UnsupportedServer(ConstrainedDiffusionError, RuntimeError):
    """An inference server of a version that a plugin does not know; the message says which are known."""


class InvalidConstraintFile(ConstrainedDiffusionError, ValueError):
    """A file that is not a saved constraint, is damaged, or was made for another vocabulary."""


class UnknownModel(ConstrainedDiffusionError, ValueError):
    """A model name or folder that `load_model` does not recognise."""


class InvalidLogits(ConstrainedDiffusionError, ValueError):
    """Logits of a wrong shape or type, or that hold NaN or infinity."""


class PromptTooLong(ConstrainedDiffusionError, ValueError):
    """A prompt of more tokens than the model reads."""


class RejectedValue(ConstrainedDiffusionError, ValueError):
    """A valid JSON answer that the schema's type refuses, by a validator that its JSON Schema does not show.

    Attributes:
        text: the answer.
    """

    def __init__(self, reason: str, text: str) -> None:
        self.text = text
        super().__init__(reason)
