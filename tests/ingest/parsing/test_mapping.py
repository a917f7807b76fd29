"""A mapping file names other people's fields; what it says wrongly is named."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from ingest.parsing.mapping import load_mapping
from tests.ingest.builders import lines, read_all

EXAMPLE = Path(__file__).parents[3] / "examples" / "mappings" / "thunderbird.toml"


def mapping(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "desk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_reads_a_thread(tmp_path: Path) -> None:
    thread = {
        "id": "77", "title": "No new mail", "tags": ["imap"], "is_spam": "false",
        "created_raw": "2026-02-03 12:05:00 +0000",
        "messages": [
            {"id": "q77", "author": "u_1", "role": "customer", "body_html": "<p>No mail</p>",
             "created_at": "2026-02-03T12:05:00Z"},
            {"id": "a78", "author": "u_2", "role": "helper", "body_html": "<p>Restart</p>",
             "created_at": "2026-02-03T12:09:00Z"},
        ],
    }  # fmt: skip
    path = lines(tmp_path / "t.jsonl", thread)
    (one,), rejected = read_all(path, mapping=load_mapping(EXAMPLE))
    assert not rejected
    assert (one.source, one.url, one.channel, one.spam, one.tags, one.customer.id) == (
        "thunderbird", "https://support.mozilla.org/questions/77", "forum", False, ("imap",), "u_1",
    )  # fmt: skip
    assert [(m.id, m.author, m.text) for m in one.messages] == [
        ("q77", "customer", "No mail"),
        ("a78", "agent", "Restart"),
    ]
    assert one.messages[1].agent is not None
    assert one.messages[1].agent.id == "u_2"


def test_paths_go_through_objects_and_lists(tmp_path: Path) -> None:
    file = mapping(
        tmp_path,
        '[conversation]\nid = "ticket.id"\ntags = "tags[].name"\nmessages = "parts.list"\n'
        '[customer]\nid = "user.0.id"\nseats = "user.0.seats"\n'
        '[message]\ntext = "say.body"\nauthor = "by"\n[authors]\ncustomer = ["Zorg"]\n',
    )
    record = {
        "ticket": {"id": 5}, "tags": [{"name": "a"}, {"name": "b"}],
        "user": [{"id": 8, "seats": 3}],
        "parts": {"list": [{"say": {"body": "hello"}, "by": "zorg"}]},
    }  # fmt: skip
    (one,), rejected = read_all(lines(tmp_path / "a.jsonl", record), mapping=load_mapping(file))
    assert not rejected
    assert (one.id, one.tags, one.customer.id) == ("5", ("a", "b"), "8")
    assert one.customer.attributes == (("seats", "3"),)
    assert one.messages[0].author == "customer"


def test_a_mapped_csv_joins_its_messages(tmp_path: Path) -> None:
    file = mapping(
        tmp_path,
        'source = "desk"\ntimezone = "Europe/Kyiv"\ntime_format = "%d/%m/%Y %H:%M"\n'
        '[conversation]\nid = "Nr."\n[message]\ntext = "What"\nat = "When"\nauthor = "Who"\n',
    )
    path = tmp_path / "a.csv"
    path.write_text(
        "Nr.,When,Who,What\n1,02/03/2026 10:00,user,one\n1,02/03/2026 10:05,admin,two\n"
    )
    (one,), rejected = read_all(path, mapping=load_mapping(file))
    assert not rejected
    assert [(m.author, m.text) for m in one.messages] == [("customer", "one"), ("agent", "two")]
    assert one.messages[0].at is not None
    assert (one.messages[0].at.month, one.messages[0].at.hour, one.source) == (3, 8, "desk")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[conversation]\nidd = 'id'\n", "idd"),
        ("[conversation]\nid = 5\n", "id"),
        ("[conversation]\nsubject = 'x'\n", "names no id"),
        ("not toml", "TOML"),
        ("timezone = 'Mars'\n[conversation]\nid = 'id'\n", "Mars"),
        ("[conversation]\nid = 'id'\n[authors]\nalien = ['x']\n", "alien"),
    ],
)
def test_a_wrong_word_is_named(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(BadInput, match=word):
        load_mapping(mapping(tmp_path, text))
