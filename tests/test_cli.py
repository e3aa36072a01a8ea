"""The command line: answers on stdout, the rest on stderr, exit codes for scripts."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from constrained_diffusion import load_constraint, load_model
from constrained_diffusion.cli import app
from tests.checkpoints_by_hand import save_diffusion_gemma, save_masked_model

SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}
PROMPT = "Ada Lovelace, 36, lives in London"


@pytest.fixture
def schema(tmp_path: Path) -> str:
    path = tmp_path / "person.json"
    path.write_text(json.dumps(SCHEMA))
    return str(path)


def run(*arguments: str):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(app, list(arguments))


def test_generate(schema: str) -> None:
    result = run("generate", "--schema", schema, "--seed", "0", PROMPT)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == {"name": "Ada Lovelace", "age": 36}
    assert "denoising step" in result.stderr
    inline = run("generate", "--schema", json.dumps(SCHEMA), "--seed", "0", "--json", PROMPT)
    said = json.loads(inline.stdout)
    assert json.loads(said["text"]) == {"name": "Ada Lovelace", "age": 36}
    assert said["stopped_by"] in ("committed", "stable", "steps")


def test_schema_of_a_python_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[1])
    result = run("generate", "--schema", "examples.person:Person", "--model", "uniform", "--seed", "0", PROMPT)
    assert json.loads(result.stdout) == {"name": "Ada Lovelace", "age": 36, "city": "London"}


def test_settings_of_schemas(tmp_path: Path) -> None:
    """References lead into files, by their names within a folder or by their $id."""
    folder = tmp_path / "schemas"
    (folder / "sub").mkdir(parents=True)
    (folder / "a b.json").write_text(json.dumps({"enum": ["Zürich"]}))
    (folder / "sub" / "c.json").write_text(json.dumps({"$id": "http://x/c", "$ref": "/a%20b.json"}))
    (folder / "sub" / "d.json").write_text(json.dumps({"$ref": "../a%20b.json"}))
    for target in ("a%20b.json", "sub/d.json"):
        result = run("generate", "--schema", json.dumps({"$ref": target}), "--registry", str(folder))
        assert result.stdout.strip() == '"Zürich"', result.output
    one = run(
        "generate", "--schema", '{"$ref": "http://x/c"}', "--ensure-ascii",
        "--registry", str(folder / "sub" / "c.json"), "--registry", str(folder / "a b.json"),
    )  # fmt: skip
    assert one.exit_code == 1
    assert "nothing is known under 'http://x/a%20b.json'" in one.stderr
    ascii_only = run(
        "generate", "--schema", '{"$id": "http://x/root", "$ref": "c"}', "--ensure-ascii", "--registry", str(folder)
    )
    assert ascii_only.stdout.strip() == '"Z\\u00fcrich"', ascii_only.output
    for arguments in (["--additional-properties", "open"], ["--property-order", "any"], ["--whitespace", "flexible"]):
        assert json.loads(run("check", json.dumps(SCHEMA), *arguments, "--json").stdout)["states"] > 0
        assert run("generate", "--regex", "a", *arguments).exit_code == 1
    strict = run("check", '{"minLenght": 3}', "--strict")
    assert strict.exit_code == 1
    assert "minLength was probably meant" in strict.stderr


def test_choices_regex_and_strategies() -> None:
    assert run("generate", "--choice", "yes", "--choice", "no", PROMPT).stdout.strip() in ("yes", "no")
    slow = run(
        "generate", "--regex", "[a-z]{6}", "--strategy", "confidence", "--threshold", "1", "--json", "--seed", "1"
    )
    assert slow.exit_code == 0
    assert len(json.loads(slow.stdout)["text"]) == 6


@pytest.mark.parametrize(
    "strategy", ["entropy_bound", "confidence", "entropy", "margin", "random", "semi_autoregressive"]
)
def test_strategies(strategy: str) -> None:
    setting = ("--bound", "0.5") if strategy in ("entropy_bound", "semi_autoregressive") else ("--per-step", "2")
    result = run("generate", "--regex", "[a-z]{6}", "--strategy", strategy, *setting, "--block-length", "3")
    assert result.exit_code == 0, result.output
    assert len(result.stdout.strip()) == 6


def test_settings_of_other_strategies_are_not_passed_over() -> None:
    for given in (["--strategy", "entropy", "--threshold", "0.5"], ["--threshold", "0.5"]):
        result = run("generate", "--regex", "a", *given)
        assert result.exit_code == 2
        assert "no setting --threshold; --strategy confidence has" in " ".join(result.output.replace("│", " ").split())


def test_checkpoints(tmp_path: Path) -> None:
    gemma = str(save_diffusion_gemma(24, tmp_path / "gemma"))
    result = run(
        "generate", "--model", gemma, "--choice", "yes", "--thinking", "30", "--steps", "2",
        "--json", "--seed", "0", "--watch", "--save", str(tmp_path / "page.html"), PROMPT,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["text"] == "yes"
    assert json.loads(result.stdout)["thought"]
    folder = str(save_masked_model("llada", tmp_path / "llada"))
    refused = run("generate", "--model", folder, "--choice", "yes", PROMPT)
    assert refused.exit_code == 1
    assert "trust_remote_code" in refused.stderr
    trusted = run("generate", "--model", folder, "--trust-remote-code", "--choice", "yes", "--max-tokens", "9", PROMPT)
    assert trusted.stdout.strip() == "yes"


def test_watch_and_save(schema: str, tmp_path: Path) -> None:
    page = tmp_path / "run.html"
    result = run("generate", "--schema", schema, "--watch", "--save", str(page), "--seed", "0", PROMPT)
    assert result.exit_code == 0, result.output
    assert "positions settled" in result.stderr
    text = page.read_text("utf-8")
    assert "Ada" in text
    assert "http" not in text.replace("http-equiv", "")
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []


def test_check(schema: str, tmp_path: Path) -> None:
    report = json.loads(run("check", schema, "--json").stdout)
    assert report["least_tokens"] > 5
    assert report["greatest_tokens"] is None
    saved = tmp_path / "person.safetensors"
    result = run("check", schema, "--save", str(saved))
    assert "unbounded" in result.stdout
    assert load_constraint(saved, load_model().vocabulary).min_length() == report["least_tokens"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["check", '{"type": "number", "divisibleBy": 2}'], 1, "/divisibleBy"),
        (["check", "missing.json"], 2, "missing.json"),
        (["check", "nowhere:Thing"], 2, "nowhere"),
        (["generate", "--regex", "(a", "x"], 1, "not closed"),
        (["generate", "--regex", "a{50}", "--max-tokens", "2", "x"], 1, "least that would do"),
        (["generate", "x"], 1, "exactly one"),
        (["generate", "--model", "gpt", "--regex", "a"], 1, "no model named"),
        (["generate", "--regex", "a", "--steps", "0"], 2, "steps"),
        (["check", "{}", "--registry", "missing"], 2, "no file or folder missing"),
        (["check", "{}", "--registry", str(Path(__file__).parent / "viewers")], 2, "holds no *.json"),
        (["check", "{}", "--registry", __file__], 1, "is not JSON"),
        (["check", '{"$ref": "other.json"}'], 1, "nothing is known under 'other.json'"),
        (["generate", "--regex", "a", "--save", "/nowhere/at/all.html"], 2, "no folder"),
    ],
)
def test_errors(arguments: list[str], code: int, message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert result.stdout == ""
    assert message in result.stderr.replace("\n", " ")
    assert "Traceback" not in result.output


def test_database(tmp_path: Path) -> None:
    """What cannot be queried is a line of warning; a file that is no database a line of error."""
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        connection.executescript("CREATE TABLE t (a INT); CREATE VIEW stale AS SELECT b FROM nowhere")
    connection.close()
    result = run("generate", "--database", str(path), "--seed", "0", "--max-tokens", "24", "sql t(a)")
    assert result.exit_code == 0, result.output
    assert "warning: view 'stale' is left out: no such table: main.nowhere\n" in result.stderr
    sqlite3.connect(path).execute(result.stdout.strip())
    chosen = run("generate", "--database", str(path), "--table", "u", "--seed", "0", "sql t(a)")
    assert chosen.exit_code == 1
    assert "there is no table 'u'; there are 't'" in chosen.stderr
    misplaced = run("generate", "--regex", "a", "--table", "t")
    assert misplaced.exit_code == 2
    assert "--table goes with --database" in misplaced.stderr
    path.write_bytes(b"no database at all" * 99)
    for target, said in (
        (path, "file is not a database"),
        (tmp_path, "it is no file"),
        (tmp_path / "x", "there is no"),
    ):
        refused = run("generate", "--database", str(target), "question")
        assert refused.exit_code == 1
        assert refused.stderr.startswith(f"error: {said}"), refused.stderr
