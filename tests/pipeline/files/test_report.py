"""The files of a report hold the numbers of the ranking, and are replaced as a whole."""

import csv
import os
from pathlib import Path

import pytest

from domain.errors import BadInput, BadRequest, NothingYet, UnknownPeriod
from domain.periods import parse_period
from pipeline.files.report import load_report, write_report
from pipeline.settings import Settings
from store.read.reader import open_reader
from tests.builders import MONDAY, NOW, ask, days, home_at, save_asks, save_themes

ALL = ("html", "md", "csv")


def workspace(folder: Path) -> Settings:
    home = home_at(folder)
    told = [
        *(
            ask(f"a{n:02}", f"c{n:02}", f"Where is {n}?", at=MONDAY + days(n - 15))
            for n in range(30)
        ),
        ask("b1", "c05", "and the login too", at=MONDAY + days(-2)),
        ask("b2", "d1", "=1+1 <img src=x onerror=alert(1)>"),
        ask("b3", "d2", "hello", excluded="greeting"),
        ask("b4", "d3", "something else", at=None),
    ]
    save_asks(home, told)
    save_themes(home, {"t-1": [f"a{n:02}" for n in range(30)], "t-2": ["b1", "b2"]})
    return Settings(home=home.path, timezone="Europe/Kyiv")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_it_writes_the_files_asked_for_and_nothing_else(tmp_path: Path) -> None:
    done = write_report(workspace(tmp_path), "2026-02", NOW, tmp_path / "deep" / "out", ALL)
    assert [path.name for path in done.files] == [
        "earshot-2026-02.html",
        "earshot-2026-02.md",
        "earshot-2026-02-ranking.csv",
        "earshot-2026-02-conversations.csv",
    ]
    assert sorted((tmp_path / "deep" / "out").iterdir()) == sorted(done.files)


@pytest.mark.parametrize("words", ["2026-02", "2026-W06", "all", "2026-Q1", "2026-02-02"])
def test_the_numbers_are_those_of_the_ranking(tmp_path: Path, words: str) -> None:
    settings = workspace(tmp_path)
    done = write_report(settings, words, NOW, tmp_path / "out", ["csv"])
    period = parse_period(words, NOW, settings.timezone)
    with open_reader(settings.store) as reader:
        ranking = reader.compute_ranking(period)
    told = [row for row in rows(done.files[0]) if row["theme_id"]]
    listed = [row["theme_id"] for row in rows(done.files[1])]
    assert [(row["theme_id"], int(row["conversations"])) for row in told] == [
        (count.id, count.conversations) for count in ranking.themes
    ]
    assert {count.id: listed.count(count.id) for count in ranking.themes} == {
        count.id: count.conversations for count in ranking.themes
    }


def test_spans_add_up_to_the_count_and_those_before_to_the_count_before(tmp_path: Path) -> None:
    report = load_report(workspace(tmp_path), "2026-02", NOW)
    for theme in report.themes:
        assert sum(told.conversations for told in theme.series) == theme.count.conversations
        assert sum(told.conversations for told in theme.series_before) == theme.before
        assert theme.before is not None
        if theme.count.change is not None:
            change = (theme.count.conversations - theme.before) / theme.before
            assert change == pytest.approx(theme.count.change)


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("2026-02-02", "day"),
        ("2026-02", "week"),
        ("2026", "week"),
        ("2020-01-01..2027-01-01", "month"),
    ],
)
def test_long_periods_go_by_longer_steps(tmp_path: Path, words: str, step: str) -> None:
    assert load_report(workspace(tmp_path), words, NOW).step == step


def test_all_time_holds_asks_without_a_time(tmp_path: Path) -> None:
    report = load_report(workspace(tmp_path), "all", NOW)
    assert report.totals.asks == 34
    assert report.before is None
    assert sum(told.conversations for told in report.themes[0].series) == 30


def test_an_empty_period_is_a_report_that_says_so(tmp_path: Path) -> None:
    done = write_report(workspace(tmp_path), "2027-05", NOW, tmp_path / "out", ALL, "uk")
    assert "У травні 2027 року звернень немає." in done.files[0].read_text(encoding="utf-8")
    assert rows(done.files[3]) == []


def test_a_workspace_without_themes_gets_a_report(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1")])
    done = write_report(Settings(home=home.path), "2026-02", NOW, tmp_path / "out", ALL)
    assert "earshot themes" in done.files[1].read_text(encoding="utf-8")


def test_asks_that_have_no_time_at_all_get_a_report(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1", at=None)])
    save_themes(home, {"t-1": ["a1"]})
    done = write_report(Settings(home=home.path), "all", NOW, tmp_path / "out", ALL, "ru")
    assert "1\u00a0обращение" in done.files[0].read_text(encoding="utf-8")


def test_the_same_snapshot_gives_the_same_bytes(tmp_path: Path) -> None:
    settings = workspace(tmp_path)
    first = write_report(settings, "2026-02", NOW, tmp_path / "one", ALL)
    second = write_report(settings, "2026-02", NOW + days(90), tmp_path / "two", ALL)
    assert [path.read_bytes() for path in first.files] == [
        path.read_bytes() for path in second.files
    ]


def test_files_that_are_there_are_replaced(tmp_path: Path) -> None:
    settings = workspace(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "earshot-2026-02.md").write_text("old")
    write_report(settings, "2026-02", NOW, tmp_path / "out", ["md"])
    assert (tmp_path / "out" / "earshot-2026-02.md").read_text(encoding="utf-8").startswith("# ")


def test_a_folder_that_cannot_be_written_is_told_plainly(tmp_path: Path) -> None:
    settings = workspace(tmp_path)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadInput, match="Choose another folder with --out"):
        write_report(settings, "2026-02", NOW, tmp_path / "file", ["md"])


def test_a_failure_half_way_leaves_no_draft_and_the_old_files(tmp_path: Path) -> None:
    settings = workspace(tmp_path)
    (tmp_path / "out" / "earshot-2026-02.md").mkdir(parents=True)
    with pytest.raises(BadInput):
        write_report(settings, "2026-02", NOW, tmp_path / "out", ["md"])
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["earshot-2026-02.md"]


def test_wrong_words_are_told_before_anything_is_written(tmp_path: Path) -> None:
    settings = workspace(tmp_path)
    for formats, language in ((["pdf"], "en"), ([], "en"), (["md"], "de")):
        with pytest.raises(BadRequest):
            write_report(settings, "2026-02", NOW, tmp_path / "out", formats, language)
    with pytest.raises(UnknownPeriod):
        write_report(settings, "February", NOW, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_report_before_the_first_import_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingYet):
        write_report(Settings(home=tmp_path / "new"), "all", NOW, tmp_path / "out")


def test_reports_in_the_workspace_are_private_and_elsewhere_as_the_umask_has_it(
    tmp_path: Path,
) -> None:
    settings = workspace(tmp_path)
    modes = {}
    before = os.umask(0o022)
    try:
        for folder in (settings.store.reports, tmp_path / "deep" / "out"):
            os.umask(0o022)
            files = write_report(settings, "all", NOW, folder, ALL).files
            modes[folder] = {path.stat().st_mode & 0o777 for path in (folder, *files)}
    finally:
        os.umask(before)
    assert list(modes.values()) == [{0o700, 0o600}, {0o755, 0o644}]
