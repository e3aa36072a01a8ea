"""What users call: from what is wanted to a constraint, and from a constraint to answers."""
