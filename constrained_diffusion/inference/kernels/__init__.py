"""The few primitives of inference: `reference` (torch, the definition), `cpu` and `edges` (numba), `gpu` (Triton)."""
