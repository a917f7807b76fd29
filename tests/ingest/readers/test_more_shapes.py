"""Shapes of known tools beside their main one: other exports, events, logs of other programs."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.conversations import Conversation, Rejected
from ingest.open import read
from tests.ingest.builders import items
from tests.ingest.readers.telling import minutes, story


def told(
    folder: Path, name: str, content: Any, **options: Any
) -> tuple[str, list[Conversation], list[Rejected]]:
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
    reading = read(path, **options)
    return reading.source, *items(reading)


def test_the_play_consoles_csv_is_reviews_as_last_edited(tmp_path: Path) -> None:
    rows = [
        "Package Name,Star Rating,Review Submit Millis Since Epoch,Review Title,Review Text,"
        "Review Last Update Millis Since Epoch,Developer Reply Text,"
        "Developer Reply Millis Since Epoch,Review Link",
        'app.lumo,1,1770116400000,Жах,"Не працює, вхід",1770202800000,Вибачте,1770289200000,'
        "https://play.google.com/console?reviewId=gp:A1&x=1",
        "app.lumo,5,1770116400000,,,1770116400000,,,",
    ]
    source, talks, rejected = told(tmp_path, "reviews_202602.csv", "\n".join(rows).encode("utf-16"))
    assert (source, len(talks), len(rejected)) == ("google_play", 1, 1)
    assert talks[0].id == "gp:A1"
    assert (talks[0].subject, talks[0].rating) == ("Жах", 1)
    assert story(talks[0]) == [("customer", "Не працює, вхід"), ("agent", "Вибачте")]
    assert minutes(talks[0])[0] == "04 11:00"


def test_chatras_webhook_tells_clients_from_agents(tmp_path: Path) -> None:
    hook = {
        "eventName": "chatTranscript",
        "client": {"id": "c1", "chatId": "t1", "displayedName": "Olena"},
        "agents": [{"id": "a1", "name": "Bo"}],
        "messages": [
            {"type": "client", "message": "I cannot log in", "createdAt": 1770116400000},
            {"type": "agent", "agentId": "a1", "message": "One moment"},
            {"type": "note", "message": "is a VIP"},
        ],
    }
    source, talks, _ = told(tmp_path, "hook.json", hook)
    assert source == "chatra"
    assert story(talks[0])[:2] == [("customer", "I cannot log in"), ("agent", "One moment")]
    assert story(talks[0])[2][0] == "system"


def test_zendesks_event_brings_the_ticket_and_its_comment(tmp_path: Path) -> None:
    event = {
        "type": "zen:event-type:ticket.comment_added",
        "time": "2026-02-03T10:00:00.123456789Z",
        "subject": "zen:ticket:5",
        "detail": {
            "id": "5", "subject": "Login", "description": "It fails", "status": "OPEN",
            "requester_id": "8", "submitter_id": "8", "via": {"channel": "email"},
            "created_at": "2026-02-01T10:00:00Z",
        },
        "event": {
            "comment": {
                "id": "9", "body": "never mind, a note", "is_public": False,
                "author": {"id": "3", "is_staff": True, "name": "Bo"},
            }
        },
    }  # fmt: skip
    source, talks, _ = told(tmp_path, "event.json", event)
    assert (source, talks[0].id, talks[0].status) == ("zendesk", "5", "open")
    assert story(talks[0]) == [("customer", "It fails"), ("note", "never mind, a note")]


def test_intercoms_notes_by_any_name_are_notes_and_a_redacted_part_is_erased(
    tmp_path: Path,
) -> None:
    part = {"id": "2", "part_type": "comment", "body": "secret", "author": {"type": "user"}}
    note = {"id": "3", "part_type": "note_and_reopen", "body": "n", "author": {"type": "admin"}}
    whole = {
        "type": "conversation", "id": "1", "source": {"author": {"type": "user"}, "body": "Hi you"},
        "conversation_parts": {"conversation_parts": [part, note]},
    }  # fmt: skip
    event = {
        "type": "notification_event",
        "topic": "conversation_part.redacted",
        "data": {"item": {**part, "type": "conversation_part", "body": None, "redacted": True,
                          "conversation_id": "1"}},
    }  # fmt: skip
    lines = f"{json.dumps(whole)}\n{json.dumps(event)}\n"
    _, talks, rejected = told(tmp_path, "events.jsonl", lines)
    assert not rejected
    assert story(talks[0])[1:] == [("customer", ""), ("note", "n")]


def test_an_iphones_notice_on_encryption_opens_no_talk(tmp_path: Path) -> None:
    chat = (
        "\u200e[31.01.2026, 21:05:10] Магазин: \u200eСообщения защищены сквозным шифрованием.\n"
        "[31.01.2026, 21:06:00] Оля: Где посылка?\n"
        "[31.01.2026, 21:07:00] Магазин: Едет\n"
        "[31.01.2026, 21:08:00] Оля: \u200eСообщение удалено.\n"
    )
    _, talks, _ = told(tmp_path, "_chat.txt", chat)
    assert story(talks[0]) == [
        ("customer", "Где посылка?"), ("agent", "Едет"), ("customer", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "call",
    [
        {"call_id": "c", "transcript": [{"speaker": "operator", "start": 1, "text": "Hello"},
                                        {"speaker": "client", "start": 2, "text": "It fails"}]},
        {"results": {"utterances": [{"speaker": 0, "start": 1, "transcript": "Hello"},
                                    {"speaker": 1, "start": 2, "transcript": "It fails"}]}},
        {"results": {"audio_segments": [
            {"speaker_label": "spk_0", "start_time": "0.1", "transcript": "Hello"},
            {"speaker_label": "spk_1", "start_time": "0.9", "transcript": "It fails"}]}},
    ],
)  # fmt: skip
def test_calls_of_other_programs_tell_who_speaks(call: dict[str, Any], tmp_path: Path) -> None:
    source, talks, _ = told(tmp_path, "call.json", call)
    assert source == "calls"
    assert story(talks[0]) == [("agent", "Hello"), ("customer", "It fails")]


def test_a_call_without_speakers_is_nobodys_ask(tmp_path: Path) -> None:
    call = {"text": "Hello It fails", "segments": [{"start": 0, "end": 1, "text": "Hello"}]}
    _, talks, rejected = told(tmp_path, "call.json", call)
    assert not talks
    assert "does not say who speaks" in rejected[0].reason


def test_logs_of_chats_in_other_words_tell_authors_and_ids(tmp_path: Path) -> None:
    log = {
        "conversation_id": "a",
        "messages": [
            {"role": "user", "content": "where is my refund", "timestamp": 1770116400},
            {"role": "assistant", "content": "on its way"},
        ],
    }
    _, talks, _ = told(tmp_path, "log.jsonl", f"{json.dumps(log)}\n{json.dumps(log)}\n")
    assert talks[0].id == "a"
    assert story(talks[0]) == [("customer", "where is my refund"), ("agent", "on its way")]
    assert minutes(talks[0])[0] == "03 11:00"


def test_excels_separator_line_and_longer_column_names_are_understood(tmp_path: Path) -> None:
    table = (
        "sep=;\nTicket #;Created at (UTC);Текст обращения клиента;Ссылка\n"
        "7;2026-02-03 10:00;Не приходит письмо;https://lumo.example/one/two/three\n"
    )
    _, talks, rejected = told(tmp_path, "export.csv", table.encode("cp1251"))
    assert not rejected
    assert talks[0].id == "7"
    assert story(talks[0]) == [("customer", "Не приходит письмо")]
    assert minutes(talks[0]) == ["03 10:00"]
