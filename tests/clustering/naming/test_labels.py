"""Labels read like a person's: no wrapping, short, whole, in the main language, all different."""

import pytest

from clustering.naming import Candidate, labels_of_themes
from clustering.naming.phrases import LONGEST, phrase_of


@pytest.mark.parametrize(
    ("text", "language", "phrase"),
    [
        ("Hello! Where is the link to my lesson?", "en", "Where is the link to my lesson?"),
        ("Hi [name-1], my payment failed. Please help", "en", "My payment failed"),
        ("Добрый день, подскажите, не приходит код на почту...", "ru", "Не приходит код на почту"),
        ("Здравствуйте! Спасибо! Не могу войти в кабинет", "ru", "Не могу войти в кабинет"),
        ("Доброго дня! Не приходить посилання на урок", "uk", "Не приходить посилання на урок"),
        ("Дякую. Як змінити картку для оплати?", "uk", "Як змінити картку для оплати?"),
        ("https://example.com/x refund not received", "en", "Refund not received"),
    ],
)
def test_wrapping_is_taken_off(text: str, language: str, phrase: str) -> None:
    assert phrase_of(text, language) == phrase


def test_a_long_ask_is_cut_at_a_clause_or_a_word() -> None:
    text = (
        "I cannot open the lesson that I bought yesterday, although I paid with my card and the "
        "money was taken from the account"
    )
    assert phrase_of(text, "en") == "I cannot open the lesson that I bought yesterday"
    endless = phrase_of("download " * 30, "en")
    assert endless is not None
    assert len(endless) <= LONGEST
    assert endless.endswith("download")


@pytest.mark.parametrize("text", ["", "...", "Hello!", "Добрый день", "[name-1]", "Дякую!"])
def test_wrapping_alone_names_nothing(text: str) -> None:
    assert phrase_of(text, "en") is None


def test_no_two_labels_are_alike() -> None:
    same = [
        Candidate("My card was declined", "en", 0.9),
        Candidate("Card payment is refused", "en", 0.8),
    ]
    labels = labels_of_themes([same, same, same, same], [("card", "decline")] * 4, ["en"] * 4)
    assert len({label.casefold() for label in labels}) == 4
    assert labels[:2] == ["My card was declined", "Card payment is refused"]


def test_a_label_is_in_the_themes_main_language() -> None:
    asks = [
        Candidate("Where is my lesson link?", "en", 0.95),
        Candidate("Не могу найти ссылку на урок", "ru", 0.8),
    ]
    assert labels_of_themes([asks], [("ссылка",)], ["ru"]) == ["Не могу найти ссылку на урок"]


def test_keywords_name_a_theme_whose_asks_hold_no_phrase() -> None:
    assert labels_of_themes([[Candidate("???", "en", 0.9)]], [("refund", "late")], ["en"]) == [
        "Refund, late"
    ]
