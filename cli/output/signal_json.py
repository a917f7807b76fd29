"""Judgements as JSON for programs, fields as the dataclasses name them; unbounded is null."""

import math
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from domain.periods import format_instant
from pipeline.analysis.answers import Findability, Repeats
from pipeline.queries.measured_ranking import SignalRanking
from pipeline.queries.ranking_json import build_audited_json, build_period_json, build_snapshot_json
from signals.measures import RankedTheme
from signals.repeats import ASSUMPTIONS


def to_json_value(value: Any) -> Any:
    """Times as ISO 8601 in UTC, days as ISO days, infinite numbers as None, floats to 6 places."""
    if isinstance(value, dict):
        return {str(name): to_json_value(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json_value(item) for item in value]
    if isinstance(value, datetime):
        return format_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value


def build_report_json(report: Any) -> dict[str, Any]:
    """Any report that names its snapshot."""
    fields: dict[str, Any] = to_json_value(asdict(report))
    return {**fields, "snapshot": build_snapshot_json(report.snapshot)}


def build_ranking_json(ranking: SignalRanking) -> dict[str, Any]:
    """A ranking by a measure, with the honest remainder of what the filters let through."""
    return {
        "period": build_period_json(ranking.period),
        "snapshot": build_snapshot_json(ranking.snapshot),
        "by": ranking.measure.by,
        "filters": ranking.active_filters,
        "split": ranking.split,
        **asdict(ranking.totals),
        f"{ranking.unit}s": [_build_row_json(ranking, row) for row in ranking.rows],
    }


def _build_row_json(ranking: SignalRanking, row: RankedTheme) -> dict[str, Any]:
    total = ranking.totals.conversations
    return {
        "id": row.theme_id,
        "label": ranking.labels[row.theme_id],
        **to_json_value({name: value for name, value in asdict(row).items() if name != "theme_id"}),
        "share": round(row.conversations / total, 6) if total else 0.0,
        "audited": build_audited_json(ranking.estimate_audited(row)),
    }


def build_repeats_json(repeats: Repeats) -> dict[str, Any]:
    """What repeats, with the assumptions of each estimate."""
    return {
        "period": build_period_json(repeats.period),
        "snapshot": build_snapshot_json(repeats.snapshot),
        "conversations": repeats.conversations,
        "shares": {name: round(repeats.compute_share(name), 4) for name in ASSUMPTIONS},
        "assumptions": dict(ASSUMPTIONS),
        "themes": [
            {"label": repeats.labels[row.theme_id], **to_json_value(asdict(row))}
            for row in repeats.themes
        ],
    }


def build_findability_json(findability: Findability) -> dict[str, Any]:
    """Which links customers look for, and from where."""
    return {
        "period": build_period_json(findability.period),
        "snapshot": build_snapshot_json(findability.snapshot),
        "links": [
            {
                "label": findability.labels[row.theme_id],
                **to_json_value(asdict(row)),
                "pages": [{"page": page, "conversations": n} for page, n in row.pages],
            }
            for row in findability.links
        ],
    }
