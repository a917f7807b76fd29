"""Asks and conversations as a listing shows them, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.counts import ListedAsk

PAGE_SIZE = 25
"""Conversations on one page of a listing."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the asks or conversations behind a number."""

    rows: tuple[ListedAsk, ...]
    total: int
    """How many there are on all pages: the number that was opened."""
    page: int
    """From 1."""
    pages: int
    """At least 1."""

    @property
    def first(self) -> int:
        """Number of the first row shown, from 1."""
        return compute_offset(self.page) + 1


def clamp_page(page: int, total: int) -> int:
    """The page asked for, or the nearest there is."""
    return min(max(page, 1), _count_pages(total))


def compute_offset(page: int) -> int:
    """How many rows come before a page."""
    return (page - 1) * PAGE_SIZE


def build_listing(rows: Sequence[Mapping[str, Any]], page: int, total: int) -> Listing:
    """The rows of one page of `total`."""
    return Listing(tuple(to_listed_ask(row) for row in rows), total, page, _count_pages(total))


def to_listed_ask(row: Mapping[str, Any]) -> ListedAsk:
    """An ask from a row of `listed_asks`, or of the conversations behind a theme's count."""
    is_of_any_theme = "theme_label" in row
    return ListedAsk(
        id=row["ask_id"],
        source=row["source"],
        conversation_id=row["conversation_id"],
        at=row["asked_at"],
        language=row["language"],
        channel=row["channel"],
        text=row["text"],
        url=row["url"],
        excluded=row.get("excluded"),
        theme_id=row["theme_id"] if is_of_any_theme else None,
        theme_label=row["theme_label"] if is_of_any_theme else None,
    )


def _count_pages(total: int) -> int:
    return max(1, -(-total // PAGE_SIZE))
