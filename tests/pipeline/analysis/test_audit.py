"""An audited theme's count carries its interval everywhere; answers hold while asks stay."""

import csv
import io
import json

import pytest

from api.app import create_app
from cli.app import app
from cli.output.theme_json import build_ranking_json
from pipeline.analysis.audit import Audit, audit_theme, judge_ask
from pipeline.files.report import write_report
from pipeline.imports.erase import EraseTarget, erase_conversations
from pipeline.queries.ranking import rank_themes, show_theme
from pipeline.themes.decide import merge_themes, move_asks
from store.read.audits import load_audits
from tests.api.asking import open_client
from tests.pipeline.identity import LATER, Workspace

WRONG = 4
"""Of the theme's own asks that are judged, every fourth does not belong."""


def judged(space: Workspace, theme: str, most: int | None = None) -> Audit:
    """The audit with all answers (or the first `most`): near misses never belong."""
    audit = audit_theme(space.settings, theme)
    for place, row in enumerate(audit.unjudged[:most]):
        belongs = row.stratum != "near miss" and place % WRONG > 0
        audit = judge_ask(space.settings, audit, row.ask.id, belongs, "olena", LATER)
    return audit


def test_the_last_answer_makes_the_audit_and_a_new_look_finds_it_whole(space: Workspace) -> None:
    theme = space.home_of("webinar_link")
    part = judged(space, theme, most=3)
    assert (part.audited, len(part.unjudged)) == (None, len(part.drawn) - 3)
    assert load_audits(space.settings.store) == ()
    told = judged(space, theme)
    assert told.audited is not None
    # All of so small a theme was looked at: there is nothing left to guess.
    assert told.audited.low == told.audited.estimate == told.audited.high < told.asks
    assert audit_theme(space.settings, theme).audited == told.audited
    (kept,) = load_audits(space.settings.store)
    assert (kept.theme_id, kept.asks, len(kept.belongs)) == (theme, told.asks, len(told.drawn))


def test_every_door_tells_the_same_interval(
    space: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    theme = space.home_of("webinar_link")
    judged(space, theme)
    ranking = rank_themes(space.settings, "all", LATER)
    told = {row["id"]: row["audited"] for row in build_ranking_json(ranking)["themes"]}
    interval = told.pop(theme)
    assert set(told.values()) == {None}
    count = next(row for row in ranking.themes if row.id == theme)
    assert interval["low"] <= interval["estimate"] <= interval["high"] <= count.conversations
    assert interval["audited_at"].startswith("2026-04-03")

    shown = f"{count.conversations} ({interval['low']} to {interval['high']})"
    monkeypatch.setenv("EARSHOT_HOME", str(space.settings.home))
    for words in (("rank",), ("rank", "--by", "customers"), ("show", theme)):
        app(list(words), standalone_mode=False)
        assert shown in capsys.readouterr().out
    app(["rank", "--by", "conversations", "--json"], standalone_mode=False)
    rows = {row["id"]: row["audited"] for row in json.loads(capsys.readouterr().out)["themes"]}
    assert rows[theme] == interval

    api = open_client(create_app(space.settings))
    assert api.get(f"/v1/themes/{theme}").json()["theme"]["audited"] == interval
    files = write_report(space.settings, "all", LATER, space.settings.home / "reports").files
    pages = {path.name: path.read_text(encoding="utf-8-sig") for path in files}
    (table,) = [text for name, text in pages.items() if name.endswith("ranking.csv")]
    row = next(row for row in csv.DictReader(io.StringIO(table)) if row["theme_id"] == theme)
    assert (row["audited_low"], row["audited_high"]) == (
        str(interval["low"]), str(interval["high"]),
    )  # fmt: skip
    assert sum(shown.split(" ", 1)[1] in text for text in pages.values()) == 2, "page and Markdown"


def test_what_was_erased_is_asked_of_nobody(space: Workspace) -> None:
    theme = space.home_of("webinar_link")
    judged(space, theme)
    drawn = audit_theme(space.settings, theme).drawn
    gone = next(row.ask for row in drawn if row.stratum != "near miss")
    erase_conversations(space.settings, EraseTarget(conversation=gone.conversation_id), LATER)
    told = audit_theme(space.settings, theme)
    assert gone.id not in {row.ask.id for row in told.drawn}
    assert theme in audited_themes(space), "the answers of the others stand"


def test_a_count_of_a_period_has_the_interval_of_that_period(space: Workspace) -> None:
    theme = space.home_of("webinar_link")
    judged(space, theme)
    whole, part = (
        show_theme(space.settings, theme, words, LATER).one.count
        for words in ("all", "2026-02-02..2026-02-12")
    )
    assert whole.audited
    assert part.audited
    assert part.conversations < whole.conversations
    assert part.audited.low <= part.audited.high <= part.conversations + 1


def test_an_audit_is_not_told_of_a_theme_that_has_become_another(space: Workspace) -> None:
    theme, other = space.home_of("webinar_link"), space.home_of("dark_theme")
    gone = [row.ask.id for row in judged(space, theme).drawn if row.stratum != "near miss"]
    judged(space, other)
    assert {theme, other} <= audited_themes(space)
    for slug in ("refund_course", "video_no_sound"):
        merge_themes(space.settings, space.home_of(slug), other, "olena", LATER)
    assert audited_themes(space) == {theme}, "the other one has three times the asks"
    move_asks(space.settings, gone[:-3], other, "olena", LATER)
    assert audited_themes(space) == set()


def audited_themes(space: Workspace) -> set[str]:
    ranking = rank_themes(space.settings, "all", LATER)
    return {theme.id for theme in ranking.themes if theme.audited}
