"""Names of columns are known in their many spellings."""

import pytest

from ingest.columns.names import (
    has_known_ending,
    has_word,
    is_known_name,
    is_named,
    normalise_name,
    rank_ending,
    says_id,
)


@pytest.mark.parametrize(
    ("name", "plain"),
    [("createdAt", "created at"), ("CREATED_AT", "created at"), ("Ticket #", "ticket number"),
     ("Імʼя", "ім'я"), ("\ufeffText", "text")],
)  # fmt: skip
def test_spellings_of_a_name_are_one(name: str, plain: str) -> None:
    assert normalise_name(name) == plain


def test_known_names_and_endings() -> None:
    assert is_known_name("Текст обращения")
    assert not is_known_name("Foo")
    assert has_known_ending("review text", "text")
    assert not has_known_ending("textile", "text")


def test_words_say_what_a_column_is_not() -> None:
    assert has_word("Date of Birth", "not_opened")
    assert has_word("First response time", "not_opened")
    assert not has_word("Rebirth", "not_opened")


@pytest.mark.parametrize(
    "name", ["Response ID", "responseId", "ID ответа", "uuid", "recommendationid"]
)
def test_a_name_says_id(name: str) -> None:
    assert says_id(name)
    assert not any(map(says_id, ("Valid", "Prepaid", "Idea")))


def test_the_longest_known_name_ranks_a_longer_one() -> None:
    assert rank_ending("Submit Date (UTC)", "at") < rank_ending("Start Date (UTC)", "at")
    assert rank_ending("Foo", "at") > rank_ending("End date", "at")


def test_a_name_is_a_fields_own_or_only_ends_in_it() -> None:
    assert is_named("Message Text", "text")
    assert not is_named("Texts", "text")
