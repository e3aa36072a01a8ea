"""``python -m training.notes FILE [--show N]`` checks a file of notes; ``python -m training.notes kinds`` lists makers."""

from __future__ import annotations

import argparse
import inspect
import json
import random
from pathlib import Path

import typer
from jsonschema import Draft202012Validator, FormatChecker

from training.notes.making import example_of
from training.notes.reading import read_notes
from training.sentences import compact
from training.sentences import fillers as f
from training.sentences.phrases import PHRASES


def kinds() -> None:
    """Prints the kinds of values there are."""
    rng = random.Random(0)
    with_numbers = ("int:2:40", "age:18:80", "price:20:900", "year:1950:2024", "day:2022:2027", "unit:5:90:0:km,kilometres",
                    "unit:0.5:9:1:kg,kilos", "percent:5:60", "=oak, pine, steel", "list:city:2")  # fmt: skip
    plain = [name for name, made in vars(f).items() if _makes(made)]
    for kind in (*with_numbers, *sorted({*compact.PLAIN, *plain, *PHRASES})):
        make = compact.maker_of(kind)
        shown = [make(rng, "train") for _ in range(3)]
        typer.echo(
            f"{kind:22} " + " | ".join(f"{one.text!r} -> {json.dumps(one.json, ensure_ascii=False)}" for one in shown)
        )


def _makes(made: object) -> bool:
    return (
        inspect.isfunction(made)
        and not made.__name__.startswith("_")
        and [*inspect.signature(made).parameters] == ["rng", "split"]
        and "Filled" in str(inspect.signature(made).return_annotation)
    )


def check(path: Path, show: int) -> None:
    """Reads a file and draws from each of its notes.

    Raises:
        ValueError: something is wrong with a block.
    """
    found = read_notes(path.read_text("utf-8"))
    rng = random.Random(0)
    for note in found:
        for _ in range(40):
            example = example_of(rng, "train", note)
            answer = json.loads(example.target)
            Draft202012Validator(example.schema, format_checker=FormatChecker()).validate(answer)
            for value in strings(answer, example.schema):
                if value not in example.text:
                    raise ValueError(f"## {note.name}: {value!r} is not in the text: {example.text}")
            if len(example.text) > 900:
                raise ValueError(f"## {note.name}: a text of {len(example.text)} characters")
        for _ in range(show):
            example = example_of(rng, "train", note)
            typer.echo(f"## {note.name}\n{example.text}\n   {example.target}")
    texts = sum(len(note.texts) for note in found)
    typer.echo(f"{path}: {len(found)} notes, {texts} texts, all well")


def strings(value: object, schema: dict[str, object]) -> list[str]:
    """The strings of an answer that stand in the text: not those of enumerations and dates."""
    if "anyOf" in schema:
        schema = schema["anyOf"][0]  # type: ignore[index]
    if isinstance(value, dict):
        return [s for key, item in value.items() for s in strings(item, schema["properties"][key])]  # type: ignore[index]
    if isinstance(value, list):
        return [s for item in value for s in strings(item, schema["items"])]  # type: ignore[arg-type]
    return [value] if isinstance(value, str) and "enum" not in schema and "format" not in schema else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", type=int, default=0, help="examples of each note")
    chosen = parser.parse_args()
    if str(chosen.file) == "kinds":
        kinds()
    else:
        check(chosen.file, chosen.show)


if __name__ == "__main__":
    main()
