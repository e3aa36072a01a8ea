"""``generate``: answers on stdout, the rest on stderr."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from types import ModuleType

import pytest

from constrained_diffusion import Vocabulary
from tests.checkpoints_by_hand import save_diffusion_gemma, save_masked_model
from tests.cli.running import PROMPT, SCHEMA, run
from tests.models_by_hand import RandomDenoiser


@pytest.fixture
def schema(tmp_path: Path) -> str:
    path = tmp_path / "person.json"
    path.write_text(json.dumps(SCHEMA))
    return str(path)


def test_generate(schema: str) -> None:
    result = run("generate", "--schema", schema, "--seed", "0", PROMPT)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == {"name": "Ada Lovelace", "age": 36}
    assert "denoising step" in result.stderr
    inline = run("generate", "--schema", json.dumps(SCHEMA), "--seed", "0", "--json", PROMPT)
    said = json.loads(inline.stdout)
    assert json.loads(said["text"]) == {"name": "Ada Lovelace", "age": 36}
    assert said["value"] == {"name": "Ada Lovelace", "age": 36}
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
    assert one.exit_code == 3
    assert "nothing is known under 'http://x/a%20b.json'" in one.stderr
    ascii_only = run(
        "generate", "--schema", '{"$id": "http://x/root", "$ref": "c"}', "--ensure-ascii", "--registry", str(folder)
    )
    assert ascii_only.stdout.strip() == '"Z\\u00fcrich"', ascii_only.output
    for arguments in (["--additional-properties", "open"], ["--property-order", "any"], ["--whitespace", "flexible"]):
        assert json.loads(run("check", json.dumps(SCHEMA), *arguments, "--json").stdout)["states"] > 0
        assert run("generate", "--regex", "a", *arguments).exit_code == 2
    strict = run("check", '{"minLenght": 3}', "--strict")
    assert strict.exit_code == 3
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
        assert "no setting --threshold; --strategy confidence has" in result.stderr


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
    assert refused.exit_code == 5
    assert "then pass --trust-remote-code; " in refused.stderr
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
    assert chosen.exit_code == 2
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
        assert refused.exit_code == 4
        assert refused.stderr.count("\n") == 1
        assert refused.stderr.startswith(f"error: {said}"), refused.stderr


def test_values_of_types_are_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "due_dates.py").write_text(
        "from datetime import date\nfrom pydantic import BaseModel, Field\n"
        "class Bill(BaseModel):\n    due: date = Field(alias='dueOn')\n"
    )
    monkeypatch.chdir(tmp_path)
    said = json.loads(run("generate", "--schema", "due_dates:Bill", "--json", "Due on 2024-05-06.").stdout)
    assert said["value"] == json.loads(said["text"])
    assert json.loads(run("generate", "--choice", "yes", "--json", "x").stdout)["value"] == "yes"


@pytest.mark.parametrize("prompt", [[], [""], [" \n"]])
def test_without_a_prompt_the_model_is_said_to_invent(prompt: list[str]) -> None:
    said = run("generate", "--choice", "yes", *prompt).stderr
    assert said.splitlines()[0] == "there is no prompt, so the model invents an answer; give a text for it to answer"
    assert "invents" not in run("generate", "--choice", "yes", PROMPT).stderr


def test_an_answer_that_fills_its_budget_is_told() -> None:
    """Only where a longer one would have been in the language."""
    filled = run("generate", "--regex", "[a-z]{3,}", "--max-tokens", "1", "--seed", "0", PROMPT)
    assert filled.exit_code == 0, filled.output
    assert "warning: the answer fills its budget of 1 token and may have been made to end there; give" in filled.stderr
    for arguments in (
        ["--choice", "a", "--max-tokens", "1"], ["--regex", "[a-z]{3,}", "--max-tokens", "30"],
        ["--choice", "paid", "--choice", "open", "--max-tokens", "1"],
    ):  # fmt: skip
        assert "warning" not in run("generate", *arguments, "--seed", "0", PROMPT).stderr


def test_a_prompt_or_a_language_of_stdin() -> None:
    assert run("generate", "--regex", "[0-9]+", "-", stdin=f"{PROMPT}\n").stdout == "36\n"
    typed = run("generate", "--schema", "-", "--seed", "0", PROMPT, stdin=json.dumps(SCHEMA))
    assert json.loads(typed.stdout) == {"name": "Ada Lovelace", "age": 36}
    assert run("generate", "--grammar", "-", PROMPT, stdin='start: "yes"').stdout == "yes\n"
    gbnf = run("generate", "--grammar", "-", PROMPT, stdin='root ::= "no" | "nope"\n')
    assert gbnf.stdout in ("no\n", "nope\n")
    for given, message in ((b"\xff", "stdin is no text in UTF-8"), (" \n", "stdin is empty: write a grammar to it")):
        refused = run("generate", "--grammar", "-", PROMPT, stdin=given)
        assert refused.stderr.startswith(f"error: {message}")
        assert refused.exit_code in (3, 4)
    nameless = run("generate", "--grammar", "-", PROMPT, stdin="sql")
    assert nameless.exit_code == 3, "the text is never taken for the name of a grammar that ships"
    broken = run("generate", "--schema", "-", PROMPT, stdin="{'a': 1}")
    assert (broken.exit_code, broken.stderr[:25]) == (3, "error: stdin is not JSON:")
    placed = run("generate", "--schema", "-", PROMPT, stdin='{"type": "nothing"}')
    assert placed.stderr.startswith("error: stdin: ")


def test_a_prompt_a_line(tmp_path: Path) -> None:
    """An answer a line, as each would be given by itself with the seed of its line."""
    file = tmp_path / "prompts.txt"
    file.write_text("Ada Lovelace, 36\r\nOrder 99 is paid\n")
    asked = ("generate", "--regex", "[0-9]+[a-z]*", "--temperature", "1", "--seed")
    result = run(*asked, "7", "--prompts", str(file))
    assert result.exit_code == 0, result.output
    texts = [json.loads(line)["text"] for line in result.stdout.splitlines()]
    one_by_one = [run(*asked, "7", "Ada Lovelace, 36"), run(*asked, "8", "Order 99 is paid")]
    assert texts == [one.stdout.strip() for one in one_by_one]
    assert run(*asked, "7", "--prompts", "-", stdin=file.read_bytes()).stdout.count("\n") == 2


def test_prompts_that_cannot_be_answered_are_named(tmp_path: Path) -> None:
    refused = run("generate", "--regex", "a", "--prompts", "-", stdin="Ada\n" + "word " * 2000)
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["text"] == "a", "what was answered before stays"
    assert refused.stderr.startswith("error: line 2 of stdin: the prompt ")
    empty = run("generate", "--regex", "a", "--prompts", "-", stdin="Ada\n\nAlan\n")
    assert (empty.exit_code, empty.stdout) == (4, "")
    assert "line 2 of stdin holds no prompt: write one there" in empty.stderr
    for beside, named in (
        (["x"], "a prompt"), (["--watch"], "--watch"), (["--save", str(tmp_path / "a.html")], "--save"),
    ):  # fmt: skip
        result = run("generate", "--regex", "a", "--prompts", "-", *beside, stdin="Ada")
        assert result.exit_code == 2
        assert f"--prompts and {named} do not go together" in result.stderr


def test_characters_without_tokens_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    model = RandomDenoiser("absorbing")
    letters = [b"", b"", b"", *(bytes([byte]) for byte in range(0x20, 0x7F))]
    tokens = {text: number for number, text in enumerate(letters)}
    model.vocabulary = Vocabulary(
        letters, eos=0, pad=1, mask=2, encode=lambda text: [tokens[c.encode()] for c in text if c.encode() in tokens]
    )
    monkeypatch.setattr("constrained_diffusion.models.loading.load_model", lambda *_, **__: model)
    said = run("generate", "--choice", "yes", "Zürich, 漢字, ü").stderr
    assert "warning: the model has no tokens for 'ü', '漢', '字' of the prompt" in said
    assert "warning" not in run("generate", "--choice", "yes", "Zurich").stderr


def test_sudokus_are_no_characters_to_warn_of() -> None:
    givens = "." * 81
    result = run("generate", "--model", "sudoku-absorbing", "--regex", "[1-9]{81}", "--steps", "2", givens)
    assert result.exit_code == 0, result.output
    assert "warning" not in result.stderr


@pytest.mark.parametrize("name", ["run.txt", "run", "run.HTML.gz"])
def test_other_kinds_of_files_are_not_written(name: str, tmp_path: Path) -> None:
    refused = run("generate", "--regex", "a", "--save", str(tmp_path / name))
    assert refused.exit_code == 2
    assert f"--save writes .html or .svg, not '{name}'" in refused.stderr


def test_a_picture_is_saved_where_the_name_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    picture = ModuleType("constrained_diffusion.viewers.picture")
    picture.save_picture = lambda path, frames, vocabulary, *, title: drawn.append((path, len(frames), title))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, picture.__name__, picture)
    target = tmp_path / "run.svg"
    assert run("generate", "--choice", "yes", "--save", str(target), "Is it?").exit_code == 0
    ((path, frames, title),) = drawn
    assert (path, title) == (target, "Is it?")
    assert frames >= 1
