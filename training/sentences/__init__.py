"""Prose examples: English sentences with a JSON schema and the answer that a careful reader would give.

`make_sentence_example` draws a domain (a scene, a tale of roles, a list of objects, traits of a person or thing), a frame (a sentence with slots), what follows it, and a schema over some of the
facts said. Values, templates and two whole domains are kept for the test split.
"""

from __future__ import annotations

import random
from dataclasses import replace

from training.example import Example
from training.sentences.build import assemble
from training.sentences.commerce import COMMERCE_DOMAINS
from training.sentences.generic import GENERIC
from training.sentences.grammar import Domain, Template
from training.sentences.letters import LETTER_DOMAINS
from training.sentences.messages import MESSAGE_DOMAINS
from training.sentences.people import PEOPLE_DOMAINS
from training.sentences.plans import PLAN_DOMAINS
from training.sentences.reports import REPORT_DOMAINS
from training.sentences.rosters import ROSTER_DOMAINS
from training.sentences.tales import TALE_DOMAINS
from training.sentences.traits import PERSON_TRAITS
from training.sentences.traits_of_things import THING_TRAIT_DOMAINS
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
    (
        *PEOPLE_DOMAINS,
        *COMMERCE_DOMAINS,
        *PLAN_DOMAINS,
        *REPORT_DOMAINS,
        *MESSAGE_DOMAINS,
        *TALE_DOMAINS,
        *ROSTER_DOMAINS,
        *LETTER_DOMAINS,
        PERSON_TRAITS,
        *THING_TRAIT_DOMAINS,
    )
)

_ROLES = frozenset(domain.name for domain in TALE_DOMAINS)
_LISTS = frozenset(domain.name for domain in ROSTER_DOMAINS)
_LETTERS = frozenset(domain.name for domain in LETTER_DOMAINS)
_TRAITS = frozenset(domain.name for domain in THING_TRAIT_DOMAINS)
_PEOPLE = PERSON_TRAITS.name


def _kind(domain: Domain) -> str:
    """What a domain practises."""
    name = domain.name
    for kind, names in (("roles", _ROLES), ("lists", _LISTS), ("letters", _LETTERS), ("traits", _TRAITS)):
        if name in names:
            return kind
    return name


_SHARES = {"roles": 0.15, "lists": 0.07, "letters": 0.05, "traits": 0.11, _PEOPLE: 0.07}
"""How often each kind is drawn; the domains of scenes share the rest."""


def _shared(split: Split) -> tuple[tuple[tuple[Domain, ...], ...], tuple[float, ...]]:
    kinds: dict[str, list[Domain]] = {"scenes": [], **{kind: [] for kind in _SHARES}}
    for domain in DOMAINS:
        kind = _kind(domain)
        if split == "test" or not domain.test_only:
            times = 3 if split == "test" and domain.test_only else 1
            kinds[kind if kind in _SHARES else "scenes"] += [domain] * times
    weights, total = [], 0.0
    for kind in kinds:
        total += _SHARES.get(kind, 1 - sum(_SHARES.values()))
        weights.append(total)
    return tuple(map(tuple, kinds.values())), tuple(weights)


_OF_SPLIT = {split: _shared(split) for split in ("train", "test")}


def make_sentence_example(rng: random.Random, split: Split) -> Example:
    """One prose example of the split. The same state of `rng` gives the same example."""
    kinds, weights = _OF_SPLIT[split]
    return assemble(rng, split, rng.choices(kinds, cum_weights=weights)[0], GENERIC)


def templates_of(split: Split) -> set[tuple[str, str, str]]:
    """Every template that texts of the split are made of, with its domain and role."""
    found = {(domain.name, role, t.source) for domain in DOMAINS for role, p in domain.pools[split].items() for t in p}
    return found | {("", role, t.source) for role, pool in GENERIC[split].items() for t in pool}
