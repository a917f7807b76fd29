"""A label from elsewhere must keep every rule of our own."""

import pytest

from clustering.labels.choose import build_label_key
from clustering.labels.validate import is_in_alphabet_of, validate_label


def test_a_good_label_is_cleaned_and_capitalised() -> None:
    assert validate_label(' "where is the link?" ', "en", set()) == "Where is the link?"
    assert validate_label("«не приходит код»", "ru", set()) == "Не приходит код"


@pytest.mark.parametrize(
    ("offered", "language"),
    [
        (None, "en"),
        ("ab", "en"),
        ("a" * 61, "en"),
        ("one two three four five six seven eight nine ten eleven", "en"),
        ("link *bold*", "en"),
        ("two\nlines", "en"),
        ("order of [name-1]", "en"),
        ("see https://a.example/x", "en"),
        ("order 12345 is late", "en"),
        ("refund 🙏 is late", "en"),
        ("payment of the", "en"),
        ("где ссылка", "en"),
        ("where is the link", "ru"),
        ("де мій код", "ru"),
        ("где ссылки", "uk"),
    ],
)
def test_a_label_that_breaks_a_rule_is_refused(offered: object, language: str) -> None:
    assert validate_label(offered, language, set()) is None


def test_a_label_like_another_is_refused() -> None:
    taken = {build_label_key("Where are the links?", "en")}
    assert validate_label("Where is the link", "en", taken) is None
    assert validate_label("Where is the lesson", "en", taken) == "Where is the lesson"


def test_foreign_names_may_stand_in_a_label() -> None:
    assert is_in_alphabet_of("Оплата через Google Pay недоступна", "ru")
    assert not is_in_alphabet_of("Google Pay нет", "ru")
