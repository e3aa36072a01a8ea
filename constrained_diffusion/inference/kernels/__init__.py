"""The few primitives of inference, three times: `reference` (torch, the definition), `cpu` (numba), `gpu` (Triton)."""
