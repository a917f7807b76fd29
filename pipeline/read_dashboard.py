"""What the dashboard's pages show. One page = one reader = one snapshot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clustering import search
from clustering.encoder import Encoder
from domain import Ask, Period, Ranking, SnapshotInfo, Theme, ThemeCount, parse_period
from ingest.language import language_of
from pipeline.embed_texts import embed_texts
from pipeline.read_calendar import Calendar, read_calendar, week_bounds
from pipeline.read_history import Entry, history_of
from pipeline.settings import Settings
from store.reader import Reader, open_reader
from store.trends import (
    AskKind,
    count_themes,
    listed_asks,
    listed_by_id,
    weekly_counts,
)

TextModel = Encoder
"""A loaded model, for a door to keep between two searches."""
PAGE_SIZE = 25
"""Conversations on one page of a listing."""


@dataclass(frozen=True, slots=True)
class ListedAsk:
    """An ask as a listing shows it. Identities of customers are not among its fields."""

    at: datetime | None
    """UTC and aware; None where unknown."""
    language: str
    channel: str | None
    text: str
    conversation_id: str
    url: str | None
    """Where the conversation opens in its tool; as the data say it, so check its scheme."""
    excluded: str | None = None
    """Why it is kept out of themes."""
    theme_id: str | None = None
    theme_label: str | None = None


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
        return (self.page - 1) * PAGE_SIZE + 1


@dataclass(frozen=True, slots=True)
class RankingView:
    """The ranking of a period, with the series that its sparklines show."""

    ranking: Ranking
    calendar: Calendar
    series: Mapping[str, tuple[int, ...]]
    """Theme id -> conversations a week, one for each of `calendar.weeks`."""
    themes_known: int
    """Live themes, whatever the period: 0 before the first grouping."""


@dataclass(frozen=True, slots=True)
class ThemeView:
    """One theme over a period."""

    ranking: Ranking
    """What it was read from."""
    theme: Theme
    count: ThemeCount
    """Zeros where the period has none of it."""
    rank: int | None
    """Its place in the period's ranking, from 1; None where the period has none of it."""
    quotes: tuple[Ask, ...]
    calendar: Calendar
    series: tuple[int, ...]
    """Conversations a week, one for each of `calendar.weeks`."""
    listing: Listing
    history: tuple[Entry, ...]
    """What became of it, and who decided what, the oldest first."""


@dataclass(frozen=True, slots=True)
class AsksView:
    """The asks behind one of a period's totals."""

    ranking: Ranking
    kind: AskKind
    theme: ThemeCount | None
    """The theme they are narrowed to; None for all."""
    calendar: Calendar
    listing: Listing


@dataclass(frozen=True, slots=True)
class FoundAsk:
    """An ask found by meaning."""

    ask: ListedAsk
    score: float
    """Cosine after centring, -1..1."""


@dataclass(frozen=True, slots=True)
class SearchView:
    """What a search found, best first."""

    snapshot: SnapshotInfo
    found: tuple[FoundAsk, ...]


def view_ranking(settings: Settings, words: str, now: datetime) -> RankingView:
    """Themes of a period. Raises `UnknownPeriod`, `NothingYet`."""
    period = _period(settings, words, now)
    with open_reader(settings.store) as reader:
        calendar = read_calendar(reader, settings)
        series = weekly_counts(reader, week_bounds(calendar, settings))
        return RankingView(reader.ranking(period), calendar, series, count_themes(reader))


def view_theme(settings: Settings, given: str, words: str, now: datetime, page: int) -> ThemeView:
    """A theme by its id or the beginning of it, with one page of the conversations behind its
    count. Raises `UnknownPeriod`, `NothingYet`, `NotFound`."""
    period = _period(settings, words, now)
    with open_reader(settings.store) as reader:
        theme_id = reader.theme_id(given)
        theme = reader.theme(theme_id)
        ranking = reader.ranking(period)
        rank, count = _placed(reader, ranking, theme_id)
        calendar = read_calendar(reader, settings)
        series = weekly_counts(reader, week_bounds(calendar, settings), theme_id)
        asks = reader.asks_by_id(theme.quotes)
        page, pages = _clamped(page, count.conversations)
        rows = reader.theme_conversations(theme_id, period, PAGE_SIZE, (page - 1) * PAGE_SIZE)
        return ThemeView(
            ranking=ranking,
            theme=theme,
            count=count,
            rank=rank,
            quotes=tuple(asks[quote] for quote in theme.quotes if quote in asks),
            calendar=calendar,
            series=series.get(theme_id, (0,) * len(calendar.weeks)),
            listing=_listing(rows, page, pages, count.conversations),
            history=history_of(reader, theme_id),
        )


def view_asks(
    settings: Settings,
    kind: AskKind,
    words: str,
    now: datetime,
    page: int,
    given_theme: str | None = None,
) -> AsksView:
    """One page of the asks behind a total, of one theme where it is given.

    Raises `UnknownPeriod`, `NothingYet`, `NotFound`.
    """
    period = _period(settings, words, now)
    with open_reader(settings.store) as reader:
        ranking = reader.ranking(period)
        theme = _known_theme(reader, ranking, given_theme) if given_theme else None
        totals = ranking.totals
        total = theme.asks if theme else int(getattr(totals, kind))
        page, pages = _clamped(page, total)
        rows = listed_asks(
            reader, kind, period, theme.id if theme else None, PAGE_SIZE, (page - 1) * PAGE_SIZE
        )
        calendar = read_calendar(reader, settings)
        return AsksView(ranking, kind, theme, calendar, _listing(rows, page, pages, total))


def view_search(
    settings: Settings, words: str, limit: int, model_named: Callable[[str], TextModel]
) -> SearchView:
    """The asks nearest in meaning to `words`, in any language, best first.

    `model_named` gives the model of the newest grouping by its name, so that a door may keep it
    loaded. Raises `NothingYet`, `ModelMissing`.
    """
    with open_reader(settings.store) as reader:
        asks = reader.asks()
        if not asks:
            return SearchView(reader.snapshot, ())
        run = reader.newest_run()
        encoder = model_named(run["model"] if run else settings.model)
        vectors = embed_texts(settings, encoder, [ask.heard for ask in asks])
        space = run["space"] if run and run["fingerprint"] == encoder.fingerprint else {}
        rows, scores = search(
            encoder.encode([words])[0],
            vectors,
            [ask.language for ask in asks],
            space,
            language_of(words),
            limit,
        )
        told = listed_by_id(reader, [asks[row].id for row in rows])
        found = tuple(
            FoundAsk(_listed(told[asks[row].id]), float(score))
            for row, score in zip(rows, scores, strict=True)
        )
        return SearchView(reader.snapshot, found)


def view_snapshot(settings: Settings) -> SearchView:
    """The copy a search would read, before anything is searched. Raises `NothingYet`."""
    with open_reader(settings.store) as reader:
        return SearchView(reader.snapshot, ())


def _period(settings: Settings, words: str, now: datetime) -> Period:
    return parse_period(words, now, settings.timezone, settings.week_start_number)


def _placed(reader: Reader, ranking: Ranking, theme_id: str) -> tuple[int | None, ThemeCount]:
    for place, count in enumerate(ranking.themes, start=1):
        if count.id == theme_id:
            return place, count
    return None, reader.empty_count(theme_id)


def _known_theme(reader: Reader, ranking: Ranking, given: str) -> ThemeCount:
    return _placed(reader, ranking, reader.theme_id(given))[1]


def _clamped(page: int, total: int) -> tuple[int, int]:
    pages = max(1, -(-total // PAGE_SIZE))
    return min(max(page, 1), pages), pages


def _listing(rows: list[dict[str, Any]], page: int, pages: int, total: int) -> Listing:
    return Listing(tuple(_listed(row) for row in rows), total, page, pages)


def _listed(row: dict[str, Any]) -> ListedAsk:
    return ListedAsk(
        at=row["asked_at"],
        language=row["language"],
        channel=row["channel"],
        text=row["text"],
        conversation_id=row["conversation_id"],
        url=row["url"],
        excluded=row.get("excluded"),
        theme_id=row.get("theme_id"),
        theme_label=row.get("theme_label"),
    )
