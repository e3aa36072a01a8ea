"""Templates of sentences, and the domains that own them.

A template is one line of text with these marks:

* ``[a|b|c]``: one of the alternatives, which may be empty and may nest;
* ``{fact}``: the value of a fact as a text says it; ``{a fact}``: the same after the right indefinite article;
* ``{=fact}``: the value as a noun phrase;
* ``{~kind}``: a value of that kind that is nobody's answer (another person, another date);
* ``{S}``, ``{P}``, ``{O}``: subject, possessive and object pronoun of whom the text is about;
* ``<am|is|are>``: agreement with a subject of the first person, the third, or the plural (by default the first);
* ``¶``: a line break;
* ``@``: one predicate of the domain, ``@@``: one to three of them, joined; ``^``: one modifier; ``^^``: one to three.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from training.values import Split

type_ = dict[str, object]


@dataclass(frozen=True, slots=True)
class Filled:
    """A value: how a text says it, what the answer is, and the schema that asks for it."""

    text: str
    json: object
    schema: type_
    kind: str
    parts: tuple[tuple[str, str], ...] = ()
    """Fields that may be asked for instead, such as first and last name."""
    phrase: str = ""
    """The text as a noun phrase, where the other one holds clauses."""


Maker = Callable[[random.Random, Split], Filled]


def drawn_until(draw: Callable[[], Filled], fits: Callable[[Filled], bool], tries: int) -> Filled:
    """A value that fits, drawn anew up to so many times; then one that does not."""
    found = draw()
    for _ in range(tries):
        if fits(found):
            break
        found = draw()
    return found


def apart(filled: Filled, others: Iterable[Filled]) -> bool:
    """Whether no text of the others holds that of a value, or is held by it."""
    return all(filled.text not in other.text and other.text not in filled.text for other in others)


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a template that is not literal."""

    what: str
    name: str = ""
    article: bool = False
    options: tuple[tuple[Node, ...], ...] = ()
    words: tuple[str, ...] = ()


Node = str | Mark


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled line: its nodes, the facts that it may say, and the concept that saying it fixes."""

    source: str
    nodes: tuple[Node, ...]
    slots: frozenset[str]
    sets: tuple[str, int] | None = None
    voice: str = ""


def compile_template(source: str, sets: tuple[str, int] | None = None, voice: str = "") -> Template:
    """Parses a line of a template, raising ValueError for unbalanced marks."""
    slots: set[str] = set()
    nodes, at = _sequence(source, 0, slots, nested=False)
    if at != len(source):
        raise ValueError(f"unbalanced template: {source}")
    if sets is not None:
        slots.add(sets[0])
    return Template(source, nodes, frozenset(slots), sets, voice)


def _sequence(source: str, at: int, slots: set[str], *, nested: bool) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    literal = ""
    while at < len(source):
        char = source[at]
        if nested and char in "|]":
            break
        if char not in "[{<@^" or source.startswith("<{", at):
            literal += "\n" if char == "¶" else char
            at += 1
            continue
        if literal:
            nodes.append(literal)
            literal = ""
        if char == "[":
            options = []
            while source[at] != "]":
                option, at = _sequence(source, at + 1, slots, nested=True)
                if at >= len(source):
                    raise ValueError(f"unbalanced template: {source}")
                options.append(option)
            nodes.append(Mark("alt", options=tuple(options)))
            at += 1
        elif char in "@^":
            double = source[at : at + 2] == char * 2
            nodes.append(Mark("preds" if char == "@" else "mods", name="many" if double else ""))
            at += 1 + double
        else:
            end = source.index("}" if char == "{" else ">", at)
            inner = source[at + 1 : end]
            if char == "<":
                nodes.append(Mark("agree", words=tuple(inner.split("|"))))
            elif inner in ("S", "P", "O"):
                nodes.append(Mark("pronoun", name=inner))
            else:
                article = inner.startswith("a ")
                name = inner[2:] if article else inner
                if name.startswith("="):
                    slots.add(name[1:])
                    nodes.append(Mark("slot", name=name[1:], words=("phrase",)))
                elif name.startswith("~"):
                    nodes.append(Mark("other", name=name[1:], article=article))
                else:
                    slots.add(name)
                    nodes.append(Mark("slot", name=name, article=article))
            at = end + 1
    if literal:
        nodes.append(literal)
    return tuple(nodes), at


def sides(lines: Sequence[str]) -> dict[Split, list[str]]:
    """Splits lines: an eighth of them, at least one where there are two or more, is kept for testing."""
    ranked = sorted(lines, key=lambda line: zlib.crc32(line.encode()))
    held = -(-len(ranked) // 8) if len(ranked) > 1 else 0
    kept = set(ranked[:held])
    return {"train": [line for line in lines if line not in kept], "test": [line for line in lines if line in kept]}


@dataclass(frozen=True, slots=True)
class Concept:
    """One value of an enumeration or a boolean: its possible names, and the words that a text has for it."""

    labels: tuple[str, ...]
    words: tuple[str, ...]
    lines: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a domain knows how to say, with the names and descriptions that a schema may give it."""

    names: tuple[str, ...]
    descriptions: tuple[str, ...]
    make: Maker | None = None
    concepts: tuple[Concept, ...] = ()
    boolean: bool = False


def fact(make: Maker, names: str, descriptions: str = "") -> Fact:
    """A fact with an open value; names are separated by spaces, descriptions by semicolons."""
    return Fact(tuple(names.split()), _descriptions(descriptions), make)


def _descriptions(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def choice(names: str, descriptions: str, text: str, *, boolean: bool = False) -> Fact:
    """A fact with few values, each told by many wordings.

    ``= a | b`` opens a value with its labels (column by column, those of one schema), ``- w | v`` gives words for
    ``{fact}``, ``+ line`` a predicate, ``~ line`` a modifier, ``> line`` a frame in the first person, any other line a
    sentence.
    """
    concepts: list[Concept] = []
    for raw in text.strip().splitlines():
        line = raw.strip()
        if not line:
            continue
        if line[0] == "=":
            concepts.append(Concept(tuple(part.strip() for part in line[1:].split("|")), (), {}))
            continue
        concept = concepts[-1]
        if line[0] == "-":
            words = concept.words + tuple(part.strip() for part in line[1:].split("|"))
            concepts[-1] = Concept(concept.labels, words, concept.lines)
            continue
        role = {"+": "preds", "~": "mods", ">": "frames"}.get(line[0], "says")
        line = line if role == "says" else line[1:].strip()
        concept.lines[role] = (*concept.lines.get(role, ()), line)
    return Fact(tuple(names.split()), _descriptions(descriptions), None, tuple(concepts), boolean)


def listing(make: Maker, names: str, descriptions: str, none: str) -> Fact:
    """A list, with the wordings (as those of `choice`) for there being nothing to list."""
    empty = choice(names, descriptions, "= []\n" + none)
    return Fact(empty.names, empty.descriptions, make, empty.concepts)


def truth(names: str, descriptions: str, text: str) -> Fact:
    """A boolean fact: `choice` with the labels ``yes`` and ``no``."""
    return choice(names, descriptions, text, boolean=True)


@dataclass(frozen=True, slots=True)
class Domain:
    """A kind of text: facts, and for each side of the split the templates by role."""

    name: str
    facts: dict[str, Fact]
    pools: dict[Split, dict[str, tuple[Template, ...]]]
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    head: str = ""
    """The fact with the name of whom the text is about."""
    writer: str = ""
    """The fact with the name of who writes in the first person."""
    wrappers: tuple[str, ...] = ()
    """Names of a field that may hold the whole answer."""
    message: bool = True
    """Whether a greeting or a sign-off fits."""
    test_only: bool = False
    prepare: Callable[[random.Random, Split], dict[str, Filled]] | None = None
    """Draws facts that depend on one another."""
    themes: dict[str, str] = field(default_factory=dict)
    """What a fact with few values is about: one of which a text says nothing may be asked for."""
    dull: float = 0.04
    """How often the descriptions alone tell what the fields mean."""
    signed: float = 0.12
    """How often a sign-off ends the text."""
    asides: float = 0.0
    """How often a sentence without facts is put between the others, each time anew."""
    apart: bool = False
    """Whether the roles are told apart so well that one not said may be asked for beside others of its kind."""
    lengths: tuple[int, ...] = (0, 0, 0, 1, 1, 1, 2, 2, 3, 4)
    """How many sentences may follow the first."""


def domain(
    name: str,
    text: str,
    facts: dict[str, Fact],
    *,
    groups: dict[str, str] | None = None,
    head: str = "",
    writer: str = "",
    wrappers: str = "",
    message: bool = True,
    test_only: bool = False,
) -> Domain:
    """Compiles a domain from sections: ``== frames VOICE``, ``== preds``, ``== mods``, ``== says``, ``== noise``."""
    pools: dict[Split, dict[str, list[Template]]] = {"train": {}, "test": {}}
    section = ""
    lines: dict[str, list[str]] = {}
    for raw in text.strip().splitlines():
        line = raw.strip()
        if line.startswith("=="):
            section = line[2:].strip()
        elif line:
            lines.setdefault(section, []).append(line)

    def add(role: str, items: Iterable[str], sets: tuple[str, int] | None, voice: str) -> None:
        for split, side in sides(list(dict.fromkeys(items))).items():
            pool = pools["test" if test_only else split].setdefault(role, [])
            pool += (compile_template(line, sets, voice) for line in side)

    for header, items in lines.items():
        role, _, voice = header.partition(" ")
        add(role, items, None, voice)
    for key, about in facts.items():
        for index, concept in enumerate(about.concepts):
            for role, wordings in concept.lines.items():
                add(role, wordings, (key, index), "I" if role == "frames" else "")
    every = [template for pool in pools.values() for role in pool.values() for template in role]
    for template in every:
        for slot in template.slots:
            if slot not in facts:
                raise ValueError(f"{name}: no fact {slot} for: {template.source}")
    for key, about in facts.items():
        inline = any(key in t.slots and (t.sets is None or t.sets[0] != key) for t in every)
        if about.make is None and about.concepts and inline and not all(concept.words for concept in about.concepts):
            raise ValueError(f"{name}: {key} is said inline but has no words")
    return Domain(
        name,
        facts,
        {split: {role: tuple(pool) for role, pool in roles.items()} for split, roles in pools.items()},
        {key: tuple(members.split()) for key, members in (groups or {}).items()},
        head,
        writer,
        tuple(wrappers.split()),
        message,
        test_only,
    )
