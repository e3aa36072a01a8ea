"""Notes: texts of a kind of their own each, with what a reader may be asked about them."""

from training.notes.choices import make_choice_of_note
from training.notes.making import make_note_example
from training.notes.reading import Note, notes

__all__ = ["Note", "make_choice_of_note", "make_note_example", "notes"]
