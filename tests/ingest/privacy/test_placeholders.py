"""Every placeholder that masking writes is known wherever placeholders are looked for; alone, or
with nothing but small talk, it says nothing."""

import pytest

from domain.asks import Exclusion
from domain.placeholders import MASKED, OWN_PLACEHOLDER, PLACEHOLDER, Masked, placeholder
from ingest.asks.segment import cut_asks
from ingest.language.detect import detect_language
from ingest.privacy.masks import PATTERN_RECOGNISERS, Masker
from ingest.privacy.recognisers.documents import (
    find_insurance_numbers,
    find_passports,
    find_tax_numbers,
)
from ingest.privacy.recognisers.emails_phones import find_emails, find_phones
from ingest.privacy.recognisers.known_names import build_name_recogniser
from ingest.privacy.recognisers.network import (
    find_handles,
    find_ip_addresses,
    find_personal_links,
    find_secrets,
)
from ingest.privacy.recognisers.payment import find_cards, find_ibans
from ingest.privacy.recognisers.person_names import find_person_names
from ingest.privacy.recognisers.street_addresses import find_street_addresses
from ingest.privacy.spans import Recogniser
from tests.ingest.builders import said, talk

PEOPLE = "Павел Зюзликов"
FOUND: tuple[tuple[Recogniser, str], ...] = (
    (find_personal_links, "https://vk.com/id18273645"),
    (find_emails, "ann@mail.example"),
    (find_secrets, "https://a.example/in?token=9fA83kd02L"),
    (find_ibans, "DE89370400440532013000"),
    (find_cards, "card 4111 1111 1111 1111"),
    (find_passports, "паспорт 4510 123456"),
    (find_insurance_numbers, "СНИЛС 112-233-445 95"),
    (find_insurance_numbers, "my SSN is 536-22-8123"),
    (find_tax_numbers, "ІПН 3184710691"),
    (find_ip_addresses, "login from 95.24.118.7"),
    (find_street_addresses, "ship to 42 Elm St., Unit 7"),
    (find_phones, "+380 67 123 45 67"),
    (find_handles, "пишите @olga_design"),
    (find_person_names, "меня зовут вера"),
    (build_name_recogniser((PEOPLE,)), "Зюзликов пишет"),
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
    assert {*PATTERN_RECOGNISERS, find_person_names} <= {find for find, _ in FOUND}


def test_the_recognisers_write_what_is_known_and_nothing_else() -> None:
    assert set(WRITTEN) == set(MASKED)


@pytest.mark.parametrize("text", [text for _, text in FOUND])
def test_the_masker_writes_what_both_patterns_read(text: str) -> None:
    masks = Masker((PEOPLE,))
    written = [masks.assign_placeholder(span) for span in masks.find_spans(text)]
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
    (ask,) = cut_asks(talk(said(text.replace("[x]", placeholder(kind, 12)), id="m")))
    assert (ask.excluded, ask.clean_text) == (reason, "")


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_placeholder_with_a_request_is_an_ask(kind: Masked) -> None:
    told = placeholder(kind, 1)
    (ask,) = cut_asks(talk(said(f"Thanks {told}! Please delete {told}", id="m")))
    assert (ask.excluded, ask.clean_text) == (None, f"Please delete {told}")


def test_placeholders_of_different_kinds_alone_are_excluded() -> None:
    every = ", ".join(placeholder(kind, 1) for kind in WRITTEN)
    (ask,) = cut_asks(talk(said(f"{every}.", id="m")))
    assert (ask.excluded, ask.clean_text) == ("empty", "")


@pytest.mark.parametrize("text", ["[screenshot]", "<refund>", "[order-5]", "[Name-1]"])
def test_what_others_put_in_brackets_is_not_excluded(text: str) -> None:
    (ask,) = cut_asks(talk(said(text, id="m")))
    assert ask.excluded is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *((placeholder(kind, 1), "und") for kind in MASKED),
        *((f"{placeholder(kind, 1)}, {placeholder(kind, 2)}", "und") for kind in MASKED),
        ("Где ссылка, [phone-1] [name-1]?", "ru"),
        ("[EMAIL] <first_name> [phone number] [Card 2-1], де посилання", "uk"),
        ("[where is the link]", "en"),
    ],
)
def test_placeholders_have_no_language(text: str, language: str) -> None:
    assert detect_language(text) == language
