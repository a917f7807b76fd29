"""Every invariant between rows has its query, and every query its invariant."""

from importlib.resources import files

import pytest

from store.check.decisions import DECISIONS
from store.check.live import LIVE
from store.check.published import PUBLISHED
from store.check.rows import ROWS


@pytest.mark.parametrize(
    ("folder", "invariants"), [("live", {*ROWS, *DECISIONS, *LIVE}), ("published", {*PUBLISHED})]
)
def test_no_query_is_left_over(folder: str, invariants: set[object]) -> None:
    slugs = {one.slug.replace("-", "_") for one in invariants}  # type: ignore[attr-defined]
    there = {
        file.name.removesuffix(".sql")
        for file in (files("store") / "sql" / "check" / folder).iterdir()
    }
    assert there <= slugs
    assert there


def test_slugs_are_told_apart() -> None:
    slugs = [one.slug for one in (*LIVE, *PUBLISHED)]
    assert len(slugs) == len(set(slugs))
