"""``doctor``: what there is, and whether it works."""

from __future__ import annotations

import json
import re
import sys
from email.message import Message
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement

from constrained_diffusion.cli import compiling, doctor, installation, self_test
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


def test_answers_cannot_be_taken_for_faults() -> None:
    """What is repeated of the prompt reads as meant; and the table says that it fits."""
    answers = {trial.kind: trial.answer for trial in self_test.trials()}
    assert answers["schema"] == '{"name":"Ada Lovelace","age":36}'
    assert answers["regex"] == "Ada Lovelace, 36"
    assert "36" in answers["grammar"]
    table = " ".join(run("doctor").stdout.split())
    assert "self-test regex fits: Ada Lovelace, 36 (in " in table


def test_kernels_are_compiled_before_they_are_needed() -> None:
    """All are met here but those that come in where others give up; a new one needs a task, or a place on this list."""
    result = run("doctor", "--compile", "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["problems"] == []
    lines = [line for line in result.stderr.splitlines() if "kernels are compiled" in line]
    assert re.match(r"\d+ of \d+ kernels are compiled; now those of schemas$", lines[0])
    assert re.match(r"\d+ of \d+ kernels are compiled(; the rest are for .*)?$", lines[-1])
    met = {one.py_func.__name__ for one in installation._dispatchers() if one.signatures}
    within = {"_count", "_free", "_taken", "_tightest", "_toggle"}  # which only other kernels call: they come with them
    assert {one.py_func.__name__ for one in installation._dispatchers()} - met - within <= {"_uncounted"}


def test_what_cannot_be_compiled_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError("no\ncompiler")

    monkeypatch.setattr(compiling, "_tasks", lambda: [("schemas", fails)])
    result = run("doctor", "--compile")
    assert result.exit_code == 1
    assert "problem: compiling the kernels failed: RuntimeError: no compiler; report it" in result.stderr


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


def test_the_version_alone() -> None:
    assert run("--version").output.strip() == version("constrained-diffusion-lm")
