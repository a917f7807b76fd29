"""Messages of one conversation are joined, in memory and through temporary files alike."""

from pathlib import Path

from ingest.records.join_messages import join_conversations
from tests.ingest.builders import read_all, said, talk


def test_rows_of_a_conversation_are_joined_wherever_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "chats.csv"
    path.write_text(
        "ticket_id,message_id,author,created_at,text\n"
        "a,1,client,2026-02-03T10:00:00Z,first\n"
        "b,2,client,2026-02-03T10:01:00Z,other\n"
        "a,3,operator,2026-02-03T10:02:00Z,second\n"
    )
    kept, rejected = read_all(path)
    assert {one.id: [(m.id, m.author, m.text) for m in one.messages] for one in kept} == {
        "a": [("1", "customer", "first"), ("3", "agent", "second")],
        "b": [("2", "customer", "other")],
    }
    assert not rejected


def test_joining_more_rows_than_memory_holds_gives_the_same() -> None:
    rows = [talk(said(f"m{i}"), id=str(i % 7)) for i in range(50)]
    few, many = list(join_conversations(rows)), list(join_conversations(rows, in_memory=5))
    assert sorted(few, key=repr) == sorted(many, key=repr)
    assert len(few) == 7
