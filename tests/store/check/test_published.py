"""What a snapshot says adds up: each fault shows as itself, with what follows from it."""

from collections.abc import Sequence

import pytest

from store.check.published import PUBLISHED, check_published, read_known_ids
from store.check.tombstones import read_secrets
from store.files.home import Home
from store.files.snapshots import read_manifest
from tests.store.check.conftest import MEMBERS, change_part, flip, list_off

BREAKS: Sequence[tuple[str, str, str, set[str]]] = (
    ("sums", "themes", "INSERT INTO assignments SELECT * FROM assignments LIMIT 1", {"counted"}),
    ("living-themes", "themes", "INSERT INTO themes SELECT * FROM themes LIMIT 1", set()),
    ("theme-sums", "themes", "DELETE FROM themes WHERE id = 't-2'", set()),
    ("area-sums", "themes", "UPDATE areas SET theme_ids = ['t-1', 't-1']", set()),
    ("theme-lists", "counted", "UPDATE conversations SET is_first = false", {"counted"}),
    ("counted", "counted", "DELETE FROM asks WHERE language = 'uk'", set()),
    ("counted", "counted", "UPDATE conversations SET customer_no = 1", set()),
    ("erased-words", "conversations", "UPDATE conversations SET page = '/x' WHERE key = 'c4'",
     {"counted"}),
    ("erased-words", "conversations", "UPDATE asks SET clean_text = 'words' WHERE id = 'a4'",
     set()),
)  # fmt: skip


def look(home: Home) -> set[str]:
    found = list(check_published(home, read_manifest(home.current), read_secrets(home)))
    assert {one.slug for one in found} == {invariant.slug for invariant in PUBLISHED}
    assert len(found) == len(PUBLISHED)
    return list_off(found)


def test_a_whole_snapshot_is_well(home: Home) -> None:
    found = check_published(home, read_manifest(home.current), read_secrets(home))
    assert {one.status for one in found} == {"well"}


@pytest.mark.parametrize(("slug", "part", "statement", "following"), BREAKS)
def test_a_fault_shows_as_itself(
    home: Home, slug: str, part: str, statement: str, following: set[str]
) -> None:
    manifest = read_manifest(home.current)
    assert manifest is not None
    change_part(home, manifest.parts[part], statement)
    assert look(home) == {slug, *following}


def test_every_invariant_of_a_snapshot_is_broken_here() -> None:
    assert {invariant.slug for invariant in PUBLISHED} == {slug for slug, *_ in BREAKS}


@pytest.mark.parametrize("part", ["conversations", "themes", "counted"])
def test_a_damaged_part_stops_nothing(home: Home, part: str) -> None:
    manifest = read_manifest(home.current)
    assert manifest is not None
    flip(home.snapshots / manifest.parts[part], 0.0)
    look(home)


def test_what_was_ever_known_is_read_from_the_snapshot(home: Home) -> None:
    asks, themes = read_known_ids(home, read_manifest(home.current))
    assert asks == frozenset(f"a{n}" for n in range(1, 8))
    assert themes == frozenset((*MEMBERS, "t-4"))
    assert read_known_ids(home, None) == (None, None)
