"""Customers' text fits one line, and is cut between words."""

import pytest

from reports.sanitise import shorten, to_single_line


def test_text_is_on_one_line_without_control_and_direction_marks() -> None:
    assert to_single_line(" a\n\tb\x00c\u202ed\ud800 ") == "a bcd"


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("one two three four", 16, "one two three…"),
        ("one two three four", 12, "one two thr…"),
        ("one two, three", 9, "one two…"),
        ("abcdefghijklmnop", 6, "abcde…"),
        ("one two", 7, "one two"),
    ],
)
def test_a_long_text_is_cut_between_words_where_that_keeps_most_of_it(
    text: str, most: int, short: str
) -> None:
    assert shorten(text, most) == short
