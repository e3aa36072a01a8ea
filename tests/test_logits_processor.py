"""transformers' own DiffusionGemma loop with the constraint in it, on a tiny model of random weights."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import torch

from constrained_diffusion import ConstraintLogitsProcessor, Vocabulary, compile_constraint

transformers = pytest.importorskip("transformers")

SIZE = 140
CANVAS = 24
VOCABULARY = Vocabulary.from_bytes(
    [b"", b"", b"", *(bytes([b]) for b in range(0x20, 0x7F)), b'{"', b'":', b'","', b'"}', b"true", b"}]",
     *[b""] * (SIZE - 3 - 95 - 6)],
    eos=[1, 2], pad=0,
)  # fmt: skip
ITEM = {
    "type": "object",
    "properties": {"id": {"type": "string", "maxLength": 5}, "n": {"type": "integer", "minimum": 0, "maximum": 99}},
    "required": ["id", "n"],
    "additionalProperties": False,
}
LANGUAGES: dict[str, dict[str, Any]] = {
    "one canvas": {"schema": ITEM},
    "three canvases": {"schema": {"type": "array", "items": ITEM, "minItems": 2, "maxItems": 3}},
    "a stack": {"grammar": 'start: "[" (start ("," start)*)? "]" | "1"'},
}


@pytest.fixture(scope="module")
def model() -> Any:
    from transformers import DiffusionGemmaConfig, DiffusionGemmaForBlockDiffusion, DiffusionGemmaTextConfig
    from transformers.models.gemma4.configuration_gemma4 import Gemma4VisionConfig

    torch.manual_seed(0)
    text = DiffusionGemmaTextConfig(
        vocab_size=SIZE, hidden_size=32, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, head_dim=16, global_head_dim=16, num_experts=2, top_k_experts=1,
        moe_intermediate_size=16, sliding_window=16, max_position_embeddings=512,
        layer_types=["sliding_attention", "full_attention"],
    )  # fmt: skip
    vision = Gemma4VisionConfig(
        hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2, num_key_value_heads=2,
        head_dim=8, global_head_dim=8,
    )  # fmt: skip
    config = DiffusionGemmaConfig(
        text_config=text, vision_config=vision, canvas_length=CANVAS, boi_token_id=130, eoi_token_id=131,
        image_token_id=132,
    )  # fmt: skip
    return DiffusionGemmaForBlockDiffusion(config).eval()


@pytest.mark.parametrize("batch", [1, 4])
@pytest.mark.parametrize("name", LANGUAGES)
def test_the_loop_returns_members(model: Any, name: str, batch: int) -> None:
    canvases = 3 if name == "three canvases" else 1
    language = LANGUAGES[name]
    constraint = compile_constraint(VOCABULARY, **language, scores_padding=False)
    for seed in range(3):
        torch.manual_seed(seed)
        prompt = torch.randint(3, 90, (batch, 5 + seed))
        budget = CANVAS * canvases - seed
        processor = ConstraintLogitsProcessor(constraint, prompt.shape[1], budget)
        done = model.generate(
            prompt, max_new_tokens=CANVAS * canvases, max_denoising_steps=4, disable_compile=True,
            eos_token_id=[1, 2], pad_token_id=0, logits_processor=transformers.LogitsProcessorList([processor]),
        )  # fmt: skip
        for row in done.sequences[:, prompt.shape[1] :]:
            value = json.loads(VOCABULARY.decode(row))
            assert int(torch.from_numpy(VOCABULARY.is_text)[row].sum()) <= budget
            if "schema" in language:
                jsonschema.validate(value, language["schema"])
