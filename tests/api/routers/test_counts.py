"""Groups add up to the totals of their themes, and open as periods of their own."""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from domain.periods import parse_period
from pipeline.settings import Settings
from store.read.counts import split_into_buckets
from tests.api.asking import check_problem, get_json, open_client
from tests.builders import MONDAY, NOW, ask, save_asks, save_themes

PERIODS = ("all", "2026-02", "2026-W07", "2026-02-03..2026-02-20")


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("group_by", ["day", "week", "month", "channel", "language"])
def test_groups_add_up_to_the_totals(reading: TestClient, period: str, group_by: str) -> None:
    ranked = {
        theme["id"]: theme for theme in get_json(reading, "/v1/themes", period=period)["themes"]
    }
    told = get_json(reading, "/v1/counts", period=period, group_by=group_by)
    assert [theme["id"] for theme in told["themes"]] == list(ranked)
    for theme in told["themes"]:
        for what in ("conversations", "asks"):
            assert theme[what] == ranked[theme["id"]][what]
            assert sum(group[what] for group in theme["groups"]) == theme[what]


def test_a_group_of_days_opens_as_a_period_of_its_own(reading: TestClient) -> None:
    told = get_json(reading, "/v1/counts", period="2026-02", group_by="week", theme="t-link")
    for group in told["themes"][0]["groups"]:
        period = f"{group['start']}..{group['end']}"
        opened = get_json(reading, "/v1/themes/t-link/conversations", period=period)
        assert opened["total"] == group["conversations"]


def test_days_without_any_are_there_with_zeros(reading: TestClient) -> None:
    told = get_json(reading, "/v1/counts", period="2026-02", group_by="day", theme="t-crash")
    groups = told["themes"][0]["groups"]
    assert [group["group"] for group in groups] == [f"2026-02-{day:02}" for day in range(1, 29)]
    assert sum(group["conversations"] == 0 for group in groups) > 14


def test_days_are_those_of_the_workspace(settings: Settings) -> None:
    # Half past ten in the evening in UTC is the next day in Kyiv.
    late = MONDAY.replace(hour=22, minute=30)
    save_asks(settings.store, [ask("a1", "one", at=late)])
    save_themes(settings.store, {"t-x": ["a1"]})
    kyiv = settings.model_copy(update={"timezone": "Europe/Kyiv"})
    days_of = {}
    for zone, workspace in (("UTC", settings), ("Kyiv", kyiv)):
        client = open_client(create_app(workspace, lambda: NOW))
        told = get_json(client, "/v1/counts", period="2026-02", group_by="day")
        groups = told["themes"][0]["groups"]
        days_of[zone] = [group["group"] for group in groups if group["conversations"]]
    assert days_of == {"UTC": ["2026-02-02"], "Kyiv": ["2026-02-03"]}


def test_weeks_begin_on_the_workspace_s_day_and_are_named_as_periods() -> None:
    for start in range(7):
        cut = list(split_into_buckets(parse_period("2026", NOW), "week", start))
        assert all(bucket.start.weekday() == start for bucket in cut[1:])
        for bucket in cut[1:-1]:
            week = parse_period(bucket.label, NOW, week_start=start)
            assert (week.start, week.end) == (bucket.start, bucket.end)


def test_what_has_no_channel_or_no_time_stands_under_null(reading: TestClient) -> None:
    for group_by, conversations in (("channel", 10), ("month", 1)):
        told = get_json(reading, "/v1/counts", group_by=group_by, theme="t-link")
        last = told["themes"][0]["groups"][-1]
        assert (last["group"], last["conversations"]) == (None, conversations)


def test_an_unknown_grouping_is_reported(reading: TestClient) -> None:
    told = check_problem(reading.get("/v1/counts?group_by=mood"), 422, "bad-request")
    assert told["errors"][0]["place"] == "query.group_by"


def test_too_many_groups_are_refused(reading: TestClient) -> None:
    query = {"period": "2000-01-01..2026-01-01", "group_by": "day"}
    check_problem(reading.get("/v1/counts", params=query), 409, "too-many-groups")
    query["group_by"] = "month"
    assert reading.get("/v1/counts", params=query).status_code == 200
