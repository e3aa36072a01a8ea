"""Automata over tokens on disk: safetensors, with a header that says what it is and for which vocabulary."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, fields
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from constrained_diffusion.automata.tokens.automaton import LabelledAutomaton
from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.automata.tokens.pushdown import TokenPushdown
from constrained_diffusion.errors import InvalidConstraintFile
from constrained_diffusion.files import written_whole
from constrained_diffusion.vocabulary import Vocabulary

_FORMAT = "constrained-diffusion token automaton"
_VERSION = "1"


@dataclass(frozen=True)
class _Kind:
    """How one class of automata lies in a file: numbers in the header, arrays as tensors."""

    make: type[Any]
    numbers: dict[str, tuple[str, type[int]]]
    """Name in the header, and type, by field."""
    arrays: tuple[str, ...]
    is_sound: Callable[[Any, int], bool]
    """Of an automaton and the size of the vocabulary."""


def save_automaton(automaton: LabelledAutomaton, vocabulary: Vocabulary, path: str | PathLike[str]) -> None:
    """Writes an automaton. The file appears whole or not at all.

    Raises:
        TypeError: it is of a class of one's own.
    """
    stack = next((stack for stack, kind in _KINDS.items() if kind.make is type(automaton)), None)
    if stack is None:
        raise TypeError(f"automata of the class {type(automaton).__name__} cannot be saved")
    kind = _KINDS[stack]
    header = {"format": _FORMAT, "version": _VERSION, "vocabulary": vocabulary.fingerprint, "stack": stack}
    header |= {name: str(int(getattr(automaton, field))) for field, (name, _) in kind.numbers.items()}
    arrays = {name: np.ascontiguousarray(getattr(automaton, name)) for name in kind.arrays}
    with written_whole(path) as partial:
        save_file(arrays, partial, metadata=header)


def load_automaton(path: str | PathLike[str], vocabulary: Vocabulary) -> LabelledAutomaton:
    """Reads an automaton that `save_automaton` wrote for the same vocabulary.

    Raises:
        InvalidConstraintFile: the file is of another kind or version, for another vocabulary, or damaged.
        FileNotFoundError: there is no such file.
    """
    file_name = os.fspath(path)
    if not Path(path).exists():
        raise FileNotFoundError(f"there is no file {file_name}")
    try:
        with safe_open(file_name, framework="np") as file:
            header = file.metadata() or {}
            if header.get("format") != _FORMAT:
                raise InvalidConstraintFile(f"{file_name} is no saved constraint")
            if header.get("version") != _VERSION:
                raise InvalidConstraintFile(
                    f"{file_name} has version {header.get('version')}, not {_VERSION}: compile it anew"
                )
            kind = _KINDS[header.get("stack", "0")]
            arrays = {array: file.get_tensor(array) for array in kind.arrays}
            numbers = {field: make(int(header[name])) for field, (name, make) in kind.numbers.items()}
    except (SafetensorError, KeyError, ValueError, OSError) as error:
        if isinstance(error, InvalidConstraintFile):
            raise
        raise InvalidConstraintFile(f"{file_name} is no saved constraint, or is damaged: {error}") from None
    if header.get("vocabulary") != vocabulary.fingerprint:
        raise InvalidConstraintFile(f"{file_name} was compiled for another vocabulary: compile it for this one")
    automaton: LabelledAutomaton = kind.make(**arrays, **numbers)
    if not kind.is_sound(automaton, vocabulary.size):
        raise InvalidConstraintFile(f"{file_name} is damaged: compile it anew")
    return automaton


def _is_sound(a: TokenAutomaton, size: int) -> bool:
    """Whether every number in the arrays is an index that exists, so that no loop reads outside them."""
    for name in _KINDS["0"].arrays:
        if getattr(a, name).ndim != 1 or getattr(a, name).dtype != (np.bool_ if name == "accepting" else np.int32):
            return False
    edges = len(a.source)
    return (
        len(a.class_of_token) == size
        and a.states > 0
        and len(a.distance) == a.states
        and len(a.target) == len(a.label) == edges
        and len(a.label_offsets) > 1
        and a.label_offsets[0] == 0
        and bool((np.diff(a.label_offsets) > 0).all())
        and int(a.label_offsets[-1]) == len(a.label_classes)
        and _within(a.class_of_token, -1, size)
        and _within(a.label_classes, 0, a.classes)
        and _within(a.source, 0, a.states)
        and _within(a.target, 0, a.states)
        and _within(a.label, 0, a.labels)
    )


def _is_sound_pushdown(a: TokenPushdown, size: int) -> bool:
    """The same, for automata with a stack."""
    for name in _KINDS["1"].arrays:
        if getattr(a, name).ndim != 1 or getattr(a, name).dtype != (np.bool_ if name == "accepting" else np.int32):
            return False
    closings, calls, openings = len(a.closing_procedure), len(a.call_opening), len(a.opening_entry)
    procedures = int(a.procedure.max(initial=-1)) + 1
    return (
        len(a.class_of_token) == size
        and len(a.procedure) == a.states > 0
        and len(a.source) == len(a.target) == len(a.label)
        and len(a.return_closing) == len(a.return_call) == len(a.return_state)
        and len(a.opening_procedure) == openings
        and len(a.call_procedure) == calls
        and len(a.closing_labels) == len(a.closing_members)
        and len(a.call_labels) == len(a.call_members)
        and bool((np.diff(a.procedure) >= 0).all() and (np.diff(a.source) >= 0).all())
        and _rising(a.label_offsets, len(a.label_classes))
        and _rising(a.closing_offsets, len(a.closing_members), closings)
        and _rising(a.call_offsets, len(a.call_members), calls)
        and _within(a.class_of_token, -1, size)
        and _within(a.label_classes, 0, a.classes)
        and all(_within(x, 0, a.states) for x in (a.source, a.target, a.return_state, a.opening_entry))
        and all(_within(x, 0, a.states) for x in (a.closing_members, a.call_members))
        and all(_within(x, 0, a.labels + 1) for x in (a.label, a.closing_labels, a.call_labels))
        and all(
            _within(x, 0, procedures) for x in (a.procedure, a.closing_procedure, a.opening_procedure, a.call_procedure)
        )
        and _within(a.return_closing, 0, closings)
        and _within(a.return_call, 0, calls)
        and _within(a.call_opening, 0, openings)
    )


def _rising(offsets: NDArray[np.int32], last: int, rows: int | None = None) -> bool:
    right = len(offsets) > 0 and (rows is None or len(offsets) == rows + 1)
    return right and offsets[0] == 0 and offsets[-1] == last and bool((np.diff(offsets) >= 0).all())


def _within(values: NDArray[np.int32], low: int, past: int) -> bool:
    return len(values) == 0 or (int(values.min()) >= low and int(values.max()) < past)


def _kind(make: type[Any], numbers: dict[str, tuple[str, type[int]]], is_sound: Callable[[Any, int], bool]) -> _Kind:
    return _Kind(make, numbers, tuple(field.name for field in fields(make) if field.name not in numbers), is_sound)


_KINDS = {
    "0": _kind(TokenAutomaton, {"longest": ("longest", int)}, _is_sound),
    "1": _kind(
        TokenPushdown,
        {"least": ("least", int), "is_unambiguous": ("unambiguous", bool)},
        _is_sound_pushdown,
    ),
}
"""By the header's entry `stack`."""
