"""What goes wrong: a line on stderr that ends in what to do next, an exit code a kind, and no torch meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from dataclasses import fields
from pathlib import Path

import pytest

from constrained_diffusion import errors
from constrained_diffusion.cli import reporting
from constrained_diffusion.cli.commit_settings import SETTINGS
from constrained_diffusion.cli.reporting import EXIT_CODES, ExitCode
from constrained_diffusion.cli.wording import as_options, open_to_the_shell
from constrained_diffusion.sampling.strategies import strategy_named
from tests.cli.running import run

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"

SAID_AT_ONCE = [
    (["generate", "--regex", "a", "--strategy", "entropy", "--threshold", "0.5"], 2, "no setting --threshold"),
    (["generate", "--regex", "a", "--threshold", "0.5"], 2, "entropy_bound, the default, has no setting --threshold"),
    (
        ["generate", "--regex", "a", "--strategy", "confidence", "--threshold", "0"],
        2,
        "--threshold is a number above 0",
    ),
    (["generate", "--regex", "a", "--bound", "inf"], 2, "--bound is a finite number of at least 0, not 'inf'; see"),
    (["generate", "--regex", "a", "--particles", "2", "--temperature", "0"], 2, "leave one out"),
    (["generate", "--regex", "a", "--seed", str(2**64)], 2, "--seed is a number of 64 bits"),
    (["generate", "--regex", "a", "--table", "t"], 2, "--table goes with --database"),
    (["generate", "--regex", "a", "--start", "s"], 2, "--start goes with --grammar"),
    (["generate", "x"], 2, "nothing says what is wanted: give exactly one of"),
    (["generate", "--regex", "a", "--choice", "b"], 2, "--regex and --choice do not go together"),
    (["generate", "--regex", "a", "--steps", "0"], 2, "--steps is a whole number of at least 1, not '0'; see"),
    (["generate", "--regex", "a", "--steps", "x"], 2, "not 'x'; see constrained-diffusion generate --help"),
    (["generate", "--regex", "a", "--temperature", "nan"], 2, "--temperature is a finite number of at least 0"),
    (["generate", "--regex", "a", "--seed", "1.5"], 2, "--seed is a whole number, not '1.5'"),
    (["generate", "--regex", "a", "--strategy", "foo"], 2, "--strategy: 'foo' is not one of 'entropy_bound'"),
    (["generate", "--regex", "a", "--bogus"], 2, "--bogus"),
    (["generate", "--regex"], 2, "--regex"),
    (["generate", "--watch=1"], 2, "--watch"),
    (["check", "{}", "b"], 2, "see constrained-diffusion check --help"),
    (["chek"], 2, "'chek'"),
    (["--bogus"], 2, "see constrained-diffusion --help"),
    (["generate", "--choice", "a", "--about", "b"], 2, "--about does not go with --choice"),
    (["generate", "--database", "a.db", "--about", "b"], 2, "--about does not go with --database"),
    (["check", "--regex", "a", "--text", "a", "--model", "uniform"], 2, "leave out --model"),
    (["check", "--regex", "a", "--text", "a", "--trust-remote-code"], 2, "leave out --trust-remote-code"),
    (["generate", "--schema", "-", "-"], 2, "the prompt and --schema are to come from it: give a file"),
    (["check", "--schema", "-", "--text-file", "-"], 2, "--schema and --text-file are to come from it"),
    (["generate", "--regex", "a", "--save", "/nowhere/at/all.html"], 4, "there is no folder /nowhere/at"),
    (["check", "--regex", "a", "--save", "/nowhere/at/all"], 4, "there is no folder /nowhere/at"),
    (["generate", "--regex", "a", "--save", "run.gif"], 2, "--save writes .html or .svg"),
    (["generate", "--regex", "a", "--ensure-ascii"], 2, "--ensure-ascii goes with --schema"),
    (["generate", "--regex", "a", "--whitespace", "flexible"], 2, "--whitespace goes with --schema"),
    (["check", "--choice", "a", "--registry", "x"], 2, "--registry goes with --schema"),
    (["check", " "], 2, "--schema is empty"),
    (["generate", "--grammar", ""], 2, "--grammar is empty"),
    (["generate", "--regex", "a", "caf\udce9"], 2, r"prompt is no text in UTF-8: 'caf\udce9'; write it in UTF-8"),
    (["check", "--regex", "\udce9"], 2, "regex is no text in UTF-8"),
    (["check", "--regex", "a", "--text", "\udce9"], 2, "text is no text in UTF-8"),
    (["check", "--grammar", "arithmetic", "--start", "s"], 3, "--start 'start'"),
    (["generate", "--regex", "(a", "x"], 3, "not closed"),
    (["check", '{"type": "number", "divisibleBy": 2}'], 3, "/divisibleBy"),
    (["check", '{"type": '], 3, "is not JSON"),
    (["check", __file__], 3, f"{__file__} is not JSON"),
    (["check", "nowhere:Thing"], 4, "there is no module nowhere: give one that lies in the working directory or is"),
    (["check", "json.nowhere:Thing"], 4, "there is no module json.nowhere"),
    (["check", "json:JSONDecoderr"], 3, "the module json has no JSONDecoderr: did you mean JSONDecoder?"),
    (["check", "tests.cli:Thing"], 3, "the module tests.cli has no Thing: give the name of a type"),
    (["check", "{}", "--registry", __file__], 3, f"{__file__} is not JSON"),
    (["check", '{"$ref": "other.json"}'], 3, "hand it over: --registry PATH"),
    (["check", "--grammar", __file__], 3, __file__),
    (["check", "missing.json"], 4, "there is no file missing.json"),
    (["check", str(Path(__file__).parent)], 4, f"{Path(__file__).parent} is a folder: give the path of"),
    (["check", "."], 4, ". is a folder: give the path of a file in it"),
    (["check", "foo://x"], 4, "there is no file foo://x"),
    (["check", "--database", "foo://x"], 4, "foo:// is no database that can be read: give a SQLite file, or a URL"),
    (["check", "{}", "--registry", "missing"], 4, "there is no file or folder missing"),
    (["check", "{}", "--registry", str(Path(__file__).parent)], 4, "holds no *.json"),
    (["generate", "--grammar", "missing.lark"], 4, "there is no grammar 'missing.lark'"),
    (["generate", "--database", "missing.db"], 4, "there is no database missing.db"),
    (["generate", "--database", __file__], 4, f"file is not a database ({__file__})"),
    (["generate", "--regex", "a", "--model", ""], 5, "the name of the model is empty"),
    (["generate", "--regex", "a", "--model", "gpt"], 5, "there are absorbing, "),
    (["generate", "--regex", "a", "--model", "unifrom"], 5, "did you mean 'uniform'"),
    (
        ["generate", "--regex", "a", "--model", "./absorbing"],
        5,
        "there is no folder ./absorbing; did you mean 'absorbing'",
    ),
    (["generate", "--regex", "a", "--model", str(Path(__file__).parent)], 5, "has no config.json"),
    (
        ["check", "--regex", "a", "--model", "google/difusiongemma-26b-a4b-it"],
        5,
        "mean 'google/diffusiongemma-26B-A4B-it",
    ),
]


@pytest.fixture(autouse=True)
def no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """What these ask of the hub is asked of a port where nobody listens."""
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")


@pytest.mark.parametrize(("arguments", "code", "message"), SAID_AT_ONCE, ids=lambda value: str(value)[:40])
def test_errors(arguments: list[str], code: int, message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert message in result.stderr
    assert "Traceback" not in result.output
    lines = result.stderr.splitlines()
    assert lines[0].startswith("error: ")
    assert (len(lines) > 1) == ("(a" in arguments)  # a regex is shown with the place
    assert any(sign in result.stderr.removeprefix("error: ") for sign in ";:?")


def test_none_of_it_waits_for_torch() -> None:
    """All of the above in one process, and torch is not there behind it."""
    code = (
        "import json, sys\n"
        "from tests.cli.running import run\n"
        "for arguments, code, message in json.loads(sys.stdin.read()):\n"
        "    result = run(*arguments)\n"
        "    assert result.exit_code == code, (arguments, result.output)\n"
        "    assert message in result.stderr, (arguments, result.output)\n"
        "    assert 'torch' not in sys.modules, arguments\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(SAID_AT_ONCE), capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[2], env={**os.environ, "HF_ENDPOINT": "http://127.0.0.1:9"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_requests_that_cannot_be_met() -> None:
    budget = run("generate", "--regex", "a{50}", "--max-tokens", "2", "x")
    assert budget.exit_code == 1
    assert "least that would do is" in budget.stderr
    assert "; give --max-tokens " in budget.stderr
    long = run("generate", "--regex", "a", "word " * 2000)
    assert long.exit_code == 1
    assert "Shorten it" in long.stderr
    empty = run("check", '{"type": "integer", "minimum": 3, "maximum": 2}')
    assert empty.exit_code == 1


def test_arguments_are_called_as_the_shell_calls_them() -> None:
    thinking = run("generate", "--regex", "a", "--thinking", "3", "x")
    assert thinking.exit_code == 2
    assert thinking.stderr.endswith("leave out --thinking; --help has the options\n")
    device = run("generate", "--regex", "a", "--device", "toaster", "x")
    assert device.exit_code == 2
    assert "there is no device 'toaster' here; --device is one of 'cpu'" in device.stderr
    long = run("generate", "--regex", "a", "--max-tokens", "9999", "x")
    assert long.exit_code == 2
    assert "error: --max-tokens 9999 is more than" in long.stderr


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("hand it over: registry={'other.json': ...}", "hand it over: --registry PATH"),
        ("fewer fields, or of a SqlDatabase tables=[...]", "fewer fields, or of a --database --table NAME"),
        ("put what about= says into the prompt", "put what --about says into the prompt"),
        ("read it, then pass trust_remote_code=True", "read it, then pass --trust-remote-code"),
        ("max_tokens=9 is more than 8", "--max-tokens 9 is more than 8"),
        ("Else leave out particles=", "Else leave out --particles"),
        ("device is one of 'cpu'", "--device is one of 'cpu'"),
        ("--device is one of 'cpu'", "--device is one of 'cpu'"),
        ("the regex a-start=b", "the regex a-start=b"),
    ],
)
def test_messages_name_options(message: str, said: str) -> None:
    assert as_options(message) == said


def test_of_the_ways_out_those_are_told_that_are_options() -> None:
    ways = "lower joins= (it is 3), or choose some of the 5 tables: tables=[...]"
    assert open_to_the_shell(ways) == "choose some of the 5 tables: --table NAME"
    assert open_to_the_shell("lower joins= (it is 3)") == ""
    assert open_to_the_shell("lower their counts") == "lower their counts"


def test_warnings_are_a_line_without_a_path() -> None:
    misspelt = run("check", '{"type": "string", "requird": 1}')
    assert misspelt.exit_code == 0
    (line,) = misspelt.stderr.splitlines()
    assert line.startswith("warning: keywords and formats that are not known say nothing: 'requird', required was")
    assert line.endswith(", or have them refused by --strict")
    assert ".py" not in line


def test_warnings_of_other_packages_are_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "constrained_diffusion.cli.checking.require_model", lambda _: warnings.warn("so\n  it is.", stacklevel=1)
    )
    shown = warnings.showwarning
    said = run("check", "--regex", "a").stderr
    assert said == "warning: so it is; where the answer is as it should be, PYTHONWARNINGS=ignore hides this\n"
    assert warnings.showwarning is shown


def test_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("constrained_diffusion.cli.answering.require_model", interrupted)
    result = run("generate", "--regex", "a")
    assert (result.exit_code, result.stderr) == (130, "interrupted\n")


def test_a_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("constrained_diffusion.cli.model_names.find_spec", lambda _: None)
    result = run("generate", "--regex", "a", "--model", "google/diffusiongemma-26B-A4B-it")
    assert result.exit_code == 5
    assert result.stderr.endswith("pip install 'constrained-diffusion-lm[transformers]'\n")


def test_every_error_has_a_kind() -> None:
    """None of the library's own falls through to the last, but for those that no command meets."""
    elsewhere = {"ConstrainedDiffusionError", "InvalidPuzzle", "SolverGaveUp", "UnsupportedServer", "InvalidLogits"}
    elsewhere |= {"UnsatisfiableConstraint"}  # whose remedy hangs on its cause
    named = {error for kind in reporting._KINDS for error in kind.errors}
    for name, error in vars(errors).items():
        if isinstance(error, type) and issubclass(error, errors.ConstrainedDiffusionError) and name not in elsewhere:
            assert error in named, name


def test_codes_are_documented() -> None:
    page, said = PAGE.read_text("utf-8"), run("generate", "--help").output
    for code in ExitCode:
        assert f"{int(code)} " in EXIT_CODES
        assert f"| {int(code)} |" in page
    assert "Exit codes: 0 done" in " ".join(said.split())


def test_settings_are_those_of_the_strategies() -> None:
    for name, settings in SETTINGS.items():
        own = {field.name for field in fields(strategy_named(name.value))}  # type: ignore[arg-type]
        assert own - {"within"} == set(settings) - ({"bound"} if "within" in own else set())
