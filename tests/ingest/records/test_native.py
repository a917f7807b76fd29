"""The native format: a bad field is left out and reported, the rest is kept."""

from pathlib import Path

import pytest

from tests.ingest.builders import lines, read_all, texts


def test_a_text_alone_is_a_conversation(tmp_path: Path) -> None:
    (one,), rejected = read_all(lines(tmp_path / "a.jsonl", {"text": "Where is the link?"}))
    assert [(m.author, m.text) for m in one.messages] == [("customer", "Where is the link?")]
    assert (one.id, one.source, rejected) == (None, "a", [])


def test_an_id_alone_is_a_conversation(tmp_path: Path) -> None:
    (one,), rejected = read_all(lines(tmp_path / "a.jsonl", {"id": 1, "messages": []}))
    assert (one.id, one.messages, rejected) == ("1", (), [])


def test_every_field_of_the_native_format_is_read(tmp_path: Path) -> None:
    record = {
        "id": 9,
        "source": "intercom",
        "subject": "Login",
        "created_at": 1770120300,
        "spam": "false",
        "rating": "4,5",
        "tags": ["a", "b"],
        "customer": {"id": 5, "name": "Ann", "plan": "pro", "country": "UA", "seats": 3},
        "messages": [
            {"id": 1, "author": "user", "html": "<p>Hi &amp; bye</p>"},
            {"id": "2", "author": "admin", "agent": {"id": 3, "group": "tier 2"}, "text": "ok"},
            {"id": "3", "author": "agent", "public": False, "text": "note"},
        ],
    }
    (one,), rejected = read_all(lines(tmp_path / "a.jsonl.gz", record))
    assert not rejected
    assert (one.source, one.id, one.spam, one.rating, one.tags) == (
        "intercom", "9", False, 4.5, ("a", "b"))  # fmt: skip
    assert (one.customer.id, one.customer.attributes) == ("5", (("seats", "3"),))
    assert [m.author for m in one.messages] == ["customer", "agent", "agent"]
    assert one.messages[0].text == "Hi & bye"
    assert one.messages[1].agent is not None
    assert (one.messages[1].agent.id, one.messages[2].public) == ("3", False)


def test_an_unknown_author_costs_only_the_message(tmp_path: Path) -> None:
    messages = [{"author": "zorg", "text": "?"}, {"author": "клиент", "text": "Где ссылка?"}]
    path = lines(tmp_path / "a.jsonl", {"id": 1, "messages": messages},
                 {"id": 2, "messages": messages[:1]})  # fmt: skip
    kept, rejected = read_all(path)
    assert texts(kept) == [["Где ссылка?"]]
    assert [one.place for one in rejected] == [f"a.jsonl:{n} messages[0].author" for n in (1, 2)]
    assert "zorg" not in rejected[0].reason


def test_a_bad_time_costs_only_the_time(tmp_path: Path) -> None:
    (one,), (bad,) = read_all(lines(tmp_path / "a.jsonl", {"text": "x", "created_at": "soon"}))
    assert one.created_at is None
    assert bad.place == "a.jsonl:1 created_at"


def test_a_ticket_that_repeats_its_text_says_it_once(tmp_path: Path) -> None:
    record = {"id": 1, "text": "Help", "messages": [{"id": 5, "author": "user", "text": "Help"}]}
    (one,), _ = read_all(lines(tmp_path / "a.jsonl", record))
    assert [m.id for m in one.messages] == ["5"]


@pytest.mark.parametrize("name", ["internal", "private", "is_private", "note"])
@pytest.mark.parametrize("value", [True, "true", "Да", 1])
def test_a_message_that_is_internal_is_a_note(tmp_path: Path, name: str, value: object) -> None:
    said = [{"author": "agent", "text": "a secret", name: value},
            {"author": "agent", "text": "an answer", name: False},
            {"author": "agent", "text": "words", name: "some words"}]  # fmt: skip
    (one,), _ = read_all(lines(tmp_path / "a.jsonl", {"id": 1, "messages": said}))
    assert [message.public for message in one.messages] == [False, True, True]


def test_markup_of_a_file_becomes_readable(tmp_path: Path) -> None:
    record = {"id": 1, "subject": "Tom &amp; Jerry", "text": "<p>Hi</p><p>there &lt; 3</p>"}
    (one,), _ = read_all(lines(tmp_path / "a.jsonl", record))
    assert (one.subject, texts([one])) == ("Tom & Jerry", [["Hi\n\nthere < 3"]])


def test_whom_a_person_names_wrote_as_the_team(tmp_path: Path) -> None:
    said = [{"from": "ann@home.example", "text": "Where is it?"},
            {"from": {"email": "desk@team.example"}, "text": "In the depot"}]  # fmt: skip
    path = lines(tmp_path / "a.jsonl", {"id": 1, "messages": said})
    (one,), _ = read_all(path, agents=["team.example"])
    assert [(m.author, m.text) for m in one.messages] == [
        ("customer", "Where is it?"), ("agent", "In the depot"),
    ]  # fmt: skip
