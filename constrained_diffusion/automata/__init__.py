"""From the intermediate representation to byte automata, and from those to automata over the tokens of a vocabulary."""
