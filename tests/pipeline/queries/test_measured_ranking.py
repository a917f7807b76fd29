"""Filters, break-downs and measures go together: a conversation counts once per theme, area and
part; kind, area and status choose themes and leave the totals alone."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from cli.app import app
from domain.asks import Kind
from domain.conversations import Customer
from domain.errors import BadRequest
from domain.themes import Area, Assignment, Name, Theme
from pipeline.settings import Settings
from pipeline.themes.decide import set_status
from store.files.home import Home
from store.write.theme_tables import GroupingRun
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, conversation, days, home_at, merge, message

LINK, CARD, DARK = "t-link", "t-card", "t-dark"
LABELS = {
    LINK: (Name("ru", "Где ссылка?"), Name("en", "Where is the link?")),
    CARD: (Name("en", "Card is declined"),),
    DARK: (Name("en", "Dark theme, please"),),
}
AREAS = (
    Area("ar-web", (Name("ru", "Вебинары"), Name("en", "Webinars")), (LINK, CARD)),
    Area("ar-app", (Name("en", "The app"),), (DARK,)),
)
ASKS: tuple[tuple[str, str, str, str, Kind, float], ...] = (
    # key, conversation, theme, language, kind, days after the first
    ("a1", "c1", LINK, "ru", "question", 0),
    ("a2", "c1", LINK, "en", "complaint", 0.1),
    ("a3", "c1", CARD, "ru", "bug", 0.2),
    ("a4", "c2", LINK, "ru", "question", 1),
    ("a5", "c2", CARD, "ru", "bug", 20),
    ("a6", "c3", DARK, "en", "feature_request", 2),
    ("a7", "c4", CARD, "en", "question", 3),
    ("a8", "c4", CARD, "en", "bug", 3.1),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    told = home_at(tmp_path_factory.mktemp("ranked"))
    keys = {"c1": ("ann", "pro", "chat"), "c2": ("ann", "pro", "email"),
            "c3": ("bo", "free", "chat"), "c4": ("eva", "pro", "chat")}  # fmt: skip
    merge(told, [
        conversation(key, message(key), customer=Customer(who, plan=plan), channel=channel)
        for key, (who, plan, channel) in keys.items()
    ])  # fmt: skip
    asks = [
        ask(key, talk, language=code, at=MONDAY + days(after), part=place)
        for place, (key, talk, _, code, _, after) in enumerate(ASKS)
    ]
    themes = [Theme(name, names[0].label, ("word",), names=names) for name, names in LABELS.items()]
    run = GroupingRun("multilingual", "f" * 64, {}, {})
    with open_writer(told, "test", NOW) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, asks, 1)
        assigned = [Assignment(key, theme, 0.5) for key, _, theme, *_ in ASKS]
        writer.save_grouping(run, themes, assigned, [], AREAS)
        writer.save_kinds({key: kind for key, _, _, _, kind, _ in ASKS})
    set_status(Settings(home=told.path), LINK, "planned", "olena", NOW)
    return told


Told = Callable[..., dict[tuple[str, str | None], int]]


@pytest.fixture
def ranked(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Any]:
    monkeypatch.setenv("EARSHOT_HOME", str(home.path))

    def run(*words: str) -> Any:
        app(["rank", *words, "--now", NOW.isoformat(), "--json"], standalone_mode=False)
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def counts(ranked: Callable[..., Any]) -> Told:
    """(id, part) -> conversations."""

    def run(*words: str) -> dict[tuple[str, str | None], int]:
        told = ranked("--by", "conversations", *words)
        rows = told.get("themes") or told.get("areas") or []
        return {(row["id"], row["part"]): row["conversations"] for row in rows}

    return run


def test_kind_area_and_status_choose_themes_and_leave_totals_and_shares_alone(
    ranked: Callable[..., Any], counts: Told
) -> None:
    assert counts() == {(LINK, None): 2, (CARD, None): 3, (DARK, None): 1}
    assert counts("--kind", "bug") == {(CARD, None): 3}
    assert counts("--area", "webinars", "--channel", "chat") == {(LINK, None): 1, (CARD, None): 2}
    assert counts("--area", "ar-a", "--plan", "pro") == {}
    assert counts("--status", "planned") == {(LINK, None): 2}
    assert counts("--status", "none", "--language", "en") == {(CARD, None): 1, (DARK, None): 1}
    told = ranked("--by", "customers", "--kind", "bug")
    assert (told["asks"], told["themes"][0]["rank"], told["themes"][0]["share"]) == (8, 1, 0.75)
    assert told["filters"] == {"kind": "bug"}


def test_the_plain_ranking_is_chosen_from_in_the_same_way(ranked: Callable[..., Any]) -> None:
    for words, shown in (
        (("--kind", "bug"), [CARD]),
        (("--area", "Вебинары"), [CARD, LINK]),
        (("--status", "planned"), [LINK]),
        (("--by", "area", "--status", "planned"), [LINK]),
    ):
        told = ranked(*words)
        assert [row["id"] for row in told["themes"]] == shown
        assert told["asks"] == 8
    assert [row["id"] for row in told["areas"]] == ["ar-web"]


def test_a_break_down_by_kind_counts_a_conversation_in_every_kind_it_asked_in(
    counts: Told,
) -> None:
    told = counts("--split", "kind")
    assert told[LINK, "question"] == 2
    assert told[LINK, "complaint"] == 1
    assert told[CARD, "bug"] == 3
    assert told[CARD, "question"] == 1
    assert counts("--split", "kind", "--language", "ru")[CARD, "bug"] == 2
    assert counts("--split", "language")[CARD, "en"] == 1


def test_a_break_down_by_area_or_status_tells_those_of_the_theme(counts: Told) -> None:
    assert counts("--split", "status")[LINK, "planned"] == 2
    assert counts("--split", "area", "--channel", "chat")[DARK, "ar-app"] == 1


def test_a_conversation_counts_once_per_area_at_its_first_ask_there(
    ranked: Callable[..., Any], counts: Told
) -> None:
    assert counts("--by", "area,conversations") == {("ar-web", None): 3, ("ar-app", None): 1}
    plain = {row["id"]: row["conversations"] for row in ranked("--by", "area")["areas"]}
    assert plain == {"ar-web": 3, "ar-app": 1}
    late = ("--by", "area,conversations", "--period", "2026-02-10..2026-03-01")
    assert counts(*late) == {}, "its first ask there was before"
    told = ranked("--by", "area,value", "--worth", "pro=20", "--lang", "en")["areas"]
    assert [(row["label"], row["value"]) for row in told] == [("Webinars", 40), ("The app", 0)]


def test_areas_combine_with_filters_and_break_downs(counts: Told) -> None:
    by_area = ("--by", "area,conversations")
    assert counts(*by_area, "--kind", "question") == {("ar-web", None): 2}
    assert counts(*by_area, "--split", "kind")["ar-web", "bug"] == 3
    assert counts(*by_area, "--split", "status") == {
        ("ar-web", "planned"): 2, ("ar-web", "none"): 3, ("ar-app", "none"): 1,
    }  # fmt: skip
    assert counts(*by_area, "--split", "channel", "--plan", "pro") == {
        ("ar-web", "chat"): 2, ("ar-web", "email"): 1,
    }  # fmt: skip


def test_labels_are_told_in_the_language_asked_for(ranked: Callable[..., Any]) -> None:
    told = ranked("--by", "customers", "--lang", "en", "--status", "planned")
    assert told["themes"][0]["label"] == "Where is the link?"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--area", "moon"), "Webinars|Вебинары"),
        (("--area", "ar-"), "ar-web"),
        (("--status", "closed"), "--conversation-status"),
        (("--by", "area,customers", "--split", "area"), "--split area"),
        (("--by", "customers,value"), "area,customers"),
        (("--as-of", "2026-03-01", "--by", "customers"), "--as-of"),
    ],
)
def test_what_does_not_go_together_says_why(
    ranked: Callable[..., Any], words: tuple[str, ...], says: str
) -> None:
    with pytest.raises(BadRequest, match=says):
        ranked(*words)


def test_the_table_names_areas_and_parts(home: Home) -> None:
    from io import StringIO

    from rich.console import Console

    from cli.output.signal_tables import write_ranking
    from pipeline.queries.filters import RankQuery
    from pipeline.queries.measured_ranking import rank_signals
    from signals.measures import Measure

    page = StringIO()
    wanted = RankQuery(Measure("customers"), "area", split="status", language="en")
    write_ranking(Console(file=page, width=200), rank_signals(
        Settings(home=home.path), "all", wanted, NOW), 20)  # fmt: skip
    assert "Webinars" in page.getvalue()
    assert "planned" in page.getvalue()
