"""Native objects handed over by a program: good ones are kept, bad ones are told of."""

from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest

from domain.asks import Ask
from domain.conversations import Conversation
from ingest.asks.segment import cut_asks
from pipeline.imports import receive
from pipeline.imports.receive import NothingReadable, is_readable, receive_conversations
from pipeline.settings import Settings
from tests.builders import NOW

GOOD = {"id": "c1", "messages": [{"id": "m1", "author": "customer", "text": "where is my link"}]}


@pytest.mark.parametrize(
    ("record", "readable"),
    [
        ({"id": "c1"}, True),
        ({"id": 7}, True),
        ({"text": "where is my link"}, True),
        ({"messages": [{"text": "where"}, {"text": "when"}]}, True),
        ({"messages": [{"author": "customer", "text": "where"}, {}]}, True),
        ({"id": True}, False),
        ({"id": "\0"}, False),
        ({"text": " "}, False),
        ({"messages": [{"author": "martian", "text": "where"}]}, False),
        ({"messages": []}, False),
    ],
)
def test_a_conversation_needs_an_id_or_a_text(record: dict[str, Any], readable: bool) -> None:
    assert is_readable(record) is readable


def test_handing_over_again_changes_nothing_and_bad_ones_have_their_place(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    first, again = (receive_conversations(settings, [GOOD, 5], NOW) for _ in range(2))
    assert (first.counts.new, first.asks) == (1, 1)
    assert [row.place for row in first.rejected] == ["conversations[1]"]
    assert (again.counts.new, again.counts.unchanged) == (0, 1)
    assert again.snapshot.number > first.snapshot.number


def test_where_nothing_can_be_read_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(NothingReadable) as error:
        receive_conversations(Settings(home=tmp_path / "home"), [5, {}], NOW)
    assert [row.place for row in error.value.rejected] == ["conversations[0]", "conversations[1]"]
    assert not (tmp_path / "home").exists()


def spin_at(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cutting a conversation that holds this word never ends."""

    def cut_or_spin(conversation: Conversation, languages: tuple[str, ...]) -> list[Ask]:
        while word in str(conversation):
            pass
        return cut_asks(conversation, languages)

    monkeypatch.setattr(receive, "cut_asks", cut_or_spin)


def test_what_takes_too_long_is_rejected_with_its_place_and_the_others_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path / "home")
    spin_at("endless", monkeypatch)
    monkeypatch.setattr(receive, "_LONGEST_CONVERSATION", 0.5)
    other = {**GOOD, "id": "c2"}
    done = receive_conversations(settings, [GOOD, {"text": "endless"}, other], NOW)
    assert done.counts.new == 2
    assert [astuple(row) for row in done.rejected] == [
        ("conversations[1]", "It took longer than 0.5 s to read.")
    ]
    with pytest.raises(NothingReadable) as error:
        receive_conversations(settings, [{"text": "endless"}], NOW)
    assert error.value.rejected[0].place == "conversations[0]"


def test_what_is_left_when_a_request_has_used_its_time_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spin_at("endless", monkeypatch)
    receive.warm_up()
    monkeypatch.setattr(receive, "_LONGEST_CONVERSATION", 1.5)
    monkeypatch.setattr(receive, "_LONGEST_REQUEST", 3.0)
    records = [GOOD, *({"id": f"e{n}", "text": "endless"} for n in range(4)), {**GOOD, "id": "c2"}]
    done = receive_conversations(Settings(home=tmp_path / "home"), records, NOW)
    assert done.counts.new == 1
    assert [row.place for row in done.rejected] == [f"conversations[{n}]" for n in range(1, 6)]
    assert "Hand it over again" in done.rejected[-1].reason
