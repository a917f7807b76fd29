"""What was erased is known again by its digest, and by nothing else."""

from pathlib import Path

import pytest

from domain.conversations import Customer
from store.files.tombstones import (
    add_tombstones,
    get_tombstones_path,
    read_digests,
    read_tombstones,
)
from tests.builders import MONDAY, conversation, days, home_at, message


def test_an_erased_conversation_is_known_again_and_its_id_is_not_on_disk(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    add_tombstones(home, [("test", "c-secret")], [], MONDAY)
    add_tombstones(home, [("test", "c-other")], [], MONDAY)
    tombstones = read_tombstones(home)
    assert tombstones.is_forgotten(conversation("c-secret"))
    assert tombstones.is_forgotten(conversation("c-other"))
    assert not tombstones.is_forgotten(conversation("c-third"))
    path = home.secrets / "forgotten"
    assert "secret" not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_an_erased_customer_writes_later_is_new(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    add_tombstones(home, [], [("test", "u1")], MONDAY)
    tombstones, customer = read_tombstones(home), Customer(id="u1")
    later = MONDAY + days(1)
    assert tombstones.is_forgotten(conversation("c1", customer=customer))
    assert tombstones.is_forgotten(
        conversation("c2", message("hi", at=None), created_at=None, customer=customer)
    )
    assert not tombstones.is_forgotten(
        conversation("c3", message("hi", at=later), created_at=later, customer=customer)
    )


@pytest.mark.parametrize("cut", range(1, 67))
def test_a_last_line_that_was_cut_costs_itself_alone(tmp_path: Path, cut: int) -> None:
    home = home_at(tmp_path)
    add_tombstones(home, [("test", "c1")], [], MONDAY)
    add_tombstones(home, [], [("test", "u1")], MONDAY)
    path = get_tombstones_path(home)
    path.write_bytes(path.read_bytes()[:-cut])
    before = read_tombstones(home)
    assert before.is_key_forgotten("test", "c1")
    assert read_digests(home)[2] == (len(before.customers) == 0)
    add_tombstones(home, [("test", "c2")], [], MONDAY)
    assert read_tombstones(home).is_key_forgotten("test", "c2")
    assert read_tombstones(home).is_key_forgotten("test", "c1")


@pytest.mark.parametrize("line", [b"\0" * 40, b"\xff\xfe", b"conversation", b"customer a b"])
def test_a_line_that_says_nothing_counts_for_nothing(tmp_path: Path, line: bytes) -> None:
    home = home_at(tmp_path)
    add_tombstones(home, [("test", "c1")], [], MONDAY)
    path = get_tombstones_path(home)
    path.write_bytes(line + b"\n" + path.read_bytes())
    assert len(read_tombstones(home)) == 1
    assert read_digests(home)[2] == 1
