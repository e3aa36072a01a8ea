"""Which models there are, by name, and whether a name can lead to one. Nothing here needs torch."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from pathlib import Path

from constrained_diffusion.errors import MissingExtra, UnknownModel

WEIGHTS = Path(__file__).parent / "weights"

READER = "reader"
"""The folder beside the weights of the text models that holds what they share."""

RELEASED = (
    "google/diffusiongemma-26B-A4B-it",
    "GSAI-ML/LLaDA-8B-Instruct",
    "Dream-org/Dream-v0-Instruct-7B",
    "inclusionAI/LLaDA2.0-mini",
)
"""Checkpoints of the families that are known: to suggest, never to allow only."""

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_PLACES = ("/", "./", "../", "~")
"""How paths begin."""


def shipped_names() -> list[str]:
    """The models that ship with the package."""
    return sorted(file.stem for file in WEIGHTS.glob("*.safetensors"))


def known_names() -> list[str]:
    """The models that ship and the released ones, as they are suggested."""
    return [*shipped_names(), *RELEASED]


def require_known(name_or_path: str) -> None:
    """Raises `UnknownModel` where a name is neither one of these, nor a folder with a checkpoint, nor ``owner/name`` of
    a repository; the message says what there is, what is spelt alike first.
    """
    if name_or_path in shipped_names():
        return
    folder = Path(os.path.expanduser(name_or_path))  # Path's own fails where there is no such user
    if not name_or_path.strip():
        raise UnknownModel(f"the name of the model is empty; {there_are(name_or_path)}")
    if os.path.isdir(folder):  # false of what cannot be a path, where Path.is_dir raises
        if (folder / "config.json").is_file():
            return
        raise UnknownModel(
            f"the folder {name_or_path} has no config.json, so that it holds no checkpoint; {there_are(name_or_path)}"
        )
    if _REPOSITORY.fullmatch(name_or_path):
        return
    if os.path.isfile(folder):
        raise UnknownModel(f"{name_or_path} is a file, not the folder of a checkpoint; {there_are(name_or_path)}")
    if name_or_path.startswith(_PLACES) or os.sep in name_or_path:
        raise UnknownModel(f"there is no folder {name_or_path}; {there_are(name_or_path)}")
    raise UnknownModel(f"no model named {name_or_path!r} ships with the package; {there_are(name_or_path)}")


def without_transformers(name: str) -> MissingExtra:
    """The error of a checkpoint that nothing here can load."""
    return MissingExtra.named("transformers", f"{name} is a checkpoint, and loading one needs the extra")


def there_are(name: str) -> str:
    """What may stand in the place of a name that leads nowhere, what is spelt alike first."""
    lowered = {known.lower(): known for known in known_names()}
    near = [lowered[known] for known in get_close_matches(name.lower(), lowered, 3)]
    meant = f"did you mean {' or '.join(map(repr, near))}? " if near else ""
    others = [known for known in shipped_names() if known not in near]
    return (
        f"{meant}there are {', '.join([*near, *others])}; or give a folder with a checkpoint, or owner/name of a "
        "repository of the Hugging Face hub (docs/models.md)"
    )
