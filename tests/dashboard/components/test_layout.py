"""The footer says how fresh a page is."""

from streamlit.testing.v1 import AppTest

from tests.dashboard.driving import ADDRESSES, texts


def test_every_page_says_how_fresh_it_is(pages: list[AppTest]) -> None:
    footer = (
        "Data through 3 Mar 2026, 18:38 · snapshot 3 · published 4 Mar 2026, 14:00 · "
        "times in Europe/Kyiv"
    )
    assert [texts(page)[-1] for page in pages] == [footer] * len(ADDRESSES)
