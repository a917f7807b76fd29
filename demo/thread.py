"""The running messages of one conversation, and its clock."""

from datetime import UTC, datetime, timedelta
from typing import Any


class Thread:
    """Messages in the native format. Nothing is said after `end`, as if exported then."""

    def __init__(self, name: str, begins: datetime, midnight: datetime, end: datetime) -> None:
        self.name = name
        self.now = begins
        self.messages: list[dict[str, Any]] = []
        self._midnight = midnight
        self._end = end

    def add_within_day(
        self, author: str, text: str, wait: float = 0.0, agent: dict[str, str] | None = None
    ) -> None:
        """Say it on this very day, sooner if need be: whatever is counted by day."""
        if self.messages:
            left = (self._midnight - self.now).total_seconds()
            self.now += timedelta(seconds=int(min(wait, left / 4)))
        self._add(author, text, agent, public=True)

    def add_if_before_end(
        self,
        author: str,
        text: str,
        wait: float,
        agent: dict[str, str] | None = None,
        public: bool = True,
    ) -> bool:
        """Say it unless the time is over; whether it was said."""
        at = self.now + timedelta(seconds=int(wait))
        if at >= self._end:
            return False
        self.now = at
        self._add(author, text, agent, public)
        return True

    def _add(self, author: str, text: str, agent: dict[str, str] | None, public: bool) -> None:
        self.messages.append(
            {
                "id": f"{self.name}-m{len(self.messages) + 1}",
                "at": format_timestamp(self.now),
                "author": author,
                "agent": agent,
                "public": public,
                "text": text,
            }
        )


def format_timestamp(at: datetime) -> str:
    """ISO 8601 in UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
