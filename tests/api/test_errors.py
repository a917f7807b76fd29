"""Each error of the API has a slug and a status of its own, and says what to do."""

import pytest

from api import errors
from domain.errors import EarshotError

ERRORS = (
    errors.NoSuchPeriod("2026-02-30"),
    errors.UnknownCursor(),
    errors.BadCursor(),
    errors.BodyTooLarge(5_000_000),
    errors.MalformedJson("near character 17"),
    errors.UnsupportedMediaType(),
    errors.BadShape("Send 1 to 200 conversations at a time."),
    errors.Forbidden("Only programs on this machine may ask."),
    errors.InternalError(),
    errors.Overloaded(),
)


def test_slugs_are_distinct() -> None:
    slugs = [error.problem for error in ERRORS]
    assert len(set(slugs)) == len(slugs)


@pytest.mark.parametrize(
    ("error", "status", "advice"),
    [
        (ERRORS[0], 404, "2026-02-30"),
        (ERRORS[1], 400, "next_cursor"),
        (ERRORS[2], 400, "next_cursor"),
        (ERRORS[3], 413, "5 MB"),
        (ERRORS[4], 400, "near character 17"),
        (ERRORS[5], 415, "application/json"),
        (ERRORS[8], 500, "log"),
    ],
)
def test_a_message_says_what_to_do(error: EarshotError, status: int, advice: str) -> None:
    assert error.status == status
    assert advice in str(error)
