"""Personal data planted in customers' texts, to see that it never comes out again.

Numbers are made up and valid: cards hold their Luhn digit under test prefixes, IBANs theirs.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from stdnum import iban, luhn

from demo.people import Customer

TYPES = ("email", "phone", "card", "iban", "name")


@dataclass(frozen=True, slots=True)
class Canary:
    """One piece of personal data."""

    type: str
    """One of `TYPES`."""
    value: str
    """Exactly as it stands in the text."""


PHRASES = {
    "email": {
        "ru": "Моя почта {}",
        "uk": "Моя пошта {}",
        "en": "My email is {}",
    },
    "phone": {
        "ru": "Мой телефон {}",
        "uk": "Мій телефон {}",
        "en": "My phone number is {}",
    },
    "card": {
        "ru": "Номер карты {}",
        "uk": "Номер картки {}",
        "en": "The card number is {}",
    },
    "iban": {
        "ru": "Счёт {}",
        "uk": "Рахунок {}",
        "en": "The account is {}",
    },
    "name": {
        "ru": "С уважением,\n{}",
        "uk": "З повагою,\n{}",
        "en": "Best regards,\n{}",
    },
}
"""Type and base language to how a customer says it."""


def make_canary(kind: str, customer: Customer, rng: random.Random) -> Canary:
    """A fresh piece of personal data of a type; a name is the one in the customer's record."""
    makers: dict[str, Callable[[], str]] = {
        "email": lambda: _make_email(rng),
        "phone": lambda: _make_phone(customer.language, rng),
        "card": lambda: _make_card(rng),
        "iban": lambda: _make_iban(rng),
        "name": lambda: customer.name,
    }
    return Canary(kind, makers[kind]())


def format_canary(planted: Canary, language: str) -> str:
    """The sentence that gives it away."""
    return PHRASES[planted.type][language].format(planted.value)


def _draw_digits(count: int, rng: random.Random) -> str:
    return "".join(str(rng.randrange(10)) for _ in range(count))


def _make_email(rng: random.Random) -> str:
    user = rng.choice(("o.kovalenko", "dmitry", "anna_s", "teacher", "lena.shop", "jsmith"))
    house = rng.choice(("mail.example", "post.example", "lyceum.example"))
    return f"{user}{rng.randrange(10, 99)}@{house}"


def _make_phone(language: str, rng: random.Random) -> str:
    last = f"{_draw_digits(3, rng)}-{_draw_digits(2, rng)}-{_draw_digits(2, rng)}"
    ukrainian, russian = rng.choice(("50", "67", "93", "97")), rng.choice(("903", "916", "926"))
    ways = [f"+380 {ukrainian} {last}", f"+380{ukrainian}{last.replace('-', '')}"]
    ways.append(f"8 0{ukrainian} {last}")
    if language == "ru":
        ways.append(f"+7 {russian} {last}")
    return rng.choice(ways)


def _make_card(rng: random.Random) -> str:
    number = rng.choice(("424242", "555555", "400000")) + _draw_digits(9, rng)
    number += luhn.calc_check_digit(number)
    groups = [number[at : at + 4] for at in range(0, 16, 4)]
    return rng.choice(("", " ", "-")).join(groups)


def _make_iban(rng: random.Random) -> str:
    body = rng.choice(("399001", "399002", "399003")) + "0000026" + _draw_digits(12, rng)
    number = f"UA{iban.calc_check_digits('UA00' + body)}{body}"
    return rng.choice((number, iban.format(number)))
