"""Automatic notices, spam and keyboard mash are told from what customers ask about them."""

import pytest

from ingest.asks.automatic_notices import is_keyboard_mash, is_notice, is_spam


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("Автоответ: я в отпуске", True),
        ("I am on vacation until Monday", True),
        ("I am on vacation and cannot log in", False),
        ("Your ticket 7 has been created. Please do not reply to this message.", True),
        ("Why does it say: please do not reply to this message?", False),
        ("it says do not reply to this message, please " + "and is blank " * 60, False),
    ],
)
def test_a_notice_begins_like_one_or_is_short_and_asks_nothing(text: str, notice: bool) -> None:
    assert is_notice(text) is notice


@pytest.mark.parametrize(
    ("text", "spam"),
    [
        ("Кредит без справок за 5 минут, жми на ссылку", True),
        ("Почему кредит без справок под 0 % не одобрили?", False),
        ("We offer SEO services, guaranteed first page ranking at best price", True),
        ("SEO services", False),
    ],
)
def test_spam_sells_goods_of_its_sort_and_asks_nothing(text: str, spam: bool) -> None:
    assert is_spam(text) is spam


@pytest.mark.parametrize(
    ("text", "mash"),
    [
        ("asdf qwerty", True),
        ("йцукен!", True),
        ("fdsa", True),
        ("asd", False),
        ("12345", False),
        ("asdf refund", False),
        ("", False),
    ],
)
def test_keyboard_mash_is_neighbouring_keys_in_every_word(text: str, mash: bool) -> None:
    assert is_keyboard_mash(text) is mash
