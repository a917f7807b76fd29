"""A period that is none is refused by its form, or by the calendar."""

import pytest
from fastapi.testclient import TestClient

from tests.api.asking import check_problem


@pytest.mark.parametrize("path", ["/v1/themes", "/v1/themes/t-link", "/v1/counts"])
@pytest.mark.parametrize(
    ("words", "status", "slug"),
    [
        ("soon", 422, "unknown-period"),
        ("", 422, "unknown-period"),
        ("2026-13", 422, "unknown-period"),
        ("2026-02-30", 404, "no-such-period"),
        ("2026-02-15..2026-02-01", 404, "no-such-period"),
        ("2025-W53", 404, "no-such-period"),
        ("1000-01-01..2999-12-31", 404, "no-such-period"),
    ],
)
def test_a_period_that_is_none_is_reported(
    reading: TestClient, path: str, words: str, status: int, slug: str
) -> None:
    check_problem(reading.get(path, params={"period": words}), status, slug)


@pytest.mark.parametrize("path", ["/v1/themes", "/v1/themes/t-link/conversations", "/v1/counts"])
@pytest.mark.parametrize(
    "words",
    [
        "1000", "2999", "2999-12-31", "1000-01-01..1000-01-02", "2000-01-01..2999-12-31",
        "last-99999d", "last-1d", "2024-02-29", "2020-W53", "2026-Q4", "0001", "9999", "9999-12-31",
        "0001-01-01..9999-12-31", "2999-12-31..1000-01-01", "2026-02-29", "last-0d", "last-100000d",
        "2026-W00", "2026-W54", "\u0662\u0660\u0662\u0666", "2026\n", "\0", "x" * 10_000,
    ],
)  # fmt: skip
def test_whatever_is_asked_for_there_is_an_answer_or_a_reason(
    reading: TestClient, path: str, words: str
) -> None:
    answer = reading.get(path, params={"period": words})
    assert answer.status_code == 200 or answer.json()["problem"] in {
        "unknown-period",
        "no-such-period",
        "too-many-groups",
    }
