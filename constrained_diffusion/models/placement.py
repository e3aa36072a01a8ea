"""Where a model is put, and in what its weights are kept: devices and dtypes that there are, or an error that names
them.
"""

from __future__ import annotations

from typing import Any

import torch

from constrained_diffusion.errors import InvalidArgument

_DTYPES = {
    name.removeprefix("torch."): dtype
    for dtype in (torch.bfloat16, torch.float16, torch.float32, torch.float64)
    for name in (str(dtype),)
}
"""Those that layers compute in, by name; float8 and integers are for storage."""


def required_dtype(dtype: Any) -> torch.dtype | None:
    """A dtype of weights, given as such or by its name ("bfloat16", "torch.bfloat16"); None stays.

    Raises:
        InvalidArgument: it is none that networks compute in.
    """
    if dtype is None:
        return None
    found = _DTYPES.get(str(dtype).removeprefix("torch.")) if isinstance(dtype, (str, torch.dtype)) else None
    if found is None:
        raise InvalidArgument(f"dtype is one of {', '.join(_DTYPES)}, or None for the model's own, not {dtype!r}")
    return found


def required_device(device: Any) -> torch.device:
    """A device that can hold numbers.

    Raises:
        InvalidArgument: torch has no such device here.
    """
    cause = None
    try:
        found = torch.zeros(1, device=torch.device(device)).device  # an absent one is only told when it is used
        if found.type != "meta":  # which holds shapes, and no numbers
            return found
    except (RuntimeError, AssertionError, TypeError, NotImplementedError, ImportError) as error:
        cause = error
    shown = str(device) if isinstance(device, torch.device) else device
    raise InvalidArgument(
        f"there is no device {shown!r} here; device is one of {', '.join(map(repr, devices()))}"
    ) from cause


def devices() -> list[str]:
    """The devices that there are here, by name."""
    found = ["cpu"]
    if torch.cuda.is_available():
        found += ["cuda", *(f"cuda:{number}" for number in range(torch.cuda.device_count()))]
    if torch.xpu.is_available():
        found += ["xpu", *(f"xpu:{number}" for number in range(torch.xpu.device_count()))]
    if torch.backends.mps.is_available():
        found.append("mps")
    return found
