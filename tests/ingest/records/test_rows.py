"""As many rows come out as went in, in order, whatever the file looks like."""

import gzip
import json
from pathlib import Path

import pytest

from domain.errors import BadInput
from ingest.records.rows import Row, Rows, read_rows

TEXTS = ["Где ссылка на урок?", "Не приходит письмо, жду второй день", "", "Де посилання?"]


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def texts(rows: Rows) -> list[str]:
    return [row.values[0] for row in rows.items]


def records(*texts: str) -> str:
    return "".join(json.dumps({"q": text}) + "\n" for text in texts)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", 'q,n\n' + "".join(f'"{text}",1\n' for text in TEXTS)),
        ("a.csv.gz", 'q,n\n' + "".join(f'"{text}",1\n' for text in TEXTS)),
        ("b.csv", "\ufeffq;n\r\n" + "".join(f"{text};1\r\n" for text in TEXTS)),
        ("b.tsv", ("n\tq\n" + "".join(f"1\t{text}\n" for text in TEXTS)).encode("cp1251")),
        ("c.csv", ("n|q\n" + "".join(f"1|{text}\n" for text in TEXTS)).encode("utf-16")),
        ("one column.csv", "q\n" + "".join(f"{text}\n" if text else '""\n' for text in TEXTS)),
        ("d.jsonl", records(*TEXTS)),
        ("d.jsonl.gz", records(*TEXTS)),
        ("e.json", json.dumps([{"q": text} for text in TEXTS])),
        ("f.json", json.dumps({"items": [{"q": text} for text in TEXTS]})),
    ],
)  # fmt: skip
def test_a_named_column_is_read_from_any_file(tmp_path: Path, name: str, content: str) -> None:
    assert texts(read_rows(file(tmp_path, name, content), "q")) == TEXTS


def test_plain_text_is_one_message_a_line(tmp_path: Path) -> None:
    rows = read_rows(file(tmp_path, "a.txt", "\n".join(TEXTS) + "\n"))
    assert rows.understood == "plain text, one message a line, utf-8"
    assert list(rows.items) == [
        Row(number, f"a.txt:{number}", (text,)) for number, text in enumerate(TEXTS, 1)
    ]


def test_plain_text_without_a_telling_name_is_known_by_its_uneven_rows(tmp_path: Path) -> None:
    lines = ["Hello, where is it", "no commas here", "one, two, three"]
    assert texts(read_rows(file(tmp_path, "export", "\n".join(lines)))) == lines


def test_a_column_is_guessed_and_said(tmp_path: Path) -> None:
    content = "id;Сообщение\n" + "".join(f"{row};{text}\n" for row, text in enumerate(TEXTS))
    rows = read_rows(file(tmp_path, "a.csv", content))
    assert rows.understood == "CSV, ';' separated, utf-8; text = \"Сообщение\""
    assert texts(rows) == TEXTS


def test_the_separator_is_the_one_under_which_the_named_columns_stand(tmp_path: Path) -> None:
    content = "no, id\ttext\n" + "1, 2\tone\n" * 3 + "3, 4\ttwo\n"
    rows = read_rows(file(tmp_path, "a.csv", content), "text", ["no, id"])
    assert [row.values for row in rows.items][-1] == ("two", "3, 4")


def test_a_column_may_differ_in_case(tmp_path: Path) -> None:
    assert texts(read_rows(file(tmp_path, "a.csv", "id,Text\n1,hi\n"), "text")) == ["hi"]


def test_a_field_inside_an_object_is_named_by_its_path(tmp_path: Path) -> None:
    path = file(tmp_path, "a.jsonl", '{"a": {"b": "one"}, "n": 1}\n{"a": {}, "n": null}\n')
    assert [row.values for row in read_rows(path, "a.b", ["n"]).items] == [("one", "1"), ("", "")]


def test_rows_of_empty_cells_stay_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    rows = read_rows(file(tmp_path, "a.csv", "id,text\n\n1,one\n,\n\n2,two\n"), "text")
    assert [(row.number, row.place, row.values) for row in rows.items] == [
        (1, "a.csv:3", ("one",)), (2, "a.csv:4", ("",)), (3, "a.csv:6", ("two",)),
    ]  # fmt: skip


def test_a_row_that_cannot_be_read_keeps_its_place(tmp_path: Path) -> None:
    content = 'id,text\n1,one\n2,too,many\n3,"never closed\n4,four\n'
    rows = list(read_rows(file(tmp_path, "a.csv", content), "text").items)
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert [row.values for row in rows] == [("one",), (), (), ("four",)]
    assert rows[1].rejected == "The row has 3 cells, the header 2."
    lines = list(read_rows(file(tmp_path, "b.jsonl", '{"t": "a"}\n[1]\nx\n'), "t").items)
    assert [bool(row.rejected) for row in lines] == [False, True, True]


def test_a_line_between_tabs_need_not_quote_its_quotes(tmp_path: Path) -> None:
    content = 'id\ttext\n1\t"Pay" does nothing\n2\t"never closed\n3\tthree\n'
    rows = list(read_rows(file(tmp_path, "a.tsv", content), "text").items)
    assert [row.values for row in rows] == [
        ('"Pay" does nothing',), ('"never closed',), ("three",),
    ]  # fmt: skip


def test_a_file_that_ends_too_early_says_so_once_it_is_read(tmp_path: Path) -> None:
    whole = gzip.compress(records(*TEXTS * 50).encode())
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(whole[:-20])
    rows = read_rows(path, "q")
    assert len(list(rows.items)) > 1
    assert "ends too early" in (rows.broken() or "")


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path: Path, name: str) -> None:
    content = "id,text\n1,one\n" if name == "a.csv" else '{"id": 1, "text": "one"}\n{"id": 2}\n'
    with pytest.raises(BadInput, match=f"{name} has no column 'txt'. It has id, text."):
        read_rows(file(tmp_path, name, content), "txt")
    with pytest.raises(BadInput, match="has no column 'truth'"):
        read_rows(file(tmp_path, name, content), "text", ["truth"])


def test_a_table_of_numbers_asks_for_its_column(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Say which one it is with --text: a, b"):
        read_rows(file(tmp_path, "a.csv", "a,b\n1,2\n3,4\n"))


def test_a_text_that_may_be_another_column_is_asked_about(tmp_path: Path) -> None:
    content = "Issue;Story\n" + "".join(
        f"Late;It should have come on day {word} and is still in the depot\n"
        for word in ("one", "two", "six", "ten")
    )
    rows = read_rows(file(tmp_path, "a.csv", content))
    assert 'text = "Story"; doubtful: two columns could be the text' in rows.understood
    assert "--text NAME" in rows.understood
    assert "doubtful" not in read_rows(file(tmp_path, "a.csv", content), "Issue").understood
