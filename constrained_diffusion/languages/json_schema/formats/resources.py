"""URI and IRI (RFC 3986 and 3987, their appendix A or section 2.2), references, templates (RFC 6570)."""

from __future__ import annotations

from constrained_diffusion.languages.json_schema.formats.addresses import IPV4, IPV6, LENIENT_IPV6, ipv6_nearly_full
from constrained_diffusion.languages.json_schema.formats.language import Format, matching, perhaps_one_line_more
from constrained_diffusion.languages.regex import full_match

_ESCAPED = r"%[0-9A-Fa-f]{2}"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*"
_UNRESERVED, _SUB_DELIMITERS = r"A-Za-z0-9._~-", r"!$&'()*+,;="
_PLAIN = r"\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF"
"""RFC 3987's ucschar in the basic plane: its other planes are missing in the grammar that jsonschema's checker uses."""
_PRIVATE = r"\uE000-\uF8FF"
_ALL_PLAIN = _PLAIN + "".join(rf"\u{{{plane:X}0000}}-\u{{{plane:X}FFFD}}" for plane in range(1, 14))
_ALL_PLAIN += r"\u{E1000}-\u{EFFFD}"
_ALL_PRIVATE = _PRIVATE + r"\u{F0000}-\u{FFFFD}\u{100000}-\u{10FFFD}"


def _class(*sets: str) -> str:
    """One character of the sets, or an escaped one."""
    joined = "".join(one.removesuffix("-") for one in sets)
    return rf"(?:[{joined}-]|{_ESCAPED})"


def _identifier(plain: str = "", private: str = "", ipv6: str = IPV6, future: str = "v") -> tuple[str, str]:
    """Absolute identifiers, and references relative to one.

    Args:
        plain: what counts as unreserved beyond ASCII.
        private: what queries may have besides.
        ipv6: addresses of version 6.
        future: the letters before the version of an address of the future.
    """
    name = _class(_UNRESERVED, _SUB_DELIMITERS, plain)
    path = _class(_UNRESERVED, _SUB_DELIMITERS, ":@", plain)
    before_colon = _class(_UNRESERVED, _SUB_DELIMITERS, "@", plain)
    user = _class(_UNRESERVED, _SUB_DELIMITERS, ":", plain)
    address = rf"\[(?:{ipv6}|[{future}][0-9A-Fa-f]+\.[{_UNRESERVED.removesuffix('-')}{_SUB_DELIMITERS}:-]+)\]"
    authority = rf"(?:{user}*@)?(?:{address}|{name}*)(?::\d*)?"
    rest = rf"(?:/{path}*)*"
    anchored = rf"//{authority}{rest}|/(?:{path}+{rest})?|"
    query = _class(_UNRESERVED, _SUB_DELIMITERS, ":@/?", plain, private)
    fragment = _class(_UNRESERVED, _SUB_DELIMITERS, ":@/?", plain)
    end = rf"(?:\?{query}*)?(?:#{fragment}*)?"
    return (
        rf"{_SCHEME}:(?:{anchored}{path}+{rest}|){end}",
        rf"(?:{anchored}{before_colon}+{rest}|){end}",
    )


_NARROW_URI = _identifier()
_WIDE_URI = _identifier(ipv6=LENIENT_IPV6, future="vV")
_NARROW_IRI = _identifier(_PLAIN, _PRIVATE, ipv6_nearly_full())
"""With the addresses that the grammar of jsonschema's checker has."""
_WIDE_IRI = _identifier(_ALL_PLAIN, _ALL_PRIVATE, IPV6, "vV")

# --- addresses of the web, which is what pydantic's types take

# `HttpUrl` comes with a maxLength of 2,083: at each length the states of whatever has no bound are there again. So
# names and ports are simple, and users short, so that addresses stand near the start.
_LABEL = r"[A-Za-z0-9](?:-?[A-Za-z0-9])*"
_HOST = rf"(?:(?:{_LABEL}\.)*[A-Za-z](?:-?[A-Za-z0-9])*)"
"""The last label begins with a letter: WHATWG's parser, which pydantic uses, reads numbers there as an address."""
_PORT = r":(?:[1-5]\d{4}|\d{1,4})"
_USER = rf"{_class(_UNRESERVED, _SUB_DELIMITERS.replace(',', ''), ':')}{{0,16}}@"
"""Without commas, which in a database's address come between hosts."""
_PATH = rf"(?:/{_class(_UNRESERVED, _SUB_DELIMITERS, ':@')}*)*"
_END = rf"(?:\?{_class(_UNRESERVED, _SUB_DELIMITERS, ':@/?')}*)?(?:#{_class(_UNRESERVED, _SUB_DELIMITERS, ':@/?')}*)?"
_ONE_HOST = rf"(?:{_HOST}|{IPV4}|\[{IPV6}\])(?:{_PORT})?"
_WEB = rf"(?:https?|ftp|wss?)://(?:{_USER})?{_ONE_HOST}{_PATH}{_END}"

_PLAIN_HOST = rf"(?:{_HOST}|{IPV4})(?:{_PORT})?"
_DATABASE = (
    rf"(?:postgres(?:ql)?|mongodb|nats)://(?:{_USER})?{_PLAIN_HOST}(?:,{_PLAIN_HOST})*(?:/[A-Za-z0-9_-]*)?{_END}"
)

# --- templates

_LITERAL = rf"[!#$&()*+,./:;=?@\[\]_~0-9A-Za-z{_ALL_PLAIN}{_ALL_PRIVATE}-]"
"""RFC 6570, section 2.1."""
_VARIABLE = rf"[A-Za-z0-9_](?:\.?(?:[A-Za-z0-9_]|{_ESCAPED}))*(?::[1-9]\d{{0,2}}|\*)?"
"""Sections 2.3 and 2.4, less what the uri_template package refuses: an escape at the start, prefixes from 1,000 up."""
_TEMPLATE = rf"(?:{_LITERAL}|{_ESCAPED}|\{{[+#./;?&]?{_VARIABLE}(?:,{_VARIABLE})*\}})*"

FORMATS = {
    "uri": Format(matching(_WEB), lambda: perhaps_one_line_more(full_match(_WIDE_URI[0]))),
    "uri-reference": Format(
        matching("|".join(_NARROW_URI)), lambda: perhaps_one_line_more(full_match("|".join(_WIDE_URI)))
    ),
    "iri": Format(matching(_NARROW_IRI[0]), matching(_WIDE_IRI[0])),
    "iri-reference": Format(matching("|".join(_NARROW_IRI)), matching("|".join(_WIDE_IRI))),
    "multi-host-uri": Format(matching(_DATABASE), matching(r"[^:]*:[\s\S]*")),
    # Whatever the package takes has its braces in pairs, and so has every template.
    "uri-template": Format(matching(_TEMPLATE), matching(r"(?:[^{}]|\{[^}]*\})*")),
}
