"""Areas for people: named ones in their order, also empty ones, then what fits nowhere."""

from pathlib import Path

from rich.console import Console

from cli.output.area_tables import build_areas_json, find_elsewhere, write_areas
from pipeline.areas.teams import read_areas
from pipeline.settings import Settings
from tests.builders import NOW
from tests.pipeline.areas.test_teams import settings

__all__ = ["settings"]


def test_a_row_an_area_and_the_rest_below(settings: Settings) -> None:
    out = Console(record=True, width=160)
    write_areas(out, read_areas(settings, "all", NOW))
    told = out.export_text()
    assert told.index("Cards") < told.index("Refunds") < told.index("Video")
    assert "In no area: 1 theme " in told
    assert told.index("t-none") > told.index("In no area")
    assert "These were found" not in told


def test_an_area_of_nothing_is_shown_and_a_found_one_beside_named_ones(
    settings: Settings, tmp_path: Path
) -> None:
    tree = settings.home / "areas.toml"
    tree.write_text(tree.read_text().replace("'Video'", "'Sound'"))
    told = build_areas_json(read_areas(settings, "all", NOW))
    assert [(area["name"], area["conversations"]) for area in told["areas"]] == [
        ("Cards", 3), ("Refunds", 2), ("Sound", 0), ("Video", 4),
    ]  # fmt: skip
    assert told["elsewhere"] == ["t-none"]


def test_where_nothing_was_named_that_is_said(settings: Settings) -> None:
    (settings.home / "areas.toml").unlink()
    out = Console(record=True, width=160)
    overview = read_areas(settings, "all", NOW)
    write_areas(out, overview)
    assert "These were found" in out.export_text()
    assert [theme.id for theme in find_elsewhere(overview)] == ["t-none"]
