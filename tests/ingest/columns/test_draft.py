"""A draft knows what is chosen, what is free, and how columns are shown."""

from ingest.columns.draft import Draft
from ingest.columns.fields import Columns
from ingest.columns.profile import Profile


def test_what_a_person_named_is_chosen_and_not_free() -> None:
    profiles = {name: Profile(name, ["a", "a"], 2) for name in ("text", "note")}
    draft = Draft(["text", "note"], profiles, Columns(text="note", at="when"))
    assert draft.chosen == {"text": "note", "at": "when"}
    assert draft.list_free() == ["text"]
    assert draft.profiles["when"].cells == ()


def test_a_column_is_shown_with_how_many_values_it_has() -> None:
    draft = Draft(["text"], {"text": Profile("text", ["a", "a", "b"], 3)}, Columns())
    assert draft.show("text") == '"text"'
    assert draft.show("text", count=True) == '"text" (2 different values)'
