"""Masking line by line: spans count characters, one numbering runs through all lines."""

from pipeline.imports.redact import redact_lines

LINES = ("write to ann@b.example", "lesson 5 costs 300", "or bo@b.example, not ann@b.example")


def test_the_same_value_is_the_same_placeholder_in_all_lines() -> None:
    told = [line.text for line in redact_lines(LINES)]
    assert told == ["write to [email-1]", LINES[1], "or [email-2], not [email-1]"]


def test_spans_are_those_of_the_line_as_it_was() -> None:
    for given, line in zip(LINES, redact_lines(LINES), strict=True):
        assert all("@b.example" in given[span.start : span.end] for span in line.spans)
        assert len(line.spans) == given.count("@")
