"""What particles do to accuracy: ``python -m benchmarks.particles [--examples N] [--task extraction|SQL]``.

At temperature 1, k trajectories of every answer: *heaviest*, weighed and resampled (`generate(..., particles=k)`), and
*most frequent*, the text that most of k independent answers agree on, which knows no weights. At temperature 0 for
comparison. The examples are those of `benchmarks.decoding`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from itertools import islice
from typing import Any

import numpy as np
from rich.progress import track

from benchmarks.accuracy import Told
from benchmarks.decoding import NOISES, PROGRESS, extraction, text_to_sql
from constrained_diffusion import generate, load_model

COUNTS = (1, 2, 4, 8, 16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--task", choices=["extraction", "SQL"], default="extraction")
    parser.add_argument("--noise", choices=NOISES, default=None)
    arguments = parser.parse_args()
    source = extraction if arguments.task == "extraction" else text_to_sql
    print("| task | noise | temperature 0 | k | heaviest | most frequent | effective texts |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for noise in [arguments.noise] if arguments.noise else NOISES:
        model: Any = load_model(noise)
        greedy: list[bool] = []
        weighed: dict[int, list[bool]] = {k: [] for k in COUNTS}
        voted: dict[int, list[bool]] = {k: [] for k in COUNTS}
        spread: dict[int, list[float]] = {k: [] for k in COUNTS}
        items = islice(source(model), arguments.examples)
        for item in track(items, f"{arguments.task}, {noise}", total=arguments.examples, console=PROGRESS):
            told, constraint = Told(model, item.told), item.constraint()
            greedy.append(item.is_right(generate(told, item.prompt, constraint=constraint, seed=0).text))
            draws = generate(told, [item.prompt] * max(COUNTS), constraint=constraint, temperature=1.0, seed=0)
            for k in COUNTS:
                found = generate(told, item.prompt, constraint=constraint, particles=k, seed=0)
                weighed[k].append(item.is_right(found.text))
                spread[k].append(1.0 / sum(one.share**2 for one in found.alternatives))
                (most, _), *_ = Counter(draw.text for draw in draws[:k]).most_common(1)
                voted[k].append(item.is_right(most))
        for k in COUNTS:
            print(
                f"| {arguments.task} | {noise} | {np.mean(greedy):.1%} | {k} | {np.mean(weighed[k]):.1%} | "
                f"{np.mean(voted[k]):.1%} | {np.mean(spread[k]):.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
