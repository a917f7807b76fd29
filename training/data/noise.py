"""The wrapping and the slips of real messages, laid over clean text before the student reads it.

The teacher always reads the clean English: so the student learns that none of this matters.
"""

import random
import re
from collections.abc import Callable

from training.data.translit import romanise

GREETINGS = {
    "en": "Hi,|Hello!|Hey|Good morning,|Hi there!|Hello team,|Good evening.|Dear support,|hi|"
    "Hey guys,|Good afternoon!|Greetings,|yo|Hello, I have a question.|Hi, quick question:|"
    "Can you help me?|Hope you are well.|Sorry to bother you.|Not sure who to ask, but",
    "ru": "Здравствуйте!|Добрый день,|Привет!|Доброго времени суток.|здравствуйте|Добрый вечер!|"
    "Доброе утро,|Уважаемая поддержка,|Приветствую!|добрый день подскажите|Здрасте,|"
    "Здравствуйте, у меня вопрос.|Подскажите пожалуйста,|Помогите пожалуйста!|Ребята, привет|"
    "Добрый день! Такая ситуация:|Извините за беспокойство.|Скажите,|Всем привет,|День добрый",
    "uk": "Добрий день!|Вітаю,|Привіт!|Доброго дня,|вітаю|Добрий вечір!|Доброго ранку,|"
    "Шановна підтримко,|Доброго здоров'я!|добрий день підкажіть|Вітання,|"
    "Добрий день, маю питання.|Підкажіть будь ласка,|Допоможіть будь ласка!|Друзі, вітаю|"
    "Доброго дня! Така ситуація:|Перепрошую за турботу.|Скажіть,|Всім привіт,|День добрий",
}
FAREWELLS = {
    "en": "Thanks!|Thank you in advance.|thanks|Thank you!|Please help.|Best regards|Cheers|"
    "Looking forward to your reply.|asap please|Kind regards,|Any ideas?|Please advise.|thx|"
    "Have a nice day!|It's urgent!|Waiting for your answer.|What should I do?|Help!|TIA",
    "ru": "Спасибо!|Заранее спасибо.|спасибо|Жду ответа.|Помогите|С уважением|Благодарю!|"
    "Буду благодарна за ответ.|срочно!|пожалуйста|Хорошего дня!|Что делать?|Очень срочно|"
    "Заранее благодарен!|Ответьте пожалуйста|Как быть?|спс|С нетерпением жду ответа|Плиз",
    "uk": "Дякую!|Наперед дякую.|дякую|Чекаю відповіді.|Допоможіть|З повагою|Щиро дякую!|"
    "Буду вдячна за відповідь.|терміново!|будь ласка|Гарного дня!|Що робити?|Дуже терміново|"
    "Заздалегідь вдячний!|Дайте відповідь будь ласка|Як бути?|дяк|Чекаю на вашу відповідь|Плз",
}
ASIDES = {
    "en": "order {n}|order #{n}|ticket {n}|my account is {n}|#{n}|(id {n})|invoice {n}|case {n}",
    "ru": "заказ {n}|заказ №{n}|обращение {n}|номер {n}|№{n}|(id {n})|счет {n}|мой логин {n}",
    "uk": "замовлення {n}|замовлення №{n}|звернення {n}|номер {n}|№{n}|(id {n})|рахунок {n}",
}
EMOJI = [
    "🙏",
    "😡",
    "😢",
    "🙂",
    "👍",
    "😭",
    "❤️",
    "🤔",
    "😅",
    "😞",
    "🔥",
    "👏",
    "🙈",
    ")",
    "))",
    ")))",
    ":(",
    ":)",
    "(((",
    ";)",
    "^^",
    "!!!",
    "???",
    "?!",
    "...",
    ").",
]
_ALPHABET = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
_CHOICES = {
    kind: {lang: text.split("|") for lang, text in table.items()}
    for kind, table in (("hello", GREETINGS), ("bye", FAREWELLS), ("aside", ASIDES))
}
LANGUAGES = ("en", "ru", "uk")


def roughen(text: str, lang: str, rng: random.Random, strength: float = 1.0) -> str:
    """One message as a hurried customer might have typed it; `strength` 0 leaves it alone."""

    def happens(chance: float) -> bool:
        return rng.random() < chance * strength

    if happens(0.25):
        text = _add_typos(text, lang, rng)
    if happens(0.12):
        text = _add_aside(text, lang, rng)
    if happens(0.25):
        text = f"{_pick('hello', _pick_language(lang, rng), rng)} {text}"
    if happens(0.2):
        text = f"{_add_ending(text, rng)} {_pick('bye', _pick_language(lang, rng), rng)}"
    text = _make_careless(text, happens, rng)
    if lang != "en" and happens(0.1):
        text = romanise(text, lang, rng)
    return text


def _make_careless(text: str, happens: Callable[[float], bool], rng: random.Random) -> str:
    """Letters' case, punctuation and emoji as they fall."""
    if happens(0.25):
        text = text.lower()
    elif happens(0.03):
        text = text.upper()
    if happens(0.25):
        text = re.sub(r"[.,!?;:«»\"]+(?=\s|$)", "", text)
    return f"{text} {rng.choice(EMOJI)}" if happens(0.08) else text


def _add_typos(text: str, lang: str, rng: random.Random) -> str:
    for _ in range(rng.choice((1, 1, 2))):
        text = _add_typo(text, lang, rng)
    return text


def _add_typo(text: str, lang: str, rng: random.Random) -> str:
    """One slip inside a word of four letters or more."""
    words = text.split(" ")
    long_words = [i for i, word in enumerate(words) if len(word) > 3]
    if not long_words:
        return text
    chosen = rng.choice(long_words)
    words[chosen] = _misspell(words[chosen], lang, rng)
    return " ".join(words)


def _misspell(word: str, lang: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    slip = rng.randrange(5)
    if slip == 0:
        return word[:at] + word[at + 1 :]
    if slip == 1:
        return word[:at] + word[at] + word[at:]
    if slip == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if slip == 3:
        return word[:at] + rng.choice(_ALPHABET[lang]) + word[at + 1 :]
    return word[:at] + " " + word[at:] if len(word) > 7 else word + word[-1]


def _add_aside(text: str, lang: str, rng: random.Random) -> str:
    number = str(rng.randrange(10 ** rng.randrange(3, 9)))
    aside = _pick("aside", lang, rng).format(n=number)
    return f"{aside} {text}" if rng.random() < 0.5 else f"{text} {aside}"


def _add_ending(text: str, rng: random.Random) -> str:
    return text if text.endswith((".", "!", "?")) or rng.random() < 0.5 else text + "."


def _pick_language(lang: str, rng: random.Random) -> str:
    """The message's own language, or now and then another: people mix."""
    return lang if rng.random() < 0.9 else rng.choice(LANGUAGES)


def _pick(kind: str, lang: str, rng: random.Random) -> str:
    return rng.choice(_CHOICES[kind][lang])
