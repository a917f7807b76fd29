"""Findability: the links that agents send in the end, and the pages that people ask from."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import numpy as np

_LINK = re.compile(r"https?://[^\s<>\"'\])}»”]+", re.IGNORECASE)
_TRAILING = ".,;:!?…*_"
_SCRIPT = re.compile(r"(?:\.(?:cgi|php|aspx?|jsp|do|pl)|/watch)$", re.IGNORECASE)
"""Scripts that show many pages, told apart by the query: "show_bug.cgi?id=7"."""
_TRACKING = re.compile(r"^(?:utm|fbclid|gclid|yclid|mc_|_ga)", re.IGNORECASE)
MIN_CONVERSATIONS = 5
"""Conversations with a link below which a theme is left out."""
MIN_LINK_SHARE = 0.3
"""Share of a theme's answered conversations in which one link was sent, from which its customers
count as looking for that link."""


@dataclass(frozen=True, slots=True)
class AskWithAnswers:
    """A conversation of a theme, with the agents' replies between this ask and the next."""

    theme_id: str
    conversation_id: str
    asked_at: datetime
    page: str | None
    replies: tuple[tuple[datetime, str], ...]
    """Public messages of agents, oldest first."""


@dataclass(frozen=True, slots=True)
class SentLink:
    """The link that was finally sent in a conversation."""

    link: str
    minutes: float
    """From the ask to the message with the link."""


@dataclass(frozen=True, slots=True)
class SoughtLink:
    """A link that customers of a theme look for."""

    theme_id: str
    link: str
    conversations: int
    """In which it was the link finally sent."""
    answered: int
    """Conversations of the theme that support answered."""
    minutes: float
    """Median, from the ask to the link."""
    minutes_p90: float
    pages: tuple[tuple[str | None, int], ...]
    """Pages the customers were on and how many, most first; None where it is not known."""


def find_sent_link(conversation: AskWithAnswers) -> SentLink | None:
    """The last link of the last message that has one; None where none was sent."""
    for at, text in reversed(conversation.replies):
        links = extract_links(text)
        if links:
            return SentLink(links[-1], max((at - conversation.asked_at).total_seconds() / 60, 0.0))
    return None


def extract_links(text: str) -> list[str]:
    """Links in the order of the text, without closing punctuation, fragment and query. A script's
    link ("show_bug.cgi?id=7") keeps its query but for tracking. Invalid addresses are left out."""
    plain = (_normalise_link(found.rstrip(_TRAILING)) for found in _LINK.findall(text))
    return [link for link in plain if link is not None]


def _normalise_link(link: str) -> str | None:
    try:
        parts = urlsplit(link)
    except ValueError:  # "http://[the address]"
        return None
    path = parts.path.rstrip("/")
    asked = parts.query.split("&") if _SCRIPT.search(path) else []
    kept = "&".join(sorted(item for item in asked if item and not _TRACKING.match(item)))
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{path}{'?' + kept if kept else ''}"


def find_sought_links(answers: Sequence[AskWithAnswers]) -> list[SoughtLink]:
    """Links that customers look for, those of the most conversations first."""
    by_theme: dict[str, list[tuple[AskWithAnswers, SentLink | None]]] = defaultdict(list)
    for row in answers:
        if row.replies:
            by_theme[row.theme_id].append((row, find_sent_link(row)))
    found = [
        row for theme_id, rows in by_theme.items() for row in _collect_theme_links(theme_id, rows)
    ]
    return sorted(found, key=lambda row: (-row.conversations, row.theme_id, row.link))


def _collect_theme_links(
    theme_id: str, rows: Sequence[tuple[AskWithAnswers, SentLink | None]]
) -> list[SoughtLink]:
    by_link: dict[str, list[tuple[AskWithAnswers, SentLink]]] = defaultdict(list)
    for row, sent in rows:
        if sent:
            by_link[sent.link].append((row, sent))
    return [
        _summarise_link(theme_id, link, cases, len(rows))
        for link, cases in by_link.items()
        if len(cases) >= MIN_CONVERSATIONS and len(cases) >= MIN_LINK_SHARE * len(rows)
    ]


def _summarise_link(
    theme_id: str, link: str, cases: Sequence[tuple[AskWithAnswers, SentLink]], answered: int
) -> SoughtLink:
    minutes = [sent.minutes for _, sent in cases]
    pages = Counter(row.page for row, _ in cases)
    return SoughtLink(
        theme_id,
        link,
        len(cases),
        answered,
        float(np.median(minutes)),
        float(np.quantile(minutes, 0.9)),
        tuple(sorted(pages.items(), key=lambda page: (-page[1], page[0] is None, page[0] or ""))),
    )
