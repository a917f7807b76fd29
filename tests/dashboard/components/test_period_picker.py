"""A choice of a period changes the address."""

from datetime import date

from pipeline.settings import Settings
from tests.dashboard.driving import Show, texts
from tests.dashboard.workspace import THEMES


def test_choosing_a_period_changes_the_address_and_begins_at_the_first_page(
    show: Show, settings: Settings
) -> None:
    app = show(settings, theme=THEMES[0].id, page="2")
    app.selectbox[0].set_value("2026-02").run()
    assert app.query_params["period"] == "2026-02"
    assert "page" not in app.query_params
    assert any(told.startswith("1–25 of 56 conversations") for told in texts(app))


def test_the_days_of_a_range_both_count(show: Show, settings: Settings) -> None:
    app = show(settings, period="2026-02-01..2026-02-15")
    assert "1–14 Feb 2026" in texts(app)
    assert app.date_input[0].value == (date(2026, 2, 1), date(2026, 2, 14))


def test_a_range_of_days_can_be_chosen(show: Show, settings: Settings) -> None:
    app = show(settings)
    assert not app.date_input
    app.selectbox[0].set_value("custom").run()
    first = date(2026, 1, 7)
    assert app.date_input[0].value == (first, date(2026, 3, 3))
    app.date_input[0].set_value((first, first)).run()
    assert app.query_params["period"] == "2026-01-07..2026-01-08"
