"""Constraints of requests: compiled once a process, and handed from the front end to the workers by files."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from constrained_diffusion.api.compilation import Compiled, compile_wanted
from constrained_diffusion.api.files import load_constraint, save_constraint
from constrained_diffusion.errors import ConstraintTooLarge, InvalidArgument, InvalidConstraintFile, InvalidVocabulary
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.memory import Memory
from constrained_diffusion.serving.asked import Asked
from constrained_diffusion.serving.folder import shared_folder
from constrained_diffusion.vocabulary import Vocabulary

EDGES = "CONSTRAINED_DIFFUSION_MOST_EDGES"
"""The environment variable that bounds the automaton of a request, 200,000 edges unless set: a step takes some 40 ns an
edge and position, during which the engine serves nobody else."""
_WITH_STACK = 5
"""How many times as long an edge takes in an automaton that needs a stack; on 256 positions, the more the longer."""
THOUGHTS = (("<channel|>", "<|channel>"), ("</think>", "<think>"))
"""The tokens that end and begin a thought, in the order of `languages.thought`, of the models that have them."""
ASKS_FOR_THOUGHTS = "<|think|>"
"""The token by which a prompt asks for thoughts, of the models that have one."""
_KEPT = 512
"""Constraints that a process keeps at hand, and files that the front end leaves for the workers."""
_SLOW = 0.25
"""Seconds; what compiles faster is compiled again by a worker."""

_compiled: Memory[tuple[str, Asked], Compiled] = Memory(_KEPT, lambda *_: 1)


class Compiler:
    """Compiles what requests ask for the vocabulary of the model that is served.

    Attributes:
        vocabulary: the tokens, for answers without a thought.
        thought: the tokens that end and begin a thought (`languages.thought`), None where the model does not think.
        asks: the token by which a prompt asks for thoughts, None where there is none.
    """

    def __init__(
        self, vocabulary: Vocabulary, thought: Sequence[int], folder: Path | None, *, asks: int | None = None
    ) -> None:
        """
        Args:
            thought: as the attribute; empty for none.
            folder: where slow ones are shared with other processes; nobody else may write there.
            asks: as the attribute.
        """
        self.vocabulary, self.folder, self.asks = vocabulary, folder, asks
        self.thought: tuple[int, int] | None = (thought[0], thought[1]) if thought else None
        self._thinking = vocabulary.with_signals(thought) if thought else None

    def constraint(self, asked: Asked) -> Compiled:
        """What is asked, compiled; the same for the same question.

        Raises:
            ConstrainedDiffusionError: it cannot be, and why; the same for the same question, too.
        """
        vocabulary = self._vocabulary(asked)
        if vocabulary is None:
            raise InvalidArgument("this model has no tokens that begin and end a thought, and is asked to think")
        return _compiled.get((vocabulary.fingerprint, asked), lambda: self._made(asked, vocabulary))

    def is_at_hand(self, asked: Asked) -> bool:
        """Whether `constraint` need not compile anything for it."""
        vocabulary = self._vocabulary(asked)
        return vocabulary is not None and (vocabulary.fingerprint, asked) in _compiled

    def _vocabulary(self, asked: Asked) -> Vocabulary | None:
        return self.vocabulary if asked.thought == "none" else self._thinking

    def _made(self, asked: Asked, vocabulary: Vocabulary) -> Compiled:
        file = None if self.folder is None else self.folder / _name(asked, vocabulary)
        if file is not None:
            with suppress(FileNotFoundError, InvalidConstraintFile):
                return load_constraint(file, vocabulary, scores_padding=False)
        began = time.perf_counter()
        constraint = compile_wanted(asked.wanted(), vocabulary, scores_padding=False)
        took = time.perf_counter() - began
        most = int(os.environ.get(EDGES, "200000"))
        edges, has_stack = constraint.automaton.edges, constraint.automaton.finite is None
        counted = _WITH_STACK * edges if has_stack else edges
        if counted > most:
            stack = f" and a stack, which count as {counted:,}" if has_stack else ""
            raise ConstraintTooLarge(
                f"its automaton has {edges:,} edges{stack}, more than {most:,} ({EDGES} sets the limit): a denoising "
                "step would hold up every other request; fewer optional members, lower counts and fewer rules make it "
                "smaller"
            )
        if file is not None and took > _SLOW and isinstance(constraint, AutomatonConstraint):
            self._leave(constraint, file)
        return constraint

    def _leave(self, constraint: AutomatonConstraint, file: Path) -> None:
        """Writes the file, and removes the oldest where there are many. A full disk costs the workers time only."""
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            save_constraint(constraint, file)
            files = sorted(file.parent.glob("*.constraint"), key=lambda path: path.stat().st_mtime)
            for old in files[:-_KEPT]:
                old.unlink(missing_ok=True)
        except (OSError, InvalidArgument):
            with suppress(OSError):
                file.unlink(missing_ok=True)


def compiler_for(tokenizer: Any, ends: Iterable[int], *, size: int, mask: int | None = None) -> Compiler:
    """The compiler for a model that is served.

    Args:
        tokenizer: of transformers.
        ends: what the server ends an answer at, besides the tokenizer's own.
        size: the width of the logits.
        mask: the id of an open position in absorbing models.
    """
    eos = [token for token in dict.fromkeys([tokenizer.eos_token_id, *ends]) if token is not None]
    vocabulary = Vocabulary.from_transformers(tokenizer, eos=eos, mask=mask, size=size)
    known = tokenizer.get_vocab()
    thought = next(([known[name] for name in pair] for pair in THOUGHTS if known.keys() >= {*pair}), [])
    try:
        return Compiler(vocabulary, thought, shared_folder(), asks=known.get(ASKS_FOR_THOUGHTS))
    except InvalidVocabulary:  # tokens of this name that are text
        return Compiler(vocabulary, [], shared_folder())


def _name(asked: Asked, vocabulary: Vocabulary) -> str:
    digest = hashlib.sha256(f"{vocabulary.fingerprint} {asked.dump()}".encode()).hexdigest()
    return f"{digest[:32]}.constraint"
