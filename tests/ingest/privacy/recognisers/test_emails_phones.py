"""E-mail addresses and phone numbers are found whole; the same one has the same value."""

import pytest

from ingest.privacy.recognisers.emails_phones import find_emails, find_phones
from tests.ingest.privacy.recognisers.builders import find


def test_an_address_has_a_lower_case_value_without_percent_encoding() -> None:
    assert find(find_emails, "to Ann@Mail.example, or ann%40mail.example.") == [
        ("Ann@Mail.example", "ann@mail.example"),
        ("ann%40mail.example", "ann@mail.example"),
    ]


@pytest.mark.parametrize("text", ["@everyone", "a @ b", "ann@", "ann@localhost"])
def test_an_at_sign_alone_is_no_address(text: str) -> None:
    assert find(find_emails, text) == []


@pytest.mark.parametrize(
    "number", ["+380 67 123 45 67", "067-123-45-67", "8 067 123 45 67", "(067) 123-45-67"]
)
def test_a_number_has_one_value_in_every_form(number: str) -> None:
    assert find(find_phones, f"номер: {number}, дзвоніть") == [(number, "671234567")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("call 555 12 34", ["555 12 34"]),
        ("order 555 12 34", []),
        ("(415) 555-2671", ["(415) 555-2671"]),
        ("03.02.2026 14:05", []),
        ("id 0671234567-88", []),
    ],
)
def test_the_word_before_and_the_form_make_a_phone_number(text: str, numbers: list[str]) -> None:
    assert [number for number, _ in find(find_phones, text)] == numbers
