"""A byte-level BPE vocabulary of a real size, trained on the text that every machine has: Python's standard library.

Training 131,072 entries takes a minute or two, so the tokenizer is kept in build/.
"""

from __future__ import annotations

import sysconfig
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

BUILD = Path(__file__).parents[1] / "build"


def tokenizer(size: int = 131_072) -> Tokenizer:
    """The tokenizer, from build/ or trained and put there."""
    path = BUILD / f"tokenizer-{size}.json"
    if not path.exists():
        made = _train(size)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        made.save(str(partial))
        partial.replace(path)
    return Tokenizer.from_file(str(path))


def _texts() -> Iterator[str]:
    library = Path(sysconfig.get_paths()["stdlib"])
    packages = Path(sysconfig.get_paths()["purelib"])
    for folder in (library, packages):
        files = sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".json", ".txt", ".rst", ".md", ".pyi"))
        for path in files[:12_000]:
            if path.stat().st_size < 400_000:
                yield path.read_text("utf-8", errors="ignore")


def _train(size: int) -> Tokenizer:
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=["<eos>", "<pad>", "<mask>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    made.train_from_iterator(_texts(), trainer)
    return made
