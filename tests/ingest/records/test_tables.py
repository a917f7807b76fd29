"""Tables become conversations by columns that are named, mapped or guessed."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from ingest.columns.fields import Columns
from ingest.formats.blob import Blob, ByteStream
from ingest.formats.csv_ import Table
from ingest.formats.encoding import TextStream
from ingest.formats.workbook import Sheet
from ingest.open import read
from ingest.parsing.mapping import load_mapping
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
        Sheet("Sums", iter(numbers)),
        Sheet("Tickets", iter(tickets)),
        Sheet("Empty", iter(list[list[str]]())),
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
        read_sheets([Sheet("S", iter([["a", "b"], ["1", "2"]]))], "a.xlsx", ReadOptions(), "a")
    with pytest.raises(BadInput, match="nothing to read"):
        read_sheets([], "a.xlsx", ReadOptions(), "a")


def test_a_table_says_why_and_what_is_doubtful(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("dialog,autor,worte\nd1,1,Wo ist das Bad?\nd1,2,Oben links\n")
    reading = read(path, columns=Columns(conversation="dialog"))
    assert any(note.startswith("Columns: the text is") for note in reading.notes)
    assert any("nobody is told apart" in note and "--agent" in note for note in reading.notes)


def test_numbers_of_a_workbook_are_times_in_a_column_of_times() -> None:
    rows = [["Номер", "Дата", "Закрыто", "Текст"], ["а-7", "46143.395833", "46144", "Нет воды"]]
    reading = read_sheets([Sheet("S", iter(rows))], "a.xlsx", ReadOptions(), "a")
    ((one,), rejected) = items(reading)
    assert str(one.created_at) == "2026-05-01 09:30:00+00:00"
    assert (str(one.closed_at), rejected) == ("2026-05-02 00:00:00+00:00", [])


def test_one_row_proves_the_order_of_dates_for_its_column(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,created,text\na,02/07/2026,Kein Licht\nb,25/06/2026,Kein Ton\n")
    kept, rejected = read_all(path)
    assert [one.created_at and one.created_at.day for one in kept] == [2, 25]
    assert not rejected


def test_a_mapping_may_name_columns_by_any_row_of_the_header(tmp_path: Path) -> None:
    path, mapping = tmp_path / "a.csv", tmp_path / "m.toml"
    mapping.write_text('[conversation]\nid = "ResponseId"\ntext = "Q7"\n')
    path.write_text(
        "StartDate,ResponseId,Q7\nStart Date,Response ID,Was fehlt Ihnen?\n"
        "2026-04-19,R_2Zk,Ein Parkplatz\n2026-04-20,R_7Lm,Mehr Licht\n"
    )
    kept, _ = read_all(path, mapping=load_mapping(mapping))
    assert [(one.id, one.messages[0].text) for one in kept] == [
        ("R_2Zk", "Ein Parkplatz"), ("R_7Lm", "Mehr Licht"),
    ]  # fmt: skip


def test_the_team_is_found_inside_json_in_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'ticket,sender_info,text\n71,"{""address"": ""ann@home.example""}",Where is it?\n'
        '71,"{""address"": ""desk@team.example""}",There\n'
    )
    (one,), _ = read_all(path, agents=["team.example"])
    assert [message.author for message in one.messages] == ["customer", "agent"]
