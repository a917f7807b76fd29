"""Letters, words and lingua tell languages apart; Latin spellings count as what they spell."""

import pytest

from ingest.language.detect import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("где ссылка", "ru"),
        ("де посилання", "uk"),
        ("кіт", "uk"),
        ("съел", "ru"),
        ("gde ssylka na vebinar", "ru"),
        ("ne rabotaet vhod", "ru"),
        ("yak oplatyty kurs", "uk"),
        ("nemaye dostupu do uroku", "uk"),
        ("where is the link", "en"),
        ("refund please", "en"),
        ("open Google Chrome", "en"),
        ("wo ist meine Rechnung", "de"),
        ("no funciona el enlace", "es"),
        ("gdzie jest faktura", "pl"),
        ("Добрий день, а где у вас розклад? Ничего не нашла, тільки домашні", "mixed"),
        ("оплата прошла, чек на почте есть, but access still missing", "mixed"),
        ("Не открывается Google Chrome и Safari", "ru"),
        ("12345 :)", "und"),
    ],
)
def test_the_language_of_short_texts(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_only_the_languages_asked_for_are_told() -> None:
    assert detect_language("goedemorgen allemaal", ("en", "nl")) == "nl"
    assert detect_language("guten morgen zusammen", ("de", "fr")) == "de"
    assert detect_language("gde ssylka", ("en", "de")) in {"en", "de"}


def test_polish_that_reads_like_russian_is_polish() -> None:
    assert detect_language("zacznij czasomierz na 10 minut") == "pl"
    assert detect_language("propala knopka oplaty") == "uk"
