"""Columns are told by name, by contents, and by the other columns."""

from pathlib import Path

import pytest

from ingest.columns.fields import Columns
from ingest.columns.guess import guess_columns, judge_columns
from ingest.open import read
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
    "cell", ["a" * 300_000, "@." * 100_000, " Z" * 100_000, "a:" * 100_000, " " * 200_000 + "a"]
)
def test_long_cells_are_looked_at_once(cell: str) -> None:
    found = guess_columns(["customer", "email", "a"], [["Ann Fox", cell, cell]] * 3)
    assert found.customer == "customer"


def table(text: str) -> tuple[list[str], list[list[str]]]:
    """Header and rows of lines with bars between cells."""
    header, *rows = [line.split("|") for line in text.strip().split("\n")]
    return header, rows


CATEGORIES = """
Issue|Product|What happened
Late|Lamp|It should have come on Monday, and nobody answers the phone
Late|Chair|Two weeks after the day that was promised it is still in the depot
Late|Lamp|The courier left it with somebody whom I do not know
Broken|Lamp|The glass was in pieces when I opened the box
Late|Sofa|We sleep on the floor because of you
"""


def test_a_category_is_no_text_whatever_its_name() -> None:
    guess = judge_columns(*table(CATEGORIES))
    assert guess.columns.text == "What happened"
    assert any("two columns could be the text" in doubt for doubt in guess.doubts)
    assert '"Issue" (2 different values)' in guess.doubts[0]
    given = judge_columns(*table(CATEGORIES), Columns(text="Issue"))
    assert (given.columns.text, given.doubts) == ("Issue", ())


def test_a_column_that_is_nearly_empty_is_no_text() -> None:
    rows = [["", f"Полка номер {number} шатается и скрипит"] for number in range(40)]
    rows[7][0] = "Перезвонить завтра"
    assert guess_columns(["Комментарий", "Что случилось с товаром"], rows).text == (
        "Что случилось с товаром"
    )


def test_a_text_that_differs_from_row_to_row_keeps_its_name() -> None:
    header = ["review", "product description", "story of the brand"]
    long = "A lamp made of brass and glass, with a switch in its foot, number"
    rows = [[f"Good {word}", f"{long} {word}", f"{long} {word}"] for word in ("one", "two", "six")]
    assert guess_columns(header, rows).text == "review"
    rows[0][0] = rows[1][0]
    assert guess_columns(header[:2], [row[:2] for row in rows]).text == "review"


def test_lines_of_a_log_are_no_text() -> None:
    header = ["Key", "Description", "Comment", "Comment (2)"]
    rows = [
        ["H-7", "The tray is stuck", "2026-05-06 13:55;wren;Which tray of both is it?", ""],
        ["H-9", "No sound", "12/May/26 2:48 PM;wren;Is it muted?", "12/May/26 2:50 PM;ann;No"],
    ]
    assert guess_columns(header, rows).text == "Description"


def test_an_answer_is_no_text_of_the_customer() -> None:
    found = judge_columns(
        ["Anliegen des Gastes", "Antwort"],
        [
            ["Das Bad war kalt", "Wir bitten um Verzeihung und haben die Heizung gleich geprüft"],
            ["Wo kann ich parken?", "Hinter dem Haus, die Einfahrt ist neben dem kleinen Laden"],
        ],
    )
    assert (found.columns.text, found.doubts) == ("Anliegen des Gastes", ())


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["Date of birth", "Opened on the", "Text"], "Opened on the"),
        (["Дата рождения", "Дата поступления", "Текст"], "Дата поступления"),
        (["Дата придбання", "Надійшло", "Текст"], "Надійшло"),
        (["Kaufdatum", "Eingang", "Text"], "Eingang"),
        (["Last updated", "Warranty until", "Text"], None),
    ],
)
def test_a_conversation_is_dated_by_when_it_was_opened(
    header: list[str], expected: str | None
) -> None:
    rows = [["1984-05-14", "2026-04-08", "The lamp hums"], ["1991-11-30", "2026-04-09", "No sound"]]
    found = judge_columns(header, rows)
    assert found.columns.at == expected
    assert any("no time was taken" in doubt for doubt in found.doubts) is (expected is None)


def test_a_state_of_a_country_is_no_status() -> None:
    rows = [["FL", "The lamp hums"], ["CA", "No sound"]]
    assert guess_columns(["State", "Text"], rows).status is None
    for word in ("Closed", "в работе", "Вирішено", "Geschlossen", "Awaiting courier"):
        assert guess_columns(["State", "Text"], [[word, "The lamp hums"]]).status == "State"


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
