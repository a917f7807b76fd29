"""What can go wrong at this door alone; `api.problems` answers it."""

from domain.errors import BadRequest, EarshotError


class NoSuchPeriod(EarshotError):
    """The words have the form of a period, but the calendar has no such days."""

    problem = "no-such-period"
    status = 404

    def __init__(self, words: str) -> None:
        super().__init__(
            f"The calendar has no period '{words}'. In 2026-02-01..2026-02-15 the first day must "
            "exist and lie before the last, which is not counted."
        )


class UnknownCursor(EarshotError):
    """A cursor we did not give for this question."""

    problem = "unknown-cursor"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            "This cursor was not given for this theme and period. Take next_cursor from the page "
            "before, or leave the cursor out to begin anew."
        )


class BadCursor(BadRequest):
    """What was given has not the form of a cursor."""

    problem = "bad-cursor"

    def __init__(self) -> None:
        super().__init__(
            "This is not a cursor. Take next_cursor from the page before, or leave it out."
        )


class BodyTooLarge(EarshotError):
    """The body is larger than we take."""

    problem = "too-large"
    status = 413

    def __init__(self, most: int) -> None:
        super().__init__(
            f"The body is larger than {most // 1_000_000} MB. Send fewer conversations at a time, "
            "or read a file with `earshot ingest`."
        )


class MalformedJson(EarshotError):
    """The body is not JSON."""

    problem = "malformed-json"
    status = 400

    def __init__(self, why: str) -> None:
        super().__init__(f"The body is not valid JSON in UTF-8: {why}.")


class UnsupportedMediaType(EarshotError):
    """The body does not say that it is JSON."""

    problem = "unsupported-media-type"
    status = 415

    def __init__(self) -> None:
        super().__init__(
            "Send the body as JSON, uncompressed, with the header Content-Type: application/json."
        )


class BadShape(BadRequest):
    """The body is JSON, but neither a conversation nor a list of them."""

    problem = "bad-shape"


class Forbidden(EarshotError):
    """The request comes from where nobody may ask."""

    problem = "refused"
    status = 403


class InternalError(EarshotError):
    """A mistake of ours."""

    problem = "unexpected"

    def __init__(self) -> None:
        super().__init__("Something unexpected happened. The log of the server says where.")
