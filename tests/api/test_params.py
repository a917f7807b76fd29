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
