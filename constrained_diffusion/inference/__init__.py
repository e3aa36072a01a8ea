"""Masks, marginals, the best canvas and exact samples: one dynamic program over a token automaton, four semirings."""
