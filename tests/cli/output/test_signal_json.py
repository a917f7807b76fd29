"""Judgements become JSON that every program can read."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cli.output.signal_json import build_ranking_json, to_json_value
from pipeline.queries.filters import RankQuery
from pipeline.queries.measured_ranking import rank_signals
from pipeline.settings import Settings
from signals.measures import Measure
from tests.builders import NOW, ask, home_at, save_asks, save_themes


def test_what_json_cannot_hold_is_null_or_text() -> None:
    value = {1: (float("inf"), float("nan"), 0.12345678), "on": date(2026, 2, 1),
             "at": datetime(2026, 2, 1, 10, tzinfo=UTC)}  # fmt: skip
    assert to_json_value(value) == {
        "1": [None, None, 0.123457], "on": "2026-02-01", "at": "2026-02-01T10:00:00Z",
    }  # fmt: skip
    json.dumps(to_json_value(value), allow_nan=False)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1"), ask("a2", "c2"), ask("a3", "c3")])
    save_themes(home, {"t-1": ["a1", "a2"], "t-2": ["a3"]})
    return Settings(home=home.path)


def test_a_ranking_by_a_measure_holds_every_theme_with_its_interval(settings: Settings) -> None:
    ranking = rank_signals(settings, "all", RankQuery(Measure("conversations")), NOW)
    shown = build_ranking_json(ranking)
    assert shown["by"] == "conversations"
    assert [(row["id"], row["value"], row["conversations"]) for row in shown["themes"]] == [
        ("t-1", 2.0, 2), ("t-2", 1.0, 1),
    ]  # fmt: skip
    first = shown["themes"][0]
    assert first["low"] <= first["value"] <= first["high"]
    assert first["share"] == round(2 / 3, 6)
    assert shown["themed"] + shown["unthemed"] + shown["excluded"] == shown["asks"] == 3


def test_areas_stand_under_their_own_name(settings: Settings) -> None:
    ranking = rank_signals(settings, "all", RankQuery(Measure("customers"), unit="area"), NOW)
    shown = build_ranking_json(ranking)
    assert "themes" not in shown
    assert shown["areas"] == []
