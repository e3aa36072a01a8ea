"""Regular expressions, to IR: what docs/regex.md describes."""

from constrained_diffusion.languages.regex.language import full_match, search, terminal
from constrained_diffusion.languages.regex.parser import Dialect, Flags

__all__ = ["Dialect", "Flags", "full_match", "search", "terminal"]
