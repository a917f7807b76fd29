"""Fields are read by type; a bad one is rejected by its place and the object goes on."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.conversations import Rejected
from ingest.parsing.fields import Context, FieldReader, parse_rating, strip_control_chars


def reader(value: Any, context: Context | None = None) -> FieldReader:
    return FieldReader({"f": value}, "a:1", context or Context(), [])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        ("", None),
        (None, None),
        (" \x07a\r\n ", "a"),
    ],
)
def test_a_text_is_a_text_or_a_number_as_written(value: Any, text: str | None) -> None:
    fields = reader(value)
    assert (fields.read_text("f"), fields.rejected) == (text, [])


@pytest.mark.parametrize("value", [[], {}, True, "a\0b", "x" * 2_001])
def test_what_is_no_short_text_is_rejected(value: Any) -> None:
    fields = reader(value)
    assert fields.read_text("f") is None
    assert [one.place for one in fields.rejected] == ["a:1 f"]


def test_a_time_takes_zone_and_format_from_the_context() -> None:
    context = Context(timezone="Europe/Kyiv", time_format="%d/%m/%Y %H:%M")
    assert reader("03/02/2026 14:05", context).read_time("f") == datetime(
        2026, 2, 3, 12, 5, tzinfo=UTC
    )
    bad = reader("soon")
    assert bad.read_time("f") is None
    assert "Kept without it" in bad.rejected[0].reason


@pytest.mark.parametrize(
    ("value", "flag"),
    [(True, True), ("Да", True), (1, True), ("internal", False), (0, False), (None, None)],
)
def test_flags_are_booleans_or_words(value: Any, flag: bool | None) -> None:
    assert reader(value).read_flag("f") is flag


@pytest.mark.parametrize(("value", "number"), [("4,5", 4.5), (3, 3.0), (" ", None), (None, None)])
def test_numbers_may_have_a_decimal_comma(value: Any, number: float | None) -> None:
    assert reader(value).read_number("f") == number


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (FieldReader.read_flag, "perhaps"),
        (FieldReader.read_number, "many"),
        (FieldReader.read_number, True),
        (FieldReader.read_number, "nan"),
    ],
)
def test_a_value_of_another_kind_is_rejected(
    read: Callable[[FieldReader, str], object], value: Any
) -> None:
    fields = reader(value)
    assert read(fields, "f") is None
    assert len(fields.rejected) == 1


def test_lists_are_lists_or_separated_texts_without_repetition() -> None:
    assert reader("a, b;a|c").read_list("f") == ("a", "b", "c")
    mixed = reader(["a", 5, None])
    assert mixed.read_list("f") == ("a", "5")
    assert len(mixed.rejected) == 1
    assert reader(5).read_list("f") == ()


def test_errors_inside_a_nested_object_are_placed_by_path_or_by_the_files_own_name() -> None:
    outer = reader({"name": []})
    outer.read_object("f", "id").read_text("name")
    assert outer.rejected == [Rejected("a:1 f.name", "It is a list; a text is needed.")]
    assert reader(5).read_object("f", "id").read_text("id") == "5"
    named = reader("soon", Context(names={"f": "Дата"}))
    named.read_time("f")
    assert named.rejected[0].place == "a:1 Дата"


def test_control_characters_are_removed_and_lone_surrogates_replaced() -> None:
    assert strip_control_chars(" a\r\nb\rc\0\x1b\ud800 ") == "a\nb\nc\ufffd"


def test_days_of_a_workbook_are_times_where_they_may_stand() -> None:
    workbook = Context(serial_days=True)
    assert reader("46143.395833", workbook).read_time("f") == datetime(
        2026, 5, 1, 9, 30, tzinfo=UTC
    )
    assert reader(1770120300, workbook).read_time("f") == datetime(2026, 2, 3, 12, 5, tzinfo=UTC)
    assert reader("46143.395833").read_time("f") is None


@pytest.mark.parametrize(
    ("text", "rating"),
    [("4", 4.0), (" 4,5 ", 4.5), ("4/5", 4.0), ("3 out of 5", 3.0), ("5 из 5", 5.0),
     ("5 stars", 5.0), ("2 зірки", 2.0), ("★★★★☆", 4.0), ("⭐⭐", 2.0), ("☆", 0.0), ("good", None),
     ("5 - very satisfied", 5.0), ("1) погано", 1.0), ("4-6", None), ("3:15", None),
     ("", None), ("2026-02-03", None), ("PG-13", None)],
)  # fmt: skip
def test_a_rating_is_points_or_stars(text: str, rating: float | None) -> None:
    assert parse_rating(text) == rating
