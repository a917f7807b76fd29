"""What says nothing is excluded in any language and spelling; what asks for anything is not."""

import pytest

from domain.asks import Exclusion
from ingest.asks.segment import clean_message, cut_asks
from tests.ingest.builders import said, talk

NOTHING: list[tuple[str, Exclusion]] = [
    ("hiii", "greeting"),
    ("hello, can you help me?", "greeting"),
    ("хай, есть кто на связи?", "greeting"),
    ("доброго вечора, маю одне питання", "greeting"),
    ("moin zusammen", "greeting"),
    ("zdravstvuyte", "greeting"),
    ("dobryi den", "greeting"),
    ("thankyou so much sir", "thanks"),
    ("thanks michelle", "thanks"),
    ("спасибо огромное, Наталья, всего доброго", "thanks"),
    ("щиро дякую за допомогу!", "thanks"),
    ("spasibo bolshoe", "thanks"),
    ("duzhe dyakuyu", "thanks"),
    ("obrigada pela ajuda", "thanks"),
    ("merci beaucoup pour votre aide", "thanks"),
    ("thnaks a lot", "thanks"),
    ("спасибоооо", "thanks"),
    ("no, thats all for now thank you", "thanks"),
    ("okthanks", "thanks"),
    ("Спасибо, всё заработало", "thanks"),
    ("дякую, вже відкривається", "thanks"),
    ("yes please proceed", "acknowledgement"),
    ("nothing else", "acknowledgement"),
    ("no more questions", "acknowledgement"),
    ("nope", "acknowledgement"),
    ("yesss", "acknowledgement"),
    ("ok, I will send the receipt tomorrow", "acknowledgement"),
    ("sure i have attached it", "acknowledgement"),
    ("хорошо, сейчас пришлю скриншот", "acknowledgement"),
    ("добре, зараз надішлю", "acknowledgement"),
    ("больше вопросов нет", "acknowledgement"),
    ("та ні, вже не треба", "acknowledgement"),
    ("ponyatno, poprobuyu", "acknowledgement"),
    ("c'est bon, merci", "thanks"),
    ("listo, ya funciona", "acknowledgement"),
    ("alles klar, passt", "acknowledgement"),
    ("oops wrong window, sorry", "acknowledgement"),
    ("пока, удачного дня", "acknowledgement"),
    ("qwerty", "empty"),
    ("йцукен", "empty"),
    ("Ich bin im Urlaub und bis zum 3. Mai nicht erreichbar", "notice"),
    ("Я в отпуске до понедельника, отвечу после возвращения", "notice"),
    ("Я у відпустці, повернусь 12 липня", "notice"),
    ("Мы получили ваше письмо. Это сообщение отправлено автоматически.", "notice"),
    ("Онлайн-казино дарит бонус каждому новому игроку, переходи по ссылке", "spam"),
    ("We offer SEO services, guaranteed first page ranking at best price", "spam"),
    ("Заработок на криптовалюте без вложений, пишите в личку", "spam"),
    ("Позика без відмови за 10 хвилин, тисни на посилання", "spam"),
    ("Gratulacje, wygrałeś! Kliknij i odbierz kredyt", "spam"),
]


@pytest.mark.parametrize(("text", "reason"), NOTHING)
def test_what_says_nothing_is_excluded(text: str, reason: Exclusion) -> None:
    clean_text, excluded = clean_message(text)
    assert clean_text == ""
    # A closing is told apart from a greeting or agreement by nobody.
    assert excluded == reason or {excluded, reason} == {"greeting", "acknowledgement"}


@pytest.mark.parametrize(
    "text",
    [
        "ok but how do I log in",
        "yes, i want to upgrade my plan",
        "хорошо, но код так и не пришёл",
        "ок, а когда вернёте деньги",
        "добре, а де посилання",
        "is it working?",
        "Работает?",
        "уже працює?",
        "no funciona",
        "nie działa",
        "не работает",
        "not working",
        "it was working fine",
        "Ok, I tried that, still the same error",
        "ok I have tried everything",
        "спасибо, попробовал, не помогло",
        "дякую, але посилання не відкривається",
        "thanks Olena, you saved me",
        "great support, thank you",
        "швидко допомогли, супер підтримка",
        "Спасибо за новую тему, очень красиво",
        "hello, refund",
        "nothing works",
        "nothing happens",
        "no sound",
        "нет звука",
        "немає доступу",
        "no code",
        "please call me",
        "stop calling me",
        "дорого!!",
        "Why was my loan refused, you guaranteed it in 5 minutes?",
        "Почему кредит без справок под 0 % не одобрили?",
        "Обещали бонус каждому новому игроку, мне не начислили",
        "Не пришёл приз из розыгрыша, хотя пишет, что вы выиграли",
        "I am on vacation and cannot log in",
        "Я в отпуске и не могу зайти в приложение",
        "My auto-reply is sent twice to every customer",
        "refund5",
        "thanks for nothing",
    ],
)
def test_what_asks_complains_or_praises_is_an_ask(text: str) -> None:
    clean_text, excluded = clean_message(text)
    assert excluded is None
    assert clean_text


def test_a_bare_no_is_excluded_only_as_an_answer() -> None:
    assert clean_message("no") == ("no", None)
    alone, answer = talk(said("нет")), talk(said("Any questions left?", "agent"), said("нет"))
    assert [ask.excluded for ask in cut_asks(alone)] == [None]
    assert [ask.excluded for ask in cut_asks(answer)] == ["acknowledgement"]


def test_a_promise_is_nothing_only_after_agreement() -> None:
    assert clean_message("i will send the receipt tomorrow")[1] is None
    assert clean_message("sure, i will send the receipt tomorrow")[1] == "acknowledgement"


def test_what_was_tried_stays_beside_an_ask() -> None:
    assert clean_message("Ok, I updated the app. The list is blank")[0].startswith(
        "I updated the app"
    )
