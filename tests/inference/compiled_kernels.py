"""Compiles the kernels that walk edges for an H100, and says how large they are: run by `test_batches`."""

from __future__ import annotations

from typing import Any

import triton
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource

from constrained_diffusion.inference.kernels import gpu_walks as walks

FLOATS = ("one", "other", "out", "scratch", "weights", "behind", "uniforms")
INDICES = {"_walk": ("first", "second", "owner", "levels"), "_follow": ()}
LONGS = ("which", "found", "start", "target", "label")
_H100 = GPUTarget("cuda", 90, 32)


def compiled(kernel: Any, warps: int, **constants: Any) -> int:
    """The bytes of a kernel's code."""
    kinds: dict[str, str] = {}
    for name in kernel.arg_names:
        short = name in INDICES[kernel.__name__]
        pointer = "*fp64" if name in FLOATS else "*i32" if short else "*i64" if name in LONGS else "i32"
        kinds[name] = "constexpr" if name in constants else pointer
    places = {(kernel.arg_names.index(name),): value for name, value in constants.items()}
    source = ASTSource(fn=kernel, signature=kinds, constexprs=places)
    return len(triton.compile(source, target=_H100, options={"num_warps": warps}).asm["cubin"])


if __name__ == "__main__":
    for has_other in (True, False):
        for is_sum in (True, False):
            sizes = {"LENGTH": walks.LENGTH, "WIDTH": walks.WIDTH}
            print(compiled(walks._walk, walks.WARPS, HAS_OTHER=has_other, IS_SUM=is_sum, **sizes))
    for is_drawn in (True, False):
        print(compiled(walks._follow, 4, IS_DRAWN=is_drawn, BLOCK=walks.BLOCK))
