"""People's decisions as rows: events, and the overrides that they come to."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from domain.decisions import ThemeEvent, ThemeOverrides
from store.tables.rows import to_aware_utc


def parse_event_row(row: Mapping[str, Any]) -> ThemeEvent:
    """A row of the events."""
    at: datetime | None = to_aware_utc(row["noted_at"])
    assert at is not None  # noqa: S101 - an event always has a time
    payload = json.loads(row["payload"])
    return ThemeEvent(row["no"], at, row["who"], row["kind"], row["theme_id"], payload)


def dump_overrides(overrides: ThemeOverrides) -> str:
    """A theme's overrides as JSON."""
    return json.dumps(asdict(overrides), ensure_ascii=False, sort_keys=True, default=date.isoformat)


def parse_overrides(text: str | None) -> ThemeOverrides:
    """What `dump_overrides` wrote."""
    if not text:
        return ThemeOverrides()
    fields = json.loads(text)
    on = fields.pop("status_on")
    labels = tuple((code, name) for code, name in fields.pop("labels"))
    return ThemeOverrides(**fields, labels=labels, status_on=date.fromisoformat(on) if on else None)
