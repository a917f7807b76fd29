"""A log tells what failed and where, and no word of a customer."""

from pipeline.failures import describe_failure


def fail() -> None:
    raise ValueError("secret words of a customer")


def test_the_type_and_the_places_are_told_and_the_message_is_not() -> None:
    try:
        fail()
    except ValueError as error:
        told = describe_failure(error)
        innermost = fail.__code__.co_firstlineno + 1
    assert told.startswith(f"ValueError at {__name__}:{innermost} < {__name__}:")
    assert "secret" not in told


def test_an_error_that_was_never_raised_has_its_type() -> None:
    assert describe_failure(KeyError("secret")) == "KeyError"
