"""The keywords, each with its rule."""
