"""Answers as JSON for programs. Keyed hashes (customers, keys) are never among them."""

from dataclasses import asdict
from typing import Any

from domain.counts import AreaCount, AuditedCount, Ranking, SnapshotInfo, ThemeCount
from domain.decisions import ThemeOverrides
from domain.periods import Period, format_instant
from pipeline.queries.ranking import ThemePage
from pipeline.queries.search import FoundAsk


def build_period_json(period: Period) -> dict[str, Any]:
    """A period, half-open."""
    return {
        "words": period.words,
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
        "timezone": period.timezone,
    }


def build_snapshot_json(snapshot: SnapshotInfo) -> dict[str, Any]:
    """Which published copy an answer was read from."""
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
        "people": build_overrides_json(count.overrule),
    }


def build_audited_json(told: AuditedCount | None) -> dict[str, Any] | None:
    """What an audit says of a count of conversations; null where nobody audited the theme."""
    if told is None:
        return None
    return {**asdict(told), "audited_at": format_instant(told.audited_at)}


def build_overrides_json(told: ThemeOverrides) -> dict[str, Any]:
    """What people say of a theme; null where nobody said anything."""
    return {
        **asdict(told),
        "labels": dict(told.labels),
        "status_on": told.status_on.isoformat() if told.status_on else None,
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


def build_ranking_json(ranking: Ranking, top: int | None = None) -> dict[str, Any]:
    """A ranking with its totals: themed + unthemed + excluded = asks."""
    totals = ranking.totals
    return {
        "period": build_period_json(ranking.period),
        "snapshot": build_snapshot_json(ranking.snapshot),
        "asks": totals.asks,
        "themed": totals.themed,
        "unthemed": totals.unthemed,
        "excluded": totals.excluded,
        "conversations": totals.conversations,
        "themes": [build_theme_json(count) for count in ranking.themes[:top]],
        "areas": [build_area_json(area) for area in ranking.areas],
    }


def build_conversation_json(row: dict[str, Any]) -> dict[str, Any]:
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


def build_theme_page_json(page: ThemePage) -> dict[str, Any]:
    """A theme with every conversation behind its count."""
    return {
        "period": build_period_json(page.one.ranking.period),
        "snapshot": build_snapshot_json(page.one.ranking.snapshot),
        "theme": build_theme_json(page.one.count),
        "quotes": [
            {"ask_id": ask.id, "language": ask.language, "text": ask.text}
            for ask in page.one.quotes
        ],
        "conversations": [build_conversation_json(row) for row in page.conversations],
    }


def build_search_result_json(found: FoundAsk) -> dict[str, Any]:
    """One search result."""
    ask = found.ask
    return {
        "ask_id": ask.id,
        "conversation_id": ask.conversation_id,
        "source": ask.source,
        "at": format_instant(ask.at),
        "language": ask.language,
        "text": ask.text,
        "score": round(found.score, 4),
        "theme": {"id": ask.theme_id, "label": ask.theme_label} if ask.theme_id else None,
    }
