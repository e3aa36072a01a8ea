"""Prose examples: English sentences with a JSON schema and the answer that a careful reader would give.

`make_sentence_example` draws a domain, a frame (a sentence with slots), what follows it, and a schema over some of the
facts said. Values, templates and two whole domains are kept for the test split.
"""

from __future__ import annotations

import random
from dataclasses import replace

from training.corpus import Example
from training.sentences.build import assemble
from training.sentences.commerce import COMMERCE_DOMAINS
from training.sentences.generic import GENERIC
from training.sentences.grammar import Domain, Template
from training.sentences.messages import MESSAGE_DOMAINS
from training.sentences.people import PEOPLE_DOMAINS
from training.sentences.plans import PLAN_DOMAINS
from training.sentences.reports import REPORT_DOMAINS
from training.values import Split

__all__ = ["DOMAINS", "make_sentence_example", "templates_of"]


def _apart(domains: tuple[Domain, ...]) -> tuple[Domain, ...]:
    """The domains without the test templates that some domain has for training; what a thing is called is shared."""
    trained = {template.source for domain in domains for pool in domain.pools["train"].values() for template in pool}
    parted = []
    for domain in domains:
        test = {
            role: tuple(t for t in pool if role == "subject" or t.source not in trained)
            for role, pool in domain.pools["test"].items()
        }
        pools: dict[Split, dict[str, tuple[Template, ...]]] = {
            "train": domain.pools["train"],
            "test": {role: pool for role, pool in test.items() if pool},
        }
        parted.append(replace(domain, pools=pools))
    return tuple(parted)


DOMAINS: tuple[Domain, ...] = _apart(
    (*PEOPLE_DOMAINS, *COMMERCE_DOMAINS, *PLAN_DOMAINS, *REPORT_DOMAINS, *MESSAGE_DOMAINS)
)

_OF_SPLIT: dict[Split, tuple[Domain, ...]] = {
    "train": tuple(domain for domain in DOMAINS if not domain.test_only),
    "test": tuple(domain for domain in DOMAINS for _ in range(3 if domain.test_only else 1)),
}


def make_sentence_example(rng: random.Random, split: Split) -> Example:
    """One prose example of the split. The same state of `rng` gives the same example."""
    return assemble(rng, split, _OF_SPLIT[split], GENERIC)


def templates_of(split: Split) -> set[tuple[str, str, str]]:
    """Every template that texts of the split are made of, with its domain and role."""
    found = {(domain.name, role, t.source) for domain in DOMAINS for role, p in domain.pools[split].items() for t in p}
    return found | {("", role, t.source) for role, pool in GENERIC[split].items() for t in pool}
