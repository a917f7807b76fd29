"""Card and account numbers are found by their check digits."""

import pytest

from ingest.privacy.recognisers.payment import find_cards, find_ibans
from tests.ingest.privacy.recognisers.builders import find


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("4111 1111 1111 1111", ["4111111111111111"]),
        ("4111 1111 1111 1112", []),
        ("card 4111 1111 1111 1112", ["4111111111111112"]),
        ("order 4111 1111 1111 1111", []),
        ("1111 1111 1111 1117", []),
    ],
)
def test_a_card_number_passes_luhns_check_or_follows_the_word(
    text: str, numbers: list[str]
) -> None:
    assert [value for _, value in find(find_cards, text)] == numbers


def test_an_iban_ends_where_its_check_digits_hold() -> None:
    assert find(find_ibans, "IBAN de89 3704 0044 0532 0130 00 thanks") == [
        ("de89 3704 0044 0532 0130 00", "DE89370400440532013000")
    ]
    assert find(find_ibans, "DE88 3704 0044 0532 0130 00") == []
