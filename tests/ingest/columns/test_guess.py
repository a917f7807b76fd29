"""Columns are told by name, by contents, and by the other columns."""

from pathlib import Path

import pytest

from ingest.columns.fields import Columns
from ingest.columns.guess import guess_columns
from ingest.open import read
from tests.ingest.builders import items, texts


def test_columns_without_known_names_are_found_by_contents(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("foo,bar,baz\n7,2026-02-03,I cannot find the link\n8,2026-02-04,Login fails\n")
    reading = read(path)
    assert 'text = "baz", at = "bar"' in reading.understood
    assert texts(items(reading)[0]) == [["I cannot find the link"], ["Login fails"]]


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


@pytest.mark.parametrize(
    "cell", ["a" * 300_000, "@." * 100_000, " Z" * 100_000, "a:" * 100_000, " " * 200_000 + "a"]
)
def test_long_cells_are_looked_at_once(cell: str) -> None:
    found = guess_columns(["customer", "email", "a"], [["Ann Fox", cell, cell]] * 3)
    assert found.customer == "customer"


def test_a_state_of_a_country_is_no_status() -> None:
    rows = [["FL", "The lamp hums"], ["CA", "No sound"]]
    assert guess_columns(["State", "Text"], rows).status is None
    for word in ("Closed", "в работе", "Вирішено", "Geschlossen", "Awaiting courier"):
        assert guess_columns(["State", "Text"], [[word, "The lamp hums"]]).status == "State"


def test_a_status_may_be_kept_as_a_bare_code() -> None:
    for name, codes in (
        ("Status", ["2", "5"]),
        ("Статус", ["O", "C"]),
        ("ticket_status", ["1", "1"]),
    ):
        rows = [[code, f"The lamp hums {place}"] for place, code in enumerate(codes)]
        assert guess_columns([name, "Text"], rows).status == name
    rows = [["gold", "The lamp hums"], ["VIP", "No sound"]]
    assert guess_columns(["Status", "Text"], rows).status is None


def test_a_rating_is_a_column_of_numbers_or_stars() -> None:
    for cells in (["4", "5"], ["4/5", "5/5"], ["★★★★☆", "★"], ["5 stars", ""]):
        rows = [[cell, f"The lamp hums {place}"] for place, cell in enumerate(cells)]
        assert guess_columns(["Rating", "Text"], rows).rating == "Rating"
    rows = [["good", "The lamp hums"], ["PG-13", "No sound"]]
    assert guess_columns(["Rating", "Text"], rows).rating is None
