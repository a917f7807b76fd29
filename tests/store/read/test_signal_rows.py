"""Series add up to counts, alarms open to their conversations, answers are the agents' own."""

from domain.periods import parse_period
from store.files.home import Home
from store.read.reader import open_reader
from store.read.signal_rows import (
    count_asks_by_span,
    read_alarm_conversations,
    read_answers,
    read_handled_conversations,
    read_series,
)
from tests.builders import NOW
from tests.store.read.conftest import add_minutes

ALL = parse_period("all", NOW)


def test_series_add_up_to_counts_and_alarms_open_to_conversations(home: Home) -> None:
    edges = [add_minutes(-60), add_minutes(60), add_minutes(3000)]
    with open_reader(home) as reader:
        series = read_series(reader, edges)
        assert series.get_row("theme", "t-link").tolist() == [2, 1]
        assert series.get_row("all", "all").tolist() == [2, 1]
        assert series.get_row("channel", "email").tolist() == [0, 1]
        rows = read_alarm_conversations(reader, "theme", "t-link", edges[0], edges[1])
        assert [row["conversation_id"] for row in rows] == ["c-1", "c-3"]
        assert rows[0]["customers"] == 2


def test_answers_and_work_are_those_of_the_conversation(home: Home) -> None:
    with open_reader(home) as reader:
        said = {row["conversation_id"]: row["said"] for row in read_answers(reader, ALL, "t-link")}
        assert said == {"c-1": [(add_minutes(10), "https://a.example/live")], "c-2": [], "c-3": []}
        work = read_handled_conversations(reader, ALL)
    assert (work[0]["agents"], work[0]["answered_at"]) == ([1], add_minutes(10))


def test_days_with_data_count_excluded_asks_too(home: Home) -> None:
    edges = [add_minutes(-60), add_minutes(60), add_minutes(3000)]
    with open_reader(home) as reader:
        assert count_asks_by_span(reader, edges).tolist() == [4, 2]
