"""Outcome of a clustering by rows of a file and by themes, without a workspace."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from clustering.identity.matching import make_theme_id
from domain.asks import Ask
from domain.discovery import DiscoveredQuote, DiscoveredRow, DiscoveredTheme
from domain.themes import Clustering

KINDS = ("question", "bug", "feature_request", "complaint", "praise", "other")
"""Ties between kinds go to the first of these."""
REJECTED = "rejected"
OFF_TOPIC = "off_topic"
"""Why an ask in no theme that surely holds nothing to act on is excluded."""


def build_discovery(
    read: Sequence[Ask | None],
    kinds: Sequence[str],
    clustering: Clustering,
    idle: NDArray[np.bool_] | None = None,
) -> tuple[tuple[DiscoveredRow, ...], tuple[DiscoveredTheme, ...]]:
    """Rows in the order of the file, numbered from 1, and themes, largest first.

    `read` holds the ask of each row, None where it could not be read. `kinds`, `clustering` and
    `idle` (n,), whether an ask surely holds nothing to act on, are over the n asks among them that
    are not excluded, in the same order. Idle asks in no theme are excluded as `OFF_TOPIC`. Theme
    ids come from the texts of the most central asks, so they do not depend on the order of the
    rows.
    """
    places = [number for number, ask in enumerate(read, 1) if ask and ask.excluded is None]
    asks = [ask for ask in read if ask and ask.excluded is None]
    ids = _assign_ids(clustering, asks)
    off_topic = (clustering.labels < 0) & (False if idle is None else idle)
    kept = len(asks) - int(off_topic.sum())
    themes = tuple(
        _build_theme(theme, ids[theme], clustering, asks, kinds, places, kept)
        for theme in range(len(ids))
    )
    return _build_rows(read, kinds, clustering, ids, off_topic), themes


def _assign_ids(clustering: Clustering, asks: Sequence[Ask]) -> list[str]:
    ids: list[str] = []
    for group in clustering.groups:
        ids.append(make_theme_id(asks[group.quotes[0]].clean_text, ids))
    return ids


def _build_rows(
    read: Sequence[Ask | None],
    kinds: Sequence[str],
    clustering: Clustering,
    ids: Sequence[str],
    off_topic: NDArray[np.bool_],
) -> tuple[DiscoveredRow, ...]:
    rows: list[DiscoveredRow] = []
    next_ask = 0
    for number, ask in enumerate(read, 1):
        if ask is None:
            rows.append(DiscoveredRow(number, "", "und", excluded=REJECTED))
            continue
        if ask.excluded is not None:
            rows.append(DiscoveredRow(number, ask.text, ask.language, excluded=ask.excluded))
            continue
        theme = int(clustering.labels[next_ask])
        row = DiscoveredRow(
            number,
            ask.text,
            ask.language,
            kinds[next_ask],
            theme=ids[theme] if theme >= 0 else None,
            confidence=round(float(clustering.confidence[next_ask]), 4) if theme >= 0 else 0.0,
            excluded=OFF_TOPIC if off_topic[next_ask] else None,
        )
        rows.append(row)
        next_ask += 1
    return tuple(rows)


def _build_theme(
    theme: int,
    theme_id: str,
    clustering: Clustering,
    asks: Sequence[Ask],
    kinds: Sequence[str],
    places: Sequence[int],
    kept: int,
) -> DiscoveredTheme:
    """A theme; its share is of the `kept` asks, those that are not excluded."""
    group = clustering.groups[theme]
    members = np.flatnonzero(clustering.labels == theme).tolist()
    shares = _compute_shares((kinds[row] for row in members), KINDS)
    return DiscoveredTheme(
        id=theme_id,
        label=group.label,
        keywords=group.keywords,
        count=len(members),
        share=len(members) / kept,
        kind=shares[0][0],
        kinds=shares,
        languages=_compute_shares(asks[row].language for row in members),
        quotes=tuple(_pick_quote(row, members, asks, places) for row in group.quotes),
    )


def _pick_quote(
    row: int, members: Sequence[int], asks: Sequence[Ask], places: Sequence[int]
) -> DiscoveredQuote:
    """The quoted ask; of members with the same clean text, the first by text and then by row."""
    same_text = [other for other in members if asks[other].clean_text == asks[row].clean_text]
    chosen = min(same_text or [row], key=lambda other: (asks[other].text, places[other]))
    return DiscoveredQuote(places[chosen], asks[chosen].language, asks[chosen].text)


def _compute_shares(
    words: Iterable[str], order: Sequence[str] = ()
) -> tuple[tuple[str, float], ...]:
    """(word, share) pairs, largest share first; ties as in `order`, then alphabetically."""
    counts = Counter(words)
    rank = {word: place for place, word in enumerate(order)}
    ranked = sorted(counts, key=lambda word: (-counts[word], rank.get(word, len(rank)), word))
    return tuple((word, counts[word] / counts.total()) for word in ranked)
