"""Conversations as readers make them: little is required, nothing is shared."""

from domain.conversations import Conversation, Message


def test_a_text_and_an_author_are_enough() -> None:
    talk = Conversation("chat", (Message("customer", "Where is the link?"),))
    assert talk.messages[0].public
    assert (talk.id, talk.customer.id, talk.spam) == (None, None, None)


def test_the_same_content_is_the_same_value() -> None:
    first, second = (Conversation("chat", (Message("customer", "Hi"),)) for _ in range(2))
    assert first == second
    assert len({first, second}) == 1
