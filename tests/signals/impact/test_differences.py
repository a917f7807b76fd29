"""What is more frequent in a theme than elsewhere is told only beyond chance."""

from signals.impact.differences import (
    MIN_CONVERSATIONS,
    DescribedConversation,
    Differences,
    find_differences,
)


def rows(count: int, share: float, *, inside: bool, first: int = 0) -> list[DescribedConversation]:
    """Conversations of different customers, of which a share is on Android."""
    return [
        DescribedConversation(
            first + number,
            inside,
            frozenset(
                {("os", "android" if number < share * count else "ios"), ("channel", "chat")}
            ),
        )
        for number in range(count)
    ]


def tell(found: Differences) -> list[tuple[str, str]]:
    return [(one.name, one.value) for one in found.told]


def test_a_value_that_stands_out_is_told_with_its_interval() -> None:
    found = find_differences(
        [*rows(60, 0.9, inside=True), *rows(200, 0.3, inside=False, first=100)]
    )
    assert tell(found) == [("os", "android")]
    (one,) = found.told
    assert (one.conversations, round(one.share, 2), round(one.rest, 2)) == (54, 0.9, 0.3)
    assert 0.4 < one.low < 0.6 < one.high < 0.8
    assert (found.conversations, found.customers, found.suffices) == (60, 60, True)


def test_what_is_like_the_rest_or_rarer_is_not_told() -> None:
    same = [*rows(60, 0.4, inside=True), *rows(200, 0.4, inside=False, first=100)]
    assert tell(find_differences(same)) == []
    fewer = [*rows(60, 0.1, inside=True), *rows(200, 0.6, inside=False, first=100)]
    assert tell(find_differences(fewer)) == [("os", "ios")]


def test_one_loud_customer_is_no_difference() -> None:
    loud = [DescribedConversation(1, True, frozenset({("os", "linux")})) for _ in range(50)]
    quiet = rows(40, 0.4, inside=True, first=10)
    assert tell(find_differences([*loud, *quiet, *rows(200, 0.4, inside=False, first=100)])) == []


def test_below_the_minimum_nothing_is_told() -> None:
    few = [*rows(MIN_CONVERSATIONS - 1, 1, inside=True), *rows(99, 0, inside=False, first=100)]
    found = find_differences(few)
    assert (found.suffices, found.told) == (False, ())
    unknown = [DescribedConversation(n, n < 40, frozenset()) for n in range(99)]
    assert find_differences(unknown).told == ()
