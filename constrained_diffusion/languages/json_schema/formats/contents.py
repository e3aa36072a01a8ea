"""Strings that hold something else: encoded bytes (RFC 4648), JSON (RFC 8259), patterns, anything."""

from __future__ import annotations

from constrained_diffusion.languages.json_schema.formats.language import Format, anything, matching


def _base64(alphabet: str, by_four: str, by_sixteen: str) -> str:
    """RFC 4648, sections 4 and 5, with its padding, and no bits in the padding that are not zero (section 3.5)."""
    digit = f"[{alphabet}]"
    return rf"(?:{digit}{{4}})*(?:{digit}{{2}}[{by_four}]=|{digit}[{by_sixteen}]==)?"


_QUARTERS, _SIXTEENTHS = "AEIMQUYcgkosw048", "AQgw"
_BASE64 = _base64("A-Za-z0-9+/", _QUARTERS, _SIXTEENTHS)
_BASE64_URL = _base64("A-Za-z0-9_-", _QUARTERS, _SIXTEENTHS)


def _json(depth: int) -> str:
    """JSON texts without white space whose arrays and objects go `depth` levels deep."""
    number = r"-?(?:0|[1-9]\d{0,18})(?:\.\d{1,18})?(?:[eE][+-]?\d{1,2})?"
    escape = r"\\(?:[\"\\/bfnrt]|u(?:[0-9A-CE-Fa-ce-f][0-9A-Fa-f]{3}|[Dd][0-7][0-9A-Fa-f]{2}))"
    string = rf'"(?:[^"\\\x00-\x1F]|{escape})*"'
    value = rf"(?:{number}|{string}|true|false|null)"
    for _ in range(depth):
        member = rf"{string}:{value}"
        value = (
            rf"(?:{number}|{string}|true|false|null|\[(?:{value}(?:,{value})*)?\]|\{{(?:{member}(?:,{member})*)?\}})"
        )
    return value


def _pattern(depth: int) -> str:
    """Patterns that Python's `re` and ECMAScript's unicode mode both read, with groups `depth` levels deep."""
    escape = r"\\(?:[dDwWsStnrfv^$.*+?()\[\]{}|/\\]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})"
    # No "-", "&", "~", "|" or "[" by themselves within a class: the two may read pairs of them as operators.
    plain = r"[A-Za-z0-9 !\"#%&',/:;<=>@_`~\u00A0-\uD7FF-]"
    runs = "|".join(f"{first}-[{first}-{last}]" for first, last in ("az", "AZ", "09"))
    members = rf"(?:[A-Za-z0-9 !\"#%',/:;<=>@_`$.*+?(){{}}\u00A0-\uD7FF]|{escape}|{runs})"
    atom = rf"(?:{plain}|\.|{escape}|\[\^?{members}+\])"
    times = r"(?:(?:[*+?]|\{(?:\d{1,3},?|0,\d{1,3}|1,[1-9]\d{0,2})\})\??)?"
    looks = r"[$^]|\\[bB]"
    branch = rf"(?:{atom}{times}|{looks})*"
    for _ in range(depth):
        inner = rf"{branch}(?:\|{branch})*"
        branch = rf"(?:{atom}{times}|{looks}|\((?:\?:)?{inner}\){times}|\(\?[=!]{inner}\))*"
    return rf"{branch}(?:\|{branch})*"


ANYTHING = Format(anything, None)

FORMATS = {
    "byte": Format(matching(_BASE64), matching(r"[A-Za-z0-9+/=_\r\n-]*")),
    # Python's decoders, which pydantic asks, pass over whatever is not of the alphabet.
    "base64": Format(matching(_BASE64), None),
    "base64url": Format(matching(_BASE64_URL), None),
    "json-string": Format(matching(_json(1)), matching(r"[ \t\n\r]*[\"{\[\-0-9tfnIN][\s\S]*")),
    "regex": Format(matching(_pattern(2)), None),
    # Whether a file is there is nothing that a text shows; all else is how the text is to be shown, or sent.
    **dict.fromkeys(("password", "binary", "path", "file-path", "directory-path"), ANYTHING),
}
