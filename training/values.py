"""The values that examples are made of, each drawn from one side of a fixed train/test split.

Open-ended values (names, cities, products, large numbers, prices, dates, codes, ...) belong to the test split when the
CRC of their text says so, and only then: no such value is ever seen in training and in testing. Closed sets (statuses,
colours, units, counts below a hundred, booleans) are shared, as they are part of a schema rather than of a sentence. A
value made of names (a full name, a company, a phrase) is made of names of its own side; one that is written in another
case or script (a user name, a job in capitals) is on the side of the words that it is made of.

Every value has a function of a random source and a split. Those that end in `_said` or `_plain` give a `Said`: the JSON
text of the right value, and how a sentence writes it. The word lists are in `words` and in `gazetteers`.
"""

from __future__ import annotations

import datetime
import functools
import json
import random
import re
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal, NamedTuple, TypeVar

from training import gazetteers, words

Split = Literal["train", "test"]
Make = Callable[[random.Random, Split], str]
_T = TypeVar("_T")

_TEST_SHARE = 8  # one open value in eight belongs to the test split

TAGS = words.listed(words.TAGS)
EVENT_KINDS = words.listed(words.EVENT_KINDS)

_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr q r s sh st t th tr v w y z".split()
_VOWELS = "a e i o u ai ea ee ia io ou".split()
_CODAS = ["", "", "", "n", "r", "l", "s", "m", "nd", "rt", "ck", "th", "x"]


class Said(NamedTuple):
    """A value twice: as JSON text, and as a sentence writes it."""

    json: str
    text: str


def verbatim(text: str) -> Said:
    """A string that the text holds as it is."""
    return Said(json.dumps(text, ensure_ascii=False), text)


_MOST_DRAWS = 10_000


def split_of(text: str) -> Split:
    """The side of the split that an open-ended value belongs to, for ever."""
    return "test" if zlib.crc32(text.encode()) % _TEST_SHARE == 0 else "train"


def draw(rng: random.Random, split: Split, make: Callable[[random.Random], str]) -> str:
    """Draws from `make` until the value lies on the wanted side of the split.

    Raises:
        ValueError: none of ten thousand does.
    """
    for _ in range(_MOST_DRAWS):
        if split_of(value := make(rng)) == split:
            return value
    raise ValueError(f"no value of {make} lies on the side {split}, such as {value!r}")


def _any(rng: random.Random, options: Sequence[_T]) -> _T:
    """What `rng.choice` gives, in less time."""
    return options[int(rng.random() * len(options))]


def _between(rng: random.Random, low: int, high: int) -> int:
    return low + int(rng.random() * (high - low + 1))


class Pool:
    """A list of open values, cut into the two sides of the split when the first one is drawn."""

    def __init__(self, read: Callable[[], Sequence[str]]) -> None:
        self._read = read
        self._sides: dict[Split, list[str]] = {}

    def __call__(self, rng: random.Random, split: Split) -> str:
        if not self._sides:
            options = list(dict.fromkeys(self._read()))
            self._sides = {side: [x for x in options if split_of(x) == side] for side in ("train", "test")}
        return _any(rng, self._sides[split])


def _pool(*texts: str) -> Pool:
    """The pool of word lists of `words`."""
    return Pool(lambda: [word for text in texts for word in words.listed(text)])


# Shapes: "ORD-####" with # for a digit, @ for a capital letter, ~ for a digit or a letter a to f.


@cache
def _shape(text: str) -> tuple[str, tuple[int, ...]]:
    """A shape as a format string, and the number of values of each of its places."""
    pieces = re.split("(#+|@|~+)", text)
    sizes = {"#": 10, "@": 1, "~": 16}
    form = "".join(
        piece if not index % 2 else "%s" if piece[0] == "@" else f"%0{len(piece)}{'d' if piece[0] == '#' else 'x'}"
        for index, piece in enumerate(p.replace("%", "%%") for p in pieces)
    )
    return form, tuple(sizes[piece[0]] ** len(piece) for piece in pieces[1::2])


_CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def _shaped(rng: random.Random, shapes: Sequence[str]) -> str:
    form, sizes = _shape(_any(rng, shapes))
    return form % tuple(_any(rng, _CAPITALS) if size == 1 else int(rng.random() * size) for size in sizes)


def _of_shapes(text: str) -> Make:
    shapes = words.listed(text)
    return lambda rng, split: draw(rng, split, lambda r: _shaped(r, shapes))


def _whole_on_side(make: Make) -> Make:
    """`make`, whose values are made of parts of a side, until the whole value is of that side too."""
    return functools.wraps(make)(lambda rng, split: draw(rng, split, lambda r: make(r, split)))


# People


def _invented(rng: random.Random) -> str:
    syllables = (_any(rng, _ONSETS) + _any(rng, _VOWELS) + _any(rng, _CODAS) for _ in range(_between(rng, 1, 3)))
    return "".join(syllables).capitalize()


def invented(rng: random.Random, split: Split) -> str:
    """A capitalised word of no language."""
    return draw(rng, split, _invented)


class _People(NamedTuple):
    """The names of one locale and sex."""

    firsts: list[str]
    lasts: list[str]
    locale: str


@cache
def _people(split: Split) -> list[_People]:
    """The locales, as often as they are to be drawn, twice each: women and men."""
    names = gazetteers.load()
    found: list[_People] = []

    def add(locale: str, firsts: Sequence[str], lasts: Sequence[str], times: int) -> None:
        sides = [[name for name in dict.fromkeys(listed) if split_of(name) == split] for listed in (firsts, lasts)]
        if sides[0] and sides[1]:
            found.extend([_People(sides[0], sides[1], locale)] * times)

    for locale in gazetteers.LOCALES:
        for sex in ("female", "male"):
            lasts = names[f"last_{sex}"].get(locale, []) + names["last"].get(locale, [])
            add(locale, names[sex].get(locale, []), lasts, words.LOCALE_WEIGHTS.get(locale, 2))
    for locale, text in words.PEOPLE.items():
        women, men, lasts_text = text.split("|")
        for firsts in (women, men):
            add(locale, words.listed(firsts), words.listed(lasts_text), words.LOCALE_WEIGHTS.get(locale, 3))
    return found


def first_name(rng: random.Random, split: Split) -> str:
    if rng.random() < 0.12:
        return draw(rng, split, _invented)
    return _any(rng, _any(rng, _people(split)).firsts)


def last_name(rng: random.Random, split: Split) -> str:
    if rng.random() < 0.12:
        return draw(rng, split, _invented)
    return _any(rng, _any(rng, _people(split)).lasts)


_PARTICLES = words.listed("van, van der, van den, de, von, de la, del, di, da, dos, al, ben, bin, ter, du")
_STEMS = ("O'", "Mc", "Mac", "D'", "Fitz", "O’")


def full_name(rng: random.Random, split: Split) -> str:
    """A person's name: mostly a first and a last name of one country, sometimes more or less than that."""
    people = _any(rng, _people(split))
    first, last = _any(rng, people.firsts), _any(rng, people.lasts)
    kind = rng.random()
    if kind < 0.62:
        return f"{last} {first}" if people.locale in words.FAMILY_FIRST and rng.random() < 0.5 else f"{first} {last}"
    if kind < 0.70:
        return f"{first_name(rng, split)} {last_name(rng, split)}"
    if kind < 0.76:
        return f"{first} {_any(rng, _CAPITALS)}. {last}"
    if kind < 0.81:
        return f"{first}{_any(rng, ' -')}{_any(rng, people.firsts)} {last}"
    if kind < 0.86:
        return f"{first} {last}{_any(rng, ' -')}{_any(rng, people.lasts)}"
    if kind < 0.90:
        return f"{first} {_any(rng, _PARTICLES)} {last}"
    if kind < 0.94:
        return f"{first} {_any(rng, _STEMS)}{last}"
    if kind < 0.96:
        return f"{first[0]}. {last}"
    if kind < 0.975:
        return f"{first[0]}. {_any(rng, _CAPITALS)}. {last}"
    if kind < 0.985:
        return f"{first} {last} {_any(rng, ('II', 'III', 'Jr', 'Sr'))}"
    return first if rng.random() < 0.5 else draw(rng, split, _invented)


nickname = _pool(words.NICKNAMES)

_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "đ": "d", "Đ": "D", "ı": "i", "ð": "d"}
)


@cache
def _handle(name: str) -> str:
    """A name as a mail address has it: lower case ASCII letters."""
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z]", "", plain) or "x"


_MAILERS = "gmail.com outlook.com yahoo.com gmx.de icloud.com proton.me web.de mail.com aol.com".split()
_ENDS = "com com com org net io de fr co.uk eu nl it es se ch at in dev".split()
_ROLES = "info sales support hello contact office billing orders jobs press team help".split()
_HANDLES = words.listed(words.HANDLES)


def _handled(rng: random.Random, first: str, last: str) -> str:
    return _any(rng, _HANDLES).format(
        first=first, last=last, f=first[0], l=last[0], n=_between(rng, 1, 99), y=_between(rng, 1950, 2012)
    )


def _domain(rng: random.Random, split: Split) -> str:
    name = _handle(last_name(rng, split)) if rng.random() < 0.5 else draw(rng, split, _invented).lower()
    if rng.random() < 0.3:
        name += _any(rng, ("", "-")) + _any(rng, words.listed(words.DOMAIN_PARTS))
    return f"{name}.{_any(rng, _ENDS)}"


def email(rng: random.Random, split: Split) -> str:
    first, last = _handle(first_name(rng, split)), _handle(last_name(rng, split))
    domain = _domain(rng, split)

    def make(r: random.Random) -> str:
        kind = r.random()
        place = domain if kind > 0.35 else _any(r, _MAILERS)
        name = _any(r, _ROLES) if kind > 0.92 else _handled(r, first, last)
        return f"{name}@{place}" if kind > 0.03 else f"{name}+{_any(r, _ROLES)}@{place}"

    return _tried(rng, split, make, lambda r: f"{first}{_between(r, 1, 9999)}@{domain}")


def _tried(
    rng: random.Random,
    split: Split,
    make: Callable[[random.Random], str],
    otherwise: Callable[[random.Random], str],
) -> str:
    """Draws from `make` a few times, and from `otherwise`, which has many values, where that gave no value."""
    for _ in range(12):
        if split_of(value := make(rng)) == split:
            return value
    return draw(rng, split, otherwise)


def username(rng: random.Random, split: Split) -> str:
    first, last = _handle(first_name(rng, split)), _handle(last_name(rng, split))
    at = "@" if rng.random() < 0.2 else ""
    noun = _handle(animal(rng, split))

    def make(r: random.Random) -> str:
        kind = r.random()
        if kind < 0.6:
            return at + _handled(r, first, last)
        if kind < 0.8:
            return f"{at}{_any(r, _ADJECTIVES)}{_any(r, ('_', '', '-', '.'))}{noun}{_any(r, ('', _between(r, 1, 99)))}"
        return f"{at}{first}{_any(r, ('_', '.', ''))}{noun}"

    return _tried(rng, split, make, lambda r: f"{at}{first}{_between(r, 1, 9999)}")


def url(rng: random.Random, split: Split) -> str:
    domain = _domain(rng, split)
    paths = words.listed(words.URL_PATHS)

    def make(r: random.Random) -> str:
        head = _any(r, ("https://", "https://www.", "www.", "http://", "https://", ""))
        kind = r.random()
        tail = "" if kind < 0.4 else f"/{_any(r, paths)}"
        if kind > 0.75:
            tail += f"/{_between(r, 1, 99999)}" if kind < 0.88 else f"/{_any(r, paths)}"
        return head + domain + tail

    return _tried(rng, split, make, lambda r: f"https://{domain}/{_between(r, 1, 99999)}")


phone = _of_shapes(words.PHONES)


# Places

_CITIES = Pool(lambda: gazetteers.load()["places"]["cities"])
_LARGE_CITIES = Pool(lambda: gazetteers.load()["places"]["cities"][:1200] + words.listed(words.CITIES) * 2)


def city(rng: random.Random, split: Split) -> str:
    kind = rng.random()
    if kind < 0.12:
        return draw(rng, split, lambda r: words.TOWN_SHAPES[int(r.random() * len(words.TOWN_SHAPES))] % _invented(r))
    return (_CITIES if kind < 0.55 else _LARGE_CITIES)(rng, split)


_COUNTRIES = Pool(lambda: gazetteers.load()["places"]["countries"])
_COMMON_COUNTRIES = _pool(words.COUNTRIES)


def country(rng: random.Random, split: Split) -> str:
    return (_COUNTRIES if rng.random() < 0.4 else _COMMON_COUNTRIES)(rng, split)


state = Pool(lambda: gazetteers.load()["places"]["states"] + words.listed(words.STATES))
nationality = _pool(words.NATIONALITIES)
language = Pool(lambda: words.listed(words.LANGUAGES) + gazetteers.load()["places"]["languages"])
region = _pool(words.REGIONS)
venue_names = _pool(words.VENUES)

_STREETS = Pool(lambda: [street for listed in gazetteers.load()["streets"].values() for street in listed])
_ENGLISH = _pool(words.STREETS)


@_whole_on_side
def street(rng: random.Random, split: Split) -> str:
    """The name of a street, without a number."""
    kind = rng.random()
    if kind < 0.45:
        return _STREETS(rng, split)
    name = _ENGLISH if kind < 0.8 else last_name if kind < 0.92 else invented
    return f"{name(rng, split)} {_any(rng, words.listed(words.STREET_KINDS))}"


house_number = _of_shapes(words.HOUSE_NUMBERS)


@_whole_on_side
def street_address(rng: random.Random, split: Split) -> str:
    """A street with its number, in the order of some country: "12 Main Street", "Hauptstraße 5"."""
    number = str(_between(rng, 1, 240)) + (_any(rng, "abcAB") if rng.random() < 0.1 else "")
    kind = rng.random()
    if kind < 0.5:
        return f"{number} {_ENGLISH(rng, split)} {_any(rng, words.listed(words.STREET_KINDS))}"
    name = street(rng, split)
    return f"{name} {number}" if kind < 0.85 else f"{number} {name}" if kind < 0.95 else f"{name}, {number}"


postcode = _of_shapes(words.POSTCODES)
airport = _pool(words.AIRPORTS)


@_whole_on_side
def venue(rng: random.Random, split: Split) -> str:
    """A place where people meet: "Riverside Hall", "Café Central", "Room 204"."""
    kind = rng.random()
    if kind < 0.35:
        return venue_names(rng, split)
    if kind < 0.5:
        return draw(rng, split, lambda r: _shaped(r, words.listed(words.ROOMS)))
    name = (last_name, city, _ENGLISH, invented)[int(rng.random() * 4)](rng, split)
    return f"{name} {_any(rng, words.listed(words.VENUE_KINDS))}"


# Work


def _capitals(text: str) -> str:
    return " ".join(word[0].upper() + word[1:] for word in text.split())


_JOBS = Pool(lambda: words.listed(words.JOBS) * 2 + gazetteers.load()["work"]["jobs"])


def job(rng: random.Random, split: Split) -> str:
    title_ = _JOBS(rng, split)
    kind = rng.random()
    if kind < 0.15:
        title_ = f"{_any(rng, words.listed(words.JOB_LEVELS))} {title_}"
    return _capitals(title_) if kind < 0.05 or kind > 0.93 else title_


department = _pool(words.DEPARTMENTS)
brand_names = _pool(words.BRANDS)


def brand(rng: random.Random, split: Split) -> str:
    return (brand_names if rng.random() < 0.7 else invented)(rng, split)


@_whole_on_side
def company(rng: random.Random, split: Split) -> str:
    kind = rng.random()
    if kind < 0.15:
        return brand_names(rng, split)
    if kind < 0.3:
        return f"{last_name(rng, split)} {_any(rng, words.listed(words.SUFFIXES))}"
    if kind < 0.36:
        return f"{last_name(rng, split)} {_any(rng, ('&', 'and'))} {last_name(rng, split)}"
    if kind < 0.41:
        return (
            f"{last_name(rng, split)} & {_any(rng, ('Sons', 'Co', 'Partners', 'Daughters', 'Söhne', 'Fils', 'Figli'))}"
        )
    if kind < 0.56:
        return f"{last_name(rng, split)} {_any(rng, words.listed(words.TRADES))}"
    if kind < 0.66:
        return f"{invented(rng, split)} {_any(rng, words.listed(words.TRADES))}"
    if kind < 0.76:
        return f"{invented(rng, split)} {_any(rng, words.listed(words.SUFFIXES))}"
    if kind < 0.82:
        return f"{city(rng, split)} {_any(rng, words.listed(words.TRADES))}"
    if kind < 0.86:
        return invented(rng, split)
    adjectives, nouns, trades = (words.listed(text) for text in (words.NAME_STARTS, words.NAME_ENDS, words.TRADES))
    return draw(
        rng,
        split,
        (lambda r: f"{_any(r, adjectives)} {_any(r, nouns)} {_any(r, trades)}")
        if kind < 0.92
        else (lambda r: _any(r, adjectives) + _any(r, (" ", "")) + _any(r, nouns)),
    )


# Things

grocery = _pool(words.GROCERIES)
dish_names = _pool(words.DISHES)
ingredient = _pool(words.INGREDIENTS)
animal = _pool(words.ANIMALS)
breed = _pool(words.BREEDS)
plant = _pool(words.PLANTS)
hobby = _pool(words.HOBBIES)
sport = _pool(words.SPORTS)
subject = _pool(words.SUBJECTS)
symptom = _pool(words.SYMPTOMS)
disease = _pool(words.DISEASES)
medicine = _pool(words.MEDICINES)
instrument = _pool(words.INSTRUMENTS)
software = _pool(words.SOFTWARE)
skill = _pool(words.SKILLS)
genre = _pool(words.GENRES)
clothing = _pool(words.CLOTHES)
tool = _pool(words.TOOLS)
topic = _pool(words.TOPICS, words.SUBJECTS, words.HOBBIES)

_ADJECTIVES = words.listed(words.ADJECTIVES)
_COLOURS = words.listed(words.COLOURS)
_MATERIALS = words.listed(words.MATERIALS)
_PRODUCTS = _pool(words.PRODUCTS, words.CLOTHES, words.TOOLS)


def colour(rng: random.Random, split: Split) -> str:
    return _any(rng, _COLOURS)


def material(rng: random.Random, split: Split) -> str:
    return _any(rng, _MATERIALS)


@_whole_on_side
def product(rng: random.Random, split: Split) -> str:
    """Something that is bought: "kettle", "red wool scarf", "Bosch cordless drill", "Talvo X200"."""
    kind = rng.random()
    if kind < 0.4:
        return _PRODUCTS(rng, split)
    if kind < 0.62:
        return f"{_any(rng, _ADJECTIVES)} {_PRODUCTS(rng, split)}"
    if kind < 0.7:
        return f"{_any(rng, _COLOURS)} {_PRODUCTS(rng, split)}"
    if kind < 0.78:
        return f"{_any(rng, _MATERIALS)} {_PRODUCTS(rng, split)}"
    if kind < 0.84:
        return f"{_any(rng, _COLOURS)} {_any(rng, _MATERIALS)} {_PRODUCTS(rng, split)}"
    if kind < 0.92:
        return f"{brand(rng, split)} {_PRODUCTS(rng, split)}"
    return f"{brand(rng, split)} {draw(rng, split, lambda r: _shaped(r, _MODELS))}"


_MODELS = words.listed(words.MODELS)
goods = product


@_whole_on_side
def dish(rng: random.Random, split: Split) -> str:
    kind = rng.random()
    if kind < 0.75:
        return dish_names(rng, split)
    if kind < 0.9:
        return f"{ingredient(rng, split)} {_any(rng, words.listed(words.DISH_KINDS))}"
    return f"{_any(rng, words.listed(words.COOKED))} {ingredient(rng, split)}"


vehicle = Pool(
    lambda: [
        f"{make.strip()} {model.strip()}"
        for line in words.VEHICLES.strip().splitlines()
        for make, models in [line.split(":")]
        for model in models.split(",")
    ]
)
vehicle_make = Pool(lambda: [line.split(":")[0].strip() for line in words.VEHICLES.strip().splitlines()])


# Titles

_EVENT_NAMES = _pool(words.EVENTS)


@_whole_on_side
def title(rng: random.Random, split: Split) -> str:
    """The title of an event or a course."""
    kind = rng.random()
    if kind < 0.2:
        return _EVENT_NAMES(rng, split)
    if kind < 0.6:
        return f"{_capitals(topic(rng, split))} {_any(rng, EVENT_KINDS)}"
    return _any(rng, words.TITLE_SHAPES).format(
        topic=topic(rng, split), Topic=_capitals(topic(rng, split)), city=city(rng, split), kind=_any(rng, EVENT_KINDS)
    )


def _titled(shapes: Sequence[str]) -> Make:
    nouns, adjectives, places = (
        words.listed(t) for t in (words.TITLE_NOUNS, words.TITLE_ADJECTIVES, words.TITLE_PLACES)
    )

    def make(rng: random.Random, split: Split) -> str:
        name = first_name(rng, split)
        return draw(
            rng,
            split,
            lambda r: _any(r, shapes).format(
                noun=_any(r, nouns),
                other=_any(r, nouns),
                adjective=_any(r, adjectives),
                place=_any(r, places),
                name=name,
                number=_any(r, words.TITLE_NUMBERS),
            ),
        )

    return make


book_title = _titled(words.BOOK_SHAPES)
film_title = _titled(words.FILM_SHAPES)


# Codes

code = _of_shapes(words.ORDER_CODES)
sku = _of_shapes(words.SKUS)
iban = _of_shapes(words.IBANS)
flight = _of_shapes(words.FLIGHTS)
plate = _of_shapes(words.PLATES)
uuid = _of_shapes("~~~~~~~~-~~~~-4~~~-a~~~-~~~~~~~~~~~~, ~~~~~~~~-~~~~-4~~~-8~~~-~~~~~~~~~~~~, ~~~~~~~~")
ip_address = _of_shapes("10.#.##.1##, 192.168.#.1##, 172.16.#.##, 8#.1##.#.1##, 203.0.113.##")


def version(rng: random.Random, split: Split) -> str:
    def make(r: random.Random) -> str:
        kind = r.random()
        text = f"{_between(r, 0, 25)}.{_between(r, 0, 40)}" + ("" if kind < 0.2 else f".{_between(r, 0, 30)}")
        return (
            ("v" if kind > 0.7 else "") + text + (_any(r, ("-beta", "-rc1", "rc2", "-alpha.1")) if kind > 0.94 else "")
        )

    return draw(rng, split, make)


def currency_code(rng: random.Random, split: Split) -> str:
    codes = words.listed(words.CURRENCY_CODES)
    return _any(rng, codes if rng.random() < 0.7 else gazetteers.load()["places"]["currency_codes"])


currency = _pool(words.CURRENCIES)


# Free phrases

_FILLERS: dict[str, Make] = {}


class _Phrases:
    """Free phrases: templates such as "call {first_name} first" on their side, filled with values of that side."""

    def __init__(self, *texts: str) -> None:
        self._texts = texts
        self._sides: dict[Split, list[list[str]]] = {}

    def __call__(self, rng: random.Random, split: Split) -> str:
        if not self._sides:
            lines = [line for text in self._texts for line in text.strip().splitlines() if line]
            for side in ("train", "test"):
                self._sides[side] = [re.split(r"[{}]", line) for line in lines if split_of(line) == side]
        pieces = _any(rng, self._sides[split])
        if len(pieces) == 1:
            return pieces[0]
        return "".join(_FILLERS[piece](rng, split) if index % 2 else piece for index, piece in enumerate(pieces))


note = _Phrases(words.NOTES)
comment = _Phrases(words.COMMENTS)
reason = _Phrases(words.REASONS)
task = _Phrases(words.TASKS)
issue = _Phrases(words.ISSUES)
phrase = _Phrases(words.NOTES, words.COMMENTS, words.REASONS, words.TASKS, words.ISSUES)


# Plain numbers, prices and times, as before


def integer(rng: random.Random, split: Split, low: int, high: int) -> int:
    return int(draw(rng, split, lambda r: str(_between(r, low, high))))


def price(rng: random.Random, split: Split) -> float:
    return float(draw(rng, split, lambda r: f"{_between(r, 1, 400)}.{_between(r, 1, 9)}{_between(r, 1, 9)}"))


def date(rng: random.Random, split: Split) -> str:
    """A date as ISO 8601 writes it."""
    return _day(rng, split, 1950, 2035).isoformat()


def clock(rng: random.Random, split: Split) -> str:
    return draw(rng, split, lambda r: f"{_between(r, 0, 23):02d}:{5 * _between(r, 0, 11):02d}")


# Numbers and how they are said

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int, joint: str = " and ") -> str:
    """A number below a billion in English words."""
    if number < 0:
        return f"minus {in_words(-number, joint)}"
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    size, name = next(s for s in ((10**6, "million"), (1000, "thousand"), (100, "hundred")) if number >= s[0])
    rest = number % size
    head = f"{in_words(number // size, joint)} {name}"
    return head if not rest else head + (joint if rest < 100 else " ") + in_words(rest, joint)


_SPECIAL = {
    2: ("a couple of", "a pair of"),
    6: ("half a dozen",),
    12: ("a dozen",),
    24: ("two dozen",),
    36: ("three dozen",),
    48: ("four dozen",),
    100: ("a hundred",),
    1000: ("a thousand",),
    10**6: ("a million",),
}


def _on_side(split: Split, number: str) -> bool:
    """Whether a number may be drawn: those with three digits or more are open values."""
    plain = number.rstrip("0").rstrip(".") if "." in number else number
    return sum(map(str.isdigit, number)) < 3 or split_of(plain) == split


def _quantity(rng: random.Random, low: int, high: int) -> int:
    """A number of the range, small and round ones more often where the range is wide."""
    kind = rng.random()
    if high < 200 or kind < 0.25:
        return _between(rng, low, high)
    top = max(low, min(high, 10 ** _between(rng, max(2, len(str(low))), len(str(high)))))
    number = _between(rng, low, top)
    step = 1 if kind < 0.7 else 10 if number < 500 else 100 if number < 5000 else 1000
    rounded = number // step * step
    return rounded if rounded >= low else number


def _in_digits(rng: random.Random, number: int) -> str:
    if abs(number) < 1000 or rng.random() < 0.4:
        return str(number)
    return f"{number:,}" if rng.random() < 0.95 else f"{number:,}".replace(",", " ")


def _whole(rng: random.Random, number: int) -> str:
    """A whole number as a sentence writes it."""
    kind = rng.random()
    if number in _SPECIAL and kind < 0.12:
        return _any(rng, _SPECIAL[number])
    if number >= 10**6 and number % 10**5 == 0 and kind < 0.4:
        return f"{number / 10**6:g} million"
    share = 0.35 if 0 <= number <= 12 else 0.2 if number < 100 else 0.2 if number % 50 == 0 else 0.04
    if kind < share:
        return in_words(number, " and " if rng.random() < 0.7 else " ")
    return _in_digits(rng, number)


def integer_said(rng: random.Random, split: Split, low: int, high: int) -> Said:
    """A whole number from `low` to `high`: "12", "twelve", "a dozen", "1,250"."""
    while not _on_side(split, str(number := _quantity(rng, low, high))):
        pass
    return Said(str(number), _whole(rng, number))


def decimal_said(rng: random.Random, split: Split, low: float, high: float, places: int = 1) -> Said:
    """A number with `places` decimals: "36.6"."""
    while not _on_side(split, number := f"{low + rng.random() * (high - low):.{places}f}"):
        pass
    return Said(number, number.replace(".", ",") if rng.random() < 0.06 else number)


class _Currency(NamedTuple):
    code: str
    signs: tuple[str, ...]
    """What stands before the amount."""
    behind: tuple[str, ...]
    """What stands behind it."""
    singular: str
    comma: float
    """How often the amount is written with a decimal comma."""


_MONEY = (
    _Currency(
        "USD", ("$", "$", "$", "US$", "USD "), (" dollars", " dollars", " USD", " US dollars", " bucks"), "dollar", 0
    ),
    _Currency("EUR", ("€", "€", "€ ", "EUR "), (" €", " €", "€", " euros", " euros", " euro", " EUR"), "euro", 0.45),
    _Currency("GBP", ("£", "£", "£", "GBP "), (" pounds", " GBP"), "pound", 0),
    _Currency("CHF", ("CHF ", "Fr. "), (" CHF", " francs", " Swiss francs"), "franc", 0),
    _Currency("JPY", ("¥", "JPY "), (" yen", " JPY"), "", 0),
    _Currency("INR", ("₹", "Rs ", "INR "), (" rupees", " INR"), "rupee", 0),
    _Currency("SEK", ("SEK ",), (" kr", " kronor", " SEK"), "", 0.5),
    _Currency("PLN", ("PLN ",), (" zł", " PLN", " zlotys"), "", 0.5),
    _Currency("CAD", ("CA$", "C$", "CAD "), (" Canadian dollars", " CAD"), "", 0),
    _Currency("AUD", ("A$", "AUD "), (" Australian dollars", " AUD"), "", 0),
    _Currency("BRL", ("R$", "R$ "), (" reais", " BRL"), "", 0.6),
    _Currency("DKK", ("DKK ",), (" kr", " kroner", " DKK"), "", 0.5),
)
_CURRENCY_OF = {money.code: money for money in _MONEY}
_USUAL = tuple(_CURRENCY_OF[code] for code in ["USD"] * 8 + ["EUR"] * 7 + ["GBP"] * 3) + _MONEY


def _amount(rng: random.Random, split: Split) -> str:
    """An amount of money in plain digits, as JSON writes it."""
    while True:
        size, cents = rng.random(), rng.random()
        top = 20 if size < 0.3 else 100 if size < 0.6 else 1000 if size < 0.85 else 20_000 if size < 0.97 else 2_000_000
        number = str(_quantity(rng, 1, top))
        if cents < 0.5 and top <= 20_000:
            number += _any(
                rng, (".99", ".50", ".95", ".90", f".{_between(rng, 1, 99):02d}", f".{_between(rng, 1, 99):02d}")
            )
        if _on_side(split, number):
            return number


def money_said(rng: random.Random, split: Split, code: str | None = None) -> tuple[Said, str]:
    """An amount of money, and the code of its currency: "$12.50", "1.299,50 €", "twelve euros"."""
    money = _CURRENCY_OF[code] if code else _any(rng, _USUAL)
    number = _amount(rng, split)
    whole, dot, cents = number.partition(".")
    kind = rng.random()
    if not dot and kind < 0.16 and (len(number) < 3 or number[-2:] in ("00", "50")):
        name = f" {money.singular}" if number == "1" and money.singular else _spoken(rng, money)
        return Said(number, in_words(int(number), " and " if rng.random() < 0.6 else " ") + name), money.code
    if rng.random() < money.comma:
        grouped = f"{int(whole):,}".replace(",", "." if rng.random() < 0.85 else " ")
        shown = (grouped if rng.random() < 0.7 else whole) + ("," if dot else "") + cents
    else:
        shown = (f"{int(whole):,}" if rng.random() < 0.65 else whole) + dot + cents
    if kind < 0.6:
        return Said(number, _any(rng, money.signs) + shown), money.code
    if number == "1" and money.singular:
        return Said(number, f"1 {money.singular}"), money.code
    return Said(number, shown + _any(rng, money.behind)), money.code


def _spoken(rng: random.Random, money: _Currency) -> str:
    names = [name for name in money.behind if name[-1].islower() and len(name) > 3]
    return _any(rng, names or money.behind)


def price_said(rng: random.Random, split: Split) -> Said:
    """An amount of money, with its currency or, at times, without."""
    if rng.random() < 0.1:
        number = _amount(rng, split)
        whole, dot, cents = number.partition(".")
        return Said(number, (f"{int(whole):,}" if rng.random() < 0.5 else whole) + dot + cents)
    return money_said(rng, split)[0]


def percent_said(rng: random.Random, split: Split) -> Said:
    """A percentage: "15%", "12.5 percent", "twenty per cent"."""
    kind = rng.random()
    while True:
        number = str(5 * _between(rng, 1, 20) if kind < 0.4 else _between(rng, 1, 100))
        if kind > 0.8:
            number += f".{_between(rng, 1, 9)}" if kind < 0.95 else f".{_between(rng, 10, 99)}"
        if _on_side(split, number):
            break
    sign = _any(rng, ("%", "%", "%", " %", " percent", " per cent"))
    if "." not in number and rng.random() < 0.12:
        return Said(number, in_words(int(number)) + _any(rng, (" percent", " per cent")))
    if "." in number and "%" in sign and rng.random() < 0.08:
        return Said(number, number.replace(".", ",") + sign)
    return Said(number, number + sign)


def rating_said(rng: random.Random, split: Split) -> Said:
    """A rating from one to five."""
    number = _between(rng, 1, 5)
    stars = "star" if number == 1 else "stars"
    return Said(
        str(number),
        _any(rng, words.RATINGS).format(
            n=number, word=_ONES[number], stars=stars, signs="★" * number + "☆" * (5 - number)
        ),
    )


def measure_said(rng: random.Random, split: Split, unit: str) -> Said:
    """A number with a unit: "2.5 kg", "300 grams". The units that are known have a usual range and other names."""
    names, low, high, places = words.UNITS.get(unit, ((unit,), 1, 500, 0))
    while True:
        number = str(_quantity(rng, low, high))
        if places and rng.random() < 0.45:
            number += f".{_between(rng, 1, 9)}" if places == 1 or rng.random() < 0.6 else f".{_between(rng, 1, 99):02d}"
        if _on_side(split, number):
            break
    name = _any(rng, names)
    gap = " " if len(name) > 3 or rng.random() < 0.65 else ""
    if "." in number:
        return Said(number, (number.replace(".", ",") if rng.random() < 0.08 else number) + gap + name)
    kind = rng.random()
    if len(name) > 3 and kind < 0.3 and int(number) <= 100:
        return Said(number, in_words(int(number)) + " " + name)
    return Said(number, (f"{int(number):,}" if kind > 0.5 else number) + gap + name)


# Dates and times and how they are said

MONTHS = """January February March April May June July August September October November December""".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, ..."""
    return f"{number}{'th' if 10 < number % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _day(rng: random.Random, split: Split, first: int, last: int) -> datetime.date:
    while True:
        day = datetime.date(_between(rng, first, last), _between(rng, 1, 12), _between(rng, 1, 28))
        if rng.random() < 0.08:
            day += datetime.timedelta(days=3)
        if split_of(day.isoformat()) == split:
            return day


def date_in_words(rng: random.Random, day: datetime.date) -> str:
    """One of the ways of writing a date that leave no doubt about it."""
    slashed = day.day > 12 and rng.random() < 0.2
    shape = _any(rng, words.SLASHED_DATE_SHAPES if slashed else words.DATE_SHAPES)
    month = MONTHS[day.month - 1]
    weekday = WEEKDAYS[day.weekday()]
    return shape.format(
        y=day.year,
        m=day.month,
        d=day.day,
        month=month,
        mon=month[:3],
        dot="" if len(month) < 4 else ".",
        th=ordinal(day.day),
        weekday=weekday,
        wd=weekday[:3],
    )


def date_said(rng: random.Random, split: Split, first: int | None = None, last: int | None = None) -> Said:
    """A date, as JSON in ISO 8601, of the years from `first` to `last`, which are recent ones mostly."""
    if first is None or last is None:
        first, last = (2019, 2028) if rng.random() < 0.65 else (1940, 2035)
    day = _day(rng, split, first, last)
    return Said(f'"{day.isoformat()}"', date_in_words(rng, day))


def date_plain(rng: random.Random, split: Split) -> Said:
    """A day as it is said, without a full date: "14 May", "next Friday"."""

    def make(r: random.Random) -> str:
        day, month, weekday = _between(r, 1, 28), _any(r, MONTHS), _any(r, WEEKDAYS)
        return _any(r, words.DAY_SHAPES).format(
            d=day,
            th=ordinal(day),
            month=month,
            mon=month[:3],
            weekday=weekday,
            wd=weekday[:3],
            y=_between(r, 1990, 2030),
            feast=_any(r, words.FEASTS),
            relative=_any(r, words.RELATIVE_DAYS),
            part=_any(r, words.DAY_PARTS),
            n=_any(r, _ONES[2:10]),
        )

    return verbatim(draw(rng, split, make))


def time_plain(rng: random.Random, split: Split) -> Said:
    """A time of day as it is said: "7 pm", "18:30", "half past nine"."""

    def make(r: random.Random) -> str:
        hour = _between(r, 1, 12)
        return _any(r, words.TIME_SHAPES).format(
            h=hour,
            hh=_between(r, 6, 23),
            word=_ONES[hour],
            m=5 * _between(r, 0, 11),
            mm=_between(r, 1, 59),
            half=_any(r, ("half past", "quarter past", "quarter to", "ten past", "twenty to", "five past", "ten to")),
            am=_any(r, ("am", "pm", "pm", "AM", "PM")),
            part=_any(r, words.TIME_PARTS),
            clock=_any(r, ("noon", "midnight", "midday", "lunchtime")),
            past=_any(r, ("fifteen", "thirty", "forty-five")),
        )

    return verbatim(draw(rng, split, make))


def duration_said(rng: random.Random, split: Split) -> Said:
    """A duration, as JSON in minutes: "90 minutes", "an hour and a half"."""
    while True:
        kind = rng.random()
        minutes = (
            15 * _between(rng, 1, 16) if kind < 0.5 else 5 * _between(rng, 1, 60) if kind < 0.8
            else _between(rng, 1, 100) if kind < 0.93 else 60 * _between(rng, 1, 24)
        )  # fmt: skip
        if _on_side(split, str(minutes)):
            return Said(str(minutes), _lasting(rng, minutes))


def _lasting(rng: random.Random, minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    options = [f"{minutes} minutes", f"{minutes} min", f"{minutes} mins"]
    if minutes <= 100:
        options.append(f"{in_words(minutes)} minutes")
    if minutes == 1:
        options = ["1 minute", "one minute", "a minute"]
    if minutes in words.DURATIONS:
        options += words.DURATIONS[minutes]
    if hours:
        plural = "hour" if hours == 1 else "hours"
        if not rest:
            options += [f"{hours} {plural}", f"{in_words(hours)} {plural}", f"{hours} h", f"{hours}h"]
        else:
            options += [
                f"{hours} {plural} {rest} minutes", f"{hours} {plural} and {rest} minutes", f"{hours}h {rest}m",
                f"{hours} h {rest} min", f"{hours}h{rest:02d}", f"{hours} hr {rest} min",
                f"{in_words(hours)} {plural} and {in_words(rest)} minutes",
            ]  # fmt: skip
        if rest == 30:
            options += [f"{hours}.5 hours", f"{hours}½ hours"]
            if hours > 1:
                options.append(f"{in_words(hours)} and a half hours")
    return _any(rng, options)


_FILLERS.update(
    item=_PRODUCTS,
    product=product,
    first=first_name,
    person=full_name,
    last=last_name,
    city=city,
    day=lambda r, _: _any(r, WEEKDAYS),
    colour=colour,
    dish=dish,
    food=grocery,
    ingredient=ingredient,
    animal=animal,
    company=company,
    place=venue,
    street=street,
    code=code,
    software=software,
    job=_JOBS,
    department=department,
    topic=topic,
    adjective=lambda r, _: _any(r, words.listed(words.OPINIONS)),
    part=lambda r, _: _any(r, words.listed(words.PARTS)),
    number=lambda r, _: str(_between(r, 2, 30)),
    time=lambda r, s: json.loads(time_plain(r, s).json),
    body=lambda r, _: _any(r, words.listed(words.BODY)),
    spot=lambda r, _: _any(r, words.listed(words.SPOTS)),
)
