"""JSON Schema of pydantic's types, as narrow as their validators.

Of some types pydantic's own JSON Schema allows more than the type takes: any string for a `Decimal`, any name as a key
of ``dict[int, str]``, any scheme for `HttpUrl`. What is generated here is what the validators take, where JSON Schema
can say it; the rest is left as it is, and an answer that the type refuses is a `RejectedValue`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

_WEB = {"http", "https", "ws", "wss", "ftp"}
"""The schemes of which the format uri has texts."""
_MULTI_HOST = {"postgres", "postgresql", "mongodb", "mongodb+srv", "nats"}
_LOCATION = (
    r"://([A-Za-z0-9_]+(:[A-Za-z0-9_]+)?@)?[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*(:[1-9][0-9]{0,3})?(/[A-Za-z0-9_]*)?$"
)
_KEYS = {
    "int": "^(0|-?[1-9][0-9]{0,17})$",
    "float": r"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?$",
    "decimal": r"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?$",
    "bool": "^(true|false)$",
}
"""How keys of these types are spelled: in JSON they are strings."""
_MONTH_AND_DAY = (
    "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
)
_TIME_OF_DAY = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?"


class Narrow(GenerateJsonSchema):
    """Generates it: ``TypeAdapter(kind).json_schema(schema_generator=Narrow)``."""

    def decimal_schema(self, schema: Any) -> JsonSchemaValue:
        """A number, with no more digits than are allowed."""
        made = super().decimal_schema(schema)
        number: JsonSchemaValue = dict(made["anyOf"][0]) if "anyOf" in made else {"type": "number"}
        places, digits = schema.get("decimal_places"), schema.get("max_digits")
        if digits is not None:
            places = digits // 2 if places is None else places
            beyond = 10 ** max(digits - places, 0)
            inside = {"type": "number", "exclusiveMinimum": -beyond, "exclusiveMaximum": beyond}
            number = {"allOf": [number, inside]}
        if places is not None:
            number = {"allOf": [number, {"multipleOf": float(f"1e-{places}") if places else 1}]}
        return number

    def url_schema(self, schema: Any) -> JsonSchemaValue:
        """With the schemes that are allowed."""
        return _with_schemes(super().url_schema(schema), schema.get("allowed_schemes"), _WEB)

    def multi_host_url_schema(self, schema: Any) -> JsonSchemaValue:
        """With the schemes that are allowed."""
        return _with_schemes(super().multi_host_url_schema(schema), schema.get("allowed_schemes"), _MULTI_HOST)

    def dict_schema(self, schema: Any) -> JsonSchemaValue:
        """With keys that are spelled as their type is."""
        made = super().dict_schema(schema)
        key = schema.get("keys_schema", {})
        while isinstance(key, Mapping) and key.get("type", "").startswith("function-") and "schema" in key:
            key = key["schema"]
        pattern = _KEYS.get(key.get("type", ""))
        if pattern is not None and "propertyNames" not in made and "patternProperties" not in made:
            made["propertyNames"] = {"pattern": pattern}
        if "patternProperties" in made:
            made.setdefault("additionalProperties", False)  # the type takes no other keys
        return made

    def tagged_union_schema(self, schema: Any) -> JsonSchemaValue:
        """With a tag that has to be there: without it the type does not know which member is meant."""
        made = super().tagged_union_schema(schema)
        tag = made.get("discriminator", {}).get("propertyName")
        if tag is not None:
            made["oneOf"] = [{"allOf": [one], "required": [tag]} for one in made["oneOf"]]
        return made

    def date_schema(self, schema: Any) -> JsonSchemaValue:
        """In a year that is past, or to come, where that is asked for."""
        made = super().date_schema(schema)
        years = _years(schema.get("now_op"))
        return made if years is None else {**made, "pattern": f"^{years}-"}

    def datetime_schema(self, schema: Any) -> JsonSchemaValue:
        """Without an offset, in a year that is past, or to come, where that is asked for."""
        made = super().datetime_schema(schema)
        years = _years(schema.get("now_op"))
        if schema.get("tz_constraint") == "naive":
            some = years or "(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
            return {"type": "string", "pattern": f"^{some}-{_MONTH_AND_DAY}T{_TIME_OF_DAY}$"}
        return made if years is None else {**made, "pattern": f"^{years}-"}

    def complex_schema(self, schema: Any) -> JsonSchemaValue:
        """As Python spells complex numbers."""
        part = r"[0-9]{1,9}(\.[0-9]{1,9})?"
        return {**super().complex_schema(schema), "pattern": f"^-?{part}([+-]{part}j)?$"}


def _with_schemes(made: JsonSchemaValue, allowed: Iterable[str] | None, of_format: set[str]) -> JsonSchemaValue:
    if allowed is None:
        return made
    schemes = list(allowed)
    if known := [scheme for scheme in schemes if scheme in of_format]:
        return {**made, "pattern": f"^({_either(known)}):"}
    beside = {name: value for name, value in made.items() if name != "format"}
    if schemes == ["file"]:
        return {**beside, "pattern": "^file://(/[A-Za-z0-9._-]+)+$"}
    return {**beside, "pattern": f"^({_either(schemes)}){_LOCATION}"}


def _either(schemes: Iterable[str]) -> str:
    return "|".join(scheme.replace("+", r"\+").replace(".", r"\.") for scheme in schemes)


def _years(direction: str | None) -> str | None:
    """A pattern of the years before this one, or of the next hundred."""
    if direction is None:
        return None
    now = datetime.datetime.now(datetime.UTC).year
    years = range(max(now - 200, 1), now) if direction == "past" else range(now + 1, min(now + 101, 10_000))
    return "(" + "|".join(f"{year:04d}" for year in years) + ")"
