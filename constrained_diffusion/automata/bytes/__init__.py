"""Automata over bytes: from the intermediate representation to minimal deterministic ones."""
