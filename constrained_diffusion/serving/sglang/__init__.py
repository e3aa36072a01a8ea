"""The SGLang plugin (extra ``sglang``): structured outputs on the diffusion models that SGLang serves.

SGLang finds it by the entry point group ``sglang.srt.plugins`` and calls `register` in every process it starts. What it
puts into SGLang stands in `front_end` (where a server's requests are tokenised), `scheduling` (where they are admitted)
and `engine` (where blocks are denoised).
"""

from __future__ import annotations

from functools import cache

from constrained_diffusion.errors import UnsupportedServer
from constrained_diffusion.serving.installed import installed_version

KNOWN = ("0.5.23",)
"""The versions whose seams are known: read in the wheel; its algorithms were run, its engine needs a GPU."""


def register() -> None:
    """Puts the constraints into SGLang. Calling it again changes nothing.

    Raises:
        MissingExtra: SGLang is not installed.
        SystemExit: this version of SGLang is not known; SGLang would log any other error and start without the plugin,
            and requests with a structured output would wait for ever.
    """
    try:
        require_known(version())
    except UnsupportedServer as error:
        raise SystemExit(f"UnsupportedServer: {error}") from error
    _install()


def version() -> str:
    """Of the SGLang that is installed; raises as `installed_version`."""
    return installed_version("SGLang", "sglang", ("sglang",))


def require_known(found: str) -> None:
    """Raises `UnsupportedServer` for a version whose seams are not known."""
    if found.split("+")[0] not in KNOWN:
        raise UnsupportedServer(
            f"SGLang {found} is not one that constrained_diffusion knows how to steer: install {' or '.join(KNOWN)}, "
            "or leave the plugin out by naming others in SGLANG_PLUGINS (SGLANG_PLUGINS=none for no plugin at all)"
        )


@cache
def _install() -> None:
    """Registers the hooks, once a process; SGLang applies them when every plugin has registered its own."""
    from sglang.srt.plugins.hook_registry import HookRegistry, HookType

    from constrained_diffusion.serving.sglang import engine, front_end, scheduling

    manager = "sglang.srt.managers.tokenizer_manager.TokenizerManager"
    grammars = "sglang.srt.constrained.grammar_manager.GrammarManager"
    around = {
        f"{manager}._tokenize_one_request": front_end.tokenize_one,
        f"{manager}._batch_tokenize_and_process": front_end.tokenize_batch,
        "sglang.srt.dllm.mixin.scheduler.SchedulerDllmMixin.validate_dllm_request": scheduling.validate,
        f"{grammars}.process_req_with_grammar": scheduling.process,
        "sglang.srt.managers.tp_worker.TpModelWorker._forward_batch_generation_dllm": engine.forward,
    }
    after = {
        f"{manager}.init_tokenizer_and_processor": front_end.prepare,
        f"{grammars}.__init__": scheduling.prepare,
        "sglang.srt.dllm.algorithm.get_algorithm": engine.steer,
    }
    for target, hook in around.items():
        HookRegistry.register(target, hook, HookType.AROUND)
    for target, hook in after.items():
        HookRegistry.register(target, hook, HookType.AFTER)
