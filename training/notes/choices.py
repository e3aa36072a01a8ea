"""Makes a task of a note: one of some choices, the label of a field that the text tells, at times after a question."""

from __future__ import annotations

import random
from functools import cache

from constrained_diffusion.languages.outline import outline_of_choices
from training.notes.making import split_of, telling
from training.notes.reading import Asked, Note, Told, notes
from training.tasks import Task
from training.values import Split

_ASKED = 0.6
_BARE = frozenset(("yes", "no", "true", "false", "y", "n", "1", "2", "3", "a", "b", "c"))
"""Labels that say nothing without a question."""


@cache
def _of_split(split: Split) -> tuple[tuple[Note, Told, Asked], ...]:
    return tuple(
        (note, told, asked)
        for note in notes()
        if split_of(note) == split
        for told in note.texts
        for key, asked in note.fields.items()
        if asked.labels and told.given.get(key, "null") != "null" and _speaks(asked)
    )


def _speaks(asked: Asked) -> bool:
    """Whether a reader can tell what is wanted, by the labels or by a question."""
    labels = {label.lower() for column in asked.labels for label in column}
    return _BARE.isdisjoint(labels) or any(description.endswith("?") for description in asked.descriptions)


def make_choice_of_note(rng: random.Random, split: Split) -> Task:
    """One task of the split. The same state of `rng` gives the same task."""
    note, told, asked = rng.choice(_of_split(split))
    text, _ = telling(rng, split, note, told)
    column = rng.randrange(len(asked.labels))
    labels = list(asked.labels[column])
    right = labels[asked.labels[0].index(told.label_of(asked.key))]
    questions = [description for description in asked.descriptions if description.endswith("?")]
    if questions and (rng.random() < _ASKED or not _BARE.isdisjoint(label.lower() for label in labels)):
        question = rng.choice(questions)
        text = rng.choice((f"{text} {question}", f"{text}\n{question}", f"{question} {text}", f"{question}\n{text}"))
    if len(labels) > 2 and rng.random() < 0.3:
        rest = [label for label in labels if label != right]
        labels = [right, *rng.sample(rest, rng.randint(1, len(rest)))]
    rng.shuffle(labels)
    return Task(text, outline_of_choices(labels), right)
