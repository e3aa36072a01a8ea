"""Finite automata where the logits are: a batch of canvases, each with an automaton of its own, on one device.

The same algebra as `automaton_constraint` has for one canvas on the CPU, which is the reference. Nothing here waits for
the device, so that a step can be captured in a CUDA graph; `BatchPosterior.row` is where results cross to the CPU.
"""
