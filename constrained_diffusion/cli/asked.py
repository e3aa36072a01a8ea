"""What the options ask for: the language, read from files, texts, types and databases."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from constrained_diffusion.cli.files import STDIN, named, text_of
from constrained_diffusion.cli.options import AdditionalPropertiesName, PropertyOrderName, WhitespaceName
from constrained_diffusion.cli.python_types import type_named
from constrained_diffusion.cli.reporting import BrokenSource, Misused, NoSuchFile, warn
from constrained_diffusion.errors import UnsupportedSchema

if TYPE_CHECKING:
    from constrained_diffusion.languages.wanted import Wanted


_MEANT = {
    "--schema": "a file, the text itself, or module:Name of a Python type",
    "--grammar": "the name of one that ships, a file, or its text",
    "--database": "a SQLite file, or a URL",
}


class Asked(NamedTuple):
    """The options that describe a language, as they were given."""

    schema: str | None
    regex: str | None
    choices: list[str] | None
    grammar: str | None
    start: str
    database: str | None
    tables: list[str] | None


class SchemaSettings(NamedTuple):
    """The options that say how a schema is read."""

    whitespace: WhitespaceName
    additional_properties: AdditionalPropertiesName
    property_order: PropertyOrderName
    ensure_ascii: bool
    strict: bool
    registry: list[Path] | None

    def require_schema(self, schema: str | None) -> None:
        """Raises `Misused` for a setting without a schema that it could speak of."""
        if schema is not None:
            return
        usual = SchemaSettings(
            WhitespaceName.compact, AdditionalPropertiesName.closed, PropertyOrderName.schema, False, False, None
        )
        for name, value in self._asdict().items():
            if (value or None) != (getattr(usual, name) or None):
                raise Misused(f"--{name.replace('_', '-')} goes with --schema: give both, or neither")

    def read(self) -> dict[str, Any]:
        """The same as `languages.arguments.wanted` takes them."""
        return {
            "whitespace": self.whitespace.value, "additional_properties": self.additional_properties.value,
            "property_order": self.property_order.value, "ensure_ascii": self.ensure_ascii, "strict": self.strict,
            "registry": _registry(self.registry or []),
        }  # fmt: skip


def wanted_of(asked: Asked, settings: SchemaSettings) -> Wanted:
    """What exactly one of the options describes; see `languages.arguments.wanted` for what it raises.

    Raises:
        Misused: none is given, or more than one, or one that does not go with it.
        OSError: a file is missing or cannot be read.
    """
    from constrained_diffusion.languages.arguments import wanted

    _require_one(asked)
    settings.require_schema(asked.schema)
    of_schemas = settings.read()
    source: Any = asked.grammar if asked.database is None else _database(asked.database, asked.tables)
    if asked.grammar == STDIN:
        source = _grammar_of_stdin()
    schema = None if asked.schema is None else _schema(asked.schema)
    try:
        return wanted(
            schema=schema, regex=asked.regex, choices=asked.choices or None, grammar=source, start=asked.start,
            **of_schemas,
        )  # fmt: skip
    except UnsupportedSchema as error:
        if asked.schema is None or not _is_file(asked.schema):
            raise
        raise UnsupportedSchema(f"{named(asked.schema)}: {error.reason}", error.pointer, error.remedy) from None


def require_characters(**given: str | None) -> None:
    """Raises `Misused` where an argument holds bytes that are no UTF-8, which the shell hands over as they are."""
    for name, value in given.items():
        if value is not None and not value.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in value):
            raise Misused(f"{name} is no text in UTF-8: {value!r}; write it in UTF-8, or fix the shell's locale")


def _require_one(asked: Asked) -> None:
    ways = {
        "--schema": asked.schema, "--regex": asked.regex, "--choice": asked.choices or None,
        "--grammar": asked.grammar, "--database": asked.database,
    }  # fmt: skip
    given = [name for name, value in ways.items() if value is not None]
    if len(given) != 1:
        said = f"{' and '.join(given)} do not go together" if given else "nothing says what is wanted"
        raise Misused(f"{said}: give exactly one of {', '.join(ways)}")
    for name in ("--schema", "--grammar", "--database"):
        if (value := ways[name]) is not None and not str(value).strip():
            raise Misused(f"{name} is empty: give {_MEANT[name]}")
    require_characters(
        schema=asked.schema, regex=asked.regex, grammar=asked.grammar, database=asked.database, start=asked.start,
        choice="".join(asked.choices or ()),
    )  # fmt: skip
    if asked.tables and asked.database is None:
        raise Misused("--table goes with --database: give both, or neither")
    if asked.start != "start" and asked.grammar is None:
        raise Misused("--start goes with --grammar: give both, or neither")


def _database(source: str, tables: list[str] | None) -> Any:
    """The database; what of it cannot be queried is said."""
    from constrained_diffusion.languages.sql import SqlDatabase

    _require_engine(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = SqlDatabase(source, tables=tables or None)
    for left in read.catalogue.left_out:
        warn(str(left))
    return read


def _require_engine(source: str) -> None:
    """Raises `NoSuchFile` for a URL of databases that are not read."""
    from constrained_diffusion.languages.sql.engines.inspection import SERVERS

    scheme, colon, _ = source.partition("://")
    known = ("sqlite", "duckdb", *SERVERS)
    if colon and scheme.partition("+")[0] not in known:
        raise NoSuchFile(
            f"{scheme}:// is no database that can be read: give a SQLite file, or a URL of {', '.join(known)}, such as "
            "duckdb:///shop.duckdb"
        )


def _grammar_of_stdin() -> str:
    """The text, which is never taken for a name."""
    found = text_of(STDIN)
    if not found.strip():
        raise BrokenSource("stdin is empty: write a grammar to it")
    return f"{found}\n"


def _is_text(source: str) -> bool:
    """Whether a schema is given as its text."""
    return source.lstrip().startswith("{") or source.strip() in ("true", "false")


def _is_file(source: str) -> bool:
    return source == STDIN or (not _is_text(source) and Path(source).is_file())


def _is_dotted(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))


def _schema(source: str) -> Any:
    """A file's text, the text itself, or the type that ``module:Name`` names."""
    if _is_text(source):
        return source
    module, colon, name = source.partition(":")
    if colon and _is_dotted(module) and _is_dotted(name) and not Path(source).exists():
        return type_named(module, name)
    found = text_of(source)
    if not found.strip():
        raise BrokenSource(f"{named(source)} is empty: write a JSON Schema into it")
    _json(found, source)
    return found


def _json(found: str, source: str | Path) -> Any:
    try:
        return json.loads(found)
    except RecursionError:
        raise BrokenSource(f"{named(source)} is nested too deeply to be read: make it flatter") from None
    except ValueError as error:
        raise BrokenSource(f"{named(source)} is not JSON: {error}; correct it there") from None


def _registry(paths: list[Path]) -> dict[str, Any]:
    """The schemas in files and folders, by their names: the path within the folder. Their $id is read later on."""
    found: dict[str, Any] = {}
    for path in paths:
        if not path.exists():
            raise NoSuchFile(f"there is no file or folder {path}: give the path of one that exists")
        files = {file.relative_to(path).as_posix(): file for file in sorted(path.rglob("*.json"))}
        if path.is_file():
            files = {path.name: path}
        elif not files:
            raise NoSuchFile(f"{path} holds no *.json: give a folder of schemas, or a file")
        for name, file in files.items():
            uri = quote(name)
            if uri in found:
                raise Misused(f"two schemas have the name {name}: give them from one folder above both")
            found[uri] = _json(text_of(file), file)
    return found
