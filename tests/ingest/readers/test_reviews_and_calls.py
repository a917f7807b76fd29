"""App reviews and calls."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from ingest.open import read
from tests.ingest.builders import items
from tests.ingest.readers.telling import asked, minutes, sample, story


def test_an_app_store_review_and_its_answer() -> None:
    (told,), rejected = sample("app_store.json")
    assert story(told) == [
        ("customer", "Every morning I have to log in again"),
        ("agent", "Fixed in 4.2"),
    ]
    assert asked(told) == ["Keeps logging me out\n\nEvery morning I have to log in again"]
    assert (told.rating, told.customer.country, minutes(told)[0]) == (2.0, "USA", "03 11:00")
    assert not rejected


def test_a_google_play_review_keeps_its_identity_when_it_is_edited() -> None:
    (told,), rejected = sample("google_play.json")
    assert story(told) == [("customer", "Але вилітає на планшеті"), ("agent", "Виправимо")]
    assert (told.id, told.rating, told.subject) == ("gp:1", 3.0, "Кращий")
    assert [one.id for one in told.messages] == ["customer", "agent"]
    assert not rejected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("call.vtt", [("agent", "Lumo, good morning"),
                      ("customer", "i was charged twice & want it back"), ("customer", "please")]),
        ("call.srt", [("agent", "Слушаю вас"), ("customer", "не могу найти ссылку на урок")]),
        ("call.json", [("agent", "lumo school good morning"),
                       ("customer", "where do i find the certificate"),
                       ("agent", "in your profile")]),
    ],
)  # fmt: skip
def test_a_transcript_tells_who_speaks(name: str, expected: list[tuple[str, str]]) -> None:
    (told,), rejected = sample(name)
    assert (story(told), rejected) == (expected, [])


def test_a_call_is_said_at_its_moments() -> None:
    (told,), _ = sample("call.json")
    assert [one.at and one.at.second for one in told.messages] == [0, 2, 6]


def test_calls_of_one_file_are_parted_by_lines() -> None:
    first, second = sample("calls.txt")[0]
    assert asked(first) == ["the homework does not upload\nit says error"]
    assert story(second) == [("agent", "Good morning"), ("customer", "how do i cancel")]


def test_a_transcript_without_speakers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nhello there\n")
    with pytest.raises(BadInput, match="who speaks"):
        items(read(path))
