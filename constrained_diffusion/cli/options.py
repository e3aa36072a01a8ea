"""The options that commands share, and how the shell completes their values."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from constrained_diffusion import grammars
from constrained_diffusion.models.catalogue import known_names


class StrategyName(str, Enum):
    entropy_bound = "entropy_bound"
    confidence = "confidence"
    entropy = "entropy"
    margin = "margin"
    random = "random"
    semi_autoregressive = "semi_autoregressive"


class WhitespaceName(str, Enum):
    compact = "compact"
    flexible = "flexible"


class AdditionalPropertiesName(str, Enum):
    closed = "closed"
    open = "open"


class PropertyOrderName(str, Enum):
    schema = "schema"
    any = "any"


def _paths(incomplete: str) -> list[str]:
    """Files and folders that begin so; a shell that asks for names leaves them out."""
    typed = Path(incomplete)
    folder, begun = (typed, "") if incomplete.endswith("/") else (typed.parent, typed.name)
    try:
        found = sorted(folder.iterdir()) if incomplete else []
    except OSError:
        return []
    prefix = incomplete[: len(incomplete) - len(begun)]
    return [prefix + path.name + "/" * path.is_dir() for path in found if path.name.startswith(begun)]


def complete_model(incomplete: str) -> list[str]:
    """Models that ship, released checkpoints, and paths."""
    return [name for name in known_names() if name.startswith(incomplete)] + _paths(incomplete)


def complete_grammar(incomplete: str) -> list[str]:
    """Grammars that ship, and paths."""
    return [name for name in grammars.names() if name.startswith(incomplete)] + _paths(incomplete)


SCHEMA_HELP = "JSON Schema: a file (-: stdin), the text itself, or module:Name of a Python type"

SchemaOption = Annotated[str | None, typer.Option(help=SCHEMA_HELP, metavar="SCHEMA")]
RegexOption = Annotated[str | None, typer.Option(help="the whole answer matches it", metavar="REGEX")]
ChoiceOption = Annotated[list[str] | None, typer.Option(help="an allowed answer; repeat for more", metavar="TEXT")]
GrammarOption = Annotated[
    str | None,
    typer.Option(
        help="a lark grammar: the name of one that ships, a file (-: stdin), or its text; GBNF as its text or from "
        "stdin",
        metavar="GRAMMAR",
        autocompletion=complete_grammar,
    ),
]
StartOption = Annotated[
    str, typer.Option(help="the rule that a grammar of lark starts from; one in GBNF starts from root", metavar="RULE")
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(help="a SQLite file, or a URL of a database: the answer is a query that runs", metavar="DATABASE"),
]
TableOption = Annotated[
    list[str] | None,
    typer.Option(help="a table of the database that the query speaks of; repeat for more", metavar="NAME"),
]

ModelOption = Annotated[
    str,
    typer.Option(
        help="one that ships (absorbing, uniform), a folder, or a repository of the Hugging Face hub",
        metavar="MODEL",
        autocompletion=complete_model,
    ),
]
TrustOption = Annotated[bool, typer.Option("--trust-remote-code", help="run code that comes with the checkpoint")]

WhitespaceOption = Annotated[WhitespaceName, typer.Option(help="of JSON")]
AdditionalPropertiesOption = Annotated[
    AdditionalPropertiesName, typer.Option(help="members that a schema neither names nor forbids")
]
PropertyOrderOption = Annotated[PropertyOrderName, typer.Option(help="of members: as the schema names them, or any")]
AsciiOption = Annotated[bool, typer.Option("--ensure-ascii", help="JSON in ASCII alone")]
StrictOption = Annotated[bool, typer.Option("--strict", help="refuse keywords that JSON Schema does not know")]
RegistryOption = Annotated[
    list[Path] | None,
    typer.Option(
        help="schemas that references lead to, by $id or file name: a file, or a folder of *.json; repeatable",
        metavar="PATH",
    ),
]
