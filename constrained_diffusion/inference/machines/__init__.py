"""Machines: sums over the runs of an automaton, finite (forward-backward) or with a stack (a chart)."""
