"""Decisions that undo each other, and what follows from those that stand."""

from contextlib import closing

from store.check.databases import open_read_only
from store.check.decisions import DECISIONS, check_decisions
from store.files.home import Home
from tests.store.check.conftest import change_live, list_off


def look(home: Home) -> set[str]:
    with closing(open_read_only(home.live)) as connection:
        found = check_decisions(connection)
    assert [one.slug for one in found] == [invariant.slug for invariant in DECISIONS]
    return list_off(found)


def test_an_undo_of_an_undo_is_well(home: Home) -> None:
    assert look(home) == set()
    change_live(
        home,
        "INSERT INTO events BY NAME SELECT 6 AS no, noted_at, who, 'undo' AS kind, theme_id, "
        "'{\"event\": 4}' AS payload, run FROM events WHERE no = 4",
    )
    assert look(home) == set()


def test_a_merger_that_was_taken_back_and_still_leads_elsewhere_is_found(home: Home) -> None:
    change_live(
        home,
        "INSERT INTO events BY NAME SELECT 6 AS no, noted_at, who, 'undo' AS kind, theme_id, "
        "'{\"event\": 1}' AS payload, run FROM events WHERE no = 1",
    )
    assert look(home) == {"redirects", "assignments-follow"}


def test_an_unknown_kind_and_nobodys_decision_are_found(home: Home) -> None:
    change_live(home, "UPDATE events SET kind = 'wish' WHERE no = 2")
    assert look(home) == {"decisions"}
    change_live(home, "UPDATE events SET kind = 'rename', who = '' WHERE no = 2")
    assert look(home) == {"decisions"}
