"""What a request to a server asks of its answer, in a form that crosses processes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.arguments import LanguageOptions, refuse_misplaced, wanted
from constrained_diffusion.languages.gbnf import is_gbnf, wanted_of_gbnf
from constrained_diffusion.languages.json_schema import AdditionalProperties, Whitespace
from constrained_diffusion.languages.lark_grammar import wanted_of_grammar_text
from constrained_diffusion.languages.thought import Thought, behind_a_thought
from constrained_diffusion.languages.wanted import Wanted

Kind = Literal["schema", "regex", "choices", "grammar"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a request asks of its answer.

    Attributes:
        kind: which argument of `compile_constraint` it is.
        content: a JSON Schema as JSON text, a regular expression, the choices, or the text of a lark grammar.
        whitespace, additional_properties: how a schema is read; see `SchemaOptions`.
        thought: whether the model thinks before, on the same canvases.
    """

    kind: Kind
    content: str | tuple[str, ...]
    whitespace: Whitespace = "compact"
    additional_properties: AdditionalProperties = "closed"
    thought: Thought = "none"

    def __post_init__(self) -> None:
        try:
            "".join(self.content).encode()
        except UnicodeEncodeError:
            raise InvalidArgument("what is asked holds half a surrogate pair, which is no character") from None

    def dump(self) -> str:
        """As JSON text, the same for equal ones."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> Asked:
        """What `dump` wrote."""
        fields = json.loads(text)
        content = fields.pop("content")
        return cls(content=content if isinstance(content, str) else tuple(content), **fields)

    def wanted(self) -> Wanted:
        """Raises as `languages.arguments.wanted` does; nothing is ignored silently."""
        return behind_a_thought(self._answer(), self.thought)

    def _answer(self) -> Wanted:
        options: dict[str, Any] = {
            "whitespace": self.whitespace, "additional_properties": self.additional_properties
        }  # fmt: skip
        if self.kind == "schema":
            options["strict"] = "misspelt"  # a client sees no warning
        if self.kind == "grammar":  # by text alone: a client names no files of the server
            refuse_misplaced("a lark grammar", options)
            text = str(self.content)
            if ":" not in text:
                raise InvalidArgument(
                    f"a server takes a grammar by its text, and {text[:60]!r} has no rule (name: ... or name ::= ...): "
                    "files, and grammars that ship, are not named"
                )
            return wanted_of_gbnf(text) if is_gbnf(text) else wanted_of_grammar_text(text)
        given: LanguageOptions = {self.kind: self.content, **options}  # type: ignore[misc]
        return wanted(**given)
