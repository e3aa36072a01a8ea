"""Values repeat, keep to their side of the split, are many, and are said as their JSON has them."""

from __future__ import annotations

import functools
import importlib
import json
import random
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from training import gazetteers, values, words
from training.values import Said, Split, split_of

Make = Callable[[random.Random, Split], str | Said]

OPEN = """invented first_name last_name city country state nationality language region street street_address
house_number postcode phone email url username venue company department product goods brand_names grocery dish_names
dish ingredient animal breed plant hobby sport subject topic title book_title film_title symptom disease medicine
instrument software skill genre clothing tool vehicle vehicle_make airport plate flight code sku iban uuid version
ip_address currency nickname clock date""".split()
"""Values that lie on the side of the split that their text says."""
MADE_OF_PARTS = "full_name job brand note comment reason task issue phrase".split()
CLOSED = "colour material currency_code".split()
SAID: dict[str, Make] = {
    "price": values.price_said,
    "percent": values.percent_said,
    "date": values.date_said,
    "day": values.date_plain,
    "time": values.time_plain,
    "duration": values.duration_said,
    "rating": values.rating_said,
    "integer": functools.partial(values.integer_said, low=0, high=3_000_000),
    "decimal": functools.partial(values.decimal_said, low=0, high=200, places=2),
    "money": lambda rng, split: values.money_said(rng, split)[0],
    **{f"measure {unit}": functools.partial(values.measure_said, unit=unit) for unit in words.UNITS},
}


def _draws(make: Make, split: Split, count: int, seed: int = 0) -> list[str | Said]:
    rng = random.Random(seed)
    return [make(rng, split) for _ in range(count)]


@pytest.mark.parametrize("name", OPEN + MADE_OF_PARTS + CLOSED)
def test_values_are_many_and_repeat(name: str) -> None:
    make: Make = getattr(values, name)
    train, test = _draws(make, "train", 400), _draws(make, "test", 200)
    assert train == _draws(make, "train", 400)
    assert all(isinstance(value, str) and value == value.strip() and value for value in train + test)
    assert len(set(train)) >= 50
    if name not in CLOSED:
        assert not {str(value).casefold() for value in train} & {str(value).casefold() for value in test}
    if name in OPEN:
        assert all(split_of(str(value)) == "train" for value in train)
        assert all(split_of(str(value)) == "test" for value in test)


@pytest.mark.parametrize("name", SAID)
def test_said_values_repeat_and_keep_their_side(name: str) -> None:
    make = SAID[name]
    train, test = _draws(make, "train", 300), _draws(make, "test", 100)
    assert train == _draws(make, "train", 300)
    assert len(set(train)) >= 50
    for split, side in (("train", train), ("test", test)):
        for said in side:
            value = json.loads(said.json)  # type: ignore[union-attr]
            if isinstance(value, str):
                assert split_of(value) == split
            elif sum(map(str.isdigit, said.json)) > 2:  # type: ignore[union-attr]
                assert split_of(f"{value:.2f}".rstrip("0").rstrip(".")) == split


# How a reader who knows nothing of `values` understands what they say

_NAMES = {
    name: number
    for number, name in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
} | {
    name: 10 * number for number, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SIZES = {"hundred": 100, "thousand": 1000, "million": 10**6, "dozen": 12, "couple": 2}


def _number_of_words(text: str) -> float | None:
    """The number that the leading words mean: "two hundred and fifty euros" -> 250."""
    total, part, known = 0.0, 0.0, False
    for word in re.findall(r"[a-z]+|\d+(?:\.\d+)?", text.lower()):
        if word in _NAMES or word[0].isdigit():
            part, known = part + _NAMES.get(word, 0) + (float(word) if word[0].isdigit() else 0), True
        elif word in _SIZES:
            part, known = (part or 1) * _SIZES[word], True
            if _SIZES[word] >= 1000:
                total, part = total + part, 0
        elif word == "half":
            part = 0.5
        elif word not in ("and", "a", "an", "of"):
            break
    return total + part if known else None


def _number_in_digits(text: str) -> float | None:
    """The number in a text, whatever its separators mean: the last one is a decimal mark before one or two digits."""
    found = re.search(r"\d[\d.,]*(?: \d{3}(?!\d))*[\d.,]*", text)
    if found is None:
        return None
    digits = found[0].rstrip(".,").replace(" ", "")
    whole, mark, decimals = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", digits).groups()  # type: ignore[union-attr]
    return float(re.sub("[.,]", "", whole) + ("." + decimals if mark else ""))


def _understood(text: str) -> float | None:
    if " million" in text or not re.search(r"\d", text):
        return _number_of_words(text)
    return _number_in_digits(text)


@pytest.mark.parametrize("name", [name for name in SAID if name not in ("date", "day", "time", "duration", "rating")])
def test_numbers_are_said_right(name: str) -> None:
    for said in _draws(SAID[name], "train", 400, seed=1):
        assert isinstance(said, Said)
        if name == "measure m2" or not re.search(r"\d\.\d{3}\b|\d,\d{3}\b", said.text):
            assert _understood(said.text.replace("m²", "")) == pytest.approx(float(said.json)), said
        else:
            assert re.sub(r"\D", "", said.text) == re.sub(r"\D", "", said.json), said


def test_ratings_are_said_right() -> None:
    for said in _draws(values.rating_said, "train", 300):
        assert isinstance(said, Said)
        stars = said.text.count("★") if "☆" in said.text or said.text == "★★★★★" else 0
        numbers = re.findall(r"\d|one|two|three|four|five", said.text)
        assert int(said.json) == (stars or (int(numbers[0]) if numbers[0].isdigit() else _NAMES[numbers[0]])), said


def _dates_of(text: str) -> set[date]:
    """What the standard library makes of a date, whichever way round it is."""
    plain = (
        re.sub(r"\b(the|of)\b|,", " ", re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text))
        .replace(". ", " ")
        .replace("May.", "May")
    )
    plain = " ".join(re.sub(r"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*", "", plain.strip()).split())
    shapes = "%Y-%m-%d|%d %B %Y|%B %d %Y|%d.%m.%Y|%Y/%m/%d|%Y.%m.%d|%d %b %Y|%b %d %Y|%d-%b-%Y|%Y %B %d"
    found = set()
    for shape in f"{shapes}|%m/%d/%Y|%d/%m/%Y|%m-%d-%Y|%d-%m-%Y".split("|"):
        try:
            found.add(datetime.strptime(plain, shape).date())
        except ValueError:
            continue
    return found


def test_dates_are_said_right() -> None:
    """Every way of writing a date is understood in one way only, which is that of the JSON."""
    for said in _draws(values.date_said, "train", 1500):
        assert isinstance(said, Said)
        day = date.fromisoformat(json.loads(said.json))
        assert _dates_of(said.text) == {day}, said
        weekday = re.match(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)", said.text)
        assert weekday is None or weekday[0] == day.strftime("%a")


def _minutes_of(text: str) -> float:
    """Minutes in a duration, unit by unit."""
    text = (
        text.replace("½", ".5")
        .replace("a whole day", "24 hours")
        .replace("a day", "24 hours")
        .replace("half a day", "12 hours")
    )
    text = (
        text.replace("three quarters of an hour", "45 min")
        .replace("a quarter of an hour", "15 min")
        .replace("full ", "")
    )
    text = re.sub(r"^an? half hour$|^half an hour$", "30 min", text)
    text = re.sub(r"an hour and a half|one and a half hours", "90 min", text)
    text = re.sub(r"(\w+) and a half hours", r"\1 hours 30 min", text)
    text = (
        text.replace("and three quarters", "45 min")
        .replace("and a quarter", "15 min")
        .replace("one hour thirty", "90 min")
    )
    text = re.sub(r"^(\d+)h(\d\d)$", r"\1 h \2 min", text)
    total = 0.0
    for amount, unit in re.findall(r"([\d.]+|[a-z][a-z -]*?) ?(hours?|hr|h|minutes?|mins?|m)\b", text):
        number = float(amount) if amount[0].isdigit() else _number_of_words(amount) or 1
        total += number * (60 if unit.startswith("h") else 1)
    return total


def test_durations_are_said_right() -> None:
    for said in _draws(values.duration_said, "train", 1500):
        assert isinstance(said, Said)
        assert _minutes_of(said.text) == int(said.json), said


def test_verbatim_values_are_said_as_they_are() -> None:
    for make in (values.date_plain, values.time_plain):
        for said in _draws(make, "train", 300):
            assert isinstance(said, Said)
            assert json.loads(said.json) == said.text


def test_numbers_in_words() -> None:
    for number in [*range(1, 200), 250, 999, 1000, 1001, 1250, 12_345, 100_000, 2_000_017]:
        assert _number_of_words(values.in_words(number)) == number
        assert _number_of_words(values.in_words(number, " ")) == number
    assert values.in_words(-3) == "minus three"
    assert [
        values.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)
    ] == "1st 2nd 3rd 4th 11th 12th 13th 21st 112th".split()


def test_word_lists() -> None:
    """Lists hold each entry once, apart from those in which an entry is repeated so as to be drawn more often."""
    for name, text in vars(words).items():
        if isinstance(text, str) and name.isupper() and name not in ("SUFFIXES", "STREET_KINDS") and "#" not in text:
            entries = text.strip().splitlines() if "{" in text or ":" in text else words.listed(text)
            assert len(entries) == len(set(entries)), name
    templates = [
        text.strip().splitlines() for text in (words.NOTES, words.COMMENTS, words.REASONS, words.TASKS, words.ISSUES)
    ]
    assert sum(map(len, templates)) >= 300
    for template in (line for lines in templates for line in lines):
        assert set(re.findall(r"{(\w+)}", template)) <= set(values._FILLERS), template


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, gazetteers.Gazetteers]:
    path = tmp_path_factory.mktemp("gazetteers") / "deep" / "words.json"
    return path, gazetteers.build(path)


def test_gazetteers_are_small_and_read_back(
    built: tuple[Path, gazetteers.Gazetteers], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, found = built
    monkeypatch.setenv(gazetteers.VARIABLE, str(path))
    assert gazetteers.default_path() == path
    assert gazetteers.load() == found
    assert gazetteers.load() is gazetteers.load()
    assert path.stat().st_size < 3_000_000
    assert [other.name for other in path.parent.iterdir()] == [path.name]
    assert len(found["places"]["cities"]) > 5000
    for kind in ("female", "male", "streets", "places", "work"):
        for listed in found[kind].values():
            assert len(listed) > 15
            assert all(map(gazetteers.is_latin, listed))


def test_gazetteers_without_packages(
    built: tuple[Path, gazetteers.Gazetteers], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the packages the cache file will do, and without both the error says what to install."""
    path, found = built

    def no_package(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", no_package)
    gazetteers._read.cache_clear()
    assert gazetteers.load(path) == found
    missing = tmp_path / "missing.json"
    with pytest.raises(gazetteers.GazetteersMissing, match=r"pip install 'constrained-diffusion-lm\[training\]'"):
        gazetteers.load(missing)
    assert not missing.exists()
