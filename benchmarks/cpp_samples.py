"""Whether draws from ``grammars/cpp.lark`` are C++: ``python -m benchmarks.cpp_samples FILE``, with g++ and lark.

FILE is HumanEval-X in C++ (``humaneval_cpp.jsonl.gz``). Logits are how often its solutions hold a token, and noise from
a normal distribution; comments, which would take nearly everything, are ruled out, and strings with ``--no-strings``.
Lark's Earley parser reads every sample. What it finds to name a type is renamed to one that is declared, since g++ asks
what a name stands for before it knows how to read on; so what it then says of syntax is about the grammar.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from lark import Lark, Token, Tree

from benchmarks.vocabulary import tokenizer
from constrained_diffusion import Vocabulary, compile_constraint

GRAMMAR = Path(__file__).parents[1] / "grammars" / "cpp.lark"
TEMPLATES = ("vector", "map", "set", "pair", "queue", "stack", "unordered_map", "unordered_set")
PRELUDE = "".join(
    [f"#include <{name}>\n" for name in TEMPLATES if name != "pair"] + [f"using std::{name};\n" for name in TEMPLATES]
)
OF_TYPES = ("typed", "argument", "simple", "initials", "header")
"""Rules in which a name stands for a type."""
SYNTAX = re.compile(
    "expected|stray|missing terminating|unterminated|suffix|exponent|invalid digit|parse error|empty char"
)


def drawn(file: Path, positions: int, samples: int, a_set: int, strings: bool) -> list[str]:
    """Samples, `a_set` of them under the same logits."""
    entries = tokenizer()
    vocabulary = Vocabulary.from_tokenizers(entries, eos="<eos>", pad="<pad>", mask="<mask>")
    rows = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
    read = entries.encode("\n".join(row["declaration"] + row["canonical_solution"] for row in rows)).ids
    counts = np.bincount(read, minlength=vocabulary.size)
    likely = torch.from_numpy(np.where(counts > 0, np.log(np.maximum(counts, 1)), -8.0)).float()
    for token in range(vocabulary.size):
        text = vocabulary.token_bytes(token) or b""
        if b"/" in text:
            likely[token] -= 400.0
        if b'"' in text or b"'" in text:
            likely[token] -= 8.0 if strings else 400.0
    constraint = compile_constraint(vocabulary, grammar=GRAMMAR)
    generator, texts = torch.Generator().manual_seed(5), list[str]()
    while len(texts) < samples:
        logits = likely + torch.randn(positions, vocabulary.size, generator=generator)
        logits[:, vocabulary.eos[0]] -= 20.0
        posterior = constraint.posterior(torch.full((positions,), -1), logits)
        texts += [vocabulary.decode(posterior.sample(generator)) for _ in range(a_set)]
    return texts[:samples]


def renamed(text: str, tree: Tree[Token]) -> str:
    """With every name that stands for a type as ``T_``, and others such that they mean nothing to C++."""
    found = [
        (token.start_pos, token.end_pos, token.type != "NAME" or (node.data == "name" and parent.data in OF_TYPES))
        for parent in tree.iter_subtrees()
        for node in [parent, *(child for child in parent.children if isinstance(child, Tree))]
        for token in node.children
        if isinstance(token, Token) and (token.type == "NAME" or token == "string")
    ]
    types = {start for start, _, is_type in found if is_type}
    for start, end in sorted({(start, end) for start, end, _ in found}, reverse=True):
        text = text[:start] + ("T_" if start in types else "n_" + text[start:end]) + text[end:]
    return text


def errors(text: str) -> list[str]:
    """What g++ finds wrong, without the names."""
    command = ["g++", "-fsyntax-only", "-fmax-errors=300", "-w", "-std=c++17", "-x", "c++", "-"]
    given = f"{PRELUDE}struct T_ {{}};\n{text}"
    told = subprocess.run(command, input=given.encode(), capture_output=True, check=False).stderr.decode()
    return [re.sub("‘.*?’", "X", line.split(" error: ")[1]) for line in told.splitlines() if " error: " in line]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--positions", type=int, default=256)
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--set", type=int, default=20, help="so many samples are drawn under the same logits")
    parser.add_argument("--no-strings", action="store_true")
    asked = parser.parse_args()
    reader = Lark.open(str(GRAMMAR), parser="earley", lexer="dynamic_complete", propagate_positions=True)
    texts = drawn(asked.file, asked.positions, asked.samples, asked.set, not asked.no_strings)
    told = [errors(renamed(text, reader.parse(text))) for text in texts]
    syntactic = sum(any(SYNTAX.search(error) for error in of_one) for of_one in told)
    print(
        f"{len(texts)} samples that lark reads; {syntactic} are no syntax to g++, {told.count([])} are C++ as they are"
    )
    for error, count in Counter(error for of_one in told for error in of_one).most_common(20):
        print(f"{count:6} {error}")


if __name__ == "__main__":
    main()
