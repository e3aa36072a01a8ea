"""Synthetic text-to-SQL examples: the tables of a database, a question about them, and the query that answers it.

An example is made in three draws: a small database (one to three tables of a theme, linked by foreign keys, under
varying
table and column names), a question (a template for one of the query shapes below) and its values. Templates, open
values
and whole themes are on one side of the train/test split: `UNSEEN` holds the themes that training never sees.

The queries are those of `languages.sql.SqlDatabase`: upper-case keywords, single spaces, columns qualified in joins
only.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from constrained_diffusion.languages.outline import outline_of_tables
from training import values
from training.values import Split

Make = Callable[[random.Random, Split], str | int | float]


@dataclass(frozen=True)
class Column:
    """A column: its names, how to draw a value (None: an identifier), and the adjectives of its extremes."""

    names: tuple[str, ...]
    make: Make | None
    most: str = "highest"
    least: str = "lowest"

    def sql_type(self, rng: random.Random) -> str:
        if self.make is None:
            return "INTEGER"
        value = self.make(rng, "train")
        return "TEXT" if isinstance(value, str) else "INTEGER" if isinstance(value, int) else "REAL"


@dataclass(frozen=True)
class Kind:
    """A kind of table: its plural names, the column that names a row, other columns, and the kinds it refers to."""

    names: tuple[str, ...]
    label: Column
    columns: tuple[Column, ...]
    parents: tuple[str, ...] = ()


def _integers(low: int, high: int) -> Make:
    return lambda rng, split: values.integer(rng, split, low, high)


def _options(*options: str) -> Make:
    return lambda rng, _: rng.choice(options)


def _price(rng: random.Random, split: Split) -> float:
    value = values.price(rng, split)
    return float(value)


_NAME = Column(("name", "full_name"), values.full_name)
_CITY = Column(("city", "town", "location"), values.city)
_COUNTRY = Column(("country", "nation"), values.country)
_AGE = Column(("age", "years"), _integers(18, 99), "oldest", "youngest")
_PRICE = Column(("price", "cost"), _price, "most expensive", "cheapest")
_TITLE = Column(("title", "name"), values.title)
_DATE = Column(("date", "day"), values.date, "latest", "earliest")

KINDS: dict[str, Kind] = {
    "customer": Kind(("customers", "clients", "buyers"), _NAME,
                     (_CITY, _COUNTRY, _AGE, Column(("email", "mail"), values.email),
                      Column(("level", "tier"), _options("basic", "silver", "gold")))),
    "order": Kind(("orders", "purchases"), Column(("item", "product", "article"), values.goods),
                  (Column(("quantity", "amount"), _integers(1, 40)), Column(("total", "price"), _price), _DATE,
                   Column(("status", "state"), _options("open", "paid", "shipped", "cancelled"))), ("customer",)),
    "product": Kind(("products", "articles", "goods"), Column(("name", "title"), values.goods),
                    (_PRICE, Column(("stock", "available"), _integers(1, 999)),
                     Column(("color", "colour"), _options("red", "green", "blue", "black", "white")),
                     Column(("weight", "grams"), _integers(20, 9999), "heaviest", "lightest")), ("maker",)),
    "maker": Kind(("makers", "brands", "suppliers"), Column(("name", "brand"), values.last_name),
                  (_CITY, _COUNTRY, Column(("founded", "year"), _integers(1850, 2020), "newest", "oldest"))),
    "event": Kind(("events", "meetings"), _TITLE,
                  (_DATE, Column(("seats", "capacity"), _integers(10, 900), "largest", "smallest"),
                   Column(("fee", "price"), _price), Column(("host", "speaker"), values.full_name)), ("venue",)),
    "venue": Kind(("venues", "halls", "places"), Column(("name",), values.last_name),
                  (_CITY, Column(("street", "road"), values.street),
                   Column(("seats", "capacity"), _integers(10, 900)))),
    "student": Kind(("students", "pupils"), _NAME,
                    (_AGE, _CITY, Column(("grade", "score", "marks"), _integers(1, 100))), ("course",)),
    "course": Kind(("courses", "lessons"), Column(("title", "name", "subject"), values.topic),
                   (Column(("teacher", "lecturer"), values.full_name), Column(("hours", "length"), _integers(5, 200)),
                    Column(("room", "floor"), _integers(1, 60)))),
    "employee": Kind(("employees", "workers"), _NAME,
                     (Column(("job", "role", "position"), values.job), _AGE,
                      Column(("salary", "pay", "wage"), _integers(1000, 9000)), _CITY), ("department",)),
    "department": Kind(("departments", "teams"), Column(("name", "title"), values.topic),
                       (Column(("budget", "funds"), _integers(1000, 9999)), _CITY)),
    "book": Kind(("books", "novels"), _TITLE,
                 (Column(("pages", "length"), _integers(50, 999), "longest", "shortest"), _PRICE,
                  Column(("year", "published"), _integers(1850, 2020), "newest", "oldest"),
                  Column(("language",), _options("english", "french", "german"))), ("author",)),
    "author": Kind(("authors", "writers"), _NAME, 
                   (_COUNTRY, _CITY, Column(("born", "birth_year"), _integers(1800, 1999)))),
}  # fmt: skip
UNSEEN = frozenset({"employee", "department"})
"""Themes of the test split's unseen schemas; training sees none of them."""


@dataclass(frozen=True)
class Table:
    """A drawn table. `columns` starts with ``id``; `parents` are (column, table) of its foreign keys."""

    name: str
    singular: str
    label: str
    columns: tuple[tuple[str, Column], ...]
    parents: tuple[tuple[str, str], ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        return ("id", *(name for name, _ in self.columns), *(column for column, _ in self.parents))


@dataclass(frozen=True)
class Question:
    """`target` answers `text` over `tables`; `outline` is how the prompt names the tables."""

    text: str
    tables: tuple[Table, ...]
    target: str

    @property
    def outline(self) -> str:
        return outline_of_tables({table.name: table.column_names for table in self.tables})


def create_statements(tables: Sequence[Table]) -> str:
    """The DDL of drawn tables, for SQLite."""
    rng = random.Random(0)
    parts = []
    for table in tables:
        columns = ["id INTEGER PRIMARY KEY", *(f"{name} {column.sql_type(rng)}" for name, column in table.columns)]
        columns += [f"{column} INTEGER REFERENCES {parent}(id)" for column, parent in table.parents]
        parts.append(f"CREATE TABLE {table.name} ({', '.join(columns)});")
    return "\n".join(parts)


def draw_tables(rng: random.Random, kinds: Sequence[str]) -> tuple[Table, ...]:
    """Tables of the given kinds, linked where one refers to another; names and columns vary."""
    names = {}
    for kind in kinds:
        options = KINDS[kind].names
        names[kind] = options[0] if rng.random() < 0.5 else rng.choice(options)
    tables = []
    for kind in kinds:
        source = KINDS[kind]
        chosen = [source.label, *rng.sample(source.columns, rng.randint(2, len(source.columns)))]
        columns: dict[str, Column] = {}
        for column in chosen:
            free = [name for name in column.names if name not in columns]
            if free:
                columns[free[0] if rng.random() < 0.5 else rng.choice(free)] = column
        parents = tuple((f"{parent}_id", names[parent]) for parent in source.parents if parent in kinds)
        tables.append(
            Table(names[kind], names[kind].removesuffix("s"), next(iter(columns)), tuple(columns.items()), parents)
        )
    return tuple(tables)


def _literal(value: str | int | float) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def _say(name: str) -> str:
    return name.replace("_", " ")


@dataclass(frozen=True)
class _Words:
    """The wordings of one side of the split."""

    show: tuple[str, ...]
    count: tuple[str, ...]
    average: tuple[str, ...]
    total: tuple[str, ...]
    greatest: tuple[str, ...]
    smallest: tuple[str, ...]
    superlative: tuple[str, ...]
    sort_up: tuple[str, ...]
    sort_down: tuple[str, ...]
    group: tuple[str, ...]
    distinct: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    equal: tuple[str, ...]
    owned: tuple[str, ...]


_WORDS: dict[Split, _Words] = {
    "train": _Words(
        show=("Show the {c} of all {t}", "List the {c} of the {t}", "What are the {c} of the {t}",
              "Give me the {c} of {t}", "{t}: {c}", "Get {c} for {t}"),
        count=("How many {t} are there", "Count the {t}", "What is the number of {t}", "Number of {t}"),
        average=("What is the average {c} of the {t}", "Average {c} of {t}", "Find the mean {c} of the {t}"),
        total=("What is the total {c} of the {t}", "Add up the {c} of all {t}", "Sum of {c} over {t}"),
        greatest=("What is the highest {c} of the {t}", "Maximum {c} of {t}"),
        smallest=("What is the lowest {c} of the {t}", "Minimum {c} of {t}"),
        superlative=("Which {s} has the {x} {c}", "Show the {s} with the {x} {c}", "Find the {s} with the {x} {c}"),
        sort_up=("sorted by {c}", "ordered by {c}", "by rising {c}"),
        sort_down=("sorted by {c} from high to low", "ordered by {c}, highest first", "by falling {c}"),
        group=("How many {t} are there for each {c}", "Count the {t} per {c}", "Number of {t} by {c}"),
        distinct=("Which different {c} do the {t} have", "List each {c} of the {t} once", "Distinct {c} of {t}"),
        above=("with {c} over {v}", "with a {c} above {v}", "whose {c} is more than {v}", "with {c} > {v}"),
        below=("with {c} under {v}", "with a {c} below {v}", "whose {c} is less than {v}", "with {c} < {v}"),
        equal=("with {c} {v}", "whose {c} is {v}", "where {c} is {v}", "with {c} = {v}"),
        owned=("of {t}", "that belong to {t}", "from {t}"),
    ),
    "test": _Words(
        show=("I need the {c} of every one of the {t}", "Tell me the {c} of the {t}"),
        count=("Tell me how many {t} we have", "What is the count of {t}"),
        average=("Compute the average {c} of all {t}", "Tell me the mean {c} of {t}"),
        total=("Compute the total {c} of all {t}", "What is the sum of {c} of the {t}"),
        greatest=("Tell me the maximum {c} of all {t}",),
        smallest=("Tell me the minimum {c} of all {t}",),
        superlative=("Tell me which {s} has the {x} {c}", "Name the {s} with the {x} {c}"),
        sort_up=("in order of {c}",),
        sort_down=("in falling order of {c}",),
        group=("For each {c}, how many {t} are there", "Tell me the number of {t} for every {c}"),
        distinct=("What different {c} are there among the {t}",),
        above=("having {c} greater than {v}",),
        below=("having {c} smaller than {v}",),
        equal=("having {c} {v}", "for which {c} is {v}"),
        owned=("belonging to {t}",),
    ),
}  # fmt: skip


@dataclass
class _Draft:
    """A query in the making: where its columns come from, and how they are written."""

    rng: random.Random
    split: Split
    words: _Words
    table: Table
    qualified: bool = False

    def column(self, name: str, table: Table | None = None) -> str:
        return f"{(table or self.table).name}.{name}" if self.qualified else name

    def condition(self, table: Table) -> tuple[str, str]:
        """(wording, SQL) of one comparison on a column of `table`."""
        rng = self.rng
        name, column = rng.choice([entry for entry in table.columns if entry[1].make is not None])
        assert column.make is not None
        value = column.make(rng, self.split)
        sign, said = "=", self.words.equal
        if not isinstance(value, str) and rng.random() < 0.8:
            sign, said = rng.choice(((">", self.words.above), ("<", self.words.below)))
        wording = rng.choice(said).format(c=_say(name), v=value)
        return wording, f"{self.column(name, table)} {sign} {_literal(value)}"

    def conditions(self) -> tuple[str, str]:
        """Zero to two comparisons on the main table: (wording, WHERE clause), both with a leading space or empty."""
        count = self.rng.choice((0, 1, 1, 2))
        if count == 0:
            return "", ""
        first, second = self.condition(self.table), self.condition(self.table)
        if count == 1 or first[1].split()[0] == second[1].split()[0]:
            return f" {first[0]}", f" WHERE {first[1]}"
        said, sign = self.rng.choice((("and", "AND"), ("or", "OR")))
        return f" {first[0]} {said} {second[0]}", f" WHERE {first[1]} {sign} {second[1]}"

    def numeric(self) -> tuple[str, Column] | None:
        rng = random.Random(0)
        found = [entry for entry in self.table.columns if entry[1].sql_type(rng) != "TEXT"]
        return self.rng.choice(found) if found else None

    def textual(self) -> str | None:
        rng = random.Random(0)
        found = [n for n, c in self.table.columns if c.sql_type(rng) == "TEXT" and n != self.table.label]
        return self.rng.choice(found) if found else None


def _shown(draft: _Draft) -> tuple[str, str]:
    names = [name for name, _ in draft.table.columns]
    rng = draft.rng
    chosen = [draft.table.label] if rng.random() < 0.5 else rng.sample(names, min(len(names), rng.choice((1, 2, 2, 3))))
    said = _say(chosen[0]) if len(chosen) == 1 else ", ".join(map(_say, chosen[:-1])) + " and " + _say(chosen[-1])
    return said, ", ".join(draft.column(name) for name in chosen)


def _list(draft: _Draft) -> tuple[str, str]:
    rng, table = draft.rng, draft.table
    said, columns = _shown(draft)
    wording, where = draft.conditions()
    text = rng.choice(draft.words.show).format(c=said, t=table.name) + wording
    query = f"SELECT {columns} FROM {table.name}{where}"
    if rng.random() < 0.35:
        key = rng.choice(table.columns)[0]
        down = rng.random() < 0.5
        text += " " + rng.choice(draft.words.sort_down if down else draft.words.sort_up).format(c=_say(key))
        query += f" ORDER BY {key}{' DESC' if down else ''}"
        if rng.random() < 0.3:
            top = rng.randint(2, 20)
            text += f", only {top}"
            query += f" LIMIT {top}"
    return text, query


def _count(draft: _Draft) -> tuple[str, str]:
    wording, where = draft.conditions()
    text = draft.rng.choice(draft.words.count).format(t=draft.table.name) + wording
    return text, f"SELECT COUNT(*) FROM {draft.table.name}{where}"


def _aggregate(draft: _Draft) -> tuple[str, str] | None:
    found = draft.numeric()
    if found is None:
        return None
    said, function = draft.rng.choice((
        (draft.words.average, "AVG"), (draft.words.total, "SUM"),
        (draft.words.greatest, "MAX"), (draft.words.smallest, "MIN"),
    ))  # fmt: skip
    wording, where = draft.conditions()
    text = draft.rng.choice(said).format(c=_say(found[0]), t=draft.table.name) + wording
    return text, f"SELECT {function}({found[0]}) FROM {draft.table.name}{where}"


def _superlative(draft: _Draft) -> tuple[str, str] | None:
    found = draft.numeric()
    if found is None:
        return None
    down = draft.rng.random() < 0.5
    word = found[1].most if down else found[1].least
    if draft.rng.random() < 0.5:
        word = "highest" if down else "lowest"
    text = draft.rng.choice(draft.words.superlative).format(s=draft.table.singular, x=word, c=_say(found[0]))
    return (
        text,
        f"SELECT {draft.table.label} FROM {draft.table.name} ORDER BY {found[0]}{' DESC' if down else ''} LIMIT 1",
    )


def _group(draft: _Draft) -> tuple[str, str] | None:
    name = draft.textual()
    if name is None:
        return None
    text = draft.rng.choice(draft.words.group).format(c=_say(name), t=draft.table.name)
    return text, f"SELECT {name}, COUNT(*) FROM {draft.table.name} GROUP BY {name}"


def _distinct(draft: _Draft) -> tuple[str, str] | None:
    name = draft.textual()
    if name is None:
        return None
    text = draft.rng.choice(draft.words.distinct).format(c=_say(name), t=draft.table.name)
    return text, f"SELECT DISTINCT {name} FROM {draft.table.name}"


def _joined(draft: _Draft, tables: Sequence[Table]) -> tuple[str, str] | None:
    """Rows of a child table, by what its parent is."""
    if not draft.table.parents:
        return None
    column, parent_name = draft.rng.choice(draft.table.parents)
    parent = next(table for table in tables if table.name == parent_name)
    draft.qualified = True
    wording, condition = draft.condition(parent)
    owned = draft.rng.choice(draft.words.owned).format(t=parent.name)
    if draft.rng.random() < 0.4:
        text = draft.rng.choice(draft.words.count).format(t=draft.table.name)
        columns = "COUNT(*)"
    else:
        said, columns = _shown(draft)
        text = draft.rng.choice(draft.words.show).format(c=said, t=draft.table.name)
    child = draft.table.name
    source = f"{child} JOIN {parent.name} ON {child}.{column} = {parent.name}.id"
    return f"{text} {owned} {wording}", f"SELECT {columns} FROM {source} WHERE {condition}"


_SHAPES: tuple[Callable[[_Draft], tuple[str, str] | None], ...] = (
    _list, _list, _list, _count, _count, _aggregate, _superlative, _group, _distinct,
)  # fmt: skip


def make_question(rng: random.Random, split: Split, *, unseen: bool = False) -> Question:
    """One example of the split; `unseen` draws the database from the themes that training never sees."""
    themes = sorted(UNSEEN) if unseen else sorted(set(KINDS) - UNSEEN)
    main = rng.choice(themes)
    kinds = [main, *(parent for parent in KINDS[main].parents if rng.random() < 0.8)]
    if not unseen and rng.random() < 0.35:
        kinds.append(rng.choice([kind for kind in themes if kind not in kinds]))
    tables = draw_tables(rng, kinds)
    while len({table.name for table in tables}) < len(tables):
        tables = draw_tables(rng, kinds)
    order = list(tables)
    rng.shuffle(order)
    found: tuple[str, str] | None = None
    while found is None:
        table = tables[0] if rng.random() < 0.6 else rng.choice(tables)
        draft = _Draft(rng, split, _WORDS[split], table)
        if table.parents and rng.random() < 0.4:
            found = _joined(draft, tables)
        else:
            found = rng.choice(_SHAPES)(draft)
    text, query = found
    ending = rng.choice(("?", ".", "")) if not text.endswith(("?", ".")) else ""
    if rng.random() < 0.2 and split == "train":
        text = text[0].lower() + text[1:]
    return Question(text + ending, tuple(order), query)
