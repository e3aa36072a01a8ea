"""An example of extraction: a text, a schema, and the JSON object that says the same."""

from __future__ import annotations

from dataclasses import dataclass

from constrained_diffusion.languages.outline import outline_of


@dataclass(frozen=True)
class Example:
    """`text` says what `target`, compact JSON, says; `schema` describes it; `outline` is what a model is told of that."""

    text: str
    schema: dict[str, object]
    target: str

    @property
    def outline(self) -> str:
        return outline_of(self.schema)
