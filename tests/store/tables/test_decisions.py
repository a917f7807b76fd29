"""A decision and what it comes to survive being stored."""

from datetime import date

from domain.decisions import ThemeEvent, ThemeOverrides
from store.tables.decisions import dump_overrides, parse_event_row, parse_overrides
from store.tables.rows import to_naive_utc
from tests.builders import NOW


def test_overrides_come_back_as_they_were_kept() -> None:
    overrides = ThemeOverrides(
        label="Link", labels=(("en", "Link"),), status="planned", status_on=date(2026, 3, 1)
    )
    assert parse_overrides(dump_overrides(overrides)) == overrides
    assert parse_overrides(None) == ThemeOverrides()


def test_a_row_of_the_events_is_the_event_with_an_aware_time() -> None:
    row = {
        "no": 3, "noted_at": to_naive_utc(NOW), "who": "olena", "kind": "rename",
        "theme_id": "t-1", "payload": '{"label": "Где ссылка?", "language": null}',
    }  # fmt: skip
    payload = {"label": "Где ссылка?", "language": None}
    assert parse_event_row(row) == ThemeEvent(3, NOW, "olena", "rename", "t-1", payload)
