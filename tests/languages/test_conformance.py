"""The official JSON Schema test suite: nothing invalid is ever in the language, whatever of the suite compiles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.errors import ConstrainedDiffusionError, UnsatisfiableConstraint

SUITE = Path(__file__).parents[3] / "shared" / "data" / "json-schema-test-suite"
CASES = [
    pytest.param(group, id=f"{path.stem}: {group['description']}")
    for path in [*sorted(SUITE.glob("*.json")), *sorted(SUITE.glob("optional-format/*.json"))]
    for group in json.loads(path.read_text("utf-8"))
]
if not CASES:
    pytest.skip("the suite lies in ../shared/data, which is not here", allow_module_level=True)


def _spelled(value: Any) -> bytes | None:
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return None


BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)


def _accepts(schema: Any) -> Callable[[bytes], bool]:
    """Whether a text is in the language of a schema, which may nest without end."""
    try:
        constraint = compile_constraint(BYTES, schema=schema)
    except UnsatisfiableConstraint:
        return lambda text: False
    return lambda text: constraint.accepts(list(text))


@pytest.mark.parametrize("group", CASES)
def test_invalid_data_are_outside(group: dict[str, Any]) -> None:
    try:
        accepts = _accepts(group["schema"])
    except ConstrainedDiffusionError:
        return  # refused; test_how_much_is_covered counts those that are not
    for case in group["tests"]:
        text = _spelled(case["data"])
        if text is not None and not case["valid"]:
            assert not accepts(text), case["description"]


def test_how_much_is_covered() -> None:
    """Groups that compile, and valid data that are in the language; docs/json-schema.md says what is left out."""
    compiled = valid = accepted = 0
    for param in CASES:
        group: Any = param.values[0]
        try:
            accepts = _accepts(group["schema"])
        except ConstrainedDiffusionError:
            continue
        compiled += 1
        for case in group["tests"]:
            text = _spelled(case["data"])
            if text is not None and case["valid"]:
                valid += 1
                accepted += accepts(text)
    print(f"{compiled} of {len(CASES)} groups compile; {accepted} of {valid} valid data are in the language")
    assert compiled > 90
    assert accepted > 0.5 * valid
