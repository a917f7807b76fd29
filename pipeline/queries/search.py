"""Asks by meaning, in any language: the only reading that needs a model."""

from collections.abc import Callable
from dataclasses import dataclass

from clustering.encoder.encode import Encoder
from clustering.search import search
from domain.counts import SnapshotInfo
from ingest.language.detect import language_of
from pipeline.progress import Teller
from pipeline.queries.conversations import ListedAsk, listed
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts, open_encoder
from store.read.conversations import listed_by_id
from store.read.reader import open_reader

TextModel = Encoder
"""A loaded model, for a door to keep between two searches."""


@dataclass(frozen=True, slots=True)
class FoundAsk:
    """An ask found by meaning."""

    ask: ListedAsk
    score: float
    """Cosine after centring, -1..1."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found."""

    snapshot: SnapshotInfo
    found: tuple[FoundAsk, ...]
    """Best first; none only where there is no ask to search in."""


def search_asks(
    settings: Settings,
    words: str,
    limit: int,
    model_named: Callable[[str], TextModel] | None = None,
    teller: Teller | None = None,
) -> Findings:
    """The asks nearest in meaning to `words`, in any language, best first.

    `model_named` gives the model of the newest grouping by its name, so that a door may keep it
    loaded. Raises `NothingYet`, `ModelMissing`.
    """
    model_named = model_named or (lambda name: open_encoder(settings, name))
    with open_reader(settings.store) as reader:
        asks = reader.asks()
        if not asks:
            return Findings(reader.snapshot, ())
        run = reader.newest_run()
        encoder = model_named(run["model"] if run else settings.model)
        vectors = embed_texts(settings, encoder, [ask.heard for ask in asks], teller)
        space = run["space"] if run and run["fingerprint"] == encoder.fingerprint else {}
        languages = [ask.language for ask in asks]
        query = encoder.encode([words])[0]
        rows, scores = search(query, vectors, languages, space, language_of(words), limit)
        told = listed_by_id(reader, [asks[row].id for row in rows])
        found = tuple(
            FoundAsk(listed(told[asks[row].id]), float(score))
            for row, score in zip(rows, scores, strict=True)
        )
        return Findings(reader.snapshot, found)
