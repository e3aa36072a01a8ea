"""Internet addresses: version 4 (RFC 2673, section 3.2), version 6 (RFC 4291, section 2.2), networks and interfaces."""

from __future__ import annotations

from itertools import groupby

from constrained_diffusion.languages.json_schema.formats.language import Format, exactly, matching

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_DOT = r"\."
_GROUP = r"[0-9A-Fa-f]{1,4}"
IPV4 = rf"(?:{_OCTET}\.){{3}}{_OCTET}"


def ipv6(ipv4: str) -> str:
    """Eight groups, one run of at least one zero group written ``::``, the last two perhaps as version 4."""
    last_two = rf"(?:{_GROUP}:{_GROUP}|{ipv4})"
    forms = [rf"(?:{_GROUP}:){{6}}{last_two}"]
    for before in range(6):
        head = rf"(?:{_GROUP}(?::{_GROUP}){{0,{before - 1}}})?" if before else ""
        after = 5 - before
        forms.append(rf"{head}::(?:{_GROUP}:){{0,{after}}}{last_two}" if after else rf"{head}::{last_two}")
    forms.append(rf"(?:{_GROUP}(?::{_GROUP}){{0,5}})?::{_GROUP}")
    forms.append(rf"(?:{_GROUP}(?::{_GROUP}){{0,6}})?::")
    return rf"(?:{'|'.join(forms)})"


def ipv6_nearly_full() -> str:
    """Those with at most one group left out."""
    last_two = rf"(?:{_GROUP}:{_GROUP}|{IPV4})"
    forms = [rf"(?:{_GROUP}:){{6}}{last_two}"]
    for before in range(6):
        head = rf"{_GROUP}(?::{_GROUP}){{{before - 1}}}" if before else ""
        forms.append(rf"{head}::(?:{_GROUP}:){{{5 - before}}}{last_two}")
    return rf"(?:{'|'.join(forms)})"


IPV6 = ipv6(IPV4)
LENIENT_IPV6 = ipv6(r"(?:\d{1,3}\.){3}\d{1,3}")
"""With version 4 in it as jsonschema's checker of URIs takes it."""


def _numbers(low: int, high: int) -> str:
    """The numbers from `low` to `high`; tens that are all among them go together, as far as one digit tells them."""
    whole = range(-(-low // 10), (high + 1) // 10)
    forms = [r"\d"] if 0 in whole else []
    for ten in {low // 10, high // 10} - set(whole):
        forms.append(rf"{ten or ''}[{max(low - 10 * ten, 0)}-{min(high - 10 * ten, 9)}]")
    for hundred in range(high // 100 + 1):
        tens = [ten % 10 for ten in whole if ten // 10 == hundred and ten]
        forms += [rf"{hundred or ''}[{tens[0]}-{tens[-1]}]\d"] if tens else []
    return rf"(?:{'|'.join(forms)})"


def _octet(bits: int) -> str:
    """An octet of which only the leading `bits` may be set, the last of those being set."""
    step = 1 << (8 - bits)
    forms = []
    for ten, numbers in groupby(range(step, 256, 2 * step), lambda number: number // 10):
        forms.append(f"{ten or ''}[{''.join(str(number % 10) for number in numbers)}]")
    return rf"(?:{'|'.join(forms)})"


def _ipv4_network(octets: int = 0) -> str:
    """RFC 4632, section 3.1: an address whose bits behind the prefix are zero, and the length of the prefix.

    Args:
        octets: how many have been written.
    """
    tail = r"\.0" * (3 - octets)
    ends = [rf"{_octet(bit)}{tail}/{_numbers(8 * octets + bit, 32)}" for bit in range(1, 9)]
    return rf"(?:{'|'.join(ends)}{rf'|{_OCTET}{_DOT}{_ipv4_network(octets + 1)}' if octets < 3 else ''})"


def _ipv6_group(bits: int) -> str:
    """A group of which only the leading `bits` may be set, the last of those being set."""
    whole, rest = divmod(bits - 1, 4)
    digit = "|".join(format(number, kind) for number in range(8 >> rest, 16, 16 >> rest) for kind in ("x", "X"))
    return rf"[0-9A-Fa-f]{{0,{whole}}}(?:{digit}){'0' * (3 - whole)}"


def _ipv6_network(groups: int = 0) -> str:
    """RFC 4291, section 2.3, with the zeros behind the last group that is not zero written ``::``.

    Args:
        groups: how many have been written.
    """
    ends = [rf"{_ipv6_group(bits)}::/{_numbers(16 * groups + bits, 128)}" for bits in range(1, 17)]
    return rf"(?:{'|'.join(ends)}{rf'|{_GROUP}:{_ipv6_network(groups + 1)}' if groups < 6 else ''})"


_IPV4_NETWORK = rf"(?:0\.0\.0\.0/{_numbers(0, 32)}|{_ipv4_network()}|{IPV4})"
_IPV6_NETWORK = rf"(?:::/{_numbers(0, 128)}|{_ipv6_network()}|{IPV6}(?:/128)?)"
_IPV4_INTERFACE, _IPV6_INTERFACE = rf"{IPV4}(?:/{_numbers(0, 32)})?", rf"{IPV6}(?:/{_numbers(0, 128)})?"
# Python's `ipaddress`, which pydantic asks, takes masks instead of lengths, and scopes.
_WIDE_IPV4, _WIDE_IPV6 = r"[0-9./]+", r"[^:]*:[\s\S]*"


FORMATS = {
    "ipv4": exactly(IPV4),
    "ip-address": exactly(IPV4),
    "ipv6": exactly(IPV6),
    "ipv4network": Format(matching(_IPV4_NETWORK), matching(_WIDE_IPV4)),
    "ipv6network": Format(matching(_IPV6_NETWORK), matching(_WIDE_IPV6)),
    "ipv4interface": Format(matching(_IPV4_INTERFACE), matching(_WIDE_IPV4)),
    "ipv6interface": Format(matching(_IPV6_INTERFACE), matching(_WIDE_IPV6)),
    "ipvanyaddress": Format(matching(rf"{IPV4}|{IPV6}"), matching(rf"{_WIDE_IPV4}|{_WIDE_IPV6}")),
    "ipvanynetwork": Format(matching(rf"{_IPV4_NETWORK}|{_IPV6_NETWORK}"), matching(rf"{_WIDE_IPV4}|{_WIDE_IPV6}")),
    "ipvanyinterface": Format(
        matching(rf"{_IPV4_INTERFACE}|{_IPV6_INTERFACE}"), matching(rf"{_WIDE_IPV4}|{_WIDE_IPV6}")
    ),
}
