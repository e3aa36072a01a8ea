"""Checkpoints small enough for a test: the real classes with random weights, and tokenizers trained on the spot."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

GEMMA_SPECIAL = [
    "<pad>", "<eos>", "<bos>", "<unk>", "<|turn>", "<turn|>", "<|channel>", "<channel|>", "<|think|>",
    "<|image>", "<image|>", "<|image|>",
]  # fmt: skip
QWEN_SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|mask|>"]
CORPUS = [
    '{"name": "Ada", "age": 36, "city": "London", "tags": ["a", "b"], "ok": true, "none": null}',
    "[[1, 2.5], {}, [], -3e10] Zoë in München, こんにちは, Привет мир, γειά, नमस्ते 😀",
    "What is the name of the person? The person is called Ada and lives in London.",
] * 10
GEMMA_TEMPLATE = (
    "{{ bos_token }}{% if enable_thinking is defined and enable_thinking %}<|turn>system\n<|think|><turn|>\n{% endif %}"
    "{% for message in messages %}<|turn>{{ message.role }}\n"
    "{% if message.content is string %}{{ message.content }}{% else %}{% for part in message.content %}"
    "{% if part.type == 'text' %}{{ part.text }}{% else %}<|image|>{% endif %}{% endfor %}{% endif %}<turn|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|turn>model\n{% endif %}"
)
QWEN_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def byte_fallback(corpus: list[str], size: int, special: list[str]) -> Tokenizer:
    """SentencePiece's rules in a tokenizer.json, as Gemma's: ▁ for the space, <0xNN> for what has no piece."""
    bpe = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    bpe.normalizer = normalizers.Replace(" ", "\u2581")
    bpe.decoder = decoders.Sequence([decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse()])
    byte_tokens = [f"<0x{byte:02X}>" for byte in range(256)]
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=[*special, *byte_tokens], show_progress=False)
    bpe.train_from_iterator(corpus, trainer)
    # byte tokens are ordinary entries of the vocabulary, not special ones
    state = json.loads(bpe.to_str())
    state["added_tokens"] = [entry for entry in state["added_tokens"] if entry["content"] not in byte_tokens]
    return Tokenizer.from_str(json.dumps(state))


def byte_level(corpus: list[str], size: int, special: list[str], normalizer: Any = None) -> Tokenizer:
    """Byte-level BPE, as GPT-2's, Qwen's and LLaDA's."""
    bpe = Tokenizer(models.BPE())
    if normalizer is not None:
        bpe.normalizer = normalizer
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )  # fmt: skip
    bpe.train_from_iterator(corpus, trainer)
    return bpe


@cache
def gemma_tokenizer() -> Any:
    """With Gemma's control tokens and a chat template."""
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast(
        tokenizer_object=byte_fallback(CORPUS, 560, GEMMA_SPECIAL), pad_token="<pad>", eos_token="<eos>",
        bos_token="<bos>", unk_token="<unk>", chat_template=GEMMA_TEMPLATE,
    )  # fmt: skip


@cache
def qwen_tokenizer() -> Any:
    """With Qwen's control tokens and a chat template."""
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast(
        tokenizer_object=byte_level(CORPUS, 400, QWEN_SPECIAL, normalizers.NFC()), pad_token="<|endoftext|>",
        eos_token="<|im_end|>", mask_token="<|mask|>", chat_template=QWEN_TEMPLATE,
    )  # fmt: skip


SMALL = {"hidden_size": 32, "intermediate_size": 32, "head_dim": 16, "global_head_dim": 16, "moe_intermediate_size": 16}
SERVED = SMALL | {"hidden_size": 64, "intermediate_size": 64, "head_dim": 32, "global_head_dim": 64}
"""Sizes that the kernels of a server take."""


@cache
def diffusion_gemma(canvas_length: int, **sizes: int) -> Any:
    """transformers' own model, for `gemma_tokenizer`, with random weights."""
    from transformers import DiffusionGemmaConfig, DiffusionGemmaForBlockDiffusion, DiffusionGemmaTextConfig
    from transformers.models.gemma4.configuration_gemma4 import Gemma4VisionConfig

    torch.manual_seed(0)
    text = DiffusionGemmaTextConfig(
        num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1, num_experts=2, top_k_experts=1,
        sliding_window=16, max_position_embeddings=512, layer_types=["sliding_attention", "full_attention"],
        **{"vocab_size": len(gemma_tokenizer()), **SMALL, **sizes},
    )  # fmt: skip
    vision = Gemma4VisionConfig(
        hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2, num_key_value_heads=2,
        head_dim=8, global_head_dim=8,
    )  # fmt: skip
    config = DiffusionGemmaConfig(
        text_config=text, vision_config=vision, canvas_length=canvas_length,
        boi_token_id=GEMMA_SPECIAL.index("<|image>"), eoi_token_id=GEMMA_SPECIAL.index("<image|>"),
        image_token_id=GEMMA_SPECIAL.index("<|image|>"),
    )  # fmt: skip
    model = DiffusionGemmaForBlockDiffusion(config).eval()
    model.generation_config.eos_token_id = [GEMMA_SPECIAL.index("<eos>"), GEMMA_SPECIAL.index("<turn|>")]
    model.generation_config.pad_token_id = 0
    return model


def save_diffusion_gemma(canvas_length: int, folder: Path) -> Path:
    """A checkpoint as it is released, without a processor for pictures."""
    diffusion_gemma(canvas_length).save_pretrained(folder)
    gemma_tokenizer().save_pretrained(folder)
    return folder


def save_served_diffusion_gemma(
    canvas_length: int, folder: Path, *, steps: int = 8, vocabulary: int | None = None
) -> Path:
    """A checkpoint with what vLLM reads besides; `vocabulary`: how many tokens the model has, most of them unnamed."""
    sizes = SERVED if vocabulary is None else SERVED | {"vocab_size": vocabulary}
    diffusion_gemma(canvas_length, **sizes).save_pretrained(folder)
    gemma_tokenizer().save_pretrained(folder)
    said = {
        "max_denoising_steps": steps, "t_min": 0.4, "t_max": 0.8, "stability_threshold": 1,
        "confidence_threshold": 0.005,
        "sampler_config": {"_cls_name": "EntropyBoundSamplerConfig", "entropy_bound": 0.1},
    }  # fmt: skip
    for name, change in (("config", lambda c: c["vision_config"].update(default_output_length=280)),
                         ("generation_config", lambda c: c.update(said))):  # fmt: skip
        file = folder / f"{name}.json"
        content = json.loads(file.read_text())
        change(content)
        file.write_text(json.dumps(content))
    return folder


def masked_model(family: str) -> Any:
    """A model of `checkpoint_code`, for `qwen_tokenizer`, with random weights."""
    from tests.checkpoint_code import modeling_by_hand as code

    tokenizer = qwen_tokenizer()
    model_class, config_class = {
        "llada": (code.LLaDAModelLM, code.LLaDAConfig),
        "Dream": (code.DreamModel, code.DreamConfig),
        "llada2_moe": (code.LLaDA2MoeModelLM, code.LLaDA2MoeConfig),
    }[family]
    torch.manual_seed(0)
    config = config_class(vocab_size=len(tokenizer) + 3, mask_token_id=tokenizer.mask_token_id)
    return model_class(config).eval()


def save_masked_model(family: str, folder: Path) -> Path:
    """A checkpoint as it is released: config.json with its auto_map, code, safetensors, tokenizer."""
    model = masked_model(family)
    name = type(model).__name__
    model.config.auto_map = {
        "AutoConfig": f"modeling_by_hand.{type(model.config).__name__}",
        "AutoModel": f"modeling_by_hand.{name}",
        **({} if family == "Dream" else {"AutoModelForCausalLM": f"modeling_by_hand.{name}"}),
    }
    model.save_pretrained(folder)
    qwen_tokenizer().save_pretrained(folder)
    shutil.copy(Path(__file__).parent / "checkpoint_code" / "modeling_by_hand.py", folder)
    return folder
