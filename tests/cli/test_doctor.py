"""``doctor``: what there is, and whether it works."""

from __future__ import annotations

import json
import sys
from email.message import Message

import pytest
from packaging.requirements import Requirement

from constrained_diffusion.cli import doctor, installation, self_test
from constrained_diffusion.cli.installation import Extra
from tests.cli.running import run


def test_all_is_well() -> None:
    result = run("doctor", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0, found["problems"]
    assert found["problems"] == []
    assert found["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert {"torch", "numba", "pydantic", "triton", "transformers"} <= found["versions"].keys()
    assert found["devices"]["cpu"]
    assert {"transformers", "sql", "vllm"} <= found["extras"].keys()
    assert [trial["kind"] for trial in found["self_test"]] == ["schema", "regex", "grammar"]
    assert found["kernels"]["loaded"] > 30
    assert 0 < installation.kernels().compiled <= installation.kernels().loaded  # the self-test calls some of them


def test_what_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table and the reason, and exit code 1."""
    monkeypatch.setattr(self_test, "_REGEX", "(a")
    monkeypatch.setattr(installation, "lacking", lambda: ["torch 1.0, not >=2.6"])
    result = run("doctor")
    assert result.exit_code == 1
    assert "2 amiss" in result.stdout
    assert "problem: torch 1.0, not >=2.6 is missing or of another version; pip install" in result.stderr
    assert "problem: the self-test of a regex failed: InvalidRegex: a group is not closed" in result.stderr


def test_answers_are_looked_at_by_others() -> None:
    for look, wrong in (
        (self_test._fits_schema, '{"name":1,"age":36}'), (self_test._fits_regex, "x"), (self_test._fits_grammar, "1+")
    ):  # fmt: skip
        with pytest.raises(Exception, match=r"\w"):
            look(wrong)


def test_requirements(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["torch>=2.6", "numpy>=999", "nowhere>=1; extra == 'far'", "rich>=1; extra == 'near'"]
    monkeypatch.setattr(installation, "_requirements", lambda: [Requirement(line) for line in lines])
    described = Message()
    for extra in ("far", "near"):
        described["Provides-Extra"] = extra
    monkeypatch.setattr(installation, "metadata", lambda _: described)
    (said,) = installation.lacking()
    assert said.startswith("numpy ")
    assert said.endswith(", not >=999")
    assert installation.versions()["torch"]
    assert "nowhere" not in installation.versions()
    assert installation.extras() == [Extra("far", ("nowhere",)), Extra("near", ())]


def test_without_torch_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}")

    monkeypatch.setattr(doctor, "import_module", missing)
    result = run("doctor", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert "self_test" not in found
    assert "No module named" in found["problems"][0]
    assert run("doctor").exit_code == 1
