"""The whole demo, read and grouped as `make demo` does it: the ranking against what was planted."""

from pathlib import Path
from typing import Any

import pytest

from domain.periods import parse_period
from store.files.home import Home
from store.read.reader import open_reader
from tests.builders import NOW
from tests.demo.conftest import Built
from tests.demo.planted import Match, match_planted

TOP = 10
TOLERANCE = 0.15


@pytest.fixture(scope="module")
def matches(built: Built) -> list[Match]:
    ranking = built.ranking()
    return match_planted(built.truth, ranking, members(built.home, ranking))


def members(home: Path, ranking: dict[str, Any]) -> dict[str, list[str]]:
    """Theme id -> ids of the conversations that `show` lists."""
    with open_reader(Home.from_path(home)) as reader:
        return {
            row["id"]: [
                told["conversation_id"]
                for told in reader.read_theme_conversations(row["id"], parse_period("all", NOW))
            ]
            for row in ranking["themes"]
        }


def test_the_ten_largest_planted_themes_are_counted_within_fifteen_percent(
    matches: list[Match],
) -> None:
    off = {m.slug: (m.planted, m.counted) for m in matches[:TOP] if m.error > TOLERANCE}
    assert not off


def test_the_counts_are_of_the_right_conversations(matches: list[Match]) -> None:
    mixed = {m.slug: (m.counted, m.shared) for m in matches[:TOP] if m.shared < 0.8 * m.counted}
    assert not mixed


def test_the_theme_of_the_missing_link_gathers_all_three_languages(matches: list[Match]) -> None:
    link = next(match for match in matches if match.slug == "webinar_link")
    assert {code for code, share in link.languages.items() if share > 0.1} == {"ru", "uk", "en"}


def test_at_least_twenty_planted_themes_have_a_theme_of_their_own(matches: list[Match]) -> None:
    assert len({match.found_id for match in matches}) >= 20
