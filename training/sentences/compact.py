"""Domains and facts read from compact tables: tales with roles, traits of persons and things, lists of objects."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from training import values
from training.sentences import fillers as f
from training.sentences.grammar import (
    Domain,
    Fact,
    Filled,
    Maker,
    apart,
    choice,
    domain,
    drawn_until,
    fact,
    listing,
    type_,
)
from training.sentences.phrases import PHRASES
from training.sentences.traits_more import MORE
from training.values import Split

SPLITS: tuple[Split, Split] = ("train", "test")

# Makers by name


def number(low: int, high: int, kind: str = "integer", words: float = 0.35) -> Maker:
    """An integer of any size in digits or in words."""
    small = high - low < 60

    def make(rng: random.Random, split: Split) -> Filled:
        for _ in range(40):
            found = rng.randint(low, high)
            if found >= 10_000:
                found = found // 100 * 100
            elif found >= 1000 and rng.random() < 0.7:
                found = found // 50 * 50
            if small or values.split_of(str(found)) == split:
                break
        if rng.random() < words and found < 1_000_000 and (found < 1000 or found % 50 == 0):
            text = values.in_words(found)
            if found > 100 and rng.random() < 0.3:
                text = text.replace(" and ", " ")
            elif text.startswith("one ") and rng.random() < 0.3:
                text = "a " + text[4:]
        elif found >= 10_000 or (found >= 1000 and rng.random() < 0.5):
            text = f"{found:,}" if rng.random() < 0.85 else str(found)
        else:
            text = str(found)
        return Filled(text, f.Digits(found), f.INTEGER if rng.random() < 0.93 else f.NUMBER, kind)

    return make


def measured(low: float, high: float, places: int, units: str) -> Maker:
    """A number with a unit, of which the number is the answer; the units are separated by commas."""
    forms = units.split(",")
    whole = number(int(low), int(high), "measure", 0.12)
    broken = f.decimal(low, high, max(places, 1), "measure")

    def make(rng: random.Random, split: Split) -> Filled:
        filled = (broken if places else whole)(rng, split)
        unit = rng.choice(forms)
        gap = "" if len(unit) < 3 and rng.random() < 0.3 and filled.text[-1].isdigit() else " "
        return replace(filled, text=filled.text + gap + unit)

    return make


def _year(low: int, high: int) -> Maker:
    """A year; both sides of the split share a range that has none of its own for one of them."""
    every = [str(number) for number in range(low, high + 1)]
    sides: dict[Split, list[str]] = {
        split: [y for y in every if values.split_of(y) == split] or every for split in SPLITS
    }

    def make(rng: random.Random, split: Split) -> Filled:
        text = rng.choice(sides[split])
        return Filled(text, f.Digits(text), f.INTEGER, "year")

    return make


def day(low: int = 2022, high: int = 2028) -> Maker:
    """A date with its year, of which the answer is in ISO 8601."""

    def make(rng: random.Random, split: Split) -> Filled:
        iso = values.draw(rng, split, lambda r: f"{r.randint(low, high)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}")
        return Filled(f.written(rng, int(iso[:4]), int(iso[5:7]), int(iso[8:])), iso, f.DATE, "date")

    return make


@cache
def _sides(name: str) -> dict[Split, tuple[str, ...]]:
    phrases = PHRASES[name]
    test = tuple(p for p in phrases if values.split_of(p) == "test") or phrases[-1:]
    return {"train": tuple(p for p in phrases if p not in test), "test": test}


_HOLE = re.compile(r"\{(\w+)\}")


def phrase(name: str) -> Maker:
    """One of the phrases of that name, copied as it is; the holes in it are filled."""

    def make(rng: random.Random, split: Split) -> Filled:
        text = rng.choice(_sides(name)[split])
        if "{" in text:
            text = _HOLE.sub(lambda m: maker_of(m[1])(rng, split).text, text)
        return Filled(text, text if name == "claim" else f.core(text), f.STRING, name)

    return make


def _names(rng: random.Random, split: Split) -> Filled:
    return f.full_person(rng, split) if rng.random() < 0.5 else f.first_name(rng, split)


PLAIN: dict[str, Maker] = {
    "person": _names,
    "full": f.full_person,
    "first": f.first_name,
    "surname": f.surname,
    "loose": f.weekday,
    "soon": f.soon,
    "clock": f.clock(),
    "title": f.book_title,
    "film": f.film_title,
    "medicine": f.treatment_bare,
    "complaint": f.symptom_bare,
    "street": f.street_line,
    "url": f.website,
}


@cache
def maker_of(kind: str) -> Maker:
    """The maker that a table names: ``city``, ``int:3:40``, ``price:20:900``, ``list:skill``, ``=a, b, c``.

    Raises:
        ValueError: there is no such maker.
    """
    if kind[0] == "=":
        return f.one_of("word", *(part.strip() for part in kind[1:].split(",")))
    name, *args = kind.split(":")
    if name == "list":
        return f.several(maker_of(args[0]), int(args[1]) if len(args) > 1 else 1, 4)
    if name in ("int", "age"):
        return number(int(args[0]), int(args[1]), "age" if name == "age" else "integer")
    if name == "price":
        return f.price(int(args[0]), int(args[1]), cents=0.4 if int(args[1]) < 400 else 0.05)
    if name == "year":
        return _year(int(args[0]), int(args[1]))
    if name == "day":
        return day(*map(int, args))
    if name == "unit":
        return measured(float(args[0]), float(args[1]), int(args[2]), args[3])
    if name == "percent":
        return f.percent(int(args[0]), int(args[1]))
    if name in PLAIN:
        return PLAIN[name]
    if name in PHRASES:
        return phrase(name)
    found = getattr(f, name, None)
    if not callable(found):
        raise ValueError(f"no maker {kind}")
    made: Maker = found
    return made


# Facts that are drawn together


def _size(filled: Filled) -> float | str:
    return float(filled.json) if isinstance(filled.json, f.Digits) else str(filled.json)


def _together(
    kinds: dict[str, str], orders: Sequence[tuple[str, ...]]
) -> Callable[[random.Random, Split], dict[str, Filled]]:
    """Draws facts that differ from one another, those of an order in it, and names in one manner."""

    def prepare(rng: random.Random, split: Split) -> dict[str, Filled]:
        drawn: dict[str, Filled] = {}

        def differs(filled: Filled) -> bool:
            if isinstance(filled.json, f.Digits):
                return all(filled.json != other.json for other in drawn.values())
            return apart(filled, drawn.values())

        names = rng.random()
        for key, kind in kinds.items():
            if kind == "person" and names < 0.85:
                kind = "full" if names < 0.45 else "first"
            make = maker_of(kind)
            drawn[key] = drawn_until(partial(make, rng, split), differs, 8)
        for order in orders:
            for key, filled in zip(order, sorted((drawn[key] for key in order), key=_size), strict=True):
                drawn[key] = filled
        for key, filled in drawn.items():
            if filled.schema is f.DATE and rng.random() < 0.2 and not filled.text.startswith("the "):
                drawn[key] = Filled(filled.text, filled.text, f.STRING, filled.kind)
        return drawn

    return prepare


_FACT = re.compile(r"(\w+) \| (.+)")


_BARE = re.compile(r"(?<![:.?;¶] )(?<![>*¶] )(?<!¶)\{rows\}")
"""A list that a sentence needs as a noun phrase."""


def _none(told: str) -> str:
    """Wordings of there being nothing to list: two of them may open a text."""
    wordings = [wording.strip() for wording in told.split(" / ")]
    return "\n".join(wordings + ["> " + wording for wording in wordings[:2]])


_ALIKE = frozenset(("removal", "nickname", "surname_first", "letter", "phone_message", "family", "interview_story"))
"""Tales of which some sentences tell a role by way of another."""


def tale(block: str) -> Domain:
    """One domain: a name, facts (``key | kind | names | descriptions | wordings of none``), then templates.

    ``> line`` is a frame, ``* line`` one in the first person, ``^ line`` one about the head with ``{S}``, ``~ line``
    about others, ``< a b`` an order of facts, any other line a sentence. ``:: members`` and ``[] forms | names |
    descriptions | none`` make the fact ``rows``, a list of objects; ``??`` opens a fact of `traits`.
    """
    name, *lines = block.strip().splitlines()
    facts: dict[str, Fact] = {}
    kinds: dict[str, str] = {}
    orders: list[tuple[str, ...]] = []
    sections: dict[str, list[str]] = {}
    members = ""
    few: list[str] = []
    for raw in lines:
        row = raw.strip()
        if row.startswith(("?? ", "+ ", "- ", "= ")):
            few.append(row.removeprefix("?? "))
            continue
        if row.startswith(":: "):
            members = row[3:]
            continue
        if row.startswith("[] "):
            forms, names, descriptions, *none = (part.strip() for part in row[3:].split(" | "))
            told = _none(none[0]) if none else ""
            make = rows(members, forms)
            facts["rows"] = listing(make, names, descriptions, told) if told else fact(make, names, descriptions)
            continue
        found = _FACT.match(row)
        if found is not None:
            key = found[1]
            kind, names, descriptions, *none = (part.strip() for part in found[2].split(" | "))
            if none:
                facts[key] = listing(maker_of(kind), names, descriptions, _none(none[0]))
            else:
                facts[key] = fact(maker_of(kind), names, descriptions)
                kinds[key] = kind
        elif row.startswith("<"):
            orders.append(tuple(row[1:].split()))
        elif row:
            row = _BARE.sub("{=rows}", row)
            section = {">": "frames it", "*": "frames I", "^": "frames he", "~": "noise"}.get(row[0], "says")
            sections.setdefault(section, []).append(row if section == "says" else row[1:].strip())
    traits_, themes = traits("\n".join(few)) if few else ({}, {})
    facts |= traits_
    text = "\n".join(f"== {section}\n" + "\n".join(found) for section, found in sections.items())
    head = next(iter(facts))
    made = domain(
        name.strip(),
        text,
        facts,
        head=head if "frames he" in sections else "",
        writer=head if "frames I" in sections else "",
        message=not any({"sender", "caller"} & set(about.names) for about in facts.values()),
    )
    lengths = (0, 0, 0, 1, 1, 2, 2, 3, 4, 5)
    return replace(
        made, prepare=_together(kinds, orders), dull=0.16, signed=0.3, asides=0.2, themes=themes, lengths=lengths
    )


def tales(text: str) -> tuple[Domain, ...]:
    """The domains of a text whose blocks begin with ``#``."""
    return tuple(tale(block) for block in re.split(r"^# ", text, flags=re.MULTILINE)[1:])


# Traits


_ADVERBS = frozenset("never always still hardly rarely only also just often simply usually really already".split())
_VERBS = {
    "is": "<am|is|are>", "has": "<have|has>", "was": "<was|was|were>", "isn't": "<am not|isn't|aren't>",
    "hasn't": "<haven't|hasn't>", "doesn't": "<don't|doesn't>", "does": "<do|does>", "goes": "<go|goes>",
    "wasn't": "<wasn't|wasn't|weren't>",
}  # fmt: skip


_SECOND = frozenset(
    "wears sits rolls plays counts plans looks fights wants turns learns wakes has leaves is hides collects".split()
)


def agreeing(line: str) -> str:
    """A predicate of the third person whose verbs agree with any subject."""
    words = line.split(" ")
    at = next((i for i, word in enumerate(words) if word not in _ADVERBS and word != "no" and word != "longer"), 0)
    _agree(words, at)
    for later in range(at + 2, len(words)):
        if words[later - 1] in ("and", "but") and words[later] in _SECOND:
            _agree(words, later)
    return " ".join(words)


def _agree(words: list[str], at: int) -> None:
    verb = words[at]
    if verb in _VERBS:
        words[at] = _VERBS[verb]
    elif verb.endswith("ies"):
        words[at] = f"<{verb[:-3]}y|{verb}>"
    elif verb.endswith(("sses", "shes", "ches", "xes", "zzes")):
        words[at] = f"<{verb[:-2]}|{verb}>"
    elif verb.endswith("s") and not verb.endswith(("ss", "us")):
        words[at] = f"<{verb[:-1]}|{verb}>"


def _more() -> dict[tuple[str, str], str]:
    """The further wordings by name of the fact and sign."""
    found: dict[tuple[str, str], str] = {}
    for row in MORE.strip().splitlines():
        name, sign, wordings = row.split(" ", 2)
        found[name, sign] = wordings
    return found


_MORE = _more()


def _lines(wordings: str, opening: bool) -> list[str]:
    """Wordings as lines of `choice`: one that begins with a small letter is a predicate."""
    found: list[str] = []
    for wording in map(str.strip, wordings.split(" / ")):
        if wording[0].islower():
            found.append("+ " + agreeing(wording))
            continue
        found.append(wording)
        if opening:
            found.append("> " + wording)
    return found


def traits(text: str, opening: bool = False) -> tuple[dict[str, Fact], dict[str, str]]:
    """Facts with few values, and the theme of each; whole sentences may also open a text.

    ``## theme`` opens a theme; ``names ~ descriptions`` a fact; ``+ a / b`` and ``- a / b`` word a boolean that is true
    or false, ``= label|label: a / b`` a value of an enumeration.
    """
    facts: dict[str, Fact] = {}
    themes: dict[str, str] = {}
    theme = head = ""
    body: list[str] = []

    def close() -> None:
        if body:
            names, _, descriptions = head.partition(" ~ ")
            key = names.split()[0]
            if key in facts or not names.strip():
                raise ValueError(f"twice or nameless: {names}")
            facts[key] = choice(names, descriptions, "\n".join(body), boolean=body[0].strip() == "= yes")
            themes[key] = theme or key
            body.clear()

    for raw in text.strip().splitlines():
        row = raw.strip()
        if row.startswith("##"):
            close()
            theme = row[2:].strip()
        elif row[:2] in ("+ ", "- "):
            body.append("= yes" if row[0] == "+" else "= no")
            more = _MORE.get((head.split()[0], row[0]), "")
            body.extend(_lines(f"{row[2:]} / {more}" if more else row[2:], opening))
        elif row.startswith("= "):
            labels, _, wordings = row[2:].partition(": ")
            body.append("= " + labels.replace("|", " | "))
            body.extend(_lines(wordings, opening))
        elif row:
            close()
            head = row
    close()
    return facts, themes


def traited(
    name: str,
    templates: str,
    table: str,
    others: dict[str, Fact],
    *,
    head: str = "",
    writer: str = "",
    opening: bool = False,
    related: str = "",
) -> Domain:
    """A domain of traits: its templates use ``@`` and the facts of `others`.

    Themes that are `related` (groups separated by semicolons) are one: who reads about one learns about the others.
    """
    facts, themes = traits(table, opening)
    for group in related.split(";"):
        for theme in group.split():
            if theme not in themes.values():
                raise ValueError(f"no theme {theme}")
        themes = {key: group if theme in group.split() else theme for key, theme in themes.items()}
    made = domain(name, templates, {**others, **facts}, head=head, writer=writer)
    lengths = (0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6)
    return replace(made, themes=themes, dull=0.08, signed=0.35, asides=0.2, lengths=lengths)


# Lists of objects


def rows(members: str, forms: str, *, low: int = 2, high: int = 4) -> Maker:
    """A list of objects, one form of words for each, or several forms mixed.

    `members` are ``key kind names`` separated by semicolons; forms are separated by " / ", with ``{key}`` holes. Forms
    that begin with a capital or a name and hold a verb are clauses; all are joined as prose joins them.
    """
    fields: dict[str, tuple[str, tuple[str, ...]]] = {}
    for member in members.split(";"):
        key, kind, *names = member.split()
        if not all(name.isidentifier() for name in (key, *names)):
            raise ValueError(f"no members: {member}")
        fields[key] = (kind.replace("_", " ") if kind.startswith(("=", "unit:")) else kind, tuple(names) or (key,))
    wordings = [form.strip() for form in forms.split(" / ")]

    def make(rng: random.Random, split: Split) -> Filled:
        keys = [key for key in fields if any("{" + key + "}" in form for form in wordings)]
        names: dict[str, str] = {}
        for key in keys:
            free = [name for name in fields[key][1] if name not in names.values()]
            names[key] = free[0] if rng.random() < 0.4 else rng.choice(free)
        form = rng.choice(wordings)
        said = [key for key in keys if "{" + key + "}" in form]
        alike = [other for other in wordings if all(("{" + key + "}" in other) == (key in said) for key in keys)]
        phrases = [other for other in alike if not _CLAUSE.search(other)]
        kept = (
            list(said)
            if rng.random() < 0.85 or len(said) < 3
            else sorted(rng.sample(said, len(said) - 1), key=said.index)
        )
        if rng.random() < 0.2:
            rng.shuffle(kept)
        drawn: list[dict[str, Filled]] = []
        taken: set[str] = set()
        for _ in range(rng.randint(low, high)):
            row: dict[str, Filled] = {}
            for key in said:
                filled = drawn_until(
                    partial(maker_of(fields[key][0]), rng, split),
                    lambda found: found.text not in taken or isinstance(found.json, f.Digits),
                    6,
                )
                taken.add(filled.text)
                row[key] = filled
            drawn.append(row)
        schemas: dict[str, type_] = {}
        for key in kept:
            numbers = [row[key].schema for row in drawn]
            schemas[key] = f.NUMBER if f.NUMBER in numbers else numbers[0]
        item: type_ = {
            "type": "object", "properties": {names[key]: schemas[key] for key in kept},
            "required": [names[key] for key in kept], "additionalProperties": False,
        }  # fmt: skip
        shorter = _shorter(rng, wordings, form, said)
        if shorter and len(said) == len(kept):
            return _gaps(rng, drawn, (form, shorter), {key: names[key] for key in kept}, item)
        mixed = rng.random() < 0.35
        found = [{names[key]: row[key].json for key in kept} for row in drawn]
        told = _told(rng, drawn, alike if mixed else [form], lines=True)
        phrase_ = ""
        if phrases:
            phrase_ = _told(rng, drawn, phrases if mixed else [rng.choice(phrases)], lines=False)
        return Filled(told, found, {"type": "array", "items": item}, "rows", phrase=phrase_)

    return make


def _shorter(rng: random.Random, forms: Sequence[str], form: str, said: Sequence[str]) -> str:
    """At times a form that leaves out one of the members said, but not the first."""
    if len(said) < 2 or rng.random() > 0.16 or _CLAUSE.search(form):
        return ""
    found = [
        other
        for other in forms
        if not _CLAUSE.search(other)
        and "{" + said[0] + "}" in other
        and sum("{" + key + "}" in other for key in said) == len(said) - 1 == other.count("{")
    ]
    bare = ["{" + said[0] + "}"] if len(said) == 2 else []
    return rng.choice(found + bare) if found or bare else ""


def _gaps(
    rng: random.Random,
    drawn: Sequence[dict[str, Filled]],
    forms: tuple[str, str],
    names: dict[str, str],
    item: type_,
) -> Filled:
    """Objects of which some, told in the second form, lack a member: it is null, or it is left out."""
    short = [rng.random() < 0.4 for _ in drawn]
    at = rng.randrange(len(drawn))
    short[at], short[at - 1] = True, False
    missing = next(key for key in drawn[0] if "{" + key + "}" not in forms[1])
    members, required = item["properties"], item["required"]
    assert isinstance(members, dict)
    assert isinstance(required, list)
    nullable = rng.random() < 0.5
    if nullable:
        members[names[missing]] = {"anyOf": [members[names[missing]], {"type": "null"}]}
    else:
        required.remove(names[missing])
    found: list[dict[str, object]] = []
    for row, gap in zip(drawn, short, strict=True):
        made: dict[str, object] = {name: row[key].json for key, name in names.items()}
        if gap and nullable:
            made[names[missing]] = None
        elif gap:
            del made[names[missing]]
        found.append(made)
    shown = [
        _HOLE.sub(lambda m, row=row: row[m[1]].text, forms[gap])  # type: ignore[misc]
        for row, gap in zip(drawn, short, strict=True)
    ]
    text = ("; " if any("," in one for one in shown) else rng.choice((", ", ", ", "; "))).join(shown)
    return Filled(text, found, {"type": "array", "items": item}, "rows", phrase=text)


_CLAUSE = re.compile(
    r"\b(is|has|was|will|must|cost|costs|scored|got|came|needed|speaks|talks|turned|leaves|comes|uses|write|call|promised|"
    r"netted|can)\b"
)
"""What makes a form of words a clause."""


def _told(rng: random.Random, drawn: Sequence[dict[str, Filled]], forms: Sequence[str], *, lines: bool) -> str:
    """The objects in prose or in lines."""
    used = [rng.choice(forms) for _ in drawn]
    shown = [_HOLE.sub(lambda m, row=row: row[m[1]].text, form) for form, row in zip(used, drawn, strict=True)]  # type: ignore[misc]
    commas = any("," in text for text in shown)
    style = rng.random()
    if any(_CLAUSE.search(form) for form in used):
        if style < 0.4 and not commas and len(shown) > 1:
            return ", ".join(shown[:-1]) + rng.choice((", and ", " and ", ", ")) + shown[-1]
        return "; ".join(shown) if any(text[0].islower() for text in shown) else ". ".join(shown)
    if style < 0.12:
        return "; ".join(shown)
    if lines and style < 0.35:
        return rng.choice(("\n", "\n- ")).join(["", *shown])
    if style < 0.5 and commas:
        return "; ".join(shown)
    return f.joined(rng, shown)
