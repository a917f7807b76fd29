"""How far long work has come."""

from typing import Protocol


class Progress(Protocol):
    """Receives how far a step has come."""

    def begin(self, what: str, total: int | None = None) -> None:
        """A step begins; `total` is its size where it is known."""

    def update(self, done: int) -> None:
        """So much of the step is done."""


class NullProgress:
    """Progress that is shown nowhere."""

    def begin(self, what: str, total: int | None = None) -> None:
        """Ignore it."""

    def update(self, done: int) -> None:
        """Ignore it."""
