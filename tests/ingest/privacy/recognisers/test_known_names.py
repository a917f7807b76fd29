"""Names that the record gives are found in its texts, whole or in part, in every case."""

import pytest

from ingest.privacy.masks import Masker
from ingest.privacy.recognisers.known_names import (
    build_name_recogniser,
    split_addresses,
    stem_name_parts,
)
from tests.ingest.privacy.recognisers.builders import find


def masked(text: str, *people: str) -> str:
    return Masker(people).mask(text)


def test_names_of_the_record_are_masked_whole_and_in_part() -> None:
    text = "ANNA PETROVA, Petrova's and Anna; annals and Li stay"
    seen = "[name-1], [name-1]'s and [name-1]; annals and Li stay"
    assert masked(text, "Anna Petrova", "Li") == seen
    assert masked("Анна Петрова пише", "Анна Петрова") == "[name-1] пише"


def test_names_of_the_record_are_masked_in_every_grammatical_case() -> None:
    text = "Зюзликовой и Павлу Зюзликову, павлом; Павлин"
    assert masked(text, "Павел Зюзликов") == "[name-1] и [name-1], [name-1]; Павлин"
    assert masked("для Ковальця", "Ігор Ковалець") == "для [name-1]"


def test_a_role_in_a_name_field_does_not_blind_the_text() -> None:
    assert masked("the support lost Bob", "Support Team", "Bob") == "the support lost [name-1]"


def test_a_recogniser_finds_its_people_in_every_case_and_nobody_else() -> None:
    recogniser = build_name_recogniser(["Павел Зюзликов", "Li Bo", "Support Team"])
    assert find(recogniser, "Зюзликову и Павла, Оксане, Li, Li Bo, support") == [
        ("Зюзликову", "павел зюзликов"),
        ("Павла", "павел зюзликов"),
        ("Li Bo", "li bo"),
    ]


def test_the_stems_of_a_name_are_of_its_parts_that_are_no_roles() -> None:
    assert stem_name_parts("Support Павел Зюзликов") == ["павел", "зюзликов"]


@pytest.mark.parametrize(
    ("field", "name", "addresses"),
    [
        ("orders@contact.example", "", ["orders@contact.example"]),
        ("Maria Stone <billing@account.example>", "Maria Stone < >", ["billing@account.example"]),
        ("contact (at) orders.example", "", ["contact (at) orders.example"]),
        ("Анна собака", "Анна собака", []),
        ("anna [at] mail [dot] example", "", ["anna [at] mail [dot] example"]),
        ("help at orders.example", "", ["help at orders.example"]),
        ("www.shop.example/orders", "", ["www.shop.example/orders"]),
        ("https://shop.example/u/anna", "", ["https://shop.example/u/anna"]),
        ("shop.example", "", ["shop.example"]),
        ("J. Smith", "J. Smith", []),
        ("Ivan.Petrov", "Ivan.Petrov", []),
        ("Anna at Acme", "Anna at Acme", []),
    ],
)
def test_an_address_in_a_name_field_is_no_name(field: str, name: str, addresses: list[str]) -> None:
    found = split_addresses(field)
    assert (found[0].strip(), found[1]) == (name, addresses)


def test_words_of_an_address_stay_words_and_the_address_is_masked_as_it_stands() -> None:
    masks = Masker(["contact (at) orders.example", "Bohdana Kit", "billing@account.example"])
    text = "Bohdana asks: please contact us about orders and billing at contact (at) orders.example"
    assert masks.mask(text) == (
        "[name-1] asks: please contact us about orders and billing at [email-1]"
    )
    assert Masker(["www.shop.example"]).mask("Look at www.shop.example") == (
        "Look at www.shop.example"
    )
