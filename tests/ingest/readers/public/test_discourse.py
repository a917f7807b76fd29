"""Discourse: staff answer, whispers are notes, actions are events."""

from tests.ingest.readers.builders import asked, sample, story


def test_discourse_staff_answers_and_whispers_are_notes() -> None:
    (topic,), _ = sample("discourse_topic.json")
    assert story(topic) == [
        ("customer", "The dark theme flickers 😀"),
        ("agent", "On which page?"),
        ("note", "tell the designers"),
        ("system", ""),
        ("customer", ""),
    ]
    (event,), _ = sample("discourse_event.json")
    assert (event.id, asked(event)) == ("90", ["There is no sound in lesson 3"])
