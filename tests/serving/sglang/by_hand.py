"""Stand-ins for what SGLang hands to the plugin, for tests without it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from constrained_diffusion.serving.sglang.served import Served
from tests.checkpoints_by_hand import gemma_tokenizer, qwen_tokenizer

CONTEXT = 256
GEMMA = "Gemma4Renoise"


def params(**asked: Any) -> Any:
    """As `SamplingParams`."""
    usual = {
        "json_schema": None, "regex": None, "ebnf": None, "structural_tag": None, "ebnf_full_assistant": False,
        "custom_params": None, "stop": None, "stop_strs": [], "stop_regex": None, "stop_regex_strs": [],
        "stop_token_ids": None, "ignore_eos": False, "max_new_tokens": 64,
    }  # fmt: skip
    return SimpleNamespace(**usual | asked)


def tokenizer_for(algorithm: str) -> Any:
    return gemma_tokenizer() if algorithm == GEMMA else qwen_tokenizer()


def config(algorithm: str = "LowConfidence", block_size: int = 8, **settings: Any) -> Any:
    """As `DllmConfig`."""
    gemma = algorithm == GEMMA
    return SimpleNamespace(
        algorithm=algorithm, algorithm_config=settings, block_size=block_size,
        mask_id=-1 if gemma else qwen_tokenizer().mask_token_id, requires_separate_context_encoding=gemma,
        first_done_first_out_mode=False, capture_input_preparation=False,
    )  # fmt: skip


def served(given: Any = None, *, context: int = CONTEXT, **options: Any) -> Served:
    """A model of the tests' tokenizers."""
    dllm = config() if given is None else given
    tokenizer = tokenizer_for(dllm.algorithm)
    ends = {"<turn|>"} if dllm.algorithm == GEMMA else {"<|endoftext|>"}
    model = SimpleNamespace(
        hf_eos_token_id={tokenizer.get_vocab()[name] for name in ends}, vocab_size=len(tokenizer) + 3,
        context_len=context,
    )  # fmt: skip
    return Served(tokenizer, model, dllm, **{"whitespace": "compact", "whitespace_pattern": None} | options)
