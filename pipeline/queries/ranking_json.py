"""A ranking as JSON values: what command line and API both write of themes, areas and asks.

Times are ISO 8601 in UTC, days ISO dates; shares and changes are rounded. Keyed hashes (customers,
keys) are never among the fields.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Protocol

from domain.asks import Ask
from domain.counts import AreaCount, AuditedCount, SnapshotInfo, ThemeCount, Totals
from domain.decisions import ThemeOverrides
from domain.periods import Period, format_instant

_OVERRIDES = tuple(column.name for column in fields(ThemeOverrides))


class AboutPeriod(Protocol):
    """Any answer about a period: a ranking, counts in groups."""

    @property
    def period(self) -> Period:
        """The span of days."""

    @property
    def snapshot(self) -> SnapshotInfo:
        """The published copy it was read from."""

    @property
    def totals(self) -> Totals:
        """Where the period's asks went."""


def build_head_json(answer: AboutPeriod) -> dict[str, Any]:
    """Period, snapshot and totals: themed + unthemed + excluded = asks."""
    totals = answer.totals
    return {
        "period": build_period_json(answer.period),
        "snapshot": build_snapshot_json(answer.snapshot),
        "asks": totals.asks,
        "themed": totals.themed,
        "unthemed": totals.unthemed,
        "idle": totals.idle,
        "excluded": totals.excluded,
        "conversations": totals.conversations,
    }


def build_period_json(period: Period) -> dict[str, Any]:
    """A half-open period; both ends null for `all`."""
    return {
        "words": period.words,
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
        "timezone": period.timezone,
    }


def build_snapshot_json(snapshot: SnapshotInfo) -> dict[str, Any]:
    """The published copy an answer was read from."""
    return {
        "number": snapshot.number,
        "published_at": format_instant(snapshot.published_at),
        "data_through": format_instant(snapshot.data_through),
    }


def build_theme_json(count: ThemeCount) -> dict[str, Any]:
    """One row of the ranking."""
    return {
        "id": count.id,
        "label": count.label,
        "keywords": list(count.keywords),
        "language_mix": {language: round(share, 4) for language, share in count.language_mix},
        "kind": count.kind,
        "kind_mix": {kind: round(share, 4) for kind, share in count.kind_mix},
        "asks": count.asks,
        "conversations": count.conversations,
        "audited": build_audited_json(count.audited),
        "customers": count.customers,
        "share": round(count.share, 6),
        "change": None if count.change is None else round(count.change, 4),
        "labels": {name.language: name.label for name in count.names},
        "area": count.area,
        "state": count.life.state,
        "state_since": format_instant(count.life.since),
        "cohesion": None if count.cohesion is None else round(count.cohesion, 4),
        "weak": count.is_weak,
        "by_answer": count.by_answer,
        "people": build_overrides_json(count.overrule),
    }


def build_audited_json(audited: AuditedCount | None) -> dict[str, Any] | None:
    """A count's interval for asks grouped wrongly; null where nobody audited the theme."""
    if audited is None:
        return None
    return {**asdict(audited), "audited_at": format_instant(audited.audited_at)}


def build_overrides_json(overrides: ThemeOverrides) -> dict[str, Any]:
    """What people say of a theme; null where nobody said anything."""
    return {
        **{name: getattr(overrides, name) for name in _OVERRIDES},
        "labels": dict(overrides.labels),
        "status_on": overrides.status_on.isoformat() if overrides.status_on else None,
    }


def build_area_json(area: AreaCount) -> dict[str, Any]:
    """One area of the ranking."""
    return {
        "id": area.id,
        "label": area.label,
        "labels": {name.language: name.label for name in area.names},
        "themes": list(area.theme_ids),
        "asks": area.asks,
        "conversations": area.conversations,
        "share": round(area.share, 6),
    }


def build_quote_json(ask: Ask) -> dict[str, Any]:
    """One of a theme's most central asks, masked."""
    return {
        "ask_id": ask.id,
        "conversation_id": ask.conversation_id,
        "source": ask.source,
        "at": format_instant(ask.at),
        "language": ask.language,
        "text": ask.text,
    }


def build_conversation_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """A conversation behind a number, with its first ask in the theme."""
    return {
        "id": row["conversation_id"],
        "source": row["source"],
        "url": row["url"],
        "at": format_instant(row["asked_at"]),
        "language": row["language"],
        "channel": row["channel"],
        "subject": row["subject"],
        "page": row["page"],
        "rating": row["rating"],
        "ask_id": row["ask_id"],
        "text": row["text"],
        "strength": row["strength"],
    }
