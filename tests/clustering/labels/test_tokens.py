"""Words, lemmas and stop words of every language served."""

import pytest

from clustering.labels.tokens import (
    SERVED_LANGUAGES,
    extract_word_runs,
    extract_words,
    find_content_lemma,
    has_cyrillic,
    is_dictionary_word,
    is_stop_word,
    lemmatise,
    load_stop_words,
    pick_lemma_language,
    to_phonetic_key,
)


def test_words_are_without_placeholders_addresses_and_digits() -> None:
    text = "Hi [name-1], see https://a.example/x or me@a.example: order 12345 DOESN’T load"
    assert extract_words(text) == ["hi", "see", "or", "order", "doesn't", "load"]


def test_punctuation_placeholders_and_digits_break_a_run() -> None:
    assert extract_word_runs("pay by card, then [order-1] fails 3 times") == [
        ["pay", "by", "card"], ["then"], ["fails"], ["times"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "language", "lemma"),
    [("ссылки", "ru", "ссылка"), ("картку", "uk", "картка"), ("passwords", "en", "password"),
     ("passwords", "ru", "password")],
)  # fmt: skip
def test_a_word_has_its_dictionary_form_in_the_language_of_its_letters(
    word: str, language: str, lemma: str
) -> None:
    assert lemmatise(word, language) == lemma


def test_letters_decide_the_language_where_the_texts_own_cannot_be() -> None:
    assert pick_lemma_language("посилання", "en") == "ru"
    assert pick_lemma_language("їжа", "en") == "uk"
    assert pick_lemma_language("link", "uk") == "en"
    assert has_cyrillic("aя")
    assert not has_cyrillic("link")


def test_small_talk_and_stop_words_have_no_content_lemma_in_any_language() -> None:
    for language in SERVED_LANGUAGES:
        assert find_content_lemma("спасибо", language) is None
        assert find_content_lemma("please", language) is None
        assert "hello" in load_stop_words(language)
    assert find_content_lemma("ok", "en") is None
    assert find_content_lemma("refunds", "en") == "refund"


def test_lemmas_of_small_talk_are_stop_words_in_either_script() -> None:
    assert is_stop_word("wonder", "ru")
    assert is_stop_word("подсказать", "en")
    assert is_stop_word("дякувати", "uk")
    assert not is_stop_word("refund", "en")
    assert not is_stop_word("возврат", "ru")


def test_words_of_addresses_and_placeholders_are_left_out_wherever_they_stand() -> None:
    told = "See WWW.shop.example/path or https://x.example, me@x.example, [name-1] <first_name> ok"
    assert extract_words(told) == ["see", "or", "ok"]
    assert extract_words("Ｆｕｌｌ width’s ﬁne") == ["full", "width's", "fine"]


def test_words_of_languages_without_a_dictionary_count_as_known() -> None:
    assert is_dictionary_word("certificate", "en")
    assert not is_dictionary_word("sertifcate", "en")
    assert is_dictionary_word("sertifcate", "tr")


def test_a_word_sounds_alike_in_all_its_scripts() -> None:
    assert {to_phonetic_key(word) for word in ("сертификат", "сертифікат", "certificate")} == {
        "sertifikat"
    }
    assert to_phonetic_key("вебинар") == to_phonetic_key("webinar") == to_phonetic_key("вебінар")
