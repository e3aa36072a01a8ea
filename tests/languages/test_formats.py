"""Formats between their two languages: what a model may write every reader takes, what is denied none does."""

from __future__ import annotations

import base64
import datetime
import ipaddress
import json
import random
import re
import shutil
import subprocess
import unicodedata
import uuid
import zoneinfo
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import idna
import jsonschema
import numpy as np
import pydantic
import pytest
from pydantic import TypeAdapter, networks, types

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.automata.bytes.dfa import Dfa
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.languages.ir import Both
from constrained_diffusion.languages.json_schema.formats import FORMATS, asserted, denied, hosts

SUITE = Path(__file__).parents[3] / "shared" / "data" / "json-schema-test-suite" / "optional-format"
PAGE = Path(__file__).parents[2] / "docs" / "json-schema.md"

_NEWEST, _OLDEST = jsonschema.Draft202012Validator.FORMAT_CHECKER, jsonschema.Draft3Validator.FORMAT_CHECKER
CHECKERS = {
    **dict.fromkeys(set(FORMATS) & set(_NEWEST.checkers), _NEWEST),
    **dict.fromkeys(("color", "host-name", "ip-address"), _OLDEST),
}

TYPES: dict[str, list[Any]] = {
    "date": [datetime.date],
    "time": [datetime.time],
    "date-time": [datetime.datetime, pydantic.AwareDatetime],
    "duration": [datetime.timedelta],
    "zoneinfo": [zoneinfo.ZoneInfo],
    "email": [pydantic.EmailStr],
    "name-email": [pydantic.NameEmail],
    "ipv4": [ipaddress.IPv4Address],
    "ipv6": [ipaddress.IPv6Address],
    "ipv4network": [ipaddress.IPv4Network],
    "ipv6network": [ipaddress.IPv6Network],
    "ipv4interface": [ipaddress.IPv4Interface],
    "ipv6interface": [ipaddress.IPv6Interface],
    "ipvanyaddress": [pydantic.IPvAnyAddress],
    "ipvanynetwork": [pydantic.IPvAnyNetwork],
    "ipvanyinterface": [pydantic.IPvAnyInterface],
    "uri": [pydantic.AnyUrl],
    "uuid": [uuid.UUID],
    **{f"uuid{version}": [getattr(pydantic, f"UUID{version}")] for version in (1, 3, 4, 5, 6, 7, 8)},
    "fraction": [Fraction],
    "base64": [pydantic.Base64Bytes],
    "base64url": [pydantic.Base64UrlBytes],
    "regex": [re.Pattern],
    "password": [pydantic.SecretStr, pydantic.SecretBytes],
    "binary": [bytes],
    "path": [Path],
}
"""Types of pydantic that have a format, and validate its texts wherever they are."""
BY_SCHEME = {
    "http": [pydantic.AnyHttpUrl, pydantic.HttpUrl],
    "https": [pydantic.AnyHttpUrl, pydantic.HttpUrl],
    "ftp": [pydantic.FtpUrl],
    "ws": [pydantic.AnyWebsocketUrl],
    "wss": [pydantic.AnyWebsocketUrl],
    "postgres": [pydantic.PostgresDsn],
    "postgresql": [pydantic.PostgresDsn],
    "mongodb": [pydantic.MongoDsn],
    "nats": [pydantic.NatsDsn],
}
PARSERS: dict[str, Callable[[str], Any]] = {
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
    "date-time": datetime.datetime.fromisoformat,
    "zoneinfo": zoneinfo.ZoneInfo,
    "hostname": idna.encode,
    "host-name": idna.encode,
    "idn-hostname": idna.encode,
    "idn-email": lambda text: idna.encode(text.rpartition("@")[2]),
    "uuid": uuid.UUID,
    "byte": lambda text: base64.b64decode(text, validate=True),
    "base64": lambda text: base64.b64decode(text, validate=True),
    "base64url": lambda text: base64.b64decode(text, altchars="-_", validate=True),
    "json-string": TypeAdapter(pydantic.Json[Any]).validate_python,
    "regex": re.compile,
}
SLOW = {"iri": 60, "iri-reference": 60}
"""Formats whose checker takes long, and for how many texts it is asked."""


@lru_cache(maxsize=64)
def adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def types_of(name: str, text: str) -> list[Any]:
    by_scheme = BY_SCHEME[text.split("://")[0].lower()] if name in ("uri", "multi-host-uri") else []
    return TYPES.get(name, []) + by_scheme


def is_valid(name: str, text: str) -> bool:
    """Whether jsonschema and pydantic, as far as they know the format, and the parsers of Python take a text."""
    if name in CHECKERS and not CHECKERS[name].conforms(text, name):
        return False
    try:
        for kind in types_of(name, text):
            if not (kind is pydantic.HttpUrl and len(text) > 2083):
                adapter(kind).validate_json(json.dumps(text))
        if name in PARSERS:
            PARSERS[name](text)
    except (ValueError, re.error):
        return False
    return True


def walk(dfa: Dfa, rng: np.random.Generator, longest: int = 400) -> bytes | None:
    """A random member: a walk that ends at an accepting state, each class of bytes equally likely."""
    state, text = 0, bytearray()
    while len(text) < longest:
        ways = np.flatnonzero(dfa.table[state] >= 0)
        if dfa.accepting[state] and (len(ways) == 0 or rng.random() < 0.1):
            return bytes(text)
        way = int(rng.choice(ways))
        text.append(int(rng.choice(np.flatnonzero(dfa.byte_class == way))))
        state = int(dfa.table[state, way])
    return None


def covering(dfa: Dfa) -> Iterator[bytes]:
    """For every transition a member that takes it: a shortest way there, and a shortest way to an end."""
    begun, waiting = {0: b""}, [0]
    into: dict[int, list[tuple[int, int]]] = {}
    for state in waiting:
        for way in np.flatnonzero(dfa.table[state] >= 0).tolist():
            byte, target = int(np.flatnonzero(dfa.byte_class == way)[-1]), int(dfa.table[state, way])
            into.setdefault(target, []).append((state, byte))
            if target not in begun:
                begun[target] = begun[state] + bytes([byte])
                waiting.append(target)
    ended = dict.fromkeys(np.flatnonzero(dfa.accepting).tolist(), b"")
    waiting = list(ended)
    for state in waiting:
        for source, byte in into.get(state, []):
            if source not in ended:
                ended[source] = bytes([byte]) + ended[state]
                waiting.append(source)
    for target, ways in into.items():
        for source, byte in ways:
            yield begun[source] + bytes([byte]) + ended[target]


@lru_cache(maxsize=128)
def drawn(name: str, count: int = 300) -> list[str]:
    """Members of what a model may write."""
    dfa = byte_automaton(asserted(name))
    rng = np.random.default_rng(0)
    walks = (walk(dfa, rng) for _ in range(count))
    covers = list(covering(dfa))
    random.Random(0).shuffle(covers)
    texts = {text.decode() for text in [*covers[: 4 * count], *walks] if text is not None}
    return sorted(texts)[:: max(1, len(texts) // SLOW.get(name, len(texts)))]


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_model_may_write_every_reader_takes(name: str) -> None:
    texts = drawn(name)
    assert len(texts) >= (20 if name == "color" else 50)
    assert [text for text in texts if not is_valid(name, text)] == []


@pytest.mark.parametrize("name", [name for name in FORMATS if denied(name) is not None])
def test_what_is_denied_no_reader_takes(name: str) -> None:
    """Texts of other formats, and texts that are nearly of the format: a character more, less or changed."""
    outside, inside = byte_automaton(denied(name)), byte_automaton(asserted(name))
    rng = random.Random(0)
    refused = 0
    others = [text for other in FORMATS for text in drawn(other, 100)[:3]]
    for text in [*others, *drawn(name, 100)]:
        for turn in range(2 if name in SLOW else 10):
            at, other = rng.randrange(len(text) + 1), rng.choice("0159afgzAFTZ.:-/@#%{}[]~_+ \n\té²٣Kſ。😀")
            near = text[:at] + rng.choice(["", other]) + text[at + rng.randrange(2) :] if turn else text
            encoded = near.encode()
            assert not (outside.accepts(encoded) and inside.accepts(encoded))
            if outside.accepts(encoded):
                refused += 1
                if name in CHECKERS:
                    assert not _conforms(name, near), near
                elif name not in ("uri", "multi-host-uri"):
                    assert not TYPES.get(name) or not is_valid(name, near), near
            elif inside.accepts(encoded):
                assert name in SLOW or is_valid(name, near), near
    assert refused > 0


def _conforms(name: str, text: str) -> bool:
    try:
        return CHECKERS[name].conforms(text, name)
    except ValueError:
        return False  # the checker of relative pointers is surprised by some digits


@pytest.mark.parametrize("name", FORMATS)
def test_no_text_is_both(name: str) -> None:
    texts, others = asserted(name), denied(name)
    assert texts is not None
    if others is not None:
        assert not byte_automaton(Both(texts, others)).accepting.any()


def test_names_that_say_nothing() -> None:
    assert asserted("phone") is None
    assert denied("phone") is None


def _suite() -> list[Any]:
    return [
        pytest.param(path.stem, case["data"], case["valid"], id=f"{path.stem}: {case['description']}")
        for path in sorted(SUITE.glob("*.json"))
        for group in json.loads(path.read_text("utf-8"))
        for case in group["tests"]
        if path.stem in FORMATS and isinstance(case["data"], str)
    ]


@pytest.mark.skipif(not SUITE.exists(), reason="the suite lies in ../shared/data, which is not here")
@pytest.mark.parametrize(("name", "text", "valid"), _suite())
def test_official_suite(name: str, text: str, valid: bool) -> None:
    encoded = text.encode("utf-8", "replace")
    others = denied(name)
    if valid:
        assert others is None or not byte_automaton(others).accepts(encoded)
    else:
        assert not byte_automaton(asserted(name)).accepts(encoded)


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("date-time", ["2024-02-29T23:59:59.123456+23:59", "0001-01-01T00:00:00Z"]),
        ("duration", ["P1Y2M3DT4H5M6S", "P3W", "PT36H", "PT99999999S", "P99999999D"]),
        ("email", ["ada@example.com", "a.b+c@x-y.example.co.uk", "o'neill!#$%@a--b.org", "x@a.b-c"]),
        ("idn-email", ["实例@例子.测试", "дмитрий@пример.рф", "ada@example.com"]),
        ("name-email", ["Ada Lovelace <ada@example.com>", "ada@example.com"]),
        ("hostname", ["localhost", "example.test", "a.b.c.d.e.f.g.example", "1host", "a--b", "a" * 62 + ".com"]),
        ("idn-hostname", ["bücher.example", "straße.de", "例え.テスト", "실례.테스트", "παράδειγμα.gr", "example.com"]),
        ("ipv4network", ["10.0.0.0/8", "192.168.128.0/17", "0.0.0.0/0", "1.2.3.4/32", "1.2.3.4"]),
        ("ipv6network", ["2001:db8::/32", "fe80::/10", "::/0", "2001:DB8:8000::/33", "::1/128", "::1"]),
        ("ipv6interface", ["fe80::1/64", "::1"]),
        ("uri", ["https://localhost", "http://ada:pw@a-b.example:8080/a%20b/?c=d&e#f", "wss://[2001:db8::1]:443/",
                 "ftp://127.0.0.1/x", "http://example.test/?"]),
        ("uri-reference", ["urn:isbn:0451450523", "mailto:ada@example.com", "../a?b#c", "", "//[v1.a:b]:/"]),
        ("iri", ["https://bücher.example/straße?ü=ö#ä", "urn:例:a", "tag:a@b,2000:c"]),
        ("multi-host-uri", ["postgresql://ada:pw@a.example:5432,b.example/db?sslmode=off", "mongodb://localhost"]),
        ("uri-template", ["/users/{id}{?page,size*}", "{+path:999}/{#a.b}", "https://é.example/"]),
        ("json-pointer", ["", "/a~0b/~1/0", "//"]),
        ("relative-json-pointer", ["0#", "12/a", "10"]),
        ("uuid4", ["6ba7b810-9dad-4ed1-80b4-00C04fd430c8"]),
        ("color", ["red", "#FfF", "#00ff7f"]),
        ("base64", ["", "QQ==", "QUI=", "QUJD"]),
        ("json-string", ["{}", '{"a":1,"b":"\\u00e9"}', "[1,-2.5e3,null]", '"é"']),
        ("regex", ["^[a-z]+(?:-\\d{2,})?$", "(a|b)*?c", "(?=.*x)(?!y)[^0-9,]{1,20}", "a/b"]),
        ("fraction", ["-1/3", "0", "2.5"]),
        ("zoneinfo", ["Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC"]),
    ],
)  # fmt: skip
def test_examples(name: str, inside: list[str]) -> None:
    dfa = byte_automaton(asserted(name))
    assert [text for text in inside if not dfa.accepts(text.encode())] == []


@pytest.mark.parametrize(
    ("name", "outside"),
    [
        ("date-time", ["2024-01-01T00:00:00z", "2024-01-01 00:00:00Z", "0000-01-01T00:00:00Z", "2024-01-01T00:00:60Z"]),
        ("email", ["a@b", "a@example.test", "a@example.LOCAL", "a..b@example.com", '"a b"@example.com',
                   "a" * 65 + "@example.com", "a@b.c1"]),
        ("hostname", ["1.2.3.4", "ab--c", "xn--nxasmq6b", "a.", "-a", "a" * 64, ".".join(["a" * 50] * 6)]),
        ("ipv4network", ["10.1.0.0/8", "10.0.0.0/33", "10.0.0.0/08"]),
        ("ipv6network", ["2001:db8::1/64", "2001:db8:8000::/32", "::/129"]),
        ("uri", ["http://a.1", "http://a:65535", "http://xn--zz", "gopher://a", "http://"]),
        ("regex", ["a**", "[z-a]", "(a", "a{2,1}", "\\1", "[[a]"]),
        ("base64", ["Q", "QQ", "QR==", "Q Q=="]),
    ],
)  # fmt: skip
def test_examples_outside(name: str, outside: list[str]) -> None:
    dfa = byte_automaton(asserted(name))
    assert [text for text in outside if dfa.accepts(text.encode())] == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("date", "2023-02-29"), ("time", "12:00"), ("email", "ada"), ("hostname", "a b"), ("ipv4", "1.2.3"),
     ("ipv6", "1"), ("uri", "//a"), ("uri-reference", "a b"), ("uuid", "x"), ("json-pointer", "a"), ("uuid4", "uuid"),
     ("uri-template", "{a"), ("duration", "1D"), ("zoneinfo", "Middle Earth"), ("json-string", "ada")],
)  # fmt: skip
def test_what_may_be_written_where_a_format_does_not_hold(name: str, wrong: str) -> None:
    others = denied(name)
    assert others is not None
    assert byte_automaton(others).accepts(wrong.encode())


def test_every_format_that_pydantic_emits_is_known() -> None:
    shown = {name: getattr(module, name) for module in (networks, types) for name in module.__all__}
    emitted = set()
    for kind in [*shown.values(), *(kind for kinds in TYPES.values() for kind in kinds)]:
        for mode in ("validation", "serialization"):
            try:
                schema = TypeAdapter(kind).json_schema(mode=mode)  # type: ignore[arg-type]
            except (pydantic.errors.PydanticUserError, TypeError, AttributeError):
                continue  # no type, but what types are made with
            emitted |= {part["format"] for part in [schema, *schema.get("anyOf", [])] if "format" in part}
    assert emitted - set(FORMATS) == set()
    for name, kinds in TYPES.items():
        for kind in kinds:
            schema = TypeAdapter(kind).json_schema()
            assert name in [part.get("format") for part in [schema, *schema.get("anyOf", [])]]


def test_letters_of_host_names() -> None:
    """They are what the `idna` package has as PVALID, left to right, and no two of them compose."""
    pairs = idna.idnadata.codepoint_classes["PVALID"]
    valid = {code for pair in pairs for code in range(pair >> 32, pair & 0xFFFFFFFF)}
    letters = [code for low, high in hosts.letters() for code in range(low, high + 1)]
    assert set(letters) <= valid
    assert {unicodedata.bidirectional(chr(code)) for code in letters} == {"L"}
    assert not any(unicodedata.is_normalized("NFC", chr(code)) is False for code in letters)
    # What composes with a character before it says so.
    second = {
        parts[1]
        for code in range(0x30000)
        if len(parts := unicodedata.decomposition(chr(code)).split()) == 2 and parts[0][0] != "<"
    }
    assert not any(f"{code:04X}" in second for code in letters)


def test_punycode_of_a_label_is_short_enough() -> None:
    """Labels that are made longer and longer, a character at a time."""
    rng = random.Random(0)
    letters = [chr(code) for low, high in hosts.letters() for code in range(low, high + 1)] + list("a0-")
    for _ in range(20):
        label = rng.choices(letters, k=hosts.LONGEST_FOREIGN_LABEL)
        longest = 0
        for _ in range(300):
            changed = label.copy()
            changed[rng.randrange(len(label))] = rng.choice(letters)
            size = len("".join(changed).encode("punycode"))
            if size >= longest:
                label, longest = changed, size
        assert len("xn--") + longest <= 45


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_ecmascript_reads_the_patterns() -> None:
    texts = drawn("regex")
    script = "for (const p of JSON.parse(require('fs').readFileSync(0, 'utf8'))) new RegExp(p, 'u')"
    subprocess.run(["node", "-e", script], input=json.dumps(texts), text=True, check=True)


@pytest.mark.parametrize("name", FORMATS)
def test_none_is_large(name: str) -> None:
    assert len(byte_automaton(asserted(name)).table) < 4_000


def test_the_page_has_a_row_for_every_format() -> None:
    rows = re.findall(r"^\| ((?:`[a-z0-9-]+`(?:, )?)+) \| [^|]+ \| ([^|]+) \| [^|]+ \|$", PAGE.read_text("utf-8"), re.M)
    told = {name: can for names, can in rows for name in re.findall(r"`([^`]+)`", names)}
    assert set(told) == set(FORMATS)
    assert {name for name, can in told.items() if can == "no"} == {name for name in FORMATS if denied(name) is None}


@pytest.mark.parametrize("name", ["date-time", "email", "uri", "uuid4"])
def test_formats_in_schemas(name: str) -> None:
    vocabulary = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
    constraint = compile_constraint(vocabulary, schema={"type": "string", "format": name})
    for text in drawn(name, 10):
        assert constraint.accepts(list(json.dumps(text).encode()))
