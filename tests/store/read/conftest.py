"""A workspace whose conversations have customers, plans, tags, agents and ratings."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.asks import Ask
from domain.conversations import Agent, Conversation, Customer
from store.files.home import Home
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, conversation, home_at, merge, message, save_themes


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three conversations of two customers: two about the link, one about both themes."""
    made = home_at(tmp_path)
    ann, bo = (
        Customer("ann", plan="pro", attributes=(("size", "large"),)),
        Customer("bo", plan="free"),
    )
    ira = Agent("ira", group="Billing")
    reply = message("https://a.example/live", "m2", author="agent", agent=ira, at=add_minutes(10))
    merge(
        made,
        [
            build_conversation("c-1", ann, reply, channel="chat", tags=("vip", "b2b"), rating=5.0),
            build_conversation("c-2", ann, channel="email", tags=("vip",), rating=2.0),
            build_conversation("c-3", bo, channel="chat"),
        ],
    )
    asks = [
        ask("a-1", "c-1", language="uk"),
        ask("a-2", "c-1", language="en", at=add_minutes(60)),
        ask("a-3", "c-2", at=add_minutes(60 * 24)),
        ask("a-4", "c-3"),
        ask("a-5", "c-3", at=add_minutes(5)),
        ask("a-6", "c-3", excluded="thanks"),
    ]
    save_all_asks(made, asks)
    save_themes(made, {"t-link": ["a-1", "a-2", "a-3", "a-4"], "t-pay": ["a-5"]})
    return made


def add_minutes(minutes: int) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def build_conversation(
    key: str, customer: Customer, *more: object, **fields: object
) -> Conversation:
    return conversation(key, message(key), *more, customer=customer, **fields)  # type: ignore[arg-type]


def save_all_asks(home: Home, asks: list[Ask]) -> None:
    with open_writer(home, "test", NOW) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, asks, 1)
