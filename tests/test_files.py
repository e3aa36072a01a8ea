"""Files appear whole or not at all, where a file can be, and paths are judged at the door."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from constrained_diffusion import (
    Vocabulary,
    compile_constraint,
    edit,
    generate,
    load_constraint,
    load_model,
    save_constraint,
)
from constrained_diffusion.errors import ConstrainedDiffusionError, InvalidArgument, UnknownGrammar, UnknownModel
from constrained_diffusion.files import written_whole
from constrained_diffusion.models.denoiser import Denoiser

VOCABULARY = Vocabulary.from_bytes([b"", b"a", b"b"], eos=0)


def written(path: Path, text: str = "new") -> None:
    with written_whole(path) as partial:
        partial.write_text(text)


def test_links_stay_and_what_they_lead_to_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old")
    link.symlink_to(target)
    written(link)
    assert link.is_symlink()
    assert target.read_text() == "new"
    target.unlink()
    written(link)  # to a file that is not there yet
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "target.txt"]


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    device = Path(os.devnull)
    for there, kind in (
        (tmp_path / "pipe", "a device or a pipe"),
        (device, "a device or a pipe"),
        (tmp_path, "a folder"),
    ):
        with pytest.raises(InvalidArgument, match=f"is {kind}"):
            written(there)
    assert device.is_char_device()
    assert (tmp_path / "pipe").is_fifo()


def test_permissions_are_those_of_new_files_or_of_the_file_before(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        save_constraint(compile_constraint(VOCABULARY, regex="a+"), tmp_path / "new.safetensors")
        written(tmp_path / "plain.txt")
        (tmp_path / "private.txt").touch(mode=0o600)
        written(tmp_path / "private.txt")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {"new.safetensors": 0o640, "plain.txt": 0o640, "private.txt": 0o600}


def test_names_as_long_as_names_are(tmp_path: Path) -> None:
    written(tmp_path / ("x" * 255))
    assert [len(path.name) for path in tmp_path.iterdir()] == [255]


@pytest.mark.parametrize("path", [None, 5, b"x", ["x"], "", " ", "a\0b", "\ud800", "x" * 300, "x/" * 3000, "."])
def test_what_is_no_path_is_an_error_of_the_librarys(
    path: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    constraint = compile_constraint(VOCABULARY, regex="a+")
    calls = [
        lambda: save_constraint(constraint, path),
        lambda: load_constraint(path, VOCABULARY),
        lambda: Vocabulary.from_sentencepiece(path),
        lambda: Vocabulary.from_tiktoken(path, special={}, eos=0),
    ]
    for call in calls:
        with pytest.raises(ConstrainedDiffusionError):
            call()
    assert list(tmp_path.iterdir()) == []


def test_long_names_are_unknown_ones(uniform: Denoiser) -> None:
    with pytest.raises(UnknownModel):
        load_model("x" * 5000)
    with pytest.raises(UnknownGrammar):
        generate(uniform, grammar="x" * 100_000)


@pytest.mark.parametrize("config", ["[]", "5", "[" * 100_000, "{}"])
def test_a_config_that_is_none(config: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(config)
    with pytest.raises(UnknownModel):
        load_model(str(tmp_path))


def test_other_arguments(uniform: Denoiser) -> None:
    for spans in (None, 5):
        with pytest.raises(InvalidArgument, match="spans is a list of pairs"):
            edit(uniform, "abc", spans, regex="[a-c]+")  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match="particles is at most"):
        generate(uniform, "a", choices=["a", "b"], particles=10**20)
    with pytest.raises(InvalidArgument, match="there is no device 'privateuseone' here"):
        load_model("absorbing", device="privateuseone")
