"""Every placeholder that masking writes is known wherever placeholders are looked for; alone, or
with nothing but small talk, it says nothing."""

import pytest

from domain.asks import Exclusion
from domain.placeholders import MASKED, OWN_PLACEHOLDER, PLACEHOLDER, Masked, placeholder
from ingest.asks.segment import asks_of
from ingest.language.detect import language_of
from ingest.privacy.masks import PATTERNS, Masks
from ingest.privacy.recognisers.addresses import street_addresses
from ingest.privacy.recognisers.contacts import emails, phones
from ingest.privacy.recognisers.documents import insurance_numbers, passports, tax_numbers
from ingest.privacy.recognisers.known_names import names
from ingest.privacy.recognisers.network import addresses_of_machines, handles, links, tokens
from ingest.privacy.recognisers.payment import cards, ibans
from ingest.privacy.recognisers.person_names import spoken_names
from ingest.privacy.spans import Recogniser
from tests.ingest.builders import said, talk

PEOPLE = "Павел Зюзликов"
FOUND: tuple[tuple[Recogniser, str], ...] = (
    (links, "https://vk.com/id18273645"),
    (emails, "ann@mail.example"),
    (tokens, "https://a.example/in?token=9fA83kd02L"),
    (ibans, "DE89370400440532013000"),
    (cards, "card 4111 1111 1111 1111"),
    (passports, "паспорт 4510 123456"),
    (insurance_numbers, "СНИЛС 112-233-445 95"),
    (insurance_numbers, "my SSN is 536-22-8123"),
    (tax_numbers, "ІПН 3184710691"),
    (addresses_of_machines, "login from 95.24.118.7"),
    (street_addresses, "ship to 42 Elm St., Unit 7"),
    (phones, "+380 67 123 45 67"),
    (handles, "пишите @olga_design"),
    (spoken_names, "меня зовут вера"),
    (names((PEOPLE,)), "Зюзликов пишет"),
)
"""What each recogniser finds, one text for each kind that it has."""
WRITTEN = tuple(sorted({span.kind for find, text in FOUND for span in find(text)}))
"""What the recognisers write, as they say themselves."""

GREETED = ("Hello [x]", "Здравствуйте, [x]!", "Вітаю, [x]!", "Bonjour [x]", "Hola, [x]!")
THANKED = (
    *("Thanks [x]!", "Thank you so much, [x].", "Спасибо, [x]!", "Дякую [x]", "dyakuyu, [x]"),
    *("Danke [x]", "Merci, [x] !", "Gracias, [x]", "Obrigado [x]!", "Dziękuję, [x]!"),
)
ALONE = ("[x]", "[x].", "([x])", "[x], [x]", "[x]\n[x]!", "[x] — [x]?", "[x] 5")
SAID: tuple[tuple[str, Exclusion], ...] = (
    *((text, "greeting") for text in GREETED),
    *((text, "thanks") for text in THANKED),
    *((text, "empty") for text in ALONE),
)


def test_every_recogniser_of_the_masker_is_asked_here() -> None:
    assert {*PATTERNS, spoken_names} <= {find for find, _ in FOUND}


def test_the_recognisers_write_what_is_known_and_nothing_else() -> None:
    assert set(WRITTEN) == set(MASKED)


@pytest.mark.parametrize("text", [text for _, text in FOUND])
def test_the_masker_writes_what_both_patterns_read(text: str) -> None:
    masks = Masks((PEOPLE,))
    written = [masks.placeholder(span) for span in masks.spans(text)]
    assert written
    for told in written:
        assert told in masks.mask(text)
        assert OWN_PLACEHOLDER.fullmatch(told)
        assert PLACEHOLDER.fullmatch(told)


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize(("text", "reason"), SAID)
def test_a_placeholder_with_small_talk_or_alone_is_excluded(
    text: str, reason: Exclusion, kind: Masked
) -> None:
    (ask,) = asks_of(talk(said(text.replace("[x]", placeholder(kind, 12)), id="m")))
    assert (ask.excluded, ask.heard) == (reason, "")


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_placeholder_with_a_request_is_an_ask(kind: Masked) -> None:
    told = placeholder(kind, 1)
    (ask,) = asks_of(talk(said(f"Thanks {told}! Please delete {told}", id="m")))
    assert (ask.excluded, ask.heard) == (None, f"Please delete {told}")


def test_placeholders_of_different_kinds_alone_are_excluded() -> None:
    every = ", ".join(placeholder(kind, 1) for kind in WRITTEN)
    (ask,) = asks_of(talk(said(f"{every}.", id="m")))
    assert (ask.excluded, ask.heard) == ("empty", "")


@pytest.mark.parametrize("text", ["[screenshot]", "<refund>", "[order-5]", "[Name-1]"])
def test_what_others_put_in_brackets_is_not_excluded(text: str) -> None:
    (ask,) = asks_of(talk(said(text, id="m")))
    assert ask.excluded is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *((placeholder(kind, 1), "und") for kind in MASKED),
        *((f"{placeholder(kind, 1)}, {placeholder(kind, 2)}", "und") for kind in MASKED),
        ("Где ссылка, [phone-1] [name-1] [address-1] [link-1]?", "ru"),
        ("[EMAIL] <first_name> [phone number] [Card 2-1], де посилання", "uk"),
        ("[where is the link]", "en"),
    ],
)
def test_placeholders_have_no_language(text: str, language: str) -> None:
    assert language_of(text) == language
