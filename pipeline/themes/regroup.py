"""Group every kept ask anew, matched with the themes known before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.encode import Encoder
from clustering.grouping.fit import find_themes
from clustering.grouping.parameters import GroupingSettings
from clustering.grouping.projection import Projection, centre_vectors, project_vectors
from clustering.identity.change_points import split_at_change_points
from clustering.identity.outcome import ThemeUpdate
from clustering.identity.prior import PriorThemes
from clustering.identity.reconcile import reconcile
from domain.asks import Ask
from domain.themes import Clustering, LineageEvent
from ingest.language.detect import detect_language
from pipeline.areas.place import place_themes
from pipeline.progress import Progress
from pipeline.settings import Settings
from pipeline.themes.answers import (
    pair_all_answers,
    read_conversations_to_pair,
    view_answers,
)
from pipeline.themes.embed import embed_texts
from pipeline.themes.kinds import classify_kinds, find_idle
from pipeline.themes.naming.llm_labels import name_themes
from pipeline.themes.save import Outcome, build_areas, save_run
from store.read.prior_state import PriorState, load_prior_state
from store.read.reader import open_reader
from store.write.theme_tables import GroupingRun


def regroup_themes(
    settings: Settings, encoder: Encoder, now: datetime, teller: Progress
) -> Outcome | None:
    """Group, match, name, publish. What people decided before and meanwhile is applied to the
    outcome. None, and nothing kept, when an ask that was read has been erased since."""
    with open_reader(settings.store) as reader:
        lineage = reader.read_lineage()
        asks, memory, run_before = (
            reader.read_asks(),
            load_prior_state(reader),
            reader.read_newest_run(),
        )
        areas_known = reader.read_areas()
        answered_in = read_conversations_to_pair(settings, reader)
    since = run_before["run_at"] if run_before else None
    texts, languages = [ask.clean_text for ask in asks], [ask.language for ask in asks]
    vectors = embed_texts(settings, encoder, texts, teller)
    kinds = classify_kinds(settings, encoder, texts, vectors, teller)
    paired = pair_all_answers(answered_in, asks, kinds)
    answered, embedded = view_answers(settings, encoder, asks, vectors, paired, teller)
    teller.begin("Grouping into themes", len(texts))
    clustering = find_themes(
        texts,
        vectors,
        languages,
        GroupingSettings(detail=settings.detail),
        kinds=kinds,
        answers=answered,
        idle=find_idle(settings, encoder, texts, vectors),
    )
    if clustering.groups:
        examples = _embed_examples(settings, encoder, memory, clustering.space)
        centred = centre_vectors(vectors, languages, clustering.space)
        clustering, cut_from = split_at_change_points(clustering, asks, vectors, centred)
        placed = project_vectors(vectors, languages, clustering.space)
        past = replace(
            build_prior_themes(memory, examples), since=since, explained=_find_explained(lineage)
        )
        settled = reconcile(clustering, asks, placed, past, now, centred, cut_from)
    else:
        settled = ThemeUpdate((), (), ())
    theme_of = {lineage.ask_id: lineage.theme_id for lineage in settled.assignments}
    run = GroupingRun(
        settings.model,
        encoder.fingerprint,
        {
            "detail": settings.detail,
            "answers": settings.answers,
            "by_answer": _count_placed_by_answer(clustering, asks, theme_of),
        },
        clustering.space,
        seen=frozenset(ask.id for ask in asks),
        patience=settings.patience,
    )
    named = name_themes(settings, settled.themes, {ask.id: ask for ask in asks}, teller)
    settled = replace(settled, themes=named.themes)
    areas = build_areas(
        settled.themes,
        theme_of,
        memory.overlay,
        areas_known,
        lambda themes: place_themes(settings, encoder, themes, clustering.space),
    )
    outcome = Outcome(settled, areas, named.note)
    told_kinds = {ask.id: kind for ask, kind in zip(asks, kinds, strict=True)}
    saved = save_run(settings, run, outcome, asks, told_kinds, now, embedded)
    return outcome if saved else None


def _count_placed_by_answer(
    clustering: Clustering, asks: Sequence[Ask], theme_of: Mapping[str, str]
) -> dict[str, int]:
    """Theme -> asks that are in it for what they were answered."""
    if clustering.by_answer is None:
        return {}
    placed = [asks[row].id for row in np.flatnonzero(clustering.by_answer).tolist()]
    return dict(sorted(Counter(theme_of[ask] for ask in placed if ask in theme_of).items()))


def _find_explained(lineage: Sequence[LineageEvent]) -> frozenset[str]:
    """Themes whose origin the lineage says."""
    kinds = ("split", "merged", "parted")
    return frozenset(event.other_id for event in lineage if event.kind in kinds and event.other_id)


def build_prior_themes(
    memory: PriorState, examples: Mapping[str, NDArray[np.float32]]
) -> PriorThemes:
    """Prior themes as the clustering package takes them."""
    overlay = memory.overlay
    alive = {theme for theme, _ in memory.before.values()}
    dead = {
        theme: asks
        for theme, asks in memory.former.items()
        if theme not in alive and theme not in overlay.redirects
    }
    return PriorThemes(
        memory.before,
        memory.themes,
        dead,
        None,
        overlay.find_locked(),
        examples,
        overlay.find_merge_roots(),
    )


def _embed_examples(
    settings: Settings, encoder: Encoder, memory: PriorState, space: Projection
) -> dict[str, NDArray[np.float32]]:
    """The examples that people declared themes by, in the new space."""
    examples_of = {
        theme: made.examples for theme, made in memory.overlay.made.items() if made.examples
    }
    placed = {}
    for theme, texts in sorted(examples_of.items()):
        vectors = embed_texts(settings, encoder, texts)
        placed[theme] = project_vectors(vectors, [detect_language(text) for text in texts], space)
    return placed
