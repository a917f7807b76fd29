"""Every page through Streamlit's own test runner: what is on it, and what never is."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pipeline.queries import dashboard
from pipeline.queries.ranking import rank_themes
from pipeline.settings import Settings
from store.files.home import Home
from store.files.snapshots import Manifest
from store.read.reader import Reader
from store.write.writer import open_writer
from tests.builders import ask, conversation, fetch_snapshot_rows, merge, save_themes
from tests.dashboard.driving import APP, run_app, sent, texts
from tests.dashboard.workspace import HOSTILE, HOSTILE_LABEL, PUBLISHED, THEMES

ADDRESSES: tuple[dict[str, str], ...] = (
    {},
    {"period": "2026-02"},
    {"theme": THEMES[0].id, "period": "2026-02"},
    {"theme": THEMES[7].id},
    {"asks": "conversations", "period": "2026-W07"},
    {"asks": "themed", "theme": THEMES[7].id},
    {"asks": "excluded"},
    {"view": "search"},
)
Show = Callable[..., AppTest]


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Show:
    """Run the app over a workspace, at an address."""

    def shown(settings: Settings, **query: str) -> AppTest:
        return run_app(monkeypatch, settings, query)

    return shown


@pytest.fixture(scope="module")
def pages(settings: Settings) -> list[AppTest]:
    """Every kind of page."""
    with pytest.MonkeyPatch.context() as patch:
        return [run_app(patch, settings, address) for address in ADDRESSES]


def test_the_ranking_shows_every_theme_with_the_numbers_of_rank(
    show: Show, settings: Settings
) -> None:
    app = show(settings, period="2026-02")
    told = texts(app)
    ranking = rank_themes(settings, "2026-02", PUBLISHED)
    assert len(ranking.themes) == len(THEMES)
    links = [content for kind, content in sent(app) if kind == "page_link"]
    for theme in ranking.themes:
        assert theme.label in told
        opens = [link for link in links if f"theme={theme.id}" in link]
        assert [f'label: "{theme.conversations}"' in link for link in opens] == [True]


def test_the_totals_add_up_in_every_period_the_data_have(show: Show, settings: Settings) -> None:
    app = show(settings)
    periods = list(app.selectbox[0].options)
    assert {"All time", "Last 30 days", "February 2026", "Quarter 1, 2026"} <= set(periods)
    for words in ("all", "2026-01", "2026-02", "2026-W06", "2026-Q1", "2026-02-03..2026-02-09"):
        totals = dashboard.view_ranking(settings, words, PUBLISHED).ranking.totals
        assert totals.asks == totals.themed + totals.unthemed + totals.excluded > 0


def test_choosing_a_period_changes_the_address_and_begins_at_the_first_page(
    show: Show, settings: Settings
) -> None:
    app = show(settings, theme=THEMES[0].id, page="2")
    app.selectbox[0].set_value("2026-02").run()
    assert app.query_params["period"] == "2026-02"
    assert "page" not in app.query_params
    assert any(told.startswith("1–25 of 56 conversations") for told in texts(app))


def test_the_days_of_a_range_both_count(show: Show, settings: Settings) -> None:
    app = show(settings, period="2026-02-01..2026-02-15")
    assert "1–14 Feb 2026" in texts(app)
    assert app.date_input[0].value == (date(2026, 2, 1), date(2026, 2, 14))


def test_a_range_of_days_can_be_chosen(show: Show, settings: Settings) -> None:
    app = show(settings)
    assert not app.date_input
    app.selectbox[0].set_value("custom").run()
    first = date(2026, 1, 7)
    assert app.date_input[0].value == (first, date(2026, 3, 3))
    app.date_input[0].set_value((first, first)).run()
    assert app.query_params["period"] == "2026-01-07..2026-01-08"


def test_the_filter_reads_labels_and_keywords_in_any_case(show: Show, settings: Settings) -> None:
    for words in ("dark THEME", "СЕРТИФИКАТ", "пароль"):
        told = texts(show(settings, find=words))
        assert sum(theme.label in told for theme in THEMES) == 1
    assert not any(theme.label in texts(show(settings, find="zzz")) for theme in THEMES)


def test_a_theme_lists_its_numbers_quotes_and_conversations(show: Show, settings: Settings) -> None:
    app = show(settings, theme="t-2a1", period="2026-02")
    told = texts(app)
    theme = next(t for t in rank_themes(settings, "2026-02", PUBLISHED).themes if "2a1" in t.id)
    assert f"1–25 of {theme.conversations} conversations, newest first" in told
    assert THEMES[2].label in told
    assert {text for _, text in THEMES[2].texts} <= set(told)
    assert len([kind for kind, _ in sent(app) if kind == "link_button"]) == 25


def test_customers_words_and_labels_are_only_ever_sent_as_plain_text(
    pages: list[AppTest],
) -> None:
    assert "onerror" in HOSTILE
    assert "onerror" in HOSTILE_LABEL
    hostile = [kind for page in pages for kind, content in sent(page) if "onerror" in content]
    assert len(hostile) > 20
    assert set(hostile) == {"text"}


def test_no_page_tells_who_a_customer_is(pages: list[AppTest], settings: Settings) -> None:
    hashed = "SELECT 1 FROM conversations.asks WHERE customer LIKE 'hash-of-%'"
    assert fetch_snapshot_rows(settings.store, hashed)
    assert not [content for page in pages for _, content in sent(page) if "hash-" in content]


def test_every_page_says_how_fresh_it_is(pages: list[AppTest]) -> None:
    footer = (
        "Data through 3 Mar 2026, 18:38 · snapshot 3 · published 4 Mar 2026, 14:00 · "
        "times in Europe/Kyiv"
    )
    assert [texts(page)[-1] for page in pages] == [footer] * len(ADDRESSES)


def test_a_page_is_read_from_one_snapshot(
    show: Show, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Manifest] = []
    open_one = Reader.__init__

    def counted(reader: Reader, connection: Any, manifest: Manifest, *more: Any) -> None:
        opened.append(manifest)
        open_one(reader, connection, manifest, *more)

    monkeypatch.setattr(Reader, "__init__", counted)
    for address in ADDRESSES:
        opened.clear()
        show(settings, **address)
        assert len(opened) == 1


def test_a_page_beyond_the_last_is_the_last(show: Show, settings: Settings) -> None:
    for page, first in (("99", "26"), ("0", "1"), ("two", "1"), ("-3", "1")):
        told = texts(show(settings, asks="unthemed", page=page))
        assert any(words.startswith(f"{first}–") for words in told)


def test_an_empty_workspace_says_what_to_run_and_where_it_looked(
    show: Show, empty: Settings
) -> None:
    for address in ({}, {"view": "search", "q": "link"}, {"theme": "t-1"}):
        told = [code.value for code in show(empty, **address).code]
        assert told[0] == "earshot ingest conversations.jsonl\nearshot themes"
        assert told[-1] == str(empty.home)


def test_asks_without_themes_say_what_to_run_and_still_open(
    show: Show, ungrouped: Settings
) -> None:
    assert [code.value for code in show(ungrouped).code] == ["earshot themes"]
    assert "1–25 of 534 asks, newest first" in texts(show(ungrouped, asks="unthemed"))


def test_what_does_not_exist_is_told_in_one_sentence(show: Show, settings: Settings) -> None:
    for address, said in (
        ({"theme": "t-zzz"}, "There is no theme 't-zzz'."),
        ({"period": "soon"}, "'soon' is not a period."),
        ({"period": "2026-13"}, "'2026-13' is not a period."),
    ):
        assert any(told.startswith(said) for told in texts(show(settings, **address)))


def test_only_web_addresses_become_links(show: Show, tmp_path: Path) -> None:
    home = Home.from_path(tmp_path / "home")
    urls = ("javascript:alert(1)", "data:text/html,x", "//evil.example/x", "https://desk.example/4")
    merge(home, [conversation(f"c{n}", url=url) for n, url in enumerate(urls)])
    with open_writer(home, "test", PUBLISHED) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, [ask(f"a{n}", f"c{n}") for n in range(len(urls))], 1)
    save_themes(home, {"t-1": ["a0", "a1", "a2", "a3"]})
    app = show(Settings(home=home.path), theme="t-1")
    buttons = [content for kind, content in sent(app) if kind == "link_button"]
    assert len(buttons) == 1
    assert "https://desk.example/4" in buttons[0]


def test_torch_is_loaded_only_by_a_search(settings: Settings) -> None:
    script = (
        "import sys\n"
        "import dashboard.app\n"
        "assert 'torch' not in sys.modules\n"
        "from streamlit.testing.v1 import AppTest\n"
        f"app = AppTest.from_file({str(APP)!r}, default_timeout=60)\n"
        f"for query in {list(ADDRESSES)!r}:\n"
        "    app.query_params.clear()\n"
        "    app.query_params.update(query)\n"
        "    assert not app.run().exception\n"
        "assert 'torch' not in sys.modules and 'sentence_transformers' not in sys.modules\n"
    )
    environment = {"EARSHOT_HOME": str(settings.home), "PYTHONPATH": str(APP.parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
