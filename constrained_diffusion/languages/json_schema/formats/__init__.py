"""The string formats of JSON Schema, drafts 3 to 2020-12, of OpenAPI and of pydantic.

A format is held between two languages (`language.Format`). A model may write the texts of the narrow one, which every
reader takes; where a format must not hold it may write those outside the wide one, which no reader takes. What lies
between is valid to one and invalid to another, and is never written.
"""

from __future__ import annotations

from functools import lru_cache

from constrained_diffusion.languages.ir import ANY_TEXT, Except, Node
from constrained_diffusion.languages.json_schema.formats import (
    addresses,
    contents,
    hosts,
    identifiers,
    mail,
    resources,
    times,
)

_FORMATS = (
    times.FORMATS
    | mail.FORMATS
    | hosts.FORMATS
    | addresses.FORMATS
    | resources.FORMATS
    | identifiers.FORMATS
    | contents.FORMATS
)

FORMATS = tuple(_FORMATS)
"""The formats that are known; any other name says nothing (JSON Schema 2020-12, validation, section 7.2.3)."""


@lru_cache(maxsize=128)
def asserted(name: str) -> Node | None:
    """The texts that a model may write where the format holds; None if the name says nothing."""
    return _FORMATS[name].narrow() if name in _FORMATS else None


@lru_cache(maxsize=128)
def denied(name: str) -> Node | None:
    """Texts that are surely not of the format; None if there is no telling, or the name says nothing."""
    wide = _FORMATS[name].wide if name in _FORMATS else None
    return None if wide is None else Except(ANY_TEXT, wide())
