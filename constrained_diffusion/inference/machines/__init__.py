"""Machines: sums over the runs of an automaton, finite (forward-backward) or with a stack (a chart)."""

from constrained_diffusion.inference.machines import counting, finite, pushdown
from constrained_diffusion.inference.machines.machine import Machine, Messages, machine_of

__all__ = ["Machine", "Messages", "counting", "finite", "machine_of", "pushdown"]
