"""Series and quotes hold exactly what the ranking counts."""

from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

from domain.periods import Period
from domain.report import Span
from store.read.reader import open_reader
from store.read.series import (
    compute_language_shares,
    find_busy_days,
    find_first_asks,
    read_theme_quotes,
    read_theme_series,
)
from tests.builders import MONDAY, ask, days, home_at, save_asks, save_themes

FEBRUARY = Period("2026-02", date(2026, 2, 1), date(2026, 3, 1), "Europe/Kyiv")


def test_a_conversation_lies_in_the_week_of_its_first_ask(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [
        ask("a1", "c1"), ask("a2", "c1", at=MONDAY + days(8)), ask("a3", "c2", at=MONDAY + days(9)),
        ask("a4", "c3", at=None), ask("a5", "c4", at=MONDAY + days(40)),
    ])  # fmt: skip
    save_themes(home, {"t-1": ["a1", "a2", "a3", "a4", "a5"], "t-2": []})
    edges = [date(2026, 2, day) for day in (1, 2, 9, 16, 23)] + [date(2026, 3, 1)]
    spans = [Span(start, end) for start, end in pairwise(edges)]
    with open_reader(home) as reader:
        assert read_theme_series(reader, spans, "UTC") == {"t-1": (0, 1, 1, 0, 0)}
        assert reader.compute_ranking(FEBRUARY).themes[0].conversations == 2


def test_days_are_those_of_the_workspace(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1", at=datetime(2026, 1, 31, 22, 30, tzinfo=UTC))])
    save_themes(home, {"t-1": ["a1"]})
    spans = (Span(date(2026, 1, 31), date(2026, 2, 1)), Span(date(2026, 2, 1), date(2026, 2, 2)))
    with open_reader(home) as reader:
        assert read_theme_series(reader, spans, "Europe/Kyiv") == {"t-1": (0, 1)}
        assert read_theme_series(reader, spans, "UTC") == {"t-1": (1, 0)}


def test_beginnings_are_those_of_every_theme_and_of_the_data(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(
        home, [ask("a1", "c1", at=MONDAY + days(3)), ask("a2", "c2"), ask("a3", "c3", at=None)]
    )
    save_themes(home, {"t-1": ["a1"], "t-2": ["a3"]})
    with open_reader(home) as reader:
        assert find_first_asks(reader) == (MONDAY, {"t-1": MONDAY + days(3)})


def test_languages_are_of_the_asks_that_are_not_excluded(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [
        ask("a1", "c1", language="uk"), ask("a2", "c2", language="uk"),
        ask("a3", "c3", language="ru"), ask("a4", "c4", excluded="spam"),
    ])  # fmt: skip
    with open_reader(home) as reader:
        assert compute_language_shares(reader, FEBRUARY) == (("uk", 2 / 3), ("ru", 1 / 3))


def test_quotes_are_from_the_period_different_and_of_every_language(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [
        ask("a0", "c0", "most central, but of another month", at=MONDAY - days(30)),
        ask("a1", "c1", "Where is it?"), ask("a2", "c2", "where is it?"),
        ask("a3", "c3", "a third"), ask("a4", "c4", "a fourth"),
        ask("a5", "c5", "где?", language="ru"),
    ])  # fmt: skip
    save_themes(home, {"t-1": ["a0", "a1", "a2", "a3", "a4", "a5"]})
    with open_reader(home) as reader:
        quotes = read_theme_quotes(reader, FEBRUARY, 3)["t-1"]
    assert [row["text"] for row in quotes] == ["Where is it?", "где?", "a third"]
    assert quotes[0]["asked_at"] == MONDAY


def test_a_language_nobody_really_asks_in_is_quoted_last(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    many = [ask(f"a{n:02}", f"c{n}", f"ask {n}") for n in range(20)]
    save_asks(home, [*many, ask("b1", "d1", "lonely", language="de")])
    save_themes(home, {"t-1": [*(asked.id for asked in many), "b1"]})
    with open_reader(home) as reader:
        assert "lonely" not in {
            row["text"] for row in read_theme_quotes(reader, FEBRUARY, 3)["t-1"]
        }


def test_busy_days_are_those_with_an_ask(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1"), ask("a2", "c2", at=MONDAY + days(2), excluded="spam")])
    listed = [(MONDAY + days(n)).date() for n in range(3)]
    with open_reader(home) as reader:
        assert find_busy_days(reader, listed, "UTC") == [listed[0], listed[2]]
