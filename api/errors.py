"""Errors of the API alone; `api.problems` turns them into answers."""

from domain.errors import BadRequest, EarshotError


class NoSuchPeriod(EarshotError):
    """A period in the right form whose days are not in the calendar."""

    problem = "no-such-period"
    status = 404

    def __init__(self, words: str) -> None:
        super().__init__(
            f"The calendar has no period '{words}'. In 2026-02-01..2026-02-15 the first day must "
            "exist and lie before the last, which is not counted."
        )


class UnknownCursor(EarshotError):
    """A cursor that was not issued for this query."""

    problem = "unknown-cursor"
    status = 400

    def __init__(self) -> None:
        super().__init__(
            "This cursor was not given for this theme and period. Take next_cursor from the page "
            "before, or leave the cursor out to begin anew."
        )


class BadCursor(BadRequest):
    """A value that has not the form of a cursor."""

    problem = "bad-cursor"
    status = 400

    def __init__(self) -> None:
        super().__init__(
            "This is not a cursor. Take next_cursor from the page before, or leave it out."
        )


class BodyTooLarge(EarshotError):
    """A body larger than the limit."""

    problem = "too-large"
    status = 413

    def __init__(self, max_bytes: int) -> None:
        super().__init__(
            f"The body is larger than {max_bytes // 1_000_000} MB. Send fewer conversations at a "
            "time, or read a file with `earshot ingest`."
        )


class MalformedJson(EarshotError):
    """A body that is not JSON."""

    problem = "malformed-json"
    status = 400

    def __init__(self, reason: str) -> None:
        super().__init__(f"The body is not valid JSON in UTF-8: {reason}.")


class UnsupportedMediaType(EarshotError):
    """A body whose Content-Type is not JSON."""

    problem = "unsupported-media-type"
    status = 415

    def __init__(self) -> None:
        super().__init__(
            "Send the body as JSON, uncompressed, with the header Content-Type: application/json."
        )


class BadShape(BadRequest):
    """A JSON body that is neither a conversation nor a list of them."""

    problem = "bad-shape"


class Forbidden(EarshotError):
    """A request from another machine, or for a foreign host name."""

    problem = "refused"
    status = 403


class Overloaded(EarshotError):
    """More requests wait for a worker than may."""

    problem = "overloaded"
    status = 503

    def __init__(self) -> None:
        super().__init__(
            "Too many requests with conversations wait already; nothing was kept. Try again later, "
            "and hand over several conversations at a time."
        )


class InternalError(EarshotError):
    """A defect of the server."""

    problem = "unexpected"

    def __init__(self) -> None:
        super().__init__("Something unexpected happened. The log of the server says where.")
