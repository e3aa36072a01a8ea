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
from training.sentences.fillers import Digits, spelled

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
    [(0, "zero"), (19, "nineteen"), (42, "forty-two"), (250, "two hundred and fifty"), (3000, "three thousand")],
)
def test_spelled(number, words):
    assert spelled(number) == words


def test_public_names():
    assert set(sentences.__all__) == {"DOMAINS", "make_sentence_example", "templates_of"}
