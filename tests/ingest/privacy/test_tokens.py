"""What the text around a word says of it: a greeting, a vocative, a signature, a title."""

import pytest

from ingest.privacy.tokens import TokenisedText

TEXT = TokenisedText(
    "Здравствуйте, Вера! Спросите у Павла. Курс «Мастер», GLib от McKay, ИНН нет\nAnna"
)
AT = {token.text: at for at, token in enumerate(TEXT.tokens)}


def test_a_vocative_is_between_commas_or_marks() -> None:
    assert [word for word, at in AT.items() if TEXT.is_addressed(at)] == ["Вера"]


def test_a_name_follows_a_verb_of_speaking() -> None:
    assert TEXT.is_spoken_to(AT["Павла"])
    assert not TEXT.is_spoken_to(AT["Вера"])


def test_a_signature_is_the_last_line() -> None:
    assert [word for word, at in AT.items() if TEXT.is_signature(at)] == ["Anna"]


def test_a_quoted_word_after_course_is_a_title() -> None:
    assert [word for word, at in AT.items() if TEXT.names_a_thing(at)] == ["Мастер"]


def test_a_sentence_begins_after_a_mark_a_quotation_mark_or_a_line_break() -> None:
    begun = [word for word, at in AT.items() if TEXT.begins_sentence(at)]
    assert begun == ["Здравствуйте", "Спросите", "Курс", "Мастер", "Anna"]


@pytest.mark.parametrize(
    ("word", "inner", "all_caps"),
    [("GLib", True, False), ("McKay", False, False), ("ИНН", False, True), ("Anna", False, False)],
)
def test_capitals_inside_a_word_make_a_product(word: str, inner: bool, all_caps: bool) -> None:
    token = TEXT.tokens[AT[word]]
    assert (token.has_inner_capital, token.is_all_caps) == (inner, all_caps)


def test_stress_marks_do_not_separate_words() -> None:
    assert [token.text for token in TokenisedText("Ма\u0301рина ждёт").tokens] == [
        "Ма\u0301рина",
        "ждёт",
    ]
