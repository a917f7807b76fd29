"""Repeated answers: alike but for the greeting, and counted after the first five."""

from signals.repeats import find_repeats, group_same_answers
from tests.signals.builders import answered


def test_another_greeting_does_not_make_another_answer() -> None:
    body = "open settings then billing and press cancel subscription at the very bottom of the page"
    groups = group_same_answers(
        [f"Hello Ann! {body}", f"Good day. {body} Bye", "we do not know yet, sorry"]
    )
    assert groups == [0, 0, 2]


def test_the_first_five_of_an_answer_are_not_spared() -> None:
    rows = [answered(n, "https://a.example/live") for n in range(8)]
    rows += [answered(8, "https://a.example/live", "anything else?"), answered(9)]
    (told,) = find_repeats(rows)
    assert (told.low, told.middle, told.high) == (3, 4, 5)
