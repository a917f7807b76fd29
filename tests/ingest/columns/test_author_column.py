"""A column of authors is one by the words in it."""

import pytest

from ingest.columns.guess import guess_columns, judge_columns


def test_a_column_of_authors_is_one_only_by_its_values() -> None:
    header = ["id", "author", "text"]
    roles = guess_columns(header, [["1", "user", "a b"], ["2", "agent", "c d"]])
    names = guess_columns(header, [["1", "Ann Lee", "a b"], ["2", "Bo Day", "c d"]])
    assert (roles.author, names.author, names.customer_name) == ("author", None, "author")


@pytest.mark.parametrize("name", ["Issue type", "Queue", "From", "Очередь", "Postfach"])
def test_one_word_for_all_rows_makes_nobody_the_agent(name: str) -> None:
    rows = [["Support", "The lamp hums"], ["Support", "Where is my chair?"]]
    assert guess_columns([name, "Message"], rows).author is None


def test_the_author_is_the_column_whose_words_are_known() -> None:
    rows = [["Visitor 12", "Visitor", "Do you ship?"], ["Bo", "Operator", "We do"]]
    assert guess_columns(["Sender", "Sender type", "Message"], rows).author == "Sender type"


def test_an_author_who_is_always_the_team_is_told() -> None:
    rows = [["agent", f"Answer {number} to somebody"] for number in range(5)]
    found = judge_columns(["author", "message"], rows)
    assert (found.columns.author, len(found.doubts)) == ("author", 1)


def test_the_title_of_a_person_is_no_author() -> None:
    rows = [["Buyer", "The lamp hums"], ["Manager", "Where is my chair?"]]
    assert guess_columns(["Title", "Message"], rows).author is None
