"""From logits to an answer: which positions to commit at a step, when to stop, and the loop over the steps."""
