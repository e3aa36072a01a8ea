"""What a process of SGLang knows of the model it serves, and what requests may ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.inference.positionwise import PositionwiseAnswers
from constrained_diffusion.languages.json_schema import Whitespace
from constrained_diffusion.languages.thought import thought_before
from constrained_diffusion.serving.asked import Asked
from constrained_diffusion.serving.compiler import Compiler, compiler_for
from constrained_diffusion.serving.sglang.engine import RULES
from constrained_diffusion.serving.sglang.requests import asked_of, budget, carry, refuse_what_cuts


class Served:
    """The model that is served, its algorithm, and the compiler for its tokens."""

    def __init__(
        self, tokenizer: Any, model_config: Any, config: Any, *, whitespace: Whitespace, whitespace_pattern: str | None
    ) -> None:
        """
        Args:
            tokenizer: None where SGLang was told to have none.
            model_config: SGLang's `ModelConfig`.
            config: SGLang's `DllmConfig`.
            whitespace: where JSON may have it.
            whitespace_pattern: SGLang's option of that name, which is refused.
        """
        self._tokenizer, self._model, self._config = tokenizer, model_config, config
        self._whitespace, self._pattern = whitespace, whitespace_pattern

    @cached_property
    def compiler(self) -> Compiler:
        """Takes seconds to be made."""
        tokenizer, config = self._tokenizer, self._config
        if tokenizer is None:
            raise InvalidArgument("structured outputs need the tokenizer: leave out --skip-tokenizer-init")
        # What SGLang ends an answer at.
        others = {*(self._model.hf_eos_token_id or ()), *(getattr(tokenizer, "additional_stop_token_ids", None) or ())}
        mask = None if config.mask_id < 0 else config.mask_id
        return compiler_for(tokenizer, sorted(others), size=self._model.vocab_size, mask=mask)

    def asked(self, params: Any, prompt: Sequence[int], thinks: bool) -> Asked:
        """What a request that asks for a structured output asks.

        Args:
            params: SGLang's `SamplingParams`.
            thinks: whether SGLang looks for a thought before the answer.

        Raises:
            InvalidArgument: it cannot be honoured beside what else it asks, or by this server.
        """
        if self._config.algorithm not in RULES:
            raise InvalidArgument(
                f"structured outputs are not supported with --dllm-algorithm {self._config.algorithm}, whose steps the "
                f"plugin does not know or which moves tokens about: use {', '.join(sorted(RULES))}"
            )
        if self._config.algorithm_config.get("penalty_lambda"):
            raise InvalidArgument(
                "structured outputs are not supported beside penalty_lambda, which changes scores behind the "
                "constraint: set it to 0 in --dllm-algorithm-config"
            )
        if params.json_schema is not None and self._pattern is not None:
            raise InvalidArgument(
                "--constrained-json-whitespace-pattern is not supported: leave it out for any whitespace that JSON "
                "allows, or give --constrained-json-disable-any-whitespace for none"
            )
        refuse_what_cuts(params, self.compiler.vocabulary)
        signals = self.compiler.thought
        thought = "none" if not thinks else thought_before(prompt, signals or (-1, -1), self.compiler.vocabulary.eos)
        return asked_of(params, self._whitespace, thought)

    def answers(self, asked: Asked, prompt: int, most: int | None) -> PositionwiseAnswers:
        """What the blocks of an answer are to hold.

        Args:
            prompt: the tokens of the prompt.
            most: the tokens that the request allows its answer.

        Raises:
            ConstrainedDiffusionError: what is asked cannot be compiled, or does not fit; the same for the same request.
        """
        room = budget(
            prompt, most, self._config.block_size, self._model.context_len,
            aligned=not self._config.requires_separate_context_encoding,
        )  # fmt: skip
        return PositionwiseAnswers(self.compiler.constraint(asked), max(room, 1), with_end=True)

    def admit(self, params: Any, asked: Asked, prompt: int) -> None:
        """Lets the request cross to the workers; raises as `answers`."""
        self.answers(asked, prompt, params.max_new_tokens)
        carry(params, asked)


def served_with(tokenizer: Any, model_config: Any, config: Any) -> Served:
    """What is served, with the options of the server that concern structured outputs."""
    from sglang.srt.runtime_context import get_serving

    options = get_serving()
    return Served(
        tokenizer, model_config, config,
        whitespace="compact" if options.constrained_json_disable_any_whitespace else "flexible",
        whitespace_pattern=options.constrained_json_whitespace_pattern,
    )  # fmt: skip
