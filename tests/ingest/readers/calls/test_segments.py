"""Calls: transcripts of many programs; each turn at its own moment."""

from pathlib import Path
from typing import Any

import pytest

from domain.errors import BadInput
from ingest.open import read
from tests.ingest.builders import items
from tests.ingest.readers.builders import asked, read_content, sample, story


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
    (conversation,), rejected = sample(name)
    assert (story(conversation), rejected) == (expected, [])


def test_a_turn_has_its_own_time() -> None:
    (conversation,), _ = sample("call.json")
    assert [one.at and one.at.second for one in conversation.messages] == [0, 2, 6]


def test_calls_of_one_file_are_separated_by_lines_of_dashes() -> None:
    first, second = sample("calls.txt")[0]
    assert asked(first) == ["the homework does not upload\nit says error"]
    assert story(second) == [("agent", "Good morning"), ("customer", "how do i cancel")]


def test_a_transcript_without_speakers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nhello there\n")
    with pytest.raises(BadInput, match="who speaks"):
        items(read(path))


@pytest.mark.parametrize(
    "call",
    [
        {"call_id": "c", "transcript": [{"speaker": "operator", "start": 1, "text": "Hello"},
                                        {"speaker": "client", "start": 2, "text": "It fails"}]},
        {"results": {"utterances": [{"speaker": 0, "start": 1, "transcript": "Hello"},
                                    {"speaker": 1, "start": 2, "transcript": "It fails"}]}},
        {"results": {"audio_segments": [
            {"speaker_label": "spk_0", "start_time": "0.1", "transcript": "Hello"},
            {"speaker_label": "spk_1", "start_time": "0.9", "transcript": "It fails"}]}},
    ],
)  # fmt: skip
def test_calls_of_other_programs_tell_who_speaks(call: dict[str, Any], tmp_path: Path) -> None:
    source, talks, _ = read_content(tmp_path, "call.json", call)
    assert source == "calls"
    assert story(talks[0]) == [("agent", "Hello"), ("customer", "It fails")]


def test_a_call_without_speakers_is_nobodys_ask(tmp_path: Path) -> None:
    call = {"text": "Hello It fails", "segments": [{"start": 0, "end": 1, "text": "Hello"}]}
    _, talks, rejected = read_content(tmp_path, "call.json", call)
    assert not talks
    assert "does not say who speaks" in rejected[0].reason
