import re

from domain.report import SpanCount
from reports.localise import load_locale
from reports.sparkline import render_blocks, render_sparkline
from tests.reports.builders import LAST, WEEKS, theme


def test_every_column_tells_its_days_and_its_count() -> None:
    titles = re.findall("<title>(.*?)</title>", render_sparkline(theme(), load_locale("en")))
    assert [title.replace("\u00a0", " ") for title in titles] == [
        "5–11 January 2026: 38 conversations",
        "2–8 February 2026: 10 conversations",
        "9–15 February 2026: 0 conversations",
        "16–22 February 2026: 25 conversations",
        "23–28 February 2026: 5 conversations (partial)",
    ]


def test_partial_spans_and_the_period_before_look_different() -> None:
    looks = re.findall('rect class="(.*?)"', render_sparkline(theme(), load_locale("en")))
    assert looks == ["before", "now", "now", "now", "now part"]


def test_a_column_of_one_is_seen_and_a_column_of_nought_is_not() -> None:
    series = tuple(SpanCount(span, n) for span, n in zip(WEEKS, (1, 0, 100_000), strict=True))
    drawn = render_sparkline(theme(series=series, series_before=()), load_locale("en"))
    heights = [float(told) for told in re.findall(r'rect .*? height="(.*?)"', drawn)]
    assert heights[0] >= 1
    assert heights[1] == 0


def test_a_theme_without_a_series_is_still_drawn() -> None:
    assert render_sparkline(theme(series=(), series_before=()), load_locale("en")).startswith(
        "<svg"
    )


def test_blocks_show_nought_as_a_dot() -> None:
    assert render_blocks(theme().series) == "▄·█▂"
    assert render_blocks((SpanCount(LAST, 0),)) == "·"
