"""Text that can be drawn: nothing in it is invisible, turns what stands beside it around, or has no place in XML."""

from __future__ import annotations


def legible(text: str, keep: str = "") -> str:
    """The text with a picture such as ␀ for every control, but for those to `keep`, and � for what has none."""
    return "".join(character if character in keep else _legible(character) for character in text)


def _legible(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    turns_around = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    is_none = 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF)
    return "�" if turns_around or is_none else character
