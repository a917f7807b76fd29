"""A street with a house number is an address; a street alone is a place."""

import pytest

from ingest.privacy.recognisers.street_addresses import find_street_addresses
from tests.ingest.privacy.recognisers.builders import find


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("живу на ул. Ленина, д. 15, кв. 7!", "ул. Ленина, д. 15, кв. 7"),
        ("Львів, вул. Івана Франка, 12", "вул. Івана Франка, 12"),
        ("ship to 42 Elm St., Unit 7", "42 Elm St., Unit 7"),
        ("ich wohne Hauptstraße 12 hier", "Hauptstraße 12"),
    ],
)
def test_an_address_is_found_with_its_flat(text: str, address: str) -> None:
    assert find(find_street_addresses, text) == [(address, address.casefold())]


@pytest.mark.parametrize("text", ["магазин на улице Ленина", "urok 42", "42 Elm trees"])
def test_a_street_or_a_number_alone_is_none(text: str) -> None:
    assert find(find_street_addresses, text) == []
