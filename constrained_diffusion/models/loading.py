"""`load_model`: a name or a folder to a `Denoiser`, recognised by its config.json."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike, fspath
from os.path import expanduser
from pathlib import Path
from typing import Any, get_args

import torch

from constrained_diffusion.checked import text
from constrained_diffusion.errors import InvalidArgument, UnknownModel
from constrained_diffusion.models.catalogue import require_known, shipped_names, there_are, without_transformers
from constrained_diffusion.models.denoiser import Denoiser, NoiseKind
from constrained_diffusion.models.diffusion_gemma import DiffusionGemma
from constrained_diffusion.models.masked import Dream, LLaDA, LLaDA2
from constrained_diffusion.models.placement import required_device, required_dtype
from constrained_diffusion.models.shipped import shipped_model

FAMILIES: dict[str, Callable[..., Denoiser]] = {
    "diffusion_gemma": DiffusionGemma,
    "llada": LLaDA,
    "Dream": Dream,
    "llada2_moe": LLaDA2,
}
"""By `model_type` of config.json."""


def load_model(
    name_or_path: str | PathLike[str] = "absorbing",
    *,
    device: str | torch.device = "cpu",
    dtype: torch.dtype | str | None = None,
    noise: NoiseKind | None = None,
    trust_remote_code: bool = False,
) -> Denoiser:
    """A model that ships with the package, or a checkpoint of a family that is known.

    "absorbing" (the default) and "uniform" answer in text; "sudoku-absorbing" and "sudoku-uniform" fill in Sudokus. No
    download. Anything else is a folder, or a repository of the Hugging Face hub, with a config.json (extra
    ``transformers``): DiffusionGemma, LLaDA, Dream and LLaDA2. Weights are read from safetensors files only.

    Args:
        name_or_path: what to load.
        device: where to, such as "cuda"; an error names those that there are.
        dtype: of the weights, as such or by name: "bfloat16", "float16", "float32" or "float64"; by default the
            checkpoint's own.
        noise: what the caller counts on; a model of the other kind is refused.
        trust_remote_code: whether code that comes with the checkpoint may run (LLaDA, Dream, LLaDA2). Read it first.

    Raises:
        UnknownModel: there is no such model, its file is damaged, it is of a family that is not known, of the other
            noise kind, or needs code that may not run.
        InvalidArgument: there is no such device here, or an argument is of a wrong kind.
        MissingExtra: transformers is not installed.
    """
    name_or_path = text("name_or_path", fspath(name_or_path) if isinstance(name_or_path, PathLike) else name_or_path)
    if noise is not None and noise not in get_args(NoiseKind):
        raise InvalidArgument(f"noise is one of {', '.join(map(repr, get_args(NoiseKind)))}, or None, not {noise!r}")
    place, precision = required_device(device), required_dtype(dtype)
    require_known(name_or_path)
    if name_or_path in shipped_names():
        model: Denoiser = shipped_model(name_or_path, device=place, dtype=precision)
    else:
        model = _checkpoint(expanduser(name_or_path), place, precision, trust_remote_code)
    if noise is not None and model.noise != noise:
        raise UnknownModel(
            f"{name_or_path} is a model of {model.noise} noise, not of {noise} noise: take another, or leave out noise="
        )
    return model


_BROKEN_CONFIG = "the config.json of {name} is no object with a model_type: take the one that came with the checkpoint"


def _checkpoint(name: str, device: torch.device, dtype: torch.dtype | None, trust_remote_code: bool) -> Denoiser:
    try:
        import transformers
    except ImportError:
        raise without_transformers(name) from None
    try:
        config, _ = transformers.PreTrainedConfig.get_config_dict(name)
    except (OSError, ValueError) as error:
        raise UnknownModel(_why_not_there(name, error)) from error
    except (RecursionError, AttributeError, TypeError) as error:  # JSON, but no config
        raise UnknownModel(_BROKEN_CONFIG.format(name=name)) from error
    if not isinstance(config, Mapping):
        raise UnknownModel(_BROKEN_CONFIG.format(name=name))
    kind = config.get("model_type")
    if kind not in FAMILIES:
        raise UnknownModel(
            f"{name} has the model type {kind!r}; known are {', '.join(FAMILIES)}. For any other model write an "
            "adapter, a subclass of BaseDenoiser: see 'Any other model' in docs/models.md"
        )
    brought = config.get("auto_map", {})
    if brought and not trust_remote_code:
        files = sorted({f"{str(entry).split('.')[0]}.py" for entry in brought.values()})
        raise UnknownModel(
            f"{name} brings code of its own that has to run ({', '.join(files)}): read it, then pass "
            "trust_remote_code=True"
        )
    options: dict[str, Any] = {"trust_remote_code": trust_remote_code} if brought else {}
    try:
        model = _auto_class(transformers, kind, brought).from_pretrained(
            name, dtype="auto" if dtype is None else dtype, use_safetensors=True, **options
        )
        reader = transformers.AutoProcessor if _has_processor(transformers, name) else transformers.AutoTokenizer
        processor = reader.from_pretrained(name, **options)
    except (OSError, ValueError, ImportError) as error:
        raise UnknownModel(
            f"{name} could not be loaded: {str(error).rstrip('.')}; see that all its files are there, and that this "
            "transformers reads them"
        ) from error
    return FAMILIES[kind](model.to(device), processor)


def _why_not_there(name: str, error: Exception) -> str:
    """Why a checkpoint's config.json could not be had, in the words of who asked for it, and what to do next."""
    reason = str(error)
    if Path(name).is_dir():
        return (
            f"the config.json of {name} cannot be read: {reason.splitlines()[0]}; mend the file, or download it again"
        )
    if "connect" in reason or "offline" in reason.lower():  # transformers has one class for all of it
        return (
            f"the Hugging Face hub cannot be reached, and {name} is not in its cache on this machine: connect to it, "
            f"or give a folder with the checkpoint; without either there are {', '.join(shipped_names())}"
        )
    if "not a valid model identifier" in reason:
        return f"the Hugging Face hub has no {name}, or does not show it to you (hf auth login); {there_are(name)}"
    return (
        f"the Hugging Face hub gave no config.json of {name}: {reason.splitlines()[0].rstrip('.')}; {there_are(name)}"
    )


def _has_processor(transformers: Any, name: str) -> bool:
    """Whether the checkpoint comes with a processor, which reads pictures too; asked of the cache when offline."""
    try:
        transformers.utils.hub.cached_file(name, "processor_config.json")
    except OSError:
        return False
    return True


def _auto_class(transformers: Any, kind: str, brought: dict[str, str]) -> Any:
    """The class that gives logits: Dream's is its only one, the others have a headless one beside it."""
    if kind == "diffusion_gemma":
        return transformers.DiffusionGemmaForBlockDiffusion
    return transformers.AutoModel if "AutoModelForCausalLM" not in brought else transformers.AutoModelForCausalLM
