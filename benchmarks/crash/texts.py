"""Conversations of ours in three languages, and how many asks each of them holds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOPICS: dict[str, tuple[str, ...]] = {
    "invoice": (
        "где скачать счёт за прошлый месяц", "не могу найти счёт за март", "нужен счёт на оплату",
        "де завантажити рахунок за минулий місяць", "не можу знайти рахунок за березень",
        "where can I download last month's invoice", "I can't find the invoice for March",
    ),
    "dark": (
        "добавьте тёмную тему", "глаза болят, нужна тёмная тема", "когда появится тёмная тема",
        "додайте темну тему", "очі болять, потрібна темна тема",
        "please add a dark theme", "my eyes hurt, I need a dark theme",
    ),
    "sync": (
        "заметки не синхронизируются с телефоном", "синхронизация с телефоном не работает",
        "нотатки не синхронізуються з телефоном", "синхронізація з телефоном не працює",
        "notes do not sync with my phone", "syncing with the phone does not work",
    ),
    "export": (
        "как выгрузить таблицу в Excel", "не получается выгрузить таблицу в Excel",
        "як вивантажити таблицю в Excel", "не виходить вивантажити таблицю в Excel",
        "how do I export the table to Excel", "exporting the table to Excel fails",
    ),
    "seats": (
        "как добавить коллегу в команду", "не могу пригласить коллегу в команду",
        "як додати колегу до команди", "не можу запросити колегу до команди",
        "how do I add a colleague to the team", "I can't invite a colleague to the team",
    ),
    "print": (
        "принтер печатает пустые страницы", "при печати выходят пустые страницы",
        "принтер друкує порожні сторінки", "під час друку виходять порожні сторінки",
        "the printer prints blank pages", "printing gives blank pages",
    ),
}  # fmt: skip
WRAPPINGS = ("{}", "Здравствуйте! {}", "{}?", "Hello, {}", "Добрий день, {}", "{} !")
PERSON = "c-7719-erasable"
"""The tool's id of the customer who is forgotten."""
EMAIL = "vorbelina@quaxmoor.example"
WORD = "zwiblunth"
"""Occurs in their messages alone."""
THEIR_FILE = "quaxmoor-letters.jsonl"
THEIR_CONVERSATION = "k-quax-1"


@dataclass(frozen=True, slots=True)
class Told:
    """A conversation as the model counts it."""

    id: str
    asks: int
    """With those excluded."""
    excluded: int
    record: dict[str, Any]


def build_conversations(first: int, count: int, mark: str = "") -> list[Told]:
    """Conversations `first` to `first + count`; `mark` is added to what each of them says."""
    return [_build_conversation(number, mark) for number in range(first, first + count)]


def _build_conversation(number: int, mark: str) -> Told:
    names = sorted(TOPICS)
    phrases = TOPICS[names[number % len(names)]]
    asked = phrases[number // len(names) % len(phrases)]
    text = WRAPPINGS[number // 5 % len(WRAPPINGS)].format(asked) + mark
    said = [("customer", text)]
    asks, excluded = 1, 0
    if number % 4 == 0:  # answered, and thanked for it
        said += [("agent", "Please look under Settings."), ("customer", "спасибо")]
        asks, excluded = 2, 1
    elif number % 7 == 0:  # and another question
        other = TOPICS[names[(number + 1) % len(names)]][number % 3]
        said += [("agent", "Please look under Settings."), ("customer", other)]
        asks = 2
    return Told(f"k-{number:04}", asks, excluded, _build_record(f"k-{number:04}", number, said))


def _build_record(key: str, number: int, said: Sequence[tuple[str, str]]) -> dict[str, Any]:
    day, hour = 1 + number % 28, number % 20
    return {
        "id": key,
        "created_at": f"2026-03-{day:02}T{hour:02}:00:00Z",
        "customer": {"id": f"c-{number % 90:03}", "plan": "pro"},
        "messages": [
            {
                "id": f"{key}-{place}",
                "at": f"2026-03-{day:02}T{hour:02}:{place:02}:00Z",
                "author": author,
                "text": text,
            }
            for place, (author, text) in enumerate(said)
        ],
    }


def build_erasable() -> list[Told]:
    """Three conversations of the customer who is forgotten; each has a word nobody else says."""
    told = []
    for number in range(3):
        text = f"{WORD} {TOPICS['sync'][number]}, {EMAIL}"
        record = _build_record(f"k-quax-{number}", 100 + number, [("customer", text)])
        record["customer"] = {"id": PERSON, "email": EMAIL}
        told.append(Told(record["id"], 1, 0, record))
    return told


def write_conversations(path: Path, told: Sequence[Told]) -> Path:
    """One conversation a line, in the native format."""
    path.write_text(
        "".join(json.dumps(one.record, ensure_ascii=False) + "\n" for one in told), encoding="utf-8"
    )
    return path
