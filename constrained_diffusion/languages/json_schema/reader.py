"""The walk over a schema: references, combinations, types. Objects and arrays are here, for they hold other schemas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012, specification_with

from constrained_diffusion.errors import InvalidArgument, UnsupportedSchema
from constrained_diffusion.languages.ir import (
    ANY_TEXT,
    EMPTY_TEXT,
    NOTHING,
    Both,
    Choice,
    Except,
    Grammar,
    Node,
    Reference,
    Repeat,
    Text,
    choice,
    json_string,
    optional,
    sequence,
)
from constrained_diffusion.languages.json_schema.counts import bounds
from constrained_diffusion.languages.json_schema.document import rewritten
from constrained_diffusion.languages.json_schema.equality import common, digest
from constrained_diffusion.languages.json_schema.keywords import BY_TYPE, SUPPORTED, is_annotation
from constrained_diffusion.languages.json_schema.layout import COMPACT, FLEXIBLE, Layout
from constrained_diffusion.languages.json_schema.merging import merged
from constrained_diffusion.languages.json_schema.numbers import integer_language, number_language
from constrained_diffusion.languages.json_schema.shapes import check_shapes
from constrained_diffusion.languages.json_schema.strings import string_language
from constrained_diffusion.languages.parts import Part
from constrained_diffusion.stackless import Steps, unwound

_MOST_NESTED = 5_000
"""Schemas within schemas."""
_MOST_NAMES = 20_000
"""References, each with what stands beside it; recursion comes back to one of them long before."""


def schema_language(
    schema: Mapping[str, Any] | bool, *, whitespace: Literal["compact", "flexible"] = "compact"
) -> Node | Grammar:
    """The JSON texts of the values that a schema describes; see `read`."""
    return read(schema, whitespace=whitespace)[0]


def read(
    schema: Mapping[str, Any] | bool, *, whitespace: Literal["compact", "flexible"] = "compact"
) -> tuple[Node | Grammar, tuple[Part, ...]]:
    """The JSON texts of the values that a schema describes, a grammar where they nest without end, and of its parts.

    Raises:
        UnsupportedSchema: a keyword (or a value of one) is not honoured exactly; it carries the JSON pointer.
    """
    if whitespace not in ("compact", "flexible"):
        raise InvalidArgument(f"whitespace is compact or flexible, not {whitespace!r}")
    root: Mapping[str, Any] = schema if isinstance(schema, Mapping) else {}
    for keyword in ("$schema", "$id", "id"):
        if keyword in root and not isinstance(root[keyword], str):
            raise UnsupportedSchema(f"{keyword} is a string, not {root[keyword]!r}", f"/{keyword}")
    specification = specification_with(root.get("$schema", ""), default=DRAFT202012)
    document = rewritten(root, specification.name if "$schema" in root else "")
    layout = COMPACT if whitespace == "compact" else FLEXIBLE
    reader = _Reader(layout, document, Registry().resolver_with_root(specification.create_resource(document)))
    whole: Node = unwound(reader.value(document if isinstance(schema, Mapping) else schema, _Place("")))

    def around(tree: Node) -> Node | Grammar:
        return Grammar("", (("", tree), *reader.rules.items())) if reader.rules else tree

    parts = tuple(
        Part(_at(pointer), tree, around(tree), None if within is None else _at(within), asks)
        for pointer, (tree, within, asks) in reader.parts.items()
    )
    return around(whole), parts


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: the pointer into the user's schema."""

    pointer: str
    depth: int = 0
    within: str | None = None
    """The pointer of the schema that has no value if this one has none."""

    def at(self, *steps: object, needed: bool = False) -> _Place:
        """Further in; `needed`: whether what stands here has no value if that has none."""
        escaped = (str(step).replace("~", "~0").replace("/", "~1") for step in steps)
        pointer = "/".join((self.pointer, *escaped))
        return _Place(pointer, self.depth + 1, self.pointer if needed else None)


@dataclass(frozen=True, slots=True)
class _Reader:
    layout: Layout
    root: dict[str, Any]
    resolver: Any
    """Finds what an absolute reference leads to."""
    rules: dict[str, Node] = field(default_factory=dict)
    """The languages of references that lead back to themselves, and of any value, by name."""
    recursive: set[str] = field(default_factory=set)
    followed: set[str] = field(default_factory=set)
    """The names that are being read, each within the one before."""
    opened: dict[str, Any] = field(default_factory=dict)
    """What references within allOf lead to, with what that refers to in its place."""
    read: dict[str, Node] = field(default_factory=dict)
    """The languages of the other references, each read once."""
    parts: dict[str, tuple[Node, str | None, Mapping[str, Any]]] = field(default_factory=dict)
    """By pointer: the language, the pointer around it that cannot do without it, the schema. The inner come first."""

    def value(self, schema: Any, place: _Place) -> Steps:
        """The JSON texts of the values of `schema`."""
        node: Node = yield self._value(schema, place)
        if place.pointer not in self.parts:
            asks = schema if isinstance(schema, Mapping) else {"the schema false": schema}
            self.parts[place.pointer] = node, place.within, asks
        return node

    def _value(self, schema: Any, place: _Place) -> Steps:
        if place.depth > _MOST_NESTED:
            raise UnsupportedSchema(
                f"schemas are nested more than {_MOST_NESTED} deep; a $ref may lead back to an outer one", place.pointer
            )
        if schema is True:
            return (yield self._anything(place))
        if schema is False:
            return NOTHING
        if not isinstance(schema, Mapping):
            raise UnsupportedSchema(f"a schema is an object or a boolean, not {schema!r}", place.pointer)
        check_shapes(schema, place.pointer)
        schema = {keyword: value for keyword, value in schema.items() if not is_annotation(keyword)}
        for keyword in schema:
            if keyword not in SUPPORTED:
                raise UnsupportedSchema(f"the keyword {keyword!r} is not supported", place.at(keyword).pointer)
        if not schema:
            return (yield self._anything(place))
        if "$ref" in schema:
            return (yield self._reference(schema, place))
        if "allOf" in schema:
            return (yield self._all_of(schema, place))
        if "anyOf" in schema:
            rest = _without(schema, "anyOf")
            options: list[Node] = []
            for index, option in enumerate(_list(schema["anyOf"], place.at("anyOf"))):
                options.append((yield self._joined(rest, option, place.at("anyOf", index, needed=True))))
            return Choice(tuple(options))
        if "const" in schema or "enum" in schema:
            return self._fixed(schema, place)
        kinds: list[Node] = []
        for kind in _types(schema, place):
            kinds.append((yield self._typed(kind, schema, place)))
        return Choice(tuple(kinds))

    def _joined(self, rest: dict[str, Any], option: Any, place: _Place) -> Steps:
        if not rest or option is False:
            return (yield self.value(option, place))
        if option is True:
            return (yield self.value(rest, place))
        if not isinstance(option, Mapping):
            raise UnsupportedSchema(f"a schema is an object or a boolean, not {option!r}", place.pointer)
        return (yield self.value(merged(rest, option, place.pointer), place))

    def _reference(self, schema: dict[str, Any], place: _Place) -> Steps:
        contents, rest = self._looked_up(schema["$ref"], place), _without(schema, "$ref")
        if rest and isinstance(contents, Mapping):
            whole: Any = self._in_order(schema, "$ref", [contents], rest, place)
        else:
            whole = rest if contents is True and rest else contents
        return (yield self._once(f"{schema['$ref']} {digest(rest)}", whole, place))

    def _once(self, name: str, schema: Any, place: _Place) -> Steps:
        """The language of what a name leads to, read once; a reference to its rule where it leads back to itself."""
        if name in self.followed:
            self.recursive.add(name)
            return Reference(name)
        if name in self.rules:
            return Reference(name)
        if name in self.read:
            return self.read[name]
        if len(self.followed) + len(self.read) > _MOST_NAMES:
            raise UnsupportedSchema(
                f"more than {_MOST_NAMES} references, or one that leads back to itself under ever new keywords",
                place.pointer,
            )
        self.followed.add(name)
        node: Node = yield self.value(schema, replace(place, depth=place.depth + 1))
        self.followed.discard(name)
        if name in self.recursive:
            self.rules[name] = node
            return Reference(name)
        self.read[name] = node
        return node

    def _anything(self, place: _Place) -> Steps:
        """Any JSON value."""
        if "any" not in self.rules:
            value = Reference("any")
            self.rules["any"] = value  # refers to itself while it is made
            comma = self.layout.comma
            pair = self.layout.pair(json_string(ANY_TEXT), value)
            values: list[Node] = [
                self.layout.object([(Repeat(pair, 1, None, comma), False)]),
                self.layout.array(Repeat(value, 0, None, comma)),
            ]
            for kind in ("string", "number", "boolean", "null"):
                values.append((yield self._typed(kind, {}, place)))
            self.rules["any"] = Choice(tuple(values))
        return Reference("any")

    def _all_of(self, schema: dict[str, Any], place: _Place) -> Steps:
        parts: list[Any] = []
        for index, part in enumerate(_list(schema["allOf"], place.at("allOf"))):
            parts.append((yield self._opened(part, place.at("allOf", index))))
        if any(part is False for part in parts):
            return NOTHING
        whole = self._in_order(schema, "allOf", parts, _without(schema, "allOf"), place)
        return (yield self._once(digest(schema), whole, place))

    def _opened(self, part: Any, place: _Place) -> Steps:
        """A part of allOf with what it refers to in its place; what leads back to itself so has no values."""
        if isinstance(part, bool):
            return part
        if not isinstance(part, Mapping):
            raise UnsupportedSchema(f"a schema is an object or a boolean, not {part!r}", place.pointer)
        check_shapes(part, place.pointer)
        if "$ref" in part:
            reference = part["$ref"]
            if reference not in self.opened:
                self.opened[reference] = False  # for whoever comes back here on the way
                self.opened[reference] = yield self._opened(self._looked_up(reference, place), place)
            base = self.opened[reference]
            opened = base is not False and self._in_order(part, "$ref", [base], _without(part, "$ref"), place)
            if isinstance(opened, bool) or "allOf" not in part:
                return opened
            return (yield self._opened(opened, place))
        if "allOf" in part:
            parts: list[Any] = []
            for index, inner in enumerate(part["allOf"]):
                parts.append((yield self._opened(inner, place.at("allOf", index))))
            rest = _without(part, "allOf")
            part = False not in parts and self._in_order(part, "allOf", parts, rest, place)
        return part

    def _looked_up(self, reference: str, place: _Place) -> Any:
        try:
            return self.resolver.lookup(reference).contents
        except (Unresolvable, TypeError, AttributeError, ValueError) as error:
            raise UnsupportedSchema(
                f"the reference {reference!r} leads nowhere: {error}", place.at("$ref").pointer
            ) from None

    def _in_order(
        self, schema: Mapping[str, Any], keyword: str, parts: list[Any], rest: Mapping[str, Any], place: _Place
    ) -> dict[str, Any]:
        """The parts that `keyword` of a schema names joined with the `rest` of it, in the order of the document."""
        keywords = list(schema)
        rest_first = "properties" in rest and keywords.index("properties") < keywords.index(keyword)
        whole: dict[str, Any] = dict(rest) if rest_first else {}
        for index, part in enumerate(parts):
            if part is not True:
                whole = merged(whole, part, place.at(keyword, index).pointer if keyword == "allOf" else place.pointer)
        return whole if rest_first else merged(whole, rest, place.pointer)

    def _fixed(self, schema: dict[str, Any], place: _Place) -> Node:
        """enum and const: those of the values that the keywords beside them allow."""
        values = [schema["const"]] if "const" in schema else schema["enum"]
        if "const" in schema and "enum" in schema:
            values = common(values, schema["enum"])
        rest = _without(schema, "const", "enum", "pattern")
        if rest:
            values = _valid(values, rest, self.root, place)
        if "pattern" not in schema:
            return choice(*(self.layout.literal(value, place.pointer) for value in values))
        texts, others = ([v for v in values if isinstance(v, str) is kind] for kind in (True, False))
        matching = string_language({"pattern": schema["pattern"]}, place.pointer)
        return choice(
            *(self.layout.literal(value, place.pointer) for value in others),
            Both(choice(*(self.layout.literal(text, place.pointer) for text in texts)), matching),
        )

    def _typed(self, kind: str, schema: Mapping[str, Any], place: _Place) -> Steps:
        match kind:
            case "object":
                return (yield self._object(schema, place))
            case "array":
                return (yield self._array(schema, place))
            case "string":
                return string_language(schema, place.pointer)
            case "integer":
                return integer_language(schema, place.pointer)
            case "number":
                return number_language(schema, place.pointer)
            case "boolean":
                return choice("true", "false")
            case _:
                return Text("null")

    def _object(self, schema: Mapping[str, Any], place: _Place) -> Steps:
        """Declared properties in the schema's order, then additional ones."""
        properties = schema.get("properties", {})
        required = schema.get("required", [])
        additional = schema.get("additionalProperties")
        if additional is None and "properties" not in schema:
            additional = True
        needed = frozenset(required)
        members: list[tuple[Node, bool]] = []
        for name, member in properties.items():
            value = yield self.value(member, place.at("properties", name, needed=name in needed))
            members.append((self.layout.member(name, value, place.pointer), name in needed))
        undeclared = [name for name in dict.fromkeys(required) if name not in properties]
        if undeclared and additional is None:
            raise UnsupportedSchema(
                f"the required property {undeclared[0]!r} is not declared", place.at("required").pointer
            )
        if additional is not None and additional is not False:
            value = yield self.value(additional, place.at("additionalProperties"))
            members += [(self.layout.member(name, value, place.pointer), True) for name in undeclared]
            names = [*properties, *undeclared]
            free = Except(ANY_TEXT, choice(*names)) if names else ANY_TEXT
            other = self.layout.pair(json_string(free), value)
            members.append((Repeat(other, 1, None, self.layout.comma), False))
        elif undeclared:
            return NOTHING
        return self.layout.object(members)

    def _array(self, schema: Mapping[str, Any], place: _Place) -> Steps:
        if schema.get("uniqueItems"):
            raise UnsupportedSchema("the keyword 'uniqueItems' is not supported", place.at("uniqueItems").pointer)
        least, most = bounds(schema, "minItems", "maxItems", place.pointer)
        first, rest = schema.get("prefixItems", []), schema.get("items")
        first_name, rest_name = "prefixItems", "items"
        if isinstance(rest, list):  # the form of draft 7 and before
            first, rest, first_name, rest_name = rest, schema.get("additionalItems"), "items", "additionalItems"
        elif "additionalItems" in schema:
            raise UnsupportedSchema(
                "additionalItems needs a list of items beside it", place.at("additionalItems").pointer
            )
        if most is not None and least > most:
            return NOTHING
        head: list[Node] = []
        for index, one in enumerate(_list(first, place.at(first_name))[:most]):
            head.append((yield self.value(one, place.at(first_name, index, needed=index < least))))
        if rest is None and not head:
            rest = True
        room = None if most is None else most - len(head)
        if rest is None or rest is False or room == 0:
            item: Node = NOTHING
        else:
            item = yield self.value(rest, place.at(rest_name, needed=least > len(head)))
        if not head:
            return self.layout.array(Repeat(item, least, most, self.layout.comma))
        inside: Node = Repeat(sequence(self.layout.comma, item), max(0, least - len(head)), room)
        for index in range(len(head) - 1, -1, -1):
            whole = sequence(self.layout.comma if index else EMPTY_TEXT, head[index], inside)
            inside = whole if index < least else optional(whole)
        return self.layout.array(inside)


def _at(pointer: str) -> str:
    return f"at {pointer}" if pointer else "at the root of the schema"


def _valid(values: list[Any], schema: dict[str, Any], root: Mapping[str, Any], place: _Place) -> list[Any]:
    """Those of the values that a schema allows.

    Raises:
        UnsupportedSchema: it is malformed somewhere, or holds a pattern that Python cannot evaluate.
    """
    from jsonschema import Draft202012Validator, SchemaError  # slow to import, and few schemas come here
    from jsonschema.validators import extend, validator_for

    def pattern(*_: object) -> None:
        raise UnsupportedSchema(
            "a pattern within the schema beside enum or const is not evaluated; keep the values that match it",
            place.pointer,
        )

    checker = validator_for(root, default=Draft202012Validator)
    if "draft-04" in str(root.get("$schema")) or "draft-03" in str(root.get("$schema")):
        checker = Draft202012Validator  # exclusive bounds are numbers by now
    checker = extend(checker, {"pattern": pattern})  # Python's `re` is another dialect, and may take for ever
    try:
        checker.check_schema(schema)
        validator = checker(root).evolve(schema=schema)
        return [value for value in values if validator.is_valid(value)]
    except SchemaError as error:
        raise UnsupportedSchema(error.message, place.at(*error.absolute_path).pointer) from None
    except Unresolvable as error:
        raise UnsupportedSchema(f"a reference beside enum or const leads nowhere: {error}", place.pointer) from None
    except OverflowError:
        raise UnsupportedSchema("a number is too large for double precision", place.pointer) from None


def _without(schema: Mapping[str, Any], *keywords: str) -> dict[str, Any]:
    return {keyword: value for keyword, value in schema.items() if keyword not in keywords}


def _list(value: Any, place: _Place) -> list[Any]:
    if not isinstance(value, list):
        raise UnsupportedSchema(f"a list is needed here, not {value!r}", place.pointer)
    return value


def _types(schema: Mapping[str, Any], place: _Place) -> list[str]:
    """The types of a schema; without `type`, those that its keywords speak about."""
    given = schema.get("type")
    if given is None:
        kinds = [kind for kind in ("object", "array", "string", "number") if BY_TYPE[kind] & schema.keys()]
        if not kinds and "format" in schema:
            kinds = ["string"]
        return kinds or ["object", "array", "string", "number", "boolean", "null"]
    kinds = [given] if isinstance(given, str) else list(given) if isinstance(given, list) else [given]
    for kind in kinds:
        if kind not in BY_TYPE:
            raise UnsupportedSchema(f"the type {kind!r} is not known", place.at("type").pointer)
    if "number" in kinds and "integer" in kinds:
        kinds.remove("integer")
    return kinds
