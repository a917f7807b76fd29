"""Subtitles of calls: who speaks is told in the way of many programs."""

from pathlib import Path

import pytest

from tests.ingest.readers.builders import read_content, story

TALK = [("agent", "Guten Tag"), ("customer", "Meine Bestellung ist weg"), ("agent", "Welche?")]
A, B, C = (
    "00:00:01.000 --> 00:00:03.000",
    "00:00:03.000 --> 00:00:05.500",
    "00:00:06.000 --> 00:00:07.000",
)
SHAPES = {
    "brackets": f"WEBVTT\n\n{A}\n(Eva Lang)\nGuten Tag\n\n{B}\n(Jan Orth)\nMeine Bestellung\n-\n\n"
    f"ist weg\n\n{C}\n(Eva Lang)\nWelche?\n",
    "brackets in a cue": f"WEBVTT\n\n{A}\n(Eva Lang)\nGuten Tag\n-\n \n(Jan Orth)\n"
    "Meine Bestellung "
    "ist weg\n- (Eva Lang)\nWelche?\n",
    "voices": f"WEBVTT\n\nNOTE made by\na program\n\nab-1\n{A}\n"
    f"<v Eva Lang>Guten Tag</v>\n\nab-2\n{B}\n"
    f"<v Jan Orth>Meine Bestellung\n\nist weg</v>\n\n{C}\n<v Eva Lang>Welche?</v>\n",
    "voices in a cue": f"WEBVTT\n\n{A}\n<v Eva Lang>Guten Tag</v><v Jan Orth>Meine Bestellung ist "
    "weg</v>\n<v Eva Lang>Welche?</v>\n",
    "names": f"WEBVTT\n\n1\n{A}\nEva Lang: Guten Tag\n\n2\n{B}\nJan Orth: Meine Bestellung\nist weg"
    f"\n\n3\n{C}\nEva Lang: Welche?\n",
    "srt": f"1\n{A}\n(Eva Lang)\nGuten Tag\n\n2\n{B}\n(Jan Orth)\nMeine Bestellung\n\nist weg\n3\n"
    f"{C}\n(Eva Lang)\nWelche?\n".replace(".", ","),
    "sbv": "0:00:01.000,0:00:03.000\n(Eva Lang)\nGuten Tag\n\n0:00:03.000,0:00:05.000\n(Jan Orth)\n"
    "Meine Bestellung ist weg\n\n0:00:06.000,0:00:07.000\n(Eva Lang)\nWelche?\n",
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_who_speaks_is_told_in_each_shape(shape: str, tmp_path: Path) -> None:
    _, talks, _ = read_content(tmp_path, "a.txt", SHAPES[shape], agents=["Eva Lang"])
    assert [story(one) for one in talks] == [TALK]


def test_what_is_heard_is_no_speaker(tmp_path: Path) -> None:
    call = f"WEBVTT\n\n{A}\nAgent: Hello\n(Music)\n\n{B}\nClient: Problem\nStatus: it is lost\n"
    _, talks, _ = read_content(tmp_path, "a.vtt", call)
    assert story(talks[0]) == [
        ("agent", "Hello (Music)"), ("customer", "Problem Status: it is lost"),
    ]  # fmt: skip


def test_names_above_each_cues_words_are_speakers(tmp_path: Path) -> None:
    cues = "".join(
        f"0:0:{at}.520 --> 0:0:{at + 1}.10\n{name}\n{words}\n\n"
        for at, (name, words) in enumerate([("Eva Lang", "Hi"), ("Jan Orth", "Lost"),
                                            ("Eva Lang", "Oh"), ("Jan Orth", "Yes")])
    )  # fmt: skip
    _, talks, _ = read_content(tmp_path, "a.txt", cues, agents=["eva lang"])
    assert [author for author, _ in story(talks[0])] == ["agent", "customer"] * 2
