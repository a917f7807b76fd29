"""Group every kept ask anew, matched with the themes known before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.encode import Encoder
from clustering.grouping.fit import find_themes
from clustering.grouping.parameters import GroupingSettings
from clustering.grouping.projection import Space, centre, into_space
from clustering.identity.change_points import part_in_time
from clustering.identity.prior import Past, Settled
from clustering.identity.reconcile import settle
from domain.themes import LineageEvent
from ingest.language.detect import language_of
from pipeline.progress import Teller
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts
from pipeline.themes.kinds import kinds_of
from pipeline.themes.llm_labels import name_themes
from pipeline.themes.save import Outcome, areas_of, save_run
from store.read.prior_state import Memory, load_memory
from store.read.reader import open_reader
from store.write.theme_tables import GroupingRun


def regroup_themes(
    settings: Settings, encoder: Encoder, now: datetime, teller: Teller
) -> Outcome | None:
    """Group, match, name, publish. What people decided before and meanwhile is laid over the
    outcome. None, and nothing kept, when an ask that was read has been erased since."""
    with open_reader(settings.store) as reader:
        told = reader.lineage()
        asks, memory, run_before = reader.asks(), load_memory(reader), reader.newest_run()
        areas_known = reader.areas()
    since = run_before["run_at"] if run_before else None
    texts, languages = [ask.heard for ask in asks], [ask.language for ask in asks]
    vectors = embed_texts(settings, encoder, texts, teller)
    kinds = kinds_of(settings, encoder, texts, vectors, teller)
    teller.begin("Grouping into themes", len(texts))
    grouping = GroupingSettings(detail=settings.detail)
    clustering = find_themes(texts, vectors, languages, grouping, kinds=kinds)
    if clustering.groups:
        examples = _examples(settings, encoder, memory, clustering.space)
        centred = centre(vectors, languages, clustering.space)
        clustering, cut_from = part_in_time(clustering, asks, vectors, centred)
        placed = into_space(vectors, languages, clustering.space)
        past = replace(past_of(memory, examples), since=since, explained=_explained(told))
        settled = settle(clustering, asks, placed, past, now, centred, cut_from)
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
    named = name_themes(settings, settled.themes, {ask.id: ask for ask in asks}, teller)
    settled = replace(settled, themes=named.themes)
    theme_of = {told.ask_id: told.theme_id for told in settled.assignments}
    areas = areas_of(settled.themes, theme_of, memory.overlay, areas_known)
    outcome = Outcome(settled, areas, named.note)
    told_kinds = {ask.id: kind for ask, kind in zip(asks, kinds, strict=True)}
    return outcome if save_run(settings, run, outcome, asks, told_kinds, now) else None


def _explained(lineage: Sequence[LineageEvent]) -> frozenset[str]:
    """Themes of which it is told what they came from."""
    kinds = ("split", "merged", "parted")
    return frozenset(one.other_id for one in lineage if one.kind in kinds and one.other_id)


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
