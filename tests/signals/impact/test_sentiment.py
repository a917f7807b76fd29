"""Shares of feelings have intervals by customer, and small themes are not told."""

from signals.impact.sentiment import FeltConversation, find_sentiments


def felt(
    theme: str, feelings: list[str], urgent: int = 0, first: int = 1
) -> list[FeltConversation]:
    return [
        FeltConversation(theme, first + n, feeling, n < urgent)
        for n, feeling in enumerate(feelings)
    ]


def test_shares_are_counted_and_the_most_negative_theme_is_first() -> None:
    rows = [
        *felt("t-mild", ["neutral"] * 30 + ["negative"] * 4),
        *felt("t-bad", ["negative"] * 12 + ["positive"] * 8, urgent=5),
        *felt("t-few", ["negative"] * 9),
    ]
    found = find_sentiments(rows)
    assert [one.theme_id for one in found] == ["t-bad", "t-mild", "t-few"]
    negative, neutral, positive, urgent = found[0].shares
    assert (negative.conversations, negative.share) == (12, 0.6)
    assert negative.low < 0.6 < negative.high
    assert (neutral.share, positive.share, urgent.share) == (0.0, 0.4, 0.25)
    assert (found[2].conversations, found[2].shares) == (9, ())
    assert find_sentiments([]) == ()


def test_one_angry_customer_is_no_angry_theme() -> None:
    many = find_sentiments(felt("t-a", ["negative"] * 15 + ["neutral"] * 15))[0].shares[0]
    one = [FeltConversation("t-a", 1, "negative", False)] * 15
    one += felt("t-a", ["neutral"] * 15, first=100)
    heavy = find_sentiments(one)[0].shares[0]
    assert (heavy.share, many.share) == (0.5, 0.5)
    assert heavy.low < many.low
