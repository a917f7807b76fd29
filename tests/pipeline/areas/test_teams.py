"""Rankings, trends, alarms and reports of a team are of the themes of its areas."""

from pathlib import Path

import pytest

from domain.errors import BadRequest
from domain.themes import Area, Name
from pipeline.analysis.alarms import raise_alarms
from pipeline.analysis.trends import judge_trends
from pipeline.areas.teams import find_team, read_areas, read_teams, select_team_themes
from pipeline.areas.tree import read_tree, save_tree
from pipeline.files.report import load_report
from pipeline.queries.filters import RankQuery
from pipeline.queries.measured_ranking import rank_signals
from pipeline.queries.ranking import rank_themes
from pipeline.settings import Settings
from signals.measures import Measure
from store.read.reader import open_reader
from tests.builders import MONDAY, NOW, ask, days, home_at, save_asks, save_themes

TREE = "".join(
    f"[[area]]\nname = '{name}'\nteam = '{team}'\nabout = 'x'\n"
    for name, team in (("Cards", "Billing"), ("Refunds", "Billing"), ("Video", "Learning"))
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    home = home_at(tmp_path)
    told = Settings(home=home.path)
    (tmp_path / "areas.toml").write_text(TREE)
    cards, refunds, video = save_tree(told, tmp_path / "areas.toml")
    save_asks(home, [ask(f"a{n}", f"c{n}", at=MONDAY + days(n % 20)) for n in range(12)])
    placed = [(cards, ("t-card",)), (refunds, ("t-refund",)), (video, ("t-video",))]
    save_themes(
        home,
        {
            "t-card": ["a0", "a1", "a2"],
            "t-refund": ["a3", "a4"],
            "t-video": ["a5", "a6", "a7", "a8"],
            "t-none": ["a9"],
        },
        areas=[Area(area.id, (Name("und", area.name),), themes) for area, themes in placed],
    )
    return told


def test_a_team_is_found_in_any_case_and_an_unknown_one_names_the_known(
    settings: Settings,
) -> None:
    assert find_team(settings, None) is None
    team = find_team(settings, " billing")
    assert team is not None
    assert team.areas == {area.id for area in read_tree(settings)[:2]}
    assert list(read_teams(settings)) == ["Billing", "Learning"]
    with pytest.raises(BadRequest, match="Known teams: Billing, Learning"):
        find_team(settings, "Sales")
    with open_reader(settings.store) as reader:
        assert select_team_themes(reader, team) == frozenset({"t-card", "t-refund"})
        assert select_team_themes(reader, None) is None


def test_a_ranking_of_a_team_keeps_everybodys_totals(settings: Settings) -> None:
    told = rank_themes(settings, "all", NOW, team="billing")
    assert [theme.id for theme in told.themes] == ["t-card", "t-refund"]
    assert told.totals == rank_themes(settings, "all", NOW).totals
    measured = rank_signals(settings, "all", RankQuery(Measure("customers"), team="learning"), NOW)
    assert [row.theme_id for row in measured.rows] == ["t-video"]
    assert measured.active_filters == {"team": "Learning"}


def test_teams_are_ranked_each_conversation_once(settings: Settings) -> None:
    told = rank_signals(settings, "all", RankQuery(Measure("customers"), unit="team"), NOW)
    assert [(row.theme_id, row.conversations) for row in told.rows] == [
        ("Billing", 5), ("Learning", 4),
    ]  # fmt: skip


def test_teams_are_not_ranked_where_there_are_none(settings: Settings) -> None:
    (settings.home / "areas.toml").unlink()
    with pytest.raises(BadRequest, match="earshot areas set"):
        rank_signals(settings, "all", RankQuery(Measure("customers"), unit="team"), NOW)
    with pytest.raises(BadRequest, match="Known teams: none"):
        find_team(settings, "billing")


def test_a_report_of_a_team_is_of_its_themes(settings: Settings) -> None:
    report = load_report(settings, "all", NOW, team="billing")
    assert [theme.count.id for theme in report.themes] == ["t-card", "t-refund"]
    assert len(report.areas) == 2
    assert "Billing" in report.workspace
    assert report.totals == load_report(settings, "all", NOW).totals


def test_trends_and_alarms_of_a_team_are_of_its_themes(settings: Settings) -> None:
    """Both themes run on for two months, and are asked about by many on the last day."""
    when = [(day, n) for day in range(60) for n in range(2)] + [(60, n) for n in range(2, 30)]
    told = [(name, f"{name}-{day}-{n}", day) for name in ("t-card", "t-video") for day, n in when]
    save_asks(settings.store, [ask(key, f"c{key}", at=MONDAY + days(day)) for _, key, day in told])
    tree = read_tree(settings)
    save_themes(
        settings.store,
        {theme: [key for name, key, _ in told if name == theme] for theme in ("t-card", "t-video")},
        areas=[Area(tree[0].id, (), ("t-card",)), Area(tree[2].id, (), ("t-video",))],
    )
    later = MONDAY + days(61)

    def find_alarmed(team: str | None) -> set[str]:
        alarms = raise_alarms(settings, later, 1, team).alarms
        return {alarm.name for alarm in alarms if alarm.sort == "theme" or team}

    assert find_alarmed(None) == {"t-card", "t-video"}
    assert find_alarmed("learning") == {"t-video"}
    trends = {team: judge_trends(settings, later, 2, team).themes for team in (None, "learning")}
    assert {row.theme_id for row in trends[None]} == {"t-card", "t-video"}
    assert [row.theme_id for row in trends["learning"]] == ["t-video"]


def test_areas_are_read_with_what_is_in_them(settings: Settings) -> None:
    overview = read_areas(settings, "all", NOW)
    assert [area.name for area in overview.tree] == ["Cards", "Refunds", "Video"]
    counted = {area.label: area.conversations for area in overview.ranking.areas}
    assert counted == {"Cards": 3, "Refunds": 2, "Video": 4}
