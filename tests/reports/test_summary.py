"""The summary says what the numbers say, and is silent about what they cannot carry."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.counts import SnapshotInfo, Totals
from domain.periods import Period
from domain.report import Report
from reports.localise import LANGUAGES, Language, load_locale
from reports.summary import compute_z_score, is_new, summarise
from tests.reports.builders import FEBRUARY, nothing, report, theme


def told(shown: Report, language: Language = "en") -> str:
    return " ".join(summarise(shown, load_locale(language))).replace("\u00a0", " ")


def test_it_counts_and_compares() -> None:
    text = told(report(theme()))
    assert "In February 2026 we heard 1,234 conversations" in text
    assert "1,502 asks in all" in text
    assert "That is 12% more conversations than in January 2026 (1,100)." in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "В феврале 2026 года — 1 234 обращения с содержательными запросами"),
        ("ru", "Обращений на 12 % больше, чем в январе 2026 года (1 100)."),
        ("uk", "У лютому 2026 року — 1 234 звернення зі змістовними запитами"),
        ("uk", "Звернень на 12 % більше, ніж у січні 2026 року (1 100)."),
    ],
)
def test_it_speaks_the_language_asked_for(language: Language, words: str) -> None:
    assert words in told(report(theme()), language)


def test_it_names_the_top_three_with_their_shares() -> None:
    themes = [theme(rank, f"Theme {rank}", conversations=50 - rank) for rank in range(1, 6)]
    text = told(report(*themes))
    assert "“Theme 1” (12.2% of conversations)" in text
    assert "“Theme 3”" in text
    assert "Theme 4" not in text


def test_what_chance_explains_is_no_news() -> None:
    assert "No theme grew or fell by more than chance explains." in told(
        report(theme(conversations=46, before=38))
    )


def test_growth_and_fall_beyond_chance_are_told_with_their_numbers() -> None:
    shown = report(
        theme(1, "Grown", conversations=80, before=40),
        theme(2, "Fallen", conversations=20, before=60),
    )
    text = told(shown)
    assert "Grew most: “Grown” (from 40 to 80)." in text
    assert "Fell most: “Fallen” (from 60 to 20)." in text


def test_tiny_counts_never_make_a_sentence() -> None:
    assert compute_z_score(theme(conversations=9, before=1), FEBRUARY) == 0.0
    assert "from 1 to 9" not in told(report(theme(conversations=9, before=1)))


def test_a_shorter_month_alone_is_no_fall() -> None:
    # 28 days against 31: 10 % less is what the calendar takes away.
    few = theme(conversations=2800, before=3100)
    assert compute_z_score(few, FEBRUARY) == pytest.approx(0.0)


def test_what_was_never_asked_before_is_new() -> None:
    fresh = theme(1, "Fresh", before=0, first_at=datetime(2026, 2, 12, 9, tzinfo=UTC))
    shown = report(fresh)
    assert is_new(shown, fresh)
    assert "New, never asked before: “Fresh” (40 conversations, since 12 February)." in told(shown)


def test_nothing_is_new_where_the_data_begin_with_the_period() -> None:
    fresh = theme(before=0, first_at=datetime(2026, 2, 12, 9, tzinfo=UTC))
    shown = report(fresh, data_from=datetime(2026, 2, 1, tzinfo=UTC))
    assert not is_new(shown, fresh)
    assert "The data begin on 1 February 2026" in told(shown)


def test_an_unfinished_period_is_not_compared() -> None:
    snapshot = SnapshotInfo(7, datetime(2026, 2, 15, tzinfo=UTC), datetime(2026, 2, 14, tzinfo=UTC))
    text = told(report(theme(conversations=20, before=60), snapshot=snapshot))
    assert "The data end on 14 February 2026, 14 days before the period does" in text
    assert "Fell most" not in text
    assert "fewer" not in text


def test_a_quiet_weekend_at_the_end_does_not_make_a_month_unfinished() -> None:
    snapshot = SnapshotInfo(7, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 2, 26, tzinfo=UTC))
    assert report(theme(), snapshot=snapshot).is_comparable


def test_the_last_day_is_that_of_the_workspace() -> None:
    # 28 February, 22:30 in London is already 1 March in Kyiv.
    late = SnapshotInfo(
        7, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 2, 27, 22, 30, tzinfo=UTC)
    )
    kyiv = replace(FEBRUARY, timezone="Europe/Kyiv")
    assert report(snapshot=late).missing_days == 1
    assert report(snapshot=late, period=kyiv).missing_days == 0


def test_all_time_is_not_compared() -> None:
    shown = report(theme(before=None), period=Period("all", None, None), before=None)
    text = told(shown)
    assert text.startswith("Over all time we heard 1,234 conversations")
    assert "than" not in text


def test_themes_not_made_yet_are_asked_for() -> None:
    assert "earshot themes" in told(report())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_period_says_so_and_what_to_do(language: Language) -> None:
    empty = nothing()
    sentences = summarise(empty, load_locale(language))
    assert len(sentences) == 2
    assert load_locale(language).format_during(empty.period).lower() in sentences[0].lower()
    assert "2025" in sentences[1]


def test_an_empty_store_says_so() -> None:
    snapshot = SnapshotInfo(1, datetime(2026, 3, 1, tzinfo=UTC), None)
    assert "No conversation has been read in yet" in told(
        nothing(snapshot=snapshot, data_from=None)
    )


def test_braces_of_a_customer_stay_braces() -> None:
    assert "“{label} {0} {{x}}”" in told(report(theme(label="{label} {0} {{x}}")))


def test_no_conversations_before_means_no_per_cent() -> None:
    shown = report(theme(), before=Totals(0, 0, 0, 0, 0))
    assert "There is nothing before it to compare with." in told(shown)


def test_as_many_as_before_is_told_without_a_number() -> None:
    text = told(report(theme(), before=Totals(1, 1, 0, 0, 1234)))
    assert "That is as many conversations as in January 2026 (1,234)." in text


def test_a_period_of_days_is_compared_with_as_many_days() -> None:
    fortnight = Period("x", date(2026, 2, 2), date(2026, 2, 16))
    assert "than in the 14 days before" in told(report(theme(), period=fortnight))
