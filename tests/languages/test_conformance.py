"""The official JSON Schema test suite: nothing invalid is ever in the language, whatever of the suite compiles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from constrained_diffusion.automata.nfa import byte_automaton
from constrained_diffusion.errors import ConstrainedDiffusionError
from constrained_diffusion.languages.json_schema import schema_language

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


@pytest.mark.parametrize("group", CASES)
def test_invalid_data_are_outside(group: dict[str, Any]) -> None:
    try:
        dfa = byte_automaton(schema_language(group["schema"]))
    except ConstrainedDiffusionError:
        return  # refused; test_how_much_is_covered counts those that are not
    for case in group["tests"]:
        text = _spelled(case["data"])
        if text is not None and not case["valid"]:
            assert not dfa.accepts(text), case["description"]


def test_how_much_is_covered() -> None:
    """Groups that compile, and valid data that are in the language; docs/json-schema.md says what is left out."""
    compiled = valid = accepted = 0
    for param in CASES:
        group: Any = param.values[0]
        try:
            dfa = byte_automaton(schema_language(group["schema"]))
        except ConstrainedDiffusionError:
            continue
        compiled += 1
        for case in group["tests"]:
            text = _spelled(case["data"])
            if text is not None and case["valid"]:
                valid += 1
                accepted += dfa.accepts(text)
    print(f"{compiled} of {len(CASES)} groups compile; {accepted} of {valid} valid data are in the language")
    assert compiled > 90
    assert accepted > 0.5 * valid
