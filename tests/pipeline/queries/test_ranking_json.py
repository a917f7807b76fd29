"""One JSON of the ranking: the command line and the API say the same of a theme."""

import json
from datetime import UTC, date, datetime

from api.schemas.areas import AreaOut
from api.schemas.common import PeriodOut, SnapshotOut
from api.schemas.themes import QuoteOut, ThemeOut
from domain.counts import AreaCount, AuditedCount, SnapshotInfo, ThemeCount
from domain.decisions import ThemeOverrides
from domain.periods import parse_period
from domain.themes import Life, Name
from pipeline.queries.ranking_json import (
    build_area_json,
    build_period_json,
    build_quote_json,
    build_snapshot_json,
    build_theme_json,
)
from tests.builders import NOW, ask

AT = datetime(2026, 2, 3, 4, 5, 6, 120_000, tzinfo=UTC)
NAMES = (Name("en", "Where is the link?"),)
THEME = ThemeCount(
    "t-1", "Links", ("link",), (("en", 0.123456),), 3, 2, 2, 0.12345678, -0.123456, NAMES, "ar-1",
    (("bug", 1.0),), Life("emerging", AT),
    ThemeOverrides(
        label="Links", labels=(("en", "Links"),), status="shipped", status_on=date(2026, 2, 1)
    ),
    AuditedCount(2, 1, 3, AT),
)  # fmt: skip


def test_times_are_utc_and_shares_are_rounded() -> None:
    told = build_theme_json(THEME)
    assert told["state_since"] == "2026-02-03T04:05:06.120000Z"
    assert told["audited"]["audited_at"] == told["state_since"]
    assert (told["share"], told["change"]) == (0.123457, -0.1235)
    assert told["language_mix"] == {"en": 0.1235}
    assert (told["people"]["status_on"], told["people"]["labels"]) == (
        "2026-02-01",
        {"en": "Links"},
    )


def test_the_api_writes_the_same_values() -> None:
    area = AreaCount("ar-1", "Web", ("t-1",), 3, 2, 0.5, NAMES)
    snapshot, period = SnapshotInfo(7, AT, None), parse_period("2026-02", NOW, "Europe/Kyiv")
    pairs = (
        (ThemeOut.from_domain(THEME), build_theme_json(THEME)),
        (AreaOut.from_domain(area), build_area_json(area)),
        (QuoteOut.from_domain(ask("a1", "c1")), build_quote_json(ask("a1", "c1"))),
        (SnapshotOut.from_domain(snapshot), build_snapshot_json(snapshot)),
        (PeriodOut.from_domain(period), build_period_json(period)),
    )
    for model, told in pairs:
        assert json.loads(model.model_dump_json()) == told
        assert set(type(model).model_fields) == set(told)


def test_where_nobody_audited_the_interval_is_null() -> None:
    untouched = ThemeCount("t-1", "Links", (), (), 0, 0, 0, 0.0, None)
    told = build_theme_json(untouched)
    assert (told["audited"], told["change"], told["people"]["pinned"]) == (None, None, False)
