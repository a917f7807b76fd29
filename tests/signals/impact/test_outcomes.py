"""How a conversation ended is told by its last turns, with the reason."""

from datetime import UTC, datetime, timedelta

import pytest

from signals.impact.outcomes import (
    MIN_CONVERSATIONS,
    OUTCOMES,
    Episode,
    Turn,
    find_outcomes,
    find_reopened,
    is_thanks,
    judge_ending,
)

AT = datetime(2026, 2, 2, 9, tzinfo=UTC)


def episode(
    *said: tuple[str, str], number: int = 1, customer: int = 1, day: float = 0,
    status: str | None = None, closed: bool = False,
) -> Episode:  # fmt: skip
    at = AT + timedelta(days=day)
    turns = tuple(
        Turn(author, at + timedelta(minutes=10 * place), text)
        for place, (author, text) in enumerate(said)
    )
    closed_at = at + timedelta(hours=2) if closed else None
    return Episode("t-1", f"c-{number}", customer, at, turns, status, closed_at)


ASKED = ("customer", "Where is my link?")
ANSWERED = ("agent", "It is in the e-mail.")


@pytest.mark.parametrize(
    ("said", "status", "outcome"),
    [
        ([ASKED], None, "unanswered"),
        ([ASKED, ("bot", "We will be here soon")], None, "unanswered"),
        ([ASKED, ANSWERED, ("customer", "It is not there")], None, "unanswered"),
        ([ASKED, ANSWERED], None, "answered"),
        ([ASKED, ANSWERED], "Solved", "solved"),
        ([ASKED, ANSWERED], "open", "answered"),
        ([ASKED, ANSWERED, ("customer", "Thanks a lot!")], None, "solved"),
        ([ASKED, ANSWERED, ("customer", "Дякую, вийшло")], None, "solved"),
        ([ASKED, ANSWERED, ("customer", "Thanks, but where is the other?")], None, "unanswered"),
        ([ASKED, ("agent", "Unfortunately this is not possible.")], "closed", "refused"),
        ([ASKED, ("agent", "К сожалению, вернуть деньги мы не можем.")], None, "refused"),
        ([ASKED, ("agent", "На жаль, такої можливості немає.")], None, "refused"),
        ([ASKED, ("agent", "I have passed it on to our developers.")], None, "handed on"),
        ([ASKED, ("agent", "Передала ваш вопрос коллегам из отдела оплаты.")], None, "handed on"),
    ],
)  # fmt: skip
def test_an_ending(said: list[tuple[str, str]], status: str | None, outcome: str) -> None:
    ending = judge_ending(episode(*said, status=status))
    assert ending.outcome == outcome
    assert ending.reason


def test_who_asks_the_same_again_within_a_week_was_not_helped() -> None:
    told = [
        episode(ASKED, ANSWERED, number=1, customer=5, day=0, closed=True),
        episode(ASKED, ANSWERED, number=2, customer=5, day=6, closed=True),
        episode(ASKED, ANSWERED, number=3, customer=5, day=20, closed=True),
        episode(ASKED, ANSWERED, number=4, customer=-1, day=0, closed=True),
        episode(ASKED, ANSWERED, number=5, customer=-1, day=1, closed=True),
    ]
    assert set(find_reopened(told)) == {("t-1", "c-1")}
    ending = judge_ending(told[0], find_reopened(told)["t-1", "c-1"])
    assert (ending.outcome, ending.reason) == ("reopened", "asked again on 2026-02-08")


def test_shares_add_up_and_few_conversations_tell_nothing() -> None:
    many = [
        episode(ASKED, *([ANSWERED] if number % 4 else []), number=number, customer=number,
                closed=bool(number % 2))
        for number in range(40)
    ]  # fmt: skip
    (told,) = find_outcomes(many)
    assert [share.outcome for share in told.shares] == list(OUTCOMES)
    assert sum(share.conversations for share in told.shares) == 40
    by_outcome = {share.outcome: share for share in told.shares}
    assert by_outcome["unanswered"].share == 0.25
    assert by_outcome["unanswered"].low < 0.25 < by_outcome["unanswered"].high
    assert (told.customers, told.messages, told.agent_answers) == (40, 1.75, 0.75)
    assert (told.first_answer.median, told.resolution.median) == (10, 120)
    (few,) = find_outcomes(many[: MIN_CONVERSATIONS - 1])
    assert few.shares == ()
    assert find_outcomes([]) == ()


def test_thanks_that_ask_are_no_thanks() -> None:
    assert is_thanks("Спасибо, заработало")
    assert not is_thanks("Спасибо, а где чек?")
    assert not is_thanks("thanks " + "word " * 20)
