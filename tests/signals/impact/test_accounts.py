"""Companies, heavy writers, and whether those who asked leave more often, within plans."""

import numpy as np
import pytest

from signals.impact.accounts import AccountConversation, compute_risk_ratio, find_whom


def test_companies_and_the_customer_who_writes_most_are_told() -> None:
    rows = [
        *[AccountConversation(1, True, "Acme", 900.0)] * 40,
        *[AccountConversation(n, True, "Brick", 100.0) for n in (2, 3)],
        *[AccountConversation(-n, True) for n in range(1, 11)],
        AccountConversation(9, False, "Elsewhere", 500.0),
    ]
    whom = find_whom(rows)
    assert (whom.conversations, whom.customers, whom.most_of_one) == (52, 3, 40)
    assert (whom.with_account, whom.accounts) == (42, 2)
    first, second = whom.largest
    assert (first.name, first.conversations, first.customers) == ("Acme", 40, 1)
    assert (second.name, second.customers, second.value) == ("Brick", 2, 100.0)
    assert first.share == pytest.approx(40 / 42)
    assert (whom.value, whom.value_of_all) == (1000.0, 1500.0)
    assert whom.churn is None


def test_without_companies_and_customers_nothing_is_made_up() -> None:
    whom = find_whom([AccountConversation(-1, True), AccountConversation(-2, False)])
    assert (whom.conversations, whom.customers, whom.most_of_one, whom.accounts) == (1, 0, 0, 0)
    assert (whom.value, whom.value_of_all, whom.churn) == (None, None, None)
    assert find_whom([]).conversations == 0


def leavers(
    first: int, plan: str, asked: tuple[int, int], others: tuple[int, int]
) -> list[AccountConversation]:
    """Customers of one plan: (all, of them left) of those who asked, and of the others."""
    rows: list[AccountConversation] = []
    for is_in_theme, (people, left) in ((True, asked), (False, others)):
        for n in range(people):
            rows.append(
                AccountConversation(
                    first + len(rows), is_in_theme, stratum=(plan, None), has_left=n < left
                )
            )
    return rows


def test_plans_whose_customers_leave_anyway_make_no_ratio() -> None:
    # Of free customers one in two leaves, and most of those who asked are free.
    rows = leavers(1, "free", (80, 40), (20, 10)) + leavers(1000, "paid", (20, 2), (80, 8))
    churn = find_whom(rows).churn
    assert churn is not None
    assert (churn.asked, churn.asked_left, churn.others, churn.others_left) == (100, 42, 100, 18)
    assert churn.strata == 2
    assert churn.ratio == pytest.approx(1.0)
    assert churn.low is not None
    assert churn.high is not None
    assert churn.low < 1 < churn.high


def test_a_customer_counts_once_and_unknown_ones_not_at_all() -> None:
    rows = leavers(1, "paid", (30, 12), (60, 6))
    unknown = [AccountConversation(-5, True, has_left=True)] * 50
    churn = find_whom(rows * 3 + unknown).churn
    assert churn is not None
    assert (churn.asked, churn.others) == (30, 60)
    assert churn.ratio == pytest.approx(4.0)
    assert churn.low is not None
    assert churn.low > 1


def test_below_its_minimum_no_ratio_is_told() -> None:
    few = find_whom(leavers(1, "paid", (19, 9), (60, 6))).churn
    nobody = find_whom(leavers(1, "paid", (30, 9), (60, 0))).churn
    assert few is not None
    assert nobody is not None
    assert (few.ratio, few.low, nobody.ratio) == (None, None, None)
    assert (few.asked, few.asked_left) == (19, 9)


def test_in_one_stratum_it_is_the_plain_ratio_with_its_usual_variance() -> None:
    found = compute_risk_ratio([[50, 10, 100, 10]])
    assert found is not None
    ratio, low, high = found
    assert ratio == pytest.approx(2.0)
    half = 1.959964 * np.sqrt(1 / 10 - 1 / 50 + 1 / 10 - 1 / 100)
    assert (np.log(low), np.log(high)) == pytest.approx((np.log(2) - half, np.log(2) + half))
