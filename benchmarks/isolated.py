"""What is measured in a process of its own, so that its memory is its own."""

from __future__ import annotations

import json
import re
import time
import tracemalloc
from pathlib import Path
from typing import Any

from tokenizers import AddedToken, Tokenizer, decoders, models

from benchmarks.vocabulary import tokenizer
from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.errors import ConstrainedDiffusionError


def load(size: int) -> tuple[float, float]:
    """Seconds of reading a vocabulary of `size` entries, trie included, and peak megabytes while it is read."""
    Vocabulary.from_bytes([b"", b"a"], eos=0).trie  # noqa: B018  (numba's cache, loaded or filled)
    names = {f"{'xyz'[i % 3]}{i:x}": i for i in range(size - 2)} | {"<eos>": size - 2, "<pad>": size - 1}
    made = Tokenizer(models.BPE(vocab=names, merges=[]))
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens([AddedToken("<eos>", special=True), AddedToken("<pad>", special=True)])
    began = time.perf_counter()
    Vocabulary.from_tokenizers(made, eos="<eos>", pad="<pad>").trie  # noqa: B018
    seconds = time.perf_counter() - began
    tracemalloc.start()
    Vocabulary.from_tokenizers(made, eos="<eos>", pad="<pad>").trie  # noqa: B018
    return seconds, tracemalloc.get_traced_memory()[1] / 2**20


def peak(schema: dict[str, Any]) -> tuple[int, int, float] | None:
    """Characters, states and peak megabytes of compiling a schema; None where it does not compile."""
    vocabulary = Vocabulary.from_tokenizers(tokenizer(), eos="<eos>", pad="<pad>", mask="<mask>")
    try:
        constraint = compile_constraint(vocabulary, schema=schema)
    except ConstrainedDiffusionError:
        return None
    states = constraint.automaton.states
    # the process's own high-water mark; getrusage would count what the parent held when it was forked
    peak_kilobytes = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])  # type: ignore[index]
    return len(json.dumps(schema)), states, peak_kilobytes / 1024
