"""Whether a model's name can lead anywhere, told before torch is imported and without waiting for a network."""

from __future__ import annotations

import re
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from constrained_diffusion.errors import MissingExtra, UnknownModel
from constrained_diffusion.models.catalogue import shipped_names

RELEASED = (
    "google/diffusiongemma-26B-A4B-it",
    "GSAI-ML/LLaDA-8B-Instruct",
    "Dream-org/Dream-v0-Instruct-7B",
    "inclusionAI/LLaDA2.0-mini",
)
"""Checkpoints of the families that are known: to suggest, never to allow only."""

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_PATIENCE = 5.0
"""Seconds that the hub has to answer in."""


class NoSuchModel(UnknownModel):
    """A name that leads nowhere; the message ends in names that do."""


def known_models() -> list[str]:
    """The models that ship and the released ones, as they are suggested."""
    return [*shipped_names(), *RELEASED]


def require_model(name: str) -> None:
    """Raises where a name is neither a model that ships, nor a folder with a checkpoint, nor a repository within reach.

    Raises:
        NoSuchModel: what there is is said, what is spelt alike first.
        MissingExtra: a checkpoint is asked for, and transformers is not installed.
    """
    if name in shipped_names():
        return
    is_folder = bool(name) and Path(name).is_dir()
    if is_folder and not (Path(name) / "config.json").is_file():
        raise NoSuchModel(f"the folder {name} has no config.json, so that it holds no checkpoint; {_there_are(name)}")
    if not is_folder and not _REPOSITORY.fullmatch(name):
        raise NoSuchModel(f"no model named {name!r} ships with the package; {_there_are(name)}")
    if find_spec("transformers") is None:
        raise MissingExtra(
            f"{name} is a checkpoint, and loading one needs the extra: "
            "pip install 'constrained-diffusion[transformers]'"
        )
    if not is_folder:
        _require_reachable(name)


def _there_are(name: str) -> str:
    lowered = {known.lower(): known for known in known_models()}
    near = [lowered[known] for known in get_close_matches(name.lower(), lowered, 3)]
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    others = [known for known in shipped_names() if known not in near]
    return (
        f"{meant}there are {', '.join([*near, *others])}; or give a folder with a checkpoint, or owner/name of a "
        "repository of the Hugging Face hub (docs/models.md)"
    )


def _require_reachable(name: str) -> None:
    """Asks the hub once whether it is there: what downloads tries again and again, for half a minute without a network.

    Any answer but "not found" is left to what downloads, which knows who asks.
    """
    from huggingface_hub import constants, hf_hub_url, try_to_load_from_cache

    if isinstance(try_to_load_from_cache(name, "config.json"), str):
        return
    failed = "HF_HUB_OFFLINE is set" if constants.HF_HUB_OFFLINE else ""
    if not failed:
        try:
            urlopen(Request(hf_hub_url(name, "config.json"), method="HEAD"), timeout=_PATIENCE).close()
        except HTTPError as error:
            failed = "the hub has none of that name" if error.code == 404 else ""
        except OSError as error:
            failed = f"the hub cannot be reached ({getattr(error, 'reason', error)})"
    if failed:
        raise NoSuchModel(f"no model named {name!r} is in the cache, and {failed}; {_there_are(name)}")
