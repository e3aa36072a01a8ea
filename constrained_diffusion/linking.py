"""How functions that only kernels call are compiled: typed and lowered, and neither optimised nor made machine code of.

Numba optimises every function and emits machine code for it, although one that other kernels call is linked into them
and optimised there once more. Leaving that out is a quarter of the time that a first call waits for. It reaches into
numba, so it is done for the versions in which that is known to work, and the others compile as numba does: slower, and
the same functions.
"""

from __future__ import annotations

from typing import Any

import numba
from numba import _dynfunc  # type: ignore[attr-defined]
from numba.core.compiler import Compiler, CompilerBase
from numba.core.compiler_machinery import register_pass
from numba.core.typed_passes import NativeLowering

_KNOWN = {(0, minor) for minor in range(61, 69)}
"""Versions of numba, major and minor."""


@register_pass(mutates_CFG=True, analysis_only=False)
class _Lowering(NativeLowering):
    """Lowers into a library that is to be linked, with a function in Python's place that is never called."""

    _name = "constrained_diffusion_lowering"

    def run_pass(self, state: Any) -> Any:
        context = state.targetctx
        codegen = context.codegen()
        library = state.library = codegen.create_library(state.func_id.func_qualname)
        library.enable_object_caching()
        for step in ("_optimize_functions", "_optimize_final_module", "_finalize_specific"):
            setattr(library, step, _nothing)

        def without_code(library: Any, description: Any, environment: Any) -> Any:
            codegen._add_module = _nothing
            try:
                library._ensure_finalized()
            finally:
                del codegen._add_module
            name = description.qualname.split(".")[-1]
            return _dynfunc.make_function(description.lookup_module(), name, "", 0, environment, (library,))

        context.get_executable = without_code
        try:
            return super().run_pass(state)
        finally:
            del context.get_executable


class _Linked(Compiler):
    """Numba's own pipelines with `_Lowering` in them."""

    def define_pipelines(self) -> Any:
        managers = super().define_pipelines()
        for manager in managers:
            manager.passes = [(_Lowering if step is NativeLowering else step, what) for step, what in manager.passes]
            manager.finalize()
        return managers


def _nothing(*_: Any) -> None:
    return


def linked_compiler() -> type[CompilerBase]:
    """The compiler of functions that only kernels call."""
    return _Linked if numba.version_info.short in _KNOWN else Compiler
