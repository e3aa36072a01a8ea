"""Queries over the tables of a given database: what there is in it, and the language of the queries that run."""

from constrained_diffusion.languages.sql.database import SqlDatabase

__all__ = ["SqlDatabase"]
