"""The history of themes: decisions with who and when, lineage once, undone ones marked."""

from pathlib import Path

from domain.themes import LineageEvent
from pipeline.queries.history import format_labels, read_history
from pipeline.settings import Settings
from pipeline.themes.decide import merge_themes, rename_theme, undo_event
from store.write.theme_tables import GroupingRun
from store.write.writer import open_writer
from tests.builders import NOW, ask, days, home_at, save_asks, save_themes


def workspace(folder: Path) -> Settings:
    home = home_at(folder)
    save_asks(home, [ask("a1", "c1"), ask("a2", "c2")])
    save_themes(home, {"t-1": ["a1"], "t-2": ["a2"]})
    with open_writer(home, "test", NOW) as writer:
        run = GroupingRun("multilingual", "f" * 64, {}, {}, kind="assign")
        writer.save_grouping(run, [], [], [LineageEvent("parted", "t-1", NOW, "t-3", 3)])
    return Settings(home=home.path)


def test_decisions_and_lineage_stand_in_one_list_oldest_first(tmp_path: Path) -> None:
    settings = workspace(tmp_path)
    rename_theme(settings, "t-1", "Links", "olena", NOW + days(1))
    undo_event(settings, None, "ira", NOW + days(2))
    told = read_history(settings)
    assert [(row.who, row.what, row.undone) for row in told] == [
        ("grouping", "parted", False), ("olena", "rename", True), ("ira", "undo", False),
    ]  # fmt: skip
    assert told[0].detail == "the grouping was put right; customers did not change"
    assert told[1].to_json()["detail"] == "Links"


def test_a_theme_s_history_holds_what_was_merged_into_it(tmp_path: Path) -> None:
    settings = workspace(tmp_path)
    merge_themes(settings, "t-2", "t-1", "olena", NOW + days(1))
    assert "merge" in {row.what for row in read_history(settings, "t-1")}


def test_a_label_comes_with_its_id(tmp_path: Path) -> None:
    assert format_labels(workspace(tmp_path), ["t-1", "t-9"]) == ["Label of t-1 (t-1)", "t-9"]
