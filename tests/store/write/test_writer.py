"""Reading again merges by message: new, updated and unchanged are told apart; absence never
deletes; taking an import back removes what only it said."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.conversations import Rejected
from domain.errors import NotFound
from store.files.connection import fetch_rows
from store.files.home import Home
from store.read.reader import open_reader
from store.write.staging import Staging
from store.write.writer import open_writer
from tests.builders import (
    MONDAY,
    NOW,
    conversation,
    days,
    fetch_snapshot_rows,
    home_at,
    merge,
    message,
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_at(tmp_path)


def read_texts(home: Home) -> list[str]:
    return [
        row["text"] for row in fetch_snapshot_rows(home, "SELECT text FROM conversations.messages")
    ]


def fetch_column(home: Home, column: str) -> object:
    return fetch_snapshot_rows(home, f"SELECT {column} FROM conversations.conversations")[0][column]


def test_new_then_unchanged(home: Home) -> None:
    told = [conversation("a"), conversation("b")]
    first, second = merge(home, told), merge(home, told)
    assert (first.new, first.updated, first.unchanged) == (2, 0, 0)
    assert (second.new, second.updated, second.unchanged) == (0, 0, 2)


def test_a_message_more_updates_its_conversation_alone(home: Home) -> None:
    merge(home, [conversation("a"), conversation("b")])
    longer = conversation("a", message("text of a"), message("and more", "m2"))
    counts = merge(home, [longer, conversation("b")])
    assert (counts.new, counts.updated, counts.unchanged) == (0, 1, 1)


def test_an_edited_message_replaces_its_text(home: Home) -> None:
    merge(home, [conversation("a", message("before"))])
    merge(home, [conversation("a", message("after"))])
    assert read_texts(home) == ["after"]


def test_a_redacted_message_loses_its_text(home: Home) -> None:
    merge(home, [conversation("a", message("my secret"))])
    merge(home, [conversation("a", message(""))])
    assert read_texts(home) == [""]


def test_a_redacted_message_leaves_no_older_version(home: Home) -> None:
    merge(home, [conversation("a", message("my card is lost"), message("stays", "m2"))])
    merge(home, [conversation("a", message(""))])
    with open_writer(home, "test", NOW) as writer:
        rows = fetch_rows(
            writer._connection, "SELECT key, text FROM message_versions ORDER BY key, import_no"
        )
    assert [(row["key"], row["text"]) for row in rows] == [("m1", ""), ("m1", ""), ("m2", "stays")]


def test_absence_never_deletes(home: Home) -> None:
    merge(home, [conversation("a", message("one"), message("two", "m2"), channel="chat")])
    counts = merge(home, [conversation("a", message("two", "m2"), channel=None, url=None)])
    assert counts.unchanged == 1
    assert sorted(read_texts(home)) == ["one", "two"]
    assert fetch_column(home, "channel") == "chat"


def test_a_field_said_later_wins(home: Home) -> None:
    merge(home, [conversation("a", status="open")])
    assert merge(home, [conversation("a", status="closed")]).updated == 1
    assert fetch_column(home, "status") == "closed"


def test_parts_of_one_conversation_in_one_file_are_laid_over_each_other(home: Home) -> None:
    parts = [
        conversation("a", message("one")),
        conversation("a", message("two", "m2", at=MONDAY + days(1))),
        conversation("b"),
    ]
    counts = merge(home, parts)
    assert (counts.read, counts.new, counts.updated) == (3, 2, 1)
    assert sorted(read_texts(home)) == ["one", "text of b", "two"]


def test_the_order_of_a_file_does_not_matter(tmp_path: Path) -> None:
    early = conversation("a", message("before"), status="open")
    late = conversation("a", message("after", at=MONDAY + days(1)), status="closed")
    outcomes = []
    for name, parts in (("x", [early, late]), ("y", [late, early])):
        home = Home.from_path(tmp_path / name)
        merge(home, parts)
        outcomes.append((read_texts(home), fetch_column(home, "status")))
    assert outcomes[0] == outcomes[1] == (["after"], "closed")


def test_sources_do_not_mix(home: Home) -> None:
    counts = merge(home, [conversation("a"), conversation("a", source="other")])
    assert counts.new == 2


def test_rejected_rows_are_counted_and_kept_in_order(home: Home) -> None:
    with Staging(home) as staging:
        staging.add(conversation("a"))
        for row in (7, 12):
            staging.add(Rejected(f"file.csv:{row}", "no text"))
        with open_writer(home, "test", NOW) as writer:
            counts = writer.merge(staging, "test", "file.csv", "a test")
    assert (counts.read, counts.new, counts.rejected) == (3, 1, 2)
    with open_reader(home) as reader:
        assert [row["place"] for row in reader.read_rejected("i-1")] == [
            "file.csv:7",
            "file.csv:12",
        ]


def test_removing_an_import_takes_back_what_only_it_said(home: Home) -> None:
    merge(home, [conversation("a", message("before"))])
    merge(home, [conversation("a", message("after")), conversation("b")])
    with open_writer(home, "test", NOW) as writer:
        writer.remove_import("i-2")
    assert read_texts(home) == ["before"]


def test_removing_an_import_keeps_what_a_later_one_saw_again(home: Home) -> None:
    merge(home, [conversation("a"), conversation("b")])
    merge(home, [conversation("a")])
    with open_writer(home, "test", NOW) as writer:
        writer.remove_import("i-1")
    assert read_texts(home) == ["text of a"]
    assert fetch_column(home, "url") == "https://desk.example/a"


def test_removing_twice_or_an_unknown_import_says_so(home: Home) -> None:
    merge(home, [conversation("a")])
    with open_writer(home, "test", NOW) as writer:
        assert writer.remove_import("i-1")
    with open_writer(home, "test", NOW) as writer:
        assert not writer.remove_import("i-1")
    assert writer.published is None
    with pytest.raises(NotFound, match="i-9"), open_writer(home, "test", NOW) as writer:
        writer.remove_import("i-9")


def test_only_changed_conversations_are_cut_again(home: Home) -> None:
    both = [conversation("a"), conversation("b")]
    merge(home, both)
    with open_writer(home, "test", NOW) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, [], 1)
    merge(home, [conversation("a", message("edited")), both[1]])
    with open_writer(home, "test", NOW) as writer:
        assert [told.id for batch in writer.read_pending(1) for told in batch] == ["a"]
        assert [told.id for batch in writer.read_pending(2) for told in batch] == ["a", "b"]


def test_what_comes_back_is_what_went_in(home: Home) -> None:
    told = conversation(
        "a", message("one"), subject="s", tags=("x", "y"), rating=4.0, spam=False, page="/p"
    )
    merge(home, [told])
    with open_writer(home, "test", NOW) as writer:
        back = [again for batch in writer.read_pending(1) for again in batch]
    assert back == [replace(told, place="")]


def test_conversations_that_look_alike_are_told_apart(home: Home) -> None:
    for key in ("k1", "k2"):
        merge(home, [replace(conversation(key), id="c-same")])
    with open_writer(home, "test", NOW) as writer:
        ids = sorted(str(told.id) for batch in writer.read_pending(1) for told in batch)
    assert ids == ["c-same", "c-same~2"]


def test_tellings_of_one_import_are_rounds_each_compared_with_the_one_before(home: Home) -> None:
    tellings = [
        conversation("a", message("where is it"), status="open"),
        conversation("a", message("where is it"), message("please", "m2"), status="open"),
        conversation("a", message("where is it"), message("please", "m2"), message("!", "m3")),
        conversation("a", message("where is it"), message("please", "m2"), message("!", "m3")),
    ]
    counts = merge(home, [*reversed(tellings), conversation("b")])
    assert (counts.new, counts.updated, counts.unchanged) == (2, 2, 1)
    again = merge(home, tellings)
    assert (again.new, again.updated, again.unchanged) == (0, 0, 4)
    assert sorted(read_texts(home)) == ["!", "please", "text of b", "where is it"]


def test_a_text_deleted_in_one_telling_is_gone_from_those_before_it(home: Home) -> None:
    merge(home, [conversation("a", message("first secret"))])
    tellings = [("second secret", 0), ("", 1), ("no secret", 2)]
    merge(home, [
        conversation("a", message(text, at=MONDAY + timedelta(hours=hour)))
        for text, hour in tellings
    ])  # fmt: skip
    assert read_texts(home) == ["no secret"]
    with open_writer(home, "test", NOW) as writer:
        found = fetch_rows(writer._connection, "SELECT text FROM message_versions ORDER BY text")
    assert [row["text"] for row in found] == ["", "", "", "no secret"]


def test_one_conversation_told_thousands_of_times_takes_one_pass(home: Home) -> None:
    tellings = [conversation("a", message(f"word {number:05}")) for number in range(5_000)]
    counts = merge(home, tellings)
    assert (counts.new, counts.updated, counts.unchanged) == (1, 4_999, 0)
    assert read_texts(home) == ["word 04999"]
