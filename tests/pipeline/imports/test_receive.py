"""Native objects handed over by a program: good ones are kept, bad ones are told of."""

from pathlib import Path
from typing import Any

import pytest

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
