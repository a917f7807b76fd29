"""Asks by meaning, in any language: the only reading that needs a model."""

from collections.abc import Callable

from clustering.encoder.encode import Encoder
from clustering.encoder.engine import has_model
from clustering.search import search
from domain.counts import FoundAsk, SearchResults
from ingest.language.detect import detect_language
from pipeline.progress import Progress
from pipeline.queries.conversations import to_listed_ask
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts, open_encoder
from store.read.conversations import list_asks_by_id
from store.read.reader import open_reader

TextModel = Encoder
"""A loaded model, for an interface to keep between two searches."""


def search_asks(
    settings: Settings,
    words: str,
    limit: int,
    model_named: Callable[[str], TextModel] | None = None,
    teller: Progress | None = None,
) -> SearchResults:
    """The asks nearest in meaning to `words`, in any language, best first.

    `model_named` gives the model of the newest grouping by its name, so that an interface may keep
    it loaded. Raises `NothingYet`, `ModelMissing`.
    """
    model_named = model_named or (lambda name: open_encoder(settings, name))
    with open_reader(settings.store) as reader:
        asks = reader.read_asks()
        if not asks:
            return SearchResults(reader.snapshot, ())
        run = reader.read_newest_run()
        encoder = model_named(run["model"] if run else settings.model)
        vectors = embed_texts(settings, encoder, [ask.clean_text for ask in asks], teller)
        is_comparable = run and has_model(run["fingerprint"], encoder.model_fingerprint)
        space = run["space"] if run and is_comparable else {}
        languages = [ask.language for ask in asks]
        query = encoder.encode([words])[0]
        rows, scores = search(query, vectors, languages, space, detect_language(words), limit)
        listed = list_asks_by_id(reader, [asks[row].id for row in rows])
        found = tuple(
            FoundAsk(to_listed_ask(listed[asks[row].id]), float(score))
            for row, score in zip(rows, scores, strict=True)
        )
        return SearchResults(reader.snapshot, found)
