"""How a schema is read, and what of the values that it allows may be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.json_schema.registry import Documents, documents_of
from constrained_diffusion.shown import shown

Whitespace = Literal["compact", "flexible"]
AdditionalProperties = Literal["closed", "open"]
PropertyOrder = Literal["schema", "any"]
Strict = Literal[False, True, "misspelt"]


@dataclass(frozen=True, kw_only=True)
class SchemaOptions:
    """Settings of everything that takes a schema.

    Attributes:
        whitespace: "compact" has none, "flexible" allows it wherever JSON does.
        additional_properties: "closed": where a schema names members and does not say what others look like, there are
            no others; "open": there may be any, as the standard has it.
        property_order: "schema": members stand in the order in which the schema names them, others behind them; "any":
            in any order.
        ensure_ascii: whether texts are written without characters beyond ASCII, with escapes in their place.
        strict: whether keywords and formats that no specification knows are refused, and not only told; "misspelt":
            those that resemble one that is known.
        registry: schemas that references may lead to, by their URI, or a `referencing.Registry`. Nothing is ever
            fetched.

    Raises:
        InvalidArgument: a setting is none of those there are.
    """

    whitespace: Whitespace = "compact"
    additional_properties: AdditionalProperties = "closed"
    property_order: PropertyOrder = "schema"
    ensure_ascii: bool = False
    strict: Strict = False
    registry: Documents = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, kind in (
            ("whitespace", Whitespace), ("additional_properties", AdditionalProperties),
            ("property_order", PropertyOrder), ("ensure_ascii", Literal[True, False]), ("strict", Strict),
        ):  # fmt: skip
            given, known = getattr(self, name), get_args(kind)
            if given not in known:
                raise InvalidArgument(f"{name} is {' or '.join(map(str, known))}, not {shown(given)}")
        documents_of(self.registry)


PLAIN = SchemaOptions()
"""All as it is where nothing is said."""
