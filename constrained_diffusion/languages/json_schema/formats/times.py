"""Dates, times, durations (RFC 3339) and time zones."""

from __future__ import annotations

from itertools import groupby
from zoneinfo import available_timezones

from constrained_diffusion.languages.ir import ANY_TEXT, Node, characters, choice, optional, sequence
from constrained_diffusion.languages.json_schema.formats.language import Format, matching, perhaps_one_line_more
from constrained_diffusion.languages.regex import full_match


def _date(year: str) -> str:
    """RFC 3339, section 5.6 (full-date), with the days that a month has by section 5.7 and appendix C."""
    long_months = r"(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])"
    short_months = r"(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
    february = r"02-(?:0[1-9]|1\d|2[0-8])"
    return rf"{year}-(?:{long_months}|{short_months}|{february})"


_FOURS = r"(?:0[48]|[2468][048]|[13579][26])"
_LEAP_DAY = rf"(?:\d\d{_FOURS}|{_FOURS}00)-02-29"
_YEAR = r"(?:000[1-9]|00[1-9]\d|0[1-9]\d\d|[1-9]\d{3})"
_DATE = rf"(?:{_date(_YEAR)}|{_LEAP_DAY})"
"""From the year 1, the first that Python has."""
_ANY_YEAR = r"\d{4}"
_WIDE_DATE = rf"(?:{_date(_ANY_YEAR)}|{_LEAP_DAY}|0000-02-29)"

# RFC 3339, section 5.6: "T" and "Z" may be lower case, but who generates them should write upper case. Six digits after
# the second are what Python holds.
_HOUR = r"(?:[01]\d|2[0-3])"
_TIME = rf"{_HOUR}:[0-5]\d:[0-5]\d(?:\.\d{{1,6}})?(?:Z|[+-]{_HOUR}:[0-5]\d)"
_WIDE_TIME = rf"{_HOUR}:[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-]{_HOUR}:[0-5]\d)"
"""With leap seconds at any minute: which offset makes it the last one of a day is not looked at."""


def _duration(years: str, months: str, weeks: str, days: str, time: tuple[str, str, str]) -> str:
    """RFC 3339, appendix A: units in their order, none left out between two others, weeks by themselves."""
    hour, minute, second = rf"{time[0]}H", rf"{time[1]}M", rf"{time[2]}S"
    clock = rf"T(?:{hour}(?:{minute}(?:{second})?)?|{minute}(?:{second})?|{second})"
    month = rf"{months}M(?:{days}D)?"
    return rf"P(?:(?:{days}D|{month}|{years}Y(?:{month})?)(?:{clock})?|{clock}|{weeks}W)"


_DURATION = _duration(r"\d{1,6}", r"\d{1,6}", r"\d{1,8}", r"\d{1,8}", (r"\d{1,6}", r"\d{1,6}", r"\d{1,8}"))
"""So many digits that all units together stay below the 999,999,999 days of `datetime.timedelta`, and those behind the
T below the 2**32 seconds that pydantic takes there."""


def _wide_duration() -> Node:
    # What jsonschema's checker takes; of the standard it leaves nothing out.
    return sequence(optional(characters("+-")), "P", ANY_TEXT, characters("DMYWHS"))


_AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
"""Without the names of countries and abbreviations of old, for which the database has names of places."""


def _zones() -> Node:
    names = [name for name in available_timezones() if name.partition("/")[0] in _AREAS or name == "UTC"]
    return _with_common_starts(sorted(names))


def _with_common_starts(texts: list[str]) -> Node:
    """One of the texts, which are sorted; what several of them begin with is there once."""
    groups = {first: [text[1:] for text in group if text] for first, group in groupby(texts, lambda text: text[:1])}
    return choice(*(sequence(first, _with_common_starts(rest)) if first else "" for first, rest in groups.items()))


FORMATS = {
    "date": Format(matching(_DATE), matching(_WIDE_DATE)),
    "time": Format(matching(_TIME), lambda: perhaps_one_line_more(full_match(_WIDE_TIME))),
    "date-time": Format(
        matching(rf"{_DATE}T{_TIME}"), lambda: perhaps_one_line_more(full_match(rf"{_WIDE_DATE}[Tt]{_WIDE_TIME}"))
    ),
    "duration": Format(matching(_DURATION), _wide_duration),
    # Another machine may know other names; what they are made of is said in the time zone database's file "theory".
    "zoneinfo": Format(_zones, matching(r"[A-Za-z0-9._+/-]+")),
}
