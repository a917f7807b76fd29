"""Audits: intervals hold what was judged, and samples are the same everywhere."""

from signals.audits import (
    SAMPLE_SIZES,
    StratumSample,
    build_samples,
    draw_sample,
    estimate_part_count,
    estimate_true_count,
    has_kept_size,
    select_standing_answers,
    split_into_strata,
)


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


def test_strata_are_the_surer_half_the_rest_and_the_nearest_outside() -> None:
    ordered = [f"a-{n:02}" for n in range(60)]
    members = set(ordered[1:6])
    strata = split_into_strata(ordered, members)
    assert strata["sure"] == ["a-01", "a-02", "a-03"]
    assert strata["less sure"] == ["a-04", "a-05"]
    outside = [ask for ask in ordered if ask not in members]
    assert strata["near miss"] == outside[: SAMPLE_SIZES["near miss"]]


def test_near_misses_are_half_as_many_as_a_large_theme() -> None:
    ordered = [f"a-{n:03}" for n in range(300)]
    assert len(split_into_strata(ordered, set(ordered[:100]))["near miss"]) == 50


def test_samples_count_what_was_judged_of_each_stratum() -> None:
    answers = [("sure", True), ("sure", False), ("less sure", True), ("near miss", False)]
    samples = build_samples(21, 30, answers)
    assert samples.themed == (StratumSample(11, 2, 1), StratumSample(10, 1, 1))
    assert samples.near == (StratumSample(30, 1, 0),)
    assert samples.estimate_whole() == estimate_true_count(samples.themed, samples.near)
    assert samples.estimate_part(5) is None


def test_an_answer_stands_while_its_ask_lies_where_it_lay() -> None:
    drawn = {"kept": "sure", "gone": "less sure", "still out": "near miss", "come in": "near miss"}
    belongs = {"kept": True, "gone": True, "still out": False, "come in": False}
    standing = select_standing_answers(drawn, belongs, {"kept", "come in"})
    assert standing == [("sure", True), ("near miss", False)]
    assert select_standing_answers(drawn, {}, {"kept"}) == []


def test_an_audit_stands_from_half_the_size_to_double() -> None:
    assert [has_kept_size(20, now) for now in (9, 10, 40, 41)] == [False, True, True, False]
