import pytest

from domain.conversations import Agent, Conversation, Message
from ingest.asks.answers import Answer, clean_answer, pair_answers
from ingest.asks.segment import cut_asks

OLENA, TARAS = Agent("olena"), Agent("taras")


def say(*turns: tuple[str, str] | tuple[str, str, Agent]) -> Conversation:
    """A conversation of (author, text[, agent]), without times."""
    messages = tuple(
        Message(
            author=turn[0],  # type: ignore[arg-type]
            text=turn[1],
            id=f"m{place}",
            agent=turn[2] if len(turn) > 2 else None,
            position=place,
        )
        for place, turn in enumerate(turns)
    )
    return Conversation("test", messages, id="c1", key="c1")


def pair(*turns: tuple[str, str] | tuple[str, str, Agent]) -> list[Answer | None]:
    """The answer to each kept ask, in order."""
    conversation = say(*turns)
    kept = [ask.id for ask in cut_asks(conversation) if ask.excluded is None]
    found = pair_answers(conversation, frozenset(kept))
    assert set(found) <= set(kept)
    return [found.get(ask) for ask in kept]


def test_an_answer_belongs_to_the_ask_before_it() -> None:
    first, second = pair(
        ("customer", "Where is the link to the webinar?"),
        ("agent", "It is in the letter of this morning.", OLENA),
        ("customer", "And how do I change my address there?"),
        ("agent", "Open the profile and choose Address.", TARAS),
    )
    assert first == Answer("It is in the letter of this morning.", "olena")
    assert second == Answer("Open the profile and choose Address.", "taras")


def test_thanks_between_two_messages_of_an_agent_end_nothing() -> None:
    (answer,) = pair(
        ("customer", "Where is the link to the webinar?"),
        ("agent", "Let me check, one moment please.", OLENA),
        ("customer", "ok, thanks"),
        ("agent", "It is in the letter of this morning.", TARAS),
    )
    assert answer == Answer("It is in the letter of this morning.", "taras")


def test_asks_that_nobody_answered_in_between_share_the_next_answer() -> None:
    first, second = pair(
        ("customer", "Where is the link to the webinar?"),
        ("bot", "A person will be with you soon."),
        ("customer", "The letter with the link never came to me"),
        ("agent", "It is in the spam folder of your mail.", OLENA),
    )
    assert first == second == Answer("It is in the spam folder of your mail.", "olena", shared=2)


def test_who_was_not_answered_has_no_answer() -> None:
    assert pair(
        ("customer", "Where is the link to the webinar?"),
        ("agent", "Thank you for writing! One moment.", OLENA),
        ("customer", "Hello?? I am still waiting for the webinar link"),
    ) == [None, None]


def test_notes_and_bots_are_no_answer() -> None:
    conversation = say(("customer", "Where is the link?"), ("bot", "It is in the letter."))
    note = Message("agent", "she is angry, careful", id="n", public=False, position=5)
    told = Conversation("test", (*conversation.messages, note), id="c1", key="c1")
    kept = frozenset(ask.id for ask in cut_asks(told))
    assert pair_answers(told, kept) == {}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "Hi Anna! Thank you for reaching out. Open Settings and choose Export.\nBest regards",
            "Open Settings and choose Export.",
        ),
        (
            "Добрый день! Извините за неудобства. Деньги вернутся за три дня. Хорошего дня!",
            "Деньги вернутся за три дня.",
        ),
        (
            "Вітаю. Дякуємо за звернення! Чек лежить у розділі «Оплати». На все добре!",
            "Чек лежить у розділі «Оплати».",
        ),
        ("Одну минуту, сейчас проверю.", ""),
        ("Хвилинку, передаю питання колегам.", ""),
        ("Could you give me the order number?", ""),
        ("Sure! How can I help you today?", ""),
    ],
)
def test_what_is_said_around_a_remedy_goes(written: str, told: str) -> None:
    assert clean_answer(written) == told


def test_a_remedy_that_begins_politely_stays_whole() -> None:
    told = (
        "We are sorry that the export stops at a thousand rows: please split the period into "
        "months and export each of them by itself."
    )
    assert clean_answer(told) == told
