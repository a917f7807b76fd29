"""Asking a person for yes or no, one thing after another."""

import sys

from cli.console import err

_ANSWERS = {"y": True, "n": False}


def ask_person() -> bool | None:
    """The person's y or n; None where they stop, or nobody is there."""
    while True:
        err.print("y, n, or q to stop here: ", end="")
        line = sys.stdin.readline()
        key = line.strip().lower()[:1]
        if not line or key == "q":
            return None
        if key in _ANSWERS:
            return _ANSWERS[key]
