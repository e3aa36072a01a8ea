"""What the entries of a transition table mean that are no states."""

from __future__ import annotations

DEAD, UNKNOWN, ASKED = -1, -2, -3
"""There is no transition; it is not known yet whether there is; it is not known, and somebody waits for it."""
