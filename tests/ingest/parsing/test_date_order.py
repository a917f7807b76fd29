"""One value that proves the order of day and month decides for its field."""

import pytest

from ingest.parsing.date_order import DateOrders, classify_order


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25/06/2026", "day first"), ("6/23/2026 14:17", "month first"), ("2-7-26", "open"),
        ("02/07/2026 08:05", "open"), ("07/07/2026", None), ("2026-07-02", None),
        ("02.07.2026", None), ("14/15/2026", None), ("0/7/2026", None), ("soon", None),
    ],
)  # fmt: skip
def test_what_a_date_says_of_its_order(text: str, expected: str | None) -> None:
    assert classify_order(text) == expected


def test_a_field_of_messages_is_another_than_one_of_conversations() -> None:
    orders = DateOrders()
    first = {"created_at": "02/07/2026", "messages": [{"at": "02/07/2026 08:05"}]}
    assert orders.note_times(first)
    assert not orders.note_times({"messages": [{"at": "25/07/2026 08:05"}]})
    assert orders.write_times(first) == {
        "created_at": "02/07/2026", "messages": [{"at": "2026-07-02 08:05"}],
    }  # fmt: skip


def test_orders_that_contradict_each_other_decide_nothing() -> None:
    orders = DateOrders()
    for text in ("25/06/2026", "06/25/2026"):
        orders.note_times({"at": text})
    assert orders.write_times({"at": "02/07/26"}) == {"at": "02/07/26"}
