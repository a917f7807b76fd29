"""Every measure against figures worked out by hand."""

import random

import pytest
from sklearn.metrics import adjusted_mutual_info_score

from clustering.evaluation import metrics
from domain.discovery import BCubed

TRUTH = [*"aaabb", ""]
THEMES = ["1", "1", "2", "2", "2", ""]


def test_b_cubed_is_the_mean_of_what_each_row_shares() -> None:
    # Rows of class a in theme 1: precision 2/2, recall 2/3 each; the third a: 1/3 and 1/3; each b:
    # 2/3 and 2/2; the empty row: 1 and 1.
    score = metrics.compute_b_cubed(TRUTH, THEMES)
    assert score.precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3 + 1) / 6)
    assert score.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6)
    assert score.f1 == pytest.approx(2 * (14 / 3) / 6 / 2)


def test_b_cubed_of_the_example_by_bagga_and_baldwin() -> None:
    # Chains 1-5, 6-7 and 8-12; the answer joins the second and the third: precision
    # (5 x 1 + 2 x 2/7 + 5 x 5/7) / 12 = 76 %, recall 100 %.
    truth = ["first"] * 5 + ["second"] * 2 + ["third"] * 5
    score = metrics.compute_b_cubed(truth, ["x"] * 5 + ["y"] * 7)
    assert score.precision == pytest.approx(64 / 84)
    assert score.recall == 1.0


def test_f1_of_nothing_is_nothing() -> None:
    assert metrics.compute_b_cubed([], []) == BCubed(0.0, 0.0)
    assert BCubed(0.0, 0.0).f1 == 0.0


def test_ami_and_ari_are_one_for_the_same_groups_by_other_names() -> None:
    themes = ["x", "x", "x", "y", "y", ""]
    assert metrics.compute_ami(TRUTH, themes) == pytest.approx(1)
    assert metrics.compute_ari(TRUTH, themes) == pytest.approx(1)


def test_the_adjusted_rand_index_by_its_formula() -> None:
    # Pairs together in both: 1 + 1 = 2; in the truth 3 + 1 = 4; in the themes 1 + 3 = 4; of 15.
    expected = 4 * 4 / 15
    assert metrics.compute_ari(TRUTH, THEMES) == pytest.approx((2 - expected) / (4 - expected))


def test_rows_without_a_theme_are_one_class_for_ami() -> None:
    names = ["1", "1", "2", "2", "2", "none"]
    assert metrics.compute_ami(TRUTH, THEMES) == pytest.approx(
        adjusted_mutual_info_score(TRUTH, names)
    )


def test_coverage_is_over_rows_with_a_class_and_rejection_over_the_others() -> None:
    truth, themes = ["a", "a", "a", "b", "", "", ""], ["1", "1", "", "2", "", "", "2"]
    assert metrics.compute_coverage(truth, themes) == pytest.approx(3 / 4)
    assert metrics.compute_rejection_rate(truth, themes) == pytest.approx(2 / 3)
    assert metrics.compute_coverage([""], ["1"]) is None
    assert metrics.compute_rejection_rate(["a"], [""]) is None


def test_a_class_is_found_where_a_theme_and_it_hold_most_of_each_other() -> None:
    truth = list("aaa") + list("bbbb") + list("cc") + list("d")
    themes = ["1", "1", "2", "3", "3", "4", "4", "2", "2", ""]
    # a: 2 of 3 rows are all of theme 1. b: halves, no theme holds most. c: 2 of 3 in theme 2.
    # d: in no theme.
    assert metrics.compute_found_share(truth, themes) == pytest.approx(2 / 4)
    # A theme in which a class is a minority does not find it.
    assert metrics.compute_found_share(list("aabbb"), list("11111")) == pytest.approx(1 / 2)


def test_purity_rises_with_confidence_where_confidence_is_calibrated() -> None:
    confidence = [number / 20 for number in range(20)]
    truth = ["a" if number >= 5 else f"other {number}" for number in range(20)]
    deciles = metrics.compute_purity_by_decile(truth, ["1"] * 20, confidence)
    assert [decile.number for decile in deciles] == list(range(1, 11))
    assert [decile.rows for decile in deciles] == [2] * 10
    assert [decile.purity for decile in deciles] == [0, 0, 0.5, 1, 1, 1, 1, 1, 1, 1]
    assert deciles[2].least == 0.2


def test_rows_of_equal_confidence_are_in_one_decile() -> None:
    deciles = metrics.compute_purity_by_decile(["a"] * 8 + ["b"] * 2, ["1"] * 10, [0.5] * 10)
    assert [(decile.number, decile.rows, decile.purity) for decile in deciles] == [(1, 10, 0.8)]


def test_rows_without_a_theme_have_no_decile() -> None:
    assert metrics.compute_purity_by_decile(["a", ""], ["", ""], [0, 0]) == ()


def test_a_theme_of_one_language_alone_costs_recall_in_every_language() -> None:
    truth, languages = ["a"] * 5, ["ru", "ru", "uk", "ru", "uk"]
    ru, uk = metrics.score_by_language(truth, ["1", "1", "2", "1", ""], languages)
    assert (ru.language, ru.rows, ru.coverage) == ("ru", 3, 1.0)
    assert ru.b_cubed == BCubed(1.0, 3 / 5)
    assert (uk.language, uk.rows, uk.coverage) == ("uk", 2, 0.5)
    assert uk.b_cubed == BCubed(1.0, 1 / 5)


def test_a_class_is_shared_when_its_main_theme_is_one_in_all_three_languages() -> None:
    rows = [
        *(("a", "1", language) for language in ("ru", "uk", "en", "en")),
        ("a", "2", "en"),
        *(("b", "3", language) for language in ("ru", "uk")),
        ("b", "4", "en"),
        *(("c", "", language) for language in ("ru", "uk", "en")),
        ("d", "5", "ru"),
    ]
    truth, themes, languages = (list(column) for column in zip(*rows, strict=True))
    # a: theme 1 in all three. b: English elsewhere. c: in no theme. d: met in Russian alone.
    assert metrics.compute_cross_language_share(truth, themes, languages) == (1 / 3, 3)


def test_kinds_are_right_whatever_their_spelling() -> None:
    truth = ["bug", "Feature request", "", "praise"]
    kinds = ["bug", "feature_request", "bug", "other"]
    assert metrics.compute_kind_accuracy(truth, kinds) == pytest.approx(2 / 3)
    assert metrics.compute_kind_accuracy([""], ["bug"]) is None


def test_no_measure_depends_on_the_order_of_rows() -> None:
    draw = random.Random(1)
    rows = [
        (draw.choice("abc "), draw.choice("123 "), draw.choice(("ru", "uk", "en")), draw.random())
        for _ in range(60)
    ]

    def compute_all(shown: list[tuple[str, str, str, float]]) -> list[object]:
        truth = [row[0].strip() for row in shown]
        themes = [row[1].strip() for row in shown]
        languages = [row[2] for row in shown]
        return [
            round(metrics.compute_ami(truth, themes), 9),
            round(metrics.compute_b_cubed(truth, themes).f1, 9),
            metrics.compute_purity_by_decile(truth, themes, [row[3] for row in shown]),
            [(score.language, round(score.b_cubed.f1, 9))
             for score in metrics.score_by_language(truth, themes, languages)],
            metrics.compute_cross_language_share(truth, themes, languages),
        ]  # fmt: skip

    assert compute_all(rows) == compute_all(draw.sample(rows, len(rows)))
