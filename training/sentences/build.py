"""Makes an example: a domain, a text from its templates, a schema that asks for some of what the text says."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from functools import cache

from training import gazetteers
from training.example import Example
from training.sentences.fillers import BOOLEAN, OTHERS, STRING, Digits
from training.sentences.grammar import Domain, Fact, Filled, Mark, Node, Template, apart, drawn_until, type_
from training.values import Split

Pronouns = tuple[str, str, str, int]

_PRONOUNS: dict[str, Pronouns] = {
    "I": ("I", "my", "me", 0),
    "we": ("we", "our", "us", 2),
    "you": ("you", "your", "you", 2),
    "he": ("he", "his", "him", 1),
    "she": ("she", "her", "her", 1),
    "they": ("they", "their", "them", 2),
    "it": ("it", "its", "it", 1),
}

_ABSENT_KINDS = frozenset((
    "name", "age", "email", "phone", "price", "code", "company", "street", "postcode", "url", "username", "country",
    "city",
    "plate", "flight", "version", "seat", "gate", "year", "percent", "title", "language", "department", "colour",
))  # fmt: skip
"""Kinds of values of which a reader sees for sure that a text has none."""

_ABSENT_LISTS = frozenset(("hobbys", "skills", "allergens", "languages", "benefits", "extras"))
"""Kinds of lists of which the same holds."""

_NUMBERED = ("code", "plate", "flight", "phone", "postcode", "version", "username", "seat", "gate")
_CONFUSED: dict[str, tuple[str, ...]] = {
    "city": (
        "venue",
        "room",
        "airport",
        "school",
        "sight",
        "street",
        "country",
        "citys",
        "sights",
        "place",
        "team",
        "source",
    ),
    "country": ("citys", "venue"),
    "street": ("venue", "room"),
    "name": ("company", "team", "username", "names", "people", "title"),
    "company": ("name", "team", "school", "venue", "app", "product", "vehicle", "source"),
    "title": ("meeting", "course", "product", "chore", "topic", "name", "job"),
    "price": ("fee", "tip", "budget", "deposit", "utilities", "total", "lines", "revenue"),
    "year": ("date", "birthday", "start", "end"),
    "age": ("birthday", "days", "years"),
    "email": ("username", "people", "url"),
    "phone": (*_NUMBERED, "people"),
    "url": ("email",),
    "username": ("email", "url"),
    "colour": ("colours", "product", "lines", "breed", "team"),
    "language": ("languages", "country", "subject", "skills"),
    "department": ("job", "company"),
    **dict.fromkeys(
        ("code", "plate", "flight", "version", "seat", "gate", "postcode"), (*_NUMBERED, "platform", "app")
    ),
}
"""Kinds of values that might be taken for one of that kind."""

_ARTICLES = ("a ", "an ", "the ", "both ")
_VOWELS = frozenset("aeiouAEIOU8")


def article(word: str) -> str:
    if word[-1] == "s" and word[-2:] not in ("ss", "us", "is", "as", "os"):
        return "some"
    start = word[:3].lower()
    if start in ("uni", "use", "eur", "one", "uku", "ux ", "usb", "uk ", "ute"):
        return "a"
    if start in ("hou", "hon") or word.startswith(("11", "18", "HR ", "HP ", "LG ", "MG ", "MRI", "SQL", "SUV")):
        return "a" if word.lower().startswith(("house", "honda", "honey")) else "an"
    return "an" if word[0] in _VOWELS else "a"


def enum_of(rng: random.Random, options: Sequence[str]) -> type_:
    """The schema of one of these strings, in this order or another."""
    shown = list(options)
    if rng.random() < 0.6:
        rng.shuffle(shown)
    schema: type_ = {"enum": list(dict.fromkeys(shown))}
    return {"type": "string", **schema} if rng.random() < 0.5 else schema


def dumps(value: object) -> str:
    """Compact JSON text in which `Digits` stand as they are."""
    if isinstance(value, Digits):
        return str.__str__(value)
    if isinstance(value, dict):
        return (
            "{" + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{dumps(item)}" for key, item in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(dumps, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


class _Value(str):
    """A piece of text that the answer copies: it keeps its case at the start of a sentence."""

    __slots__ = ()


def lowered(value: object, schema: type_) -> object:
    """The answer as it stands in a text all in small letters."""
    if isinstance(value, Digits):
        return value
    if isinstance(value, str):
        return value if "format" in schema or "enum" in schema else value.lower()
    if isinstance(value, list):
        items = schema["items"]
        assert isinstance(items, dict)
        return [lowered(item, items) for item in value]
    if isinstance(value, dict):
        members = schema["properties"]
        assert isinstance(members, dict)
        return {key: lowered(item, members[key]) for key, item in value.items()}
    return value


class Scene:
    """One text in the making: the facts drawn, those said, and whom it is about."""

    def __init__(self, rng: random.Random, split: Split, about: Domain, voice: str) -> None:
        self.rng = rng
        self.split = split
        self.domain = about
        self.pools = about.pools[split]
        self.drawn: dict[str, Filled] = {} if about.prepare is None else about.prepare(rng, split)
        self.chosen: dict[str, int] = {}
        self.columns: dict[str, int] = {}
        self.said: dict[str, None] = {}
        self.others: set[str] = set()
        self.used: set[int] = set()
        self.voice = voice
        if voice == "he":
            voice = self._gender()
        self.pronouns = _PRONOUNS[voice]
        self.number = 0
        chance = rng.random()
        self.soft = 0 if chance > 0.06 else 1 if chance > 0.025 else 2

    def _gender(self) -> str:
        name = self.value(self.domain.head).text if self.domain.head else ""
        if self.rng.random() < 0.12 or not name:
            return "they"
        first = name.split()[0]
        women, men = _sexes()
        if (first in women) != (first in men):
            return "she" if first in women else "he"
        return "she" if first[-1] == "a" or first in _WOMEN else "he"

    def value(self, key: str) -> Filled:
        """The value of a fact, drawn once."""
        filled = self.drawn.get(key)
        if filled is None:
            about = self.domain.facts[key]
            if about.make is not None and key not in self.chosen:
                filled = about.make(self.rng, self.split)
            else:
                filled = self._concept(key, about)
            self.drawn[key] = filled
        return filled

    def _concept(self, key: str, about: Fact) -> Filled:
        rng = self.rng
        index = self.chosen.get(key)
        if index is None:
            index = self.chosen[key] = rng.randrange(len(about.concepts))
        concept = about.concepts[index]
        schema: type_
        word = rng.choice(concept.words) if concept.words else ""
        if about.boolean:
            return Filled(word, concept.labels[0] == "yes", BOOLEAN, key)
        if concept.labels[0] == "[]":
            schema = {"type": "array", "items": STRING} if about.make is None else about.make(rng, self.split).schema
            return Filled(word, [], schema, key)
        column = rng.randrange(max(len(c.labels) for c in about.concepts))
        options = [c.labels[column % len(c.labels)] for c in about.concepts]
        mine = options[index]
        if len(options) > 2 and rng.random() < 0.3:
            rest = [option for option in options if option != mine]
            options = [mine, *rng.sample(rest, rng.randint(1, len(rest)))]
        return Filled(word, mine, enum_of(rng, options), key)

    def fits(self, template: Template) -> bool:
        """Whether a template says nothing that was said before."""
        if id(template) in self.used or not template.slots.isdisjoint(self.said):
            return False
        if template.sets is None:
            return True
        key, index = template.sets
        return self.chosen.get(key, index) == index and (key not in self.drawn or key in self.chosen)

    def pick(self, role: str) -> Template | None:
        """A template of a role that says something new."""
        pool = self.pools.get(role)
        if not pool:
            return None
        for _ in range(5):
            template = pool[int(self.rng.random() * len(pool))]
            if self.fits(template):
                return template
        return None

    def say(self, template: Template) -> str:
        """The text of a template."""
        out: list[str] = []
        self.number = 1 if self.voice == "he" else self.pronouns[3]
        self.put(template, out)
        return _sentence(out, self.soft)

    def put(self, template: Template, out: list[str]) -> None:
        """Appends the pieces of a template, and notes what it says."""
        self.used.add(id(template))
        if template.sets is not None:
            key, index = template.sets
            self.chosen[key] = index
            self.said[key] = None
        self._render(template.nodes, out)

    def _render(self, nodes: Sequence[Node], out: list[str]) -> None:
        rng = self.rng
        for node in nodes:
            if isinstance(node, str):
                out.append(node)
                continue
            what = node.what
            if what == "alt":
                self._render(node.options[int(rng.random() * len(node.options))], out)
            elif what == "slot":
                filled = self.value(node.name)
                self.said[node.name] = None
                if node.article:
                    out.append(article(filled.text) + " ")
                if node.words and filled.phrase:
                    out.append(_Value(filled.phrase))
                    continue
                copied = isinstance(filled.json, str | list)
                if copied and not self.soft and filled.json != filled.text:
                    copied = not filled.text.startswith(_ARTICLES)
                out.append(_Value(filled.text) if copied else filled.text)
            elif what == "agree":
                words = node.words
                out.append(words[self.number if self.number < len(words) else 0])
            elif what == "pronoun":
                subject, possessive, objective, _ = self.pronouns
                out.append({"S": subject, "P": possessive, "O": objective}[node.name])
                if node.name == "S":
                    self.number = self.pronouns[3]
            elif what == "other":
                self._other(node, out)
            else:
                self._several(node, out)

    def _other(self, node: Mark, out: list[str]) -> None:
        filled = drawn_until(
            lambda: OTHERS[node.name](self.rng, self.split), lambda other: apart(other, self.drawn.values()), 8
        )
        self.others.add(filled.kind)
        if node.article:
            out.append(article(filled.text) + " ")
        out.append(_Value(filled.text))

    def _several(self, node: Mark, out: list[str]) -> None:
        rng = self.rng
        role = node.what
        count = rng.choice((1, 1, 2, 2, 2, 3)) if node.name else 1
        parts: list[list[str]] = []
        for _ in range(count):
            template = self.pick(role)
            if template is None and not parts:
                template = rng.choice(self.pools[role])
            if template is not None:
                piece: list[str] = []
                self.put(template, piece)
                parts.append(piece)
        for index, piece in enumerate(parts):
            if index:
                if role == "mods":
                    out.append(", ")
                elif index == len(parts) - 1:
                    out.append(rng.choice((" and ", " and ", ", and ")))
                else:
                    out.append(", ")
            out += piece


@cache
def _sexes() -> tuple[frozenset[str], frozenset[str]]:
    """The first names of women and of men."""
    names = gazetteers.load()
    women, men = (frozenset(name for listed in names[sex].values() for name in listed) for sex in ("female", "male"))
    return women, men


_WOMEN = frozenset(
    "Alice Amara Astrid Chloe Claire Eleanor Esther Freya Grace Hannah Helen Ines Ingrid Iris Joan Kate Leah Lucy "
    "Marie Mei Rachel Ruth Sarah Zoe Emily Charlotte Margaret Jane Jasmine Nicole Isabel Carmen Beth Elizabeth Yuki "
    "Lin Chen Priya".split()
)


_SHORT = (
    (" you ", " u "), ("please", "pls"), ("thank you", "thx"), ("thanks", "thx"), (" and ", " n "), ("because", "cuz"),
    ("tomorrow", "tmrw"), ("i'm ", "im "), ("i am ", "im "), ("don't", "dont"), ("can't", "cant"), (" with ", " w/ "),
    ("about ", "abt "), (" people", " ppl"), ("number", "no."), ("want to", "wanna"), ("going to", "gonna"),
)  # fmt: skip
"""What chats write for what."""


def _sentence(out: list[str], soft: int) -> str:
    """Joins pieces; a sentence begins with a capital unless it begins with a value or the style is `soft`.

    A text of the style 1 has small letters outside its values, one of the style 2 has a chat's abbreviations, too.
    """
    if soft == 2:
        pieces = []
        for piece in out:
            if not isinstance(piece, _Value):
                piece = piece.lower()
                for long, short in _SHORT:
                    piece = piece.replace(long, short)
            pieces.append(piece)
        return _tidy("".join(pieces))
    if soft:
        return _tidy("".join(piece if isinstance(piece, _Value) else piece.lower() for piece in out))
    before = ". "
    for index, piece in enumerate(out):
        if not piece:
            continue
        if before.endswith((". ", "! ", "? ")) and not isinstance(piece, _Value) and piece[0].islower():
            out[index] = piece[0].upper() + piece[1:]
        before = piece
    return _tidy("".join(out))


def _tidy(sentence: str) -> str:
    """Without the spaces that an alternative left empty may leave."""
    sentence = sentence.rstrip()
    for wrong in ("  ", " ,", " .", " ?", " ;"):
        if wrong in sentence:
            sentence = sentence.replace(wrong, wrong[-1])
    return sentence


_ASKING = (
    "Can ", "Could ", "Would you", "Would the", "Do you", "Do I", "Do we", "Does ", "Has ", "Have you", "Is there",
    "Is the ",
    "Are there", "Are you", "Where is", "When will", "How soon", "How long", "How do ", "How can", "Why ", "What does",
    "What is ",
    "Shall we", "Will you", "Will there",
)  # fmt: skip


def _ended(sentence: str, mark: str) -> str:
    if sentence.startswith(_ASKING) and not any(stop in sentence for stop in ".?!:;"):
        return sentence + "?"
    return sentence if sentence[-1] in ".!?:" or sentence.endswith(('."', '!"', '?"')) else sentence + mark


def _follow(scene: Scene) -> str | None:
    """One more sentence about the same: a pronoun with predicates, or a sentence of its own."""
    rng = scene.rng
    if "preds" in scene.pools and rng.random() < 0.55:
        template = scene.pick("preds")
        if template is not None:
            out: list[str] = []
            things = "subject" in scene.pools
            subject = scene.pick("subject") if things else None
            scene.number = 1 if things else scene.pronouns[3]
            if subject is not None:
                scene.put(subject, out)
                scene.used.discard(id(subject))
            else:
                out.append(scene.pronouns[0])
            out.append(" ")
            scene.put(template, out)
            if rng.random() < 0.35:
                second = scene.pick("preds")
                if second is not None:
                    out.append(rng.choice((" and ", " and ", ", and ")))
                    scene.put(second, out)
            return _sentence(out, scene.soft)
    template = scene.pick("says")
    return scene.say(template) if template is not None else None


def compose(scene: Scene, frame: Template, generic: dict[str, tuple[Template, ...]]) -> str:
    """The whole text: the frame, what follows it, asides, a greeting and a sign-off."""
    rng = scene.rng
    first = scene.say(frame)
    sentences = [first]
    for _ in range(rng.choice(scene.domain.lengths) if len(scene.said) < 7 else 0):
        more = _follow(scene)
        if more is not None and sum(map(len, sentences)) < 480:
            sentences.append(more)
    if rng.random() < 0.27:
        template = scene.pick("noise")
        if template is not None and sum(map(len, sentences)) < 520:
            # A pronoun after a sentence about somebody else would mean somebody else.
            at = rng.randint(1, len(sentences)) if scene.voice in ("I", "we", "you") else len(sentences)
            sentences.insert(at, scene.say(template))
    for _ in range(3):
        if rng.random() < scene.domain.asides and sum(map(len, sentences)) < 480:
            aside = rng.choice(generic["asides"])
            if id(aside) not in scene.used:
                sentences.insert(rng.randint(0, len(sentences)), scene.say(aside))
    if scene.domain.message and rng.random() < 0.06:
        sentences.append(scene.say(rng.choice(generic["chatter"])))
    mark = "." if rng.random() < 0.9 else "!"
    style = rng.random()
    if style < 0.06:
        text = rng.choice((", ", " ", "\n", " - ")).join(_bare(sentence) for sentence in sentences)
    elif style < 0.1 and len(sentences) > 1:
        text = "; ".join(sentences) + "."
        text = text.replace(".;", ";").replace("..", ".").replace("?.", "?").replace("!.", "!")
    else:
        gap = "\n" if rng.random() < 0.05 else " "
        text = gap.join(_ended(sentence, "." if index else mark) for index, sentence in enumerate(sentences))
    if rng.random() < 0.1:
        text = _led(scene, generic["leads"], text)
    if scene.domain.message:
        if rng.random() < 0.12:
            text = scene.say(rng.choice(generic["greetings"])) + rng.choice((" ", " ", "\n", "\n\n")) + text
        if rng.random() < scene.domain.signed:
            text = _signed(scene, generic, text if text[-1] in ".!?" else text + ".")
    return text


def _signed(scene: Scene, generic: dict[str, tuple[Template, ...]], text: str) -> str:
    """The text with a sign-off: by its writer, where the text is about the writer and has not named them."""
    rng = scene.rng
    gap = rng.choice(("\n", " ", "\n\n"))
    if scene.voice not in ("I", "we"):
        return text + gap + scene.say(rng.choice(generic["signoffs"]))
    writer = scene.domain.writer
    if not writer or writer in scene.said:
        return text + gap + scene.say(rng.choice(generic["signed"]))
    scene.said[writer] = None
    return (
        f"{text}{gap}{scene.say(rng.choice(generic['closings']))}{rng.choice(chr(10) + ' ')}{scene.value(writer).text}"
    )


def _bare(sentence: str) -> str:
    return sentence[:-1] if sentence[-1] == "." else sentence


def _led(scene: Scene, leads: Sequence[Template], text: str) -> str:
    if text.startswith(("Hi ", "Hi,", "Hello", "Hey", "Good ", "Dear")):
        return text
    lead = scene.say(scene.rng.choice(leads))
    if not lead.endswith((":", "!", ".", "-", "…")) and text[:2] not in ("I ", "I'") and text[0].isupper():
        word = text.split(" ", 1)[0]
        if word in _SMALL:
            text = text[0].lower() + text[1:]
    return f"{lead} {text}"


_SMALL = frozenset(
    "The This My Our We It He She They A An Could Can Please There You Your Yesterday Today Book Add Order Is Are If At "
    "On In Her His Their Its Remind Send Ship That When After Need Would".split()
)


# The schema


def camel_of(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


_PREFIXES = frozenset(
    ("person", "contact", "employee", "student", "course", "patient", "pet", "product", "car", "company", "event")
)
_PREFIXED = frozenset(
    "city country age name email phone price colour color weight title address street status year breed "
    "owner location".split()
)
"""Names of fields that the domain's name may precede."""

_DULL = (
    "value",
    "x",
    "field_1",
    "a",
    "b",
    "item",
    "data",
    "info",
    "y",
    "v1",
    "field_2",
    "c",
    "entry",
    "key_1",
    "z",
    "out",
)


def _distinct(rng: random.Random, names: Sequence[str], taken: dict[str, str]) -> str | None:
    if not names:
        return None
    name = names[0] if rng.random() < 0.35 else rng.choice(names)
    if name not in taken:
        return name
    free = [other for other in names if other not in taken]
    return rng.choice(free) if free else None


Field = tuple[str, str, type_, object, bool]
"""The key of the fact, the field's name, schema, answer and whether the text says it."""


def ask(scene: Scene, lower: bool) -> tuple[type_, dict[str, object]] | None:
    """A schema over some of the facts said (and a few that are not), with its answer; None if no field can be named."""
    rng = scene.rng
    facts = scene.domain.facts
    said = list(scene.said)
    if rng.random() < 0.6:
        asked = list(said)
    else:
        asked = [key for key in said if rng.random() < 0.6] or [rng.choice(said)]
    if len(asked) > 8:
        asked = sorted(rng.sample(asked, 8), key=asked.index)
    if rng.random() < 0.5:
        rng.shuffle(asked)
    absent: list[str] = []
    if rng.random() < 0.22:
        kinds = {scene.value(key).kind for key in said}
        # What is said of others tempts, but is nobody's answer; a name that others have may be that of anybody.
        kinds |= scene.others if rng.random() < 0.5 else scene.others & {"name"}
        themes = scene.domain.themes
        talked = {themes.get(key) for key in said}
        for key, about in facts.items():
            if key in scene.said:
                continue
            if about.make is None:
                if key in themes and themes[key] not in talked:
                    absent.append(key)
                continue
            kind = scene.value(key).kind
            if scene.domain.apart and not about.concepts and (kind != "name" or "name" not in scene.others):
                absent.append(key)
                continue
            if kind in _ABSENT_LISTS and kind not in kinds:
                absent.append(key)
            if kind in _ABSENT_KINDS and kind not in kinds and kinds.isdisjoint(_CONFUSED.get(kind, ())):
                absent.append(key)
        absent = rng.sample(absent, min(len(absent), rng.choice((1, 1, 2)), 8 - len(asked)))
        for key in absent:
            asked.insert(rng.randint(0, len(asked)), key)
    uses: dict[str, int] = {}
    for key in said:
        for name in facts[key].names:
            uses[name] = uses.get(name, 0) + 1
    crowded = sum(scene.value(key).kind in ("name", "names", "people") for key in said) > 1

    def fits(key: str, name: str) -> bool:
        """Whether a field's name means this fact and no other that the text says."""
        count = uses.get(name, 0)
        return (count < 2 or key == scene.domain.head) if key in scene.said else not count and name != "contact"

    described = rng.random() < 0.25
    dull = rng.random() < scene.domain.dull
    camel = rng.random() < 0.1
    prefix = scene.domain.name if rng.random() < 0.06 and scene.domain.name in _PREFIXES and not dull else ""
    taken: dict[str, str] = {}
    fields: list[Field] = []
    for key in asked:
        about, filled = facts[key], scene.value(key)
        present = key in scene.said
        if filled.parts and present and not (crowded and filled.kind == "name") and rng.random() < 0.12:
            for part, text in filled.parts:
                name = rng.choice(_PARTS[part])
                if name not in taken:
                    taken[name] = key
                    fields.append((key, name, STRING, text.lower() if lower else text, True))
            continue
        if dull and about.descriptions:
            found = _distinct(rng, rng.sample(_DULL, 6), taken)
        else:
            # The plainest names alone tell that it is this role of which the text says nothing.
            names = about.names if present or not scene.domain.apart else about.names[:2]
            found = _distinct(rng, [name for name in names if fits(key, name)], taken)
        if found is None:
            continue
        if prefix and found in _PREFIXED and f"{prefix}_{found}" not in taken:
            found = f"{prefix}_{found}"
        taken[found] = key
        name = camel_of(found) if camel else found
        schema = filled.schema
        if about.descriptions and (found in _DULL or (described and rng.random() < 0.7)):
            schema = {**schema, "description": _description(rng, about, found in _DULL)}
        answer = lowered(filled.json, filled.schema) if lower else filled.json
        fields.append((key, name, schema, answer, present))
    fields = fields[:8]
    if not any(present for *_, present in fields):
        return None
    return _arrange(scene, fields, camel)


_PARTS = {
    "first": ("first_name", "given_name", "forename", "firstname", "first"),
    "last": ("last_name", "surname", "family_name", "lastname", "last"),
    "number": ("house_number", "number", "house_no", "street_number"),
    "street": ("street", "street_name", "road"),
}


def _description(rng: random.Random, about: Fact, alone: bool) -> str:
    """A description; the fullest, mostly, where it alone says what the field means."""
    return max(about.descriptions, key=len) if alone and rng.random() < 0.7 else rng.choice(about.descriptions)


class Level:
    """One object of the schema and its answer."""

    def __init__(self) -> None:
        self.properties: type_ = {}
        self.answer: dict[str, object] = {}
        self.required: list[str] = []

    def add(self, rng: random.Random, name: str, schema: type_, answer: object, present: bool) -> None:
        chance = rng.random()
        if present:
            if chance < 0.06 and schema.get("type") != "array":
                schema = _nullable(schema)
            if chance < 0.9:
                self.required.append(name)
            self.answer[name] = answer
        elif schema.get("type") == "array":
            if chance < 0.6:
                self.required.append(name)
                self.answer[name] = []
        elif chance < 0.45:
            schema = _nullable(schema)
            self.required.append(name)
            self.answer[name] = None
        self.properties[name] = schema

    def schema(self) -> type_:
        return {
            "type": "object", "properties": self.properties, "required": self.required, "additionalProperties": False,
        }  # fmt: skip


def _nullable(schema: type_) -> type_:
    inner = {key: item for key, item in schema.items() if key != "description"}
    outer: type_ = {"anyOf": [inner, {"type": "null"}]}
    if "description" in schema:
        outer["description"] = schema["description"]
    return outer


def _arrange(scene: Scene, fields: list[Field], camel: bool) -> tuple[type_, dict[str, object]]:
    """Lays the fields out, some within a nested object, and perhaps all within one."""
    rng = scene.rng
    groups = scene.domain.groups
    group = ""
    members: tuple[str, ...] = ()
    if groups and rng.random() < 0.4:
        group, members = rng.choice(list(groups.items()))
        inside = [f for f in fields if f[0] in members]
        if (
            len(inside) < 2
            or not any(present for *_, present in inside)
            or any(f[1] == group for f in fields if f not in inside)
        ):
            group = ""
    if group and camel:
        group = camel_of(group)
    top, nested = Level(), Level()
    placed = False
    for key, name, schema, answer, present in fields:
        if group and key in members:
            nested.add(rng, name, schema, answer, present)
            if not placed:
                top.properties[group] = {}
                top.answer[group] = nested.answer
                top.required.append(group)
                placed = True
        else:
            top.add(rng, name, schema, answer, present)
    if placed:
        top.properties[group] = nested.schema()
    if scene.domain.wrappers and not placed and rng.random() < 0.06:
        name = rng.choice(scene.domain.wrappers)
        outer = Level()
        outer.add(rng, name, top.schema(), top.answer, True)
        outer.required = [name]
        outer.properties[name] = top.schema()
        return outer.schema(), outer.answer
    return top.schema(), top.answer


def assemble(
    rng: random.Random,
    split: Split,
    domains: Sequence[Domain],
    generic: dict[Split, dict[str, tuple[Template, ...]]],
) -> Example:
    """One example from these domains."""
    while True:
        about = domains[int(rng.random() * len(domains))]
        frame = rng.choice(about.pools[split]["frames"])
        scene = Scene(rng, split, about, frame.voice)
        text = compose(scene, frame, generic[split])
        if not scene.said:
            continue
        lower = False
        if rng.random() < 0.06:
            lower = True
            text = _bare(text).lower()
        made = ask(scene, lower)
        if made is None:
            continue
        schema, answer = made
        if split == "train" and rng.random() < 0.03:
            text = ""
        return Example(text=text, schema=schema, target=dumps(answer))
