"""A second answer replaces the first; an audit holds what was drawn and what people say now."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import DamagedStore
from store.files.home import Home
from store.read.audits import (
    count_asks_by_theme,
    forget_told,
    load_audits,
    load_judgements,
    load_told,
    save_audit,
    save_judgement,
    save_told,
)
from store.read.reader import open_reader
from tests.builders import NOW, home_at


def test_the_second_judgement_of_an_ask_replaces_the_first(home: Home) -> None:
    save_judgement(home, "t-link", "a-1", True, "olena", NOW)
    save_judgement(home, "t-link", "a-1", False, "olena", NOW)
    save_judgement(home, "t-pay", "a-1", True, "olena", NOW)
    assert load_judgements(home, "t-link") == {"a-1": False}


def test_an_audit_holds_what_people_say_now(home: Home) -> None:
    assert load_audits(home) == ()
    save_judgement(home, "t-link", "a-1", True, "olena", NOW)
    save_audit(home, "t-link", 4, 1, {"a-1": "inside"}, NOW)
    save_judgement(home, "t-link", "a-1", False, "olena", NOW)
    (audit,) = load_audits(home)
    assert (audit.theme_id, audit.audited_at, audit.asks, audit.near_misses) == (
        "t-link", NOW, 4, 1,
    )  # fmt: skip
    assert (audit.drawn, audit.belongs) == ({"a-1": "inside"}, {"a-1": False})


def test_only_themes_with_asks_have_a_size(home: Home) -> None:
    with open_reader(home) as reader:
        sizes = count_asks_by_theme(reader, ["t-link", "t-pay", "t-none"])
    assert sizes == {"t-link": 4, "t-pay": 1}


@pytest.mark.parametrize("content", [b"no database at all" * 10, b"\0" * 4_096, b"half"])
def test_damaged_audits_say_what_to_do(home: Home, content: bytes) -> None:
    save_judgement(home, "t-1", "a-1", True, "me", NOW)
    path = home.path / "audits.sqlite"
    if content == b"half":
        content = path.read_bytes()[:5_000]
    path.write_bytes(content)
    with pytest.raises(DamagedStore, match="audits.*backup, or remove it"):
        load_judgements(home, "t-1")
    path.unlink()
    assert load_judgements(home, "t-1") == {}


def test_a_mark_keeps_its_first_moment_and_goes_with_its_theme(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    assert load_told(home, "t-1") == {}
    save_told(home, "t-1", ["a1", "a2"], "olha", NOW)
    save_told(home, "t-1", ["a2", "a3"], "kim", NOW + timedelta(days=1))
    save_told(home, "t-2", ["a1"], "olha", NOW)
    assert load_told(home, "t-1") == {"a1": NOW, "a2": NOW, "a3": NOW + timedelta(days=1)}
    assert forget_told(home, "t-1") == 3
    assert load_told(home, "t-1") == {}
    assert load_told(home, "t-2") == {"a1": NOW}
