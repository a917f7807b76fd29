"""What needs an answer now is told by words and by facts, each with its reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from signals.impact.urgency import WaitingConversation, find_urgent, find_words

NOW = datetime(2026, 2, 2, 12, tzinfo=UTC)
USUAL = timedelta(hours=2)


def waiting(*texts: str, hours: float = 1, contacts: int = 0, name: str = "c-1") -> (
    WaitingConversation
):  # fmt: skip
    said = tuple(
        (NOW - timedelta(hours=hours) + timedelta(minutes=place), text)
        for place, text in enumerate(texts)
    )
    return WaitingConversation("desk", name, None, (), said, contacts)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I need it today", "a deadline"),
        ("Срочно нужна ссылка", "a deadline"),
        ("Потрібно терміново", "a deadline"),
        ("You charged me twice", "money is gone"),
        ("Деньги пропали с карты", "money is gone"),
        ("Гроші зникли з картки", "money is gone"),
        ("We cannot work at all", "they cannot work"),
        ("У нас ничего не работает", "they cannot work"),
        ("Нічого не працює", "they cannot work"),
        ("Then cancel my subscription", "they threaten to leave"),
        ("Мы перейдём к конкурентам", "they threaten to leave"),
        ("Ми перейдемо до конкурентів", "they threaten to leave"),
        ("My lawyer will write to you", "a lawyer or an authority"),
        ("Подам в суд", "a lawyer or an authority"),
        ("Звернуся до суду", "a lawyer or an authority"),
        ("I will leave a bad review", "a public complaint"),
        ("Напишу отзыв везде", "a public complaint"),
        ("Напишу відгук всюди", "a public complaint"),
    ],
)
def test_words_make_an_ask_urgent(text: str, reason: str) -> None:
    assert reason in find_words([(NOW, text)])


@pytest.mark.parametrize(
    "text",
    ["Where is the link?", "Где ссылка на вебинар?", "Де моє посилання?", "Судя по всему, да"],
)
def test_plain_asks_are_not_urgent_by_their_words(text: str) -> None:
    assert find_words([(NOW, text)]) == ()


def test_facts_are_reasons_and_the_most_come_first() -> None:
    rows = [
        waiting("Where is it?", name="c-new"),
        waiting("Where is it?", hours=3, name="c-late"),
        waiting("Where?", "Hello?", "Anybody?", hours=3, contacts=1, name="c-thrice"),
        waiting("Thanks a lot!", hours=90, name="c-thanks"),
    ]
    told = find_urgent(rows, USUAL, NOW)
    assert [one.conversation.conversation_id for one in told] == ["c-thrice", "c-late"]
    assert told[0].reasons == (
        "waits longer than nine in ten do",
        "3 messages without an answer",
        "wrote before within 7 days",
    )
    assert told[1].waiting == timedelta(hours=3)
    assert find_urgent(rows[:2], None, NOW) == ()


def test_what_a_model_takes_for_urgent_is_a_reason_where_no_words_say_more() -> None:
    plain, told = waiting("hello there"), waiting("I need it today")
    assert find_urgent([plain], None, NOW) == ()
    (one,) = find_urgent([replace(plain, reads_urgent=True)], None, NOW)
    assert one.reasons == ("reads urgent",)
    (one,) = find_urgent([replace(told, reads_urgent=True)], None, NOW)
    assert one.reasons == ("a deadline",)
