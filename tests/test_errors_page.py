"""docs/errors.md shows every public error as it is raised, word by word, and says what to do next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from constrained_diffusion import errors
from tests.pages import BLOCK, run_and_check
from tests.test_docs import ROOT, stage

PAGE = ROOT / "docs" / "errors.md"
PUBLIC = [name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)]


def sections() -> dict[str, str]:
    """What stands under every heading; under "" what stands before the first."""
    first, *others = re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    return {"": first} | {part.partition("\n")[0]: part.partition("\n")[2] for part in others}


def test_every_error_has_a_section() -> None:
    assert set(sections()) - {""} == set(PUBLIC)


@pytest.mark.parametrize("name", [name for name in PUBLIC if name != "ConstrainedDiffusionError"])
def test_a_section_says_what_to_do(name: str) -> None:
    section = sections()[name]
    told = re.split("^```text\n", section, flags=re.MULTILINE)[1:]
    assert told
    assert all("\nNext: " in part for part in told)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_docstring_ends_in_what_to_do(name: str) -> None:
    sentences = re.split(r"\n\s*\n|(?<=\.) ", getattr(errors, name).__doc__.strip())
    assert len(sentences) > 1
    assert not re.match(r"\s*\w+: ", sentences[-1]), "behind the attributes"


def test_messages_are_those_of_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage(PAGE, tmp_path, monkeypatch)
    names: dict[str, object] = {"__name__": "guide"}
    for section in sections().values():
        raised: list[str] = []
        shown: list[str] = []
        for kind, block in BLOCK.findall(section):
            if kind == "python":
                raised += [f"{type(error).__name__}: {error}" for error in run_and_check(block, names)]
            else:
                shown.append(block.rstrip("\n"))
        cut = [
            message[: len(text) - len(" ...")] + " ..." if text.endswith(" ...") else message
            for message, text in zip(raised, shown, strict=True)
        ]
        assert cut == shown
