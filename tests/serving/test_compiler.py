"""Constraints of requests: compiled once, shared by files between processes, whatever becomes of the files."""

from __future__ import annotations

import errno
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Lock
from typing import Any

import pytest
import torch

from constrained_diffusion import Vocabulary
from constrained_diffusion.errors import (
    ConstraintTooLarge,
    InvalidArgument,
    InvalidGrammar,
    InvalidRegex,
    UnsatisfiableConstraint,
)
from constrained_diffusion.inference.refinement import RefinedConstraint
from constrained_diffusion.memory import Memory
from constrained_diffusion.serving import compiler as compiler_module
from constrained_diffusion.serving.asked import Asked
from constrained_diffusion.serving.compiler import Compiler

SPELLED = [*(bytes([byte]) for byte in range(256)), b"", b"", b"", b""]
VOCABULARY = Vocabulary(SPELLED, eos=256, pad=257, special=[258, 259])
OTHER = Vocabulary(SPELLED, eos=256, special=[257, 258, 259])
THOUGHT = [259, 258]
QUESTIONS = {
    "finite": Asked(kind="regex", content="[ab]{2,4}c"),
    "counted": Asked(kind="schema", content='{"type": "string", "maxLength": 100000}'),
    "stack": Asked(kind="grammar", content='root ::= "(" root ")" | "x"'),
    "ambiguous": Asked(kind="grammar", content='start: x | y\nx: "a" | "(" x ")"\ny: "a" | "b" | "(" y ")"'),
    "thinking": Asked(kind="choices", content=("yes", "no"), thought="may"),
    "thinking, stack": Asked(kind="grammar", content='start: "(" start ")" | "x"', thought="open"),
}
ABC = QUESTIONS["finite"]
UNIQUE = Asked(kind="schema", content='{"type": "array", "items": {"type": "string"}, "uniqueItems": true}')


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything counts as slow, and nothing is known from other tests."""
    monkeypatch.setattr(compiler_module, "_SLOW", -1.0)
    forget(monkeypatch)


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a new process does."""
    monkeypatch.setattr(compiler_module, "_compiled", Memory(compiler_module._KEPT, lambda *_: 1))


class Counted:
    """`compile_wanted`, counted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, seconds: float = 0.0) -> None:
        self.times, self.seconds, self.lock = 0, seconds, Lock()
        self.original = compiler_module.compile_wanted
        monkeypatch.setattr(compiler_module, "compile_wanted", self)

    def __call__(self, *given: Any, **named: Any) -> Any:
        with self.lock:
            self.times += 1
        time.sleep(self.seconds)
        return self.original(*given, **named)


def _same(first: Any, second: Any) -> bool:
    canvas = torch.full((9,), -1)
    logits = torch.randn(9, VOCABULARY.size, generator=torch.Generator().manual_seed(1))
    return (
        torch.equal(first.masks(canvas), second.masks(canvas))
        and torch.equal(first.posterior(canvas, logits).marginals(), second.posterior(canvas, logits).marginals())
        and first.scores_padding == second.scores_padding
        and first.is_unambiguous == second.is_unambiguous
    )


def test_the_same_question_has_the_same_constraint(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch)
    compiler = Compiler(VOCABULARY, THOUGHT, None)
    first = compiler.constraint(ABC)
    assert compiler.constraint(Asked.load(ABC.dump())) is first
    assert Compiler(VOCABULARY, [], None).constraint(ABC) is first
    assert counted.times == 1
    assert compiler.constraint(Asked(kind="regex", content="[ab]{2,4}c", thought="may")) is not first
    assert Compiler(OTHER, [], None).constraint(ABC) is not first
    assert counted.times == 3


def test_padding_is_not_scored() -> None:
    """vLLM's models leave what stands behind the end untrained."""
    for asked in QUESTIONS.values():
        assert not Compiler(VOCABULARY, THOUGHT, None).constraint(asked).scores_padding


def test_vocabularies_of_thoughts() -> None:
    compiler = Compiler(VOCABULARY, THOUGHT, None)
    assert compiler.thought == (259, 258)
    assert compiler.constraint(ABC).vocabulary is VOCABULARY
    thinking = compiler.constraint(QUESTIONS["thinking"])
    assert thinking.accepts([258, 65, 259, *b"yes"])
    assert thinking.accepts(list(b"no"))
    assert not thinking.accepts([259, 65, 258, *b"yes"])
    opened = compiler.constraint(QUESTIONS["thinking, stack"])
    assert opened.accepts([65, 259, *b"(x)"])


def test_models_that_do_not_think(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler = Compiler(VOCABULARY, [], None)
    assert compiler.thought is None
    assert compiler.constraint(ABC).accepts(list(b"aac"))
    for thought in ("may", "open"):
        with pytest.raises(InvalidArgument, match="no tokens that begin and end a thought"):
            compiler.constraint(Asked(kind="regex", content="a", thought=thought))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (Asked(kind="regex", content="(a"), InvalidRegex),
        (Asked(kind="grammar", content="root ::= b"), InvalidGrammar),
        (Asked(kind="grammar", content='root ::= "a" root'), UnsatisfiableConstraint),
        (Asked(kind="schema", content=UNIQUE.content, thought="may"), InvalidArgument),
    ],
)
def test_errors_are_the_same_the_second_time(asked: Asked, error: type[Exception], tmp_path: Path) -> None:
    compiler = Compiler(VOCABULARY, THOUGHT, tmp_path)
    messages = []
    for _ in range(2):
        with pytest.raises(error) as caught:
            compiler.constraint(asked)
        messages.append(str(caught.value))
    assert messages[0] == messages[1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", QUESTIONS)
def test_another_process_loads_what_the_first_compiled(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "to be made" / "here"
    first = Compiler(VOCABULARY, THOUGHT, folder).constraint(QUESTIONS[kind])
    (file,) = folder.iterdir()
    assert file.suffix == ".constraint"
    forget(monkeypatch)
    counted = Counted(monkeypatch)
    second = Compiler(Vocabulary(SPELLED, eos=256, pad=257, special=[258, 259]), THOUGHT, folder).constraint(
        QUESTIONS[kind]
    )
    assert counted.times == 0
    assert second is not first
    assert _same(first, second)


def test_files_of_other_vocabularies_and_questions_are_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch)
    asked = [Asked(kind="regex", content="a"), Asked(kind="regex", content="a", thought="may"),
             Asked(kind="choices", content=("a",)), Asked(kind="schema", content="{}"),
             Asked(kind="schema", content="{}", whitespace="flexible")]  # fmt: skip
    for vocabulary in (VOCABULARY, OTHER):
        for one in asked:
            Compiler(vocabulary, THOUGHT, tmp_path).constraint(one)
    assert counted.times == len(list(tmp_path.iterdir())) == 2 * len(asked)
    turned = Compiler(VOCABULARY, THOUGHT[::-1], tmp_path)
    assert turned.constraint(asked[1]).accepts([259, 258, *b"a"])


def test_what_is_fast_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler_module, "_SLOW", 1e9)
    folder = tmp_path / "never"
    assert Compiler(VOCABULARY, [], folder).constraint(ABC).accepts(list(b"aac"))
    assert not folder.exists()


def test_what_is_refined_leaves_no_file(tmp_path: Path) -> None:
    made = Compiler(VOCABULARY, [], tmp_path).constraint(UNIQUE)
    assert isinstance(made, RefinedConstraint)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["empty", "cut", "garbage", "a byte", "another version"])
def test_damaged_files_cost_time_only(damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Compiler(VOCABULARY, [], tmp_path).constraint(ABC)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    changed = bytearray(whole)
    changed[-1] ^= 1
    file.write_bytes(
        {
            "empty": b"", "cut": whole[:-9], "garbage": b"x" * 300, "a byte": bytes(changed),
            "another version": whole.replace(b'"version":"3"', b'"version":"2"'),
        }[damage]
    )  # fmt: skip
    assert file.read_bytes() != whole
    forget(monkeypatch)
    counted = Counted(monkeypatch)
    again = Compiler(VOCABULARY, [], tmp_path).constraint(ABC)
    assert counted.times == 1
    assert _same(first, again)
    forget(monkeypatch)
    assert _same(first, Compiler(VOCABULARY, [], tmp_path).constraint(ABC))
    assert counted.times == 1  # the file is whole again


def test_a_file_that_vanishes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process removes the oldest."""
    first = Compiler(VOCABULARY, [], tmp_path).constraint(ABC)
    original = compiler_module.load_constraint

    def late(path: Path, *given: Any, **named: Any) -> Any:
        path.unlink()
        return original(path, *given, **named)

    forget(monkeypatch)
    monkeypatch.setattr(compiler_module, "load_constraint", late)
    assert _same(first, Compiler(VOCABULARY, [], tmp_path).constraint(ABC))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_disk_costs_time_only(code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(constraint: Any, path: Path) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(compiler_module, "save_constraint", full)
    assert Compiler(VOCABULARY, [], tmp_path).constraint(ABC).accepts(list(b"aac"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "methods"), [(errno.EROFS, ["mkdir"]), (errno.ENOSPC, ["mkdir"]), (errno.EACCES, ["mkdir", "unlink"])]
)
def test_a_folder_that_cannot_be_written_costs_time_only(
    code: int, methods: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can be made there; where it is another's, nothing be removed either."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        for method in methods:
            patched.setattr(Path, method, refuse)
        made = Compiler(VOCABULARY, [], tmp_path / "not there").constraint(ABC)
    assert made.accepts(list(b"aac"))


def test_a_folder_that_is_a_file_costs_time_only(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not ours")
    for folder in (file, file / "below"):
        assert Compiler(VOCABULARY, [], folder).constraint(Asked(kind="regex", content="a{2}")).accepts(list(b"aa"))
    assert file.read_text() == "not ours"


def test_a_folder_that_vanishes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = compiler_module.save_constraint
    folder = tmp_path / "folder"

    def late(*given: Any) -> None:
        folder.rmdir()
        original(*given)

    monkeypatch.setattr(compiler_module, "save_constraint", late)
    assert Compiler(VOCABULARY, [], folder).constraint(ABC).accepts(list(b"aac"))


def test_the_oldest_files_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler_module, "_KEPT", 3)
    compiler = Compiler(VOCABULARY, [], tmp_path)
    (tmp_path / "something else").write_text("stays")
    left: list[set[str]] = []
    for number in range(5):
        before = set(os.listdir(tmp_path))
        compiler.constraint(Asked(kind="regex", content=f"a{{{number + 1}}}"))
        (new,) = set(os.listdir(tmp_path)) - before
        os.utime(tmp_path / new, (number, number))
        left.append({new})
    assert set(os.listdir(tmp_path)) == {"something else", *left[2], *left[3], *left[4]}


def test_threads_that_ask_the_same_compile_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch, seconds=0.2)
    compiler, together = Compiler(VOCABULARY, THOUGHT, tmp_path), Barrier(8)

    def ask(number: int) -> Any:
        together.wait()
        return compiler.constraint(ABC if number % 2 else Asked(kind="regex", content="x+"))

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(ask, range(8)))
    assert counted.times == 2
    assert len({id(one) for one in made}) == 2
    assert all(one.accepts(list(b"aac" if number % 2 else b"xx")) for number, one in enumerate(made))


def test_threads_that_ask_what_cannot_be_are_all_told(monkeypatch: pytest.MonkeyPatch) -> None:
    Counted(monkeypatch, seconds=0.05)
    compiler, together = Compiler(VOCABULARY, THOUGHT, None), Barrier(4)

    def ask(_: int) -> str:
        together.wait()
        with pytest.raises(UnsatisfiableConstraint) as caught:
            compiler.constraint(Asked(kind="grammar", content='root ::= "a" root'))
        return str(caught.value)

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(ask, range(4)))) == 1


def test_two_processes_at_once_leave_one_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each compiles for itself where the other is not done; the later file takes the place of the earlier."""
    Compiler(VOCABULARY, [], tmp_path).constraint(ABC)
    (file,) = tmp_path.iterdir()
    forget(monkeypatch)
    load, counted = compiler_module.load_constraint, Counted(monkeypatch)

    def not_yet(*_: Any, **__: Any) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(compiler_module, "load_constraint", not_yet)
    made = Compiler(VOCABULARY, [], tmp_path).constraint(ABC)
    assert counted.times == 1
    assert os.listdir(tmp_path) == [file.name]
    assert _same(made, load(file, VOCABULARY, scores_padding=False))


def test_the_memory_forgets_the_least_recent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler_module, "_compiled", Memory(2, lambda *_: 1))
    counted = Counted(monkeypatch)
    compiler = Compiler(VOCABULARY, [], None)
    for pattern in ("a", "b", "a", "c", "a", "b"):
        compiler.constraint(Asked(kind="regex", content=pattern))
    assert counted.times == 4


def test_an_automaton_that_would_hold_up_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler = Compiler(VOCABULARY, [], None)
    monkeypatch.setenv("CONSTRAINED_DIFFUSION_MOST_EDGES", "20")
    with pytest.raises(ConstraintTooLarge, match=r"more than 20 .CONSTRAINED_DIFFUSION_MOST_EDGES sets the limit"):
        compiler.constraint(Asked(kind="regex", content="a{30}b{30}"))
    monkeypatch.delenv("CONSTRAINED_DIFFUSION_MOST_EDGES")
    assert compiler.constraint(Asked(kind="regex", content="a{30}b{30}")).accepts(list(b"a" * 30 + b"b" * 30))
