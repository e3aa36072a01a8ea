"""Where vLLM samples canvases: the logits of constrained requests become their posterior before the sampler sees them.

vLLM commits the most probable token of every position, accepts positions by the entropies of the logits over the
temperature of its schedule, and stops by their mean; so it is handed what `inference.positionwise` makes of them, at
that temperature. Requests are rows of one batch, each at its own step and with its own constraint, or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from vllm.logger import init_logger
from vllm.model_executor.models.diffusion_gemma import (
    DiffusionGemmaForConditionalGeneration,
    DiffusionGemmaModelState,
    _denoise_temperature,
)

from constrained_diffusion.errors import ConstrainedDiffusionError
from constrained_diffusion.inference.batches.rows import Batches
from constrained_diffusion.inference.positionwise import PositionwiseAnswers, Scored
from constrained_diffusion.inference.rows import OPEN, Tokens
from constrained_diffusion.serving.asked import Asked
from constrained_diffusion.serving.handing import end, hand_over
from constrained_diffusion.serving.vllm.front_end import CARRIED, served
from constrained_diffusion.serving.warming import warm

logger = init_logger(f"vllm.{__name__}")


class ConstrainedDiffusionGemma(DiffusionGemmaForConditionalGeneration):  # type: ignore[misc]
    """vLLM's model, whose requests may have constraints."""

    @staticmethod
    def get_model_state_cls() -> type[ConstrainedModelState]:
        return ConstrainedModelState


@dataclass(eq=False)
class Guide:
    """What is known of one request.

    Attributes:
        answers: what its canvases are to hold, None where that could not be made.
        before: the tokens of its finished canvases.
        end: a token that ends it.
    """

    answers: PositionwiseAnswers | None
    before: Tokens
    end: int


class ConstrainedModelState(DiffusionGemmaModelState):  # type: ignore[misc]
    """vLLM's states of requests, and beside each that has a constraint its guide."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._guides: dict[int, Guide] = {}

    def custom_sampler(self, sampler: Any) -> Any:
        own, rejection = super().custom_sampler(sampler)
        try:
            warm(served(self.model_config), self.device)
        except ConstrainedDiffusionError as error:
            logger.warning("constrained_diffusion: structured outputs will be refused: %s", error)
        return ConstrainedSampler(own, self._guides), rejection

    def add_request(self, req_index: int, new_req_data: Any) -> None:
        super().add_request(req_index, new_req_data)
        self._guides.pop(req_index, None)
        params = new_req_data.sampling_params
        carried = None if params is None else (params.extra_args or {}).get(CARRIED)
        if carried is None:
            return
        prompt, known = new_req_data.prompt_token_ids, new_req_data.prefill_token_ids
        budget = min(params.max_tokens, self.max_model_len - len(prompt))
        answers: PositionwiseAnswers | None = None
        try:
            constraint = served(self.model_config).constraint(Asked.load(carried))
            answers = PositionwiseAnswers(constraint, budget, with_end=True)
        except ConstrainedDiffusionError as error:  # the front end could: an error here would end the engine
            logger.error("constrained_diffusion: %s; the answer is left empty", error)
        # Of a request that was preempted, its canvases until then come with the prompt.
        ends = [params.eos_token_id, *params.all_stop_token_ids]
        last = next(token for token in ends if token is not None)
        self._guides[req_index] = Guide(answers, np.array(known[len(prompt) :], np.int64), last)

    def remove_request(self, req_id: str) -> None:
        self._guides.pop(self._req_id_to_index.get(req_id, -1), None)
        super().remove_request(req_id)


class ConstrainedSampler:
    """vLLM's sampler, handed posteriors instead of logits where a request has a guide."""

    def __init__(self, inner: Any, guides: dict[int, Guide]) -> None:
        self._inner, self._guides, self._batches = inner, guides, Batches()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def __call__(self, logits: Tensor, input_batch: Any, draft_logits: Tensor | None = None) -> Any:
        """As `DiffusionSampler.__call__`: logits [rows, V], the canvases of the batch one behind the other."""
        guided = self._guided(input_batch) if input_batch.num_draft_tokens else []
        if not guided:
            return self._inner(logits, input_batch, draft_logits)
        states, slots = self._inner.diffusion_states, [slot for slot, _, _ in guided]
        index = torch.tensor(slots, device=states.step.device)
        committing = states.is_encoder_phase[index].tolist()
        temperatures = _denoise_temperature(
            states.step, index, float(states.max_denoising_steps), self._inner.t_min, self._inner.t_max
        ).tolist()
        denoised = []
        for (slot, start, past), commits, temperature in zip(guided, committing, temperatures, strict=True):
            if commits:
                self._commit(self._guides[slot], slot, past - start)
            else:
                denoised.append((slot, start, past, temperature))
        if not denoised:
            return self._inner(logits, input_batch, draft_logits)
        processed, copied = torch.empty_like(logits), 0  # vLLM's runner owns the logits
        canvases: list[Scored] = []
        for slot, start, past, temperature in denoised:
            processed[copied:start] = logits[copied:start]
            copied, guide = past, self._guides[slot]
            if guide.answers is None:
                end(processed[start:past], guide.end)
                continue
            rows, held = slice(start, past), self._held(slot, past - start, guide)
            canvases.append(Scored(guide.answers, logits[rows], guide.before, processed[rows], temperature, held))
        processed[copied:] = logits[copied:]
        hand_over(canvases, self._batches, logger)
        return self._inner(processed, input_batch, draft_logits)

    def _guided(self, input_batch: Any) -> list[tuple[int, int, int]]:
        """Slot, first row and the row behind the last of every canvas whose request has a guide."""
        slots = input_batch.idx_mapping_np[: input_batch.num_reqs].tolist()
        rows = input_batch.cu_num_logits_np[: input_batch.num_reqs + 1].tolist()
        canvases = zip(slots, rows[:-1], rows[1:], strict=True)
        return [(slot, start, past) for slot, start, past in canvases if past > start and slot in self._guides]

    def _commit(self, guide: Guide, slot: int, n: int) -> None:
        """Takes note of the canvas that this step commits, and sees to it that it is one.

        vLLM denoises and commits a part of a canvas where its budget of tokens a step is spent, and what it has of the
        rest is then of another step: such a canvas is replaced by the nearest that can stand there.
        """
        canvas = self._inner.diffusion_states.argmax_canvas
        finished = canvas[slot, :n].cpu().numpy()
        if guide.answers is not None:
            try:
                if not guide.answers.can_hold(finished, guide.before):
                    finished = guide.answers.nearest(finished, guide.before)
                    canvas[slot, :n] = torch.from_numpy(finished).to(canvas)
            except ConstrainedDiffusionError as error:
                logger.error("constrained_diffusion: %s; the answer is cut off", error)
        guide.before = np.concatenate([guide.before, finished])

    def _held(self, slot: int, n: int, guide: Guide) -> Tokens | None:
        """The tokens that a request has pinned on its first canvas."""
        states = self._inner.diffusion_states
        if len(guide.before) or slot not in states.seeded_slots:
            return None
        pinned, seed = states.pin_mask[slot, :n].cpu().numpy(), states.seed_canvas[slot, :n].cpu().numpy()
        held: Tokens = np.where(pinned, seed, OPEN).astype(np.int64)
        return held
