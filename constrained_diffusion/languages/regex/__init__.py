"""Regular expressions, to IR: what docs/regex.md describes."""

from constrained_diffusion.languages.regex.language import full_match, search, search_to_refuse, terminal
from constrained_diffusion.languages.regex.parser import Dialect, Flags

__all__ = ["Dialect", "Flags", "full_match", "search", "search_to_refuse", "terminal"]
