"""Keywords set a theme apart, language by language: lemmas, no small talk, no digits, no typos, no
word twice."""

from itertools import combinations

from clustering.labels.corpus_terms import build_vocabulary
from clustering.labels.keywords import extract_keywords, is_same_word

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
THEMES = [{"ru": [0, 1, 2]}, {"uk": [3, 4, 5]}, {"en": [6, 7, 8]}]


def strongest(wanted: int) -> list[tuple[str, ...]]:
    told = extract_keywords(THEMES, build_vocabulary(TEXTS, LANGUAGES), wanted)
    return [words for theme in told for words in theme.values()]


def test_keywords_are_lemmas_of_what_a_theme_is_about() -> None:
    ru, uk, en = strongest(5)
    assert set(ru[:2]) == {"ссылка", "урок"}
    assert set(uk[:2]) == {"картка", "оплата"}
    assert set(en[:2]) == {"password", "reset"}


def test_small_talk_digits_and_placeholders_are_no_keywords() -> None:
    said = {word for theme in strongest(9) for word in theme}
    assert not said & {"пожалуйста", "спасибо", "дякую", "hello", "please", "name"}
    assert not any(any(sign.isdigit() for sign in word) for word in said)


def test_no_keyword_is_another_one_inflected() -> None:
    for theme in strongest(9):
        assert not any(is_same_word(one, other) for one, other in combinations(theme, 2))


def test_inflections_and_transliterations_are_known_by_their_letters() -> None:
    assert is_same_word("оплата", "оплатить")
    assert is_same_word("cancel", "cancelled")
    assert is_same_word("сертификат", "sertifikat")
    assert is_same_word("сертификат", "сертифікат")
    assert is_same_word("сертификат", "certificate")
    assert not is_same_word("card", "cash")


def test_a_theme_in_three_languages_says_nothing_twice() -> None:
    texts = ["Где сертификат?", "Сертификат за курс", "Де сертифікат?", "Where is my certificate"]
    languages = ["ru", "ru", "uk", "en"]
    told = extract_keywords(
        [{"ru": [0, 1], "uk": [2], "en": [3]}], build_vocabulary(texts, languages), 5
    )
    assert told == [{"ru": ("сертификат", "курс"), "uk": ("сертифікат",), "en": ("certificate",)}]


def test_a_typo_is_no_keyword() -> None:
    texts = ["Где сертификат?", "Сертификат за курс", "Сиртифекат за курс"]
    vocabulary = build_vocabulary(texts, ["ru"] * 3)
    assert extract_keywords([{"ru": [0, 1, 2]}], vocabulary, 5) == [{"ru": ("курс", "сертификат")}]


def test_a_long_complaint_does_not_name_a_theme_alone() -> None:
    texts = ["parcel " * 50, "refund late", "refund missing", "login code", "login page"]
    first, _ = extract_keywords(
        [{"en": [0, 1, 2]}, {"en": [3, 4]}], build_vocabulary(texts, ["en"] * 5), 2
    )
    assert first["en"][0] == "refund"
