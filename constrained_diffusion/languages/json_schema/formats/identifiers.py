"""UUIDs (RFC 9562, section 4), JSON pointers (RFC 6901, and relative ones), colours and fractions."""

from __future__ import annotations

from constrained_diffusion.languages.json_schema.formats.language import Format, exactly, matching

_HEX = "[0-9A-Fa-f]"


def _uuid(version: str, variant: str) -> str:
    return rf"{_HEX}{{8}}-{_HEX}{{4}}-{version}{_HEX}{{3}}-{variant}{_HEX}{{3}}-{_HEX}{{12}}"


_SPELLED_UUID = rf"(?:urn:uuid:|\{{)?(?:{_HEX}|-){{32,36}}\}}?"
"""What pydantic takes beyond the standard's spelling."""

_POINTER = r"(?:/(?:[^~/]|~[01])*)*"
# The checker refuses a zero that another digit follows, and takes digits that are not ASCII. Adding to an index is of
# the latest draft (draft-bhutton-relative-json-pointer-00).
_RELATIVE = rf"(?:0|[1-9]+0?)(?:#|{_POINTER})"
_WIDE_RELATIVE = rf"[0-9\u0080-\u{{10FFFF}}]+(?:[+-][1-9]\d*)?(?:#|{_POINTER})"

_COLOURS = (
    "aqua black blue fuchsia gray green lime maroon navy olive orange purple red silver teal white yellow"
)  # fmt: skip
"""CSS 2.1, section 4.3.6; without functions and escapes, which jsonschema's checker does not know."""

FORMATS = {
    # The checker looks for the hyphens only, and leaves the rest to Python's `uuid`, which takes much.
    "uuid": Format(matching(_uuid(_HEX, _HEX)), matching(r"[\s\S]{8}-(?:[\s\S]{4}-){3}[\s\S]*")),
    **{
        f"uuid{version}": Format(matching(_uuid(str(version), "[89ABab]")), matching(_SPELLED_UUID))
        for version in (1, 3, 4, 5, 6, 7, 8)
    },
    "json-pointer": exactly(_POINTER),
    "relative-json-pointer": Format(matching(_RELATIVE), matching(_WIDE_RELATIVE)),
    "color": Format(matching(rf"{_COLOURS.replace(' ', '|')}|#{_HEX}{{3}}(?:{_HEX}{{3}})?"), None),
    # Python's `fractions`; any digits of Unicode count there.
    "fraction": Format(
        matching(r"-?(?:0|[1-9]\d{0,17})(?:/[1-9]\d{0,17}|\.\d{1,18})?"),
        matching(r"[\s\S]*[0-9\u0080-\u{10FFFF}][\s\S]*"),
    ),
}
