"""The engines: how each is read, and the dialect it speaks."""
