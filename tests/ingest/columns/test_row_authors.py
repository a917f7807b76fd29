"""Who wrote a row is told by whatever is plain; where nothing is, that is said."""

from collections.abc import Callable

import pytest

from domain.conversations import Author
from ingest.columns.guess import judge_columns
from ingest.columns.row_authors import RowAuthors, describe_untold, find_row_authors


def tell(
    text: str, is_agent: Callable[[str], bool] | None = None
) -> tuple[list[Author | None], RowAuthors, str | None]:
    """Who wrote each row of a table, how that is told, and what is said where nothing tells."""
    header, *rows = [line.split("|") for line in text.strip().split("\n")]
    guess = judge_columns(header, rows)
    records = [dict(zip(header, row, strict=True)) for row in rows]
    authors = find_row_authors(guess, records, is_agent)
    found = [authors.find_author(record) for record in records]
    return found, authors, describe_untold(guess.columns, records)


@pytest.mark.parametrize(
    ("name", "values"),
    [("inbound", "true false true"), ("Входящее", "да нет да"), ("is_agent", "0 1 0"),
     ("From staff", "no yes no"), ("Eingehend", "ja nein ja")],
)  # fmt: skip
def test_a_flag_says_who_wrote(name: str, values: str) -> None:
    first, second, third = values.split()
    found, _, _ = tell(
        f"ticket|{name}|text\n71|{first}|Where is it?\n71|{second}|There\n72|{third}|Is it red?"
    )
    assert found == ["customer", "agent", "customer"]


def test_a_sender_who_is_the_customer_wrote() -> None:
    found, _, _ = tell(
        "ticket|author_id|requester_id|text\n71|5|5|Where is it?\n71|9|5|There\n72|6|6|Is it red?"
    )
    assert found == ["customer", "agent", "customer"]


@pytest.mark.parametrize(
    ("name", "cells", "expected"),
    [
        ("From", ("a@x.example", "", "k@x.example", ""), "customer"),
        ("Почта", ("a@x.example", "", "k@x.example", ""), "customer"),
        ("Operator", ("", "Bo", "", "Cy"), "agent"),
        ("Сотрудник", ("", "Олег", "", "Инна"), "agent"),
    ],
)
def test_a_column_of_people_that_one_side_has_says_who_wrote(
    name: str, cells: tuple[str, ...], expected: str
) -> None:
    lines = zip(
        ("71", "71", "72", "72"), cells, ("Where?", "There", "Is it red?", "It is"), strict=True
    )
    found, authors, _ = tell("\n".join([f"ticket|{name}|text", *("|".join(one) for one in lines)]))
    assert found == ["customer", "agent", "customer", "agent"]
    assert authors.presence == expected


@pytest.mark.parametrize(
    ("name", "ann", "bo"),
    [
        ("sender", "Ann", "Bo Day"),
        ("user_id", "17", "Bo Day"),
        ("sender_info", '{"name": "Ann"}', '{"name": "Bo Day"}'),
        ("E-Mail", "a@x.example", "Bo Day"),
    ],
)
def test_somebody_named_as_of_the_team_is_found_in_any_column_of_people(
    name: str, ann: str, bo: str
) -> None:
    found, authors, _ = tell(
        f"ticket|{name}|text\n71|{ann}|Where is it?\n71|{bo}|There\n72|{ann}|Is it red?",
        "Bo Day".__eq__,
    )
    assert [one == "agent" for one in found] == [False, True, False]
    assert authors.tells


@pytest.mark.parametrize("name", ["assignee", "to", "Исполнитель", "Zuständig"])
def test_whom_a_row_is_for_wrote_none(name: str) -> None:
    found, authors, untold = tell(
        f"ticket|{name}|text\n71|Bo|Where is it?\n71|Bo|There\n72|Cy|Is it red?", "Bo".__eq__
    )
    assert set(found) == {None}
    assert not authors.tells
    assert untold


def test_authors_that_are_numbered_tell_nothing() -> None:
    _, authors, untold = tell("dialog|author|text\nd1|1|Wo?\nd1|2|Da\nd2|1|Ist es rot?")
    assert not authors.tells
    assert untold
    assert "--agent" in untold
    assert "--map" in untold


def test_rows_that_are_conversations_need_no_author() -> None:
    assert tell("ticket|text\n71|Where is it?\n72|Is it red?")[2] is None


def test_a_score_is_nobody() -> None:
    found, _, _ = tell(
        "ticket|user_id|score|text\n71|17|3|Where is it?\n71|3|5|There\n72|18|3|Is it red?",
        "3".__eq__,
    )
    assert [one == "agent" for one in found] == [False, True, False]
