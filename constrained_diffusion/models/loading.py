"""`load_model`: a name or a folder to a `Denoiser`, recognised by its config.json."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike, fspath
from typing import Any

import torch

from constrained_diffusion.checked import text
from constrained_diffusion.errors import InvalidArgument, MissingExtra, UnknownModel
from constrained_diffusion.models.catalogue import require_known, shipped_names
from constrained_diffusion.models.denoiser import Denoiser, NoiseKind
from constrained_diffusion.models.diffusion_gemma import DiffusionGemma
from constrained_diffusion.models.masked import Dream, LLaDA, LLaDA2
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
    dtype: torch.dtype | None = None,
    noise: NoiseKind | None = None,
    trust_remote_code: bool = False,
) -> Denoiser:
    """A model that ships with the package, or a checkpoint of a family that is known.

    "absorbing" (the default) and "uniform" answer in text; "sudoku-absorbing" and "sudoku-uniform" fill in Sudokus. No
    download. Anything else is a folder, or a repository of the Hugging Face hub, with a config.json (extra
    ``transformers``): DiffusionGemma, LLaDA, Dream and LLaDA2. Weights are read from safetensors files only.

    Args:
        name_or_path: what to load.
        device: where to.
        dtype: of the weights; by default the checkpoint's own.
        noise: what the caller counts on; a model of the other kind is refused.
        trust_remote_code: whether code that comes with the checkpoint may run (LLaDA, Dream, LLaDA2). Read it first.

    Raises:
        UnknownModel: there is no such model, its file is damaged, it is of a family that is not known, of the other
            noise kind, or needs code that may not run.
        InvalidArgument: torch has no such device here, or no name is given.
        MissingExtra: transformers is not installed.
    """
    name_or_path = text("name_or_path", fspath(name_or_path) if isinstance(name_or_path, PathLike) else name_or_path)
    require_known(name_or_path)
    _require_device(device)
    if name_or_path in shipped_names():
        model: Denoiser = shipped_model(name_or_path, device=device, dtype=dtype)
    else:
        model = _checkpoint(name_or_path, device, dtype, trust_remote_code)
    if noise is not None and model.noise != noise:
        raise UnknownModel(f"{name_or_path} is a model of {model.noise} noise, not of {noise} noise")
    return model


def _require_device(device: str | torch.device) -> None:
    """Raises `InvalidArgument` where torch cannot hold a number on a device."""
    try:
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError, TypeError, NotImplementedError) as error:
        reason = str(error).splitlines()[0]
        raise InvalidArgument(
            f"torch has no device {str(device)!r} here: {reason}; device='cpu' is always there"
        ) from None


def _checkpoint(name: str, device: str | torch.device, dtype: torch.dtype | None, trust_remote_code: bool) -> Denoiser:
    try:
        import transformers
    except ImportError:
        raise MissingExtra(
            f"no model named {name!r} ships with the package (there are: {', '.join(shipped_names())}), and loading a "
            "checkpoint needs the extra: pip install 'constrained-diffusion[transformers]'"
        ) from None
    try:
        config, _ = transformers.PreTrainedConfig.get_config_dict(name)
    except (OSError, ValueError) as error:
        raise UnknownModel(
            f"no model named {name!r} ships with the package; there are: {', '.join(shipped_names())}. Nor is it a "
            f"checkpoint with a config.json: {error}"
        ) from None
    kind = config.get("model_type")
    if kind not in FAMILIES:
        raise UnknownModel(
            f"{name} has the model type {kind!r}; known are {', '.join(FAMILIES)}. For any other model write an "
            "adapter, an object with six members: see 'Any other model' in docs/models.md"
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
        raise UnknownModel(f"{name} could not be loaded: {error}") from error
    return FAMILIES[kind](model.to(device), processor)


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
