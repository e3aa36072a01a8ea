"""Makers of values: each draws from one side of the split, and says how a text puts the value."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import cast

from training import values
from training.sentences.grammar import Filled, Maker, type_
from training.sentences.words import WORDS
from training.values import Split

Plain = Callable[[random.Random, Split], str]

STRING: type_ = {"type": "string"}
INTEGER: type_ = {"type": "integer"}
NUMBER: type_ = {"type": "number"}
DATE: type_ = {"type": "string", "format": "date"}
BOOLEAN: type_ = {"type": "boolean"}


class Digits(str):
    """A JSON number as its digits, so that trailing zeros stay as they were written."""

    __slots__ = ()


_SIDES: dict[str, dict[Split, tuple[str, ...]]] = {}


def _side(name: str, split: Split) -> tuple[str, ...]:
    sides = _SIDES.get(name)
    if sides is None:
        words = WORDS[name]
        train = tuple(word for word in words if values.split_of(word) == "train")
        test = tuple(word for word in words if values.split_of(word) == "test")
        sides = _SIDES[name] = {"train": train or tuple(words), "test": test or tuple(words)}
    return sides[split]


def _listed(name: str) -> Plain:
    return lambda rng, split: rng.choice(_side(name, split))


def _plain(name: str, *lists: str) -> Plain:
    """The maker of `training.values` of that name, mixed with the list of that name, where there are such."""
    theirs = cast("Plain | None", getattr(values, name, None))
    ours = _listed(lists[0] if lists else name) if (lists or name in WORDS) else None
    if theirs is None:
        if ours is None:
            raise ValueError(f"no words for {name}")
        return ours
    if ours is None:
        return theirs
    first, second = theirs, ours
    return lambda rng, split: first(rng, split) if rng.random() < 0.5 else second(rng, split)


def text_of(kind: str, plain: Plain, *, whole: bool = False) -> Maker:
    """A string that a text says verbatim; an article before it is no part of it unless it is `whole`."""

    def make(rng: random.Random, split: Split) -> Filled:
        text = plain(rng, split)
        return Filled(text, text if whole else core(text), STRING, kind)

    return make


def core(text: str) -> str:
    """The text without the article that it may begin with."""
    for article in ("the ", "a ", "an "):
        if text.startswith(article):
            return text[len(article) :]
    return text


first_name_plain = _plain("first_name")
last_name_plain = _plain("last_name")


def person(rng: random.Random, split: Split) -> Filled:
    """A full name mostly, a first name alone, or three names."""
    first, last = first_name_plain(rng, split), last_name_plain(rng, split)
    chance = rng.random()
    if chance < 0.7:
        return Filled(f"{first} {last}", f"{first} {last}", STRING, "name", (("first", first), ("last", last)))
    if chance < 0.94:
        return Filled(first, first, STRING, "name")
    if chance < 0.97:
        name = f"{first} {last}-{last_name_plain(rng, split)}"
    else:
        name = f"{first} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {last}"
    return Filled(name, name, STRING, "name")


def full_person(rng: random.Random, split: Split) -> Filled:
    """A first and a last name."""
    first, last = first_name_plain(rng, split), last_name_plain(rng, split)
    return Filled(f"{first} {last}", f"{first} {last}", STRING, "name", (("first", first), ("last", last)))


first_name = text_of("name", first_name_plain)
surname = text_of("name", last_name_plain)
city = text_of("city", _plain("city"))
country = text_of("country", _plain("country"))
nationality = text_of("country", _plain("nationality"))
language = text_of("language", _plain("language"))
job = text_of("job", _plain("job", "job"))
company = text_of("company", _plain("company"))
department = text_of("department", _plain("department"))
brand = text_of("company", _plain("brand"))
product = text_of("product", _plain("product", "product"))
ingredient = text_of("grocery", _listed("ingredient"))
grocery = text_of("grocery", _plain("grocery"))
dish = text_of("dish", _plain("dish"))
hobby = text_of("hobby", _plain("hobby", "hobby"))
sport = text_of("sport", _plain("sport"))
subject = text_of("subject", _plain("subject"))
topic = text_of("topic", _plain("topic", "topic"))
symptom = text_of("symptom", _plain("symptom"))


def _bare(plain: Plain) -> Plain:
    """Without the article that the word may bring."""

    def make(rng: random.Random, split: Split) -> str:
        word = plain(rng, split)
        return word[2:] if word.startswith("a ") else word[3:] if word.startswith("an ") else word

    return make


symptom_bare = text_of("symptom", lambda rng, split: rng.choice(_side("complaint", split)))
treatment_bare = text_of("treatment", lambda rng, split: rng.choice(_side("medicine", split)))
breed = text_of("breed", _plain("breed"))
pet_name = text_of("name", _plain("pet_name"))
colour = text_of("colour", _plain("colour"))
material = text_of("material", _plain("material"))
instrument = text_of("instrument", _plain("instrument"))
venue = text_of("venue", _plain("venue"))
airport = text_of("airport", _plain("airport"))
book_title = text_of("title", _plain("book_title"))
film_title = text_of("title", _plain("film_title"))
vehicle = text_of("vehicle", _plain("vehicle"))
email = text_of("email", values.email)
chore = text_of("chore", _listed("chore"))
problem = text_of("problem", _listed("problem"), whole=True)
feature = text_of("feature", _listed("feature"))
gift = text_of("gift", _listed("gift"))
team = text_of("team", _listed("team"))
weather = text_of("weather", _listed("weather"))
substance = text_of("substance", _listed("substance"))
purpose = text_of("purpose", _listed("purpose"))
meeting = text_of("meeting", _listed("meeting"))
role = text_of("job", _listed("role"))
skill = text_of("skill", _listed("skill"))
school = text_of("school", _listed("school"))
room = text_of("room", _listed("room"))
incident = text_of("incident", _listed("incident"))
song = text_of("title", _plain("film_title", "song"))
genre = text_of("genre", _listed("genre"))
app = text_of("app", _listed("app"))
platform = text_of("platform", _listed("platform"))
sector = text_of("sector", _listed("sector"))
sight = text_of("sight", _listed("sight"))
allergen = text_of("allergen", _listed("allergen"))
animal = text_of("animal", _plain("animal"))
plant = text_of("plant", _plain("plant"))
treatment = text_of("treatment", _listed("treatment"))
carrier = text_of("company", _listed("carrier"))
doctor = text_of("name", lambda rng, split: values.last_name(rng, split))
currency = text_of("currency", _listed("currency"))


def _course(rng: random.Random, split: Split) -> str:
    kind = rng.choice(("Introduction to", "Advanced", "Applied", "Modern", "Foundations of", "Topics in", "Practical"))
    return f"{kind} {subject(rng, split).text.title()}"


course = text_of("course", _course)


def street_line(rng: random.Random, split: Split) -> Filled:
    """A street with its house number, in one of the usual orders."""
    street, number = values.street(rng, split), str(rng.randint(1, 260))
    if rng.random() < 0.15:
        number += rng.choice("abcAB")
    text = f"{number} {street}" if rng.random() < 0.75 else f"{street} {number}"
    return Filled(text, text, STRING, "street", (("number", number), ("street", street)))


def one_of(kind: str, *options: str) -> Maker:
    """One of a few strings, which both sides share."""
    return text_of(kind, lambda rng, split: rng.choice(options))


def coded(kind: str, make: Callable[[random.Random], str]) -> Maker:
    """A string made by `make`, of the side that its CRC gives it."""
    return text_of(kind, lambda rng, split: values.draw(rng, split, make))


def _digits(rng: random.Random, count: int) -> str:
    return str(rng.randint(10 ** (count - 1), 10**count - 1))


_LETTERS = "ABCDEFGHJKLMNPRSTUVWXZ"


def _letters(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(_LETTERS) for _ in range(count))


def _phone(rng: random.Random) -> str:
    style = rng.randrange(8)
    if style == 0:
        return f"+{rng.randint(1, 99)} {rng.randint(10, 999)} {_digits(rng, 7)}"
    if style == 1:
        return f"{_digits(rng, 3)}-{_digits(rng, 3)}-{_digits(rng, 4)}"
    if style == 2:
        return f"({_digits(rng, 3)}) {_digits(rng, 3)}-{_digits(rng, 4)}"
    if style == 3:
        return f"0{_digits(rng, 3)} {_digits(rng, 6)}"
    if style == 4:
        return f"+{rng.randint(20, 99)} {_digits(rng, 2)} {_digits(rng, 3)} {_digits(rng, 2)} {_digits(rng, 2)}"
    if style == 5:
        return f"555-{_digits(rng, 4)}"
    if style == 6:
        return f"0{_digits(rng, 2)}/{_digits(rng, 7)}"
    return f"0{_digits(rng, 9)}"


def _postcode(rng: random.Random) -> str:
    style = rng.randrange(6)
    if style < 3:
        return _digits(rng, 5)
    if style == 3:
        return f"{_letters(rng, 2)}{rng.randint(1, 20)} {rng.randint(1, 9)}{_letters(rng, 2)}"
    if style == 4:
        return _digits(rng, 4)
    return f"{_digits(rng, 4)}-{_digits(rng, 3)}"


def _order_code(rng: random.Random) -> str:
    style = rng.randrange(7)
    if style == 0:
        return f"{_letters(rng, 1)}{_digits(rng, 4)}"
    if style == 1:
        return f"{_letters(rng, 2)}-{_digits(rng, 4)}"
    if style == 2:
        return _digits(rng, rng.randint(4, 8))
    if style == 3:
        return f"{_letters(rng, 3)}-{_digits(rng, 5)}"
    if style == 4:
        return f"{rng.choice(('ORD', 'PO', 'INV', 'TK', 'REF', 'SO'))}-{_digits(rng, 5)}"
    if style == 5:
        return f"{_digits(rng, 3)}-{_digits(rng, 4)}"
    return f"{_letters(rng, 1)}-{_digits(rng, 3)}{_letters(rng, 1)}"


def _plate(rng: random.Random) -> str:
    style = rng.randrange(3)
    if style == 0:
        return f"{_letters(rng, 1)}-{_letters(rng, 2)} {_digits(rng, 4)}"
    if style == 1:
        return f"{_letters(rng, 2)}{_digits(rng, 2)} {_letters(rng, 3)}"
    return f"{_digits(rng, 4)} {_letters(rng, 3)}"


phone = coded("phone", _phone)
postcode = coded("postcode", _postcode)
code = coded("code", _order_code)
plate = coded("plate", _plate)
flight = coded("flight", lambda r: f"{_letters(r, 2)}{r.choice(('', ' '))}{r.randint(20, 9900)}")
version = coded("version", lambda r: f"{r.randint(0, 19)}.{r.randint(0, 20)}" + r.choice(("", f".{r.randint(0, 15)}")))
seat = coded("seat", lambda r: f"{r.randint(1, 40)}{r.choice('ABCDEF')}")
gate = coded("gate", lambda r: f"{r.choice('ABCDEFG')}{r.randint(1, 60)}")


def _score(rng: random.Random) -> str:
    better = rng.randint(1, 6)
    return f"{better}{rng.choice('-:')}{rng.randint(0, better - 1)}"


score_pair = text_of("score", lambda rng, split: _score(rng))
username = text_of("username", values.username)
website = text_of("url", values.url)


# Numbers


def integer(low: int, high: int, kind: str = "integer", words: float = 0.25, *, step: int = 1) -> Maker:
    """An integer in digits or, for the small and the round, in words."""

    def make(rng: random.Random, split: Split) -> Filled:
        number = rng.randint(low // step, high // step) * step if high > 12 else rng.randint(low, high)
        if high - low >= 40 * step:
            while values.split_of(str(number)) != split:
                number = rng.randint(-(-low // step), high // step) * step
        if rng.random() < words and (number < 100 or number % 100 == 0) and number <= 10_000:
            text = values.in_words(number)
        elif number >= 10_000 or (number >= 1000 and rng.random() < 0.5 and kind != "year"):
            text = f"{number:,}" if rng.random() < 0.8 else str(number)
        else:
            text = str(number)
        return Filled(text, Digits(number), INTEGER if rng.random() < 0.93 else NUMBER, kind)

    return make


def year(low: int = 1950, high: int = 2026) -> Maker:
    """A year, as an integer, or as a string where the schema wants one."""

    def make(rng: random.Random, split: Split) -> Filled:
        text = values.draw(rng, split, lambda r: str(r.randint(low, high)))
        return Filled(text, Digits(text), INTEGER, "year")

    return make


def decimal(low: float, high: float, places: int = 1, kind: str = "number") -> Maker:
    """A number with a decimal point, sometimes a whole one."""

    def make(rng: random.Random, split: Split) -> Filled:
        for _ in range(40):
            text = f"{rng.uniform(low, high):.{places if rng.random() < 0.75 else 0}f}"
            if values.split_of(text) == split:
                break
        return Filled(text, Digits(text), NUMBER, kind)

    return make


_CURRENCIES = (
    ("${}", 6), ("{} dollars", 4), ("{} euros", 4), ("€{}", 4), ("{} €", 2), ("£{}", 3), ("{} pounds", 2),
    ("{} EUR", 1),
    ("{} USD", 1), ("EUR {}", 1), ("{} CHF", 1), ("{} francs", 0.5), ("{} bucks", 0.7), ("US${}", 0.5),
)  # fmt: skip
_CURRENCY_FORMS = [form for form, _ in _CURRENCIES]
_CURRENCY_WEIGHTS = [0.0] * 0
for _, _weight in _CURRENCIES:
    _CURRENCY_WEIGHTS.append((_CURRENCY_WEIGHTS[-1] if _CURRENCY_WEIGHTS else 0.0) + _weight)


def price(low: int, high: int, *, cents: float = 0.6, kind: str = "price") -> Maker:
    """An amount of money: the number is the answer, the currency is not."""

    def make(rng: random.Random, split: Split) -> Filled:
        for _ in range(40):
            whole = rng.randint(low, high)
            if whole >= 1000 and rng.random() < 0.7:
                whole = whole // 50 * 50
            fraction = f"{rng.randint(1, 99):02d}" if rng.random() < 0.6 else rng.choice(("99", "50", "95", "00", "90"))
            digits = f"{whole}.{fraction}" if whole < 3000 and rng.random() < cents else str(whole)
            if values.split_of(digits) == split:
                break
        form = rng.choices(_CURRENCY_FORMS, cum_weights=_CURRENCY_WEIGHTS)[0]
        shown = digits
        if whole >= 1000 and rng.random() < 0.7:
            shown = f"{whole:,}" + digits[len(str(whole)) :]
        if "€" in form and "." in digits and rng.random() < 0.3:
            shown = shown.replace(".", ";").replace(",", ".").replace(";", ",")
        elif (
            "." not in digits
            and form[0] == "{"
            and " " in form
            and rng.random() < 0.2
            and (whole < 100 or whole % 100 == 0)
        ):
            shown = values.in_words(whole) if whole <= 10_000 else shown
        return Filled(
            form.format(shown), Digits(digits), NUMBER if "." in digits or rng.random() < 0.8 else INTEGER, kind
        )

    return make


def percent(low: int, high: int) -> Maker:
    """A share in percent."""

    def make(rng: random.Random, split: Split) -> Filled:
        for _ in range(40):
            digits = str(rng.randint(low, high)) + (f".{rng.randint(1, 9)}" if rng.random() < 0.3 else "")
            if values.split_of(digits) == split:
                break
        text = digits + rng.choice(("%", "%", " percent", " per cent", " %"))
        return Filled(text, Digits(digits), NUMBER, "percent")

    return make


def rating(top: int = 5, *, good: bool | None = None) -> Maker:
    """A score out of a fixed best, such as 4 out of 5; a good one, a bad one, or any."""

    def make(rng: random.Random, split: Split) -> Filled:
        best = top if rng.random() < 0.7 else (10 if top == 5 else 5)
        worst, finest = (best - 1 if good else 1), (best // 2 if good is False else best)
        number = str(rng.randint(worst, finest))
        schema = INTEGER
        shown = number
        if rng.random() < 0.2 and number != str(finest):
            number = shown = f"{number}.5"
            schema = NUMBER
        elif rng.random() < 0.3:
            shown = values.in_words(int(number))
        forms = [f"{shown} out of {best}", f"{number}/{best}", f"{shown} of {best} stars"]
        if best == 5:
            forms.append(f"{shown} star{'' if number == '1' else 's'}")
        return Filled(rng.choice(forms), Digits(number), schema, "rating")

    return make


def measure(low: float, high: float, units: str, places: int = 0, kind: str = "measure") -> Maker:
    """A number with one of the units (separated by bars): the number alone is the answer."""
    forms = [unit.strip() for unit in units.split("|")]
    number = decimal(low, high, places, kind) if places else integer(int(low), int(high), kind, 0.05)

    def make(rng: random.Random, split: Split) -> Filled:
        filled = number(rng, split)
        unit = rng.choice(forms)
        text = unit.format(filled.text) if "{}" in unit else f"{filled.text} {unit}"
        return Filled(text, filled.json, filled.schema, kind)

    return make


def stay(low: int, high: int, unit: str) -> Maker:
    """A whole number of a unit in the plural where need be: `3 nights`, `one night`."""

    def make(rng: random.Random, split: Split) -> Filled:
        number = rng.randint(low, high)
        shown = values.in_words(number) if rng.random() < 0.35 and number <= 20 else str(number)
        return Filled(f"{shown} {unit}{'' if number == 1 else 's'}", Digits(number), INTEGER, unit)

    return make


# Dates and times

_MONTHS = "January February March April May June July August September October November December".split()
_SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def _ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def written(rng: random.Random, y: int, m: int, d: int) -> str:
    """A date in one of the ways of writing it."""
    style = rng.randrange(14)
    if style < 3:
        return f"{d} {_MONTHS[m - 1]} {y}"
    if style < 6:
        return f"{_MONTHS[m - 1]} {d}, {y}"
    if style == 6:
        return f"{_MONTHS[m - 1]} {_ordinal(d)}, {y}"
    if style == 7:
        return (
            f"{_ordinal(d)} {_MONTHS[m - 1]} {y}"
            if rng.random() < 0.6
            else f"the {_ordinal(d)} of {_MONTHS[m - 1]} {y}"
        )
    if style == 8:
        return f"{d:02d}.{m:02d}.{y}"
    if style == 9:
        return f"{d} {_SHORT[m - 1]} {y}" if rng.random() < 0.5 else f"{_SHORT[m - 1]} {d}, {y}"
    if style == 10:
        return f"{y}/{m:02d}/{d:02d}"
    if style == 11 and d > 12:
        return f"{m:02d}/{d:02d}/{y}"
    return f"{y}-{m:02d}-{d:02d}"


def date(low: int = 2023, high: int = 2028, kind: str = "date", full: float = 0.7) -> Maker:
    """A day with its year (asked as an ISO date or verbatim), or without one (asked verbatim)."""

    def make(rng: random.Random, split: Split) -> Filled:
        if rng.random() >= full:
            text = _loose_day(rng)
            return Filled(text, text, STRING, kind)
        iso = values.draw(rng, split, lambda r: f"{r.randint(low, high)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}")
        text = written(rng, int(iso[:4]), int(iso[5:7]), int(iso[8:]))
        if rng.random() < 0.75 or text.startswith("the "):
            return Filled(text, iso, DATE, kind)
        return Filled(text, text, STRING, kind)

    return make


def _loose_day(rng: random.Random) -> str:
    style = rng.randrange(9)
    d, m = rng.randint(1, 28), rng.randrange(12)
    if style == 0:
        return f"{d} {_MONTHS[m]}"
    if style == 1:
        return f"{_MONTHS[m]} {d}"
    if style == 2:
        return f"{_MONTHS[m]} {_ordinal(d)}"
    if style == 3:
        return f"{_DAYS[rng.randrange(7)]}, {_MONTHS[m]} {d}"
    return f"{_DAYS[rng.randrange(7)]} {d} {_MONTHS[m]}" if style == 4 else f"{_ordinal(d)} {_MONTHS[m]}"


def full_date(low: int = 2023, high: int = 2028, kind: str = "date") -> Maker:
    """A day with its year."""
    return date(low, high, kind, full=1.0)


def soon(rng: random.Random, split: Split) -> Filled:
    """A day as people speak of it, without a preposition: `next Friday`, `tomorrow`."""
    style = rng.randrange(6)
    day = _DAYS[rng.randrange(7)]
    if style == 0:
        text = f"next {day}"
    elif style == 1:
        text = f"this {day}"
    elif style == 2:
        text = rng.choice(
            ("tomorrow", "tonight", "next week", "today", "next month", "this weekend", "tomorrow morning")
        )
    elif style == 3:
        text = f"{day} {rng.choice(('morning', 'afternoon', 'evening'))}"
    else:
        text = rng.choice(("this afternoon", "the day after tomorrow", f"{day} next week", "tomorrow night"))
    return Filled(text, text, STRING, "date")


def weekday(rng: random.Random, split: Split) -> Filled:
    """A day of the week or a day of a month, which `on` may precede."""
    text = _DAYS[rng.randrange(7)] if rng.random() < 0.5 else _loose_day(rng)
    return Filled(text, text, STRING, "date")


def clock(kind: str = "time") -> Maker:
    """A time of the day, verbatim."""

    def make(rng: random.Random, split: Split) -> Filled:
        hour, minute = rng.randint(1, 12), rng.choice(("00", "15", "30", "45", "10", "20", "40"))
        style = rng.randrange(8)
        if style < 2:
            text = values.clock(rng, split)
        elif style == 2:
            text = f"{hour} {rng.choice(('am', 'pm', 'AM', 'PM'))}"
        elif style == 3:
            text = f"{hour}{rng.choice(('am', 'pm'))}"
        elif style == 4:
            text = f"{hour}:{minute} {rng.choice(('am', 'pm', 'AM', 'PM'))}"
        elif style == 5:
            text = f"{hour}:{minute}{rng.choice(('am', 'pm'))}"
        elif style == 6:
            text = rng.choice(
                (
                    "noon",
                    "midday",
                    f"half past {values.in_words(hour)}",
                    f"quarter past {values.in_words(hour)}",
                    f"{hour} o'clock",
                )
            )
        else:
            text = f"{hour + 11 if hour < 12 else 12}:{minute}"
        return Filled(text, text, STRING, kind)

    return make


# Lists

_JOINS = ("and", "and", "and", "oxford", "commas", "and", "&", "both", "as well as", "plus", "and also")


def joined(rng: random.Random, items: list[str]) -> str:
    """Items as prose lists them."""
    if len(items) == 1:
        return items[0]
    style = rng.choice(_JOINS)
    if style == "commas" and len(items) > 2:
        return ", ".join(items)
    if style == "both" and len(items) == 2:
        return f"both {items[0]} and {items[1]}"
    before = ", ".join(items[:-1])
    if style == "oxford" and len(items) > 2:
        return f"{before}, and {items[-1]}"
    word = style if style in ("&", "as well as", "plus", "and also") else "and"
    return f"{before} {word} {items[-1]}"


def several(maker: Maker, low: int = 1, high: int = 4, kind: str = "") -> Maker:
    """A list of different strings."""

    def make(rng: random.Random, split: Split) -> Filled:
        items: list[str] = []
        first = maker(rng, split)
        for _ in range(rng.randint(low, high)):
            item = (maker(rng, split) if items else first).text
            if item not in items:
                items.append(item)
        return Filled(
            joined(rng, items),
            [core(item) for item in items],
            {"type": "array", "items": STRING},
            kind or first.kind + "s",
        )

    return make


def _counted(rng: random.Random, one: str, many: str) -> tuple[str, str, str]:
    """A quantity of things: the words, the thing as written, the number."""
    number = rng.choice((1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 12, rng.randint(2, 40)))
    if number == 1:
        style = rng.randrange(4)
        article = "an" if one[0] in "aeiou" else "a"
        return (f"{('1', 'one', article, article)[style]} {one}", one, "1")
    style = rng.randrange(7)
    if style < 3:
        return f"{number} {many}", many, str(number)
    if style == 3:
        return f"{number}x {many}" if rng.random() < 0.5 else f"{number} x {many}", many, str(number)
    if style == 4 and number == 12:
        return f"a dozen {many}", many, "12"
    if style == 5 and number == 2:
        return f"{rng.choice(('a couple of', 'a pair of'))} {many}", many, "2"
    return f"{values.in_words(number)} {many}", many, str(number)


_LINE_NAMES = ("item", "name", "product", "article", "what", "thing", "title", "description")
_COUNT_NAMES = ("quantity", "count", "qty", "amount", "number", "units", "how_many", "pieces")


def _objects(shown: list[str], rows: list[dict[str, object]], fields: type_, kind: str, rng: random.Random) -> Filled:
    names = list(fields)
    if rng.random() < 0.2:
        names.reverse()
    item: type_ = {
        "type": "object", "properties": {name: fields[name] for name in names}, "required": names,
        "additionalProperties": False,
    }  # fmt: skip
    ordered = [{name: row[name] for name in names} for row in rows]
    return Filled(joined(rng, shown), ordered, {"type": "array", "items": item}, kind)


def cart(plurals: str = "goods", low: int = 1, high: int = 4) -> Maker:
    """Things with their quantities: `two lamps, a chair and 3 mugs`."""
    pairs = [tuple(pair.split("/")) for pair in WORDS[plurals]]
    usable: dict[Split, list[tuple[str, ...]]] = {
        "train": [pair for pair in pairs if values.split_of(pair[0]) == "train"],
        "test": [pair for pair in pairs if values.split_of(pair[0]) == "test"],
    }

    def make(rng: random.Random, split: Split) -> Filled:
        item, count = rng.choice(_LINE_NAMES), rng.choice(_COUNT_NAMES)
        picked = rng.sample(usable[split], min(rng.randint(low, high), len(usable[split])))
        adjective = rng.choice(_side("adjective", split)) + " " if rng.random() < 0.12 else ""
        lines = [_counted(rng, adjective + one, adjective + many) for one, many in picked]
        rows: list[dict[str, object]] = [{item: thing, count: Digits(number)} for _, thing, number in lines]
        return _objects([text for text, _, _ in lines], rows, {item: STRING, count: INTEGER}, "lines", rng)

    return make


def ingredients(rng: random.Random, split: Split) -> Filled:
    """Ingredients with amounts and units: `200 g flour, 2 cups of sugar`."""
    name = rng.choice(("name", "ingredient", "item", "what", "product"))
    amount = rng.choice(("amount", "quantity", "qty", "number"))
    unit = rng.choice(("unit", "measure", "unit_of_measure"))
    shown: list[str] = []
    rows: list[dict[str, object]] = []
    for _ in range(rng.randint(1, 4)):
        what = rng.choice(_side("ingredient", split))
        if any(row[name] == what for row in rows):
            continue
        style = rng.randrange(3)
        if style == 0:
            number, measured = str(rng.randrange(20, 900, 10)), rng.choice(("g", "grams", "ml"))
        elif style == 1:
            number = str(rng.randint(2, 6))
            measured = rng.choice(("cups", "tablespoons", "teaspoons", "tbsp", "tsp", "spoons", "pinches"))
        else:
            number, measured = "1", rng.choice(("cup", "tablespoon", "teaspoon", "pinch", "spoon", "kg"))
        said = number if style < 2 or rng.random() < 0.5 else rng.choice(("a", "one"))
        if style == 1 and rng.random() < 0.4:
            said = values.in_words(int(number))
        shown.append(f"{said} {measured} {'of ' if rng.random() < 0.6 else ''}{what}")
        rows.append({name: what, amount: Digits(number), unit: measured})
    fields: type_ = {name: STRING, amount: NUMBER if rng.random() < 0.6 else INTEGER, unit: STRING}
    return _objects(shown, rows, fields, "ingredients", rng)


def people(second: str) -> Maker:
    """Persons with one more fact each: an age, a job, a phone or an e-mail address."""

    def make(rng: random.Random, split: Split) -> Filled:
        name = rng.choice(("name", "person", "who", "full_name"))
        shown: list[str] = []
        rows: list[dict[str, object]] = []
        style = rng.randrange(3)
        key, schema = name, STRING
        for _ in range(rng.randint(2, 3)):
            who = (full_person if rng.random() < 0.5 else first_name)(rng, split).text
            other: object
            if second == "age":
                key, schema = ("age", INTEGER) if rows == [] else (key, schema)
                number = str(rng.randint(3, 80))
                other = Digits(number)
                said = (f"{who} ({number})", f"{who}, {number}", f"{who} who is {number}")[style if style != 1 else 0]
            elif second == "job":
                key = "role" if rows == [] else key
                what = rng.choice(_side("role", split))
                other = what
                said = (f"{who} ({what})", f"{who} as {what}", f"{who} the {what}")[style]
            elif second == "email":
                key = "email" if rows == [] else key
                address = values.email(rng, split)
                other = address
                said = (f"{who} ({address})", f"{who} at {address}", f"{who} <{address}>")[style]
            else:
                key = "phone" if rows == [] else key
                digits = values.draw(rng, split, _phone)
                other = digits
                said = (f"{who} ({digits})", f"{who} on {digits}", f"{who}: {digits}")[style]
            shown.append(said)
            rows.append({name: who, key: other})
        return _objects(shown, rows, {name: STRING, key: schema}, "people", rng)

    return make


OTHERS: dict[str, Maker] = {
    "first_name": first_name,
    "name": full_person,
    "surname": surname,
    "age": integer(18, 80, "age", 0.15),
    "count": integer(2, 30, "count", 0.3),
    "price": price(2, 400),
    "big_price": price(200, 9000, cents=0.1),
    "date": full_date(),
    "soon": soon,
    "weekday": weekday,
    "time": clock(),
    "city": city,
    "country": country,
    "job": job,
    "company": company,
    "email": email,
    "phone": phone,
    "code": code,
    "colour": colour,
    "product": product,
    "dish": dish,
    "hobby": hobby,
    "topic": topic,
    "team": team,
    "year": year(),
    "venue": venue,
    "street": street_line,
    "pet": pet_name,
    "title": film_title,
    "percent": percent(1, 60),
    "school": school,
    "animal": animal,
    "degrees": measure(-5, 35, "degrees|°C"),
}
"""The kinds of values that may be nobody's answer."""
