"""The text is told by its name, and by the words in it and in other columns."""

from ingest.columns.fields import Columns
from ingest.columns.guess import guess_columns, judge_columns


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


def test_a_table_of_subjects_alone_has_them_for_its_texts() -> None:
    header = ["Ticket ID", "Subject", "Status", "First response status", "Submitter"]
    rows = [
        ["41", "The upload stops with error 413", "Open", "Within SLA", "Ines Holt"],
        ["42", "Where can I see my invoices", "Open", "SLA violated", "Olek Danyl"],
    ]
    found = guess_columns(header, rows)
    assert (found.text, found.subject) == ("Subject", None)
