"""Synthetic extraction examples: a text, the outline of a schema, and the JSON object that says the same.

An example is made in four draws: a domain (people, orders, events, addresses, products), the facts (one value per
property), a schema (some of the properties, each under one of several field names, in any order, some optional, some
nested), and a text (a record such as ``Ada Lovelace, 36, London`` or a sentence made of clauses, which may also mention
facts that the schema does not ask for). Values and clause templates are on one side of the train/test split.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from constrained_diffusion.languages.outline import outline_of
from training import values
from training.values import Split

type_ = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Property:
    """One fact that a domain knows how to say.

    Attributes:
        names: field names that a schema may use for it.
        make: draws a value from one side of the split.
        schema: the JSON Schema of the value.
        train: clause templates of the training split, ``{}`` standing for the value. The subject is ``they``/``it``.
        test: clause templates of the test split.
        show: the value as a text says it, where that differs from ``str``.
    """

    names: tuple[str, ...]
    make: Callable[[random.Random, Split], object]
    schema: type_
    train: tuple[str, ...]
    test: tuple[str, ...]
    show: Callable[[object], str] = str


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A kind of thing: its head property opens a sentence, the others follow as clauses in any order."""

    head: Property
    properties: tuple[Property, ...]
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Nested objects: field name -> first names of the properties that may be grouped under it."""


@dataclass(frozen=True)
class Example:
    """`text` says what `target` says; `schema` describes `target`; `outline` is how the prompt names its fields."""

    text: str
    schema: type_
    target: str

    @property
    def outline(self) -> str:
        return outline_of(self.schema)


_STRING: type_ = {"type": "string"}
_INTEGER: type_ = {"type": "integer"}
_NUMBER: type_ = {"type": "number"}


def _listing(items: object) -> str:
    assert isinstance(items, list)
    return str(items[0]) if len(items) == 1 else ", ".join(items[:-1]) + f" and {items[-1]}"


def _whether(yes: str, no: str) -> Callable[[object], str]:
    return lambda value: yes if value else no


def _number(low: int, high: int) -> Callable[[random.Random, Split], object]:
    return lambda rng, split: values.integer(rng, split, low, high)


def _count(low: int, high: int) -> Callable[[random.Random, Split], object]:
    return lambda rng, split: rng.randint(low, high)


def _enum(*options: str) -> tuple[Callable[[random.Random, Split], object], type_]:
    return (lambda rng, split: rng.choice(options)), {"enum": list(options)}


def _some(make: Callable[[random.Random, Split], str]) -> Callable[[random.Random, Split], object]:
    return lambda rng, split: list(dict.fromkeys(make(rng, split) for _ in range(rng.randint(1, 3))))


def _tags(rng: random.Random, split: Split) -> str:
    return rng.choice(values.TAGS)


_STATUS_MAKE, _STATUS = _enum("open", "paid", "shipped", "cancelled")
_COLOUR_MAKE, _COLOUR = _enum("red", "green", "blue", "black", "white", "yellow")
_SIZE_MAKE, _SIZE = _enum("small", "medium", "large")
_LEVEL_MAKE, _LEVEL = _enum("junior", "senior", "lead")

_CITY = Property(
    names=("city", "town", "location"), make=values.city, schema=_STRING,
    train=("lives in {}", "is from {}", "comes from {}", "is based in {}", "has a home in {}", "moved to {}"),
    test=("resides in {}", "now lives in {}"),
)  # fmt: skip
_EMAIL = Property(
    names=("email", "mail", "contact"), make=values.email, schema=_STRING,
    train=("can be reached at {}", "uses {}", "has the address {}", "reads mail at {}"),
    test=("answers mail at {}", "writes from {}"),
)  # fmt: skip

PEOPLE = Domain(
    head=Property(
        names=("name", "full_name", "person"), make=values.full_name, schema=_STRING,
        train=("{}", "Meet {}, who", "This is {}, who", "The person {}", "Our guest {}"), test=("I met {}, who", "My friend {}"),
    ),
    properties=(
        Property(names=("age", "years"), make=_number(18, 99), schema=_INTEGER,
                 train=("is {} years old", "is {}", "aged {}", "has turned {}", "is now {} years of age"),
                 test=("just turned {}", "has reached the age of {}")),
        _CITY,
        Property(names=("country", "nation"), make=values.country, schema=_STRING,
                 train=("was born in {}", "is a citizen of {}", "grew up in {}"), test=("was raised in {}",)),
        Property(names=("job", "occupation", "profession"), make=values.job, schema=_STRING,
                 train=("works as a {}", "is a {}", "has a job as a {}", "earns a living as a {}"),
                 test=("found work as a {}", "trained as a {}")),
        _EMAIL,
        Property(names=("level", "rank"), make=_LEVEL_MAKE, schema=_LEVEL,
                 train=("has {} rank", "is at {} level"), test=("holds {} rank",)),
        Property(names=("married", "is_married"), make=lambda r, s: r.random() < 0.5, schema={"type": "boolean"},
                 show=_whether("married", "single"), train=("is {}", "remains {}", "has been {} for years"),
                 test=("is still {}",)),
        Property(names=("hobbies", "interests"), make=_some(values.topic), schema={"type": "array", "items": _STRING},
                 show=_listing, train=("likes {}", "enjoys {}", "is fond of {}", "spends time on {}"),
                 test=("loves {}", "is keen on {}")),
        Property(names=("birthday", "born"), make=values.date, schema=_STRING,
                 train=("was born on {}", "has a birthday on {}"), test=("came into the world on {}",)),
    ),
    groups={"home": ("city", "country"), "address": ("city", "country"), "work": ("job", "level")},
)  # fmt: skip

ORDERS = Domain(
    head=Property(
        names=("id", "order_id", "number"), make=values.code, schema=_STRING,
        train=("Order {}", "Order number {}", "The order {}", "Purchase {}", "Order no. {}"), test=("Our order {}", "Shipment {}"),
    ),
    properties=(
        Property(names=("customer", "buyer", "client"), make=values.full_name, schema=_STRING,
                 train=("was placed by {}", "is for {}", "was made by {}", "belongs to {}", "came from {}"),
                 test=("was requested by {}", "was sent in by {}")),
        Property(names=("item", "product", "article"), make=values.goods, schema=_STRING,
                 train=("asks for a {}", "contains a {}", "lists one {}", "is for a {}"), test=("includes a {}",)),
        Property(names=("quantity", "count", "amount"), make=_count(1, 20), schema=_INTEGER,
                 train=("has a quantity of {}", "counts {} pieces", "is for {} units", "comes to {} items"),
                 test=("consists of {} pieces",)),
        Property(names=("total", "price", "sum"), make=values.price, schema=_NUMBER,
                 train=("costs {} euros", "comes to {} dollars", "has a total of {}", "was billed at {}"),
                 test=("amounts to {} euros",)),
        Property(names=("status", "state"), make=_STATUS_MAKE, schema=_STATUS,
                 train=("is {}", "has been {} since Monday", "is marked {}", "has the status {}"), test=("is listed as {}",)),
        Property(names=("date", "day", "ordered_on"), make=values.date, schema=_STRING,
                 train=("was placed on {}", "is dated {}", "came in on {}"), test=("was received on {}",)),
        Property(names=("express", "is_express"), make=lambda r, s: r.random() < 0.5, schema={"type": "boolean"},
                 show=_whether("express", "standard"), train=("goes by {} delivery", "has {} shipping", "travels by {} mail"),
                 test=("uses {} post",)),
        Property(names=("city", "destination", "town"), make=values.city, schema=_STRING,
                        train=("goes to {}", "ships to {}", "is to be sent to {}"), test=("will be delivered to {}",)),
        Property(names=("tags", "labels"), make=_some(_tags), schema={"type": "array", "items": _STRING}, show=_listing,
                 train=("is tagged {}", "has the labels {}", "is labelled {}"), test=("carries the labels {}",)),
    ),
    groups={"delivery": ("city", "express"), "payment": ("total", "status")},
)  # fmt: skip

EVENTS = Domain(
    head=Property(
        names=("title", "name", "event"), make=values.title, schema=_STRING,
        train=("{}", "The {}", "Our {}", "Join the {}, which", "Announcing the {}, which"), test=("Come to the {}, which", "This year the {}"),
    ),
    properties=(
        Property(names=("date", "day", "when"), make=values.date, schema=_STRING,
                 train=("takes place on {}", "is on {}", "will be held on {}", "happens on {}"), test=("is scheduled for {}",)),
        Property(names=("time", "start", "starts_at"), make=values.clock, schema=_STRING,
                 train=("starts at {}", "begins at {}", "opens at {}"), test=("kicks off at {}",)),
        Property(names=("city", "place", "location"), make=values.city, schema=_STRING,
                 train=("takes place in {}", "is in {}", "will be held in {}", "comes to {}"), test=("is hosted in {}",)),
        Property(names=("host", "organizer", "speaker"), make=values.full_name, schema=_STRING,
                 train=("is hosted by {}", "is organised by {}", "is led by {}", "was set up by {}"), test=("is run by {}",)),
        Property(names=("seats", "capacity", "places"), make=_number(10, 900), schema=_INTEGER,
                 train=("has {} seats", "has room for {} people", "takes {} guests"), test=("welcomes {} visitors",)),
        Property(names=("price", "fee", "ticket"), make=values.price, schema=_NUMBER,
                 train=("costs {} euros", "has a fee of {}", "is {} dollars a ticket"), test=("asks {} euros for entry",)),
        Property(names=("free", "is_free"), make=lambda r, s: r.random() < 0.5, schema={"type": "boolean"},
                 show=_whether("free", "paid"), train=("is a {} event", "offers {} entry", "has {} admission"),
                 test=("grants {} access",)),
        Property(names=("topics", "subjects"), make=_some(values.topic), schema={"type": "array", "items": _STRING},
                 show=_listing, train=("covers {}", "is about {}", "deals with {}"), test=("explores {}",)),
    ),
    groups={"venue": ("city", "seats"), "schedule": ("date", "time")},
)  # fmt: skip

ADDRESSES = Domain(
    head=Property(
        names=("name", "recipient", "resident"), make=values.full_name, schema=_STRING,
        train=("{}", "Please write to {}, who", "The parcel for {}", "The office of {}", "A letter for {}"), test=("The flat of {}", "Send this to {}, who"),
    ),
    properties=(
        Property(names=("street", "road"), make=values.street, schema=_STRING,
                 train=("is on {}", "can be found on {}", "has the street {}", "goes to {}"), test=("is located on {}",)),
        Property(names=("number", "house", "house_number"), make=_number(1, 250), schema=_INTEGER,
                 train=("has house number {}", "is at number {}", "has the door number {}"), test=("sits at house {}",)),
        Property(names=("zip", "postcode", "postal_code"), make=lambda r, s: str(values.integer(r, s, 10000, 99999)),
                 schema=_STRING, train=("has the postcode {}", "is in postal area {}", "has zip {}"), test=("uses the zip code {}",)),
        Property(names=("city", "town"), make=values.city, schema=_STRING,
                 train=("is in {}", "is in the city of {}", "belongs in {}", "goes to the town of {}"), test=("lies in {}",)),
        Property(names=("country", "nation"), make=values.country, schema=_STRING,
                 train=("is in the country {}", "belongs to {}", "goes to {}"), test=("crosses the border to {}",)),
        Property(names=("floor", "level"), make=_count(1, 30), schema=_INTEGER,
                 train=("is on floor {}", "has level {}", "goes up to floor {}"), test=("ends on floor {}",)),
    ),
    groups={"address": ("street", "number", "zip", "city", "country"), "place": ("city", "country")},
)  # fmt: skip

PRODUCTS = Domain(
    head=Property(
        names=("name", "product", "item", "title"), make=values.goods, schema=_STRING,
        train=("The {}", "Our {}", "A {}", "We sell the {}, which", "New in stock: the {}, which"), test=("This {}", "Have a look at the {}, which"),
    ),
    properties=(
        Property(names=("price", "cost"), make=values.price, schema=_NUMBER,
                 train=("costs {} euros", "is {} dollars", "sells for {}", "is priced at {}"), test=("goes for {} euros",)),
        Property(names=("color", "colour"), make=_COLOUR_MAKE, schema=_COLOUR,
                 train=("is {}", "comes in {}", "has a {} finish"), test=("is painted {}",)),
        Property(names=("size", "format"), make=_SIZE_MAKE, schema=_SIZE,
                 train=("is {} in size", "is a {} model", "has {} size"), test=("is of {} size",)),
        Property(names=("stock", "available", "quantity"), make=_number(1, 999), schema=_INTEGER,
                 train=("has {} in stock", "has {} pieces left", "counts {} in the store"), test=("shows {} on the shelf",)),
        Property(names=("maker", "brand", "designer"), make=values.last_name, schema=_STRING,
                 train=("is made by {}", "comes from the maker {}", "was designed by {}", "bears the brand {}"), test=("was built by {}",)),
        Property(names=("origin", "country", "made_in"), make=values.country, schema=_STRING,
                 train=("is made in {}", "comes from {}", "is imported from {}"), test=("is produced in {}",)),
        Property(names=("weight", "grams"), make=_number(20, 9999), schema=_INTEGER,
                 train=("weighs {} grams", "has a weight of {} grams"), test=("tips the scales at {} grams",)),
        Property(names=("sku", "code", "id"), make=values.code, schema=_STRING,
                 train=("has the code {}", "is listed under {}", "carries the number {}"), test=("is filed as {}",)),
        Property(names=("tags", "keywords"), make=_some(_tags), schema={"type": "array", "items": _STRING}, show=_listing,
                 train=("is tagged {}", "has the keywords {}", "is labelled {}"), test=("is found under {}",)),
    ),
    groups={"origin_info": ("maker", "origin"), "look": ("color", "size")},
)  # fmt: skip

DOMAINS = (PEOPLE, ORDERS, EVENTS, ADDRESSES, PRODUCTS)


def _record(rng: random.Random, said: list[tuple[Property, str, object]]) -> str:
    shown = [(name, prop.show(value)) for prop, name, value in said]
    style = rng.randrange(4)
    if style == 0:
        return "; ".join(f"{name}: {value}" for name, value in shown)
    if style == 1:
        return " | ".join(value for _, value in shown)
    if style == 2:
        return ", ".join(f"{name} {value}" for name, value in shown)
    return ", ".join(value for _, value in shown)


def _clause(rng: random.Random, prop: Property, split: Split, value: object) -> str:
    templates = prop.train if split == "train" else prop.test
    return rng.choice(templates).format(prop.show(value))


def _mixed(rng: random.Random, split: Split, said: list[tuple[Property, str, object]]) -> str:
    """A record whose head is bare and whose other parts are bare values or clauses: `Ada, 36, lives in London`."""
    (head, _, first), rest = said[0], said[1:]
    parts = [head.show(first)]
    parts += [_clause(rng, p, split, v) if rng.random() < 0.6 else p.show(v) for p, _, v in rest]
    return ", ".join(parts)


def _sentence(rng: random.Random, domain: Domain, split: Split, said: list[tuple[Property, str, object]]) -> str:
    (head, _, first), rest = said[0], said[1:]
    text = _clause(rng, head, split, first)
    clauses = [_clause(rng, prop, split, value) for prop, _, value in rest]
    if not clauses:
        return text + "."
    style = rng.randrange(3)
    if style == 0:
        joined = clauses[0] if len(clauses) == 1 else ", ".join(clauses[:-1]) + " and " + clauses[-1]
    elif style == 1:
        joined = ", ".join(clauses)
    else:
        pronoun = rng.choice(("It", "This one") if domain is not PEOPLE else ("They", "This person"))
        joined = clauses[0] + "".join(f". {pronoun} {clause}" for clause in clauses[1:])
    return f"{text} {joined}."


def make_example(rng: random.Random, split: Split) -> Example:
    """One example of the split. The same state of `rng` gives the same example."""
    domain = rng.choice(DOMAINS)
    count = rng.choice((1, 2, 2, 3, 3, 4, 5))
    chosen = rng.sample(domain.properties, min(count, len(domain.properties)))
    keys = {id(p): p.names[0] if rng.random() < 0.5 else rng.choice(p.names) for p in (domain.head, *chosen)}
    while len(set(keys.values())) < len(keys):  # two properties may share a field name; a schema may not
        keys = {id(p): rng.choice(p.names) for p in (domain.head, *chosen)}
    facts = [(p, keys[id(p)], p.make(rng, split)) for p in (domain.head, *chosen)]

    said, distractors = [facts[0]], list(facts[1:])
    rng.shuffle(distractors)
    said += distractors
    asked = list(facts) if rng.random() < 0.75 else [f for f in facts if rng.random() < 0.7] or [facts[0]]
    if rng.random() < 0.3:
        rng.shuffle(asked)
    schema, target = _schema_and_target(rng, domain, asked, said)

    if rng.random() < 0.08 and split == "train":
        text = ""
    else:
        style = rng.random()
        if style < 0.25:
            text = _record(rng, said)
        elif style < 0.5:
            text = _mixed(rng, split, said)
        else:
            text = _sentence(rng, domain, split, said)
    return Example(text=text, schema=schema, target=json.dumps(target, ensure_ascii=False, separators=(",", ":")))


def _schema_and_target(
    rng: random.Random,
    domain: Domain,
    asked: list[tuple[Property, str, object]],
    said: list[tuple[Property, str, object]],
) -> tuple[type_, dict[str, object]]:
    properties: type_ = {}
    target: dict[str, object] = {}
    required: list[str] = []
    group = rng.choice(list(domain.groups.items())) if domain.groups and rng.random() < 0.2 else None
    if group is not None and sum(p.names[0] in group[1] for p, _, _ in asked) < 2:
        group = None
    inner: tuple[type_, dict[str, object]] = ({}, {})
    for prop, key, value in asked:
        if group is not None and prop.names[0] in group[1]:
            inner[0][key], inner[1][key] = prop.schema, value
            if group[0] not in properties:
                properties[group[0]] = {
                    "type": "object", "properties": inner[0], "required": [], "additionalProperties": False,
                }  # fmt: skip
                target[group[0]] = inner[1]
                required.append(group[0])
            nested = properties[group[0]]
            assert isinstance(nested, dict)
            nested["required"].append(key)
            continue
        properties[key], target[key] = prop.schema, value
        required.append(key)
    if rng.random() < 0.12:  # an optional property that the text does not mention is left out
        silent = [p for p in domain.properties if all(p is not q for q, _, _ in said)]
        if silent:
            prop = rng.choice(silent)
            key = rng.choice(prop.names)
            if key not in properties and key not in {k for _, k, _ in said}:
                items = list(properties.items())
                items.insert(rng.randint(0, len(items)), (key, prop.schema))
                properties = dict(items)
    schema: type_ = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return schema, target
