"""Documents (records, mails, receipts, tickets, logs, ...) and the JSON objects that say what they say.

`make_document_example` draws a kind of document, the facts that one of its layouts shows, noise around them, and a
schema that asks for some of the facts. Some layouts of every kind, and a few whole kinds, are kept for the test split.
"""

from __future__ import annotations

import random

from training.documents.core import LONGEST_TEXT, Document, Draw, ask, lay_out
from training.documents.letters import LETTERS
from training.documents.records import draw_record
from training.documents.shopping import SHOPPING
from training.example import Example
from training.values import Split

KINDS = (*LETTERS, *SHOPPING)

_RECORDS = 0.3
_EMPTY = 0.03
_NOISE_BEFORE = (
    "---",
    "Page 1 of 2",
    "Copy",
    "FYI",
    "Internal",
    "Scan 3",
    "*** please keep ***",
    "(draft)",
    "see below",
)
_NOISE_AFTER = (
    "---", "Sent from my phone", "Page 1 of 1", "Thank you!", "All prices include tax.", "This message is confidential.", "Do not reply to this address.",
    "Printed on recycled paper.", "End of record.", "Terms apply.", "(end)", "E. & O. E.", "Have a nice day!",
)  # fmt: skip
_NOISE_TEST = ("= = =", "Keep this for your files.", "Errors excepted.", "Sent with care")

_BY_SPLIT: dict[Split, tuple[tuple[int, ...], tuple[float, ...]]] = {
    "train": (
        tuple(i for i, kind in enumerate(KINDS) if kind.layouts),
        tuple(kind.weight for kind in KINDS if kind.layouts),
    ),
    "test": (tuple(range(len(KINDS))), tuple(kind.weight if kind.layouts else 2.0 for kind in KINDS)),
}


def draw_document(rng: random.Random, split: Split) -> Document:
    """A document without noise around it."""
    draw = Draw(rng, split)
    if rng.random() < _RECORDS:
        return draw_record(rng, draw)
    indices, weights = _BY_SPLIT[split]
    kind = KINDS[rng.choices(indices, weights)[0]]
    layouts = kind.layouts
    if split == "test" and (not layouts or rng.random() < 0.5):
        layouts = kind.held_out
    layout = rng.choice(layouts)
    draw.plain = any(mark in layout for mark in ("}, {", "},{"))
    return lay_out(draw, kind, layout)


def _noisy(rng: random.Random, split: Split, text: str) -> str:
    chance = rng.random()
    if chance < 0.07:
        return f"{rng.choice(_NOISE_BEFORE)}\n{text}"
    if chance < 0.18:
        return f"{text}\n{rng.choice(_NOISE_TEST if split == 'test' else _NOISE_AFTER)}"
    return text


def make_document_example(rng: random.Random, split: Split) -> Example:
    """One example of the split. The same state of `rng` gives the same example."""
    while True:
        document = draw_document(rng, split)
        if document.shown and len(document.text) <= LONGEST_TEXT:
            break
    if split == "train" and rng.random() < _EMPTY:
        return ask(rng, document, "")
    return ask(rng, document, _noisy(rng, split, document.text))
