"""Machines: sums over the runs of an automaton, finite (forward-backward), with a counter or a stack (a chart)."""

from constrained_diffusion.inference.machines import counting, finite, pushdown
from constrained_diffusion.inference.machines.machine import MISSING, HastyMessages, Machine, Messages, machine_of

__all__ = ["MISSING", "HastyMessages", "Machine", "Messages", "counting", "finite", "machine_of", "pushdown"]
