"""Makes an example of a note: values for its holes, a schema that asks for some of what it tells, the answer."""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Sequence
from functools import cache

from training.example import Example
from training.notes.reading import Asked, Note, Told, notes
from training.sentences.build import Level, article, camel_of, dumps, enum_of, lowered
from training.sentences.compact import maker_of
from training.sentences.fillers import DATE, OTHERS, STRING, Digits
from training.sentences.grammar import Filled, Node, apart, drawn_until, type_
from training.values import Split

_HELD_BACK = 10
"""One note of so many is kept for the test split."""

_DULL = ("value", "x", "field_1", "a", "b", "data", "y", "c", "z", "out", "f1", "f2", "f3", "answer", "result")


def split_of(note: Note) -> Split:
    """The side of the split that a note is on."""
    return "test" if zlib.crc32(note.name.encode()) % _HELD_BACK == 0 else "train"


@cache
def _of_split(split: Split) -> tuple[Note, ...]:
    return tuple(note for note in notes() if split_of(note) == split)


def make_note_example(rng: random.Random, split: Split) -> Example:
    """One example of the split. The same state of `rng` gives the same example."""
    return example_of(rng, split, rng.choice(_of_split(split)))


def example_of(rng: random.Random, split: Split, note: Note) -> Example:
    """An example of one note."""
    told = rng.choice(note.texts)
    text, drawn = telling(rng, split, note, told)
    lower = rng.random() < 0.06
    fields = _fields(rng, note, told, drawn)
    if rng.random() > 0.65 and len(fields) > 1:
        fields = [field for field in fields if rng.random() < 0.65] or [rng.choice(fields)]
    if rng.random() < 0.5:
        rng.shuffle(fields)
    level = Level()
    like_camels, described = rng.random() < 0.12, rng.random() < 0.3
    dull = rng.random() < 0.05 and all(asked.descriptions for asked, *_ in fields)
    unused = rng.sample(_DULL, len(_DULL))
    for asked, schema, answer in fields[:8]:
        name = unused.pop() if dull else asked.names[0] if rng.random() < 0.4 else rng.choice(asked.names)
        if asked.descriptions and (dull or (described and rng.random() < 0.7)):
            schema = {**schema, "description": rng.choice(asked.descriptions)}
        present = answer is not None
        level.add(
            rng, camel_of(name) if like_camels else name, schema, lowered(answer, schema) if lower else answer, present
        )
    return Example(text=text.lower() if lower else text, schema=level.schema(), target=dumps(level.answer))


def telling(rng: random.Random, split: Split, note: Note, told: Told) -> tuple[str, dict[str, Filled]]:
    """The text, and what its holes were filled with."""
    out: list[str] = []
    drawn: dict[str, Filled] = {}
    _render(rng, split, note, told.template.nodes, drawn, out)
    return re.sub(r" {2,}", " ", "".join(out)).strip(), drawn


def _render(
    rng: random.Random, split: Split, note: Note, nodes: Sequence[Node], drawn: dict[str, Filled], out: list[str]
) -> None:
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        elif node.what == "alt":
            _render(rng, split, note, rng.choice(node.options), drawn, out)
        else:
            if node.what == "slot":
                if node.name not in drawn:
                    drawn[node.name] = _another(rng, split, note.fields[node.name].maker, drawn)
                filled = drawn[node.name]
            else:
                filled = _another(rng, split, node.name, drawn)
            out.append(f"{article(filled.text)} {filled.text}" if node.article else filled.text)


def _another(rng: random.Random, split: Split, kind: str, drawn: dict[str, Filled]) -> Filled:
    """A value that none of those drawn holds or is held by."""
    make = OTHERS[kind] if kind in OTHERS else maker_of(kind)
    others = drawn.values()
    return drawn_until(
        lambda: make(rng, split),
        lambda filled: apart(filled, others) and all(filled.json != other.json for other in others),
        12,
    )


def _fields(rng: random.Random, note: Note, told: Told, drawn: dict[str, Filled]) -> list[tuple[Asked, type_, object]]:
    """What may be asked about a text: each field's schema, and its answer, None where the text says nothing of it."""
    found: list[tuple[Asked, type_, object]] = []
    for key, asked in note.fields.items():
        if not asked.names:
            continue
        if key in told.given:
            column = rng.randrange(len(asked.labels)) if asked.labels else 0
            schema = _schema(rng, asked, column)
            answer = _answer(told.given[key], drawn)
            if asked.labels and answer is not None:
                answer = asked.labels[column][asked.labels[0].index(told.label_of(key))]
            found.append((asked, schema, answer))
        elif key in drawn:
            filled = drawn[key]
            as_text = filled.schema is DATE and rng.random() < 0.15
            found.append((asked, STRING, filled.text) if as_text else (asked, filled.schema, filled.json))
    return found


def _schema(rng: random.Random, asked: Asked, column: int) -> type_:
    if asked.maker:
        return maker_of(asked.maker)(rng, "train").schema
    if not asked.labels:
        return asked.schema
    return enum_of(rng, asked.labels[column])


def _answer(given: str, drawn: dict[str, Filled]) -> object:
    """The JSON value, numbers as they are written; ``$key`` is what the text says."""
    if given == "null":
        return None
    keys = re.findall(r"\$(\w+)", given)
    text = re.sub(r"\$(\w+)", lambda m: json.dumps(f"$ {m[1]}"), given)
    value: object = json.loads(text, parse_int=Digits, parse_float=Digits)
    return _referred(value, drawn) if keys else value


def _referred(value: object, drawn: dict[str, Filled]) -> object:
    if isinstance(value, Digits):
        return value
    if isinstance(value, str) and value.startswith("$ "):
        return drawn[value[2:]].json
    if isinstance(value, list):
        return [_referred(item, drawn) for item in value]
    if isinstance(value, dict):
        return {key: _referred(item, drawn) for key, item in value.items()}
    return value
