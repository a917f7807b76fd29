"""Tables become conversations by columns that are named, mapped or guessed."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from ingest.formats.blob import Blob, ByteStream
from ingest.formats.csv_ import Table
from ingest.formats.encoding import TextStream
from ingest.open import read
from ingest.parsing.columns import Columns
from ingest.records.build import ReadOptions
from ingest.records.tables import detect_table, read_sheets
from tests.ingest.builders import items, read_all, texts


def test_a_person_may_name_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,note\nlong words that are not it,Login fails\n")
    assert texts(read_all(path, columns=Columns(text="note"))[0]) == [["Login fails"]]
    with pytest.raises(BadInput, match="no column 'nope'"):
        read(path, columns=Columns(text="nope"))


def test_the_bad_field_is_named_as_the_file_names_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Дата,Сообщение\nвчера,Не работает\n")
    _, (bad,) = read_all(path)
    assert bad.place == "a.csv:2 Дата"


def detect(folder: Path, content: str, *, named: bool = False) -> Table:
    path = folder / "a.csv"
    path.write_text(content)
    return detect_table(TextStream(ByteStream(Blob.from_path(path))), named=named)


def test_a_table_without_a_header_has_numbered_columns(tmp_path: Path) -> None:
    table = detect(tmp_path, "1;Login fails\n2;Where is it?\n")
    assert (table.separator, table.has_header, table.header) == (
        ";",
        False,
        ("column 1", "column 2"),
    )
    assert table.sample == (("1", "Login fails"), ("2", "Where is it?"))
    assert detect(tmp_path, "1;Login fails\n", named=True).header == ("1", "Login fails")


def test_a_sheet_begins_below_its_title_and_sheets_without_texts_are_left_out() -> None:
    numbers = [["a", "b"], ["1", "2"], ["3", "4"]]
    tickets = [["Report"], [], ["id", "text"], ["7", "Login fails"], ["", ""], ["8", "No sound"]]
    sheets = [
        ("Sums", iter(numbers)),
        ("Tickets", iter(tickets)),
        ("Empty", iter(list[list[str]]())),
    ]
    reading = read_sheets(sheets, "a.xlsx", ReadOptions(), "a")
    conversations, rejected = items(reading)
    assert reading.understood.startswith("Excel sheet 'Tickets': text = \"text\"")
    assert [(one.id, one.place) for one in conversations] == [
        ("7", "a.xlsx Tickets:4"), ("8", "a.xlsx Tickets:6"),
    ]  # fmt: skip
    assert not rejected


def test_a_workbook_without_texts_is_refused() -> None:
    with pytest.raises(BadInput, match="looks like a text"):
        read_sheets([("S", iter([["a", "b"], ["1", "2"]]))], "a.xlsx", ReadOptions(), "a")
    with pytest.raises(BadInput, match="nothing to read"):
        read_sheets([], "a.xlsx", ReadOptions(), "a")
