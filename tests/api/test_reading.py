"""Every number opens to exactly its conversations; groups add up; pages have no gap and no repeat;
one answer is one snapshot; keyed hashes are never told."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from domain.periods import parse_period
from pipeline.settings import Settings
from pipeline.themes.decide import merge_themes, set_status
from store.read.counts import split_into_buckets
from store.read.reader import open_reader
from tests.api.conftest import fill, settings_at
from tests.builders import MONDAY, NOW, ask, conversation, days, merge, save_asks, save_themes

PERIODS = ("all", "2026-02", "2026-W07", "2026-02-03..2026-02-20")


def got(client: TestClient, path: str, **query: Any) -> Any:
    answer = client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def paged(client: TestClient, path: str, rows: str, **query: Any) -> list[Any]:
    found: list[Any] = []
    cursor = None
    while True:
        told = got(client, path, **query, **({"cursor": cursor} if cursor else {}))
        found += told[rows]
        cursor = told["next_cursor"]
        if cursor is None:
            return found
        assert len(told[rows]) == query["limit"]
        assert len(found) < 100, "pages repeat"


@pytest.mark.parametrize("period", PERIODS)
def test_themed_unthemed_and_excluded_add_up(reading: TestClient, period: str) -> None:
    for path in ("/v1/themes", "/v1/themes/t-link", "/v1/counts"):
        told = got(reading, path, period=period)
        assert told["themed"] + told["unthemed"] + told["excluded"] == told["asks"] > 0


@pytest.mark.parametrize("period", PERIODS)
def test_every_count_opens_to_exactly_its_conversations(reading: TestClient, period: str) -> None:
    for theme in got(reading, "/v1/themes", period=period)["themes"]:
        path = f"/v1/themes/{theme['id']}"
        rows = paged(reading, f"{path}/conversations", "conversations", period=period, limit=4)
        assert len(rows) == theme["conversations"]
        assert len({row["id"] for row in rows}) == len(rows)
        assert got(reading, path, period=period)["theme"] == theme


@pytest.mark.parametrize("limit", [1, 3, 29, 30, 31])
def test_pages_have_no_gap_and_no_repeat(reading: TestClient, limit: int) -> None:
    path = "/v1/themes/t-link/conversations"
    whole = got(reading, path, limit=500)
    assert whole["total"] == len(whole["conversations"]) == 30
    assert paged(reading, path, "conversations", limit=limit) == whole["conversations"]


def test_the_conversations_stand_as_the_store_has_them(
    reading: TestClient, filled: Settings
) -> None:
    with open_reader(filled.store) as reader:
        rows = reader.read_theme_conversations("t-link", parse_period("all", NOW))
    shown = paged(reading, "/v1/themes/t-link/conversations", "conversations", limit=7)
    assert [row["ask_id"] for row in rows] == [row["ask_id"] for row in shown]
    assert shown[-1]["at"] is None


def test_a_cursor_holds_while_new_snapshots_come(settings: Settings) -> None:
    home = settings.store
    asks = [ask(f"a{number}", f"c{number}", at=MONDAY + days(number)) for number in range(6)]
    save_asks(home, asks)
    save_themes(home, {"t-x": [told.id for told in asks]})
    client = TestClient(create_app(settings, lambda: NOW))
    path = "/v1/themes/t-x/conversations"
    first = got(client, path, limit=3)
    newer = [*asks, ask("a9", "c9", at=MONDAY + days(9))]
    save_asks(home, newer)
    save_themes(home, {"t-x": [told.id for told in newer]})
    second = got(client, path, limit=9, cursor=first["next_cursor"])
    seen = [row["id"] for row in first["conversations"] + second["conversations"]]
    assert seen == ["c5", "c4", "c3", "c2", "c1", "c0"]
    assert second["snapshot"]["number"] > first["snapshot"]["number"]


def test_themes_page_in_the_order_of_the_ranking(reading: TestClient) -> None:
    whole = got(reading, "/v1/themes")["themes"]
    assert [theme["id"] for theme in whole] == ["t-link", "t-crash"]
    assert paged(reading, "/v1/themes", "themes", limit=1) == whole


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("group_by", ["day", "week", "month", "channel", "language"])
def test_groups_add_up_to_the_totals(reading: TestClient, period: str, group_by: str) -> None:
    ranked = {theme["id"]: theme for theme in got(reading, "/v1/themes", period=period)["themes"]}
    told = got(reading, "/v1/counts", period=period, group_by=group_by)
    assert [theme["id"] for theme in told["themes"]] == list(ranked)
    for theme in told["themes"]:
        for what in ("conversations", "asks"):
            assert theme[what] == ranked[theme["id"]][what]
            assert sum(group[what] for group in theme["groups"]) == theme[what]


def test_a_group_of_days_opens_as_a_period_of_its_own(reading: TestClient) -> None:
    told = got(reading, "/v1/counts", period="2026-02", group_by="week", theme="t-link")
    for group in told["themes"][0]["groups"]:
        period = f"{group['start']}..{group['end']}"
        opened = got(reading, "/v1/themes/t-link/conversations", period=period)
        assert opened["total"] == group["conversations"]


def test_days_without_any_are_there_with_zeros(reading: TestClient) -> None:
    told = got(reading, "/v1/counts", period="2026-02", group_by="day", theme="t-crash")
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
        client = TestClient(create_app(workspace, lambda: NOW))
        told = got(client, "/v1/counts", period="2026-02", group_by="day")
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
        told = got(reading, "/v1/counts", group_by=group_by, theme="t-link")
        last = told["themes"][0]["groups"][-1]
        assert (last["group"], last["conversations"]) == (None, conversations)


def test_the_last_month_is_answered_under_its_own_name(reading: TestClient) -> None:
    for path in ("/v1/themes", "/v1/counts", "/v1/themes/t-link/conversations"):
        assert got(reading, path, period="last-month") == got(reading, path, period="2026-02")


def test_a_theme_with_none_in_the_period_counts_zero(reading: TestClient) -> None:
    assert got(reading, "/v1/themes/t-link", period="2025")["theme"]["conversations"] == 0
    told = got(reading, "/v1/counts", period="2025", group_by="month", theme="t-link")
    groups = told["themes"][0]["groups"]
    assert [group["conversations"] for group in groups] == [0] * 12
    assert got(reading, "/v1/themes/t-link/conversations", period="2025")["total"] == 0


def test_a_theme_shows_its_keywords_and_quotes(reading: TestClient) -> None:
    told = got(reading, "/v1/themes/t-crash")
    assert told["theme"]["keywords"] == ["word"]
    assert [quote["ask_id"] for quote in told["quotes"]] == ["d00", "d03", "d06"]


def test_every_answer_names_its_snapshot(reading: TestClient) -> None:
    for path in ("/v1/themes", "/v1/themes/t-link", "/v1/themes/t-link/conversations",
                 "/v1/counts", "/v1/health"):  # fmt: skip
        assert got(reading, path)["snapshot"]["number"] == 3


def test_customers_are_never_told(settings: Settings) -> None:
    home = settings.store
    merge(home, [conversation("one")])
    save_asks(home, [ask("a1", "one")])
    save_themes(home, {"t-x": ["a1"]})
    client = TestClient(create_app(settings, lambda: NOW))
    for path in ("/v1/themes", "/v1/themes/t-x", "/v1/themes/t-x/conversations", "/v1/counts"):
        assert "customer of" not in client.get(path).text


def test_health_answers_for_an_empty_workspace(client: TestClient) -> None:
    told = got(client, "/v1/health")
    assert told["status"] == "ok"
    assert told["snapshot"] is None
    assert told["data_through"] is None
    assert told["model"]["name"] == "multilingual"


def test_a_model_that_is_not_there_is_not_ready(tmp_path: Any) -> None:
    settings = settings_at(tmp_path, model=str(tmp_path / "nowhere"))
    client = TestClient(create_app(settings, lambda: NOW))
    assert got(client, "/v1/health")["model"]["ready"] is False


def test_a_merged_theme_answers_under_its_old_id_with_what_people_said(settings: Settings) -> None:
    fill(settings.store)
    merge_themes(settings, "t-crash", "t-link", "olena", NOW)
    set_status(settings, "t-link", "shipped", "olena", NOW, link="https://lumo.example/changes")
    with TestClient(create_app(settings, lambda: NOW)) as client:
        told = client.get("/v1/themes/t-crash").json()["theme"]
        listed = client.get("/v1/themes/t-crash/conversations").json()
    assert (told["id"], told["state"], told["people"]["status"]) == ("t-link", "active", "shipped")
    assert (listed["theme_id"], listed["total"]) == ("t-link", told["conversations"])
