"""Everything of vLLM that the plugin touches."""

from __future__ import annotations

DIFFUSION = "model_executor/models/diffusion_gemma.py"
SEAMS: dict[str, dict[str, tuple[str, ...]]] = {
    "sampling_params.py": {
        "SamplingParams._validate_structured_outputs": ("self", "model_config"),
        "SamplingParams.clone": ("self",),
        "SamplingParams": (
            "structured_outputs", "extra_args", "stop", "stop_token_ids", "ignore_eos", "max_tokens",
            "repetition_detection", "thinking_token_budget", "prompt_logprobs",
        ),
        "StructuredOutputsParams": (
            "json", "regex", "choice", "grammar", "json_object", "disable_any_whitespace", "whitespace_pattern",
            "structural_tag",
        ),
    },
    "v1/engine/input_processor.py": {
        "InputProcessor.process_inputs": ("self", "request_id", "prompt", "params"),
        "InputProcessor.__init__": ("self", "vllm_config"),
    },
    "v1/engine/async_llm.py": {
        "AsyncLLM.add_request": ("self", "request_id", "prompt", "params", "reasoning_ended"),
    },
    "entrypoints/openai/chat_completion/protocol.py": {
        "ChatCompletionRequest.to_beam_search_params": ("self",),
        "ChatCompletionRequest": ("structured_outputs", "response_format"),
    },
    "entrypoints/openai/completion/protocol.py": {
        "CompletionRequest.to_beam_search_params": ("self",),
        "CompletionRequest": ("structured_outputs", "response_format"),
    },
    "exceptions.py": {"VLLMValidationError.__init__": ("self", "message", "parameter", "value")},
    "tokenizers/registry.py": {"cached_tokenizer_from_config": ("model_config",)},
    "parser/abstract_parser.py": {
        "DelegatingParser._extract_tool_calls_streaming": ("self", "previous_text", "current_text", "request"),
    },
    "parser/engine/registered_adapters.py": {"Gemma4ParserToolAdapter": ()},
    "tool_parsers/gemma4_engine_tool_parser.py": {"Gemma4EngineToolParser.adjust_request": ("self", "request")},
    "config/model.py": {"ModelConfig.is_diffusion": ("self",), "ModelConfig.try_get_generation_config": ("self",)},
    "config/structured_outputs.py": {"StructuredOutputsConfig": ("reasoning_parser", "enable_in_reasoning")},
    "v1/core/sched/output.py": {
        "NewRequestData": ("prompt_token_ids", "prefill_token_ids", "sampling_params"),
    },
    DIFFUSION: {
        "DiffusionGemmaForConditionalGeneration.get_model_state_cls": (),
        "DiffusionGemmaModelState.custom_sampler": ("self", "sampler"),
        "DiffusionGemmaModelState.add_request": ("self", "req_index", "new_req_data"),
        "DiffusionGemmaModelState.remove_request": ("self", "req_id"),
        "DiffusionSampler.__call__": ("self", "logits", "input_batch", "draft_logits"),
        "_denoise_temperature": ("step_tensor", "slots", "max_denoising_steps", "t_min", "t_max"),
    },
}  # fmt: skip
WRITTEN = {
    DIFFUSION: (
        "self.step =", "self.is_encoder_phase =", "self.argmax_canvas =", "self.pin_mask =", "self.seed_canvas =",
        "self.seeded_slots:", "self.max_denoising_steps =", "self._req_id_to_index", "self.diffusion_states =",
        "self.t_min =", "self.t_max =",
    ),
    "parser/abstract_parser.py": ("self._engine_based =", "self._tool_parser"),
    "v1/engine/input_processor.py": ("self.vllm_config =", "self.model_config ="),
}  # fmt: skip
