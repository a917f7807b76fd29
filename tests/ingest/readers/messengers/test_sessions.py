"""Messengers and forums, where many people speak in one room."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ingest.open import read
from tests.ingest.builders import items
from tests.ingest.readers.telling import asked, minutes, sample, story


def test_a_telegram_chat_is_understood_without_saying_who_is_who() -> None:
    (told,), rejected = sample("telegram_chat.json")
    assert story(told) == [
        ("customer", "How do I pay with Apple Pay? I tried this (https://lumo.example/pay)"),
        ("agent", "In the app, not on the site"),
        ("customer", "👍"),
    ]
    assert (told.id, minutes(told)[0], told.customer.id) == ("555-1", "03 10:00", "user555")
    assert not rejected


def test_a_telegram_group_falls_into_reply_threads_and_silences() -> None:
    told, rejected = sample("telegram_full.json")
    assert [story(one) for one in told] == [
        [("customer", "When is the holiday?"), ("agent", "On the 8th")],
        [("customer", "The video of lesson 2 has no sound"), ("agent", "Fixed")],
        [("customer", "Is there a lesson today?")],
        [("customer", "Where is the invoice?")],
    ]
    assert [one.id for one in told] == ["900-1", "900-2", "900-6", "12-1"]
    assert not rejected


def test_discourse_staff_answers_and_whispers_are_notes() -> None:
    (told,), _ = sample("discourse_topic.json")
    assert story(told) == [
        ("customer", "The dark theme flickers 😀"),
        ("agent", "On which page?"),
        ("note", "tell the designers"),
        ("system", ""),
        ("customer", ""),
    ]
    (event,), _ = sample("discourse_event.json")
    assert (event.id, asked(event)) == ("90", ["There is no sound in lesson 3"])


def test_the_name_of_a_whatsapp_export_is_the_customers() -> None:
    (told,), rejected = sample("Чат WhatsApp із Оля.txt", timezone="Europe/Kyiv")
    assert story(told) == [
        ("customer", "Добрий день! Не приходить код\nвже годину чекаю"),
        ("agent", "Перевірте спам"),
        ("customer", ""),
        ("customer", ""),
        ("customer", "там порожньо"),
    ]
    assert (minutes(told)[0], told.source, rejected) == ("03 12:05", "whatsapp", [])


DATES = [
    "[03.02.26, 14:05:12] Anna: {}",
    "\u200e[03.02.2026, 14:05:12] Anna: {}",
    "03.02.2026, 14:05 - Anna: {}",
    "03.02.26 14:05 - Anna: {}",
    "03/02/2026, 14:05 - Anna: {}",
    "03/02/2026 14:05 - Anna: {}",
    "2/3/26, 2:05 PM - Anna: {}",
    "2/3/26, 2:05\u202fPM - Anna: {}",
    "[2/3/26, 2:05:12\u202fPM] Anna: {}",
    "03/02/26, 2:05 p. m. - Anna: {}",
    "2026-02-03, 14:05 - Anna: {}",
    "[2026-02-03 14:05:12] Anna: {}",
    "2026/02/03, 14:05 - Anna: {}",
    "03-02-2026 14:05 - Anna: {}",
    "03.02.2026 в 14:05 - Anna: {}",
    "03.02.26, 14.05 - Anna: {}",
]


@pytest.mark.parametrize("line", DATES)
def test_whatsapp_dates_of_many_phones(tmp_path: Path, line: str) -> None:
    later = line.replace("03", "14", 1) if line[0] != "2" and "2/3" not in line else None
    path = tmp_path / "_chat.txt"
    told = line.format("Where is: the link?") + "\n"
    path.write_text(told + (later.format("Still nothing") + "\n" if later else ""))
    conversations, _ = items(read(path))
    first = conversations[0]
    assert story(first)[0] == ("customer", "Where is: the link?")
    assert minutes(first)[0] == "03 14:05"


def test_a_day_is_told_from_a_month_by_the_order_of_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text("".join(f"{day}, 10:00 - Anna: text {day}\n" for day in ("1/9/26", "1/10/26",
                                                                            "2/1/26")))  # fmt: skip
    told, _ = items(read(path))
    assert [one.created_at and one.created_at.strftime("%m-%d") for one in told] == [
        "01-09", "02-01"]  # fmt: skip


ROOT = "1770112800.000005"


def slack(at: str, text: str = "", **fields: Any) -> dict[str, Any]:
    return {"type": "message", "ts": at, "text": text, **fields}


def slack_export(path: Path, users: list[dict[str, Any]]) -> Path:
    """A Slack export as its documentation tells of it."""
    asked_ = "The export of <https://lumo.example/r|the report> fails &amp; hangs"
    deploy = [{"fallback": "Deploy done"}]
    day = [
        slack("1770112700.000001", "joined", user="U1", subtype="channel_join"),
        slack(ROOT, asked_, user="U1", thread_ts=ROOT),
        slack("1770112900.000100", "<@U1> which browser?", user="U9", thread_ts=ROOT),
        slack("1770112950.000100", subtype="bot_message", bot_id="B1", attachments=deploy),
    ]
    later = [slack("1770200000.000100", "Firefox", user="U1", thread_ts=ROOT)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("users.json", json.dumps(users))
        packed.writestr("channels.json", "[]")
        packed.writestr("help/2026-02-03.json", json.dumps(day))
        packed.writestr("help/2026-02-04.json", json.dumps(later))
    return path


def test_a_slack_export_is_threads_over_the_days(tmp_path: Path) -> None:
    users: list[dict[str, Any]] = [
        {"id": "U1", "real_name": "Anna", "is_restricted": True},
        {"id": "U9", "name": "ira"},
    ]
    reading = read(slack_export(tmp_path / "export.zip", users))
    told, rejected = items(reading)
    assert reading.understood == "Slack export, 2 files"
    assert story(told[0]) == [
        ("customer", "The export of the report (https://lumo.example/r) fails & hangs"),
        ("agent", "@user which browser?"),
        ("customer", "Firefox"),
    ]
    assert [story(one) for one in told[1:]] == [[("bot", "Deploy done")]]
    assert not rejected


def test_slack_agents_may_be_named(tmp_path: Path) -> None:
    path = slack_export(tmp_path / "export.zip", [])
    told, _ = items(read(path, agents=["U1"]))
    assert [author for author, _ in story(told[0])] == ["agent", "customer", "agent"]
