"""Everything of SGLang that the plugin touches."""

from __future__ import annotations

SEAMS: dict[str, dict[str, tuple[str, ...]]] = {
    "srt/plugins/hook_registry.py": {
        "HookRegistry.register": ("target", "hook", "hook_type"),
        "HookType.AROUND": (),
        "HookType.AFTER": (),
    },
    "srt/managers/tokenizer_manager.py": {
        "TokenizerManager.init_tokenizer_and_processor": ("self",),
        "TokenizerManager._tokenize_one_request": ("self", "obj"),
        "TokenizerManager._batch_tokenize_and_process": ("self", "batch_size", "obj"),
    },
    "srt/managers/io_struct.py": {
        "TokenizedGenerateReqInput": ("input_ids", "sampling_params", "require_reasoning"),
    },
    "srt/managers/tp_worker.py": {
        "TpModelWorker._forward_batch_generation_dllm": ("self", "forward_batch", "batch"),
    },
    "srt/managers/schedule_batch.py": {"Req.set_finish_with_abort": ("self", "error_msg")},
    "srt/constrained/grammar_manager.py": {
        "GrammarManager.__init__": ("self", "scheduler"),
        "GrammarManager.process_req_with_grammar": ("self", "req"),
    },
    "srt/sampling/sampling_params.py": {
        "SamplingParams": (
            "max_new_tokens", "json_schema", "regex", "ebnf", "structural_tag", "ebnf_full_assistant", "custom_params",
            "stop", "stop_strs", "stop_regex", "stop_regex_strs", "stop_token_ids", "ignore_eos",
        ),
    },
    "srt/runtime_context.py": {"get_serving": ()},
    "srt/dllm/mixin/scheduler.py": {"SchedulerDllmMixin.validate_dllm_request": ("self", "req")},
    "srt/dllm/config.py": {
        "DllmConfig.__init__": (
            "algorithm", "algorithm_config", "block_size", "mask_id", "requires_separate_context_encoding",
        ),
        "DllmConfig.from_server_args": ("server_args",),
    },
    "srt/dllm/algorithm/__init__.py": {"get_algorithm": ("config",)},
    "srt/dllm/algorithm/low_confidence.py": {"LowConfidence.step": ("self", "forward_batch", "full_logits", "states")},
    "srt/dllm/algorithm/joint_threshold.py": {
        "JointThreshold.step": ("self", "forward_batch", "full_logits", "states"),
    },
    "srt/dllm/algorithm/gemma4_renoise.py": {
        "Gemma4Renoise.step": ("self", "forward_batch", "full_logits", "states"),
        "Gemma4Renoise._temperature": ("self", "step"),
    },
}  # fmt: skip
WRITTEN = {
    "srt/dllm/algorithm/base.py": ("self.step(forward_batch, out.logits_output.full_logits, states)",),
    "srt/dllm/algorithm/joint_threshold.py": ("self.edit_threshold", "self.penalty_lambda", '"finished": False'),
    "srt/dllm/algorithm/gemma4_renoise.py": ('"finished": False', 'state["step"]'),
    "srt/dllm/mixin/req.py": ("self.dllm_block_offset",),
    "srt/managers/scheduler.py": (
        "self.grammar_manager = GrammarManager(self)", "self.validate_dllm_request(req)",
        "self.grammar_manager.process_req_with_grammar(req)",
    ),
    "srt/arg_groups/fields/serving.py": (
        "constrained_json_disable_any_whitespace", "constrained_json_whitespace_pattern",
    ),
}  # fmt: skip
"""What stands in a file somewhere: attributes that are only assigned, and calls that are relied upon."""
