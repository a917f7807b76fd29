"""CSV: the separator is detected; a row that cannot be read costs that row alone."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import BadInput
from ingest.formats.csv_ import _LineBuffer, detect_separator, drop_formula_guard, sample_rows
from tests.ingest.builders import read_all, texts
from tests.ingest.readers.builders import minutes, read_content, story


def test_excels_separator_line_and_longer_column_names_are_understood(tmp_path: Path) -> None:
    table = (
        "sep=;\nTicket #;Created at (UTC);Текст обращения клиента;Ссылка\n"
        "7;2026-02-03 10:00;Не приходит письмо;https://lumo.example/one/two/three\n"
    )
    _, talks, rejected = read_content(tmp_path, "export.csv", table.encode("cp1251"))
    assert not rejected
    assert talks[0].id == "7"
    assert story(talks[0]) == [("customer", "Не приходит письмо")]
    assert minutes(talks[0]) == ["03 10:00"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_found_and_cells_may_hold_lines(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        mark.join(["id", "body"]) + "\n" + mark.join(["1", '"two\nlines, ""q"""']) + "\n"
    )
    (one,), _ = read_all(path)
    assert (one.id, one.messages[0].text) == ("1", 'two\nlines, "q"')


def test_a_stray_quote_costs_one_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,one\n2,"never closed\n3,three\n4,four\n')
    kept, rejected = read_all(path)
    assert [one.id for one in kept] == ["1", "3", "4"]
    assert [one.place for one in rejected] == ["a.csv:3"]


def test_a_row_with_broken_bytes_or_too_many_cells_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\n1,дуже добре\n2,".encode() + b"\xff\xfe" + b"\n3,a,b\n4,ok\n")
    kept, rejected = read_all(path)
    assert [one.id for one in kept] == ["1", "4"]
    assert [one.place for one in rejected] == ["a.csv:3", "a.csv:4"]


def test_the_separator_gives_the_most_even_columns() -> None:
    assert detect_separator("a;b;c\n1,5;2;3\n1,7;2;3\n") == ";"
    assert detect_separator("a, b\tc\n1\t3\n") == "\t"
    assert detect_separator("a, b\tc\n1\t3\n", ["b\tc"]) == ","


def test_the_last_row_of_a_head_is_left_out_where_it_may_be_cut() -> None:
    assert sample_rows("a,b\n1,2\n3,", ",") == [["a", "b"], ["1", "2"]]
    assert ["3", "4"] in sample_rows("a,b\n1,2\n3,4\n", ",")


@pytest.mark.parametrize("line", ['a","', 'a",,"'])
def test_lines_that_each_open_a_quote_are_not_read_again_and_again(
    tmp_path: Path, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.formats.csv_.REREAD", 100_000)
    path = tmp_path / "a.csv"
    count = 20_000
    path.write_text("text,b,c\n" + f"{line}\n" * count + "where is it,b,c\n" * 30)
    read_lines = 0

    def count_lines(feed: _LineBuffer) -> Iterator[str]:
        nonlocal read_lines
        for one in iter_record(feed):
            read_lines += 1
            yield one

    iter_record = _LineBuffer.iter_record
    monkeypatch.setattr(_LineBuffer, "iter_record", count_lines)
    kept, rejected = read_all(path)
    assert len(rejected) > 1_000
    assert read_lines < 60 * count
    assert [one.place for one in kept if one.messages[0].text == "where is it"][-1] == "a.csv:20031"


def test_a_row_of_many_lines_behind_an_unclosed_quote_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    long = "\n".join(f"line {number}" for number in range(9_000))
    path.write_text(f'text,b\nhello there,"x"y\n"{long}",b\nand this one,b\n')
    kept, rejected = read_all(path)
    assert [one.place for one in rejected] == ["a.csv:2"]
    assert texts(kept) == [[long], ["and this one"]]


def test_more_columns_than_the_limit_are_refused_and_short_rows_are_not_filled_up(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("," * 190_000 + "text\n")
    with pytest.raises(BadInput, match="over 10,000 columns"):
        read_all(path)
    header = "text" + "".join(f",c{number}" for number in range(9_000))
    path.write_text(f"{header}\n" + "where is it\n" * 5_000 + f"the last{',x' * 9_000}\n")
    tracemalloc.start()
    kept, rejected = read_all(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(kept), rejected, peak < 100_000_000) == (5_001, [], True)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("last", ["", "Ann"])
def test_a_row_wider_than_the_header_is_rejected(tmp_path: Path, mark: str, last: str) -> None:
    rows = [
        ["ticket", "author", "text", "name"],
        ["71", "customer", "Hello", " it is lost", last],
        ["72", "customer", "Where is the invoice?", ""],
        ["73", "customer", "Is it insured?", "Kim"],
    ]
    path = tmp_path / "a.csv"
    path.write_text("".join(mark.join(row) + "\n" for row in rows))
    kept, (bad,) = read_all(path)
    assert bad.place == "a.csv:2"
    assert texts(kept) == [["Where is the invoice?"], ["Is it insured?"]]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("spare", [1, 3])
def test_a_separator_at_the_end_of_every_row_costs_nothing(
    tmp_path: Path, mark: str, spare: int
) -> None:
    rows = [["id", "text"], *([f"t{row}", f"Lamp {row} hums", *[""] * spare] for row in range(9))]
    path = tmp_path / "a.csv"
    path.write_text(
        "".join(mark.join(row) + "\n" for row in [*rows, ["t9", "Oh", " no", *[""] * spare]])
    )
    kept, (bad,) = read_all(path)
    assert (len(kept), bad.place) == (9, "a.csv:11")


def test_a_separator_at_the_end_of_the_header_names_no_column(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text,\nt1,Hello there,\nt2,Fine, thank you\nt3,Fine too,\n")
    kept, (bad,) = read_all(path)
    assert texts(kept) == [["Hello there"], ["Fine too"]]
    assert bad.place == "a.csv:3"


def test_a_title_above_the_header_hides_no_separator(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Bericht, März\n\nNummer;Datum;Text\n77;01.03.2026;Kein Licht, kein Ton\n")
    (one,), rejected = read_all(path)
    assert (one.id, texts([one]), rejected) == ("77", [["Kein Licht, kein Ton"]], [])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("'- two menus", "- two menus"), ("'+1 for fewer mails", "+1 for fewer mails"),
        ("'=SUM(A1) fails", "=SUM(A1) fails"), ("'@home is slow", "@home is slow"),
        ("'Save' is grey", "'Save' is grey"), ("it's '-' again", "it's '-' again"), ("'", "'"),
    ],
)  # fmt: skip
def test_the_apostrophe_before_a_formula_goes(cell: str, expected: str) -> None:
    assert drop_formula_guard(cell) == expected


def test_every_cell_of_a_file_loses_its_guard(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\n'-7,'-not working at all\n")
    (one,), _ = read_all(path)
    assert (one.id, texts([one])) == ("-7", [["-not working at all"]])
