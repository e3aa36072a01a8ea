"""The library's messages speak to Python; on the command line they name options."""

from __future__ import annotations

import re

_NAMES = {"choices": "--choice", "tables": "--table", "stop": "--no-early-stop"}
_OPTIONS = (
    "about", "additional_properties", "choices", "device", "ensure_ascii", "grammar", "max_tokens", "particles",
    "property_order", "regex", "schema", "seed", "start", "steps", "strategy", "strict", "tables", "temperature",
    "thinking", "trust_remote_code", "whitespace",
)  # fmt: skip
_REWORDED = (
    (re.compile(r"\bof a SqlDatabase tables=\[\.\.\.\]"), "of a --database --table NAME"),
    (re.compile(r"\bregistry=\{.*?: \.\.\.\}"), "--registry PATH"),
    (re.compile(r"\btables=\[\.\.\.\]"), "--table NAME"),
    (re.compile(r"(?<!-)\bdevice is one of"), "--device is one of"),
    (re.compile(r" \(constraint\.is_unambiguous\)"), ""),
)
_ARGUMENT = re.compile(rf"(?<![\w-])({'|'.join(_OPTIONS)})=(?:True\b)?")
_PYTHON = re.compile(r"\w=")


def as_options(message: str) -> str:
    """A message with options in the place of Python's arguments."""
    for pattern, words in _REWORDED:
        message = pattern.sub(words, message)
    return _ARGUMENT.sub(_option, message)


def open_to_the_shell(remedy: str) -> str:
    """Those of the ways out (``one, or another``) that are options; empty where none is."""
    ways = [as_options(way) for way in remedy.split(", or ")]
    return ", or ".join(way for way in ways if _PYTHON.search(way) is None)


def _option(found: re.Match[str]) -> str:
    name = _NAMES.get(found[1], f"--{found[1].replace('_', '-')}")
    return name + ("" if found[0].endswith("True") or _has_no_value(found) else " ")


def _has_no_value(found: re.Match[str]) -> bool:
    return found.end() == len(found.string) or found.string[found.end()] in " :;,"
