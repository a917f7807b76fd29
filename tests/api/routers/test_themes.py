"""Every number opens to exactly its conversations; pages have no gap and no repeat; one answer is
one snapshot; keyed hashes are never shown."""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from domain.periods import parse_period
from pipeline.settings import Settings
from pipeline.themes.decide import merge_themes, set_status
from store.read.reader import open_reader
from tests.api.asking import check_problem, collect_pages, get_json, open_client
from tests.api.conftest import fill
from tests.builders import NOW, ask, conversation, merge, save_asks, save_themes

PERIODS = ("all", "2026-02", "2026-W07", "2026-02-03..2026-02-20")


@pytest.mark.parametrize("period", PERIODS)
def test_themed_unthemed_and_excluded_add_up(reading: TestClient, period: str) -> None:
    for path in ("/v1/themes", "/v1/themes/t-link", "/v1/counts"):
        told = get_json(reading, path, period=period)
        assert told["themed"] + told["unthemed"] + told["excluded"] == told["asks"] > 0


@pytest.mark.parametrize("period", PERIODS)
def test_every_count_opens_to_exactly_its_conversations(reading: TestClient, period: str) -> None:
    for theme in get_json(reading, "/v1/themes", period=period)["themes"]:
        path = f"/v1/themes/{theme['id']}"
        rows = collect_pages(
            reading, f"{path}/conversations", "conversations", period=period, limit=4
        )
        assert len(rows) == theme["conversations"]
        assert len({row["id"] for row in rows}) == len(rows)
        assert get_json(reading, path, period=period)["theme"] == theme


@pytest.mark.parametrize("limit", [1, 3, 29, 30, 31])
def test_pages_have_no_gap_and_no_repeat(reading: TestClient, limit: int) -> None:
    path = "/v1/themes/t-link/conversations"
    whole = get_json(reading, path, limit=500)
    assert whole["total"] == len(whole["conversations"]) == 30
    assert collect_pages(reading, path, "conversations", limit=limit) == whole["conversations"]


def test_the_conversations_stand_as_the_store_has_them(
    reading: TestClient, filled: Settings
) -> None:
    with open_reader(filled.store) as reader:
        rows = reader.read_theme_conversations("t-link", parse_period("all", NOW))
    shown = collect_pages(reading, "/v1/themes/t-link/conversations", "conversations", limit=7)
    assert [row["ask_id"] for row in rows] == [row["ask_id"] for row in shown]
    assert shown[-1]["at"] is None


def test_themes_page_in_the_order_of_the_ranking(reading: TestClient) -> None:
    whole = get_json(reading, "/v1/themes")["themes"]
    assert [theme["id"] for theme in whole] == ["t-link", "t-crash"]
    assert collect_pages(reading, "/v1/themes", "themes", limit=1) == whole


def test_the_last_month_is_answered_under_its_own_name(reading: TestClient) -> None:
    for path in ("/v1/themes", "/v1/counts", "/v1/themes/t-link/conversations"):
        assert get_json(reading, path, period="last-month") == get_json(
            reading, path, period="2026-02"
        )


def test_a_theme_with_none_in_the_period_counts_zero(reading: TestClient) -> None:
    assert get_json(reading, "/v1/themes/t-link", period="2025")["theme"]["conversations"] == 0
    told = get_json(reading, "/v1/counts", period="2025", group_by="month", theme="t-link")
    groups = told["themes"][0]["groups"]
    assert [group["conversations"] for group in groups] == [0] * 12
    assert get_json(reading, "/v1/themes/t-link/conversations", period="2025")["total"] == 0


def test_a_theme_shows_its_keywords_and_quotes(reading: TestClient) -> None:
    told = get_json(reading, "/v1/themes/t-crash")
    assert told["theme"]["keywords"] == ["word"]
    assert [quote["ask_id"] for quote in told["quotes"]] == ["d00", "d03", "d06"]


def test_every_answer_names_its_snapshot(reading: TestClient) -> None:
    for path in ("/v1/themes", "/v1/themes/t-link", "/v1/themes/t-link/conversations",
                 "/v1/counts", "/v1/health"):  # fmt: skip
        assert get_json(reading, path)["snapshot"]["number"] == 3


def test_customers_are_never_named(settings: Settings) -> None:
    home = settings.store
    merge(home, [conversation("one")])
    save_asks(home, [ask("a1", "one")])
    save_themes(home, {"t-x": ["a1"]})
    client = open_client(create_app(settings, lambda: NOW))
    for path in ("/v1/themes", "/v1/themes/t-x", "/v1/themes/t-x/conversations", "/v1/counts"):
        assert "customer of" not in client.get(path).text


def test_a_merged_theme_answers_under_its_old_id_with_what_people_said(settings: Settings) -> None:
    fill(settings.store)
    merge_themes(settings, "t-crash", "t-link", "olena", NOW)
    set_status(settings, "t-link", "shipped", "olena", NOW, link="https://lumo.example/changes")
    with open_client(create_app(settings, lambda: NOW)) as client:
        told = client.get("/v1/themes/t-crash").json()["theme"]
        listed = client.get("/v1/themes/t-crash/conversations").json()
    assert (told["id"], told["state"], told["people"]["status"]) == ("t-link", "active", "shipped")
    assert (listed["theme_id"], listed["total"]) == ("t-link", told["conversations"])


@pytest.mark.parametrize(
    "path",
    ["/v1/themes/t-no", "/v1/themes/t-l", "/v1/themes/t-no/conversations", "/v1/counts?theme=t-no"],
)
def test_a_theme_that_is_none_is_reported(reading: TestClient, path: str) -> None:
    assert "GET /v1/themes" in check_problem(reading.get(path), 404, "not-found")["detail"]
