"""The prose examples: answers that their schema allows and their text holds, in many shapes, split without overlap."""

import json
import random
import re
import time

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from training import sentences
from training.sentences import DOMAINS, make_sentence_example, templates_of
from training.sentences.build import dumps
from training.sentences.compact import SPLITS as SIDES
from training.sentences.compact import agreeing, maker_of, rows, tale, traits
from training.sentences.fillers import DATE, INTEGER, Digits
from training.sentences.tales import TALE_DOMAINS
from training.sentences.traits import PERSON_TRAITS
from training.sentences.traits_of_things import THING_TRAIT_DOMAINS
from training.values import in_words

SPLITS = ("train", "test")


def drawn(split, count, seed=0):
    rng = random.Random(seed)
    return [make_sentence_example(rng, split) for _ in range(count)]


def strings(value, schema):
    """The strings of an answer that a text must hold: not those of enumerations and dates."""
    if "anyOf" in schema:
        schema = schema["anyOf"][0]
    if isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, schema["properties"][key])
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, schema["items"])
    elif isinstance(value, str) and "enum" not in schema and schema.get("format") != "date":
        yield value


@pytest.mark.parametrize("split", SPLITS)
def test_answers_are_valid_and_verbatim(split):
    """What the schema asks for, in the schema's order, and in the words of the text."""
    empty = 0
    for example in drawn(split, 2000):
        answer = json.loads(example.target)
        Draft202012Validator(example.schema, format_checker=FormatChecker()).validate(answer)
        order = [key for key in example.schema["properties"] if key in answer]
        assert list(answer) == order
        assert len(example.text) < 900
        assert example.outline
        if not example.text:
            empty += 1
            continue
        for string in strings(answer, example.schema):
            assert string in example.text, (string, example)
    assert (20 < empty < 120) if split == "train" else empty == 0


@pytest.mark.parametrize("split", SPLITS)
def test_same_seed_gives_the_same(split):
    assert drawn(split, 50, 7) == drawn(split, 50, 7)
    assert drawn(split, 50, 7) != drawn(split, 50, 8)


def test_texts_are_well_formed():
    """No mark of a template, no doubled space or stop is left in a text."""
    for example in drawn("train", 2000, 3):
        assert not re.search(r"[{}]|\[|\]|  |\.\.|<[a-z]+\||\|\]| [,;]|,\.|\?\.|None", example.text), example.text


def test_templates_of_the_splits_differ():
    train, test = templates_of("train"), templates_of("test")
    assert not {source for _, role, source in train} & {source for _, role, source in test if role != "subject"}
    assert len(test) >= len(train) / 8
    assert len(train) > 2000
    assert sum(domain.test_only for domain in DOMAINS) == 2
    for domain in DOMAINS:
        assert domain.pools["test"]["frames"], domain.name
        assert bool(domain.pools["train"]) is not domain.test_only


def test_labels_of_an_enumeration_differ():
    """In every column of labels, each value has a name of its own."""
    for domain in DOMAINS:
        for key, fact in domain.facts.items():
            if fact.boolean:
                assert {concept.labels[0] for concept in fact.concepts} == {"yes", "no"}
            elif fact.make is None:
                for column in range(max(len(concept.labels) for concept in fact.concepts)):
                    labels = [concept.labels[column % len(concept.labels)] for concept in fact.concepts]
                    assert len(set(labels)) == len(labels), (domain.name, key, labels)


def test_groups_and_heads_name_facts():
    for domain in DOMAINS:
        for group, members in domain.groups.items():
            assert set(members) <= set(domain.facts), (domain.name, group)
        for name in (domain.head, domain.writer):
            assert not name or name in domain.facts, (domain.name, name)


def test_shapes_are_many():
    """With the words of the answers and all numbers masked, half of the texts still differ."""
    shapes = set()
    for example in drawn("train", 10000, 5):
        text = example.text
        for string in sorted(strings(json.loads(example.target), example.schema), key=len, reverse=True):
            text = text.replace(string, "_")
        shapes.add(re.sub(r"[A-ZÀ-Ž][\w'’.-]+|\d[\d.,:/-]*", "#", text))
    assert len(shapes) >= 5000


def test_draws_are_fast():
    rng = random.Random(1)
    drawn("train", 300)
    start = time.process_time()
    for _ in range(2000):
        make_sentence_example(rng, "train")
    assert time.process_time() - start < 2000 * 0.0012  # a third of it on a quiet machine


def test_numbers_keep_their_digits():
    assert (
        dumps({"a": Digits("12.50"), "b": [Digits(3)], "c": None, "d": True}) == '{"a":12.50,"b":[3],"c":null,"d":true}'
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (19, "nineteen"),
        (42, "forty-two"),
        (250, "two hundred and fifty"),
        (3000, "three thousand"),
        (-2, "minus two"),
    ],
)
def test_spelled(number, words):
    assert in_words(number) == words


def test_public_names():
    assert set(sentences.__all__) == {"DOMAINS", "make_sentence_example", "templates_of"}


def test_traits_are_many():
    """Booleans and enumerations of every kind, each value with words of its own for either side of the split."""
    facts = [fact for domain in (PERSON_TRAITS, *THING_TRAIT_DOMAINS) for fact in domain.facts.values()]
    few = [fact for fact in facts if fact.make is None]
    assert sum(fact.boolean for fact in few) >= 120
    assert sum(not fact.boolean for fact in few) >= 80
    for fact in few:
        wordings = [line for concept in fact.concepts for lines in concept.lines.values() for line in lines]
        assert len(set(wordings)) >= len(wordings) - sum(len(c.lines.get("frames", ())) for c in fact.concepts)
        assert all(sum(map(len, concept.lines.values())) >= 2 or not fact.boolean for concept in fact.concepts), (
            fact.names
        )


def test_themes_of_traits():
    """What is related to something said is not asked for as if the text did not say it."""
    themes = PERSON_TRAITS.themes
    assert themes["on_time" if "on_time" in themes else "late"] == themes["attending"]
    assert themes["smokes"] != themes["married" if "married" in themes else "marital_status"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("smokes a pack", "<smoke|smokes> a pack"),
        ("never touches wine", "never <touch|touches> wine"),
        ("has a dog and wears glasses", "<have|has> a dog and <wear|wears> glasses"),
        ("is short", "<am|is|are> short"),
        ("isn't here", "<am not|isn't|aren't> here"),
        ("carries a bag", "<carry|carries> a bag"),
        ("can swim", "can swim"),
        ("passed the test", "passed the test"),
        ("no longer works", "no longer <work|works>"),
    ],
)
def test_predicates_agree(line, expected):
    assert agreeing(line) == expected


def test_facts_of_a_tale_are_in_order():
    domain = tale(
        """prices
        old | int:20:900 | old_price | the price before
        new | int:20:900 | new_price | the price now
        start | day:2022:2028 | start | the first day
        end | day:2022:2028 | end | the last day
        < new old
        < start end
        > From {old} to {new} between {start} and {end}
        > {new} after {old}
        """
    )
    rng = random.Random(2)
    assert domain.prepare is not None
    for side in SIDES:
        for _ in range(200):
            drawn = domain.prepare(rng, side)
            assert float(drawn["new"].json) < float(drawn["old"].json)
            if drawn["start"].schema is drawn["end"].schema is DATE:
                assert drawn["start"].json <= drawn["end"].json


def test_roles_are_told_apart():
    """The facts of one tale differ, so that an answer is right for one role alone."""
    rng = random.Random(8)
    for domain in TALE_DOMAINS:
        for _ in range(30):
            drawn = domain.prepare(rng, "train")
            answers = [
                filled.json for filled in drawn.values() if isinstance(filled.json, Digits) or filled.kind == "name"
            ]
            assert len(set(answers)) >= len(answers) - 1, (domain.name, answers)


def test_objects_are_told_alike():
    """A list of objects has both a text and a phrase, of the same values; a mixed integer makes a number of all."""
    make = rows(
        "name first name who;age int:1:17 age years", "{name} is {age} / {name} ({age}) / {age}-year-old {name}"
    )
    rng = random.Random(3)
    gaps = 0
    for _ in range(300):
        filled = make(rng, "train")
        members = filled.schema["items"]["properties"]
        assert 2 <= len(filled.json) <= 4
        for row in filled.json:
            assert [key for key in members if key in row] == list(row)
            assert set(members) - set(row) <= {"age", "years"} - set(filled.schema["items"]["required"])
            for value in row.values():
                if value is None:
                    gaps += 1
                    continue
                shown = str(value)
                said = in_words(int(shown)) if isinstance(value, Digits) else shown
                assert any(w in text for text in (filled.text,) for w in (shown, said))
                assert any(w in filled.phrase for w in (shown, said))
        assert " is " not in filled.phrase
    assert gaps > 3


def test_makers_by_name():
    rng = random.Random(1)
    assert maker_of("=a, b")(rng, "train").json in ("a", "b")
    assert maker_of("int:3:9")(rng, "train").schema["type"] in ("integer", "number")
    assert len(maker_of("list:language:2")(rng, "train").json) >= 1
    assert maker_of("year:2001:2002")(rng, "test").schema is INTEGER
    with pytest.raises(ValueError, match="no maker"):
        maker_of("nonsense")
    with pytest.raises(ValueError, match="no members"):
        rows("name first a,b", "{name}")
    with pytest.raises(ValueError, match="twice"):
        traits("a ~ x\n+ is a\n- is b\na ~ y\n+ is c\n- is d")


@pytest.mark.parametrize("split", SPLITS)
def test_numbers_in_answers_are_said(split):
    """Every number of an answer stands in the text, in digits or in words."""
    for example in drawn(split, 1500, 11):
        plain = example.text.lower().replace(",", "").replace(".", "").replace(" and ", " ")
        for digits in re.findall(r"(?<=[:\[,])-?\d+(?:\.\d+)?(?=[,}\]])", example.target):
            if not example.text or plain.count(digits.replace(".", "")) or digits in ("0", "1", "2", "12"):
                continue
            number = abs(float(digits))
            words = in_words(int(number)).replace(" and ", " ")
            soft = re.sub(r" n ", " ", plain)
            assert number == int(number), example
            assert words in soft or words.removeprefix("one ") in soft, (digits, example)


def test_texts_have_every_length():
    lengths = sorted(len(example.text) for example in drawn("train", 2000, 13))
    assert lengths[1000] > 90
    assert lengths[1900] > 230


def test_names_of_fields_are_identifiers():
    for domain in DOMAINS:
        for fact in domain.facts.values():
            assert all(name.isidentifier() for name in fact.names), (domain.name, fact.names)
