"""The schemas of JSONSchemaBench."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parents[2] / "shared" / "data" / "jsonschemabench-sample.jsonl.gz"


def rows() -> list[dict[str, Any]]:
    """Each with its `schema`, and `tests`: instances as `data`, and whether they are `valid`."""
    if not SAMPLE.exists():
        raise SystemExit(f"the schemas of JSONSchemaBench are expected at {SAMPLE}")
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as file:
        return [row for row in map(json.loads, file) if isinstance(row["schema"], dict)]


def schemas() -> list[dict[str, Any]]:
    return [row["schema"] for row in rows()]
