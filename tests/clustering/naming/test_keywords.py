"""Keywords set a theme apart: lemmas, no small talk, no digits, no word twice."""

from itertools import combinations

from clustering.naming import keywords_of_themes
from clustering.naming.keywords import same_word

TEXTS = [
    "Пожалуйста, где ссылка на урок 12345?",
    "Не вижу ссылки на уроки [name-1]",
    "Ссылку на урок не прислали, спасибо",
    "Картка не проходить при оплаті",
    "Чому картку відхилено під час оплати? Дякую",
    "Оплата карткою не працює",
    "Hello, I forgot my password",
    "The passwords reset does not arrive",
    "Please reset my password",
]
LANGUAGES = ["ru"] * 3 + ["uk"] * 3 + ["en"] * 3
MEMBERS = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]


def test_keywords_are_lemmas_of_what_a_theme_is_about() -> None:
    ru, uk, en = keywords_of_themes(MEMBERS, TEXTS, LANGUAGES, 5)
    assert set(ru[:2]) == {"ссылка", "урок"}
    assert set(uk[:2]) == {"картка", "оплата"}
    assert set(en[:2]) == {"password", "reset"}


def test_small_talk_digits_and_placeholders_are_no_keywords() -> None:
    said = {word for theme in keywords_of_themes(MEMBERS, TEXTS, LANGUAGES, 9) for word in theme}
    assert not said & {"пожалуйста", "спасибо", "дякую", "hello", "please", "name"}
    assert not any(any(sign.isdigit() for sign in word) for word in said)


def test_no_keyword_is_an_inflection_of_another() -> None:
    for theme in keywords_of_themes(MEMBERS, TEXTS, LANGUAGES, 9):
        assert not any(same_word(one, other) for one, other in combinations(theme, 2))


def test_inflections_are_known_by_their_letters() -> None:
    assert same_word("оплата", "оплатить")
    assert same_word("cancel", "cancelled")
    assert not same_word("card", "cash")


def test_a_long_complaint_does_not_name_a_theme_alone() -> None:
    texts = ["parcel " * 50, "refund late", "refund missing", "login code", "login page"]
    first, _ = keywords_of_themes([[0, 1, 2], [3, 4]], texts, ["en"] * 5, 2)
    assert first[0] == "refund"
