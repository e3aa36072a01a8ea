"""Context-free languages: which rules need a stack, and the pushdown automaton over bytes that they make."""
