"""Sparklines are built from numbers; a week that the data cover in part is pale."""

from datetime import date, timedelta

from streamlit.testing.v1 import AppTest

from pipeline.queries.calendar import Week
from tests.dashboard.driving import sent


def draw(counts: tuple[int, ...], partial: int) -> str:
    """The HTML of a sparkline whose first `partial` weeks are not whole."""

    def script(counts: tuple[int, ...], weeks: "list[Week]") -> None:  # Streamlit runs it alone
        from dashboard.components.sparkline import show_share, show_sparkline

        show_sparkline(counts, weeks)
        show_share(0.125)

    first = date(2026, 1, 5)
    weeks = [
        Week(f"w{n}", first + timedelta(days=7 * n), whole=n >= partial) for n in range(len(counts))
    ]
    app = AppTest.from_function(script, args=(counts, weeks)).run()
    assert not app.exception
    return "".join(content for kind, content in sent(app) if kind == "html")


def test_bars_are_as_high_as_their_share_of_the_largest_week() -> None:
    html = draw((2, 4, 0), partial=1)
    assert "Conversations a week: 2, 4, 0" in html
    assert [html.count(f"height:{height}%") for height in (50, 100, 4)] == [1, 1, 1]
    assert (html.count("part"), html.count("whole")) == (1, 2)


def test_only_the_last_26_weeks_are_drawn() -> None:
    assert draw((1,) * 30, partial=0).count("whole") == 26


def test_a_share_is_a_bar_of_its_length() -> None:
    assert "width:12.5%" in draw((1,), partial=0)
