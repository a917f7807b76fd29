"""Words of chat programs beside people's own."""

import pytest

from ingest.readers.messengers.chat_words import find_half, is_link, strip_notes, to_hours


@pytest.mark.parametrize(
    ("words", "half"),
    [("a. m.", "am"), ("P.M.", "pm"), ("ص", "am"), ("م", "pm"), ("上午", "am"), ("中午", "noon"),
     ("오후", "pm"), ("PG", "am"), ("ptg", "pm"), ("ÖÖ", "am"), ("μ.μ.", "pm"), ("ДП", "am"),
     ("am Nachmittag", "pm"), ("Anna", None), ("", None)],
)  # fmt: skip
def test_halves_of_the_day_are_told_in_many_languages(words: str, half: str | None) -> None:
    assert find_half(words) == half


def test_hours_of_a_half_become_hours_of_a_day() -> None:
    assert [to_hours(12, "am"), to_hours(12, "pm"), to_hours(1, "noon"), to_hours(11, "noon")] == [
        0, 12, 13, 11]  # fmt: skip
    assert (to_hours(15, "pm"), to_hours(9, None)) == (15, 9)


def test_words_before_a_clock_are_known() -> None:
    assert is_link("a las")
    assert not is_link("Anna")


@pytest.mark.parametrize(
    "text",
    ["This message was deleted", "تم حذف هذه الرسالة", "Questo messaggio è stato eliminato",
     "此訊息已刪除", "<Media omitted>", "<تم استبعاد الوسائط>", "<Medien ausgeschlossen>",
     "<allegato: a.jpg>", "IMG-1.jpg (файл додано)", "image omitted", "Bild weggelassen"],
)  # fmt: skip
def test_notes_are_no_words(text: str) -> None:
    assert strip_notes(text) == ""


@pytest.mark.parametrize(
    "text", ["Hola <Se editó este mensaje>", "Hola <تم تعديل هذه الرسالة>", "Hola"]
)
def test_an_edited_message_keeps_its_words(text: str) -> None:
    assert strip_notes(text) == "Hola"


def test_words_that_are_like_a_note_stay() -> None:
    assert strip_notes("My video omitted the end") == "My video omitted the end"
