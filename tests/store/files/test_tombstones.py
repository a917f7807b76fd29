"""What was erased is known again by its digest, and by nothing else."""

from pathlib import Path

from domain.conversations import Customer
from store.files.tombstones import add_tombstones, read_tombstones
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
