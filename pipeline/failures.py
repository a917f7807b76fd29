"""Failures as a log tells them: what and where, never the message, which may quote a customer."""

import traceback

_FRAMES = 6


def describe_failure(error: BaseException) -> str:
    """The type of an exception and the innermost places it went through, `module:line` each."""
    frames = list(traceback.walk_tb(error.__traceback__))[-_FRAMES:]
    places = [f"{frame.f_globals.get('__name__', '?')}:{line}" for frame, line in reversed(frames)]
    return " at ".join(filter(None, (type(error).__name__, " < ".join(places))))
