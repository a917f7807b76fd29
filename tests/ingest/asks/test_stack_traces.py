"""A pasted log is cleaned to its first line, and stays whole for reading."""

from ingest.asks.segment import cut_asks
from ingest.asks.stack_traces import fold_stack_traces
from tests.ingest.builders import said, talk

PYTHON = """Traceback (most recent call last):
  File "/app/run.py", line 3, in <module>
    main()
ValueError: no lesson 4"""
JAVA = """java.lang.NullPointerException: lesson
\tat org.lumo.Player.start(Player.java:42)
\tat org.lumo.Main.main(Main.java:7)
Caused by: java.io.IOException: closed
\t... 2 more"""
LOG = """2026-02-03 10:00:00,123 INFO start
2026-02-03 10:00:01,123 ERROR upload failed
2026-02-03 10:00:02,123 INFO stop"""


def test_logs_and_traces_are_folded_to_their_first_line() -> None:
    assert fold_stack_traces(f"The upload fails\n{LOG}\nWhat to do?") == (
        "The upload fails\n2026-02-03 10:00:00,123 INFO start\nWhat to do?"
    )
    assert (
        fold_stack_traces(f"It crashes:\n{JAVA}")
        == "It crashes:\njava.lang.NullPointerException: lesson"
    )
    assert fold_stack_traces(f"See\n{PYTHON}\nthanks") == "See\nValueError: no lesson 4\nthanks"


def test_what_people_write_is_no_log() -> None:
    text = "Error: it says\nI tried twice\nat home (and at work)\nat 10:00:00 too"
    assert fold_stack_traces(text) == text


def test_a_log_is_kept_whole_for_reading() -> None:
    (ask,) = cut_asks(talk(said(f"The upload fails\n{LOG}", id="m")))
    assert ask.text.endswith("INFO stop")
    assert "INFO stop" not in ask.clean_text
    assert "The upload fails" in ask.clean_text


def test_a_very_long_ask_is_up_to_three_cut_where_sentences_end() -> None:
    sentences = [f"In lesson {n} the video number {n} does not start at all." for n in range(150)]
    long = cut_asks(talk(said(" ".join(sentences), id="m")))
    assert [ask.part for ask in long] == [0, 1, 2]
    assert len({ask.id for ask in long}) == 3
    assert all(ask.text.endswith("at all.") and ask.text.startswith("In lesson") for ask in long)
    assert " ".join(ask.text for ask in long) == " ".join(sentences)
    assert len(cut_asks(talk(said(" ".join(sentences[:50]), id="m")))) == 2
    assert len(cut_asks(talk(said(" ".join(sentences[:5]), id="m")))) == 1
