"""themed + unthemed + excluded = asks; a conversation counts once per theme, at its first ask
there, so that weeks add up to months; every count opens to exactly its conversations."""

from pathlib import Path

import pytest

from domain.errors import NotFound, NothingYet
from domain.periods import Period, parse_period
from store.files.home import Home
from store.read.reader import open_reader
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, days, home_at, save_asks, save_themes


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_at(tmp_path)
    asks = [
        ask("a1", "one", at=MONDAY),
        ask("a2", "one", at=MONDAY + days(8)),
        ask("a3", "two", at=MONDAY + days(9), language="ru"),
        ask("a4", "three", at=None),
        ask("a5", "four", at=MONDAY + days(1)),
        ask("a6", "five", at=MONDAY + days(1), excluded="thanks", clean_text=""),
        ask("b1", "one", at=MONDAY + days(8)),
    ]
    save_asks(home, asks)
    save_themes(home, {"t-link": ["a1", "a2", "a3", "a4"], "t-other": ["b1"]})
    return home


def make_period(words: str) -> Period:
    return parse_period(words, NOW)


def test_themed_unthemed_and_excluded_add_up(home: Home) -> None:
    with open_reader(home) as reader:
        for words in ("all", "2026-02", "2026-W06", "2026-W07"):
            totals = reader.count_totals(make_period(words))
            assert totals.themed + totals.unthemed + totals.excluded == totals.asks
        totals = reader.count_totals(make_period("all"))
    assert (totals.asks, totals.themed, totals.unthemed, totals.excluded) == (7, 5, 1, 1)


def test_unthemed_asks_of_kind_other_hold_nothing_to_act_on(home: Home) -> None:
    with open_writer(home, "test", NOW) as writer:
        writer.save_kinds({"a5": "other", "a1": "other", "b1": "bug"})
    with open_reader(home) as reader:
        totals = reader.count_totals(make_period("all"))
        assert (totals.unthemed, totals.idle) == (1, 1)
        assert reader.count_totals(make_period("2026-W07")).idle == 0


def test_a_conversation_counts_once_per_theme_at_its_first_ask_there(home: Home) -> None:
    counted = {}
    with open_reader(home) as reader:
        for words in ("all", "2026-02", "2026-W06", "2026-W07"):
            themes = {
                count.id: count for count in reader.compute_ranking(make_period(words)).themes
            }
            counted[words] = (themes["t-link"].conversations, themes["t-link"].asks)
    # Conversation one asks in both weeks and counts in the first; three has no time.
    assert counted == {"all": (3, 4), "2026-02": (2, 3), "2026-W06": (1, 1), "2026-W07": (1, 2)}


def test_every_count_opens_to_exactly_its_conversations(home: Home) -> None:
    with open_reader(home) as reader:
        for words in ("all", "2026-02", "2026-W06", "2026-W07"):
            for count in reader.compute_ranking(make_period(words)).themes:
                rows = reader.read_theme_conversations(count.id, make_period(words))
                assert len(rows) == count.conversations
                assert {row["total"] for row in rows} <= {count.conversations}


def test_conversations_page_without_gap_or_repeat(home: Home) -> None:
    with open_reader(home) as reader:
        whole = reader.read_theme_conversations("t-link", make_period("all"))
        paged = [
            row
            for offset in range(3)
            for row in reader.read_theme_conversations("t-link", make_period("all"), 1, offset)
        ]
    assert paged == whole
    assert [row["conversation_id"] for row in whole] == ["two", "one", "three"]


def test_change_compares_with_the_span_before(home: Home) -> None:
    with open_reader(home) as reader:
        count = reader.compute_ranking(make_period("2026-W07")).themes[0]
        assert (count.id, count.change) == ("t-link", 0.0)
        assert reader.compute_ranking(make_period("2026-W06")).themes[0].change is None
        assert reader.compute_ranking(make_period("all")).themes[0].change is None


def test_share_is_of_the_conversations_with_anything_to_learn(home: Home) -> None:
    with open_reader(home) as reader:
        ranking = reader.compute_ranking(make_period("all"))
    assert ranking.totals.conversations == 4
    assert ranking.themes[0].share == pytest.approx(3 / 4)


def test_languages_are_shares_of_the_asks_counted(home: Home) -> None:
    with open_reader(home) as reader:
        assert reader.compute_ranking(make_period("2026-W07")).themes[0].language_mix == (
            ("en", 0.5),
            ("ru", 0.5),
        )


def test_a_beginning_of_an_id_is_enough_when_it_is_unambiguous(home: Home) -> None:
    with open_reader(home) as reader:
        assert reader.resolve_theme_id("t-l") == "t-link"
        for given in ("t-", "x"):
            with pytest.raises(NotFound):
                reader.resolve_theme_id(given)


def test_asks_that_went_meanwhile_are_left_out_and_new_ones_stay_unthemed(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "one"), ask("a2", "two")])
    save_themes(home, {"t-x": ["a1", "gone"]})
    with open_reader(home) as reader:
        totals = reader.count_totals(make_period("all"))
        assert (totals.themed, totals.unthemed) == (1, 1)
        assert reader.read_members() == {"t-x": frozenset({"a1"})}


def test_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingYet, match="earshot ingest"), open_reader(home_at(tmp_path)):
        pass
