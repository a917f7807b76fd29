"""Group every kept ask anew, matched with the themes known before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from clustering import GroupingSettings, find_themes
from clustering.encoder import Encoder
from clustering.past import Past, Settled
from clustering.settle import settle
from clustering.space import Space, centre, into_space
from ingest.language import language_of
from pipeline.embed_texts import embed_texts
from pipeline.progress import Teller
from pipeline.settings import Settings
from store.memory import Memory, load_memory
from store.reader import open_reader
from store.themes import GroupingRun
from store.writer import open_writer


def regroup_themes(settings: Settings, encoder: Encoder, now: datetime, teller: Teller) -> Settled:
    """Group, match, publish. What people decided before and meanwhile is laid over the outcome."""
    with open_reader(settings.store) as reader:
        asks, memory, run_before = reader.asks(), load_memory(reader), reader.newest_run()
    since = run_before["run_at"] if run_before else None
    texts, languages = [ask.heard for ask in asks], [ask.language for ask in asks]
    vectors = embed_texts(settings, encoder, texts, teller)
    teller.begin("Grouping into themes", len(texts))
    clustering = find_themes(texts, vectors, languages, GroupingSettings(detail=settings.detail))
    if clustering.groups:
        placed = into_space(vectors, languages, clustering.space)
        examples = _examples(settings, encoder, memory, clustering.space)
        centred = centre(vectors, languages, clustering.space)
        past = replace(past_of(memory, examples), since=since)
        settled = settle(clustering, asks, placed, past, now, centred)
    else:
        settled = Settled((), (), ())
    run = GroupingRun(
        settings.model,
        encoder.fingerprint,
        {"detail": settings.detail},
        clustering.space,
        seen=frozenset(ask.id for ask in asks),
        patience=settings.patience,
    )
    with open_writer(settings.store, "themes", now, settings.wait) as writer:
        writer.save_grouping(run, settled.themes, settled.assignments, settled.events)
    return settled


def past_of(memory: Memory, examples: Mapping[str, NDArray[np.float32]]) -> Past:
    """What the clustering room needs of what is known."""
    overlay = memory.overlay
    alive = {theme for theme, _ in memory.before.values()}
    dead = {
        theme: asks
        for theme, asks in memory.former.items()
        if theme not in alive and theme not in overlay.redirects
    }
    return Past(
        memory.before, memory.themes, dead, None, overlay.kept(), examples, overlay.families()
    )


def _examples(
    settings: Settings, encoder: Encoder, memory: Memory, space: Space
) -> dict[str, NDArray[np.float32]]:
    """The examples that people declared themes by, in the new space."""
    told = {theme: made.examples for theme, made in memory.overlay.made.items() if made.examples}
    placed = {}
    for theme, texts in sorted(told.items()):
        vectors = embed_texts(settings, encoder, texts)
        placed[theme] = into_space(vectors, [language_of(text) for text in texts], space)
    return placed
