"""SGLang's requests, algorithms, worker and bookkeeping, without its model, its memory and its processes."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import torch
from sglang.srt.dllm.algorithm import base as algorithms
from sglang.srt.dllm.config import DllmConfig
from sglang.srt.dllm.mixin import scheduler as mixin
from sglang.srt.managers.schedule_batch import Req
from sglang.srt.managers.tp_worker import TpModelWorker
from sglang.srt.model_executor.forward_batch_info import ForwardMode
from sglang.srt.sampling.sampling_params import SamplingParams
from torch import Tensor

from constrained_diffusion.serving.sglang import scheduling
from tests.serving.sglang.by_hand import CONTEXT, GEMMA, config, served

mixin.release_kv_cache = lambda *_, **__: None


class Runner:
    """In the place of SGLang's model runner: scores at random, of any request and step."""

    def __init__(self, vocabulary: int, scores: Callable[..., Tensor]) -> None:
        self._vocabulary, self._scores = vocabulary, scores
        embeddings = SimpleNamespace(weight=torch.randn(vocabulary, 4), embed_scale=1.0)
        self.model_config = SimpleNamespace(
            hf_config=SimpleNamespace(text_config=SimpleNamespace(vocab_size=vocabulary))
        )
        self.model = SimpleNamespace(
            get_input_embeddings=lambda: embeddings, prepare_dllm_input_embeds=lambda ids, signal: None
        )

    def forward(self, forward_batch: Any, pp_proxy_tensors: None) -> Any:
        logits = self._scores(len(forward_batch.input_ids), self._vocabulary)
        return SimpleNamespace(logits_output=SimpleNamespace(full_logits=logits), can_run_graph=False)


class Engine(mixin.SchedulerDllmMixin):  # type: ignore[misc]
    """SGLang's loop over the blocks of some requests, all in one batch."""

    def __init__(
        self, algorithm: str, *, block_size: int = 8, fdfo: bool = False,
        scores: Callable[..., Tensor] = lambda *shape: 3 * torch.randn(*shape), **settings: Any,
    ) -> None:  # fmt: skip
        self.gemma = algorithm == GEMMA
        mask = config(algorithm).mask_id
        self.dllm_config = DllmConfig(algorithm, settings, block_size, mask, 8, fdfo, self.gemma)
        self.served = served(self.dllm_config)
        self.tokenizer = self.served._tokenizer
        self.tokenizer.additional_stop_token_ids = None
        self.model_config = SimpleNamespace(
            context_len=CONTEXT, hf_eos_token_id=self.served._model.hf_eos_token_id, vocab_size=len(self.tokenizer) + 3
        )
        self.token_to_kv_pool_allocator, self.tree_cache = MagicMock(), None
        self.metrics_reporter, self.output_streamer = MagicMock(), MagicMock()
        self.grammar_manager = SimpleNamespace(constrained_diffusion=self.served)
        self.worker = SimpleNamespace(
            dllm_algorithm=algorithms.get_algorithm(self.dllm_config),
            model_runner=Runner(self.model_config.vocab_size, scores),
        )
        self.steps = 0

    def request(self, prompt: list[int], most: int = 64, **asked: Any) -> Any:
        """Admitted as the scheduler does it."""
        params = SamplingParams(max_new_tokens=most, **asked)
        params.normalize(None)
        req = Req(
            f"r{id(params)}", "", array("q", prompt), params, vocab_size=self.model_config.vocab_size,
            eos_token_ids=self.model_config.hf_eos_token_id, dllm_config=self.dllm_config,
        )  # fmt: skip
        req.tokenizer = self.tokenizer
        refused = self.validate_dllm_request(req)
        if refused is not None:
            raise ValueError(refused)
        assert not scheduling.process(lambda *_: False, self.grammar_manager, req)
        return req

    def round(self, reqs: list[Any]) -> None:
        """A block of every request; with FDFO one step of it."""
        size = self.dllm_config.block_size
        for req in reqs:
            req.init_next_round_input()
            if self.gemma and not req.dllm_incomplete_ids:
                req.prefix_len = req.seqlen  # the context is encoded
                req.init_next_round_input()
                assert req.dllm_block_offset == req.seqlen
            req.extend_end = req.prefix_len + size
        blocks = [req.full_untruncated_fill_ids[req.prefix_len : req.prefix_len + size] for req in reqs]
        assert {len(block) for block in blocks} == {size}
        batch = SimpleNamespace(
            reqs=reqs, batch_size=lambda: len(reqs), forward_mode=ForwardMode.DLLM_EXTEND, return_logprob=False,
            prefill_stats=None, dp_cooperation_info=None,
        )  # fmt: skip
        positions = torch.tensor([range(req.dllm_block_offset, req.dllm_block_offset + size) for req in reqs])
        known = torch.tensor([[req.seqlen] for req in reqs])
        literal = any(req.dllm_has_literal_mask for req in reqs)
        forward_batch = SimpleNamespace(
            batch_size=len(reqs), input_ids=torch.tensor([list(block) for block in blocks]).view(-1),
            dllm_prompt_mask=positions < known if literal else None, forward_mode=ForwardMode.DLLM_EXTEND,
            rids=[req.rid for req in reqs], dllm_input_preparation_state=None, input_embeds=None,
        )  # fmt: skip
        result = TpModelWorker._forward_batch_generation_dllm(self.worker, forward_batch, batch)
        self.process_batch_result_dllm(batch, result)
        for req in reqs:
            if not req.dllm_incomplete_ids:
                req.prefix_len = req.prefix_len if self.gemma else req.extend_end

    def finish(self, reqs: list[Any]) -> None:
        while left := [req for req in reqs if not req.finished()]:
            self.round(left)

    def text(self, req: Any) -> str:
        """What SGLang answers."""
        ends = self.served.compiler.vocabulary.eos
        tokens = list(req.output_ids_through_stop)
        if tokens and tokens[-1] in ends:
            tokens.pop()
        assert not {*tokens} & {*ends}
        return self.tokenizer.decode(tokens)  # type: ignore[no-any-return]
