"""Russian and Ukrainian in Latin letters are recognised; texts of other languages are not."""

import pytest

from ingest.language.transliterated import detect_transliteration


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("gde ssylka na vebinar", "ru"),
        ("gde", "ru"),
        ("yak oplatyty kurs", "uk"),
        ("where is the link", None),
        ("wo ist die rechnung", None),
        ("na", None),
        ("gde ssylka na šest", None),
        ("12345", None),
    ],
)
def test_the_language_that_a_latin_text_transliterates(text: str, language: str | None) -> None:
    assert detect_transliteration(text) == language


def test_function_words_of_another_language_outweigh_half_as_many_readable_words() -> None:
    assert detect_transliteration("ne mogu voiti", foreign=0) == "ru"
    assert detect_transliteration("ne mogu voiti", foreign=2) is None
