"""A listing is paged without a gap: pages are clamped to what there is."""

import pytest

from pipeline.queries.conversations import (
    PAGE_SIZE,
    build_listing,
    clamp_page,
    compute_offset,
    to_listed_ask,
)
from tests.builders import MONDAY

ROW = {
    "ask_id": "a1", "source": "chat", "conversation_id": "c1", "asked_at": MONDAY,
    "language": "en", "channel": None, "text": "where", "url": None, "theme_id": "t-1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("page", "total", "clamped"),
    [
        (0, 0, 1),
        (5, 0, 1),
        (1, PAGE_SIZE, 1),
        (2, PAGE_SIZE, 1),
        (2, PAGE_SIZE + 1, 2),
        (-3, 99, 1),
    ],
)
def test_a_page_asked_for_is_one_there_is(page: int, total: int, clamped: int) -> None:
    assert clamp_page(page, total) == clamped


def test_a_page_begins_after_those_before_it() -> None:
    listing = build_listing([ROW], 3, 2 * PAGE_SIZE + 1)
    assert compute_offset(3) == 2 * PAGE_SIZE
    assert (listing.first, listing.pages, len(listing.rows)) == (2 * PAGE_SIZE + 1, 3, 1)


def test_a_theme_is_told_only_in_listings_of_any_theme() -> None:
    assert to_listed_ask(ROW).theme_id is None
    told = to_listed_ask({**ROW, "theme_label": "Links"})
    assert (told.theme_id, told.theme_label) == ("t-1", "Links")
