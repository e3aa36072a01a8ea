"""The text models that ship, on sentences written by hand: how many are answered exactly right.

``python -m benchmarks.understanding [--model absorbing|uniform] [--weights FOLDER] [--drawn N] [--show]``. The
sentences (`benchmarks/sentences`) were written by one who had not seen the training data, nor was anything trained on
them. Numbers are compared by value; where two readings are fair, both are right. `--drawn` asks N examples of the
corpus's own test split as well: `drawn sentences`, `drawn documents`, whose templates and values training never sees.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
from rich.console import Console
from rich.progress import track

from constrained_diffusion import generate, load_model
from constrained_diffusion.models.shipped import read_model
from training.documents import make_document_example
from training.sentences import make_sentence_example

PROGRESS = Console(stderr=True)
FOLDER = Path(__file__).parent / "sentences"


def asked(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file, each with a `text`, one of `schema`, `choices` and `regex`, and the right `answer`."""
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)


def drawn(name: str, count: int) -> Iterator[dict[str, Any]]:
    """Examples of the test split, in the same form."""
    make = {"drawn sentences": make_sentence_example, "drawn documents": make_document_example}[name]
    rng = random.Random("test split")
    while count:
        example = make(rng, "test")
        if example.text:
            yield {"text": example.text, "schema": example.schema, "answer": json.loads(example.target)}
            count -= 1


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal, numbers by value and apart from booleans."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def leaves(value: Any, path: str = "") -> dict[str, Any]:
    """The values that hold no others, by where they stand."""
    if isinstance(value, dict):
        return {where: leaf for key, part in value.items() for where, leaf in leaves(part, f"{path}/{key}").items()}
    if isinstance(value, list):
        return {where: leaf for i, part in enumerate(value) for where, leaf in leaves(part, f"{path}/{i}").items()}
    return {path: value}


@dataclass
class Score:
    """Of one file."""

    exact: int = 0
    valid: int = 0
    fields: int = 0
    right_fields: int = 0
    seconds: list[float] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)

    def row(self, name: str) -> str:
        n = len(self.seconds)
        share = f"{self.right_fields / self.fields:.0%}" if self.fields else ""
        return (
            f"| {name} | {n} | {self.valid / n:.0%} | {self.exact / n:.1%} | {share} | "
            f"{statistics.mean(self.steps):.1f} | {statistics.median(self.seconds):.2f} |"
        )


def score(model: Any, name: str, lines: list[dict[str, Any]], *, show: bool, **options: Any) -> Score:
    """Answers every line."""
    found = Score()
    for line in track(lines, description=name, console=PROGRESS):
        kind = next(kind for kind in ("schema", "choices", "regex") if kind in line)
        began = time.perf_counter()
        result = generate(model, line["text"], **{kind: line[kind]}, **options)
        found.seconds.append(time.perf_counter() - began)
        found.steps.append(result.steps)
        value = result.value
        found.valid += kind != "schema" or jsonschema.Draft202012Validator(line["schema"]).is_valid(value)
        rights = [line["answer"], *line.get("also", ())]
        exact = any(same(value, right) for right in rights)
        found.exact += exact
        if kind == "schema":
            wanted, got = leaves(line["answer"]), leaves(value)
            found.fields += len(wanted)
            found.right_fields += sum(where in got and same(got[where], leaf) for where, leaf in wanted.items())
        if show and not exact:
            print(f"{line['text']}\n   wanted {json.dumps(rights[0], ensure_ascii=False)}\n   got    {result.text}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", choices=["absorbing", "uniform"], default="absorbing")
    parser.add_argument("--weights", type=Path, help="folder of exported weights, in place of those that ship")
    parser.add_argument("--file", help="one file alone")
    parser.add_argument("--drawn", type=int, default=0, help="examples of the test split")
    parser.add_argument("--show", action="store_true", help="print what is answered wrongly")
    chosen = parser.parse_args()
    folder = chosen.weights
    model: Any = load_model(chosen.model) if folder is None else read_model(folder / f"{chosen.model}.safetensors")
    names = [chosen.file] if chosen.file else sorted(path.stem for path in FOLDER.glob("*.jsonl"))
    generate(model, "warm", choices=["warm", "cold"])
    asking = {name: list(asked(FOLDER / f"{name}.jsonl")) for name in names}
    if chosen.drawn:
        asking |= {name: list(drawn(name, chosen.drawn)) for name in ("drawn sentences", "drawn documents")}
    scores = {name: score(model, name, lines, show=chosen.show) for name, lines in asking.items()}
    print("| file | sentences | valid | exactly right | fields right | steps | seconds |")
    print("|---|---|---|---|---|---|---|")
    for name, found in scores.items():
        print(found.row(name))
    by_hand = [scores[name] for name in names]
    print(f"by hand: {sum(s.exact for s in by_hand)} of {sum(len(s.seconds) for s in by_hand)} exactly right")


if __name__ == "__main__":
    main()
