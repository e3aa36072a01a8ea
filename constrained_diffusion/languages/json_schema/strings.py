"""String schemas: minLength, maxLength, pattern, format. Lengths count Unicode characters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constrained_diffusion.errors import InvalidRegex, UnsupportedSchema
from constrained_diffusion.languages.ir import ANY_CHARACTER, ANY_TEXT, NOTHING, Both, Node, Repeat, json_string
from constrained_diffusion.languages.json_schema.counts import bounds
from constrained_diffusion.languages.json_schema.formats import format_language
from constrained_diffusion.languages.regex import search


def string_language(schema: Mapping[str, Any], pointer: str) -> Node:
    """The JSON strings of a schema, in every spelling."""
    least, most = bounds(schema, "minLength", "maxLength", pointer)
    contents: list[Node] = []
    if "pattern" in schema:
        try:
            contents.append(search(schema["pattern"]))
        except InvalidRegex as error:
            raise UnsupportedSchema(str(error), f"{pointer}/pattern") from None
    if "format" in schema:
        contents.append(format_language(schema["format"], f"{pointer}/format"))
    if least > 0 or most is not None:
        contents.append(Repeat(ANY_CHARACTER, least, most) if most is None or least <= most else NOTHING)
    if not contents:
        return json_string(ANY_TEXT)
    whole = json_string(contents[0])
    for content in contents[1:]:
        whole = Both(whole, json_string(content))
    return whole
