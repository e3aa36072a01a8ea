"""Notes in compact form: what a reader may be asked, and texts that tell it.

A file holds blocks, each of a kind of note::

    ## second reminder
    amount: int:20:900 | amount total_due sum | what has to be paid
    due: day | due due_date payable_by | the day by which it had to be paid
    number: integer | reminder_no notice_number | which reminder this is
    state: paid/overdue/disputed; settled/late/contested | state status | how the bill stands
    polite: boolean | polite is_polite
    > [Second|2nd] reminder! Your bill of {amount} euros has been overdue since {due}, {~full} tells us.
    = number=2; state=overdue; polite=false

``key: kind | names | descriptions`` is a field; descriptions (may be left out) are separated by semicolons. Kinds are
the makers of `training.sentences.compact.maker_of`, whose values ``{key}`` in a text says (``{a key}``: after the
right article), or ``boolean``, ``integer``, ``number``, ``string``, ``date``, the lists ``strings``, ``integers`` and
``numbers``, labels ``a/b/c`` (several columns of labels, told apart by ``;``, are different spellings of one another),
or ``[member kind, member kind]`` for a list of objects.

What a text does not say in holes, the line ``=`` behind it gives: ``key=JSON`` separated by ``; ``, where ``$key`` is
the value that ``{key}`` says. A string that is given needs no quotes and stands in the text as it is given. ``null``
is a field of which the text says nothing. A field that a text neither says nor gives is not asked; one without names
never is. ``[a|b]``, ``{~kind}`` and ``¶`` are those of `training.sentences.grammar`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from training.sentences.compact import maker_of
from training.sentences.fillers import BOOLEAN, DATE, INTEGER, NUMBER, OTHERS, STRING
from training.sentences.grammar import Mark, Node, Template, compile_template, type_

FOLDER = Path(__file__).parent / "texts"

_TYPES: dict[str, type_] = {
    "boolean": BOOLEAN,
    "integer": INTEGER,
    "number": NUMBER,
    "string": STRING,
    "date": DATE,
    "strings": {"type": "array", "items": STRING},
    "integers": {"type": "array", "items": INTEGER},
    "numbers": {"type": "array", "items": NUMBER},
}
_FIELD = re.compile(r"(\w+): ([^|]+?)(?: \| ([^|]*?)(?: \| (.*))?)?")
_GIVEN = re.compile(r";\s+(?=\w+=)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A field: a kind of values that a text says, or else a schema of what is given; `labels` are columns of an enum."""

    key: str
    names: tuple[str, ...]
    descriptions: tuple[str, ...]
    maker: str = ""
    schema: type_ = field(default_factory=dict)
    labels: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A text, and the answers to what its holes do not say: JSON text by key, with ``$key`` in it."""

    template: Template
    given: dict[str, str]

    def label_of(self, key: str) -> str:
        """The label that is given for a field of labels, as the first column spells it."""
        return str(json.loads(self.given[key]))


@dataclass(frozen=True, slots=True)
class Note:
    """A kind of note."""

    name: str
    fields: dict[str, Asked]
    texts: tuple[Told, ...]


def read_notes(text: str) -> list[Note]:
    """The blocks of a file.

    Raises:
        ValueError: a line is not what it should be; the message names block and line.
    """
    blocks = re.split(r"^## ", text, flags=re.MULTILINE)
    if blocks[0].strip():
        raise ValueError(f"before the first block: {blocks[0].strip()[:80]}")
    return [_note(block) for block in blocks[1:]]


def _note(block: str) -> Note:
    name, *lines = (line.strip() for line in block.strip().splitlines())
    fields: dict[str, Asked] = {}
    texts: list[Told] = []
    for line in filter(None, lines):
        try:
            if line.startswith("> "):
                template = compile_template(line[2:].strip())
                for key in template.slots:
                    if not fields[key].maker:
                        raise ValueError(f"{{{key}}} is not of a maker's kind")
                _check_others(template.nodes)
                texts.append(Told(template, {}))
            elif line.startswith("= "):
                for part in _GIVEN.split(line[2:].strip()):
                    key, equals, value = part.partition("=")
                    if not equals or key not in fields:
                        raise ValueError(f"no field {key!r}")
                    if key in texts[-1].template.slots and value != "null":
                        raise ValueError(f"{key} is said already, as {{{key}}}")
                    texts[-1].given[key] = _json(fields, fields[key], value.strip())
            else:
                asked = _asked(line)
                if asked.key in fields:
                    raise ValueError(f"{asked.key} twice")
                fields[asked.key] = asked
        except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
            raise ValueError(f"## {name}: {line}: {type(error).__name__}: {error}") from error
    if not texts:
        raise ValueError(f"## {name}: no texts")
    shared = [n for asked in fields.values() for n in asked.names]
    twice = {n for n in shared if shared.count(n) > 1}
    if twice:
        raise ValueError(f"## {name}: names of two fields: {', '.join(sorted(twice))}")
    return Note(name, fields, tuple(texts))


def _check_others(nodes: tuple[Node, ...]) -> None:
    for node in nodes:
        if isinstance(node, Mark):
            if node.what not in ("alt", "slot", "other"):
                raise ValueError("only [a|b], {key}, {a key}, {~kind} and ¶ are marks here")
            if node.what == "other" and node.name not in OTHERS:
                maker_of(node.name)
            for option in node.options:
                _check_others(option)


def _asked(line: str) -> Asked:
    found = _FIELD.fullmatch(line)
    if found is None:
        raise ValueError("not a field: key: kind | names | descriptions")
    key, kind, names, descriptions = found[1], found[2].strip(), found[3] or "", found[4] or ""
    about = tuple(part.strip() for part in descriptions.split(";") if part.strip())
    named = tuple(names.split())
    if not all(name.isidentifier() for name in named):
        raise ValueError(f"names are words without spaces: {names}")
    if kind in _TYPES:
        return Asked(key, named, about, schema=_TYPES[kind])
    if kind.startswith("["):
        return Asked(key, named, about, schema={"type": "array", "items": _members(kind)})
    if "/" in kind and not kind.startswith("unit"):
        labels = tuple(tuple(label.strip() for label in column.split("/")) for column in kind.split(";"))
        if len({len(column) for column in labels}) > 1 or any(len(set(column)) < len(column) for column in labels):
            raise ValueError("columns of labels differ in length, or a label stands twice")
        return Asked(key, named, about, labels=labels)
    maker_of(kind)
    return Asked(key, named, about, maker=kind)


def _members(kind: str) -> type_:
    properties: type_ = {}
    for member in kind.strip("[]").split(","):
        name, of = member.split()
        properties[name] = _TYPES[of]
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_REFERENCE = re.compile(r"\$(\w+)")


def _json(fields: dict[str, Asked], asked: Asked, value: str) -> str:
    """The value as JSON text, ``$key`` kept."""
    if value == "null":
        return value
    if asked.labels:
        if value not in asked.labels[0]:
            raise ValueError(f"{value!r} is none of {asked.labels[0]}")
        return json.dumps(value)
    plain = asked.schema in (STRING, DATE) or (asked.maker and not _NUMBER.fullmatch(value))
    if plain and value[0] not in '"$[':
        value = json.dumps(value, ensure_ascii=False)
    for key in _REFERENCE.findall(value):
        if not fields[key].maker:
            raise ValueError(f"${key} is not of a maker's kind")
    json.loads(_REFERENCE.sub("0", value))
    return value


@cache
def notes() -> tuple[Note, ...]:
    """Every note there is, by file and place."""
    found = [note for path in sorted(FOLDER.glob("*.txt")) for note in read_notes(path.read_text("utf-8"))]
    return tuple(found)
