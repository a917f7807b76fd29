"""A conversation is dated by when it was opened, or not at all."""

import pytest

from ingest.columns.guess import judge_columns


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


def test_a_time_that_is_always_empty_is_not_taken() -> None:
    header = ["Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)", "Text"]
    rows = [["2026-02-03", "", "2026-02-04", "The lamp hums"]]
    assert judge_columns(header, rows).columns.at == "Submit Date (UTC)"
    rows = [["", "2026-02-04", "The lamp hums"]]
    assert judge_columns(["Date", "Created", "Text"], rows).columns.at == "Created"
