"""What stands in a column is measured on a bounded sample."""

import time

import pytest

from ingest.columns.profile import Profile, list_leaves


def profile(*cells: str, serial_days: bool = False) -> Profile:
    return Profile("a", cells, len(cells), serial_days=serial_days)


def test_words_and_shares() -> None:
    seen = Profile("a", ["one two", "one two", "https://x.example/some/words"], 6)
    assert (seen.filled, round(seen.distinct, 2), round(seen.words, 2)) == (0.5, 0.67, 1.33)


@pytest.mark.parametrize(
    "cell", ["7", "12,50 %", "2026-03-01", "02/03/2026", "a@x.example", "https://x.example/a",
             '{"a": 1}', "2026-03-01 10:00;bo;Which one?"],
)  # fmt: skip
def test_what_is_no_persons_words(cell: str) -> None:
    assert not profile(cell, cell).is_text
    assert profile("a word", "another one").is_text


def test_times_by_name_may_be_numbers() -> None:
    assert profile("1770120300").times == 0
    assert profile("1770120300").may_be_times
    assert profile("46143.39", serial_days=True).may_be_times
    assert not profile("46143.39").may_be_times


def test_running_numbers_begin_or_end_at_one() -> None:
    assert profile("1", "2", "3").is_running
    assert profile("3", "2", "1").is_running
    assert not profile("2", "3").is_running
    assert not profile("1", "1", "2").is_running


def test_leaves_of_a_cell_are_those_of_the_object_in_it() -> None:
    assert list_leaves('{"name": "Ann", "to": "desk@x.example"}') == ["Ann"]
    assert list_leaves([{"email": "a@x.example"}, 7]) == ["a@x.example", "7"]
    assert list_leaves("{no json") == ["{no json"]
    assert list_leaves(None) == []


def test_a_sample_of_any_size_is_measured_in_a_moment() -> None:
    seen = Profile("a", ["word " * 100_000] * 1_000, 1_000)
    began = time.process_time()
    assert seen.is_text
    assert seen.words > 100
    assert time.process_time() - began < 2
