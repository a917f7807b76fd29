"""The weeks of a theme add up to its count; weeks covered in part are marked."""

from pipeline.queries.ranking import rank_themes
from pipeline.settings import Settings
from tests.dashboard.driving import Show, sent, texts
from tests.dashboard.workspace import PUBLISHED, THEMES


def test_the_weeks_as_numbers_add_up_to_the_theme(show: Show, settings: Settings) -> None:
    app = show(settings, theme=THEMES[0].id)
    weeks = [content for kind, content in sent(app) if kind == "page_link" and "-W" in content]
    labels = [part.split('"')[1] for part in weeks for part in [part_of(part, "label")]]
    count = next(t for t in rank_themes(settings, "all", PUBLISHED).themes if t.id == THEMES[0].id)
    assert sum(map(int, labels)) == count.conversations


def part_of(proto: str, field: str) -> str:
    """The line of a field in the text of a protocol buffer."""
    return next(line for line in proto.splitlines() if line.startswith(f"{field}:"))


def test_the_legend_names_partial_weeks_and_those_outside_the_period(
    show: Show, settings: Settings
) -> None:
    whole = " ".join(texts(show(settings, theme=THEMES[0].id)))
    assert "Dashed bars" in whole
    assert "Pale bars" not in whole
    assert "Pale bars" in " ".join(texts(show(settings, theme=THEMES[0].id, period="2026-02")))
