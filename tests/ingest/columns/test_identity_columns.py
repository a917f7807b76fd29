"""A row is told by its id, a customer by an address, never by a running number."""

from pathlib import Path

import pytest

from ingest.columns.guess import guess_columns, judge_columns
from tests.ingest.builders import read_all


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


def test_an_id_that_repeats_is_the_conversations() -> None:
    header = ["id", "text"]
    assert guess_columns(header, [["1", "a b"], ["2", "c d"]]).id == "id"
    repeated = guess_columns(header, [["1", "a b"], ["1", "c d"]])
    assert (repeated.id, repeated.conversation) == (None, "id")


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("No.", ["1", "2", "3"], None),
        ("№ п/п", ["3", "2", "1"], None),
        ("Nummer", ["1", "2", "3"], None),
        ("Ticket number", ["1", "2", "3"], None),
        ("id", ["1", "2", "3"], "id"),
        ("ID обращения", ["1", "2", "3"], "ID обращения"),
        ("Number", ["48211", "48212", "48213"], "Number"),
        ("Номер", ["17", "18", "19"], "Номер"),
        ("UUID", ["0b-a", "0b-b", "0b-c"], "UUID"),
        ("Submission ID", ["m1", "w2", "x3"], "Submission ID"),
        ("ID відповіді", ["m1", "w2", "x3"], "ID відповіді"),
        ("User ID", ["m1", "w2", "x3"], None),
        ("ID сотрудника", ["m1", "w2", "x3"], None),
    ],
)
def test_a_running_number_identifies_nothing(
    name: str, values: list[str], expected: str | None
) -> None:
    rows = [[value, f"Lamp {value} hums in the evening"] for value in values]
    found = guess_columns([name, "Message"], rows)
    assert (found.conversation or found.id) == expected


def test_a_true_id_is_taken_beside_a_running_number() -> None:
    rows = [["1", "rsp-7", "The lamp hums"], ["2", "rsp-8", "No sound"]]
    found = judge_columns(["#", "Response ID", "Comment"], rows)
    assert found.columns.id == "Response ID"
    assert '"#" is a running number, no id' in found.reasons


def test_an_id_that_rows_share_is_asked_about() -> None:
    rows = [["p-1", "The lamp hums"], ["p-1", "Since when?"], ["p-2", "No sound"]]
    found = judge_columns(["parcel_id", "Message"], rows)
    assert found.columns.conversation is None
    assert "--column conversation=NAME" in found.doubts[0]
