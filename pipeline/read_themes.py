"""What readers ask: the ranking, one theme, asks by meaning. One answer = one snapshot."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clustering import search
from domain import Ask, Period, Ranking, SnapshotInfo, Theme, ThemeCount, parse_period
from domain.errors import NothingYet
from ingest.language import language_of
from pipeline.embed_texts import embed_texts, open_encoder
from pipeline.progress import Silent, Teller
from pipeline.settings import Settings
from store.as_of import read_as_of
from store.reader import Reader, open_reader


@dataclass(frozen=True, slots=True)
class ThemePage:
    """One theme over a period, with every conversation behind its count."""

    ranking: Ranking
    """The ranking it was read from, for its totals."""
    theme: Theme
    count: ThemeCount
    """Zeros where the period has none of it."""
    quotes: tuple[Ask, ...]
    conversations: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An ask found by meaning."""

    ask: Ask
    score: float
    """Cosine after centring, -1..1."""
    theme: ThemeCount | None


def read_period(settings: Settings, words: str, now: datetime) -> Period:
    """The period `words` name in this workspace. Raises `UnknownPeriod`."""
    return parse_period(words, now, settings.timezone, settings.week_start_number)


def rank_themes(settings: Settings, words: str, now: datetime, as_of: str | None = None) -> Ranking:
    """Themes of a period by frequency, with the honest remainder; `as_of` a day, a time or the
    number of a snapshot as they were reported then. Raises `UnknownMoment`."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader, read_as_of(reader, as_of, period.timezone) as then:
        return then.ranking(period)


def show_theme(settings: Settings, given: str, words: str, now: datetime) -> ThemePage:
    """A theme by its id or the beginning of it. Raises `NotFound`."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        return theme_page(reader, reader.theme_id(given), period)


def theme_page(reader: Reader, theme_id: str, period: Period) -> ThemePage:
    """What `reader` knows of a theme over a period."""
    ranking = reader.ranking(period)
    theme = reader.theme(theme_id)
    counts = {count.id: count for count in ranking.themes}
    asks = reader.asks_by_id(theme.quotes)
    return ThemePage(
        ranking=ranking,
        theme=theme,
        count=counts.get(theme_id) or reader.empty_count(theme_id),
        quotes=tuple(asks[quote] for quote in theme.quotes if quote in asks),
        conversations=tuple(reader.theme_conversations(theme_id, period)),
    )


def search_asks(
    settings: Settings, words: str, limit: int, now: datetime, teller: Teller | None = None
) -> tuple[SnapshotInfo, tuple[Found, ...]]:
    """The asks nearest in meaning to `words`, in any language, best first."""
    teller = teller or Silent()
    with open_reader(settings.store) as reader:
        asks = reader.asks()
        if not asks:
            raise NothingYet("There is no ask to search in yet: `earshot ingest` a file first.")
        run = reader.newest_run()
        encoder = open_encoder(settings, run["model"] if run else None)
        vectors = embed_texts(settings, encoder, [ask.heard for ask in asks], teller)
        query = encoder.encode([words])[0]
        space = run["space"] if run and run["fingerprint"] == encoder.fingerprint else {}
        languages = [ask.language for ask in asks]
        rows, scores = search(query, vectors, languages, space, language_of(words), limit)
        themes = reader.theme_of([asks[row].id for row in rows])
        counts = {count.id: count for count in reader.ranking(parse_period("all", now)).themes}
        found = tuple(
            Found(asks[row], float(score), counts.get(themes.get(asks[row].id, "")))
            for row, score in zip(rows, scores, strict=True)
        )
        return reader.snapshot, found
