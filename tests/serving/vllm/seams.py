"""Everything of vLLM that the plugin touches, looked up in its source: ``python tests/serving/vllm/seams.py FOLDER``.

For versions that cannot run here. A name that moved, or a parameter that is gone, is told by its place.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

DIFFUSION = "model_executor/models/diffusion_gemma.py"
SEAMS: dict[str, dict[str, tuple[str, ...]]] = {
    "sampling_params.py": {
        "SamplingParams._validate_structured_outputs": ("self", "model_config"),
        "SamplingParams.clone": ("self",),
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
ATTRIBUTES = {
    DIFFUSION: {
        "DiffusionGemmaRequestStates": (
            "step", "is_encoder_phase", "argmax_canvas", "pin_mask", "seed_canvas", "seeded_slots",
            "max_denoising_steps",
        ),
        "DiffusionGemmaModelState": ("_req_id_to_index",),
        "DiffusionSampler": ("diffusion_states", "t_min", "t_max"),
    },
    "v1/engine/input_processor.py": {"InputProcessor": ("vllm_config", "model_config")},
}  # fmt: skip
"""What `__init__` gives an object."""


def missing(folder: Path) -> list[str]:
    """What of `SEAMS` and `ATTRIBUTES` the source in the folder, that of the package vllm, does not have."""
    found = []
    for file in sorted({*SEAMS, *ATTRIBUTES}):
        path = folder / file
        if not path.exists():
            found.append(f"{file}: there is no such file")
            continue
        tree = ast.parse(path.read_text("utf-8"))
        for name, parameters in SEAMS.get(file, {}).items():
            node = definition(tree, name)
            if node is None:
                found.append(f"{file}: there is no {name}")
                continue
            found += [f"{file}: {name} has no {one}" for one in parameters if one not in names_of(node)]
        for name, attributes in ATTRIBUTES.get(file, {}).items():
            node = definition(tree, name)
            own = (
                set()
                if node is None
                else {
                    target.attr
                    for one in ast.walk(node)
                    for target in (
                        [*one.targets]
                        if isinstance(one, ast.Assign)
                        else [one.target]
                        if isinstance(one, ast.AnnAssign)
                        else []
                    )
                    if isinstance(target, ast.Attribute)
                }
            )
            found += [f"{file}: {name} has no attribute {one}" for one in attributes if one not in own]
    return found


def definition(tree: ast.AST, name: str) -> ast.AST | None:
    """The function, class or assigned name, with a dot for what is inside a class."""
    first, _, rest = name.partition(".")
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.name == first:
            return definition(node, rest) if rest else node
        if isinstance(node, ast.Assign) and first in {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}:
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
