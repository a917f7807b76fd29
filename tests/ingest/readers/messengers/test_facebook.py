"""Threads of Facebook and Instagram, whose letters the download spoils."""

from pathlib import Path
from typing import Any

from tests.ingest.readers.builders import read_content, story


def spoil(text: str) -> str:
    return text.encode().decode("latin-1")


def say(sender: str, text: str | None, minute: int, **fields: Any) -> dict[str, Any]:
    said = {} if text is None else {"content": spoil(text)}
    at = 1_772_400_000_000 + minute * 60_000
    return {"sender_name": spoil(sender), "timestamp_ms": at, **said, **fields}


def thread(*messages: dict[str, Any], people: tuple[str, ...] = ("Олена Гай", "Крамниця"),
           title: str = "Олена Гай") -> dict[str, Any]:  # fmt: skip
    return {
        "participants": [{"name": spoil(name)} for name in people], "title": spoil(title),
        "thread_path": "inbox/olenahai_123", "messages": list(messages)[::-1],
    }  # fmt: skip


def test_the_newest_first_and_letters_mended(tmp_path: Path) -> None:
    told = thread(
        say("Олена Гай", "Де моє замовлення? 😕", 0),
        say("Крамниця", "Вже в дорозі", 1), say("Крамниця", "Буде завтра", 1),
        say("Олена Гай", None, 2, photos=[{"uri": "a.jpg"}]),
        say("Олена Гай", "Олена Гай sent an attachment.", 3, share={"link": "https://a.example"}),
        say("Олена Гай", "Reacted ❤ to your message ", 4),
        say("Крамниця", "Готово", 5, is_unsent=True),
    )  # fmt: skip
    source, talks, rejected = read_content(tmp_path, "message_1.json", told)
    assert (source, rejected) == ("facebook", [])
    assert story(talks[0])[:3] == [
        ("customer", "Де моє замовлення? 😕"), ("agent", "Вже в дорозі"), ("agent", "Буде завтра"),
    ]  # fmt: skip
    said = [text for _, text in story(talks[0])]
    assert "https://a.example" in said
    assert not any(
        "sent an attachment" in text or "Reacted" in text or "Готово" in text for text in said
    )


def test_a_reply_after_days_belongs_to_the_question(tmp_path: Path) -> None:
    day = 24 * 60
    told = thread(
        say("Олена Гай", "Чи є синій?", 0), say("Крамниця", "Так", 9 * day),
        say("Олена Гай", "А червоний?", 30 * day),
    )  # fmt: skip
    _, talks, _ = read_content(tmp_path, "message_1.json", told)
    assert [len(talk.messages) for talk in talks] == [2, 1]


def test_in_a_group_agents_are_named(tmp_path: Path) -> None:
    people = ("Ann", "Bo", "Lumo Shop")
    told = thread(
        say("Ann", "Open today?", 0), say("Bo", "Do you deliver?", 1),
        say("Lumo Shop", "Yes, both", 2), people=people, title="Customers",
    )  # fmt: skip
    _, talks, _ = read_content(tmp_path, "message_1.json", told, agents=["lumo shop"])
    assert [[author for author, _ in story(talk)] for talk in talks] == [
        ["customer"], ["customer", "agent"],
    ]  # fmt: skip


def test_the_form_of_encrypted_threads_is_read(tmp_path: Path) -> None:
    told = {
        "participants": ["Олена Гай", "Крамниця"], "threadName": "Олена Гай_7",
        "messages": [
            {"senderName": "Олена Гай", "timestamp": 1_772_400_000_000, "text": "Де чек?",
             "isUnsent": False, "media": [], "type": "text"},
            {"senderName": "Крамниця", "timestamp": 1_772_400_060_000, "text": "У листі",
             "isUnsent": False, "media": [], "type": "text"},
        ],
    }  # fmt: skip
    source, talks, _ = read_content(tmp_path, "olena.json", told)
    assert source == "facebook"
    assert story(talks[0]) == [("customer", "Де чек?"), ("agent", "У листі")]


def test_a_spoilt_time_costs_the_thread_with_its_place(tmp_path: Path) -> None:
    told = thread(say("Олена Гай", "Де чек?", 0), say("Крамниця", "Тут", 1))
    told["messages"][0]["timestamp_ms"] = "soon"
    _, talks, rejected = read_content(tmp_path, "message_1.json", told)
    assert talks == []
    assert [one.place for one in rejected] == ["message_1.json:1"]
