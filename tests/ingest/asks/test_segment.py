"""An ask is what a customer wants in one go; what says nothing is excluded with its reason."""

import pytest

from domain.asks import Ask, Exclusion
from domain.conversations import Message
from ingest.asks.segment import MAX_CLEAN_CHARS, cut_asks
from tests.ingest.builders import NOON, said, talk


def only(text: str, **fields: object) -> Ask:
    (ask,) = cut_asks(talk(said(text, id="m"), **fields))
    return ask


def test_consecutive_customer_messages_are_one_ask() -> None:
    asks = cut_asks(
        talk(
            said("My login fails", minute=1),
            said("checked twice", "agent", 2, public=False),
            said("assigned", "system", 3),
            said("On the phone too", minute=4),
            said("Restart it", "bot", 5),
            said("The page is still blank", minute=6),
        )
    )
    assert [ask.text for ask in asks] == [
        "My login fails\n\nOn the phone too",
        "The page is still blank",
    ]
    assert [ask.at and ask.at.minute for ask in asks] == [1, 6]


def test_messages_come_in_any_order() -> None:
    messages = [
        said("Where is the invoice?", minute=1, id="a"),
        said("Here", "agent", 2, id="b"),
        said("It shows the wrong company", minute=3, id="c"),
    ]
    there, back = cut_asks(talk(*messages)), cut_asks(talk(*reversed(messages)))
    assert there == back
    assert len(there) == 2


def test_ids_come_from_conversation_first_message_and_part() -> None:
    first = only("Where is the link?")
    assert first.id.startswith("a-")
    assert len(first.id) == 18
    assert first.id == only("Where was the link?").id
    assert first.id != only("Where is the link?", id="8").id


def test_the_subject_goes_in_front_where_it_adds_words() -> None:
    assert only("It is blank", subject="Re: Login page").clean_text == "Login page. It is blank"
    assert only("The login page is blank", subject="Login page").text == "The login page is blank"
    assert only("The page is blank", subject="Question").text == "The page is blank"


def test_a_placeholder_is_one_word_when_a_subject_is_compared() -> None:
    assert only("Why does [name-1] see it?", subject="My name").text.startswith("My name")
    assert only("The name 1 is wrong", subject="[name-1]").text.startswith("[name-1]")
    assert only("Here is [name-1] again", subject="[name-1]").text == "Here is [name-1] again"


def test_a_subject_that_an_agent_wrote_is_not_the_customers() -> None:
    told = talk(said("We miss you", "agent"), said("Stop mailing me"), subject="Autumn offer")
    assert [ask.text for ask in cut_asks(told)] == ["Stop mailing me"]


def test_an_ask_without_a_time_takes_that_of_its_conversation() -> None:
    assert only("Where is it?", created_at=NOON).at == NOON
    assert only("Where is it?").at is None


EXCLUDED: list[tuple[str, Exclusion]] = [
    ("", "empty"),
    ("???", "empty"),
    ("[phone-1]", "empty"),
    ("Здравствуйте!", "greeting"),
    ("Добрий день, є хтось?", "greeting"),
    ("Hi there 👋", "greeting"),
    ("Hello Lumo team,", "greeting"),
    ("Bonjour", "greeting"),
    ("Guten Tag!", "greeting"),
    ("спасибо большое!", "thanks"),
    ("Дякую за швидку відповідь", "thanks"),
    ("ok, thank you [name-1]", "thanks"),
    ("Thanks, David", "thanks"),
    ("Muchas gracias", "thanks"),
    ("dziękuję bardzo", "thanks"),
    ("ok", "acknowledgement"),
    ("добре", "acknowledgement"),
    ("понял", "acknowledgement"),
    ("👍", "acknowledgement"),
    ("Автоответ: я в отпуске до 15 числа", "notice"),
    ("Your ticket 7 has been created. Please do not reply to this message.", "notice"),
    ("Це автоматичне повідомлення. Заявку закрито.", "notice"),
]


@pytest.mark.parametrize(("text", "reason"), EXCLUDED)
def test_what_says_nothing_is_excluded_with_its_reason(text: str, reason: Exclusion) -> None:
    ask = only(text)
    assert (ask.excluded, ask.clean_text) == (reason, "")


def test_all_asks_of_a_spam_conversation_are_spam() -> None:
    assert only("Buy followers now", spam=True).excluded == "spam"


@pytest.mark.parametrize(
    "text",
    [
        "спасибо оператору Анне, очень помогла",
        "thank you for the dark theme, love it",
        "Дякую Олені з підтримки, усе пояснила",
        "спасибо, но ссылка не работает",
        "ok but the link is broken",
        "Автовідповідь обіцяла 24 години, минуло 96",
        "Вітаю Дайте, будь ласка, посилання",
        "не работает",
        "refund",
    ],
)
def test_gratitude_for_something_and_short_asks_are_asks(text: str) -> None:
    ask = only(text)
    assert ask.excluded is None
    assert ask.clean_text


@pytest.mark.parametrize(
    ("text", "clean_text"),
    [
        ("Здравствуйте! Не приходит письмо. Заранее спасибо!", "Не приходит письмо."),
        ("Добрий день, підкажіть, будь ласка, де посилання? Дякую", "де посилання?"),
        ("hello where is the link thanks in advance", "where is the link"),
        ("Hi David,\nthe page is blank\n\nBest regards,\nJohn Doe\nACME", "the page is blank"),
        ("Не могу войти\n\nС уважением,\nИван Петров", "Не могу войти"),
        ("Не можу увійти\n\nЗ повагою,\nІван", "Не можу увійти"),
        ("The page is blank\n\nSent from my iPhone", "The page is blank"),
        ("Спасибо, но ссылка не работает", "но ссылка не работает"),
        ("see https://www.help.example/a/b?c=1 please fix", "see help.example please fix"),
        ("a   b\n\n\nc d", "a b c d"),
    ],
)
def test_the_wrapping_is_off(text: str, clean_text: str) -> None:
    assert only(text).clean_text == clean_text


@pytest.mark.parametrize(
    "header",
    [
        "On Tue, Feb 3, 2026 at 2:05 PM Desk <[email-1]> wrote:",
        "вт, 3 февр. 2026 г. в 14:05, Desk <[email-1]> пишет:",
        "3 лютого 2026, 14:05, Desk пише:",
        "Thu, 26 Jun 2014 14:00:51 +0400 от Desk <[email-1]>:",
        '26.06.2014, 14:41, "Desk" <[email-1]>:',
        '02.04.2026 14:20 пользователь "Desk" <\n[email-1]> написал:',
        "Am 03.02.2026 um 14:05 schrieb Desk:",
        "-----Original Message-----",
        "From: Desk\nSent: Tuesday\nTo: Bob\nSubject: Re",
        "От: Desk\nОтправлено: вторник\nКому: Bob\nТема: Re",
        "-- ",
    ],
)
def test_what_is_quoted_below_is_off(header: str) -> None:
    ask = only(f"The link is broken\n\n{header}\nHave you tried the link?")
    assert ask.clean_text == "The link is broken"
    assert "Have you tried" in ask.text


def test_an_answer_below_its_quotation_stays() -> None:
    text = "On 3 Feb 2026, Desk wrote:\n> Did you restart?\n\nNow the link is broken"
    assert only(text).clean_text == "Now the link is broken"


def test_the_clean_text_is_bounded_and_the_text_is_not() -> None:
    ask = only("the link is broken " * 1_000)
    assert len(ask.clean_text) <= MAX_CLEAN_CHARS
    assert len(ask.text) > 10_000


def test_a_message_sent_twice_is_told_once() -> None:
    told = talk(said("The link is broken", id="1"), said("The link is broken", id="2"))
    assert [ask.text for ask in cut_asks(told)] == ["The link is broken"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Где ссылка на вебинар?", "ru"),
        ("Де посилання на вебінар?", "uk"),
        ("Не могу войти", "ru"),
        ("Не можу увійти", "uk"),
        ("Thunderbird cannot set up Outlook after the upgrade", "en"),
        ("Wo finde ich den Link zum Webinar?", "de"),
        ("Je ne trouve pas le lien", "fr"),
        ("Nie mogę się zalogować", "pl"),
        ("ログインできません", "ja"),
        ("12345", "und"),
    ],
)
def test_every_ask_has_its_language(text: str, language: str) -> None:
    assert only(text).language == language


def test_a_conversation_without_customers_words_has_no_asks() -> None:
    nobody: tuple[Message, ...] = ()
    assert cut_asks(talk(*nobody)) == []
    assert cut_asks(talk(said("Hello", "agent"), said("note", public=False))) == []
