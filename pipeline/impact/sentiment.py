"""How customers feel who ask about each theme, told from their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from clustering.tone.tones import Tone, predict_tones
from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.settings import Settings, read_period
from pipeline.themes.embed import read_vectors
from signals.impact.sentiment import FeltConversation, ThemeSentiment, find_sentiments
from store.read.measured_ranking import read_theme_names
from store.read.reader import Reader, open_reader
from store.read.signal_rows import read_first_words


@dataclass(frozen=True, slots=True)
class SentimentReport:
    """The sentiments of all themes over a period."""

    period: Period
    snapshot: SnapshotInfo
    themes: tuple[ThemeSentiment, ...]
    labels: Mapping[str, str]


def read_sentiments(settings: Settings, words: str, now: datetime) -> SentimentReport:
    """Every theme's sentiment and urgency, the most negative conversations first."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        rows = read_first_words(reader, period)
        tones = tell_tones(settings, reader, [row["clean_text"] for row in rows])
        felt = [
            FeltConversation(row["theme_id"], row["customer"], tone.sentiment, tone.is_urgent)
            for row, tone in zip(rows, tones, strict=True)
        ]
        labels = {theme: label for theme, (label, _) in read_theme_names(reader).items()}
        return SentimentReport(period, reader.snapshot, find_sentiments(felt), labels)


def tell_tones(settings: Settings, reader: Reader, texts: Sequence[str]) -> list[Tone]:
    """The tone of each of n texts: by words, and by the vectors the newest grouping left, where it
    left them for all. No model is loaded."""
    run = reader.read_newest_run() if texts else None
    vectors = read_vectors(settings, run, texts) if run else None
    return predict_tones(texts, vectors, run["fingerprint"] if run else "")
