"""Automata over tokens on disk: safetensors, with a header that says what it is and for which vocabulary.

A file is not trusted. A digest tells damage; what a crafted file could have right besides is proven
(`tokens.soundness`), and what follows from the rest is worked out anew and not stored.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import fields
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from constrained_diffusion import checked
from constrained_diffusion.automata.tokens import counted, finite
from constrained_diffusion.automata.tokens.automaton import LabelledAutomaton
from constrained_diffusion.automata.tokens.counted import CountedAutomaton
from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.automata.tokens.pushdown import TokenPushdown
from constrained_diffusion.automata.tokens.soundness import (
    Unsound,
    prove_counted,
    prove_finite,
    prove_pushdown,
)
from constrained_diffusion.errors import InvalidArgument, InvalidConstraintFile, MissingFile
from constrained_diffusion.files import written_whole
from constrained_diffusion.vocabulary import Vocabulary

_FORMAT = "constrained-diffusion token automaton"
_VERSION = "3"
_MOST_HEADER = 1 << 16
"""Bytes; a header takes two thousand."""
_DERIVED = ("distance", "longest", "is_unambiguous")
"""Fields that are no arrays of the file."""
Automaton = TokenAutomaton | CountedAutomaton | TokenPushdown
_KINDS: dict[str, type[Automaton]] = {"finite": TokenAutomaton, "counter": CountedAutomaton, "stack": TokenPushdown}
_ARRAYS = {make: tuple(field.name for field in fields(make) if field.name not in _DERIVED) for make in _KINDS.values()}
_HEADERS = ("digest", "format", "kind", "unambiguous", "version", "vocabulary")

Arrays = dict[str, NDArray[Any]]
Trim = TypeVar("Trim", TokenAutomaton, CountedAutomaton)


def save_automaton(automaton: LabelledAutomaton, vocabulary: Vocabulary, path: str | PathLike[str]) -> None:
    """Writes an automaton. The file appears whole or not at all.

    Raises:
        InvalidArgument: it is of a class of one's own, or none of those that a language compiles to, so that it could
            not be loaded again; or there is no folder to write to.
    """
    if type(automaton) not in _ARRAYS:
        raise InvalidArgument(
            f"automata of the class {type(automaton).__name__} cannot be saved: save what compile_constraint makes"
        )
    assert isinstance(automaton, Automaton)
    arrays = {name: _array(getattr(automaton, name)) for name in _ARRAYS[type(automaton)]}
    header = {
        "format": _FORMAT, "version": _VERSION, "vocabulary": vocabulary.fingerprint,
        "kind": next(kind for kind, make in _KINDS.items() if make is type(automaton)),
        "unambiguous": str(int(automaton.is_unambiguous)),
    }  # fmt: skip
    try:
        _made(arrays, header, vocabulary)
    except Unsound as error:
        raise InvalidArgument(f"this automaton cannot be saved: {error}") from None
    with written_whole(path) as partial:
        save_file(arrays, partial, metadata=header | {"digest": _digest(arrays, header)})


def load_automaton(path: str | PathLike[str], vocabulary: Vocabulary) -> LabelledAutomaton:
    """Reads an automaton that `save_automaton` wrote for the same vocabulary, in time linear in the file.

    Whatever a file holds, what is loaded can be run. That it is the language that was compiled, and unambiguous if it
    says so, is as certain as the digest: a file that was crafted with care may speak of another language.

    Raises:
        InvalidConstraintFile: the file is of another kind or version, for another vocabulary, or damaged.
        MissingFile: there is no such file.
    """
    name = checked.path("the path, which comes before the vocabulary,", path)
    header, arrays = _read(name)
    if header["vocabulary"] != vocabulary.fingerprint:
        raise InvalidConstraintFile(f"{name} was compiled for another vocabulary: compile it for this one")
    try:
        _prove_written(arrays, header)
        return _made(arrays, header, vocabulary)
    except Unsound as error:
        raise InvalidConstraintFile(f"{name} is damaged: compile the constraint again; {error}") from None


def _read(name: str) -> tuple[dict[str, str], Arrays]:
    """Header and arrays of a file of this version, with the names that they must have."""
    try:
        _check_begin(name)
        with safe_open(name, framework="np") as file:
            header = file.metadata() or {}
            if header.get("format") != _FORMAT:
                raise InvalidConstraintFile(f"{name} is no saved constraint: give one that save_constraint wrote")
            if header.get("version") != _VERSION:
                raise InvalidConstraintFile(
                    f"{name} has version {header.get('version')}, not {_VERSION}: compile the constraint again"
                )
            _check_names(name, "header entries", header, _HEADERS)
            _check_names(name, "arrays", file.keys(), _ARRAYS[_class(name, header)])
            for array in file.keys():  # noqa: SIM118
                part, wanted = file.get_slice(array), "BOOL" if array == "accepting" else "I32"
                if part.get_dtype() != wanted or len(part.get_shape()) != 1:
                    raise InvalidConstraintFile(
                        f"{name} is damaged: compile the constraint again; {array}: {part.get_dtype()} "
                        f"{part.get_shape()} is no {wanted} of one axis"
                    )
            return header, {array: file.get_tensor(array) for array in file.keys()}  # noqa: SIM118
    except FileNotFoundError:
        raise MissingFile(
            f"there is no file {name}",
            "give the path of one that save_constraint wrote, or compile the constraint again",
        ) from None
    except SafetensorError as error:
        raise InvalidConstraintFile(
            f"{name} is no saved constraint, or is damaged: compile the constraint again; {error}"
        ) from None
    except OSError as error:
        raise InvalidConstraintFile(
            f"{name} cannot be read: {error.strerror or error}; give a file that this user may read"
        ) from None


def _check_begin(name: str) -> None:
    """Refuses what is no file (a pipe would be waited for), and a header that is out of all proportion."""
    if not stat.S_ISREG(os.stat(name).st_mode):
        raise InvalidConstraintFile(f"{name} is no file: give one that save_constraint wrote")
    with Path(name).open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
    if length > _MOST_HEADER:
        raise InvalidConstraintFile(
            f"{name} is no saved constraint, or is damaged: compile the constraint again; its header has {length} bytes"
        )


def _check_names(name: str, what: str, given: Any, wanted: tuple[str, ...]) -> None:
    differing = sorted(set(given) ^ set(wanted))
    if differing:
        kind = "lacks" if differing[0] in wanted else "has unknown"
        raise InvalidConstraintFile(f"{name} is damaged: compile the constraint again; it {kind} {what} {differing}")


def _array(value: Any) -> NDArray[Any]:
    """A number is an array of one entry."""
    return np.array([value], np.int32) if isinstance(value, int) else np.ascontiguousarray(value)


def _class(name: str, header: dict[str, str]) -> type[Automaton]:
    if header["kind"] not in _KINDS or header["unambiguous"] not in ("0", "1"):
        raise InvalidConstraintFile(
            f"{name} is damaged: compile the constraint again; its kind is none, or unambiguous is no bit"
        )
    return _KINDS[header["kind"]]


def _digest(arrays: Arrays, header: dict[str, str]) -> str:
    """Of all that the file says."""
    digest = hashlib.sha256(repr([(entry, header[entry]) for entry in _HEADERS if entry != "digest"]).encode())
    for name in sorted(arrays):
        digest.update(f"{name} {arrays[name].dtype} {arrays[name].shape}".encode())
        digest.update(arrays[name].data)
    return digest.hexdigest()


def _prove_written(arrays: Arrays, header: dict[str, str]) -> None:
    if _digest(arrays, header) != header["digest"]:
        raise Unsound("digest: it is that of other contents")
    if any((array.view(np.uint8) > 1).any() for array in arrays.values() if array.dtype == np.bool_):
        raise Unsound("accepting: a byte is neither 0 nor 1")


def _made(arrays: Arrays, header: dict[str, str], vocabulary: Vocabulary) -> Automaton:
    """The automaton of the arrays.

    Raises:
        Unsound: they are not those of an automaton that can be run.
    """
    if header["kind"] == "stack":
        pushdown = TokenPushdown(**arrays, is_unambiguous=header["unambiguous"] == "1")
        prove_pushdown(pushdown, vocabulary)
        return pushdown
    if header["unambiguous"] == "0":
        raise Unsound("unambiguous: without a stack it is 1")
    if header["kind"] == "finite":
        given = TokenAutomaton(**arrays, distance=np.zeros(0, np.int32), longest=-1)
        prove_finite(given, vocabulary)
        return _proven_trim(given, finite.trimmed(given), ("states", "edges", "labels", "classes"))
    if len(arrays["start_count"]) != 1:
        raise Unsound(f"start_count: it has {len(arrays['start_count'])} entries, not 1")
    columns = {name: array for name, array in arrays.items() if name != "start_count"}
    counting = CountedAutomaton(**columns, start_count=int(arrays["start_count"][0]))
    prove_counted(counting, vocabulary)
    return _proven_trim(counting, counted.trimmed(counting), ("states", "edges", "labels", "classes", "regions"))


def _proven_trim(given: Trim, made: Trim, parts: tuple[str, ...]) -> Trim:
    for part in parts:
        if getattr(made, part) != getattr(given, part):
            raise Unsound(f"source: of {getattr(given, part)} {part} only {getattr(made, part)} are of use")
    return made
