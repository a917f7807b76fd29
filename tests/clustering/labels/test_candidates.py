"""Phrases are cleaned, whole, and short enough for a label."""

import pytest

from clustering.labels.candidates import MAX_LABEL_CHARS, extract_phrases, is_dangling_word


def first(text: str) -> str | None:
    found = extract_phrases(text)
    return found[0].text if found else None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Hello! Where is the link to my lesson?", "Where is the link to my lesson?"),
        ("Hi [name-1], my payment failed. Please help", "My payment failed"),
        ("Добрый день, подскажите, не приходит код на почту...", "Не приходит код на почту"),
        ("Здравствуйте! Спасибо! Не могу войти в кабинет", "Не могу войти в кабинет"),
        ("Доброго дня! Не приходить посилання на урок", "Не приходить посилання на урок"),
        ("Дякую. Як змінити картку для оплати?", "Як змінити картку для оплати?"),
        ("https://example.com/x refund not received", "Refund not received"),
        ("Секунда, а почему код для входа не приходит?", "Почему код для входа не приходит?"),
        ("слушайте, добавьте, пожалуйста, тёмную тему!!! 🙂", "Добавьте тёмную тему"),
        ("Дивіться, таке питання: де мій сертифікат)))", "Де мій сертифікат"),
        ("Файл не прикрепляется, что делать?", "Файл не прикрепляется"),
        ("My card was declined, any ideas? thanks in advance", "My card was declined"),
    ],
)
def test_what_is_wrapped_around_an_ask_is_taken_off(text: str, phrase: str) -> None:
    assert first(text) == phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Нет звука в уроке", "Нет звука в уроке"),
        ("Сегодня не работает сайт", "Сегодня не работает сайт"),
        ("Question about the invoice", "Question about the invoice"),
        ("No code is sent to me", "No code is sent to me"),
        ("Проблема с оплатой", "Проблема с оплатой"),
    ],
)
def test_words_that_open_a_sentence_stay_where_they_are_its_sense(text: str, phrase: str) -> None:
    assert first(text) == phrase


@pytest.mark.parametrize(
    "text",
    ["", "...", "Hello!", "Добрый день", "[name-1]", "Дякую!", "Thank you David for your help",
     "Спасибо за помощь", "Where is [name-2] order?", "Send it to [email-1]"],
)  # fmt: skip
def test_wrapping_thanks_and_sentences_with_holes_name_nothing(text: str) -> None:
    assert first(text) is None


def test_a_long_sentence_is_cut_at_a_clause_and_is_told_to_be_cut() -> None:
    text = (
        "I cannot open the lesson that I bought yesterday, although I paid with my card and the "
        "money was taken from the account"
    )
    cut = extract_phrases(text)[0]
    assert cut.text == "I cannot open the lesson that I bought yesterday"
    assert cut.cut > 0
    assert extract_phrases("I cannot open the lesson")[0].cut == 0


def test_after_a_but_comes_what_is_wrong() -> None:
    text = "Скидка действует до вечера, сказали мне, но оплата не проходит"
    told = [phrase.text for phrase in extract_phrases(text)]
    assert "Оплата не проходит" in told
    assert "Скидка действует до вечера" not in told


def test_no_phrase_ends_before_its_end() -> None:
    texts = [
        "download " * 30,
        "После обновления сайта Apple Pay и Google Pay пропали из списка способов оплаты совсем",
        "I would like to move my individual lesson with the teacher to the evening of another day",
    ]
    for text in texts:
        for phrase in extract_phrases(text):
            assert len(phrase.text) <= MAX_LABEL_CHARS
            assert not is_dangling_word(phrase.text.split()[-1])
            assert phrase.cut == 3


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Не могу войти, забыл пароль мой телефон [phone-1]", "Не могу войти, забыл пароль"),
        ("Як отримати сертифікат мене звати [name-1]", "Як отримати сертифікат"),
        ("Where is the link my email is [email-1]", "Where is the link"),
    ],
)
def test_who_somebody_is_costs_its_own_words_alone(text: str, phrase: str) -> None:
    assert extract_phrases(text)[0].text == phrase
