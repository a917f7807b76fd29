"""Two tables that hold every number, and that no spreadsheet runs."""

import csv
import io

import pytest

from domain.report import Report
from reports.csv_ import render_conversations_csv, render_ranking_csv
from tests.reports.builders import nothing, report, spoken, theme


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def one(text: str) -> Report:
    return report(theme(), conversations=(spoken(text),))


def test_excel_is_told_the_encoding() -> None:
    assert render_ranking_csv(report(theme())).startswith(b"\xef\xbb\xbfrank,theme_id,label")
    assert render_conversations_csv(one("где ссылка?")).startswith(b"\xef\xbb\xbftheme_id,")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    text = f'{start}HYPERLINK("http://evil.example","x")'
    assert rows(render_conversations_csv(one(text)))[0]["text"] == f"'{text}"
    assert rows(render_ranking_csv(report(theme(label=text))))[0]["label"] == f"'{text}"


@pytest.mark.parametrize("text", ['a "quoted", text\nin two lines; ok', "a = b", "не '=' в начале"])
def test_other_words_come_through_unchanged(text: str) -> None:
    assert rows(render_conversations_csv(one(text)))[0]["text"] == text


def test_a_fall_is_a_plain_number() -> None:
    row = rows(render_ranking_csv(report(theme(conversations=19, before=38))))[0]
    assert row["change"] == "-0.5"
    assert row["conversations"] == "19"
    assert row["share"] == "0.0475"


def test_the_ranking_ends_with_where_all_asks_went() -> None:
    told = {
        row["label"]: row
        for row in rows(render_ranking_csv(report(theme())))
        if not row["theme_id"]
    }
    asks = {label: int(row["asks"]) for label, row in told.items()}
    assert asks["themed"] + asks["unthemed"] + asks["excluded"] == asks["all asks"] == 1502
    assert told["all asks"]["conversations"] == "1234"


def test_an_empty_period_still_says_where_all_asks_went() -> None:
    assert [row["label"] for row in rows(render_ranking_csv(nothing()))] == [
        "themed", "unthemed", "excluded", "all asks",
    ]  # fmt: skip
    assert rows(render_conversations_csv(nothing())) == []


def test_a_conversation_carries_its_theme_and_where_to_open_it() -> None:
    assert rows(render_conversations_csv(one("hi")))[0] == {
        "theme_id": "t-0000000001",
        "label": "Where is the link",
        "conversation_id": "c-1",
        "url": "https://desk.example/c-1",
        "source": "test",
        "at": "2026-02-03T22:30:00+00:00",
        "language": "en",
        "channel": "chat",
        "text": "hi",
    }
