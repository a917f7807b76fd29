"""Prefixes of replies are stripped from a subject, and nothing else is."""

import pytest

from domain.conversations import Conversation, Message
from ingest.asks.segment import cut_asks
from ingest.parsing.subjects import strip_reply_prefixes

PREFIXES = ["Re: ", "RE: Re: ", "Fwd: ", "FW: ", "AW: ", "Re[2]: ", "НА: ", "HA: ", "Ответ: ",
            "Відп: ", " Odp : "]  # fmt: skip


@pytest.mark.parametrize("prefix", PREFIXES)
def test_prefixes_of_replies_are_stripped(prefix: str) -> None:
    assert strip_reply_prefixes(f"{prefix}Login fails") == "Login fails"


@pytest.mark.parametrize("subject", ["Login fails", "Report: empty", "Real: or not?", "На сайте"])
def test_other_words_before_a_colon_stay(subject: str) -> None:
    assert strip_reply_prefixes(subject) == subject


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_subject_in_front_of_an_ask_has_no_prefix(prefix: str) -> None:
    message = Message("customer", "It shows an error after the password", position=0)
    talk = Conversation("desk", (message,), subject=f"{prefix}Login fails")
    assert cut_asks(talk)[0].text.startswith("Login fails\n")
