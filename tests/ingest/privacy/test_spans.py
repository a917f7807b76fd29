"""A span says where personal data is in a text, of what kind, and by what it is the same."""

import pytest

from domain.placeholders import MASKED
from ingest.privacy.masks import PATTERN_RECOGNISERS, find_personal_data
from ingest.privacy.spans import Span, TakenRanges

TEXT = "Пишите на ann@mail.example или +380 67 123 45 67, карта 4111 1111 1111 1111"


def test_spans_are_values() -> None:
    assert {Span(0, 2, "ip", "a"), Span(0, 2, "ip", "a")} == {Span(0, 2, "ip", "a")}


@pytest.mark.parametrize("find", PATTERN_RECOGNISERS)
def test_a_recogniser_finds_spans_inside_the_text_in_reading_order_without_overlap(
    find: object,
) -> None:
    assert callable(find)
    spans = find(TEXT)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(TEXT) for span in spans)


def test_every_span_has_a_kind_that_has_a_placeholder() -> None:
    assert [span.kind for span in find_personal_data(TEXT)] == ["email", "phone", "card"]
    assert {span.kind for span in find_personal_data(TEXT)} <= set(MASKED)


def test_ranges_that_overlap_are_taken_once() -> None:
    ranges = TakenRanges(10)
    assert ranges.take(2, 5)
    assert not ranges.take(4, 6)
    assert ranges.take(5, 10)
    assert ranges.take(0, 2)
    assert not ranges.take(0, 10)
