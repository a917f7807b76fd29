"""A report is rendered to one file a format, two for CSV, named after its period."""

import pytest

from domain.periods import Period
from reports.render import FORMATS, Format, render_documents
from tests.reports.builders import report, theme


@pytest.mark.parametrize(
    ("formats", "endings"),
    [
        (["md"], [".md"]),
        (["csv"], ["-ranking.csv", "-conversations.csv"]),
        (FORMATS, [".html", ".md", "-ranking.csv", "-conversations.csv"]),
        ([], []),
    ],
)
def test_only_the_formats_asked_for_are_rendered(formats: list[Format], endings: list[str]) -> None:
    files = render_documents(report(theme()), formats)
    assert list(files) == [f"earshot-2026-02{ending}" for ending in endings]


def test_the_words_of_a_period_make_a_safe_file_name() -> None:
    shown = report(period=Period("../a b", None, None), before=None)
    assert list(render_documents(shown, ["md"])) == ["earshot-.._a_b.md"]


def test_documents_are_cut_to_the_top_themes_and_tables_are_not() -> None:
    themes = [theme(rank, f"Theme {rank}") for rank in range(1, 6)]
    files = render_documents(report(*themes), ["md", "csv"], top=1)
    page, table = files["earshot-2026-02.md"], files["earshot-2026-02-ranking.csv"]
    assert (b"Theme 5" in page, b"Theme 5" in table) == (False, True)
    assert b"earshot-2026-02-ranking.csv" in page, "it says where the others are"
    everything = render_documents(report(*themes), ["md"], top=0)
    assert b"Theme 5" in everything["earshot-2026-02.md"]
