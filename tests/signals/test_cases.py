"""Audits, links, repeated answers, ranks and workload, each by its rules."""

from datetime import UTC, datetime, timedelta

import pytest

from signals.audits import StratumSample, draw_sample, estimate_part_count, estimate_true_count
from signals.findability import AskWithAnswers, extract_links, find_sent_link, find_sought_links
from signals.measures import Measure
from signals.ranks import rank_by_measure
from signals.repeats import find_repeats, group_same_answers
from signals.workload import HandledConversation, compute_workload

AT = datetime(2026, 2, 2, 9, tzinfo=UTC)


def answered(
    number: int, *said: str, theme: str = "t-1", page: str | None = "/live"
) -> AskWithAnswers:
    told = tuple((AT + timedelta(minutes=10 * (n + 1)), text) for n, text in enumerate(said))
    return AskWithAnswers(theme, f"c-{number}", AT, page, told)


def test_where_everything_was_looked_at_the_count_is_exact() -> None:
    told = estimate_true_count([StratumSample(20, 20, 18)], [StratumSample(10, 10, 3)])
    assert (told.low, told.estimate, told.high) == (21, 21, 21)


def test_what_nobody_looked_at_may_be_anything() -> None:
    told = estimate_true_count([StratumSample(100, 0, 0)], [])
    assert told.low < 5
    assert told.high > 95


def test_a_part_of_an_audited_theme_has_an_interval_in_proportion() -> None:
    themed, near = (
        [StratumSample(200, 15, 14), StratumSample(200, 15, 12)],
        [StratumSample(200, 20, 1)],
    )
    whole, part = estimate_part_count(400, themed, near), estimate_part_count(40, themed, near)
    assert whole is not None
    assert part is not None
    assert part.low < part.estimate < part.high
    assert part.high - part.low < (whole.high - whole.low) / 3
    assert abs(part.estimate - whole.estimate / 10) < 3


def test_a_part_of_a_theme_that_was_judged_whole_is_drawn_from_what_is_known() -> None:
    every = [StratumSample(10, 10, 10), StratumSample(10, 10, 5)]
    told = estimate_part_count(20, every, [])
    assert told is not None
    assert (told.low, told.high) == (15, 15)
    half = estimate_part_count(10, every, [])
    assert half is not None
    assert 5 <= half.low < half.high <= 10


def test_too_few_judged_asks_tell_nothing_of_a_part() -> None:
    assert estimate_part_count(40, [StratumSample(200, 7, 7), StratumSample(200, 7, 7)], []) is None


def test_a_draw_is_the_same_in_any_order_and_differs_by_theme() -> None:
    ids = [f"a-{n}" for n in range(200)]
    assert draw_sample(ids, 15, "t-1") == draw_sample(ids[::-1], 15, "t-1")
    assert draw_sample(ids, 15, "t-1") != draw_sample(ids, 15, "t-2")


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


def row(theme: str, customers: float, before: bool = False, **more: float) -> dict[str, object]:
    sums = {"conversations": customers, "messages": 3 * customers, "worth": 0.0}
    told: dict[str, object] = {"theme_id": theme, "part": None, "is_before": before}
    for name, total in sums.items():
        told |= {name: total, f"{name}_squares": total, f"{name}_largest": 1.0}
    rated = {"ratings": 4.0 * customers, "rating_squares": 17.0 * customers, "rated": customers}
    return {**told, "customers": customers, **rated, **more}


def test_a_ranking_tells_interval_and_change_of_rank() -> None:
    rows = [
        row("t-1", 30),
        row("t-2", 40),
        row("t-1", 50, before=True),
        row("t-2", 10, before=True),
    ]
    first, second = rank_by_measure(rows, Measure("customers"))
    assert (first.theme_id, first.rank, first.rank_before) == ("t-2", 1, 2)
    assert (second.theme_id, second.rank_before) == ("t-1", 1)
    assert first.low < 40 < first.high


def test_per_thousand_active_customers_scales_the_interval_too() -> None:
    (told,) = rank_by_measure([row("t-1", 30)], Measure("per-1000", 6_000))
    assert told.value == 5
    assert told.low < 5 < told.high


def test_the_worst_rated_theme_stands_first() -> None:
    bad = row("t-1", 20, ratings=40.0, rating_squares=90.0)
    told = rank_by_measure([row("t-2", 50), bad, row("t-3", 50)], Measure("rating"))
    assert told[0].theme_id == "t-1"
    assert told[0].high < 0


def handled(agent: int, **more: object) -> HandledConversation:
    told: dict[str, object] = {
        "agents": (agent,),
        "asked_at": AT,
        "answered_at": AT + timedelta(minutes=30),
        "first_agent": agent,
        "closed_at": AT + timedelta(hours=5),
        "is_open": False,
        "rating": 4.0,
        **more,
    }
    return HandledConversation(**told)  # type: ignore[arg-type]


def test_people_are_numbered_by_their_load_against_the_mean() -> None:
    told = compute_workload([handled(7)] * 30 + [handled(2)] * 10, "Europe/Kyiv")
    assert [(agent.name, agent.conversations) for agent in told.agents] == [
        ("agent 1", 30),
        ("agent 2", 10),
    ]
    assert told.agents[0].against_mean == pytest.approx(1.5)
    assert told.agents[0].low > 1
    assert told.by_hour[11] == 40


def test_times_of_fewer_than_five_are_not_told() -> None:
    told = compute_workload([handled(1)] * 4, "UTC")
    assert told.first_response.count == 4
    assert told.first_response.median is None
    assert told.rating is None


def test_what_is_open_and_never_answered_is_waiting() -> None:
    waiting = handled(
        1, agents=(), answered_at=None, first_agent=None, closed_at=None, is_open=True
    )
    told = compute_workload([handled(1), waiting], "UTC")
    assert (told.backlog, told.waiting, told.answered) == (1, 1, 1)
