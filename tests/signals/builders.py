"""Values with defaults for tests of signals."""

from datetime import UTC, datetime, timedelta

from signals.findability import AskWithAnswers

AT = datetime(2026, 2, 2, 9, tzinfo=UTC)


def answered(
    number: int, *texts: str, theme: str = "t-1", page: str | None = "/live"
) -> AskWithAnswers:
    """A conversation with these replies, ten minutes apart."""
    replies = tuple((AT + timedelta(minutes=10 * (n + 1)), text) for n, text in enumerate(texts))
    return AskWithAnswers(theme, f"c-{number}", AT, page, replies)
