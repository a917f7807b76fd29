"""Dates and clocks in front of lines, as phones of many countries write them."""

import pytest

from ingest.readers.messengers.dated_lines import build_time, is_day_first, parse_row, parse_rows

LINES = [
    "٣‏/٢‏/٢٠٢٦، ٢:٠٥ م - أحمد: مرحبا",
    "[٣‏/٢‏/٢٠٢٦، ٢:٠٥:٠٠ م] أحمد: مرحبا",
    "۲۰۲۶/۲/۳،‏ ۱۴:۰۵ - رضا: سلام",
    "۲۰۲۶/۲/۳، ۲:۰۵ ب.ظ. - رضا: سلام",
    "३/२/२०२६, २:०५ अपराह्न - आशा: नमस्ते",
    "৩/২/২০২৬, ২:০৫ PM - আশা: নমস্কার",
    "2026/2/3 下午2:05 - 小王: 你好",
    "[2026/2/3 下午2:05:00] 小王: 你好",
    "2026年2月3日 下午2:05 - 小王: 你好",
    "2026. 2. 3. 오후 2:05 - 민수: 안녕",
    "[2026. 2. 3. 오후 2:05:00] 민수: 안녕",
    "2026년 2월 3일 오후 2:05 - 민수: 안녕",
    "2026/02/03 午後2:05 - 花子: はい",
    "3/2/2026, 2:05 PTG - Siti: hai",
    "3.02.2026 ÖS 2:05 - Ayşe: selam",
    "3/2/26, 2:05 μ.μ. - Νίκος: γεια",
    "03.02.26, 2:05 ПП - Оля: привіт",
    "3/2/2026, 2:05 p. m. - Ana: hola",
    "3/2/26 a las 2:05 p. m. - Ana: hola",
    "03.02.26, 2:05 nachm. - Eva: hallo",
    "03.02.2026 um 14:05 - Eva: hallo",
    "3. 2. 2026 14:05 - Petr: ahoj",
    "2026. 02. 03. 14:05 - Anna: szia",
    "2026. 02. 03. du. 2:05 - Anna: szia",
    "3-2-2026 14:05 - Jan: hoi",
    "3/2/2569 14:05 - มานี: สวัสดี",
    "3/2/69 14:05 - มานี: สวัสดี",
    "2026-02-03 2:05 em - Åsa: hej",
]


@pytest.mark.parametrize("line", LINES)
def test_a_date_of_any_country_is_read(line: str) -> None:
    row = parse_row(line)
    assert row is not None
    at = build_time(row, day_first=True)
    assert at is not None
    assert at.strftime("%Y-%m-%d %H:%M") == "2026-02-03 14:05"
    assert row.text == line.split("] " if line[0] == "[" else " - ", 1)[1]


@pytest.mark.parametrize(
    "line", ["14:05 - Ann: hi", "3/2/2026, 2:05 xx - Ann: hi", "3/2/2026 somewhere 2:05 - Ann: hi",
             "On 3/2/2026, 2:05 PM - Ann: hi"],
)  # fmt: skip
def test_other_lines_begin_no_row(line: str) -> None:
    assert parse_row(line) is None


def test_a_date_needs_a_mark_behind_it_unless_told_otherwise() -> None:
    line = "03.02.2026 2:05 PM Оля: Где заказ?"
    assert parse_row(line) is None
    row = parse_row(line, bare=True)
    assert row is not None
    assert (row.text, row.clock) == ("Оля: Где заказ?", (14, 5, 0))


def test_capitals_of_a_clock_go_with_the_month_first() -> None:
    assert not is_day_first(parse_rows(["3/2/26, 2:05 PM - Ann: hi"]))
    assert is_day_first(parse_rows(["3/2/26, 2:05 pm - Ann: hi"]))
    assert is_day_first(parse_rows(["3/2/26, 2:05 p. m. - Ana: hola"]))


def test_a_year_of_another_reckoning_gives_no_time() -> None:
    row = parse_row("۱۴۰۴/۱۱/۱۴، ۱۴:۰۵ - رضا: سلام")
    assert row is not None
    assert build_time(row, day_first=True) is None
