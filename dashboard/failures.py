"""What becomes of an exception nobody expected: a line in the log, a plain message on the page."""

import logging
from typing import Any

from dashboard.components.empty_states import show_failure
from domain.errors import EarshotError
from pipeline.failures import describe_failure

_UNEXPECTED = (
    "Something unexpected happened. Reload the page; if it fails again, the log of the dashboard "
    "says where."
)
_make_record = logging.getLogRecordFactory()


def show_uncaught(error: Exception) -> bool:
    """Say on the page what went wrong, or plainly that something did. True: that is all to show.

    Errors with a message for people come here from callbacks, which run before a page is drawn.
    """
    show_failure(str(error) if isinstance(error, EarshotError) else _UNEXPECTED)
    return True


def keep_messages_out_of_logs() -> None:
    """From now on, records of exceptions name type and place.

    Streamlit and the server log them with their messages, which may quote customers.
    """
    logging.setLogRecordFactory(make_plain_record)


def make_plain_record(*arguments: Any, **more: Any) -> logging.LogRecord:
    """A log record whose exception, if it has one, became words: type and place."""
    record = _make_record(*arguments, **more)
    if record.exc_info and record.exc_info[1] is not None:
        record.msg = f"{record.getMessage()}: {describe_failure(record.exc_info[1])}"
        record.args, record.exc_info = (), None
    return record
