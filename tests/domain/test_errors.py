"""Errors: one slug, one HTTP status and one exit code each, and words that say what to do."""

from domain import errors
from domain.errors import EarshotError, NotFound, UnknownPeriod

FAMILY = [
    told
    for told in vars(errors).values()
    if isinstance(told, type) and issubclass(told, EarshotError)
]


def test_a_slug_belongs_to_one_error() -> None:
    own = [told.problem for told in FAMILY if "problem" in vars(told)]
    assert len(own) == len(set(own)) > 5


def test_every_error_fails_a_command_and_a_request() -> None:
    assert all(told.exit_code > 0 and 400 <= told.status < 600 for told in FAMILY)


def test_messages_say_what_was_given_and_what_to_do() -> None:
    assert str(NotFound("theme", "t-9", "Try earshot rank.")) == (
        "There is no theme 't-9'. Try earshot rank."
    )
    assert "'sometime' is not a period. Use all, 2026-02" in str(UnknownPeriod("sometime"))
