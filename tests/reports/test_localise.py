from datetime import date

import pytest

from domain.periods import Period
from reports.localise import LANGUAGES, Language, load_locale, pick_plural_form


@pytest.mark.parametrize(
    ("language", "n", "told"),
    [
        ("en", 0, "0 conversations"),
        ("en", 1, "1 conversation"),
        ("en", 1234, "1,234 conversations"),
        ("ru", 1, "1 обращение"),
        ("ru", 22, "22 обращения"),
        ("ru", 5, "5 обращений"),
        ("ru", 11, "11 обращений"),
        ("ru", 112, "112 обращений"),
        ("ru", 1001, "1 001 обращение"),
        ("uk", 21, "21 звернення"),
        ("uk", 14, "14 звернень"),
        ("uk", 0, "0 звернень"),
    ],
)
def test_a_number_and_its_noun_agree(language: Language, n: int, told: str) -> None:
    assert load_locale(language).format_count("conversations", n).replace("\u00a0", " ") == told


def test_a_small_part_is_never_told_as_none() -> None:
    words = load_locale("en")
    assert [words.format_part(share) for share in (0.0, 0.004, 0.012, 1.0)] == [
        "0%",
        "<1%",
        "1%",
        "100%",
    ]
    assert words.format_language_codes((("ru", 0.997), ("tr", 0.003))) == "ru\u00a0100% tr\u00a0<1%"


def test_numbers_between_eleven_and_fourteen_take_the_many_form() -> None:
    assert {pick_plural_form("uk", n) for n in (11, 12, 13, 14, 111, 1012)} == {2}


@pytest.mark.parametrize(
    ("start", "end", "title", "during"),
    [
        ((2026, 2, 1), (2026, 3, 1), "февраль 2026 года", "в феврале 2026 года"),
        ((2026, 4, 1), (2026, 7, 1), "II квартал 2026 года", "во II квартале 2026 года"),
        ((2026, 1, 1), (2027, 1, 1), "2026 год", "в 2026 году"),
        ((2026, 2, 14), (2026, 2, 15), "14 февраля 2026 года", "14 февраля 2026 года"),
        ((2026, 2, 2), (2026, 2, 9), "2–8 февраля 2026 года", "со 2 по 8 февраля 2026 года"),
        (
            (2026, 1, 30),
            (2026, 2, 6),
            "30 января – 5 февраля 2026 года",
            "с 30 января по 5 февраля 2026 года",
        ),
        (
            (2025, 12, 29),
            (2026, 1, 5),
            "29 декабря 2025 года – 4 января 2026 года",
            "с 29 декабря 2025 года по 4 января 2026 года",
        ),
    ],
)
def test_a_period_is_told_as_a_person_would(
    start: tuple[int, int, int], end: tuple[int, int, int], title: str, during: str
) -> None:
    period = Period("x", date(*start), date(*end))
    assert load_locale("ru").format_period(period) == title
    assert load_locale("ru").format_during(period) == during


def test_a_month_is_the_same_however_it_was_asked_for() -> None:
    period = Period("2026-02-01..2026-03-01", date(2026, 2, 1), date(2026, 3, 1))
    assert load_locale("uk").format_during(period) == "у лютому 2026 року"
    assert load_locale("en").format_period(period) == "February 2026"


def test_what_comes_before_days_is_told_by_their_number() -> None:
    before = Period("x", date(2026, 1, 18), date(2026, 2, 1))
    assert load_locale("en").format_before(before) == "in the 14\u00a0days before"
    assert load_locale("uk").format_before(before) == "за 14\u00a0днів до того"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (0.123, "+12%"),
        (-0.5, "−50%"),
        (0.001, "0%"),
        (-0.004, "0%"),
        (12.5, "+1,250%"),
        (None, "–"),
    ],
)
def test_a_change_is_signed_and_a_rounded_nought_is_not(change: float | None, told: str) -> None:
    assert load_locale("en").format_change(change) == told


def test_cyrillic_per_cents_have_a_comma_and_a_space() -> None:
    assert load_locale("ru").format_percent(0.0456, 1) == "4,6\u00a0%"


def test_all_languages_say_the_same_things_with_the_same_values() -> None:
    def shape(told: object) -> object:
        if isinstance(told, dict):
            return {key: shape(value) for key, value in told.items()}
        return len(told) if isinstance(told, list) and len(told) == 12 else type(told)

    shapes = [shape(dict(load_locale(language).texts)) for language in LANGUAGES]
    assert shapes[0] == shapes[1] == shapes[2]
