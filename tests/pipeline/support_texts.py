"""About 200 short support messages in three languages, for commands that read a file of texts."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

ASKS = {
    "link": (
        "где ссылка на вебинар", "не могу найти ссылку на вебинар", "не пришла ссылка на вебинар",
        "де посилання на вебінар", "не можу знайти посилання на вебінар",
        "where is the webinar link", "I can't find the link to the webinar",
    ),
    "refund": (
        "как вернуть деньги за курс", "хочу вернуть деньги", "верните деньги за курс пожалуйста",
        "як повернути гроші за курс", "хочу повернути гроші",
        "how do I get a refund for the course", "I want my money back for the course",
    ),
    "password": (
        "не могу войти, пароль не подходит", "забыл пароль, как войти", "пароль не принимает",
        "не можу увійти, пароль не підходить", "забув пароль, як увійти",
        "I forgot my password and can't log in", "my password is not accepted",
    ),
    "certificate": (
        "когда придёт сертификат", "где скачать сертификат", "не вижу сертификат в кабинете",
        "коли прийде сертифікат", "де завантажити сертифікат",
        "where can I download my certificate", "when will my certificate arrive",
    ),
    "sound": (
        "нет звука в видео урока", "в уроке пропал звук", "видео без звука",
        "немає звуку у відео уроку", "в уроці зник звук",
        "there is no sound in the lesson video", "the lesson video has no audio",
    ),
}  # fmt: skip
WRAPPINGS = ("{}", "Здравствуйте! {}", "{}?", "Добрий день, {}. Дякую!", "Hello, {}", "{}!!!")
NOTHING = ("Здравствуйте!", "дякую", "thanks!", "ok", "", "   ", "привет")


def labelled() -> list[tuple[str, str]]:
    """(text, class), the class empty where there is nothing to say."""
    rows = [
        (wrapping.format(text), name)
        for name, texts in ASKS.items()
        for text in texts
        for wrapping in WRAPPINGS
    ]
    return rows + [(text, "") for text in NOTHING]


def shuffled(seed: int) -> list[tuple[int, str, str]]:
    """(place among `labelled`, text, class) in another order."""
    rows = [(place, *row) for place, row in enumerate(labelled())]
    return random.Random(seed).sample(rows, len(rows))


def write(path: Path, rows: Sequence[Sequence[object]], header: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path
