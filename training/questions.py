"""Synthetic text-to-SQL examples: the tables of a database, a question about them, and the query that answers it.

An example is made in three draws: a small database (one to four tables of a theme, linked by foreign keys, under
varying table and column names: `schemas_of_tables`), a question (a wording of one of the shapes below, with conditions
in their own wordings) and its values. Wordings, open values and whole themes are on one side of the train/test split:
one wording in eight is for tests, and `UNSEEN` holds the themes that training never sees.

What is asked for decides what is selected: "show the customers" all columns, "which customers" the one that names a
row (all of them where none does), "the age of the customers" that column. The queries are those of
`languages.sql.SqlDatabase`: upper-case keywords, single spaces, columns qualified in joins only, children before what
they refer to. Rows that have something are asked for with IN, rows that have nothing with NOT IN, and what belongs to
a row of another table is grouped by the name of that row.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from constrained_diffusion.languages.outline import outline_of_tables
from training.schemas_of_tables import ANONYMOUS, KINDS, UNSEEN, Column, Kind, Link
from training.values import Split, split_of

__all__ = ["KINDS", "UNSEEN", "Question", "Table", "create_statements", "draw_tables", "make_question"]

Value = str | int | float
Entry = tuple[str, Column]
_TOLD_IN_TEXT = 0.1
"""So many of the training examples have their tables in the text, and no outline."""


@dataclass(frozen=True)
class Table:
    """A drawn table.

    Attributes:
        name: in the database.
        nouns: what its rows are called, in plural and singular, usually as the table is.
        key: its primary key.
        columns: the others, with what they hold; the first names a row.
        parents: (column, table) of its foreign keys.
        links: how those are spoken of.
        shared: ways to speak that more than one of its columns has.
        person: whether its rows are people.
        named: whether its first column says which row it is.
    """

    name: str
    singular: str
    label: str
    columns: tuple[Entry, ...]
    parents: tuple[tuple[str, str], ...]
    plural: str = ""
    key: str = "id"
    links: tuple[Link, ...] = ()
    shared: frozenset[str] = frozenset()
    person: bool = False
    named: bool = True

    @property
    def column_names(self) -> tuple[str, ...]:
        return (self.key, *(name for name, _ in self.columns), *(column for column, _ in self.parents))


@dataclass(frozen=True)
class Question:
    """`target` answers `text` over `tables`; `outline` is how the prompt names the tables, empty where the text does."""

    text: str
    tables: tuple[Table, ...]
    target: str
    told_in_text: bool = False

    @property
    def outline(self) -> str:
        if self.told_in_text:
            return ""
        return outline_of_tables({table.name: table.column_names for table in self.tables})


def create_statements(tables: Sequence[Table]) -> str:
    """The DDL of drawn tables, for SQLite."""
    rng = random.Random(0)
    keys = {table.name: table.key for table in tables}
    parts = []
    for table in tables:
        columns = [
            f"{table.key} INTEGER PRIMARY KEY",
            *(f"{name} {column.sql_type(rng)}" for name, column in table.columns),
        ]
        columns += [f"{column} INTEGER REFERENCES {parent}({keys[parent]})" for column, parent in table.parents]
        parts.append(f"CREATE TABLE {table.name} ({', '.join(columns)});")
    return "\n".join(parts)


# Databases


@cache
def _frames(column: Column) -> frozenset[str]:
    """The ways to speak that are of this column, if no other of its table has them."""
    found = {way for ways in column.said.values() for way in ways}
    found |= {"p:" for way in found if way == "p:{v}"}
    found |= {f"than {word}" for word in (*column.more, *column.less)}
    found |= {f"most {word}" for word in (*column.most, *column.least)}
    return frozenset(found | {f"counts {column.counted}"} | set(column.asks))


@cache
def _called(column: Column) -> frozenset[str]:
    """All that a column may be called, in words."""
    return frozenset(_say(name) for name in (*column.names, *column.also, column.counted) if name)


@cache
def _spoken(column: Column) -> tuple[str, ...]:
    """What people call a column: names that are nouns."""
    ends = ("_at", "_on", "_in")
    nouns = [name for name in column.names if not name.endswith(ends) and not name.startswith(("is_", "has_"))]
    return tuple(dict.fromkeys(_say(name) for name in (*nouns, *column.also)))


@cache
def _nouns_of(kind: str) -> frozenset[str]:
    return frozenset(_say(noun) for pair in KINDS[kind].nouns for noun in pair)


@cache
def _children(kind: str) -> tuple[str, ...]:
    return tuple(name for name, other in KINDS.items() if kind in other.parents)


_RESERVED = frozenset(("order", "match", "transaction", "trigger", "group", "index", "table", "user"))


def _draw_kinds(rng: random.Random, main: str, themes: frozenset[str]) -> list[str]:
    """One to four kinds, mostly linked with the first."""
    kinds = [main]

    def add(others: Iterable[str], chance: float) -> None:
        for kind in others:
            if kind in themes and kind not in kinds and len(kinds) < 4 and rng.random() < chance:
                if not any(_nouns_of(kind) & _nouns_of(other) for other in kinds):
                    kinds.append(kind)

    add(KINDS[main].parents, 0.75)
    if rng.random() < 0.35:
        add(_children(main), 0.5)
    if rng.random() < 0.25:
        for kind in tuple(kinds[1:]):
            add(KINDS[kind].parents, 0.6)
    if rng.random() < 0.2:
        add([rng.choice(sorted(themes))], 1)
    return kinds


def draw_tables(rng: random.Random, kinds: Sequence[str]) -> tuple[Table, ...]:
    """Tables of the given kinds, linked where one refers to another; names and columns vary."""
    names: dict[str, tuple[str, str, str]] = {}
    in_singular, has_own_keys = rng.random() < 0.15, rng.random() < 0.12
    for kind in kinds:
        nouns = KINDS[kind].nouns
        plural, singular = nouns[0] if rng.random() < 0.5 else rng.choice(nouns)
        table = singular if in_singular and singular not in _RESERVED else plural
        if rng.random() < 0.2:  # called otherwise than the table
            plural_said, singular_said = rng.choice(nouns)
        else:
            plural_said, singular_said = plural, singular
        names[kind] = (table, _say(plural_said), _say(singular_said))
    stems = {kind: next(s for p, s in KINDS[kind].nouns if names[kind][0] in (p, s)) for kind in kinds}
    keys = {kind: f"{stems[kind]}_id" if has_own_keys else "id" for kind in kinds}
    return tuple(_draw_table(rng, kind, KINDS[kind], kinds, names, stems, keys) for kind in kinds)


def _draw_table(
    rng: random.Random, kind: str, source: Kind, kinds: Sequence[str], names: dict[str, tuple[str, str, str]],
    stems: dict[str, str], keys: dict[str, str],
) -> Table:  # fmt: skip
    taken = {stem for other, stem in stems.items() if other != kind} | set(keys.values())
    most = len(source.columns)
    chosen = [source.label, *rng.sample(source.columns, min(most, rng.choice((1, 2, 2, 3, 3, 4, 4, 5, 6))))]
    columns: dict[str, Column] = {}
    called: set[str] = set()
    frames: set[str] = set()
    shared: set[str] = set()
    for column in chosen:
        mine = _called(column)
        if called & mine:
            continue
        name = column.names[0] if rng.random() < 0.5 else rng.choice(column.names)
        if name in taken:
            continue
        called |= mine
        columns[name] = column
        own = _frames(column)
        shared |= frames & own
        frames |= own
    parents, links = [], []
    for parent, link in source.parents.items():
        if parent in kinds:
            key = keys[parent] if keys[parent] != "id" else f"{stems[parent]}_id"
            if rng.random() < 0.1 and keys[parent] == "id":
                key = f"{parent}_id"
            parents.append((key, names[parent][0]))
            links.append(link)
    table, plural, singular = names[kind]
    return Table(
        table, singular, next(iter(columns)), tuple(columns.items()), tuple(parents), plural, keys[kind], tuple(links),
        frozenset(shared), source.person, kind not in ANONYMOUS,
    )  # fmt: skip


# Wordings


def _say(name: str) -> str:
    return name.replace("_", " ")


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun if noun.endswith("s") and not noun.endswith(("ss", "us")) else noun + "es"
    return noun + "s"


def _article(noun: str) -> str:
    if noun[:4] in ("hour", "unit") or noun.startswith(("user", "uni", "one")):
        return ("an " if noun[0] == "h" else "a ") + noun
    return ("an " if noun[:1].lower() in "aeiou" else "a ") + noun


_KEPT = frozenset((
    "How many {np} are there", "What is the average {c} of the {np}", "Which {s} has the {x} {c}", "Count the {np} per {c}", "Show the {cs} of the {np}", "How many {t} are there {rest}",
    "Show the {cs} of all {np}", "List the {cs} of the {np}", "n:{c} over {v}", "n:{c} under {v}", "n:{c} {v}", "highest",
))  # fmt: skip
"""Wordings that the README and the examples have, which are for training."""


def _sides(*wordings: str) -> dict[Split, tuple[str, ...]]:
    """Wordings by the side of the split that they are on; there is at least one on each."""
    test = [one for one in wordings if split_of(one) == "test" and one not in _KEPT]
    test = test or [min((one for one in wordings if one not in _KEPT), key=lambda one: zlib.crc32(one.encode()) % 997)]
    return {"train": tuple(one for one in wordings if one not in test), "test": tuple(test)}


_Sides = dict[Split, tuple[str, ...]]

# How conditions are said, whatever the column: marked as in `schemas_of_tables`, and besides
#   n: behind "with"            e: a sentence, behind "whose" or "where"
#   s: signs, behind "where"    x: as it is
_NUMBER: dict[str, tuple[str, ...]] = {
    ">": ("h:{ac} over {v}", "h:{ac} above {v}", "h:{ac} of more than {v}", "h:{ac} greater than {v}", "h:{ac} higher than {v}",
          "h:{ac} of over {v}", "n:{c} over {v}", "n:{c} over {v}", "n:{c} over {v}", "n:{c} above {v}", "n:{c} greater than {v}", "n:{c} higher than {v}", "e:{c} is more than {v}", "e:{c} is over {v}", "e:{c} is above {v}", "e:{c} is greater than {v}",
          "e:{c} is higher than {v}", "e:{c} exceeds {v}", "s:{c} > {v}", "h:{ac} larger than {v}", "e:{c} is larger than {v}"),
    "<": ("h:{ac} under {v}", "h:{ac} below {v}", "h:{ac} of less than {v}", "h:{ac} smaller than {v}", "h:{ac} lower than {v}",
          "n:{c} under {v}", "n:{c} below {v}", "n:{c} less than {v}", "n:{c} lower than {v}", "e:{c} is less than {v}",
          "e:{c} is under {v}", "e:{c} is below {v}", "e:{c} is lower than {v}", "e:{c} is smaller than {v}", "s:{c} < {v}"),
    ">=": ("h:{ac} of at least {v}", "h:{ac} of {v} or more", "n:{c} at least {v}", "n:{c} of {v} or more", "e:{c} is at least {v}",
           "e:{c} is {v} or more", "e:{c} is not less than {v}", "s:{c} >= {v}", "h:{ac} of no less than {v}"),
    "<=": ("h:{ac} of at most {v}", "h:{ac} of {v} or less", "n:{c} at most {v}", "n:{c} up to {v}", "e:{c} is at most {v}",
           "e:{c} is {v} or less", "e:{c} does not exceed {v}", "e:{c} is no more than {v}", "s:{c} <= {v}", "h:{ac} of no more than {v}"),
    "=": ("h:{ac} of {v}", "h:{ac} of exactly {v}", "h:{ac} equal to {v}", "n:{c} {v}", "n:{c} equal to {v}", "e:{c} is {v}", "e:{c} equals {v}",
          "e:{c} is exactly {v}", "s:{c} = {v}", "e:{c} is equal to {v}"),
    "<>": ("h:{ac} other than {v}", "n:{c} other than {v}", "e:{c} is not {v}", "e:{c} differs from {v}", "s:{c} <> {v}", "s:{c} != {v}",
           "e:{c} is different from {v}", "h:{ac} different from {v}"),
    "between": ("h:{ac} between {v} and {w}", "h:{ac} from {v} to {w}", "n:{c} between {v} and {w}", "n:{c} from {v} to {w}",
                "e:{c} is between {v} and {w}", "e:{c} lies between {v} and {w}", "s:{c} between {v} and {w}", "e:{c} is in the range {v} to {w}"),
}  # fmt: skip
_TIME: dict[str, tuple[str, ...]] = {
    ">": ("h:{ac} after {v}", "h:{ac} later than {v}", "n:{c} after {v}", "n:{c} later than {v}", "e:{c} is after {v}",
          "e:{c} is later than {v}", "s:{c} > {v}", "e:{c} comes after {v}", "h:{ac} past {v}"),
    "<": ("h:{ac} before {v}", "h:{ac} earlier than {v}", "n:{c} before {v}", "n:{c} earlier than {v}", "e:{c} is before {v}",
          "e:{c} is earlier than {v}", "s:{c} < {v}", "e:{c} comes before {v}", "h:{ac} prior to {v}"),
    ">=": ("n:{c} since {v}", "n:{c} from {v} on", "e:{c} is {v} or later", "e:{c} is not before {v}", "s:{c} >= {v}", "h:{ac} of {v} or later",
           "e:{c} is no earlier than {v}", "h:{ac} no earlier than {v}"),
    "<=": ("n:{c} no later than {v}", "e:{c} is {v} or earlier", "e:{c} is not after {v}", "s:{c} <= {v}", "h:{ac} of {v} or earlier",
           "e:{c} is no later than {v}", "h:{ac} no later than {v}"),
    "=": ("n:{c} {v}", "h:{ac} of {v}", "e:{c} is {v}", "e:{c} equals {v}", "s:{c} = {v}", "h:the {c} {v}", "e:{c} is exactly {v}"),
    "<>": _NUMBER["<>"],
    "between": _NUMBER["between"],
    "year": ("h:{ac} in {v}", "n:{c} in {v}", "e:{c} is in {v}", "e:{c} falls in {v}", "h:{ac} in the year {v}", "n:{c} in the year {v}"),
}  # fmt: skip
_TEXT: dict[str, tuple[str, ...]] = {
    "=": ("n:{c} {v}", "n:{c} {v}", "n:{c} {v}", "h:the {c} {v}", "e:{c} is {v}", "e:{c} equals {v}", "s:{c} = {v}", "s:{c} is {v}", "h:{v} as {c}", "h:{v} as their {c}",
          "n:{c} equal to {v}", "e:{c} is exactly {v}", "n:{c} set to {v}", "h:{c} {v}"),
    "<>": ("h:{ac} other than {v}", "n:{c} other than {v}", "e:{c} is not {v}", "e:{c} differs from {v}", "s:{c} <> {v}", "s:{c} != {v}",
           "e:{c} is anything but {v}", "s:{c} is not {v}"),
    "in": ("n:{c} {v}", "e:{c} is {v}", "e:{c} is either {v}", "n:{c} either {v}", "h:the {c} {v}", "s:{c} is {v}", "e:{c} is one of {l}", "n:{c} in {l}", "s:{c} in ({l})"),
    "not in": ("e:{c} is neither {v} nor {w}", "e:{c} is not {v} or {w}", "s:{c} is neither {v} nor {w}", "s:{c} is not in ({v}, {w})", "n:{c} neither {v} nor {w}",
               "h:{ac} other than {v} and {w}", "h:a {c} that is neither {v} nor {w}"),
    "prefix": ("e:{c} starts with {v}", "e:{c} begins with {v}", "h:{ac} starting with {v}", "h:{ac} beginning with {v}", "s:{c} starts with {v}",
               "s:{c} begins with {v}", "h:{ac} that starts with {v}", "n:{c} starting with {v}", "n:{c} beginning with {v}"),
    "suffix": ("e:{c} ends with {v}", "e:{c} ends in {v}", "h:{ac} ending with {v}", "h:{ac} ending in {v}", "s:{c} ends with {v}", "n:{c} ending in {v}", "h:{ac} that ends in {v}"),
    "contains": ("e:{c} contains {v}", "e:{c} includes {v}", "h:{ac} containing {v}", "h:{ac} that contains {v}", "s:{c} contains {v}", "h:{v} in the {c}", "h:{v} in their {c}",
                 "h:{v} somewhere in the {c}", "e:{c} has {v} in it", "n:{c} containing {v}"),
}  # fmt: skip
_NONE = {
    "null": ("e:{c} is missing", "e:{c} is unknown", "e:{c} is not known", "h:no {c}", "x:without {ac}", "e:{c} is not given", "s:{c} is null", "x:without any {c}",
             "x:lacking {ac}", "e:{c} is null"),
    "known": ("h:{ac}", "e:{c} is known", "e:{c} is given", "e:{c} is not missing", "s:{c} is not null", "h:a known {c}", "e:{c} is not null", "e:{c} is there"),
}  # fmt: skip
_FLAGS = {
    "yes": (
        "s:{c} is 1",
        "s:{c} = 1",
        "n:{c} 1",
        "s:{c} is true",
        "e:{c} is true",
        "n:{c} = 1",
        "s:{c} is set",
        "n:{c} true",
    ),
    "no": (
        "s:{c} is 0",
        "s:{c} = 0",
        "n:{c} 0",
        "s:{c} is false",
        "e:{c} is false",
        "n:{c} = 0",
        "s:{c} is not set",
        "n:{c} false",
    ),
}
_COUNTED = {
    ">": ("h:more than {v} {k}", "h:over {v} {k}", "h:upwards of {v} {k}"), "<": ("h:fewer than {v} {k}", "h:less than {v} {k}", "h:under {v} {k}"),
    ">=": ("h:at least {v} {k}", "h:{v} or more {k}", "h:no fewer than {v} {k}"), "<=": ("h:at most {v} {k}", "h:no more than {v} {k}", "h:{v} {k} or fewer"),
    "=": ("h:{v} {k}", "h:exactly {v} {k}"), "between": ("h:between {v} and {w} {k}", "h:{v} to {w} {k}"),
}  # fmt: skip
_COMPARED = {
    ">": ("a:{m} than {v}{u}",), "<": ("a:{m} than {v}{u}",), ">=": (), "<=": ("a:no {n} than {v}{u}",),
}  # fmt: skip
_MODES = {"any": "avhnesx", "clause": "avh", "with": "hn", "whose": "e", "where": "es", "pre": "p"}


@cache
def _ways(column: Column, sign: str, mode: str, split: Split) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How a condition on a column may be said: in ways of its own, and in any column's."""
    tags = _MODES[mode]
    own = list(column.said.get(sign, ()))
    if sign == "in":
        own = list(column.said.get("=", ()))
    if sign in ("between", ">=") and not own and column.sort in ("year", "date"):
        instead = {"between": "between {v} and {w}", ">=": "since {v}"}[sign]
        own = [way.replace("after {v}", instead) for way in column.said.get(">", ()) if "after {v}" in way]
    if sign == "year":
        own = [way.replace(" on {v}", " in {v}") for way in column.said.get("=", ()) if " on {v}" in way]
    if column.counted:
        own += [way.replace("{k}", column.counted) for way in _COUNTED.get(sign, ())]
    words = {">": column.more, "<": column.less}.get(sign, ())
    own += [f"a:{word} than {{v}}{{u}}" for word in words]
    if column.sort == "flag":
        generic: tuple[str, ...] = _FLAGS[sign]
    elif sign in ("null", "known"):
        generic = _NONE[sign]
    else:
        pool = {"number": _NUMBER, "year": _TIME, "date": _TIME}.get(column.sort, _TEXT)
        generic = pool[sign]
    sides = _sides(*generic)
    whole = tuple(way for way in sides[split] if way[0] in tags)
    if not whole:  # few are left of this form: what forms there are is not what is held out
        whole = tuple(way for way in generic if way[0] in tags)
    mine = tuple(way for way in own if way[0] in tags and (way[0] == "p" or split_of(way) == split))
    return mine, whole


_MONTHS = "January February March April May June July August September October November December".split()

_STAR = _sides(
    "Show all {np}", "Show the {np}", "Show me the {np}", "Show me all {np}", "Show every detail of the {np}", "List all {np}", "List the {np}", "List {np}",
    "Give me all {np}", "Give me the {np}", "Give me a list of the {np}", "Display the {np}", "Display all {np}", "Find all {np}", "Find the {np}", "Find {np}",
    "Get all {np}", "Get the {np}", "Get {np}", "Return all {np}", "Return the {np}", "{np}", "all {np}", "I want to see the {np}", "I want to see all {np}",
    "I need the {np}", "I need a list of all {np}", "I would like to see the {np}", "Let me see the {np}", "Tell me about the {np}", "Fetch all {np}",
    "Select all {np}", "Look up the {np}", "Print all {np}", "Show everything about the {np}", "Search for {np}", "Pull up all {np}", "Bring up the {np}",
    "Show all details of the {np}", "Are there any {np}? Show them", "list of {np}", "list of all {np}", "We need to see all {np}",
)  # fmt: skip
_ITEMS = _sides(
    *("Show the {cs} of all {np}", "Show the {cs} of the {np}", "List the {cs} of the {np}") * 3,
    "Show the {cs} of all {np}", "Show the {cs} of the {np}", "Show me the {cs} of the {np}", "List the {cs} of the {np}", "List the {cs} of all {np}", "List {cs} of {np}",
    "What are the {cs} of the {np}", "What are the {cs} of all {np}", "Give me the {cs} of {np}", "Give me the {cs} of all {np}", "Get {cs} for {np}", "Get the {cs} of the {np}",
    "{cs} of {np}", "{cs} of all {np}", "{cs} for all {np}", "{np}: {cs}", "Find the {cs} of the {np}", "Find the {cs} of all {np}", "Return the {cs} of the {np}",
    "Display the {cs} of the {np}", "Display the {cs} for all {np}", "For all {np}, show the {cs}", "For the {np}, list the {cs}", "I need the {cs} of the {np}",
    "I need the {cs} of all {np}", "I want the {cs} of the {np}", "I would like to know the {cs} of the {np}", "Tell me the {cs} of the {np}", "Tell me the {cs} of all {np}",
    "Show {cs} for {np}", "Show only the {cs} of the {np}", "Print the {cs} of all {np}", "Fetch the {cs} of the {np}", "Look up the {cs} of the {np}",
    "Let me see the {cs} of the {np}", "Report the {cs} of all {np}",
)  # fmt: skip
_WHICH = _sides(
    "Which {t} {cl}", "What {t} {cl}", "Which {t} are there that {cl}", "Tell me which {t} {cl}", "Which of the {t} {cl}", "I want to know which {t} {cl}",
    "Show me which {t} {cl}", "Do you know which {t} {cl}", "Find out which {t} {cl}", "which are the {t} that {cl}", "Which {t} do we have that {cl}",
    "Name the {t} that {cl}", "Name all {t} that {cl}", "I need to know which {t} {cl}", "Can you tell me which {t} {cl}", "Let me know which {t} {cl}",
)  # fmt: skip
_HOW_MANY = _sides(
    "How many {np} are there", "How many {np} do we have", "How many {np} exist", "How many {np} can you find", "Count the {np}", "Count all {np}", "Count {np}", "Count how many {np} there are",
    "What is the number of {np}", "What is the total number of {np}", "What is the count of {np}", "Number of {np}", "Total number of {np}", "number of all {np}", "Give me the number of {np}",
    "Give me the count of {np}", "Show the number of {np}", "Find the number of {np}", "Tell me how many {np} there are", "Tell me how many {np} we have", "Tell me the number of {np}",
    "I want to know how many {np} there are", "I need the number of {np}", "Calculate the number of {np}", "Return the number of {np}", "how many {np}", "{np}, how many", "Get the number of {np}",
    "What number of {np} is there", "Show me how many {np} there are", "count of {np}", "Compute the number of {np}", "Are there any {np}? How many",
)  # fmt: skip
_HOW_MANY_DO = _sides(
    "How many {t} {cl}", "How many of the {t} {cl}", "Tell me how many {t} {cl}", "Count the {t} that {cl}", "How many {t} are there that {cl}", "I want to know how many {t} {cl}",
    "Show how many {t} {cl}", "Find out how many {t} {cl}", "Count how many {t} {cl}", "Do you know how many {t} {cl}",
)  # fmt: skip
_HOW_MANY_DIFFERENT = _sides(
    "How many different {cp} are there among the {np}", "How many different {cp} do the {np} have", "How many distinct {cp} are there for the {np}", "Count the different {cp} of the {np}",
    "Count the distinct {cp} of the {np}", "What is the number of different {cp} of the {np}", "Number of distinct {cp} of the {np}", "How many unique {cp} do the {np} have",
    "Tell me how many different {cp} the {np} have", "number of different {cp} of {np}", "How many various {cp} are there among the {np}", "Find the number of distinct {cp} of the {np}",
    "How many {cp} are there among the {np}, without counting any twice", "Show the number of unique {cp} of the {np}", "count distinct {c} of {np}",
)  # fmt: skip
_DIFFERENT = _sides(
    "Which different {cp} do the {np} have", "What different {cp} are there among the {np}", "List each {c} of the {np} once", "List the different {cp} of the {np}", "Distinct {cp} of {np}",
    "Show the distinct {cp} of the {np}", "Show all different {cp} of the {np}", "What are the different {cp} of the {np}", "What are the distinct {cp} of the {np}", "Give me the unique {cp} of the {np}",
    "unique {cp} of {np}", "Find the different {cp} of the {np}", "List every {c} of the {np} without repetition", "Show the {cp} of the {np} without duplicates", "All distinct {cp} of the {np}",
    "Which unique {cp} are there among the {np}", "Tell me the different {cp} of the {np}", "I need the distinct {cp} of the {np}", "Get the unique {cp} of the {np}",
)  # fmt: skip
_AVERAGE = _sides(
    "What is the average {c} of the {np}", "What is the average {c} of all {np}", "Average {c} of {np}", "average {c} of the {np}", "Find the mean {c} of the {np}", "What is the mean {c} of the {np}",
    "Calculate the average {c} of the {np}", "Compute the average {c} of all {np}", "Give me the average {c} of the {np}", "Show the average {c} of the {np}", "Tell me the average {c} of the {np}",
    "mean {c} of {np}", "What {c} do the {np} have on average", "Find the average {c} for all {np}", "Show me the mean {c} of all {np}", "What is the {c} of the {np} on average",
    "I want to know the average {c} of the {np}", "Get the average {c} of {np}", "On average, what is the {c} of the {np}", "Return the average {c} of all {np}",
)  # fmt: skip
_SUM = _sides(
    "What is the sum of the {c} of the {np}", "Add up the {c} of all {np}", "Add up the {c} of the {np}", "Sum of {c} over {np}", "Sum up the {c} of the {np}", "What is the {c} of all {np} together",
    "sum of the {c} of all {np}", "Calculate the sum of the {c} of the {np}", "Compute the sum of the {c} of all {np}", "Give me the {c} of all {np} added up", "Show the summed {c} of the {np}",
    "Find the sum of {c} of the {np}", "Tell me the sum of the {c} of all {np}", "What do the {c} values of the {np} add up to", "What is the overall {c} of the {np}", "I need the sum of the {c} of all {np}",
    "What is the combined {c} of the {np}", "combined {c} of all {np}",
)  # fmt: skip
_TOTAL = _sides(
    "What is the total {c} of the {np}", "What is the total {c} of all {np}", "Total {c} of {np}", "Show the total {c} of the {np}", "Find the total {c} of all {np}", "Give me the total {c} of the {np}",
    "Calculate the total {c} of the {np}", "Compute the total {c} of all {np}", "Tell me the total {c} of the {np}", "total {c} of all {np}",
)  # fmt: skip
_GREATEST = _sides(
    "What is the {x} {c} of the {np}", "What is the {x} {c} of all {np}", "{x} {c} of {np}", "{x} {c} of all {np}", "Find the {x} {c} of the {np}", "Show the {x} {c} of the {np}", "Give me the {x} {c} of the {np}",
    "Tell me the {x} {c} of the {np}", "What is the {x} {c} among the {np}", "Show me the {x} {c} among all {np}", "I want to know the {x} {c} of the {np}", "Return the {x} {c} of all {np}", "Get the {x} {c} of the {np}",
    "What's the {x} {c} of the {np}", "Compute the {x} {c} of the {np}",
)  # fmt: skip
_MOST = _sides("maximum", "highest", "largest", "greatest", "biggest", "top", "max")
_LEAST = _sides("minimum", "lowest", "smallest", "least", "min")
_LATEST = _sides("latest", "last", "most recent", "newest")
_EARLIEST = _sides("earliest", "first", "oldest")
_RANGE = _sides(
    "What are the {x} and {y} {c} of the {np}", "Show the {x} and {y} {c} of the {np}", "{x} and {y} {c} of {np}", "Give me the {x} and the {y} {c} of the {np}", "Find the {x} and {y} {c} of all {np}",
    "Tell me the {x} and the {y} {c} of all {np}", "What is the {x} and what the {y} {c} of the {np}", "Return the {x} and {y} {c} of the {np}",
)  # fmt: skip
_BEST_HAS = _sides(
    "Which {s} has the {x} {c}", "Which {s} has got the {x} {c}", "Which of the {t} has the {x} {c}", "Tell me which {s} has the {x} {c}", "What {s} has the {x} {c}", "Name the {s} with the {x} {c}",
    "I want to know which {s} has the {x} {c}", "Find out which {s} has the {x} {c}", "Do you know which {s} has the {x} {c}", "Which is the {s} with the {x} {c}", "which {s} has the {x} {c} of all",
    "Can you tell me which {s} has the {x} {c}", "What is the {s} with the {x} {c}",
)  # fmt: skip
_BEST_IS = _sides(
    "Which {s} is the {x}", "Which of the {t} is the {x}", "Which is the {x} {s}", "What is the {x} {s}", "Tell me which {s} is the {x}", "Name the {x} {s}", "I want to know which {s} is the {x}",
    "which {s} is {x}", "What {s} is the {x}", "Find out which {s} is the {x}", "Which one is the {x} {s}",
)  # fmt: skip
_BEST_ROW = _sides(
    "Show the {xs}", "Show me the {xs}", "Find the {xs}", "Give me the {xs}", "Display the {xs}", "Get the {xs}", "the {xs}", "I want to see the {xs}", "Return the {xs}", "Show all details of the {xs}",
    "Look up the {xs}", "Let me see the {xs}", "Show everything about the {xs}", "I need the {xs}", "Fetch the {xs}",
)  # fmt: skip
_BEST_ITEMS = _sides(
    "What is the {cs} of the {xs}", "Show the {cs} of the {xs}", "{cs} of the {xs}", "Give me the {cs} of the {xs}", "Find the {cs} of the {xs}", "Tell me the {cs} of the {xs}", "Show me the {cs} of the {xs}",
    "Return the {cs} of the {xs}", "I need the {cs} of the {xs}", "Get the {cs} of the {xs}", "List the {cs} of the {xs}",
)  # fmt: skip
_BEST_MANY = _sides(
    "Which {n} {t} are the {x}", "Which are the {n} {x} {t}", "What are the {n} {x} {t}", "Name the {n} {x} {t}", "Tell me which {n} {t} are the {x}", "Which are the top {n} {x} {t}", "Which {n} of the {t} are the {x}",
    "I want to know the {n} {x} {t}", "Tell me the {n} {x} {t}",
)  # fmt: skip
_BEST_MANY_HAVE = _sides(
    "Which {n} {t} have the {x} {c}", "Which are the {n} {t} with the {x} {c}", "What are the {n} {t} with the {x} {c}", "Name the {n} {t} with the {x} {c}", "Tell me which {n} {t} have the {x} {c}",
    "Which {n} of the {t} have the {x} {c}", "Tell me the {n} {t} with the {x} {c}",
)  # fmt: skip
_LOOKUP = _sides(
    "What is the {cs} of {l}", "Show the {cs} of {l}", "{cs} of {l}", "Give me the {cs} of {l}", "Tell me the {cs} of {l}", "Find the {cs} of {l}", "What {cs} does {l} have", "I need the {cs} of {l}", "{l}: {cs}",
    "Look up the {cs} of {l}", "What's the {cs} of {l}", "Get {cs} for {l}", "Show me the {cs} of {l}", "Which {cs} does {l} have", "I want to know the {cs} of {l}", "Return the {cs} of {l}",
)  # fmt: skip
_LOOKUP_ROW = _sides(
    "Show {l}", "Show me {l}", "Find {l}", "Show all about {l}", "Get {l}", "Give me everything about {l}", "Look up {l}", "Display {l}", "Tell me about {l}", "Show everything about {l}", "Show all details of {l}",
    "I want to see {l}", "{l}", "Fetch {l}", "Give me the details of {l}",
)  # fmt: skip
_GROUP_COUNT = _sides(
    "How many {np} are there for each {c}", "How many {np} are there per {c}", "Count the {np} per {c}", "Count the {np} by {c}", "Count {np} for each {c}", "Number of {np} by {c}", "Number of {np} per {c}",
    "number of {np} for every {c}", "What is the number of {np} for each {c}", "For each {c}, how many {np} are there", "For every {c}, count the {np}", "Show the number of {np} for each {c}",
    "Show how many {np} there are per {c}", "Give me the number of {np} per {c}", "Tell me the number of {np} for every {c}", "{np} per {c}", "List each {c} with its number of {np}",
    "Show each {c} and how many {np} there are", "For each {c}, show the number of {np}", "Group the {np} by {c} and count them", "Find the number of {np} for each {c}", "how many {np} by {c}",
    "Break down the number of {np} by {c}", "List the number of {np} in each {c}",
)  # fmt: skip
_GROUP_VALUE = _sides(
    "What is the {f} {c} of the {np} for each {g}", "What is the {f} {c} of the {np} per {g}", "{f} {c} of {np} per {g}", "{f} {c} of {np} by {g}", "Show the {f} {c} of the {np} for each {g}", "For each {g}, what is the {f} {c} of the {np}",
    "For each {g}, show the {f} {c} of the {np}", "Give me the {f} {c} of the {np} for every {g}", "Find the {f} {c} of the {np} per {g}", "Show each {g} with the {f} {c} of its {np}", "Tell me the {f} {c} of the {np} by {g}",
    "Compute the {f} {c} of the {np} for each {g}", "List every {g} and the {f} {c} of its {np}", "Calculate the {f} {c} of the {np} per {g}", "For every {g}, find the {f} {c} of the {np}",
)  # fmt: skip
_COMMON = _sides(
    "Which {c} is the most common among the {np}", "What is the most common {c} of the {np}", "Which {c} do most of the {np} have", "Which {c} has the most {np}", "What is the most frequent {c} among the {np}", "most common {c} of {np}",
    "Find the most common {c} of the {np}", "Tell me the most frequent {c} of the {np}", "Which {c} occurs most often among the {np}", "Show the {c} with the most {np}", "the {c} with the highest number of {np}",
)  # fmt: skip
_RARE = _sides(
    "Which {c} is the least common among the {np}", "What is the least common {c} of the {np}", "Which {c} has the fewest {np}", "What is the rarest {c} among the {np}", "rarest {c} of {np}", "Show the {c} with the fewest {np}",
    "Which {c} occurs least often among the {np}", "Find the {c} with the lowest number of {np}", "Tell me the least frequent {c} of the {np}",
)  # fmt: skip
_HAVING = _sides(
    "Which {cp} have {q} {np}", "Show the {cp} with {q} {np}", "List the {cp} with {q} {np}", "Find the {cp} that have {q} {np}", "For which {cp} are there {q} {np}", "Which {cp} are shared by {q} {np}", "What are the {cp} with {q} {np}",
    "{cp} with {q} {np}", "Tell me the {cp} with {q} {np}", "Give me all {cp} that have {q} {np}", "Name the {cp} with {q} {np}", "I want to see the {cp} with {q} {np}", "Which {cp} occur for {q} {np}", "Get the {cp} having {q} {np}",
)  # fmt: skip
_QUANTITIES: dict[str, _Sides] = {
    ">": _sides("more than {n}", "over {n}", "upwards of {n}"), ">=": _sides("at least {n}", "{n} or more", "no fewer than {n}"),
    "<": _sides("fewer than {n}", "less than {n}", "under {n}"), "=": _sides("exactly {n}", "precisely {n}", "just {n}"),
}  # fmt: skip
_PER = _sides(
    "How many {np} are there for each {s}", "How many {np} does each {s} have", "Count the {np} per {s}", "Count the {np} of each {s}", "Number of {np} per {s}", "number of {np} for every {s}", "{np} per {s}", "Show the number of {np} for each {s}",
    "For each {s}, how many {np} are there", "For each {s}, count the {np}", "List each {s} with the number of {np}", "Show each {s} and its number of {np}", "Tell me how many {np} each {s} has", "What is the number of {np} of every {s}",
    "Show how many {np} there are per {s}", "Give me the number of {np} for every {s}", "For every {s}, show the number of {np}", "Find the number of {np} for each {s}", "List all {t} with their number of {np}",
)  # fmt: skip
_PER_DO = _sides(
    "How many {np} did each {s} {do}", "Show how many {np} each {s} {done}", "Tell me how many {np} each {s} {done}", "For each {s}, how many {np} were there that they {done}", "Count how many {np} each {s} {done}",
    "Find out how many {np} every {s} {done}",
)  # fmt: skip
_WITH_MANY = _sides(
    "Which {t} have {q} {np}", "Which {t} are there with {q} {np}", "Name the {t} with {q} {np}", "Tell me which {t} have {q} {np}", "Name all {t} that have {q} {np}", "I want to know which {t} have {q} {np}", "Find out which {t} have {q} {np}",
    "What {t} have {q} {np}", "Which of the {t} have {q} {np}",
)  # fmt: skip
_MOST_ROWS = _sides(
    "Which {s} has the {m} {np}", "Tell me which {s} has the {m} {np}", "Name the {s} with the {m} {np}", "What {s} has the {m} {np}", "Which of the {t} has the {m} {np}", "I want to know which {s} has the {m} {np}", "Find out which {s} has the {m} {np}",
    "Which is the {s} with the {m} {np}",
)  # fmt: skip
_MANY = _sides("most", "highest number of", "largest number of", "greatest number of")
_FEW = _sides("fewest", "lowest number of", "smallest number of")
_UP = _sides(
    "sorted by {c}", "ordered by {c}", "by rising {c}", "in order of {c}", "sorted by {c} in ascending order", "in ascending order of {c}", "ordered by {c}, lowest first", "sorted by {c} from low to high", "by {c}", "sorted ascending by {c}",
    "arranged by {c}", "with the lowest {c} first", "by increasing {c}", "ordered by ascending {c}", "sorted by increasing {c}",
)  # fmt: skip
_DOWN = _sides(
    "sorted by {c} from high to low", "ordered by {c}, highest first", "by falling {c}", "sorted by {c} in descending order", "in descending order of {c}", "by descending {c}", "sorted descending by {c}", "with the highest {c} first",
    "by decreasing {c}", "ordered by {c} descending", "in falling order of {c}", "sorted by decreasing {c}", "in reverse order of {c}", "sorted by {c}, largest first",
)  # fmt: skip
_UP_TEXT = _sides(
    "sorted by {c}",
    "ordered by {c}",
    "in order of {c}",
    "in alphabetical order of {c}",
    "alphabetically by {c}",
    "sorted alphabetically by {c}",
    "by {c}",
    "sorted by {c} from A to Z",
    "arranged by {c}",
    "in alphabetical order by {c}",
)
_DOWN_TEXT = _sides(
    "sorted by {c} in descending order",
    "in reverse alphabetical order of {c}",
    "sorted by {c} from Z to A",
    "by descending {c}",
    "ordered by {c} descending",
    "sorted descending by {c}",
    "in reverse order of {c}",
    "in descending order of {c}",
)
_UP_TIME = _sides(
    "sorted by {c}",
    "ordered by {c}",
    "in order of {c}",
    "by {c}",
    "earliest {c} first",
    "sorted by {c}, earliest first",
    "in chronological order of {c}",
    "sorted by {c} in ascending order",
    "sorted by {c} from old to new",
    "with the earliest {c} first",
)
_DOWN_TIME = _sides(
    "latest {c} first",
    "sorted by {c}, latest first",
    "in descending order of {c}",
    "sorted by {c} in descending order",
    "by descending {c}",
    "with the latest {c} first",
    "ordered by {c}, most recent first",
    "in reverse chronological order of {c}",
    "sorted by {c}, newest first",
)
_ONLY = _sides(
    ", only {n}",
    ", only the first {n}",
    ", limited to {n}",
    ", at most {n} of them",
    ", just the first {n}",
    ", {n} at most",
    ", but only the first {n}",
    ", limit {n}",
)
_WITHOUT = _sides(
    "without {np}", "without any {np}", "that have no {np}", "with no {np}", "that do not have any {np}", "that don't have {np}", "who have no {np}", "that are without {np}", "lacking {np}", "that have not got any {np}", "that no {np} belong to",
)  # fmt: skip
_WITHOUT_DO = _sides("that have not {done} any {np}", "that never {done} any {np}", "that have never {done} {np}")
_OWNING = _sides(
    "with {np}",
    "that have {np}",
    "having {np}",
    "with at least one of the {np}",
    "that have at least one of the {np}",
    "that have any {np}",
    "for which there are {np}",
    "with any {np}",
    "that have got {np}",
)
_ABOVE_AVERAGE = _sides(
    "with an above average {c}", "with {ac} above the average", "whose {c} is above average", "whose {c} is higher than the average", "with {ac} higher than the average {c}", "whose {c} is greater than the average {c}", "whose {c} is more than the average",
    "with more than the average {c}", "whose {c} is above the mean", "with {c} over the average",
)  # fmt: skip
_BELOW_AVERAGE = _sides(
    "with a below average {c}", "with {ac} below the average", "whose {c} is below average", "whose {c} is lower than the average", "with {ac} lower than the average {c}", "whose {c} is less than the average {c}", "whose {c} is less than the average",
    "with less than the average {c}", "whose {c} is below the mean", "with {c} under the average",
)  # fmt: skip
_WITH_PARENT = _sides(
    "Show the {a} of each of the {np} and the {b} of its {s}", "For each of the {np}, show the {a} and the {b} of the {s}", "List the {a} of the {np} together with the {b} of their {s}", "List all {np} with their {a} and the {b} of the {s}",
    "Show the {a} of the {np} and the {b} of the {s}", "Give me the {a} of the {np} along with the {b} of the {s}", "What are the {a} of the {np} and the {b} of the {s}", "{a} of {np} and {b} of the {s}", "For all {np}, list the {a} and the {s} {b}",
    "Show {a} and {s} {b} for all {np}", "List {a} and {s} {b} of the {np}",
)  # fmt: skip
_OF_PARENT = _sides(
    "For each of the {np}, show the {b} of its {s}", "Show the {s} {b} of the {np}", "What are the {s} {bp} of the {np}", "List the {s} {b} for each of the {np}", "For all {np}, list the {b} of the {s}", "Give me the {s} {b} for all {np}",
    "{s} {b} of {np}", "Get the {s} {b} for each of the {np}", "Show for each of the {np} the {b} of the {s}", "Find the {s} {b} of each of the {np}",
)  # fmt: skip
_TOLD = _sides(
    "Tables: {list}. Question: {q}", "Tables: {list}\nQuestion: {q}", "{q} Tables: {list}", "Given the tables {list}: {q}", "Schema: {list}\n{q}", "Database: {list}. {q}", "The tables are {list}. {q}", "{list}\n{q}", "I have the tables {list}. {q}",
    "{ddl}\n{q}", "{ddl}\n\n{q}", "{q}\n\n{ddl}", "{ddl}\n-- {q}", "Here is my database:\n{ddl}\n{q}", "{q}\nTables:\n{lines}", "{lines}\n\nQuestion: {q}", "Tables:\n{lines}\nQuestion: {q}", "Write a query. Tables: {list}. {q}",
    "We have {list}. {q}", "{q} The schema is {list}", "Schema:\n{lines}\nTask: {q}",
)  # fmt: skip
_POLITE = _sides(
    "Please {q}",
    "Could you {q}",
    "Can you {q}",
    "Could you please {q}",
    "Would you {q}",
    "I'd like you to {q}",
    "Can you please {q}",
    "Now {q}",
    "{q} please",
    "{q}, please",
    "Kindly {q}",
)
_IMPERATIVE = frozenset(
    "Show List Give Display Find Get Return Fetch Print Count Tell Calculate Compute Report Name".split()
)
_ASKING = frozenset("what which how who when where do are can could would".split())


_VERBS = frozenset(
    "created founded established published built born released active available alive dead late lead licensed balcony "
    "injured spicy vegetarian verified cooled frozen covered restored organic indoor public vip spam admin".split()
)
"""Names of columns that are no nouns, so that nobody speaks of them as of things."""
_SINGULAR = frozenset("status address class gross species email_address street_address address_line".split())
_ID = Column((), lambda rng, _: rng.randint(1, 99), "number")
_NAMED_PLURAL = frozenset(("people", "goods"))


def _is_plural(noun: str) -> bool:
    last = noun.rpartition(" ")[2]
    if " of " in noun:
        last = noun.partition(" of ")[0]
    return (last.endswith("s") and not last.endswith("ss") and last not in _SINGULAR) or last in _NAMED_PLURAL


_AGREE = (("{c} is ", "{c} are "), ("{c} equals", "{c} equal"), ("{c} exceeds", "{c} exceed"), ("{c} does ", "{c} do "),
          ("{c} differs", "{c} differ"), ("{c} lies", "{c} lie"), ("{c} comes", "{c} come"), ("{c} falls", "{c} fall"))  # fmt: skip


@cache
def _agreeing(way: str) -> str:
    """A wording with a column in plural."""
    for one, many in _AGREE:
        way = way.replace(one, many)
    return way.replace("a known {c}", "known {c}")


def _literal(value: Value) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def _listed(words: Sequence[str], said: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {said} {words[-1]}"


@dataclass(frozen=True)
class _Test:
    """A condition: its mark and wording, and what stands behind the name of the column."""

    mark: str
    text: str
    column: str
    tail: str
    bare: bool


@dataclass(frozen=True)
class _Rows:
    """Rows of a table as a noun phrase, and the conditions that it says, joined by AND or OR."""

    text: str
    tests: tuple[_Test, ...] = ()
    sign: str = "AND"

    def where(self, prefix: str = "") -> str:
        """A WHERE clause with a space before it, or nothing."""
        return f" WHERE {self.condition(prefix)}" if self.tests else ""

    def condition(self, prefix: str = "") -> str:
        return f" {self.sign} ".join(f"{prefix}{test.column}{test.tail}" for test in self.tests)


_SIGNS: dict[str, tuple[str, ...]] = {
    "number": (">",) * 6 + ("<",) * 6 + (">=", ">=", "<=", "<=", "=", "=", "=", "between", "between", "<>"),
    "year": (">",) * 5 + ("<",) * 5 + ("=", "=", "=", ">=", "<=", "between", "between"),
    "date": (">",) * 4 + ("<",) * 4 + (">=", "<=", "=", "=", "between", "year", "year"),
    "option": ("=",) * 12 + ("in",) * 4 + ("<>",) * 3 + ("not in",),
    "text": ("=",) * 12 + ("in", "in", "prefix", "prefix", "contains", "contains", "suffix", "<>", "<>"),
    "name": ("prefix", "prefix", "prefix", "contains", "contains", "suffix", "=", "="),
    "flag": ("yes", "yes", "no"),
}


@dataclass
class _Draft:
    """A question in the making."""

    rng: random.Random
    split: Split
    tables: tuple[Table, ...]
    table: Table
    values: list[str] = field(default_factory=list)
    ends: bool = True

    def pick(self, sides: _Sides) -> str:
        return self.rng.choice(sides[self.split])

    def closing(self, sides: _Sides) -> str:
        """A wording with {np}, which is the end of it where that must be."""
        form = self.pick(sides)
        while self.ends and not form.endswith("{np}"):
            form = self.pick(sides)
        return form

    def form(self, sides: _Sides) -> str:
        """A wording with {np}, and whether that is the end of it."""
        form = self.pick(sides)
        self.ends = form.endswith("{np}")
        return form

    def named(self, name: str) -> Table:
        return next(table for table in self.tables if table.name == name)

    # columns

    def spoken(self, name: str, column: Column) -> str:
        """What a column is called in the question."""
        rng, roll = self.rng, self.rng.random()
        is_noun = _say(name) in _spoken(column) and name not in _VERBS
        if "_" in name and roll < (0.15 if is_noun else 0.6):
            return name
        others = [word for word in _spoken(column) if word not in _VERBS]
        if others and (roll > 0.78 or not is_noun):
            return rng.choice(others)
        return _say(name)

    def column(self, wanted: Callable[[Column], bool], table: Table | None = None) -> Entry | None:
        """A column for which something holds, if there is one."""
        found = [entry for entry in (table or self.table).columns if wanted(entry[1])]
        return self.rng.choice(found) if found else None

    # values

    def say(self, value: Value, *, pattern: bool = False) -> str:
        """A value as a question has it."""
        if not isinstance(value, str):
            return str(value)
        roll = self.rng.random()
        if len(value) == 10 and value[4] == value[7] == "-" and value[:4].isdigit():
            if roll < 0.15:
                month, day = _MONTHS[int(value[5:7]) - 1], int(value[8:])
                return f"{month} {day}, {value[:4]}" if roll < 0.08 else f"{day} {month} {value[:4]}"
            return value
        self.values.append(value)
        if roll < (0.3 if pattern else 0.1):
            return f'"{value}"' if roll < 0.05 or "'" in value else f"'{value}'"
        return value

    def value(self, column: Column) -> Value:
        value = column.make(self.rng, self.split)
        return int(value) if isinstance(value, float) and value.is_integer() else value

    # conditions

    def test(self, table: Table, mode: str, taken: set[str]) -> _Test | None:
        """A condition on a column that is not taken yet, in a form that goes with `mode`."""
        rng = self.rng
        for _ in range(8):
            if table.parents and mode in ("any", "with", "where") and rng.random() < 0.02:
                name, column = rng.choice(table.parents)[0], _ID
                sign = "="
            else:
                name, column = rng.choice(table.columns)
                if column.nullable and mode != "pre" and rng.random() < 0.3:
                    sign = rng.choice(("null", "null", "known"))
                else:
                    sign = rng.choice(_SIGNS[column.sort])
            if name in taken:
                continue
            own, whole = _ways(column, sign, mode, self.split)
            own = tuple(way for way in own if not self._is_shared(way, table))
            if not self.ends:  # "the orders where ... there are"
                whole = tuple(way for way in whole if way[0] != "s")
            options = own if own and (not whole or rng.random() < 0.65) else whole
            if column.sort == "flag" and own:
                options = own if rng.random() < 0.9 or not whole else whole
            if options:
                taken.add(name)
                return self._said(name, column, sign, rng.choice(options))
        return None

    @staticmethod
    def _is_shared(way: str, table: Table) -> bool:
        shared = table.shared
        if not shared:
            return False
        if way in shared or (way[0] == "p" and "p:" in shared):
            return True
        return " than {v}{u}" in way and f"than {way[2:].partition(' than ')[0]}" in shared

    def _said(self, name: str, column: Column, sign: str, way: str) -> _Test:
        """The condition in words, with its values."""
        rng = self.rng
        said, other, unit, several = "", "", "", ""
        if sign in ("null", "known"):
            tail = " IS NULL" if sign == "null" else " IS NOT NULL"
        elif sign in ("yes", "no"):
            tail = f" = {1 if sign == 'yes' else 0}"
        elif sign in ("prefix", "suffix", "contains"):
            part = self._part(str(self.value(column)), sign)
            said = self.say(part, pattern=True)
            if len(part) == 1 and rng.random() < 0.25:
                said = f"the letter {part}"
            tail = f" LIKE '{'' if sign == 'prefix' else '%'}{part}{'' if sign == 'suffix' else '%'}'"
        elif sign in ("in", "not in"):
            values = [self.value(column)]
            wanted = 2 if sign == "not in" or rng.random() < 0.65 else 3
            for _ in range(12):
                if len(values) < wanted and (more := self.value(column)) not in values:
                    values.append(more)
            words = [self.say(value) for value in values]
            said, other, several = _listed(words, "or"), words[-1], ", ".join(words)
            if sign == "not in":
                said = words[0]
            tail = f" {'NOT IN' if sign == 'not in' else 'IN'} ({', '.join(map(_literal, values))})"
        elif sign == "between":
            first = self.value(column)
            second = self.value(column)
            for _ in range(20):
                if second != first:
                    break
                second = self.value(column)
            first, second = sorted((first, second))
            said, other, tail = self.say(first), self.say(second), f" BETWEEN {_literal(first)} AND {_literal(second)}"
        elif column.sort == "date" and (sign == "year" or (sign in "><" and rng.random() < 0.25)):
            said = year = str(self.value(column))[:4]
            tail = {">": f" > '{year}-12-31'", "<": f" < '{year}-01-01'"}.get(
                sign, f" BETWEEN '{year}-01-01' AND '{year}-12-31'"
            )
        else:
            value = self.value(column)
            said, tail = self.say(value), f" {sign} {_literal(value)}"
            unit = column.unit if column.unit and rng.random() < 0.4 else ""
        noun = ""
        if "{c}" in way or "{ac}" in way:
            noun = _say(name) if column is _ID else self.spoken(name, column)
            if column.counted and noun == column.counted and way[0] in "he" and sign not in ("null", "known"):
                noun = f"number of {noun}"
            if _is_plural(noun):
                way = _agreeing(way)
        text = way[2:].format(
            v=said, w=other, u=unit, l=several, c=noun, k=column.counted,
            ac=noun if _is_plural(noun) else _article(noun) if noun else "",
            m="", n="",
        )  # fmt: skip
        if name.endswith("_at") or "_" not in noun:
            text = text.replace("  ", " ")
        words = way[2:].split(" ")
        bare = len(words) > 1 and not way.startswith("a:not {v}") and not (words[0] == "not" and "{v}" not in way)
        return _Test(way[0], text, name, tail, bare)

    def _part(self, value: str, sign: str) -> str:
        """What a text starts with, ends in or contains."""
        rng = self.rng
        words = [word for word in value.replace("@", " ").replace(".", " ").replace("-", " ").split() if word.isalnum()]
        word = rng.choice(words) if sign == "contains" and words else value
        size = rng.randint(2, 4) if sign != "prefix" or rng.random() < 0.4 else 1
        if sign == "contains":
            part = word if len(word) < 6 or rng.random() < 0.5 else word[: size + 1]
        else:
            part = value[:size] if sign == "prefix" else value[-size:]
        part = part.strip(" @.-")
        return part if part.replace(" ", "").isalnum() else (words or ["an"])[0]

    def _behind(self, test: _Test, table: Table) -> str:
        """A condition behind the noun."""
        roll, text = self.rng.random(), test.text
        who = "who" if table.person and roll < 0.85 else "that"
        match test.mark:
            case "a":
                return text if test.bare and roll < 0.6 else f"{who} are {text}"
            case "v":
                return f"{who} {text}"
            case "h":
                if text.startswith("no ") and roll < 0.5:
                    return f"with {text}"
                return f"with {text}" if roll < 0.6 else f"{who} have {text}" if roll < 0.88 else f"having {text}"
            case "n":
                return f"with {text}"
            case "e":
                return (
                    f"whose {text}"
                    if roll < 0.6 or not self.ends
                    else f"where {text}"
                    if roll < 0.8
                    else f"where the {text}"
                )
            case "s":
                return f"where {text}"
            case _:
                return text

    @staticmethod
    def _clause(test: _Test) -> str:
        return {"a": "are ", "h": "have "}.get(test.mark, "") + test.text

    def tests(self, table: Table, count: int, modes: Sequence[str]) -> tuple[list[_Test], list[str], str]:
        """Conditions, their wordings behind the noun, and the sign between them."""
        rng, taken = self.rng, set[str]()
        first = None
        if "pre" in modes and count and (len({*modes}) == 1 or rng.random() < 0.35):
            first = self.test(table, "pre", taken)
        others = [mode for mode in modes if mode != "pre"]
        if not others:
            return ([first], [], "AND") if first else ([], [], "AND")
        mode = rng.choice(others)
        if count == 1 or first:
            mode = "any" if "any" in modes else mode
        found = [first] if first else []
        while len(found) < count:
            one = self.test(table, mode, taken)
            if one is None:
                break
            found.append(one)
        sign = "AND" if first or len(found) < 2 or rng.random() < 0.72 else "OR"
        behind = found[1:] if first else found
        said = sign.lower()
        if not behind:
            return found, [], sign
        who = "who" if table.person and rng.random() < 0.85 else "that"
        match mode if len(behind) > 1 else "one":
            case "with":
                texts = [f"with {_listed([one.text for one in behind], said)}"]
            case "whose":
                texts = [f"whose {_listed([one.text for one in behind], said + ' whose')}"]
            case "where":
                texts = [f"where {_listed([one.text for one in behind], said)}"]
            case "clause":
                texts = [f"{who} {_listed([self._clause(one) for one in behind], said)}"]
            case _:
                parts = [self._behind(one, table) for one in behind]
                glued = sign == "AND" and len(parts) == 2 and parts[1].startswith(("who", "that ", "with "))
                texts = [" ".join(parts)] if glued and rng.random() < 0.4 else [_listed(parts, said)]
        return found, texts, sign

    def rows(self, table: Table, count: int | None = None, modes: Sequence[str] = (), noun: str = "") -> _Rows:
        """A noun phrase for rows of a table, with `count` conditions or as many as chance wants."""
        rng = self.rng
        if count is None:
            count = rng.choice((0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3))
        noun = noun or table.plural
        if count == 0:
            return _Rows(noun)
        modes = modes or ("any", "any", "any", "with", "whose", "where", "clause", "pre")
        if not self.ends:
            modes = tuple(mode for mode in modes if mode != "where")
        found, texts, sign = self.tests(table, count, modes)
        if found and found[0].mark == "p":
            noun = f"{found[0].text} {noun}"
        return _Rows(" ".join((noun, *texts)), tuple(found), sign)

    def clauses(self, table: Table) -> _Rows | None:
        """What the rows of a table do or are: "live in Oslo and are older than 30"."""
        rng, taken = self.rng, set[str]()
        wanted = rng.choice((1, 1, 1, 2))
        found = [one for _ in range(wanted) if (one := self.test(table, "clause", taken))]
        if not found:
            return None
        sign = "AND" if rng.random() < 0.72 else "OR"
        return _Rows(_listed([self._clause(one) for one in found], sign.lower()), tuple(found), sign)

    # parts of questions

    def items(self, table: Table, most: int = 3) -> tuple[str, list[str]]:
        """Some columns in words, and their names."""
        rng = self.rng
        names = [
            *(e for e in table.columns if e[1].sort != "flag"),
            *([(table.key, _ID)] if rng.random() < 0.08 else []),
        ]
        if rng.random() < 0.4:
            chosen = [table.columns[0]]
        else:
            chosen = rng.sample(names, min(len(names), rng.choice((1, 1, 2, 2, 2, 3)[: most * 2])))
        many = rng.random() < 0.3
        words = []
        for name, column in chosen:
            word = _say(name) if column is _ID else self.spoken(name, column)
            words.append(_plural(word) if many and "_" not in word and " of " not in word else word)
        joiner = rng.choice(("and", "and", "and the", "and also the") if len(words) > 1 else ("and",))
        return _listed(words, joiner), [name for name, _ in chosen]

    def ordered(self, table: Table, tests: Sequence[_Test] = ()) -> tuple[str, str]:
        """An order in words, with a space before it, and the key of ORDER BY."""
        rng, down = self.rng, self.rng.random() < 0.5
        fixed = {test.column for test in tests if test.tail.startswith((" =", " IS NULL"))}
        usable = [entry for entry in table.columns if entry[1].sort != "flag" and entry[0] not in fixed]
        usable = usable or [table.columns[0]]
        name, column = rng.choice(usable)
        words = self.extremes(table, column, greatest=down)
        if words and rng.random() < 0.3:
            text = f"{rng.choice(words)} first"
        else:
            up_down = {"number": (_UP, _DOWN), "year": (_UP_TIME, _DOWN_TIME), "date": (_UP_TIME, _DOWN_TIME)}
            pools = up_down.get(column.sort, (_UP_TEXT, _DOWN_TEXT))
            text = self.pick(pools[down]).format(c=self.spoken(name, column))
        return text, name + (" DESC" if down else "")

    @staticmethod
    def extremes(table: Table, column: Column, *, greatest: bool) -> list[str]:
        """Adjectives of the row where a column is greatest or smallest, if they are of no other column."""
        words = column.most if greatest else column.least
        return [word for word in words if f"most {word}" not in table.shared]

    def extreme(self, column: Column, *, greatest: bool) -> str:
        """Such adjectives of the value."""
        if column.sort in ("year", "date"):
            return self.pick(_LATEST if greatest else _EARLIEST)
        return self.pick(_MOST if greatest else _LEAST)

    def measure(self, name: str, column: Column) -> str:
        """What a column is called beside "the highest" and "the average"."""
        word = self.spoken(name, column)
        return f"number of {column.counted}" if column.counted and word in (column.counted, _say(name)) else word


def _is_measured(column: Column) -> bool:
    return column.sort in ("number", "year", "date")


def _is_number(column: Column) -> bool:
    return column.sort == "number"


_Found = tuple[str, str] | None


def _list(draft: _Draft) -> _Found:
    rng, table = draft.rng, draft.table
    if rng.random() < 0.5:
        text, columns = draft.form(_STAR), "*"
        cs = ""
    else:
        cs, names = draft.items(table)
        text, columns = draft.form(_ITEMS), ", ".join(names)
    found = draft.rows(table)
    query = f"SELECT {columns} FROM {table.name}{found.where()}"
    text = text.format(np=found.text, cs=cs)
    if rng.random() < 0.3 and "?" not in text and not text.endswith(cs or "?"):
        said, key = draft.ordered(table, found.tests)
        text += (", " if found.tests or rng.random() < 0.3 else " ") + said
        query += f" ORDER BY {key}"
        if rng.random() < 0.3:
            top = rng.randint(2, 20)
            text += draft.pick(_ONLY).format(n=top)
            query += f" LIMIT {top}"
    return text, query


def _which(draft: _Draft) -> _Found:
    table = draft.table
    found = draft.clauses(table)
    if found is None:
        return None
    columns = table.label if table.named else "*"
    text = draft.pick(_WHICH).format(t=table.plural, cl=found.text)
    return text, f"SELECT {columns} FROM {table.name}{found.where()}"


def _count(draft: _Draft) -> _Found:
    table = draft.table
    if draft.rng.random() < 0.3 and (clauses := draft.clauses(table)):
        text = draft.pick(_HOW_MANY_DO).format(t=table.plural, cl=clauses.text)
        return text, f"SELECT COUNT(*) FROM {table.name}{clauses.where()}"
    if draft.rng.random() < 0.2:
        found = draft.rows(table, draft.rng.choice((1, 1, 2)))
        rest = found.text.partition(table.plural)[2].strip()
        if rest and found.text.startswith(table.plural + " "):
            text = draft.pick(_HOW_MANY_BEHIND).format(t=table.plural, rest=rest)
            return text, f"SELECT COUNT(*) FROM {table.name}{found.where()}"
    text = draft.form(_HOW_MANY)
    found = draft.rows(table)
    return text.format(np=found.text), f"SELECT COUNT(*) FROM {table.name}{found.where()}"


def _distinct(draft: _Draft) -> _Found:
    entry = draft.column(lambda column: column.distinct)
    if entry is None:
        return None
    table, (name, column) = draft.table, entry
    counts = draft.rng.random() < 0.4
    text = draft.form(_HOW_MANY_DIFFERENT if counts else _DIFFERENT)
    found = draft.rows(table, draft.rng.choice((0, 0, 0, 1)))
    if any(test.column == name for test in found.tests):
        return None
    word = draft.spoken(name, column)
    text = text.format(np=found.text, c=word, cp=_plural(word))
    items = f"COUNT(DISTINCT {name})" if counts else f"DISTINCT {name}"
    return text, f"SELECT {items} FROM {table.name}{found.where()}"


def _aggregated(draft: _Draft, table: Table) -> tuple[str, str, str] | None:
    """(wording with {np}, function, column) of an aggregate."""
    rng = draft.rng
    entry = draft.column(_is_measured, table)
    if entry is None:
        return None
    name, column = entry
    word = draft.measure(name, column)
    if column.sort != "number" or rng.random() < 0.45:
        greatest = rng.random() < 0.5
        text = draft.pick(_GREATEST).replace("{x}", draft.extreme(column, greatest=greatest))
        return text.replace("{c}", word), "MAX" if greatest else "MIN", name
    if column.summed and rng.random() < 0.5:
        has_total = any("total" in other for other, _ in table.columns) or "total" in word
        pool = _SUM if has_total or rng.random() < 0.4 else _TOTAL
        return draft.pick(pool).replace("{c}", word), "SUM", name
    return draft.pick(_AVERAGE).replace("{c}", word), "AVG", name


def _aggregate(draft: _Draft) -> _Found:
    table, rng = draft.table, draft.rng
    if rng.random() < 0.12 and (entry := draft.column(_is_measured)):
        found, (name, column) = draft.rows(table), entry
        pair = (draft.extreme(column, greatest=True), draft.extreme(column, greatest=False))
        order = ("MAX", "MIN") if rng.random() < 0.5 else ("MIN", "MAX")
        x, y = pair if order[0] == "MAX" else pair[::-1]
        text = draft.pick(_RANGE).format(x=x, y=y, c=draft.measure(name, column), np=found.text)
        return text, f"SELECT {order[0]}({name}), {order[1]}({name}) FROM {table.name}{found.where()}"
    made = _aggregated(draft, table)
    if made is None:
        return None
    text, function, name = made
    draft.ends = text.endswith("{np}")
    found = draft.rows(table)
    if any(test.column == name and not test.tail.startswith((" >", " <", " B")) for test in found.tests):
        return None
    return text.replace("{np}", found.text), f"SELECT {function}({name}) FROM {table.name}{found.where()}"


def _superlative(draft: _Draft) -> _Found:
    """The rows where something is greatest or smallest."""
    entry = draft.column(_is_measured)
    if entry is None:
        return None
    rng, table, (name, column) = draft.rng, draft.table, entry
    greatest = rng.random() < 0.55
    words = draft.extremes(table, column, greatest=greatest)
    top = 1 if rng.random() < 0.65 else rng.randint(2, 20)
    noun = table.singular if top == 1 else table.plural
    label = table.label if table.named else "*"
    found = _Rows(noun)
    if rng.random() < 0.3:
        draft.ends = False
        found = draft.rows(table, 1, ("any",), noun)
        if any(test.column == name or test.mark in "ves" for test in found.tests):
            found = draft.rows(table, 1, ("pre", "with"), noun) if rng.random() < 0.3 else _Rows(noun)
        if top == 1 and any(word in f" {found.text} " for word in (" are ", " have ", " their ")):
            found = _Rows(noun)
        if any(test.column == name for test in found.tests):
            found = _Rows(noun)
    has_word = bool(words) and rng.random() < 0.6
    if has_word:
        word = rng.choice(words)
        rows = f"{'' if top == 1 else f'{top} '}{word} {found.text}"
    else:
        word, measure = draft.extreme(column, greatest=greatest), draft.measure(name, column)
        rows = f"{'' if top == 1 else f'{top} '}{noun} with the {word} {measure}"
        if found.tests:
            if found.tests[0].mark == "p" or not found.text.startswith(noun + " "):
                rows = f"{'' if top == 1 else f'{top} '}{found.text} with the {word} {measure}"
            else:
                found = _Rows(noun)
        if column.counted and rng.random() < 0.3 and not found.tests:
            word, measure = ("most" if greatest else "fewest"), column.counted
            rows = f"{'' if top == 1 else f'{top} '}{noun} with the {word} {measure}"
    form = rng.random()
    if form < 0.45:
        columns = label
        if top == 1:
            plain = not found.tests
            pool = (_BEST_IS if has_word else _BEST_HAS) if plain else _BEST_IS if has_word else None
            if pool is None or (not plain and has_word):
                text = draft.pick(_BEST_NAMED).format(xs=rows)
            else:
                text = draft.pick(pool).format(s=noun, t=table.plural, x=word, c="" if has_word else measure)
        else:
            if found.tests:
                text = draft.pick(_BEST_NAMED_MANY).format(xs=rows)
            else:
                text = draft.pick(_BEST_MANY if has_word else _BEST_MANY_HAVE).format(
                    n=top, t=table.plural, x=word, c="" if has_word else measure
                )
    elif form < 0.75:
        columns, text = "*", draft.pick(_BEST_ROW).format(xs=rows)
        if (
            top > 1
            and has_word is False
            and not found.tests
            and rng.random() < 0.4
            and word in ("highest", "largest", "greatest")
        ):
            text = draft.pick(_TOP).format(n=top, t=table.plural, c=measure)
    else:
        cs, names = draft.items(table, 2)
        columns, text = ", ".join(names), draft.pick(_BEST_ITEMS).format(cs=cs, xs=rows)
    if table.person and columns == label and rng.random() < 0.85:
        text = text.replace("What is the", "Who is the").replace("What are the", "Who are the")
    return (
        text,
        f"SELECT {columns} FROM {table.name}{found.where()} ORDER BY {name}{' DESC' if greatest else ''} LIMIT {top}",
    )


_BEST_NAMED = _sides(
    "Which is the {xs}",
    "What is the {xs}",
    "Name the {xs}",
    "I want to know which is the {xs}",
    "Tell me which is the {xs}",
    "Which one is the {xs}",
    "Find out which is the {xs}",
)
_BEST_NAMED_MANY = _sides(
    "Which are the {xs}",
    "What are the {xs}",
    "Name the {xs}",
    "I want to know which are the {xs}",
    "Tell me which are the {xs}",
    "Find out which are the {xs}",
)
_TOP = _sides(
    "Show the top {n} {t} by {c}",
    "List the top {n} {t} by {c}",
    "top {n} {t} by {c}",
    "Give me the top {n} {t} by {c}",
    "Find the top {n} {t} by {c}",
    "Get the top {n} {t} by {c}",
    "Return the top {n} {t} by {c}",
    "Show me the top {n} {t} by {c}",
)


def _lookup(draft: _Draft) -> _Found:
    """What a row has, by its name or its key."""
    rng, table = draft.rng, draft.table
    by_name = table.named and rng.random() < 0.7
    if by_name:
        value = draft.value(table.columns[0][1])
        said = draft.say(value)
        row = said if table.person and rng.random() < 0.6 else f"the {table.singular} {said}"
        if rng.random() < 0.15:
            row = f"{table.singular} {said}"
        where = f" WHERE {table.label} = {_literal(value)}"
    else:
        number = rng.randint(1, 999)
        key = _say(table.key) if rng.random() < 0.5 else "id"
        row = rng.choice((
            f"{table.singular} {number}", f"the {table.singular} with {key} {number}", f"{table.singular} number {number}",
            f"the {table.singular} with the {key} {number}", f"{table.singular} with {key} {number}", f"{table.singular} {key} {number}",
            f"{table.singular} #{number}", f"the {table.singular} whose {key} is {number}", f"the {table.singular} number {number}",
        ))  # fmt: skip
        if " number " in row and any("number" in name for name, _ in table.columns):
            row = f"{table.singular} with {key} {number}"
        where = f" WHERE {table.key} = {number}"
    if by_name and rng.random() < 0.5:
        asked = [
            (name, ask)
            for name, column in table.columns[1:]
            for ask in column.asks
            if ask not in table.shared and split_of(ask) == draft.split
        ]
        if row == said:  # nothing says which table it is
            elsewhere = {
                ask for other in draft.tables if other is not table for _, c in other.columns for ask in c.asks
            }
            asked = [(name, ask) for name, ask in asked if ask not in elsewhere]
        if asked:
            name, ask = rng.choice(asked)
            return ask.format(l=row), f"SELECT {name} FROM {table.name}{where}"
    if by_name and row == said:
        row = f"the {table.singular} {said}"
    if rng.random() < 0.3:
        return draft.pick(_LOOKUP_ROW).format(l=row), f"SELECT * FROM {table.name}{where}"
    others = [entry for entry in table.columns if not (by_name and entry[0] == table.label) and entry[1].sort != "flag"]
    if not others:
        return None
    chosen = rng.sample(others, min(len(others), rng.choice((1, 1, 1, 2))))
    cs = _listed([draft.spoken(name, column) for name, column in chosen], "and")
    text = draft.pick(_LOOKUP).format(cs=cs, l=row)
    return text, f"SELECT {', '.join(name for name, _ in chosen)} FROM {table.name}{where}"


def _group(draft: _Draft) -> _Found:
    entry = draft.column(lambda column: column.distinct)
    if entry is None:
        return None
    rng, table, (name, column) = draft.rng, draft.table, entry
    word, roll = draft.spoken(name, column), rng.random()
    draft.ends = False
    found = draft.rows(table, rng.choice((0, 0, 0, 0, 1)), ("any", "pre"))
    if any(test.column == name for test in found.tests):
        found = _Rows(table.plural)
    source = f"FROM {table.name}{found.where()} GROUP BY {name}"
    if roll < 0.42:
        query = f"SELECT {name}, COUNT(*) {source}"
        text = draft.pick(_GROUP_COUNT).format(np=found.text, c=word)
        if rng.random() < 0.12:
            text += draft.pick(_MOST_FIRST)
            query += " ORDER BY COUNT(*) DESC"
        return text, query
    if roll < 0.64:
        other = draft.column(_is_number)
        if other is None:
            return None
        function, said = rng.choice(_FUNCTIONS)
        if function == "SUM" and not other[1].summed:
            function, said = "AVG", "average"
        measure = draft.measure(*other)
        if function == "SUM" and ("total" in measure or any("total" in one for one, _ in table.columns)):
            said = "summed"
        text = draft.pick(_GROUP_VALUE).format(np=found.text, f=said, c=measure, g=word)
        return text, f"SELECT {name}, {function}({other[0]}) {source}"
    if roll < 0.82:
        greatest = rng.random() < 0.75
        text = draft.pick(_COMMON if greatest else _RARE).format(np=found.text, c=word)
        return text, f"SELECT {name} {source} ORDER BY COUNT(*){' DESC' if greatest else ''} LIMIT 1"
    sign, count = rng.choice(tuple(_QUANTITIES)), rng.randint(2, 12)
    many = draft.pick(_QUANTITIES[sign]).format(n=count)
    text = draft.pick(_HAVING).format(np=found.text, cp=_plural(word), q=many)
    return text, f"SELECT {name} {source} HAVING COUNT(*) {sign} {count}"


_MOST_FIRST = _sides(
    ", most first",
    ", the most frequent first",
    ", largest number first",
    ", from most to least",
    ", sorted by the number, largest first",
    ", the most common first",
)
_HOW_MANY_BEHIND = _sides(
    "How many {t} are there {rest}",
    "How many {t} do we have {rest}",
    "How many {t} exist {rest}",
    "Count of {t} {rest}",
    "Tell me how many {t} there are {rest}",
    "how many {t} can be found {rest}",
    "Show how many {t} there are {rest}",
)
_FUNCTIONS = (
    ("AVG", "average"),
    ("AVG", "mean"),
    ("AVG", "average"),
    ("SUM", "total"),
    ("SUM", "total"),
    ("MAX", "highest"),
    ("MAX", "maximum"),
    ("MIN", "lowest"),
    ("MIN", "minimum"),
)


def _compared(draft: _Draft) -> _Found:
    """Rows above or below the average."""
    entry = draft.column(_is_number)
    if entry is None:
        return None
    rng, table, (name, column) = draft.rng, draft.table, entry
    above = rng.random() < 0.6
    words = [word for word in (column.more if above else column.less) if f"than {word}" not in table.shared]
    word = draft.measure(name, column)
    if words and rng.random() < 0.4:
        said = f"{rng.choice(words)} than {rng.choice(('average', 'the average', f'the average {table.singular}'))}"
    else:
        said = draft.pick(_ABOVE_AVERAGE if above else _BELOW_AVERAGE)
        said = said.format(c=word, ac=word if _is_plural(word) else _article(word))
        if _is_plural(word):
            said = said.replace(f"{word} is", f"{word} are").replace("with an ", "with ").replace("with a ", "with ")
    rows = f"{table.plural} {said}"
    roll = rng.random()
    if roll < 0.35:
        items, text = "*", draft.pick(_STAR).format(np=rows)
    elif roll < 0.7:
        cs, names = draft.items(table)
        items, text = ", ".join(names), draft.pick(_ITEMS).format(np=rows, cs=cs)
    else:
        items, text = "COUNT(*)", draft.pick(_HOW_MANY).format(np=rows)
    sign = ">" if above else "<"
    return text, f"SELECT {items} FROM {table.name} WHERE {name} {sign} (SELECT AVG({name}) FROM {table.name})"


# Several tables


@dataclass(frozen=True)
class _Step:
    """A foreign key: a child, its column, the parent, and how they are spoken of."""

    child: Table
    column: str
    parent: Table
    link: Link

    @property
    def on(self) -> str:
        return f"JOIN {self.parent.name} ON {self.child.name}.{self.column} = {self.parent.name}.{self.parent.key}"

    def of(self, rng: random.Random) -> str:
        """What stands between rows of the child and of the parent."""
        return rng.choice(self.link.of)


def _steps(draft: _Draft) -> list[_Step]:
    """The foreign keys of the database."""
    return [
        _Step(table, column, draft.named(parent), link)
        for table in draft.tables
        for (column, parent), link in zip(table.parents, table.links, strict=True)
    ]


def _one_of(draft: _Draft, step: _Step) -> tuple[str, str]:
    """A row of the parent by its name, in words, and the condition."""
    parent, rng = step.parent, draft.rng
    value = draft.value(parent.columns[0][1])
    said = draft.say(value)
    roll = rng.random()
    text = (
        said
        if parent.person and roll < 0.5
        else f"{parent.singular} {said}"
        if roll < 0.65
        else f"the {parent.singular} {said}"
    )
    return text, f"{parent.name}.{parent.label} = {_literal(value)}"


def _joined_rows(draft: _Draft, step: _Step) -> tuple[str, str] | None:
    """Rows of a child, by what its parent (or that one's) is, in words, and FROM with the condition."""
    rng, child, parent = draft.rng, step.child, step.parent
    mine = draft.rows(child, 1 if rng.random() < 0.25 else 0, ("with", "pre"))
    tests = [mine.condition(f"{child.name}.")] if mine.tests else []
    source = f"FROM {child.name} {step.on}"
    further = [
        _Step(parent, column, draft.named(name), link)
        for (column, name), link in zip(parent.parents, parent.links, strict=True)
        if name not in [other for _, other in child.parents]
    ]
    of = step.of(rng)
    if further and rng.random() < 0.45:
        second = rng.choice(further)
        top = draft.rows(second.parent, 1)
        if not top.tests:
            return None
        source += f" {second.on}"
        tests.append(top.condition(f"{second.parent.name}."))
        text = f"{mine.text} {of} {parent.plural} {second.of(rng)} {top.text}"
    elif parent.named and rng.random() < 0.3:
        said, test = _one_of(draft, step)
        if of.startswith("who "):
            of = "of"
        text = f"{mine.text} {of} {said}"
        tests.append(test)
    else:
        theirs = draft.rows(parent, 1 if rng.random() < 0.8 else 2)
        if not theirs.tests or (theirs.sign == "OR" and mine.tests and len(theirs.tests) > 1):
            return None
        text = f"{mine.text} {of} {theirs.text}"
        tests.append(theirs.condition(f"{parent.name}."))
    if mine.tests and {t.column for t in mine.tests} & {name for name, _ in parent.columns}:
        return None
    return text, f"{source} WHERE {' AND '.join(tests)}"


def _join(draft: _Draft) -> _Found:
    """Rows of a child of what belongs to some parents."""
    rng = draft.rng
    step = rng.choice(_steps(draft))
    child, roll = step.child, rng.random()
    draft.ends = rng.random() < 0.3
    made = _joined_rows(draft, step)
    if made is None:
        return None
    np, source = made
    if roll < 0.28:
        text, items = draft.closing(_HOW_MANY).format(np=np), "COUNT(*)"
    elif roll < 0.45:
        found = _aggregated(draft, child)
        if found is None:
            return None
        text, function, name = found
        if draft.ends and not text.endswith("{np}"):
            return None
        text, items = text.replace("{np}", np), f"{function}({child.name}.{name})"
    elif roll < 0.68:
        text, items = draft.closing(_STAR).format(np=np), f"{child.name}.*"
    else:
        cs, names = draft.items(child)
        text, items = draft.closing(_ITEMS).format(np=np, cs=cs), ", ".join(f"{child.name}.{name}" for name in names)
        if rng.random() < 0.15 and not text.endswith(cs):
            said, key = draft.ordered(child)
            text += f", {said}"
            source += f" ORDER BY {child.name}.{key}"
    return text, f"SELECT {items} {source}"


def _both(draft: _Draft) -> _Found:
    """Columns of a child with those of its parent."""
    rng = draft.rng
    step = rng.choice(_steps(draft))
    child, parent = step.child, step.parent
    draft.ends = False
    mine = draft.rows(child, rng.choice((0, 0, 1)), ("any", "pre"))
    b = draft.column(lambda column: column.sort != "flag", parent)
    a = draft.column(lambda column: column.sort != "flag", child)
    if a is None or b is None:
        return None
    if rng.random() < 0.6:
        b = parent.columns[0]
    where = mine.where(f"{child.name}.")
    theirs = f"{parent.name}.{b[0]}"
    word = draft.spoken(*b)
    source = f"FROM {child.name} {step.on}{where}"
    if rng.random() < 0.3:
        text = draft.pick(_OF_PARENT).format(np=mine.text, b=word, bp=_plural(word), s=parent.singular)
        return text, f"SELECT {theirs} {source}"
    text = draft.pick(_WITH_PARENT).format(np=mine.text, a=draft.spoken(*a), b=word, s=parent.singular)
    return text, f"SELECT {child.name}.{a[0]}, {theirs} {source}"


def _per(draft: _Draft) -> _Found:
    """What each row of a parent has of a child, and which has most."""
    rng = draft.rng
    step = rng.choice(_steps(draft))
    child, parent, link = step.child, step.parent, step.link
    found = draft.rows(child, rng.choice((0, 0, 0, 0, 1)), ("pre",))
    source = f"FROM {child.name} {step.on}{found.where(f'{child.name}.')}"
    key = f"{parent.name}.{parent.label}"
    roll = rng.random()
    if roll > 0.85 or not parent.named:  # by what the parents have
        entry = draft.column(lambda column: column.distinct, parent)
        if entry is None or entry[0] == parent.label:
            return None
        name, word = entry[0], draft.spoken(*entry)
        if any(name == other for other, _ in child.columns) or word in {
            w for _, c in child.columns for w in _called(c)
        }:
            word = f"{parent.singular} {word}"
        elif rng.random() < 0.6:
            word = f"{parent.singular} {word}" if rng.random() < 0.6 else f"{word} of the {parent.singular}"
        text = draft.pick(_GROUP_COUNT).format(np=found.text, c=word)
        return text, f"SELECT {parent.name}.{name}, COUNT(*) {source} GROUP BY {parent.name}.{name}"
    words = {"np": found.text, "s": parent.singular, "t": parent.plural}
    if roll < 0.3:
        if link.do and rng.random() < 0.3:
            text = draft.pick(_PER_DO).format(**words, do=rng.choice(link.do), done=rng.choice(link.done))
        else:
            text = draft.pick(_PER).format(**words)
        return text, f"SELECT {key}, COUNT(*) {source} GROUP BY {key}"
    if roll < 0.48:
        entry = draft.column(_is_number, child)
        if entry is None:
            return None
        function, said = rng.choice(_FUNCTIONS)
        if function == "SUM" and not entry[1].summed:
            function, said = "AVG", "average"
        measure = draft.measure(*entry)
        if function == "SUM" and ("total" in measure or any("total" in one for one, _ in child.columns)):
            said = "summed"
        text = draft.pick(_GROUP_VALUE).format(np=found.text, f=said, c=measure, g=parent.singular)
        return text, f"SELECT {key}, {function}({child.name}.{entry[0]}) {source} GROUP BY {key}"
    if roll < 0.66:
        sign, count = rng.choice((">", ">", ">=", "=")), rng.randint(2, 12)
        text = draft.pick(_WITH_MANY).format(q=draft.pick(_QUANTITIES[sign]).format(n=count), **words)
        if link.done and rng.random() < 0.3:
            text = text.replace(" have ", f" {rng.choice(link.done)} ", 1) if "have " in text else text
        return text, f"SELECT {key} {source} GROUP BY {key} HAVING COUNT(*) {sign} {count}"
    greatest = rng.random() < 0.8
    text = draft.pick(_MOST_ROWS).format(m=draft.pick(_MANY if greatest else _FEW), **words)
    if greatest and link.done and rng.random() < 0.3:
        text = text.replace(" has ", f" {rng.choice(link.done)} ", 1)
        if not any(one.endswith(("ed", "wrote", "made", "got", "had")) for one in link.done):
            return None
    return text, f"SELECT {key} {source} GROUP BY {key} ORDER BY COUNT(*){' DESC' if greatest else ''} LIMIT 1"


def _owning(draft: _Draft) -> _Found:
    """Rows of a parent that have some of a child, or none."""
    rng = draft.rng
    step = rng.choice(_steps(draft))
    child, parent, link = step.child, step.parent, step.link
    without = rng.random() < 0.5
    mine = draft.rows(parent, 1 if rng.random() < 0.2 else 0, ("pre",))
    theirs = draft.rows(child, 1 if rng.random() < (0.3 if without else 0.75) else 0, ("any", "any", "pre"))
    if any(test.column == step.column for test in theirs.tests):
        return None
    if theirs.tests and theirs.tests[0].mark not in "p" and theirs.tests[0].column in {n for n, _ in parent.columns}:
        return None
    if without:
        if link.done and rng.random() < 0.4 and all(one.endswith("ed") for one in link.done):
            said = draft.pick(_WITHOUT_DO).format(np=theirs.text, done=rng.choice(link.done))
        else:
            said = draft.pick(_WITHOUT).format(np=theirs.text)
            if "belong to" in said and theirs.tests:
                return None
    elif link.done and rng.random() < 0.45:
        said = f"that {rng.choice(link.done)} {theirs.text}"
    else:
        said = draft.pick(_OWNING).format(np=theirs.text)
    if said.startswith(("that ", "who ")):
        rest = said.partition(" ")[2]
        said = f"who {rest}" if parent.person and rng.random() < 0.8 and not rest.startswith("no ") else f"that {rest}"
    rows = f"{mine.text} {said}"
    tests = [mine.condition()] if mine.tests else []
    tests.append(
        f"{parent.key} {'NOT IN' if without else 'IN'} (SELECT {step.column} FROM {child.name}{theirs.where()})"
    )
    roll = rng.random()
    if roll < 0.35:
        items, text = "*", draft.pick(_STAR).format(np=rows)
    elif roll < 0.65:
        cs, names = draft.items(parent)
        items, text = ", ".join(names), draft.pick(_ITEMS).format(np=rows, cs=cs)
    elif roll < 0.8 and said.startswith(("that ", "who ")) and not said.startswith(("that no ", "that are", "who are")):
        items = parent.label if parent.named else "*"
        text = draft.pick(_WHICH).format(t=mine.text, cl=said.partition(" ")[2])
    else:
        items, text = "COUNT(*)", draft.pick(_HOW_MANY).format(np=rows)
    return text, f"SELECT {items} FROM {parent.name} WHERE {' AND '.join(tests)}"


_SHAPES: tuple[tuple[Callable[[_Draft], _Found], int], ...] = (
    (_list, 26), (_which, 9), (_count, 14), (_aggregate, 12), (_superlative, 14), (_group, 11), (_distinct, 6), (_lookup, 8), (_compared, 3),
)  # fmt: skip
_JOINS: tuple[tuple[Callable[[_Draft], _Found], int], ...] = ((_join, 44), (_both, 12), (_per, 26), (_owning, 18))
_PLAIN = tuple(shape for shape, weight in _SHAPES for _ in range(weight))
_LINKED = tuple(shape for shape, weight in _JOINS for _ in range(weight))


def _finished(draft: _Draft, text: str) -> str:
    """Capitals, endings, and a please."""
    rng = draft.rng
    first = text.split(" ", 1)[0]
    starts_with_value = any(text.startswith((value, f"'{value}", f'"{value}')) for value in draft.values)
    low = text.lower()
    asks = (
        first.lower().removesuffix("'s") in _ASKING or "? how many" in low or ", how many" in low or ", what is" in low
    )
    if first in _IMPERATIVE and rng.random() < 0.12:
        text = draft.pick(_POLITE).format(q=text[0].lower() + text[1:])
        asks = text.startswith(("Could", "Can", "Would"))
    elif not starts_with_value and rng.random() > (0.2 if draft.split == "train" else 0.05):
        text = text[0].upper() + text[1:]
    elif not starts_with_value and first != "I":
        text = text[0].lower() + text[1:]
    if text.endswith("Show them"):
        return text + rng.choice((".", ""))
    if "? " in text and not asks:
        return text + rng.choice((".", ""))
    return text + (rng.choice(("?", "?", "?", "")) if asks else rng.choice((".", ".", "")))


def _told(draft: _Draft, text: str) -> str:
    """The question with the tables in it, in one of many notations."""
    rng = draft.rng
    form = draft.pick(_TOLD)
    if "{ddl}" in form:
        written = create_statements(draft.tables)
        style = rng.random()
        if style < 0.3:
            written = written.replace(" (", " (\n    ").replace(", ", ",\n    ").replace(");", "\n);")
        elif style < 0.5:
            written = written.lower().replace("create table", "create table")
        return form.format(ddl=written, q=text)
    opening, closing, comma, between = rng.choice((
        ("(", ")", ", ", ", "), ("(", ")", ", ", "; "), ("(", ")", " ", " "), (": ", "", ", ", "; "), ("[", "]", ", ", ", "),
        (" (", ")", ", ", ", "), (" (", ")", ", ", " and "), ("(", ")", ",", " "),
    ))  # fmt: skip
    tables = [f"{table.name}{opening}{comma.join(table.column_names)}{closing}" for table in draft.tables]
    bullet = rng.choice(("", "- ", "* "))
    return form.format(list=between.join(tables), lines="\n".join(bullet + table for table in tables), q=text)


_SEEN = tuple(sorted(set(KINDS) - UNSEEN))
_HELD_OUT = tuple(sorted(UNSEEN))


def make_question(
    rng: random.Random, split: Split, *, unseen: bool = False, told_in_text: float | None = None
) -> Question:
    """One example of the split.

    Args:
        unseen: draws the database from the themes that training never sees.
        told_in_text: how many examples have their tables in the text; by default some of the training ones.
    """
    main = rng.choice(_HELD_OUT if unseen else _SEEN)
    kinds = _draw_kinds(rng, main, UNSEEN if unseen else frozenset(_SEEN))
    tables = draw_tables(rng, kinds)
    while len({table.name for table in tables}) < len(tables):
        kinds.pop()
        tables = draw_tables(rng, kinds)
    order = list(tables)
    rng.shuffle(order)
    linked = any(table.parents for table in tables)
    found: _Found = None
    while found is None:
        table = tables[0] if rng.random() < 0.6 else rng.choice(tables)
        draft = _Draft(rng, split, tuple(order), table)
        found = rng.choice(_LINKED if linked and rng.random() < 0.42 else _PLAIN)(draft)
    text, query = found
    text = _finished(draft, text)
    share = told_in_text if told_in_text is not None else _TOLD_IN_TEXT if split == "train" else 0.0
    is_told = share > 0 and rng.random() < share
    return Question(_told(draft, text) if is_told else text, tuple(order), query, is_told)
