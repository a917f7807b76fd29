"""Excel workbooks: cells become texts; entities and damage are refused."""

import io
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from domain.errors import BadInput
from ingest.formats.workbook import open_sheets
from ingest.open import read
from tests.ingest.builders import items, read_all, texts


def book(path: Path, *rows: list[object]) -> Path:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


def test_a_workbook_is_a_table(tmp_path: Path) -> None:
    path = book(
        tmp_path / "звіт.xlsx",
        ["Звіт за лютий"],
        ["Номер", "Дата", "Текст звернення"],
        [17, datetime(2026, 2, 3, 14, 5), "Не приходить лист\nз кодом"],
        [18.0, None, "Де посилання?"],
    )
    reading = read(path, timezone="Europe/Kyiv")
    kept, rejected = items(reading)
    assert texts(kept) == [["Не приходить лист\nз кодом"], ["Де посилання?"]]
    assert [one.id for one in kept] == ["17", "18"]
    assert kept[0].created_at is not None
    assert (kept[0].created_at.hour, kept[0].place, rejected) == (12, "звіт.xlsx Sheet:3", [])
    assert "Excel sheet 'Sheet'" in reading.understood


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    source = io.BytesIO(book(tmp_path / "a.xlsx", ["text"], ["hello there"]).read_bytes())
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol">]><sst>&a;</sst>'
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, evil if name.endswith("sheet1.xml") else old.read(name))
    with pytest.raises(BadInput, match="entities"):
        read_all(path)


def replace_part(path: Path, ending: str, xml: str) -> Path:
    source = io.BytesIO(book(path, ["text"]).read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name.endswith(ending) else old.read(name))
    return path


def write_sheet(path: Path, rows: str) -> Path:
    head = '<row><c t="inlineStr"><is><t>text</t></is></c></row>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{main}"><sheetData>{head}{rows}</sheetData></worksheet>'
    return replace_part(path, "sheet1.xml", xml)


def write_cell(reference: str, row: str = "") -> str:
    return f'<row{row}><c r="{reference}" t="inlineStr"><is><t>where is it</t></is></c></row>'


@pytest.mark.parametrize(
    "rows",
    [
        write_cell("A999999999", ' r="999999999"'),
        "".join(write_cell(f"A{row}000000", f' r="{row}000000"') for row in range(1, 50)),
        "".join(write_cell(f"XFD{row}", f' r="{row}"') for row in range(2, 30_000)),
    ],
)
def test_rows_and_columns_that_are_not_there_are_refused_where_they_are_too_many(
    tmp_path: Path, rows: str
) -> None:
    with pytest.raises(BadInput, match="many times as much"):
        read_all(write_sheet(tmp_path / "a.xlsx", rows))


def test_a_row_far_below_keeps_its_number(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", write_cell("A1048576", ' r="1048576"'))
    kept, _ = read_all(path)
    assert [one.place for one in kept] == ["a.xlsx Sheet:1048576"]


def share_texts(path: Path, *texts: str) -> Path:
    """Add a list of texts that cells name by number."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace("</Types>", listed)
    inside = "".join(f"<si>{text}</si>" for text in texts)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{inside}</sst>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def test_shared_texts_are_read_as_openpyxl_reads_them(tmp_path: Path) -> None:
    rows = "".join(f'<row><c t="s"><v>{number}</v></c></row>' for number in range(3))
    path = share_texts(
        write_sheet(tmp_path / "a.xlsx", rows),
        "<t>where is it</t>",
        '<r><t>where </t></r><r><rPr><b/></rPr><t xml:space="preserve">is he</t></r>'
        '<rPh sb="0" eb="1"><t>no</t></rPh>',
        "<t/>",
    )
    expected = [
        ["" if cell is None else cell for cell in row]
        for row in openpyxl.load_workbook(path).active.values
    ]
    with path.open("rb") as file:
        ((_, found, _),) = open_sheets(file, "a.xlsx")
        assert list(found) == expected == [["text"], ["where is it"], ["where is he"], [""]]


def test_a_long_text_that_many_cells_name_is_refused(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", '<row><c t="s"><v>0</v></c></row>' * 500)
    share_texts(path, f"<t>{'where is it? ' * 10_000}</t>")
    with pytest.raises(BadInput, match="many times as much"):
        read_all(path)


def test_rich_texts_dates_and_lengths_of_time_are_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    bold = CellRichText("where ", TextBlock(InlineFont(b=True), "is"), " it")
    workbook.active.append(["text", "date", "length"])
    workbook.active.append([bold, datetime(2026, 2, 3, 14, 5), timedelta(hours=30)])
    workbook.active["B2"].number_format = 'd "of" mmm yyyy hh:mm'
    workbook.save(tmp_path / "a.xlsx")
    with (tmp_path / "a.xlsx").open("rb") as file:
        ((_, rows, _),) = open_sheets(file, "a.xlsx")
        assert list(rows)[1] == ["where is it", "2026-02-03T14:05:00", "1 day, 6:00:00"]


def test_a_bloated_list_of_names_is_refused_and_bloated_styles_cost_little(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    names = '<definedName name="a">1</definedName>' * 80_000
    xml = f'<workbook xmlns="{main}"><definedNames>{names}</definedNames></workbook>'
    with pytest.raises(BadInput, match="too many sheets or names"):
        read_all(replace_part(tmp_path / "a.xlsx", "xl/workbook.xml", xml))
    styles = f'<styleSheet xmlns="{main}"><cellXfs>{"<xf/>" * 300_000}</cellXfs></styleSheet>'
    path = replace_part(tmp_path / "b.xlsx", "styles.xml", styles)
    with path.open("rb") as file:
        assert [list(rows) for _, rows, _ in open_sheets(file, "b.xlsx")] == [[["text"]]]


def test_a_workbook_that_counts_from_1904_has_its_own_days(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    rows: list[list[object]] = [
        ["id", "created at", "text"],
        ["a", datetime(2026, 5, 8, 12), "The lamp hums"],
        ["b", 44_688.75, "Since when is it so dark?"],
        ["c", 44_689, "No sound since noon"],
    ]
    for row in rows:
        workbook.active.append(row)
    workbook.save(tmp_path / "a.xlsx")
    kept, _ = items(read(tmp_path / "a.xlsx"))
    assert [str(one.created_at)[:16] for one in kept] == [
        "2026-05-08 12:00",
        "2026-05-08 18:00",
        "2026-05-09 00:00",
    ]
