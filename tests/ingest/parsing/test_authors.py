"""Authors, in the words and field names of many tools."""

import json
from pathlib import Path

import pytest

from domain.conversations import Author
from ingest.parsing.authors import is_author_word, normalise_message_fields, parse_author
from tests.ingest.readers.builders import minutes, read_content, story


def test_logs_of_chats_in_other_words_tell_authors_and_ids(tmp_path: Path) -> None:
    log = {
        "conversation_id": "a",
        "messages": [
            {"role": "user", "content": "where is my refund", "timestamp": 1770116400},
            {"role": "assistant", "content": "on its way"},
        ],
    }
    _, talks, _ = read_content(tmp_path, "log.jsonl", f"{json.dumps(log)}\n{json.dumps(log)}\n")
    assert talks[0].id == "a"
    assert story(talks[0]) == [("customer", "where is my refund"), ("agent", "on its way")]
    assert minutes(talks[0])[0] == "03 11:00"


@pytest.mark.parametrize(
    ("word", "author"),
    [("End-User", "customer"), ("end user", "customer"), (" Клієнт ", "customer"),
     ("оператор", "agent"), ("чат-бот", "bot"), ("событие", "system"), ("zorg", None),
     ("automation", "bot"), ("Automatic answer", "bot"), ("auto_reply", "bot"),
     ("Автоматический ответ", "bot"), ("автоматичне повідомлення", "bot"),
     ("Automatische Antwort", "bot"), ("workflow", "bot"), ("notification", "system")],
)  # fmt: skip
def test_words_of_tools_name_authors_in_any_case(word: str, author: Author | None) -> None:
    assert parse_author(word, {}) == author
    assert is_author_word(word) is (author is not None)


def test_the_words_of_a_mapping_go_first() -> None:
    assert parse_author("Bot", {"bot": "agent"}) == "agent"


def test_fields_are_renamed_only_where_every_message_names_its_author_in_one() -> None:
    messages = [{"sender": "user", "body": "Hi"}, {"sender": "agent", "html": "<p>Yes</p>"}]
    renamed = normalise_message_fields(messages)
    assert [one["author"] for one in renamed] == ["user", "agent"]
    assert renamed[0]["text"] == "Hi"
    assert "text" not in renamed[1]
    for unchanged in (
        [{"sender": "user"}, {"sender": "Ann Lee"}],
        [{"author": "user", "role": "agent"}],
        [{"text": "Hi"}],
    ):
        assert normalise_message_fields(unchanged) == unchanged
