"""What documents are made of: fields, the facts drawn for them, layouts that show facts, and schemas that ask for them.

A kind of document has named fields and layouts such as ``Order {id}[, paid by {customer}|]``: ``{key}`` shows a fact,
``{key.first}`` a part of it, ``[a|b]`` stands for one of the alternatives. A schema then asks for some of the facts
that are shown, under one of the field's names each, and now and then for one that is not.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from training.example import Example
from training.values import Split

Schema = dict[str, object]

STRING: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
BOOLEAN: Schema = {"type": "boolean"}
DATE: Schema = {"type": "string", "format": "date"}
STRINGS: Schema = {"type": "array", "items": STRING}

LONGEST_TEXT = 760
LONGEST_TARGET = 320


class Raw(str):
    """A number as JSON writes it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A drawn value: what the target says (an option's index for a choice, rows for a list of objects), and the text."""

    json: object
    text: str


class Draw:
    """The draws of one document: the dice, the side of the split, and the style in which numbers and dates are shown."""

    __slots__ = ("cents", "dates", "money", "mood", "plain", "rng", "split", "tabular")

    def __init__(self, rng: random.Random, split: Split, plain: bool = False) -> None:
        self.rng, self.split, self.plain, self.tabular = rng, split, plain, False
        self.money = rng.randrange(10)
        self.dates = rng.randrange(8)
        self.mood = rng.randrange(3)
        """Whether a review praises, complains or does neither."""
        self.cents = 0
        """The sum of the lines that were shown so far."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a document may say.

    Attributes:
        names: field names that a schema may use for it; none where no schema asks for it.
        sort: what it is; a text that shows one date is not said to lack another.
        about: descriptions that a schema may give.
        clauses: how a bare list may say it, ``{}`` standing for the value.
        options: the spellings of each option of a choice.
        columns: the fields of a list of objects.
    """

    names: tuple[str, ...]
    make: Callable[[Draw], Fact]
    schema: Schema
    sort: str = ""
    about: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    options: tuple[tuple[str, ...], ...] = ()
    columns: Mapping[str, Field] = field(default_factory=dict)

    def called(self, names: str, about: str = "") -> Field:
        """The same under other names."""
        return replace(self, names=tuple(names.split()), about=tuple(about.split("|")) if about else ())


Shown = list[tuple[str, Field, Fact]]


@dataclass(frozen=True, slots=True)
class Document:
    """A text, the facts that it shows and the fields of its kind that it does not mention."""

    text: str
    shown: Shown
    absent: list[Field]
    groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document. `held_out` are layouts of the test split; a kind without other layouts is held out whole."""

    name: str
    fields: Mapping[str, Field]
    layouts: tuple[str, ...]
    held_out: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weight: float = 1.0


_ALTERNATIVES = re.compile(r"\[([^\[\]{}]*(?:\{[\w.]+\}[^\[\]{}]*)*\|[^\[\]]*)\]")
_PLACE = re.compile(r"\{(\w+)(?:\.(\w+))?\}")


@cache
def _parsed(layout: str) -> tuple[str | tuple[str, ...], ...]:
    """A layout's literal parts and alternatives."""
    parts: list[str | tuple[str, ...]] = []
    position = 0
    for match in _ALTERNATIVES.finditer(layout):
        parts += [layout[position : match.start()], tuple(match[1].split("|"))]
        position = match.end()
    return (*parts, layout[position:])


def expand(rng: random.Random, layout: str) -> str:
    """A layout with one of each of its alternatives."""
    if "|" not in layout:
        return layout
    return "".join(part if isinstance(part, str) else rng.choice(part) for part in _parsed(layout))


_PARTS: dict[str, Callable[[str], str]] = {
    "first": lambda text: text.split()[0],
    "last": lambda text: text.split()[-1],
    "upper": str.upper,
    "lower": str.lower,
    "cap": lambda text: text[:1].upper() + text[1:],
}
NEVER_ABSENT = frozenset(
    """color material brand level tstate area reply_needed agreed sentiment mood pros cons paid size total item_count payment
    delivery kind transactions package health vegan date2 nights condition""".split()
)
"""Sorts that no text is said to lack, as it may imply them."""
IMPLIED_BY = {
    "age": {"date"},
    "job": {"level", "title"},
    "country": {"city"},
    "city": {"title", "company", "host"},
    "year": {"date"},
    "time": {"date"},
}
"""Sorts that a text is not said to lack where it shows one of the others."""
EXACT = frozenset({"cap"})
"""Parts that show a choice or a number as well as the whole does."""


def may_lack(source: Field, sorts: set[str]) -> bool:
    """Whether a text that shows facts of these sorts may be said to lack a field."""
    return (
        source.sort not in sorts and source.sort not in NEVER_ABSENT and not sorts & IMPLIED_BY.get(source.sort, set())
    )


def lay_out(draw: Draw, kind: Kind, layout: str) -> Document:
    """A document in one of a kind's layouts."""
    facts: dict[str, Fact] = {}
    whole: dict[str, None] = {}
    sorts: set[str] = set()

    def show(match: re.Match[str]) -> str:
        key, part = match[1], match[2]
        source = kind.fields[key]
        fact = facts.get(key)
        if fact is None:
            fact = facts[key] = source.make(draw)
            sorts.add(source.sort)
            sorts.update(column.sort for column in source.columns.values())
        if part is None or (part in EXACT and (source.options or source.schema is not STRING)):
            if source.names:
                whole[key] = None
            return fact.text if part is None else _PARTS[part](fact.text)
        return _PARTS[part](fact.text)

    text = _PLACE.sub(show, expand(draw.rng, layout))
    shown = [(key, kind.fields[key], facts[key]) for key in whole]
    absent = [f for key, f in kind.fields.items() if key not in facts and f.names and may_lack(f, sorts)]
    return Document(text, shown, absent, kind.groups)


def dump(value: object) -> str:
    """Compact JSON; numbers that are `Raw` stay as they are."""
    if isinstance(value, Raw):
        return value
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(k, ensure_ascii=False)}:{dump(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dump, value)) + "]"
    return json.dumps(value)


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(map(str.capitalize, rest))


_DULL = ("value", "x", "field", "a", "data", "info", "result", "answer", "b", "y", "item1", "entry", "text", "thing")


@dataclass(slots=True)
class _Writer:
    """Writes the schema and the target of one example."""

    rng: random.Random
    camel: bool
    described: bool
    shared: frozenset[str]
    """Names that would fit more than one of the facts."""

    def name(self, source: Field, taken: Mapping[str, object]) -> str | None:
        """A free name for a field, None where all of them are taken."""
        names = [n for n in source.names if n not in self.shared]
        if not names:
            return None
        for attempt in range(4):
            name = names[0] if attempt == 0 and self.rng.random() < 0.35 else self.rng.choice(names)
            name = _camel(name) if self.camel else name
            if name not in taken:
                return name
        return None

    def choice(self, source: Field, fact: Fact) -> tuple[Schema, object]:
        rng = self.rng
        right = fact.json
        assert isinstance(right, int)
        indices = list(range(len(source.options)))
        if len(indices) > 2 and rng.random() < 0.3:
            wrong = [i for i in indices if i != right]
            keep = {right, *rng.sample(wrong, rng.randint(1, len(wrong)))}
            indices = [i for i in indices if i in keep]
        if rng.random() < 0.3:
            rng.shuffle(indices)
        first = rng.random() < 0.5
        spelled = {i: source.options[i][0] if first else rng.choice(source.options[i]) for i in indices}
        case = rng.random()
        if case < 0.06:
            spelled = {i: s.upper() for i, s in spelled.items()}
        elif case < 0.12:
            spelled = {i: s[:1].upper() + s[1:] for i, s in spelled.items()}
        return {"enum": [spelled[i] for i in indices]}, spelled[right]

    def rows(self, source: Field, fact: Fact) -> tuple[Schema, object]:
        rows = fact.json
        assert isinstance(rows, list)
        rng = self.rng
        present = [key for key in source.columns if any(key in row for row in rows)] or list(source.columns)
        count = len(present) if rng.random() < 0.6 else rng.randint(1, len(present))
        chosen = sorted(rng.sample(range(len(present)), max(1, count)))
        keys = [present[i] for i in chosen]
        if rng.random() < 0.2:
            rng.shuffle(keys)
        properties: Schema = {}
        written: list[dict[str, object]] = [{} for _ in rows]
        required = []
        for key in keys:
            column = source.columns[key]
            name = self.name(column, properties)
            if name is None:
                continue
            everywhere = all(key in row for row in rows)
            options: list[str] = []
            for row, out in zip(rows, written, strict=True):
                if key in row:
                    schema, value = self.value(column, row[key], verbatim=False)
                    if column.options:
                        if not options:
                            options = [o[0] for o in column.options]
                        value = options[row[key].json]
                    out[name] = value
            properties[name] = (
                {"enum": options} if options else schema if any(key in r for r in rows) else column.schema
            )
            if everywhere:
                required.append(name)
        item: Schema = {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
        return {"type": "array", "items": item}, written

    def value(self, source: Field, fact: Fact, verbatim: bool | None = None) -> tuple[Schema, object]:
        """The schema of a field and its value under that schema."""
        if source.columns:
            return self.rows(source, fact)
        if source.options:
            return self.choice(source, fact)
        if source.schema is DATE and (self.rng.random() < 0.2 if verbatim is None else verbatim):
            return STRING, fact.text
        if source.schema is INTEGER and self.rng.random() < 0.06:
            return NUMBER, fact.json
        return source.schema, fact.json

    def describe(self, source: Field, schema: Schema) -> Schema:
        if self.described and source.about and self.rng.random() < 0.6:
            return {**schema, "description": self.rng.choice(source.about)}
        return schema


_COUNTS = (1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 8)


def ask(rng: random.Random, document: Document, text: str) -> Example:
    """An example that asks for some of what a document shows."""
    count = min(rng.choice(_COUNTS), len(document.shown))
    while True:
        chosen = sorted(rng.sample(range(len(document.shown)), count))
        if rng.random() < 0.35:
            rng.shuffle(chosen)
        example = _ask(rng, document, [document.shown[i] for i in chosen], text)
        if len(example.target) <= LONGEST_TARGET or count == 1:
            return example
        count -= 1


def _ask(rng: random.Random, document: Document, asked: Shown, text: str) -> Example:
    counted = Counter(name for _, source, _ in document.shown for name in source.names)
    shared = frozenset(name for name, times in counted.items() if times > 1)
    writer = _Writer(rng, camel=rng.random() < 0.12, described=rng.random() < 0.3, shared=shared)
    properties: Schema = {}
    target: dict[str, object] = {}
    required: list[str] = []
    entries: list[tuple[str, Schema, object, bool, bool]] = []  # name, schema, value, given, needed
    taken: dict[str, object] = {}
    group, inside = _group(rng, document, asked)
    inner: tuple[Schema, dict[str, object], list[str]] = ({}, {}, [])
    for key, source, fact in asked:
        grouped = key in inside
        names = inner[0] if grouped else taken
        name = writer.name(source, names)
        if name is None or (not grouped and name == group):
            continue
        schema, value = writer.value(source, fact)
        schema = writer.describe(source, schema)
        if "description" in schema and rng.random() < 0.15:
            dull = rng.choice(_DULL)
            name = name if dull in names else dull
        if rng.random() < 0.06 and "enum" not in schema:
            about = {"description": schema["description"]} if "description" in schema else {}
            bare = {k: v for k, v in schema.items() if k != "description"}
            schema = {"anyOf": [bare, {"type": "null"}], **about}
        needed = rng.random() > 0.12
        if grouped:
            if not inner[0]:
                entries.append((group, {}, inner[1], True, True))
                taken[group] = None
            inner[0][name], inner[1][name] = schema, value
            if needed:
                inner[2].append(name)
        else:
            taken[name] = None
            entries.append((name, schema, value, True, needed))
    if document.absent and text and rng.random() < 0.3:
        for source in rng.sample(document.absent, min(len(document.absent), rng.choice((1, 1, 2)))):
            name = writer.name(source, taken)
            shown_names = {n for _, f, _ in document.shown for n in f.names}
            if name is None or name == group or shown_names & set(source.names) or len(entries) >= 8:
                continue
            taken[name] = None
            schema = _schema_of(writer, source)
            nullable = rng.random() < 0.4
            if nullable:
                schema = {"anyOf": [schema, {"type": "null"}]}
            entries.insert(
                rng.randint(0, len(entries)), (name, writer.describe(source, schema), None, nullable, nullable)
            )
    for name, schema, value, given, needed in entries:
        if name == group:
            schema = {"type": "object", "properties": inner[0], "required": inner[2], "additionalProperties": False}
        properties[name] = schema
        if given:
            target[name] = value
        if needed:
            required.append(name)
    whole: Schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return Example(text=text, schema=whole, target=dump(target))


def _schema_of(writer: _Writer, source: Field) -> Schema:
    if source.columns:
        return writer.rows(source, Fact([], ""))[0]
    if source.options:
        return writer.choice(source, Fact(0, ""))[0]
    return source.schema


def _group(rng: random.Random, document: Document, asked: Shown) -> tuple[str, Sequence[str]]:
    """The name and the keys of a nested object, of which few examples have one."""
    if not document.groups or len(asked) < 2 or rng.random() > 0.6:
        return "", ()
    group, keys = rng.choice(list(document.groups.items()))
    inside = [key for key, _, _ in asked if key in keys]
    return (group, inside) if len(inside) > 1 else ("", ())
