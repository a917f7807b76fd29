"""Columns are matched by name first, then by contents."""

from pathlib import Path

import pytest

from ingest.open import read
from ingest.parsing.columns import Columns, guess_columns, has_header, make_names_unique
from tests.ingest.builders import items, read_all, texts


def test_columns_without_known_names_are_found_by_contents(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("foo,bar,baz\n7,2026-02-03,I cannot find the link\n8,2026-02-04,Login fails\n")
    reading = read(path)
    assert 'text = "baz", at = "bar"' in reading.understood
    assert texts(items(reading)[0]) == [["I cannot find the link"], ["Login fails"]]


def test_an_address_tells_namesakes_apart(tmp_path: Path) -> None:
    path = tmp_path / "заявки.csv"
    rows = [
        "Номер;Клиент;Почта;Сообщение",
        "1;Ольга Иванова;olga@a.example;Где ссылка на урок?",
        "2;Ольга Иванова;o.ivanova@b.example;Не приходит письмо",
    ]
    path.write_bytes("\r\n".join(rows).encode("cp1251"))
    read_rows, _ = read_all(path)
    assert [row.customer.id for row in read_rows] == ["olga@a.example", "o.ivanova@b.example"]
    assert [row.customer.name for row in read_rows] == ["Ольга Иванова"] * 2


def test_a_customer_number_stays_who_it_is_beside_an_address(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("client,email,text\nc-7,help@a.example,Where is the link to the lesson?\n")
    (one,), _ = read_all(path)
    assert one.customer.id == "c-7"


@pytest.mark.parametrize(
    ("name", "field"),
    [("Created at (UTC)", "at"), ("Дата создания обращения", "at"), ("Review Text", "text"),
     ("TicketID", "conversation"), ("Ticket #", "conversation"), ("Сообщение", "text")],
)  # fmt: skip
def test_names_of_columns_are_matched_in_their_many_spellings(name: str, field: str) -> None:
    assert guess_columns([name], []).to_dict() == {field: name}


def test_given_columns_stay_and_are_not_taken_twice() -> None:
    found = guess_columns(["text", "note"], [], Columns(customer="text"))
    assert (found.customer, found.text) == ("text", None)


def test_an_id_that_repeats_is_the_conversations() -> None:
    header = ["id", "text"]
    assert guess_columns(header, [["1", "a b"], ["2", "c d"]]).id == "id"
    repeated = guess_columns(header, [["1", "a b"], ["1", "c d"]])
    assert (repeated.id, repeated.conversation) == (None, "id")


def test_a_column_of_authors_is_one_only_by_its_values() -> None:
    header = ["id", "author", "text"]
    roles = guess_columns(header, [["1", "user", "a b"], ["2", "agent", "c d"]])
    names = guess_columns(header, [["1", "Ann Lee", "a b"], ["2", "Bo Day", "c d"]])
    assert (roles.author, names.author, names.customer_name) == ("author", None, "author")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["id", "text"], ["1", "a"]], True),
        ([["foo", "bar"], ["1", "2"]], True),
        ([["foo", "17"], ["x", "18"]], False),
        ([["foo", "2026-02-03"]], False),
        ([["foo", "foo"]], False),
        ([["Where is the link?"], ["It fails"]], False),
    ],
)
def test_a_header_has_known_names_or_only_short_distinct_words(
    rows: list[list[str]], expected: bool
) -> None:
    assert has_header(rows) is expected


def test_column_names_are_made_unique() -> None:
    assert make_names_unique(["a", " ", "a", "a (2)"]) == ("a", "column 2", "a (2)", "a (2) (2)")


def test_a_row_of_a_conversation_becomes_one_message() -> None:
    columns = Columns(conversation="c", id="m", text="t", author="a", agent="n", plan="p")
    row = {"c": "7", "m": "1", "t": "Hi", "a": "agent", "n": "Bo", "p": "pro"}
    assert columns.to_native(row) == {
        "id": "7",
        "customer": {"plan": "pro"},
        "messages": [{"id": "1", "text": "Hi", "author": "agent", "agent": {"name": "Bo"}}],
    }
    assert Columns(text="t", at="d").to_native({"t": "Hi", "d": "x"}) == {
        "text": "Hi", "created_at": "x", "customer": {},
    }  # fmt: skip


def test_a_hundred_thousand_columns_of_one_name_are_told_apart() -> None:
    names = make_names_unique(["text"] * 100_000)
    assert (names[0], names[-1], len(set(names))) == ("text", "text (100000)", 100_000)


@pytest.mark.parametrize(
    "cell", ["a" * 300_000, "@." * 100_000, " Z" * 100_000, "a:" * 100_000, " " * 200_000 + "a"]
)
def test_long_cells_are_looked_at_once(cell: str) -> None:
    found = guess_columns(["customer", "email", "a"], [["Ann Fox", cell, cell]] * 3)
    assert found.customer == "customer"
