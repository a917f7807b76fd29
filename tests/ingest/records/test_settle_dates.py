"""Objects wait for the date that proves the order, and come out in the order they came in."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.conversations import Rejected
from ingest.records.settle_dates import settle_dates


def place(*times: str) -> Iterator[tuple[str, Any] | Rejected]:
    for number, text in enumerate(times):
        yield (f"a:{number}", {"created_at": text})


@pytest.mark.parametrize("in_memory", [1, 2, 3, 100])
def test_a_proof_at_the_end_decides_for_all(in_memory: int) -> None:
    told = settle_dates(
        place("07/13/2026", "02/07/2026", "03/07/26 10:00", "05/25/2026"), in_memory
    )
    assert [one[1]["created_at"] for one in told if not isinstance(one, Rejected)] == [
        "07/13/2026", "2026-02-07", "2026-03-07 10:00", "05/25/2026",
    ]  # fmt: skip


def test_nothing_waits_for_dates_that_are_plain() -> None:
    def endless() -> Iterator[tuple[str, Any] | Rejected]:
        while True:
            yield "a:1", {"created_at": "2026-07-02"}
            yield Rejected("a:2", "bad")

    stream = settle_dates(endless())
    assert next(stream) == ("a:1", {"created_at": "2026-07-02"})
    assert isinstance(next(stream), Rejected)
