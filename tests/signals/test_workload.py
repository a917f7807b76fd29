"""Workload: agents are pseudonymous, and few conversations give no times."""

from datetime import timedelta

import pytest

from signals.workload import HandledConversation, compute_workload
from tests.signals.builders import AT


def handled(agent: int, **more: object) -> HandledConversation:
    told: dict[str, object] = {
        "agents": (agent,),
        "asked_at": AT,
        "answered_at": AT + timedelta(minutes=30),
        "first_agent": agent,
        "closed_at": AT + timedelta(hours=5),
        "is_open": False,
        "rating": 4.0,
        **more,
    }
    return HandledConversation(**told)  # type: ignore[arg-type]


def test_people_are_numbered_by_their_load_against_the_mean() -> None:
    told = compute_workload([handled(7)] * 30 + [handled(2)] * 10, "Europe/Kyiv")
    assert [(agent.name, agent.conversations) for agent in told.agents] == [
        ("agent 1", 30),
        ("agent 2", 10),
    ]
    assert told.agents[0].against_mean == pytest.approx(1.5)
    assert told.agents[0].low > 1
    assert told.by_hour[11] == 40


def test_times_of_fewer_than_five_are_not_told() -> None:
    told = compute_workload([handled(1)] * 4, "UTC")
    assert told.first_response.count == 4
    assert told.first_response.median is None
    assert told.rating is None


def test_what_is_open_and_never_answered_is_waiting() -> None:
    waiting = handled(
        1, agents=(), answered_at=None, first_agent=None, closed_at=None, is_open=True
    )
    told = compute_workload([handled(1), waiting], "UTC")
    assert (told.backlog, told.waiting, told.answered) == (1, 1, 1)
