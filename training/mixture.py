"""What the text models learn from, in which shares: notes, sentences, documents, questions to databases, other tasks."""

from __future__ import annotations

import random
from typing import NamedTuple

from training.documents import make_document_example
from training.example import Example
from training.notes import make_choice_of_note, make_note_example
from training.questions import make_question
from training.sentences import make_sentence_example
from training.tasks import make_task
from training.values import Split

NOTES, SENTENCES, DOCUMENTS, QUESTIONS = 0.30, 0.26, 0.14, 0.20
"""Shares; the rest are tasks without an object schema."""

CHOICES_OF_NOTES = 0.4
"""Share of those in which a label of a note is chosen."""


class Lesson(NamedTuple):
    """What a model is told beside the prompt, the prompt, and the right answer."""

    told: str
    text: str
    target: str


def make_extraction(rng: random.Random, split: Split) -> Example:
    """A note, a sentence or a document, in their shares."""
    make = rng.choices(
        (make_note_example, make_sentence_example, make_document_example), (NOTES, SENTENCES, DOCUMENTS)
    )[0]
    return make(rng, split)


def make_lesson(rng: random.Random, split: Split) -> Lesson:
    """One example of the split. The same state of `rng` gives the same example."""
    which = rng.random()
    if which < QUESTIONS:
        question = make_question(rng, split)
        return Lesson(question.outline, question.text, question.target)
    if which < QUESTIONS + NOTES + SENTENCES + DOCUMENTS:
        example = make_extraction(rng, split)
        return Lesson(example.outline, example.text, example.target)
    task = make_choice_of_note(rng, split) if rng.random() < CHOICES_OF_NOTES else make_task(rng, split)
    return Lesson(task.told, task.text, task.target)
