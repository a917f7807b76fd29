"""Links are compared without what does not tell pages apart; the last one sent counts."""

from signals.findability import extract_links, find_sent_link, find_sought_links
from tests.signals.builders import answered


def test_links_lose_what_follows_them() -> None:
    text = "Here: https://Lumo.example/Live/?utm=1. And (https://lumo.example/app)!"
    assert extract_links(text) == ["https://lumo.example/Live", "https://lumo.example/app"]


def test_what_tells_the_pages_of_a_script_apart_stays_in_its_link() -> None:
    text = "see https://bugs.example/show_bug.cgi?utm_source=x&id=7#c2, not http://[yours]"
    assert extract_links(text) == ["https://bugs.example/show_bug.cgi?id=7"]


def test_the_link_that_counts_is_the_last_one_sent() -> None:
    told = find_sent_link(
        answered(1, "see https://a.example/1", "sorry: https://a.example/2", "thanks")
    )
    assert told is not None
    assert (told.link, told.minutes) == ("https://a.example/2", 20)


def test_a_theme_is_told_of_with_its_link_pages_and_minutes() -> None:
    rows = [answered(n, "https://a.example/live") for n in range(6)]
    rows += [answered(9, "no link", page=None)]
    (found,) = find_sought_links(rows)
    assert (found.conversations, found.answered, found.minutes) == (6, 7, 10)
    assert found.pages == (("/live", 6),)


def test_four_links_are_too_few() -> None:
    assert find_sought_links([answered(n, "https://a.example/live") for n in range(4)]) == []
