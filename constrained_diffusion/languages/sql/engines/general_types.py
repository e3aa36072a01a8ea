"""The general types of SQLAlchemy, and what columns of them hold."""

from __future__ import annotations

from typing import Any

from constrained_diffusion.languages.sql.kinds import BOOLEAN, DATE, NUMBER, TEXT, TIME, TIMESTAMP, Kind


def usual_kind(of_type: Any) -> Kind | None:
    """By its general types; None where it has none."""
    from sqlalchemy import types

    kinds: tuple[tuple[type[Any], Kind | None], ...] = (
        (types.Enum, None), (types.Interval, None), (types.Boolean, BOOLEAN), (types.Numeric, NUMBER),
        (types.Float, NUMBER),
        (types.Integer, NUMBER), (types.DateTime, TIMESTAMP), (types.Date, DATE), (types.Time, TIME),
        (types.String, TEXT),
    )  # fmt: skip
    return next((kind for known, kind in kinds if isinstance(of_type, known)), None)
