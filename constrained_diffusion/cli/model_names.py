"""Whether a model's name can lead anywhere, told before torch is imported and without waiting for a network."""

from __future__ import annotations

import os
from importlib.util import find_spec
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from constrained_diffusion.errors import UnknownModel
from constrained_diffusion.models.catalogue import require_known, shipped_names, there_are, without_transformers

_PATIENCE = 5.0
"""Seconds that the hub has to answer in."""


def require_model(name: str) -> None:
    """Raises where a name is neither a model that ships, nor a folder with a checkpoint, nor a repository within reach.

    Raises:
        UnknownModel: what there is is said, what is spelt alike first.
        MissingExtra: a checkpoint is asked for, and transformers is not installed.
    """
    require_known(name)
    if name in shipped_names():
        return
    if find_spec("transformers") is None:
        raise without_transformers(name)
    if not os.path.isdir(os.path.expanduser(name)):
        _require_reachable(name)


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
        raise UnknownModel(f"no model named {name!r} is in the cache, and {failed}; {there_are(name)}")
