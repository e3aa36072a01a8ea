"""What text-to-SQL databases are made of: kinds of tables, what they are called, and how people speak of their columns.

Ways to speak of a condition are marked by how they go into a sentence:

    a:  behind "are"      "older than {v}"          customers older than 30, who are older than 30
    v:  a verb            "live in {v}"             customers who live in Oslo
    h:  behind "have"     "{ac} over {v}"           customers with an age over 30, that have an age over 30
    p:  before the noun   "{v}"                     paid orders

``{v}`` is the value, ``{c}`` the column, ``{ac}`` the column after "a" or "an".
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from training import values
from training.values import Split

Make = Callable[[random.Random, Split], str | int | float]
Sort = Literal["name", "text", "option", "number", "year", "date", "flag"]


@dataclass(frozen=True, eq=False)
class Column:
    """A column.

    Attributes:
        names: what it may be called in the database.
        make: draws a value.
        sort: how it is compared: "option" of a few texts, "flag" 0 or 1.
        also: what else people call it.
        most, least: adjectives of the rows where it is greatest and smallest.
        more, less: the comparatives of these.
        unit: what may stand behind a value.
        counted: what it counts, in plural: "pages".
        said: ways to speak of conditions, by operator (``= <> > < >= <= between null known yes no``).
        asks: questions for it of the row that is labelled {l}.
        summed: whether its sum says something.
        nullable: whether one may ask for rows without it.
        distinct: whether its values are told apart, and rows grouped by it.
    """

    names: tuple[str, ...]
    make: Make
    sort: Sort
    also: tuple[str, ...] = ()
    most: tuple[str, ...] = ()
    least: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    unit: str = ""
    counted: str = ""
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    summed: bool = False
    nullable: bool = False
    distinct: bool = False

    @property
    def is_text(self) -> bool:
        return self.sort in ("name", "text", "option", "date")

    def sql_type(self, rng: random.Random) -> str:
        value = self.make(rng, "train")
        return "TEXT" if isinstance(value, str) else "INTEGER" if isinstance(value, int) else "REAL"


@dataclass(frozen=True)
class Link:
    """How rows of a table and of one that they refer to are spoken of.

    Attributes:
        of: behind the rows, before those that they refer to: orders "placed by" customers.
        done: what those have done, before the rows: customers who "placed" orders.
        do: the same, in the present: how many orders did each customer "place".
    """

    of: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    do: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of table.

    Attributes:
        theme: kinds of a theme come together.
        nouns: (plural, singular): what its rows, and the table, are called.
        label: the column that names a row.
        parents: the kinds that it refers to.
        person: whether its rows are people.
    """

    theme: str
    nouns: tuple[tuple[str, str], ...]
    label: Column
    columns: tuple[Column, ...]
    parents: Mapping[str, Link] = field(default_factory=dict)
    person: bool = False


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split("/")) if text else ()


def _column(
    names: str, make: Make, sort: Sort, also: str = "", most: str = "", least: str = "", more: str = "", less: str = "",
    unit: str = "", counted: str = "", asks: str = "", *, summed: bool = False, nullable: bool = False,
    distinct: bool = False, said: Mapping[str, str] | None = None, **more_said: str,
) -> Column:  # fmt: skip
    """Alternatives are parted by ``/``; `said` by the names of operators."""
    signs = {"eq": "=", "ne": "<>", "gt": ">", "lt": "<", "ge": ">=", "le": "<="}
    return Column(
        _split(names), make, sort, _split(also), _split(most), _split(least), _split(more), _split(less), unit, counted,
        {signs.get(name, name): _split(ways) for name, ways in {**(said or {}), **more_said}.items()}, _split(asks), summed, nullable,
        distinct or sort in ("option",),
    )  # fmt: skip


def _integers(low: int, high: int) -> Make:
    return lambda rng, split: values.integer(rng, split, low, high)


def _small(low: int, high: int) -> Make:
    return lambda rng, _: rng.randint(low, high)


def _options(*options: str) -> Make:
    return lambda rng, _: rng.choice(options)


def _price(rng: random.Random, split: Split) -> float:
    return float(values.price(rng, split))


def _round_price(rng: random.Random, split: Split) -> float:
    return float(values.integer(rng, split, 1, 999)) if rng.random() < 0.3 else _price(rng, split)


def _date(first: int, last: int) -> Make:
    def make(rng: random.Random, split: Split) -> str:
        return values.draw(
            rng, split, lambda r: f"{r.randint(first, last)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}"
        )

    return make


def _work(rng: random.Random, split: Split) -> str:
    """The title of a book, film or song."""
    return values.book_title(rng, split) if rng.random() < 0.5 else values.film_title(rng, split)


def _company(rng: random.Random, split: Split) -> str:
    return values.company(rng, split) if rng.random() < 0.7 else values.last_name(rng, split)


def _place(*kinds: str) -> Make:
    """A named place: "Linden Park"."""

    def make(rng: random.Random, split: Split) -> str:
        name = values.last_name if rng.random() < 0.6 else values.invented if rng.random() < 0.5 else values.city
        return f"{name(rng, split)} {rng.choice(kinds)}"

    return make


def _phone(rng: random.Random, split: Split) -> str:
    return values.phone(rng, split)


def _named(names: str, make: Make, also: str = "") -> Column:
    return _column(names, make, "name", also, eq="a:called {v}/a:named {v}/h:the name {v}")


def _titled(names: str, make: Make, also: str = "") -> Column:
    return _column(names, make, "name", also, eq="a:called {v}/a:titled {v}/h:the title {v}")


def _option(names: str, *options: str, also: str = "", asks: str = "", **said: str) -> Column:
    return _column(names, _options(*options), "option", also, asks=asks, said=said)


def _count_of(names: str, counted: str, low: int, high: int, **more: str) -> Column:
    """How many of something there are."""
    return _column(
        names, _integers(low, high), "number", counted=counted, also=f"number of {counted}",
        most=more.get("most", ""), least=more.get("least", ""), more=more.get("more", ""), less=more.get("less", ""),
        asks=f"How many {counted} does {{l}} have/What is the number of {counted} of {{l}}", summed=True,
    )  # fmt: skip


def _person(label: str = "name/full_name") -> Column:
    return _named(label, values.full_name)


_CITY = _column(
    "city/town/location", values.city, "text", distinct=True,
    eq="a:from {v}/a:in {v}/a:based in {v}/a:located in {v}/v:come from {v}",
    ne="a:not from {v}/a:not in {v}/a:outside {v}", asks="Which city is {l} in/Where is {l} located",
)  # fmt: skip
_HOME = _column(
    "city/town/home_city", values.city, "text", "place of residence", distinct=True,
    eq="a:from {v}/a:living in {v}/a:in {v}/a:based in {v}/v:live in {v}/v:come from {v}/v:reside in {v}",
    ne="a:not from {v}/a:outside {v}/v:do not live in {v}/v:live outside {v}",
    asks="Where does {l} live/In which city does {l} live/Which city is {l} from",
)  # fmt: skip
_COUNTRY = _column(
    "country/nation", values.country, "text", distinct=True,
    eq="a:from {v}/a:in {v}/a:based in {v}/v:come from {v}", ne="a:not from {v}/a:outside {v}/a:not in {v}",
    asks="Which country is {l} from/From which country is {l}",
)  # fmt: skip
_NATIONALITY = _column(
    "nationality/country/home_country", values.country, "text", "nation", distinct=True,
    eq="a:from {v}/v:come from {v}/a:citizens of {v}", ne="a:not from {v}/v:do not come from {v}",
    asks="Which country does {l} come from/Where does {l} come from",
)  # fmt: skip
_AGE = _column(
    "age", _integers(18, 99), "number", "age in years", "oldest", "youngest", "older", "younger", " years",
    eq="a:{v} years old/a:aged {v}/a:of age {v}", gt="a:over {v} years old/a:above the age of {v}/a:aged over {v}",
    lt="a:under {v} years old/a:below the age of {v}/a:aged under {v}",
    between="a:between {v} and {w} years old/a:aged {v} to {w}/a:aged between {v} and {w}",
    ge="a:at least {v} years old/a:aged {v} or older/a:{v} or older", le="a:at most {v} years old/a:aged {v} or younger/a:{v} or younger",
    asks="How old is {l}/What age is {l}",
)  # fmt: skip
_EMAIL = _column("email/mail/email_address", values.email, "text", nullable=True, asks="How can I reach {l} by email")
_PHONE = _column("phone/phone_number/telephone", _phone, "text", nullable=True, asks="How can I reach {l} by phone")
_PRICE = _column(
    "price/cost/unit_price", _round_price, "number", "", "most expensive/priciest/costliest", "cheapest/least expensive",
    "more expensive", "cheaper", " euros",
    gt="v:cost more than {v}/v:cost over {v} euros/a:priced above {v}/v:cost more than {v} dollars/a:priced over {v}",
    lt="v:cost less than {v}/v:cost under {v} euros/a:priced below {v}/v:cost less than {v} dollars/a:priced under {v}",
    eq="v:cost {v}/v:cost exactly {v} euros/a:priced at {v}", between="v:cost between {v} and {w}/a:priced between {v} and {w}/v:cost {v} to {w} euros",
    ge="v:cost at least {v}/v:cost {v} or more", le="v:cost at most {v}/v:cost no more than {v}/v:cost {v} or less", asks="How much does {l} cost/What does {l} cost",
)  # fmt: skip
_RATING = _column(
    "rating/stars/score", _small(1, 10), "number", "", "best rated/highest rated/top rated", "worst rated/lowest rated",
    "better rated", "worse rated", eq="a:rated {v}", gt="a:rated above {v}/a:rated over {v}/a:rated higher than {v}",
    lt="a:rated below {v}/a:rated under {v}/a:rated lower than {v}", asks="How is {l} rated",
)  # fmt: skip
_ACTIVE = _column(
    "is_active/active", _small(0, 1), "flag", yes="p:active/a:active/a:still active",
    no="p:inactive/a:inactive/a:not active/a:no longer active",
)  # fmt: skip
_BORN = _column(
    "birth_year/born/year_of_birth", _integers(1920, 2005), "year", "", "", "",
    eq="a:born in {v}/v:were born in {v}", gt="a:born after {v}/v:were born after {v}",
    lt="a:born before {v}/v:were born before {v}", asks="When was {l} born/In which year was {l} born",
)  # fmt: skip
_BIRTH_DATE = _column(
    "birth_date/date_of_birth/birthday", _date(1930, 2010), "date", "", "youngest", "oldest", "younger", "older",
    eq="a:born on {v}/v:were born on {v}", gt="a:born after {v}/v:were born after {v}",
    lt="a:born before {v}/v:were born before {v}", asks="When was {l} born/On which day was {l} born",
)  # fmt: skip
_FOUNDED = _column(
    "founded/founding_year/established", _integers(1850, 2020), "year", "year of foundation", "newest/youngest", "oldest",
    "newer", "older", eq="a:founded in {v}/v:were founded in {v}/a:established in {v}",
    gt="a:founded after {v}/a:established after {v}/v:were founded after {v}",
    lt="a:founded before {v}/a:established before {v}/v:were founded before {v}", asks="When was {l} founded",
)  # fmt: skip
_BUILT = _column(
    "year_built/built/construction_year", _integers(1850, 2020), "year", "year of construction", "newest", "oldest",
    "newer", "older", eq="a:built in {v}/v:were built in {v}/a:constructed in {v}",
    gt="a:built after {v}/v:were built after {v}/a:constructed after {v}",
    lt="a:built before {v}/v:were built before {v}/a:constructed before {v}", asks="When was {l} built",
)  # fmt: skip
_CREATED = _column(
    "created_at/created/created_on", _date(1990, 2030), "date", "creation date", "newest/latest/most recent", "oldest",
    "newer", "older", eq="a:created on {v}/v:were created on {v}", gt="a:created after {v}/v:were created after {v}",
    lt="a:created before {v}/v:were created before {v}", asks="When was {l} created",
)  # fmt: skip
_DATE = _column(
    "date/day", _date(1990, 2030), "date", "", "latest/most recent/newest/last", "earliest/oldest/first", "later", "earlier",
    eq="a:on {v}/a:dated {v}", gt="a:after {v}/a:later than {v}/a:dated after {v}",
    lt="a:before {v}/a:earlier than {v}/a:dated before {v}", asks="When is {l}/On which day is {l}",
)  # fmt: skip
_ADDRESS = _column("address/street", values.street, "text", "street address", eq="a:on {v}/a:located on {v}")
_SEATS = _count_of("seats/capacity/seat_count", "seats", 10, 900)
_WEIGHT = _column(
    "weight/weight_grams/grams", _integers(20, 9999), "number", "", "heaviest", "lightest", "heavier", "lighter", " grams",
    gt="v:weigh more than {v}/v:weigh over {v} grams", lt="v:weigh less than {v}/v:weigh under {v} grams",
    eq="v:weigh {v}/v:weigh {v} grams", asks="How heavy is {l}/How much does {l} weigh",
)  # fmt: skip
_COLOR = _option(
    "color/colour", "red", "green", "blue", "black", "white", "yellow", "grey", eq="p:{v}/a:{v}", ne="a:not {v}",
    asks="What color is {l}/Which colour does {l} have",
)  # fmt: skip
_HEIGHT = _column(
    "height/height_cm", _integers(50, 230), "number", "", "tallest", "shortest", "taller", "shorter", " cm",
    eq="a:{v} cm tall", gt="a:over {v} cm tall/a:more than {v} cm tall", lt="a:under {v} cm tall/a:less than {v} cm tall",
    asks="How tall is {l}",
)  # fmt: skip
_BUDGET = _column(
    "budget/funds", _integers(1000, 9999), "number", "", "best funded", "worst funded", summed=True,
    asks="How big is the budget of {l}",
)  # fmt: skip
_SALARY = _column(
    "salary/pay/wage/monthly_salary", _integers(1000, 9000), "number", "", "best paid/highest paid", "worst paid/lowest paid",
    "better paid", "worse paid", gt="v:earn more than {v}/v:earn over {v}/v:make more than {v}",
    lt="v:earn less than {v}/v:earn under {v}/v:make less than {v}", eq="v:earn {v}/v:earn exactly {v}",
    asks="How much does {l} earn/What does {l} earn", summed=True,
)  # fmt: skip
_HIRED = _column(
    "hire_date/hired_on/start_date", _date(1990, 2030), "date", "date of hire", "most recently hired/newest",
    "longest serving", eq="a:hired on {v}/v:were hired on {v}", gt="a:hired after {v}/v:were hired after {v}/v:joined after {v}",
    lt="a:hired before {v}/v:were hired before {v}/v:joined before {v}", asks="When was {l} hired/When did {l} join",
)  # fmt: skip


def _year(names: str, verb: str, noun: str) -> Column:
    """The year in which something was made."""
    return _column(
        names, _integers(1900, 2025), "year", noun, "newest/latest/most recent", "oldest/earliest", "newer", "older",
        eq=f"a:{verb} in {{v}}/v:were {verb} in {{v}}/a:from {{v}}/a:of {{v}}",
        gt=f"a:{verb} after {{v}}/v:were {verb} after {{v}}/v:came out after {{v}}",
        lt=f"a:{verb} before {{v}}/v:were {verb} before {{v}}/v:came out before {{v}}",
        asks=f"When was {{l}} {verb}/In which year was {{l}} {verb}",
    )  # fmt: skip


def _done(names: str, verb: str, noun: str = "", *, pending: bool = False) -> Column:
    """The day on which something was done."""
    said = {
        "eq": f"a:{verb} on {{v}}/v:were {verb} on {{v}}", "gt": f"a:{verb} after {{v}}/v:were {verb} after {{v}}",
        "lt": f"a:{verb} before {{v}}/v:were {verb} before {{v}}",
    }  # fmt: skip
    if pending:
        said["null"] = f"a:not yet {verb}/v:have not been {verb}/a:still not {verb}/v:were never {verb}"
        said["known"] = f"a:already {verb}/v:have been {verb}"
    return _column(
        names, _date(1990, 2030), "date", noun, f"most recently {verb}/last {verb}", "", asks=f"When was {{l}} {verb}",
        nullable=pending, said=said,
    )  # fmt: skip


def _minutes(names: str = "duration/length/minutes") -> Column:
    return _column(
        names, _integers(2, 240), "number", "", "longest", "shortest", "longer", "shorter", " minutes",
        gt="v:last more than {v} minutes/v:last longer than {v} minutes/v:run longer than {v} minutes",
        lt="v:last less than {v} minutes/v:take less than {v} minutes", eq="v:last {v} minutes/a:{v} minutes long",
        asks="How long is {l}/How long does {l} take", summed=True,
    )  # fmt: skip


def _status(*options: str, names: str = "status/state") -> Column:
    return _option(names, *options, eq="p:{v}/a:{v}/a:still {v}", ne="a:not {v}/a:not yet {v}")


def _money(names: str, also: str = "") -> Column:
    return _column(
        names, _round_price, "number", also, "largest/biggest/highest", "smallest/lowest", "larger", "smaller", " euros",
        gt="a:worth more than {v}/a:over {v} euros/a:worth over {v}", lt="a:worth less than {v}/a:under {v} euros/a:worth under {v}",
        eq="a:worth {v}/a:worth exactly {v} euros", asks="How much is {l}/How much is {l} worth", summed=True,
    )  # fmt: skip


def _area(names: str = "area/size/square_meters") -> Column:
    return _column(
        names, _integers(20, 900), "number", "floor area", "largest/biggest", "smallest", "larger", "smaller", " square meters",
        gt="a:bigger than {v}/a:over {v} square meters", lt="a:under {v} square meters", asks="How big is {l}/How large is {l}",
        summed=True,
    )  # fmt: skip


def _flag(names: str, yes: str, no: str) -> Column:
    return _column(names, _small(0, 1), "flag", yes=yes, no=no)


def _nouns(text: str) -> tuple[tuple[str, str], ...]:
    """``customers clients:client`` as (plural, singular), which is without the s where nothing is said."""
    found = []
    for word in text.split():
        plural, _, singular = word.partition(":")
        found.append((plural, singular or plural.removesuffix("s")))
    return tuple(found)


_GENRE = _option("genre/style", "drama", "comedy", "horror", "crime", "fantasy", "romance", eq="p:{v}/h:the genre {v}")
_SONG_STYLE = _option("genre/style", "rock", "pop", "jazz", "folk", "soul", "techno", eq="p:{v}/h:the genre {v}")
_LANGUAGE = _option(
    "language", "English", "French", "German", "Spanish", "Italian", "Dutch", eq="p:{v}/a:in {v}/a:written in {v}",
    ne="a:not in {v}",
)  # fmt: skip
_BOUGHT = Link(("placed by", "of", "from", "made by"), ("placed", "made"), ("place", "make"))
_WRITTEN = Link(("by", "written by", "of"), ("wrote", "have written"), ("write",))
_WITHIN = Link(("in", "of", "at", "from"))
_OF = Link(("of", "belonging to", "from"))
_OWNED = Link(("of", "belonging to", "owned by"), ("own",), ("own",))
_BOOKED = Link(("made by", "of", "by", "for"), ("made",), ("make",))

KINDS: dict[str, Kind] = {
    # a shop
    "customer": Kind("shop", _nouns("customers clients buyers shoppers"), _person(), (
        _HOME, _COUNTRY, _AGE, _EMAIL, _PHONE, _ACTIVE, _option("level/tier", "basic", "silver", "gold", eq="p:{v}/h:level {v}"),
        _done("joined_on/signup_date/registered_on", "registered", "date of registration"),
        _count_of("points/loyalty_points", "points", 10, 9000)), person=True),
    "order": Kind("shop", _nouns("orders purchases"), _column("item/product/article", values.goods, "name",
        eq="a:for {v}", distinct=True), (
        _column("quantity/amount/item_count", _integers(1, 40), "number", "number of pieces", summed=True), _money("total/total_price/order_total"),
        _DATE, _status("open", "paid", "shipped", "cancelled", "returned"), _flag("is_gift", "v:are a gift/v:are gifts", "a:not a gift/v:are no gifts"),
        _done("shipped_at/shipped_on", "shipped", "shipping date", pending=True)), {"customer": _BOUGHT}),
    "product": Kind("shop", _nouns("products articles goods:good items"), _named("name/title/product_name", values.goods), (
        _PRICE, _column("stock/available/units_in_stock", _integers(1, 999), "number", "units in stock", summed=True,
        gt="h:more than {v} units in stock/h:more than {v} left", lt="h:fewer than {v} units in stock/h:less than {v} left",
        asks="How many of {l} are in stock"), _COLOR, _WEIGHT, _RATING,
        _flag("is_available/in_stock", "p:available/a:available/a:in stock", "p:unavailable/a:not available/a:out of stock")),
        {"supplier": Link(("made by", "from", "supplied by"), ("make", "supply"), ("make", "supply")), "category": Link(("in", "of", "from"))}),
    "supplier": Kind("shop", _nouns("suppliers makers brands vendors manufacturers"), _named("name/brand/company_name", _company), (
        _CITY, _COUNTRY, _FOUNDED, _PHONE, _RATING)),
    "category": Kind("shop", _nouns("categories:category product_groups"), _named("name/title", values.topic), (
        _column("margin/profit_margin", _integers(1, 90), "number"), _ACTIVE, _CREATED)),
    "review": Kind("shop", _nouns("reviews ratings:rating opinions"), _titled("title/headline/summary", _work), (
        _column("stars/points/grade", _small(1, 5), "number", "", "best", "worst", eq="h:{v} stars", gt="h:more than {v} stars",
        lt="h:fewer than {v} stars/h:less than {v} stars"), _done("written_on/review_date", "written"),
        _flag("is_verified/verified", "p:verified/a:verified", "p:unverified/a:not verified"), _count_of("likes/helpful_votes", "likes", 1, 900)),
        {"product": Link(("of", "about", "for")), "customer": _WRITTEN}),
    "invoice": Kind("shop", _nouns("invoices bills"), _column("number/invoice_number/reference", values.code, "name", eq="h:the number {v}"), (
        _money("amount/total/sum_due"), _done("due_date/due_on", "due"), _done("paid_at/paid_on", "paid", "date of payment", pending=True),
        _option("currency", "EUR", "USD", "GBP", "CHF", eq="a:in {v}")), {"customer": Link(("of", "sent to", "for"), ("received", "got"), ("receive", "get"))}),
    # a school
    "student": Kind("school", _nouns("students pupils learners"), _person(), (
        _AGE, _HOME, _column("grade/marks/score", _integers(1, 100), "number", "", "best", "worst"), _EMAIL, _BIRTH_DATE, _HEIGHT,
        _column("year/study_year", _small(1, 6), "number", "year of study", eq="a:in year {v}"),
        _option("major/subject", "biology", "physics", "history", "law", "economics", "chemistry",
        eq="v:study {v}/a:studying {v}/v:major in {v}", ne="v:do not study {v}", asks="What does {l} study/What is {l} studying")),
        {"course": Link(("in", "taking", "enrolled in", "of")), "school": Link(("at", "of", "from"))}, person=True),
    "course": Kind("school", _nouns("courses lessons seminars subjects"), _titled("title/name/course_name", values.topic), (
        _column("hours/length/total_hours", _integers(5, 200), "number", "", "longest", "shortest", "longer", "shorter", " hours", summed=True,
        gt="v:take more than {v} hours", lt="v:take less than {v} hours", asks="How many hours does {l} take"),
        _column("room/room_number", _integers(1, 60), "number", eq="a:in room {v}/a:held in room {v}", asks="In which room is {l}"),
        _count_of("credits/credit_points", "credits", 1, 30), _option("level/difficulty", "beginner", "intermediate", "advanced", eq="p:{v}"),
        _PRICE), {"teacher": Link(("taught by", "of", "by", "given by"), ("teach",), ("teach",))}),
    "teacher": Kind("school", _nouns("teachers lecturers instructors professors"), _person(), (
        _AGE, _HOME, _SALARY, _HIRED, _EMAIL, _column("subject/specialty/field", values.topic, "text", distinct=True, eq="v:specialize in {v}",
        asks="What is the specialty of {l}")), person=True),
    "school": Kind("school", _nouns("schools colleges:college academies:academy"), _named("name/school_name", _place("School", "College", "Academy")), (
        _CITY, _FOUNDED, _option("type/kind", "public", "private", eq="p:{v}/a:{v}"), _count_of("classrooms/room_count", "classrooms", 5, 90))),
    "exam": Kind("school", _nouns("exams tests quizzes:quiz"), _titled("title/topic", values.topic), (
        _DATE, _minutes("duration/minutes"), _count_of("questions/question_count", "questions", 5, 120),
        _column("max_score/maximum_points", _integers(10, 200), "number")), {"course": Link(("in", "of", "for"))}),
    "enrollment": Kind("school", _nouns("enrollments registrations"), _column("semester/term", _options("spring", "summer", "autumn", "winter"), "option",
        eq="p:{v}"), (_column("final_grade/grade/result", _integers(1, 100), "number", "", "best", "worst"), _done("enrolled_on/enrollment_date", "made"),
        _status("active", "completed", "dropped")), {"student": Link(("of", "by")), "course": Link(("in", "for"))}),
    # a hospital
    "patient": Kind("hospital", _nouns("patients"), _person(), (
        _AGE, _HOME, _BIRTH_DATE, _PHONE, _option("blood_type/blood_group", "A", "B", "AB", "O", eq="h:blood type {v}/h:blood group {v}"),
        _option("gender/sex", "male", "female", eq="p:{v}/a:{v}"), _option("insurance/insurer", "public", "private", "none"),
        _done("admitted_on/admission_date", "admitted", "date of admission"), _done("discharged_on/discharge_date", "discharged", pending=True)),
        {"ward": Link(("in", "on", "of")), "doctor": Link(("of", "treated by", "seen by"), ("treat",), ("treat",))}, person=True),
    "doctor": Kind("hospital", _nouns("doctors physicians surgeons"), _person(), (
        _AGE, _SALARY, _HIRED, _option("specialty/field/specialization", "cardiology", "surgery", "pediatrics", "oncology", "neurology", "radiology",
        eq="v:specialize in {v}/a:specialized in {v}/v:work in {v}", asks="What does {l} specialize in"), _PHONE,
        _column("experience/years_of_experience", _integers(1, 45), "number", "", "most experienced", "least experienced",
        eq="h:{v} years of experience", gt="h:more than {v} years of experience", lt="h:less than {v} years of experience")), person=True),
    "ward": Kind("hospital", _nouns("wards hospital_units"), _named("name/ward_name", values.topic), (
        _count_of("beds/bed_count", "beds", 4, 90, most="largest/biggest", least="smallest"),
        _column("floor/level", _small(1, 12), "number", eq="a:on floor {v}", gt="a:above floor {v}", lt="a:below floor {v}", asks="On which floor is {l}"), _BUDGET)),
    "appointment": Kind("hospital", _nouns("appointments visits consultations"), _column("reason/complaint", values.topic, "name", eq="a:about {v}"), (
        _DATE, _minutes("duration/minutes"), _status("planned", "done", "missed", "cancelled"), _column("fee/charge", _price, "number", summed=True)),
        {"patient": Link(("of", "by", "for"), ("had", "booked"), ("have", "book")), "doctor": Link(("with",))}),
    "drug": Kind("hospital", _nouns("drugs medicines:medicine medications"), _named("name/drug_name", values.medicine), (
        _PRICE, _column("dose/dosage/dose_mg", _integers(5, 900), "number", "", "strongest", "weakest", "stronger", "weaker", " mg"), _done("expires_on/expiry_date", "due"),
        _flag("needs_prescription/prescription_only", "v:need a prescription/v:require a prescription", "v:need no prescription/v:do not need a prescription"))),
    # a library
    "book": Kind("library", _nouns("books novels volumes"), _titled("title/book_title/name", _work), (
        _column("pages/page_count", _integers(50, 999), "number", "number of pages", "longest/thickest", "shortest", "longer", "shorter", " pages",
        counted="pages", summed=True, asks="How many pages does {l} have/How long is {l}"), _PRICE, _year("year/published/publication_year", "published", "year of publication"),
        _LANGUAGE, _GENRE, _RATING, _column("copies/copies_sold", _integers(10, 9999), "number", "sales", "best selling", "worst selling", summed=True)),
        {"author": _WRITTEN, "publisher": Link(("published by", "of", "from"), ("published",), ("publish",))}),
    "author": Kind("library", _nouns("authors writers novelists"), _person(), (_NATIONALITY, _HOME, _BORN,
        _flag("is_alive/alive", "p:living/a:alive/a:still alive", "p:dead/a:dead/a:no longer alive"), _count_of("awards/prizes", "awards", 1, 30)), person=True),
    "publisher": Kind("library", _nouns("publishers publishing_houses"), _named("name/company", _company), (_CITY, _COUNTRY, _FOUNDED,
        _column("revenue/turnover", _integers(100, 9999), "number", summed=True))),
    "member": Kind("library", _nouns("members readers subscribers"), _person(), (_AGE, _HOME, _EMAIL,
        _done("joined_on/member_since", "registered"), _ACTIVE, _money("fees/fees_due/fine")), person=True),
    "loan": Kind("library", _nouns("loans checkouts"), _column("code/loan_code", values.code, "name", eq="h:the code {v}"), (_done("borrowed_on/loan_date", "made"),
        _done("returned_on/return_date/returned_at", "returned", pending=True), _column("days/loan_days", _integers(1, 90), "number", "number of days", "longest", "shortest",
        "longer", "shorter", " days"), _flag("is_late/late", "p:late/a:late/a:overdue", "a:not late/a:on time")),
        {"member": Link(("of", "by", "made by")), "book": Link(("of", "for"))}),
    # flights
    "flight": Kind("flights", _nouns("flights connections"), _column("code/flight_number/number", values.flight, "name", eq="h:the number {v}"), (
        _column("origin/departure_city/from_city", values.city, "text", "city of departure", distinct=True, eq="a:from {v}/v:leave from {v}/v:depart from {v}/a:departing from {v}",
        asks="Where does {l} leave from/Where does {l} start"),
        _column("destination/arrival_city/to_city", values.city, "text", "city of arrival", distinct=True, eq="a:to {v}/v:go to {v}/v:land in {v}/v:fly to {v}/a:bound for {v}",
        asks="Where does {l} go/Where does {l} land"),
        _PRICE, _minutes("duration/minutes/flight_time"), _column("distance/distance_km/miles", _integers(100, 9999), "number", "", "longest", "shortest", summed=True, asks="How far does {l} go"),
        _status("scheduled", "delayed", "cancelled", "landed"), _done("departure_date/flight_date", "scheduled")),
        {"airline": Link(("of", "by", "operated by"), ("operate",), ("operate",)), "plane": Link(("on", "with"))}),
    "airline": Kind("flights", _nouns("airlines carriers"), _named("name/airline_name", _company), (_COUNTRY, _FOUNDED, _RATING, _count_of("fleet_size/fleet", "planes", 2, 400))),
    "airport": Kind("flights", _nouns("airports"), _named("name/airport_name", _place("Airport", "Airfield")), (_CITY, _COUNTRY, _count_of("runways/runway_count", "runways", 1, 8),
        _count_of("gates/gate_count", "gates", 2, 120), _column("elevation/altitude", _integers(1, 3000), "number", "", "highest", "lowest", "higher", "lower", " meters", asks="How high is {l}"))),
    "plane": Kind("flights", _nouns("planes aircrafts:aircraft airplanes"), _column("model/type/model_name", values.code, "name", eq="a:of type {v}", distinct=True), (_SEATS, _BUILT,
        _column("range/range_km", _integers(300, 9999), "number"), _ACTIVE)),
    "passenger": Kind("flights", _nouns("passengers travellers:traveller"), _person(), (_AGE, _NATIONALITY, _EMAIL, _column("passport/passport_number", values.code, "text", nullable=True),
        _option("class/travel_class", "economy", "business", "first", eq="a:in {v} class"), _count_of("bags/bag_count", "bags", 1, 9)),
        {"flight": Link(("on", "of", "booked on"))}, person=True),
    # sports
    "team": Kind("sports", _nouns("teams clubs squads"), _named("name/team_name", _place("United", "Rovers", "Tigers", "Athletic", "Lions")), (_CITY, _FOUNDED, _BUDGET,
        _count_of("titles/trophies", "titles", 1, 40, most="most successful", least="least successful"), _column("coach/head_coach", values.full_name, "text", eq="a:coached by {v}", asks="Who coaches {l}"),
        _option("league/division", "first", "second", "third", eq="a:in the {v} league")), {}),
    "player": Kind("sports", _nouns("players athletes"), _person(), (_AGE, _NATIONALITY, _HEIGHT, _SALARY, _count_of("goals/goals_scored", "goals", 1, 90),
        _option("position/role", "goalkeeper", "defender", "midfielder", "striker", eq="v:play as {v}/a:playing as {v}"),
        _column("shirt_number/jersey_number", _integers(1, 99), "number", eq="v:wear number {v}"), _flag("is_injured/injured", "p:injured/a:injured", "a:not injured/a:fit to play")),
        {"team": Link(("of", "in", "from", "who play for"), (), ())}, person=True),
    "match": Kind("sports", _nouns("matches:match games:game fixtures"), _column("opponent/rival", values.city, "name", eq="a:against {v}/v:were played against {v}", distinct=True), (
        _done("played_on/match_date", "played"), _column("attendance/spectators", _integers(100, 9999), "number", "number of spectators", "best attended", "worst attended", counted="spectators", summed=True),
        _option("result/outcome", "won", "lost", "drawn", eq="a:{v}/v:were {v}"), _column("goals_scored/goals", _small(0, 9), "number", summed=True)),
        {"team": Link(("of", "played by"), ("played",), ("play",)), "stadium": Link(("in", "at", "played in"))}),
    "stadium": Kind("sports", _nouns("stadiums arenas"), _named("name/stadium_name", _place("Park", "Arena", "Stadium")), (_CITY, _BUILT, _count_of("capacity/seats", "seats", 100, 9999, most="largest/biggest", least="smallest"),
        _flag("has_roof/is_covered", "h:a roof/a:covered", "h:no roof/a:not covered"))),
    # restaurants
    "restaurant": Kind("restaurants", _nouns("restaurants diners bistros"), _named("name/restaurant_name", _place("Kitchen", "Table", "Garden", "Grill")), (_CITY, _ADDRESS, _RATING, _count_of("tables/table_count", "tables", 4, 80),
        _option("cuisine/kitchen", "Italian", "Thai", "Indian", "French", "Mexican", "Greek", eq="p:{v}/v:serve {v} food", ne="a:not {v}"), _PHONE, _done("opened_on/opening_date", "opened"))),
    "dish": Kind("restaurants", _nouns("dishes:dish meals recipes:recipe"), _named("name/dish_name", values.dish), (_PRICE,
        _column("calories/kcal", _integers(50, 1500), "number", "", "richest", "lightest", counted="calories", summed=True), _flag("is_vegetarian/vegetarian", "p:vegetarian/a:vegetarian/v:are without meat", "a:not vegetarian/v:contain meat"),
        _flag("is_spicy/spicy", "p:spicy/a:spicy/a:hot", "a:not spicy/p:mild/a:mild"), _option("course/kind", "starter", "main", "dessert", "drink")), {"restaurant": Link(("at", "of", "served at", "from"), ("serve", "offer"), ("serve", "offer"))}),
    "reservation": Kind("restaurants", _nouns("reservations table_bookings"), _column("guest/guest_name/contact", values.full_name, "name", eq="a:under the name {v}/a:for {v}"), (_DATE,
        _column("people/party_size", _integers(1, 20), "number", "number of people", "largest/biggest", "smallest", counted="people", summed=True, eq="a:for {v} people", gt="a:for more than {v} people", lt="a:for fewer than {v} people"),
        _status("confirmed", "pending", "cancelled"), _column("time/start_time", values.clock, "text", eq="a:at {v}")), {"restaurant": Link(("at", "for", "in"), ("received",), ("receive",))}),
    # real estate
    "house": Kind("real estate", _nouns("houses:house homes:home properties:property listings"), _column("address/street_address/street", values.street, "name", eq="a:at {v}/a:on {v}"), (_CITY,
        _column("price/asking_price/cost", _integers(1000, 9999), "number", "", "most expensive/priciest", "cheapest", "more expensive", "cheaper", " euros", asks="How much does {l} cost/What does {l} cost",
        gt="v:cost more than {v}/v:cost over {v} euros", lt="v:cost less than {v}/v:cost under {v} euros"), _BUILT, _area(), _count_of("bedrooms/bedroom_count", "bedrooms", 1, 9), _count_of("bathrooms/baths", "bathrooms", 1, 5),
        _flag("has_garden/garden", "h:a garden", "h:no garden"), _status("sold", "reserved", "available")),
        {"agent": Link(("of", "listed by", "offered by", "sold by"), ("listed",), ("list",))}),
    "agent": Kind("real estate", _nouns("agents brokers realtors"), _person(), (_EMAIL, _PHONE, _AGE, _column("commission/commission_rate", _integers(1, 20), "number"), _count_of("sales/deals", "sales", 1, 300), _HIRED), person=True),
    "tenant": Kind("real estate", _nouns("tenants renters"), _person(), (_AGE, _EMAIL, _PHONE, _column("rent/monthly_rent", _integers(200, 4000), "number", "", gt="v:pay more than {v} in rent/v:pay over {v} rent",
        lt="v:pay less than {v} in rent", asks="How much rent does {l} pay", summed=True), _done("moved_in/move_in_date", "moved in")), {"house": Link(("of", "living in", "in"))}, person=True),
    # music
    "song": Kind("music", _nouns("songs tracks"), _titled("title/song_title/name", _work), (_minutes("duration/length"), _year("year/release_year", "released", "year of release"), _SONG_STYLE, _RATING,
        _column("plays/play_count/streams", _integers(10, 9999), "number", "number of plays", "most played/most popular", "least played/least popular", counted="plays", summed=True)),
        {"album": Link(("on", "of", "from")), "artist": Link(("by", "of", "sung by", "from"), ("recorded", "released"), ("record", "release"))}),
    "album": Kind("music", _nouns("albums records"), _titled("title/album_title/name", _work), (_year("year/release_year", "released", "year of release"), _PRICE, _count_of("track_count/number_of_tracks", "tracks", 3, 30),
        _option("label/record_label", "Apollo", "Domino", "Merge", "Sonar", eq="a:on the label {v}"), _column("copies_sold/sales", _integers(100, 9999), "number", "", "best selling", "worst selling", summed=True)),
        {"artist": Link(("by", "of", "from", "recorded by"), ("recorded", "released"), ("record", "release"))}),
    "artist": Kind("music", _nouns("artists musicians singers"), _person("name/stage_name"), (_NATIONALITY, _HOME, _BORN, _AGE, _column("instrument/main_instrument", _options("piano", "guitar", "drums", "violin", "flute"), "option",
        eq="v:play the {v}/a:playing the {v}", asks="Which instrument does {l} play"), _count_of("followers/fans", "followers", 10, 9999, most="most popular", least="least popular")), person=True),
    "playlist": Kind("music", _nouns("playlists mixtapes"), _named("name/title", _work), (_CREATED, _count_of("followers/follower_count", "followers", 1, 999), _flag("is_public/public", "p:public/a:public", "p:private/a:private/a:not public"))),
    # films
    "film": Kind("films", _nouns("films movies:movie motion_pictures:motion_picture"), _titled("title/film_title/name", _work), (_minutes("runtime/length/duration"), _year("year/release_year/released", "released", "year of release"), _GENRE, _RATING, _BUDGET,
        _column("gross/box_office/revenue", _integers(100, 9999), "number", "box office result", summed=True), _option("certificate/age_rating", "G", "PG", "PG-13", "R", eq="a:certified {v}")),
        {"director": Link(("by", "directed by", "of"), ("directed", "made"), ("direct", "make"))}),
    "director": Kind("films", _nouns("directors filmmakers:filmmaker"), _person(), (_NATIONALITY, _BORN, _count_of("awards/oscars", "awards", 1, 20), _ACTIVE, _AGE), person=True),
    "actor": Kind("films", _nouns("actors performers"), _person(), (_NATIONALITY, _AGE, _HEIGHT, _option("gender/sex", "male", "female", eq="p:{v}/a:{v}"), _HOME, _SALARY), person=True),
    "role": Kind("films", _nouns("roles parts:part"), _column("character/character_name", values.full_name, "name", eq="a:called {v}/a:named {v}"), (_column("lines/line_count", _integers(1, 400), "number", counted="lines", summed=True),
        _flag("is_lead/lead", "p:leading/v:are leads", "p:supporting/v:are not leads"), _column("scenes/scene_count", _integers(1, 90), "number", counted="scenes", summed=True)),
        {"film": Link(("in", "of")), "actor": Link(("played by", "of"), ("played",), ("play",))}),
    "cinema": Kind("films", _nouns("cinemas theaters:theater"), _named("name/cinema_name", _place("Palace", "Cinema", "Lights")), (_CITY, _ADDRESS, _count_of("screens/screen_count", "screens", 1, 20), _SEATS, _BUILT)),
    # a warehouse
    "warehouse": Kind("warehouse", _nouns("warehouses:warehouse depots storehouses:storehouse"), _named("name/warehouse_name", _place("Depot", "Storage", "Yard")), (_CITY, _area("area/floor_area"), _count_of("docks/loading_docks", "docks", 1, 60),
        _flag("is_cooled/cooled", "p:cooled/a:cooled", "p:uncooled/a:not cooled"), _ADDRESS)),
    "shipment": Kind("warehouse", _nouns("shipments deliveries:delivery consignments"), _column("code/tracking_code/tracking_number", values.code, "name", eq="h:the code {v}"), (
        _column("destination/target_city", values.city, "text", distinct=True, eq="a:to {v}/v:go to {v}/a:bound for {v}/a:sent to {v}", asks="Where does {l} go"), _WEIGHT, _done("sent_on/sent_at", "sent"),
        _done("delivered_at/delivered_on", "delivered", pending=True), _status("packed", "lost", "delayed", "arrived"), _column("boxes/box_count", _integers(1, 80), "number", counted="boxes", summed=True)),
        {"warehouse": Link(("from", "sent from", "of", "leaving"), ("sent",), ("send",))}),
    "component": Kind("warehouse", _nouns("components spare_parts pieces:piece"), _named("name/part_name", values.goods), (_PRICE, _WEIGHT, _COLOR, _column("quantity/units/quantity_on_hand", _integers(1, 999), "number", "number of units", summed=True,
        gt="h:more than {v} units", lt="h:fewer than {v} units"), _column("shelf/bin", values.code, "text", eq="a:on shelf {v}", asks="On which shelf is {l}")), {"warehouse": Link(("in", "stored in", "at", "kept in"), ("store", "hold"), ("store", "hold"))}),
    # a bank
    "account": Kind("bank", _nouns("accounts bank_accounts"), _column("number/account_number/iban", values.iban, "name", eq="h:the number {v}"), (_money("balance/current_balance"), _option("type/account_type", "savings", "checking", "business", eq="p:{v}"),
        _done("opened_on/opening_date", "opened", "date of opening"), _column("interest_rate/rate", _integers(1, 12), "number"), _flag("is_blocked/is_frozen", "p:blocked/a:blocked", "a:not blocked"),
        _option("currency", "EUR", "USD", "GBP", "CHF", eq="a:in {v}")), {"holder": Link(("of", "owned by", "held by", "belonging to"), ("opened",), ("open",)), "branch": Link(("at", "of", "opened at"))}),
    "holder": Kind("bank", _nouns("account_holders depositors savers"), _person(), (_AGE, _HOME, _EMAIL, _PHONE, _BIRTH_DATE, _column("income/yearly_income", _integers(1000, 9999), "number", "", "richest", "poorest", "richer", "poorer",
        gt="v:earn more than {v}", lt="v:earn less than {v}", asks="How much does {l} earn", summed=True)), person=True),
    "branch": Kind("bank", _nouns("branches:branch offices:office"), _named("name/branch_name", _place("Branch", "Office")), (_CITY, _ADDRESS, _PHONE, _count_of("tellers/teller_count", "tellers", 1, 40), _done("opened_on/opening_date", "opened"))),
    "transfer": Kind("bank", _nouns("transfers payments transactions"), _column("purpose/reference/memo", values.topic, "name", eq="a:for {v}"), (_money("amount/sum/value"), _DATE, _status("pending", "completed", "rejected"),
        _column("recipient/payee", values.full_name, "text", eq="a:to {v}/a:sent to {v}")), {"account": Link(("from", "of", "made from"))}),
    # a zoo
    "animal": Kind("zoo", _nouns("animals creatures:creature"), _named("name/animal_name", values.first_name), (_column("age/age_years", _integers(1, 60), "number", "", "oldest", "youngest", "older", "younger", " years", eq="a:{v} years old/a:aged {v}",
        gt="a:over {v} years old", lt="a:under {v} years old", asks="How old is {l}"), _column("weight/weight_kg", _integers(1, 4000), "number", "", "heaviest", "lightest", "heavier", "lighter", " kg", gt="v:weigh more than {v}", lt="v:weigh less than {v}",
        eq="v:weigh {v} kg", asks="How heavy is {l}/How much does {l} weigh"), _option("species/animal_type", "lion", "tiger", "zebra", "giraffe", "otter", "penguin", "camel", eq="a:of the species {v}", asks="What species is {l}"), _option("sex/gender", "male", "female", eq="p:{v}/a:{v}"),
        _option("diet/food_type", "meat", "plants", "fish", eq="v:eat {v}/a:eating {v}", asks="What does {l} eat"), _done("arrived_on/arrival_date", "brought in")), {"enclosure": Link(("in", "living in", "kept in", "of"), ("hold", "house"), ("hold", "house"))}),
    "enclosure": Kind("zoo", _nouns("enclosures habitats cages:cage"), _named("name/enclosure_name", _place("House", "Valley", "Lagoon")), (_area("area/size"), _BUILT, _flag("is_indoor/indoor", "p:indoor/a:indoors", "p:outdoor/a:outdoors"), _option("climate", "tropical", "desert", "polar", eq="p:{v}/a:{v}")),
        {"keeper": Link(("of", "looked after by", "cleaned by"), ("look after", "clean"), ("look after", "clean"))}),
    "keeper": Kind("zoo", _nouns("keepers zookeepers:zookeeper caretakers:caretaker"), _person(), (_AGE, _SALARY, _HIRED, _PHONE, _option("shift", "morning", "evening", "night", eq="v:work the {v} shift/a:on the {v} shift")), person=True),
    # weather
    "station": Kind("weather", _nouns("stations weather_stations"), _named("name/station_name", _place("Hill", "Point", "Field", "Ridge")), (_CITY, _COUNTRY, _column("altitude/elevation", _integers(1, 3000), "number", "", "highest", "lowest", "higher", "lower", " meters", asks="How high is {l}"), _ACTIVE, _BUILT)),
    "measurement": Kind("weather", _nouns("measurements observations recordings"), _column("code/record_code", values.code, "name", eq="h:the code {v}"), (_done("measured_on/measured_at", "taken", "date of measurement"), _column("temperature/temp/degrees", _integers(1, 45), "number", "", "warmest/hottest", "coldest", "warmer", "colder", " degrees"),
        _column("rain/rainfall/rain_mm", _integers(1, 120), "number", "precipitation", "wettest", "driest", "wetter", "drier", summed=True), _column("wind/wind_speed", _integers(1, 150), "number", "", "windiest"), _column("humidity", _integers(10, 99), "number"),
        _option("sky/conditions", "clear", "cloudy", "foggy", "stormy", eq="p:{v}/a:{v}")), {"station": Link(("from", "of", "taken at", "at"), ("made", "recorded"), ("make", "record"))}),
    # events
    "event": Kind("events", _nouns("events shows gatherings"), _titled("title/name/event_name", values.title), (_DATE, _SEATS, _column("fee/entry_fee/ticket_price", _price, "number", "entrance fee", "most expensive", "cheapest", "more expensive", "cheaper", asks="How much does {l} cost"),
        _column("host/speaker/organizer", values.full_name, "text", eq="a:hosted by {v}/a:run by {v}", asks="Who runs {l}"), _flag("is_free/free_entry", "p:free/a:free/a:free of charge", "a:not free"), _status("planned", "cancelled", "over")),
        {"venue": Link(("at", "in", "held at", "taking place at"), ("hosted",), ("host",))}),
    "venue": Kind("events", _nouns("venues halls locations"), _named("name/venue_name", _place("Hall", "Centre", "Rooms")), (_CITY, _ADDRESS, _count_of("capacity/seats", "seats", 10, 900, most="largest/biggest", least="smallest"), _column("rent/daily_rent", _integers(100, 9000), "number", "", "most expensive", "cheapest"), _PHONE)),
    "ticket": Kind("events", _nouns("tickets passes:pass"), _column("code/ticket_code", values.code, "name", eq="h:the code {v}"), (_PRICE, _column("seat/seat_number", _integers(1, 400), "number", eq="a:for seat {v}"), _done("sold_on/sold_at/purchase_date", "sold", pending=True), _option("category/type", "standard", "reduced", "vip", eq="p:{v}"),
        _column("holder/holder_name", values.full_name, "text", eq="a:held by {v}")), {"event": Link(("for", "to", "of"))}),
    # cars
    "car": Kind("cars", _nouns("cars vehicles:vehicle automobiles:automobile"), _column("model/model_name/name", values.vehicle, "name", eq="a:called {v}/a:of the model {v}"), (_column("year/model_year", _integers(1950, 2025), "year", "", "newest", "oldest", "newer", "older", eq="a:from {v}/a:made in {v}/a:built in {v}", gt="a:made after {v}/a:built after {v}",
        lt="a:made before {v}/a:built before {v}", asks="When was {l} made"), _COLOR, _PRICE, _column("mileage/km/kilometers", _integers(100, 9999), "number"), _column("horsepower/power", _integers(40, 700), "number", "", "strongest/most powerful", "weakest", "stronger", "weaker", asks="How powerful is {l}"),
        _option("fuel/fuel_type", "petrol", "diesel", "electric", "hybrid", eq="p:{v}"), _column("license_plate/plate", values.plate, "text", eq="h:the plate {v}")), {"owner": _OWNED, "garage": Link(("in", "at", "parked in", "of"))}),
    "owner": Kind("cars", _nouns("owners drivers motorists"), _person(), (_AGE, _HOME, _PHONE, _EMAIL, _flag("has_license/licensed", "p:licensed/h:a license", "p:unlicensed/h:no license")), person=True),
    "garage": Kind("cars", _nouns("garages:garage workshops"), _named("name/garage_name", _company), (_CITY, _ADDRESS, _PHONE, _RATING, _count_of("lifts/lift_count", "lifts", 1, 12))),
    "repair": Kind("cars", _nouns("repairs fixes:fix"), _column("problem/defect/fault", values.goods, "name", eq="a:for a broken {v}", distinct=True), (_money("cost/price/total_cost"), _done("done_on/repair_date", "done"), _column("hours/labor_hours", _integers(1, 60), "number", "", "longest", "shortest", summed=True), _flag("is_warranty/under_warranty", "a:under warranty/a:covered by warranty", "a:not under warranty")),
        {"car": Link(("of", "on", "for"), ("needed", "had"), ("need", "have"))}),
    # hotels
    "hotel": Kind("hotels", _nouns("hotels inns lodges:lodge"), _named("name/hotel_name", _place("Inn", "Palace", "Hotel", "Lodge")), (_CITY, _COUNTRY, _column("stars/star_rating", _small(1, 5), "number", "", "best", "", eq="h:{v} stars", gt="h:more than {v} stars", lt="h:fewer than {v} stars", asks="How many stars does {l} have"),
        _count_of("floors/floor_count", "floors", 1, 40), _flag("has_pool/pool", "h:a pool/h:a swimming pool", "h:no pool"), _BUILT)),
    "room": Kind("hotels", _nouns("rooms suites:suite"), _column("number/room_number/code", values.code, "name", eq="h:the number {v}"), (_column("price/nightly_rate/price_per_night", _price, "number", "", "most expensive", "cheapest", "more expensive", "cheaper", gt="v:cost more than {v}/v:cost more than {v} a night", lt="v:cost less than {v}/v:cost less than {v} a night", asks="How much does {l} cost"),
        _count_of("beds/bed_count", "beds", 1, 6), _column("floor/level", _small(1, 20), "number", eq="a:on floor {v}", gt="a:above floor {v}", lt="a:below floor {v}"), _option("type/room_type", "single", "double", "family", eq="p:{v}"), _flag("has_balcony/balcony", "h:a balcony", "h:no balcony"), _area("area/size")),
        {"hotel": Link(("in", "at", "of"), ("offer",), ("offer",))}),
    "guest": Kind("hotels", _nouns("guests visitors lodgers"), _person(), (_AGE, _HOME, _NATIONALITY, _EMAIL, _flag("is_vip/vip", "p:VIP/v:are VIPs", "v:are not VIPs")), person=True),
    "booking": Kind("hotels", _nouns("bookings stays:stay room_reservations"), _column("code/booking_code", values.code, "name", eq="h:the code {v}"), (_done("check_in/arrival_date", "due", "day of arrival"), _count_of("nights/night_count", "nights", 1, 30, most="longest", least="shortest"), _money("total/total_price"), _status("confirmed", "cancelled", "pending"), _done("cancelled_at/cancelled_on", "cancelled", pending=True)),
        {"guest": _BOOKED, "room": Link(("of", "for"))}),
    # software and the web
    "user": Kind("web", _nouns("users:user subscribers"), _named("username/name/login", values.username), (_EMAIL, _COUNTRY, _ACTIVE, _CREATED, _column("last_login/last_seen", _date(2000, 2030), "date", nullable=True, null="v:never logged in/v:have never logged in"), _flag("is_admin/admin", "v:are admins/v:are administrators", "v:are no admins/v:are not admins"),
        _count_of("followers/follower_count", "followers", 1, 9999, most="most popular", least="least popular")), person=True),
    "post": Kind("web", _nouns("posts blog_posts blog_entries:blog_entry"), _titled("title/headline", _work), (_done("posted_at/published_at/posted_on", "published", pending=True), _count_of("views/view_count", "views", 10, 9999, most="most viewed/most popular", least="least viewed"), _count_of("likes/like_count", "likes", 1, 999), _option("language", "English", "French", "German", "Spanish", eq="p:{v}/a:in {v}", ne="a:not in {v}")),
        {"user": Link(("by", "of", "written by", "from"), ("wrote", "published"), ("write", "publish"))}),
    "comment": Kind("web", _nouns("comments replies:reply remarks"), _column("subject/topic", values.topic, "name", eq="a:about {v}", distinct=True), (_CREATED, _count_of("votes/upvotes", "votes", 1, 500), _flag("is_spam/spam", "v:are spam", "v:are not spam")), {"post": Link(("on", "under", "to"), ("got", "received"), ("get", "receive")), "user": _WRITTEN}),
    "project": Kind("software", _nouns("projects initiatives:initiative"), _named("name/title/project_name", _work), (_BUDGET, _column("deadline/due_date", _date(2000, 2030), "date", "", eq="a:due on {v}", gt="a:due after {v}", lt="a:due before {v}", nullable=True, asks="When is {l} due"), _status("planned", "running", "finished"),
        _column("start_date/started_on", _date(1990, 2030), "date", eq="a:started on {v}", gt="a:started after {v}", lt="a:started before {v}", asks="When did {l} start"))),
    "task": Kind("software", _nouns("tasks todos:todo jobs:job"), _titled("title/name", values.title), (_option("priority/urgency", "low", "medium", "high", eq="h:{v} priority"), _status("open", "blocked", "done"), _column("hours/estimate/estimated_hours", _integers(1, 90), "number", "", "longest", "shortest", summed=True),
        _done("completed_at/completed_on", "completed", pending=True)), {"project": Link(("of", "in", "for"))}),
    "bug": Kind("software", _nouns("bugs defects issues"), _titled("title/summary", _work), (_option("severity/level", "minor", "major", "critical", eq="p:{v}/a:{v}"), _done("reported_on/reported_at", "reported"), _done("fixed_on/fixed_at", "fixed", pending=True), _count_of("votes/vote_count", "votes", 1, 200), _column("reporter/reported_by", values.full_name, "text", eq="a:reported by {v}")),
        {"project": Link(("in", "of"))}),
    # trains
    "train": Kind("trains", _nouns("trains"), _column("number/code/train_number", values.code, "name", eq="h:the number {v}"), (_column("speed/top_speed/max_speed", _integers(60, 350), "number", "", "fastest", "slowest", "faster", "slower", " km per hour", asks="How fast is {l}"), _count_of("cars/wagons/wagon_count", "wagons", 1, 30), _SEATS, _BUILT), {"operator": Link(("of", "run by", "operated by"), ("run", "operate"), ("run", "operate"))}),
    "operator": Kind("trains", _nouns("operators railway_companies:railway_company"), _named("name/company", _company), (_COUNTRY, _FOUNDED, _column("revenue/turnover", _integers(100, 9999), "number", summed=True))),
    "trip": Kind("trains", _nouns("trips journeys:journey rides:ride"), _column("destination/end_station", values.city, "name", eq="a:to {v}/v:go to {v}", distinct=True), (_DATE, _minutes("duration/minutes"), _column("delay/delay_minutes", _integers(1, 120), "number", "", "most delayed", "", summed=True, gt="a:more than {v} minutes late", lt="a:less than {v} minutes late", eq="a:{v} minutes late"), _PRICE), {"train": Link(("of", "on", "by"), ("made",), ("make",))}),
    # never seen in training: staff, a museum, a farm
    "employee": Kind("staff", _nouns("employees workers"), _person(), (
        _column("job/role/position/job_title", values.job, "text", distinct=True, eq="v:work as {v}/a:working as {v}", asks="What is the job of {l}"), _AGE, _SALARY, _HOME, _HIRED, _EMAIL, _ACTIVE),
        {"department": Link(("in", "of", "from", "working in"), ("employ",), ("employ",))}, person=True),
    "department": Kind("staff", _nouns("departments divisions"), _named("name/title/department_name", values.topic), (_BUDGET, _CITY, _column("floor", _small(1, 20), "number", eq="a:on floor {v}", asks="On which floor is {l}"), _FOUNDED)),
    "museum": Kind("museum", _nouns("museums galleries:gallery"), _named("name/museum_name", _place("Museum", "Gallery")), (_CITY, _COUNTRY, _FOUNDED, _column("entry_fee/admission", _price, "number", "", "most expensive", "cheapest"), _count_of("rooms/room_count", "rooms", 2, 90))),
    "painting": Kind("museum", _nouns("paintings pictures:picture artworks:artwork"), _titled("title/name", _work), (_year("year/painted_in", "painted", "year of origin"), _option("technique/medium", "oil", "watercolor", "fresco", "acrylic"), _money("value/insured_value"), _column("width/width_cm", _integers(10, 400), "number", "", "widest", "narrowest", "wider", "narrower", " cm"),
        _column("painter/painter_name", values.full_name, "text", distinct=True, eq="a:painted by {v}/a:by {v}", asks="Who painted {l}"), _flag("is_restored/restored", "p:restored/a:restored", "a:not restored")), {"museum": Link(("in", "at", "of", "hanging in"), ("own", "show"), ("own", "show"))}),
    "farm": Kind("farm", _nouns("farms ranches:ranch"), _named("name/farm_name", _place("Farm", "Acres")), (_COUNTRY, _column("hectares/area", _integers(2, 900), "number", "", "largest/biggest", "smallest", "larger", "smaller", " hectares", counted="hectares", summed=True), _FOUNDED, _flag("is_organic/organic", "p:organic/a:organic", "a:not organic"))),
    "cow": Kind("farm", _nouns("cows cattle_heads:cattle_head"), _named("name/tag_name", values.first_name), (_column("age/age_years", _integers(1, 25), "number", "", "oldest", "youngest", "older", "younger", " years", asks="How old is {l}"), _column("milk/milk_yield/liters_per_day", _integers(1, 60), "number", "", summed=True, gt="v:give more than {v} liters", lt="v:give less than {v} liters"),
        _option("breed/race", "Angus", "Jersey", "Holstein", eq="p:{v}/a:of the breed {v}"), _WEIGHT, _BIRTH_DATE), {"farm": Link(("of", "on", "from", "owned by"), ("own", "keep"), ("own", "keep"))}),
}  # fmt: skip
ANONYMOUS = frozenset(
    {"order", "enrollment", "appointment", "match", "reservation", "transfer", "comment", "repair", "trip"}
)
"""Kinds whose label does not say which row it is: "which orders" asks for all of them, not for their items."""
UNSEEN = frozenset({"employee", "department", "museum", "painting", "farm", "cow"})
"""Kinds of the test split's unseen databases; training sees none of them."""
