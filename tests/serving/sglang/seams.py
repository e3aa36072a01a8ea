"""Everything of SGLang that the plugin touches, looked up in its source: ``python .../seams.py FOLDER`` of the package.

For machines that cannot run it. A name that moved, or a parameter that is gone, is told by its place.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

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


def missing(folder: Path) -> list[str]:
    """What of `SEAMS` and `WRITTEN` the source in the folder, that of the package sglang, does not have."""
    found = []
    for file in sorted({*SEAMS, *WRITTEN}):
        path = folder / file
        if not path.exists():
            found.append(f"{file}: there is no such file")
            continue
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        for name, parameters in SEAMS.get(file, {}).items():
            node = definition(tree, name)
            if node is None:
                found.append(f"{file}: there is no {name}")
                continue
            found += [f"{file}: {name} has no {one}" for one in parameters if one not in names_of(node)]
        found += [f"{file}: nowhere is {one}" for one in WRITTEN.get(file, ()) if one not in text]
    return found


def definition(tree: ast.AST, name: str) -> ast.AST | None:
    """The function, class or assigned name, with a dot for what is inside a class."""
    first, _, rest = name.partition(".")
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.name == first:
            return definition(node, rest) if rest else node
        if isinstance(node, ast.Assign) and first in {one.id for one in node.targets if isinstance(one, ast.Name)}:
            return node
    return None


def names_of(node: ast.AST) -> set[str]:
    """Parameters of a function, fields of a class."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return {one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
    return {
        one.target.id for one in ast.walk(node) if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    }


if __name__ == "__main__":
    lacking = missing(Path(sys.argv[1]))
    print("\n".join(lacking) or f"{sys.argv[1]}: everything the plugin touches is there")
    raise SystemExit(bool(lacking))
