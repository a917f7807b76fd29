"""The asks behind a total, a page at a time."""

from pipeline.settings import Settings
from tests.dashboard.driving import Show, texts


def test_a_page_beyond_the_last_is_the_last(show: Show, settings: Settings) -> None:
    for page, first in (("99", "26"), ("0", "1"), ("two", "1"), ("-3", "1")):
        told = texts(show(settings, asks="unthemed", page=page))
        assert any(words.startswith(f"{first}–") for words in told)
