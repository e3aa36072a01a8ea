r"""The string formats, each as a regular expression.

Every text of a format is a text that the standard allows, that Python's own parsers accept (`datetime`, `ipaddress`,
`uuid`) and that pydantic accepts for the type that has the format. Where the standard allows more than that,
docs/json-schema.md says what is left out.
"""

from __future__ import annotations

from functools import lru_cache

from constrained_diffusion.languages.ir import Node
from constrained_diffusion.languages.regex import full_match


def _date() -> str:
    year = r"(?:000[1-9]|00[1-9]\d|0[1-9]\d\d|[1-9]\d{3})"
    long_months = r"(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])"
    short_months = r"(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
    february = r"02-(?:0[1-9]|1\d|2[0-8])"
    fours = r"(?:0[48]|[2468][048]|[13579][26])"
    leap = rf"(?:\d\d{fours}|{fours}00)-02-29"
    return rf"(?:{year}-(?:{long_months}|{short_months}|{february})|{leap})"


_DATE = _date()
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
_AMOUNT = r"\d{1,6}"
_DURATION_TIME = rf"T(?:{_AMOUNT}H(?:{_AMOUNT}M(?:{_AMOUNT}S)?)?|{_AMOUNT}M(?:{_AMOUNT}S)?|{_AMOUNT}S)"
_DURATION_DATE = (
    rf"(?:{_AMOUNT}D|{_AMOUNT}M(?:{_AMOUNT}D)?|{_AMOUNT}Y(?:{_AMOUNT}M(?:{_AMOUNT}D)?)?)(?:{_DURATION_TIME})?"
)
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_TOP_LABEL = r"[A-Za-z]{2,24}"
_HOST = rf"(?:{_LABEL}\.){{1,3}}{_TOP_LABEL}"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_IPV4 = rf"(?:{_OCTET}\.){{3}}{_OCTET}"
_GROUP = r"[0-9A-Fa-f]{1,4}"


def _ipv6() -> str:
    """RFC 4291: eight groups, one run of at least one zero group written ``::``, the last two perhaps as IPv4."""
    last_two = rf"(?:{_GROUP}:{_GROUP}|{_IPV4})"
    forms = [rf"(?:{_GROUP}:){{6}}{last_two}"]
    for before in range(7):
        head = rf"(?:{_GROUP}(?::{_GROUP}){{0,{before - 1}}})?" if before else ""
        after = 7 - before - 2
        if after >= 0:
            forms.append(rf"{head}::(?:{_GROUP}:){{0,{after}}}{last_two}" if after else rf"{head}::{last_two}")
    forms.append(rf"(?:{_GROUP}(?::{_GROUP}){{0,5}})?::{_GROUP}")
    forms.append(rf"(?:{_GROUP}(?::{_GROUP}){{0,6}})?::")
    return "|".join(forms)


_ATOM = r"[A-Za-z0-9_+-]{1,20}"
_ESCAPED = r"%[0-9A-Fa-f]{2}"
_PATH_CHARACTER = rf"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|{_ESCAPED})"
_WEB_HOST = r"(?:[A-Za-z](?:[A-Za-z0-9]|-[A-Za-z0-9])*\.)+[A-Za-z]{2,24}"
_PORT = r":(?:6553[0-5]|655[0-2]\d|65[0-4]\d\d|6[0-4]\d{3}|[1-5]\d{4}|[1-9]\d{0,3})"
_URI = (
    rf"(?:https?|ftp|wss?)://{_WEB_HOST}(?:{_PORT})?(?:/{_PATH_CHARACTER}*)*"
    rf"(?:\?(?:{_PATH_CHARACTER}|[/?])*)?(?:#(?:{_PATH_CHARACTER}|[/?])*)?"
)

_FORMATS = {
    "date": _DATE,
    "time": _TIME,
    "date-time": rf"{_DATE}[Tt]{_TIME}",
    "duration": rf"P(?:{_DURATION_DATE}|{_DURATION_TIME}|{_AMOUNT}W)",
    "email": rf"{_ATOM}(?:\.{_ATOM}){{0,2}}@{_HOST}",
    "hostname": _HOST,
    "ipv4": _IPV4,
    "ipv6": _ipv6(),
    "uuid": r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}",
    "uri": _URI,
}


@lru_cache(maxsize=32)
def _compiled(name: str) -> Node:
    return full_match(_FORMATS[name])


def format_language(name: str) -> Node:
    """The texts of one of the `FORMATS`."""
    return _compiled(name)


FORMATS = tuple(_FORMATS)
"""The formats that are known."""
