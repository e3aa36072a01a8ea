"""The models that ship inside the package, by name. Nothing here needs torch."""

from __future__ import annotations

from pathlib import Path

from constrained_diffusion.errors import UnknownModel

WEIGHTS = Path(__file__).parent / "weights"

READER = "reader"
"""The folder beside the weights of the text models that holds what they share."""


def shipped_names() -> list[str]:
    """The models that ship with the package."""
    return sorted(file.stem for file in WEIGHTS.glob("*.safetensors"))


def require_known(name_or_path: str) -> None:
    """Raises `UnknownModel` where a name is neither one of these, nor a folder, nor ``owner/name`` of a repository."""
    if name_or_path in shipped_names() or "/" in name_or_path or Path(name_or_path).is_dir():
        return
    raise UnknownModel(
        f"no model named {name_or_path!r} ships with the package; there are: {', '.join(shipped_names())}. Nor is it a "
        "folder with a checkpoint, or owner/name of a repository of the Hugging Face hub"
    )
