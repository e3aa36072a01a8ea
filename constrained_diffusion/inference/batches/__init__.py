"""Finite automata where the logits are: a batch of canvases, each with an automaton of its own, on one device.

The same algebra as `automaton_constraint` has for one canvas on the CPU, which is the reference. But for hedged
marginals a `BatchPosterior` never waits for the device, so that a step can be captured in a CUDA graph; results cross
to the CPU in `rows`.
"""
