"""Automata over tokens: what the tokens of a vocabulary do to an automaton over bytes, finite or with a stack."""
